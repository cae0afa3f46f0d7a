//! The records of CloudTrail in the store. They are no part of the world: nobody computes anything
//! from them, and so they have a table of their own.

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use crate::domain::id::Scope;
use crate::sandbox::cloud_trail::record::Record;

/// Made where it is missing, so that a store of before is used on.
pub(super) const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS trail (number INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL,
        at INTEGER NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS trail_scope ON trail (account, region, name, at);
";

/// For how long records are kept: a little longer than they can be looked up.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 91);

/// A record with its number, in the order in which they were written.
pub(in crate::sandbox) struct Kept {
    pub(in crate::sandbox) number: i64,
    pub(in crate::sandbox) record: Record,
}

/// The columns of a record that is read: number, second, name and document.
type Row = (i64, i64, String, String);

/// The records of an account and Region within two moments, the newest first; of one name, or of
/// all. `None` when one of them is no record.
pub(super) fn read(
    connection: &Connection,
    scope: &Scope,
    (from, until): (Timestamp, Timestamp),
    name: Option<&str>,
) -> rusqlite::Result<Option<Vec<Kept>>> {
    let text = "SELECT number, at, name, body FROM trail WHERE account = ?1 AND region = ?2 \
                AND at BETWEEN ?3 AND ?4 AND (?5 IS NULL OR name = ?5) ORDER BY at DESC, number DESC";
    let mut statement = connection.prepare_cached(text)?;
    let (account, region) = (scope.account.as_str(), scope.region.as_str());
    let values = (account, region, from.as_second(), until.as_second(), name);

    // Two calls of one second are told apart by their numbers: the later one is the newer.
    let rows = statement.query_map(values, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let rows: Vec<Row> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().map(|row| kept(scope, row)).collect())
}

fn kept(scope: &Scope, (number, at, name, body): Row) -> Option<Kept> {
    let record = Record {
        scope: scope.clone(),
        at: Timestamp::from_second(at).ok()?,
        body: serde_json::from_str(&body).ok()?,
        name,
    };
    Some(Kept { number, record })
}

/// Forgets what is too old to be looked up when a record comes.
pub(super) fn forget(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let oldest = record.at.saturating_sub(KEPT).unwrap_or(record.at);
    let mut old = connection.prepare_cached("DELETE FROM trail WHERE at < ?1")?;
    old.execute([oldest.as_second()]).map(drop)
}

/// Puts a record behind all others.
pub(super) fn insert(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let text = "INSERT INTO trail (account, region, at, name, body) VALUES (?1, ?2, ?3, ?4, ?5)";
    // The name is a column of its own, because most lookups are by it.
    let scope = &record.scope;
    let values = (
        scope.account.as_str(),
        scope.region.as_str(),
        record.at.as_second(),
        &record.name,
        record.body.to_string(),
    );
    connection.prepare_cached(text)?.execute(values).map(drop)
}
