//! Where something runs by itself, and what it needs for that.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;
use serde_json::Value;

use crate::domain::id::Scope;
use crate::sandbox::call::Call;
use crate::sandbox::identity::Caller;
use crate::sandbox::store::{Snapshot, Store};

/// An account and Region with what a call there is made of.
pub(in crate::sandbox) struct Place<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) store: &'a Store,
    pub(super) dir: &'a Path,
    pub(super) glimpsed: &'a Mutex<HashSet<String>>,
    pub(in crate::sandbox) scope: Scope,
}

impl<'a> Place<'a> {
    /// Where a call is made.
    pub(in crate::sandbox) fn of(call: &'a Call<'_>) -> Self {
        Self {
            snapshot: call.snapshot,
            store: call.store,
            dir: call.dir,
            glimpsed: call.glimpsed,
            scope: call.scope.clone(),
        }
    }

    /// A call that a service makes by itself at a moment.
    pub(super) fn call(&self, caller: &'a Caller, at: Timestamp) -> Call<'a> {
        Call {
            snapshot: self.snapshot,
            store: self.store,
            now: at,
            caller,
            scope: self.scope.clone(),
            operation: "SendCommand",
            input: Value::Null,
            dir: self.dir,
            glimpsed: self.glimpsed,
        }
    }
}
