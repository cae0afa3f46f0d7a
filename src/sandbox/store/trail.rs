//! The records of CloudTrail in the store. They are no part of the world: nobody computes anything
//! from them, and so they have a table of their own.

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::Store;
use super::open::failed;
use crate::domain::id::Scope;
use crate::error::Result;
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

impl Store {
    /// Keeps a record, and forgets those that are too old to be looked up.
    pub(in crate::sandbox) fn record(&self, record: &Record) -> Result<()> {
        self.check_present()?;
        let connection = self.lock();
        let oldest = record.at.saturating_sub(KEPT).unwrap_or(record.at);
        // No generation: a snapshot holds none of this.
        insert(&connection, record)
            .and_then(|()| {
                let text = "DELETE FROM trail WHERE at < ?1";
                let mut old = connection.prepare_cached(text)?;
                old.execute([oldest.as_second()]).map(drop)
            })
            .map_err(|error| failed(&self.path, &error))
    }

    /// The records of an account and Region within two moments, the newest first; of one name, or of
    /// all.
    pub(in crate::sandbox) fn trail(
        &self,
        scope: &Scope,
        from: Timestamp,
        until: Timestamp,
        name: Option<&str>,
    ) -> Result<Vec<Kept>> {
        self.check_present()?;
        let connection = self.lock();
        let text = "SELECT number, at, name, body FROM trail WHERE account = ?1 AND region = ?2 \
                    AND at BETWEEN ?3 AND ?4 AND (?5 IS NULL OR name = ?5) ORDER BY at DESC, number DESC";
        let read = || {
            let mut statement = connection.prepare_cached(text)?;
            let (account, region) = (scope.account.as_str(), scope.region.as_str());
            let values = (account, region, from.as_second(), until.as_second(), name);
            let rows = statement.query_map(values, |row| {
                let columns: (i64, i64, String, String) =
                    (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
                Ok(columns)
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let rows = read().map_err(|error| failed(&self.path, &error))?;
        let kept = rows.into_iter().map(|(number, at, name, body)| {
            let at = Timestamp::from_second(at).ok()?;
            let body = serde_json::from_str(&body).ok()?;
            let scope = scope.clone();
            let record = Record {
                scope,
                at,
                name,
                body,
            };
            Some(Kept { number, record })
        });
        let kept: Option<Vec<Kept>> = kept.collect();
        kept.ok_or_else(|| self.unreadable("a record of a call"))
    }
}

pub(super) fn insert(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let text = "INSERT INTO trail (account, region, at, name, body) VALUES (?1, ?2, ?3, ?4, ?5)";
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
