//! `patchctl baseline resolve`.

use clap::Args;
use serde_json::Map;

use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::in_lines;
use crate::context::Context;
use crate::domain::baseline::resolution::Why;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::id::NodeId;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::resolution::{Row, resolve_all};

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
    // Every node costs calls of its own for its tags and associations, so that nobody asks for all
    // of them without saying so.
    if args.nodes.is_empty() && !args.targets.narrows() && !args.targets.all {
        return Err(
            Error::usage("name nodes, or choose them with --group, --tag and the like")
                .hint("--all resolves every node"),
        );
    }

    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection, Who::Managed).await?;
    let (rows, faults) = resolve_all(&reach, &fleet).await;
    context.ui.unreadable(&faults);
    let unreadable: Vec<Unreadable> = fleet.unreadable.iter().cloned().chain(faults).collect();
    let total = rows.len();

    if in_lines(context) && total <= EXPLAINED {
        context.ui.write_lines(rows.iter().flat_map(lines))?;
    } else {
        list(context, rows, fleet.scopes, &unreadable)?;
    }
    Ok(fleet::completeness(&unreadable, total > 0))
}

/// How many nodes are explained one by one, rather than listed.
const EXPLAINED: usize = 3;

fn list(context: &Context, rows: Vec<Row>, scopes: usize, unreadable: &[Unreadable]) -> Result<()> {
    let total = rows.len();
    let silent = rows
        .iter()
        .filter(|row| row.resolution.why == Why::UnregisteredGroup)
        .count();
    context.ui.list(Listing {
        kind: "baseline.resolve",
        columns: &COLUMNS,
        rows,
        id: |row| row.node.to_string(),
        scopes,
        extra: Map::new(),
        unreadable,
    })?;

    context.ui.note(&count(total, "node"));
    // AWS falls back without a word (AWS User Guide, "Patch groups"), so that a mistyped tag looks
    // as if it worked.
    if silent > 0 {
        context.ui.warn(&format!(
            "{} in a group without a baseline for the operating system: the default is used silently",
            count(silent, "node")
        ));
    }
    Ok(())
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
}
