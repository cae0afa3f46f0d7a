//! `patchctl group lint`.

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::commands::check_code;
use crate::context::Context;
use crate::domain::group;
use crate::domain::group::Oddity;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;

/// Arguments of `group lint`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 (with --strict 3 when anything was found), 5 something could not be read.

Examples:
  patchctl --sandbox group lint
  patchctl group lint --all-regions --strict")]
pub struct LintArgs {
    /// Fail when anything is found
    #[arg(long)]
    strict: bool,
}

/// One finding in its place.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    #[serde(flatten)]
    finding: Oddity,
}

const COLUMNS: [Column<Row>; 6] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("finding", |row| {
        Cell::State(row.finding.kind.as_str().to_owned(), Tone::Warning)
    }),
    Column::always("group", |row| Cell::text(quoted(&row.finding.group))),
    Column::always("nodes", |row| match &row.finding.nodes[..] {
        [] => Cell::Empty,
        [one] => Cell::id(one.as_str()),
        many => Cell::text(count(many.len(), "node")),
    }),
    Column::always("message", |row| Cell::text(&row.finding.message)),
];

/// Blanks at the ends of a name would not be seen without quotes.
fn quoted(group: &str) -> String {
    if group.trim() == group {
        group.to_owned()
    } else {
        format!("`{group}`")
    }
}

/// Looks for what is odd about groups.
pub async fn run(context: &Context, args: &LintArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(findings).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());
    let rows: Vec<Row> = fleet::joined(answers.into_iter().map(|(_, rows)| rows));
    let found = rows.len();

    context.ui.list(Listing {
        kind: "group.lint",
        columns: &COLUMNS,
        rows,
        id: subject,
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    // Where something could not be read, "nothing odd" would claim too much.
    match (found, unreadable.is_empty()) {
        (0, true) => context.ui.note("nothing odd was found"),
        (0, false) => {}
        (found, _) => context.ui.note(&count(found, "finding")),
    }

    let verdict = check_code(!args.strict || found == 0);
    Ok(verdict.and(fleet::completeness(&unreadable, read)))
}

/// What a finding is about: its first node, or the group where it names none.
fn subject(row: &Row) -> String {
    row.finding
        .nodes
        .first()
        .map_or_else(|| row.finding.group.clone(), NodeId::to_string)
}

async fn findings(site: &Site) -> Result<Vec<Row>> {
    let (mappings, nodes) = futures::try_join!(site.mappings(), site.tagged_nodes())?;
    let found = group::lint(&mappings, &nodes, strsim::jaro_winkler);
    Ok(found
        .into_iter()
        .map(|finding| Row {
            scope: site.scope.clone(),
            finding,
        })
        .collect())
}
