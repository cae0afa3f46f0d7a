//! `patchctl compliance missing`.

use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::published::is_published;
use crate::aws::reach::Reach;
use crate::commands::check_code;
use crate::commands::compliance::patches::state_cell;
use crate::context::Context;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::query::{PatchQuery, package_of};
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::text::words::{count, near_miss};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::fleet::Fleet;
use crate::read::patches::{self, Reported};

/// Arguments of `compliance missing`.
#[derive(Debug, Args)]
#[command(after_help = "\
An advisory is looked up among the patches that AWS publishes (Amazon Linux 1 and 2); nodes report packages and CVEs.
A CVE is reported beside what is missing or failed: a fix that only waits for a reboot is found by its package or KB.
Exit codes: 0 asked and answered, 3 with --exit-code when a node lacks it, 5 when no node ever reported one of the
words, installed or missing, so that nothing is known of that one.

Examples:
  patchctl compliance missing CVE-2024-6387
  patchctl compliance missing 'openssl*' --os al2023 -o ids
  patchctl compliance missing CVE-2024-6387,CVE-2024-3094 --exit-code
  patchctl compliance missing KB5034439 --all-regions")]
pub struct MissingArgs {
    /// A package name (* and ? match), a patch by its id (KB5034439, openssl.x86_64), title or
    /// NEVRA, a CVE, or an advisory; several, or a comma list, for any of them
    #[arg(value_name = "PATCH|CVE|ADVISORY", required = true)]
    patch: Vec<String>,
    /// Exit with 3 when a node lacks it
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
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

/// What was found out about a patch.
struct Search {
    rows: Vec<Affected>,
    faults: Vec<Unreadable>,
    /// How many nodes could not be read.
    unread: usize,
    /// The words that fit no patch of any node, in whatever state; with what was reported that is
    /// called nearly so.
    unknown: Vec<(String, Option<String>)>,
}

/// Finds nodes on which a patch is not in effect.
pub async fn run(context: &Context, args: &MissingArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let words = args.patch.iter().map(String::as_str);
    let mut wanted = PatchQuery::parse(words).map_err(Error::usage)?;

    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    let unresolved = resolve_advisories(context, &reach, &fleet, &mut wanted).await;
    let search = search(&reach, &fleet, &wanted).await;
    context.ui.unreadable(&search.faults);
    let faults = [unresolved, search.faults].concat();
    let unreadable = [fleet.unreadable.as_slice(), &faults].concat();

    let unknown: Vec<&NodeCompliance> = fleet
        .nodes
        .iter()
        .filter(|node| cannot_tell(node, &wanted))
        .collect();
    let affected: BTreeSet<_> = search
        .rows
        .iter()
        .map(|row| (&row.scope, &row.node))
        .collect();
    let found = affected.len();
    let strange = search.rows.iter();
    let strange = strange
        .filter(|row| matches!(row.patch.state, PatchState::Other(_)))
        .count();

    show(context, args, &fleet, search.rows, &unknown, &unreadable)?;
    say_unknown(context, &unknown, &wanted);
    if strange > 0 {
        let patches = count(strange, "patch");
        context.ui.warn(&format!("{patches} in a state that this version does not know: it may mean anything, and is counted as lacking"));
    }
    let code = fleet::completeness(&unreadable, !fleet.nodes.is_empty());
    if fleet.nodes.is_empty() {
        let origin = fleet.origin();
        context.ui.warn(&format!(
            "no node is in scope, which says nothing ({origin})"
        ));
        return Ok(ExitCode::Incomplete.and(code));
    }
    let size = size(&fleet, search.unread);
    // "0 lack it" would be a yes, also to what nobody knows.
    if found > 0 || search.unknown.is_empty() {
        let verb = if found == 1 { "lacks" } else { "lack" };
        let (words, origin) = (args.words(), fleet.origin());
        context
            .ui
            .note(&format!("{found} of {size} {verb} `{words}` ({origin})"));
    }
    let lacking = args.exit_code && found > 0;
    let code = check_code(!lacking).and(code);
    if search.unknown.is_empty() {
        return Ok(code);
    }
    say_nothing_known(context, &fleet, &size, &search.unknown);
    Ok(ExitCode::Incomplete.and(code))
}

/// `16 nodes`, or how many of them could be read.
fn size(fleet: &Fleet, unread: usize) -> String {
    if unread == 0 {
        return fleet.size();
    }
    let read = fleet.nodes.len().saturating_sub(unread);
    format!("{read} that could be read of {}", fleet.size())
}

impl MissingArgs {
    /// What is looked for, as it was typed.
    fn words(&self) -> String {
        let words: Vec<&str> = self.patch.iter().map(|word| word.trim()).collect();
        words.join(" ")
    }
}

/// Adds the patches of advisories, as far as AWS publishes them for systems of the fleet; answers
/// what could not be read of them.
async fn resolve_advisories(
    context: &Context,
    reach: &Reach,
    fleet: &Fleet,
    wanted: &mut PatchQuery,
) -> Vec<Unreadable> {
    let systems: BTreeSet<OperatingSystem> = fleet
        .nodes
        .iter()
        .filter_map(|node| node.node.operating_system)
        .filter(|os| is_published(*os) && *os != OperatingSystem::Windows)
        .collect();
    let advisories: Vec<String> = wanted.advisories().map(str::to_owned).collect();

    let mut unreadable = Vec::new();
    for (os, advisory) in systems
        .iter()
        .flat_map(|os| advisories.iter().map(move |id| (*os, id)))
    {
        let gathered = reach
            .gather(|site| site.titles_of_advisory(os, advisory))
            .await;
        fleet::tell_unreadable(context, &gathered.unreadable);
        unreadable.extend(gathered.unreadable);
        let titles = gathered.answers.into_iter().flat_map(|(_, titles)| titles);
        wanted.add_titles(advisory, titles);
    }
    unreadable
}

/// Nodes that report such patches are asked for their names first; only when a word fits none of
/// those are all patches read, which tells whether anybody ever had it.
async fn search(reach: &Reach, fleet: &Fleet, wanted: &PatchQuery) -> Search {
    let candidates = fleet.nodes.iter().filter(|node| node.may_list(&EXPOSED));
    let (reported, mut faults) = patches::read(reach, candidates.collect(), &EXPOSED).await;
    let listed = reported.iter().flat_map(|(_, patches)| patches);
    if wanted.unknown_among(listed).is_empty() {
        return Search {
            rows: affected(reported, wanted),
            unread: nodes_of(&faults),
            faults,
            unknown: Vec::new(),
        };
    }

    let reporting = fleet.nodes.iter().filter(|node| node.report.is_some());
    let (all, more) = patches::read(reach, reporting.collect(), &[]).await;
    // A node that did not answer once has no full answer, whatever the second list has.
    faults.retain(|fault| !more.iter().any(|other| other.place == fault.place));
    faults.extend(more);
    let patches = || all.iter().flat_map(|(_, patches)| patches);
    let names: BTreeSet<&str> = patches().flat_map(names).collect();
    let unknown = wanted.unknown_among(patches()).into_iter();
    let near = |word: &str| nearly(word, &names);
    Search {
        unknown: unknown.map(|word| (word.to_owned(), near(word))).collect(),
        rows: affected(all, wanted),
        unread: nodes_of(&faults),
        faults,
    }
}

fn nodes_of(faults: &[Unreadable]) -> usize {
    let nodes = faults.iter().filter_map(|fault| fault.node.as_deref());
    nodes.collect::<BTreeSet<_>>().len()
}

/// What a word may have been meant for. The ids of CVEs are all alike, and the next one is another.
fn nearly(word: &str, names: &BTreeSet<&str>) -> Option<String> {
    let is_cve = word.to_ascii_uppercase().starts_with("CVE-");
    let names = names.iter().copied();
    if is_cve { None } else { near_miss(word, names) }
}

fn names(patch: &ReportedPatch) -> impl Iterator<Item = &str> {
    let cves = patch.cve_ids.iter().map(String::as_str);
    cves.chain([package_of(&patch.kb_id), patch.kb_id.as_str()])
}

fn affected(reported: Vec<Reported<'_>>, wanted: &PatchQuery) -> Vec<Affected> {
    let rows = reported.into_iter().flat_map(|(node, patches)| {
        let fitting = patches.into_iter();
        let fitting = fitting.filter(|patch| patch.state.is_exposed() && wanted.fits(patch));
        fitting.map(|patch| Affected {
            node: node.node.id.clone(),
            scope: node.node.scope.clone(),
            name: node.node.label().to_owned(),
            verdict: node.verdict,
            patch,
        })
    });
    rows.collect()
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
    let mut extra = fleet.document();
    extra.insert("wanted".to_owned(), json!(args.words()));
    extra.insert("unknown".to_owned(), json!(unknown));
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

/// An empty answer about what nobody ever reported would read like "nobody lacks it".
fn say_nothing_known(
    context: &Context,
    fleet: &Fleet,
    size: &str,
    unknown: &[(String, Option<String>)],
) {
    for (word, near) in unknown {
        let near = near.as_ref();
        let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        context.ui.warn(&format!(
            "none of {size} ever reported `{word}`, installed or missing: that says nothing about who lacks it{near} ({})",
            fleet.origin()
        ));
    }
}

/// Whether a node's silence says nothing: it never reported, or it is of a family that reports no
/// CVE ids.
fn cannot_tell(node: &NodeCompliance, wanted: &PatchQuery) -> bool {
    let no_cves = node.node.operating_system.map(OperatingSystem::family) == Some(Family::Apt)
        && node.counts().missing + node.counts().failed > 0;
    node.report.is_none() || (wanted.is_about_cves() && no_cves)
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

    if wanted.is_about_cves() && unknown.len() > silent {
        let others = unknown.len() - silent;
        let (nodes, verb) = (
            count(others, "node"),
            if others == 1 { "reports" } else { "report" },
        );
        context.ui.warn(&format!("{nodes} of the Debian family with missing patches {verb} no CVE ids; search by package name too"));
    }
}
