//! `BatchImportFindings`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::check::{findings, mistake};
use super::refusal::invalid;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, text};
use crate::sandbox::wire::{Answer, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};

static ANY: Shape = Shape::Structure(&[]);
static IMPORT: [Member; 1] = [Member::required("Findings", Shape::list(1, 100, &ANY))];

/// What belongs to the customer: providers cannot set it.
const CUSTOMERS: [&str; 4] = ["Workflow", "Note", "UserDefinedFields", "VerificationState"];

pub(super) fn batch_import_findings(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &IMPORT)?;
    let given = findings(call).ok_or_else(|| invalid("Every finding needs an Id."))?;
    let (mut failed, mut taken) = (Vec::new(), Vec::new());

    // One by one: a bad finding keeps no other from being taken.
    for (id, finding) in &given {
        match mistake(call, finding) {
            Some(why) => failed.push(json!({
                "Id": id, "ErrorCode": "InvalidInput", "ErrorMessage": why,
            })),
            None => taken.push((*id, *finding)),
        }
    }

    // What is older than what is there is ignored, and counts as taken.
    let success = taken.len();
    call.change(|world| Ok(((), documents(call, world, &taken))))?;
    write(&json!({
        "FailedCount": failed.len(),
        "SuccessCount": success,
        "FailedFindings": failed,
    }))
}

/// The findings to store: of several of one id in a call the last one that is newer.
fn documents(call: &Call<'_>, world: &World, taken: &[(&str, &Value)]) -> Vec<Document> {
    let mut stored: BTreeMap<&str, Value> = BTreeMap::new();
    for (id, finding) in taken {
        let known = world.finding(&call.scope, id).map(|known| &**known);
        // Of this call before that of an earlier one.
        let before = stored.get(id).or(known);
        let is_newer = before.is_none_or(|before| updated(before) < updated(finding));
        if is_newer {
            let kept = merged(before, finding);
            let _earlier = stored.insert(id, kept);
        }
    }

    let stored = stored.iter();
    stored
        .map(|(id, finding)| Document::of(Kind::Finding, &call.scope, id, finding))
        .collect()
}

fn updated(finding: &Value) -> Option<Timestamp> {
    text(finding, "UpdatedAt").parse().ok()
}

/// A finding as it is kept: the work of the customer on it stays, and begins anew when what was over
/// is no more.
fn merged(before: Option<&Value>, finding: &Value) -> Value {
    let mut kept = finding.clone();
    for name in CUSTOMERS {
        kept[name] = before.map_or(Value::Null, |before| before[name].clone());
    }

    // As a provider sees it: what was over or passed, and is found again, is new (User Guide,
    // "Setting the workflow status").
    let state = |finding: &Value| text(finding, "RecordState") == "ARCHIVED";
    let passed = |finding: &Value| finding.pointer("/Compliance/Status") == Some(&json!("PASSED"));
    let again = before.is_some_and(|before| {
        (state(before) && !state(finding)) || (passed(before) && !passed(finding))
    });
    if again || kept["Workflow"].is_null() {
        kept["Workflow"] = json!({"Status": "NEW"});
    }

    // What is null is what nobody gave.
    if let Value::Object(members) = &mut kept {
        members.retain(|_, value| !value.is_null());
    }
    kept
}
