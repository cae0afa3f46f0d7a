//! What the last scan of a node reported, computed when it is asked for and kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;

use super::World;
use super::baselines::Stored;
use super::node::{Node, Scan, ScannedBy, patch_group};
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

/// Reports that were computed; one per node and scan, and one per kind of generated node, each for the rules that it was judged by.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Cache {
    listed: Mutex<HashMap<ListedKey, Arc<Scanned>>>,
    kinds: Mutex<HashMap<KindKey, Arc<Judged>>>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct ListedKey {
    scope: Scope,
    node: String,
    /// The position of the scan.
    scan: usize,
    /// The numbers of the versions of the rules and of the tags.
    versions: (u64, u64),
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct KindKey {
    kind: u32,
    day: Date,
    baseline: String,
    rules: u64,
}

/// What a scan of a node is judged by: what was in force when it ran.
struct Applied<'a> {
    stored: Arc<Stored>,
    /// The id of the baseline as the node reports it.
    id: String,
    group: &'a str,
}

impl World {
    /// What the last scan of a node reported; `None` when it has never reported patch compliance.
    pub(in crate::sandbox) fn scanned(&self, scope: &Scope, node: &Node, now: Timestamp) -> Option<Arc<Scanned>> {
        let (position, scan) = node.last_scan(now)?;
        if let Some(kind) = node.kind {
            return self.scanned_kind(scope, node, scan, kind).map(Arc::new);
        }
        let (rules, tags) = (self.baselines_at(scope, scan.at).1, self.tags_at(scope, node, scan.at).1);
        let key = ListedKey { scope: scope.clone(), node: node.id.clone(), scan: position, versions: (rules, tags) };
        let mut cache = self.reports.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = cache.get(&key) {
            return Some(Arc::clone(found));
        }
        let applied = self.applied(scope, node, scan)?;
        let judged = Arc::new(judge(node, scan, &applied.stored));
        let scanned = Arc::new(scanned(scope, node, scan, judged, applied));
        cache.insert(key, Arc::clone(&scanned));
        Some(scanned)
    }

    /// Whether the patches of a node comply as an association sees them.
    pub(in crate::sandbox) fn association_complies(&self, scope: &Scope, node: &Node, scan: &Scan) -> bool {
        let applied = self.applied(scope, node, scan);
        applied.is_none_or(|applied| judge(node, scan, &applied.stored).violations == Levels::default())
    }

    fn scanned_kind(&self, scope: &Scope, node: &Node, scan: &Scan, kind: u32) -> Option<Scanned> {
        let applied = self.applied(scope, node, scan)?;
        let rules = self.baselines_at(scope, scan.at).1;
        let key = KindKey { kind, day: utc_day(scan.at), baseline: applied.id.clone(), rules };
        let mut cache = self.reports.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = Arc::clone(cache.entry(key).or_insert_with(|| Arc::new(judge(node, scan, &applied.stored))));
        Some(scanned(scope, node, scan, judged, applied))
    }

    /// Finds the baseline, by the groups, defaults and tags of the time of the scan.
    fn applied<'a>(&'a self, scope: &Scope, node: &'a Node, scan: &Scan) -> Option<Applied<'a>> {
        let os = node.catalogue.os;
        let group = patch_group(self.tags_at(scope, node, scan.at).0);
        let (baselines, _) = self.baselines_at(scope, scan.at);
        if scan.by == ScannedBy::PatchPolicy {
            let named = scan.baseline.as_ref().and_then(|name| self.named(scope, name, os, scan.at));
            let stored = named.or_else(|| baselines.default_for(os).cloned())?;
            // A policy works on a copy of the baseline, whose id is not known to DescribePatchBaselines.
            let id = format!("pb-0{}", derive::hex_id(&["policy", scope.account.as_str(), &stored.id], 16));
            return Some(Applied { stored, id, group });
        }
        let stored = Arc::clone(baselines.resolve(group, os)?);
        Some(Applied { id: stored.id.clone(), stored, group })
    }

    fn named(&self, scope: &Scope, name: &str, os: OperatingSystem, moment: Timestamp) -> Option<Arc<Stored>> {
        let mut everywhere = std::iter::once(scope).chain(self.scopes.keys());
        everywhere.find_map(|scope| {
            let (baselines, _) = self.baselines_at(scope, moment);
            baselines.all.iter().find(|stored| stored.name == name && stored.rules.os == os).cloned()
        })
    }
}

fn judge(node: &Node, scan: &Scan, stored: &Stored) -> Judged {
    let machine = scan::Machine {
        installed: &node.machine.installed,
        pending_reboot: &node.machine.pending_reboot,
        not_applicable: &node.machine.not_applicable,
    };
    Judged::new(scan::scan(&stored.rules, &node.catalogue.updates, &machine, scan.operation, utc_day(scan.at)))
}

fn scanned(scope: &Scope, node: &Node, scan: &Scan, judged: Arc<Judged>, applied: Applied<'_>) -> Scanned {
    let at = scan.at.as_second().to_string();
    let took = jiff::SignedDuration::from_secs(if scan.operation == Operation::Install { 340 } else { 38 });
    Scanned {
        judged,
        baseline_id: applied.id,
        patch_group: applied.group.to_owned(),
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
