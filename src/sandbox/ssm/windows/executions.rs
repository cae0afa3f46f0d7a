//! What windows did: executions, their tasks and the invocations of those, and
//! `CancelMaintenanceWindowExecution`.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::common::WINDOW_ID;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, items, text, texts};
use crate::sandbox::derive;
use crate::sandbox::paging;
use crate::sandbox::schedules::windows::stored;
use crate::sandbox::ssm::baselines::answer;
use crate::sandbox::ssm::command_view;
use crate::sandbox::ssm::send::cancel;
use crate::sandbox::ssm::shapes::{NEXT_TOKEN, is_uuid, max_results};
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::window_executions::{TaskExecution, WindowExecution};
use crate::sandbox::world::window_standing::Standing;

const ID: Shape = Shape::pattern(
    36,
    36,
    Pattern {
        text: "^[0-9a-fA-F]{8}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{12}$",
        matches: is_uuid,
    },
);
const EXECUTION: Member = Member::required("WindowExecutionId", ID);
const TASK: Member = Member::required("TaskId", ID);
static FILTER_VALUE: Shape = Shape::text(1, 256);
static FILTER: [Member; 2] = [
    Member::optional("Key", Shape::text(1, 128)),
    Member::optional("Values", Shape::list(0, usize::MAX, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
const FILTERS: Member = Member::optional("Filters", Shape::list(0, 5, &FILTER_SHAPE));

static EXECUTIONS: [Member; 4] = [WINDOW_ID, FILTERS, max_results(10, 100), NEXT_TOKEN];
static GET: [Member; 1] = [EXECUTION];
static TASKS: [Member; 4] = [EXECUTION, FILTERS, max_results(10, 100), NEXT_TOKEN];
static GET_TASK: [Member; 2] = [EXECUTION, TASK];
static INVOCATIONS: [Member; 5] = [EXECUTION, TASK, FILTERS, max_results(10, 100), NEXT_TOKEN];
static GET_INVOCATION: [Member; 3] = [EXECUTION, TASK, Member::required("InvocationId", ID)];

fn missing(what: &str) -> WireError {
    WireError::new("DoesNotExistException", format!("{what} does not exist"))
}

pub(in crate::sandbox::ssm) fn describe_maintenance_window_executions(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &EXECUTIONS)?;
    let id = text(&call.input, "WindowId");
    let world = &call.snapshot.world;
    if world.maintenance_window(&call.scope, id).is_none() {
        return Err(missing(&format!("Maintenance window {id}")));
    }
    let filters = items(&call.input, "Filters");
    let bounds = bounds(filters)?;

    let rows: Vec<Value> = world
        .window_executions(&call.scope, id)
        .rev()
        .filter(|one| one.at <= call.now && bounds.iter().all(|bound| bound.passes(one.at)))
        .map(|one| execution_row(call, one))
        .collect();
    let (page, next_token) = paging::cut(call, &rows, 100, 100, "InternalServerError")?;
    answer("WindowExecutions", page, next_token)
}

/// A bound of `ExecutedBefore` or `ExecutedAfter`.
struct Bound {
    before: bool,
    at: Timestamp,
}

impl Bound {
    fn passes(&self, at: Timestamp) -> bool {
        if self.before {
            at < self.at
        } else {
            at > self.at
        }
    }
}

fn bounds(filters: &[Value]) -> Result<Vec<Bound>, WireError> {
    let mut found = Vec::new();
    for filter in filters {
        let before = match text(filter, "Key") {
            "ExecutedBefore" => true,
            "ExecutedAfter" => false,
            key => {
                return Err(WireError::validation(format!("Invalid filter key: {key}")));
            }
        };
        for value in texts(filter, "Values") {
            let at = value
                .parse()
                .map_err(|_| WireError::validation(format!("The value {value} is not a time.")))?;
            found.push(Bound { before, at });
        }
    }
    Ok(found)
}

/// What every answer says of how something stands.
fn with_standing(mut value: Value, at: Timestamp, standing: Standing) -> Value {
    value["Status"] = json!(standing.status);
    value["StartTime"] = json!(Epoch(at));
    if let Some(ended) = standing.ended {
        value["EndTime"] = json!(Epoch(ended));
    }
    if standing.status == "SKIPPED_OVERLAPPING" {
        value["StatusDetails"] = json!("The previous execution was still running.");
    }
    value
}

fn execution_row(call: &Call<'_>, execution: &WindowExecution) -> Value {
    let standing = execution.standing(&call.snapshot.world, &call.scope, call.now);
    let row = json!({
        "WindowId": execution.window,
        "WindowExecutionId": execution.id,
    });
    with_standing(row, execution.at, standing)
}

fn find<'c>(call: &'c Call<'_>) -> Result<&'c Arc<WindowExecution>, WireError> {
    let id = text(&call.input, "WindowExecutionId");
    let found = call.snapshot.world.window_execution(&call.scope, id);
    found
        .filter(|one| one.at <= call.now)
        .ok_or_else(|| missing(&format!("Maintenance window execution {id}")))
}

pub(in crate::sandbox::ssm) fn get_maintenance_window_execution(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let execution = find(call)?;
    let standing = execution.standing(&call.snapshot.world, &call.scope, call.now);
    let tasks: Vec<&str> = begun(call, execution)
        .map(|task| task.id.as_str())
        .collect();
    let output = json!({"WindowExecutionId": execution.id, "TaskIds": tasks});
    write(&with_standing(output, execution.at, standing))
}

fn begun<'e>(
    call: &'e Call<'_>,
    execution: &'e WindowExecution,
) -> impl Iterator<Item = &'e TaskExecution> {
    let tasks = execution.tasks.iter();
    tasks.filter(|task| task.at <= call.now)
}

pub(in crate::sandbox::ssm) fn describe_maintenance_window_execution_tasks(
    call: &Call<'_>,
) -> Answer {
    constraint::check(&call.input, &TASKS)?;
    let execution = find(call)?;
    let filters = items(&call.input, "Filters");
    check_statuses(filters)?;

    let rows: Vec<Value> = begun(call, execution)
        .map(|task| {
            let standing = task.standing(&call.snapshot.world, &call.scope, call.now);
            let row = json!({
                "WindowExecutionId": execution.id,
                "TaskExecutionId": task.id,
                "TaskArn": task.task.members.get("TaskArn"),
                "TaskType": task.task.members.get("TaskType"),
            });
            with_standing(row, task.at, standing)
        })
        .filter(|row| passes(row, filters))
        .collect();
    let (page, next_token) = paging::cut(call, &rows, 100, 100, "InternalServerError")?;
    answer("WindowExecutionTaskIdentities", page, next_token)
}

/// The one key that these two lists have (SSM API reference).
fn check_statuses(filters: &[Value]) -> Result<(), WireError> {
    match filters.iter().find(|one| text(one, "Key") != "STATUS") {
        Some(filter) => Err(WireError::validation(format!(
            "Invalid filter key: {}",
            text(filter, "Key")
        ))),
        None => Ok(()),
    }
}

fn passes(row: &Value, filters: &[Value]) -> bool {
    let status = row["Status"].as_str().unwrap_or_default();
    filters
        .iter()
        .all(|filter| texts(filter, "Values").contains(&status))
}

fn task<'e>(
    call: &'e Call<'_>,
    execution: &'e WindowExecution,
) -> Result<&'e TaskExecution, WireError> {
    let id = text(&call.input, "TaskId");
    let found = begun(call, execution).find(|task| task.id == id);
    found.ok_or_else(|| missing(&format!("Task execution {id}")))
}

pub(in crate::sandbox::ssm) fn get_maintenance_window_execution_task(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET_TASK)?;
    let execution = find(call)?;
    let task = task(call, execution)?;
    let standing = task.standing(&call.snapshot.world, &call.scope, call.now);
    let members = &task.task.members;
    let mut output = json!({
        "WindowExecutionId": execution.id,
        "TaskExecutionId": task.id,
        "Priority": task.task.priority,
        "TaskParameters": [],
    });

    // Two of them have other names here than at the registration.
    for (member, from) in [
        ("TaskArn", "TaskArn"),
        ("Type", "TaskType"),
        ("ServiceRole", "ServiceRoleArn"),
        ("MaxConcurrency", "MaxConcurrency"),
        ("MaxErrors", "MaxErrors"),
    ] {
        if let Some(value) = members.get(from) {
            output[member] = value.clone();
        }
    }
    write(&with_standing(output, task.at, standing))
}

pub(in crate::sandbox::ssm) fn describe_maintenance_window_execution_task_invocations(
    call: &Call<'_>,
) -> Answer {
    constraint::check(&call.input, &INVOCATIONS)?;
    let execution = find(call)?;
    let task = task(call, execution)?;
    let filters = items(&call.input, "Filters");
    check_statuses(filters)?;
    let rows: Vec<Value> = invocation(call, execution, task)
        .into_iter()
        .filter(|row| passes(row, filters))
        .collect();
    let (page, next_token) = paging::cut(call, &rows, 100, 100, "InternalServerError")?;
    answer("WindowExecutionTaskInvocationIdentities", page, next_token)
}

/// The one invocation of a task: its command. For nobody there is none.
fn invocation(call: &Call<'_>, execution: &WindowExecution, task: &TaskExecution) -> Option<Value> {
    let command = task.command.as_ref()?;
    let standing = task.standing(&call.snapshot.world, &call.scope, call.now);
    let sent = command_view::find(&call.snapshot.world, call, command)?;
    let parameters = json!({
        "documentName": sent.document,
        "instanceIds": sent.nodes,
        "maxConcurrency": sent.concurrency,
        "maxErrors": sent.errors,
        "parameters": sent.parameters,
    });
    let mut row = json!({
        "WindowExecutionId": execution.id,
        "TaskExecutionId": task.id,
        "InvocationId": derive::uuid(&["task invocation", &task.id]),
        // For a command its id (SSM API, shape MaintenanceWindowExecutionTaskInvocationIdentity).
        "ExecutionId": command,
        "TaskType": "RUN_COMMAND",
        "Parameters": parameters.to_string(),
    });
    if let Some(owner) = &task.task.owner {
        row["OwnerInformation"] = json!(owner);
    }
    if let Some(target) = &task.task.target {
        row["WindowTargetId"] = json!(target);
    }
    Some(with_standing(row, task.at, standing))
}

pub(in crate::sandbox::ssm) fn get_maintenance_window_execution_task_invocation(
    call: &Call<'_>,
) -> Answer {
    constraint::check(&call.input, &GET_INVOCATION)?;
    let execution = find(call)?;
    let task = task(call, execution)?;
    let id = text(&call.input, "InvocationId");
    let found = invocation(call, execution, task).filter(|row| row["InvocationId"] == id);
    write(&found.ok_or_else(|| missing(&format!("Task invocation {id}")))?)
}

pub(in crate::sandbox::ssm) fn cancel_maintenance_window_execution(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let id = text(&call.input, "WindowExecutionId");
    call.change(|world| {
        let execution = world.window_execution(&call.scope, id);
        let execution = execution
            .filter(|one| one.at <= call.now)
            .ok_or_else(|| missing(&format!("Maintenance window execution {id}")))?;
        let mut execution = (**execution).clone();
        // One that is over stays as it ended; which error AWS has for that is unverified.
        if execution
            .standing(world, &call.scope, call.now)
            .ended
            .is_some()
        {
            return Ok(((), Vec::new()));
        }

        execution.cancelled = Some(call.now);
        let mut documents = vec![stored(&call.scope, &execution)];
        for task in &execution.tasks {
            let sent = task.command.as_ref();
            let sent = sent.and_then(|id| command_view::find(world, call, id));
            documents.extend(
                sent.into_iter()
                    .flat_map(|sent| cancel(world, call, &sent, Vec::new())),
            );
        }
        Ok(((), documents))
    })?;
    write(&json!({ "WindowExecutionId": id }))
}
