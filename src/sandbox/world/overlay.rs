//! What users changed is laid over what was seeded, and how a change is made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use super::automations::Automation;
use super::baselines::Baselines;
use super::changes::{Changes, Document, Kind};
use super::commands::Command;
use super::documents::Definition;
use super::history::History;
use super::node::Node;
use super::rulebook::{Draft, Rulebook};
use super::state::{Seeded, World};
use super::tags::Tags;
use crate::domain::id::{AccountId, Region, Scope};
use crate::sandbox::derive;

impl World {
    /// A world in which nothing was changed.
    pub(in crate::sandbox) fn new(seeded: Seeded) -> Self {
        Self {
            seeded: Arc::new(seeded),
            changes: Changes::default(),
            timelines: Arc::default(),
            next: Arc::default(),
        }
    }

    /// Takes over a document that was stored; `None` when it cannot be read.
    pub(in crate::sandbox) fn apply(&mut self, kind: &str, name: &str, body: &str) -> Option<()> {
        let mut words = name.splitn(3, ' ');
        let scope = Scope {
            account: AccountId::trusted(words.next()?),
            region: Region::trusted(words.next()?),
        };
        let name = words.next();
        let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind)?;

        // Which outputs were written changes nothing that commands do.
        if kind != Kind::Written {
            self.forget_timeline(&scope);
        }

        let changes = self.changes.0.entry(scope.clone()).or_default();
        changes.take(kind, &scope, name.map(str::to_owned), body)
    }

    fn forget_timeline(&mut self, scope: &Scope) {
        // Snapshots that others hold keep what they have computed.
        let mut timelines = self.timelines().clone();
        timelines.remove(scope);
        self.timelines = Arc::new(Mutex::new(timelines));
        // A change in one place can make something due in another.
        self.next = Arc::default();
    }

    /// The accounts and Regions in which something was changed.
    pub(in crate::sandbox) fn changed_scopes(&self) -> impl Iterator<Item = &Scope> {
        self.changes.0.keys()
    }

    fn rules(&self, scope: &Scope) -> Option<&Arc<Rulebook>> {
        self.changes.0.get(scope)?.rules.as_ref()
    }

    fn tags(&self, scope: &Scope, id: &str) -> Option<&Arc<History<Tags>>> {
        self.changes.0.get(scope)?.tags.get(id)
    }

    /// The baselines that are in force.
    pub(in crate::sandbox) fn baselines(&self, scope: &Scope) -> Cow<'_, Baselines> {
        match self.rules(scope) {
            Some(rules) => Cow::Borrowed(rules.history.current()),
            None => self.seeded.baselines(scope),
        }
    }

    /// The baselines that were in force for a scan at a moment, and the number of their version.
    pub(super) fn baselines_at(
        &self,
        scope: &Scope,
        moment: Timestamp,
    ) -> (Cow<'_, Baselines>, u64) {
        let Some(rules) = self.rules(scope) else {
            return (self.seeded.baselines(scope), 0);
        };
        let version = rules.history.at(moment);
        (Cow::Borrowed(&version.value), version.number)
    }

    /// The tags that a node had at a moment, and the number of their version.
    pub(super) fn tags_at<'a>(
        &'a self,
        scope: &Scope,
        node: &'a Node,
        moment: Timestamp,
    ) -> (&'a Tags, u64) {
        let Some(history) = self.tags(scope, &node.id) else {
            return (&node.tags, 0);
        };

        let version = history.at(moment);
        (&version.value, version.number)
    }

    /// Whether the tags of a node were ever changed.
    pub(in crate::sandbox) fn was_tagged(&self, scope: &Scope, node: &Node) -> bool {
        self.tags(scope, &node.id).is_some()
    }

    /// The node as it is now, with the tags that it was given since, and what commands made of it.
    pub(super) fn as_changed<'a>(&self, scope: &Scope, mut node: Cow<'a, Node>) -> Cow<'a, Node> {
        if let Some(history) = self.tags(scope, &node.id) {
            node.to_mut().tags.clone_from(history.current());
        }

        // After the tags: what commands left is added to the node, and takes no tag away.
        if let Some(timeline) = self.timeline(scope)
            && let Some(line) = timeline.nodes.get(&node.id)
        {
            line.lay_over(node.to_mut());
        }
        node
    }

    /// The commands of an account and Region by their numbers.
    pub(in crate::sandbox) fn commands(
        &self,
        scope: &Scope,
    ) -> Option<&BTreeMap<u64, Arc<Command>>> {
        Some(&self.changes.0.get(scope)?.commands)
    }

    /// Which outputs of a command were written to their bucket.
    pub(in crate::sandbox) fn written(&self, scope: &Scope, command: &str) -> Option<Timestamp> {
        self.changes.0.get(scope)?.written.get(command).copied()
    }

    /// The documents of users.
    pub(in crate::sandbox) fn own_documents(&self, scope: &Scope) -> Vec<Arc<Definition>> {
        let changed = self.changes.0.get(scope).map(|changes| &changes.documents);
        let seeded = self.documents.get(scope).into_iter().flatten();
        // A user's change hides the document of the fleet file, and a deletion leaves nothing.
        let untouched = seeded
            .filter(|seeded| changed.is_none_or(|changed| !changed.contains_key(seeded.name())));
        let own = changed
            .into_iter()
            .flat_map(|changed| changed.values())
            .flatten();

        let mut all: Vec<Arc<Definition>> = untouched.chain(own).cloned().collect();
        all.sort_by(|a, b| a.name().cmp(b.name()));
        all
    }

    /// The automations of an account and Region by their numbers.
    pub(in crate::sandbox) fn automations(
        &self,
        scope: &Scope,
    ) -> Option<&BTreeMap<u64, Arc<Automation>>> {
        Some(&self.changes.0.get(scope)?.automations)
    }

    /// The next number of an account and Region, with so many taken that the world does not know yet,
    /// and the id that belongs to it.
    pub(in crate::sandbox) fn free_automation(
        &self,
        scope: &Scope,
        now: Timestamp,
        taken: u64,
    ) -> (u64, String) {
        let all = self.automations(scope);
        let last = all.and_then(|all| all.values().next_back());
        let number = last.map_or(1, |last| last.number + 1) + taken;

        // Made of what is there: the same calls on the same fleet give the same ids.
        let id = derive::uuid(&[
            "automation",
            scope.account.as_str(),
            scope.region.as_str(),
            &number.to_string(),
            &now.to_string(),
        ]);
        (number, id)
    }

    /// Changes the rules of an account in a Region: `change` works on a draft; what it refuses
    /// changes nothing.
    pub(in crate::sandbox) fn change_rules<R, E>(
        &self,
        scope: &Scope,
        now: Timestamp,
        change: impl FnOnce(&mut Draft) -> Result<R, E>,
    ) -> Result<(R, Vec<Document>), E> {
        let book = self.rules(scope).map_or_else(
            || Rulebook::new(self.seeded.baselines(scope).into_owned()),
            |rules| (**rules).clone(),
        );

        let mut draft = book.draft();
        let result = change(&mut draft)?;
        let changed = draft.finish(now, |after, until| {
            self.scanned_between(scope, after, until)
        });

        // A call that changed nothing is not stored, and makes no version.
        let documents = changed.map(|rules| rules_document(scope, &rules));
        Ok((result, documents.into_iter().collect()))
    }

    /// Gives a node other tags; `None` when it has them already.
    pub(in crate::sandbox) fn change_tags(
        &self,
        scope: &Scope,
        node: &Node,
        now: Timestamp,
        tags: Tags,
    ) -> Option<Document> {
        let history = self.tags(scope, &node.id);
        let mut history = history.map_or_else(
            || History::new(node.tags.clone()),
            |history| (**history).clone(),
        );

        // Setting what is there already writes nothing, as no reader could tell the difference.
        if *history.current() == tags {
            return None;
        }

        history.change(now, tags, |after, until| node.scanned_between(after, until));
        Some(Document::of(Kind::Tags, scope, &node.id, &history))
    }
}

fn rules_document(scope: &Scope, rules: &Rulebook) -> Document {
    Document {
        kind: Kind::Rules,
        name: scope.to_string(),
        body: rules.write().expect("strings and numbers become JSON"),
    }
}
