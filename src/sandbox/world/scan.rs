//! What a scan finds on a node: the state of every patch, judged by a baseline over what is
//! installed and what is published.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::baseline::approval;
use crate::domain::baseline::approval::{Decision, Status};
use crate::domain::baseline::{
    AvailableSecurityUpdates, Baseline, ComplianceLevel, RejectedAction,
};
use crate::domain::fleet::platform::Family;
use crate::domain::patch::Patch;
use crate::domain::run::operation::Operation;

/// The state of a patch on a node (SSM API, shape `PatchComplianceDataState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScanState {
    /// Approved and installed.
    Installed,
    /// Installed, but not approved by the baseline.
    InstalledOther,
    /// Installed, and the node was not rebooted since.
    InstalledPendingReboot,
    /// Installed although the baseline rejects it with `BLOCK`.
    InstalledRejected,
    /// Approved, applicable and not installed.
    Missing,
    /// Approved, and its installation did not succeed.
    Failed,
    /// Not applicable to this node (Windows).
    NotApplicable,
    /// A security update that is available and not approved (Windows).
    AvailableSecurityUpdate,
}

impl ScanState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Installed,
        Self::InstalledOther,
        Self::InstalledPendingReboot,
        Self::InstalledRejected,
        Self::Missing,
        Self::Failed,
        Self::NotApplicable,
        Self::AvailableSecurityUpdate,
    ];

    /// The name as real answers of the API spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Installed => "Installed",
            Self::InstalledOther => "InstalledOther",
            Self::InstalledPendingReboot => "InstalledPendingReboot",
            Self::InstalledRejected => "InstalledRejected",
            Self::Missing => "Missing",
            Self::Failed => "Failed",
            Self::NotApplicable => "NotApplicable",
            Self::AvailableSecurityUpdate => "AvailableSecurityUpdate",
        }
    }

    /// Whether a patch in this state makes its node non-compliant.
    pub fn is_violation(self, available: Option<AvailableSecurityUpdates>) -> bool {
        match self {
            Self::InstalledPendingReboot
            | Self::InstalledRejected
            | Self::Missing
            | Self::Failed => true,
            Self::AvailableSecurityUpdate => {
                available == Some(AvailableSecurityUpdates::NonCompliant)
            }
            Self::Installed | Self::InstalledOther | Self::NotApplicable => false,
        }
    }
}

/// Something that is installed on a node.
#[derive(Clone, Debug)]
pub struct Installed {
    /// What.
    pub patch: Arc<Patch>,
    /// Since when; `None` when that is not known.
    pub at: Option<Timestamp>,
}

/// A node as a scan sees it.
#[derive(Clone, Copy, Debug)]
pub struct Machine<'a> {
    /// What is installed: one version of each package, or the installed updates of Windows.
    pub installed: &'a [Installed],
    /// Ids of installed patches that wait for a reboot.
    pub pending_reboot: &'a HashSet<String>,
    /// Ids of patches that do not apply to the node (Windows).
    pub not_applicable: &'a HashSet<String>,
}

/// One line of a report.
#[derive(Clone, Debug)]
pub struct ScannedPatch {
    /// The patch: the missing version when it is missing, else the installed one.
    pub patch: Arc<Patch>,
    /// Its state.
    pub state: ScanState,
    /// The level of the rule or list that decided; `Unspecified` when none did.
    pub level: ComplianceLevel,
    /// Since when it is installed; `None` when it is not, or when that is not known.
    pub installed_at: Option<Timestamp>,
    /// Whether it makes the node non-compliant.
    pub violation: bool,
}

/// How many patches are in which state. Critical, security and other overlap; they are never
/// summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Patches per state, in the order of [`ScanState::ALL`].
    pub by_state: [u32; 8],
    /// Violations of compliance level critical.
    pub critical: u32,
    /// Violations that the publisher classifies as security.
    pub security: u32,
    /// Violations that are neither.
    pub other: u32,
}

impl Counts {
    /// How many patches are in a state.
    pub fn of(&self, state: ScanState) -> u32 {
        self.by_state[state as usize]
    }
}

/// What a scan reports.
#[derive(Clone, Debug)]
pub struct Report {
    /// One line per patch, ordered by id and title.
    pub findings: Vec<ScannedPatch>,
    /// The totals.
    pub counts: Counts,
}

impl Report {
    /// Orders findings and counts them.
    pub fn new(mut findings: Vec<ScannedPatch>) -> Self {
        findings.sort_by(|a, b| (&a.patch.id, &a.patch.title).cmp(&(&b.patch.id, &b.patch.title)));
        let counts = count(&findings);
        Self { findings, counts }
    }
}

/// Scans a node: judges what is installed and what is published up to the UTC day `on`.
pub fn scan(
    baseline: &Baseline,
    catalogue: &[Arc<Patch>],
    machine: &Machine<'_>,
    operation: Operation,
    on: Date,
) -> Report {
    // A patch without a date was always there.
    let published = |patch: &&Arc<Patch>| patch.released.is_none_or(|released| released <= on);
    let catalogue: Vec<&Arc<Patch>> = catalogue.iter().filter(published).collect();
    let scan = Scan {
        baseline,
        machine,
        operation,
        on,
    };
    Report::new(match baseline.os.family() {
        Family::Windows => scan.windows(&catalogue),
        family => scan.packages(&catalogue, family),
    })
}

struct Scan<'a> {
    baseline: &'a Baseline,
    machine: &'a Machine<'a>,
    operation: Operation,
    on: Date,
}

impl Scan<'_> {
    fn decide(&self, patch: &Patch) -> Decision {
        approval::evaluate(self.baseline, patch, self.on)
    }

    fn finding(
        &self,
        patch: &Arc<Patch>,
        state: ScanState,
        level: ComplianceLevel,
        installed_at: Option<Timestamp>,
    ) -> ScannedPatch {
        let violation = state.is_violation(self.baseline.available_security_updates);
        ScannedPatch {
            patch: Arc::clone(patch),
            state,
            level,
            installed_at,
            violation,
        }
    }

    /// Packages: for each one that is installed, the newest approved version decides.
    fn packages(&self, catalogue: &[&Arc<Patch>], family: Family) -> Vec<ScannedPatch> {
        // By name once: each node would otherwise search the whole catalogue for every package.
        let mut published: HashMap<&str, Vec<&Arc<Patch>>> = HashMap::new();
        for patch in catalogue {
            published.entry(name_of(patch)).or_default().push(patch);
        }
        let judge = |installed: &Installed| {
            let candidates = published
                .get(name_of(&installed.patch))
                .map(Vec::as_slice)
                .unwrap_or_default();
            match self.newest_missing(installed, candidates, family) {
                Some((patch, decision)) => {
                    self.finding(patch, self.not_installed(), decision.level, None)
                }
                None => self.installed(installed, candidates, family),
            }
        };
        self.machine.installed.iter().map(judge).collect()
    }

    /// The newest approved version beyond the installed one; of several notices for that version
    /// the one with the gravest level.
    fn newest_missing<'p>(
        &self,
        installed: &Installed,
        candidates: &[&'p Arc<Patch>],
        family: Family,
    ) -> Option<(&'p Arc<Patch>, Decision)> {
        candidates
            .iter()
            .filter(|candidate| replaces(candidate, &installed.patch))
            .filter(|candidate| compare(candidate, &installed.patch, family) == Ordering::Greater)
            .map(|candidate| (*candidate, self.decide(candidate)))
            .filter(|(_, decision)| decision.status == Status::Approved)
            .min_by(|(a, left), (b, right)| {
                compare(b, a, family).then(left.level.cmp(&right.level))
            })
    }

    /// Windows: what is installed, then what is offered; an update that a newer one replaces is not
    /// offered any more.
    fn windows(&self, catalogue: &[&Arc<Patch>]) -> Vec<ScannedPatch> {
        let installed: HashSet<&str> = self
            .machine
            .installed
            .iter()
            .map(|item| item.patch.id.as_str())
            .collect();
        // What is not for this node replaces nothing on it.
        let replaced: HashSet<&str> = catalogue
            .iter()
            .filter(|patch| !self.machine.not_applicable.contains(&patch.id))
            .flat_map(|patch| patch.supersedes.iter().map(String::as_str))
            .collect();
        let mut findings: Vec<ScannedPatch> = self
            .machine
            .installed
            .iter()
            .map(|item| self.installed(item, &[], Family::Windows))
            .collect();
        for patch in catalogue
            .iter()
            .filter(|patch| !installed.contains(patch.id.as_str()))
        {
            if self.machine.not_applicable.contains(&patch.id)
                || replaced.contains(patch.id.as_str())
            {
                findings.push(self.finding(
                    patch,
                    ScanState::NotApplicable,
                    ComplianceLevel::Unspecified,
                    None,
                ));
                continue;
            }
            let decision = self.decide(patch);
            match decision.status {
                Status::Approved => {
                    findings.push(self.finding(patch, self.not_installed(), decision.level, None));
                }
                Status::Pending | Status::NotApproved if patch.is_security() => {
                    findings.push(self.finding(
                        patch,
                        ScanState::AvailableSecurityUpdate,
                        decision.level,
                        None,
                    ));
                }
                Status::Pending | Status::NotApproved | Status::Rejected => {}
            }
        }
        findings
    }

    /// What an installed package is. What was published of the very same version says more of it
    /// than the node does.
    fn installed(
        &self,
        installed: &Installed,
        candidates: &[&Arc<Patch>],
        family: Family,
    ) -> ScannedPatch {
        // The repository may tell of an installed version otherwise than the node's own database
        // does.
        let same = |candidate: &&&Arc<Patch>| {
            candidate.id == installed.patch.id
                && compare(candidate, &installed.patch, family) == Ordering::Equal
        };
        let of_node = (&installed.patch, self.decide(&installed.patch));
        let published = candidates
            .iter()
            .filter(same)
            .map(|patch| (*patch, self.decide(patch)));
        // A rejection wins over an approval, as in a baseline with both.
        let gravity = |(_, decision): &(&Arc<Patch>, Decision)| {
            let rank = match decision.status {
                Status::Rejected => 0,
                Status::Approved => 1,
                Status::Pending | Status::NotApproved => 2,
            };
            (rank, decision.level)
        };
        let (patch, decision) = published.min_by_key(gravity).unwrap_or(of_node);
        self.installed_as(patch, &decision, installed.at)
    }

    /// What an installed patch is: rejected, waiting for a reboot, approved, or something else.
    fn installed_as(
        &self,
        patch: &Arc<Patch>,
        decision: &Decision,
        at: Option<Timestamp>,
    ) -> ScannedPatch {
        // A rejection is told before a reboot that is due: it stays after the reboot.
        let blocked = decision.status == Status::Rejected
            && self.baseline.rejected_action == RejectedAction::Block;
        let state = if blocked {
            ScanState::InstalledRejected
        } else if self.machine.pending_reboot.contains(&patch.id) {
            ScanState::InstalledPendingReboot
        } else if decision.status == Status::Approved {
            ScanState::Installed
        } else {
            ScanState::InstalledOther
        };
        // No rule has a say in what it does not approve.
        let level = if state == ScanState::InstalledOther {
            ComplianceLevel::Unspecified
        } else {
            decision.level
        };
        self.finding(patch, state, level, at)
    }

    /// After an installation, what is still not there has failed.
    fn not_installed(&self) -> ScanState {
        match self.operation {
            Operation::Scan => ScanState::Missing,
            Operation::Install => ScanState::Failed,
        }
    }
}

/// What a package and its versions are found by; the id alone when it is no package.
fn name_of(patch: &Patch) -> &str {
    patch
        .package
        .as_ref()
        .map_or(patch.id.as_str(), |package| package.name.as_str())
}

/// Whether a package takes the place of another with the same name: dnf and apt stay with the
/// architecture, except that a package may become independent of it (`noarch`, `all`), or stop
/// being so.
fn replaces(new: &Patch, old: &Patch) -> bool {
    let (Some(new), Some(old)) = (&new.package, &old.package) else {
        return new.id == old.id;
    };
    new.arch == old.arch
        || [&new.arch, &old.arch]
            .iter()
            .any(|arch| matches!(arch.as_str(), "noarch" | "all"))
}

/// Compares the versions of two patches of the same package.
fn compare(left: &Patch, right: &Patch, family: Family) -> Ordering {
    match (&left.package, &right.package) {
        (Some(left), Some(right)) => left.cmp_version(right, family),
        _ => Ordering::Equal,
    }
}

fn count(findings: &[ScannedPatch]) -> Counts {
    let mut counts = Counts::default();
    for finding in findings {
        counts.by_state[finding.state as usize] += 1;
        if !finding.violation {
            continue;
        }
        let critical = finding.level == ComplianceLevel::Critical;
        let security = finding.patch.is_security();
        counts.critical += u32::from(critical);
        counts.security += u32::from(security);
        counts.other += u32::from(!critical && !security);
    }
    counts
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
