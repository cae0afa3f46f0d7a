//! From the options of a run to what is asked for.

use super::flags::{OrderArgs, PaceArgs, RunArgs, RunTargets};
use super::reboot_choice;
use crate::context::Context;
use crate::domain::id::uuid;
use crate::domain::run::amount::Amount;
use crate::domain::run::hooks::Hooks;
use crate::domain::run::name::RunName;
use crate::domain::run::operation::Operation;
use crate::domain::run::order::Order;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::request::{OverrideList, Reboot, Request};
use crate::error::{Error, Result};

/// What a scan is asked to do.
///
/// # Errors
/// A usage error for options that do not go together.
pub fn scan(
    context: &Context,
    targets: &RunTargets,
    pace: &PaceArgs,
    run: &RunArgs,
) -> Result<Order> {
    pace.check()?;
    // The limits are settled when the number of nodes is known.
    let (max_concurrency, max_errors) = Amount::console(Operation::Scan, 0);
    let request = Request {
        operation: Operation::Scan,
        reboot: Reboot::Never,
        hooks: Hooks::default(),
        override_list: None,
        max_concurrency: pace.max_concurrency.unwrap_or(max_concurrency),
        max_errors: pace.max_errors.unwrap_or(max_errors),
        waves: pace.wave.clone(),
        gate: pace.gate.unwrap_or_default(),
        pause_seconds: pace
            .pause
            .map_or(0, |pause| u64::try_from(pause.as_secs()).unwrap_or(0)),
        output: run.output_s3.clone(),
        records: records(context, run),
        delivery_timeout_seconds: run.delivery_timeout,
        step_timeout_seconds: run.step_timeout,
        snapshot_id: snapshot(run),
        reason: run.reason.clone(),
    };

    Ok(Order {
        run: run.run_name.clone().unwrap_or_else(|| new_name(context)),
        retry_of: None,
        request,
        max_concurrency: pace.max_concurrency,
        max_errors: pace.max_errors,
        selection: targets.selection()?,
        expect_nodes: targets.expect_nodes,
        skip_busy: pace.skip_busy,
        skip_unable: pace.skip_unable,
    })
}

/// The folder of records that is set, else one beside the output.
fn records(context: &Context, run: &RunArgs) -> Option<OutputPlace> {
    let own = context.settings.run_records.value.clone();
    own.or_else(|| run.output_s3.as_ref().map(Request::records_in))
}

/// One for the whole run, so that every node is judged by the same list of patches however many
/// commands it takes (AWS User Guide, "AWS-RunPatchBaseline", SnapshotId).
fn snapshot(run: &RunArgs) -> String {
    run.snapshot_id
        .clone()
        .unwrap_or_else(|| uuid::v4(fastrand::u128(..)))
}

/// What an installation is asked to do.
///
/// # Errors
/// As [`scan`]; without a choice of reboot, and for hooks with an override list.
pub fn installation(context: &Context, order: &OrderArgs) -> Result<Order> {
    let installation = &order.installation;
    let words = installation.reboot.as_ref().ok_or_else(|| {
        Error::usage(
            "say what happens when a node wants to reboot: --reboot if-needed, never, or at TIME",
        )
        .hint("AWS reboots by default, whenever anything was installed; here that is always said")
    })?;

    let reboot = reboot_choice::read(words, context.clock.now())?;
    let hooks = installation.hooks();
    if hooks.any() && installation.override_list.is_some() {
        return Err(Error::usage(
            "hooks of the installation and an override list do not go together: AWS-RunPatchBaselineWithHooks takes no InstallOverrideList",
        )
        .hint("run the hook documents by themselves (aws ssm send-command) before and after patch-now install --override-list")
        .hint("or let a baseline approve exactly these patches, and leave out --override-list"));
    }
    let override_list = installation.override_list.clone().map(|url| OverrideList {
        url,
        sha256: None,
        entries: None,
    });
    let scan = scan(context, &order.targets, &order.pace, &order.run)?;
    // An installation is asked for like a scan, and more.
    Ok(Order {
        request: Request {
            operation: Operation::Install,
            reboot,
            hooks,
            override_list,
            ..scan.request
        },
        ..scan
    })
}

/// The name of a new run: its time, and something random.
pub fn new_name(context: &Context) -> RunName {
    RunName::new(context.clock.now(), fastrand::u32(..))
}
