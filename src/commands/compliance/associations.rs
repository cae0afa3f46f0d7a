//! `patchctl compliance associations`.

use std::collections::{BTreeMap, HashMap};

use clap::Args;

use crate::args::targets::TargetArgs;
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::association::{
    AssociationCompliance, AssociationItem, AssociationStatus, by_association,
};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet::Fleet;
use crate::read::{each_node, fleet};

/// Arguments of `compliance associations`.
#[derive(Debug, Args)]
#[command(after_help = "\
Association compliance says whether an association did what it should; it never enters a verdict. The scans of host
management (AWS-RunPatchBaselineAssociation) report here, with a summary for a node and no patches.

Examples:
  patchctl --sandbox compliance associations
  patchctl compliance associations i-0123456789abcdef0 -o json
  patchctl compliance associations --query \"items[?status!='COMPLIANT'].nodes[].node\"")]
pub struct AssociationsArgs {
    /// The node, by id; every node of the scope when none is named
    #[arg(value_name = "NODE", conflicts_with_all = ["node", "name", "tag", "group", "os", "from_file", "exclude", "all"])]
    only: Option<NodeId>,
    #[command(flatten)]
    targets: TargetArgs,
}

const COLUMNS: [Column<AssociationCompliance>; 11] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("association", |row| Cell::id(&row.association)),
    Column::always("name", |row| {
        Cell::text(row.name.as_deref().unwrap_or_default())
    }),
    Column::always("document", |row| Cell::id(&row.document)),
    Column::always("status", |row| {
        let tone = match row.status {
            AssociationStatus::Compliant => Tone::Good,
            AssociationStatus::Unknown => Tone::Warning,
            AssociationStatus::NonCompliant => Tone::Bad,
        };
        Cell::State(row.status.as_str().to_owned(), tone)
    }),
    Column::always("compliant", |row| Cell::count(row.compliant)),
    Column::always("non_compliant", |row| match row.non_compliant {
        0 => Cell::count(0),
        more => Cell::Counted(i64::try_from(more).unwrap_or(i64::MAX), Tone::Bad),
    }),
    Column::on_request("unknown", |row| Cell::count(row.unknown)),
    Column::on_request("severity", |row| {
        Cell::id(row.severity.map(|level| level.as_str()).unwrap_or_default())
    }),
    Column::always("captured", |row| Cell::time(row.captured_at)),
];

/// Lists what AWS says of associations, by association.
///
/// # Errors
/// A usage error for targets that match nothing.
pub async fn run(context: &Context, args: &AssociationsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let mut selection = args.targets.selection()?;
    selection.nodes.extend(args.only.clone());

    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection, Who::Known).await?;
    let (mut rows, silent, faults) = associations(&reach, &fleet).await;
    let unnamed = name(&reach, &mut rows).await;
    let faults = [faults, unnamed].concat();
    context.ui.unreadable(&faults);

    let unreadable = [fleet.unreadable.as_slice(), &faults].concat();
    // A new word of AWS may be good or bad news, so that it is told and never guessed.
    let strange: usize = rows.iter().map(|row| row.unknown).sum();
    if strange > 0 {
        let statuses = count(strange, "word");
        context.ui.warn(&format!(
            "{statuses} of AWS that this version does not know: they may mean anything, and count as UNKNOWN"
        ));
    }
    let unread = faults.iter().filter(|fault| fault.node.is_some()).count();
    let note = closing(&fleet, &rows, silent, unread);
    context.ui.list(Listing {
        kind: "compliance.associations",
        columns: &COLUMNS,
        rows,
        id: |row| row.association.clone(),
        scopes: fleet.scopes,
        extra: fleet.document(),
        unreadable: &unreadable,
    })?;
    context.ui.note(&note);
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

/// What the nodes have, how many have nothing, and what could not be read. Only those are asked of
/// which AWS's summaries count something.
async fn associations(
    reach: &Reach,
    fleet: &Fleet,
) -> (Vec<AssociationCompliance>, usize, Vec<Unreadable>) {
    let counted = reach.gather(|site| site.association_counts()).await;
    let counts: Counts = counted.answers.into_iter().collect();
    let nodes = fleet.nodes.iter();
    let known = nodes.filter_map(|node| Some((node, counted_of(&counts, node)?)));
    let (nodes, silent): (Vec<_>, Vec<_>) = known.partition(|(_, count)| *count > 0);

    let ask = each_node::ask(
        reach,
        "the associations",
        nodes,
        |site, node, count| async move {
            let items = site.association_items(&node.node.id).await?;
            accounted(count, items)
        },
    );
    let (read, mut faults) = ask.await;
    faults.extend(counted.unreadable);
    let items = read.into_iter().flat_map(|(node, items)| {
        let node = &node.node;
        let items = items.into_iter();
        items.map(|item| (node.scope.clone(), node.id.clone(), item))
    });
    (by_association(items), silent.len(), faults)
}

type Counts = BTreeMap<Scope, HashMap<NodeId, usize>>;

/// What AWS's summaries count of a node; `None` where they could not be read.
fn counted_of(counts: &Counts, node: &NodeCompliance) -> Option<usize> {
    let scope = counts.get(&node.node.scope)?;
    Some(scope.get(&node.node.id).copied().unwrap_or_default())
}

/// The items of a node, when they are not fewer than AWS's summary counts.
fn accounted(counted: usize, items: Vec<AssociationItem>) -> Result<Vec<AssociationItem>> {
    if items.len() >= counted {
        return Ok(items);
    }
    let listed = items.len();
    let counted = count(counted, "association");
    let text = format!("the summary counts {counted} and the list has {listed}");
    Err(Error::new(Kind::Incomplete, text)
        .hint("one may have reported in between: run the command again"))
}

/// Gives the rows their names, which the compliance of AWS does not have.
async fn name(reach: &Reach, rows: &mut [AssociationCompliance]) -> Vec<Unreadable> {
    let mut names: BTreeMap<Scope, BTreeMap<String, String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows {
        if !names.contains_key(&row.scope) {
            let site = reach.site(&row.scope).expect("every row came from a site");
            let read = site.association_names().await.unwrap_or_else(|error| {
                let place = format!("the names of associations in {}", row.scope);
                faults.push(fault::unreadable(
                    place,
                    Some(row.scope.clone()),
                    None,
                    &error,
                ));
                BTreeMap::new()
            });
            names.insert(row.scope.clone(), read);
        }
        row.name = names[&row.scope].get(&row.association).cloned();
    }
    faults
}

fn closing(fleet: &Fleet, rows: &[AssociationCompliance], silent: usize, unread: usize) -> String {
    let failing = rows.iter().filter(|row| row.non_compliant > 0).count();
    let nodes = match silent {
        0 => String::new(),
        1 => "; 1 node has none".to_owned(),
        more => format!("; {more} nodes have none"),
    };
    let size = match unread {
        0 => fleet.size(),
        unread => format!(
            "{} that could be read of {}",
            fleet.nodes.len().saturating_sub(unread),
            fleet.size()
        ),
    };
    format!(
        "{} on {size}, {failing} with nodes that do not comply{nodes} ({})",
        count(rows.len(), "association"),
        fleet.origin()
    )
}
