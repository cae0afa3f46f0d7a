//! From a plan that was agreed to, to a run that is under way.

use super::drive::{Drive, Means, Twins};
use super::observer::Observer;
use super::receipts::Receipts;
use super::{conflict, find};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::run::name::{Label, RunName};
use crate::domain::run::plan::Overlap;
use crate::domain::run::plan::Plan;
use crate::domain::run::record::{Record, Who};
use crate::domain::run::request::DOCUMENTS;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// Whether to wait.
#[derive(Clone, Copy, Debug)]
pub struct Following {
    /// Wait at most so long.
    pub timeout: jiff::SignedDuration,
    /// Do not wait at all.
    pub no_wait: bool,
    /// Whether another machine may begin the same run at once.
    pub twins: Rivals,
}

/// Which other machines may begin the same run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rivals {
    /// None: its name was made for it.
    None,
    /// One that chose the same name: it is looked for while the run goes on.
    OfName,
    /// One that has the same plan file: it is ruled out before anybody is told how the run ended.
    OfPlan,
}

impl Rivals {
    /// Of a run with a name that was chosen, or made.
    pub fn of_name(chosen: bool) -> Self {
        if chosen { Self::OfName } else { Self::None }
    }
}

/// Takes the run and the turn to send it, and writes the receipt down; nothing is sent yet.
///
/// # Errors
/// Refused (exit 8) when somebody began the same run, or another one on the same nodes, while
/// somebody thought about the question; what AWS answered.
pub async fn begin<'a>(
    context: &'a Context,
    reach: &'a Reach,
    receipts: &'a Receipts,
    plan: Plan,
    means: Beginning<'a>,
) -> Result<Drive<'a>> {
    let Some(lock) = receipts.lock(&plan.run)? else {
        return Err(taken(&plan.run));
    };
    // Of all processes on this machine only one looks and then sends at a time.
    let turn = receipts.turn(context).await?;
    check_name(reach, receipts, &plan).await?;
    check_idle(reach, &plan).await?;

    let who = who(context, reach);
    let endpoint = receipts.endpoint().to_owned();
    let record = Record::begin(plan, who, endpoint, context.clock.now());
    receipts.forget_cancellation(&record.run);

    let following = Means {
        receipts,
        observer: means.observer,
        lock: Some(lock),
        consented: Some(means.consented),
        timeout: means.following.timeout,
    };
    let mut drive = Drive::new(context, reach, record, following).with_turn(turn);
    // Before anything leaves this machine: whatever happens next, the run is known here.
    drive.save()?;
    drive.claim().await?;
    let twins = means.following.twins;
    // A record that only one machine can put rules others out.
    if twins != Rivals::None && !drive.record.claimed {
        drive.twins = Twins::Possible;
        drive.rules_out_twins = twins == Rivals::OfPlan;
    }
    Ok(drive)
}

/// What it takes to begin a run.
pub struct Beginning<'a> {
    /// Who sees what happens.
    pub observer: &'a dyn Observer,
    /// The proof that the plan was agreed to.
    pub consented: &'a Consented,
    /// Whether and how long it is waited for.
    pub following: Following,
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
///
/// # Errors
/// Refused (exit 8) when it is taken; what AWS answered, because then nobody knows.
pub async fn check_name(reach: &Reach, receipts: &Receipts, plan: &Plan) -> Result<()> {
    if receipts.load(&plan.run)?.is_some() {
        return Err(taken(&plan.run));
    }
    let since = used_since(plan);
    let gathered = reach
        .gather(|site| has_commands(site, &plan.run, since))
        .await;
    if gathered.answers.iter().any(|(_, known)| *known) {
        return Err(taken(&plan.run));
    }

    // Elsewhere the plan has no nodes, and says what could not be read.
    let mut unreadable = gathered.unreadable.iter();
    let needed = unreadable.find(|fault| {
        let mut nodes = plan.nodes.iter();
        nodes.any(|node| Some(&node.scope) == fault.scope.as_ref())
    });
    match needed {
        None => Ok(()),
        Some(fault) => Err(untold(&plan.run, fault)),
    }
}

/// Since when the name of a plan may have been used. A name that was chosen may have been used
/// before, from any machine; one that was made with the plan only since then.
fn used_since(plan: &Plan) -> jiff::Timestamp {
    let days = if plan.run.is_made_of(plan.created_at) {
        0
    } else {
        find::DAYS
    };
    plan.created_at
        .saturating_sub(jiff::SignedDuration::from_hours(24 * days))
        .unwrap_or(plan.created_at)
}

/// Whether a run of this name sent commands in a scope. Only documents that patch are asked for:
/// the list of all commands of an account may be long.
async fn has_commands(site: &Site, run: &RunName, since: jiff::Timestamp) -> Result<bool> {
    let mut known = false;
    for document in DOCUMENTS {
        let commands = site.commands_since(since, Some(document)).await?;
        known |= commands
            .iter()
            .any(|command| Label::read(&command.comment).is_some_and(|label| label.run == *run));
    }
    Ok(known)
}

fn untold(run: &RunName, fault: &Unreadable) -> Error {
    let kind = if fault.credentials {
        Kind::Credentials
    } else {
        Kind::Failed
    };

    // Without the answer two runs could have one name, and each be taken for the other.
    let error = Error::new(
        kind,
        format!(
            "whether {run} is a new name cannot be told in {}: {}",
            fault.place, fault.reason
        ),
    );

    fault
        .hint
        .iter()
        .fold(error, |error, hint| error.hint(hint.clone()))
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
///
/// # Errors
/// Refused (exit 8), with what runs and where.
pub fn check_overlaps(plan: &Plan) -> Result<()> {
    let running: Vec<String> = plan.running_overlaps().map(overlap_words).collect();
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

fn overlap_words(overlap: &Overlap) -> String {
    let nodes: Vec<&str> = overlap
        .nodes
        .iter()
        .take(5)
        .map(|node| node.as_str())
        .collect();

    // Enough to recognise them; JSON has them all.
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
}

/// Looks again, as late as can be, whether something patches the nodes.
async fn check_idle(reach: &Reach, plan: &Plan) -> Result<()> {
    match conflict::operation_on(
        reach,
        plan.nodes.iter().map(|node| (&node.scope, &node.node)),
        Some(&plan.run),
    )
    .await?
    {
        None => Ok(()),
        // The turn is held: no other process of this machine begins in between; from elsewhere one
        // may.
        Some(operation) => Err(Error::new(
            Kind::Refused,
            format!("{operation} patches nodes of the plan since it was made"),
        )
        .hint("wait until it is over, then make a new plan")),
    }
}

/// What needs somebody to send more later cannot be left alone.
///
/// # Errors
/// A usage error that says what would be left.
pub fn check_no_wait(plan: &Plan) -> Result<()> {
    // After this process nobody sends anything: what would be left is no run but a part of one.
    let why = if plan.waves.len() > 1 {
        "the next waves are sent by patchctl"
    } else if matches!(
        plan.request.reboot,
        crate::domain::run::request::Reboot::At(_)
    ) {
        "the reboot is sent by patchctl"
    } else if !plan.fits_one_send() {
        "its limits count for several commands, and patchctl keeps them while it waits"
    } else {
        return Ok(());
    };

    Err(
        Error::usage(format!("--no-wait does not fit this run: {why}"))
            .hint("leave out --no-wait; after Ctrl-C the run can be resumed")
            .hint("one command of at most 50 nodes keeps its limits by itself; so do several with --max-concurrency 100% --max-errors 100%"),
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
