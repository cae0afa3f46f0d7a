//! The file of the store: how it is opened and made, and what its failures mean.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode};

use super::trail;
use crate::error::Error;
use crate::process::private;
use crate::sandbox::cloud_trail::seeded;
use crate::sandbox::fleet::FleetFile;

/// Tells our store from any other `SQLite` file: `pctl` in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x7063_746c;

/// The version of the tables.
pub(super) const VERSION: i64 = 2;

const TABLES: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE document (kind TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (kind, name)) WITHOUT ROWID;
    CREATE INDEX document_revision ON document (revision);
";

/// What a seed writes.
pub(in crate::sandbox) struct Seed<'a> {
    pub(in crate::sandbox) fleet: &'a FleetFile,
    pub(in crate::sandbox) seeded: Timestamp,
    pub(in crate::sandbox) generated_nodes: Option<u32>,
    /// The secret of the access keys.
    pub(in crate::sandbox) secret: &'a str,
}

/// Whether a file is a store of ours, as far as can be read.
pub(in crate::sandbox) fn is_ours(path: &Path) -> bool {
    let id = connect(path).and_then(|connection| {
        connection.query_row("PRAGMA application_id", [], |row| row.get::<_, i64>(0))
    });
    id.is_ok_and(|id| id == APPLICATION_ID)
}

/// Opens the file; it is not made when it is not there.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    use rusqlite::OpenFlags;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    Ok(connection)
}

/// Removes what programs left that were killed while they wrote a new store beside this one, and
/// what `SQLite` has beside that.
pub(super) fn clear_beside(path: &Path) {
    let (folder, name) = (path.parent(), path.with_extension("new-"));
    let Some((folder, start)) = folder.zip(name.file_name().and_then(|name| name.to_str())) else {
        return;
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with(start)) {
            let _gone = std::fs::remove_file(entry.path());
        }
    }
}

/// Writes a whole new store.
pub(super) fn write_new(path: &Path, seed: &Seed<'_>) -> rusqlite::Result<()> {
    let _ = std::fs::remove_file(path);
    // Made before the library makes it, which knows no mode; what it puts beside has the same.
    private::write(path, b"").map_err(|error| {
        let why = format!("cannot make {}: {error}", path.display());
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(14), Some(why))
    })?;
    let connection = Connection::open(path)?;
    // The file counts only once it is moved to its place; until then nothing has to survive a power
    // cut.
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;

    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(trail::TABLE)?;
    insert(&transaction, seed, 1)?;
    transaction.commit()?;

    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    connection.close().map_err(|(_, error)| error)
}

/// The revision of the next change.
pub(super) fn next_revision(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT COALESCE(MAX(revision), 0) + 1 FROM document")?
        .query_row([], |row| row.get(0))
}

/// Puts a fleet into empty tables.
pub(super) fn insert(
    connection: &Connection,
    seed: &Seed<'_>,
    revision: i64,
) -> rusqlite::Result<()> {
    let body = serde_json::to_string(seed.fleet)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;

    connection.execute(
        "INSERT INTO document (kind, name, revision, body) VALUES ('fleet', '', ?1, ?2)",
        (revision, body),
    )?;

    let mut meta = connection.prepare("INSERT INTO meta (key, value) VALUES (?1, ?2)")?;
    meta.execute(["seeded", &seed.seeded.to_string()])?;
    // The clock of a new fleet is the caller's: only a user moves it.
    meta.execute(["offset", "0"])?;
    meta.execute(["secret", seed.secret])?;
    if let Some(number) = seed.generated_nodes {
        meta.execute(["generated_nodes", &number.to_string()])?;
    }
    let records = seeded::records(seed.fleet, seed.seeded);
    records
        .iter()
        .try_for_each(|record| trail::insert(connection, record))
}

/// A store that cannot be used, and what helps.
pub(super) fn damaged(path: &Path, why: &str) -> Error {
    Error::failed(format!(
        "the sandbox store `{}` is damaged: {why}",
        path.display()
    ))
    .hint("patchctl sandbox reset")
}

/// What a failure of `SQLite` means to a user.
pub(super) fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    let shown = path.display();
    let code = error.sqlite_error_code();
    // By what helps: a damaged store is to be reset, a full disk is not.
    let message = match code {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            return damaged(path, &error.to_string());
        }
        Some(ErrorCode::DiskFull) => {
            format!("the disk is full: cannot write the sandbox store `{shown}`")
        }
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            format!("cannot open the sandbox store `{shown}` for writing")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            format!("another process keeps the sandbox store `{shown}` locked")
        }
        _ if matches!(error, rusqlite::Error::SqliteFailure(_, Some(text)) if text.contains("no such table")) =>
        {
            return damaged(path, &error.to_string());
        }
        _ => format!("cannot use the sandbox store `{shown}`"),
    };
    Error::failed(message).with_source(error.to_string())
}
