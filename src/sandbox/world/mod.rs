//! The fleet in memory: what the handlers read. What was seeded is built once; what users change is
//! laid over it, document by document, so that a change costs no more than itself.

pub(super) mod associations;
pub(super) mod automations;
pub(super) mod aws_baselines;
pub(super) mod baseline_document;
pub(super) mod baselines;
mod build;
pub(super) mod changes;
pub(super) mod commands;
pub(super) mod compliance;
pub(super) mod documents;
pub(super) mod generated;
mod generated_catalogue;
pub(super) mod groups;
pub(super) mod history;
pub(super) mod node;
pub(super) mod override_list;
mod patching;
pub(super) mod reports;
pub(super) mod rulebook;
pub(super) mod run;
pub mod scan;
pub(super) mod timeline;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::fleet::catalogue::Catalogue;
use super::fleet::file::{GroupFile, WindowFile};
use crate::domain::id::Scope;
use baselines::Baselines;
use changes::Changes;
use documents::Definition;
use generated::Generated;
use node::Node;
use timeline::Timeline;

pub(super) use build::build;

/// Everything that the sandbox knows, as it was at one moment: what was seeded, and what was
/// changed since.
#[derive(Clone, Debug)]
pub(super) struct World {
    seeded: Arc<Seeded>,
    changes: Changes,
    /// What was computed of commands so far.
    timelines: Arc<Mutex<Timelines>>,
}

type Timelines = HashMap<Scope, Arc<Timeline>>;

impl Deref for World {
    type Target = Seeded;

    fn deref(&self) -> &Seeded {
        &self.seeded
    }
}

/// What the fleet file holds.
#[derive(Debug)]
pub(super) struct Seeded {
    pub(super) fleet: String,
    pub(super) regions: Vec<String>,
    pub(super) organization: Option<Organization>,
    pub(super) accounts: Vec<Account>,
    pub(super) generated: Option<Generated>,
    /// Every catalogue of the file, also those that no node uses.
    pub(super) catalogues: Vec<Arc<Catalogue>>,
    pub(super) scopes: BTreeMap<Scope, ScopeState>,
    pub(super) buckets: BTreeMap<String, Bucket>,
    /// Documents of users.
    pub(super) documents: BTreeMap<Scope, Vec<Arc<Definition>>>,
    pub(super) windows: BTreeMap<Scope, Vec<Window>>,
    pub(super) groups: BTreeMap<Scope, Vec<GroupFile>>,
    pub(super) reports: reports::Cache,
}

/// A maintenance window.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) id: String,
    pub(super) file: WindowFile,
    pub(super) next: Timestamp,
    pub(super) created: Timestamp,
}

#[derive(Debug)]
pub(super) struct Organization {
    pub(super) id: String,
    pub(super) root: String,
    pub(super) units: Vec<Unit>,
}

#[derive(Debug)]
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) name: String,
    /// The id of the unit or root above.
    pub(super) parent: String,
}

#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) management: bool,
    pub(super) suspended: bool,
    /// The id of the unit or root that holds it.
    pub(super) parent: String,
    pub(super) access_key: String,
    pub(super) roles: Vec<Role>,
    pub(super) enabled_regions: Vec<String>,
    pub(super) deny: Vec<String>,
    pub(super) joined: Timestamp,
}

#[derive(Debug)]
pub(super) struct Role {
    pub(super) name: String,
    /// Ids of the accounts that may assume it.
    pub(super) trusts: Vec<String>,
    pub(super) deny: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) account: String,
    pub(super) region: String,
}

/// One account in one Region.
#[derive(Debug)]
pub(super) struct ScopeState {
    /// Ordered by id.
    pub(super) nodes: Vec<Node>,
    index: HashMap<String, usize>,
    pub(super) baselines: Baselines,
}

impl Seeded {
    pub(super) fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub(super) fn management(&self) -> Option<&Account> {
        self.accounts.iter().find(|account| account.management)
    }

    /// How many nodes a scope has.
    pub(super) fn node_count(&self, scope: &Scope) -> usize {
        let listed = self.scopes.get(scope).map_or(0, |state| state.nodes.len());
        listed
            + self
                .generated_in(scope)
                .map_or(0, |generated| generated.count as usize)
    }

    /// Every catalogue of patches; those of generated nodes too.
    pub(super) fn catalogues(&self) -> impl Iterator<Item = Arc<Catalogue>> {
        self.catalogues
            .iter()
            .cloned()
            .chain(self.generated.iter().flat_map(Generated::catalogues))
    }

    fn seeded_node_at(&self, scope: &Scope, position: usize) -> Option<Cow<'_, Node>> {
        let listed = self
            .scopes
            .get(scope)
            .map(|state| state.nodes.as_slice())
            .unwrap_or_default();
        if let Some(node) = listed.get(position) {
            return Some(Cow::Borrowed(node));
        }

        // Generated nodes come after those of the file.
        let number = u32::try_from(position - listed.len()).ok()?;
        let generated = self
            .generated_in(scope)
            .filter(|generated| number < generated.count)?;

        Some(Cow::Owned(generated.node(number)))
    }

    pub(in crate::sandbox) fn seeded_node(&self, scope: &Scope, id: &str) -> Option<Cow<'_, Node>> {
        if let Some(state) = self.scopes.get(scope)
            && let Some(position) = state.index.get(id)
        {
            return Some(Cow::Borrowed(&state.nodes[*position]));
        }
        let generated = self.generated_in(scope)?;
        let number = generated::number_of(id).filter(|number| *number < generated.count)?;
        Some(Cow::Owned(generated.node(number)))
    }

    fn generated_in(&self, scope: &Scope) -> Option<&Generated> {
        self.generated
            .as_ref()
            .filter(|generated| generated.scope == *scope)
    }

    fn baselines(&self, scope: &Scope) -> Cow<'_, Baselines> {
        match self.scopes.get(scope) {
            Some(state) => Cow::Borrowed(&state.baselines),
            None => Cow::Owned(Baselines::of_aws(scope)),
        }
    }

    /// Whether any node of a scope was scanned after one moment and up to another.
    fn scanned_between(&self, scope: &Scope, after: Option<Timestamp>, until: Timestamp) -> bool {
        let listed = self.scopes.get(scope).is_some_and(|state| {
            state
                .nodes
                .iter()
                .any(|node| node.scanned_between(after, until))
        });

        // The generated ones last: to ask them takes longer.
        listed
            || self
                .generated_in(scope)
                .is_some_and(|generated| generated.scanned_between(after, until))
    }
}

impl World {
    fn timelines(&self) -> MutexGuard<'_, Timelines> {
        self.timelines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the baseline of any node of a scope was read after one moment and up to another.
    fn scanned_between(&self, scope: &Scope, after: Option<Timestamp>, until: Timestamp) -> bool {
        let by_commands = |timeline: Arc<Timeline>| {
            timeline
                .nodes
                .values()
                .any(|line| line.judged_between(after, until))
        };
        self.seeded.scanned_between(scope, after, until)
            || self.timeline(scope).is_some_and(by_commands)
    }

    /// The node at a position; positions are stable as long as the fleet is.
    pub(super) fn node_at(&self, scope: &Scope, position: usize) -> Option<Cow<'_, Node>> {
        self.seeded_node_at(scope, position)
            .map(|node| self.as_changed(scope, node))
    }

    /// The node with an id.
    pub(super) fn node(&self, scope: &Scope, id: &str) -> Option<Cow<'_, Node>> {
        self.seeded_node(scope, id)
            .map(|node| self.as_changed(scope, node))
    }

    /// Every node of a scope from a position on, with its position.
    pub(super) fn nodes_from(
        &self,
        scope: &Scope,
        position: usize,
    ) -> impl Iterator<Item = (usize, Cow<'_, Node>)> {
        (position..self.node_count(scope))
            .filter_map(move |position| Some((position, self.node_at(scope, position)?)))
    }
}
