//! Whether something that is there may be replaced.

use clap::Args;

/// Whether a file or an object that is there may be replaced.
#[derive(Clone, Copy, Debug, Args)]
pub struct OverwriteArgs {
    /// Replace what is there, which is refused (exit 8) otherwise
    #[arg(long, alias = "force")]
    pub overwrite: bool,
    /// What holds without --overwrite; kept for scripts that say it
    #[arg(long, hide = true, conflicts_with = "overwrite")]
    if_none_match: bool,
}
