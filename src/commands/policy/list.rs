//! `patchctl policy list`.

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use super::cells::status_cell;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::policy::manager::{Manager, Status};
use crate::domain::policy::words::{deployed_to, does};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::policies::everything;

/// Arguments of `policy list`.
#[derive(Debug, Args)]
#[command(after_help = "\
A policy is kept in the account and Region where it was made, and patches wherever it is deployed.

Examples:
  patchctl --sandbox policy list
  patchctl policy list --all-regions -o json")]
pub struct ListArgs {}

/// A configuration manager, as a row.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    does: String,
    targets: String,
    deployed_to: String,
    #[serde(flatten)]
    status: Status,
    id: String,
    arn: String,
}

const COLUMNS: [Column<Row>; 9] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("name", |row| Cell::id(&row.name)),
    Column::always("type", |row| Cell::text(&row.kind)),
    Column::always("does", |row| Cell::text(&row.does)),
    Column::always("targets", |row| Cell::text(&row.targets)),
    Column::always("deployed to", |row| Cell::text(&row.deployed_to)),
    Column::always("status", |row| status_cell(&row.status)),
    Column::always("id", |row| Cell::id(&row.id)),
];

/// Lists policies.
///
/// # Errors
/// No credentials; an output that cannot be written.
pub async fn run(context: &Context, _: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let (found, unreadable, scopes) = everything(context, &reach).await;
    let read = scopes > unreadable.len();
    let rows: Vec<Row> = found
        .iter()
        .map(|found| row(&found.site.scope, &found.manager))
        .collect();
    let number = rows.len();

    context.ui.list(Listing {
        kind: "policy.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.arn.clone(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;

    // Of what could not be read nobody says that it has none.
    match (number, unreadable.is_empty()) {
        (0, true) => context.ui.note("there is no policy here"),
        (0, false) => {}
        (number, _) => context.ui.note(&count(number, "policy")),
    }
    Ok(fleet::completeness(&unreadable, read))
}

fn row(scope: &Scope, manager: &Manager) -> Row {
    let definition = manager.definition();
    let types = manager.deployed.iter().map(|one| one.type_name.as_str());
    let kind = definition.as_ref().map(|one| one.kind.to_string());
    let words = definition.as_ref();

    // More than one definition only the API makes.
    let ids: Vec<&str> = manager.deployed.iter().map(|one| one.id.as_str()).collect();
    Row {
        scope: scope.clone(),
        name: manager.name.clone(),
        kind: kind.unwrap_or_else(|| types.collect::<Vec<_>>().join(", ")),
        does: words.map(does).unwrap_or_default(),
        targets: words.map(|one| one.targets.to_string()).unwrap_or_default(),
        deployed_to: words.map(deployed_to).unwrap_or_default(),
        status: manager.status.clone(),
        id: ids.join(", "),
        arn: manager.arn.clone(),
    }
}
