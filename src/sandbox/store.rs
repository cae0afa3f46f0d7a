//! The store: one `SQLite` file that several processes share.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior};

use super::faults::Fault;
use super::fleet::FleetFile;
use super::world::{self, World};
use crate::error::{Error, Result};

/// Tells our store from any other `SQLite` file: `pctl` in ASCII.
const APPLICATION_ID: i64 = 0x7063_746c;

/// The version of the tables.
const VERSION: i64 = 1;

const TABLES: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE document (kind TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, position)) WITHOUT ROWID;
";

/// The file name of the store in its folder.
pub(super) const FILE: &str = "state.sqlite";

/// What is in the store at one moment.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub(super) world: Arc<World>,
    pub(super) offset: SignedDuration,
    pub(super) faults: Arc<Vec<Fault>>,
    data_version: i64,
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

/// What a seed writes.
pub(super) struct Seed<'a> {
    pub(super) fleet: &'a FleetFile,
    pub(super) seeded: Timestamp,
    pub(super) generated_nodes: Option<u32>,
}

impl Store {
    /// Opens an existing store.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = connect(path).map_err(|error| failed(path, &error))?;
        let numbers = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
        let id = numbers("PRAGMA application_id").map_err(|error| failed(path, &error))?;
        let version = numbers("PRAGMA user_version").map_err(|error| failed(path, &error))?;
        if id != APPLICATION_ID {
            return Err(damaged(path, "it is not a patchctl sandbox"));
        }
        if version != VERSION {
            return Err(damaged(path, &format!("its tables have version {version}, and this program knows version {VERSION}")));
        }
        let generation = AtomicU64::new(0);
        Ok(Self { path: path.to_owned(), connection: Mutex::new(connection), snapshot: Mutex::new(None), generation })
    }

    /// Writes a new store beside the place where it is to be, and moves it there when it is whole.
    pub(super) fn create(path: &Path, seed: &Seed<'_>) -> Result<()> {
        let beside = path.with_extension(format!("new-{}", std::process::id()));
        let written = write_new(&beside, seed).map_err(|error| failed(path, &error));
        let moved = written.and_then(|()| {
            std::fs::rename(&beside, path).map_err(|error| Error::io(format!("cannot write the sandbox store `{}`", path.display()), error))
        });
        if moved.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
        moved
    }

    /// Puts another fleet in the place of the present one.
    pub(super) fn replace(&self, seed: &Seed<'_>) -> Result<()> {
        self.write(|connection| {
            connection.execute_batch("DELETE FROM meta; DELETE FROM document;")?;
            insert(connection, seed)
        })
    }

    /// What is in the store now; read again only when it has changed.
    pub(super) fn snapshot(&self) -> Result<Snapshot> {
        if !self.path.exists() {
            let gone = format!("the sandbox in {} was removed", self.path.parent().unwrap_or(&self.path).display());
            return Err(Error::failed(gone).hint("start again; the next use makes a new one"));
        }
        let connection = self.lock();
        let data_version: i64 =
            connection.query_row("PRAGMA data_version", [], |row| row.get(0)).map_err(|error| failed(&self.path, &error))?;
        let generation = self.generation.load(Ordering::Acquire);
        let mut cached = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(snapshot) = cached.as_ref()
            && snapshot.data_version == data_version
            && snapshot.generation == generation
        {
            return Ok(snapshot.clone());
        }
        let loaded = self.load(&connection, data_version, generation)?;
        *cached = Some(loaded.clone());
        Ok(loaded)
    }

    fn load(&self, connection: &Connection, data_version: i64, generation: u64) -> Result<Snapshot> {
        let transaction = connection.unchecked_transaction().map_err(|error| failed(&self.path, &error))?;
        let read = || -> rusqlite::Result<[Option<String>; 5]> {
            let body = transaction.query_row("SELECT body FROM document WHERE kind = 'fleet'", [], |row| row.get(0)).optional()?;
            let meta = |key| transaction.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional();
            Ok([body, meta("seeded")?, meta("generated_nodes")?, meta("offset")?, meta("faults")?])
        };
        let [body, seeded, generated, offset, faults] = read().map_err(|error| failed(&self.path, &error))?;
        let broken = |what: &str| damaged(&self.path, &format!("{what} cannot be read"));
        let fleet: FleetFile = body.and_then(|body| serde_json::from_str(&body).ok()).ok_or_else(|| broken("the fleet"))?;
        let seeded: Timestamp = seeded.and_then(|text| text.parse().ok()).ok_or_else(|| broken("the time of the seed"))?;
        let generated = generated.map(|text| text.parse()).transpose().map_err(|_| broken("the number of generated nodes"))?;
        let faults = faults.map(|text| serde_json::from_str(&text)).transpose().map_err(|_| broken("the list of faults"))?;
        let offset = offset.and_then(|text| text.parse().ok()).unwrap_or(0);
        Ok(Snapshot {
            world: Arc::new(world::build(&fleet, seeded, generated)),
            offset: SignedDuration::from_secs(offset),
            faults: Arc::new(faults.unwrap_or_default()),
            data_version,
            generation,
        })
    }

    /// Moves the clock; gives the new offset. The clock stays within the years that timestamps can hold.
    pub(super) fn advance(&self, by: SignedDuration, now: Timestamp) -> Result<SignedDuration> {
        let present = self.snapshot()?.offset;
        let moved = present.checked_add(SignedDuration::from_secs(by.as_secs()));
        let moved = moved.filter(|_| now.checked_add(by).is_ok());
        let moved = moved.ok_or_else(|| Error::usage("the clock of the sandbox cannot be moved that far"))?;
        self.set_meta("offset", &moved.as_secs().to_string())?;
        Ok(moved)
    }

    /// Keeps the faults that are asked for.
    pub(super) fn set_faults(&self, faults: &[Fault]) -> Result<()> {
        let text = serde_json::to_string(faults).map_err(|error| Error::failed("cannot store the faults").with_source(error))?;
        self.set_meta("faults", &text)
    }

    fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.write(|connection| connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value]).map(|_| ()))
    }

    /// The stored fleet document, and when it was seeded.
    pub(super) fn fleet(&self) -> Result<(FleetFile, Timestamp)> {
        let connection = self.lock();
        let read = || -> rusqlite::Result<(String, String)> {
            let body = connection.query_row("SELECT body FROM document WHERE kind = 'fleet'", [], |row| row.get(0))?;
            Ok((body, connection.query_row("SELECT value FROM meta WHERE key = 'seeded'", [], |row| row.get(0))?))
        };
        let (body, seeded) = read().map_err(|error| failed(&self.path, &error))?;
        let fleet = serde_json::from_str(&body).ok().zip(seeded.parse().ok());
        fleet.ok_or_else(|| damaged(&self.path, "the fleet cannot be read"))
    }

    /// Changes the stored fleet document, such as when a bucket is created.
    pub(super) fn change_fleet(&self, change: impl FnOnce(&mut FleetFile)) -> Result<()> {
        let broken = || damaged(&self.path, "the fleet cannot be read");
        let mut result = Ok(());
        self.write(|connection| {
            let body: String = connection.query_row("SELECT body FROM document WHERE kind = 'fleet'", [], |row| row.get(0))?;
            let Ok(mut fleet) = serde_json::from_str::<FleetFile>(&body) else {
                result = Err(broken());
                return Ok(());
            };
            change(&mut fleet);
            let body = serde_json::to_string(&fleet).unwrap_or(body);
            connection.execute("UPDATE document SET body = ?1 WHERE kind = 'fleet'", [body]).map(|_| ())
        })?;
        result
    }

    fn write(&self, change: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result<()> {
        let mut connection = self.lock();
        let apply = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            change(&transaction)?;
            transaction.commit()
        };
        apply(&mut connection).map_err(|error| failed(&self.path, &error))?;
        self.generation.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a file is a store of ours, as far as can be read.
pub(super) fn is_ours(path: &Path) -> bool {
    let id = connect(path).and_then(|connection| connection.query_row("PRAGMA application_id", [], |row| row.get::<_, i64>(0)));
    id.is_ok_and(|id| id == APPLICATION_ID)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    use rusqlite::OpenFlags;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    Ok(connection)
}

fn write_new(path: &Path, seed: &Seed<'_>) -> rusqlite::Result<()> {
    let _ = std::fs::remove_file(path);
    let connection = Connection::open(path)?;
    // The file counts only once it is moved to its place; until then nothing has to survive a power cut.
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(TABLES)?;
    insert(&transaction, seed)?;
    transaction.commit()?;
    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    connection.close().map_err(|(_, error)| error)
}

fn insert(connection: &Connection, seed: &Seed<'_>) -> rusqlite::Result<()> {
    let body = serde_json::to_string(seed.fleet).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    connection.execute("INSERT INTO document (kind, position, body) VALUES ('fleet', 0, ?1)", [body])?;
    let mut meta = connection.prepare("INSERT INTO meta (key, value) VALUES (?1, ?2)")?;
    meta.execute(["seeded", &seed.seeded.to_string()])?;
    meta.execute(["offset", "0"])?;
    if let Some(number) = seed.generated_nodes {
        meta.execute(["generated_nodes", &number.to_string()])?;
    }
    Ok(())
}

fn damaged(path: &Path, why: &str) -> Error {
    Error::failed(format!("the sandbox store `{}` is damaged: {why}", path.display())).hint("patchctl sandbox reset")
}

/// What a failure of `SQLite` means to a user.
fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    let shown = path.display();
    let code = error.sqlite_error_code();
    let message = match code {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => return damaged(path, &error.to_string()),
        Some(ErrorCode::DiskFull) => format!("the disk is full: cannot write the sandbox store `{shown}`"),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            format!("cannot open the sandbox store `{shown}` for writing")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            format!("another process keeps the sandbox store `{shown}` locked")
        }
        _ if matches!(error, rusqlite::Error::SqliteFailure(_, Some(text)) if text.contains("no such table")) => {
            return damaged(path, &error.to_string());
        }
        _ => format!("cannot use the sandbox store `{shown}`"),
    };
    Error::failed(message).with_source(error.to_string())
}
