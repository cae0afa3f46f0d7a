//! Whether a deployment is followed, and for how long.

use clap::Args;
use jiff::SignedDuration;

use crate::domain::text::age;

/// How a deployment of Quick Setup is followed.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Deployment")]
pub struct FollowArgs {
    /// Do not follow the deployment: it goes on by itself
    #[arg(long)]
    pub no_wait: bool,
    /// Stop following after this time; the deployment goes on (exit 7)
    #[arg(long, value_name = "DURATION", default_value = "30m", value_parser = age::parse)]
    pub timeout: SignedDuration,
}
