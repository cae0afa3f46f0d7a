//! `patchctl sandbox reset`.

use clap::Args;

use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::plan::Consent;
use crate::sandbox;

/// Arguments of `sandbox reset`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl sandbox reset --dry-run
  patchctl --sandbox=/tmp/fleet sandbox reset --yes")]
pub struct ResetArgs {
    /// Show what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    /// Remove without asking
    #[arg(short, long)]
    yes: bool,
}

/// Removes the sandbox; a corrupt one too, but never a folder that is not one.
///
/// # Errors
/// Refused without a yes; a failure for a folder that is not a sandbox.
pub async fn run(context: &Context, args: &ResetArgs) -> Result<ExitCode> {
    let dir = context.sandbox_dir()?;
    if !sandbox::exists(&dir) {
        context
            .ui
            .note(&format!("there is no sandbox in {}", dir.display()));
        return Ok(ExitCode::Done);
    }

    let plan = vec![format!(
        "remove the sandbox in {}, with its fleet and all objects",
        dir.display()
    )];
    // Objects and receipts go with it, and nothing brings them back.
    let consent = Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        must_ask: true,
        ..Consent::default()
    };
    if context.ui.approve(plan, consent).await?.is_none() {
        return Ok(ExitCode::Done);
    }

    sandbox::reset(&dir)?;
    context
        .ui
        .note(&format!("removed the sandbox in {}", dir.display()));
    Ok(ExitCode::Done)
}
