//! `patchctl override match`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::files;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::compliance::patches::state_cell;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::platform::Family;
use crate::domain::id::{NodeId, Scope};
use crate::domain::override_list::forms::Forms;
use crate::domain::override_list::matching;
use crate::domain::override_list::outlook::{self, Outlook};
use crate::domain::override_list::{Entry, OverrideList};
use crate::domain::patch::state::ReportedPatch;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::patches;

/// Arguments of `override match`.
#[derive(Debug, Args)]
#[command(after_help = "\
Compares with what the nodes last reported, by the rules of the node: case does not count, * ? and [..] are patterns, id and title must \
fit the same package version. An invalid list is refused (exit 3).

Examples:
  patchctl override match patches.yaml --node i-0123456789abcdef0
  patchctl override match patches.yaml --group web -o json")]
pub struct MatchArgs {
    /// The list; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    targets: TargetArgs,
}

/// One entry on one node: a patch that it hits, or none.
#[derive(Debug, Serialize)]
struct Row {
    node: NodeId,
    #[serde(flatten)]
    scope: Scope,
    name: String,
    /// The place of the entry in the list, from 1.
    entry: usize,
    id: String,
    title: Option<String>,
    patch: Option<ReportedPatch>,
    outlook: Outlook,
}

const COLUMNS: [Column<Row>; 9] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::on_request("name", |row| Cell::text(&row.name)),
    Column::always("entry", |row| Cell::text(&row.id)),
    Column::on_request("title", |row| {
        Cell::text(row.title.as_deref().unwrap_or_default())
    }),
    Column::always("state", |row| match &row.patch {
        Some(patch) => state_cell(&patch.state),
        None => Cell::State("NO HIT".to_owned(), Tone::Warning),
    }),
    Column::always("patch", |row| {
        Cell::text(
            row.patch
                .as_ref()
                .map(|patch| patch.title.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::always("outlook", |row| Cell::text(row.outlook.sentence())),
];

/// Compares a list with what nodes reported.
///
/// # Errors
/// An invalid list, bad options, no credentials, or an output that cannot be written.
pub async fn run(context: &Context, args: &MatchArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let (_, list) = files::valid(&args.file, None, context.ui.draws_color())?;
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection).await?;
    let (known, unknown): (Vec<_>, Vec<_>) = fleet
        .nodes
        .iter()
        .partition(|node| node.report.is_some() && node.node.operating_system.is_some());
    let (reported, faults) = patches::read(&reach, known, &[]).await;
    context.ui.unreadable(&faults);
    let unreadable: Vec<_> = fleet.unreadable.iter().cloned().chain(faults).collect();
    let mut hit = vec![false; list.entries.len()];
    let mut found = Vec::new();
    for (node, patches) in &reported {
        found.extend(of_node(node, patches, &list, &mut hit));
    }
    let idle: Vec<Value> = list
        .entries
        .iter()
        .zip(&hit)
        .enumerate()
        .filter(|(_, (_, hit))| !**hit)
        .map(|(index, (entry, _))| shown(index, entry))
        .collect();
    let families: Vec<Family> = reported
        .iter()
        .filter_map(|(node, _)| node.node.operating_system)
        .map(|os| os.family())
        .collect();
    let limits = outlook::limits(&families);
    let mut extra = Map::new();
    extra.insert("entries".to_owned(), json!(list.entries.len()));
    extra.insert("without_hit".to_owned(), json!(idle));
    extra.insert("unknown".to_owned(), json!(unknown));
    extra.insert("limits".to_owned(), json!(limits));
    let (nodes, idle) = (reported.len(), idle.len());
    let id = |row: &Row| row.node.to_string();
    context.ui.list(Listing {
        kind: "override.match",
        columns: &COLUMNS,
        rows: found,
        id,
        scopes: fleet.scopes,
        extra,
        unreadable: &unreadable,
    })?;
    if !unknown.is_empty() {
        let nodes = count(unknown.len(), "node");
        context.ui.warn(&format!(
            "nothing is known of {nodes} without a report, or with an unknown operating system"
        ));
    }
    if reported.is_empty() && !unknown.is_empty() {
        return Err(Error::new(
            Kind::Incomplete,
            "no selected node has reported, so that nothing can be compared",
        )
        .hint("patchctl patch-now scan lets nodes report"));
    }
    for limit in limits {
        context.ui.note(limit);
    }
    context.ui.note(&format!(
        "{} of {} hit nothing on {}",
        idle,
        count(list.entries.len(), "entry"),
        count(nodes, "node")
    ));
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

fn shown(index: usize, entry: &Entry) -> Value {
    json!({ "entry": index + 1, "id": entry.id, "title": entry.title })
}

fn of_node(
    node: &NodeCompliance,
    patches: &[ReportedPatch],
    list: &OverrideList,
    hit: &mut [bool],
) -> Vec<Row> {
    let Some(os) = node.node.operating_system else {
        return Vec::new();
    };
    let family = os.family();
    let forms: Vec<Forms> = patches
        .iter()
        .map(|patch| Forms::of_report(family, &patch.kb_id, &patch.title))
        .collect();
    let hits = matching::hits(family, &list.entries, &forms);
    let mut found = Vec::new();
    for (index, (entry, places)) in list.entries.iter().zip(hits).enumerate() {
        let row = |patch: Option<&ReportedPatch>, outlook| Row {
            node: node.node.id.clone(),
            scope: node.node.scope.clone(),
            name: node.node.label().to_owned(),
            entry: index + 1,
            id: entry.id.clone(),
            title: entry.title.clone(),
            patch: patch.cloned(),
            outlook,
        };
        if places.is_empty() {
            found.push(row(None, outlook::without_hit(family, entry)));
        } else {
            hit[index] = true;
        }
        let mut here: Vec<&ReportedPatch> = places.iter().map(|place| &patches[*place]).collect();
        here.sort_by(|a, b| {
            (a.state.rank(), &a.title, &a.kb_id).cmp(&(b.state.rank(), &b.title, &b.kb_id))
        });
        found.extend(
            here.into_iter()
                .map(|patch| row(Some(patch), outlook::of_hit(family, entry, &patch.state))),
        );
    }
    found
}
