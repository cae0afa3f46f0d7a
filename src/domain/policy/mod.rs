//! Patch policies and host management of Quick Setup: what a configuration is in our words, and how
//! it becomes the parameters of AWS's types and comes back from them.

pub mod check;
pub mod doubts;
pub mod manager;
pub mod parameters;
pub mod plan;
pub mod selected;
pub mod words;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use selected::Selected;

/// What Quick Setup deploys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A patch policy.
    #[default]
    PatchPolicy,
    /// Host management, whose scan reports as an association only.
    HostManagement,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::PatchPolicy, Self::HostManagement];

    /// The type in the API (Quick Setup API reference, `ConfigurationDefinitionInput`).
    pub const fn as_type(self) -> &'static str {
        match self {
            Self::PatchPolicy => "AWSQuickSetupType-PatchPolicy",
            Self::HostManagement => "AWSQuickSetupType-SSMHostMgmt",
        }
    }

    /// By the type in the API.
    pub fn of_type(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_type() == name)
    }

    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PatchPolicy => "patch policy",
            Self::HostManagement => "host management",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A configuration of Quick Setup, as it is written in files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The name of its configuration manager.
    pub name: String,
    /// What it is.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub kind: Kind,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Of a patch policy: what it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Operation>,
    /// When a patch policy scans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Timing>,
    /// When a patch policy installs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub install: Option<Timing>,
    /// Whether nodes reboot after an installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reboot: Option<Reboot>,
    /// The baselines of a patch policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baselines: Option<Selected>,
    /// The Region in which they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_region: Option<String>,
    /// What host management does, where it is not as AWS has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Host>,
    /// The nodes; all of them without a word.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Targets,
    /// The account, which can only be that of the caller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// The organizational units, or the root.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizational_units: Vec<String>,
    /// The Regions to which it is deployed.
    pub regions: Vec<String>,
    /// On how many nodes at once, as a number or a percentage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<String>,
    /// After how many errors no further nodes are begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_errors: Option<String>,
    /// Whether Quick Setup may attach what nodes need to instance profiles that exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attach_policies: Option<bool>,
    /// The bucket for what the nodes print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logs: Option<Logs>,
    /// The roles with which it is deployed, where they are not the usual ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Roles>,
    /// The tags of its configuration manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// Parameters of AWS that are sent as they are here, whatever the rest says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// Parameters of AWS that are not sent although the rest would send them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_parameters: Vec<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What a patch policy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// It only looks.
    Scan,
    /// It looks, and installs by a schedule of its own.
    ScanAndInstall,
}

/// When something runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// A cron or rate expression, in UTC.
    pub schedule: String,
    /// Whether it runs once as soon as it is deployed or changed, and not by its schedule only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_once: Option<bool>,
}

/// Whether nodes reboot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reboot {
    /// When something was installed, or waits for a reboot.
    IfNeeded,
    /// Never.
    Never,
}

/// What host management does. The defaults are those of AWS's template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are six independent switches of AWS's template"
)]
pub struct Host {
    /// Scans daily for missing patches, as an association.
    pub scan: bool,
    /// Collects the inventory every 30 minutes.
    pub inventory: bool,
    /// Updates the SSM Agent every two weeks.
    pub update_agent: bool,
    /// Updates the EC2 launch agent every 30 days.
    pub update_launch_agent: bool,
    /// Installs the CloudWatch agent once.
    pub cloudwatch_agent: bool,
    /// Updates the CloudWatch agent every 30 days.
    pub update_cloudwatch_agent: bool,
}

impl Default for Host {
    fn default() -> Self {
        Self {
            scan: true,
            inventory: true,
            update_agent: true,
            update_launch_agent: false,
            cloudwatch_agent: false,
            update_cloudwatch_agent: false,
        }
    }
}

/// Which nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TargetsFile", into = "TargetsFile")]
pub enum Targets {
    /// Every node of the accounts and Regions.
    #[default]
    All,
    /// Those with a tag of this value; with an empty value, with the key.
    Tag(BTreeMap<String, String>),
    /// These EC2 instances.
    Nodes(Vec<String>),
    /// Those of a resource group.
    ResourceGroup(String),
}

/// Targets as they are written: one of the three, or nothing for all nodes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetsFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tag: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nodes: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resource_group: Option<String>,
}

impl TryFrom<TargetsFile> for Targets {
    type Error = &'static str;

    fn try_from(file: TargetsFile) -> Result<Self, Self::Error> {
        match file {
            TargetsFile {
                tag: None,
                nodes: None,
                resource_group: None,
            } => Ok(Self::All),
            TargetsFile {
                tag: Some(tag),
                nodes: None,
                resource_group: None,
            } => Ok(Self::Tag(tag)),
            TargetsFile {
                tag: None,
                nodes: Some(nodes),
                resource_group: None,
            } => Ok(Self::Nodes(nodes)),
            TargetsFile {
                tag: None,
                nodes: None,
                resource_group: Some(group),
            } => Ok(Self::ResourceGroup(group)),
            _ => Err("targets are one of tag, nodes and resource_group"),
        }
    }
}

impl From<Targets> for TargetsFile {
    fn from(targets: Targets) -> Self {
        let mut file = Self::default();
        match targets {
            Targets::All => {}
            Targets::Tag(tag) => file.tag = Some(tag),
            Targets::Nodes(nodes) => file.nodes = Some(nodes),
            Targets::ResourceGroup(group) => file.resource_group = Some(group),
        }
        file
    }
}

impl fmt::Display for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all nodes"),
            Self::Tag(tags) => {
                let pairs: Vec<String> = tags
                    .iter()
                    .map(|(key, value)| match value.as_str() {
                        "" => format!("tag {key}"),
                        value => format!("tag {key}={value}"),
                    })
                    .collect();
                f.write_str(&pairs.join(", "))
            }
            Self::Nodes(nodes) => f.write_str(&nodes.join(", ")),
            Self::ResourceGroup(group) => write!(f, "resource group {group}"),
        }
    }
}

/// Where outputs go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logs {
    /// The bucket.
    pub bucket: String,
    /// Its Region.
    pub region: String,
    /// What is before the keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
}

/// The roles with which Quick Setup deploys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// The ARN of the role that `CloudFormation` assumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administration: Option<String>,
    /// The name of the role in each account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution: Option<String>,
}

impl Definition {
    /// Whether it is for parts of an organization.
    pub fn is_for_organization(&self) -> bool {
        !self.organizational_units.is_empty()
    }

    /// Whether it installs.
    pub fn installs(&self) -> bool {
        self.operation == Some(Operation::ScanAndInstall)
    }

    /// Whether installs run as soon as it is deployed.
    pub fn installs_at_once(&self) -> bool {
        let install = self.install.as_ref().filter(|_| self.installs());
        install.is_some_and(|install| install.at_once == Some(true))
    }
}

/// The roles that the console makes for a kind (User Guide, "Getting started with Quick Setup"), in
/// a partition and an account.
pub fn usual_roles(kind: Kind, partition: &str, account: &str) -> Roles {
    let (administration, execution) = match kind {
        Kind::PatchPolicy => (
            "AWS-QuickSetup-PatchPolicy-LocalAdministrationRole",
            "AWS-QuickSetup-PatchPolicy-LocalExecutionRole",
        ),
        Kind::HostManagement => (
            "AWS-QuickSetup-LocalAdministrationRole",
            "AWS-QuickSetup-LocalExecutionRole",
        ),
    };
    Roles {
        administration: Some(format!(
            "arn:{partition}:iam::{account}:role/{administration}"
        )),
        execution: Some(execution.to_owned()),
    }
}
