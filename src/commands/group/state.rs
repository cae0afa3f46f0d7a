//! `patchctl group state`.

use std::collections::BTreeSet;

use clap::Args;
use futures::stream::{self, StreamExt, TryStreamExt};
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::context::Context;
use crate::domain::group::state::GroupState;
use crate::domain::id::{PatchGroup, Scope};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::{fleet, groups};

/// Arguments of `group state`.
#[derive(Debug, Args)]
#[command(after_help = "\
AWS counts a node by the group that its last scan recorded, which may not be its tag any more. A node may count in several columns.

Examples:
  patchctl group state
  patchctl group state production --all-regions -o json")]
pub struct StateArgs {
    /// The groups; every registered one when none is named
    #[arg(value_name = "GROUP")]
    groups: Vec<PatchGroup>,
}

/// One group with its counts.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    group: PatchGroup,
    #[serde(flatten)]
    state: GroupState,
}

fn bad(number: i32) -> Cell {
    if number > 0 {
        Cell::Counted(number.into(), Tone::Bad)
    } else {
        Cell::count(number)
    }
}

fn maybe(number: Option<i32>) -> Cell {
    number.map_or(Cell::Empty, bad)
}

const COLUMNS: [Column<Row>; 15] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("group", |row| Cell::text(row.group.as_str())),
    Column::always("nodes", |row| Cell::count(row.state.instances)),
    Column::always("missing", |row| bad(row.state.missing)),
    Column::always("failed", |row| bad(row.state.failed)),
    Column::always("pending_reboot", |row| {
        bad(row.state.installed_pending_reboot)
    }),
    Column::always("rejected", |row| bad(row.state.installed_rejected)),
    Column::always("critical", |row| maybe(row.state.critical_non_compliant)),
    Column::always("security", |row| maybe(row.state.security_non_compliant)),
    Column::always("other", |row| maybe(row.state.other_non_compliant)),
    Column::on_request("installed", |row| Cell::count(row.state.installed)),
    Column::on_request("installed_other", |row| {
        Cell::count(row.state.installed_other)
    }),
    Column::on_request("not_applicable", |row| {
        Cell::count(row.state.not_applicable)
    }),
    Column::on_request("available_security", |row| {
        maybe(row.state.available_security_updates)
    }),
];

/// Counts the nodes of groups by the state of their patches.
///
/// # Errors
/// A usage error for a group that nobody knows.
pub async fn run(context: &Context, args: &StateArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| states(site, &args.groups)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());
    let rows: Vec<Row> = fleet::joined(answers.into_iter().map(|(_, rows)| rows));

    let filled: BTreeSet<&PatchGroup> = rows
        .iter()
        .filter(|row| row.state.instances > 0)
        .map(|row| &row.group)
        .collect();
    let nowhere: Vec<&PatchGroup> = args
        .groups
        .iter()
        .filter(|group| !filled.contains(group))
        .collect();
    // Zeros alone would look well patched, also for a mistyped name.
    let unreadable = groups::check_groups(context, &reach, &nowhere, unreadable).await?;

    let empty: BTreeSet<String> = rows
        .iter()
        .filter(|row| row.state.instances == 0)
        .map(|row| format!("`{}`", row.group))
        .collect();
    let id = |row: &Row| row.group.to_string();
    context.ui.list(Listing {
        kind: "group.state",
        columns: &COLUMNS,
        rows,
        id,
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;

    if !empty.is_empty() {
        let names: Vec<String> = empty.into_iter().collect();
        context.ui.note(&format!(
            "no scanned node in some places: {}",
            names.join(", ")
        ));
    }
    Ok(fleet::completeness(&unreadable, read))
}

async fn states(site: &Site, wanted: &[PatchGroup]) -> Result<Vec<Row>> {
    // AWS has no list of all groups: those that are registered are known, others must be named.
    let groups: BTreeSet<PatchGroup> = if wanted.is_empty() {
        site.mappings()
            .await?
            .into_iter()
            .map(|mapping| mapping.group)
            .collect()
    } else {
        wanted.iter().cloned().collect()
    };

    let asked = stream::iter(groups).map(|group| async move {
        let state = site.group_state(&group).await?;
        Ok(Row {
            scope: site.scope.clone(),
            group,
            state,
        })
    });
    asked.buffered(CALLS_AT_ONCE).try_collect().await
}
