//! What is asked about accounts, Regions and nodes to find out what keeps nodes from being patched.

use std::collections::{BTreeMap, BTreeSet};

use super::{fleet, methods, policies};
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::doctor::node::{Known, of_node};
use crate::domain::doctor::{Diagnosis, account, sort};
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::group::{self, Mapping, Tagged};
use crate::domain::id::{NodeId, Scope};
use crate::domain::method::{By, Method};
use crate::domain::policy::Kind;
use crate::error::Result;

/// What an examination came to.
#[derive(Debug)]
pub struct Examined {
    /// What was found, the gravest first.
    pub found: Vec<Diagnosis>,
    /// What could not be asked.
    pub unreadable: Vec<Unreadable>,
    /// How many nodes and instances were looked at.
    pub nodes: usize,
    /// How many accounts and Regions were meant.
    pub scopes: usize,
    /// Whether anything could be read.
    pub read: bool,
}

/// Looks at the named nodes, or at everything.
///
/// # Errors
/// A usage error for a node that nobody knows; when no scope can be found out.
pub async fn examine(context: &Context, reach: &Reach, nodes: &[NodeId]) -> Result<Examined> {
    let selection = Selection {
        nodes: nodes.to_vec(),
        ..Selection::default()
    };
    let fleet = fleet::read(context, reach, &selection, Who::Everyone).await?;
    let mut unreadable = fleet.unreadable;
    let read: BTreeSet<Scope> = reach
        .sites
        .iter()
        .map(|site| site.scope.clone())
        .filter(|scope| !is_unread(scope, &unreadable))
        .collect();

    // Who can read nothing would only be told so once more by each question.
    if read.is_empty() {
        return Ok(Examined {
            found: Vec::new(),
            unreadable,
            nodes: 0,
            scopes: fleet.scopes,
            read: false,
        });
    }
    let (all, faults, _) = methods::everything(context, reach).await;
    unreadable.extend(faults.into_iter().filter(|it| is_read(it, &read)));
    let policies = silent_policies(context, reach, &all, &mut unreadable).await;

    // Only who is not managed makes one ask why, and only a policy who may read its baselines.
    let asking: BTreeSet<&Scope> = fleet
        .nodes
        .iter()
        .filter(|one| one.node.outside.is_some() || !policies.is_empty())
        .map(|one| &one.node.scope)
        .collect();
    let facts = reach.gather(|site| Facts::read(site, asking.contains(&site.scope)));
    let answers = facts.await.answers.into_iter();
    let mut found = Vec::new();
    for (scope, facts) in answers.filter(|(scope, _)| read.contains(scope)) {
        let facts = facts.settled(context, &scope, &mut unreadable);
        let here = fleet.nodes.iter().filter(|one| one.node.scope == scope);
        let place = Place {
            scope: &scope,
            nodes: here.collect(),
            methods: of_scope(&all, &scope, nodes),
            policies: &policies,
            named: !nodes.is_empty(),
            // What may be set up without anybody having been able to look is not missing.
            methods_are_known: !is_unread(&scope, &unreadable),
        };
        found.extend(place.findings(&facts));
    }
    if fleet.nodes.is_empty() && unreadable.is_empty() {
        found.extend(read.iter().map(account::empty));
    }
    sort(&mut found);
    Ok(Examined {
        found,
        unreadable,
        nodes: fleet.nodes.len(),
        scopes: fleet.scopes,
        read: true,
    })
}

/// One account and Region with what is known of it.
struct Place<'a> {
    scope: &'a Scope,
    nodes: Vec<&'a NodeCompliance>,
    methods: Vec<Method>,
    policies: &'a BTreeMap<String, BTreeSet<NodeId>>,
    /// Whether somebody asks about nodes of their choice, and not about everything.
    named: bool,
    methods_are_known: bool,
}

impl Place<'_> {
    fn findings(&self, facts: &Settled) -> Vec<Diagnosis> {
        // In the order of the eyes: the nodes, what groups them, what comes to them by itself.
        let known = Known {
            profiles: facts.profiles.as_ref(),
            default_role: facts.default_role.as_deref(),
            tagged: &facts.tagged,
            policies: Some(self.policies),
        };
        let of_nodes = self.nodes.iter().flat_map(|node| of_node(node, known));
        let mut found: Vec<Diagnosis> = of_nodes.collect();
        if !self.named {
            let odd = group::lint(&facts.mappings, &facts.tagged, strsim::jaro_winkler);
            found.extend(account::groups(self.scope, &odd));
        }

        let managed = self.nodes.iter().filter(|one| one.node.outside.is_none());
        let managed = managed.map(|one| &one.node.id);
        let managed: Vec<&NodeId> = managed.filter(|_| self.methods_are_known).collect();
        found.extend(account::methods(self.scope, &self.methods, &managed));
        found
    }
}

/// Whether a question about the whole of a scope failed.
fn is_unread(scope: &Scope, unreadable: &[Unreadable]) -> bool {
    let whole = fault::whole(scope);
    unreadable.iter().any(|fault| fault.place == whole)
}

/// A scope that could not be read at all has been told already.
fn is_read(fault: &Unreadable, read: &BTreeSet<Scope>) -> bool {
    fault
        .scope
        .as_ref()
        .is_none_or(|scope| read.contains(scope))
}

/// The methods of a scope, and where nodes are named those that are for one of them.
fn of_scope(all: &[Method], scope: &Scope, nodes: &[NodeId]) -> Vec<Method> {
    let own = all.iter().filter(|one| one.scope == *scope).cloned();
    let mut own: Vec<Method> = own.collect();
    if nodes.is_empty() {
        return own;
    }
    // What may be for any node may be for these.
    own.retain(|one| one.nodes.is_none() || nodes.iter().any(|node| one.is_for(node)));
    for method in &mut own {
        if let Some(on) = &mut method.nodes {
            on.retain(|node| nodes.contains(node));
        }
    }
    own
}

/// The patch policies that leave the roles of nodes as they are, with the nodes that they are for.
async fn silent_policies(
    context: &Context,
    reach: &Reach,
    all: &[Method],
    unreadable: &mut Vec<Unreadable>,
) -> BTreeMap<String, BTreeSet<NodeId>> {
    let is_policy = |method: &&Method| method.by == By::PatchPolicy;
    // Without any there is nothing to ask.
    if !all.iter().any(|method| is_policy(&method)) {
        return BTreeMap::new();
    }
    let (managers, faults, _) = policies::everything(context, reach).await;
    unreadable.extend(faults);
    let silent: BTreeSet<String> = managers
        .iter()
        .filter(|found| {
            found.manager.definition().is_some_and(|definition| {
                definition.kind == Kind::PatchPolicy && definition.attach_policies != Some(true)
            })
        })
        .map(|found| found.manager.name.clone())
        .collect();
    // One policy has associations of its own in each place, and for scans and installations.
    let mut policies: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    for method in all.iter().filter(is_policy) {
        if silent.contains(&method.name) {
            let nodes = policies.entry(method.name.clone()).or_default();
            nodes.extend(method.nodes.iter().flatten().cloned());
        }
    }
    policies
}

/// What is known of a scope beside its nodes; `None` for what nobody asked.
struct Facts {
    mappings: Result<Vec<Mapping>>,
    tagged: Result<Vec<Tagged>>,
    profiles: Option<Result<BTreeSet<NodeId>>>,
    default_role: Option<Result<String>>,
}

/// The same without what could not be read.
struct Settled {
    mappings: Vec<Mapping>,
    tagged: Vec<Tagged>,
    profiles: Option<BTreeSet<NodeId>>,
    default_role: Option<String>,
}

impl Facts {
    /// What could not be read is in it.
    async fn read(site: &Site, asks_for_roles: bool) -> Result<Self> {
        let (mappings, tagged) = futures::join!(site.mappings(), site.tagged_nodes());
        let mut facts = Self {
            mappings,
            tagged,
            profiles: None,
            default_role: None,
        };
        if asks_for_roles {
            let (profiles, role) = futures::join!(site.profiles(), site.default_host_role());
            (facts.profiles, facts.default_role) = (Some(profiles), Some(role));
        }
        Ok(facts)
    }

    fn settled(
        self,
        context: &Context,
        scope: &Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> Settled {
        // Each by itself: one right that is missing must not hide what the others would tell.
        let mut faults = Faults {
            scope,
            all: Vec::new(),
        };
        let settled = Settled {
            mappings: faults
                .kept("the patch groups", self.mappings)
                .unwrap_or_default(),
            tagged: faults
                .kept("the tags of the nodes", self.tagged)
                .unwrap_or_default(),
            profiles: self
                .profiles
                .and_then(|it| faults.kept("the instance profiles", it)),
            default_role: self
                .default_role
                .and_then(|it| faults.kept("default host management", it)),
        };
        fleet::tell_unreadable(context, &faults.all);
        unreadable.extend(faults.all);
        settled
    }
}

/// What of a scope could not be read.
struct Faults<'a> {
    scope: &'a Scope,
    all: Vec<Unreadable>,
}

impl Faults<'_> {
    fn kept<T>(&mut self, what: &str, answer: Result<T>) -> Option<T> {
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                let place = format!("{what} of {}", self.scope);
                let scope = Some(self.scope.clone());
                self.all.push(fault::unreadable(place, scope, None, &error));
                None
            }
        }
    }
}
