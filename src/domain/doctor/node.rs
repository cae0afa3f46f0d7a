//! What keeps one node from being scanned and patched.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnosis::{About, Diagnosis, Fix};
use super::roles::NodeRoles;
use super::rules::{
    BOTH_TAGS, LEFT, NEVER_REPORTED, NO_HOOKS, NOT_MANAGED, OFFLINE, OLD_AGENT, OVERRIDES, STALE,
    STOPPED, UNKNOWN_SYSTEM, UNLISTED_SYSTEM,
};
use super::systems;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::fleet::node::Node;
use crate::domain::group::Tagged;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::eligibility::{AGENT, AGENT_FOR_HOOKS, agent_is_at_least};
use crate::domain::text::shell::quoted;

/// What is known beside a node; nothing is concluded from what could not be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The instances with an instance profile of their own.
    pub profiles: Option<&'a BTreeMap<NodeId, String>>,
    /// The role of default host management, empty when it is off.
    pub default_role: Option<&'a str>,
    /// The roles of instances that are not managed.
    pub roles: Option<&'a NodeRoles>,
    /// The tags of patch groups, of every node.
    pub tagged: &'a [Tagged],
    /// Patch policies that do not change the roles of nodes.
    pub policies: &'a [Silent],
}

/// A patch policy that leaves the roles of nodes as they are.
#[derive(Clone, Debug)]
pub struct Silent {
    /// Its name.
    pub name: String,
    /// Where it is kept, which may be another account.
    pub kept_in: Scope,
    /// The nodes that it is for.
    pub nodes: BTreeSet<NodeId>,
}

/// What keeps a node from being patched, and what may.
pub fn of_node(node: &NodeCompliance, known: Known<'_>) -> Vec<Diagnosis> {
    let about = About {
        scope: &node.node.scope,
        node: &node.node.id,
    };
    // Of what Systems Manager does not have it can say nothing else.
    if node.node.outside.is_some() {
        return outside(about, node, known).into_iter().collect();
    }

    let mut found = Vec::new();
    found.extend(offline(about, &node.node));
    found.extend(system(about, &node.node));
    found.extend(agent(about, &node.node));
    found.extend(report(about, node));
    found.extend(tags(about, known));
    found.extend(policies(about, known));
    found
}

fn outside(about: About<'_>, node: &NodeCompliance, known: Known<'_>) -> Option<Diagnosis> {
    let outside = node.node.outside.as_ref()?;
    let state = outside.ec2_state.as_deref().unwrap_or("not known");
    let evidence = format!("not in DescribeInstanceInformation; EC2 state: {state}");
    // Who is terminated or deregistered needs nothing.
    if node.verdict == Verdict::Gone {
        return None;
    }
    if node.node.is_stopped() {
        let fix = Fix::AwsCli(format!("ec2 start-instances --instance-ids {}", about.node));
        let message = "is stopped: nothing scans or patches it until it is started";
        return Some(about.finding(&STOPPED, message, evidence, fix));
    }

    // It matters which: what worked once has its role, and lost its agent or its way.
    let (rule, what) = if node.verdict == Verdict::Unmanaged {
        (&NOT_MANAGED, "Systems Manager does not know it")
    } else {
        (&LEFT, "Systems Manager knew it and knows it no more")
    };
    let (why, fix) = without_agent(about, known);
    let message = format!("{what}: {why}");
    Some(about.finding(rule, message, evidence, fix))
}

/// Why an agent is not heard of (SSM User Guide, "Troubleshooting managed node availability"), as far
/// as that can be told from outside, and what comes first.
fn without_agent(about: About<'_>, known: Known<'_>) -> (String, Fix) {
    if about.node.is_hybrid() {
        let fix = "register it again: aws ssm create-activation, then the agent's -register";
        let why = "a hybrid node that was deregistered";
        return (why.to_owned(), Fix::Elsewhere(fix.to_owned()));
    }
    if let Some(told) = role_at_fault(about, known) {
        return told;
    }
    let has_profile = known.profiles.map(|own| own.contains_key(about.node));
    let fix = "attach an instance profile to it whose role has the policy AmazonSSMManagedInstanceCore, or turn on default host management";
    // Only what is known to be missing is named; the rest can be seen on the instance alone.
    match (has_profile, known.default_role) {
        (Some(false), Some("")) => (
            "it has no instance profile, and default host management is off in this Region"
                .to_owned(),
            Fix::Elsewhere(fix.to_owned()),
        ),
        (Some(false), Some(role)) => (
            format!(
                "it has no instance profile, and its agent does not use default host management (role {role}), for which it needs version 3.2.582.0 and IMDSv2"
            ),
            Fix::Elsewhere("update its agent, and let it use IMDSv2".to_owned()),
        ),
        _ => (
            "its agent does not run, its role lacks AmazonSSMManagedInstanceCore, or it does not reach the endpoints ssm, ssmmessages and ec2messages".to_owned(),
            Fix::Elsewhere(
                "look at the agent's log on it; ssm-cli get-diagnostics there checks all three"
                    .to_owned(),
            ),
        ),
    }
}

/// What the role of an instance lacks, as far as IAM tells it.
fn role_at_fault(about: About<'_>, known: Known<'_>) -> Option<(String, Fix)> {
    let role = known.roles?.get(about.node)?;
    let Some(name) = role.name() else {
        let profile = known.profiles?.get(about.node)?;
        return Some((
            format!("its instance profile {profile} has no role"),
            Fix::Elsewhere(
                "add a role with the policy AmazonSSMManagedInstanceCore to it".to_owned(),
            ),
        ));
    };
    if role.missing.is_empty() {
        return None;
    }
    // By name, as a policy has them.
    let missing: Vec<&str> = role.missing.iter().copied().collect();
    Some((
        format!("its role {name} may not {}", missing.join(", ")),
        Fix::AwsCli(format!(
            "iam attach-role-policy --role-name {} --policy-arn arn:{}:iam::aws:policy/AmazonSSMManagedInstanceCore",
            quoted(name),
            role.partition()
        )),
    ))
}

fn offline(about: About<'_>, node: &Node) -> Option<Diagnosis> {
    if node.is_online() {
        return None;
    }
    let ping = node.ping_status.as_deref().unwrap_or("no word of it");
    let evidence = match node.last_ping {
        Some(at) => format!("PingStatus {ping}, LastPingDateTime {at:.0}"),
        None => format!("PingStatus {ping}"),
    };
    // Of a machine that is no instance AWS cannot say whether it runs.
    let fix = if about.node.is_hybrid() {
        "look whether the machine runs and its agent reaches the endpoint of ssm".to_owned()
    } else {
        "look whether the instance runs and passes EC2's status checks, its agent runs on it, and the endpoints of ssm are reached".to_owned()
    };
    let message = "its agent does not answer: commands are not delivered";
    Some(about.finding(&OFFLINE, message, evidence, Fix::Elsewhere(fix)))
}

fn system(about: About<'_>, node: &Node) -> Option<Diagnosis> {
    let name = node.platform_name.as_deref().unwrap_or_default();
    let version = node.platform_version.as_deref().unwrap_or_default();
    let evidence = format!("PlatformName {name:?}, PlatformVersion {version:?}");
    // What has no baselines is no matter of versions.
    let Some(os) = node.operating_system else {
        let fix = "upgrade it to a system of `baseline create --help`, or patch it by other means";
        let message = "Patch Manager has no baselines for its operating system";
        let fix = Fix::Elsewhere(fix.to_owned());
        return Some(about.finding(&UNKNOWN_SYSTEM, message, evidence, fix));
    };
    if systems::is_listed(os, version) {
        return None;
    }
    let message = format!(
        "{os} {version} is not in AWS's list of {}, which does not say that it cannot be patched",
        systems::READ_ON
    );
    let fix = Fix::Patchctl(format!("patch-now scan --node {} --dry-run", about.node));
    Some(about.finding(&UNLISTED_SYSTEM, message, evidence, fix))
}

fn agent(about: About<'_>, node: &Node) -> Option<Diagnosis> {
    let version = node.agent_version.as_deref().unwrap_or_default();
    let words = |needed: [u32; 4]| needed.map(|number| number.to_string()).join(".");
    // AWS-UpdateSSMAgent is what AWS names for it (SSM User Guide, "Updating the SSM Agent using Run
    // Command").
    let fix = Fix::AwsCli(format!(
        "ssm send-command --document-name AWS-UpdateSSMAgent --targets Key=InstanceIds,Values={}",
        about.node
    ));
    let evidence = format!("AgentVersion {version:?}");
    // One finding: who mends the first has mended both.
    if !agent_is_at_least(version, AGENT) {
        let message = format!(
            "its agent is older than {}, which AWS-RunPatchBaseline needs",
            words(AGENT)
        );
        return Some(about.finding(&OLD_AGENT, message, evidence, fix));
    }
    if agent_is_at_least(version, AGENT_FOR_HOOKS) {
        return None;
    }
    let message = format!(
        "its agent is older than {}, which AWS-RunPatchBaselineWithHooks needs",
        words(AGENT_FOR_HOOKS)
    );
    Some(about.finding(&NO_HOOKS, message, evidence, fix))
}

fn report(about: About<'_>, node: &NodeCompliance) -> Option<Diagnosis> {
    let fix = Fix::Patchctl(format!("patch-now scan --node {}", about.node));
    // Violations are no fault of the machinery: compliance tells of them.
    match (node.verdict, &node.report) {
        (Verdict::NotReported, _) => {
            let evidence = "no PatchState and no compliance summary of type Patch";
            let message = "it never reported patch data: nothing has scanned it";
            Some(about.finding(&NEVER_REPORTED, message, evidence, fix))
        }
        (Verdict::Stale, Some(report)) => {
            let ended = report
                .ended_at
                .map(|at| format!("OperationEndTime {at:.0}"));
            let evidence = ended.unwrap_or_else(|| "no OperationEndTime".to_owned());
            let message = node.full_reason();
            Some(about.finding(&STALE, message, evidence, fix))
        }
        _ => None,
    }
}

fn tags(about: About<'_>, known: Known<'_>) -> Option<Diagnosis> {
    let tagged = known.tagged.iter().find(|one| one.node == *about.node)?;
    let [Some(spaced), Some(joined)] = &tagged.values else {
        return None;
    };
    // The same value in both is right today, and wrong after the next change of one.
    let message = if spaced == joined {
        "has both tags of patch groups, with one value: a change of one is not seen by who reads the other"
    } else {
        "has both tags of patch groups, with two values: which one AWS takes is not documented"
    };
    let evidence = format!("Patch Group={spaced:?}, PatchGroup={joined:?}");
    let fix = Fix::Patchctl("group lint".to_owned());
    Some(about.finding(&BOTH_TAGS, message, evidence, fix))
}

/// Nodes read the baselines of a policy with their own role, which Quick Setup changes only where it
/// was told to (template AWSQuickSetupType-PatchPolicy-CFN-TA, `IsPolicyAttachAllowed`).
fn policies(about: About<'_>, known: Known<'_>) -> Vec<Diagnosis> {
    // Without a profile of its own it has the role of Quick Setup, which may.
    let own = known
        .profiles
        .is_some_and(|own| own.contains_key(about.node));
    let policies = known.policies.iter();
    let meant = policies.filter(|policy| policy.nodes.contains(about.node));
    let found = meant.filter(|_| own).map(|policy| {
        let (name, kept_in) = (&policy.name, &policy.kept_in);
        let message = format!(
            "has an instance profile of its own, which the patch policy {name} leaves as it is: it cannot read the policy's baselines unless somebody else lets it"
        );
        let evidence = "IsPolicyAttachAllowed is not true, and EC2 names an instance profile";
        let update = format!("policy update {} --attach-policies true", quoted(name));
        // A command for the place of the node would not find it.
        let fix = if kept_in == about.scope {
            Fix::Patchctl(update)
        } else {
            Fix::Elsewhere(format!("in {kept_in}: patchctl {update}"))
        };
        about.finding(&OVERRIDES, message, evidence, fix)
    });
    found.collect()
}
