//! `patchctl patch-now logs`.

use clap::Args;

use crate::aws::reach::Reach;
use crate::commands::printed;
use crate::context::Context;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::name::RunName;
use crate::domain::run::record::Record;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::run::find;
use crate::run::printed::{Piece, Printing, from_bucket, from_command};
use crate::run::receipts::Receipts;

/// Arguments of `patch-now logs`.
#[derive(Debug, Args)]
#[command(after_help = "\
With --output-s3 the whole output is read from the bucket; else what Run Command keeps: 24,000 characters of output and 8,000 of errors
for each step, and what is cut off is marked.
Exit codes: 0 shown, 5 the bucket of the run cannot be read.

Examples:
  patchctl patch-now logs 20261122-0108-k3x9q
  patchctl patch-now logs 20261122-0108-k3x9q i-0123456789abcdef0
  patchctl patch-now logs 20261122-0108-k3x9q --failed -o json")]
pub struct LogsArgs {
    /// The run
    #[arg(value_name = "RUN")]
    run: RunName,
    /// Only these nodes
    #[arg(value_name = "NODE")]
    nodes: Vec<NodeId>,
    /// Only nodes that failed
    #[arg(long)]
    failed: bool,
}

/// Shows what nodes printed.
///
/// # Errors
/// When nobody knows the run; a usage error for a node that the run does not have.
pub async fn run(context: &Context, args: &LogsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&printed::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let receipts = Receipts::of(context, &reach)?;
    let record = find::find(context, &reach, &receipts, &args.run).await?;
    check_nodes(&record, &args.nodes)?;
    let (pieces, unread) = pieces(context, &reach, args, &record).await?;
    if pieces.is_empty() {
        context.ui.note(&why_nothing(args, &record));
    }

    let code = printed::show(
        context,
        "patch-now.logs",
        pieces,
        "--output-s3 keeps all of it for the next run",
    )?;
    // What Run Command keeps was shown in its place, but it is not all that the run promised.
    Ok(if unread {
        code.and(ExitCode::Incomplete)
    } else {
        code
    })
}

/// What the wanted nodes printed, and whether the bucket of the run could not be read.
async fn pieces(
    context: &Context,
    reach: &Reach,
    args: &LogsArgs,
    record: &Record,
) -> Result<(Vec<Piece>, bool)> {
    let (mut pieces, mut unread) = (Vec::new(), false);
    for command in &record.commands {
        let Some(id) = command.id() else { continue };
        let printing = Printing {
            scope: &command.command.scope,
            command_id: id,
            association: None,
        };
        let nodes: Vec<&NodeId> = command
            .command
            .nodes
            .iter()
            .filter(|node| is_wanted(args, record, &command.command.scope, node))
            .collect();

        // A bucket that failed once is not asked again for every command.
        if let Some(place) = record.request.output.as_ref().filter(|_| !unread) {
            match from_bucket(context, reach, place, printing, &nodes).await {
                Ok(found) => {
                    pieces.extend(found);
                    continue;
                }
                Err(error) => {
                    unread = true;
                    context.ui.warn(&format!(
                        "{place} cannot be read, this is what Run Command keeps: {}",
                        error.one_line()
                    ));
                }
            }
        }
        pieces.extend(from_command(reach, printing, &nodes).await?);
    }
    Ok((pieces, unread))
}

fn is_wanted(args: &LogsArgs, record: &Record, scope: &Scope, node: &NodeId) -> bool {
    let failed = record
        .nodes
        .at(scope, node)
        .is_some_and(|record| record.outcome.is_failure());
    (args.nodes.is_empty() || args.nodes.contains(node)) && (!args.failed || failed)
}

fn why_nothing(args: &LogsArgs, record: &Record) -> String {
    let mut nodes = record.nodes.iter();
    if !nodes.any(|node| is_wanted(args, record, &node.scope, &node.node)) {
        return format!("none of these nodes failed in {}", record.run);
    }
    // While nodes still work, their output may yet come.
    if record.nodes.iter().all(|node| node.progress.is_end()) {
        format!("nothing that {} printed is kept", record.run)
    } else {
        format!("nothing was printed by {} yet", record.run)
    }
}

fn check_nodes(record: &Record, nodes: &[NodeId]) -> Result<()> {
    match nodes
        .iter()
        .find(|node| record.nodes.iter().all(|known| known.node != **node))
    {
        Some(stranger) => {
            // Mistyped, or of another run: an empty answer would not tell.
            Err(
                Error::usage(format!("{stranger} is no node of the run {}", record.run)).hint(
                    format!("patchctl patch-now show {} lists its nodes", record.run),
                ),
            )
        }
        None => Ok(()),
    }
}
