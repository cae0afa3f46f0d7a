//! `patchctl patch-now scan`.

use clap::Args;

use super::flags::{PaceArgs, RunArgs, RunTargets};
use super::{order, start};
use crate::args::wait::StartArgs;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::run::begin::{Following, Rivals};

/// Arguments of `patch-now scan`.
#[derive(Debug, Args)]
#[command(after_help = "\
A scan installs and reboots nothing; it overwrites what the nodes last reported.
Exit codes: 0 every node scanned, 5 something could not be read, 6 a node failed, 7 still running, 8 refused.

Examples:
  patchctl --sandbox patch-now scan --all --yes
  patchctl patch-now scan --group web --yes
  patchctl patch-now scan --node i-0123456789abcdef0 --no-wait --yes")]
pub struct ScanArgs {
    #[command(flatten)]
    targets: RunTargets,
    #[command(flatten)]
    pace: PaceArgs,
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    start: StartArgs,
}

/// Lets nodes report what is missing.
pub async fn run(context: &Context, args: &ScanArgs) -> Result<ExitCode> {
    let order = order::scan(context, &args.targets, &args.pace, &args.run)?;
    let following = Following {
        timeout: args.run.wait.timeout,
        no_wait: args.start.no_wait,
        twins: Rivals::of_name(args.run.run_name.is_some()),
    };
    start::run(context, &order, args.start.consent, following).await
}
