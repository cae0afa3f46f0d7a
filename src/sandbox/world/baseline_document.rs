//! A patch baseline as a document in the words of the API: so it comes in requests, goes out in
//! answers, and is stored.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::stored::{Source, Stored};
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Filter, FilterKey,
    RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::constraint::{items, text, texts};

/// What `CreatePatchBaseline` and `UpdatePatchBaseline` set, as `GetPatchBaseline` answers it.
pub(in crate::sandbox) fn members(stored: &Stored) -> Map<String, Value> {
    let rules = &stored.rules;
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);

    set("Name", json!(stored.name));
    set("OperatingSystem", json!(rules.os));
    set(
        "GlobalFilters",
        json!({"PatchFilters": filters(&rules.global_filters)}),
    );
    set(
        "ApprovalRules",
        json!({"PatchRules": rules.rules.iter().map(rule).collect::<Vec<Value>>()}),
    );
    set("ApprovedPatches", json!(rules.approved));
    set(
        "ApprovedPatchesComplianceLevel",
        json!(rules.approved_level),
    );
    set(
        "ApprovedPatchesEnableNonSecurity",
        json!(rules.approved_non_security),
    );
    set("RejectedPatches", json!(rules.rejected));
    set("RejectedPatchesAction", json!(rules.rejected_action));
    set("Sources", stored.sources.iter().map(write_source).collect());

    // The only two without a default: what nobody set is not in the answer.
    if let Some(description) = &stored.description {
        set("Description", json!(description));
    }
    if let Some(status) = rules.available_security_updates {
        set("AvailableSecurityUpdatesComplianceStatus", json!(status));
    }

    members
}

fn write_source(source: &Source) -> Value {
    json!({
        "Name": source.name,
        "Products": source.products,
        "Configuration": source.configuration,
    })
}

fn rule(rule: &Rule) -> Value {
    let mut output = json!({
        "PatchFilterGroup": {"PatchFilters": filters(&rule.filters)},
        "ComplianceLevel": rule.level,
        "EnableNonSecurity": rule.enable_non_security,
    });

    // A rule has one of the two, and the answer has the same one.
    match rule.approval {
        Approval::AfterDays(days) => output["ApproveAfterDays"] = json!(days),
        Approval::UntilDate(date) => output["ApproveUntilDate"] = json!(date.to_string()),
    }

    output
}

fn filters(filters: &[Filter]) -> Vec<Value> {
    filters
        .iter()
        .map(|filter| json!({"Key": filter.key, "Values": filter.values}))
        .collect()
}

/// Reads a document that was checked. Members that it leaves out have the defaults of the API.
pub(in crate::sandbox) fn read(
    id: String,
    document: &Value,
    created: Timestamp,
    modified: Timestamp,
) -> Stored {
    Stored {
        id,
        name: text(document, "Name").to_owned(),
        description: document
            .get("Description")
            .and_then(Value::as_str)
            .map(str::to_owned),
        rules: rules(document),
        sources: items(document, "Sources").iter().map(read_source).collect(),
        // Tags are kept apart: they change without the baseline.
        tags: BTreeMap::new(),
        created,
        modified,
        aws_owned: false,
    }
}

fn read_source(source: &Value) -> Source {
    Source {
        name: text(source, "Name").to_owned(),
        products: owned(source, "Products"),
        configuration: text(source, "Configuration").to_owned(),
    }
}

fn rules(document: &Value) -> Baseline {
    // What a request leaves out has the default that the SSM API reference gives:
    // ALLOW_AS_DEPENDENCY here, UNSPECIFIED for levels, false for flags.
    let rejected_action = RejectedAction::of_wire(text(document, "RejectedPatchesAction"));

    Baseline {
        os: operating_system(text(document, "OperatingSystem")),
        global_filters: group(document, "GlobalFilters"),
        rules: document
            .get("ApprovalRules")
            .map(|rules| {
                items(rules, "PatchRules")
                    .iter()
                    .filter_map(read_rule)
                    .collect()
            })
            .unwrap_or_default(),
        approved: owned(document, "ApprovedPatches"),
        approved_level: level(document, "ApprovedPatchesComplianceLevel"),
        approved_non_security: flag(document, "ApprovedPatchesEnableNonSecurity"),
        rejected: owned(document, "RejectedPatches"),
        rejected_action: rejected_action.unwrap_or(RejectedAction::AllowAsDependency),
        available_security_updates: AvailableSecurityUpdates::of_wire(text(
            document,
            "AvailableSecurityUpdatesComplianceStatus",
        )),
    }
}

fn read_rule(rule: &Value) -> Option<Rule> {
    // Requests were checked: exactly one of the two is there.
    let approval = match rule.get("ApproveAfterDays").and_then(Value::as_u64) {
        Some(days) => Approval::AfterDays(u16::try_from(days).ok()?),
        None => Approval::UntilDate(text(rule, "ApproveUntilDate").parse().ok()?),
    };

    let filters = group(rule, "PatchFilterGroup");
    Some(Rule {
        filters,
        approval,
        level: level(rule, "ComplianceLevel"),
        enable_non_security: flag(rule, "EnableNonSecurity"),
    })
}

fn group(document: &Value, member: &str) -> Vec<Filter> {
    let Some(group) = document.get(member) else {
        return Vec::new();
    };

    items(group, "PatchFilters")
        .iter()
        .filter_map(read_filter)
        .collect()
}

fn read_filter(filter: &Value) -> Option<Filter> {
    Some(Filter {
        key: FilterKey::of_wire(text(filter, "Key"))?,
        values: owned(filter, "Values"),
    })
}

fn owned(document: &Value, member: &str) -> Vec<String> {
    texts(document, member)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn level(document: &Value, member: &str) -> ComplianceLevel {
    ComplianceLevel::of_wire(text(document, member)).unwrap_or(ComplianceLevel::Unspecified)
}

fn flag(document: &Value, member: &str) -> bool {
    document
        .get(member)
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

/// The operating system of a document; Windows when it names none, as the API has it.
pub(in crate::sandbox) fn operating_system(text: &str) -> OperatingSystem {
    OperatingSystem::ALL
        .into_iter()
        .find(|os| os.as_str() == text)
        .unwrap_or(OperatingSystem::Windows)
}

/// The whole baseline, to be stored.
pub(in crate::sandbox) fn write_stored(stored: &Stored) -> Value {
    let mut document = members(stored);
    document.insert("BaselineId".to_owned(), json!(stored.id));
    document.insert("CreatedDate".to_owned(), json!(stored.created));
    document.insert("ModifiedDate".to_owned(), json!(stored.modified));
    document.insert("Tags".to_owned(), json!(stored.tags));
    Value::Object(document)
}

/// Reads back what [`write_stored`] wrote; `None` when it is not that.
pub(in crate::sandbox) fn read_stored(document: &Value) -> Option<Stored> {
    let time = |member: &str| text(document, member).parse::<Timestamp>().ok();
    let id = document.get("BaselineId")?.as_str()?.to_owned();
    let tags = serde_json::from_value(document.get("Tags")?.clone()).ok()?;
    Some(Stored {
        tags,
        ..read(id, document, time("CreatedDate")?, time("ModifiedDate")?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back_whole() {
        let document = json!({
            "Name": "all-of-it", "OperatingSystem": "REDHAT_ENTERPRISE_LINUX", "Description": "every member",
            "GlobalFilters": {"PatchFilters": [{"Key": "PRODUCT", "Values": ["*"]}]},
            "ApprovalRules": {"PatchRules": [
                {"PatchFilterGroup": {"PatchFilters": [{"Key": "SEVERITY", "Values": ["Important", "Critical"]}, {"Key": "CLASSIFICATION", "Values": ["Security"]}]},
                 "ComplianceLevel": "HIGH", "ApproveAfterDays": 360, "EnableNonSecurity": true},
                {"PatchFilterGroup": {"PatchFilters": []}, "ApproveUntilDate": "2024-02-29"},
            ]},
            "ApprovedPatches": ["bash"], "ApprovedPatchesComplianceLevel": "LOW", "ApprovedPatchesEnableNonSecurity": true,
            "RejectedPatches": ["zsh"], "RejectedPatchesAction": "BLOCK",
            "Sources": [{"Name": "mine", "Products": ["*"], "Configuration": "[mine]\nenabled=1"}],
        });
        let at = "2026-01-31T12:00:00.123456Z".parse().unwrap();
        let stored = Stored {
            tags: BTreeMap::from([("team".to_owned(), String::new())]),
            ..read("pb-00000000000000000".to_owned(), &document, at, at)
        };
        assert_eq!(
            stored.rules.rules[0].filters[0].key,
            FilterKey::Severity,
            "filters keep their order"
        );
        let back = read_stored(&write_stored(&stored)).unwrap();
        assert_eq!(back, stored);
        let windows = read(
            "pb-00000000000000000".to_owned(),
            &json!({"Name": "least"}),
            at,
            at,
        );
        assert_eq!(
            (
                windows.rules.os,
                windows.rules.rules.len(),
                &windows.description
            ),
            (OperatingSystem::Windows, 0, &None)
        );
        assert_eq!(read_stored(&write_stored(&windows)).unwrap(), windows);
        assert!(read_stored(&json!({"BaselineId": "pb-00000000000000000"})).is_none());
    }
}
