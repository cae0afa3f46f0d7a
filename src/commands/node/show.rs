//! `patchctl node show`.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use crate::aws::reach::Reach;
use crate::commands::node::list;
use crate::commands::verdicts::verdict_cell;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::selection::PATCH_GROUP_KEYS;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::read::{fleet, node};

/// Arguments of `node show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl node show i-0123456789abcdef0
  patchctl node show mi-0123456789abcdef0 -o yaml")]
pub struct ShowArgs {
    /// The node, by id
    #[arg(value_name = "NODE")]
    node: NodeId,
}

/// Shows one node.
///
/// # Errors
/// When the node does not exist in the scope, or when it cannot be read.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let (site, node) = node::find(context, &reach, &args.node).await?;

    // Tags are no part of the inventory; a node is shown without them rather than not at all.
    let (tags, unreadable) = match site.tags(&args.node).await {
        Ok(tags) => (Some(tags), Vec::new()),
        Err(error) => (None, vec![tags_fault(&node, &error)]),
    };
    context.ui.unreadable(&unreadable);

    let document = json!({ "item": &node, "tags": &tags, "unreadable": &unreadable });
    context.ui.details(
        "node.show",
        fields(&node, tags.as_ref()),
        document,
        node.node.id.as_str(),
    )?;
    Ok(fleet::completeness(&unreadable, true))
}

fn tags_fault(node: &NodeCompliance, error: &Error) -> Unreadable {
    Unreadable {
        place: format!("the tags of {}", node.node.id),
        scope: Some(node.node.scope.clone()),
        node: Some(node.node.id.to_string()),
        reason: error.one_line(),
        code: error.code().map(str::to_owned),
        hint: error.hints().first().cloned(),
        credentials: false,
    }
}

fn fields(
    node: &NodeCompliance,
    tags: Option<&BTreeMap<String, String>>,
) -> Vec<(&'static str, Cell)> {
    let inventory = &node.node;
    let report = node.report.as_ref();
    let system = inventory.operating_system.map(|system| system.as_str());
    let operation = report.map(|report| &*report.operation);
    let mut fields = vec![
        ("Node", Cell::text(inventory.id.as_str())),
        ("Name", Cell::text(inventory.label())),
        ("Account", Cell::text(inventory.scope.account.as_str())),
        ("Region", Cell::text(inventory.scope.region.as_str())),
        ("Platform", Cell::text(list::platform(inventory))),
        ("Operating system", text(system)),
        ("IP address", text(inventory.ip_address.as_deref())),
        ("SSM Agent", text(inventory.agent_version.as_deref())),
        ("Ping", list::ping(inventory)),
        ("Last ping", Cell::time(inventory.last_ping)),
        ("Verdict", verdict_cell(node)),
        ("Reason", Cell::text(node.full_reason())),
        ("AWS status", text(node.aws_status())),
        ("Last operation", text(operation)),
        (
            "Last report",
            Cell::time(report.and_then(|report| report.ended_at)),
        ),
        ("Source", text(node.execution_type())),
        ("Baseline", text(report.map(|report| &*report.baseline))),
        ("Patch group", text(node.group())),
    ];

    // Without a report there are no counts, which is not the same as 0.
    if report.is_some() {
        fields.extend(counts(node));
    }
    fields.extend(tags.into_iter().flat_map(tag_lines));
    fields
}

fn text(text: Option<&str>) -> Cell {
    Cell::text(text.unwrap_or_default())
}

fn counts(node: &NodeCompliance) -> [(&'static str, Cell); 6] {
    let counts = node.counts();
    [
        ("Missing", counts.missing),
        ("Failed", counts.failed),
        ("Pending reboot", counts.installed_pending_reboot),
        ("Rejected", counts.installed_rejected),
        ("Installed", counts.installed),
        ("Installed other", counts.installed_other),
    ]
    .map(|(name, number)| (name, Cell::count(number)))
}

fn tag_lines(tags: &BTreeMap<String, String>) -> Vec<(&'static str, Cell)> {
    let mut lines: Vec<_> = tags
        .iter()
        .map(|(key, value)| ("Tag", Cell::text(format!("{key}={value}"))))
        .collect();

    // AWS's pages know both keys and say nothing of a node that has both.
    if PATCH_GROUP_KEYS.iter().all(|key| tags.contains_key(*key)) {
        let note =
            "both `Patch Group` and `PatchGroup` are set; which one AWS uses is not documented";
        lines.push(("Note", Cell::text(note)));
    }
    lines
}
