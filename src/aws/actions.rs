//! Every operation of every service that patchctl calls, once: what it is called, which IAM action
//! it needs, whether it writes, and who repeats it. The limits of a scope, the hints of errors and
//! the table of permissions in the README come from here (service authorization reference of each
//! service).

/// A service, by the name under which the SDK logs its calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Systems Manager.
    Ssm,
    /// The Security Token Service.
    Sts,
    /// Organizations.
    Organizations,
    /// Resource Groups.
    ResourceGroups,
    /// The Resource Groups Tagging API.
    Tagging,
    /// S3.
    S3,
    /// EC2, by thin calls.
    Ec2,
    /// Quick Setup of Systems Manager.
    QuickSetup,
    /// IAM, by thin calls.
    Iam,
    /// AWS Config, by thin calls.
    Config,
    /// CloudTrail, by thin calls.
    CloudTrail,
    /// Security Hub, by thin calls.
    SecurityHub,
    /// EventBridge, by thin calls.
    Events,
}

impl Service {
    /// The id under which the SDK knows it, and under which its endpoint is configured (AWS SDKs
    /// and Tools Reference Guide, "Service-specific endpoints").
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ssm => "SSM",
            Self::Sts => "STS",
            Self::Organizations => "Organizations",
            Self::ResourceGroups => "Resource Groups",
            Self::Tagging => "Resource Groups Tagging API",
            Self::S3 => "S3",
            Self::Ec2 => "EC2",
            Self::QuickSetup => "SSM QuickSetup",
            Self::Iam => "IAM",
            Self::Config => "Config Service",
            Self::CloudTrail => "CloudTrail",
            Self::SecurityHub => "SecurityHub",
            Self::Events => "EventBridge",
        }
    }

    /// Every service.
    pub const ALL: [Self; 13] = [
        Self::Ssm,
        Self::Sts,
        Self::S3,
        Self::Organizations,
        Self::ResourceGroups,
        Self::Tagging,
        Self::Ec2,
        Self::QuickSetup,
        Self::Iam,
        Self::Config,
        Self::CloudTrail,
        Self::SecurityHub,
        Self::Events,
    ];
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It only reads.
    Read,
    /// It changes something.
    Write,
}

/// Who repeats an operation that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retries {
    /// The limiter: a repetition does no harm, or carries a token.
    Limiter,
    /// Nobody, before it was looked whether it took effect.
    Never,
}

macro_rules! actions {
    ($($name:ident: $service:ident $operation:ident $iam:literal $effect:ident $retries:ident;)+) => {
        /// One operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(
                #[doc = concat!("`", stringify!($operation), "`.")]
                $name,
            )+
        }

        impl Action {
            /// Every operation.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The service.
            pub const fn service(self) -> Service {
                match self {
                    $(Self::$name => Service::$service,)+
                }
            }

            /// The name of the operation in the API.
            pub const fn operation(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($operation),)+
                }
            }

            /// The IAM action that it needs, which is not always called like the operation.
            pub const fn iam(self) -> &'static str {
                match self {
                    $(Self::$name => $iam,)+
                }
            }

            /// Whether it changes something.
            pub const fn effect(self) -> Effect {
                match self {
                    $(Self::$name => Effect::$effect,)+
                }
            }

            /// Who repeats it.
            pub const fn retries(self) -> Retries {
                match self {
                    $(Self::$name => Retries::$retries,)+
                }
            }
        }
    };
}

actions! {
    Inventory: Ssm DescribeInstanceInformation "ssm:DescribeInstanceInformation" Read Limiter;
    PatchStates: Ssm DescribeInstancePatchStates "ssm:DescribeInstancePatchStates" Read Limiter;
    ResourceSummaries: Ssm ListResourceComplianceSummaries "ssm:ListResourceComplianceSummaries" Read Limiter;
    Summaries: Ssm ListComplianceSummaries "ssm:ListComplianceSummaries" Read Limiter;
    Items: Ssm ListComplianceItems "ssm:ListComplianceItems" Read Limiter;
    Patches: Ssm DescribeInstancePatches "ssm:DescribeInstancePatches" Read Limiter;
    Tags: Ssm ListTagsForResource "ssm:ListTagsForResource" Read Limiter;
    Baselines: Ssm DescribePatchBaselines "ssm:DescribePatchBaselines" Read Limiter;
    Baseline: Ssm GetPatchBaseline "ssm:GetPatchBaseline" Read Limiter;
    ServiceSetting: Ssm GetServiceSetting "ssm:GetServiceSetting" Read Limiter;
    Groups: Ssm DescribePatchGroups "ssm:DescribePatchGroups" Read Limiter;
    GroupState: Ssm DescribePatchGroupState "ssm:DescribePatchGroupState" Read Limiter;
    Properties: Ssm DescribePatchProperties "ssm:DescribePatchProperties" Read Limiter;
    AvailablePatches: Ssm DescribeAvailablePatches "ssm:DescribeAvailablePatches" Read Limiter;
    EffectivePatches: Ssm DescribeEffectivePatchesForPatchBaseline "ssm:DescribeEffectivePatchesForPatchBaseline" Read Limiter;
    NodeAssociations: Ssm DescribeInstanceAssociationsStatus "ssm:DescribeInstanceAssociationsStatus" Read Limiter;
    Association: Ssm DescribeAssociation "ssm:DescribeAssociation" Read Limiter;
    CreateAssociation: Ssm CreateAssociation "ssm:CreateAssociation" Write Never;
    UpdateAssociation: Ssm UpdateAssociation "ssm:UpdateAssociation" Write Limiter;
    DeleteAssociation: Ssm DeleteAssociation "ssm:DeleteAssociation" Write Limiter;
    StartAssociations: Ssm StartAssociationsOnce "ssm:StartAssociationsOnce" Write Never;
    Executions: Ssm DescribeAssociationExecutions "ssm:DescribeAssociationExecutions" Read Limiter;
    ExecutionTargets: Ssm DescribeAssociationExecutionTargets "ssm:DescribeAssociationExecutionTargets" Read Limiter;
    CreateBaseline: Ssm CreatePatchBaseline "ssm:CreatePatchBaseline" Write Limiter;
    UpdateBaseline: Ssm UpdatePatchBaseline "ssm:UpdatePatchBaseline" Write Limiter;
    DeleteBaseline: Ssm DeletePatchBaseline "ssm:DeletePatchBaseline" Write Limiter;
    RegisterDefault: Ssm RegisterDefaultPatchBaseline "ssm:RegisterDefaultPatchBaseline" Write Limiter;
    RegisterGroup: Ssm RegisterPatchBaselineForPatchGroup "ssm:RegisterPatchBaselineForPatchGroup" Write Limiter;
    DeregisterGroup: Ssm DeregisterPatchBaselineForPatchGroup "ssm:DeregisterPatchBaselineForPatchGroup" Write Limiter;
    AddTags: Ssm AddTagsToResource "ssm:AddTagsToResource" Write Limiter;
    RemoveTags: Ssm RemoveTagsFromResource "ssm:RemoveTagsFromResource" Write Limiter;
    SendCommand: Ssm SendCommand "ssm:SendCommand" Write Never;
    Commands: Ssm ListCommands "ssm:ListCommands" Read Limiter;
    Invocations: Ssm ListCommandInvocations "ssm:ListCommandInvocations" Read Limiter;
    Invocation: Ssm GetCommandInvocation "ssm:GetCommandInvocation" Read Limiter;
    CancelCommand: Ssm CancelCommand "ssm:CancelCommand" Write Limiter;
    Document: Ssm DescribeDocument "ssm:DescribeDocument" Read Limiter;
    StartAutomation: Ssm StartAutomationExecution "ssm:StartAutomationExecution" Write Limiter;
    Automation: Ssm GetAutomationExecution "ssm:GetAutomationExecution" Read Limiter;
    StopAutomation: Ssm StopAutomationExecution "ssm:StopAutomationExecution" Write Limiter;
    Automations: Ssm DescribeAutomationExecutions "ssm:DescribeAutomationExecutions" Read Limiter;
    Associations: Ssm ListAssociations "ssm:ListAssociations" Read Limiter;
    WindowsForTarget: Ssm DescribeMaintenanceWindowsForTarget "ssm:DescribeMaintenanceWindowsForTarget" Read Limiter;
    Window: Ssm GetMaintenanceWindow "ssm:GetMaintenanceWindow" Read Limiter;
    Windows: Ssm DescribeMaintenanceWindows "ssm:DescribeMaintenanceWindows" Read Limiter;
    WindowExecutions: Ssm DescribeMaintenanceWindowExecutions "ssm:DescribeMaintenanceWindowExecutions" Read Limiter;
    WindowExecutionTasks: Ssm DescribeMaintenanceWindowExecutionTasks "ssm:DescribeMaintenanceWindowExecutionTasks" Read Limiter;
    WindowInvocations: Ssm DescribeMaintenanceWindowExecutionTaskInvocations "ssm:DescribeMaintenanceWindowExecutionTaskInvocations" Read Limiter;
    WindowSchedule: Ssm DescribeMaintenanceWindowSchedule "ssm:DescribeMaintenanceWindowSchedule" Read Limiter;
    WindowTargets: Ssm DescribeMaintenanceWindowTargets "ssm:DescribeMaintenanceWindowTargets" Read Limiter;
    WindowTasks: Ssm DescribeMaintenanceWindowTasks "ssm:DescribeMaintenanceWindowTasks" Read Limiter;
    WindowTask: Ssm GetMaintenanceWindowTask "ssm:GetMaintenanceWindowTask" Read Limiter;
    CreateWindow: Ssm CreateMaintenanceWindow "ssm:CreateMaintenanceWindow" Write Limiter;
    UpdateWindow: Ssm UpdateMaintenanceWindow "ssm:UpdateMaintenanceWindow" Write Limiter;
    DeleteWindow: Ssm DeleteMaintenanceWindow "ssm:DeleteMaintenanceWindow" Write Limiter;
    RegisterWindowTarget: Ssm RegisterTargetWithMaintenanceWindow "ssm:RegisterTargetWithMaintenanceWindow" Write Limiter;
    UpdateWindowTarget: Ssm UpdateMaintenanceWindowTarget "ssm:UpdateMaintenanceWindowTarget" Write Limiter;
    DeregisterWindowTarget: Ssm DeregisterTargetFromMaintenanceWindow "ssm:DeregisterTargetFromMaintenanceWindow" Write Limiter;
    RegisterWindowTask: Ssm RegisterTaskWithMaintenanceWindow "ssm:RegisterTaskWithMaintenanceWindow" Write Limiter;
    UpdateWindowTask: Ssm UpdateMaintenanceWindowTask "ssm:UpdateMaintenanceWindowTask" Write Limiter;
    Caller: Sts GetCallerIdentity "sts:GetCallerIdentity" Read Limiter;
    AssumeRole: Sts AssumeRole "sts:AssumeRole" Read Limiter;
    OrgAccounts: Organizations ListAccounts "organizations:ListAccounts" Read Limiter;
    OrgAccountsBelow: Organizations ListAccountsForParent "organizations:ListAccountsForParent" Read Limiter;
    OrgUnits: Organizations ListOrganizationalUnitsForParent "organizations:ListOrganizationalUnitsForParent" Read Limiter;
    OrgRoots: Organizations ListRoots "organizations:ListRoots" Read Limiter;
    GroupMembers: ResourceGroups ListGroupResources "resource-groups:ListGroupResources" Read Limiter;
    TaggedResources: Tagging GetResources "tag:GetResources" Read Limiter;
    TagResources: Tagging TagResources "tag:TagResources" Write Limiter;
    UntagResources: Tagging UntagResources "tag:UntagResources" Write Limiter;
    Instances: Ec2 DescribeInstances "ec2:DescribeInstances" Read Limiter;
    LookupEvents: CloudTrail LookupEvents "cloudtrail:LookupEvents" Read Limiter;
    VpcEndpoints: Ec2 DescribeVpcEndpoints "ec2:DescribeVpcEndpoints" Read Limiter;
    Managers: QuickSetup ListConfigurationManagers "ssm-quicksetup:ListConfigurationManagers" Read Limiter;
    Manager: QuickSetup GetConfigurationManager "ssm-quicksetup:GetConfigurationManager" Read Limiter;
    Configurations: QuickSetup ListConfigurations "ssm-quicksetup:ListConfigurations" Read Limiter;
    CreateManager: QuickSetup CreateConfigurationManager "ssm-quicksetup:CreateConfigurationManager" Write Never;
    UpdateManager: QuickSetup UpdateConfigurationManager "ssm-quicksetup:UpdateConfigurationManager" Write Limiter;
    UpdateDefinition: QuickSetup UpdateConfigurationDefinition "ssm-quicksetup:UpdateConfigurationDefinition" Write Limiter;
    DeleteManager: QuickSetup DeleteConfigurationManager "ssm-quicksetup:DeleteConfigurationManager" Write Limiter;
    TagManager: QuickSetup TagResource "ssm-quicksetup:TagResource" Write Limiter;
    UntagManager: QuickSetup UntagResource "ssm-quicksetup:UntagResource" Write Limiter;
    Role: Iam GetRole "iam:GetRole" Read Limiter;
    InstanceProfile: Iam GetInstanceProfile "iam:GetInstanceProfile" Read Limiter;
    Simulation: Iam SimulatePrincipalPolicy "iam:SimulatePrincipalPolicy" Read Limiter;
    Recorders: Config DescribeConfigurationRecorders "config:DescribeConfigurationRecorders" Read Limiter;
    RecorderStatus: Config DescribeConfigurationRecorderStatus "config:DescribeConfigurationRecorderStatus" Read Limiter;
    RulesByTarget: Events ListRuleNamesByTarget "events:ListRuleNamesByTarget" Read Limiter;
    Rule: Events DescribeRule "events:DescribeRule" Read Limiter;
    RuleTargets: Events ListTargetsByRule "events:ListTargetsByRule" Read Limiter;
    ImportFindings: SecurityHub BatchImportFindings "securityhub:BatchImportFindings" Write Limiter;
    HeadBucket: S3 HeadBucket "s3:ListBucket" Read Limiter;
    ListObjects: S3 ListObjectsV2 "s3:ListBucket" Read Limiter;
    GetObject: S3 GetObject "s3:GetObject" Read Limiter;
    HeadObject: S3 HeadObject "s3:GetObject" Read Limiter;
    PutObject: S3 PutObject "s3:PutObject" Write Limiter;
    CreateUpload: S3 CreateMultipartUpload "s3:PutObject" Write Limiter;
    UploadPart: S3 UploadPart "s3:PutObject" Write Limiter;
    CompleteUpload: S3 CompleteMultipartUpload "s3:PutObject" Write Limiter;
    AbortUpload: S3 AbortMultipartUpload "s3:AbortMultipartUpload" Write Limiter;
    ListUploads: S3 ListMultipartUploads "s3:ListBucketMultipartUploads" Read Limiter;
}

/// What an answer of HTTP 200 must hold so that it is one, as far as AWS's samples show that it is
/// always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing is known that is always there.
    None,
    /// It is a JSON object, which may be empty.
    Object,
    /// A member of its JSON object.
    Member(&'static str),
    /// An element of its XML.
    Element(&'static str),
    /// A header.
    Header(&'static str),
    /// The status 204: there is nothing to say.
    NoContent,
}

impl Action {
    /// What proves that the operation was answered, and for one that writes, that it was done.
    pub const fn proof(self) -> Proof {
        match self {
            Self::Inventory => Proof::Member("InstanceInformationList"),
            Self::PatchStates => Proof::Member("InstancePatchStates"),
            Self::ResourceSummaries => Proof::Member("ResourceComplianceSummaryItems"),
            Self::Summaries => Proof::Member("ComplianceSummaryItems"),
            Self::Items => Proof::Member("ComplianceItems"),
            Self::Patches | Self::AvailablePatches => Proof::Member("Patches"),
            Self::Tags => Proof::Member("TagList"),
            Self::Baselines => Proof::Member("BaselineIdentities"),
            Self::Baseline
            | Self::CreateBaseline
            | Self::UpdateBaseline
            | Self::DeleteBaseline
            | Self::RegisterDefault
            | Self::RegisterGroup
            | Self::DeregisterGroup => Proof::Member("BaselineId"),
            Self::Groups => Proof::Member("Mappings"),
            Self::ServiceSetting => Proof::Member("ServiceSetting"),
            Self::GroupState => Proof::Member("Instances"),
            Self::Properties => Proof::Member("Properties"),
            Self::EffectivePatches => Proof::Member("EffectivePatches"),
            Self::NodeAssociations => Proof::Member("InstanceAssociationStatusInfos"),
            Self::Association | Self::CreateAssociation | Self::UpdateAssociation => {
                Proof::Member("AssociationDescription")
            }
            Self::Executions => Proof::Member("AssociationExecutions"),
            Self::ExecutionTargets => Proof::Member("AssociationExecutionTargets"),
            Self::SendCommand => Proof::Member("Command"),
            Self::Commands => Proof::Member("Commands"),
            Self::Invocations => Proof::Member("CommandInvocations"),
            Self::Invocation => Proof::Member("CommandId"),
            Self::Document => Proof::Member("Document"),
            Self::StartAutomation => Proof::Member("AutomationExecutionId"),
            Self::Automation => Proof::Member("AutomationExecution"),
            Self::Automations => Proof::Member("AutomationExecutionMetadataList"),
            Self::Associations => Proof::Member("Associations"),
            Self::WindowsForTarget | Self::Windows => Proof::Member("WindowIdentities"),
            Self::WindowExecutions => Proof::Member("WindowExecutions"),
            Self::WindowExecutionTasks => Proof::Member("WindowExecutionTaskIdentities"),
            Self::WindowInvocations => Proof::Member("WindowExecutionTaskInvocationIdentities"),
            Self::WindowSchedule => Proof::Member("ScheduledWindowExecutions"),
            Self::WindowTargets | Self::RuleTargets => Proof::Member("Targets"),
            Self::WindowTasks => Proof::Member("Tasks"),
            Self::Window | Self::CreateWindow | Self::UpdateWindow | Self::DeleteWindow => {
                Proof::Member("WindowId")
            }
            Self::RegisterWindowTarget
            | Self::UpdateWindowTarget
            | Self::DeregisterWindowTarget => Proof::Member("WindowTargetId"),
            Self::WindowTask | Self::RegisterWindowTask | Self::UpdateWindowTask => {
                Proof::Member("WindowTaskId")
            }
            Self::OrgAccounts | Self::OrgAccountsBelow => Proof::Member("Accounts"),
            Self::OrgUnits => Proof::Member("OrganizationalUnits"),
            Self::OrgRoots => Proof::Member("Roots"),
            Self::GroupMembers => Proof::Member("Resources"),
            Self::TaggedResources => Proof::Member("ResourceTagMappingList"),
            Self::LookupEvents => Proof::Member("Events"),
            Self::Managers => Proof::Member("ConfigurationManagersList"),
            Self::Manager | Self::CreateManager => Proof::Member("ManagerArn"),
            Self::Configurations => Proof::Member("ConfigurationsList"),
            Self::ImportFindings => Proof::Member("SuccessCount"),
            // Their answers are empty objects: what they did is looked up.
            Self::AddTags
            | Self::RemoveTags
            | Self::CancelCommand
            | Self::StopAutomation
            | Self::DeleteAssociation
            | Self::StartAssociations => Proof::Object,
            Self::TagResources | Self::UntagResources => Proof::Member("FailedResourcesMap"),
            Self::Caller => Proof::Element("GetCallerIdentityResult"),
            Self::AssumeRole => Proof::Element("AssumeRoleResult"),
            Self::Instances => Proof::Element("DescribeInstancesResponse"),
            Self::VpcEndpoints => Proof::Element("DescribeVpcEndpointsResponse"),
            Self::Role => Proof::Element("GetRoleResult"),
            Self::InstanceProfile => Proof::Element("GetInstanceProfileResult"),
            Self::Simulation => Proof::Element("SimulatePrincipalPolicyResult"),
            Self::RulesByTarget => Proof::Member("RuleNames"),
            Self::Rule => Proof::Member("Name"),
            Self::Recorders => Proof::Member("ConfigurationRecorders"),
            Self::RecorderStatus => Proof::Member("ConfigurationRecordersStatus"),
            Self::ListObjects => Proof::Element("ListBucketResult"),
            Self::ListUploads => Proof::Element("ListMultipartUploadsResult"),
            Self::CreateUpload => Proof::Element("UploadId"),
            Self::CompleteUpload => Proof::Element("ETag"),
            Self::GetObject | Self::HeadObject | Self::PutObject | Self::UploadPart => {
                Proof::Header("etag")
            }
            Self::AbortUpload => Proof::NoContent,
            // Those of Quick Setup that write answer without members, and nothing shows that they have
            // a body at all.
            Self::HeadBucket
            | Self::UpdateManager
            | Self::UpdateDefinition
            | Self::DeleteManager
            | Self::TagManager
            | Self::UntagManager => Proof::None,
        }
    }

    /// How many calls a second an account has in a Region, where AWS says it.
    pub const fn most_per_second(self) -> Option<u32> {
        match self {
            // CloudTrail API, `LookupEvents`.
            Self::LookupEvents => Some(2),
            _ => None,
        }
    }

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The action that the SDK calls by these names.
    pub(super) fn named(service: &str, operation: &str) -> Option<Self> {
        let mut actions = Self::ALL.iter().copied();
        actions.find(|action| action.operation() == operation && action.service().id() == service)
    }

    /// The place in [`Action::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_operation_stands_once_and_what_makes_something_without_a_token_is_never_repeated() {
        let named = Action::ALL
            .iter()
            .map(|action| (action.service().id(), action.operation()));
        assert_eq!(named.collect::<BTreeSet<_>>().len(), Action::COUNT);
        for (index, action) in Action::ALL.iter().enumerate() {
            assert_eq!(action.index(), index);
            let never = action.retries() == Retries::Never;
            let tokenless = [
                Action::SendCommand,
                Action::CreateManager,
                Action::CreateAssociation,
                Action::StartAssociations,
            ];
            assert_eq!(never, tokenless.contains(action), "{action:?}");
            let reads = [
                "Describe", "Get", "List", "Lookup", "Head", "Assume", "Simulate",
            ];
            let reads = reads
                .iter()
                .any(|verb| action.operation().starts_with(verb));
            assert_eq!(action.effect() == Effect::Read, reads, "{action:?}");
        }
    }
}
