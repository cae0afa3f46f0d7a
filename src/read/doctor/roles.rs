//! With which roles nodes work, what IAM does not allow those, and the buckets that they write into.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Faults, Settled};
use crate::aws::object_reads;
use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::doctor::logs::{LogBucket, named};
use crate::domain::doctor::roles::{CORE, NodeRole, NodeRoles};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::method::Method;
use crate::error::Result;

/// What IAM and S3 say of a scope.
#[derive(Default)]
pub(super) struct Roles {
    /// The roles of nodes that are not managed.
    pub(super) of_nodes: NodeRoles,
    /// The buckets that methods name.
    pub(super) buckets: BTreeMap<String, LogBucket>,
    /// What could not be asked.
    pub(super) unreadable: Vec<Unreadable>,
}

/// Asks about the roles of some nodes that are not managed, and about the buckets of methods.
pub(super) async fn read(
    context: &Context,
    reach: &Reach,
    site: &Site,
    facts: &Settled,
    unmanaged: &BTreeSet<NodeId>,
    methods: &[Method],
) -> Roles {
    let buckets = named(methods);
    let mut faults = Faults::of(&site.scope);
    let writing = buckets.values().flatten();
    let meant: BTreeSet<&NodeId> = unmanaged.iter().chain(writing).collect();
    let arns = arns(site, facts, &meant).await;
    let arns = faults
        .kept("the roles of the nodes", "of", arns)
        .unwrap_or_default();

    let of_nodes = of_nodes(site, &arns, unmanaged).await;
    let of_nodes = faults.kept("what IAM allows the roles of nodes", "in", of_nodes);
    let mut known = BTreeMap::new();
    for (name, nodes) in buckets {
        // The second question is of use where nobody could answer the first one, too.
        let exists = object_reads::exists(reach, &name).await;
        let exists = faults.kept(&format!("the bucket {name}"), "of", exists);
        let refused = refused(site, &arns, &name, &nodes).await;
        let refused = faults.kept(&format!("who may write into {name}"), "in", refused);
        known.insert(
            name,
            LogBucket {
                exists,
                refused: refused.unwrap_or_default(),
            },
        );
    }
    Roles {
        of_nodes: of_nodes.unwrap_or_default(),
        buckets: known,
        unreadable: faults.told(context),
    }
}

/// By what the role of an instance is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    /// The name of its instance profile.
    Profile(String),
    /// The name of the role of default host management.
    Default(String),
}

/// The ARNs of the roles of some instances; without one where the profile has none.
async fn arns(
    site: &Site,
    facts: &Settled,
    nodes: &BTreeSet<&NodeId>,
) -> Result<BTreeMap<NodeId, Option<String>>> {
    let (mut known, mut arns) = (BTreeMap::new(), BTreeMap::new());
    for node in nodes.iter().filter(|node| !node.is_hybrid()) {
        let Some(from) = from(facts, node) else {
            continue;
        };

        // Nodes share their profiles: a thousand of them are one question.
        if !known.contains_key(&from) {
            let arn = match &from {
                From::Profile(name) => site.role_of_profile(name).await?,
                From::Default(name) => site.role(name).await?,
            };
            known.insert(from.clone(), arn);
        }
        let arn = known.get(&from).cloned().flatten();
        arns.insert((*node).clone(), arn);
    }
    Ok(arns)
}

/// By what the role of an instance is found; `None` for what nobody could read, or has no role.
fn from(facts: &Settled, node: &NodeId) -> Option<From> {
    let profiles = facts.profiles.as_ref()?;
    if let Some(profile) = profiles.get(node) {
        return Some(From::Profile(profile.clone()));
    }
    let role = facts
        .default_role
        .as_deref()
        .filter(|role| !role.is_empty())?;
    // The setting has the path of the role too.
    role.rsplit('/')
        .next()
        .map(|name| From::Default(name.to_owned()))
}

async fn of_nodes(
    site: &Site,
    arns: &BTreeMap<NodeId, Option<String>>,
    unmanaged: &BTreeSet<NodeId>,
) -> Result<NodeRoles> {
    let mut of_nodes = NodeRoles::new();
    let mut asked: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for (node, arn) in arns.iter().filter(|(node, _)| unmanaged.contains(*node)) {
        if let Some(arn) = arn.as_deref()
            && !asked.contains_key(arn)
        {
            let missing = site.denied(arn, &BTreeSet::from(CORE), "*").await?;
            asked.insert(arn, missing);
        }
        let missing = arn.as_deref().and_then(|arn| asked.get(arn)).cloned();
        let role = NodeRole {
            arn: arn.clone(),
            missing: missing.unwrap_or_default(),
        };
        of_nodes.insert(node.clone(), role);
    }
    Ok(of_nodes)
}

/// The roles that may not write into a bucket, with their nodes.
async fn refused(
    site: &Site,
    arns: &BTreeMap<NodeId, Option<String>>,
    bucket: &str,
    nodes: &BTreeSet<NodeId>,
) -> Result<BTreeMap<String, BTreeSet<NodeId>>> {
    let mut by_role: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    for node in nodes {
        if let Some(arn) = arns.get(node).cloned().flatten() {
            by_role.entry(arn).or_default().insert(node.clone());
        }
    }
    let partition = regions::partition(&site.scope.region);
    let objects = format!("arn:{partition}:s3:::{bucket}/*");
    let put = BTreeSet::from(["s3:PutObject"]);
    let mut refused = BTreeMap::new();
    for (role, nodes) in by_role {
        if !site.denied(&role, &put, &objects).await?.is_empty() {
            refused.insert(role, nodes);
        }
    }
    Ok(refused)
}
