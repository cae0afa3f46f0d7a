//! Whether and how a plan is agreed to.

use clap::Args;

/// The options of every command that writes.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct WriteArgs {
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do it without asking
    #[arg(short, long)]
    pub yes: bool,
}

/// Whether and how a plan is agreed to.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Consent")]
pub struct ConsentArgs {
    /// Show the plan and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Agree to the plan without being asked
    #[arg(short, long)]
    pub yes: bool,
}
