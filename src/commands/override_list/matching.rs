//! `patchctl override match`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::files;
use crate::args::targets::TargetArgs;
use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::commands::compliance::patches::state_cell;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::platform::Family;
use crate::domain::fleet::who::Who;
use crate::domain::id::{NodeId, Scope};
use crate::domain::override_list::met;
use crate::domain::override_list::outlook::{self, Joined, Outlook};
use crate::domain::override_list::{Entry, OverrideList};
use crate::domain::patch::state::{PatchState, ReportedPatch};
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
    /// The baseline that rejects what is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected_by: Option<String>,
    outlook: Outlook,
}

impl Row {
    /// Entry, installed version, state and rejection in one sentence.
    fn sentence(&self) -> String {
        let entry = Entry {
            id: self.id.clone(),
            title: self.title.clone(),
        };
        let patch = self.patch.as_ref();
        let joined = Joined {
            installed: patch.and_then(|patch| outlook::version_of(&patch.kb_id, &patch.title)),
            asked: outlook::asked_by(&entry),
            rejected_by: self.rejected_by.as_deref(),
        };
        joined.sentence(self.outlook)
    }
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
    Column::always("outlook", |row| Cell::text(row.sentence())),
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
    let fleet = fleet::read(context, &reach, &selection, Who::Managed).await?;
    let (known, unknown): (Vec<_>, Vec<_>) = fleet
        .nodes
        .iter()
        .partition(|node| node.report.is_some() && node.node.operating_system.is_some());
    let (reported, faults) = patches::read(&reach, known, &[]).await;
    context.ui.unreadable(&faults);
    let unreadable: Vec<_> = fleet.unreadable.iter().cloned().chain(faults).collect();

    let mut compared = Compared::of(&list, &reported);
    name_baselines(&reach, &mut compared.rows).await;
    let (idle, limits) = (compared.idle.len(), compared.limits.clone());
    let extra = members(&list, &compared, &unknown);
    context.ui.list(Listing {
        kind: "override.match",
        columns: &COLUMNS,
        rows: compared.rows,
        id: |row| row.node.to_string(),
        scopes: fleet.scopes,
        extra,
        unreadable: &unreadable,
    })?;

    say_unknown(context, unknown.len());
    // "0 hits" on nodes that never reported would read like an answer.
    if reported.is_empty() && !unknown.is_empty() {
        return Err(nothing_reported());
    }
    for limit in limits {
        context.ui.note(limit);
    }

    context.ui.note(&format!(
        "{idle} of {} hit nothing on {}",
        count(list.entries.len(), "entry"),
        count(reported.len(), "node")
    ));
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

fn nothing_reported() -> Error {
    Error::new(
        Kind::Incomplete,
        "no selected node has reported, so that nothing can be compared",
    )
    .hint("patchctl patch-now scan lets nodes report")
}

/// A list beside what nodes reported.
struct Compared {
    rows: Vec<Row>,
    /// The entries that hit nothing on any node.
    idle: Vec<Value>,
    /// What such a comparison cannot tell for these families.
    limits: Vec<&'static str>,
}

impl Compared {
    fn of(list: &OverrideList, reported: &[patches::Reported<'_>]) -> Self {
        let mut hit = vec![false; list.entries.len()];
        let mut rows = Vec::new();
        for (node, patches) in reported {
            rows.extend(of_node(node, patches, list, &mut hit));
        }
        // What hits nothing anywhere is likely mistyped, and the nodes say nothing of it.
        let idle = list.entries.iter().zip(&hit).enumerate();
        let idle = idle
            .filter(|(_, (_, hit))| !**hit)
            .map(|(index, (entry, _))| shown(index, entry))
            .collect();

        let families: Vec<Family> = reported
            .iter()
            .filter_map(|(node, _)| node.node.operating_system)
            .map(|os| os.family())
            .collect();
        Self {
            rows,
            idle,
            limits: outlook::limits(&families),
        }
    }
}

fn members(
    list: &OverrideList,
    compared: &Compared,
    unknown: &[&NodeCompliance],
) -> Map<String, Value> {
    Map::from_iter([
        ("entries".to_owned(), json!(list.entries.len())),
        ("without_hit".to_owned(), json!(compared.idle)),
        ("unknown".to_owned(), json!(unknown)),
        ("limits".to_owned(), json!(compared.limits)),
    ])
}

/// Puts names in the place of the ids of baselines; where the list cannot be read ids stay.
async fn name_baselines(reach: &Reach, rows: &mut [Row]) {
    for site in &reach.sites {
        let here = |row: &&mut Row| row.scope == site.scope && row.rejected_by.is_some();
        let mut here: Vec<&mut Row> = rows.iter_mut().filter(here).collect();
        // Few fleets have anything that is rejected and installed.
        if here.is_empty() {
            continue;
        }
        let Ok(baselines) = site.baselines(Owner::Own, None).await else {
            continue;
        };

        for row in &mut here {
            let known = baselines
                .iter()
                .find(|baseline| row.rejected_by.as_deref() == Some(baseline.id.as_str()));
            if let Some(baseline) = known {
                row.rejected_by = Some(baseline.name.clone());
            }
        }
    }
}

fn say_unknown(context: &Context, unknown: usize) {
    if unknown > 0 {
        let nodes = count(unknown, "node");
        context.ui.warn(&format!(
            "nothing is known of {nodes} without a report, or with an unknown operating system"
        ));
    }
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
    met::met(os.family(), &list.entries, patches)
        .into_iter()
        .map(|one| {
            hit[one.entry] |= one.patch.is_some();
            let patch = one.patch.map(|place| &patches[place]);
            row(
                node,
                one.entry,
                &list.entries[one.entry],
                patch,
                one.outlook,
            )
        })
        .collect()
}

fn row(
    node: &NodeCompliance,
    index: usize,
    entry: &Entry,
    patch: Option<&ReportedPatch>,
    outlook: Outlook,
) -> Row {
    Row {
        node: node.node.id.clone(),
        scope: node.node.scope.clone(),
        name: node.node.label().to_owned(),
        // People count from 1.
        entry: index + 1,
        id: entry.id.clone(),
        title: entry.title.clone(),
        patch: patch.cloned(),
        rejected_by: patch
            .filter(|patch| patch.state == PatchState::InstalledRejected)
            .and_then(|_| Some(node.report.as_ref()?.baseline.to_string())),
        outlook,
    }
}
