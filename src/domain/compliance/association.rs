//! What State Manager says of its associations on nodes: AWS's compliance type Association, which is
//! about whether an association did what it should, and never enters a verdict.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::domain::baseline::ComplianceLevel;
use crate::domain::id::{NodeId, Scope};

/// What AWS says of one association on one node (SSM API, `ComplianceItem`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociationItem {
    /// The association, by id.
    pub association: String,
    /// The document that it runs; empty when AWS does not say.
    pub document: String,
    /// `COMPLIANT` or `NON_COMPLIANT`, as AWS writes it.
    pub status: String,
    /// The level that the association gives its violations, as AWS writes it.
    pub severity: String,
    /// When the status was taken down, which is not when the association ran (SSM API,
    /// `ComplianceExecutionSummary`).
    pub captured_at: Option<Timestamp>,
}

/// Whether nodes comply with an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssociationStatus {
    /// All of them.
    Compliant,
    /// Of some of them AWS says something that this version does not know.
    Unknown,
    /// Not all of them.
    NonCompliant,
}

impl AssociationStatus {
    /// By AWS's word.
    pub fn of(word: &str) -> Self {
        match word {
            "COMPLIANT" => Self::Compliant,
            "NON_COMPLIANT" => Self::NonCompliant,
            _ => Self::Unknown,
        }
    }

    /// In AWS's words where it has one.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compliant => "COMPLIANT",
            Self::NonCompliant => "NON_COMPLIANT",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl Serialize for AssociationStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One node beneath an association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnNode {
    /// The node.
    pub node: NodeId,
    /// AWS's word.
    pub status: String,
    /// AWS's level, such as CRITICAL or UNSPECIFIED.
    pub severity: String,
    /// When the status was taken down.
    pub captured_at: Option<Timestamp>,
}

/// An association with all the nodes that it reports on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssociationCompliance {
    /// Its account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// Its id.
    pub association: String,
    /// Its name; absent when it has none, is deleted, or the name could not be read.
    pub name: Option<String>,
    /// The document that it runs.
    pub document: String,
    /// Whether its nodes comply.
    pub status: AssociationStatus,
    /// How many do.
    pub compliant: usize,
    /// How many do not.
    pub non_compliant: usize,
    /// Of how many AWS says something else.
    pub unknown: usize,
    /// The gravest level of nodes that do not comply; absent where AWS says none.
    pub severity: Option<ComplianceLevel>,
    /// When the latest status was taken down.
    pub captured_at: Option<Timestamp>,
    /// The nodes, sorted by id.
    pub nodes: Vec<OnNode>,
}

impl AssociationCompliance {
    fn add(&mut self, node: NodeId, item: AssociationItem) {
        let status = AssociationStatus::of(&item.status);
        let count = match status {
            AssociationStatus::Compliant => &mut self.compliant,
            AssociationStatus::NonCompliant => &mut self.non_compliant,
            AssociationStatus::Unknown => &mut self.unknown,
        };
        *count += 1;

        self.status = self.status.max(status);
        if status == AssociationStatus::NonCompliant {
            let level = ComplianceLevel::of_wire(&item.severity);
            // The gravest level is the first of the list.
            self.severity = self.severity.into_iter().chain(level).min();
        }
        self.captured_at = self.captured_at.max(item.captured_at);
        self.nodes.push(OnNode {
            node,
            status: item.status,
            severity: item.severity,
            captured_at: item.captured_at,
        });
    }
}

/// By association what was read by node; sorted by scope and id.
pub fn by_association(
    items: impl IntoIterator<Item = (Scope, NodeId, AssociationItem)>,
) -> Vec<AssociationCompliance> {
    let mut found: BTreeMap<(Scope, String), AssociationCompliance> = BTreeMap::new();
    for (scope, node, item) in items {
        let key = (scope.clone(), item.association.clone());
        let row = found.entry(key).or_insert_with(|| AssociationCompliance {
            scope,
            association: item.association.clone(),
            name: None,
            document: item.document.clone(),
            status: AssociationStatus::Compliant,
            compliant: 0,
            non_compliant: 0,
            unknown: 0,
            severity: None,
            captured_at: None,
            nodes: Vec::new(),
        });
        row.add(node, item);
    }

    // Reports come in any order; the same fleet must give the same page.
    let mut rows: Vec<AssociationCompliance> = found.into_values().collect();
    for row in &mut rows {
        row.nodes.sort_by(|a, b| a.node.cmp(&b.node));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(association: &str, status: &str, severity: &str, at: &str) -> AssociationItem {
        AssociationItem {
            association: association.to_owned(),
            document: "AWS-GatherSoftwareInventory".to_owned(),
            status: status.to_owned(),
            severity: severity.to_owned(),
            captured_at: at.parse().ok(),
        }
    }

    #[test]
    fn one_node_that_does_not_comply_decides_and_an_unknown_word_is_no_yes() {
        let scope: Scope = Scope {
            account: "111122223333".parse().expect("an account"),
            region: "us-east-1".parse().expect("a Region"),
        };
        let node = |n: u8| NodeId::trusted(&format!("i-0a1b2c3d4e5f6000{n}"));
        let rows = by_association([
            (
                scope.clone(),
                node(3),
                item("b", "NON_COMPLIANT", "LOW", "2026-01-02T00:00:00Z"),
            ),
            (
                scope.clone(),
                node(2),
                item("b", "COMPLIANT", "CRITICAL", "2026-01-01T00:00:00Z"),
            ),
            (
                scope.clone(),
                node(1),
                item("b", "NON_COMPLIANT", "UNSPECIFIED", ""),
            ),
            (scope.clone(), node(1), item("a", "COMPLIANT", "HIGH", "")),
            (scope, node(2), item("a", "HALF_COMPLIANT", "HIGH", "")),
        ]);

        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    &*row.association,
                    row.status.as_str(),
                    row.compliant,
                    row.non_compliant,
                    row.unknown,
                )
            })
            .collect();
        assert_eq!(
            told,
            [("a", "UNKNOWN", 1, 0, 1), ("b", "NON_COMPLIANT", 1, 2, 0)]
        );
        // The level of who complies is no violation's.
        assert_eq!(rows[1].severity, Some(ComplianceLevel::Low));
        assert_eq!(rows[1].captured_at, "2026-01-02T00:00:00Z".parse().ok());
        assert_eq!(rows[0].captured_at, None);
        let nodes: Vec<_> = rows[1].nodes.iter().map(|on| on.node.clone()).collect();
        assert_eq!(nodes, [node(1), node(2), node(3)]);
    }
}
