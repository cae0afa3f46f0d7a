//! The patches of one node.

use aws_sdk_ssm::types::{ComplianceItem, PatchComplianceData, PatchOrchestratorFilter};

use super::actions::Action;
use super::compliance::patch_items_only;
use super::convert::{known_timestamp, timestamp};
use super::fault;
use super::fleet::next_page;
use super::site::Site;
use crate::domain::id::NodeId;
use crate::domain::patch::state::{PatchItem, PatchState, ReportedPatch};
use crate::error::Result;

/// The largest page of `DescribeInstancePatches` (SSM API: 10 to 100).
const PATCHES: i32 = 100;
/// The largest page of `ListComplianceItems` (SSM API: 1 to 50).
const ITEMS: i32 = 50;

impl Site {
    /// The patches of a node, all of them or only those in some states.
    ///
    /// # Errors
    /// What `DescribeInstancePatches` answered.
    pub async fn patches(
        &self,
        node: &NodeId,
        states: &[PatchState],
    ) -> Result<Vec<ReportedPatch>> {
        let filter = (!states.is_empty()).then(|| {
            let words = states
                .iter()
                .map(|state| state.as_str().to_owned())
                .collect();
            vec![
                PatchOrchestratorFilter::builder()
                    .key("State")
                    .set_values(Some(words))
                    .build(),
            ]
        });
        let mut patches = Vec::new();
        let mut token = None;
        loop {
            let answer = self
                .ssm(Action::Patches)
                .await
                .describe_instance_patches()
                .instance_id(node.as_str())
                .set_filters(filter.clone())
                .max_results(PATCHES)
                .set_next_token(token.clone())
                .send()
                .await
                .map_err(|error| fault::fault(Action::Patches, error))?;
            patches.extend(answer.patches().iter().map(reported));
            token = next_page(Action::Patches, token, answer.next_token)?;
            if token.is_none() {
                return Ok(patches);
            }
        }
    }

    /// The patches of a node with the compliance level that its baseline gives them; only this API
    /// tells it. It takes one node a call.
    ///
    /// # Errors
    /// What `ListComplianceItems` answered.
    pub async fn patch_items(&self, node: &NodeId) -> Result<Vec<PatchItem>> {
        let mut items = Vec::new();
        let mut token = None;
        loop {
            let answer = self
                .ssm(Action::Items)
                .await
                .list_compliance_items()
                .resource_ids(node.as_str())
                .resource_types("ManagedInstance")
                .filters(patch_items_only())
                .max_results(ITEMS)
                .set_next_token(token.clone())
                .send()
                .await
                .map_err(|error| fault::fault(Action::Items, error))?;
            let patches = answer.compliance_items.unwrap_or_default();
            items.extend(
                patches
                    .into_iter()
                    .filter(|item| item.compliance_type() == Some("Patch"))
                    .map(item),
            );
            token = next_page(Action::Items, token, answer.next_token)?;
            if token.is_none() {
                return Ok(items);
            }
        }
    }
}

fn reported(patch: &PatchComplianceData) -> ReportedPatch {
    ReportedPatch {
        title: patch.title().to_owned(),
        kb_id: patch.kb_id().to_owned(),
        classification: patch.classification().to_owned(),
        severity: patch.severity().to_owned(),
        state: PatchState::of_wire(patch.state().as_str()),
        installed_at: known_timestamp(patch.installed_time()),
        cve_ids: cve_ids(patch.cve_ids().unwrap_or_default()),
    }
}

/// AWS joins CVE ids with commas into one text.
fn cve_ids(text: &str) -> Vec<String> {
    text.split([',', ' ', ';'])
        .map(str::trim)
        .filter(|cve| !cve.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Takes the texts of an item rather than copying them: a report has one for each node and patch.
fn item(item: ComplianceItem) -> PatchItem {
    let mut details = item.details.unwrap_or_default();
    let mut detail = |key: &str| details.remove(key).unwrap_or_default();
    let state = PatchState::of_wire(&detail("PatchState"));
    let execution = item.execution_summary;
    PatchItem {
        patch: ReportedPatch {
            title: item.title.unwrap_or_default(),
            kb_id: item.id.unwrap_or_default(),
            classification: detail("Classification"),
            severity: detail("PatchSeverity"),
            state,
            installed_at: detail("InstalledTime").parse().ok(),
            cve_ids: cve_ids(&detail("CVEIds")),
        },
        level: item
            .severity
            .map(|severity| severity.as_str().to_owned())
            .unwrap_or_default(),
        status: item
            .status
            .map(|status| status.as_str().to_owned())
            .unwrap_or_default(),
        baseline: detail("PatchBaselineId"),
        executed_at: execution
            .as_ref()
            .and_then(|execution| timestamp(execution.execution_time())),
        execution_type: execution
            .and_then(|execution| execution.execution_type)
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cve_ids_come_joined() {
        assert_eq!(
            super::cve_ids("CVE-2024-1,CVE-2024-2, CVE-2024-3"),
            ["CVE-2024-1", "CVE-2024-2", "CVE-2024-3"]
        );
        assert!(super::cve_ids("").is_empty());
    }
}
