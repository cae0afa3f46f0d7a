//! What IAM asks for beside the action of an operation: for what the operation does in other services.

use crate::aws::actions::Action;
use crate::domain::iam::need::Need;
use crate::domain::iam::policy::Use;

/// One permission beside that of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// What it is.
    pub need: Need,
    /// When it is needed, in words; always without.
    pub when: Option<&'static str>,
}

const INSTANCES: &[&str] = &["arn:{partition}:ec2:{region}:{account}:instance/*"];
const STACKS: &[&str] = &["arn:{partition}:cloudformation:{region}:{account}:stack/*/*"];
const ROLES: &[&str] = &["arn:{partition}:iam::{account}:role/*"];
const TAGGED_BASELINE: &[&str] = &["arn:{partition}:ssm:{region}:{account}:patchbaseline/*"];
const TAGGED_WINDOW: &[&str] = &["arn:{partition}:ssm:{region}:{account}:maintenancewindow/*"];
const TAGGED_ASSOCIATION: &[&str] = &["arn:{partition}:ssm:{region}:{account}:association/*"];

const fn always(need: Need) -> Beside {
    Beside { need, when: None }
}

const fn when(when: &'static str, need: Need) -> Beside {
    Beside {
        need,
        when: Some(when),
    }
}

/// Passing a role to a service that acts with it.
const fn pass_role(passed_to: &'static [&'static str]) -> Need {
    Need {
        passed_to,
        ..Need::new("iam:PassRole", Use::Write, ROLES)
    }
}

const TO_SSM: &[&str] = &["ssm.amazonaws.com"];

/// What Quick Setup does with the permissions of who asks for it (CloudFormation registry, handlers of
/// AWS::SSMQuickSetup::ConfigurationManager; AWS User Guide, "Setting up Quick Setup").
const QUICK_SETUP: &[Beside] = &[
    always(pass_role(&[
        "cloudformation.amazonaws.com",
        "ssm-quicksetup.amazonaws.com",
    ])),
    always(Need::new(
        "cloudformation:CreateStackInstances",
        Use::Write,
        &[],
    )),
    always(Need::new("cloudformation:CreateStackSet", Use::Write, &[])),
    always(Need::new(
        "cloudformation:DeleteStackInstances",
        Use::Write,
        &[],
    )),
    always(Need::new("cloudformation:DeleteStackSet", Use::Write, &[])),
    always(Need::new("cloudformation:Describe*", Use::Read, &[])),
    always(Need::new("cloudformation:List*", Use::Read, &[])),
    always(Need::new("cloudformation:TagResource", Use::Write, &[])),
    always(Need::new("cloudformation:UpdateStackSet", Use::Write, &[])),
    always(Need::new("iam:CreateServiceLinkedRole", Use::Write, ROLES)),
    always(Need::new("iam:GetRole", Use::Read, ROLES)),
    always(Need::new("iam:ListRoles", Use::Read, &[])),
    always(Need::new("ssm:CreateAssociation", Use::Write, &[])),
    always(Need::new("ssm:CreateResourceDataSync", Use::Write, &[])),
    always(Need::new("ssm:DeleteAssociation", Use::Write, &[])),
    always(Need::new("ssm:StartAssociationsOnce", Use::Write, &[])),
    always(Need::new("ssm:StartAutomationExecution", Use::Write, &[])),
    always(Need::new("ssm:UpdateResourceDataSync", Use::Write, &[])),
    when(
        IN_AN_ORGANIZATION,
        Need::new(
            "organizations:DeregisterDelegatedAdministrator",
            Use::Write,
            &[],
        ),
    ),
    when(
        IN_AN_ORGANIZATION,
        Need::new("organizations:Describe*", Use::Read, &[]),
    ),
    when(
        IN_AN_ORGANIZATION,
        Need::new("organizations:EnableAWSServiceAccess", Use::Write, &[]),
    ),
    when(
        IN_AN_ORGANIZATION,
        Need::new("organizations:List*", Use::Read, &[]),
    ),
    when(
        IN_AN_ORGANIZATION,
        Need::new(
            "organizations:RegisterDelegatedAdministrator",
            Use::Write,
            &[],
        ),
    ),
];

const IN_AN_ORGANIZATION: &str = "for a policy of an organization";

/// What each operation needs.
const BESIDE: &[(Action, &[Beside])] = &[
    // The tagging API has the tags written by the service of the resource, with the permissions that
    // this service asks for (Resource Groups Tagging API, "TagResources").
    (
        Action::TagResources,
        &[always(Need::new("ec2:CreateTags", Use::Write, INSTANCES))],
    ),
    (
        Action::UntagResources,
        &[always(Need::new("ec2:DeleteTags", Use::Write, INSTANCES))],
    ),
    // Dependent actions of the service authorization reference.
    (
        Action::GroupMembers,
        &[
            when(
                OF_A_STACK,
                Need::new("cloudformation:DescribeStacks", Use::Read, STACKS),
            ),
            when(
                OF_A_STACK,
                Need::new("cloudformation:ListStackResources", Use::Read, STACKS),
            ),
            always(Need::new("tag:GetResources", Use::Read, &[])),
        ],
    ),
    // AWS asks for it where something is made with tags; the API reference does not say so, and it is
    // unverified here.
    (
        Action::CreateBaseline,
        &[when(
            "with tags",
            Need::new("ssm:AddTagsToResource", Use::Write, TAGGED_BASELINE),
        )],
    ),
    (
        Action::CreateWindow,
        &[when(
            "with tags",
            Need::new("ssm:AddTagsToResource", Use::Write, TAGGED_WINDOW),
        )],
    ),
    (
        Action::CreateAssociation,
        &[
            when(
                "with tags",
                Need::new("ssm:AddTagsToResource", Use::Write, TAGGED_ASSOCIATION),
            ),
            when(
                "with `--role-arn`, and for reports that AWS writes",
                pass_role(TO_SSM),
            ),
        ],
    ),
    (
        Action::UpdateAssociation,
        &[when("with `--role-arn`", pass_role(TO_SSM))],
    ),
    (
        Action::RegisterWindowTask,
        &[when("with `--service-role-arn`", pass_role(TO_SSM))],
    ),
    (
        Action::UpdateWindowTask,
        &[when("with `--service-role-arn`", pass_role(TO_SSM))],
    ),
    (
        Action::StartAutomation,
        &[when(
            "with `--automation-role`, and for reports that AWS writes",
            pass_role(TO_SSM),
        )],
    ),
    (Action::CreateManager, QUICK_SETUP),
    (Action::UpdateDefinition, QUICK_SETUP),
    (Action::DeleteManager, QUICK_SETUP),
];

/// What is needed beside the action of an operation.
pub fn beside(action: Action) -> &'static [Beside] {
    let found = BESIDE.iter().find(|(one, _)| *one == action);
    found.map_or(&[], |(_, beside)| beside)
}

const OF_A_STACK: &str = "where a resource group is of a stack";
