//! The compliance of a node per type: patches, associations, and types of the user's own.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::node::{Node, Scan, ScannedBy};
use super::report::{Levels, Scanned, gravest};
use super::state::World;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::id::Scope;
use crate::sandbox::derive;
use std::sync::Arc;

/// The document that reports as an association.
const PATCH_SCAN: &str = "AWS-RunPatchBaselineAssociation";

/// What ran last, as a compliance answer tells it.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Execution {
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) id: Option<String>,
    pub(in crate::sandbox) kind: Option<&'static str>,
}

/// One compliance item that is not a patch.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Item {
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) compliant: bool,
    pub(in crate::sandbox) severity: ComplianceLevel,
    pub(in crate::sandbox) execution: Execution,
    pub(in crate::sandbox) document: Option<String>,
}

/// The totals of one compliance type on one node.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Totals {
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) compliant: Levels,
    pub(in crate::sandbox) violations: Levels,
    pub(in crate::sandbox) execution: Execution,
}

impl Totals {
    pub(in crate::sandbox) fn is_compliant(&self) -> bool {
        self.violations == Levels::default()
    }

    pub(in crate::sandbox) fn severity(&self) -> ComplianceLevel {
        gravest(&self.violations).unwrap_or(ComplianceLevel::Unspecified)
    }

    fn of(items: &[Item], kind: &str) -> Option<Self> {
        let mut totals: Option<Self> = None;
        for item in items.iter().filter(|item| item.kind == kind) {
            let totals = totals.get_or_insert_with(|| Self {
                kind: kind.to_owned(),
                compliant: Levels::default(),
                violations: Levels::default(),
                execution: item.execution.clone(),
            });
            let levels = if item.compliant {
                &mut totals.compliant
            } else {
                &mut totals.violations
            };
            levels[item.severity as usize] += 1;

            // The last of the executions stands for the type.
            if item.execution.at > totals.execution.at {
                totals.execution = item.execution.clone();
            }
        }

        totals
    }
}

/// What a patch report says of its execution.
pub(in crate::sandbox) fn patch_execution(scanned: &Scanned) -> Execution {
    // The two are how a reader tells who produced the data (User Guide, "Patch Manager"): the
    // association under a policy is not named in a patch report.
    let kind = if scanned.by == ScannedBy::PatchPolicy {
        "PatchPolicy"
    } else {
        "Command"
    };

    Execution {
        at: scanned.ended,
        id: Some(scanned.snapshot_id.clone()),
        kind: Some(kind),
    }
}

impl World {
    /// The compliance items of a node that are not patches.
    pub(in crate::sandbox) fn other_items(
        &self,
        scope: &Scope,
        node: &Node,
        now: Timestamp,
    ) -> Vec<Item> {
        let mut items = association_items(node, now);
        items.extend(self.scan_items(scope, node, now));
        items.extend(self.made_items(scope, node, now));
        items.extend(own_items(node, now));
        items
    }

    /// What AWS-RunPatchBaselineAssociation last reported for each association: one item for the
    /// whole node, beside its patch compliance and without touching it (User Guide, "About the
    /// AWS-RunPatchBaselineAssociation SSM document").
    fn scan_items(&self, scope: &Scope, node: &Node, now: Timestamp) -> Vec<Item> {
        // The same parts as in `associations`, so that the item has the id of the association.
        let seeded = derive::uuid(&[
            "association",
            scope.account.as_str(),
            scope.region.as_str(),
            "patch scan",
        ]);
        let mut newest: BTreeMap<&str, &Scan> = BTreeMap::new();
        let scans = node.scans.iter();
        for scan in scans.filter(|scan| scan.at <= now && scan.by == ScannedBy::Association) {
            let of = scan.ran.as_ref().and_then(|ran| ran.association.as_deref());
            let last = newest.entry(of.unwrap_or(&seeded)).or_insert(scan);
            if scan.at >= last.at {
                *last = scan;
            }
        }

        let items = newest.into_iter().map(|(id, scan)| Item {
            kind: "Association".to_owned(),
            id: id.to_owned(),
            title: String::new(),
            compliant: self.association_complies(scope, node, scan),
            severity: self
                .made_association(scope, id)
                .map_or(ComplianceLevel::Unspecified, |association| {
                    association.severity()
                }),
            execution: Execution {
                at: scan.at,
                id: None,
                kind: None,
            },
            document: Some(PATCH_SCAN.to_owned()),
        });
        items.collect()
    }

    /// Associations whose compliance is whether they did what they should (`SyncCompliance` AUTO).
    fn made_items(&self, scope: &Scope, node: &Node, now: Timestamp) -> Vec<Item> {
        let associations = self.made_associations(scope).filter(|one| {
            // With MANUAL nothing is reported but what the document itself puts there; this document
            // does, and two items of one id would be one (SSM API reference, CreateAssociation).
            one.syncs() && one.document() != PATCH_SCAN
        });
        associations
            .filter_map(|association| {
                let execution = self.last_execution(scope, &association.id, &node.id, now)?;
                let results = execution.results(self, scope, now);
                let result = results.iter().find(|result| result.node == node.id)?;
                if matches!(result.status, "Pending" | "InProgress") {
                    return None;
                }
                Some(Item {
                    kind: "Association".to_owned(),
                    id: association.id.clone(),
                    title: String::new(),
                    compliant: result.status == "Success",
                    severity: association.severity(),
                    execution: Execution {
                        at: result.at,
                        id: None,
                        kind: None,
                    },
                    document: Some(association.document().to_owned()),
                })
            })
            .collect()
    }

    /// The totals of a node per compliance type; patches first when it has reported any.
    pub(in crate::sandbox) fn totals(
        &self,
        scope: &Scope,
        node: &Node,
        now: Timestamp,
    ) -> Vec<Totals> {
        let patch = self
            .scanned(scope, node, now)
            .map(|scanned: Arc<Scanned>| Totals {
                kind: "Patch".to_owned(),
                compliant: scanned.judged.compliant,
                violations: scanned.judged.violations,
                execution: patch_execution(&scanned),
            });

        // No row for a type of which nothing was reported: absent is not compliant.
        let items = self.other_items(scope, node, now);
        let mut kinds: Vec<&str> = items.iter().map(|item| item.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();

        patch
            .into_iter()
            .chain(
                kinds
                    .into_iter()
                    .filter_map(|kind| Totals::of(&items, kind)),
            )
            .collect()
    }
}

/// The associations of the fleet file. One that is pending has not run, and so complies with
/// nothing yet.
fn association_items(node: &Node, now: Timestamp) -> Vec<Item> {
    let ran = node
        .associations
        .iter()
        .filter(|association| association.at <= now && association.status != "Pending");

    // The execution has a time only: for associations it is when the status was taken down, not
    // when the association ran (SSM API reference, ComplianceExecutionSummary).
    ran.map(|association| Item {
        kind: "Association".to_owned(),
        id: association.id.clone(),
        title: String::new(),
        compliant: association.status == "Success",
        severity: association.severity,
        execution: Execution {
            at: association.at,
            id: None,
            kind: None,
        },
        document: Some(association.document.clone()),
    })
    .collect()
}

/// The items of the user's own types.
fn own_items(node: &Node, now: Timestamp) -> impl Iterator<Item = Item> {
    let reported = node.custom.iter().filter(move |custom| custom.at <= now);

    // `PutComplianceItems` needs a time, and neither document nor execution id.
    reported.map(|custom| Item {
        kind: custom.kind.clone(),
        id: custom.id.clone(),
        title: custom.title.clone(),
        compliant: custom.compliant,
        severity: custom.severity,
        execution: Execution {
            at: custom.at,
            id: None,
            kind: Some("Custom"),
        },
        document: None,
    })
}
