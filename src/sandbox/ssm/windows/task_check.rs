//! What the documentation asks of tasks beyond the model. The sentences are unverified.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::common::{does_not_exist, limit_exceeded};
use super::targets::registered_ids;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{items, text, texts};
use crate::sandbox::ssm::documents::find;
use crate::sandbox::ssm::send;
use crate::sandbox::wire::WireError;
use crate::sandbox::world::documents::DocumentKind;
use crate::sandbox::world::windows::{Members, Registered, Window};

/// The most registered targets of one task (AWS General Reference, quotas of Systems Manager).
const MOST_TARGETS: usize = 10;

/// Which part of `TaskInvocationParameters` belongs to which type.
const PARTS: [(&str, &str); 4] = [
    ("RUN_COMMAND", "RunCommand"),
    ("AUTOMATION", "Automation"),
    ("STEP_FUNCTIONS", "StepFunctions"),
    ("LAMBDA", "Lambda"),
];

/// Checks a task, and fills in what the service fills in.
pub(super) fn check(
    call: &Call<'_>,
    window: &Window,
    members: &mut Members,
) -> Result<(), WireError> {
    let task = Value::Object(members.clone());
    check_targets(window, &task)?;
    check_part(&task)?;
    if text(&task, "TaskType") == "RUN_COMMAND" {
        check_command(call, &task)?;
    }

    // Without a target both are a placeholder that means nothing (SSM API reference).
    if items(&task, "Targets").is_empty() {
        members.insert("MaxConcurrency".to_owned(), json!("1"));
        members.insert("MaxErrors".to_owned(), json!("1"));
    }
    Ok(())
}

fn check_targets(window: &Window, task: &Value) -> Result<(), WireError> {
    // Tags and groups are registered with the window first; a task names what was registered, or
    // nodes (SSM API reference, RegisterTaskWithMaintenanceWindow).
    let targets = items(task, "Targets");
    for target in targets {
        let key = text(target, "Key");
        if !matches!(key, "InstanceIds" | "WindowTargetIds") {
            let message =
                format!("Invalid target key: {key}. A task takes InstanceIds and WindowTargetIds.");
            return Err(WireError::validation(message));
        }
        if texts(target, "Values").is_empty() {
            let message = format!("The target {key} has no values.");
            return Err(WireError::validation(message));
        }
    }

    // The quota counts registrations, so that nodes by id are not in it; that it does is inferred.
    let ids = registered_ids(task);
    if ids.len() > MOST_TARGETS {
        return Err(limit_exceeded(format!(
            "The limit of {MOST_TARGETS} targets per task is exceeded."
        )));
    }
    if let Some(id) = ids.iter().find(|id| window.target(id).is_none()) {
        return Err(does_not_exist(&format!(
            "Window target {id} does not exist"
        )));
    }
    check_unassociated(window, targets)?;
    check_amounts(task)
}

/// Without `AllowUnassociatedTargets` a task names only nodes that are registered (SSM API
/// reference, CreateMaintenanceWindow).
fn check_unassociated(window: &Window, targets: &[Value]) -> Result<(), WireError> {
    // Only nodes by id can be unassociated: registrations are the window's own.
    if window.members.get("AllowUnassociatedTargets") == Some(&Value::Bool(true)) {
        return Ok(());
    }
    let registered: Vec<&str> = window
        .targets
        .iter()
        .flat_map(Registered::targets)
        .filter(|target| text(target, "Key") == "InstanceIds")
        .flat_map(|target| texts(target, "Values"))
        .collect();
    let mut named = targets
        .iter()
        .filter(|target| text(target, "Key") == "InstanceIds")
        .flat_map(|target| texts(target, "Values"));

    match named.find(|id| !registered.contains(id)) {
        None => Ok(()),
        Some(id) => Err(WireError::validation(format!(
            "{id} is not a registered target, and the maintenance window does not allow unassociated targets."
        ))),
    }
}

/// Both are required with targets, and cannot be given without (SSM API reference,
/// RegisterTaskWithMaintenanceWindow); Run Command needs targets.
fn check_amounts(task: &Value) -> Result<(), WireError> {
    let some = !items(task, "Targets").is_empty();
    if !some && text(task, "TaskType") == "RUN_COMMAND" {
        return Err(WireError::validation(
            "One or more targets must be specified for RUN_COMMAND tasks.",
        ));
    }

    for name in ["MaxConcurrency", "MaxErrors"] {
        let given = text(task, name);
        if some && given.is_empty() {
            let message = format!("{name} must be specified for a task with targets.");
            return Err(WireError::validation(message));
        }
        // The placeholder comes back with an update.
        if !some && !matches!(given, "" | "1") {
            let message = format!("{name} cannot be specified for a task without targets.");
            return Err(WireError::validation(message));
        }
    }
    Ok(())
}

/// "Populate only the fields that match the task type" (SSM API reference).
fn check_part(task: &Value) -> Result<(), WireError> {
    // A part that is null was not sent.
    let kind = text(task, "TaskType");
    let parts = task.get("TaskInvocationParameters");
    let stray = PARTS.iter().find(|(of, part)| {
        let part = parts.and_then(|parts| parts.get(*part));
        *of != kind && part.is_some_and(|part| !part.is_null())
    });

    match stray {
        None => Ok(()),
        Some((_, part)) => Err(WireError::validation(format!(
            "TaskInvocationParameters.{part} does not match the task type {kind}."
        ))),
    }
}

/// The document is there, and takes the parameters. One of the service's own variables in a value
/// (`{{ TARGET_ID }}`) is filled in later, so that only the names can be judged.
fn check_command(call: &Call<'_>, task: &Value) -> Result<(), WireError> {
    let document = find(call, text(task, "TaskArn"), DocumentKind::Command)
        .map_err(|error| WireError::validation(error.message))?;
    let mut given = given(task);

    let unknown = given.keys().find(|name| {
        let mut known = document.parameters.iter();
        !known.any(|parameter| parameter.name == **name)
    });
    if let Some(name) = unknown {
        return Err(WireError::validation(format!(
            "Parameter {name} is not a parameter of the document {}.",
            document.name()
        )));
    }

    let mut values = given.values().flatten();
    if values.any(|value| value.contains("{{")) {
        return Ok(());
    }
    // The service gives the snapshot of the execution by itself (User Guide,
    // "AWS-RunPatchBaseline"); one that is given is taken as it is.
    given.remove("SnapshotId");
    document.check(&given).map_err(WireError::validation)
}

/// The parameters of the document: those of the task type, or the deprecated `TaskParameters`, which
/// count where the others are not given (SSM API reference, RegisterTaskWithMaintenanceWindow).
fn given(task: &Value) -> BTreeMap<String, Vec<String>> {
    let parts = task.get("TaskInvocationParameters");

    if let Some(part) = parts.and_then(|parts| parts.get("RunCommand")) {
        return send::parameters(part);
    }
    let old = task.get("TaskParameters").and_then(Value::as_object);
    old.into_iter()
        .flatten()
        .map(|(name, expression)| {
            let values = texts(expression, "Values").into_iter();
            (name.clone(), values.map(str::to_owned).collect())
        })
        .collect()
}
