//! Maintenance windows that open, and their tasks one priority after the other.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::bounds::MOST_AT_ONCE;
use super::place::Place;
use crate::domain::id::Scope;
use crate::sandbox::constraint::{text, texts};
use crate::sandbox::derive;
use crate::sandbox::identity::Caller;
use crate::sandbox::ssm::documents::lookup;
use crate::sandbox::ssm::send::{From, Request, next_number, parameters};
use crate::sandbox::ssm::targets::select;
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::commands::{Cancel, Command};
use crate::sandbox::world::window_executions::{Task, TaskExecution, WindowExecution};
use crate::sandbox::world::windows::{Registered, Window};

/// When a window has something to do next.
pub(super) fn next(world: &World, scope: &Scope, window: &Window) -> Option<Timestamp> {
    let waiting = open(world, scope, window).map(|one| one.begun_until(world, scope));
    let opens = window.runs_after(followed_until(world, scope, window), 1);
    waiting.into_iter().chain(opens).min()
}

/// The execution whose next tasks wait for those before them.
fn open<'w>(world: &'w World, scope: &Scope, window: &Window) -> Option<&'w Arc<WindowExecution>> {
    let mut executions = world.window_executions(scope, &window.id).rev();
    executions.find(|one| {
        !one.waiting.is_empty()
            && one.cancelled.is_none()
            && one.begun_until(world, scope) < one.cutoff
    })
}

/// Up to which moment its schedule was followed.
fn followed_until(world: &World, scope: &Scope, window: &Window) -> Timestamp {
    // Still at work from the time before: AWS skips this one (`SKIPPED_OVERLAPPING`).
    let last = world.window_executions(scope, &window.id).next_back();
    last.map_or(window.modified, |one| one.at.max(window.modified))
}

/// What the windows of an account and Region do first up to a moment: one of them opens, or goes on.
pub(super) fn run(place: &Place<'_>, world: &World, until: Timestamp) -> Vec<Document> {
    let scope = &place.scope;
    let due = world.made_windows(scope).filter_map(|window| {
        let at = next(world, scope, window).filter(|at| *at <= until)?;
        Some((at, window))
    });
    let Some((at, window)) = due.min_by_key(|(at, window)| (*at, window.number)) else {
        return Vec::new();
    };
    if let Some(execution) = open(world, scope, window)
        && execution.begun_until(world, scope) <= at
    {
        return go_on(place, world, window, (**execution).clone(), at);
    }
    begin(place, world, window, until)
}

/// Opens a window. Of many times that were missed at once only the newest are made up for.
fn begin(place: &Place<'_>, world: &World, window: &Window, until: Timestamp) -> Vec<Document> {
    let scope = &place.scope;
    let Some(at) = first_of_newest(window, followed_until(world, scope, window), until) else {
        return Vec::new();
    };

    let last = world.window_executions(scope, &window.id).next_back();
    let busy = last.is_some_and(|last| last.standing(world, scope, at).ended.is_none());
    let number = last.map_or(1, |last| last.number + 1);
    let execution = WindowExecution {
        id: derive::uuid(&[
            "window execution",
            scope.account.as_str(),
            scope.region.as_str(),
            &window.id,
            &number.to_string(),
        ]),
        number,
        window: window.id.clone(),
        at,
        cutoff: window.cutoff_after(at),
        skipped: busy,
        cancelled: None,
        tasks: Vec::new(),
        waiting: if busy {
            Vec::new()
        } else {
            tasks(world, scope, window)
        },
    };
    if execution.waiting.is_empty() {
        return vec![stored(scope, &execution)];
    }
    go_on(place, world, window, execution, at)
}

/// The first time that is made up for, of those that were missed.
fn first_of_newest(window: &Window, after: Timestamp, until: Timestamp) -> Option<Timestamp> {
    let mut times: VecDeque<Timestamp> = VecDeque::new();
    let mut from = after;
    loop {
        let next = window.runs_after(from, 1).first().copied();
        let Some(at) = next.filter(|at| *at <= until) else {
            return times.front().copied();
        };
        times.push_back(at);
        if times.len() > MOST_AT_ONCE {
            times.pop_front();
        }
        from = at;
    }
}

/// The tasks of a window in the order of their priorities, with the nodes that they are for now.
fn tasks(world: &World, scope: &Scope, window: &Window) -> Vec<Task> {
    let mut all: Vec<Task> = window
        .tasks
        .iter()
        .map(|task| {
            let (nodes, target) = nodes(world, scope, window, task);
            Task {
                id: task.id.clone(),
                priority: task
                    .members
                    .get("Priority")
                    .and_then(Value::as_i64)
                    .unwrap_or(1),
                members: task.members.clone(),
                nodes,
                owner: target
                    .map(|target| target.text("OwnerInformation").to_owned())
                    .filter(|owner| !owner.is_empty()),
                target: target.map(|target| target.id.clone()),
            }
        })
        .collect();
    // A stable sort: tasks of one priority keep the order of their registration.
    all.sort_by_key(|task| task.priority);
    all
}

/// The nodes of a task, and the first registered target that it names.
fn nodes<'w>(
    world: &World,
    scope: &Scope,
    window: &'w Window,
    task: &Registered,
) -> (Vec<String>, Option<&'w Registered>) {
    let mut first = None;
    let mut found: Vec<String> = Vec::new();
    for target in task.targets() {
        let ids = texts(target, "Values");
        if text(target, "Key") != "WindowTargetIds" {
            found.extend(select(world, scope, std::slice::from_ref(target)));
            continue;
        }
        for registered in ids.into_iter().filter_map(|id| window.target(id)) {
            first.get_or_insert(registered);
            found.extend(select(world, scope, registered.targets()));
        }
    }
    // A node that two targets mean is reached once.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|node| seen.insert(node.clone()));
    (found, first)
}

/// Begins the tasks of the next priority.
fn go_on(
    place: &Place<'_>,
    world: &World,
    window: &Window,
    mut execution: WindowExecution,
    at: Timestamp,
) -> Vec<Document> {
    let scope = &place.scope;
    let Some(priority) = execution.waiting.first().map(|task| task.priority) else {
        return Vec::new();
    };
    let (now, later): (Vec<Task>, Vec<Task>) = execution
        .waiting
        .into_iter()
        .partition(|task| task.priority == priority);
    execution.waiting = later;

    let mut number = next_number(world, scope);
    let mut documents = Vec::new();
    for task in now {
        let command = command(place, &execution, window, &task, at, number);
        number += u64::from(command.is_some());
        documents.extend(
            command
                .iter()
                .map(|command| Document::of(Kind::Command, scope, &command.id, command)),
        );
        execution.tasks.push(TaskExecution {
            id: derive::uuid(&["task execution", &execution.id, &task.id]),
            at,
            command: command.map(|command| command.id),
            task,
        });
    }
    documents.push(stored(scope, &execution));
    documents
}

/// An execution as it is stored.
pub(in crate::sandbox) fn stored(scope: &Scope, execution: &WindowExecution) -> Document {
    let name = format!("{} {}", execution.window, execution.number);
    Document::of(Kind::WindowExecution, scope, &name, execution)
}

/// The command of a task; `None` for nobody, and for tasks that are no commands.
fn command(
    place: &Place<'_>,
    execution: &WindowExecution,
    window: &Window,
    task: &Task,
    at: Timestamp,
    number: u64,
) -> Option<Command> {
    if member(task, "TaskType") != "RUN_COMMAND" || task.nodes.is_empty() {
        return None;
    }
    let caller = Caller::service(&place.scope);
    let call = place.call(&caller, at);
    let definition = lookup(&call, member(task, "TaskArn"))?;
    let sent = task.members.get("TaskInvocationParameters");
    let sent = sent.map_or(&Value::Null, |all| &all["RunCommand"]);

    let mut parameters = parameters(sent);
    // Of a window the service makes the snapshot id out of the execution (User Guide, "About the
    // AWS-RunPatchBaseline SSM document").
    if definition.takes("SnapshotId") {
        let own = parameters.entry("SnapshotId".to_owned());
        own.or_insert_with(|| vec![execution.id.clone()]);
    }
    let input = input(sent, task);
    let request = Request {
        definition: &definition,
        parameters,
        nodes: task.nodes.clone(),
        input: &input,
        from: From::Window,
    };
    let mut command = request.command(&call, number, at);
    command.closes = Some(execution.cutoff);
    command.owner = task.owner.clone().unwrap_or_default();
    if member(task, "CutoffBehavior") == "CANCEL_TASK" {
        command.cancels.push(Cancel {
            at: window.cutoff_after(execution.at),
            nodes: Vec::new(),
        });
    }
    Some(command)
}

fn member<'t>(task: &'t Task, name: &str) -> &'t str {
    let value = task.members.get(name).and_then(Value::as_str);
    value.unwrap_or_default()
}

/// The members of `SendCommand` that a task has elsewhere.
fn input(sent: &Value, task: &Task) -> Value {
    let mut input = match sent {
        Value::Object(_) => sent.clone(),
        _ => json!({}),
    };
    for (member, from) in [
        ("MaxConcurrency", "MaxConcurrency"),
        ("MaxErrors", "MaxErrors"),
    ] {
        if let Some(value) = task.members.get(from) {
            input[member] = value.clone();
        }
    }
    input["InstanceIds"] = json!(task.nodes);
    input
}
