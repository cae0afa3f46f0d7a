//! `patchctl association run`.

use std::collections::BTreeSet;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::args::wait::{StartArgs, WaitArgs};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::association::course::Course;
use crate::domain::association::execution::Execution;
use crate::domain::association::{Association, Definition};
use crate::domain::compliance::PatchCounts;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::Progress;
use crate::domain::run::event::Event;
use crate::domain::run::nodes::StepRecord;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan::Overlap;
use crate::domain::run::verdict::Outcome;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::output::plan::{Consent, Plan};
use crate::output::run_view::RunView;
use crate::process::interrupt::interrupted;
use crate::read::association_doubts::known;
use crate::read::associations::{everything, nodes_of, one_of, whole};
use crate::read::propose::propose;
use crate::run::execution::{Ending, Followed, Watching, follow};

/// Arguments of `association run`.
#[derive(Debug, Args)]
#[command(after_help = "\
It runs on all of its nodes, as it is, and its schedule stays. Each node is judged by what it reports afterwards: its patch state, or for
AWS-RunPatchBaselineAssociation its compliance of type Association. What runs cannot be taken back.

Exit codes: 0 done on every node, 5 a node did not report, 6 it failed on a node or was for none, 7 still running, 8 refused.

Examples:
  patchctl --sandbox association run scan-daily --yes
  patchctl association run install-sunday --expect-nodes 120 --yes
  patchctl association run scan-daily --no-wait --yes")]
pub struct RunArgs {
    /// The association, by name or id
    #[arg(value_name = "ASSOCIATION")]
    association: String,
    /// Refuse (exit 8) when more nodes than this are meant
    #[arg(long, value_name = "N", help_heading = "Run")]
    expect_nodes: Option<usize>,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    start: StartArgs,
}

/// What is agreed to.
#[derive(Debug)]
struct RunPlan {
    scope: Scope,
    association: Association,
    definition: Definition,
    nodes: Vec<NodeId>,
}

impl Plan for RunPlan {
    fn lines(&self) -> Vec<String> {
        let it = &self.definition;

        // What runs, where and how much at once: all that somebody agrees to.
        vec![
            format!("{}:", self.scope),
            format!(
                "  run association {} ({}) now",
                self.association.label(),
                self.association.id
            ),
            format!("      {}", it.work()),
            format!(
                "      {} now: {}",
                count(self.nodes.len(), "node"),
                it.targets
            ),
            format!(
                "      {} at once, {} may fail",
                it.max_concurrency.as_deref().unwrap_or("AWS's default"),
                it.max_errors.as_deref().unwrap_or("AWS's default")
            ),
        ]
    }

    fn question(&self) -> Option<String> {
        let verb = self.definition.operation.as_str();
        let nodes = count(self.nodes.len(), "node");
        Some(format!("{verb} on {nodes} now?"))
    }

    fn machines(&self) -> usize {
        self.nodes.len()
    }

    fn members(&self) -> Result<Map<String, Value>> {
        Ok(Map::from_iter([
            ("association".to_owned(), json!(self.association.id)),
            ("name".to_owned(), json!(self.association.name)),
            ("scope".to_owned(), json!(self.scope)),
            ("definition".to_owned(), json!(self.definition)),
            ("nodes".to_owned(), json!(self.nodes)),
            ("lines".to_owned(), json!(self.lines())),
        ]))
    }
}

/// One node at the end.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    node: NodeId,
    outcome: Outcome,
    reason: String,
    progress: Progress,
    steps: Vec<StepRecord>,
    /// What the node reported afterwards, where that is of this execution.
    after: Option<PatchCounts>,
    execution: String,
    command_id: Option<String>,
}

const COLUMNS: [Column<Row>; 8] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("outcome", |row| outcome(row.outcome)),
    Column::always("progress", |row| Cell::text(row.progress.as_str())),
    Column::always("reason", |row| Cell::text(&row.reason)),
    Column::on_request("command", |row| {
        Cell::id(row.command_id.as_deref().unwrap_or_default())
    }),
    Column::on_request("execution", |row| Cell::id(&row.execution)),
];

fn outcome(outcome: Outcome) -> Cell {
    let tone = match outcome {
        Outcome::Succeeded => Tone::Good,
        outcome if outcome.is_failure() => Tone::Bad,
        outcome if outcome.is_open() => Tone::Quiet,
        _ => Tone::Warning,
    };
    Cell::State(outcome.as_str().to_owned(), tone)
}

/// Shows what happens.
struct Live<'a>(RunView<'a>);

impl Watching for Live<'_> {
    fn event(&self, at: Timestamp, event: &Event) {
        self.0.event(at, event);
    }

    fn status(&self, done: u64, words: &str) {
        self.0.status(done, words);
    }
}

/// Lets an association run now.
///
/// # Errors
/// A usage error when there is no such association, or several; refused (exit 8) when it is for no
/// node, when something else patches its nodes, and without a yes; what AWS answered.
pub async fn run(context: &Context, args: &RunArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.association)?;
    let site = found.site;

    let plan = plan(site, whole(found, false).await?.association).await?;
    check_size(context, args, &plan)?;
    let own = [plan.association.id.as_str()];
    for told in Box::pin(known(site, &plan.definition, &own, context.clock.now())).await? {
        context.ui.warn(&told);
    }
    check_busy(context, args, site, &plan).await?;

    let asking = Consent {
        dry_run: args.start.consent.dry_run,
        yes: args.start.consent.yes,
        must_ask: true,
        always_shown: true,
        typed_above: Some(context.settings.confirm_above.value),
    };
    let Some(approved) = context.ui.approve(plan, asking).await? else {
        return Ok(ExitCode::Done);
    };
    let (plan, consented) = approved.into_parts();

    // As late as can be: somebody may have thought about it for an hour.
    let id = plan.association.id.clone();
    check_same(site, &plan.association).await?;
    let before = site.latest_executions(&id).await?;
    let execution = Box::pin(site.start_association(&id, &before, &consented)).await?;

    // Its id before anything is waited for, because it is all that it takes to find it again.
    let again = again(context, &plan, &execution);
    context.ui.note(&format!(
        "the execution is {}; {again} shows it",
        execution.id
    ));
    if args.start.no_wait {
        return sent(context, &plan, &execution);
    }
    followed(context, site, &plan, &execution, args).await
}

/// What would run, and where.
async fn plan(site: &Site, association: Association) -> Result<RunPlan> {
    let definition = association.definition.clone().map_err(|why| {
        Error::new(
            Kind::Refused,
            format!(
                "{} cannot be followed as a patch run: {why}",
                association.label()
            ),
        )
        .hint(
            site.aws_line(&format!(
                "ssm start-associations-once --association-ids {}",
                association.id
            ))
            .text,
        )
    })?;

    // A success over no node is what State Manager would report.
    let nodes = nodes_of(site, &definition.targets).await?;
    if nodes.is_empty() {
        let message = format!(
            "{} is for no managed node now ({})",
            association.label(),
            definition.targets
        );
        return Err(Error::new(Kind::Refused, message).hint(
            "patchctl node list shows the nodes, and node show NODE what is wrong with one",
        ));
    }

    let mut nodes: Vec<NodeId> = nodes.into_iter().map(|node| node.id).collect();
    nodes.sort_unstable();
    Ok(RunPlan {
        scope: site.scope.clone(),
        association,
        definition,
        nodes,
    })
}

/// More nodes than somebody counts at a glance are counted, as in patch-now.
fn check_size(context: &Context, args: &RunArgs, plan: &RunPlan) -> Result<()> {
    let nodes = plan.nodes.len();
    if let Some(expected) = args.expect_nodes {
        if nodes <= expected {
            return Ok(());
        }
        let text = format!(
            "{} are meant, more than --expect-nodes {expected}; nothing was started",
            count(nodes, "node")
        );
        return Err(Error::new(Kind::Refused, text));
    }

    // Scans change nothing, and may be as large as the fleet.
    let large = nodes > context.settings.confirm_above.value;
    let installs = plan.definition.operation == Operation::Install;
    if large && installs && args.start.consent.yes {
        let text = format!(
            "{} are meant, and --yes alone does not agree to so many",
            count(nodes, "node")
        );
        return Err(Error::new(Kind::Refused, text).hint(format!(
            "--expect-nodes {nodes} says how many there may be at most"
        )));
    }
    Ok(())
}

/// Of two patch operations on a node the later one fails, or the earlier one is cut off.
async fn check_busy(context: &Context, args: &RunArgs, site: &Site, plan: &RunPlan) -> Result<()> {
    let nodes: BTreeSet<NodeId> = plan.nodes.iter().cloned().collect();
    let overlaps = Box::pin(site.operations_on(&nodes)).await?;
    if overlaps.is_empty() {
        return Ok(());
    }

    let told: Vec<String> = overlaps.iter().map(busy).collect();
    let text = format!(
        "something else patches nodes of it now: {}",
        told.join("; ")
    );
    if args.start.consent.dry_run {
        // It may be over when the run is begun.
        context
            .ui
            .warn(&format!("this would be refused now: {text}"));
        return Ok(());
    }
    Err(Error::new(Kind::Refused, text)
        .hint("wait until it is done: State Manager lets the earlier of two associations time out"))
}

fn busy(overlap: &Overlap) -> String {
    let nodes = count(overlap.nodes.len(), "node");
    format!("{} ({}) on {nodes}", overlap.name, overlap.id)
}

/// What was agreed to is what runs, or nothing.
async fn check_same(site: &Site, planned: &Association) -> Result<()> {
    let now = site.association(&planned.id, false).await?;

    // Every change counts the version up (SSM API, `AssociationVersion`).
    let what = match now {
        Some(now) if now.association.version == planned.version => return Ok(()),
        Some(_) => "changed",
        None => "deleted",
    };
    let message = format!(
        "the association was {what} in between, since the plan was made; nothing was started"
    );
    Err(Error::new(Kind::Refused, message).hint("run the command again: it plans anew"))
}

fn again(context: &Context, plan: &RunPlan, execution: &Execution) -> String {
    let command = format!(
        "association executions {} {}",
        plan.association.id, execution.id
    );
    propose(context, &command, &plan.scope)
}

/// That it runs is what was asked for.
fn sent(context: &Context, plan: &RunPlan, execution: &Execution) -> Result<ExitCode> {
    context.ui.note("not waited for");
    if context.ui.prints_names() {
        context.ui.write_lines(vec![execution.id.clone()])?;
    } else {
        // Nothing of it was looked at yet.
        list(
            context,
            Course::new(plan.scope.clone(), execution.id.clone()),
        )?;
    }
    Ok(ExitCode::Done)
}

async fn followed(
    context: &Context,
    site: &Site,
    plan: &RunPlan,
    execution: &Execution,
    args: &RunArgs,
) -> Result<ExitCode> {
    let live = Live(context.ui.run_view(plan.nodes.len() as u64));
    let what = Followed {
        site,
        association: &plan.association,
        definition: &plan.definition,
        observer: &live,
    };
    let (course, ending) = Box::pin(follow(context, what, execution, args.wait.timeout)).await?;
    live.0.hide();

    // The warnings first, and the table where the eye ends.
    let code = conclude(context, plan, &course, &ending);
    list(context, course)?;
    let again = again(context, plan, execution);
    match ending {
        Ending::Left(number) => {
            Err(interrupted(number)
                .hint(format!("the execution goes on; look at it with: {again}")))
        }
        Ending::Deadline => {
            context.ui.warn(&format!(
                "it still runs at the deadline; look at it with: {again}"
            ));
            Ok(code.and(ExitCode::StillRunning))
        }
        Ending::Finished | Ending::Vanished => Ok(code),
    }
}

/// What all nodes come to.
fn conclude(context: &Context, plan: &RunPlan, course: &Course, ending: &Ending) -> ExitCode {
    let ui = &context.ui;
    if *ending == Ending::Vanished {
        ui.warn("the association was deleted before anything of it was seen: what became of it is not known");
        return ExitCode::Failed;
    }
    if course.nodes.is_empty() && *ending == Ending::Finished {
        ui.warn(&format!(
            "the execution was for no node, and {} were meant: nothing was patched",
            count(plan.nodes.len(), "node")
        ));
        return ExitCode::NodesFailed;
    }

    // Whoever was meant when somebody agreed, and is not among the nodes of the execution.
    let missing: Vec<&NodeId> = plan
        .nodes
        .iter()
        .filter(|node| course.nodes.iter().all(|one| one.node != **node))
        .collect();
    let mut code = ExitCode::Done;
    if !missing.is_empty() && *ending == Ending::Finished {
        let names: Vec<&str> = missing.iter().map(|node| node.as_str()).collect();
        ui.warn(&format!(
            "{} meant and not among those of the execution: {}",
            count(missing.len(), "node"),
            names.join(", ")
        ));
        code = ExitCode::Incomplete;
    }

    // The gravest outcome decides; how many there are is never the code.
    course.nodes.iter().fold(code, |code, node| {
        code.and(match node.outcome {
            outcome if outcome.is_failure() => ExitCode::NodesFailed,
            Outcome::Unverified => ExitCode::Incomplete,
            outcome if outcome.is_open() => ExitCode::StillRunning,
            _ => ExitCode::Done,
        })
    })
}

fn list(context: &Context, course: Course) -> Result<()> {
    let Course {
        execution,
        nodes,
        mut commands,
        ..
    } = course;
    let rows = nodes.into_iter().map(|record| Row {
        command_id: commands.remove(&record.node),
        execution: execution.clone(),
        scope: record.scope,
        node: record.node,
        outcome: record.outcome,
        reason: record.reason,
        progress: record.progress,
        steps: record.steps,
        after: record.after,
    });

    // By it the rest of the verbs find it, also where no node is listed.
    let mut extra = Map::new();
    extra.insert("execution".to_owned(), json!(execution));
    context.ui.list(Listing {
        kind: "association.run",
        columns: &COLUMNS,
        rows: rows.collect(),
        id: |row| row.node.to_string(),
        scopes: 1,
        extra,
        unreadable: &[],
    })
}
