//! `patchctl node list`.

use clap::Args;
use serde_json::Map;

use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::targets::{Seen, Use};

/// Arguments of `node list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox node list
  patchctl node list --region eu-central-1,us-east-1 --tag Env=prod --os rhel
  patchctl node list --group web -o ids")]
pub struct ListArgs {
    #[command(flatten)]
    targets: TargetArgs,
}

/// The columns of a node.
pub const COLUMNS: [Column<Node>; 12] = [
    Column::scope("account", |node| Cell::id(node.scope.account.as_str())),
    Column::scope("region", |node| Cell::id(node.scope.region.as_str())),
    Column::always("node", |node| Cell::id(node.id.as_str())),
    Column::always("name", |node| Cell::text(node.label())),
    Column::always("platform", |node| Cell::text(platform(node))),
    Column::on_request("os", |node| {
        Cell::id(
            node.operating_system
                .map(|system| system.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::on_request("type", |node| {
        Cell::id(node.resource_type.as_deref().unwrap_or_default())
    }),
    Column::always("ip", |node| {
        Cell::id(node.ip_address.as_deref().unwrap_or_default())
    }),
    Column::always("agent", |node| {
        Cell::id(node.agent_version.as_deref().unwrap_or_default())
    }),
    Column::always("ping", ping),
    Column::always("last_ping", |node| Cell::time(node.last_ping)),
    Column::on_request("computer_name", |node| {
        Cell::text(node.computer_name.as_deref().unwrap_or_default())
    }),
];

/// The ping status as a cell.
pub fn ping(node: &Node) -> Cell {
    match node.ping_status.as_deref() {
        Some("Online") => Cell::State("Online".to_owned(), Tone::Good),
        Some(other) => Cell::State(other.to_owned(), Tone::Warning),
        None => Cell::Empty,
    }
}

/// The platform as AWS names it.
pub fn platform(node: &Node) -> String {
    let parts = [
        node.platform_name.as_deref(),
        node.platform_version.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Lists nodes.
pub async fn run(context: &Context, args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| site.nodes(&selection)).await;
    let scopes = gathered.answers.len() + gathered.unreadable.len();
    let (mut unreadable, answers) = fleet::settle(context, gathered);

    let (mut rows, mut seen) = (Vec::new(), Seen::default());
    for (scope, mut found) in answers {
        rows.append(&mut found.nodes);
        seen.met.merge(found.met);
        seen.names_known &= found.nameless.is_none();
        unreadable.extend(fleet::nameless(context, &scope, found.nameless));
    }
    seen.ids = rows.iter().map(|node: &Node| node.id.clone()).collect();
    // What was asked for and is not there is said, not passed over.
    let reading = Use::Reading;
    let unreadable =
        fleet::check_meant(context, &reach, &selection, &seen, unreadable, reading).await?;

    let read = !rows.is_empty();
    if !read && unreadable.is_empty() {
        context.ui.note("there is no managed node");
    }
    let id = |node: &Node| node.id.to_string();
    context.ui.list(Listing {
        kind: "node.list",
        columns: &COLUMNS,
        rows,
        id,
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;

    Ok(fleet::completeness(&unreadable, read))
}
