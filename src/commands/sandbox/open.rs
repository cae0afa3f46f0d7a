//! The sandbox that a verb works on.

use crate::context::Context;
use crate::error::Result;
use crate::sandbox::Sandbox;

/// Opens the sandbox of this invocation, and says when that filled it.
pub(super) fn open(context: &Context) -> Result<Sandbox> {
    let dir = context.sandbox_dir()?;
    let opened = Sandbox::open(&dir, context.clock.clone())?;
    if opened.seeded {
        context.ui.note(&format!(
            "the sandbox was empty and now holds the example fleet ({})",
            dir.display()
        ));
    }
    Ok(opened.sandbox)
}
