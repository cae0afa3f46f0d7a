//! Baselines in the words of the SSM API: a request of `CreatePatchBaseline`, and the list that the
//! parameter `BaselineOverride` takes.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::write::Written;
use crate::domain::baseline::{Approval, Baseline, Definition, Filter, PatchSource, Rule};
use crate::domain::fleet::platform::PlatformType;
use crate::error::{Error, Result};

/// One request of `CreatePatchBaseline`, or a list of them; baselines of AWS are left out.
pub fn api(all: &[Written<'_>]) -> Value {
    let mut requests: Vec<Value> = Vec::new();
    for written in all {
        let Some(definition) = written.definition else {
            continue;
        };
        let mut request = Map::new();
        request.insert("Name".to_owned(), json!(definition.name));
        if let Some(description) = &definition.description {
            request.insert("Description".to_owned(), json!(description));
        }
        request.append(&mut members(definition));
        if let Some(tags) = written.tags.filter(|tags| !tags.is_empty()) {
            let tags = tags.iter().filter(|(key, _)| !key.starts_with("aws:"));
            let tags: Vec<Value> = tags
                .map(|(key, value)| json!({"Key": key, "Value": value}))
                .collect();
            request.insert("Tags".to_owned(), json!(tags));
        }
        requests.push(Value::Object(request));
    }

    // `--cli-input-json` takes one.
    match <[Value; 1]>::try_from(requests) {
        Ok([one]) => one,
        Err(several) => Value::Array(several),
    }
}

/// The list of overrides: one for each operating system.
///
/// # Errors
/// A usage error when two baselines are for one operating system, which fails on the node (exit
/// code 165 of the patch payload).
pub fn overrides(all: &[Written<'_>]) -> Result<Value> {
    let mut systems = BTreeSet::new();
    let mut list = Vec::new();
    for written in all {
        let Some(definition) = written.definition else {
            continue;
        };

        // A node takes the override of its operating system: two would leave open which.
        if !systems.insert(written.os) {
            return Err(Error::usage(format!(
                "two baselines are for {}; a list of overrides has one for each operating system",
                written.os
            ))
            .hint("name the baselines that are meant"));
        }
        list.push(Value::Object(members(definition)));
    }
    Ok(Value::Array(list))
}

/// What both have (shapes `CreatePatchBaselineRequest` and `BaselineOverride`).
fn members(definition: &Definition) -> Map<String, Value> {
    let rules: &Baseline = &definition.rules;
    let linux = rules.os.platform_type() == PlatformType::Linux;
    let patch_rules: Vec<Value> = rules.rules.iter().map(|one| rule(one, linux)).collect();

    let mut members = Map::new();
    let values = [
        ("OperatingSystem", json!(rules.os)),
        ("GlobalFilters", filter_group(&rules.global_filters)),
        ("ApprovalRules", json!({ "PatchRules": patch_rules })),
        ("ApprovedPatches", json!(rules.approved)),
        (
            "ApprovedPatchesComplianceLevel",
            json!(rules.approved_level),
        ),
        ("RejectedPatches", json!(rules.rejected)),
        ("RejectedPatchesAction", json!(rules.rejected_action)),
    ];
    members.extend(values.map(|(key, value)| (key.to_owned(), value)));

    // What one platform alone has is not sent for the others.
    if linux {
        let reaches = json!(rules.approved_non_security);
        members.insert("ApprovedPatchesEnableNonSecurity".to_owned(), reaches);
        let sources: Vec<Value> = definition.sources.iter().map(source).collect();
        members.insert("Sources".to_owned(), json!(sources));
    }
    if let Some(status) = rules.available_security_updates {
        let key = "AvailableSecurityUpdatesComplianceStatus";
        members.insert(key.to_owned(), json!(status));
    }
    members
}

fn filter_group(filters: &[Filter]) -> Value {
    let filters: Vec<Value> = filters
        .iter()
        .map(|filter| json!({"Key": filter.key, "Values": filter.values}))
        .collect();
    json!({ "PatchFilters": filters })
}

fn rule(rule: &Rule, linux: bool) -> Value {
    let mut value = json!({
        "PatchFilterGroup": filter_group(&rule.filters),
        "ComplianceLevel": rule.level,
    });

    match rule.approval {
        Approval::AfterDays(days) => value["ApproveAfterDays"] = json!(days),
        Approval::UntilDate(date) => value["ApproveUntilDate"] = json!(date.to_string()),
    }
    if linux {
        value["EnableNonSecurity"] = json!(rule.enable_non_security);
    }
    value
}

fn source(source: &PatchSource) -> Value {
    json!({
        "Name": source.name,
        "Products": source.products,
        "Configuration": source.configuration,
    })
}
