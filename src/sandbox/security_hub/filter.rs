//! The filters of `GetFindings`, as far as they are here.

use serde_json::Value;

use super::refusal::invalid;
use crate::sandbox::constraint::{items, text};
use crate::sandbox::wire::WireError;

/// The filters, and where in a finding their value stands.
const FIELDS: [(&str, &str); 5] = [
    ("Id", "/Id"),
    ("ProductArn", "/ProductArn"),
    ("GeneratorId", "/GeneratorId"),
    ("RecordState", "/RecordState"),
    ("ComplianceStatus", "/Compliance/Status"),
];

/// Refuses what is not implemented: an answer as if it had been heeded would be wrong.
pub(super) fn check(filters: &Value) -> Result<(), WireError> {
    let Value::Object(members) = filters else {
        return Ok(());
    };
    for (name, values) in members {
        if !FIELDS.iter().any(|(known, _)| known == name) {
            return Err(missing(&format!("the filter {name}")));
        }

        // Both limits are those of the API reference.
        let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
        if values.len() > 20 {
            return Err(invalid("A filter has at most 20 values."));
        }
        for value in values {
            let comparison = text(value, "Comparison");
            if !matches!(comparison, "EQUALS" | "PREFIX") {
                return Err(missing(&format!("the comparison {comparison}")));
            }
        }
    }
    Ok(())
}

fn missing(what: &str) -> WireError {
    invalid(format!("the patchctl sandbox does not implement {what}"))
}

/// Whether a finding passes: every filter, by one of its values.
pub(super) fn passes(filters: &Value, finding: &Value) -> bool {
    FIELDS.iter().all(|(name, place)| {
        let values = items(filters, name);
        let found = finding.pointer(place).and_then(Value::as_str);
        let found = found.unwrap_or_default();
        values.is_empty() || values.iter().any(|value| fits(value, found))
    })
}

fn fits(value: &Value, found: &str) -> bool {
    let wanted = text(value, "Value");
    match text(value, "Comparison") {
        "PREFIX" => found.starts_with(wanted),
        _ => found == wanted,
    }
}
