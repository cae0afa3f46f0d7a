//! `patchctl schedule show`.

use std::collections::BTreeSet;

use clap::Args;
use serde_json::{Map, json};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::NodeId;
use crate::domain::method::meetings::{Meeting, meetings};
use crate::domain::method::shared::{Shared, shared};
use crate::domain::method::{Data, Method};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::{fleet, methods, node};

/// Arguments of `schedule show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Patch policies and host management of Quick Setup, associations of State Manager, and maintenance windows with a patch task: what Systems Manager
does by itself. What starts `patch-now`, such as cron, a CI step or a rule of EventBridge, is not in it. The nodes are those that the targets mean
now; nodes that come later may be meant too.

A node has one patch compliance, and whatever ran last wrote it: what several methods write on the same nodes is named below the table.

Exit codes: 0 shown, 5 something could not be read.

Examples:
  patchctl --sandbox schedule show
  patchctl schedule show i-0123456789abcdef0
  patchctl schedule show --all-regions -o json --query 'shared[].writers'")]
pub struct ShowArgs {
    /// Only what is for these nodes, by id; all nodes without one
    #[arg(value_name = "NODE")]
    nodes: Vec<NodeId>,
    /// Also what does not come by itself: disabled windows, schedules that are over
    #[arg(long)]
    all: bool,
}

const COLUMNS: [Column<Method>; 15] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("next", |row| Cell::time(row.next)),
    Column::always("by", |row| Cell::text(row.by.as_str())),
    Column::always("name", |row| Cell::id(&row.name)),
    Column::always("does", |row| Cell::text(row.options.in_words())),
    Column::always("schedule", |row| Cell::text(row.when())),
    Column::always("nodes", |row| match &row.nodes {
        Some(nodes) => Cell::count(i32::try_from(nodes.len()).unwrap_or(i32::MAX)),
        None => Cell::State("unknown".to_owned(), Tone::Warning),
    }),
    Column::always("targets", |row| Cell::text(&row.targets)),
    Column::always("baselines", |row| Cell::text(row.options.baselines.short())),
    Column::always("writes", |row| Cell::text(row.writes.as_str())),
    Column::on_request("idle", |row| {
        Cell::text(row.idle.as_deref().unwrap_or_default())
    }),
    Column::on_request("last", |row| Cell::time(row.last)),
    Column::on_request("document", |row| Cell::text(&row.options.document)),
    Column::on_request("id", |row| Cell::id(&row.id)),
];

/// Shows what will scan or patch, when next, by whom, and which of it writes the same data.
///
/// # Errors
/// A node that does not exist; an output that cannot be written.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let asked: BTreeSet<&NodeId> = args.nodes.iter().collect();
    for id in &asked {
        // Nothing is for a node that is none, which is no answer.
        node::find(context, &reach, id).await?;
    }

    let (mut methods, unreadable, scopes) = methods::everything(context, &reach).await;
    let read = reach.sites.len() + reach.unreadable.len() > unreadable.len() || !methods.is_empty();
    if !asked.is_empty() {
        untold(context, &methods);
        methods = of_nodes(methods, &asked);
    }
    methods::tell_nameless(context, &methods);
    let idle: Vec<Method> = methods
        .extract_if(.., |method| !args.all && method.idle.is_some())
        .collect();

    let now = context.clock.now();
    let (shared, meetings) = (shared(&methods), meetings(&methods, now));
    tell(
        context,
        &methods,
        &idle,
        &shared,
        &meetings,
        unreadable.is_empty(),
    );
    let mut extra = Map::new();
    extra.insert("shared".to_owned(), json!(shared));
    extra.insert("meetings".to_owned(), json!(meetings));
    context.ui.list(Listing {
        kind: "schedule.show",
        columns: &COLUMNS,
        rows: methods,
        id: |row| row.id.clone(),
        scopes,
        extra,
        unreadable: &unreadable,
    })?;
    Ok(fleet::completeness(&unreadable, read))
}

/// The methods that are for some nodes, and for those alone.
fn of_nodes(mut methods: Vec<Method>, asked: &BTreeSet<&NodeId>) -> Vec<Method> {
    for method in &mut methods {
        if let Some(nodes) = &mut method.nodes {
            nodes.retain(|node| asked.contains(node));
        }
    }
    let is_for_one = |method: &Method| method.nodes.as_ref().is_some_and(|one| !one.is_empty());
    methods.retain(is_for_one);
    methods
}

/// What may be for a node without anybody being able to tell.
fn untold(context: &Context, methods: &[Method]) {
    for method in methods.iter().filter(|method| method.nodes.is_none()) {
        context.ui.warn(&format!(
            "{} may be for these nodes too: its targets ({}) cannot be read",
            method.who(),
            method.targets
        ));
    }
}

fn tell(
    context: &Context,
    methods: &[Method],
    idle: &[Method],
    shared: &[Shared],
    meetings: &[Meeting],
    all_read: bool,
) {
    let ui = &context.ui;
    for method in idle {
        let why = method.idle.as_deref().unwrap_or_default();
        ui.note(&format!(
            "{} is left out: {why} (--all shows it)",
            method.who()
        ));
    }
    if methods.is_empty() && all_read {
        ui.warn("nothing scans or patches nodes by itself here");
    }

    // Overwriting is no fault of any one of them, and seen only when all are put together.
    for one in shared {
        ui.warn(&overwriting(one));
    }
    for meeting in meetings {
        ui.warn(&meeting_words(meeting));
    }
    if methods
        .iter()
        .any(|method| method.writes == Data::Association)
    {
        ui.note("what writes Association leaves the patch compliance alone: patchctl compliance associations shows it");
    }
}

/// What several writers of the same data come to.
fn overwriting(shared: &Shared) -> String {
    let examples: Vec<&str> = shared.nodes.iter().take(3).map(NodeId::as_str).collect();
    // A few are enough to find them; JSON has them all.
    let more = if shared.nodes.len() > examples.len() {
        ", …"
    } else {
        ""
    };
    let baselines = if shared.same_baselines {
        ""
    } else {
        ", and not by the same baselines"
    };
    format!(
        "{} overwrite one another's compliance of {}{baselines} ({}{more})",
        shared.who(),
        count(shared.nodes.len(), "node"),
        examples.join(", ")
    )
}

fn meeting_words(meeting: &Meeting) -> String {
    let [first, second] = &meeting.who;
    format!(
        "{first} and {second} can be at work on {} at once, first at {}: the earlier of them times out then",
        count(meeting.nodes, "node"),
        meeting.at
    )
}
