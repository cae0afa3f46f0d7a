//! `patchctl baseline resolve`.

use std::collections::BTreeMap;

use clap::Args;
use futures::stream::{self, StreamExt};
use serde::Serialize;
use serde_json::Map;

use crate::args::targets::TargetArgs;
use crate::aws::baselines::Owner;
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::commands::fleet::{self, Fleet};
use crate::context::Context;
use crate::domain::baseline::resolution;
use crate::domain::baseline::resolution::{
    Evidence, LastReport, PatchAssociation, Resolution, Why,
};
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::group::{Identity, Mapping, Tagged};
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};

/// Arguments of `baseline resolve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl baseline resolve i-0123456789abcdef0
  patchctl baseline resolve --group web -o json
  patchctl baseline resolve --all --columns node,why,baseline")]
pub struct ResolveArgs {
    /// The nodes, by id
    #[arg(value_name = "NODE")]
    nodes: Vec<NodeId>,
    #[command(flatten)]
    targets: TargetArgs,
}

/// One node with the baseline that applies.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    node: NodeId,
    name: String,
    operating_system: Option<OperatingSystem>,
    patch_group: Option<String>,
    #[serde(flatten)]
    resolution: Resolution,
}

const COLUMNS: [Column<Row>; 10] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("name", |row| Cell::text(&row.name)),
    Column::always("os", |row| {
        Cell::id(
            row.operating_system
                .map(OperatingSystem::as_str)
                .unwrap_or_default(),
        )
    }),
    Column::always("group", |row| {
        Cell::text(row.patch_group.as_deref().unwrap_or_default())
    }),
    Column::always("why", |row| {
        let tone = match row.resolution.why {
            Why::PatchGroup | Why::Default => Tone::Good,
            Why::Override | Why::BaselineTags => Tone::Quiet,
            Why::UnregisteredGroup | Why::UnknownSystem => Tone::Warning,
        };
        Cell::State(row.resolution.why.as_str().to_owned(), tone)
    }),
    Column::always("baseline", |row| {
        Cell::text(
            row.resolution
                .baseline
                .as_ref()
                .map(|baseline| baseline.name.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::on_request("id", |row| {
        Cell::id(
            row.resolution
                .baseline
                .as_ref()
                .map(|baseline| baseline.id.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::on_request("reason", |row| Cell::text(&row.resolution.reason)),
];

/// What a scope knows of its baselines, its groups and the tags of its nodes.
struct Rules {
    baselines: Vec<Identity>,
    mappings: Vec<Mapping>,
    /// By node; a node without either tag may be absent.
    tagged: BTreeMap<NodeId, Tagged>,
}

/// Says which baseline applies to nodes, and why.
///
/// # Errors
/// Bad options; nodes that are not there; no credentials.
pub async fn run(context: &Context, args: &ResolveArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let mut targets = args.targets.clone();
    targets
        .node
        .extend(args.nodes.iter().map(ToString::to_string));
    let selection = targets.selection()?;
    if args.nodes.is_empty() && !args.targets.narrows() && !args.targets.all {
        return Err(
            Error::usage("name nodes, or choose them with --group, --tag and the like")
                .hint("--all resolves every node"),
        );
    }
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection).await?;
    let (rows, faults) = resolve_all(&reach, &fleet).await;
    context.ui.unreadable(&faults);
    let unreadable: Vec<Unreadable> = fleet.unreadable.iter().cloned().chain(faults).collect();
    let total = rows.len();
    if context.ui.format() == Format::Table
        && !context.ui.is_querying()
        && !context.ui.has_columns()
        && total <= 3
    {
        context.ui.write_lines(rows.iter().flat_map(lines))?;
    } else {
        let id = |row: &Row| row.node.to_string();
        let silent = rows
            .iter()
            .filter(|row| row.resolution.why == Why::UnregisteredGroup)
            .count();
        let scopes = fleet.scopes;
        context.ui.list(Listing {
            kind: "baseline.resolve",
            columns: &COLUMNS,
            rows,
            id,
            scopes,
            extra: Map::new(),
            unreadable: &unreadable,
        })?;
        context.ui.note(&count(total, "node"));
        if silent > 0 {
            context.ui.warn(&format!(
                "{} in a group without a baseline for the operating system: the default is used silently",
                count(silent, "node")
            ));
        }
    }
    Ok(fleet::completeness(&unreadable, total > 0))
}

/// One or a few nodes are explained in full.
fn lines(row: &Row) -> Vec<String> {
    let name = if row.name.is_empty() {
        String::new()
    } else {
        format!(" ({})", row.name)
    };
    let resolution = &row.resolution;
    let baseline = resolution
        .baseline
        .as_ref()
        .map_or_else(String::new, |baseline| {
            format!(": {} ({})", baseline.name, baseline.id)
        });
    let mut lines = vec![
        format!("{}{name}", row.node),
        format!("  {}{baseline}", resolution.why.as_str()),
        format!("  {}", resolution.reason),
    ];
    lines.extend(
        resolution
            .notes
            .iter()
            .map(|note| format!("  note: {note}")),
    );
    lines
        .into_iter()
        .map(|line| crate::output::sanitize::for_terminal(&line).into_owned())
        .collect()
}

async fn resolve_all(reach: &Reach, fleet: &Fleet) -> (Vec<Row>, Vec<Unreadable>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for site in &reach.sites {
        let nodes: Vec<&NodeCompliance> = fleet
            .nodes
            .iter()
            .filter(|node| node.node.scope == site.scope)
            .collect();
        if nodes.is_empty() {
            continue;
        }
        let rules = match rules(site, &nodes).await {
            Ok(rules) => rules,
            Err(error) => {
                faults.push(fault::unreadable_scope(&site.scope, &error));
                continue;
            }
        };
        let asked = stream::iter(nodes).map(|node| {
            let rules = &rules;
            async move { (node, site.patch_associations(&node.node.id).await, rules) }
        });
        let answers: Vec<_> = asked.buffered(CALLS_AT_ONCE).collect().await;
        for (node, associations, rules) in answers {
            let (row, problem) = one(rules, node, associations);
            rows.push(row);
            let id = &node.node.id;
            let fault = |error: Error| {
                fault::unreadable(
                    format!("the associations of {id}"),
                    Some(site.scope.clone()),
                    Some(id.to_string()),
                    &error,
                )
            };
            faults.extend(problem.map(fault));
        }
    }
    (rows, faults)
}

async fn rules(site: &Site, nodes: &[&NodeCompliance]) -> Result<Rules> {
    let nodes = nodes
        .iter()
        .map(|node| (node.node.id.clone(), node.node.operating_system))
        .collect();
    let (baselines, mappings, tagged) = futures::try_join!(
        site.baselines(Owner::All, None),
        site.mappings(),
        Box::pin(site.group_tags(nodes))
    )?;
    Ok(Rules {
        baselines,
        mappings,
        tagged: tagged
            .into_iter()
            .map(|node| (node.node.clone(), node))
            .collect(),
    })
}

/// Resolves one node. Associations that could not be read are said: one of them may bring its own
/// baseline.
fn one(
    rules: &Rules,
    node: &NodeCompliance,
    associations: Result<Vec<PatchAssociation>>,
) -> (Row, Option<Error>) {
    let inventory = &node.node;
    let (associations, problem) = match associations {
        Ok(associations) => (Some(associations), None),
        Err(error) => (None, Some(error)),
    };
    let untagged = || {
        Tagged::new(
            inventory.id.clone(),
            inventory.operating_system,
            &BTreeMap::new(),
        )
    };
    let tagged = rules
        .tagged
        .get(&inventory.id)
        .cloned()
        .unwrap_or_else(untagged);
    let last = node.report.as_ref().map(|report| LastReport {
        baseline: BaselineId::trusted(&report.baseline),
        group: node.group().map(str::to_owned),
        execution_type: node.execution_type().map(str::to_owned),
    });
    let evidence = Evidence {
        tagged: &tagged,
        mappings: &rules.mappings,
        baselines: &rules.baselines,
        associations: associations.as_deref(),
        last: last.as_ref(),
    };
    let mut resolution = resolution::resolve(evidence);
    if problem.is_some() {
        resolution.notes.push("the associations of the node could not be read; one of them may bring its own baseline".to_owned());
    }
    let row = Row {
        scope: inventory.scope.clone(),
        node: inventory.id.clone(),
        name: inventory.label().to_owned(),
        operating_system: inventory.operating_system,
        patch_group: tagged.group().map(str::to_owned),
        resolution,
    };
    (row, problem)
}
