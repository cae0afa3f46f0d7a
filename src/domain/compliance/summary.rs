//! A fleet in a few lines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::severity::SeverityCounts;
use super::{NodeCompliance, Verdict};

/// By what a fleet is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// By account and Region.
    #[default]
    Scope,
    /// By account.
    Account,
    /// By Region.
    Region,
    /// By operating system.
    Os,
    /// By the patch group of the last report.
    Group,
}

/// How many nodes got which verdict.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Totals {
    /// All nodes.
    pub nodes: usize,
    /// COMPLIANT.
    pub compliant: usize,
    /// `NON_COMPLIANT`.
    pub non_compliant: usize,
    /// Those of `NON_COMPLIANT` whose violations exceptions excuse all; absent where none is asked
    /// for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excused_nodes: Option<usize>,
    /// STALE.
    pub stale: usize,
    /// `NOT_REPORTED`.
    pub not_reported: usize,
    /// UNREACHABLE.
    pub unreachable: usize,
    /// UNMANAGED.
    pub unmanaged: usize,
    /// GONE; not among all nodes.
    pub gone: usize,
    /// Patches that are missing, on all nodes.
    pub missing_patches: i64,
    /// Patches whose installation failed, on all nodes.
    pub failed_patches: i64,
    /// Nodes with patches that wait for a reboot.
    pub pending_reboot_nodes: usize,
    /// Violations by compliance level, as AWS counts them.
    pub noncompliant_patches: SeverityCounts,
}

impl Totals {
    /// Adds a node.
    pub fn add(&mut self, node: &NodeCompliance) {
        if node.verdict == Verdict::Gone {
            self.gone += 1;
            return;
        }

        self.nodes += 1;
        match node.verdict {
            Verdict::Compliant => self.compliant += 1,
            Verdict::NonCompliant => self.non_compliant += 1,
            Verdict::Stale => self.stale += 1,
            Verdict::NotReported => self.not_reported += 1,
            Verdict::Unreachable => self.unreachable += 1,
            Verdict::Unmanaged => self.unmanaged += 1,
            Verdict::Gone => {}
        }

        if node.excused.is_some() {
            *self.excused_nodes.get_or_insert(0) += usize::from(node.is_excused());
        }

        // Without a report all counts are 0: what is not known adds nothing.
        let counts = node.counts();
        self.missing_patches += i64::from(counts.missing);
        self.failed_patches += i64::from(counts.failed);
        self.pending_reboot_nodes += usize::from(counts.installed_pending_reboot > 0);
        if let Some(aws) = &node.aws {
            self.noncompliant_patches += aws.noncompliant;
        }
    }
}

/// One row of a summary.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryRow {
    /// What the row is about: a scope, an account, a Region, an operating system or a group.
    pub name: String,
    /// Its nodes.
    #[serde(flatten)]
    pub totals: Totals,
}

/// Divides a fleet; the rows are sorted by name.
pub fn divide(fleet: &[NodeCompliance], division: Division) -> Vec<SummaryRow> {
    let mut rows: BTreeMap<String, Totals> = BTreeMap::new();
    for node in fleet {
        rows.entry(name(node, division)).or_default().add(node);
    }
    rows.into_iter()
        .map(|(name, totals)| SummaryRow { name, totals })
        .collect()
}

/// The totals of a fleet.
pub fn total(fleet: &[NodeCompliance]) -> Totals {
    let mut totals = Totals::default();
    for node in fleet {
        totals.add(node);
    }
    totals
}

fn name(node: &NodeCompliance, division: Division) -> String {
    let scope = &node.node.scope;
    match division {
        Division::Scope => scope.to_string(),
        Division::Account => scope.account.to_string(),
        Division::Region => scope.region.to_string(),
        Division::Os => node
            .node
            .operating_system
            .map_or_else(|| "(unknown)".to_owned(), |system| system.to_string()),
        // The group that the node reported: its tag may have changed since.
        Division::Group => node.group().unwrap_or("(none)").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::tests::{aws, judge, missing, report};

    #[test]
    fn every_node_is_counted_exactly_once() {
        let fleet = [
            judge(
                "Online",
                Some(report(1, missing(3))),
                Some(aws("NON_COMPLIANT")),
            ),
            judge(
                "Online",
                Some(report(1, missing(0))),
                Some(aws("COMPLIANT")),
            ),
            judge("Online", None, None),
        ];
        let totals = total(&fleet);
        assert_eq!(
            (
                totals.nodes,
                totals.compliant,
                totals.non_compliant,
                totals.not_reported,
                totals.missing_patches
            ),
            (3, 1, 1, 1, 3)
        );
        let rows = divide(&fleet, Division::Scope);
        assert_eq!(
            rows.iter()
                .map(|row| (row.name.as_str(), row.totals.nodes))
                .collect::<Vec<_>>(),
            [("111122223333 us-east-1", 3)]
        );
    }
}
