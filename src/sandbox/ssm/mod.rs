//! Systems Manager: one function per operation.

mod associations;
mod automations;
mod available;
mod baseline_changes;
mod baseline_input;
pub(super) mod baselines;
mod command_lists;
pub(super) mod command_view;
mod compliance;
pub(super) mod documents;
mod effective;
pub(super) mod exports;
mod group_state;
mod groups;
mod information;
mod override_source;
mod patches;
mod properties;
mod published;
pub(super) mod send;
mod service_settings;
mod shapes;
mod states;
mod string_filter;
mod summaries;
mod tags;
pub(super) mod targets;
mod windows;

use super::call::{Call, unknown};
use super::wire::Answer;

/// Answers a call to SSM.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "DescribeInstanceInformation" => information::describe_instance_information,
        "DescribeInstancePatchStates" => states::describe_instance_patch_states,
        "DescribeInstancePatchStatesForPatchGroup" => {
            states::describe_instance_patch_states_for_patch_group
        }
        "DescribeInstancePatches" => patches::describe_instance_patches,
        "ListComplianceItems" => compliance::list_compliance_items,
        "ListComplianceSummaries" => summaries::list_compliance_summaries,
        "ListResourceComplianceSummaries" => summaries::list_resource_compliance_summaries,
        "DescribePatchBaselines" => baselines::describe_patch_baselines,
        "GetPatchBaseline" => baselines::get_patch_baseline,
        "GetDefaultPatchBaseline" => baselines::get_default_patch_baseline,
        "DescribePatchGroups" => groups::describe_patch_groups,
        "GetPatchBaselineForPatchGroup" => groups::get_patch_baseline_for_patch_group,
        "CreatePatchBaseline" => baseline_changes::create_patch_baseline,
        "UpdatePatchBaseline" => baseline_changes::update_patch_baseline,
        "DeletePatchBaseline" => baseline_changes::delete_patch_baseline,
        "RegisterDefaultPatchBaseline" => baseline_changes::register_default_patch_baseline,
        "RegisterPatchBaselineForPatchGroup" => groups::register_patch_baseline_for_patch_group,
        "DeregisterPatchBaselineForPatchGroup" => groups::deregister_patch_baseline_for_patch_group,
        "DescribePatchGroupState" => group_state::describe_patch_group_state,
        "DescribePatchProperties" => properties::describe_patch_properties,
        "DescribeAvailablePatches" => available::describe_available_patches,
        "DescribeEffectivePatchesForPatchBaseline" => {
            effective::describe_effective_patches_for_patch_baseline
        }
        "AddTagsToResource" => tags::add_tags_to_resource,
        "RemoveTagsFromResource" => tags::remove_tags_from_resource,
        "DescribeInstanceAssociationsStatus" => associations::describe_instance_associations_status,
        "ListAssociations" => associations::list_associations,
        "ListAssociationVersions" => associations::list_association_versions,
        "CreateAssociation" => associations::create_association,
        "UpdateAssociation" => associations::update_association,
        "DeleteAssociation" => associations::delete_association,
        "StartAssociationsOnce" => associations::start_associations_once,
        "DescribeAssociationExecutions" => associations::describe_association_executions,
        "DescribeAssociationExecutionTargets" => {
            associations::describe_association_execution_targets
        }
        "SendCommand" => send::send_command,
        "CancelCommand" => send::cancel_command,
        "ListCommands" => command_lists::list_commands,
        "ListCommandInvocations" => command_lists::list_command_invocations,
        "GetCommandInvocation" => command_lists::get_command_invocation,
        "DescribeDocument" => documents::describe_document,
        "GetDocument" => documents::get_document,
        "ListDocuments" => documents::list_documents,
        "CreateDocument" => documents::create_document,
        "DeleteDocument" => documents::delete_document,
        "StartAutomationExecution" => automations::start_automation_execution,
        "GetAutomationExecution" => automations::get_automation_execution,
        "DescribeAutomationExecutions" => automations::describe_automation_executions,
        "StopAutomationExecution" => automations::stop_automation_execution,
        "DescribeMaintenanceWindowExecutions" => windows::describe_maintenance_window_executions,
        "GetMaintenanceWindowExecution" => windows::get_maintenance_window_execution,
        "DescribeMaintenanceWindowExecutionTasks" => {
            windows::describe_maintenance_window_execution_tasks
        }
        "GetMaintenanceWindowExecutionTask" => windows::get_maintenance_window_execution_task,
        "DescribeMaintenanceWindowExecutionTaskInvocations" => {
            windows::describe_maintenance_window_execution_task_invocations
        }
        "GetMaintenanceWindowExecutionTaskInvocation" => {
            windows::get_maintenance_window_execution_task_invocation
        }
        "CancelMaintenanceWindowExecution" => windows::cancel_maintenance_window_execution,
        "GetMaintenanceWindow" => windows::get_maintenance_window,
        "CreateMaintenanceWindow" => windows::create_maintenance_window,
        "UpdateMaintenanceWindow" => windows::update_maintenance_window,
        "DeleteMaintenanceWindow" => windows::delete_maintenance_window,
        "DescribeMaintenanceWindows" => windows::describe_maintenance_windows,
        "DescribeMaintenanceWindowSchedule" => windows::describe_maintenance_window_schedule,
        "DescribeMaintenanceWindowsForTarget" => windows::describe_maintenance_windows_for_target,
        "RegisterTargetWithMaintenanceWindow" => windows::register_target_with_maintenance_window,
        "UpdateMaintenanceWindowTarget" => windows::update_maintenance_window_target,
        "DeregisterTargetFromMaintenanceWindow" => {
            windows::deregister_target_from_maintenance_window
        }
        "DescribeMaintenanceWindowTargets" => windows::describe_maintenance_window_targets,
        "RegisterTaskWithMaintenanceWindow" => windows::register_task_with_maintenance_window,
        "UpdateMaintenanceWindowTask" => windows::update_maintenance_window_task,
        "DeregisterTaskFromMaintenanceWindow" => windows::deregister_task_from_maintenance_window,
        "GetMaintenanceWindowTask" => windows::get_maintenance_window_task,
        "DescribeMaintenanceWindowTasks" => windows::describe_maintenance_window_tasks,
        "DescribeAssociation" => associations::describe_association,
        "GetServiceSetting" => service_settings::get_service_setting,
        "ListTagsForResource" => tags::list_tags_for_resource,
        operation => return Err(unknown("ssm", operation)),
    };

    // Denied after the name was found, so that a policy cannot hide what the sandbox does not have.
    call.allowed("ssm")?;
    operation(call)
}
