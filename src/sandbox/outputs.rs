//! The outputs of commands and the reports of automations in the buckets of the sandbox: written when
//! the first request comes after a step has ended.

use std::io::Write as _;
use std::path::Path;

use jiff::Timestamp;

use super::denial::denies;
use super::instance::Sandbox;
use super::reports::Script;
use super::ssm::command_view::{key, stdout};
use super::ssm::exports::RUNBOOK;
use super::store::Snapshot;
use super::world::changes::{Document, Kind};
use super::world::invocations::Plugin;
use super::world::invocations::{CommandRun, Invocation};
use crate::domain::id::Scope;
use crate::error::Error;
use crate::process::private;

/// One object to be written.
struct Object {
    bucket: String,
    key: String,
    text: Vec<u8>,
    /// When it was written.
    at: Timestamp,
}

/// What is due: the objects, and up to when the outputs of each command are written then.
#[derive(Default)]
struct Due {
    objects: Vec<Object>,
    marks: Vec<Document>,
}

/// Writes what is due. What cannot be written is lost, as it is when a node may not write to its
/// bucket.
pub(super) async fn write(sandbox: &Sandbox) {
    let Ok(snapshot) = sandbox.0.store.snapshot() else {
        return;
    };

    let now = sandbox.now_at(snapshot.offset);
    let mut due = due(&snapshot, now);
    add_reports(sandbox, &snapshot, now, &mut due);
    if due.marks.is_empty() {
        return;
    }
    let sandbox = sandbox.clone();
    // Other processes may be writing to the buckets.
    let written = tokio::task::spawn_blocking(move || {
        let root = sandbox.0.dir.join("s3");
        let _lock = super::s3::disk::locked(&root.join(".patchctl").join("lock"))?;
        due.objects
            .iter()
            .for_each(|object| drop(put(&root, object)));
        let marked: Result<(), Error> = sandbox.0.store.change(|_| Ok(((), due.marks)));
        marked.map_err(std::io::Error::other)
    });
    if let Ok(Err(error)) = written.await {
        tracing::warn!("the outputs of commands could not be written: {error}");
    }
}

fn put(root: &Path, object: &Object) -> std::io::Result<()> {
    let path = root.join(&object.bucket).join(&object.key);
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    private::create_folder(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(root.join(".patchctl").join("spool"))?;
    file.write_all(&object.text)?;
    file.as_file().set_modified(object.at.into())?;
    file.persist(&path).map(|_| ()).map_err(|error| error.error)
}

fn due(snapshot: &Snapshot, now: Timestamp) -> Due {
    let mut due = Due::default();
    let world = &snapshot.world;
    for scope in world.changed_scopes() {
        // Nothing is computed for an account whose commands write nowhere.
        let wants = world
            .commands(scope)
            .is_some_and(|commands| commands.values().any(|command| command.bucket.is_some()));
        let Some(timeline) = wants.then(|| world.timeline(scope)).flatten() else {
            continue;
        };
        for run in timeline
            .commands
            .iter()
            .filter(|run| run.command.bucket.is_some())
        {
            of_command(snapshot, scope, run, now, &mut due);
        }
    }

    due
}

/// The reports of automations that have ended by now.
fn add_reports(sandbox: &Sandbox, snapshot: &Snapshot, now: Timestamp, due: &mut Due) {
    let world = &snapshot.world;
    for scope in world.changed_scopes() {
        let all = world.automations(scope).into_iter();
        let exports = all.flat_map(|all| all.values());
        let exports = exports.filter(|one| one.document == RUNBOOK);
        for automation in exports.filter(|one| world.written(scope, &one.id).is_none()) {
            let course = world.course(scope, automation);
            if course.ended > now {
                continue;
            }
            due.marks
                .push(Document::of(Kind::Written, scope, &automation.id, &now));

            // Asked as of then, whenever the request comes that has it written.
            let script = Script {
                sandbox,
                snapshot,
                scope,
                at: course.ended,
            };
            let report = script
                .report(automation)
                .filter(|_| course.status == "Success");
            due.objects.extend(report.map(|(key, text)| Object {
                bucket: automation.parameter("s3BucketName").to_owned(),
                key,
                text,
                at: course.ended,
            }));
        }
    }
}

fn of_command(snapshot: &Snapshot, scope: &Scope, run: &CommandRun, now: Timestamp, due: &mut Due) {
    let world = &snapshot.world;
    let command = &run.command;
    let fresh = fresh(run, world.written(scope, &command.id), now);
    if fresh.is_empty() {
        return;
    }
    due.marks
        .push(Document::of(Kind::Written, scope, &command.id, &now));

    // A bucket of nobody or of another account takes nothing: the role of a node is of its own.
    let bucket = command.bucket.as_ref().filter(|name| {
        let found = world.buckets.get(*name);
        found.is_some_and(|bucket| bucket.account == scope.account.as_str())
    });
    let Some(bucket) = bucket else { return };
    for (invocation, plugin) in fresh {
        if !may_write(snapshot, scope, &invocation.node) {
            continue;
        }
        let output = stdout(world, scope, &invocation.node, plugin);
        for (stream, text) in [("stdout", &*output), ("stderr", plugin.stderr.as_str())] {
            // Empty outputs leave no object; this is unverified.
            if !text.is_empty() {
                due.objects.push(Object {
                    bucket: bucket.clone(),
                    key: key(command, &invocation.node, plugin, stream),
                    text: text.as_bytes().to_vec(),
                    at: plugin.ended,
                });
            }
        }
    }
}

/// Whether the role of a node lets it put objects; roles that no fleet file lists are denied nothing.
fn may_write(snapshot: &Snapshot, scope: &Scope, node: &str) -> bool {
    let world = &snapshot.world;
    let node = world.node(scope, node);
    let account = world.account(scope.account.as_str());
    let role = account.zip(node).and_then(|(account, node)| {
        let named = account.roles.iter().find(|role| role.name == node.role);
        named.map(|role| (account, role))
    });
    role.is_none_or(|(account, role)| {
        let mut denied = account.deny.iter().chain(&role.deny);
        !denied.any(|rule| denies(rule, "s3:PutObject", scope.region.as_str()))
    })
}

/// The steps that have ended by now and whose outputs were not written yet.
fn fresh(run: &CommandRun, mark: Option<Timestamp>, now: Timestamp) -> Vec<(&Invocation, &Plugin)> {
    let plugins = run.invocations.iter().flat_map(|invocation| {
        let plugins = invocation.plugins.iter();
        plugins.map(move |plugin| (invocation, plugin))
    });

    // A step that the end of its node cut off wrote nothing.
    let ended = plugins
        .filter(|(invocation, plugin)| plugin.ended <= now && plugin.ended <= invocation.ended);
    ended
        .filter(|(_, plugin)| mark.is_none_or(|mark| plugin.ended > mark))
        .collect()
}
