//! What an operation is given, and what it may do with it.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::identity::Caller;
use super::regions;
use super::store::{Snapshot, Store};
use super::wire::WireError;
use super::world::World;
use super::world::changes::Document;
use super::world::rulebook::Draft;
use crate::domain::id::Scope;

/// What an operation is given.
pub(super) struct Call<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) store: &'a Store,
    pub(super) now: Timestamp,
    pub(super) caller: &'a Caller,
    pub(super) scope: Scope,
    pub(super) operation: &'a str,
    pub(super) input: Value,
    /// The folder of the sandbox.
    pub(super) dir: &'a Path,
    pub(super) glimpsed: &'a Mutex<HashSet<String>>,
}

/// For how long a new command may not be seen everywhere.
const SPREADS: SignedDuration = SignedDuration::from_secs(1);

impl Call<'_> {
    /// Whether a command that was sent at a moment can be seen by now: right after it was sent, the
    /// first look of each operation finds nothing of it.
    pub(super) fn sees(&self, command: &str, sent: Timestamp) -> bool {
        if self.now.duration_since(sent) >= SPREADS {
            return true;
        }
        let mut glimpsed = self.glimpsed.lock().unwrap_or_else(PoisonError::into_inner);
        !glimpsed.insert(format!("{} {command}", self.operation))
    }

    /// Refuses the call when the account denies the action.
    pub(super) fn allowed(&self, service: &str) -> Result<(), WireError> {
        let action = format!("{service}:{}", self.operation);
        let resource = match service {
            "ssm" => {
                let Scope { region, account } = &self.scope;
                let partition = regions::partition(region.as_str());
                format!("arn:{partition}:ssm:{region}:{account}:*")
            }
            _ => "*".to_owned(),
        };
        self.caller.may(&action, &resource)
    }

    /// Changes the store: `change` sees the newest state, not the snapshot of the call, and nobody
    /// else writes meanwhile.
    pub(super) fn change<R>(
        &self,
        change: impl FnOnce(&World) -> Result<(R, Vec<Document>), WireError>,
    ) -> Result<R, WireError> {
        self.store.change(change)
    }

    /// Changes baselines, groups and defaults of the caller's account and Region.
    pub(super) fn change_rules<R>(
        &self,
        change: impl FnOnce(&mut Draft) -> Result<R, WireError>,
    ) -> Result<R, WireError> {
        self.change(|world| world.change_rules(&self.scope, self.now, change))
    }
}

/// The answer to an operation that is not implemented; never an empty success.
pub(super) fn unknown(service: &str, operation: &str) -> WireError {
    WireError::new(
        "UnknownOperationException",
        format!("the patchctl sandbox does not implement {service}:{operation}"),
    )
}
