//! `DescribeEffectivePatchesForPatchBaseline`: what a Windows baseline says of each patch.

use std::collections::HashSet;

use serde::Serialize;

use super::baselines::{answer, not_found};
use super::published::{self, Published, midnight};
use super::shapes::{BASELINE_ID, NEXT_TOKEN, max_results};
use crate::domain::baseline::ComplianceLevel;
use crate::domain::baseline::approval;
use crate::domain::baseline::approval::{DecidedBy, Decision, Status};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::Patch;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, text};
use crate::sandbox::fleet::when::utc_day;
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError};

static INPUT: [Member; 3] = [
    Member::required("BaselineId", BASELINE_ID),
    max_results(1, 100),
    NEXT_TOKEN,
];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Effective<'a> {
    patch: published::Shape<'a>,
    patch_status: PatchStatus,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PatchStatus {
    deployment_status: &'static str,
    compliance_level: ComplianceLevel,
    /// A list approves at once and on no date; what the service gives there is unverified.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval_date: Option<Epoch>,
}

pub(super) fn describe_effective_patches_for_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let id = text(&call.input, "BaselineId");
    let baselines = call.snapshot.world.baselines(&call.scope);
    let rules = &baselines.find(id).ok_or_else(|| not_found(id))?.rules;

    // For Windows only (SSM API reference, DescribeEffectivePatchesForPatchBaseline).
    if rules.os != OperatingSystem::Windows {
        let message = format!(
            "Effective patches are not supported for operating system {}.",
            rules.os
        );
        return Err(WireError::new("UnsupportedOperatingSystem", message));
    }

    let patches = not_replaced(published::published(call, &[OperatingSystem::Windows]));
    let today = utc_day(call.now);
    let found: Vec<(&Published, &'static str, Decision)> = patches
        .iter()
        .filter_map(|published| {
            let decision = approval::evaluate(rules, &published.patch, today);
            Some((published, status(&decision)?, decision))
        })
        .collect();

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let rows: Vec<Effective<'_>> = page
        .iter()
        .map(|(published, status, decision)| Effective::of(published, status, decision))
        .collect();
    answer("EffectivePatches", &rows, next_token)
}

/// Microsoft withdraws an update when another replaces it, so that it can no longer be approved
/// (user guide, how patches are selected).
fn not_replaced(mut patches: Vec<Published>) -> Vec<Published> {
    // Within a product: the same update may live on for another one.
    let key = |patch: &Patch, id: &str| (patch.product.clone(), id.to_owned());
    let replaced: HashSet<(String, String)> = patches
        .iter()
        .flat_map(|published| {
            let patch = &published.patch;
            patch.supersedes.iter().map(move |id| key(patch, id))
        })
        .collect();

    patches.retain(|published| !replaced.contains(&key(&published.patch, &published.patch.id)));
    patches
}

impl<'a> Effective<'a> {
    fn of(published: &'a Published, deployment_status: &'static str, decision: &Decision) -> Self {
        let approval_date = decision.approved_on.and_then(midnight);
        let patch_status = PatchStatus {
            deployment_status,
            compliance_level: decision.level,
            approval_date,
        };

        Self {
            patch: published::Shape::of(published),
            patch_status,
        }
    }
}

/// What the API calls a decision (shape `PatchDeploymentStatus`); `None` for what the baseline does
/// not name.
fn status(decision: &Decision) -> Option<&'static str> {
    match (decision.status, &decision.by) {
        (Status::Approved, DecidedBy::ApprovedList(_)) => Some("EXPLICIT_APPROVED"),
        (Status::Approved, _) => Some("APPROVED"),
        (Status::Pending, _) => Some("PENDING_APPROVAL"),
        (Status::Rejected, _) => Some("EXPLICIT_REJECTED"),
        (Status::NotApproved, _) => None,
    }
}
