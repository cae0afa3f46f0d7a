//! The findings that Security Hub was given.

use std::sync::Arc;

use serde_json::Value;

use super::World;
use crate::domain::id::Scope;

impl World {
    /// The findings of an account in a Region, by id.
    pub(in crate::sandbox) fn findings(&self, scope: &Scope) -> impl Iterator<Item = &Arc<Value>> {
        let changes = self.changes.0.get(scope).into_iter();
        changes.flat_map(|changes| changes.findings.values())
    }

    /// One of them.
    pub(in crate::sandbox) fn finding(&self, scope: &Scope, id: &str) -> Option<&Arc<Value>> {
        self.changes.0.get(scope)?.findings.get(id)
    }
}
