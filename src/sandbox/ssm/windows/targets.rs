//! Targets of windows: registered, changed, listed and taken away.

use serde_json::{Value, json};

use super::common::{
    CLIENT_TOKEN, DESCRIPTION, FILTERS, NAME, REGISTERED_ID, REPLACE, RESOURCE_TYPE, WINDOW_ID,
    change_named, check_replace, does_not_exist, echoed, filtered, limit_exceeded, made_before,
    named, only, sent, token, updated, with,
};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::ssm::baselines::answer;
use crate::sandbox::ssm::shapes::{NEXT_TOKEN, max_results};
use crate::sandbox::ssm::targets;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::windows::{Members, Registered};

/// The most targets of one window (AWS General Reference, quotas of Systems Manager).
const MOST: usize = 100;

const ID: Member = Member::required("WindowTargetId", REGISTERED_ID);
const OWNER: Member = Member::optional("OwnerInformation", Shape::text(1, 128));

static REGISTER: [Member; 7] = [
    WINDOW_ID,
    Member::required("ResourceType", RESOURCE_TYPE),
    Member::required("Targets", targets::TARGETS),
    OWNER,
    Member::optional("Name", NAME),
    DESCRIPTION,
    CLIENT_TOKEN,
];
static UPDATE: [Member; 7] = [
    WINDOW_ID,
    ID,
    Member::optional("Targets", targets::TARGETS),
    OWNER,
    Member::optional("Name", NAME),
    DESCRIPTION,
    REPLACE,
];
/// What `Replace` asks of `UpdateMaintenanceWindowTarget` besides. The type cannot be sent.
static REPLACED: [Member; 1] = [Member::required("Targets", targets::TARGETS)];
static DEREGISTER: [Member; 3] = [WINDOW_ID, ID, Member::optional("Safe", Shape::Flag)];
static LIST: [Member; 4] = [WINDOW_ID, FILTERS, max_results(10, 100), NEXT_TOKEN];

/// The members that an update can set.
const SETTABLE: [&str; 4] = ["Targets", "OwnerInformation", "Name", "Description"];
const REGISTERED: [&str; 5] = [
    "ResourceType",
    "Targets",
    "OwnerInformation",
    "Name",
    "Description",
];

pub(in crate::sandbox::ssm) fn register_target_with_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &REGISTER)?;
    let members = sent(&call.input, &REGISTERED);
    check(&members)?;

    let id = change_named(call, |_, window| {
        // As for windows: the token comes before the limit.
        let token = token(&call.input);
        let there = window.targets.iter();
        let known = made_before(token.as_ref(), there, |target| target.token.as_ref())?;
        if let Some(target) = known {
            return Ok(target.id.clone());
        }
        if window.targets.len() >= MOST {
            return Err(limit_exceeded(format!(
                "The limit of {MOST} targets per maintenance window is exceeded."
            )));
        }
        let target = window.registered(&call.scope, members, token);
        let id = target.id.clone();
        window.targets.push(target);
        Ok(id)
    })?;
    write(&json!({ "WindowTargetId": id }))
}

/// Targets fit their type: a resource group by itself, or nodes by ids and tags.
fn check(members: &Members) -> Result<(), WireError> {
    // The model allows an empty list, which would mean nobody.
    let list = members.get("Targets").and_then(Value::as_array);
    let list = list.map(Vec::as_slice).unwrap_or_default();
    if list.is_empty() {
        return Err(WireError::validation("Targets must not be empty."));
    }
    targets::check(list)?;

    let group = list
        .iter()
        .any(|target| text(target, "Key").starts_with("resource-groups:"));
    let typed = members.get("ResourceType") == Some(&json!("RESOURCE_GROUP"));
    if group == typed {
        return Ok(());
    }
    Err(WireError::validation(
        "The targets do not fit ResourceType: RESOURCE_GROUP goes with resource-groups:Name.",
    ))
}

pub(in crate::sandbox::ssm) fn update_maintenance_window_target(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE)?;
    check_replace(call, &REPLACED)?;
    let id = text(&call.input, "WindowTargetId");

    let members = change_named(call, |_, window| {
        let target = window.targets.iter_mut().find(|target| target.id == id);
        let target = target.ok_or_else(|| unknown(id))?;
        let mut after = updated(&target.members, &call.input, &SETTABLE);
        // "From any supported tag type to another" (SSM API reference): the type follows.
        let list = after.get("Targets").and_then(Value::as_array);
        let group = list.into_iter().flatten().any(is_group);
        let kind = if group { "RESOURCE_GROUP" } else { "INSTANCE" };
        after.insert("ResourceType".to_owned(), json!(kind));

        check(&after)?;
        target.members.clone_from(&after);
        Ok(after)
    })?;
    // The shape of this answer has no ResourceType.
    let ids = json!({"WindowId": text(&call.input, "WindowId"), "WindowTargetId": id});
    write(&with(only(&members, &SETTABLE), ids))
}

fn is_group(target: &Value) -> bool {
    text(target, "Key").starts_with("resource-groups:")
}

fn unknown(id: &str) -> WireError {
    does_not_exist(&format!("Window target {id} does not exist"))
}

/// With `Safe` a target that a task names stays; without it the task keeps an id of nothing.
pub(in crate::sandbox::ssm) fn deregister_target_from_maintenance_window(
    call: &Call<'_>,
) -> Answer {
    constraint::check(&call.input, &DEREGISTER)?;
    let id = text(&call.input, "WindowTargetId");
    let safe = call.input.get("Safe") == Some(&Value::Bool(true));

    change_named(call, |_, window| {
        window.target(id).ok_or_else(|| unknown(id))?;

        // Without `Safe` a task keeps the id of a target that is gone.
        if safe && window.tasks.iter().any(|task| names(task, id)) {
            let message = format!("Window target {id} is referenced by a task.");
            return Err(WireError::new("TargetInUseException", message));
        }
        window.targets.retain(|target| target.id != id);
        Ok(())
    })?;
    echoed("WindowTargetId", text(&call.input, "WindowId"), id)
}

fn names(task: &Registered, id: &str) -> bool {
    task.targets().iter().any(|target| {
        text(target, "Key") == "WindowTargetIds" && texts(target, "Values").contains(&id)
    })
}

pub(in crate::sandbox::ssm) fn describe_maintenance_window_targets(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let window = named(call, &call.snapshot.world)?;
    let targets = window.targets.iter().collect();
    // The keys are those of the reference, and not all of them are called like their members.
    let keys = ["Type", "WindowTargetId", "OwnerInformation"];
    let found = filtered(call, targets, &keys, |target: &&Registered, key| {
        let member = match key {
            "WindowTargetId" => return target.id.clone(),
            "Type" => "ResourceType",
            other => other,
        };
        target.text(member).to_owned()
    })?;

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|target| {
            let ids = json!({"WindowId": window.id, "WindowTargetId": target.id});
            with(target.members.clone(), ids)
        })
        .collect();
    answer("Targets", &rows, next_token)
}

/// The ids of registered targets that a list of targets names.
pub(super) fn registered_ids(members: &Value) -> Vec<&str> {
    let targets = items(members, "Targets").iter();
    targets
        .filter(|target| text(target, "Key") == "WindowTargetIds")
        .flat_map(|target| texts(target, "Values"))
        .collect()
}
