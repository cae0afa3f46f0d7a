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
        }
    }

    /// Every service.
    pub const ALL: [Self; 7] = [
        Self::Ssm,
        Self::Sts,
        Self::S3,
        Self::Organizations,
        Self::ResourceGroups,
        Self::Tagging,
        Self::Ec2,
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
    /// The SDK: a repetition does no harm, or carries a token.
    Sdk,
    /// Nobody, before it was looked whether it took effect.
    Never,
}

macro_rules! actions {
    ($($name:ident: $service:ident $operation:ident $iam:literal $effect:ident $retries:ident;)+) => {
        /// One operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    Inventory: Ssm DescribeInstanceInformation "ssm:DescribeInstanceInformation" Read Sdk;
    PatchStates: Ssm DescribeInstancePatchStates "ssm:DescribeInstancePatchStates" Read Sdk;
    ResourceSummaries: Ssm ListResourceComplianceSummaries "ssm:ListResourceComplianceSummaries" Read Sdk;
    Summaries: Ssm ListComplianceSummaries "ssm:ListComplianceSummaries" Read Sdk;
    Items: Ssm ListComplianceItems "ssm:ListComplianceItems" Read Sdk;
    Patches: Ssm DescribeInstancePatches "ssm:DescribeInstancePatches" Read Sdk;
    Tags: Ssm ListTagsForResource "ssm:ListTagsForResource" Read Sdk;
    Baselines: Ssm DescribePatchBaselines "ssm:DescribePatchBaselines" Read Sdk;
    Baseline: Ssm GetPatchBaseline "ssm:GetPatchBaseline" Read Sdk;
    Groups: Ssm DescribePatchGroups "ssm:DescribePatchGroups" Read Sdk;
    GroupState: Ssm DescribePatchGroupState "ssm:DescribePatchGroupState" Read Sdk;
    Properties: Ssm DescribePatchProperties "ssm:DescribePatchProperties" Read Sdk;
    AvailablePatches: Ssm DescribeAvailablePatches "ssm:DescribeAvailablePatches" Read Sdk;
    EffectivePatches: Ssm DescribeEffectivePatchesForPatchBaseline "ssm:DescribeEffectivePatchesForPatchBaseline" Read Sdk;
    NodeAssociations: Ssm DescribeInstanceAssociationsStatus "ssm:DescribeInstanceAssociationsStatus" Read Sdk;
    Association: Ssm DescribeAssociation "ssm:DescribeAssociation" Read Sdk;
    CreateBaseline: Ssm CreatePatchBaseline "ssm:CreatePatchBaseline" Write Sdk;
    UpdateBaseline: Ssm UpdatePatchBaseline "ssm:UpdatePatchBaseline" Write Sdk;
    DeleteBaseline: Ssm DeletePatchBaseline "ssm:DeletePatchBaseline" Write Sdk;
    RegisterDefault: Ssm RegisterDefaultPatchBaseline "ssm:RegisterDefaultPatchBaseline" Write Sdk;
    RegisterGroup: Ssm RegisterPatchBaselineForPatchGroup "ssm:RegisterPatchBaselineForPatchGroup" Write Sdk;
    DeregisterGroup: Ssm DeregisterPatchBaselineForPatchGroup "ssm:DeregisterPatchBaselineForPatchGroup" Write Sdk;
    AddTags: Ssm AddTagsToResource "ssm:AddTagsToResource" Write Sdk;
    RemoveTags: Ssm RemoveTagsFromResource "ssm:RemoveTagsFromResource" Write Sdk;
    SendCommand: Ssm SendCommand "ssm:SendCommand" Write Never;
    Commands: Ssm ListCommands "ssm:ListCommands" Read Sdk;
    Invocations: Ssm ListCommandInvocations "ssm:ListCommandInvocations" Read Sdk;
    Invocation: Ssm GetCommandInvocation "ssm:GetCommandInvocation" Read Sdk;
    CancelCommand: Ssm CancelCommand "ssm:CancelCommand" Write Sdk;
    Document: Ssm DescribeDocument "ssm:DescribeDocument" Read Sdk;
    StartAutomation: Ssm StartAutomationExecution "ssm:StartAutomationExecution" Write Sdk;
    Automation: Ssm GetAutomationExecution "ssm:GetAutomationExecution" Read Sdk;
    StopAutomation: Ssm StopAutomationExecution "ssm:StopAutomationExecution" Write Sdk;
    Automations: Ssm DescribeAutomationExecutions "ssm:DescribeAutomationExecutions" Read Sdk;
    Associations: Ssm ListAssociations "ssm:ListAssociations" Read Sdk;
    WindowsForTarget: Ssm DescribeMaintenanceWindowsForTarget "ssm:DescribeMaintenanceWindowsForTarget" Read Sdk;
    Window: Ssm GetMaintenanceWindow "ssm:GetMaintenanceWindow" Read Sdk;
    Caller: Sts GetCallerIdentity "sts:GetCallerIdentity" Read Sdk;
    AssumeRole: Sts AssumeRole "sts:AssumeRole" Read Sdk;
    OrgAccounts: Organizations ListAccounts "organizations:ListAccounts" Read Sdk;
    OrgAccountsBelow: Organizations ListAccountsForParent "organizations:ListAccountsForParent" Read Sdk;
    OrgUnits: Organizations ListOrganizationalUnitsForParent "organizations:ListOrganizationalUnitsForParent" Read Sdk;
    OrgRoots: Organizations ListRoots "organizations:ListRoots" Read Sdk;
    GroupMembers: ResourceGroups ListGroupResources "resource-groups:ListGroupResources" Read Sdk;
    TaggedResources: Tagging GetResources "tag:GetResources" Read Sdk;
    TagResources: Tagging TagResources "tag:TagResources" Write Sdk;
    UntagResources: Tagging UntagResources "tag:UntagResources" Write Sdk;
    Instances: Ec2 DescribeInstances "ec2:DescribeInstances" Read Sdk;
    HeadBucket: S3 HeadBucket "s3:ListBucket" Read Sdk;
    ListObjects: S3 ListObjectsV2 "s3:ListBucket" Read Sdk;
    GetObject: S3 GetObject "s3:GetObject" Read Sdk;
    HeadObject: S3 HeadObject "s3:GetObject" Read Sdk;
    PutObject: S3 PutObject "s3:PutObject" Write Sdk;
    CreateUpload: S3 CreateMultipartUpload "s3:PutObject" Write Sdk;
    UploadPart: S3 UploadPart "s3:PutObject" Write Sdk;
    CompleteUpload: S3 CompleteMultipartUpload "s3:PutObject" Write Sdk;
    AbortUpload: S3 AbortMultipartUpload "s3:AbortMultipartUpload" Write Sdk;
    ListUploads: S3 ListMultipartUploads "s3:ListBucketMultipartUploads" Read Sdk;
}

impl Action {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

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
    fn each_operation_stands_once_and_only_sending_commands_is_never_repeated() {
        let named = Action::ALL
            .iter()
            .map(|action| (action.service().id(), action.operation()));
        assert_eq!(named.collect::<BTreeSet<_>>().len(), Action::COUNT);
        for (index, action) in Action::ALL.iter().enumerate() {
            assert_eq!(action.index(), index);
            let never = action.retries() == Retries::Never;
            assert_eq!(never, *action == Action::SendCommand, "{action:?}");
            let reads = ["Describe", "Get", "List", "Head", "Assume"];
            let reads = reads
                .iter()
                .any(|verb| action.operation().starts_with(verb));
            assert_eq!(action.effect() == Effect::Read, reads, "{action:?}");
        }
    }
}
