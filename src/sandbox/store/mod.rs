//! The store: one `SQLite` file that several processes share.
//!
//! The fleet is one document, and stays as it was seeded. What users change lies in documents of
//! its own. Each document has the revision of its last change, so that only what changed is read
//! again.

mod open;
mod trail;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::cloud_trail::record::Record;
use super::faults::Fault;
use super::fleet::FleetFile;
use super::world::changes::Document;
use super::world::{self, World};
use crate::domain::id::Scope;
use crate::error::{Error, Result};
use open::{
    APPLICATION_ID, VERSION, clear_beside, connect, damaged, failed, insert, next_revision,
    write_new,
};

pub(super) use open::{Seed, is_ours};
pub(super) use trail::Kept;

/// The file name of the store in its folder.
pub(super) const FILE: &str = "state.sqlite";

/// What is in the store at one moment.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub(super) world: Arc<World>,
    pub(super) offset: SignedDuration,
    pub(super) faults: Arc<Vec<Fault>>,
    /// The revision of the fleet document.
    fleet: i64,
    /// The newest revision of any document.
    revision: i64,
    age: Age,
}

/// Tells whether a snapshot is still what is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Age {
    /// Counts the writes of others.
    data_version: i64,
    /// Counts our own.
    generation: u64,
}

/// An open store.
pub(super) struct Store {
    path: PathBuf,
    connection: Mutex<Connection>,
    snapshot: Mutex<Option<Snapshot>>,
    /// Counts our own writes, which `SQLite`'s `data_version` does not show to ourselves.
    generation: AtomicU64,
}

impl Store {
    /// Opens an existing store.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = connect(path).map_err(|error| failed(path, &error))?;
        let numbers = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
        let id = numbers("PRAGMA application_id").map_err(|error| failed(path, &error))?;
        let version = numbers("PRAGMA user_version").map_err(|error| failed(path, &error))?;
        // Another program's file must not be changed, and an older table of ours not be guessed at.
        if id != APPLICATION_ID {
            return Err(damaged(path, "it is not a patchctl sandbox"));
        }
        if version != VERSION {
            return Err(damaged(
                path,
                &format!(
                    "its tables have version {version}, and this program knows version {VERSION}"
                ),
            ));
        }

        // Sandboxes of before have everything but this, and nothing of it is missed.
        connection
            .execute_batch(trail::TABLE)
            .map_err(|error| failed(path, &error))?;
        let generation = AtomicU64::new(0);
        Ok(Self {
            path: path.to_owned(),
            connection: Mutex::new(connection),
            snapshot: Mutex::new(None),
            generation,
        })
    }

    /// Writes a new store beside the place where it is to be, and moves it there when it is whole.
    /// The caller has the lock of the folder.
    pub(super) fn create(path: &Path, seed: &Seed<'_>) -> Result<()> {
        clear_beside(path);
        let beside = path.with_extension(format!("new-{}", std::process::id()));
        let written = write_new(&beside, seed).map_err(|error| failed(path, &error));
        // A rename is whole or not at all: nobody sees a half of the store.
        let moved = written.and_then(|()| {
            std::fs::rename(&beside, path).map_err(|error| {
                Error::io(
                    format!("cannot write the sandbox store `{}`", path.display()),
                    error,
                )
            })
        });

        if moved.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
        moved
    }

    /// The secret of the access keys, when this sandbox has one of its own.
    pub(super) fn secret(&self) -> Result<Option<String>> {
        meta(&self.lock(), "secret").map_err(|error| failed(&self.path, &error))
    }

    /// Puts another fleet in the place of the present one; what was changed since goes too.
    pub(super) fn replace(&self, seed: &Seed<'_>) -> Result<()> {
        self.write(|connection| {
            let revision = next_revision(connection)?;
            connection
                .execute_batch("DELETE FROM meta; DELETE FROM document; DELETE FROM trail;")?;
            insert(connection, seed, revision)
        })
    }

    /// What is in the store now; read again only as far as it has changed.
    pub(super) fn snapshot(&self) -> Result<Snapshot> {
        self.check_present()?;
        let connection = self.lock();
        // A read transaction sees one state of the store, even while another process writes.
        let transaction = connection
            .unchecked_transaction()
            .map_err(|error| failed(&self.path, &error))?;
        self.current(&transaction)
    }

    /// What is open may have been removed meanwhile, and would be read and written as if it were
    /// there.
    fn check_present(&self) -> Result<()> {
        if self.path.exists() {
            return Ok(());
        }
        let gone = format!(
            "the sandbox in {} was removed",
            self.path.parent().unwrap_or(&self.path).display()
        );
        Err(Error::failed(gone).hint("start again; the next use makes a new one"))
    }

    /// The same as [`Self::snapshot`], for who holds the connection.
    fn current(&self, connection: &Connection) -> Result<Snapshot> {
        let data_version = connection.query_row("PRAGMA data_version", [], |row| row.get(0));
        let data_version = data_version.map_err(|error| failed(&self.path, &error))?;
        let age = Age {
            data_version,
            generation: self.generation.load(Ordering::Acquire),
        };

        let mut cached = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(snapshot) = cached.as_ref().filter(|snapshot| snapshot.age == age) {
            return Ok(snapshot.clone());
        }

        // What the last snapshot computed is taken over, as far as it still holds.
        let loaded = self.load(connection, cached.take(), age)?;
        *cached = Some(loaded.clone());
        Ok(loaded)
    }

    fn load(
        &self,
        connection: &Connection,
        previous: Option<Snapshot>,
        age: Age,
    ) -> Result<Snapshot> {
        let read = |key| meta(connection, key).map_err(|error| failed(&self.path, &error));
        let (offset, faults) = (read("offset")?, read("faults")?);
        let faults = faults.map(|text| serde_json::from_str(&text)).transpose();
        let faults = faults.map_err(|_| self.unreadable("the list of faults"))?;
        let offset = offset.and_then(|text| text.parse().ok()).unwrap_or(0);

        // Another fleet has another revision, and nothing of the world before it is left.
        let fleet = "SELECT revision FROM document WHERE kind = 'fleet'";
        let fleet = connection
            .query_row(fleet, [], |row| row.get(0))
            .optional()
            .map_err(|error| failed(&self.path, &error))?;
        let fleet: i64 = fleet.ok_or_else(|| self.unreadable("the fleet"))?;
        let (mut world, mut revision) = match previous.filter(|previous| previous.fleet == fleet) {
            Some(previous) => (previous.world, previous.revision),
            None => (Arc::new(World::new(self.seeded(connection)?)), 0),
        };

        self.apply_changes(connection, &mut world, &mut revision)?;

        let faults = Arc::new(faults.unwrap_or_default());
        Ok(Snapshot {
            world,
            offset: SignedDuration::from_secs(offset),
            faults,
            fleet,
            revision: revision.max(fleet),
            age,
        })
    }

    /// Builds what was seeded.
    fn seeded(&self, connection: &Connection) -> Result<world::Seeded> {
        let read = |key| meta(connection, key).map_err(|error| failed(&self.path, &error));
        let body = fleet_body(connection).map_err(|error| failed(&self.path, &error))?;
        let (seeded, generated) = (read("seeded")?, read("generated_nodes")?);

        // A number that is missing is a fleet without generated nodes; everything else has to be
        // there.
        let fleet: Option<FleetFile> = body.and_then(|body| serde_json::from_str(&body).ok());
        let fleet = fleet.ok_or_else(|| self.unreadable("the fleet"))?;
        let seeded = seeded
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| self.unreadable("the time of the seed"))?;
        let generated = generated.map(|text| text.parse()).transpose();
        let generated = generated.map_err(|_| self.unreadable("the number of generated nodes"))?;

        let mut built = world::build(&fleet, seeded, generated);
        if let Some(secret) = read("secret")? {
            built.secret = secret;
        }
        Ok(built)
    }

    /// Reads the documents of changes that are newer than a revision.
    fn apply_changes(
        &self,
        connection: &Connection,
        world: &mut Arc<World>,
        revision: &mut i64,
    ) -> Result<()> {
        let failed = |error: rusqlite::Error| failed(&self.path, &error);

        // In the order in which they were written: a later one about the same thing counts.
        let newer = "SELECT kind, name, body, revision FROM document WHERE revision > ?1 AND kind <> 'fleet' ORDER BY revision";
        let mut statement = connection.prepare_cached(newer).map_err(failed)?;
        let mut rows = statement.query([*revision]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let column = |index| row.get::<_, String>(index);
            let (kind, name, body) = (
                column(0).map_err(failed)?,
                column(1).map_err(failed)?,
                column(2).map_err(failed)?,
            );
            // Nobody else holds the world when calls come one after another, and then nothing is
            // copied.
            Arc::make_mut(world)
                .apply(&kind, &name, &body)
                .ok_or_else(|| self.unreadable(&format!("what was changed ({kind} {name})")))?;
            *revision = row.get(3).map_err(failed)?;
        }

        Ok(())
    }

    fn unreadable(&self, what: &str) -> Error {
        damaged(&self.path, &format!("{what} cannot be read"))
    }

    /// Changes what users can change, in one transaction: `change` sees the newest state, and gives
    /// the documents to store. When it refuses, nothing is stored.
    pub(super) fn change<R, E: From<Error>>(
        &self,
        change: impl FnOnce(&World) -> std::result::Result<(R, Vec<Document>), E>,
    ) -> std::result::Result<R, E> {
        self.change_seeing(|snapshot| change(&snapshot.world))
    }

    /// The same for a change that has to know the clock of the newest state too.
    pub(super) fn change_seeing<R, E: From<Error>>(
        &self,
        change: impl FnOnce(&Snapshot) -> std::result::Result<(R, Vec<Document>), E>,
    ) -> std::result::Result<R, E> {
        self.check_present()?;

        let failed = |error: rusqlite::Error| E::from(failed(&self.path, &error));
        let mut connection = self.lock();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let (result, documents) = change(&self.current(&transaction)?)?;
        // A change that changes nothing takes no revision, and leaves every snapshot as it is.
        if documents.is_empty() {
            return Ok(result);
        }

        for document in &documents {
            put(&transaction, document).map_err(failed)?;
        }

        // Told to our own snapshots only when it is certain.
        transaction.commit().map_err(failed)?;
        self.generation.fetch_add(1, Ordering::AcqRel);
        Ok(result)
    }

    /// Keeps the record of a call.
    pub(super) fn record(&self, record: &Record) -> Result<()> {
        self.check_present()?;
        let connection = self.lock();

        // No generation and no revision: a snapshot holds none of this.
        trail::insert(&connection, record)
            .and_then(|()| trail::forget(&connection, record))
            .map_err(|error| failed(&self.path, &error))
    }

    /// The records of calls in an account and Region, the newest first; of one name, or of all.
    pub(super) fn trail(
        &self,
        scope: &Scope,
        span: (Timestamp, Timestamp),
        name: Option<&str>,
    ) -> Result<Vec<Kept>> {
        self.check_present()?;
        let found = trail::read(&self.lock(), scope, span, name);
        let found = found.map_err(|error| failed(&self.path, &error))?;
        found.ok_or_else(|| self.unreadable("a record of a call"))
    }

    /// Moves the clock; gives the new offset. The clock stays within the years that timestamps can
    /// hold.
    pub(super) fn advance(&self, by: SignedDuration, now: Timestamp) -> Result<SignedDuration> {
        let mut moved = None;
        self.write(|connection| {
            // Read in the transaction that writes, so that two processes that move the clock at
            // once both do.
            let text = "SELECT value FROM meta WHERE key = 'offset'";
            let present: Option<String> = connection
                .query_row(text, [], |row| row.get(0))
                .optional()?;
            let present =
                SignedDuration::from_secs(present.and_then(|text| text.parse().ok()).unwrap_or(0));
            moved = present
                .checked_add(SignedDuration::from_secs(by.as_secs()))
                .filter(|_| now.checked_add(by).is_ok());

            moved.map_or(Ok(()), |moved| {
                set_meta(connection, "offset", &moved.as_secs().to_string())
            })
        })?;
        moved.ok_or_else(|| Error::usage("the clock of the sandbox cannot be moved that far"))
    }

    /// Keeps the faults that are asked for.
    pub(super) fn set_faults(&self, faults: &[Fault]) -> Result<()> {
        let text = serde_json::to_string(faults)
            .map_err(|error| Error::failed("cannot store the faults").with_source(error))?;
        self.write(|connection| set_meta(connection, "faults", &text))
    }

    /// The stored fleet document, and when it was seeded.
    pub(super) fn fleet(&self) -> Result<(FleetFile, Timestamp)> {
        self.check_present()?;
        let connection = self.lock();
        let (body, seeded) =
            fleet_and_seed(&connection).map_err(|error| failed(&self.path, &error))?;
        let fleet = serde_json::from_str(&body).ok().zip(seeded.parse().ok());
        fleet.ok_or_else(|| self.unreadable("the fleet"))
    }

    /// Changes the stored fleet document, such as when a bucket is created.
    pub(super) fn change_fleet(&self, change: impl FnOnce(&mut FleetFile)) -> Result<()> {
        let mut result = Ok(());
        self.write(|connection| {
            let body: String = connection.query_row(FLEET, [], |row| row.get(0))?;

            // The closure has only errors of SQLite: what is unreadable is told outside.
            let Ok(mut fleet) = serde_json::from_str::<FleetFile>(&body) else {
                result = Err(damaged(&self.path, "the fleet cannot be read"));
                return Ok(());
            };
            change(&mut fleet);

            let body = serde_json::to_string(&fleet).unwrap_or(body);
            let revision = next_revision(connection)?;
            connection
                .execute(
                    "UPDATE document SET body = ?1, revision = ?2 WHERE kind = 'fleet'",
                    (body, revision),
                )
                .map(|_| ())
        })?;
        result
    }

    fn write(&self, change: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result<()> {
        self.check_present()?;
        let mut connection = self.lock();
        in_transaction(&mut connection, change).map_err(|error| failed(&self.path, &error))?;
        self.generation.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

const META: &str = "SELECT value FROM meta WHERE key = ?1";
const FLEET: &str = "SELECT body FROM document WHERE kind = 'fleet'";

fn fleet_body(connection: &Connection) -> rusqlite::Result<Option<String>> {
    connection.query_row(FLEET, [], |row| row.get(0)).optional()
}

/// Both of them, or an error.
fn fleet_and_seed(connection: &Connection) -> rusqlite::Result<(String, String)> {
    let body = connection.query_row(FLEET, [], |row| row.get(0))?;
    let seeded = connection.query_row(META, ["seeded"], |row| row.get(0))?;
    Ok((body, seeded))
}

fn meta(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row(META, [key], |row| row.get(0))
        .optional()
}

/// Immediate takes the lock at once: to wait for it later could fail in the middle.
fn in_transaction(
    connection: &mut Connection,
    change: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    change(&transaction)?;
    transaction.commit()
}

fn put(connection: &Connection, document: &Document) -> rusqlite::Result<()> {
    let text =
        "INSERT OR REPLACE INTO document (kind, name, revision, body) VALUES (?1, ?2, ?3, ?4)";
    let values = (
        document.kind.as_str(),
        &document.name,
        next_revision(connection)?,
        &document.body,
    );
    connection.prepare_cached(text)?.execute(values).map(drop)
}

fn set_meta(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)",
            [key, value],
        )
        .map(|_| ())
}
