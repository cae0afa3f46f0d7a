//! One account in one Region: the place where calls go.

use std::sync::OnceLock;

use aws_config::SdkConfig;
use aws_sdk_ssm::config::retry::{RetryConfig, RetryPartition};

use super::convert::Texts;
use super::fault::Operation;
use super::log::CallLog;
use super::pace::Pace;
use crate::domain::id::Scope;

/// How many calls of one kind are under way at once in one scope. AWS publishes no rates for these
/// APIs; more only earns throttling.
pub const CALLS_AT_ONCE: usize = 4;

/// The operations of Systems Manager that are used. Each has its own retry quota and pace in each
/// scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ssm {
    /// `DescribeInstanceInformation`.
    Inventory,
    /// `DescribeInstancePatchStates`.
    PatchStates,
    /// `ListResourceComplianceSummaries`.
    ResourceSummaries,
    /// `ListComplianceSummaries`.
    Summaries,
    /// `ListComplianceItems`.
    Items,
    /// `DescribeInstancePatches`.
    Patches,
    /// `ListTagsForResource`.
    Tags,
    /// `DescribePatchBaselines`.
    Baselines,
    /// `GetPatchBaseline`.
    Baseline,
    /// `DescribePatchGroups`.
    Groups,
    /// `DescribePatchGroupState`.
    GroupState,
    /// `DescribePatchProperties`.
    Properties,
    /// `DescribeAvailablePatches`.
    AvailablePatches,
    /// `DescribeEffectivePatchesForPatchBaseline`.
    EffectivePatches,
    /// `DescribeInstanceAssociationsStatus`.
    NodeAssociations,
    /// `DescribeAssociation`.
    Association,
    /// `CreatePatchBaseline`.
    CreateBaseline,
    /// `UpdatePatchBaseline`.
    UpdateBaseline,
    /// `DeletePatchBaseline`.
    DeleteBaseline,
    /// `RegisterDefaultPatchBaseline`.
    RegisterDefault,
    /// `RegisterPatchBaselineForPatchGroup`.
    RegisterGroup,
    /// `DeregisterPatchBaselineForPatchGroup`.
    DeregisterGroup,
    /// `AddTagsToResource`.
    AddTags,
    /// `RemoveTagsFromResource`.
    RemoveTags,
    /// `SendCommand`.
    SendCommand,
    /// `ListCommands`.
    Commands,
    /// `ListCommandInvocations`.
    Invocations,
    /// `GetCommandInvocation`.
    Invocation,
    /// `CancelCommand`.
    CancelCommand,
    /// `DescribeDocument`.
    Document,
    /// `StartAutomationExecution`.
    StartAutomation,
    /// `GetAutomationExecution`.
    Automation,
    /// `StopAutomationExecution`.
    StopAutomation,
    /// `DescribeAutomationExecutions`.
    Automations,
    /// `ListAssociations`.
    Associations,
    /// `DescribeMaintenanceWindowsForTarget`.
    WindowsForTarget,
    /// `GetMaintenanceWindow`.
    Window,
}

impl Ssm {
    const COUNT: usize = 37;

    /// The IAM action.
    pub const fn operation(self) -> Operation {
        Operation(match self {
            Self::Inventory => "ssm:DescribeInstanceInformation",
            Self::PatchStates => "ssm:DescribeInstancePatchStates",
            Self::ResourceSummaries => "ssm:ListResourceComplianceSummaries",
            Self::Summaries => "ssm:ListComplianceSummaries",
            Self::Items => "ssm:ListComplianceItems",
            Self::Patches => "ssm:DescribeInstancePatches",
            Self::Tags => "ssm:ListTagsForResource",
            Self::Baselines => "ssm:DescribePatchBaselines",
            Self::Baseline => "ssm:GetPatchBaseline",
            Self::Groups => "ssm:DescribePatchGroups",
            Self::GroupState => "ssm:DescribePatchGroupState",
            Self::Properties => "ssm:DescribePatchProperties",
            Self::AvailablePatches => "ssm:DescribeAvailablePatches",
            Self::EffectivePatches => "ssm:DescribeEffectivePatchesForPatchBaseline",
            Self::NodeAssociations => "ssm:DescribeInstanceAssociationsStatus",
            Self::Association => "ssm:DescribeAssociation",
            Self::CreateBaseline => "ssm:CreatePatchBaseline",
            Self::UpdateBaseline => "ssm:UpdatePatchBaseline",
            Self::DeleteBaseline => "ssm:DeletePatchBaseline",
            Self::RegisterDefault => "ssm:RegisterDefaultPatchBaseline",
            Self::RegisterGroup => "ssm:RegisterPatchBaselineForPatchGroup",
            Self::DeregisterGroup => "ssm:DeregisterPatchBaselineForPatchGroup",
            Self::AddTags => "ssm:AddTagsToResource",
            Self::RemoveTags => "ssm:RemoveTagsFromResource",
            Self::SendCommand => "ssm:SendCommand",
            Self::Commands => "ssm:ListCommands",
            Self::Invocations => "ssm:ListCommandInvocations",
            Self::Invocation => "ssm:GetCommandInvocation",
            Self::CancelCommand => "ssm:CancelCommand",
            Self::Document => "ssm:DescribeDocument",
            Self::StartAutomation => "ssm:StartAutomationExecution",
            Self::Automation => "ssm:GetAutomationExecution",
            Self::StopAutomation => "ssm:StopAutomationExecution",
            Self::Automations => "ssm:DescribeAutomationExecutions",
            Self::Associations => "ssm:ListAssociations",
            Self::WindowsForTarget => "ssm:DescribeMaintenanceWindowsForTarget",
            Self::Window => "ssm:GetMaintenanceWindow",
        })
    }
}

/// A scope and the clients that reach it; clients are made on first use.
#[derive(Debug)]
pub struct Site {
    /// The account and Region.
    pub scope: Scope,
    pub(super) config: SdkConfig,
    pub(super) texts: Texts,
    ssm: [OnceLock<aws_sdk_ssm::Client>; Ssm::COUNT],
    paces: [Pace; Ssm::COUNT],
}

impl Site {
    /// A site that is reached with `config`, whose Region must be the scope's.
    pub fn new(scope: Scope, config: SdkConfig) -> Self {
        Self {
            scope,
            config,
            texts: Texts::default(),
            ssm: std::array::from_fn(|_| OnceLock::new()),
            paces: std::array::from_fn(|_| Pace::default()),
        }
    }

    /// The client for one operation, when it is this call's turn.
    pub(super) async fn ssm(&self, operation: Ssm) -> &aws_sdk_ssm::Client {
        let pace = &self.paces[operation as usize];
        pace.turn().await;
        self.ssm[operation as usize].get_or_init(|| {
            let partition =
                RetryPartition::new(format!("{} {}", self.scope, operation.operation().0));
            let mut builder = aws_sdk_ssm::config::Builder::from(&self.config)
                .retry_partition(partition)
                .interceptor(CallLog)
                .interceptor(pace.clone());
            if operation == Ssm::SendCommand {
                // It has no client token: to send it again could patch a node twice. Whoever sends
                // looks it up first.
                builder = builder.retry_config(RetryConfig::disabled());
            }
            aws_sdk_ssm::Client::from_conf(builder.build())
        })
    }
}
