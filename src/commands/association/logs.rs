//! `patchctl association logs`.

use std::collections::BTreeMap;

use clap::Args;
use jiff::Timestamp;

use super::executions::{is_unknown, unknown};
use crate::aws::reach::Reach;
use crate::commands::printed;
use crate::context::Context;
use crate::domain::association::execution::Target;
use crate::domain::id::NodeId;
use crate::domain::run::output_place::OutputPlace;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::associations::{Found, everything, one_of, whole};
use crate::run::printed::{Piece, Printing, from_bucket, from_command};

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
    let place = association.definition.as_ref().ok();
    let place = place.and_then(|one| one.output_s3.as_ref()?.parse::<OutputPlace>().ok());

    let (execution, created) = execution(found, args).await?;
    let targets = match found
        .site
        .execution_targets(&association.id, &execution)
        .await
    {
        Err(error) if is_unknown(&error) => return Err(unknown(found, &execution).await?),
        other => other?,
    };
    let commands = wanted(args, &execution, &targets)?;
    let of = Some((association.id.as_str(), created));
    let (pieces, unread) = pieces(context, &reach, place.as_ref(), &commands, (found, of)).await?;
    if pieces.is_empty() {
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

/// What the nodes of some commands printed, and whether the bucket could not be read.
async fn pieces(
    context: &Context,
    reach: &Reach,
    place: Option<&OutputPlace>,
    commands: &BTreeMap<String, Vec<NodeId>>,
    (found, association): (&Found<'_>, Option<(&str, Option<Timestamp>)>),
) -> Result<(Vec<Piece>, bool)> {
    let (mut pieces, mut unread) = (Vec::new(), false);
    for (command, nodes) in commands {
        let printing = Printing {
            scope: &found.site.scope,
            command_id: command,
            association,
        };

        // A bucket that failed once is not asked again for every command.
        let place = place.filter(|_| !unread);
        let nodes: Vec<&NodeId> = nodes.iter().collect();
        let (printed, failed) = read(context, reach, place, printing, &nodes).await?;
        pieces.extend(printed);
        unread |= failed;
    }
    Ok((pieces, unread))
}

/// Reads from the bucket where there is one, and says so where that failed.
async fn read(
    context: &Context,
    reach: &Reach,
    place: Option<&OutputPlace>,
    printing: Printing<'_>,
    nodes: &[&NodeId],
) -> Result<(Vec<Piece>, bool)> {
    let Some(place) = place else {
        return Ok((from_command(reach, printing, nodes).await?, false));
    };
    match from_bucket(context, reach, place, printing, nodes).await {
        Ok(found) => Ok((found, false)),
        Err(error) => {
            context.ui.warn(&format!(
                "{place} cannot be read, this is what Run Command keeps: {}",
                error.one_line()
            ));
            Ok((from_command(reach, printing, nodes).await?, true))
        }
    }
}

/// The execution that is meant, and when it was made.
async fn execution(found: &Found<'_>, args: &LogsArgs) -> Result<(String, Option<Timestamp>)> {
    let id = &found.association.id;
    if let Some(execution) = &args.execution {
        // One that is no id at all is told below, with those that there are.
        let known = found.site.execution(id, execution).await.ok().flatten();
        return Ok((execution.clone(), known.and_then(|one| one.created)));
    }

    let there = found.site.latest_executions(id).await?;
    let newest = there.into_iter().max_by_key(|one| one.created);
    newest.map(|one| (one.id, one.created)).ok_or_else(|| {
        Error::usage(format!(
            "no execution of {} is listed",
            found.association.label()
        ))
    })
}

/// The commands with those of their nodes that are wanted.
fn wanted(
    args: &LogsArgs,
    execution: &str,
    targets: &[Target],
) -> Result<BTreeMap<String, Vec<NodeId>>> {
    let stranger = args
        .node
        .iter()
        .find(|node| targets.iter().all(|one| one.resource != node.as_str()));
    if let Some(stranger) = stranger {
        // Mistyped, or of another execution: an empty answer would not tell.
        return Err(Error::usage(format!(
            "{stranger} is no node of the execution {execution}"
        )));
    }

    let mut commands: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
    for target in targets {
        // A node that was never reached has no command, and printed nothing.
        let (Some(command), Ok(node)) = (&target.command_id, target.resource.parse::<NodeId>())
        else {
            continue;
        };
        let named = args.node.is_empty() || args.node.contains(&node);
        if named && (!args.failed || target.progress().is_failure()) {
            commands.entry(command.clone()).or_default().push(node);
        }
    }
    Ok(commands)
}
