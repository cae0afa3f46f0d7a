//! `patchctl baseline list`.

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::Map;

use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;

/// Arguments of `baseline list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox baseline list
  patchctl baseline list --owner all --os rhel
  patchctl baseline list --region us-east-1,eu-central-1 -o json")]
pub struct ListArgs {
    /// Whose baselines: self (the account's own), aws or all
    #[arg(long, value_name = "OWNER", value_enum, default_value_t = OwnerChoice::Own, hide_possible_values = true)]
    owner: OwnerChoice,
    /// Only those for this operating system, such as AMAZON_LINUX_2023
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
}

/// Whose baselines are listed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OwnerChoice {
    /// The account's own
    #[value(name = "self", alias = "own")]
    Own,
    /// Those of AWS
    Aws,
    /// Both
    All,
}

impl From<OwnerChoice> for Owner {
    fn from(choice: OwnerChoice) -> Self {
        match choice {
            OwnerChoice::Own => Self::Own,
            OwnerChoice::Aws => Self::Aws,
            OwnerChoice::All => Self::All,
        }
    }
}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    #[serde(flatten)]
    identity: Identity,
    owner: &'static str,
}

const COLUMNS: [Column<Row>; 8] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("name", |row| Cell::id(&row.identity.name)),
    Column::always("os", |row| {
        Cell::id(
            row.identity
                .operating_system
                .map(OperatingSystem::as_str)
                .unwrap_or_default(),
        )
    }),
    Column::always("default", |row| {
        if row.identity.default {
            Cell::State("default".to_owned(), Tone::Good)
        } else {
            Cell::Empty
        }
    }),
    Column::always("owner", |row| Cell::id(row.owner)),
    Column::always("id", |row| Cell::id(row.identity.id.short())),
    Column::always("description", |row| {
        Cell::text(row.identity.description.as_deref().unwrap_or_default())
    }),
];

/// Lists baselines.
pub async fn run(context: &Context, args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let owner = args.owner.into();
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| site.baselines(owner, args.os)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());
    let rows: Vec<Row> = answers
        .into_iter()
        .flat_map(|(scope, found)| {
            found
                .into_iter()
                .map(move |identity| Row::new(&scope, identity))
        })
        .collect();
    let found = rows.len();

    context.ui.list(Listing {
        kind: "baseline.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.identity.id.to_string(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    // An account that never made one lists nothing by default, which looks like a mistake of ours.
    context.ui.note(&match (found, args.owner) {
        (0, OwnerChoice::Own) if unreadable.is_empty() => {
            "there is no baseline of your own; --owner all shows AWS's too".to_owned()
        }
        (0, _) if unreadable.is_empty() => "there is no such baseline".to_owned(),
        (found, _) => count(found, "baseline"),
    });
    Ok(fleet::completeness(&unreadable, read))
}

impl Row {
    fn new(scope: &Scope, identity: Identity) -> Self {
        let owner = if identity.is_aws_owned() {
            "AWS"
        } else {
            "self"
        };
        Self {
            scope: scope.clone(),
            identity,
            owner,
        }
    }
}
