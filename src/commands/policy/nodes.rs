//! `patchctl policy nodes`.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::domain::id::AccountId;
use crate::domain::id::{NodeId, Scope};
use crate::domain::policy::selected::Selected;
use crate::domain::policy::{Definition, Kind, Targets};
use crate::domain::text::words::count;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::{fleet, policies};

/// Arguments of `policy nodes`.
#[derive(Debug, Args)]
#[command(after_help = "\
The nodes are found by our own reading of the targets, in the accounts and Regions of this command: add --region, --organization and
--role-name to see all of them. A node in a Region or account to which the policy is not deployed is not listed.

Examples:
  patchctl policy nodes nightly --region us-east-1,eu-central-1
  patchctl policy nodes nightly --organization --role-name Reader -o json")]
pub struct NodesArgs {
    /// The policy: its name, its ARN or an id
    #[arg(value_name = "POLICY")]
    policy: String,
}

/// A node that a policy is for.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    node: NodeId,
    name: Option<String>,
    operating_system: Option<String>,
    /// The baseline that the policy brings to it.
    baseline: Option<String>,
    /// Why it cannot be patched by the policy; `None` when nothing speaks against it.
    problem: Option<String>,
}

const COLUMNS: [Column<Row>; 7] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("name", |row| {
        Cell::text(row.name.as_deref().unwrap_or_default())
    }),
    Column::always("os", |row| {
        Cell::id(row.operating_system.as_deref().unwrap_or_default())
    }),
    Column::always("baseline", |row| {
        Cell::text(row.baseline.as_deref().unwrap_or_default())
    }),
    Column::always("problem", |row| match &row.problem {
        Some(problem) => Cell::State(problem.clone(), Tone::Bad),
        None => Cell::Empty,
    }),
];

/// Lists the nodes that a policy is for.
///
/// # Errors
/// A usage error for a policy that is not there; what could not be read.
pub async fn run(context: &Context, args: &NodesArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let names = std::slice::from_ref(&args.policy);
    let found = policies::find(context, &reach, names).await?;
    let found = found.first().expect("one name means one policy");
    let definition = found.manager.definition().ok_or_else(|| {
        Error::new(
            ErrorKind::Refused,
            format!("{} deploys what this version cannot read", args.policy),
        )
    })?;

    // Where it is kept decides which accounts it is for, and not where this command looks.
    let accounts = accounts(found.site, &definition).await?;
    let gathered = reach
        .gather(|site| rows_of(site, &accounts, &definition))
        .await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let read = !answers.is_empty();
    let scopes = answers.len() + unreadable.len();
    let rows: Vec<Row> = answers.into_iter().flat_map(|(_, rows)| rows).collect();
    let number = rows.len();
    let unable = rows.iter().filter(|row| row.problem.is_some()).count();
    let all_seen = missed(context, &reach, &definition, &accounts);
    absent(
        context,
        &definition,
        &rows,
        all_seen && unreadable.is_empty(),
    );

    context.ui.list(Listing {
        kind: "policy.nodes",
        columns: &COLUMNS,
        rows,
        id: |row| row.node.to_string(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    context.ui.note(&count(number, "node"));
    if unable > 0 {
        context
            .ui
            .warn(&format!("{unable} of them cannot be patched by it"));
    }
    let code = fleet::completeness(&unreadable, read);
    Ok(if all_seen {
        code
    } else {
        code.and(ExitCode::Incomplete)
    })
}

/// The accounts that a policy is for: the one that keeps it, or those below its units. Of an
/// organization the management account gets nothing.
async fn accounts(home: &Site, definition: &Definition) -> Result<BTreeSet<AccountId>> {
    let own = home.account()?.clone();
    if !definition.is_for_organization() {
        return Ok([own].into());
    }
    let mut below = home
        .accounts_below(&definition.organizational_units)
        .await?;
    below.remove(&own);
    Ok(below)
}

/// Nodes that are named one by one and are none.
fn absent(context: &Context, definition: &Definition, rows: &[Row], all_seen: bool) {
    let Targets::Nodes(named) = &definition.targets else {
        return;
    };
    let there: BTreeSet<&str> = rows.iter().map(|row| row.node.as_str()).collect();
    let absent = named.iter().filter(|node| !there.contains(node.as_str()));
    let absent: Vec<&str> = absent.map(String::as_str).collect();
    // Where nobody looked they may be.
    if all_seen && !absent.is_empty() {
        context.ui.warn(&format!(
            "no managed node, so that the policy does not reach it: {}",
            absent.join(", ")
        ));
    }
}

/// Accounts and Regions of the policy at which this command does not look; whether there is none.
fn missed(
    context: &Context,
    reach: &Reach,
    definition: &Definition,
    accounts: &BTreeSet<AccountId>,
) -> bool {
    let known: BTreeSet<&AccountId> = reach.sites.iter().map(|site| &site.scope.account).collect();
    let others: Vec<&str> = accounts
        .iter()
        .filter(|account| !known.contains(account))
        .map(AccountId::as_str)
        .collect();
    if !others.is_empty() {
        context.ui.warn(&format!(
            "the policy is also for {}, where this command does not look (--organization, --profile)",
            others.join(", ")
        ));
    }

    // Where it is deployed and nobody looks its nodes are missing from the list.
    let seen: BTreeSet<&str> = reach
        .sites
        .iter()
        .map(|site| site.scope.region.as_str())
        .collect();
    let missed: Vec<&str> = definition
        .regions
        .iter()
        .map(String::as_str)
        .filter(|region| !seen.contains(region))
        .collect();
    if !missed.is_empty() {
        context.ui.warn(&format!(
            "the policy is also deployed to {}, where this command does not look (--region)",
            missed.join(", ")
        ));
    }
    missed.is_empty() && others.is_empty()
}

async fn rows_of(
    site: &Site,
    accounts: &BTreeSet<AccountId>,
    definition: &Definition,
) -> Result<Vec<Row>> {
    let here = definition
        .regions
        .iter()
        .any(|region| region == site.scope.region.as_str());
    if !here || !accounts.contains(&site.scope.account) {
        return Ok(Vec::new());
    }
    let nodes = policies::nodes_of(site, definition).await?;
    let profiles =
        if definition.kind == Kind::PatchPolicy && definition.attach_policies != Some(true) {
            Some(site.profiles().await)
        } else {
            None
        };
    Ok(nodes
        .iter()
        .map(|node| row(site, node, definition, profiles.as_ref()))
        .collect())
}

type Profiles = Result<BTreeMap<NodeId, String>>;

fn row(site: &Site, node: &Node, definition: &Definition, profiles: Option<&Profiles>) -> Row {
    let os = node.operating_system.map(|os| os.as_str().to_owned());
    let baseline = os.as_deref().and_then(|os| baseline(definition, os));

    // The worst that keeps the policy from it, where there is something.
    Row {
        scope: site.scope.clone(),
        node: node.id.clone(),
        name: node.name.as_deref().map(str::to_owned),
        problem: problem(
            node,
            definition,
            os.as_deref(),
            baseline.as_deref(),
            profiles,
        ),
        operating_system: os,
        baseline,
    }
}

fn baseline(definition: &Definition, os: &str) -> Option<String> {
    let Some(Selected::Each(_)) = &definition.baselines else {
        return None;
    };
    let entries = definition.baselines.as_ref()?.entries()?;
    let entry = entries.get(os)?;
    Some(entry.label.clone().unwrap_or_else(|| entry.value.clone()))
}

/// What keeps a policy from a node, the worst first.
fn problem(
    node: &Node,
    definition: &Definition,
    os: Option<&str>,
    baseline: Option<&str>,
    profiles: Option<&Profiles>,
) -> Option<String> {
    if definition.kind == Kind::HostManagement {
        // AWS-RunPatchBaselineAssociation does not support hybrid nodes (its document).
        return node
            .id
            .as_str()
            .starts_with("mi-")
            .then(|| "a hybrid node: its scan does not support it".to_owned());
    }
    let Some(os) = os else {
        return Some("its operating system is not known".to_owned());
    };
    if !node.is_online() {
        return Some(format!(
            "its agent does not answer ({}), and nothing reaches it",
            node.ping_status.as_deref().unwrap_or("no word of it")
        ));
    }
    if baseline.is_none() {
        return Some(format!("the policy has no baseline for {os}"));
    }
    match profiles {
        Some(Ok(own)) if own.contains_key(&node.id) => Some(
            "has an instance profile of its own, which may not read the baselines unless somebody lets it (attach_policies)"
                .to_owned(),
        ),
        Some(Err(_)) => Some("whether its role may read the baselines is not known".to_owned()),
        _ => None,
    }
}
