//! `patchctl patch-now apply`.

use std::path::PathBuf;

use clap::Args;

use super::start;
use super::view::plan as view;
use crate::args::wait::{StartArgs, WaitArgs};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::eligibility::Obstacle;
use crate::domain::run::order::Order;
use crate::domain::run::plan;
use crate::domain::run::plan::Plan;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::process::input;
use crate::run::begin::{Following, Rivals};
use crate::run::plan as planning;

/// The largest plan that is read.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Arguments of `patch-now apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
Before anything is sent the plan is made again: when nodes, baselines, compliance, hooks or the override list have changed, it is refused
(exit 8). A plan can be applied once.

Examples:
  patchctl patch-now apply plan.json
  patchctl patch-now apply plan.json --dry-run")]
pub struct ApplyArgs {
    /// The plan that patch-now plan wrote; - reads standard input
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    start: StartArgs,
}

/// Carries out a plan that still tells the truth.
///
/// # Errors
/// Refused (exit 8) when anything has changed; as [`start::planned`].
pub async fn run(context: &Context, args: &ApplyArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::view::nodes::COLUMNS)?;
    let stored = read(&args.plan)?;
    // What needs no call is checked first.
    check_whole(&stored)?;
    check_reboot(context, &stored)?;

    let reach = Reach::open(context).await?;
    check_endpoint(&reach, &stored)?;
    check_scopes(context, &reach, &stored)?;

    let order = order(&stored);
    // Made again with the same order: what differs is what changed in AWS, and not what was asked
    // for.
    let now = planning::plan(context, &reach, &order).await?;
    let changes = now.changes_since(&stored);
    if !changes.is_empty() {
        return Err(outdated(context, &changes));
    }

    let following = Following {
        timeout: args.wait.timeout,
        no_wait: args.start.no_wait,
        twins: Rivals::OfPlan,
    };
    Box::pin(start::planned(
        context,
        &reach,
        stored,
        args.start.consent,
        following,
    ))
    .await
}

/// What was asked for when the plan was made. The limits are given as they came out then: worked
/// out anew they would follow a fleet that grew.
fn order(stored: &Plan) -> Order {
    Order {
        run: stored.run.clone(),
        retry_of: stored.retry_of.clone(),
        request: stored.request.clone(),
        max_concurrency: Some(stored.request.max_concurrency),
        max_errors: Some(stored.request.max_errors),
        selection: stored.selection.clone(),
        // What is applied was counted when it was reviewed.
        expect_nodes: None,
        skip_unable: stored.skip_unable,
        // Whoever was left out for being busy says that it was asked for.
        skip_busy: stored
            .skipped
            .iter()
            .any(|node| matches!(node.obstacle, Obstacle::Busy { .. })),
    }
}

/// Names what changed, as far as a person reads it.
fn outdated(context: &Context, changes: &[String]) -> Error {
    for line in changes.iter().take(NAMED) {
        context.ui.warn(line);
    }
    if changes.len() > NAMED {
        context
            .ui
            .warn(&format!("and {} more", changes.len() - NAMED));
    }
    // Even one change is too much: somebody reviewed every line.
    Error::new(
        Kind::Refused,
        format!(
            "{} since the plan was made; nothing was sent",
            things(changes.len())
        ),
    )
    .hint("make a new plan and review it: patchctl patch-now plan")
}

/// How many changes are named before the rest is counted.
const NAMED: usize = 20;

fn things(number: usize) -> String {
    if number == 1 {
        "1 thing has changed".to_owned()
    } else {
        format!("{number} things have changed")
    }
}

fn read(path: &std::path::Path) -> Result<Plan> {
    let input = input::read(path, LARGEST).map_err(|error| {
        let name = input::name_of(path);
        Error::usage(format!("cannot read the plan {name}")).with_source(error)
    })?;
    let name = &input.name;
    if input.is_too_large() {
        return Err(Error::usage(format!(
            "{name} is larger than 64 MiB; that is no plan"
        )));
    }

    let plan: Plan =
        serde_json::from_slice(&input.bytes).map_err(|error| no_plan(name, &error.to_string()))?;
    // A plan is carried out as it stands: a version with other fields would be carried out in part.
    if plan.kind != plan::KIND || plan.schema_version != 1 {
        let what = format!("it is `{}` in version {}", plan.kind, plan.schema_version);
        return Err(no_plan(name, &what));
    }
    Ok(plan)
}

fn no_plan(name: &str, why: &str) -> Error {
    Error::usage(format!("{name} is not a plan: {why}"))
        .hint("patchctl patch-now plan --to plan.json writes one")
}

/// What was reviewed is what is applied.
fn check_whole(stored: &Plan) -> Result<()> {
    if planning::digest(stored)? == stored.digest {
        return Ok(());
    }
    Err(Error::new(
        Kind::Refused,
        "the plan was changed by hand: its digest is that of another one",
    )
    .hint("make a new plan with the options that you want"))
}

fn check_reboot(context: &Context, plan: &Plan) -> Result<()> {
    use crate::domain::run::request::Reboot;
    match plan.request.reboot {
        Reboot::At(moment) if moment <= context.clock.now() => Err(Error::new(
            Kind::Refused,
            format!("the plan reboots at {moment:.0}, and that is over"),
        )
        .hint("make a new plan")),
        _ => Ok(()),
    }
}

/// What was reviewed on one endpoint says nothing about another: a rehearsal in the sandbox is no
/// plan for AWS.
fn check_endpoint(reach: &Reach, plan: &Plan) -> Result<()> {
    if plan.endpoint == reach.endpoint {
        return Ok(());
    }
    Err(Error::new(
        Kind::Refused,
        format!(
            "the plan was made for {}, and this command talks to {}",
            plan.endpoint, reach.endpoint
        ),
    )
    .hint("make a new plan, or repeat the --sandbox or --endpoint-url that the plan was made with"))
}

/// A plan is for the accounts and Regions that it names.
fn check_scopes(context: &Context, reach: &Reach, plan: &Plan) -> Result<()> {
    let mut missing: Vec<String> = plan
        .nodes
        .iter()
        .filter(|node| reach.site(&node.scope).is_none())
        .map(|node| node.scope.to_string())
        .collect();
    missing.sort();
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }

    // Which plan it is, in its own words: a file has a name that somebody chose.
    context.ui.note(&view::lines(plan).swap_remove(0));
    Err(Error::usage(format!(
        "the plan is for {}, which this command does not look at",
        missing.join("; ")
    ))
    .hint("repeat the --region, --profile and --role-name that the plan was made with"))
}
