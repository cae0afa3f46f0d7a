//! `patchctl group remove`: only the tags that put a node into the group are taken away.

use clap::Args;

use super::members::{finish, read, selection, shown};
use crate::args::consent::WriteArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::change::step::Planned;
use crate::change::tags::TagStep;
use crate::commands::write;
use crate::context::Context;
use crate::domain::fleet::selection::PATCH_GROUP_KEYS;
use crate::domain::group::Tagged;
use crate::domain::group::tagging::Choice;
use crate::domain::id::{NodeId, PatchGroup};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;

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

/// Takes nodes out of a group.
///
/// # Errors
/// Usage errors; nodes that are not there; a plan that was not agreed to.
pub async fn run(context: &Context, args: &RemoveArgs) -> Result<ExitCode> {
    let shown = shown("group.remove");
    write::check(context, &shown)?;
    let selection = selection(&args.nodes, &args.targets)?;
    let reach = Reach::open(context).await?;
    let found = read(context, &reach, &selection).await?;

    let mut strangers = Vec::new();
    let mut places = Vec::new();
    for (site, tagged) in &found.places {
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
    finish(context, places, args.write, shown, &found.unreadable).await
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
