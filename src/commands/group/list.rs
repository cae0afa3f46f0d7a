//! `patchctl group list`.

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Mapping;
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::fleet;

/// Arguments of `group list`.
#[derive(Debug, Args)]
#[command(after_help = "\
A group is listed when a baseline is registered for it. `group lint` finds tags that name a group without one.

Examples:
  patchctl --sandbox group list
  patchctl group list --os windows --all-regions")]
pub struct ListArgs {
    /// Only this operating system, such as AMAZON_LINUX_2023
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
}

/// A group and its baseline for one operating system.
#[derive(Debug, Serialize)]
pub struct Row {
    #[serde(flatten)]
    scope: Scope,
    #[serde(flatten)]
    mapping: Mapping,
}

const COLUMNS: [Column<Row>; 6] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("group", |row| Cell::text(row.mapping.group.as_str())),
    Column::always("os", |row| {
        Cell::id(
            row.mapping
                .baseline
                .operating_system
                .map(OperatingSystem::as_str)
                .unwrap_or_default(),
        )
    }),
    Column::always("baseline", |row| Cell::id(&row.mapping.baseline.name)),
    Column::always("id", |row| Cell::id(row.mapping.baseline.id.short())),
];

/// Lists patch groups.
pub async fn run(context: &Context, args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| site.mappings()).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());

    // A group stands here once for each operating system: each has its own baseline.
    let rows: Vec<Row> = fleet::joined(answers.into_iter().map(|(scope, mappings)| {
        mappings
            .into_iter()
            .filter(|mapping| is_wanted(mapping, args.os))
            .map(|mapping| Row {
                scope: scope.clone(),
                mapping,
            })
            .collect()
    }));
    let found = rows.len();
    let id = |row: &Row| row.mapping.group.to_string();
    context.ui.list(Listing {
        kind: "group.list",
        columns: &COLUMNS,
        rows,
        id,
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    context.ui.note(&count(found, "registration"));
    Ok(fleet::completeness(&unreadable, read))
}

fn is_wanted(mapping: &Mapping, os: Option<OperatingSystem>) -> bool {
    os.is_none_or(|os| mapping.baseline.operating_system == Some(os))
}
