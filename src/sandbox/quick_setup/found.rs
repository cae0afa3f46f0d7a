//! The manager that a call names, or that there is none.

use crate::sandbox::call::Call;
use crate::sandbox::constraint::text;
use crate::sandbox::wire::WireError;
use crate::sandbox::world::World;
use crate::sandbox::world::quick_setup::Manager;

pub(super) fn not_found(arn: &str) -> WireError {
    WireError::new(
        "ResourceNotFoundException",
        format!("Configuration manager {arn} does not exist."),
    )
}

/// The manager that a call names.
pub(super) fn find<'w>(world: &'w World, call: &Call<'_>) -> Result<&'w Manager, WireError> {
    let arn = text(&call.input, "ManagerArn");
    // A late answer does not know what was made since.
    let manager = world.manager(&call.scope, arn);
    let manager = manager.filter(|manager| manager.created <= call.now);
    manager.map(|one| &**one).ok_or_else(|| not_found(arn))
}
