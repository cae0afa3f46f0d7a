//! `patchctl policy status`.

use std::collections::BTreeMap;

use clap::Args;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::Map;

use super::cells::status_cell;
use super::deploying::watched;
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{Region, Scope};
use crate::domain::policy::Definition;
use crate::domain::policy::manager::{Configuration, Manager, Standing, Status};
use crate::domain::text::age;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::process::interrupt::interrupted;
use crate::read::fleet;
use crate::read::policies;
use crate::read::policies::Found;
use crate::run::deployment::{Deployment, Followed};

/// Arguments of `policy status`.
#[derive(Debug, Args)]
#[command(after_help = "\
Every account and Region of a policy counts: one that failed is a no, and one of which AWS says nothing is not a yes. Of an organization the
accounts are those that AWS lists and those that this command looks at (--organization, --accounts).

Exit codes: 0 deployed everywhere, 3 one failed or there is no policy, 5 one could not be read or AWS does not say, 7 still deploying.

Examples:
  patchctl policy status
  patchctl policy status nightly --wait
  patchctl policy status nightly --organization --role-name Reader")]
pub struct StatusArgs {
    /// The policies: names, ARNs or ids; all of them without one
    #[arg(value_name = "POLICY")]
    policies: Vec<String>,
    /// Wait until what is being deployed is done
    #[arg(long)]
    wait: bool,
    /// Stop waiting after this time (exit 7)
    #[arg(long, value_name = "DURATION", default_value = "30m", requires = "wait", value_parser = age::parse)]
    timeout: SignedDuration,
}

/// A policy in one account and Region.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    policy: String,
    /// Where it is deployed; empty for the manager itself.
    target_account: String,
    target_region: String,
    #[serde(flatten)]
    status: Status,
    #[serde(skip)]
    standing: Standing,
}

const COLUMNS: [Column<Row>; 7] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("policy", |row| Cell::id(&row.policy)),
    Column::always("in account", |row| Cell::id(&row.target_account)),
    Column::always("in region", |row| Cell::id(&row.target_region)),
    Column::always("status", |row| status_cell(&row.status)),
    Column::always("message", |row| {
        Cell::text(row.status.message.as_deref().unwrap_or_default())
    }),
];

/// Checks that policies are deployed; exit 3 when one failed.
///
/// # Errors
/// Names that mean no policy; an output that cannot be written.
pub async fn run(context: &Context, args: &StatusArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let (found, mut unreadable) = if args.policies.is_empty() {
        let (found, unreadable, _) = policies::everything(context, &reach).await;
        (found, unreadable)
    } else {
        let found = policies::find(context, &reach, &args.policies).await?;
        (found, Vec::new())
    };
    let read = !found.is_empty();

    let found = if args.wait {
        settled(context, found, args.timeout).await?
    } else {
        found
    };
    let mut rows = Vec::new();
    for found in &found {
        let (of_one, faults) = rows_of(context, &reach, found).await;
        rows.extend(of_one);
        unreadable.extend(faults);
    }
    let code = verdict(context, &rows, &unreadable);
    let scopes = reach.sites.len() + reach.unreadable.len();
    context.ui.list(Listing {
        kind: "policy.status",
        columns: &COLUMNS,
        rows,
        id: |row| row.policy.clone(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    Ok(code.and(fleet::completeness(&unreadable, read)))
}

/// The policies when none of them is being deployed any more, or at the deadline. One that is gone
/// meanwhile is left out, and was said.
async fn settled<'a>(
    context: &Context,
    found: Vec<Found<'a>>,
    timeout: SignedDuration,
) -> Result<Vec<Found<'a>>> {
    let mut settled = Vec::new();
    for found in found {
        let Found { site, manager } = found;
        if manager.status.standing() != Standing::Working {
            settled.push(Found { site, manager });
            continue;
        }
        let goes = manager.status.word == "DELETING";
        let followed = Followed {
            site,
            arn: &manager.arn,
            goes,
            before: None,
        };
        match watched(context, &manager.name, followed, timeout).await? {
            Deployment::Left(number) => return Err(interrupted(number)),
            Deployment::Done if goes => {
                context.ui.note(&format!("{} is deleted", manager.name));
                continue;
            }
            _ => {}
        }
        // Read again: what was read first is the deployment at work.
        match site.manager(&manager.arn).await? {
            Some(manager) => settled.push(Found { site, manager }),
            None => context.ui.warn(&format!(
                "{} was deleted by somebody else meanwhile",
                manager.name
            )),
        }
    }
    Ok(settled)
}

/// The manager and each place where it is, or should be.
async fn rows_of(
    context: &Context,
    reach: &Reach,
    found: &Found<'_>,
) -> (Vec<Row>, Vec<Unreadable>) {
    let manager = &found.manager;
    let mut places: BTreeMap<Scope, Status> = BTreeMap::new();
    let mut faults = Vec::new();
    for answer in [configurations(found.site, manager).await]
        .into_iter()
        .chain(elsewhere(reach, found).await)
    {
        match answer {
            Ok(configurations) => {
                for one in configurations {
                    places.extend(one.scope.map(|scope| (scope, one.status)));
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    // Where it is meant to be and nobody says that it is: not known, and no yes.
    match everywhere(found).await {
        Ok(scopes) => {
            for scope in scopes {
                places.entry(scope).or_default();
            }
        }
        Err(error) => faults.push(fault::unreadable_scope(&found.site.scope, &error)),
    }

    fleet::tell_unreadable(context, &faults);
    let mut rows = vec![row(found, None, manager.status.clone())];
    let each = places.into_iter();
    rows.extend(each.map(|(scope, status)| row(found, Some(&scope), status)));
    (rows, faults)
}

async fn configurations(
    site: &Site,
    manager: &Manager,
) -> std::result::Result<Vec<Configuration>, Unreadable> {
    let answer = site.configurations(&manager.arn).await;
    answer.map_err(|error| fault::unreadable_scope(&site.scope, &error))
}

/// The same manager as other places see it: the other accounts and Regions of this command, and the
/// other Regions of its own account. What is listed is what is deployed "in the requesting account
/// and Region" (Quick Setup API reference, `ListConfigurations`).
async fn elsewhere(
    reach: &Reach,
    found: &Found<'_>,
) -> Vec<std::result::Result<Vec<Configuration>, Unreadable>> {
    let mut answers = Vec::new();
    let others = reach
        .sites
        .iter()
        .filter(|site| site.scope != found.site.scope);

    // Each account tells of its own; what it cannot read is said.
    for site in others {
        answers.push(configurations(site, &found.manager).await);
    }
    for scope in expected(found) {
        // A Region where this command does not look is asked with the same credentials.
        if scope != found.site.scope && reach.site(&scope).is_none() {
            let site = found.site.in_region(&scope.region);
            answers.push(configurations(&site, &found.manager).await);
        }
    }
    answers
}

/// Where a policy has to be: in each of its Regions, in its account or in those below its units.
async fn everywhere(found: &Found<'_>) -> Result<Vec<Scope>> {
    let definition = found.manager.definition();
    let Some(definition) = definition.filter(Definition::is_for_organization) else {
        return Ok(expected(found));
    };
    let mut accounts = found
        .site
        .accounts_below(&definition.organizational_units)
        .await?;
    // StackSets do not deploy to the management account.
    accounts.remove(&found.site.scope.account);

    let regions = definition.regions.iter();
    Ok(regions
        .flat_map(|region| {
            accounts.iter().map(|account| Scope {
                account: account.clone(),
                region: Region::trusted(region),
            })
        })
        .collect())
}

/// Where a policy of one account has to be.
fn expected(found: &Found<'_>) -> Vec<Scope> {
    let Some(definition) = found.manager.definition() else {
        return Vec::new();
    };
    if definition.is_for_organization() {
        return Vec::new();
    }

    // Of an organization AWS alone knows the accounts.
    let regions = definition.regions.iter();
    regions
        .map(|region| Scope {
            account: found.site.scope.account.clone(),
            region: Region::trusted(region),
        })
        .collect()
}

fn row(found: &Found<'_>, place: Option<&Scope>, status: Status) -> Row {
    Row {
        scope: found.site.scope.clone(),
        policy: found.manager.name.clone(),
        target_account: place.map_or_else(String::new, |scope| scope.account.to_string()),
        target_region: place.map_or_else(String::new, |scope| scope.region.to_string()),
        standing: status.standing(),
        status,
    }
}

/// What all rows come to, and the sentence that says it.
fn verdict(context: &Context, rows: &[Row], unreadable: &[Unreadable]) -> ExitCode {
    let number = |standing| rows.iter().filter(|row| row.standing == standing).count();
    let (failed, working) = (number(Standing::Failed), number(Standing::Working));
    let unknown = number(Standing::Unknown);
    let ui = &context.ui;
    if rows.is_empty() {
        // What could not be read may have one; else a gate over nothing says no.
        if !unreadable.is_empty() {
            return ExitCode::Incomplete;
        }
        ui.warn("there is no policy here: nothing is deployed");
        return ExitCode::CheckFailed;
    }
    let alone = listed_nowhere(rows);
    if alone > 0 {
        ui.warn(&format!(
            "AWS lists no account and Region for {}",
            count(alone, "policy")
        ));
    }
    say_numbers(context, rows);
    let codes = [
        (failed > 0, ExitCode::CheckFailed),
        (unknown + alone > 0, ExitCode::Incomplete),
        (working > 0, ExitCode::StillRunning),
    ];
    let code = codes
        .into_iter()
        .filter(|(holds, _)| *holds)
        .fold(ExitCode::Done, |code, (_, next)| code.and(next));
    if code == ExitCode::Done && unreadable.is_empty() {
        ui.note("deployed everywhere");
    }
    code
}

/// How many policies nobody lists anywhere: they are deployed nowhere, as far as anybody knows.
fn listed_nowhere(rows: &[Row]) -> usize {
    let managers = rows.iter().filter(|row| row.target_account.is_empty());
    let of = |policy: &str| rows.iter().filter(|row| row.policy == policy).count();
    managers.filter(|manager| of(&manager.policy) == 1).count()
}

/// How many places stand how. The whole is no place, and is counted where AWS lists none.
fn say_numbers(context: &Context, rows: &[Row]) {
    let mut places: Vec<&Row> = rows.iter().collect();
    if rows.iter().any(|row| !row.target_account.is_empty()) {
        places.retain(|row| !row.target_account.is_empty());
    }
    for (standing, words) in [
        (Standing::Failed, "failed"),
        (Standing::Unknown, "not known"),
        (Standing::Working, "being deployed"),
    ] {
        let number = places.iter().filter(|row| row.standing == standing).count();
        if number > 0 {
            let text = format!("{number} of {} {words}", places.len());
            context.ui.warn(&text);
        }
    }
}
