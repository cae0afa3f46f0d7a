//! The patches of one node.

use aws_sdk_ssm::types::{ComplianceItem, PatchComplianceData, PatchOrchestratorFilter};

use super::actions::Action;
use super::convert::{text, timestamp, written_timestamp};
use super::node_reports::of_type;
use super::site::Site;
use super::{fault, pages};
use crate::domain::id::NodeId;
use crate::domain::patch::state::{PatchItem, PatchState, ReportedPatch};
use crate::error::Result;

/// The largest page of `DescribeInstancePatches`: its documentation says 100, public reports show
/// that it rejects more than 50. Unverified.
const PATCHES: i32 = 50;
/// The largest page of `ListComplianceItems` (SSM API: 1 to 50).
const ITEMS: i32 = 50;

impl Site {
    /// The patches of a node, all of them or only those in some states.
    pub async fn patches(
        &self,
        node: &NodeId,
        states: &[PatchState],
    ) -> Result<Vec<ReportedPatch>> {
        let filters = state_filter(states);
        pages::all(Action::Patches, |token| {
            self.patches_page(node, filters.as_ref(), token)
        })
        .await
    }

    async fn patches_page(
        &self,
        node: &NodeId,
        filter: Option<&PatchOrchestratorFilter>,
        token: Option<String>,
    ) -> Result<(Vec<ReportedPatch>, Option<String>)> {
        let call = self
            .ssm(Action::Patches)
            .await
            .describe_instance_patches()
            .instance_id(node.as_str())
            .set_filters(filter.map(|filter| vec![filter.clone()]));
        let answer = call.max_results(PATCHES).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Patches))?;

        let patches = answer.patches().iter();
        Ok((patches.map(reported).collect(), answer.next_token))
    }

    /// The patches of a node with the compliance level that its baseline gives them; only this API
    /// tells it. It takes one node a call.
    pub async fn patch_items(&self, node: &NodeId) -> Result<Vec<PatchItem>> {
        let items = self.raw_patch_items(node).await?.into_iter();
        Ok(items.map(item).collect())
    }

    /// The same as AWS has them.
    pub(super) async fn raw_patch_items(&self, node: &NodeId) -> Result<Vec<ComplianceItem>> {
        self.items_of_type(node, "Patch").await
    }

    /// What AWS has of one compliance type for a node.
    pub(super) async fn items_of_type(
        &self,
        node: &NodeId,
        compliance_type: &str,
    ) -> Result<Vec<ComplianceItem>> {
        pages::all(Action::Items, |token| {
            self.items_page(node, compliance_type, token)
        })
        .await
    }

    async fn items_page(
        &self,
        node: &NodeId,
        compliance_type: &str,
        token: Option<String>,
    ) -> Result<(Vec<ComplianceItem>, Option<String>)> {
        let call = self
            .ssm(Action::Items)
            .await
            .list_compliance_items()
            .resource_ids(node.as_str())
            .resource_types("ManagedInstance")
            .filters(of_type(compliance_type));
        let answer = call.max_results(ITEMS).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Items))?;

        // Asked for already; an endpoint that takes no notice of the filter must not mix in
        // others.
        let mut items = answer.compliance_items.unwrap_or_default();
        // Of an item that does not say of which type it is nobody knows that it is another.
        if items.iter().any(|item| item.compliance_type().is_none()) {
            return Err(fault::nameless(Action::Items));
        }
        items.retain(|item| item.compliance_type() == Some(compliance_type));
        Ok((items, answer.next_token))
    }
}

/// One filter with all the states, or none for all patches.
fn state_filter(states: &[PatchState]) -> Option<PatchOrchestratorFilter> {
    let words = states.iter().map(|state| state.as_str().to_owned());
    let filter = PatchOrchestratorFilter::builder()
        .key("State")
        .set_values(Some(words.collect()));
    (!states.is_empty()).then(|| filter.build())
}

fn reported(patch: &PatchComplianceData) -> ReportedPatch {
    ReportedPatch {
        title: patch.title().to_owned(),
        kb_id: patch.kb_id().to_owned(),
        classification: patch.classification().to_owned(),
        severity: patch.severity().to_owned(),
        state: PatchState::of_wire(patch.state().as_str()),
        installed_at: timestamp(patch.installed_time()),
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
    let severity = item.severity.as_ref().map(|severity| severity.as_str());
    let execution = item.execution_summary;

    PatchItem {
        patch: ReportedPatch {
            state: PatchState::of_wire(&detail("PatchState")),
            title: item.title.unwrap_or_default(),
            kb_id: item.id.unwrap_or_default(),
            classification: detail("Classification"),
            // `Severity` of the item is the level of the baseline; the publisher's word is a detail
            // (AWS User Guide, "Inventory schema", AWS:ComplianceItem).
            severity: detail("PatchSeverity"),
            installed_at: written_timestamp(&detail("InstalledTime")),
            cve_ids: cve_ids(&detail("CVEIds")),
        },
        level: text(severity),
        baseline: detail("PatchBaselineId"),
        executed_at: execution.and_then(|execution| timestamp(execution.execution_time())),
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
