//! What is asked about accounts, Regions and nodes to find out what keeps nodes from being patched.

mod caller;
mod facts;
mod policies;
mod roles;

use std::collections::BTreeSet;

pub use caller::Rights;
use facts::{Asks, Facts, Settled};
use roles::Roles;

use super::{fleet, methods};
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::doctor::caller::Caller;
use crate::domain::doctor::node::{Known, Silent, of_node};
use crate::domain::doctor::{Diagnosis, account, logs, network, recording, sort};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::group;
use crate::domain::id::{NodeId, Scope};
use crate::domain::method::Method;
use crate::error::Result;

/// What an examination came to.
#[derive(Debug)]
pub struct Examined {
    /// What was found, the gravest first.
    pub found: Vec<Diagnosis>,
    /// Who asks, one in each account.
    pub callers: Vec<Caller>,
    /// What could not be asked.
    pub unreadable: Vec<Unreadable>,
    /// The nodes that can be asked themselves: online, and of a system that runs shell scripts.
    pub answering: Vec<Node>,
    /// How many nodes and instances were looked at.
    pub nodes: usize,
    /// How many accounts and Regions were meant.
    pub scopes: usize,
    /// Whether anything could be read.
    pub read: bool,
}

/// What is to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// These nodes; everything without one.
    pub nodes: Vec<NodeId>,
    /// Whether what costs more is looked at too.
    pub deep: bool,
    /// What who asks should be allowed.
    pub wanted: Rights,
}

/// Looks at the named nodes, or at everything.
///
/// # Errors
/// A usage error for a node that nobody knows; when no scope can be found out.
pub async fn examine(context: &Context, reach: &Reach, question: &Question) -> Result<Examined> {
    // First, and also where nothing else can be read: then it tells why.
    let (wanted, named) = (&question.wanted, &question.nodes);
    let callers = Box::pin(caller::callers(context, reach, wanted, named)).await;

    // Everything that is there, also what Systems Manager does not know.
    let selection = Selection {
        nodes: question.nodes.clone(),
        ..Selection::default()
    };
    let fleet = fleet::read(context, reach, &selection, Who::Everyone).await?;
    let (scopes, nodes) = (fleet.scopes, fleet.nodes.len());
    let unread = &fleet.unreadable;
    let sites = reach.sites.iter().map(|site| site.scope.clone());
    let read: BTreeSet<Scope> = sites.filter(|scope| !is_unread(scope, unread)).collect();

    let mut examined = Examined {
        found: callers.found,
        callers: callers.all,
        unreadable: callers.unreadable,
        answering: answering(&fleet.nodes),
        nodes,
        scopes,
        read: !read.is_empty(),
    };
    // Who can read nothing would only be told so once more by each question.
    if !examined.read {
        examined.unreadable.extend(fleet.unreadable);
        return Ok(examined);
    }
    let places = Places {
        question,
        read,
        nodes: fleet.nodes,
        unreadable: fleet.unreadable,
    };
    let (found, unreadable) = Box::pin(places.examine(context, reach)).await;
    examined.found.extend(found);
    examined.unreadable.extend(unreadable);
    sort(&mut examined.found);
    Ok(examined)
}

fn answering(nodes: &[NodeCompliance]) -> Vec<Node> {
    let shells = [Some("Linux"), Some("MacOS")];
    let nodes = nodes.iter().map(|one| &one.node);
    let can = nodes.filter(|node| {
        node.outside.is_none()
            && node.is_online()
            && shells.contains(&node.platform_type.as_deref())
    });
    can.cloned().collect()
}

/// The accounts and Regions that answer.
struct Places<'a> {
    question: &'a Question,
    read: BTreeSet<Scope>,
    nodes: Vec<NodeCompliance>,
    /// What could not be read of them.
    unreadable: Vec<Unreadable>,
}

impl Places<'_> {
    async fn examine(
        mut self,
        context: &Context,
        reach: &Reach,
    ) -> (Vec<Diagnosis>, Vec<Unreadable>) {
        let (all, faults, _) = methods::everything(context, reach).await;
        let read = &self.read;
        self.unreadable
            .extend(faults.into_iter().filter(|it| is_read(it, read)));
        let named = &self.question.nodes;
        let policies = policies::silent(context, reach, &all, named, &mut self.unreadable).await;

        // Each scope is asked what its nodes and methods make worth asking.
        let asks = |scope: &Scope| self.asks(scope, &all, &policies);
        let facts = reach
            .gather(|site| Facts::read(site, asks(&site.scope)))
            .await;
        let answers = facts.answers.into_iter();
        let answers: Vec<(Scope, Facts)> =
            answers.filter(|(scope, _)| read.contains(scope)).collect();
        let mut found = Vec::new();
        for (scope, facts) in answers {
            let facts = facts.settled(context, &scope, &mut self.unreadable);
            let place = self.place(&scope, &all, &policies);
            let roles = match reach.site(&scope) {
                Some(site) => place.roles(context, reach, site, &facts).await,
                None => Roles::default(),
            };
            found.extend(place.findings(&facts, &roles));
            self.unreadable.extend(roles.unreadable);
        }
        if self.nodes.is_empty() && self.unreadable.is_empty() {
            found.extend(self.read.iter().map(account::empty));
        }
        (found, self.unreadable)
    }

    /// Only who is not managed makes one ask why, only a policy who may read its baselines, and only
    /// a log bucket who may write.
    fn asks(&self, scope: &Scope, methods: &[Method], policies: &[Silent]) -> Asks {
        // A Region without nodes has nothing that its settings would keep from them.
        let mut here = self
            .nodes
            .iter()
            .filter(|one| one.node.scope == *scope)
            .peekable();
        let lives = here.peek().is_some();
        let is_outside = here.any(|one| one.node.outside.is_some());
        let logs = methods
            .iter()
            .any(|one| one.scope == *scope && one.log_bucket.is_some());
        Asks {
            roles: lives && (is_outside || logs || !policies.is_empty()),
            recorder: lives && self.question.nodes.is_empty(),
            network: lives && self.question.deep,
        }
    }

    fn place<'a>(
        &'a self,
        scope: &'a Scope,
        methods: &[Method],
        policies: &'a [Silent],
    ) -> Place<'a> {
        let named = &self.question.nodes;
        Place {
            scope,
            nodes: self
                .nodes
                .iter()
                .filter(|one| one.node.scope == *scope)
                .collect(),
            methods: of_scope(methods, scope, named),
            policies,
            named: !named.is_empty(),
            // What may be set up without anybody having been able to look is not missing.
            methods_are_known: !is_unread(scope, &self.unreadable),
        }
    }
}

/// One account and Region with what is known of it.
struct Place<'a> {
    scope: &'a Scope,
    nodes: Vec<&'a NodeCompliance>,
    methods: Vec<Method>,
    policies: &'a [Silent],
    /// Whether somebody asks about nodes of their choice, and not about everything.
    named: bool,
    methods_are_known: bool,
}

impl Place<'_> {
    async fn roles(&self, context: &Context, reach: &Reach, site: &Site, facts: &Settled) -> Roles {
        // What is stopped or gone has no agent whose role would matter.
        let lost = self.nodes.iter().filter(|one| {
            one.node.outside.is_some() && one.verdict != Verdict::Gone && !one.node.is_stopped()
        });
        let unmanaged = lost.map(|one| one.node.id.clone()).collect();
        roles::read(context, reach, site, facts, &unmanaged, &self.methods).await
    }

    fn findings(&self, facts: &Settled, roles: &Roles) -> Vec<Diagnosis> {
        // In the order of the eyes: the nodes, what groups them, what comes to them by itself.
        let known = Known {
            profiles: facts.profiles.as_ref(),
            default_role: facts.default_role.as_deref(),
            roles: Some(&roles.of_nodes),
            tagged: &facts.tagged,
            policies: self.policies,
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
        found.extend(logs::findings(self.scope, &self.methods, &roles.buckets));
        if let Some(network) = &facts.network {
            let all: Vec<&NodeId> = self.nodes.iter().map(|one| &one.node.id).collect();
            found.extend(network::findings(self.scope, &all, network));
        }
        if let Some(recorders) = &facts.recorders {
            found.extend(recording::lacking(self.scope, recorders.first()));
        }
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
