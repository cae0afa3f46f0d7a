//! Patch states of nodes, and AWS's own word on them.

use std::collections::{HashMap, HashSet};

use aws_sdk_ssm::types::{
    ComplianceQueryOperatorType, ComplianceStringFilter, InstancePatchState,
    ResourceComplianceSummaryItem, SeveritySummary,
};
use futures::stream::{StreamExt, TryStreamExt};
use jiff::Timestamp;

use super::actions::Action;
use super::convert::{Texts, timestamp};
use super::fault;
use super::fleet::next_page;
use super::site::{CALLS_AT_ONCE, Site};
use crate::domain::compliance::severity::SeverityCounts;
use crate::domain::compliance::{AwsSummary, NodeCompliance, PatchCounts, PatchReport, Standard};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::NodeId;
use crate::error::Result;

/// The largest batch of ids, and the largest page that the service really takes: its documentation
/// says 100, it rejects more than 50.
const STATES: usize = 50;
/// The largest page of `ListResourceComplianceSummaries` (SSM API: 1 to 50).
const SUMMARIES: i32 = 50;

/// What one scope says about its nodes.
#[derive(Debug, Default)]
pub struct ScopeCompliance {
    /// The selected nodes, judged, sorted by id.
    pub nodes: Vec<NodeCompliance>,
    /// Resources with patch data that are not in the inventory: terminated or deregistered nodes.
    pub strangers: usize,
}

type Reports = HashMap<NodeId, PatchReport>;
type Summaries = HashMap<NodeId, AwsSummary>;

impl Site {
    /// The selected nodes with their patch reports, judged.
    ///
    /// Three reads run side by side: each page of the inventory starts its batch of patch states at
    /// once, while AWS's own summaries are paged. A narrow selection reads the summaries only until
    /// its last node has been found.
    ///
    /// # Errors
    /// What any of the three operations answered.
    pub async fn compliance(
        &self,
        selection: &Selection,
        standard: Standard,
    ) -> Result<ScopeCompliance> {
        if selection.narrows_reading() {
            let mut nodes = self.nodes(selection).await?;
            let ids: Vec<NodeId> = nodes.iter().map(|node| node.id.clone()).collect();
            let wanted: HashSet<NodeId> = ids.iter().cloned().collect();
            let (mut reports, summaries) =
                futures::try_join!(self.reports_of(ids), self.resource_summaries(Some(wanted)))?;
            let nodes = nodes.drain(..).map(|node| {
                let report = reports.remove(&node.id);
                NodeCompliance::reported(node, report)
            });
            return Ok(judge(nodes.collect(), summaries, standard, false));
        }
        let (nodes, summaries) = futures::try_join!(
            self.nodes_with_reports(selection),
            self.resource_summaries(None)
        )?;
        let whole = selection.exclude.is_empty() && selection.names.is_empty();
        Ok(judge(nodes, summaries, standard, whole))
    }

    async fn nodes_with_reports(&self, selection: &Selection) -> Result<Vec<NodeCompliance>> {
        let with_states = |page: Vec<Node>| async move {
            let ids = page.iter().map(|node| node.id.clone()).collect();
            let mut reports = self.reports_of(ids).await?;
            let with_report = |node: Node| {
                let report = reports.remove(&node.id);
                NodeCompliance::reported(node, report)
            };
            Ok(page.into_iter().map(with_report).collect::<Vec<_>>())
        };
        let mut pages = std::pin::pin!(
            self.node_pages(selection)
                .map_ok(with_states)
                .try_buffer_unordered(CALLS_AT_ONCE)
        );
        let mut nodes = Vec::new();
        while let Some(mut page) = pages.try_next().await? {
            nodes.append(&mut page);
        }
        Ok(nodes)
    }

    /// The patch reports of some nodes; nodes that never reported are not among them.
    ///
    /// # Errors
    /// What `DescribeInstancePatchStates` answered.
    pub async fn reports_of(&self, ids: Vec<NodeId>) -> Result<Reports> {
        let batches = ids
            .chunks(STATES)
            .map(<[NodeId]>::to_vec)
            .collect::<Vec<_>>();
        let answers: Vec<Reports> = futures::stream::iter(batches)
            .map(|batch| self.batch(batch))
            .buffer_unordered(CALLS_AT_ONCE)
            .try_collect()
            .await?;
        Ok(answers.into_iter().flatten().collect())
    }

    async fn batch(&self, ids: Vec<NodeId>) -> Result<Reports> {
        let mut reports = Reports::new();
        let mut token = None;
        loop {
            let answer = self
                .ssm(Action::PatchStates)
                .await
                .describe_instance_patch_states()
                .set_instance_ids(Some(ids.iter().map(ToString::to_string).collect()))
                .max_results(i32::try_from(STATES).expect("50 fits"))
                .set_next_token(token.clone())
                .send()
                .await
                .map_err(|error| fault::fault(Action::PatchStates, error))?;
            for state in answer.instance_patch_states() {
                reports.insert(
                    NodeId::trusted(state.instance_id()),
                    report(state, &self.texts),
                );
            }
            token = next_page(Action::PatchStates, token, answer.next_token)?;
            if token.is_none() {
                return Ok(reports);
            }
        }
    }

    /// AWS's word on nodes, of compliance type Patch only. Stops early when all of `wanted` are
    /// found.
    async fn resource_summaries(&self, wanted: Option<HashSet<NodeId>>) -> Result<Summaries> {
        let mut summaries = Summaries::new();
        let mut token = None;
        if wanted.as_ref().is_some_and(HashSet::is_empty) {
            return Ok(summaries);
        }
        loop {
            let answer = self
                .ssm(Action::ResourceSummaries)
                .await
                .list_resource_compliance_summaries()
                .filters(patch_items_only())
                .max_results(SUMMARIES)
                .set_next_token(token.clone())
                .send()
                .await
                .map_err(|error| fault::fault(Action::ResourceSummaries, error))?;
            for item in answer.resource_compliance_summary_items() {
                self.keep(item, wanted.as_ref(), &mut summaries);
            }
            token = next_page(Action::ResourceSummaries, token, answer.next_token)?;
            let complete = wanted
                .as_ref()
                .is_some_and(|wanted| summaries.len() == wanted.len());
            if token.is_none() || complete {
                return Ok(summaries);
            }
        }
    }

    /// Keeps a summary when it is about patches of a wanted node; of several for one node the
    /// latest counts.
    fn keep(
        &self,
        item: &ResourceComplianceSummaryItem,
        wanted: Option<&HashSet<NodeId>>,
        summaries: &mut Summaries,
    ) {
        if item.compliance_type() != Some("Patch")
            || item
                .resource_type()
                .is_some_and(|kind| kind != "ManagedInstance")
        {
            return;
        }
        let Some(id) = item.resource_id().map(NodeId::trusted) else {
            return;
        };
        if wanted.is_some_and(|wanted| !wanted.contains(&id)) {
            return;
        }
        let found = summary(item, &self.texts);
        let newer = summaries
            .get(&id)
            .is_none_or(|earlier| earlier.executed_at <= found.executed_at);
        if newer {
            summaries.insert(id, found);
        }
    }

    /// How many resources are compliant and not, of every compliance type but Patch. They never
    /// count; they are shown apart.
    ///
    /// # Errors
    /// What `ListComplianceSummaries` answered.
    pub async fn other_compliance(&self) -> Result<Vec<(String, i64, i64)>> {
        let mut found = Vec::new();
        let mut token = None;
        loop {
            let answer = self
                .ssm(Action::Summaries)
                .await
                .list_compliance_summaries()
                .max_results(SUMMARIES)
                .set_next_token(token.clone())
                .send()
                .await
                .map_err(|error| fault::fault(Action::Summaries, error))?;
            for item in answer.compliance_summary_items() {
                let Some(kind) = item.compliance_type().filter(|kind| *kind != "Patch") else {
                    continue;
                };
                let good = item
                    .compliant_summary()
                    .map_or(0, |summary| i64::from(summary.compliant_count()));
                let bad = item
                    .non_compliant_summary()
                    .map_or(0, |summary| i64::from(summary.non_compliant_count()));
                found.push((kind.to_owned(), good, bad));
            }
            token = next_page(Action::Summaries, token, answer.next_token)?;
            if token.is_none() {
                return Ok(found);
            }
        }
    }
}

/// Judges nodes in place, so that a large fleet is held once. What AWS has a word on beyond a
/// `whole` inventory is counted.
fn judge(
    mut nodes: Vec<NodeCompliance>,
    mut summaries: Summaries,
    standard: Standard,
    whole: bool,
) -> ScopeCompliance {
    nodes.sort_unstable_by(|a, b| a.node.id.cmp(&b.node.id));
    nodes.dedup_by(|a, b| a.node.id == b.node.id);
    for node in &mut nodes {
        let aws = summaries.remove(&node.node.id);
        node.judge(aws, standard);
    }
    ScopeCompliance {
        nodes,
        strangers: if whole { summaries.len() } else { 0 },
    }
}

/// The filter without which Association rows would overwrite Patch rows.
pub(super) fn patch_items_only() -> ComplianceStringFilter {
    ComplianceStringFilter::builder()
        .key("ComplianceType")
        .values("Patch")
        .r#type(ComplianceQueryOperatorType::Equal)
        .build()
}

fn report(state: &InstancePatchState, texts: &Texts) -> PatchReport {
    let count = |number: Option<i32>| number.unwrap_or(0).max(0);
    PatchReport {
        baseline: texts.share(state.baseline_id()),
        group: texts.share(state.patch_group()),
        operation: texts.share(state.operation().as_str()),
        // A report without a usable time is old, but its counts still count.
        ended_at: timestamp(state.operation_end_time()).unwrap_or(Timestamp::UNIX_EPOCH),
        reboot_option: texts.maybe(state.reboot_option().map(|option| option.as_str())),
        snapshot: state
            .snapshot_id()
            .filter(|id| !id.is_empty())
            .map(Into::into),
        counts: PatchCounts {
            installed: state.installed_count(),
            installed_other: state.installed_other_count(),
            installed_pending_reboot: count(state.installed_pending_reboot_count()),
            installed_rejected: count(state.installed_rejected_count()),
            missing: state.missing_count(),
            failed: state.failed_count(),
            not_applicable: state.not_applicable_count(),
            available_security_updates: count(state.available_security_update_count()),
            critical_noncompliant: count(state.critical_non_compliant_count()),
            security_noncompliant: count(state.security_non_compliant_count()),
            other_noncompliant: count(state.other_non_compliant_count()),
        },
    }
}

fn summary(item: &ResourceComplianceSummaryItem, texts: &Texts) -> AwsSummary {
    let execution = item.execution_summary();
    let bad = item.non_compliant_summary();
    AwsSummary {
        status: texts.share(item.status().map_or("UNKNOWN", |status| status.as_str())),
        overall_severity: texts.maybe(item.overall_severity().map(|severity| severity.as_str())),
        execution_type: texts.maybe(execution.and_then(|execution| execution.execution_type())),
        executed_at: execution.and_then(|execution| timestamp(execution.execution_time())),
        compliant_count: item
            .compliant_summary()
            .map_or(0, |summary| summary.compliant_count()),
        noncompliant_count: bad.map_or(0, |summary| summary.non_compliant_count()),
        noncompliant: bad
            .and_then(|summary| summary.severity_summary())
            .map(severities)
            .unwrap_or_default(),
    }
}

fn severities(summary: &SeveritySummary) -> SeverityCounts {
    SeverityCounts {
        critical: summary.critical_count(),
        high: summary.high_count(),
        medium: summary.medium_count(),
        low: summary.low_count(),
        informational: summary.informational_count(),
        unspecified: summary.unspecified_count(),
    }
}
