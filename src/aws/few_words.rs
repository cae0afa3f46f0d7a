//! AWS's own word on a few nodes of many, made of the items that it judges them by.

use std::collections::{HashMap, HashSet};

use aws_sdk_ssm::types::{ComplianceItem, ComplianceSeverity, ComplianceStatus};
use futures::stream::{StreamExt, TryStreamExt};

use super::convert::timestamp;
use super::fault::{self, Class};
use super::site::{CALLS_AT_ONCE, Site};
use crate::domain::compliance::AwsSummary;
use crate::domain::compliance::severity::SeverityCounts;
use crate::domain::id::NodeId;
use crate::error::Result;

/// How many nodes are few. A node has about eight pages of items.
const FEW: usize = 5;

impl Site {
    /// Asks for the wanted nodes that have no summary yet, one by one; false when the list must be
    /// read: they are too many, one of them has no answer of its own, or that is not allowed.
    pub(super) async fn few_words(
        &self,
        wanted: &HashSet<NodeId>,
        summaries: &mut HashMap<NodeId, AwsSummary>,
    ) -> Result<bool> {
        let left = wanted.iter().filter(|node| !summaries.contains_key(*node));
        let left: Vec<&NodeId> = left.collect();
        if left.len() > FEW {
            return Ok(false);
        }

        let asked = futures::stream::iter(left).map(|node| async move {
            let items = self.raw_patch_items(node).await?;
            // Half an item proves nothing, and what has no item may have a line in the list.
            let whole = items.iter().all(|item| item.status().is_some());
            let word = if whole { self.word(&items) } else { None };
            Ok((node, word))
        });
        let words: Result<Vec<_>> = asked.buffered(CALLS_AT_ONCE).try_collect().await;
        match words {
            Ok(words) => {
                let complete = words.iter().all(|(_, word)| word.is_some());
                let found = words.into_iter();
                summaries.extend(found.filter_map(|(node, word)| Some((node.clone(), word?))));
                Ok(complete)
            }
            // Another action than that of the list, which the identity need not have.
            Err(error) if error.code().map(fault::classify) == Some(Class::Denied) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The summary that AWS's list would have; nothing for a node without items. That the list is
    /// made of the items in this way is AWS's own description of it (SSM API,
    /// `ListResourceComplianceSummaries`); unverified is only that it is never late.
    fn word(&self, items: &[ComplianceItem]) -> Option<AwsSummary> {
        let latest = items
            .iter()
            .filter_map(|item| item.execution_summary())
            .max_by_key(|execution| execution.execution_time().as_nanos())?;
        let bad = items
            .iter()
            .filter(|item| item.status() != Some(&ComplianceStatus::Compliant));
        let mut noncompliant = SeverityCounts::default();
        for item in bad {
            *count_of(&mut noncompliant, item.severity()) += 1;
        }

        let bad = noncompliant.total();
        let all = i32::try_from(items.len()).unwrap_or(i32::MAX);
        let status = if bad == 0 {
            "COMPLIANT"
        } else {
            "NON_COMPLIANT"
        };
        Some(AwsSummary {
            status: self.texts.share(status),
            overall_severity: self.texts.maybe(gravest(&noncompliant)),
            execution_type: self.texts.maybe(latest.execution_type()),
            executed_at: timestamp(latest.execution_time()),
            compliant_count: all - bad,
            noncompliant_count: bad,
            noncompliant,
        })
    }
}

fn count_of<'a>(
    counts: &'a mut SeverityCounts,
    severity: Option<&ComplianceSeverity>,
) -> &'a mut i32 {
    match severity {
        Some(ComplianceSeverity::Critical) => &mut counts.critical,
        Some(ComplianceSeverity::High) => &mut counts.high,
        Some(ComplianceSeverity::Medium) => &mut counts.medium,
        Some(ComplianceSeverity::Low) => &mut counts.low,
        Some(ComplianceSeverity::Informational) => &mut counts.informational,
        // A word of next year is no low one.
        _ => &mut counts.unspecified,
    }
}

fn gravest(counts: &SeverityCounts) -> Option<&'static str> {
    let levels = [
        (counts.critical, "CRITICAL"),
        (counts.high, "HIGH"),
        (counts.medium, "MEDIUM"),
        (counts.low, "LOW"),
        (counts.informational, "INFORMATIONAL"),
        (counts.unspecified, "UNSPECIFIED"),
    ];
    let found = levels.into_iter().find(|(count, _)| *count > 0);
    found.map_or(Some("UNSPECIFIED"), |(_, word)| Some(word))
}
