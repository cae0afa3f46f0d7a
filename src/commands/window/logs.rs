//! `patchctl window logs`.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;

use super::executions::{named, newest_first};
use crate::aws::reach::Reach;
use crate::commands::printed;
use crate::context::Context;
use crate::domain::id::NodeId;
use crate::domain::run::command::Progress;
use crate::domain::run::output_place::OutputPlace;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::windows::{Found, everything, one_of, whole};
use crate::run::printed::{Commands, of_commands};

/// Arguments of `window logs`.
#[derive(Debug, Args)]
#[command(after_help = "\
Of the last time that the window was open, unless another is named. Where its task puts the output into a bucket the whole of it is read there; else
what Run Command keeps: 24,000 characters of output and 8,000 of errors for each step, and what is cut off is marked. What `window run` sent is a
run of patch-now: patch-now logs shows it.
Exit codes: 0 shown, 5 the bucket of the task cannot be read.

Examples:
  patchctl --sandbox window logs nightly-web
  patchctl window logs nightly-web --node i-0123456789abcdef0
  patchctl window logs nightly-web --execution 2c1f0d9e-5a4b-4c3d-8e7f-0123456789ab --failed -o json")]
pub struct LogsArgs {
    /// The window, by name or id
    #[arg(value_name = "WINDOW")]
    window: String,
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
/// A usage error when there is no such window, execution or node; what AWS answered.
pub async fn run(context: &Context, args: &LogsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&printed::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.window)?;
    let window = whole(found, false).await?;
    // Where its task puts the output now; at another time that may have been another place.
    let task = window.definition.task.as_ref();
    let place = task.and_then(|task| task.output_s3.as_ref()?.parse::<OutputPlace>().ok());

    let executions = newest_first(found).await?;
    let execution = if let Some(id) = &args.execution {
        named(found, &executions, id)?
    } else if let Some(newest) = executions.first() {
        newest
    } else {
        let text = format!("{} was not open yet", found.window.name);
        context.ui.note(&text);
        return printed::show(context, "window.logs", Vec::new(), "");
    };
    let commands = commands(found, &execution.id, args).await?;
    let of = Commands {
        scope: &found.site.scope,
        place: place.as_ref(),
        association: None,
    };
    let (pieces, unread) = of_commands(context, &reach, of, &commands).await?;
    if args.failed && commands.values().all(Vec::is_empty) {
        context
            .ui
            .note(&format!("no node failed in {}", execution.id));
    } else if pieces.is_empty() {
        context.ui.note(&format!(
            "nothing that these nodes printed in {} is kept",
            execution.id
        ));
    }

    let whole =
        "a bucket of the task (window update --output-s3) keeps all of it for the next time";
    let code = printed::show(context, "window.logs", pieces, whole)?;
    Ok(if unread {
        code.and(ExitCode::Incomplete)
    } else {
        code
    })
}

/// The commands of an execution with those of their nodes that are wanted.
async fn commands(
    found: &Found<'_>,
    execution: &str,
    args: &LogsArgs,
) -> Result<BTreeMap<String, Vec<NodeId>>> {
    let site = found.site;
    let (mut commands, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for task in site.window_execution_tasks(execution).await? {
        for sent in site.window_invocations(execution, &task.id).await? {
            let Some(command) = sent.command_id else {
                continue;
            };
            // A node appears only when its turn came.
            let invocations = site.invocations(&command).await?;
            seen.extend(invocations.iter().map(|one| one.node.clone()));
            let nodes = invocations.into_iter().filter(|one| {
                let progress = Progress::of_invocation(&one.status, &one.details);
                let named = args.node.is_empty() || args.node.contains(&one.node);
                named && (!args.failed || progress.is_failure())
            });
            commands.insert(command, nodes.map(|one| one.node).collect());
        }
    }
    // Mistyped, or of another execution: an empty answer would not tell.
    match args.node.iter().find(|node| !seen.contains(*node)) {
        Some(stranger) => Err(Error::usage(format!(
            "{stranger} is no node of the execution {execution}"
        ))),
        None => Ok(commands),
    }
}
