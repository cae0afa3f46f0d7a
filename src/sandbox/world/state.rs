//! What the sandbox knows at one moment: the fleet as it was seeded, and what was changed since.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::baselines::Baselines;
use super::changes::Changes;
use super::documents::Definition;
use super::generated::{self, Generated};
use super::invocations::Timeline;
use super::node::Node;
use super::report;
use super::windows::Window;
use crate::domain::id::Scope;
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::fleet::file::{EventRuleFile, GroupFile, RecorderFile, VpcEndpointFile};
use crate::sandbox::regions;

/// Everything that the sandbox knows, as it was at one moment: what was seeded, and what was
/// changed since.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct World {
    pub(super) seeded: Arc<Seeded>,
    pub(super) changes: Changes,
    /// What was computed of commands so far.
    pub(super) timelines: Arc<Mutex<Timelines>>,
    /// When something is due next by a schedule, as far as that was worked out; the end of time when
    /// nothing is.
    pub(super) next: Arc<Mutex<Option<Timestamp>>>,
}

pub(super) type Timelines = HashMap<Scope, Arc<Timeline>>;

impl Deref for World {
    type Target = Seeded;

    fn deref(&self) -> &Seeded {
        &self.seeded
    }
}

/// What the fleet file holds.
#[derive(Debug)]
pub(in crate::sandbox) struct Seeded {
    pub(in crate::sandbox) fleet: String,
    pub(in crate::sandbox) regions: Vec<String>,
    pub(in crate::sandbox) organization: Option<Organization>,
    pub(in crate::sandbox) accounts: Vec<Account>,
    pub(in crate::sandbox) generated: Option<Generated>,
    /// Every catalogue of the file, also those that no node uses.
    pub(in crate::sandbox) catalogues: Vec<Arc<Catalogue>>,
    pub(in crate::sandbox) scopes: BTreeMap<Scope, ScopeState>,
    pub(in crate::sandbox) buckets: BTreeMap<String, Bucket>,
    /// Documents of users.
    pub(in crate::sandbox) documents: BTreeMap<Scope, Vec<Arc<Definition>>>,
    pub(in crate::sandbox) windows: BTreeMap<Scope, Vec<Arc<Window>>>,
    pub(in crate::sandbox) groups: BTreeMap<Scope, Vec<GroupFile>>,
    pub(in crate::sandbox) vpc_endpoints: BTreeMap<Scope, Vec<VpcEndpointFile>>,
    pub(in crate::sandbox) event_rules: BTreeMap<Scope, Vec<EventRuleFile>>,
    pub(in crate::sandbox) reports: report::Cache,
    /// The secret of the access keys.
    pub(in crate::sandbox) secret: String,
}

#[derive(Debug)]
pub(in crate::sandbox) struct Organization {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) root: String,
    pub(in crate::sandbox) units: Vec<Unit>,
}

#[derive(Debug)]
pub(in crate::sandbox) struct Unit {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    /// The id of the unit or root above.
    pub(in crate::sandbox) parent: String,
}

#[derive(Debug)]
pub(in crate::sandbox) struct Account {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) email: String,
    pub(in crate::sandbox) management: bool,
    pub(in crate::sandbox) suspended: bool,
    /// The id of the unit or root that holds it.
    pub(in crate::sandbox) parent: String,
    pub(in crate::sandbox) access_key: String,
    pub(in crate::sandbox) roles: Vec<Role>,
    pub(in crate::sandbox) enabled_regions: Vec<String>,
    /// By Region, why its stacks fail.
    pub(in crate::sandbox) failing_stacks: BTreeMap<String, String>,
    /// The Regions in which it uses Security Hub.
    pub(in crate::sandbox) security_hub: Vec<String>,
    /// The role of default host management.
    pub(in crate::sandbox) default_host_role: Option<String>,
    /// What AWS Config records.
    pub(in crate::sandbox) recorders: Vec<RecorderFile>,
    pub(in crate::sandbox) deny: Vec<String>,
    pub(in crate::sandbox) joined: Timestamp,
}

#[derive(Debug)]
pub(in crate::sandbox) struct Role {
    pub(in crate::sandbox) name: String,
    /// Begins and ends with a slash.
    pub(in crate::sandbox) path: String,
    /// Ids of the accounts that may assume it.
    pub(in crate::sandbox) trusts: Vec<String>,
    pub(in crate::sandbox) deny: Vec<String>,
}

#[derive(Debug)]
pub(in crate::sandbox) struct Bucket {
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
}

/// One account in one Region.
#[derive(Debug)]
pub(in crate::sandbox) struct ScopeState {
    /// Ordered by id.
    pub(in crate::sandbox) nodes: Vec<Node>,
    pub(super) index: HashMap<String, usize>,
    pub(in crate::sandbox) baselines: Baselines,
}

impl Seeded {
    /// The partition of all accounts and Regions: an organization is of one.
    pub(in crate::sandbox) fn partition(&self) -> &'static str {
        let region = self.regions.first();
        regions::partition(region.map_or("", String::as_str))
    }

    pub(in crate::sandbox) fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub(in crate::sandbox) fn management(&self) -> Option<&Account> {
        self.accounts.iter().find(|account| account.management)
    }

    /// How many nodes a scope has.
    pub(in crate::sandbox) fn node_count(&self, scope: &Scope) -> usize {
        let listed = self.scopes.get(scope).map_or(0, |state| state.nodes.len());
        listed
            + self
                .generated_in(scope)
                .map_or(0, |generated| generated.count as usize)
    }

    /// Every catalogue of patches; those of generated nodes too.
    pub(in crate::sandbox) fn catalogues(&self) -> impl Iterator<Item = Arc<Catalogue>> {
        self.catalogues
            .iter()
            .cloned()
            .chain(self.generated.iter().flat_map(Generated::catalogues))
    }

    pub(super) fn seeded_node_at(&self, scope: &Scope, position: usize) -> Option<Cow<'_, Node>> {
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

    pub(super) fn generated_in(&self, scope: &Scope) -> Option<&Generated> {
        self.generated
            .as_ref()
            .filter(|generated| generated.scope == *scope)
    }

    pub(super) fn baselines(&self, scope: &Scope) -> Cow<'_, Baselines> {
        match self.scopes.get(scope) {
            Some(state) => Cow::Borrowed(&state.baselines),
            None => Cow::Owned(Baselines::of_aws(scope)),
        }
    }

    /// Whether any node of a scope was scanned after one moment and up to another.
    pub(super) fn scanned_between(
        &self,
        scope: &Scope,
        after: Option<Timestamp>,
        until: Timestamp,
    ) -> bool {
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
    pub(super) fn timelines(&self) -> MutexGuard<'_, Timelines> {
        self.timelines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// When something is due next by a schedule, if it was worked out for this state of the world.
    pub(in crate::sandbox) fn known_next(&self) -> Option<Timestamp> {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps when something is due next.
    pub(in crate::sandbox) fn keep_next(&self, next: Timestamp) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = Some(next);
    }

    /// Whether the baseline of any node of a scope was read after one moment and up to another.
    pub(super) fn scanned_between(
        &self,
        scope: &Scope,
        after: Option<Timestamp>,
        until: Timestamp,
    ) -> bool {
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
    pub(in crate::sandbox) fn node_at(
        &self,
        scope: &Scope,
        position: usize,
    ) -> Option<Cow<'_, Node>> {
        self.seeded_node_at(scope, position)
            .map(|node| self.as_changed(scope, node))
    }

    /// The node with an id.
    pub(in crate::sandbox) fn node(&self, scope: &Scope, id: &str) -> Option<Cow<'_, Node>> {
        self.seeded_node(scope, id)
            .map(|node| self.as_changed(scope, node))
    }

    /// Every node of a scope from a position on, with its position.
    pub(in crate::sandbox) fn nodes_from(
        &self,
        scope: &Scope,
        position: usize,
    ) -> impl Iterator<Item = (usize, Cow<'_, Node>)> {
        (position..self.node_count(scope))
            .filter_map(move |position| Some((position, self.node_at(scope, position)?)))
    }
}
