//! Patches as a node reported them.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::domain::text::words::is_plainly;

/// The state of one patch on one node, as AWS spells it in its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatchState {
    /// Approved, but the installation failed.
    Failed,
    /// Approved, applicable, and not there.
    Missing,
    /// Installed, but not rebooted since.
    InstalledPendingReboot,
    /// Installed although rejected.
    InstalledRejected,
    /// Windows: a security update that is available but not approved.
    AvailableSecurityUpdate,
    /// Installed although not approved.
    InstalledOther,
    /// Approved and installed.
    Installed,
    /// Of no use to this node.
    NotApplicable,
    /// A word that this version does not know; passed through.
    Other(Arc<str>),
}

impl PatchState {
    /// Every state that is known, the worst first.
    pub const ALL: [Self; 8] = [
        Self::Failed,
        Self::Missing,
        Self::InstalledPendingReboot,
        Self::InstalledRejected,
        Self::AvailableSecurityUpdate,
        Self::InstalledOther,
        Self::Installed,
        Self::NotApplicable,
    ];

    /// Reads a state; AWS's model says `INSTALLED_OTHER` where its answers say `InstalledOther`, so
    /// that case and underscores do not count.
    pub fn of_wire(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|state| is_plainly(state.as_str(), text))
            .unwrap_or_else(|| Self::Other(text.into()))
    }

    /// The word as AWS spells it in its answers.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Failed => "Failed",
            Self::Missing => "Missing",
            Self::InstalledPendingReboot => "InstalledPendingReboot",
            Self::InstalledRejected => "InstalledRejected",
            Self::AvailableSecurityUpdate => "AvailableSecurityUpdate",
            Self::InstalledOther => "InstalledOther",
            Self::Installed => "Installed",
            Self::NotApplicable => "NotApplicable",
            Self::Other(text) => text,
        }
    }

    /// What it means, and whether it is a violation, for `help states`.
    pub const fn meaning(&self) -> &'static str {
        // What violates is from the AWS User Guide, "Patch compliance state values".
        match self {
            Self::Failed => "approved, but the installation failed; a violation",
            Self::Missing => "approved, applicable and not installed; a violation",
            Self::InstalledPendingReboot => {
                "installed, but the node was not rebooted since; a violation"
            }
            Self::InstalledRejected => {
                "installed, but the baseline rejects it (BLOCK); a violation"
            }
            Self::AvailableSecurityUpdate => {
                "Windows: available but not approved; a violation when the baseline says so"
            }
            Self::InstalledOther => "installed, but not approved by the baseline; no violation",
            Self::Installed => "approved and installed; no violation",
            Self::NotApplicable => "of no use to this node; never counts",
            Self::Other(_) => "a state that this version does not know",
        }
    }

    /// The place in a list that begins with what needs attention.
    pub fn rank(&self) -> usize {
        Self::ALL
            .iter()
            .position(|state| state == self)
            .unwrap_or(0)
    }

    /// The states that a report counts as violations by themselves (AWS User Guide, patch compliance
    /// states).
    pub const VIOLATIONS: [Self; 4] = [
        Self::Missing,
        Self::Failed,
        Self::InstalledRejected,
        Self::InstalledPendingReboot,
    ];

    /// Whether it means that the patch is not in effect on the node; a word that is not known may
    /// mean that.
    pub const fn is_exposed(&self) -> bool {
        matches!(
            self,
            Self::Failed
                | Self::Missing
                | Self::InstalledPendingReboot
                | Self::AvailableSecurityUpdate
                | Self::Other(_)
        )
    }
}

impl fmt::Display for PatchState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for PatchState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One patch on one node (SSM API, shape `PatchComplianceData`).
#[derive(Clone, Debug, Serialize)]
pub struct ReportedPatch {
    /// Its full name, such as `openssl.x86_64:1:3.0.8-1.amzn2023.0.11`.
    pub title: String,
    /// Its id: `KB5034439`, or a package such as `openssl.x86_64`.
    pub kb_id: String,
    /// What its publisher calls it, such as `Security`; empty for some states.
    pub classification: String,
    /// How grave its publisher says it is; empty for some states.
    pub severity: String,
    /// Its state on this node.
    pub state: PatchState,
    /// When it was installed; AWS writes 1970 when it does not know, which is nothing here.
    pub installed_at: Option<Timestamp>,
    /// The CVE ids that it fixes, as far as the node reported them.
    pub cve_ids: Vec<String>,
}

impl ReportedPatch {
    /// What it is called in plans and receipts: its title, or its id where it has none.
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.kb_id
        } else {
            &self.title
        }
    }
}

/// A compliance item of one patch (SSM API, shape `ComplianceItem`, type Patch): the same with the
/// baseline's compliance level.
#[derive(Clone, Debug)]
pub struct PatchItem {
    /// The patch.
    pub patch: ReportedPatch,
    /// The compliance level that the baseline gives it, as AWS says it.
    pub level: String,
    /// The baseline that was used.
    pub baseline: String,
    /// When AWS recorded it.
    pub executed_at: Option<Timestamp>,
}

/// The order in which patches are shown: what needs attention first, then by name.
pub fn sort_for_reading(patches: &mut [ReportedPatch]) {
    patches.sort_by(|a, b| {
        (a.state.rank(), &a.title, &a.kb_id).cmp(&(b.state.rank(), &b.title, &b.kb_id))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_in_both_spellings_and_unknown_ones_pass_through() {
        assert_eq!(
            PatchState::of_wire("InstalledPendingReboot"),
            PatchState::InstalledPendingReboot
        );
        assert_eq!(
            PatchState::of_wire("INSTALLED_PENDING_REBOOT"),
            PatchState::InstalledPendingReboot
        );
        assert_eq!(PatchState::of_wire("Quarantined").as_str(), "Quarantined");
        assert_eq!(
            PatchState::of_wire("Quarantined").rank(),
            0,
            "what is not known comes first"
        );
    }
}
