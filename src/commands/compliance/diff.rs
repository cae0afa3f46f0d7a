//! `patchctl compliance diff`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::changes::{self, Side};
use crate::context::Context;
use crate::document::report::{Report, Shape};
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::change::{NodeKey, PatchName, Seen, Snapshot, UnreadPlace};
use crate::domain::compliance::report::Layout;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::fleet::{self, Fleet};
use crate::read::patches;
use crate::read::violations::key;

/// Arguments of `compliance diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
OLD is what `patchctl report csv --detail --layout full` wrote: no other form has verdicts and patches. Without NEW it is
compared with the fleet as it is now, of the accounts and Regions that are looked at; the targets have to be those of the
report. A patch counts where it is Missing, Failed, InstalledPendingReboot or InstalledRejected, on nodes that both sides
have.

Changes: FAILING (was COMPLIANT), CHANGED (another verdict), NEW_NODE, NEW_PATCH (violates, and did so on no node),
MORE_NODES, UNREAD, MENDED, FEWER_NODES, MENDED_PATCH, GONE.
Exit codes: 0 nothing got worse, 3 something did (a node fails newly or comes failing, a patch violates on more nodes) or
no node is on both sides, 5 something could not be read, then or now.

Examples:
  patchctl compliance diff yesterday.csv
  patchctl compliance diff yesterday.csv --all-regions -o json --query 'items[?worse]'
  patchctl compliance diff yesterday.csv today.csv -o markdown >> summary.md")]
pub struct DiffArgs {
    /// The earlier report
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later report; the fleet as it is now when absent
    #[arg(value_name = "NEW", conflicts_with_all = ["node", "name", "tag", "group", "os", "from_file", "exclude", "all", "include_unmanaged"])]
    new: Option<PathBuf>,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
}

impl DiffArgs {
    /// Whether the fleet is asked, rather than a second report read.
    pub const fn is_live(&self) -> bool {
        self.new.is_none()
    }
}

/// The shape that carries enough.
const SHAPE: Shape = Shape {
    layout: Layout::Full,
    detail: true,
};

/// Compares a report with the fleet, or with a later one.
///
/// # Errors
/// A usage error for files that are no such reports; targets that match nothing.
pub async fn run(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    changes::check(context)?;
    let mut old = side(changes::read(&args.old)?)?;
    let new = match &args.new {
        Some(new) => side(changes::read(new)?)?,
        None => now(context, args, &mut old).await?,
    };
    changes::show(context, "compliance.diff", &old, &new)
}

fn side((name, report): (String, Report)) -> Result<Side> {
    if report.shape != SHAPE {
        let (found, wanted) = (report.shape.options(), SHAPE.options());
        return Err(Error::usage(format!(
            "{name} is of `{found}`, which does not tell enough"
        ))
        .hint(format!("save the fleet with `patchctl {wanted} --to FILE`"))
        .hint("patchctl report diff compares two reports of any shape"));
    }
    Ok(Side {
        name,
        snapshot: report.snapshot,
        unreadable: Vec::new(),
    })
}

/// The fleet as it is now. Of the earlier side only what is looked at now is compared.
async fn now(context: &Context, args: &DiffArgs, old: &mut Side) -> Result<Side> {
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    let nodes = fleet.nodes.iter();
    let asked = nodes.filter(|node| node.may_list(&PatchState::VIOLATIONS));
    let read = patches::read(&reach, asked.collect(), &PatchState::VIOLATIONS).await;
    let (reported, faults) = read;
    context.ui.unreadable(&faults);

    let mut snapshot = seen(&fleet);
    for (node, patches) in reported {
        if let Some(seen) = snapshot.nodes.get_mut(&node_key(node)) {
            seen.patches = Some(names(&patches));
        }
    }
    let unreadable = [fleet.unreadable.as_slice(), &faults].concat();
    for fault in &unreadable {
        mark(&mut snapshot, fault);
    }
    leave_out_others(context, &reach, &fleet, old);
    Ok(Side {
        name: "now".to_owned(),
        snapshot,
        unreadable,
    })
}

/// Marks the node that could not be read, or the place.
fn mark(snapshot: &mut Snapshot, fault: &Unreadable) {
    if let Some(id) = &fault.node {
        let mut nodes = snapshot.nodes.iter_mut();
        if let Some((_, seen)) = nodes.find(|(key, _)| key.node == *id) {
            seen.unread = true;
            return;
        }
    }
    let scope = fault.scope.as_ref();
    let (account, region) = (
        scope.map(|scope| scope.account.as_str()),
        scope.map(|scope| scope.region.as_str()),
    );
    snapshot.unread.insert(UnreadPlace {
        account: account.unwrap_or_default().to_owned(),
        region: region.unwrap_or_default().to_owned(),
        what: format!("{}: {}", fault.place, fault.reason),
    });
}

/// The nodes with their verdicts; without patches until they were read.
fn seen(fleet: &Fleet) -> Snapshot {
    let nodes = fleet.nodes.iter().chain(&fleet.gone);
    let nodes = nodes.map(|node| {
        let seen = Seen {
            name: node.node.label().to_owned(),
            verdict: Some(node.verdict.to_string()),
            reason: node.full_reason(),
            patches: Some(BTreeSet::new()),
            unread: false,
        };
        (node_key(node), seen)
    });
    Snapshot {
        hides_unread: false,
        nodes: nodes.collect(),
        filter: Some(fleet.filter.clone()),
        endpoint: Some(fleet.place.endpoint.clone()),
        unread: BTreeSet::new(),
    }
}

fn node_key(node: &NodeCompliance) -> NodeKey {
    let (scope, id) = key(node);
    NodeKey {
        account: scope.account.as_str().to_owned(),
        region: scope.region.as_str().to_owned(),
        node: id.to_string(),
    }
}

fn names(patches: &[ReportedPatch]) -> BTreeSet<PatchName> {
    let names = patches.iter().map(|patch| PatchName {
        title: patch.title.clone(),
        id: patch.kb_id.clone(),
    });
    names.collect()
}

/// Leaves out nodes of accounts and Regions that are not looked at, and says so: they are not gone.
fn leave_out_others(context: &Context, reach: &Reach, fleet: &Fleet, old: &mut Side) {
    let sites = reach.sites.iter().map(|site| &site.scope);
    let unread = fleet.unreadable.iter();
    let unread = unread.filter_map(|fault| fault.scope.as_ref());
    let looked_at: BTreeSet<(&str, &str)> = sites
        .chain(unread)
        .map(|scope| (scope.account.as_str(), scope.region.as_str()))
        .collect();
    // An account that could not be reached has no Region to be told by.
    let all = fleet.unreadable.iter().any(|fault| fault.scope.is_none());

    let before = old.snapshot.nodes.len();
    let nodes = &mut old.snapshot.nodes;
    nodes.retain(|key, _| all || looked_at.contains(&(key.account.as_str(), key.region.as_str())));
    let left_out = before - old.snapshot.nodes.len();
    if left_out > 0 {
        let nodes = count(left_out, "node");
        context.ui.warn(&format!(
            "{} also has {nodes} of accounts and Regions that are not looked at, and not compared (--profile, --region)",
            old.name
        ));
    }
}
