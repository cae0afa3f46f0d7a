//! How long something is waited for, and whether at all.

use clap::Args;
use jiff::SignedDuration;

use super::consent::ConsentArgs;
use crate::domain::text::age;

/// How long a run is waited for.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Run")]
pub struct WaitArgs {
    /// Stop waiting after this time, such as 2h; the run goes on (exit 7)
    #[arg(long, value_name = "DURATION", default_value = "4h", value_parser = age::parse)]
    pub timeout: SignedDuration,
}

/// How a run or an automation begins.
#[derive(Clone, Copy, Debug, Args)]
pub struct StartArgs {
    /// Do not wait: print the name of the run, or the id of the execution, on standard output
    #[arg(long, help_heading = "Run")]
    pub no_wait: bool,
    /// Whether it may.
    #[command(flatten)]
    pub consent: ConsentArgs,
}
