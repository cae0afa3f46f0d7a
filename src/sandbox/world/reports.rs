//! What the last scan of a node reported, computed when it is asked for and kept.

use std::sync::{Arc, PoisonError};

use jiff::Timestamp;

use super::node::{Node, Ran, Scan, ScannedBy, patch_group};
use super::report::{Judged, KindKey, Levels, ListedKey, Scanned};
use super::state::World;
use super::stored::Stored;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::Scope;
use crate::domain::run::operation::Operation;
use crate::sandbox::derive;
use crate::sandbox::fleet::when::utc_day;
use crate::sandbox::world::scan::{self, Report, ScanState, ScannedPatch};

/// What a scan of a node is judged by: what was in force when it ran.
pub(super) struct Applied<'a> {
    pub(super) stored: Arc<Stored>,
    /// The id of the baseline as the node reports it.
    id: String,
    group: &'a str,
}

impl<'a> Applied<'a> {
    /// A baseline that is reported under its own id.
    fn own(stored: Arc<Stored>, group: &'a str) -> Self {
        Self {
            id: stored.id.clone(),
            stored,
            group,
        }
    }
}

impl World {
    /// What the last scan of a node reported; `None` when it has never reported patch compliance.
    pub(in crate::sandbox) fn scanned(
        &self,
        scope: &Scope,
        node: &Node,
        now: Timestamp,
    ) -> Option<Arc<Scanned>> {
        let (position, scan) = node.last_scan(now)?;
        self.scanned_as(scope, node, position, scan)
    }

    /// What an operation of a command reported, by its place among those of its node.
    pub(in crate::sandbox) fn reported(
        &self,
        scope: &Scope,
        id: &str,
        place: usize,
    ) -> Option<Arc<Scanned>> {
        let node = self.node(scope, id)?;
        let of_file = node
            .scans
            .iter()
            .take_while(|scan| scan.ran.is_none())
            .count();
        let scan = node.scans.get(of_file + place)?;
        self.scanned_as(scope, &node, of_file + place, scan)
    }

    fn scanned_as(
        &self,
        scope: &Scope,
        node: &Node,
        position: usize,
        scan: &Scan,
    ) -> Option<Arc<Scanned>> {
        // A generated node reports like every other of its kind, as long as no command changed it.
        if let Some(kind) = node.kind.filter(|_| {
            scan.machine.is_none() && (scan.ran.is_none() || scan.operation == Operation::Scan)
        }) {
            return self.scanned_kind(scope, node, scan, kind).map(Arc::new);
        }

        // Rules and tags are in the key by their versions: a report of before a change stays what
        // it was.
        let moment = scan.judged_at();
        let key = ListedKey {
            scope: scope.clone(),
            node: node.id.clone(),
            scan: (position, scan.ran.as_ref().map(|ran| ran.id.clone())),
            versions: (
                self.baselines_at(scope, moment).1,
                self.tags_at(scope, node, moment).1,
            ),
        };

        let mut cache = self
            .reports
            .listed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
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
    pub(in crate::sandbox) fn association_complies(
        &self,
        scope: &Scope,
        node: &Node,
        scan: &Scan,
    ) -> bool {
        let applied = self.applied(scope, node, scan);
        applied.is_none_or(|applied| {
            judge(node, scan, &applied.stored).violations == Levels::default()
        })
    }

    /// What a generated node reports, judged once for each kind, day and version of the rules.
    fn scanned_kind(&self, scope: &Scope, node: &Node, scan: &Scan, kind: u32) -> Option<Scanned> {
        let applied = self.applied(scope, node, scan)?;
        let rules = self.baselines_at(scope, scan.judged_at()).1;
        // The day is what a delay of approval counts in (whole UTC days; SSM API reference,
        // PatchRule).
        let key = KindKey {
            kind,
            day: utc_day(scan.judged_at()),
            baseline: applied.id.clone(),
            rules,
        };

        let mut cache = self
            .reports
            .kinds
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let judged = Arc::clone(
            cache
                .entry(key)
                .or_insert_with(|| Arc::new(judge(node, scan, &applied.stored))),
        );
        Some(scanned(scope, node, scan, judged, applied))
    }

    /// Finds the baseline, by the groups, defaults and tags of the time of the scan.
    pub(super) fn applied<'a>(
        &'a self,
        scope: &Scope,
        node: &'a Node,
        scan: &Scan,
    ) -> Option<Applied<'a>> {
        let os = node.catalogue.os;
        let moment = scan.judged_at();
        let group = patch_group(self.tags_at(scope, node, moment).0);
        let (baselines, _) = self.baselines_at(scope, moment);

        if let Some(id) = scan.ran.as_ref().and_then(|ran| ran.baseline_id.as_ref()) {
            let stored = Arc::clone(baselines.find(id)?);
            return Some(Applied::own(stored, group));
        }
        if scan.by == ScannedBy::PatchPolicy {
            let brought = scan.ran.as_ref().and_then(|ran| ran.brought.clone());
            let named = brought.or_else(|| self.brought(scope, scan, os));
            let stored = named.or_else(|| {
                // A policy that names nothing uses AWS's or the account's default.
                baselines.default_for(os).cloned()
            })?;

            // A policy works on a copy of the baseline, whose id is not known to
            // DescribePatchBaselines.
            let id = format!(
                "pb-0{}",
                derive::hex_id(&["policy", scope.account.as_str(), &stored.id], 16)
            );
            return Some(Applied { stored, id, group });
        }

        let stored = Arc::clone(baselines.resolve(group, os)?);
        Some(Applied::own(stored, group))
    }

    /// The baseline that a patch policy brings, by its name: that of its own scope, else of any
    /// other, because a policy takes its baselines from one account and Region to all.
    fn brought(&self, scope: &Scope, scan: &Scan, os: OperatingSystem) -> Option<Arc<Stored>> {
        let name = scan.baseline.as_ref()?;
        let mut everywhere = std::iter::once(scope).chain(self.scopes.keys());
        everywhere.find_map(|scope| {
            let (baselines, _) = self.baselines_at(scope, scan.judged_at());
            baselines
                .all
                .iter()
                .find(|stored| stored.name == *name && stored.rules.os == os)
                .cloned()
        })
    }
}

fn judge(node: &Node, scan: &Scan, stored: &Stored) -> Judged {
    let machine = scan.machine.as_ref().unwrap_or(&node.machine);
    let machine = scan::Machine {
        installed: &machine.installed,
        pending_reboot: &machine.pending_reboot,
        not_applicable: &machine.not_applicable,
    };

    let on = utc_day(scan.judged_at());
    let Some(ran) = scan
        .ran
        .as_ref()
        .filter(|_| scan.operation == Operation::Install)
    else {
        return Judged::new(scan::scan(
            &stored.rules,
            &node.catalogue.updates,
            &machine,
            scan.operation,
            on,
        ));
    };

    // An installation of a command left the node as it is known. It is judged as a scan would be,
    // and what it failed to install is laid over.
    let report = scan::scan(
        &stored.rules,
        &node.catalogue.updates,
        &machine,
        Operation::Scan,
        on,
    );
    Judged::new(after_install(report, ran))
}

/// What an installation leaves: what is still missing has failed, and with an override list only
/// what the list asked for.
fn after_install(report: Report, ran: &Ran) -> Report {
    let findings = report.findings.into_iter();
    Report::new(
        findings
            .map(|finding| finding_after_install(finding, ran))
            .collect(),
    )
}

fn finding_after_install(mut finding: ScannedPatch, ran: &Ran) -> ScannedPatch {
    let patch = &finding.patch;
    let failed = ran.failed.iter().find(|failed| failed.id == patch.id);

    // Without a list nothing is left as missing (patch payload 1.80, `package_inventory.py`).
    if finding.state == ScanState::Missing && (ran.list.is_none() || failed.is_some()) {
        finding.state = ScanState::Failed;
        return finding;
    }

    // The list asked for what the baseline does not.
    match ran
        .failed
        .iter()
        .find(|failed| failed.id == patch.id && failed.title != patch.title)
    {
        None => finding,
        Some(wanted) => ScannedPatch {
            patch: Arc::clone(wanted),
            state: ScanState::Failed,
            violation: true,
            installed_at: None,
            ..finding
        },
    }
}

fn scanned(
    scope: &Scope,
    node: &Node,
    scan: &Scan,
    judged: Arc<Judged>,
    applied: Applied<'_>,
) -> Scanned {
    // The fleet file gives only the end of a scan. How long it took is made up, in the size of what
    // real ones take.
    let at = scan.at.as_second().to_string();
    let ran = scan.ran.as_deref();
    let took = jiff::SignedDuration::from_secs(if scan.operation == Operation::Install {
        340
    } else {
        38
    });

    Scanned {
        judged,
        baseline_id: applied.id,
        patch_group: applied.group.to_owned(),
        snapshot_id: match ran {
            Some(ran) => ran.snapshot_id.clone(),
            None => derive::uuid(&["snapshot", scope.account.as_str(), &node.id, &at]),
        },
        started: ran.map_or_else(
            || scan.at.checked_sub(took).unwrap_or(scan.at),
            |ran| ran.started,
        ),
        ended: scan.at,
        operation: scan.operation,
        by: scan.by,
        reboot: scan.reboot,
        owner: ran.map_or_else(String::new, |ran| ran.owner.clone()),
        list: ran.and_then(|ran| ran.list.clone()),
        no_reboot: ran.and_then(|ran| ran.no_reboot),
    }
}
