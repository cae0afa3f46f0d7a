//! What changed between two looks at a fleet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::verdict::Verdict;

/// A fleet as it was seen once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The nodes that were seen.
    pub nodes: BTreeMap<NodeKey, Seen>,
    /// The options that chose them; `None` where that is not told.
    pub filter: Option<String>,
    /// The endpoint; `None` where that is not told.
    pub endpoint: Option<String>,
    /// Places that could not be read, of which no node is known.
    pub unread: BTreeSet<UnreadPlace>,
    /// Whether what could not be read leaves nothing behind in it: a node that it lacks may be there.
    pub hides_unread: bool,
}

/// A place that could not be read. Account and Region are empty where it is not told which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnreadPlace {
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// What it was, and why, in words.
    pub what: String,
}

impl Snapshot {
    /// Whether a node that is not in it may have been there.
    fn may_have_had(&self, key: &NodeKey) -> bool {
        let fits = |told: &str, of: &str| told.is_empty() || told == of;
        let mut places = self.unread.iter();
        places.any(|place| fits(&place.account, &key.account) && fits(&place.region, &key.region))
    }
}

/// What tells a node from all others. Account and Region are empty where they are not told.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NodeKey {
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The id.
    pub node: String,
}

/// A node as it was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its name; may be empty.
    pub name: String,
    /// Its verdict, or AWS's status where there is none; `None` where neither is told.
    pub verdict: Option<String>,
    /// Why.
    pub reason: String,
    /// Its violating patches; `None` where none are told.
    pub patches: Option<BTreeSet<PatchName>>,
    /// Whether something of it could not be read.
    pub unread: bool,
}

/// A patch by its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatchName {
    /// Its full name.
    pub title: String,
    /// Its id.
    pub id: String,
}

/// What became of a node or a patch; what needs attention comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A node that was COMPLIANT is not.
    Failing,
    /// A node has another verdict; neither is COMPLIANT.
    Changed,
    /// A node was not there before.
    NewNode,
    /// A patch violates that violated on no node before.
    NewPatch,
    /// A patch violates on more nodes.
    MoreNodes,
    /// A node that could not be read on one of the sides.
    Unread,
    /// A node that was not COMPLIANT is.
    Mended,
    /// A patch violates on fewer nodes.
    FewerNodes,
    /// A patch violates on no node any more.
    MendedPatch,
    /// A node is not there any more.
    Gone,
}

impl Kind {
    /// The word for tables, as in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failing => "FAILING",
            Self::Changed => "CHANGED",
            Self::NewNode => "NEW_NODE",
            Self::NewPatch => "NEW_PATCH",
            Self::MoreNodes => "MORE_NODES",
            Self::Unread => "UNREAD",
            Self::Mended => "MENDED",
            Self::FewerNodes => "FEWER_NODES",
            Self::MendedPatch => "MENDED_PATCH",
            Self::Gone => "GONE",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One change: of a node, or of a patch over all nodes that both sides have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    #[serde(rename = "change")]
    pub kind: Kind,
    /// Whether it got worse.
    pub worse: bool,
    /// The node; absent for a patch.
    #[serde(flatten)]
    pub node: Option<NodeKey>,
    /// The patch; absent for a node.
    pub patch: Option<String>,
    /// The name of the node; may be empty.
    pub name: String,
    /// The verdict before, or on how many nodes; absent where there was none.
    pub before: Option<String>,
    /// The same now.
    pub after: Option<String>,
    /// Why, in the words of the later side.
    pub reason: String,
}

/// Two looks, compared.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The changes, those that need attention first.
    pub changes: Vec<Change>,
    /// How many nodes both sides have.
    pub nodes: usize,
}

impl Comparison {
    /// Whether anything got worse.
    pub fn is_worse(&self) -> bool {
        self.changes.iter().any(|change| change.worse)
    }

    /// How many changes are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        let changes = self.changes.iter();
        changes.filter(|change| change.kind == kind).count()
    }
}

/// Compares two looks. What could not be read on either side is no change; of patches only nodes
/// that both sides have are counted, so that a node that left mends nothing.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Comparison {
    let (old_nodes, new_nodes) = (present(old), present(new));
    let keys: BTreeSet<&NodeKey> = old_nodes.keys().chain(new_nodes.keys()).copied().collect();
    let mut changes = Vec::new();
    let mut both = Vec::new();
    for key in keys {
        let sides = (old_nodes.get(key).copied(), new_nodes.get(key).copied());
        let unread = match sides {
            (Some(before), Some(after)) => before.unread || after.unread,
            (Some(before), None) => before.unread || new.may_have_had(key),
            (None, after) => after.is_some_and(|seen| seen.unread) || old.may_have_had(key),
        };
        changes.extend(node_change(key, sides, unread));
        if let (Some(before), Some(after)) = sides {
            both.push((before, after));
        }
    }

    changes.extend(patch_changes(&both));
    changes.sort_by_key(|change| (change.kind, !change.worse));
    Comparison {
        changes,
        nodes: both.len(),
    }
}

/// The nodes of a look without those that were gone then.
fn present(snapshot: &Snapshot) -> BTreeMap<&NodeKey, &Seen> {
    let nodes = snapshot.nodes.iter();
    nodes
        .filter(|(_, seen)| seen.verdict.as_deref() != Some(Verdict::Gone.as_str()))
        .collect()
}

fn node_change(
    key: &NodeKey,
    sides: (Option<&Seen>, Option<&Seen>),
    unread: bool,
) -> Option<Change> {
    let (before, after) = sides;
    let verdict = |seen: Option<&Seen>| seen.and_then(|seen| seen.verdict.clone());
    let (old, new) = (verdict(before), verdict(after));
    let green = |verdict: &Option<String>| verdict.as_deref() == Some("COMPLIANT");

    // What was not read on one side is neither gone nor mended.
    let kind = match (before, after) {
        _ if unread => Kind::Unread,
        (Some(_), None) => Kind::Gone,
        (None, _) => Kind::NewNode,
        _ if old == new => return None,
        _ if green(&old) => Kind::Failing,
        _ if green(&new) => Kind::Mended,
        _ => Kind::Changed,
    };
    let known = new.as_deref() == Some(Verdict::NonCompliant.as_str());
    let seen = after.or(before);
    Some(Change {
        kind,
        worse: match kind {
            Kind::Failing => true,
            Kind::Changed => known,
            Kind::NewNode => new.is_some() && !green(&new),
            _ => false,
        },
        node: Some(key.clone()),
        patch: None,
        name: seen.map(|seen| seen.name.clone()).unwrap_or_default(),
        before: old,
        after: new,
        reason: after.map(|seen| seen.reason.clone()).unwrap_or_default(),
    })
}

/// On how many nodes each patch violated and violates, where that differs.
fn patch_changes(both: &[(&Seen, &Seen)]) -> Vec<Change> {
    let mut counts: BTreeMap<&PatchName, (usize, usize)> = BTreeMap::new();
    for (before, after) in both {
        let (Some(old), Some(new)) = (&before.patches, &after.patches) else {
            continue;
        };
        if before.unread || after.unread {
            continue;
        }
        for patch in old {
            counts.entry(patch).or_default().0 += 1;
        }
        for patch in new {
            counts.entry(patch).or_default().1 += 1;
        }
    }

    let changed = counts.into_iter().filter(|(_, (old, new))| old != new);
    changed
        .map(|(patch, counts)| patch_change(patch, counts))
        .collect()
}

fn patch_change(patch: &PatchName, (before, after): (usize, usize)) -> Change {
    let kind = match (before, after) {
        (0, _) => Kind::NewPatch,
        (_, 0) => Kind::MendedPatch,
        _ if after > before => Kind::MoreNodes,
        _ => Kind::FewerNodes,
    };
    let name = if patch.title.is_empty() {
        &patch.id
    } else {
        &patch.title
    };
    Change {
        kind,
        worse: after > before,
        node: None,
        patch: Some(name.clone()),
        name: String::new(),
        before: Some(before.to_string()),
        after: Some(after.to_string()),
        reason: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(verdict: &str, patches: &[&str]) -> Seen {
        let patches = patches.iter().map(|title| PatchName {
            title: (*title).to_owned(),
            id: String::new(),
        });
        Seen {
            verdict: Some(verdict.to_owned()),
            patches: Some(patches.collect()),
            ..Seen::default()
        }
    }

    fn fleet(nodes: &[(&str, Seen)]) -> Snapshot {
        let nodes = nodes.iter().map(|(id, seen)| {
            let key = NodeKey {
                node: (*id).to_owned(),
                ..NodeKey::default()
            };
            (key, seen.clone())
        });
        Snapshot {
            nodes: nodes.collect(),
            ..Snapshot::default()
        }
    }

    /// Each change with what it is about, in order.
    fn told(comparison: &Comparison) -> Vec<(&'static str, String, bool)> {
        let changes = comparison.changes.iter();
        changes
            .map(|change| {
                let node = change.node.as_ref().map(|key| key.node.clone());
                let about = node.or_else(|| change.patch.clone()).unwrap_or_default();
                (change.kind.as_str(), about, change.worse)
            })
            .collect()
    }

    #[test]
    fn nodes_fail_mend_come_and_go() {
        let old = fleet(&[
            ("a", seen("COMPLIANT", &[])),
            ("b", seen("NON_COMPLIANT", &["x"])),
            ("c", seen("STALE", &[])),
            ("d", seen("NON_COMPLIANT", &[])),
            ("e", seen("COMPLIANT", &[])),
            ("f", seen("COMPLIANT", &[])),
            ("g", seen("GONE", &[])),
            ("h", seen("COMPLIANT", &[])),
        ]);
        let new = fleet(&[
            ("a", seen("STALE", &[])),
            ("b", seen("COMPLIANT", &[])),
            ("c", seen("NON_COMPLIANT", &["y"])),
            ("d", seen("STALE", &[])),
            ("f", seen("GONE", &[])),
            ("h", seen("COMPLIANT", &[])),
            ("i", seen("COMPLIANT", &[])),
            ("j", seen("NOT_REPORTED", &[])),
        ]);
        let comparison = compare(&old, &new);
        let expected = [
            ("FAILING", "a", true),
            ("CHANGED", "c", true),
            ("CHANGED", "d", false),
            ("NEW_NODE", "j", true),
            ("NEW_NODE", "i", false),
            ("NEW_PATCH", "y", true),
            ("MENDED", "b", false),
            ("MENDED_PATCH", "x", false),
            ("GONE", "e", false),
            ("GONE", "f", false),
        ];
        let expected = expected.map(|(kind, about, worse)| (kind, about.to_owned(), worse));
        assert_eq!(told(&comparison), expected);
        assert_eq!((comparison.nodes, comparison.is_worse()), (5, true));
        assert!(compare(&new, &new).changes.is_empty());
    }

    #[test]
    fn patches_are_counted_on_nodes_that_both_sides_have() {
        let old = fleet(&[
            ("a", seen("NON_COMPLIANT", &["x", "y"])),
            ("b", seen("NON_COMPLIANT", &["x"])),
            ("left", seen("NON_COMPLIANT", &["z"])),
        ]);
        let new = fleet(&[
            ("a", seen("NON_COMPLIANT", &["y"])),
            ("b", seen("NON_COMPLIANT", &["x", "y"])),
            ("came", seen("NON_COMPLIANT", &["w"])),
        ]);
        let comparison = compare(&old, &new);
        let patches: Vec<_> = comparison
            .changes
            .iter()
            .filter(|change| change.node.is_none())
            .collect();
        // What left and what came count on neither side.
        assert_eq!(patches.len(), 2, "{patches:?}");
        let told: Vec<_> = patches
            .iter()
            .map(|row| {
                (
                    row.kind,
                    row.patch.as_deref(),
                    row.before.as_deref(),
                    row.after.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (Kind::MoreNodes, Some("y"), Some("1"), Some("2")),
                (Kind::FewerNodes, Some("x"), Some("2"), Some("1")),
            ]
        );
    }

    #[test]
    fn what_was_not_read_is_no_change() {
        let whole = fleet(&[("a", seen("NON_COMPLIANT", &["x"]))]);
        let torn = fleet(&[(
            "a",
            Seen {
                unread: true,
                ..seen("COMPLIANT", &[])
            },
        )]);
        for comparison in [compare(&whole, &torn), compare(&torn, &whole)] {
            assert_eq!(told(&comparison), [("UNREAD", "a".to_owned(), false)]);
        }

        // Of a place that could not be read a node has neither come nor left.
        let mut empty = fleet(&[]);
        empty.unread.insert(UnreadPlace {
            account: String::new(),
            region: String::new(),
            what: "a place".to_owned(),
        });
        for comparison in [compare(&whole, &empty), compare(&empty, &whole)] {
            assert_eq!(told(&comparison), [("UNREAD", "a".to_owned(), false)]);
        }
    }
}
