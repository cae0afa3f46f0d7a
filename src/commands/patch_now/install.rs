//! `patchctl patch-now install`.

use clap::Args;

use super::flags::{self, ConsentArgs, InstallationArgs, PaceArgs, RunArgs, RunTargets};
use super::planning::Wanted;
use super::starting::{self, Following};
use crate::context::Context;
use crate::domain::patch_run::amount::Amount;
use crate::domain::patch_run::request::{Hooks, Operation, OverrideList, Reboot, Request};
use crate::error::{Error, Result};
use crate::exit::ExitCode;

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
  patchctl patch-now install --tag Env=prod --only-noncompliant --reboot at 02:00 --hook-pre drain-web")]
pub struct InstallArgs {
    #[command(flatten)]
    targets: RunTargets,
    #[command(flatten)]
    installation: InstallationArgs,
    #[command(flatten)]
    pace: PaceArgs,
    #[command(flatten)]
    run: RunArgs,
    /// Do not wait: print the name of the run and exit 7
    #[arg(long, help_heading = "Run")]
    no_wait: bool,
    #[command(flatten)]
    consent: ConsentArgs,
}

/// Installs what is missing.
///
/// # Errors
/// As [`starting::run`]; a usage error without a choice of reboot, and for hooks with an override list.
pub async fn run(context: &Context, args: &InstallArgs) -> Result<ExitCode> {
    let wanted = wanted(context, &args.targets, &args.installation, &args.pace, &args.run)?;
    let following = Following { timeout: args.run.wait.timeout, no_wait: args.no_wait };
    starting::run(context, &wanted, args.consent, following).await
}

/// What an installation is asked to do.
///
/// # Errors
/// As [`run`].
pub fn wanted(context: &Context, targets: &RunTargets, installation: &InstallationArgs, pace: &PaceArgs, run: &RunArgs) -> Result<Wanted> {
    pace.check()?;
    let words = installation.reboot.as_ref().ok_or_else(|| {
        Error::usage("say what happens when a node wants to reboot: --reboot if-needed, never, or at TIME")
            .hint("AWS reboots by default, whenever anything was installed; here that is always said")
    })?;
    let reboot = flags::reboot(words, context.clock.now())?;
    let hooks = installation.hooks();
    if hooks.any() && installation.override_list.is_some() {
        return Err(Error::usage(
            "hooks and an override list do not go together: AWS-RunPatchBaselineWithHooks takes no InstallOverrideList",
        )
        .hint("run the hook documents by themselves (aws ssm send-command) before and after patch-now install --override-list")
        .hint("or let a baseline approve exactly these patches, and leave out --override-list"));
    }
    let request = request(Operation::Install, reboot, hooks, installation.override_list.clone(), pace, run);
    Ok(Wanted {
        run: starting::new_name(context, run),
        retry_of: None,
        request,
        max_concurrency: pace.max_concurrency,
        max_errors: pace.max_errors,
        targeting: targets.targeting()?,
        skip_busy: pace.skip_busy,
        skip_unable: pace.skip_unable,
    })
}

/// The request that the options stand for; the limits are settled when the number of nodes is known.
pub fn request(
    operation: Operation,
    reboot: Reboot,
    hooks: Hooks,
    override_list: Option<String>,
    pace: &PaceArgs,
    run: &RunArgs,
) -> Request {
    let (concurrency, errors) = Amount::console(operation, 0);
    Request {
        operation,
        reboot,
        hooks,
        override_list: override_list.map(|url| OverrideList { url, sha256: None, entries: None }),
        max_concurrency: pace.max_concurrency.unwrap_or(concurrency),
        max_errors: pace.max_errors.unwrap_or(errors),
        waves: pace.wave.clone(),
        gate: pace.gate.unwrap_or_default(),
        pause_seconds: pace.pause.map_or(0, |pause| u64::try_from(pause.as_secs()).unwrap_or(0)),
        output: run.output_s3.clone(),
        delivery_timeout_seconds: run.delivery_timeout,
        step_timeout_seconds: run.step_timeout,
        snapshot_id: run.snapshot_id.clone().unwrap_or_else(flags::uuid),
        reason: run.reason.clone(),
    }
}
