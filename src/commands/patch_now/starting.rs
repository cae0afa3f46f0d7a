//! From a plan that was agreed to, to a run that is under way.

use super::drive::Drive;
use super::receipts::Receipts;
use super::wanted::Wanted;
use super::{busy, finishing, lookup, plan, plan_text, planning};
use crate::args::consent::ConsentArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::run::command::Command;
use crate::domain::run::name::{Label, RunName};
use crate::domain::run::plan::Plan;
use crate::domain::run::record::{Record, Who};
use crate::domain::run::request::DOCUMENTS;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consent;

/// Whether to wait.
#[derive(Clone, Copy, Debug)]
pub struct Following {
    /// Wait at most so long.
    pub timeout: jiff::SignedDuration,
    /// Do not wait at all.
    pub no_wait: bool,
}

/// Plans, asks, sends and follows.
///
/// # Errors
/// As [`planning::plan`] and [`begin`].
pub async fn run(
    context: &Context,
    wanted: &Wanted,
    consent: ConsentArgs,
    following: Following,
) -> Result<ExitCode> {
    context.ui.check_listing(&super::columns::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let plan = planning::plan(context, &reach, wanted).await?;
    begin(context, &reach, plan, consent, following).await
}

/// Asks for a yes to a plan, sends it and follows the run.
///
/// # Errors
/// Refused (exit 8) for a plan that may not begin, or without a yes; what AWS answered.
pub async fn begin(
    context: &Context,
    reach: &Reach,
    plan: Plan,
    consent: ConsentArgs,
    following: Following,
) -> Result<ExitCode> {
    let receipts = Receipts::of(context, reach)?;
    if plan.nodes.is_empty() {
        return nothing(context, &plan);
    }
    check_new(reach, &receipts, &plan).await?;
    if !consent.dry_run {
        check_overlaps(&plan)?;
    }
    if following.no_wait {
        check_no_wait(&plan)?;
    }
    if consent.dry_run {
        plan::show(context, &plan)?;
        if let Err(error) = check_overlaps(&plan) {
            context
                .ui
                .warn(&format!("this would be refused now: {}", error.message()));
        }
        context.ui.note("nothing was sent (--dry-run)");
        return Ok(plan::code(&plan));
    }
    let asking = Consent {
        yes: consent.yes,
        must_ask: true,
        always_shown: true,
        ..Consent::default()
    };
    let Some(approved) = context.ui.approve(plan, asking).await? else {
        return Ok(ExitCode::Done);
    };
    let (plan, consented) = approved.into_parts();
    let Some(lock) = receipts.lock(&plan.run)? else {
        return Err(taken(&plan.run));
    };
    // Of all processes on this machine only one looks and then sends at a time.
    let turn = receipts.turn(context).await?;
    // While somebody thought about the question another process may have begun the same run, or
    // another one on the same nodes.
    check_new(reach, &receipts, &plan).await?;
    check_idle(reach, &plan).await?;
    let record = Record::begin(
        plan,
        who(context, reach),
        receipts.endpoint().to_owned(),
        context.clock.now(),
    );
    receipts.forget_cancellation(&record.run);
    let mut drive = Drive::new(
        context,
        reach,
        &receipts,
        record,
        Some(lock),
        Some(&consented),
        following.timeout,
    )
    .with_turn(turn);
    context.ui.note(&format!(
        "the run is {}; its receipt is {}",
        drive.record.run,
        receipts.path(&drive.record.run).display()
    ));
    if following.no_wait {
        if let Some(end) = drive.send_all().await? {
            return finishing::finish(drive, end);
        }
        drive.save()?;
        context.ui.note(&format!(
            "not waited for; follow it with: {}",
            drive.again("wait")
        ));
        finishing::listing(drive.context, &drive.record)?;
        return Ok(finishing::exit_code(&drive.record).and(ExitCode::StillRunning));
    }
    let end = drive.follow().await?;
    finishing::finish(drive, end)
}

/// A plan without nodes is refused: to patch nothing and say done would be a lie.
fn nothing(context: &Context, plan: &Plan) -> Result<ExitCode> {
    for line in plan_text::lines(plan) {
        context.ui.note(&line);
    }
    let hint = "patchctl node list shows the nodes, and node show NODE what is wrong with one";
    Err(Error::new(Kind::Refused, why_nothing(plan)).hint(hint))
}

/// Why a plan has no node.
pub fn why_nothing(plan: &Plan) -> String {
    match plan.skipped.len() {
        0 => "no node is among the targets, so that nothing would be patched".to_owned(),
        1 => format!(
            "{} is the only node among the targets, and it cannot be patched",
            plan.skipped[0].node
        ),
        nodes => format!("none of the {nodes} nodes among the targets can be patched"),
    }
}

/// A name means one run only: it is how a run is found again.
async fn check_new(reach: &Reach, receipts: &Receipts, plan: &Plan) -> Result<()> {
    if receipts.load(&plan.run)?.is_some() {
        return Err(taken(&plan.run));
    }
    // A name that was chosen may have been used before, from any machine; one that was made with
    // the plan only since then.
    let days = if plan.run.is_made_of(plan.created_at) {
        0
    } else {
        lookup::DAYS
    };
    let since = plan
        .created_at
        .saturating_sub(jiff::SignedDuration::from_hours(24 * days))
        .unwrap_or(plan.created_at);
    let ours = |command: &Command| {
        Label::read(&command.comment).is_some_and(|label| label.run == plan.run)
    };
    let ours = &ours;
    let is_known = reach.gather(|site| async move {
        let mut known = false;
        for document in DOCUMENTS {
            known |= site
                .commands_since(since, Some(document))
                .await?
                .iter()
                .any(ours);
        }
        Ok(known)
    });
    let gathered = is_known.await;
    if gathered.answers.iter().any(|(_, known)| *known) {
        return Err(taken(&plan.run));
    }
    // Elsewhere the plan has no nodes, and says what could not be read.
    let needed = |scope: &Option<Scope>| {
        plan.nodes
            .iter()
            .any(|node| Some(&node.scope) == scope.as_ref())
    };
    match gathered
        .unreadable
        .iter()
        .find(|fault| needed(&fault.scope))
    {
        None => Ok(()),
        Some(fault) => {
            let kind = if fault.credentials {
                Kind::Credentials
            } else {
                Kind::Failed
            };
            let error = Error::new(
                kind,
                format!(
                    "whether {} is a new name cannot be told in {}: {}",
                    plan.run, fault.place, fault.reason
                ),
            );
            Err(fault
                .hint
                .iter()
                .fold(error, |error, hint| error.hint(hint.clone())))
        }
    }
}

fn taken(run: &RunName) -> Error {
    Error::new(Kind::Refused, format!("the run {run} was begun already"))
        .hint(format!(
            "patchctl patch-now show {run} tells how it went; wait, resume and retry go on with it"
        ))
        .hint("a new run needs a new name")
}

/// Two patching operations on one node break each other (AWS User Guide, "Troubleshooting Patch
/// Manager").
fn check_overlaps(plan: &Plan) -> Result<()> {
    let running: Vec<String> = plan
        .running_overlaps()
        .map(|overlap| {
            let nodes: Vec<&str> = overlap
                .nodes
                .iter()
                .take(5)
                .map(|node| node.as_str())
                .collect();
            let more = if overlap.nodes.len() > 5 {
                format!(" and {} more", overlap.nodes.len() - 5)
            } else {
                String::new()
            };
            format!(
                "{} {} ({}) on {}{more}",
                overlap.kind,
                overlap.id,
                overlap.name,
                nodes.join(", ")
            )
        })
        .collect();
    if running.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        Kind::Refused,
        format!(
            "another patching operation runs on nodes of the plan: {}",
            running.join("; ")
        ),
    )
    .hint("wait until it is over, or leave those nodes out with --skip-busy"))
}

/// Looks again, as late as can be, whether something patches the nodes.
async fn check_idle(reach: &Reach, plan: &Plan) -> Result<()> {
    match busy::operation_on(
        reach,
        plan.nodes.iter().map(|node| (&node.scope, &node.node)),
        Some(&plan.run),
    )
    .await?
    {
        None => Ok(()),
        Some(operation) => Err(Error::new(
            Kind::Refused,
            format!("{operation} patches nodes of the plan since it was made"),
        )
        .hint("wait until it is over, then make a new plan")),
    }
}

/// What needs somebody to send more later cannot be left alone.
fn check_no_wait(plan: &Plan) -> Result<()> {
    let why = if plan.waves.len() > 1 {
        "the next waves are sent by patchctl"
    } else if matches!(
        plan.request.reboot,
        crate::domain::run::request::Reboot::At(_)
    ) {
        "the reboot is sent by patchctl"
    } else if !plan.fits_one_send() {
        "the limits allow only some of its commands at once, and the others are sent by patchctl"
    } else {
        return Ok(());
    };
    Err(
        Error::usage(format!("--no-wait does not fit this run: {why}"))
            .hint("leave out --no-wait; after Ctrl-C the run can be resumed"),
    )
}

/// Who asks: the local user, and the identities in AWS.
pub fn who(context: &Context, reach: &Reach) -> Who {
    let user = ["USER", "LOGNAME"]
        .into_iter()
        .find_map(|name| context.env.get(name))
        .map(str::to_owned);
    Who {
        user,
        identities: reach.callers.iter().cloned().collect(),
    }
}
