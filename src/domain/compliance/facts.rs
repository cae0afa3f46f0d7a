//! What a node reported of its patches, and AWS's own word on them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::severity::SeverityCounts;
use crate::domain::patch::state::PatchState;
use crate::domain::text::shared::Shared;

/// What a node's last scan or installation reported (SSM API, shape `InstancePatchState`).
#[derive(Clone, Debug, Serialize)]
pub struct PatchReport {
    /// The baseline that was used: an id, or an ARN when AWS owns it.
    pub baseline: Shared,
    /// The patch group that the node had then; empty when it had none.
    pub group: Shared,
    /// `Scan` or `Install`, as AWS says it.
    pub operation: Shared,
    /// When the operation ended, by the node's clock; absent when AWS does not know it.
    pub ended_at: Option<Timestamp>,
    /// `RebootIfNeeded` or `NoReboot`, when it was given.
    pub reboot_option: Option<Shared>,
    /// The patch snapshot that was used; a patch run knows its own reports by it.
    #[serde(skip)]
    pub snapshot: Option<Box<str>>,
    /// How many patches are in which state.
    #[serde(flatten)]
    pub counts: PatchCounts,
}

/// How many patches of a node are in which state. What old agents leave out counts as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct PatchCounts {
    /// In the baseline and installed.
    pub installed: i32,
    /// Installed although the baseline does not approve it.
    pub installed_other: i32,
    /// Installed, but the node was not rebooted since.
    pub installed_pending_reboot: i32,
    /// Installed although the baseline rejects it.
    pub installed_rejected: i32,
    /// Approved, applicable, and not there.
    pub missing: i32,
    /// Approved, but the installation failed.
    pub failed: i32,
    /// Of no use to this node; never a violation.
    pub not_applicable: i32,
    /// Windows: security updates that are available but not approved.
    pub available_security_updates: i32,
    /// Violations whose compliance level is CRITICAL. The three counters overlap and must not be
    /// added up.
    pub critical_noncompliant: i32,
    /// Violations that are security patches.
    pub security_noncompliant: i32,
    /// Violations that are neither.
    pub other_noncompliant: i32,
}

impl PatchCounts {
    /// Whether it counts nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether any of the counts is a violation (AWS User Guide, patch compliance states).
    ///
    /// Security updates that are only available are a violation when the baseline says so; AWS then
    /// counts them in `security_noncompliant`.
    pub const fn violates(&self) -> bool {
        self.missing > 0
            || self.failed > 0
            || self.installed_rejected > 0
            || self.installed_pending_reboot > 0
            || self.critical_noncompliant > 0
            || self.security_noncompliant > 0
            || self.other_noncompliant > 0
    }

    /// How many patches are in some states; all states that a node lists without any. Patches of no
    /// use to a node are not always listed, and never counted here.
    pub fn in_states(&self, states: &[PatchState]) -> i32 {
        let all = [
            (PatchState::Failed, self.failed),
            (PatchState::Missing, self.missing),
            (
                PatchState::InstalledPendingReboot,
                self.installed_pending_reboot,
            ),
            (PatchState::InstalledRejected, self.installed_rejected),
            (
                PatchState::AvailableSecurityUpdate,
                self.available_security_updates,
            ),
            (PatchState::Installed, self.installed),
            (PatchState::InstalledOther, self.installed_other),
        ];
        let counted = all.iter();
        let counted = counted.filter(|(state, _)| states.is_empty() || states.contains(state));
        // Numbers of AWS: a sum that is too large must not end the program.
        counted.fold(0, |sum, (_, number)| sum.saturating_add(*number))
    }

    /// The violations in words, the worst first.
    pub fn violations(&self) -> Vec<String> {
        let named = [
            (self.failed, "failed"),
            (self.missing, "missing"),
            (self.installed_pending_reboot, "pending reboot"),
            (self.installed_rejected, "installed but rejected"),
        ];
        let mut words: Vec<String> = named
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();

        // Counted as violations only when the baseline says so, and then in this counter (AWS User
        // Guide, patch compliance states).
        if words.is_empty() && self.security_noncompliant > 0 && self.available_security_updates > 0
        {
            let plural = if self.available_security_updates == 1 {
                "update"
            } else {
                "updates"
            };
            words.push(format!(
                "{} available security {plural}",
                self.available_security_updates
            ));
        }

        words
    }
}

/// AWS's own word on a node's patches (SSM API, shape `ResourceComplianceSummaryItem`, compliance
/// type Patch only).
#[derive(Clone, Debug, Serialize)]
pub struct AwsSummary {
    /// `COMPLIANT`, `NON_COMPLIANT`, or whatever AWS says next year.
    pub status: Shared,
    /// The highest compliance level among the violations, as AWS says it.
    pub overall_severity: Option<Shared>,
    /// `Command` or `PatchPolicy`: what produced the data.
    pub execution_type: Option<Shared>,
    /// When AWS recorded it.
    pub executed_at: Option<Timestamp>,
    /// How many patches are compliant.
    pub compliant_count: i32,
    /// How many are not.
    pub noncompliant_count: i32,
    /// The violations by compliance level.
    pub noncompliant: SeverityCounts,
}

impl AwsSummary {
    /// Whether AWS calls the node compliant. A word that we do not know is not a yes, and neither is
    /// one beside counted violations.
    pub fn is_compliant(&self) -> bool {
        &*self.status == "COMPLIANT"
            && self.noncompliant_count == 0
            && self.noncompliant.total() == 0
    }
}
