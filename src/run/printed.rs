//! What nodes printed: read from the bucket when there is one, else from what Run Command keeps.

use serde::Serialize;

use crate::aws::object_reads::Bucket;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::is_of_skipped_step;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::record::SentCommand;
use crate::error::Result;
use crate::run::sites::site;

/// The largest object that is shown.
const LARGEST: usize = 64 * 1024 * 1024;
/// What the agent writes where it cut the output (source of the SSM Agent, file iohandler.go).
const CUT: &str = "output truncated";
/// How much of a step `GetCommandInvocation` keeps, in characters: output and errors (SSM API).
const KEPT: (usize, usize) = (24_000, 8_000);

/// What one step printed on one node.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// The node.
    pub node: NodeId,
    /// The command.
    pub command_id: String,
    /// The step, with the steps that it is within.
    pub step: String,
    /// `stdout` or `stderr`.
    pub stream: String,
    /// Where it was read: `run command`, or the URI of an object.
    pub source: String,
    /// Whether more was printed than was kept.
    pub truncated: bool,
    /// What was printed.
    pub text: String,
}

/// What the nodes put into the bucket: PREFIX/COMMAND/NODE/PLUGIN/STEP/stdout (source of the SSM
/// Agent).
pub async fn from_bucket(
    context: &Context,
    reach: &Reach,
    place: &OutputPlace,
    command: &SentCommand,
    id: &str,
    nodes: &[&NodeId],
) -> Result<Vec<Piece>> {
    let bucket = Bucket::open(reach, &place.bucket).await;
    let mut pieces = Vec::new();
    for node in nodes {
        let folder = if place.prefix.is_empty() {
            format!("{id}/{node}/")
        } else {
            format!("{}/{id}/{node}/", place.prefix)
        };
        let keys = bucket.keys(&folder).await?;
        // The node writes with its own permissions, and a node that lacks them still patches.
        if keys.is_empty() {
            context.tell(Remark::Note(format!(
                "{node} put nothing into {place} for {id}; this is what Run Command keeps"
            )));
            pieces.extend(from_command(reach, command, id, &[node]).await?);
            continue;
        }

        for key in keys {
            let bytes = bucket.read(&key, LARGEST).await?;
            let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let printed = text.filter(|text| !is_of_skipped_step(text));
            let (step, stream) = place_of(key.strip_prefix(&folder).unwrap_or(&key));
            pieces.extend(printed.map(|text| Piece {
                source: format!("s3://{}/{key}", place.bucket),
                ..piece(command, id, node, step, &stream, text)
            }));
        }
    }
    Ok(pieces)
}

/// A piece as Run Command keeps it, whole.
fn piece(
    command: &SentCommand,
    id: &str,
    node: &NodeId,
    step: String,
    stream: &str,
    text: String,
) -> Piece {
    Piece {
        scope: command.command.scope.clone(),
        node: node.clone(),
        command_id: id.to_owned(),
        step,
        stream: stream.to_owned(),
        source: "run command".to_owned(),
        truncated: false,
        text,
    }
}

/// The step and the stream of a key below the folder of a node. Between the names of steps stand
/// those of plugins, which say nothing:
/// `runDocument/InstallNoReboot/InstallNoReboot/awsrunShellScript/PatchLinux/stdout` is
/// `InstallNoReboot/PatchLinux`.
fn place_of(rest: &str) -> (String, String) {
    let mut parts: Vec<&str> = rest.split('/').collect();
    let stream = parts.pop().unwrap_or_default().to_owned();
    parts.retain(|part| {
        !matches!(
            *part,
            "runDocument" | "awsrunShellScript" | "awsrunPowerShellScript"
        )
    });
    parts.dedup();
    (parts.join("/"), stream)
}

/// What Run Command keeps of each step.
pub async fn from_command(
    reach: &Reach,
    command: &SentCommand,
    id: &str,
    nodes: &[&NodeId],
) -> Result<Vec<Piece>> {
    let site = site(reach, &command.command.scope)?;
    let mut invocations = site.invocations(id).await?;
    invocations.retain(|invocation| nodes.contains(&&invocation.node));

    let mut pieces = Vec::new();
    for invocation in invocations {
        for step in &invocation.steps {
            let Some((output, errors)) = site.step_output(id, &invocation.node, &step.name).await?
            else {
                continue;
            };
            // Steps for other platforms say that they were skipped, on every node.
            let streams = [("stdout", output, KEPT.0), ("stderr", errors, KEPT.1)];
            let printed = streams
                .into_iter()
                .filter(|(_, text, _)| !text.is_empty() && !is_of_skipped_step(text));
            pieces.extend(printed.map(|(stream, text, kept)| Piece {
                scope: command.command.scope.clone(),
                node: invocation.node.clone(),
                command_id: id.to_owned(),
                step: step.name.clone(),
                stream: stream.to_owned(),
                source: "run command".to_owned(),
                truncated: is_cut(&text, kept),
                text,
            }));
        }
    }
    Ok(pieces)
}

/// Whether more was printed than Run Command keeps: the agent marks what it cuts, and a text of the
/// full length may have been cut behind it.
fn is_cut(text: &str, kept: usize) -> bool {
    text.chars().count() >= kept || text.trim_end().trim_end_matches('-').ends_with(CUT)
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_are_named_by_their_keys() {
        let place = |rest| super::place_of(rest);
        let pair = |step: &str, stream: &str| (step.to_owned(), stream.to_owned());
        assert_eq!(
            place("awsrunShellScript/PatchLinux/stdout"),
            pair("PatchLinux", "stdout")
        );
        let nested =
            "runDocument/InstallNoReboot/InstallNoReboot/awsrunShellScript/PatchLinux/stderr";
        assert_eq!(place(nested), pair("InstallNoReboot/PatchLinux", "stderr"));
    }
}
