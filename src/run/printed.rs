//! What nodes printed: read from the bucket when there is one, else from what Run Command keeps.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::aws::object_reads::Bucket;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::is_of_skipped_step;
use crate::domain::run::output_place::OutputPlace;
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

/// Whose output is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Printing<'a> {
    /// The account and Region.
    pub scope: &'a Scope,
    /// The command.
    pub command_id: &'a str,
    /// The association that sent it, and when its execution was made.
    pub association: Option<(&'a str, Option<Timestamp>)>,
}

/// Where some commands were sent, and where their nodes put what they print.
#[derive(Clone, Copy, Debug)]
pub struct Commands<'a> {
    /// The account and Region.
    pub scope: &'a Scope,
    /// The bucket, where there is one.
    pub place: Option<&'a OutputPlace>,
    /// The association that sent them, and when its execution was made.
    pub association: Option<(&'a str, Option<Timestamp>)>,
}

/// What the nodes of some commands printed, and whether a bucket could not be read: then it is what
/// Run Command keeps.
///
/// # Errors
/// What Run Command answered.
pub async fn of_commands(
    context: &Context,
    reach: &Reach,
    of: Commands<'_>,
    commands: &BTreeMap<String, Vec<NodeId>>,
) -> Result<(Vec<Piece>, bool)> {
    let (mut pieces, mut unread) = (Vec::new(), false);
    for (command, nodes) in commands {
        let printing = Printing {
            scope: of.scope,
            command_id: command,
            association: of.association,
        };
        // A bucket that failed once is not asked again for every command.
        let place = of.place.filter(|_| !unread);
        let nodes: Vec<&NodeId> = nodes.iter().collect();
        let (printed, failed) = of_command(context, reach, place, printing, &nodes).await?;
        pieces.extend(printed);
        unread |= failed;
    }
    Ok((pieces, unread))
}

/// Reads from the bucket where there is one, and says so where that failed.
async fn of_command(
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
            context.tell(Remark::Warning(format!(
                "{place} cannot be read, this is what Run Command keeps: {}",
                error.one_line()
            )));
            Ok((from_command(reach, printing, nodes).await?, true))
        }
    }
}

/// What the nodes put into the bucket: PREFIX/COMMAND/NODE/PLUGIN/STEP/stdout, or for an association
/// PREFIX/NODE/ASSOCIATION/RUN/PLUGIN/STEP/stdout (source of the SSM Agent).
///
/// # Errors
/// What S3 or Run Command answered.
pub async fn from_bucket(
    context: &Context,
    reach: &Reach,
    place: &OutputPlace,
    printing: Printing<'_>,
    nodes: &[&NodeId],
) -> Result<Vec<Piece>> {
    let bucket = Bucket::open(reach, &place.bucket).await;
    let id = printing.command_id;
    let mut pieces = Vec::new();
    for node in nodes {
        let (folder, keys) = keys(&bucket, place, printing, node).await?;
        // The node writes with its own permissions, and a node that lacks them still patches.
        if keys.is_empty() {
            context.tell(Remark::Note(format!(
                "{node} put nothing into {place} for {id}; this is what Run Command keeps"
            )));
            pieces.extend(from_command(reach, printing, &[node]).await?);
            continue;
        }

        for key in keys {
            let bytes = bucket.read(&key, LARGEST).await?;
            let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let printed = text.filter(|text| !is_of_skipped_step(text));
            let (step, stream) = place_of(key.strip_prefix(&folder).unwrap_or(&key));
            pieces.extend(printed.map(|text| Piece {
                source: format!("s3://{}/{key}", place.bucket),
                ..piece(printing, node, step, &stream, text)
            }));
        }
    }
    Ok(pieces)
}

/// The folder in which a node put its output, and what is in it.
async fn keys(
    bucket: &Bucket,
    place: &OutputPlace,
    printing: Printing<'_>,
    node: &NodeId,
) -> Result<(String, Vec<String>)> {
    let folder = format!(
        "{}/",
        place
            .folder(&format!("{}/{node}", printing.command_id))
            .prefix
    );
    let keys = bucket.keys(&folder).await?;

    // Which of the two an association has, no document of AWS tells.
    let Some((association, created)) = printing.association.filter(|_| keys.is_empty()) else {
        return Ok((folder, keys));
    };

    let folder = format!("{}/", place.folder(&format!("{node}/{association}")).prefix);
    let mut keys = bucket.keys(&folder).await?;

    let runs = keys
        .iter()
        .filter_map(|key| run_of(key.strip_prefix(&folder)?));
    let Some(run) = first_since(runs, created) else {
        return Ok((folder, Vec::new()));
    };
    let folder = format!("{folder}{run}/");
    keys.retain(|key| key.starts_with(&folder));
    Ok((folder, keys))
}

/// The run in a key below the folder of an association: the time when it began on the node.
fn run_of(rest: &str) -> Option<&str> {
    rest.split('/').next().filter(|run| began(run).is_some())
}

/// By how much the clock of a node may be behind that of AWS.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// The first run since an execution was made; the last of all when nobody knows when that was.
fn first_since<'r>(
    runs: impl Iterator<Item = &'r str>,
    created: Option<Timestamp>,
) -> Option<String> {
    let Some(created) = created else {
        return runs.max().map(str::to_owned);
    };
    let since = created.saturating_sub(SKEW).unwrap_or(created);
    let late = runs.filter(|run| began(run).is_some_and(|at| at >= since));
    late.min().map(str::to_owned)
}

/// `2026-11-21T12-00-00.000Z` as a time.
fn began(run: &str) -> Option<Timestamp> {
    let (day, time) = run.split_once('T')?;
    format!("{day}T{}", time.replace('-', ":")).parse().ok()
}

/// A piece as Run Command keeps it, whole.
fn piece(printing: Printing<'_>, node: &NodeId, step: String, stream: &str, text: String) -> Piece {
    Piece {
        scope: printing.scope.clone(),
        node: node.clone(),
        command_id: printing.command_id.to_owned(),
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
///
/// # Errors
/// What Run Command answered.
pub async fn from_command(
    reach: &Reach,
    printing: Printing<'_>,
    nodes: &[&NodeId],
) -> Result<Vec<Piece>> {
    let site = site(reach, printing.scope)?;
    let id = printing.command_id;
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
                truncated: is_cut(&text, kept),
                ..piece(printing, &invocation.node, step.name.clone(), stream, text)
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
    use super::first_since;

    #[test]
    fn the_run_of_an_execution_is_the_first_since_it_was_made() {
        let runs = [
            "2026-11-20T12-00-03.100Z",
            "2026-11-21T11-59-58.000Z",
            "2026-11-22T12-00-01.000Z",
        ];
        let of = |created: Option<&str>| {
            let created = created.map(|text| text.parse().expect("a time"));
            first_since(runs.into_iter(), created)
        };
        assert_eq!(of(Some("2026-11-21T12:00:00Z")).as_deref(), Some(runs[1]));
        assert_eq!(of(Some("2026-11-23T12:00:00Z")), None);
        assert_eq!(of(None).as_deref(), Some(runs[2]));
        assert_eq!(super::run_of("stdout"), None);
    }

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
