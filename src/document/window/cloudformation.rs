//! Windows as a CloudFormation template: `AWS::SSM::MaintenanceWindow`, its targets and its task.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::document::cloud::{logical_id, tags};
use crate::document::quoted::quoted;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::window::{Definition, TargetSet, Task};
use crate::error::Result;

/// The template, in YAML. That a window is off has no property there.
///
/// # Errors
/// When the template cannot be written as YAML.
pub fn cloudformation(all: &[(&Definition, Option<&BTreeMap<String, String>>)]) -> Result<String> {
    let mut resources = Map::new();
    let mut taken = BTreeSet::new();
    for (definition, tags) in all {
        let id = logical_id("Window", &definition.name, &mut taken);
        let window = json!({ "Ref": id });
        resources.insert(
            id.clone(),
            resource("MaintenanceWindow", window_of(definition, *tags)),
        );

        // References make CloudFormation create what is named first.
        let mut on = Vec::new();
        for (index, set) in definition.targets.iter().flatten().enumerate() {
            let name = format!("{id}Target{}", index + 1);
            if set.task {
                on.push(json!({ "Ref": name }));
            }
            let target = target(&window, set);
            resources.insert(name, resource("MaintenanceWindowTarget", target));
        }
        if let Some(task) = &definition.task {
            let task = task_of(&window, task, &on);
            resources.insert(format!("{id}Task"), resource("MaintenanceWindowTask", task));
        }
    }

    quoted(json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Maintenance windows",
        "Resources": resources,
    }))
}

fn resource(kind: &str, properties: Value) -> Value {
    json!({ "Type": format!("AWS::SSM::{kind}"), "Properties": properties })
}

/// Properties of which some are not there.
fn properties(all: Value) -> Value {
    match all {
        Value::Object(mut members) => {
            members.retain(|_, value| !value.is_null());
            Value::Object(members)
        }
        other => other,
    }
}

fn window_of(definition: &Definition, tagged: Option<&BTreeMap<String, String>>) -> Value {
    properties(json!({
        "Name": definition.name,
        "Description": definition.description,
        "Schedule": definition.schedule,
        "ScheduleTimezone": definition.timezone,
        "ScheduleOffset": definition.offset,
        "StartDate": definition.start_date,
        "EndDate": definition.end_date,
        "Duration": definition.duration,
        "Cutoff": definition.cutoff,
        "AllowUnassociatedTargets": definition.allow_unassociated_targets,
        "Tags": tagged.filter(|tags| !tags.is_empty()).map(tags),
    }))
}

fn condition(key: &str, values: &Value) -> Value {
    json!({ "Key": key, "Values": values })
}

fn target(window: &Value, set: &TargetSet) -> Value {
    // The type follows from the conditions, and is required.
    let kind = if set.is_group() {
        "RESOURCE_GROUP"
    } else {
        "INSTANCE"
    };
    let conditions = set.conditions();
    let conditions: Vec<Value> = conditions
        .iter()
        .map(|(key, values)| condition(key, &json!(values)))
        .collect();

    properties(json!({
        "WindowId": window,
        "Name": set.name,
        "Description": set.description,
        "OwnerInformation": set.owner,
        "ResourceType": kind,
        "Targets": conditions,
    }))
}

fn task_of(window: &Value, task: &Task, on: &[Value]) -> Value {
    let place = task.output_s3.as_ref();
    let place = place.and_then(|place| place.parse::<OutputPlace>().ok());
    let prefix = place.as_ref().map(|place| place.prefix.clone());
    // A property that is null is an error there, so that what is not said is left out.
    let command = properties(json!({
        "Comment": task.comment,
        "DocumentVersion": task.document_version,
        "OutputS3BucketName": place.map(|place| place.bucket),
        "OutputS3KeyPrefix": prefix.filter(|prefix| !prefix.is_empty()),
        "TimeoutSeconds": task.timeout_seconds,
        "Parameters": task.parameters(),
    }));
    let lists = [
        ("WindowTargetIds", json!(on)),
        ("InstanceIds", json!(task.nodes)),
    ];
    let lists = lists.iter().filter(|(_, values)| *values != json!([]));
    let targets: Vec<Value> = lists.map(|(key, values)| condition(key, values)).collect();

    properties(json!({
        "WindowId": window,
        "Name": task.name,
        "Description": task.description,
        "TaskType": "RUN_COMMAND",
        "TaskArn": task.document,
        "Priority": task.priority,
        "MaxConcurrency": task.max_concurrency,
        "MaxErrors": task.max_errors,
        "ServiceRoleArn": task.service_role_arn,
        "CutoffBehavior": task.cutoff_behavior,
        "Targets": targets,
        "TaskInvocationParameters": { "MaintenanceWindowRunCommandParameters": command },
    }))
}
