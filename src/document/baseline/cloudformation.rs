//! Baselines as a CloudFormation template: `AWS::SSM::PatchBaseline`, which holds its groups and
//! whether it is the default.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::write::Written;
use crate::domain::baseline::{Approval, Definition, Filter, Rule};
use crate::domain::fleet::platform::PlatformType;
use crate::error::{Error, Result};

/// The template, in YAML. Baselines of AWS are left out: CloudFormation has no resource for them.
///
/// # Errors
/// When the template cannot be written as YAML.
pub fn cloudformation(all: &[Written<'_>]) -> Result<String> {
    let mut resources = Map::new();
    let mut taken = BTreeSet::new();
    for written in all {
        if let Some(definition) = written.definition {
            let resource = json!({ "Type": "AWS::SSM::PatchBaseline", "Properties": properties(definition, written) });
            resources.insert(logical_id(written.name, &mut taken), resource);
        }
    }
    let template = json!({ "AWSTemplateFormatVersion": "2010-09-09", "Description": "Patch baselines", "Resources": resources });
    let write = |value: &Value| {
        serde_yaml::to_string(value)
            .map_err(|error| Error::failed("cannot write CloudFormation").with_source(error))
    };
    let text = write(&template)?;
    // A character for private use stands for the quotes that the writer of YAML 1.2 leaves out.
    let Some(mark) = ('\u{E000}'..='\u{F8FF}').find(|mark| !text.contains(*mark)) else {
        return Ok(text);
    };
    Ok(write(&marked(template, mark))?.replace(mark, "'"))
}

/// Marks every text that needs quotes at both of its ends; none of them holds a quote.
fn marked(value: Value, mark: char) -> Value {
    match value {
        Value::String(text) if is_more_than_text(&text) => {
            Value::String(format!("{mark}{text}{mark}"))
        }
        Value::Array(items) => items.into_iter().map(|item| marked(item, mark)).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, item)| (key, marked(item, mark)))
            .collect(),
        other => other,
    }
}

/// Whether YAML 1.1, which `CloudFormation` reads, takes a plain text for a boolean, a number, a
/// time or a day.
fn is_more_than_text(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "=", "<<"];
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "_:.+-xoTZ ".contains(c));
    words.iter().any(|word| word.eq_ignore_ascii_case(text)) || number
}

/// Logical ids are letters and digits only.
fn logical_id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let capital = |word: &str| {
        word.chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(word.chars().skip(1))
            .collect::<String>()
    };
    let plain = format!("Baseline{}", words.map(capital).collect::<String>());
    let mut id = plain.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{plain}{number}");
        number += 1;
    }
    id
}

fn properties(definition: &Definition, written: &Written<'_>) -> Value {
    let rules = &definition.rules;
    let linux = rules.os.platform_type() == PlatformType::Linux;
    let mut properties = json!({ "Name": definition.name, "OperatingSystem": rules.os });
    let mut add = |key: &str, wanted: bool, value: Value| {
        if wanted {
            properties[key] = value;
        }
    };
    add(
        "Description",
        definition.description.is_some(),
        json!(definition.description),
    );
    add(
        "DefaultBaseline",
        written.default == Some(true),
        json!(true),
    );
    add(
        "PatchGroups",
        !written.groups.is_empty(),
        json!(written.groups),
    );
    add(
        "GlobalFilters",
        !rules.global_filters.is_empty(),
        json!({ "PatchFilters": filters(&rules.global_filters) }),
    );
    let all: Vec<Value> = rules
        .rules
        .iter()
        .map(|rule| self::rule(rule, linux))
        .collect();
    add(
        "ApprovalRules",
        !all.is_empty(),
        json!({ "PatchRules": all }),
    );
    add(
        "ApprovedPatches",
        !rules.approved.is_empty(),
        json!(rules.approved),
    );
    add(
        "ApprovedPatchesComplianceLevel",
        !rules.approved.is_empty(),
        json!(rules.approved_level),
    );
    add(
        "ApprovedPatchesEnableNonSecurity",
        rules.approved_non_security,
        json!(true),
    );
    add(
        "RejectedPatches",
        !rules.rejected.is_empty(),
        json!(rules.rejected),
    );
    add("RejectedPatchesAction", true, json!(rules.rejected_action));
    let source = |source: &crate::domain::baseline::PatchSource| json!({ "Name": source.name, "Products": source.products, "Configuration": source.configuration });
    add(
        "Sources",
        !definition.sources.is_empty(),
        definition.sources.iter().map(source).collect(),
    );
    add(
        "AvailableSecurityUpdatesComplianceStatus",
        rules.available_security_updates.is_some(),
        json!(rules.available_security_updates),
    );
    let tags = written
        .tags
        .iter()
        .flat_map(|tags| tags.iter())
        .map(|(key, value)| json!({ "Key": key, "Value": value }));
    let tags: Vec<Value> = tags.collect();
    add("Tags", !tags.is_empty(), json!(tags));
    properties
}

fn filters(filters: &[Filter]) -> Vec<Value> {
    filters
        .iter()
        .map(|filter| json!({ "Key": filter.key, "Values": filter.values }))
        .collect()
}

fn rule(rule: &Rule, linux: bool) -> Value {
    let mut value = json!({ "PatchFilterGroup": { "PatchFilters": filters(&rule.filters) }, "ComplianceLevel": rule.level });
    match rule.approval {
        Approval::AfterDays(days) => value["ApproveAfterDays"] = json!(days),
        Approval::UntilDate(date) => value["ApproveUntilDate"] = json!(date.to_string()),
    }
    if linux {
        value["EnableNonSecurity"] = json!(rule.enable_non_security);
    }
    value
}
