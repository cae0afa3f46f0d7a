//! `patchctl node show`.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::commands::compliance::nodes::verdict_cell;
use crate::commands::fleet;
use crate::commands::node::list;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::selection::{PATCH_GROUP_KEYS, Selection};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;

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
    let (site, node) = find(context, &reach, &args.node).await?;
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

/// Finds a node in whichever scope has it, judged.
///
/// # Errors
/// When no scope has it; when a scope that might have it could not be read, that is said first.
pub async fn find<'a>(
    context: &Context,
    reach: &'a Reach,
    id: &NodeId,
) -> Result<(&'a Site, NodeCompliance)> {
    let selection = Selection {
        nodes: vec![id.clone()],
        ..Selection::default()
    };
    let standard = fleet::standard(context);
    let gathered = reach
        .gather(|site| site.compliance(&selection, standard))
        .await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let found = answers
        .into_iter()
        .find_map(|(scope, answer)| Some((scope, answer.nodes.into_iter().next()?)));
    let Some((scope, node)) = found else {
        let credentials =
            !unreadable.is_empty() && unreadable.iter().all(|fault| fault.credentials);
        return Err(match unreadable.is_empty() {
            true => fleet::unknown_node(&[id]),
            false if credentials => Error::credentials(format!(
                "{id} was not found, because no scope could be read"
            )),
            false => Error::new(
                crate::error::Kind::Incomplete,
                format!("{id} was not found in what could be read"),
            ),
        });
    };
    let site = reach
        .sites
        .iter()
        .find(|site| site.scope == scope)
        .expect("the answer came from one of the sites");
    Ok((site, node))
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
