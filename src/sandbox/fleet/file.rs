//! The shape of a fleet file, as it is written and as it is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::patching::PatchingFile;
use crate::document::unique_map;

/// A whole fleet file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct FleetFile {
    pub(in crate::sandbox) fleet: String,
    pub(in crate::sandbox) regions: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) organization: Option<OrganizationFile>,
    pub(in crate::sandbox) accounts: Vec<AccountFile>,
    #[serde(default, deserialize_with = "unique_map")]
    pub(in crate::sandbox) catalogues: BTreeMap<String, CatalogueFile>,
    #[serde(default)]
    pub(in crate::sandbox) baselines: Vec<BaselineFile>,
    #[serde(default)]
    pub(in crate::sandbox) associations: Vec<AssociationFile>,
    #[serde(default)]
    pub(in crate::sandbox) buckets: Vec<BucketFile>,
    /// How nodes take Run Command, unless they say it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) patching: Option<PatchingFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) documents: Vec<DocumentFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) windows: Vec<WindowFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) resource_groups: Vec<GroupFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) vpc_endpoints: Vec<VpcEndpointFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) event_rules: Vec<EventRuleFile>,
    /// What others called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) trail: Vec<TrailFile>,
    #[serde(default)]
    pub(in crate::sandbox) nodes: Vec<NodeFile>,
}

/// Endpoints of services in the VPC of the nodes of an account and Region.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct VpcEndpointFile {
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    /// Such as `ssm`.
    pub(in crate::sandbox) services: Vec<String>,
    /// `available` when absent.
    #[serde(default = "available")]
    pub(in crate::sandbox) state: String,
}

fn available() -> String {
    "available".to_owned()
}

/// A rule of EventBridge that exports a report, as the console makes one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct EventRuleFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    /// A cron or rate expression of EventBridge.
    pub(in crate::sandbox) schedule: String,
    #[serde(default = "yes")]
    pub(in crate::sandbox) enabled: bool,
    /// Whether its target names the version of the runbook.
    #[serde(default)]
    pub(in crate::sandbox) with_version: bool,
    pub(in crate::sandbox) report_name: String,
    pub(in crate::sandbox) bucket: String,
    /// The ARN of the role that the runbook assumes.
    pub(in crate::sandbox) role: String,
    /// `instanceids=*`, or one node.
    #[serde(default = "every_node")]
    pub(in crate::sandbox) targets: String,
}

fn every_node() -> String {
    "instanceids=*".to_owned()
}

/// A call that CloudTrail recorded.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct TrailFile {
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    pub(in crate::sandbox) at: String,
    /// The operation.
    pub(in crate::sandbox) event: String,
    /// `ssm` when absent.
    #[serde(default = "ssm")]
    pub(in crate::sandbox) service: String,
    /// An ARN, or a service.
    pub(in crate::sandbox) who: String,
    /// The service that called in their name.
    #[serde(default)]
    pub(in crate::sandbox) invoked_by: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) source_ip: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) user_agent: Option<String>,
    /// The members of the request, as records write them.
    #[serde(default)]
    pub(in crate::sandbox) request: Map<String, Value>,
    /// The same of the answer.
    #[serde(default)]
    pub(in crate::sandbox) response: Map<String, Value>,
    /// The code of a refusal, with its sentence.
    #[serde(default)]
    pub(in crate::sandbox) error: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) message: Option<String>,
}

fn ssm() -> String {
    "ssm".to_owned()
}

/// A document of one's own, as `CreateDocument` would make it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct DocumentFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) regions: Vec<String>,
    /// `Command` or `Automation`; `Command` when absent.
    #[serde(rename = "type", default)]
    pub(in crate::sandbox) kind: Option<String>,
    /// The document itself, in YAML or JSON.
    pub(in crate::sandbox) content: String,
}

/// A maintenance window.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct WindowFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    /// A cron or rate expression.
    pub(in crate::sandbox) schedule: String,
    /// When it opens next.
    pub(in crate::sandbox) next: String,
    /// Hours.
    pub(in crate::sandbox) duration: u8,
    /// Hours before the end at which nothing new begins.
    pub(in crate::sandbox) cutoff: u8,
    #[serde(default = "yes")]
    pub(in crate::sandbox) enabled: bool,
    /// Tags of its nodes; every one has to fit.
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
    /// Its nodes by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) nodes: Vec<String>,
}

fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_yes(value: &bool) -> bool {
    *value
}

/// A resource group.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct GroupFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    /// Tag keys with the values of which one is enough; every key has to fit.
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(in crate::sandbox) tags: BTreeMap<String, Vec<String>>,
    /// Its nodes by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) nodes: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct OrganizationFile {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) root: String,
    #[serde(default)]
    pub(in crate::sandbox) units: Vec<UnitFile>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct UnitFile {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    /// The id of the unit above; the root when absent.
    #[serde(default)]
    pub(in crate::sandbox) parent: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct AccountFile {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) email: String,
    #[serde(default)]
    pub(in crate::sandbox) management: bool,
    /// The name or id of the organizational unit; the root when absent.
    #[serde(default)]
    pub(in crate::sandbox) unit: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) suspended: bool,
    #[serde(default)]
    pub(in crate::sandbox) access_key: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) roles: Vec<RoleFile>,
    #[serde(default)]
    pub(in crate::sandbox) enabled_regions: Vec<String>,
    /// Regions in which the stacks of Quick Setup fail, with what CloudFormation says of it.
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(in crate::sandbox) failing_stacks: BTreeMap<String, String>,
    /// The Regions in which it uses Security Hub; none when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) security_hub: Vec<String>,
    /// The role of default host management, in every Region; off without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) default_host_role: Option<String>,
    /// What AWS Config records; nothing without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) recorders: Vec<RecorderFile>,
    #[serde(default)]
    pub(in crate::sandbox) deny: Vec<String>,
}

/// The recorder of AWS Config in some Regions: of all types, of some, or of all but some.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct RecorderFile {
    pub(in crate::sandbox) regions: Vec<String>,
    #[serde(default = "yes")]
    pub(in crate::sandbox) recording: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) types: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) excluded: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct RoleFile {
    pub(in crate::sandbox) name: String,
    /// Its path, which begins and ends with a slash; `/` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) path: Option<String>,
    /// Accounts that may assume it; the management account when absent.
    #[serde(default)]
    pub(in crate::sandbox) trusts: Option<Vec<String>>,
    #[serde(default)]
    pub(in crate::sandbox) deny: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct CatalogueFile {
    pub(in crate::sandbox) os: String,
    pub(in crate::sandbox) platform_name: String,
    pub(in crate::sandbox) platform_version: String,
    pub(in crate::sandbox) product: String,
    #[serde(default)]
    pub(in crate::sandbox) product_family: Option<String>,
    /// The day on which the image was built; what is in `base` is installed since then.
    pub(in crate::sandbox) image: String,
    #[serde(default)]
    pub(in crate::sandbox) base: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) updates: Vec<UpdateFile>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::sandbox) struct UpdateFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) kb: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) advisory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) bulletin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) classification: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) severity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) released: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) repository: Option<String>,
    /// The priority of dpkg packages, when `base` does not give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) priority: Option<String>,
    /// The section of dpkg packages, when `base` does not give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) product: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) product_family: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::sandbox) application: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) cves: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) bugzilla: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) supersedes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::sandbox) packages: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct BaselineFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) regions: Vec<String>,
    pub(in crate::sandbox) os: String,
    #[serde(default)]
    pub(in crate::sandbox) description: Option<String>,
    #[serde(default, deserialize_with = "unique_map")]
    pub(in crate::sandbox) global_filters: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(in crate::sandbox) rules: Vec<RuleFile>,
    #[serde(default)]
    pub(in crate::sandbox) approved: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) approved_level: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) approved_non_security: bool,
    #[serde(default)]
    pub(in crate::sandbox) rejected: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) rejected_action: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) available_security_updates: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) sources: Vec<SourceFile>,
    #[serde(default)]
    pub(in crate::sandbox) groups: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) default: bool,
    #[serde(default, deserialize_with = "unique_map")]
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
    #[serde(default)]
    pub(in crate::sandbox) created: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct RuleFile {
    #[serde(default, deserialize_with = "unique_map")]
    pub(in crate::sandbox) filters: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(in crate::sandbox) approve_after_days: Option<u16>,
    #[serde(default)]
    pub(in crate::sandbox) approve_until_date: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) level: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) enable_non_security: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct SourceFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) products: Vec<String>,
    pub(in crate::sandbox) configuration: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct AssociationFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) document: String,
    #[serde(default)]
    pub(in crate::sandbox) severity: Option<String>,
    /// The parameters of the document.
    #[serde(default, deserialize_with = "unique_map")]
    pub(in crate::sandbox) parameters: BTreeMap<String, Vec<String>>,
    /// Whether every node runs it; otherwise only nodes that name it.
    #[serde(default)]
    pub(in crate::sandbox) every_node: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct BucketFile {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct NodeFile {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    pub(in crate::sandbox) catalogue: String,
    #[serde(default)]
    pub(in crate::sandbox) name: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) computer_name: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) ip: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) platform_name: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) platform_version: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) agent_version: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) ping: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) last_ping: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) role: Option<String>,
    /// What it answers to the script of `doctor --deep` otherwise than a healthy node: by question, an
    /// empty answer for none.
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(in crate::sandbox) probe: BTreeMap<String, String>,
    /// Whether the instance has a profile of its own.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub(in crate::sandbox) instance_profile: bool,
    #[serde(default)]
    pub(in crate::sandbox) registered: Option<String>,
    /// When an instance was last started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) launched: Option<String>,
    /// Whether it is in the inventory of Systems Manager; never when `ec2` says otherwise.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub(in crate::sandbox) managed: bool,
    /// The state of the instance at EC2, or `gone`; running when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) ec2: Option<String>,
    /// By how much its clock is off, such as `+3d`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) clock: Option<String>,
    #[serde(default, deserialize_with = "unique_map")]
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
    #[serde(default)]
    pub(in crate::sandbox) installed: InstalledFile,
    #[serde(default)]
    pub(in crate::sandbox) pending_reboot: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) not_applicable: Vec<String>,
    #[serde(default)]
    pub(in crate::sandbox) scans: Vec<ScanFile>,
    #[serde(default)]
    pub(in crate::sandbox) associations: Vec<NodeAssociationFile>,
    #[serde(default)]
    pub(in crate::sandbox) compliance: Vec<CustomFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) patching: Option<PatchingFile>,
}

/// What is installed: the image, brought up to a day, with exceptions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::sandbox) struct InstalledFile {
    /// Every update that was published for a package of the image up to this day; only the image
    /// when absent.
    pub(in crate::sandbox) up_to: Option<String>,
    /// Package names or KB ids that were left out of it.
    pub(in crate::sandbox) except: Vec<String>,
    /// Package names or KB ids that were brought further, to the newest of the catalogue.
    pub(in crate::sandbox) also: Vec<String>,
    /// Package names that are not installed at all.
    pub(in crate::sandbox) without: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct ScanFile {
    pub(in crate::sandbox) at: String,
    #[serde(default)]
    pub(in crate::sandbox) operation: Option<String>,
    /// `command`, `maintenance-window`, `patch-policy` or `association`; `command` when absent.
    #[serde(default)]
    pub(in crate::sandbox) by: Option<String>,
    /// The baseline that a patch policy brings with it.
    #[serde(default)]
    pub(in crate::sandbox) baseline: Option<String>,
    #[serde(default)]
    pub(in crate::sandbox) reboot: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct NodeAssociationFile {
    pub(in crate::sandbox) name: String,
    /// `Success`, `Failed` or `Pending`; `Success` when absent.
    #[serde(default)]
    pub(in crate::sandbox) status: Option<String>,
    pub(in crate::sandbox) at: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct CustomFile {
    #[serde(rename = "type")]
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) status: String,
    #[serde(default)]
    pub(in crate::sandbox) severity: Option<String>,
    pub(in crate::sandbox) at: String,
}
