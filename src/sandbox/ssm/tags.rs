//! `ListTagsForResource`: tags of hybrid nodes and of patch baselines. EC2 instances have theirs elsewhere.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::sandbox::constraint::{self, Member, Shape, text};
use crate::sandbox::http::Call;
use crate::sandbox::wire::{Answer, WireError, json as write};

/// Shape `ResourceTypeForTagging`.
const TYPES: [&str; 9] = [
    "Document",
    "ManagedInstance",
    "MaintenanceWindow",
    "Parameter",
    "PatchBaseline",
    "OpsItem",
    "OpsMetadata",
    "Automation",
    "Association",
];

static INPUT: [Member; 2] = [Member::required("ResourceType", Shape::one_of(&TYPES)), Member::required("ResourceId", Shape::TEXT)];

pub(super) fn list_tags_for_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let id = text(&call.input, "ResourceId");
    let world = &call.snapshot.world;
    let invalid = || {
        WireError::new(
            "InvalidResourceId",
            format!("The resource ID {id} is not valid. Verify that you entered the correct ID and try again."),
        )
    };
    match text(&call.input, "ResourceType") {
        "ManagedInstance" => {
            let node = id.starts_with("mi-").then(|| world.node(&call.scope, id)).flatten().ok_or_else(invalid)?;
            tags(&node.tags)
        }
        "PatchBaseline" => {
            let baselines = world.baselines(&call.scope);
            let stored = baselines.find(id).filter(|stored| !stored.aws_owned).ok_or_else(invalid)?;
            tags(&stored.tags)
        }
        // The sandbox has no resource of the other types.
        _ => Err(invalid()),
    }
}

fn tags(tags: &BTreeMap<String, String>) -> Answer {
    let list: Vec<Value> = tags.iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect();
    write(&json!({"TagList": list}))
}
