//! `patchctl compliance patches`.

use clap::Args;
use serde_json::{Map, json};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::NodeId;
use crate::domain::patch::state;
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::node;
use crate::read::patches::accounted;

/// Arguments of `compliance patches`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl compliance patches i-0123456789abcdef0
  patchctl compliance patches i-0123456789abcdef0 --state missing,failed -o json")]
pub struct PatchesArgs {
    /// The node, by id
    #[arg(value_name = "NODE")]
    node: NodeId,
    /// Only patches in this state, such as missing or installed-pending-reboot (can be repeated or
    /// a comma list)
    #[arg(long, value_name = "STATE", value_delimiter = ',', value_parser = parse_state)]
    state: Vec<PatchState>,
}

fn parse_state(text: &str) -> std::result::Result<PatchState, String> {
    match PatchState::of_wire(text) {
        PatchState::Other(_) => {
            // Other words exist for AWS, which may add states; a filter of ours takes only those
            // that we know.
            let names: Vec<&str> = PatchState::ALL.iter().map(PatchState::as_str).collect();
            Err(format!(
                "`{text}` is not a patch state; choose from {}",
                names.join(", ")
            ))
        }
        state => Ok(state),
    }
}

const COLUMNS: [Column<ReportedPatch>; 7] = [
    Column::always("state", |patch| state_cell(&patch.state)),
    Column::always("patch", |patch| Cell::text(&patch.title)),
    Column::on_request("id", |patch| Cell::id(&patch.kb_id)),
    Column::always("classification", |patch| Cell::id(&patch.classification)),
    Column::always("severity", |patch| Cell::id(&patch.severity)),
    Column::always("installed", |patch| Cell::time(patch.installed_at)),
    Column::always("cves", |patch| Cell::text(patch.cve_ids.join(" "))),
];

/// A patch state as a cell.
pub fn state_cell(state: &PatchState) -> Cell {
    let tone = match state {
        PatchState::Failed | PatchState::Missing => Tone::Bad,
        PatchState::Installed => Tone::Good,
        PatchState::InstalledOther | PatchState::NotApplicable => Tone::Quiet,
        _ => Tone::Warning,
    };
    Cell::State(state.to_string(), tone)
}

/// Lists the patches of one node.
///
/// # Errors
/// When the node does not exist or cannot be read.
pub async fn run(context: &Context, args: &PatchesArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let (site, node) = node::find(context, &reach, &args.node).await?;
    let rows = site.patches(&args.node, &args.state).await?;
    let mut rows = accounted(&node, &args.state, rows)?;
    state::sort_for_reading(&mut rows);

    let shown = rows.len();
    let mut extra = Map::new();
    // The node stands in JSON too, with its verdict: patches alone do not tell how old they are.
    extra.insert("node".to_owned(), json!(&node));
    context.ui.list(Listing {
        kind: "compliance.patches",
        columns: &COLUMNS,
        rows,
        id: |patch| patch.kb_id.clone(),
        scopes: 1,
        extra,
        unreadable: &[],
    })?;

    let reason = node.full_reason();
    let tail = if reason.is_empty() {
        String::new()
    } else {
        format!(": {reason}")
    };
    context.ui.note(&format!(
        "{}; {} is {}{tail}",
        count(shown, "patch"),
        node.node.id,
        node.verdict
    ));
    Ok(ExitCode::Done)
}
