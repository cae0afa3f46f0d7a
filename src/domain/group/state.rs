//! How many nodes of a patch group are in which state.

use serde::Serialize;

/// Counts of nodes (SSM API, `DescribePatchGroupState`). A node may count in several; `None` is
/// what AWS left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupState {
    /// Nodes whose last scan recorded the group.
    pub instances: i32,
    /// Nodes with approved and installed patches.
    pub installed: i32,
    /// Nodes with installed patches that the baseline does not approve.
    pub installed_other: i32,
    /// Nodes with installed patches that wait for a reboot.
    pub installed_pending_reboot: i32,
    /// Nodes with installed patches that the baseline rejects.
    pub installed_rejected: i32,
    /// Nodes with missing patches.
    pub missing: i32,
    /// Nodes with patches that failed to install.
    pub failed: i32,
    /// Nodes with patches that do not apply.
    pub not_applicable: i32,
    /// Nodes with a violation of compliance level critical.
    pub critical_non_compliant: Option<i32>,
    /// Nodes with a violation that is a security patch.
    pub security_non_compliant: Option<i32>,
    /// Nodes with any other violation.
    pub other_non_compliant: Option<i32>,
    /// Nodes with security updates that are available and not approved (Windows).
    pub available_security_updates: Option<i32>,
}
