//! `GetFindings`.

use serde_json::{Value, json};

use super::filter;
use super::refusal::invalid;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, text};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, json as write};

static GET: [Member; 2] = [
    Member::optional("MaxResults", Shape::Number { min: 1, max: 100 }),
    Member::optional("NextToken", Shape::TEXT),
];

pub(super) fn get_findings(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    if call.input.get("SortCriteria").is_some() {
        return Err(invalid(
            "the patchctl sandbox does not implement SortCriteria",
        ));
    }
    let filters = call.input.get("Filters").unwrap_or(&Value::Null);
    filter::check(filters)?;

    // In the order of their ids, so that a page follows on another.
    let world = &call.snapshot.world;
    let findings = world.findings(&call.scope);
    let found: Vec<Value> = findings
        .filter(|finding| filter::passes(filters, finding))
        .map(|finding| shown(call, finding))
        .collect();

    let (page, next) = paging::cut(call, &found, 100, 100, "InvalidInputException")?;
    let mut output = json!({ "Findings": page });
    if let Some(token) = next {
        output["NextToken"] = json!(token);
    }
    write(&output)
}

/// A finding as it is read: what the provider says becomes the severity and the types of the finding
/// itself, and what nobody gave has its default.
fn shown(call: &Call<'_>, finding: &Value) -> Value {
    let mut shown = finding.clone();
    let defaults = [
        ("ProductName", json!("Default")),
        ("CompanyName", json!("Personal")),
        ("RecordState", json!("ACTIVE")),
        ("Region", json!(call.scope.region.to_string())),
        ("WorkflowState", json!("NEW")),
    ];
    for (name, value) in defaults {
        if shown.get(name).is_none() {
            shown[name] = value;
        }
    }

    // Where the provider says neither, the finding has them from an older form.
    let given = finding.get("FindingProviderFields").or(Some(finding));
    if let Some(severity) = given.and_then(|fields| fields.get("Severity")) {
        shown["Severity"] = severity.clone();
        shown["Severity"]["Normalized"] = json!(normalized(text(severity, "Label")));
    }
    if let Some(types) = given.and_then(|fields| fields.get("Types")) {
        shown["Types"] = types.clone();
    }

    // The one product field that Security Hub adds to every finding.
    let arn = text(finding, "ProductArn");
    shown["ProductFields"]["aws/securityhub/FindingId"] =
        json!(format!("{arn}/{}", text(finding, "Id")));
    shown
}

/// The number of a label (Security Hub API, `Severity`).
fn normalized(label: &str) -> u8 {
    match label {
        "LOW" => 1,
        "MEDIUM" => 40,
        "HIGH" => 70,
        "CRITICAL" => 90,
        _ => 0,
    }
}
