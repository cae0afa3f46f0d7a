//! `patchctl group nodes`.

use clap::Args;
use serde_json::{Map, json};

use crate::aws::reach::Reach;
use crate::commands::node::list::COLUMNS;
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::PatchGroup;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::listing::Listing;
use crate::read::{fleet, groups};

/// Arguments of `group nodes`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox group nodes production
  patchctl group nodes web --all-regions -o ids")]
pub struct NodesArgs {
    /// The group
    #[arg(value_name = "GROUP")]
    group: PatchGroup,
}

/// Lists the nodes whose tag names the group now.
///
/// # Errors
/// A usage error for a group that nobody knows.
pub async fn run(context: &Context, args: &NodesArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let selection = Selection {
        groups: vec![args.group.clone()],
        ..Selection::default()
    };

    // By the tag of now; who was in the group at the last scan, `group state` counts.
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| site.nodes(&selection)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());
    let rows: Vec<Node> = fleet::joined(answers.into_iter().map(|(_, found)| found.nodes));

    // A registered group may have no node yet; one that nobody knows is a typo.
    let doubtful = [&args.group];
    let doubtful = if rows.is_empty() { &doubtful[..] } else { &[] };
    let unreadable = groups::check_groups(context, &reach, doubtful, unreadable).await?;

    let found = rows.len();
    let extra = Map::from_iter([("group".to_owned(), json!(args.group))]);
    let id = |node: &Node| node.id.to_string();
    context.ui.list(Listing {
        kind: "group.nodes",
        columns: &COLUMNS,
        rows,
        id,
        scopes,
        extra,
        unreadable: &unreadable,
    })?;
    context
        .ui
        .note(&format!("{} in `{}`", count(found, "node"), args.group));
    Ok(fleet::completeness(&unreadable, read))
}
