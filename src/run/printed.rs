//! What nodes printed: read from the bucket when there is one, else from what Run Command keeps.

use serde::Serialize;

use super::send;
use crate::aws::object_reads::Bucket;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::is_of_skipped_step;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::record::SentCommand;
use crate::error::Result;

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
///
/// # Errors
/// What S3 answered.
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
        let prefix = if place.prefix.is_empty() {
            String::new()
        } else {
            format!("{}/", place.prefix)
        };
        let keys = bucket.keys(&format!("{prefix}{id}/{node}/")).await?;
        if keys.is_empty() {
            context.tell(Remark::Note(format!(
                "{node} put nothing into {place} for {id}; this is what Run Command keeps"
            )));
            pieces.extend(from_command(reach, command, id, &[node]).await?);
            continue;
        }
        for key in keys {
            let Some(bytes) = bucket.read(&key, LARGEST).await? else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if is_of_skipped_step(&text) {
                continue;
            }
            let (step, stream) = place_of(
                key.strip_prefix(&format!("{prefix}{id}/{node}/"))
                    .unwrap_or(&key),
            );
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
///
/// # Errors
/// What AWS answered.
pub async fn from_command(
    reach: &Reach,
    command: &SentCommand,
    id: &str,
    nodes: &[&NodeId],
) -> Result<Vec<Piece>> {
    let site = send::site(reach, &command.command.scope)?;
    let mut pieces = Vec::new();
    for invocation in site
        .invocations(id)
        .await?
        .into_iter()
        .filter(|invocation| nodes.contains(&&invocation.node))
    {
        for step in &invocation.steps {
            let Some((output, errors)) = site.step_output(id, &invocation.node, &step.name).await?
            else {
                continue;
            };
            for (stream, text, kept) in [("stdout", output, KEPT.0), ("stderr", errors, KEPT.1)] {
                if !text.is_empty() && !is_of_skipped_step(&text) {
                    let truncated = text.chars().count() >= kept
                        || text.trim_end().trim_end_matches('-').ends_with(CUT);
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
        assert_eq!(
            place("awsrunShellScript/PatchLinux/stdout"),
            pair("PatchLinux", "stdout")
        );
        let nested =
            "runDocument/InstallNoReboot/InstallNoReboot/awsrunShellScript/PatchLinux/stderr";
        assert_eq!(place(nested), pair("InstallNoReboot/PatchLinux", "stderr"));
    }
}
