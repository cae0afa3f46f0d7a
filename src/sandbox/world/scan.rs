//! What a scan finds on a node: the state of every patch, judged by a baseline over what is
//! installed and what is published.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::approval::{self, Decision, Status};
use super::baseline::{AvailableSecurityUpdates, Baseline, ComplianceLevel, RejectedAction};
use super::patch::Patch;
use super::platform::Family;

/// The state of a patch on a node (SSM API, shape `PatchComplianceDataState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatchState {
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

impl PatchState {
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

/// What a patching operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub enum Operation {
    /// Report what is missing; nothing is installed.
    Scan,
    /// Install what is missing; what is still missing afterwards has failed.
    Install,
}

impl Operation {
    /// AWS's word, as it is on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scan => "Scan",
            Self::Install => "Install",
        }
    }
}

impl std::str::FromStr for Operation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "scan" => Ok(Self::Scan),
            "install" => Ok(Self::Install),
            _ => Err(format!("`{text}` is neither scan nor install")),
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
pub struct Finding {
    /// The patch: the missing version when it is missing, else the installed one.
    pub patch: Arc<Patch>,
    /// Its state.
    pub state: PatchState,
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
    /// Patches per state, in the order of [`PatchState::ALL`].
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
    pub fn of(&self, state: PatchState) -> u32 {
        self.by_state[state as usize]
    }
}

/// What a scan reports.
#[derive(Clone, Debug)]
pub struct Report {
    /// One line per patch, ordered by id and title.
    pub findings: Vec<Finding>,
    /// The totals.
    pub counts: Counts,
}

impl Report {
    /// Orders findings and counts them.
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| (&a.patch.id, &a.patch.title).cmp(&(&b.patch.id, &b.patch.title)));
        let counts = count(&findings);
        Self { findings, counts }
    }

    /// The gravest level among the violations; `None` when the node is compliant.
    pub fn gravest_violation(&self) -> Option<ComplianceLevel> {
        self.findings
            .iter()
            .filter(|finding| finding.violation)
            .map(|finding| finding.level)
            .min()
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
        state: PatchState,
        level: ComplianceLevel,
        installed_at: Option<Timestamp>,
    ) -> Finding {
        let violation = state.is_violation(self.baseline.available_security_updates);
        Finding {
            patch: Arc::clone(patch),
            state,
            level,
            installed_at,
            violation,
        }
    }

    /// Packages: for each one that is installed, the newest approved version decides.
    fn packages(&self, catalogue: &[&Arc<Patch>], family: Family) -> Vec<Finding> {
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
    fn windows(&self, catalogue: &[&Arc<Patch>]) -> Vec<Finding> {
        let installed: HashSet<&str> = self
            .machine
            .installed
            .iter()
            .map(|item| item.patch.id.as_str())
            .collect();
        let replaced: HashSet<&str> = catalogue
            .iter()
            .filter(|patch| !self.machine.not_applicable.contains(&patch.id))
            .flat_map(|patch| patch.supersedes.iter().map(String::as_str))
            .collect();
        let mut findings: Vec<Finding> = self
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
                    PatchState::NotApplicable,
                    ComplianceLevel::Unspecified,
                    None,
                ));
                continue;
            }
            let decision = self.decide(patch);
            match decision.status {
                Status::Approved => {
                    findings.push(self.finding(patch, self.not_installed(), decision.level, None))
                }
                Status::Pending | Status::NotApproved if patch.is_security() => {
                    findings.push(self.finding(
                        patch,
                        PatchState::AvailableSecurityUpdate,
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
    ) -> Finding {
        let same = |candidate: &&&Arc<Patch>| {
            candidate.id == installed.patch.id
                && compare(candidate, &installed.patch, family) == Ordering::Equal
        };
        let of_node = (&installed.patch, self.decide(&installed.patch));
        let published = candidates
            .iter()
            .filter(same)
            .map(|patch| (*patch, self.decide(patch)));
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
    ) -> Finding {
        let blocked = decision.status == Status::Rejected
            && self.baseline.rejected_action == RejectedAction::Block;
        let state = if blocked {
            PatchState::InstalledRejected
        } else if self.machine.pending_reboot.contains(&patch.id) {
            PatchState::InstalledPendingReboot
        } else if decision.status == Status::Approved {
            PatchState::Installed
        } else {
            PatchState::InstalledOther
        };
        let level = if state == PatchState::InstalledOther {
            ComplianceLevel::Unspecified
        } else {
            decision.level
        };
        self.finding(patch, state, level, at)
    }

    /// After an installation, what is still not there has failed.
    fn not_installed(&self) -> PatchState {
        match self.operation {
            Operation::Scan => PatchState::Missing,
            Operation::Install => PatchState::Failed,
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

fn count(findings: &[Finding]) -> Counts {
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
