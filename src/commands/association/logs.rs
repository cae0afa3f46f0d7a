//! `patchctl association logs`.

use clap::Args;
use jiff::Timestamp;

use super::executions::{is_unknown, unknown};
use crate::aws::reach::Reach;
use crate::commands::printed;
use crate::context::Context;
use crate::domain::association::execution::{Target, commands_of};
use crate::domain::id::NodeId;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::associations::{Found, everything, one_of, whole};
use crate::run::printed::{Commands, of_commands};

/// Arguments of `association logs`.
#[derive(Debug, Args)]
#[command(after_help = "\
Of the newest execution, unless another is named. With an output location the whole output is read from the bucket; else what Run Command
keeps: 24,000 characters of output and 8,000 of errors for each step, and what is cut off is marked.
Exit codes: 0 shown, 5 the bucket of the association cannot be read.

Examples:
  patchctl --sandbox association logs scan-daily
  patchctl association logs scan-daily --node i-0123456789abcdef0
  patchctl association logs scan-daily --execution 2c1f0d9e-5a4b-4c3d-8e7f-0123456789ab --failed -o json")]
pub struct LogsArgs {
    /// The association, by name or id
    #[arg(value_name = "ASSOCIATION")]
    association: String,
    /// This execution and not the newest
    #[arg(long, value_name = "EXECUTION")]
    execution: Option<String>,
    /// Only these nodes, by id (can be repeated or a comma list)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    node: Vec<NodeId>,
    /// Only nodes that failed
    #[arg(long)]
    failed: bool,
}

/// Shows what nodes printed.
///
/// # Errors
/// A usage error when there is no such association, execution or node; what AWS answered.
pub async fn run(context: &Context, args: &LogsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&printed::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.association)?;
    let association = whole(found, false).await?.association;

    // Where it puts its output now; an execution of another time may have had another place.
    let place = association.output.as_ref();

    let Some((execution, created)) = execution(found, args).await? else {
        let text = format!("no execution of {} is listed", found.association.label());
        context.ui.note(&text);
        return printed::show(context, "association.logs", Vec::new(), "");
    };
    let targets = match found
        .site
        .execution_targets(&association.id, &execution)
        .await
    {
        Err(error) if is_unknown(&error) => return Err(unknown(found, &execution).await?),
        other => other?,
    };
    check_nodes(&args.node, &execution, &targets)?;
    let commands = commands_of(&targets, &args.node, args.failed);
    let of = Commands {
        scope: &found.site.scope,
        place,
        association: Some((&association.id, created)),
    };
    let (pieces, unread) = of_commands(context, &reach, of, &commands).await?;
    if args.failed && commands.is_empty() {
        context.ui.note(&format!("no node failed in {execution}"));
    } else if pieces.is_empty() {
        context.ui.note(&format!(
            "nothing that these nodes printed in {execution} is kept"
        ));
    }

    let whole = "an output location (--output-s3) keeps all of it for the next run";
    let code = printed::show(context, "association.logs", pieces, whole)?;
    // What Run Command keeps was shown in its place, but it is not all that was asked for.
    Ok(if unread {
        code.and(ExitCode::Incomplete)
    } else {
        code
    })
}

/// The execution that is meant, and when it was made; `None` when none is listed.
async fn execution(
    found: &Found<'_>,
    args: &LogsArgs,
) -> Result<Option<(String, Option<Timestamp>)>> {
    let id = &found.association.id;
    if let Some(execution) = &args.execution {
        // One that is no id at all is told below, with those that there are.
        let known = found.site.execution(id, execution).await.ok().flatten();
        return Ok(Some((execution.clone(), known.and_then(|one| one.created))));
    }

    let there = found.site.latest_executions(id).await?;
    let newest = there.into_iter().max_by_key(|one| one.created);
    Ok(newest.map(|one| (one.id, one.created)))
}

/// Mistyped, or of another execution: an empty answer would not tell.
fn check_nodes(nodes: &[NodeId], execution: &str, targets: &[Target]) -> Result<()> {
    let is_there = |node: &NodeId| targets.iter().any(|one| one.resource == node.as_str());
    match nodes.iter().find(|node| !is_there(node)) {
        Some(stranger) => Err(Error::usage(format!(
            "{stranger} is no node of the execution {execution}"
        ))),
        None => Ok(()),
    }
}
