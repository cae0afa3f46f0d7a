//! `DescribeInstancePatches`: every patch of one node.

use serde::Serialize;
use serde_json::Value;

use super::shapes::{
    INSTANCE_ID, NEXT_TOKEN, PATCH_FILTERS, at_most_fifty, invalid_filter, invalid_instance,
    max_results,
};
use crate::domain::fleet::platform::Family;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text, texts};
use crate::sandbox::paging::{self, Position};
use crate::sandbox::wire::{Answer, Epoch, WireError, json};
use crate::sandbox::world::scan::{ScanState, ScannedPatch};

static INPUT: [Member; 4] = [
    Member::required("InstanceId", INSTANCE_ID),
    PATCH_FILTERS,
    NEXT_TOKEN,
    max_results(10, 100),
];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output<'a> {
    patches: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row<'a> {
    title: &'a str,
    #[serde(rename = "KBId")]
    kb_id: &'a str,
    classification: &'a str,
    severity: &'a str,
    state: &'static str,
    installed_time: Epoch,
    #[serde(rename = "CVEIds", skip_serializing_if = "Option::is_none")]
    cve_ids: Option<String>,
}

pub(super) fn describe_instance_patches(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    at_most_fifty(&call.input)?;
    let id = text(&call.input, "InstanceId");
    let world = &call.snapshot.world;
    let node = world
        .node(&call.scope, id)
        .ok_or_else(|| invalid_instance(id))?;
    check_keys(&call.input)?;

    // A node that never reported has no patches, and is no error.
    let scanned = world.scanned(&call.scope, &node, call.now);
    let findings = scanned
        .as_ref()
        .map(|scanned| scanned.judged.report.findings.as_slice())
        .unwrap_or_default();
    let start = paging::position(call, "NextToken", "InvalidNextToken")?.first;
    let size = paging::size(call, "MaxResults", 50);

    let mut patches = Vec::with_capacity(size);
    let mut next_token = None;
    for (position, finding) in findings.iter().enumerate().skip(start) {
        if patches.len() == size {
            next_token = Some(paging::token(call, "NextToken", Position::at(position)));
            break;
        }
        let row = row(finding, node.catalogue.os.family());
        if passes(&call.input, &row) {
            patches.push(row);
        }
    }

    json(&Output {
        patches,
        next_token,
    })
}

fn check_keys(input: &Value) -> Result<(), WireError> {
    let keys = items(input, "Filters")
        .iter()
        .map(|filter| text(filter, "Key"));
    for key in keys {
        if !["Classification", "KBId", "Severity", "State"].contains(&key) {
            return Err(invalid_filter(key));
        }
    }
    Ok(())
}

fn row(finding: &ScannedPatch, family: Family) -> Row<'_> {
    let patch = &finding.patch;
    // The API leaves classification and severity out for what the baseline does not know, and on
    // Windows the title too.
    let unknown = matches!(
        finding.state,
        ScanState::InstalledOther | ScanState::NotApplicable
    );
    let untitled = finding.state == ScanState::InstalledOther && family == Family::Windows;

    // CVEs are told of what is to be installed (SSM API reference, PatchComplianceData).
    let open = matches!(finding.state, ScanState::Missing | ScanState::Failed);
    Row {
        title: if untitled { "" } else { &patch.title },
        kb_id: &patch.id,
        classification: if unknown {
            ""
        } else {
            patch.classification.as_deref().unwrap_or_default()
        },
        severity: if unknown {
            ""
        } else {
            patch.severity.as_deref().unwrap_or_default()
        },
        state: finding.state.as_str(),
        installed_time: Epoch(finding.installed_at.unwrap_or(jiff::Timestamp::UNIX_EPOCH)),
        cve_ids: (open && !patch.cves.is_empty()).then(|| patch.cves.join(",")),
    }
}

fn passes(input: &Value, row: &Row<'_>) -> bool {
    items(input, "Filters").iter().all(|filter| {
        let found = match text(filter, "Key") {
            "Classification" => row.classification,
            "KBId" => row.kb_id,
            "Severity" => row.severity,
            _ => row.state,
        };
        texts(filter, "Values").contains(&found)
    })
}
