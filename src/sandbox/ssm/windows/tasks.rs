//! Tasks of windows: registered, changed, read, listed and taken away.

use serde_json::{Value, json};

use super::common::{
    FILTERS, WINDOW_ID, change_named, check_replace, does_not_exist, echoed, filtered,
    limit_exceeded, made_before, named, sent, token, updated, with,
};
use super::task_check::check;
use super::task_input::{REGISTER, REPLACED, SETTABLE, TASK_ID, UPDATE};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, text};
use crate::sandbox::paging;
use crate::sandbox::regions;
use crate::sandbox::ssm::baselines::answer;
use crate::sandbox::ssm::shapes::{NEXT_TOKEN, max_results};
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::windows::{Members, Registered};

/// The most tasks of one window (AWS General Reference, quotas of Systems Manager).
const MOST: usize = 20;

static ONE: [Member; 2] = [WINDOW_ID, TASK_ID];
static LIST: [Member; 4] = [WINDOW_ID, FILTERS, max_results(10, 100), NEXT_TOKEN];

pub(in crate::sandbox::ssm) fn register_task_with_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &REGISTER)?;
    let id = change_named(call, |_, window| {
        // The token first: a repeated call makes nothing, also when the limit was reached since.
        let token = token(&call.input);
        let there = window.tasks.iter();
        let known = made_before(token.as_ref(), there, |task| task.token.as_ref())?;
        if let Some(task) = known {
            return Ok(task.id.clone());
        }
        if window.tasks.len() >= MOST {
            return Err(limit_exceeded(format!(
                "The limit of {MOST} tasks per maintenance window is exceeded."
            )));
        }

        let mut members = sent(&call.input, &SETTABLE);
        members.extend(sent(&call.input, &["TaskType"]));
        check(call, window, &mut members)?;
        let task = window.registered(&call.scope, members, token);
        let id = task.id.clone();
        window.tasks.push(task);
        Ok(id)
    })?;
    write(&json!({ "WindowTaskId": id }))
}

pub(in crate::sandbox::ssm) fn update_maintenance_window_task(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE)?;
    check_replace(call, &REPLACED)?;
    let id = text(&call.input, "WindowTaskId");

    let members = change_named(call, |_, window| {
        let task = window.task(id).ok_or_else(|| unknown(id))?;
        let mut after = updated(&task.members, &call.input, &SETTABLE);
        check(call, window, &mut after)?;
        let mut tasks = window.tasks.iter_mut();
        let task = tasks
            .find(|task| task.id == id)
            .ok_or_else(|| unknown(id))?;
        task.members.clone_from(&after);
        Ok(after)
    })?;
    // The shape of this answer has no TaskType.
    let mut shown = shown(call, &members);
    shown.remove("TaskType");
    write(&with(shown, ids(call, id)))
}

fn unknown(id: &str) -> WireError {
    does_not_exist(&format!("Window task {id} does not exist"))
}

fn ids(call: &Call<'_>, id: &str) -> Value {
    json!({"WindowId": text(&call.input, "WindowId"), "WindowTaskId": id})
}

pub(in crate::sandbox::ssm) fn deregister_task_from_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &ONE)?;
    let id = text(&call.input, "WindowTaskId");
    change_named(call, |_, window| {
        window.task(id).ok_or_else(|| unknown(id))?;
        window.tasks.retain(|task| task.id != id);
        Ok(())
    })?;
    echoed("WindowTaskId", text(&call.input, "WindowId"), id)
}

pub(in crate::sandbox::ssm) fn get_maintenance_window_task(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &ONE)?;
    let id = text(&call.input, "WindowTaskId");
    let window = named(call, &call.snapshot.world)?;
    let task = window.task(id).ok_or_else(|| unknown(id))?;
    write(&with(shown(call, &task.members), ids(call, id)))
}

/// A task as answers show it: the role that the service takes when none is given, and the lists
/// and the priority that are there also when they were not sent (samples of the AWS CLI reference).
fn shown(call: &Call<'_>, members: &Members) -> Members {
    // What was sent stands, and only what was not is filled in.
    let mut shown = members.clone();
    let role = json!(format!(
        "arn:{}:iam::{}:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM",
        regions::partition(call.scope.region.as_str()),
        call.scope.account
    ));

    for (name, value) in [
        ("ServiceRoleArn", role),
        ("Targets", json!([])),
        ("TaskParameters", json!({})),
        ("Priority", json!(0)),
    ] {
        shown.entry(name).or_insert(value);
    }
    shown
}

/// Without the invocation parameters, which only the answer about one task has.
pub(in crate::sandbox::ssm) fn describe_maintenance_window_tasks(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let window = named(call, &call.snapshot.world)?;
    let tasks = window.tasks.iter().collect();
    // The keys that the reference names; the priority is compared as a text.
    let keys = ["WindowTaskId", "TaskArn", "Priority", "TaskType"];
    let found = filtered(call, tasks, &keys, |task: &&Registered, key| match key {
        "WindowTaskId" => task.id.clone(),
        "Priority" => shown(call, &task.members)["Priority"].to_string(),
        member => task.text(member).to_owned(),
    })?;

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|task| {
            let mut row = shown(call, &task.members);
            row.remove("TaskInvocationParameters");
            let kind = row.remove("TaskType").unwrap_or_default();
            let ids = json!({"WindowId": window.id, "WindowTaskId": task.id, "Type": kind});
            with(row, ids)
        })
        .collect();
    answer("Tasks", &rows, next_token)
}
