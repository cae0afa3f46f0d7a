//! The last report of a node, with its totals, and the reports that were computed so far.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;

use super::node::ScannedBy;
use super::scan::{Report, ScanState};
use crate::domain::baseline::ComplianceLevel;
use crate::domain::id::Scope;
use crate::domain::run::operation::Operation;

/// How many compliance items there are of each level, in the order of [`ComplianceLevel::ALL`].
pub(in crate::sandbox) type Levels = [u32; 6];

/// A report with the totals that the compliance operations give.
#[derive(Debug)]
pub(in crate::sandbox) struct Judged {
    pub(in crate::sandbox) report: Report,
    pub(in crate::sandbox) compliant: Levels,
    pub(in crate::sandbox) violations: Levels,
}

impl Judged {
    pub(super) fn new(report: Report) -> Self {
        // What is not applicable is listed, and is neither compliant nor not (User Guide, "Patch
        // compliance state values").
        let (mut compliant, mut violations) = (Levels::default(), Levels::default());
        for finding in report
            .findings
            .iter()
            .filter(|finding| is_item(finding.state))
        {
            let levels = if finding.violation {
                &mut violations
            } else {
                &mut compliant
            };
            levels[finding.level as usize] += 1;
        }

        Self {
            report,
            compliant,
            violations,
        }
    }
}

/// Whether a finding is a compliance item; what is not applicable is listed as a patch only.
pub(in crate::sandbox) fn is_item(state: ScanState) -> bool {
    state != ScanState::NotApplicable
}

/// The last report of a node.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Scanned {
    pub(in crate::sandbox) judged: Arc<Judged>,
    pub(in crate::sandbox) baseline_id: String,
    pub(in crate::sandbox) patch_group: String,
    pub(in crate::sandbox) snapshot_id: String,
    pub(in crate::sandbox) started: Timestamp,
    pub(in crate::sandbox) ended: Timestamp,
    pub(in crate::sandbox) operation: Operation,
    pub(in crate::sandbox) by: ScannedBy,
    pub(in crate::sandbox) reboot: &'static str,
    /// What the maintenance window says of its targets.
    pub(in crate::sandbox) owner: String,
    /// The URL of the override list.
    pub(in crate::sandbox) list: Option<String>,
    /// When the node was last left without the reboot that it needs.
    pub(in crate::sandbox) no_reboot: Option<Timestamp>,
}

/// Reports that were computed; one per node and scan, and one per kind of generated node, each for
/// the rules that it was judged by.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Cache {
    pub(super) listed: Mutex<HashMap<ListedKey, Arc<Scanned>>>,
    pub(super) kinds: Mutex<HashMap<KindKey, Arc<Judged>>>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct ListedKey {
    pub(super) scope: Scope,
    pub(super) node: String,
    /// The position of the scan, and the command behind it.
    pub(super) scan: (usize, Option<String>),
    /// The numbers of the versions of the rules and of the tags.
    pub(super) versions: (u64, u64),
}

#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct KindKey {
    pub(super) kind: u32,
    pub(super) day: Date,
    pub(super) baseline: String,
    pub(super) rules: u64,
}

/// The gravest level that occurs; `None` when none does.
pub(in crate::sandbox) fn gravest(levels: &Levels) -> Option<ComplianceLevel> {
    ComplianceLevel::ALL
        .iter()
        .copied()
        .find(|level| levels[*level as usize] > 0)
}
