//! What AWS lists of patches by node: patch states, and its own word on them.

use std::collections::{HashMap, HashSet};

use aws_sdk_ssm::types::{
    ComplianceQueryOperatorType, ComplianceStringFilter, ComplianceSummaryItem, InstancePatchState,
    ResourceComplianceSummaryItem, SeveritySummary,
};
use futures::stream::{StreamExt, TryStreamExt};

use super::actions::Action;
use super::convert::{Texts, timestamp};
use super::pages::Tokens;
use super::site::{CALLS_AT_ONCE, Site};
use super::{fault, pages};
use crate::domain::compliance::severity::SeverityCounts;
use crate::domain::compliance::{AwsSummary, NodeCompliance, PatchCounts, PatchReport};
use crate::domain::fleet::node::Node;
use crate::domain::id::NodeId;
use crate::error::Result;

/// The largest batch of ids, and the largest page that the service really takes: its documentation
/// says 100, it rejects more than 50.
const STATES: usize = 50;
/// The largest page of `ListResourceComplianceSummaries` (SSM API: 1 to 50).
const SUMMARIES: i32 = 50;

/// After how many pages of summaries the last few nodes are asked for one by one: the list has no
/// filter for nodes, and 10,000 nodes make 200 pages.
const PAGES: usize = 2;

pub(super) type Reports = HashMap<NodeId, PatchReport>;
pub(super) type Summaries = HashMap<NodeId, AwsSummary>;

impl Site {
    /// The patch reports of some nodes; nodes that never reported are not among them.
    pub async fn reports_of(&self, ids: Vec<NodeId>) -> Result<Reports> {
        let batches: Vec<Vec<NodeId>> = ids.chunks(STATES).map(<[NodeId]>::to_vec).collect();
        let answers: Vec<Vec<(NodeId, PatchReport)>> = futures::stream::iter(batches)
            .map(|batch| self.batch(batch))
            .buffer_unordered(CALLS_AT_ONCE)
            .try_collect()
            .await?;

        // A node is in one batch only, so that the order of the answers does not matter.
        Ok(answers.into_iter().flatten().collect())
    }

    async fn batch(&self, ids: Vec<NodeId>) -> Result<Vec<(NodeId, PatchReport)>> {
        pages::all(Action::PatchStates, |token| self.states_page(&ids, token)).await
    }

    async fn states_page(
        &self,
        ids: &[NodeId],
        token: Option<String>,
    ) -> Result<(Vec<(NodeId, PatchReport)>, Option<String>)> {
        let ids = ids.iter().map(ToString::to_string).collect();
        let call = self
            .ssm(Action::PatchStates)
            .await
            .describe_instance_patch_states()
            .set_instance_ids(Some(ids))
            .max_results(i32::try_from(STATES).expect("50 fits"));
        let answer = call.set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::PatchStates))?;

        // Nodes that never reported are left out of the answer without a word.
        let mut reports = Vec::new();
        for state in answer.instance_patch_states() {
            if state.instance_id().is_empty() {
                return Err(fault::nameless(Action::PatchStates));
            }
            let node = NodeId::trusted(state.instance_id());
            reports.push((node, report(state, &self.texts)));
        }
        Ok((reports, answer.next_token))
    }

    /// AWS's word on nodes, of compliance type Patch only. Stops early when all of `wanted` are
    /// found, or when few enough are left to be asked for one by one.
    pub(super) async fn resource_summaries(
        &self,
        wanted: Option<HashSet<NodeId>>,
    ) -> Result<Summaries> {
        let mut summaries = Summaries::new();
        if wanted.as_ref().is_some_and(HashSet::is_empty) {
            return Ok(summaries);
        }

        let (mut tokens, mut token, mut pages) = (Tokens::default(), None, 0);
        loop {
            let (items, next) = self.summaries_page("Patch", token).await?;
            pages += 1;
            for item in &items {
                self.keep(item, wanted.as_ref(), &mut summaries)?;
            }

            // What is wanted may stand on any page: reading ends with the last of it.
            let complete = wanted
                .as_ref()
                .is_some_and(|wanted| summaries.len() == wanted.len());
            token = tokens.next(Action::ResourceSummaries, &items, next)?;
            if token.is_none() || complete {
                return Ok(summaries);
            }
            if pages == PAGES
                && let Some(wanted) = &wanted
                && self.few_words(wanted, &mut summaries).await?
            {
                return Ok(summaries);
            }
        }
    }

    /// A page of what AWS says of nodes, of one compliance type.
    pub(super) async fn summaries_page(
        &self,
        compliance_type: &str,
        token: Option<String>,
    ) -> Result<(Vec<ResourceComplianceSummaryItem>, Option<String>)> {
        let call = self
            .ssm(Action::ResourceSummaries)
            .await
            .list_resource_compliance_summaries()
            .filters(of_type(compliance_type));
        let answer = call
            .max_results(SUMMARIES)
            .set_next_token(token)
            .send()
            .await;
        let answer = answer.map_err(fault::of(Action::ResourceSummaries))?;

        let items = answer.resource_compliance_summary_items;
        Ok((items.unwrap_or_default(), answer.next_token))
    }

    /// Keeps a summary when it is about patches of a wanted node; of several for one node the
    /// latest counts.
    fn keep(
        &self,
        item: &ResourceComplianceSummaryItem,
        wanted: Option<&HashSet<NodeId>>,
        summaries: &mut Summaries,
    ) -> Result<()> {
        // The filter asks for both already; an endpoint that takes no notice of it must not turn
        // another kind of compliance into a verdict on patches.
        let other_kind = item
            .resource_type()
            .is_some_and(|kind| kind != "ManagedInstance");
        let nameless = || fault::nameless(Action::ResourceSummaries);
        // Of what does not say of which type it is nobody knows that it is another.
        if item.compliance_type().ok_or_else(nameless)? != "Patch" || other_kind {
            return Ok(());
        }
        let id = item.resource_id().filter(|id| !id.is_empty());
        let id = id.ok_or_else(nameless)?;
        let id = NodeId::trusted(id);
        if wanted.is_some_and(|wanted| !wanted.contains(&id)) {
            return Ok(());
        }

        let found = summary(item, &self.texts);
        let newer = summaries
            .get(&id)
            .is_none_or(|earlier| earlier.executed_at <= found.executed_at);
        if newer {
            summaries.insert(id, found);
        }
        Ok(())
    }

    /// How many resources are compliant and not, of every compliance type but Patch. They never
    /// count; they are shown apart.
    pub async fn other_compliance(&self) -> Result<Vec<(String, i64, i64)>> {
        pages::all(Action::Summaries, |token| self.other_kinds_page(token)).await
    }

    async fn other_kinds_page(
        &self,
        token: Option<String>,
    ) -> Result<(Vec<(String, i64, i64)>, Option<String>)> {
        let call = self
            .ssm(Action::Summaries)
            .await
            .list_compliance_summaries();
        let answer = call
            .max_results(SUMMARIES)
            .set_next_token(token)
            .send()
            .await;
        let answer = answer.map_err(fault::of(Action::Summaries))?;

        let items = answer.compliance_summary_items().iter();
        Ok((items.filter_map(other_kind).collect(), answer.next_token))
    }
}

pub(super) fn with_reports(nodes: Vec<Node>, mut reports: Reports) -> Vec<NodeCompliance> {
    let nodes = nodes.into_iter();
    nodes
        .map(|node| {
            let report = reports.remove(&node.id);
            NodeCompliance::reported(node, report)
        })
        .collect()
}

/// A compliance type other than Patch with how many resources are compliant and not.
fn other_kind(item: &ComplianceSummaryItem) -> Option<(String, i64, i64)> {
    let kind = item.compliance_type().filter(|kind| *kind != "Patch")?;
    let good = item
        .compliant_summary()
        .map_or(0, |summary| summary.compliant_count());
    let bad = item
        .non_compliant_summary()
        .map_or(0, |summary| summary.non_compliant_count());
    Some((kind.to_owned(), i64::from(good), i64::from(bad)))
}

/// The filter without which Association rows would overwrite Patch rows.
pub(super) fn of_type(compliance_type: &str) -> ComplianceStringFilter {
    ComplianceStringFilter::builder()
        .key("ComplianceType")
        .values(compliance_type)
        .r#type(ComplianceQueryOperatorType::Equal)
        .build()
}

fn report(state: &InstancePatchState, texts: &Texts) -> PatchReport {
    let option = state.reboot_option().map(|option| option.as_str());
    PatchReport {
        baseline: texts.share(state.baseline_id()),
        group: texts.share(state.patch_group()),
        operation: texts.share(state.operation().as_str()),
        // A report without a usable time proves nothing, but its counts still count.
        ended_at: timestamp(state.operation_end_time()),
        reboot_option: texts.maybe(option),
        snapshot: state
            .snapshot_id()
            .filter(|id| !id.is_empty())
            .map(Into::into),
        counts: counts(state),
    }
}

fn counts(state: &InstancePatchState) -> PatchCounts {
    PatchCounts {
        installed: counted(state.installed_count()),
        installed_other: counted(state.installed_other_count()),
        installed_pending_reboot: reported(state.installed_pending_reboot_count()),
        installed_rejected: reported(state.installed_rejected_count()),
        missing: counted(state.missing_count()),
        failed: counted(state.failed_count()),
        not_applicable: counted(state.not_applicable_count()),
        available_security_updates: reported(state.available_security_update_count()),
        // A patch may count in two of these three, so that they have no sum (SSM API,
        // `InstancePatchState`).
        critical_noncompliant: reported(state.critical_non_compliant_count()),
        security_noncompliant: reported(state.security_non_compliant_count()),
        other_noncompliant: reported(state.other_non_compliant_count()),
    }
}

/// A count that old agents do not report, or report as -1.
fn reported(count: Option<i32>) -> i32 {
    counted(count.unwrap_or(0))
}

/// A count, which is never less than none: one that is negative would take from the others.
const fn counted(count: i32) -> i32 {
    if count < 0 { 0 } else { count }
}

fn summary(item: &ResourceComplianceSummaryItem, texts: &Texts) -> AwsSummary {
    let execution = item.execution_summary();
    let (good, bad) = (item.compliant_summary(), item.non_compliant_summary());
    let severity = item.overall_severity().map(|severity| severity.as_str());
    AwsSummary {
        // A word that is missing is shown as one, and is no reason to call a node compliant.
        status: texts.share(item.status().map_or("UNKNOWN", |status| status.as_str())),
        overall_severity: texts.maybe(severity),
        execution_type: texts.maybe(execution.and_then(|execution| execution.execution_type())),
        executed_at: execution.and_then(|execution| timestamp(execution.execution_time())),
        compliant_count: good.map_or(0, |summary| counted(summary.compliant_count())),
        noncompliant_count: bad.map_or(0, |summary| counted(summary.non_compliant_count())),
        noncompliant: bad
            .and_then(|summary| summary.severity_summary())
            .map(severities)
            .unwrap_or_default(),
    }
}

fn severities(summary: &SeveritySummary) -> SeverityCounts {
    SeverityCounts {
        critical: counted(summary.critical_count()),
        high: counted(summary.high_count()),
        medium: counted(summary.medium_count()),
        low: counted(summary.low_count()),
        informational: counted(summary.informational_count()),
        unspecified: counted(summary.unspecified_count()),
    }
}
