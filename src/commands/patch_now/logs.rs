//! `patchctl patch-now logs`.

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use super::receipts::Receipts;
use super::{lookup, sending};
use crate::aws::object_reads::Bucket;
use crate::aws::scopes::World;
use crate::context::Context;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch_run::name::RunName;
use crate::domain::patch_run::record::{Record, SentCommand};
use crate::domain::patch_run::request::OutputPlace;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::output::{count, sanitize};

/// The largest object that is shown.
const LARGEST: usize = 64 * 1024 * 1024;
/// What the agent writes where it cut the output (source of the SSM Agent, file iohandler.go).
const CUT: &str = "output truncated";
/// What the agent prints for a step that is for another platform; it says nothing.
const SKIPPED: &str = "Step execution skipped";
/// How much of a step `GetCommandInvocation` keeps, in characters: output and errors (SSM API).
const KEPT: (usize, usize) = (24_000, 8_000);

/// Arguments of `patch-now logs`.
#[derive(Debug, Args)]
#[command(after_help = "\
With --output-s3 the whole output is read from the bucket; else what Run Command keeps: 24,000 characters of output and 8,000 of errors
for each step, and what is cut off is marked.

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

/// What one step printed on one node.
#[derive(Clone, Debug, Serialize)]
struct Piece {
    #[serde(flatten)]
    scope: Scope,
    node: NodeId,
    command_id: String,
    step: String,
    stream: String,
    source: String,
    truncated: bool,
    text: String,
}

const COLUMNS: [Column<Piece>; 8] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("command", |row| Cell::id(&row.command_id)),
    Column::always("step", |row| Cell::text(&row.step)),
    Column::always("stream", |row| Cell::text(&row.stream)),
    Column::always("truncated", |row| Cell::text(if row.truncated { "yes" } else { "no" })),
    Column::always("text", |row| Cell::text(&row.text)),
];

/// Shows what nodes printed.
///
/// # Errors
/// When nobody knows the run, or nothing was printed; what AWS answered.
pub async fn run(context: &Context, args: &LogsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let world = World::open(context).await?;
    let receipts = Receipts::of(context)?;
    let record = lookup::find(context, &world, &receipts, &args.run).await?;
    check_nodes(&record, &args.nodes)?;
    let wanted = |scope: &Scope, node: &NodeId| {
        let failed = record.nodes.iter().any(|record| record.node == *node && record.scope == *scope && record.outcome.is_failure());
        (args.nodes.is_empty() || args.nodes.contains(node)) && (!args.failed || failed)
    };
    let mut pieces = Vec::new();
    for command in &record.commands {
        let nodes: Vec<&NodeId> = command.command.nodes.iter().filter(|node| wanted(&command.command.scope, node)).collect();
        let Some(id) = command.id() else { continue };
        match &record.request.output {
            Some(place) => pieces.extend(from_bucket(context, &world, place, command, id, &nodes).await?),
            None => pieces.extend(from_command(&world, command, id, &nodes).await?),
        }
    }
    if pieces.is_empty() {
        context.ui.note(&format!("nothing was printed by {} yet", record.run));
    }
    show(context, pieces)
}

fn check_nodes(record: &Record, nodes: &[NodeId]) -> Result<()> {
    match nodes.iter().find(|node| record.nodes.iter().all(|known| known.node != **node)) {
        Some(stranger) => Err(Error::usage(format!("{stranger} is no node of the run {}", record.run))
            .hint(format!("patchctl patch-now show {} lists its nodes", record.run))),
        None => Ok(()),
    }
}

fn show(context: &Context, pieces: Vec<Piece>) -> Result<ExitCode> {
    let truncated = pieces.iter().filter(|piece| piece.truncated).count();
    if context.ui.format() == Format::Table && !context.ui.is_querying() && !context.ui.has_columns() {
        context.ui.write_lines(pieces.iter().flat_map(lines))?;
    } else {
        let mut scopes: Vec<Scope> = pieces.iter().map(|piece| piece.scope.clone()).collect();
        scopes.sort();
        scopes.dedup();
        let id = |piece: &Piece| piece.node.to_string();
        context.ui.list(Listing {
            kind: "patch-now.logs",
            columns: &COLUMNS,
            rows: pieces,
            id,
            scopes: scopes.len(),
            extra: Map::new(),
            unreadable: &[],
        })?;
    }
    if truncated > 0 {
        context.ui.warn(&format!("the output of {} is cut off; --output-s3 keeps all of it for the next run", count(truncated, "step")));
    }
    Ok(ExitCode::Done)
}

fn lines(piece: &Piece) -> Vec<String> {
    let mut lines = vec![format!("== {} {} {} ({}) ==", piece.node, piece.step, piece.stream, piece.source)];
    lines.extend(piece.text.lines().map(|line| sanitize::for_terminal(line).into_owned()));
    if piece.truncated {
        lines.push("== cut off here ==".to_owned());
    }
    lines
}

/// What the nodes put into the bucket: PREFIX/COMMAND/NODE/PLUGIN/STEP/stdout (source of the SSM Agent).
async fn from_bucket(
    context: &Context,
    world: &World,
    place: &OutputPlace,
    command: &SentCommand,
    id: &str,
    nodes: &[&NodeId],
) -> Result<Vec<Piece>> {
    let bucket = Bucket::open(world, &place.bucket).await;
    let mut pieces = Vec::new();
    for node in nodes {
        let prefix = if place.prefix.is_empty() { String::new() } else { format!("{}/", place.prefix) };
        let keys = bucket.keys(&format!("{prefix}{id}/{node}/")).await?;
        if keys.is_empty() {
            context.ui.note(&format!("{node} put nothing into {place} for {id}; this is what Run Command keeps"));
            pieces.extend(from_command(world, command, id, &[node]).await?);
            continue;
        }
        for key in keys {
            let Some(bytes) = bucket.read(&key, LARGEST).await? else { continue };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if text.starts_with(SKIPPED) {
                continue;
            }
            let (step, stream) = place_of(key.strip_prefix(&format!("{prefix}{id}/{node}/")).unwrap_or(&key));
            pieces.push(Piece {
                scope: command.command.scope.clone(),
                node: (*node).clone(),
                command_id: id.to_owned(),
                step,
                stream,
                source: format!("s3://{}/{key}", place.bucket),
                truncated: false,
                text,
            });
        }
    }
    Ok(pieces)
}

/// The step and the stream of a key below the folder of a node. Between the names of steps stand those of plugins, which say nothing:
/// `runDocument/InstallNoReboot/InstallNoReboot/awsrunShellScript/PatchLinux/stdout` is `InstallNoReboot/PatchLinux`.
fn place_of(rest: &str) -> (String, String) {
    let mut parts: Vec<&str> = rest.split('/').collect();
    let stream = parts.pop().unwrap_or_default().to_owned();
    parts.retain(|part| !matches!(*part, "runDocument" | "awsrunShellScript" | "awsrunPowerShellScript"));
    parts.dedup();
    (parts.join("/"), stream)
}

/// What Run Command keeps of each step.
async fn from_command(world: &World, command: &SentCommand, id: &str, nodes: &[&NodeId]) -> Result<Vec<Piece>> {
    let site = sending::site(world, &command.command.scope)?;
    let mut pieces = Vec::new();
    for invocation in site.invocations(id).await?.into_iter().filter(|invocation| nodes.contains(&&invocation.node)) {
        for step in &invocation.steps {
            let Some((output, errors)) = site.step_output(id, &invocation.node, &step.name).await? else { continue };
            for (stream, text, kept) in [("stdout", output, KEPT.0), ("stderr", errors, KEPT.1)] {
                if !text.is_empty() && !text.starts_with(SKIPPED) {
                    let truncated = text.chars().count() >= kept || text.trim_end().trim_end_matches('-').ends_with(CUT);
                    pieces.push(Piece {
                        scope: command.command.scope.clone(),
                        node: invocation.node.clone(),
                        command_id: id.to_owned(),
                        step: step.name.clone(),
                        stream: stream.to_owned(),
                        source: "run command".to_owned(),
                        truncated,
                        text,
                    });
                }
            }
        }
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_are_named_by_their_keys() {
        let place = |rest| super::place_of(rest);
        let pair = |step: &str, stream: &str| (step.to_owned(), stream.to_owned());
        assert_eq!(place("awsrunShellScript/PatchLinux/stdout"), pair("PatchLinux", "stdout"));
        let nested = "runDocument/InstallNoReboot/InstallNoReboot/awsrunShellScript/PatchLinux/stderr";
        assert_eq!(place(nested), pair("InstallNoReboot/PatchLinux", "stderr"));
    }
}
