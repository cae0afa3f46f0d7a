//! `patchctl sandbox advance`.

use clap::Args;
use jiff::SignedDuration;
use serde_json::json;

use crate::commands::sandbox::open::open;
use crate::context::Context;
use crate::domain::text::age;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;

/// Arguments of `sandbox advance`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl sandbox advance 8d
  patchctl sandbox advance 36h")]
pub struct AdvanceArgs {
    /// By how much, such as 8d, 36h or 90m
    #[arg(value_name = "DURATION", value_parser = age::parse)]
    by: SignedDuration,
}

/// Moves the clock.
///
/// # Errors
/// When the sandbox cannot be opened or written.
pub fn run(context: &Context, args: &AdvanceArgs) -> Result<ExitCode> {
    let sandbox = open(context)?;
    let now = sandbox.advance(args.by)?;
    // Runs and scans follow from the clock, so that nothing else has to be told of it.
    let text = crate::output::time::rfc3339(now);
    context.ui.details(
        "sandbox.advance",
        vec![("Now", Cell::text(text.clone()))],
        json!({ "item": { "now": text } }),
        &text,
    )?;
    Ok(ExitCode::Done)
}
