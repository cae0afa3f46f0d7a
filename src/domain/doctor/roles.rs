//! The roles with which nodes do what they are told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::NodeId;

/// What an agent cannot begin without: to register, and to hear of commands
/// (`AmazonSSMManagedInstanceCore`, which allows them on every resource).
pub const CORE: [&str; 4] = [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/// The role of an instance, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRole {
    /// Its ARN; `None` when the instance profile is gone, or has no role.
    pub arn: Option<String>,
    /// Which of [`CORE`] IAM does not allow it.
    pub missing: BTreeSet<&'static str>,
}

/// The roles of some nodes.
pub type NodeRoles = BTreeMap<NodeId, NodeRole>;

impl NodeRole {
    /// The partition of its ARN.
    pub fn partition(&self) -> &str {
        let arn = self.arn.as_deref().unwrap_or_default();
        arn.split(':').nth(1).unwrap_or("aws")
    }

    /// Its name, without account and path.
    pub fn name(&self) -> Option<&str> {
        self.arn.as_deref()?.rsplit('/').next()
    }
}
