//! What adding nodes to a group and removing them have in common: who is meant, what they carry, and
//! how what became of them is shown.

use crate::args::consent::WriteArgs;
use crate::args::targets::TargetArgs;
use crate::aws::fleet::Selected;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned, Row};
use crate::change::tags::TagStep;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::fleet::selection::{Met, Selection};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::group::Tagged;
use crate::domain::id::{NodeId, PatchGroup};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::Column;
use crate::read::fleet;
use crate::read::targets::{Seen, Use};

/// How nodes are shown with what became of them.
pub(super) fn shown(kind: &'static str) -> Shown<TagStep> {
    let mut columns = write::places();
    columns.extend([
        Column::always("node", |row: &Row<TagStep>| {
            Cell::id(row.step.node.as_str())
        }),
        Column::always("outcome", |row| write::outcome(row.outcome)),
        Column::always("before", |row| {
            Cell::text(row.step.before.as_deref().unwrap_or_default())
        }),
        Column::always("after", |row| {
            Cell::text(row.step.after.as_ref().map_or("", PatchGroup::as_str))
        }),
        Column::always("keys", |row| Cell::text(row.step.keys.join(", "))),
        Column::always("reason", |row| {
            // Why it failed is worth more than why the key was chosen.
            Cell::text(row.error.as_deref().unwrap_or(row.step.reason))
        }),
    ]);
    Shown {
        kind,
        columns,
        id: |row| row.step.node.to_string(),
        noun: "node",
    }
}

/// Never every node by accident.
pub(super) fn selection(nodes: &[NodeId], targets: &TargetArgs) -> Result<Selection> {
    if nodes.is_empty() && !targets.narrows() && !targets.all {
        return Err(
            Error::usage("name nodes, or choose them with --tag, --name and the like")
                .hint("--all means every node of the scope"),
        );
    }

    // Ids and conditions together select what meets both, as everywhere.
    let mut targets = targets.clone();
    targets.node.extend(nodes.iter().map(ToString::to_string));
    targets.selection()
}

/// The chosen nodes of every scope with their tags, and what could not be read.
pub(super) struct Found<'a> {
    pub(super) places: Vec<(&'a Site, Vec<Tagged>)>,
    pub(super) unreadable: Vec<Unreadable>,
}

/// Reads the chosen nodes.
pub(super) async fn read<'a>(
    context: &Context,
    reach: &'a Reach,
    selection: &Selection,
) -> Result<Found<'a>> {
    let gathered = reach.gather(|site| tagged(site, selection)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (mut places, mut seen) = (Vec::new(), Seen::default());
    for (scope, (nodes, met)) in answers {
        seen.ids.extend(nodes.iter().map(|node| node.node.clone()));
        seen.met.merge(met);
        places.extend(reach.site(&scope).map(|site| (site, nodes)));
    }
    let changing = Use::Changing;
    let unreadable =
        fleet::check_meant(context, reach, selection, &seen, unreadable, changing).await?;
    Ok(Found { places, unreadable })
}

async fn tagged(site: &Site, selection: &Selection) -> Result<(Vec<Tagged>, Met)> {
    let Selected { nodes, met, .. } = site.nodes(selection).await?.whole()?;
    let nodes = nodes.into_iter();
    let nodes = nodes.map(|node| (node.id, node.operating_system));
    Ok((site.group_tags(nodes.collect()).await?, met))
}

/// Has the change carried out where nodes could be read; the exit code tells where they could not.
pub(super) async fn finish(
    context: &Context,
    places: Vec<Planned<'_, TagStep>>,
    args: WriteArgs,
    shown: Shown<TagStep>,
    unreadable: &[Unreadable],
) -> Result<ExitCode> {
    let read = !places.is_empty();
    let change = Change::new(places, unreadable.len());
    let written = write::write(context, change, args, unreadable, shown).await?;
    Ok(written.and(fleet::completeness(unreadable, read)))
}
