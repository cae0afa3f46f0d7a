//! `patchctl patch-now install`.

use clap::Args;

use super::flags::OrderArgs;
use super::{order, start};
use crate::args::wait::StartArgs;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::run::begin::{Following, Rivals};

/// Arguments of `patch-now install`.
#[derive(Debug, Args)]
#[command(after_help = "\
Which reboot is always said: --reboot has no default. AWS reboots a node `if needed` whenever anything was installed on it, whether or
not the operating system asks for a reboot.
Exit codes: 0 done as asked, 3 a gate on non-compliance is closed, 5 something could not be read, 6 a node failed, 7 still running,
8 refused.

Examples:
  patchctl --sandbox patch-now install --group web --reboot never --dry-run
  patchctl patch-now install --group web --reboot if-needed --wave 1,10%,rest --reason CHG-1234 --yes
  patchctl patch-now install --tag Env=prod --only-noncompliant --reboot at 02:00 --hook-pre drain-web --hook-exit undrain-web")]
pub struct InstallArgs {
    #[command(flatten)]
    order: OrderArgs,
    #[command(flatten)]
    start: StartArgs,
}

/// Installs what is missing.
///
/// # Errors
/// As [`start::run`]; a usage error without a choice of reboot, and for hooks with an override
/// list.
pub async fn run(context: &Context, args: &InstallArgs) -> Result<ExitCode> {
    let order = order::installation(context, &args.order)?;
    let following = Following {
        timeout: args.order.run.wait.timeout,
        no_wait: args.start.no_wait,
        twins: Rivals::of_name(args.order.run.run_name.is_some()),
    };
    start::run(context, &order, args.start.consent, following).await
}
