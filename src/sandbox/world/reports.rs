//! What the last scan of a node reported, computed when it is asked for and kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::World;
use super::baselines::Stored;
use super::node::{Node, Scan, ScannedBy};
use crate::domain::baseline::ComplianceLevel;
use crate::domain::id::Scope;
use crate::domain::platform::OperatingSystem;
use crate::domain::scan::{self, Operation, PatchState, Report};
use crate::sandbox::derive;
use crate::sandbox::fleet::when::utc_day;

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
        let (mut compliant, mut violations) = (Levels::default(), Levels::default());
        for finding in report.findings.iter().filter(|finding| is_item(finding.state)) {
            let levels = if finding.violation { &mut violations } else { &mut compliant };
            levels[finding.level as usize] += 1;
        }
        Self { report, compliant, violations }
    }
}

/// Whether a finding is a compliance item; what is not applicable is listed as a patch only.
pub(in crate::sandbox) fn is_item(state: PatchState) -> bool {
    state != PatchState::NotApplicable
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
}

/// Reports that were computed; one per node and scan, and one per kind of generated node.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Cache {
    listed: Mutex<HashMap<(Scope, String, usize), Arc<Scanned>>>,
    kinds: Mutex<HashMap<u32, (Arc<Judged>, String)>>,
}

impl World {
    /// What the last scan of a node reported; `None` when it has never reported patch compliance.
    pub(in crate::sandbox) fn scanned(&self, scope: &Scope, node: &Node, now: Timestamp) -> Option<Arc<Scanned>> {
        let (position, scan) = node.last_scan(now)?;
        if let Some(kind) = node.kind {
            return Some(Arc::new(self.scanned_kind(scope, node, scan, kind)));
        }
        let key = (scope.clone(), node.id.clone(), position);
        let mut cache = self.reports.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = cache.get(&key) {
            return Some(Arc::clone(found));
        }
        let (judged, baseline_id) = self.judge(scope, node, scan)?;
        let scanned = Arc::new(scanned(scope, node, scan, Arc::new(judged), baseline_id));
        cache.insert(key, Arc::clone(&scanned));
        Some(scanned)
    }

    /// Whether the patches of a node comply as an association sees them.
    pub(in crate::sandbox) fn association_complies(&self, scope: &Scope, node: &Node, scan: &Scan) -> bool {
        self.judge(scope, node, scan).is_none_or(|(judged, _)| judged.violations == Levels::default())
    }

    fn scanned_kind(&self, scope: &Scope, node: &Node, scan: &Scan, kind: u32) -> Scanned {
        let mut cache = self.reports.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let (judged, baseline_id) = cache.entry(kind).or_insert_with(|| {
            let (judged, id) = self.judge(scope, node, scan).expect("every platform of a generated node has a default baseline");
            (Arc::new(judged), id)
        });
        scanned(scope, node, scan, Arc::clone(judged), baseline_id.clone())
    }

    /// Evaluates the node's baseline; gives the report and the id of the baseline as the node reports it.
    fn judge(&self, scope: &Scope, node: &Node, scan: &Scan) -> Option<(Judged, String)> {
        let os = node.catalogue.os;
        let baselines = self.baselines(scope);
        let (stored, id) = if scan.by == ScannedBy::PatchPolicy {
            let named = scan.baseline.as_ref().and_then(|name| self.named(scope, name, os));
            let stored = named.or_else(|| baselines.default_for(os).cloned())?;
            // A policy works on a copy of the baseline, whose id is not known to DescribePatchBaselines.
            let id = format!("pb-0{}", derive::hex_id(&["policy", scope.account.as_str(), &stored.id], 16));
            (stored, id)
        } else {
            let stored = Arc::clone(baselines.resolve(node.patch_group(), os)?);
            let id = stored.id.clone();
            (stored, id)
        };
        let machine = scan::Machine {
            installed: &node.machine.installed,
            pending_reboot: &node.machine.pending_reboot,
            not_applicable: &node.machine.not_applicable,
        };
        let report = scan::scan(&stored.rules, &node.catalogue.updates, &machine, scan.operation, utc_day(scan.at));
        Some((Judged::new(report), id))
    }

    fn named(&self, scope: &Scope, name: &str, os: OperatingSystem) -> Option<Arc<Stored>> {
        let here = self.scopes.get(scope).into_iter();
        let everywhere = here.chain(self.scopes.values());
        let mut all = everywhere.flat_map(|state| state.baselines.all.iter());
        all.find(|stored| stored.name == name && stored.rules.os == os).cloned()
    }
}

fn scanned(scope: &Scope, node: &Node, scan: &Scan, judged: Arc<Judged>, baseline_id: String) -> Scanned {
    let at = scan.at.as_second().to_string();
    let took = jiff::SignedDuration::from_secs(if scan.operation == Operation::Install { 340 } else { 38 });
    Scanned {
        judged,
        baseline_id,
        patch_group: node.patch_group().to_owned(),
        snapshot_id: derive::uuid(&["snapshot", scope.account.as_str(), &node.id, &at]),
        started: scan.at.checked_sub(took).unwrap_or(scan.at),
        ended: scan.at,
        operation: scan.operation,
        by: scan.by,
        reboot: scan.reboot,
    }
}

/// The gravest level that occurs; `None` when none does.
pub(in crate::sandbox) fn gravest(levels: &Levels) -> Option<ComplianceLevel> {
    ComplianceLevel::ALL.iter().copied().find(|level| levels[*level as usize] > 0)
}
