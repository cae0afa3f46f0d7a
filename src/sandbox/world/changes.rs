//! What users changed since the seed, laid over it, and how a change is made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::baselines::Baselines;
use super::history::History;
use super::node::Node;
use super::rulebook::{Draft, Rulebook};
use super::{Seeded, World};
use crate::domain::id::{AccountId, Region, Scope};

/// The tags of a node.
pub(in crate::sandbox) type Tags = BTreeMap<String, String>;

/// Every change since the seed. Clones share what is in it.
#[derive(Clone, Debug, Default)]
pub(in crate::sandbox) struct Changes(BTreeMap<Scope, ScopeChanges>);

#[derive(Clone, Debug, Default)]
struct ScopeChanges {
    rules: Option<Arc<Rulebook>>,
    /// The tags of nodes, by the id of the node.
    tags: Arc<BTreeMap<String, Arc<History<Tags>>>>,
}

/// What a stored document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Kind {
    /// The baselines, groups and defaults of an account in a Region.
    Rules,
    /// The tags of a node.
    Tags,
}

impl Kind {
    pub(in crate::sandbox) const fn as_str(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Tags => "tags",
        }
    }
}

/// A document to be stored: one per account and Region, and one per node whose tags were changed.
#[derive(Debug)]
pub(in crate::sandbox) struct Document {
    pub(in crate::sandbox) kind: Kind,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) body: String,
}

impl World {
    /// A world in which nothing was changed.
    pub(in crate::sandbox) fn new(seeded: Seeded) -> Self {
        Self { seeded: Arc::new(seeded), changes: Changes::default() }
    }

    /// Takes over a document that was stored; `None` when it cannot be read.
    pub(in crate::sandbox) fn apply(&mut self, kind: &str, name: &str, body: &str) -> Option<()> {
        let mut words = name.splitn(3, ' ');
        let scope = Scope { account: AccountId::trusted(words.next()?), region: Region::trusted(words.next()?) };
        if kind == Kind::Rules.as_str() {
            let rules = Rulebook::read(body, &scope)?;
            self.changes.0.entry(scope).or_default().rules = Some(Arc::new(rules));
        } else {
            let history: History<Tags> = serde_json::from_str(body).ok().filter(History::is_whole)?;
            let tags = &mut self.changes.0.entry(scope).or_default().tags;
            Arc::make_mut(tags).insert(words.next()?.to_owned(), Arc::new(history));
        }
        Some(())
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
    pub(super) fn baselines_at(&self, scope: &Scope, moment: Timestamp) -> (Cow<'_, Baselines>, u64) {
        let Some(rules) = self.rules(scope) else { return (self.seeded.baselines(scope), 0) };
        let version = rules.history.at(moment);
        (Cow::Borrowed(&version.value), version.number)
    }

    /// The tags that a node had at a moment, and the number of their version.
    pub(super) fn tags_at<'a>(&'a self, scope: &Scope, node: &'a Node, moment: Timestamp) -> (&'a Tags, u64) {
        let Some(history) = self.tags(scope, &node.id) else { return (&node.tags, 0) };
        let version = history.at(moment);
        (&version.value, version.number)
    }

    /// Whether the tags of a node were ever changed.
    pub(in crate::sandbox) fn was_tagged(&self, scope: &Scope, node: &Node) -> bool {
        self.tags(scope, &node.id).is_some()
    }

    /// The node as it is now, with the tags that it was given since.
    pub(super) fn as_tagged<'a>(&self, scope: &Scope, mut node: Cow<'a, Node>) -> Cow<'a, Node> {
        if let Some(history) = self.tags(scope, &node.id) {
            node.to_mut().tags.clone_from(history.current());
        }
        node
    }

    /// Changes the rules of an account in a Region: `change` works on a draft; what it refuses changes nothing.
    pub(in crate::sandbox) fn change_rules<R, E>(
        &self,
        scope: &Scope,
        now: Timestamp,
        change: impl FnOnce(&mut Draft) -> Result<R, E>,
    ) -> Result<(R, Vec<Document>), E> {
        let book = self.rules(scope).map_or_else(|| Rulebook::new(self.seeded.baselines(scope).into_owned()), |rules| (**rules).clone());
        let mut draft = book.draft();
        let result = change(&mut draft)?;
        let changed = draft.finish(now, |after, until| self.seeded.scanned_between(scope, after, until));
        let document = |rules: Rulebook| {
            let body = rules.write().expect("strings and numbers become JSON");
            Document { kind: Kind::Rules, name: scope.to_string(), body }
        };
        Ok((result, changed.map(document).into_iter().collect()))
    }

    /// Gives a node other tags; `None` when it has them already.
    pub(in crate::sandbox) fn change_tags(&self, scope: &Scope, node: &Node, now: Timestamp, tags: Tags) -> Option<Document> {
        let history = self.tags(scope, &node.id);
        let mut history = history.map_or_else(|| History::new(node.tags.clone()), |history| (**history).clone());
        if *history.current() == tags {
            return None;
        }
        history.change(now, tags, |after, until| node.scanned_between(after, until));
        let body = serde_json::to_string(&history).expect("strings and numbers become JSON");
        Some(Document { kind: Kind::Tags, name: format!("{scope} {}", node.id), body })
    }
}
