//! Baselines as a CloudFormation template: `AWS::SSM::PatchBaseline`, which holds its groups and
//! whether it is the default.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::write::Written;
use crate::document::cloud::{self, logical_id};
use crate::document::quoted::quoted;
use crate::domain::baseline::{Approval, Baseline, Definition, Filter, PatchSource, Rule};
use crate::domain::fleet::platform::PlatformType;
use crate::error::Result;

/// The template, in YAML. Baselines of AWS are left out: CloudFormation has no resource for them.
///
/// # Errors
/// When the template cannot be written as YAML.
pub fn cloudformation(all: &[Written<'_>]) -> Result<String> {
    let mut resources = Map::new();
    let mut taken = BTreeSet::new();
    for written in all {
        // A baseline of AWS is no resource, and so has no place in a template.
        if let Some(definition) = written.definition {
            let resource = json!({
                "Type": "AWS::SSM::PatchBaseline",
                "Properties": properties(definition, written),
            });
            resources.insert(logical_id("Baseline", written.name, &mut taken), resource);
        }
    }
    let template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Patch baselines",
        "Resources": resources,
    });

    quoted(template)
}

/// The properties, in the order of the fields of a document.
fn properties(definition: &Definition, written: &Written<'_>) -> Value {
    let rules = &definition.rules;
    let mut properties = Map::new();

    properties.insert("Name".to_owned(), json!(definition.name));
    properties.insert("OperatingSystem".to_owned(), json!(rules.os));
    if let Some(description) = &definition.description {
        properties.insert("Description".to_owned(), json!(description));
    }
    // `false` is the default, and says no more than leaving it out.
    if written.default == Some(true) {
        properties.insert("DefaultBaseline".to_owned(), json!(true));
    }
    if !written.groups.is_empty() {
        properties.insert("PatchGroups".to_owned(), json!(written.groups));
    }

    properties.append(&mut approval(rules));
    if !definition.sources.is_empty() {
        let sources = definition.sources.iter().map(source).collect();
        properties.insert("Sources".to_owned(), sources);
    }
    if let Some(status) = rules.available_security_updates {
        let key = "AvailableSecurityUpdatesComplianceStatus";
        properties.insert(key.to_owned(), json!(status));
    }
    if let Some(tags) = written.tags.filter(|tags| !tags.is_empty()) {
        properties.insert("Tags".to_owned(), cloud::tags(tags));
    }
    Value::Object(properties)
}

/// The properties that say which patches are approved.
fn approval(rules: &Baseline) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut add = |key: &str, value: Value| properties.insert(key.to_owned(), value);

    if !rules.global_filters.is_empty() {
        let filters = filters(&rules.global_filters);
        add("GlobalFilters", json!({ "PatchFilters": filters }));
    }
    if !rules.rules.is_empty() {
        let linux = rules.os.platform_type() == PlatformType::Linux;
        let all: Vec<Value> = rules.rules.iter().map(|one| rule(one, linux)).collect();
        add("ApprovalRules", json!({ "PatchRules": all }));
    }
    // The level is that of the list, and says nothing without it.
    if !rules.approved.is_empty() {
        add("ApprovedPatches", json!(rules.approved));
        let level = json!(rules.approved_level);
        add("ApprovedPatchesComplianceLevel", level);
    }
    if rules.approved_non_security {
        add("ApprovedPatchesEnableNonSecurity", json!(true));
    }
    if !rules.rejected.is_empty() {
        add("RejectedPatches", json!(rules.rejected));
    }
    add("RejectedPatchesAction", json!(rules.rejected_action));

    properties
}

fn source(source: &PatchSource) -> Value {
    json!({
        "Name": source.name,
        "Products": source.products,
        "Configuration": source.configuration,
    })
}

fn filters(filters: &[Filter]) -> Vec<Value> {
    filters
        .iter()
        .map(|filter| json!({ "Key": filter.key, "Values": filter.values }))
        .collect()
}

fn rule(rule: &Rule, linux: bool) -> Value {
    let mut value = json!({
        "PatchFilterGroup": { "PatchFilters": filters(&rule.filters) },
        "ComplianceLevel": rule.level,
    });

    match rule.approval {
        Approval::AfterDays(days) => value["ApproveAfterDays"] = json!(days),
        Approval::UntilDate(date) => value["ApproveUntilDate"] = json!(date.to_string()),
    }
    // For Linux alone (SSM API reference, PatchRule).
    if linux {
        value["EnableNonSecurity"] = json!(rule.enable_non_security);
    }
    value
}
