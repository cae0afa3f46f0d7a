//! `DescribePatchGroupState`: how many nodes of a patch group have patches in which state.

use serde::Serialize;

use super::shapes::PATCH_GROUP;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, text};
use crate::sandbox::wire::{Answer, json};
use crate::sandbox::world::report::Scanned;
use crate::sandbox::world::scan::ScanState;

static INPUT: [Member; 1] = [Member::required("PatchGroup", PATCH_GROUP)];

/// Counts of nodes, not of patches.
#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    instances: u32,
    instances_with_installed_patches: u32,
    instances_with_installed_other_patches: u32,
    instances_with_installed_pending_reboot_patches: u32,
    instances_with_installed_rejected_patches: u32,
    instances_with_missing_patches: u32,
    instances_with_failed_patches: u32,
    instances_with_not_applicable_patches: u32,
    /// Nodes of the sandbox report every patch.
    instances_with_unreported_not_applicable_patches: u32,
    instances_with_critical_non_compliant_patches: u32,
    instances_with_security_non_compliant_patches: u32,
    instances_with_other_non_compliant_patches: u32,
    instances_with_available_security_updates: u32,
}

/// A node belongs to the group that it had when it was last scanned; its tag may be another by now.
pub(super) fn describe_patch_group_state(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let group = text(&call.input, "PatchGroup");
    let world = &call.snapshot.world;

    // A group may be spread over the fleet: every node is looked at.
    let mut output = Output::default();
    for (_, node) in world.nodes_from(&call.scope, 0) {
        if let Some(scanned) = world
            .scanned(&call.scope, &node, call.now)
            .filter(|scanned| scanned.patch_group == group)
        {
            output.add(&scanned);
        }
    }

    json(&output)
}

impl Output {
    fn add(&mut self, scanned: &Scanned) {
        let counts = &scanned.judged.report.counts;
        // Instances are counted, not patches: one of a state is as much as many.
        let has = |state: ScanState| u32::from(counts.of(state) > 0);

        self.instances += 1;
        self.instances_with_installed_patches += has(ScanState::Installed);
        self.instances_with_installed_other_patches += has(ScanState::InstalledOther);
        self.instances_with_installed_pending_reboot_patches +=
            has(ScanState::InstalledPendingReboot);
        self.instances_with_installed_rejected_patches += has(ScanState::InstalledRejected);
        self.instances_with_missing_patches += has(ScanState::Missing);
        self.instances_with_failed_patches += has(ScanState::Failed);
        self.instances_with_not_applicable_patches += has(ScanState::NotApplicable);
        self.instances_with_critical_non_compliant_patches += u32::from(counts.critical > 0);
        self.instances_with_security_non_compliant_patches += u32::from(counts.security > 0);
        self.instances_with_other_non_compliant_patches += u32::from(counts.other > 0);
        self.instances_with_available_security_updates += has(ScanState::AvailableSecurityUpdate);
    }
}
