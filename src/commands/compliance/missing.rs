//! `patchctl compliance missing`.

use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;
use serde_json::{Map, json};

use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::compliance::patches::state_cell;
use crate::context::Context;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::{PatchQuery, PatchState, ReportedPatch};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::fleet::Fleet;
use crate::read::patches;

/// Arguments of `compliance missing`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl compliance missing CVE-2024-6387
  patchctl compliance missing openssl --os al2023 -o ids
  patchctl compliance missing KB5034439 --all-regions")]
pub struct MissingArgs {
    /// A patch by its title, id (KB5034439, openssl.x86_64) or package name, or a CVE id
    #[arg(value_name = "PATCH|CVE")]
    patch: String,
    #[command(flatten)]
    targets: TargetArgs,
}

/// A patch that is not in effect on a node.
#[derive(Debug, Serialize)]
struct Affected {
    node: NodeId,
    #[serde(flatten)]
    scope: Scope,
    name: String,
    verdict: Verdict,
    #[serde(flatten)]
    patch: ReportedPatch,
}

const COLUMNS: [Column<Affected>; 10] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("name", |row| Cell::text(&row.name)),
    Column::always("state", |row| state_cell(&row.patch.state)),
    Column::always("patch", |row| Cell::text(&row.patch.title)),
    Column::on_request("id", |row| Cell::id(&row.patch.kb_id)),
    Column::on_request("classification", |row| Cell::id(&row.patch.classification)),
    Column::always("severity", |row| Cell::id(&row.patch.severity)),
    Column::always("cves", |row| Cell::text(row.patch.cve_ids.join(" "))),
];

/// The states in which a patch is not in effect.
const EXPOSED: [PatchState; 4] = [
    PatchState::Missing,
    PatchState::Failed,
    PatchState::InstalledPendingReboot,
    PatchState::AvailableSecurityUpdate,
];

/// Finds nodes on which a patch is not in effect.
pub async fn run(context: &Context, args: &MissingArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let wanted = PatchQuery::new(&args.patch);
    if args.patch.trim().is_empty() {
        return Err(Error::usage("name a patch or a CVE"));
    }

    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection).await?;
    let (rows, faults) = search(&reach, &fleet, &wanted).await;
    context.ui.unreadable(&faults);
    let unreadable: Vec<Unreadable> = fleet.unreadable.iter().cloned().chain(faults).collect();

    let unknown: Vec<&NodeCompliance> = fleet
        .nodes
        .iter()
        .filter(|node| cannot_tell(node, &wanted))
        .collect();
    let affected: BTreeSet<_> = rows.iter().map(|row| (&row.scope, &row.node)).collect();
    let found = affected.len();
    show(context, args, &fleet, rows, &unknown, &unreadable)?;
    context.ui.note(&format!(
        "`{}` is not in effect on {found} of {}",
        args.patch.trim(),
        count(fleet.nodes.len(), "node")
    ));
    say_unknown(context, &unknown, &wanted);
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

/// Lists the affected nodes. Those of which nobody can tell stand beside them: neither list is the
/// rest of the other.
fn show(
    context: &Context,
    args: &MissingArgs,
    fleet: &Fleet,
    rows: Vec<Affected>,
    unknown: &[&NodeCompliance],
    unreadable: &[Unreadable],
) -> Result<()> {
    let extra = Map::from_iter([
        ("wanted".to_owned(), json!(args.patch.trim())),
        ("unknown".to_owned(), json!(unknown)),
    ]);

    context.ui.list(Listing {
        kind: "compliance.missing",
        columns: &COLUMNS,
        rows,
        id: |row| row.node.to_string(),
        scopes: fleet.scopes,
        extra,
        unreadable,
    })
}

/// Only nodes that report such patches are asked for their names; the others cannot have any.
async fn search(
    reach: &Reach,
    fleet: &Fleet,
    wanted: &PatchQuery,
) -> (Vec<Affected>, Vec<Unreadable>) {
    let candidates = fleet.nodes.iter().filter(|node| exposed(node) > 0);
    let (reported, faults) = patches::read(reach, candidates.collect(), &EXPOSED).await;
    let found = reported.into_iter().flat_map(|(node, patches)| {
        patches
            .into_iter()
            .filter(|patch| patch.state.is_exposed() && wanted.fits(patch))
            .map(|patch| Affected {
                node: node.node.id.clone(),
                scope: node.node.scope.clone(),
                name: node.node.label().to_owned(),
                verdict: node.verdict,
                patch,
            })
    });
    (found.collect(), faults)
}

/// How many patches of a node are in one of the states of [`EXPOSED`].
fn exposed(node: &NodeCompliance) -> i32 {
    let counts = node.counts();
    counts.missing
        + counts.failed
        + counts.installed_pending_reboot
        + counts.available_security_updates
}

/// Whether a node's silence says nothing: it never reported, or it is of a family that reports no
/// CVE ids.
fn cannot_tell(node: &NodeCompliance, wanted: &PatchQuery) -> bool {
    let no_cves = node.node.operating_system.map(OperatingSystem::family) == Some(Family::Apt)
        && node.counts().missing + node.counts().failed > 0;
    node.report.is_none() || (wanted.is_cve() && no_cves)
}

fn say_unknown(context: &Context, unknown: &[&NodeCompliance], wanted: &PatchQuery) {
    // Silence is not "not affected": who asks for a CVE wants to know where nobody can tell.
    let silent = unknown.iter().filter(|node| node.report.is_none()).count();
    if silent > 0 {
        context.ui.warn(&format!(
            "{} never reported, so nothing is known of them",
            count(silent, "node")
        ));
    }

    if wanted.is_cve() && unknown.len() > silent {
        let others = unknown.len() - silent;
        let (nodes, verb) = (
            count(others, "node"),
            if others == 1 { "reports" } else { "report" },
        );
        context.ui.warn(&format!("{nodes} of the Debian family with missing patches {verb} no CVE ids; search by package name too"));
    }
}
