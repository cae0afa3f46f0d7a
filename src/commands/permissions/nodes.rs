//! What the role of a node needs for what a command has it do.

use crate::domain::iam::need::Need;
use crate::domain::iam::policy::Use;

/// What some commands have nodes do.
#[derive(Clone, Copy, Debug)]
pub struct NodeCalls {
    /// The commands, by their words.
    pub commands: &'static [&'static str],
    /// What the nodes need, each with when, in words; always without.
    pub needs: &'static [&'static [NodeNeed]],
}

/// One permission of a node.
#[derive(Clone, Copy, Debug)]
pub struct NodeNeed {
    /// What it is.
    pub need: Need,
    /// When it is needed, in words; always without.
    pub when: Option<&'static str>,
    /// Whether it is about a bucket of one's own, which has to be named.
    pub own_bucket: bool,
}

const fn always(need: Need) -> NodeNeed {
    NodeNeed {
        need,
        when: None,
        own_bucket: false,
    }
}

const fn when(when: &'static str, need: Need) -> NodeNeed {
    NodeNeed {
        need,
        when: Some(when),
        own_bucket: false,
    }
}

const fn bucket(when: &'static str, need: Need) -> NodeNeed {
    NodeNeed {
        need,
        when: Some(when),
        own_bucket: true,
    }
}

const NODE: &[&str] = &[
    "arn:{partition}:ec2:{region}:{account}:instance/*",
    "arn:{partition}:ssm:{region}:{account}:managed-instance/*",
];
const ASSOCIATIONS: &[&str] = &[
    "arn:{partition}:ssm:{region}:{account}:association/*",
    "arn:{partition}:ec2:{region}:{account}:instance/*",
    "arn:{partition}:ssm:{region}:{account}:managed-instance/*",
];
const DOCUMENTS: &[&str] = &["arn:{partition}:ssm:{region}:*:document/*"];
const DOCUMENTS_ON_NODES: &[&str] = &[
    "arn:{partition}:ssm:{region}:*:document/*",
    "arn:{partition}:ec2:{region}:{account}:instance/*",
    "arn:{partition}:ssm:{region}:{account}:managed-instance/*",
];
const BASELINES: &[&str] = &["arn:{partition}:ssm:{region}:*:patchbaseline/*"];
const OBJECTS: &[&str] = &["arn:{partition}:s3:::{bucket}/*"];
const BUCKETS: &[&str] = &["arn:{partition}:s3:::{bucket}"];
const BUCKETS_OF_AWS: &[&str] = &["arn:{partition}:s3:::{patching}/*"];
const COPIES: &[&str] = &["arn:{partition}:s3:::aws-quicksetup-patchpolicy-*/*"];

/// What SSM Agent needs to get a command, to patch, and to report: AmazonSSMManagedInstanceCore
/// without what it has for Parameter Store and Distributor.
const AGENT: &[NodeNeed] = &[
    always(Need::new("ec2messages:AcknowledgeMessage", Use::Write, &[])),
    always(Need::new("ec2messages:DeleteMessage", Use::Write, &[])),
    always(Need::new("ec2messages:FailMessage", Use::Write, &[])),
    always(Need::new("ec2messages:GetEndpoint", Use::Write, &[])),
    always(Need::new("ec2messages:GetMessages", Use::Write, &[])),
    always(Need::new("ec2messages:SendReply", Use::Write, &[])),
    always(Need::new(
        "ssm:DescribeAssociation",
        Use::Read,
        ASSOCIATIONS,
    )),
    always(Need::new("ssm:DescribeDocument", Use::Read, DOCUMENTS)),
    always(Need::new(
        "ssm:GetDeployablePatchSnapshotForInstance",
        Use::Read,
        &[],
    )),
    always(Need::new("ssm:GetDocument", Use::Read, DOCUMENTS)),
    always(Need::new("ssm:ListAssociations", Use::Read, &[])),
    always(Need::new("ssm:ListInstanceAssociations", Use::Read, NODE)),
    always(Need::new("ssm:PutComplianceItems", Use::Write, NODE)),
    always(Need::new("ssm:PutInventory", Use::Write, &[])),
    always(Need::new(
        "ssm:UpdateAssociationStatus",
        Use::Write,
        DOCUMENTS_ON_NODES,
    )),
    always(Need::new(
        "ssm:UpdateInstanceAssociationStatus",
        Use::Write,
        ASSOCIATIONS,
    )),
    always(Need::new("ssm:UpdateInstanceInformation", Use::Write, NODE)),
    always(Need::new(
        "ssmmessages:CreateControlChannel",
        Use::Write,
        &[],
    )),
    always(Need::new("ssmmessages:CreateDataChannel", Use::Write, &[])),
    always(Need::new("ssmmessages:OpenControlChannel", Use::Write, &[])),
    always(Need::new("ssmmessages:OpenDataChannel", Use::Write, &[])),
];

/// The buckets of AWS are public; a node behind a VPC endpoint needs to be allowed (AWS User Guide,
/// "SSM Agent communications with AWS managed S3 buckets").
const DOWNLOADS: &[NodeNeed] = &[when(
    "behind a VPC endpoint for S3",
    Need::new("s3:GetObject", Use::Read, BUCKETS_OF_AWS).narrow(),
)];

/// Where the output of commands goes into a bucket.
const OUTPUT: &[NodeNeed] = &[
    bucket(
        "where the output goes to S3",
        Need::new("s3:PutObject", Use::Write, OBJECTS).narrow(),
    ),
    bucket(
        "where the output goes to S3",
        Need::new("s3:GetEncryptionConfiguration", Use::Read, BUCKETS).narrow(),
    ),
];

const OVERRIDE_LIST: &[NodeNeed] = &[bucket(
    "with an override list in S3",
    Need::new("s3:GetObject", Use::Read, OBJECTS).narrow(),
)];

/// AmazonSSMPatchAssociation (AWS User Guide, "AWS-RunPatchBaselineAssociation").
const BASELINE_TAGS: &[NodeNeed] = &[
    when(
        "with `BaselineTags`",
        Need::new(
            "ssm:DescribeEffectivePatchesForPatchBaseline",
            Use::Read,
            BASELINES,
        ),
    ),
    when(
        "with `BaselineTags`",
        Need::new("ssm:DescribePatchBaselines", Use::Read, &[]),
    ),
    when(
        "with `BaselineTags`",
        Need::new("ssm:GetPatchBaseline", Use::Read, BASELINES),
    ),
    when(
        "with `BaselineTags`",
        Need::new("tag:GetResources", Use::Read, &[]),
    ),
];

/// The copies of the baselines that a patch policy keeps (AWSQuickSetupPatchPolicyBaselineAccess).
const POLICY_COPIES: &[NodeNeed] = &[always(
    Need::new("s3:GetObject", Use::Read, COPIES).narrow(),
)];

/// What each of them has nodes do.
pub const NODES: &[NodeCalls] = &[
    NodeCalls {
        commands: &["patch-now scan"],
        needs: &[AGENT, DOWNLOADS, OUTPUT],
    },
    NodeCalls {
        commands: &[
            "patch-now install",
            "patch-now apply",
            "patch-now resume",
            "patch-now retry",
            "window run",
            "window create",
            "window update",
            "window apply",
        ],
        needs: &[AGENT, DOWNLOADS, OUTPUT, OVERRIDE_LIST],
    },
    NodeCalls {
        commands: &["patch-now asg", "patch-now with-rollback"],
        needs: &[AGENT, DOWNLOADS],
    },
    NodeCalls {
        commands: &[
            "association run",
            "association create",
            "association update",
            "association apply",
        ],
        needs: &[AGENT, DOWNLOADS, OUTPUT, OVERRIDE_LIST, BASELINE_TAGS],
    },
    NodeCalls {
        commands: &["policy create", "policy update", "policy apply"],
        needs: &[AGENT, DOWNLOADS, OUTPUT, POLICY_COPIES],
    },
];
