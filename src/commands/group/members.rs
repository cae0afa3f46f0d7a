//! `patchctl group add` and `patchctl group remove`: nodes belong to a group by their tag alone.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::commands::baseline::carry_out::WriteArgs;
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::{PATCH_GROUP_KEYS, Selection};
use crate::domain::group::Tagged;
use crate::domain::group::tagging;
use crate::domain::group::tagging::Choice;
use crate::domain::id::{NodeId, PatchGroup, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::output::plan::{Approved, Consent};
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

/// One node with what became of it.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    node: NodeId,
    outcome: &'static str,
    before: Option<String>,
    after: Option<String>,
    keys: Vec<&'static str>,
    reason: String,
}

const COLUMNS: [Column<Row>; 8] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("outcome", |row| {
        let tone = match row.outcome {
            "DONE" => Tone::Good,
            "FAILED" => Tone::Bad,
            _ => Tone::Quiet,
        };
        Cell::State(row.outcome.to_owned(), tone)
    }),
    Column::always("before", |row| {
        Cell::text(row.before.as_deref().unwrap_or_default())
    }),
    Column::always("after", |row| {
        Cell::text(row.after.as_deref().unwrap_or_default())
    }),
    Column::always("keys", |row| Cell::text(row.keys.join(", "))),
    Column::always("reason", |row| Cell::text(&row.reason)),
];

/// What is to be done in one scope.
struct Work<'a> {
    site: &'a Site,
    choices: Vec<Choice>,
}

/// Puts nodes into a group.
///
/// # Errors
/// Usage errors; nodes that are not there; a plan that was not agreed to.
pub async fn add(context: &Context, args: &AddArgs) -> Result<ExitCode> {
    let selection = selection(context, &args.nodes, &args.targets)?;
    let asked = args
        .key
        .as_ref()
        .and_then(|key| PATCH_GROUP_KEYS.into_iter().find(|known| known == key));
    let reach = Reach::open(context).await?;
    let (found, code) = read(context, &reach, &selection).await?;
    let mut work = Vec::new();
    for (site, tagged) in &found {
        let others = keys_of(site, &args.group).await?;
        let choices = tagged
            .iter()
            .filter_map(|node| tagging::choose(node, args.group.as_str(), others, asked))
            .collect();
        work.push(Work { site, choices });
    }
    finish(context, work, &args.group, true, args.write, code).await
}

/// Takes nodes out of a group.
///
/// # Errors
/// As [`add`].
pub async fn remove(context: &Context, args: &RemoveArgs) -> Result<ExitCode> {
    let selection = selection(context, &args.nodes, &args.targets)?;
    let reach = Reach::open(context).await?;
    let (found, code) = read(context, &reach, &selection).await?;
    let mut strangers = Vec::new();
    let mut work = Vec::new();
    for (site, tagged) in &found {
        let mut choices = Vec::new();
        for node in tagged {
            let carries = |value: &Option<String>| value.as_deref() == Some(args.group.as_str());
            let keys: Vec<&'static str> = PATCH_GROUP_KEYS
                .iter()
                .zip(&node.values)
                .filter(|(_, value)| carries(value))
                .map(|(key, _)| *key)
                .collect();
            if keys.is_empty() {
                strangers.push(node.node.to_string());
                continue;
            }
            let before = Some(args.group.to_string());
            choices.push(Choice {
                node: node.node.clone(),
                before,
                keys,
                why: "the tag has the group as its value",
            });
        }
        work.push(Work { site, choices });
    }
    if !strangers.is_empty() {
        let named = if strangers.len() > 10 {
            count(strangers.len(), "node")
        } else {
            strangers.join(", ")
        };
        context
            .ui
            .note(&format!("not in `{}`: {named}", args.group));
    }
    finish(context, work, &args.group, false, args.write, code).await
}

/// Never every node by accident.
fn selection(context: &Context, nodes: &[NodeId], targets: &TargetArgs) -> Result<Selection> {
    context.ui.check_listing(&COLUMNS)?;
    if nodes.is_empty() && !targets.narrows() && !targets.all {
        return Err(
            Error::usage("name nodes, or choose them with --tag, --name and the like")
                .hint("--all means every node of the scope"),
        );
    }
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

async fn finish(
    context: &Context,
    work: Vec<Work<'_>>,
    group: &PatchGroup,
    adds: bool,
    args: WriteArgs,
    code: ExitCode,
) -> Result<ExitCode> {
    let nodes: usize = work.iter().map(|work| work.choices.len()).sum();
    let scopes = work.len();
    let line = |choice: &Choice| {
        let before = choice
            .before
            .as_ref()
            .map_or_else(|| "none".to_owned(), |before| format!("`{before}`"));
        let after = if adds {
            format!("`{group}`")
        } else {
            "none".to_owned()
        };
        let keys: Vec<String> = choice.keys.iter().map(|key| format!("`{key}`")).collect();
        format!(
            "  {}: group {before} → {after}, tag {} ({})",
            choice.node,
            keys.join(" and "),
            choice.why
        )
    };
    let mut lines = Vec::new();
    for work in work.iter().filter(|work| !work.choices.is_empty()) {
        lines.push(format!(
            "{} in {}:",
            count(work.choices.len(), "node"),
            work.site.scope
        ));
        lines.extend(work.choices.iter().map(line));
    }
    let mut rows = Vec::new();
    if nodes > 0 {
        let consent = Consent {
            dry_run: args.dry_run,
            yes: args.yes,
            must_ask: true,
            always_shown: true,
        };
        let Some(approved) = context.ui.approve(&lines, consent).await? else {
            return Ok(code);
        };
        for work in work {
            rows.extend(carry_out(work, group, adds, &approved).await);
        }
    }
    let failed = rows.iter().filter(|row| row.outcome == "FAILED").count();
    let id = |row: &Row| row.node.to_string();
    let kind = if adds { "group.add" } else { "group.remove" };
    context.ui.list(Listing {
        kind,
        columns: &COLUMNS,
        rows,
        id,
        scopes,
        extra: Map::new(),
        unreadable: &[],
    })?;
    let left = if failed == 0 {
        String::new()
    } else {
        format!(", {failed} not; running the same command again does what is left")
    };
    match nodes {
        0 if code == ExitCode::Done => context
            .ui
            .note("nothing to do: every node is as it should be"),
        0 => context.ui.note("nothing to do where it could be read"),
        _ => context
            .ui
            .note(&format!("{} done{left}", count(nodes - failed, "node"))),
    }
    Ok(if failed > 0 {
        ExitCode::Failed.and(code)
    } else {
        code
    })
}

/// Nodes with the same keys are tagged together.
async fn carry_out(
    work: Work<'_>,
    group: &PatchGroup,
    adds: bool,
    approved: &Approved,
) -> Vec<Row> {
    let mut failures: BTreeMap<NodeId, Error> = BTreeMap::new();
    for key in PATCH_GROUP_KEYS {
        let nodes: Vec<NodeId> = work
            .choices
            .iter()
            .filter(|choice| choice.keys.contains(&key))
            .map(|choice| choice.node.clone())
            .collect();
        if nodes.is_empty() {
            continue;
        }
        let failed = if adds {
            work.site
                .tag_nodes(&nodes, key, group.as_str(), approved)
                .await
        } else {
            work.site
                .untag_nodes(&nodes, &[key.to_owned()], approved)
                .await
        };
        failures.extend(failed);
    }
    let row = |choice: Choice| {
        let error = failures.get(&choice.node);
        let hint = |error: &Error| {
            error
                .hints()
                .first()
                .map_or_else(String::new, |hint| format!(" ({hint})"))
        };
        Row {
            scope: work.site.scope.clone(),
            outcome: if error.is_some() { "FAILED" } else { "DONE" },
            after: if adds { Some(group.to_string()) } else { None },
            reason: error.map_or_else(
                || choice.why.to_owned(),
                |error| format!("{}{}", error.one_line(), hint(error)),
            ),
            before: choice.before,
            keys: choice.keys,
            node: choice.node,
        }
    };
    work.choices.into_iter().map(row).collect()
}
