//! Patch groups, as they are read.

use aws_sdk_ssm::types::PatchGroupPatchBaselineMapping;

use super::actions::Action;
use super::baselines::identity;
use super::site::Site;
use super::{fault, pages};
use crate::domain::group::Mapping;
use crate::domain::group::state::GroupState;
use crate::domain::id::PatchGroup;
use crate::error::Result;

/// The largest page of `DescribePatchGroups` (SSM API: 1 to 100).
const PAGE: i32 = 100;

impl Site {
    /// Every group with its baseline, one for each operating system, sorted by group and operating
    /// system.
    pub async fn mappings(&self) -> Result<Vec<Mapping>> {
        let mut all = pages::all(Action::Groups, |token| self.mappings_page(token)).await?;

        // A group stands once for each operating system (AWS User Guide, "Patch groups"); the API
        // promises no order.
        all.sort_by(|a, b| {
            (&a.group, a.baseline.operating_system).cmp(&(&b.group, b.baseline.operating_system))
        });
        Ok(all)
    }

    async fn mappings_page(&self, token: Option<String>) -> Result<(Vec<Mapping>, Option<String>)> {
        let call = self.ssm(Action::Groups).await.describe_patch_groups();
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Groups))?;

        let mappings = answer.mappings().iter();
        let mappings = fault::named(Action::Groups, mappings.map(mapping))?;
        Ok((mappings, answer.next_token))
    }

    /// How many nodes of a group are in which state, as their last scans recorded the group.
    pub async fn group_state(&self, group: &PatchGroup) -> Result<GroupState> {
        let call = self
            .ssm(Action::GroupState)
            .await
            .describe_patch_group_state()
            .patch_group(group.as_str());
        let answer = call.send().await.map_err(fault::of(Action::GroupState))?;

        Ok(GroupState {
            instances: answer.instances(),
            installed: answer.instances_with_installed_patches(),
            installed_other: answer.instances_with_installed_other_patches(),
            // The SDK knows these two as optional: an answer without them counts nothing.
            installed_pending_reboot: answer
                .instances_with_installed_pending_reboot_patches()
                .unwrap_or_default(),
            installed_rejected: answer
                .instances_with_installed_rejected_patches()
                .unwrap_or_default(),
            missing: answer.instances_with_missing_patches(),
            failed: answer.instances_with_failed_patches(),
            not_applicable: answer.instances_with_not_applicable_patches(),
            critical_non_compliant: answer.instances_with_critical_non_compliant_patches(),
            security_non_compliant: answer.instances_with_security_non_compliant_patches(),
            other_non_compliant: answer.instances_with_other_non_compliant_patches(),
            available_security_updates: answer.instances_with_available_security_updates(),
        })
    }
}

fn mapping(mapping: &PatchGroupPatchBaselineMapping) -> Option<Mapping> {
    Some(Mapping {
        group: PatchGroup::trusted(mapping.patch_group().filter(|group| !group.is_empty())?),
        baseline: identity(mapping.baseline_identity()?)?,
    })
}
