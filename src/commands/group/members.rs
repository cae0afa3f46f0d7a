//! `patchctl group add` and `patchctl group remove`: nodes belong to a group by their tag alone.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned, Row};
use crate::change::tags::TagStep;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::{PATCH_GROUP_KEYS, Selection};
use crate::domain::group::Tagged;
use crate::domain::group::tagging;
use crate::domain::group::tagging::Choice;
use crate::domain::id::{NodeId, PatchGroup};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::Column;
use crate::read::fleet;

/// Arguments of `group add`.
#[derive(Debug, Args)]
#[command(after_help = "\
EC2 instances are tagged by Resource Groups Tagging (ec2:CreateTags), hybrid nodes by Systems Manager. A node has one group: adding it to
another moves it. The next scan of the node uses the new group.

Examples:
  patchctl group add web i-0123456789abcdef0 mi-0123456789abcdef0
  patchctl group add web --tag Role=web --dry-run")]
pub struct AddArgs {
    /// The group
    #[arg(id = "of_group", value_name = "GROUP")]
    group: PatchGroup,
    /// The nodes, by id
    #[arg(id = "of_nodes", value_name = "NODE")]
    nodes: Vec<NodeId>,
    /// Use this tag key for nodes that have none: `Patch Group` or `PatchGroup`
    #[arg(long, value_name = "KEY", hide_possible_values = true, value_parser = PATCH_GROUP_KEYS)]
    key: Option<String>,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Arguments of `group remove`.
#[derive(Debug, Args)]
#[command(after_help = "\
Only tags whose value is the group are removed. Afterwards the default of its operating system applies to the node.

Examples:
  patchctl group remove web i-0123456789abcdef0
  patchctl group remove web --tag Role=batch --dry-run")]
pub struct RemoveArgs {
    /// The group
    #[arg(id = "of_group", value_name = "GROUP")]
    group: PatchGroup,
    /// The nodes, by id
    #[arg(id = "of_nodes", value_name = "NODE")]
    nodes: Vec<NodeId>,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// How nodes are shown with what became of them.
fn shown(kind: &'static str) -> Shown<TagStep> {
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

/// Puts nodes into a group.
///
/// # Errors
/// Usage errors; nodes that are not there; a plan that was not agreed to.
pub async fn add(context: &Context, args: &AddArgs) -> Result<ExitCode> {
    let shown = shown("group.add");
    write::check(context, &shown)?;
    let selection = selection(&args.nodes, &args.targets)?;

    // clap has checked the key; here it becomes the one of the two words that AWS knows.
    let asked = args
        .key
        .as_ref()
        .and_then(|key| PATCH_GROUP_KEYS.into_iter().find(|known| known == key));
    let reach = Reach::open(context).await?;
    let (found, code) = read(context, &reach, &selection).await?;

    let mut places = Vec::new();
    for (site, tagged) in &found {
        // Where nobody names a key, the one that the group's other nodes carry is kept: a group
        // that is spread over both keys is hard to see.
        let others = keys_of(site, &args.group).await?;
        let choices = tagged
            .iter()
            .filter_map(|node| tagging::choose(node, args.group.as_str(), others, asked));
        let group = || Some(args.group.clone());
        let steps = choices.map(|choice| TagStep::new(choice, group()));
        places.push(Planned {
            site,
            steps: steps.collect(),
        });
    }
    finish(context, places, args.write, shown, code).await
}

/// Takes nodes out of a group.
///
/// # Errors
/// Usage errors; nodes that are not there; a plan that was not agreed to.
pub async fn remove(context: &Context, args: &RemoveArgs) -> Result<ExitCode> {
    let shown = shown("group.remove");
    write::check(context, &shown)?;
    let selection = selection(&args.nodes, &args.targets)?;
    let reach = Reach::open(context).await?;
    let (found, code) = read(context, &reach, &selection).await?;

    let mut strangers = Vec::new();
    let mut places = Vec::new();
    for (site, tagged) in &found {
        let mut steps = Vec::new();
        for node in tagged {
            match removal(node, &args.group) {
                Some(step) => steps.push(step),
                None => strangers.push(node.node.to_string()),
            }
        }
        places.push(Planned { site, steps });
    }

    say_strangers(context, &args.group, &strangers);
    finish(context, places, args.write, shown, code).await
}

/// The tags of a node that put it into the group, under either key; `None` for a node of another
/// group, whose tags are not ours to remove.
fn removal(node: &Tagged, group: &PatchGroup) -> Option<TagStep> {
    let keys: Vec<&'static str> = PATCH_GROUP_KEYS
        .iter()
        .zip(&node.values)
        .filter(|(_, value)| value.as_deref() == Some(group.as_str()))
        .map(|(key, _)| *key)
        .collect();
    if keys.is_empty() {
        return None;
    }

    let choice = Choice {
        node: node.node.clone(),
        before: Some(group.to_string()),
        keys,
        why: "the tag has the group as its value",
    };
    Some(TagStep::new(choice, None))
}

/// Says which nodes were not in the group: no error, since they are as they should be.
fn say_strangers(context: &Context, group: &PatchGroup, strangers: &[String]) {
    if strangers.is_empty() {
        return;
    }
    let named = if strangers.len() > 10 {
        count(strangers.len(), "node")
    } else {
        strangers.join(", ")
    };
    context.ui.note(&format!("not in `{group}`: {named}"));
}

/// Never every node by accident.
fn selection(nodes: &[NodeId], targets: &TargetArgs) -> Result<Selection> {
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

/// The chosen nodes of every scope with their tags, and the exit code for completeness.
async fn read<'a>(
    context: &Context,
    reach: &'a Reach,
    selection: &Selection,
) -> Result<(Vec<(&'a Site, Vec<Tagged>)>, ExitCode)> {
    let gathered = reach.gather(|site| tagged(site, selection)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    // What could not be read may hold the nodes that were not found.
    let unreadable = if unreadable.is_empty() {
        let ids = answers
            .iter()
            .flat_map(|(_, nodes)| nodes.iter().map(|node| &node.node));
        fleet::check_asked_for(context, reach, selection, ids, unreadable).await?
    } else {
        unreadable
    };

    let read = !answers.is_empty();
    let found = answers
        .into_iter()
        .filter_map(|(scope, nodes)| Some((reach.site(&scope)?, nodes)))
        .collect();
    Ok((found, fleet::completeness(&unreadable, read)))
}

async fn tagged(site: &Site, selection: &Selection) -> Result<Vec<Tagged>> {
    let nodes: Vec<Node> = site.nodes(selection).await?;
    site.group_tags(
        nodes
            .into_iter()
            .map(|node| (node.id, node.operating_system))
            .collect(),
    )
    .await
}

/// How many nodes of the group have which of the two keys.
async fn keys_of(site: &Site, group: &PatchGroup) -> Result<[usize; 2]> {
    let nodes = site.tagged_nodes().await?;
    let having = |index: usize| {
        nodes
            .iter()
            .filter(|node| node.values[index].as_deref() == Some(group.as_str()))
            .count()
    };
    Ok([having(0), having(1)])
}

/// Has the change carried out; `code` is that of what was read.
async fn finish(
    context: &Context,
    places: Vec<Planned<'_, TagStep>>,
    args: WriteArgs,
    shown: Shown<TagStep>,
    code: ExitCode,
) -> Result<ExitCode> {
    let change = Change::new(places, 0);
    let written = write::write(context, change, args, &[], shown).await?;
    Ok(written.and(code))
}
