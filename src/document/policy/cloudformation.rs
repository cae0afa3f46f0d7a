//! Policies as a CloudFormation template: `AWS::SSMQuickSetup::ConfigurationManager`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::document::cloud::logical_id;
use crate::document::quoted::quoted;
use crate::domain::policy::manager::Manager;
use crate::error::Result;

/// The template, in YAML, with the parameters exactly as they are.
///
/// # Errors
/// When the template cannot be written as YAML.
pub fn cloudformation(all: &[&Manager]) -> Result<String> {
    let mut resources = Map::new();
    let mut taken = BTreeSet::new();
    for manager in all {
        let resource = json!({
            "Type": "AWS::SSMQuickSetup::ConfigurationManager",
            "Properties": properties(manager),
        });
        resources.insert(logical_id("Policy", &manager.name, &mut taken), resource);
    }
    quoted(json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Quick Setup configuration managers",
        "Resources": resources,
    }))
}

fn properties(manager: &Manager) -> Value {
    let definitions: Vec<Value> = manager
        .deployed
        .iter()
        .map(|deployed| {
            let mut definition = json!({
                "Type": deployed.type_name,
                "Parameters": deployed.parameters,
            });
            for (name, role) in [
                (
                    "LocalDeploymentAdministrationRoleArn",
                    &deployed.roles.administration,
                ),
                (
                    "LocalDeploymentExecutionRoleName",
                    &deployed.roles.execution,
                ),
            ] {
                if let Some(role) = role {
                    definition[name] = json!(role);
                }
            }
            definition
        })
        .collect();
    let mut properties = json!({
        "Name": manager.name,
        "ConfigurationDefinitions": definitions,
    });
    if let Some(description) = &manager.description {
        properties["Description"] = json!(description);
    }
    if !manager.tags.is_empty() {
        properties["Tags"] = json!(manager.tags);
    }
    properties
}
