//! The configuration managers that an account and Region has.

use std::sync::Arc;

use super::World;
use super::quick_setup::Manager;
use crate::domain::id::Scope;

impl World {
    /// The managers of an account in a Region, by ARN.
    pub(in crate::sandbox) fn managers(
        &self,
        scope: &Scope,
    ) -> impl Iterator<Item = &Arc<Manager>> {
        let changes = self.changes.0.get(scope).into_iter();
        changes.flat_map(|changes| changes.managers.values())
    }

    /// One of them.
    pub(in crate::sandbox) fn manager(&self, scope: &Scope, arn: &str) -> Option<&Arc<Manager>> {
        self.changes.0.get(scope)?.managers.get(arn)
    }

    /// Every manager with the account and Region that has it.
    pub(in crate::sandbox) fn every_manager(
        &self,
    ) -> impl Iterator<Item = (&Scope, &Arc<Manager>)> {
        let scopes = self.changes.0.iter();
        scopes.flat_map(|(scope, changes)| {
            changes
                .managers
                .values()
                .map(move |manager| (scope, manager))
        })
    }

    /// The role with which Quick Setup may enable Explorer.
    pub(in crate::sandbox) fn explorer_role(&self, scope: &Scope) -> Option<&str> {
        let settings = &self.changes.0.get(scope)?.explorer_role;
        settings.as_deref()
    }
}
