//! `patchctl policy logs`.

use std::collections::BTreeSet;

use clap::Args;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::commands::printed;
use crate::context::Context;
use crate::domain::association::execution::{Execution, Target, commands_of};
use crate::domain::association::{Association, Listed};
use crate::domain::id::NodeId;
use crate::domain::method::Options;
use crate::domain::run::documents;
use crate::domain::run::operation::Operation;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::{associations, fleet, policies};
use crate::run::printed::{Commands, Piece, of_commands};

/// Arguments of `policy logs`.
#[derive(Debug, Args)]
#[command(after_help = "\
Of the last time that the policy scanned or installed, in each account and Region that this command looks at (--region, --organization). Where the
policy has a log bucket the whole output is read there; else what Run Command keeps: 24,000 characters of output and 8,000 of errors for each step,
and what is cut off is marked.
Exit codes: 0 shown, 5 something could not be read.

Examples:
  patchctl --sandbox policy logs nightly
  patchctl policy logs nightly --operation install --failed
  patchctl policy logs nightly --node i-0123456789abcdef0 -o json")]
pub struct LogsArgs {
    /// The policy: its name, ARN or id
    #[arg(value_name = "POLICY")]
    policy: String,
    /// Only of the last scan or of the last installation: scan or install
    #[arg(long, value_name = "OPERATION")]
    operation: Option<Operation>,
    /// Only these nodes, by id (can be repeated or a comma list)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    node: Vec<NodeId>,
    /// Only nodes that failed
    #[arg(long)]
    failed: bool,
}

/// How all of it is kept.
const WHOLE: &str =
    "a log bucket of the policy (policy update --output-s3) keeps all of it for the next time";

/// The last run of a policy in one place.
struct Run {
    association: Association,
    execution: Execution,
    targets: Vec<Target>,
}

/// Shows what nodes printed.
///
/// # Errors
/// A usage error when there is no such policy or node; what AWS answered.
pub async fn run(context: &Context, args: &LogsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&printed::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let found = policies::find(context, &reach, std::slice::from_ref(&args.policy)).await?;
    let ids: Vec<&str> = found
        .iter()
        .flat_map(|found| &found.manager.deployed)
        .map(|deployed| deployed.id.as_str())
        .collect();

    let gathered = reach
        .gather(|site| last_run(site, &ids, args.operation))
        .await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let runs: Vec<(&Site, Run)> = answers
        .into_iter()
        .filter_map(|(scope, run)| Some((reach.site(&scope)?, run?)))
        .collect();
    check_nodes(args, &runs, unreadable.is_empty())?;

    let (pieces, unread, nobody) = printed_in(context, &reach, args, &runs).await?;
    let told = match (runs.is_empty(), args.failed && nobody) {
        // What could not be read was said, and may hold what is missed here.
        _ if !unreadable.is_empty() || !pieces.is_empty() => None,
        (true, _) => Some("the policy has not run yet in these accounts and Regions"),
        (false, true) => Some("no node failed"),
        (false, false) => Some("nothing that these nodes printed is kept"),
    };
    if let Some(told) = told {
        context.ui.note(told);
    }

    let code = printed::show(context, "policy.logs", pieces, WHOLE)?;
    let code = code.and(fleet::completeness(&unreadable, !runs.is_empty()));
    Ok(if unread {
        code.and(ExitCode::Incomplete)
    } else {
        code
    })
}

/// What the nodes of some runs printed, whether a bucket could not be read, and whether no node was
/// wanted.
async fn printed_in(
    context: &Context,
    reach: &Reach,
    args: &LogsArgs,
    runs: &[(&Site, Run)],
) -> Result<(Vec<Piece>, bool, bool)> {
    let (mut pieces, mut unread, mut nobody) = (Vec::new(), false, true);
    for (site, run) in runs {
        let commands = commands_of(&run.targets, &args.node, args.failed);
        nobody &= commands.is_empty();

        let of = Commands {
            scope: &site.scope,
            place: run.association.output.as_ref(),
            association: Some((&run.association.id, run.execution.created)),
        };
        let (printed, failed) = of_commands(context, reach, of, &commands).await?;
        pieces.extend(printed);
        unread |= failed;
    }
    Ok((pieces, unread, nobody))
}

/// The newest execution of the associations of a policy that patch, with its nodes.
async fn last_run(site: &Site, ids: &[&str], operation: Option<Operation>) -> Result<Option<Run>> {
    let listed = site.listed_associations().await?;
    let of_policy: Vec<&str> = listed
        .iter()
        .filter(|one| documents::patches(&one.document) && is_of(one, ids))
        .map(|one| one.id.as_str())
        .collect();

    // Their parameters say which scans and which installs.
    let whole = associations::in_full(site, &of_policy).await?;
    let wanted = whole.into_iter().flatten().filter(|one| {
        let does = Options::of_parameters(&one.document, &one.parameters).operation;
        operation.is_none() || does == operation
    });

    let mut newest: Option<(Association, Execution)> = None;
    for association in wanted {
        for execution in site.latest_executions(&association.id).await? {
            // Of a scan and an installation the later one counts.
            let last = newest.as_ref().and_then(|(_, last)| last.created);
            if newest.is_none() || execution.created > last {
                newest = Some((association.clone(), execution));
            }
        }
    }
    let Some((association, execution)) = newest else {
        return Ok(None);
    };
    let targets = site
        .execution_targets(&association.id, &execution.id)
        .await?;
    Ok(Some(Run {
        association,
        execution,
        targets,
    }))
}

/// What a policy deploys ends with its short id (the templates of Quick Setup).
fn is_of(listed: &Listed, ids: &[&str]) -> bool {
    let name = listed.name.as_deref().unwrap_or_default();
    name.starts_with("AWS-QuickSetup-") && ids.iter().any(|id| name.ends_with(&format!("-{id}")))
}

/// Mistyped, or no node of the policy: an empty answer would not tell.
fn check_nodes(args: &LogsArgs, runs: &[(&Site, Run)], all_read: bool) -> Result<()> {
    let targets = runs.iter().flat_map(|(_, run)| &run.targets);
    let there: BTreeSet<&str> = targets.map(|target| target.resource.as_str()).collect();
    match args.node.iter().find(|node| !there.contains(node.as_str())) {
        Some(stranger) if all_read => Err(Error::usage(format!(
            "{stranger} was no node of the last run of {}",
            args.policy
        ))),
        _ => Ok(()),
    }
}
