//! Which tag key puts a node into a group, and why.

use super::Tagged;
use crate::domain::fleet::selection::PATCH_GROUP_KEYS;
use crate::domain::id::NodeId;

/// The tag keys to set on one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The node.
    pub node: NodeId,
    /// Its group now.
    pub before: Option<String>,
    /// The keys.
    pub keys: Vec<&'static str>,
    /// Why these.
    pub why: &'static str,
}

/// Chooses the key for a node; `None` when its tags say what they should already.
///
/// A node that has a key keeps it. Both keys are set where both are there, so that it does not
/// matter which one AWS reads. Otherwise the key of the group's other nodes is taken, else
/// `PatchGroup`: EC2 instances that show their tags in the metadata take no key with a space (user
/// guide, patch groups).
pub fn choose(
    tagged: &Tagged,
    group: &str,
    others: [usize; 2],
    asked: Option<&'static str>,
) -> Option<Choice> {
    let present: Vec<&'static str> = PATCH_GROUP_KEYS
        .iter()
        .zip(&tagged.values)
        .filter(|(_, value)| value.is_some())
        .map(|(key, _)| *key)
        .collect();
    let (mut keys, why) = match present[..] {
        [] => {
            let (key, why) = new_key(others, asked);
            (vec![key], why)
        }
        // What was asked for does not take a key away that is there.
        [_] => (present, "the node has this key already"),
        _ => (
            present,
            "the node has both keys, and which one AWS reads is not documented",
        ),
    };

    keys.retain(|key| value_of(tagged, key) != Some(group));
    (!keys.is_empty()).then(|| Choice {
        node: tagged.node.clone(),
        before: tagged.group().map(str::to_owned),
        keys,
        why,
    })
}

/// The key for a node that has none; `others` counts the group's other nodes by key.
fn new_key(others: [usize; 2], asked: Option<&'static str>) -> (&'static str, &'static str) {
    let [spaced, plain] = PATCH_GROUP_KEYS;

    match asked {
        Some(key) => (key, "as asked for"),
        None if others[0] > others[1] => (spaced, "as on the group's other nodes"),
        None if others[1] > 0 => (plain, "as on the group's other nodes"),
        None => (
            plain,
            "instances that show tags in their metadata take no key with a space",
        ),
    }
}

fn value_of<'t>(tagged: &'t Tagged, key: &str) -> Option<&'t str> {
    PATCH_GROUP_KEYS
        .iter()
        .position(|known| *known == key)
        .and_then(|index| tagged.values[index].as_deref())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_key_is_chosen_for_a_reason() {
        let node = |tags: &[(&str, &str)]| {
            let tags: BTreeMap<String, String> = tags
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect();
            Tagged::new(NodeId::trusted("i-1"), None, &tags)
        };
        let keys = |tags: &[(&str, &str)], others, asked| {
            choose(&node(tags), "web", others, asked).map(|choice| choice.keys)
        };
        assert_eq!(keys(&[], [0, 0], None), Some(vec!["PatchGroup"]));
        assert_eq!(keys(&[], [2, 1], None), Some(vec!["Patch Group"]));
        assert_eq!(keys(&[], [1, 2], None), Some(vec!["PatchGroup"]));
        assert_eq!(
            keys(&[], [0, 2], Some("Patch Group")),
            Some(vec!["Patch Group"])
        );
        assert_eq!(
            keys(&[("Patch Group", "db")], [0, 9], None),
            Some(vec!["Patch Group"])
        );
        assert_eq!(
            keys(&[("Patch Group", "db"), ("PatchGroup", "x")], [0, 0], None),
            Some(vec!["Patch Group", "PatchGroup"])
        );
        assert_eq!(
            keys(&[("Patch Group", "web"), ("PatchGroup", "x")], [0, 0], None),
            Some(vec!["PatchGroup"])
        );
        assert_eq!(keys(&[("PatchGroup", "web")], [5, 0], None), None);
    }
}
