//! Systems Manager: one function per operation.

mod baselines;
mod compliance;
mod groups;
mod information;
mod patches;
mod shapes;
mod states;
mod string_filter;
mod summaries;
mod tags;

use super::http::{Call, unknown};
use super::wire::Answer;

/// Answers a call to SSM.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "DescribeInstanceInformation" => information::describe_instance_information,
        "DescribeInstancePatchStates" => states::describe_instance_patch_states,
        "DescribeInstancePatchStatesForPatchGroup" => states::describe_instance_patch_states_for_patch_group,
        "DescribeInstancePatches" => patches::describe_instance_patches,
        "ListComplianceItems" => compliance::list_compliance_items,
        "ListComplianceSummaries" => summaries::list_compliance_summaries,
        "ListResourceComplianceSummaries" => summaries::list_resource_compliance_summaries,
        "DescribePatchBaselines" => baselines::describe_patch_baselines,
        "GetPatchBaseline" => baselines::get_patch_baseline,
        "GetDefaultPatchBaseline" => baselines::get_default_patch_baseline,
        "DescribePatchGroups" => groups::describe_patch_groups,
        "GetPatchBaselineForPatchGroup" => groups::get_patch_baseline_for_patch_group,
        "ListTagsForResource" => tags::list_tags_for_resource,
        operation => return Err(unknown("ssm", operation)),
    };
    call.allowed("ssm")?;
    operation(call)
}
