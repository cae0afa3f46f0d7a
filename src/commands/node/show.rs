//! `patchctl node show`.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use crate::aws::reach::Reach;
use crate::commands::compliance::nodes::verdict_cell;
use crate::commands::node::list;
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
    let text = |text: Option<&str>| Cell::text(text.unwrap_or_default());
    let report = node.report.as_ref();
    let counts = node.counts();
    let mut fields = vec![
        ("Node", Cell::text(inventory.id.as_str())),
        ("Name", Cell::text(inventory.label())),
        ("Account", Cell::text(inventory.scope.account.as_str())),
        ("Region", Cell::text(inventory.scope.region.as_str())),
        ("Platform", Cell::text(list::platform(inventory))),
        (
            "Operating system",
            text(inventory.operating_system.map(|system| system.as_str())),
        ),
        ("IP address", text(inventory.ip_address.as_deref())),
        ("SSM Agent", text(inventory.agent_version.as_deref())),
        ("Ping", list::ping(inventory)),
        ("Last ping", Cell::time(inventory.last_ping)),
        ("Verdict", verdict_cell(node)),
        ("Reason", Cell::text(node.full_reason())),
        ("AWS status", text(node.aws_status())),
        (
            "Last operation",
            text(report.map(|report| &*report.operation)),
        ),
        (
            "Last report",
            Cell::time(report.map(|report| report.ended_at)),
        ),
        ("Source", text(node.execution_type())),
        ("Baseline", text(report.map(|report| &*report.baseline))),
        ("Patch group", text(node.group())),
    ];
    if report.is_some() {
        fields.extend([
            ("Missing", Cell::count(counts.missing)),
            ("Failed", Cell::count(counts.failed)),
            (
                "Pending reboot",
                Cell::count(counts.installed_pending_reboot),
            ),
            ("Rejected", Cell::count(counts.installed_rejected)),
            ("Installed", Cell::count(counts.installed)),
            ("Installed other", Cell::count(counts.installed_other)),
        ]);
    }
    let Some(tags) = tags else { return fields };
    fields.extend(
        tags.iter()
            .map(|(key, value)| ("Tag", Cell::text(format!("{key}={value}")))),
    );
    if PATCH_GROUP_KEYS.iter().all(|key| tags.contains_key(*key)) {
        fields.push((
            "Note",
            Cell::text(
                "both `Patch Group` and `PatchGroup` are set; which one AWS uses is not documented",
            ),
        ));
    }
    fields
}
