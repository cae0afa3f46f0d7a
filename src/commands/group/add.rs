//! `patchctl group add`: nodes belong to a group by their tag alone.

use clap::Args;

use super::members::{finish, read, selection, shown};
use crate::args::consent::WriteArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::Planned;
use crate::change::tags::TagStep;
use crate::commands::write;
use crate::context::Context;
use crate::domain::fleet::selection::PATCH_GROUP_KEYS;
use crate::domain::group::tagging;
use crate::domain::id::{NodeId, PatchGroup};
use crate::error::Result;
use crate::exit::ExitCode;

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

/// Puts nodes into a group.
///
/// # Errors
/// Usage errors; nodes that are not there; a plan that was not agreed to.
pub async fn run(context: &Context, args: &AddArgs) -> Result<ExitCode> {
    let shown = shown("group.add");
    write::check(context, &shown)?;
    let selection = selection(&args.nodes, &args.targets)?;

    // clap has checked the key; here it becomes the one of the two words that AWS knows.
    let asked = args
        .key
        .as_ref()
        .and_then(|key| PATCH_GROUP_KEYS.into_iter().find(|known| known == key));
    let reach = Reach::open(context).await?;
    let found = read(context, &reach, &selection).await?;

    let mut places = Vec::new();
    for (site, tagged) in &found.places {
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
    finish(context, places, args.write, shown, &found.unreadable).await
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
