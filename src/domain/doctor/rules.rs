//! The rules of what is found, in the order in which it is worth mending.

use crate::domain::finding::{Rule, Severity};

/// An instance that Systems Manager never knew.
pub static NOT_MANAGED: Rule = Rule {
    name: "node/not-managed",
    severity: Severity::Error,
    summary: "a running EC2 instance is no managed node",
};
/// A node that left the inventory and still exists.
pub static LEFT: Rule = Rule {
    name: "node/left-inventory",
    severity: Severity::Error,
    summary: "an instance was a managed node and is none any more",
};
/// A node whose agent does not answer.
pub static OFFLINE: Rule = Rule {
    name: "node/offline",
    severity: Severity::Error,
    summary: "the agent of a managed node does not answer",
};
/// A system that Patch Manager does not know.
pub static UNKNOWN_SYSTEM: Rule = Rule {
    name: "node/unknown-system",
    severity: Severity::Error,
    summary: "Patch Manager has no baselines for the operating system",
};
/// An agent that cannot patch.
pub static OLD_AGENT: Rule = Rule {
    name: "node/old-agent",
    severity: Severity::Error,
    summary: "the agent is older than the patching documents need",
};
/// A node that cannot read the baselines of a policy.
pub static OVERRIDES: Rule = Rule {
    name: "node/policy-baselines",
    severity: Severity::Error,
    summary: "a patch policy is for the node, and its role may not read the policy's baselines",
};
/// An instance that is stopped.
pub static STOPPED: Rule = Rule {
    name: "node/stopped",
    severity: Severity::Note,
    summary: "an instance is stopped, and nothing patches it",
};
/// An agent that is too old for hooks.
pub static NO_HOOKS: Rule = Rule {
    name: "node/no-hooks",
    severity: Severity::Warning,
    summary: "the agent is older than lifecycle hooks need",
};
/// A version that AWS does not list.
pub static UNLISTED_SYSTEM: Rule = Rule {
    name: "node/unlisted-system",
    severity: Severity::Warning,
    summary: "AWS does not list the version of the operating system",
};
/// Both spellings of the tag of patch groups.
pub static BOTH_TAGS: Rule = Rule {
    name: "node/both-tags",
    severity: Severity::Warning,
    summary: "a node has both tags, Patch Group and PatchGroup",
};
/// A node that never reported.
pub static NEVER_REPORTED: Rule = Rule {
    name: "node/never-reported",
    severity: Severity::Warning,
    summary: "a managed node never reported patch data",
};
/// A node whose report is old.
pub static STALE: Rule = Rule {
    name: "node/stale",
    severity: Severity::Warning,
    summary: "the last patch report of a node is too old to say anything",
};
/// What the commands that somebody uses need.
pub static MAY_NOT: Rule = Rule {
    name: "caller/may-not",
    severity: Severity::Error,
    summary: "IAM does not allow what a chosen command needs",
};
/// Something cannot be read.
pub static MAY_NOT_READ: Rule = Rule {
    name: "caller/may-not-read",
    severity: Severity::Warning,
    summary: "IAM does not allow something that commands read",
};
/// Something cannot be changed.
pub static MAY_NOT_CHANGE: Rule = Rule {
    name: "caller/may-not-change",
    severity: Severity::Note,
    summary: "IAM does not allow something that commands change",
};
/// Nobody can tell.
pub static DEPENDS: Rule = Rule {
    name: "caller/depends",
    severity: Severity::Note,
    summary: "IAM allows something under conditions that it knows nothing of",
};
/// Credentials that end.
pub static ENDS_SOON: Rule = Rule {
    name: "caller/ends-soon",
    severity: Severity::Note,
    summary: "the credentials end soon",
};
/// Only the node itself tells it (`--deep`).
pub static NO_PYTHON: Rule = Rule {
    name: "node/no-python",
    severity: Severity::Error,
    summary: "the patch module finds no Python that it can run with",
};
/// Only the node itself tells it (`--deep`).
pub static NO_FETCHER: Rule = Rule {
    name: "node/no-fetcher",
    severity: Severity::Error,
    summary: "there is neither curl nor wget",
};
/// Only the node itself tells it (`--deep`).
pub static NO_EXECUTION: Rule = Rule {
    name: "node/noexec",
    severity: Severity::Error,
    summary: "the folder of the agent is mounted noexec",
};
/// Only the node itself tells it (`--deep`).
pub static UNREACHED: Rule = Rule {
    name: "node/buckets-unreached",
    severity: Severity::Error,
    summary: "a node does not reach the buckets of AWS that patching needs",
};
/// Only the node itself tells it (`--deep`).
pub static OTHER_PYTHON: Rule = Rule {
    name: "node/other-python",
    severity: Severity::Warning,
    summary: "Python is of no version that AWS lists",
};
/// Only the node itself tells it (`--deep`).
pub static LITTLE_SPACE: Rule = Rule {
    name: "node/little-space",
    severity: Severity::Warning,
    summary: "there is little space for packages and logs",
};
/// Only the node itself tells it (`--deep`).
pub static NO_SOURCES: Rule = Rule {
    name: "node/no-sources",
    severity: Severity::Warning,
    summary: "no patch source is enabled",
};
/// Only the node itself tells it (`--deep`).
pub static PROXY: Rule = Rule {
    name: "node/proxy",
    severity: Severity::Note,
    summary: "the agent goes through a proxy",
};
/// Nothing at all.
pub static EMPTY: Rule = Rule {
    name: "account/no-nodes",
    severity: Severity::Error,
    summary: "there is no managed node and no EC2 instance in any of the accounts and Regions",
};
/// Something odd about a patch group.
pub static GROUP: Rule = Rule {
    name: "group/odd",
    severity: Severity::Warning,
    summary: "a patch group has no node, no baseline, or nearly the name of another",
};
/// Several methods that write one another's data.
pub static OVERWRITTEN: Rule = Rule {
    name: "account/overwritten",
    severity: Severity::Warning,
    summary: "several methods overwrite one another's patch compliance",
};
/// A place in which nothing comes by itself.
pub static NOTHING_SCANS: Rule = Rule {
    name: "account/nothing-scans",
    severity: Severity::Warning,
    summary: "nothing scans the nodes of an account and Region by itself",
};
/// What the nodes print is lost.
pub static NO_LOG_BUCKET: Rule = Rule {
    name: "account/log-bucket",
    severity: Severity::Warning,
    summary: "nodes cannot write into the log bucket of a method",
};
/// A closed VPC lacks an endpoint.
pub static VPC_ENDPOINTS: Rule = Rule {
    name: "account/vpc-endpoints",
    severity: Severity::Warning,
    summary: "a VPC has endpoints for Systems Manager and not all that patching needs",
};
/// The console's dashboard lacks its data.
pub static NOT_RECORDED: Rule = Rule {
    name: "account/not-recorded",
    severity: Severity::Note,
    summary: "AWS Config does not record what the console's dashboard shows",
};

/// Every rule, in the order in which it is worth mending what they find.
const RULES: &[&Rule] = &[
    &MAY_NOT,
    &MAY_NOT_READ,
    &MAY_NOT_CHANGE,
    &DEPENDS,
    &ENDS_SOON,
    &NOT_MANAGED,
    &LEFT,
    &OFFLINE,
    &UNKNOWN_SYSTEM,
    &OLD_AGENT,
    &OVERRIDES,
    &NO_PYTHON,
    &NO_FETCHER,
    &NO_EXECUTION,
    &UNREACHED,
    &STOPPED,
    &NO_HOOKS,
    &UNLISTED_SYSTEM,
    &BOTH_TAGS,
    &NEVER_REPORTED,
    &STALE,
    &OTHER_PYTHON,
    &LITTLE_SPACE,
    &NO_SOURCES,
    &PROXY,
    &EMPTY,
    &GROUP,
    &OVERWRITTEN,
    &NOTHING_SCANS,
    &VPC_ENDPOINTS,
    &NO_LOG_BUCKET,
    &NOT_RECORDED,
];

/// How far behind in that order a rule stands.
pub fn rank(rule: &Rule) -> usize {
    let at = RULES.iter().position(|one| one.name == rule.name);
    at.unwrap_or(RULES.len())
}
