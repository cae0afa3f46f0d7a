//! Baselines of a `CloudFormation` template: `AWS::SSM::PatchBaseline`.

use serde_json::{Map, Value};

use super::api;
use super::members::Members;
use super::taken::Taken;

const TYPE: &str = "AWS::SSM::PatchBaseline";

/// Whether these are the members of a template.
pub(super) fn is_one(members: &Map<String, Value>) -> bool {
    let resources = members.get("Resources").and_then(Value::as_object);
    members.contains_key("AWSTemplateFormatVersion")
        || resources.is_some_and(|resources| resources.values().any(is_baseline))
}

fn is_baseline(resource: &Value) -> bool {
    resource.get("Type").and_then(Value::as_str) == Some(TYPE)
}

/// The baselines of a template; other resources are named and left out.
pub(super) fn baselines(value: &Value, notes: &mut Vec<String>) -> Result<Vec<Taken>, String> {
    let template = Members::of(value, "")?;
    let Some(resources) = template.get("Resources")?.and_then(Value::as_object) else {
        return Ok(Vec::new());
    };

    let (mut taken, mut others) = (Vec::new(), Vec::new());
    for (id, resource) in resources {
        if !is_baseline(resource) {
            others.push(id.as_str());
            continue;
        }
        let at = format!("Resources.{id}.Properties");
        let properties = resource.get("Properties").unwrap_or(&Value::Null);
        let file = api::baseline(&Members::of(properties, &at)?, notes)?;
        // Without a name CloudFormation makes one of the stack and this id.
        let called = Some(id.clone());
        taken.push(Taken { file, called });
    }

    // One of them may have made a baseline the default, which no resource of AWS's could for long.
    if !others.is_empty() {
        notes.push(format!(
            "no patch baselines, and left out: {} (a document says itself whether it is the default: default: true)",
            others.join(", ")
        ));
    }
    Ok(taken)
}
