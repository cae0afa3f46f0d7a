//! Patch groups: which baseline a group uses for an operating system, and what is odd about a
//! fleet's groups.

pub mod state;
pub mod tagging;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fleet::platform::OperatingSystem;
use super::fleet::selection::PATCH_GROUP_KEYS;
use super::id::baseline::BaselineId;
use super::id::{NodeId, PatchGroup};

/// A baseline in a list (SSM API, shape `PatchBaselineIdentity`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The id: `pb-…` for an own one, the whole ARN for one of AWS.
    pub id: BaselineId,
    /// The name.
    pub name: String,
    /// The operating system; `None` when this version does not know it.
    pub operating_system: Option<OperatingSystem>,
    /// The description.
    pub description: Option<String>,
    /// Whether it is the default of the account in the Region for its operating system.
    pub default: bool,
}

impl Identity {
    /// Whether AWS owns it: the API gives the whole ARN for those alone.
    pub fn is_aws_owned(&self) -> bool {
        self.id.arn().is_some()
    }

    /// Whether AWS provides it as the default of its operating system; Windows has two of AWS that
    /// are not.
    pub fn is_predefined_default(&self) -> bool {
        let middle = self
            .name
            .strip_prefix("AWS-")
            .and_then(|rest| rest.strip_suffix("PatchBaseline"));
        self.is_aws_owned()
            && middle.is_some_and(|middle| {
                !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    }
}

/// A group with the baseline that it uses for one operating system (SSM API, shape
/// `PatchGroupPatchBaselineMapping`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapping {
    /// The group.
    pub group: PatchGroup,
    /// The baseline.
    pub baseline: Identity,
}

/// A node with what decides about its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The node.
    pub node: NodeId,
    /// Its operating system.
    pub operating_system: Option<OperatingSystem>,
    /// The value of each of the two tag keys, in the order of [`PATCH_GROUP_KEYS`].
    pub values: [Option<String>; 2],
}

impl Tagged {
    /// The tag values of a node.
    pub fn new(
        node: NodeId,
        operating_system: Option<OperatingSystem>,
        tags: &BTreeMap<String, String>,
    ) -> Self {
        Self {
            node,
            operating_system,
            values: PATCH_GROUP_KEYS.map(|key| tags.get(key).cloned()),
        }
    }

    /// Its group: the value of `Patch Group`, else of `PatchGroup`. Which one AWS takes when both
    /// are there is not documented.
    pub fn group(&self) -> Option<&str> {
        self.values
            .iter()
            .flatten()
            .map(String::as_str)
            .find(|value| !value.is_empty())
    }

    /// Whether both keys are there.
    pub fn has_both(&self) -> bool {
        self.values.iter().all(Option::is_some)
    }
}

/// Something odd about groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Oddity {
    /// What sort of oddity.
    pub kind: OddityKind,
    /// The group.
    pub group: String,
    /// What it is, in a sentence.
    pub message: String,
    /// The nodes that it is about.
    pub nodes: Vec<NodeId>,
}

/// What sort of oddity a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OddityKind {
    /// Nodes of an operating system for which their group has no baseline, so that they use the
    /// default.
    NoBaseline,
    /// A group with a baseline and no node of that operating system.
    NoNode,
    /// A group whose name nearly is that of another.
    NearMiss,
    /// A node with both tag keys.
    BothKeys,
}

impl OddityKind {
    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoBaseline => "NO_BASELINE",
            Self::NoNode => "NO_NODE",
            Self::NearMiss => "NEAR_MISS",
            Self::BothKeys => "BOTH_KEYS",
        }
    }
}

/// Everything that is odd about the groups of one scope, sorted. `alike` gives how near two names
/// are, from 0 to 1.
pub fn lint(mappings: &[Mapping], nodes: &[Tagged], alike: fn(&str, &str) -> f64) -> Vec<Oddity> {
    let registered: BTreeMap<(&str, Option<OperatingSystem>), &Identity> = mappings
        .iter()
        .map(|mapping| {
            (
                (mapping.group.as_str(), mapping.baseline.operating_system),
                &mapping.baseline,
            )
        })
        .collect();
    let mut members: BTreeMap<(&str, Option<OperatingSystem>), Vec<NodeId>> = BTreeMap::new();
    for node in nodes {
        if let Some(group) = node.group() {
            members
                .entry((group, node.operating_system))
                .or_default()
                .push(node.node.clone());
        }
    }
    let mut found = Vec::new();
    for ((group, os), nodes) in members
        .iter()
        .filter(|(key, _)| !registered.contains_key(*key))
    {
        let os = os.map_or_else(
            || "an unknown operating system".to_owned(),
            |os| os.to_string(),
        );
        let message = format!(
            "no baseline is registered for {os}: the nodes silently use the default of the operating system"
        );
        found.push(Oddity {
            kind: OddityKind::NoBaseline,
            group: (*group).to_owned(),
            message,
            nodes: nodes.clone(),
        });
    }
    for ((group, _), baseline) in registered
        .iter()
        .filter(|(key, _)| !members.contains_key(*key))
    {
        let os = baseline
            .operating_system
            .map_or_else(String::new, |os| format!(" for {os}"));
        let message = format!(
            "{} is registered{os}, and no node of the group has that operating system",
            baseline.name
        );
        found.push(Oddity {
            kind: OddityKind::NoNode,
            group: (*group).to_owned(),
            message,
            nodes: Vec::new(),
        });
    }
    found.extend(near_misses(&registered, &members, alike));
    for node in nodes.iter().filter(|node| node.has_both()) {
        let [first, second] = node.values.clone().map(Option::unwrap_or_default);
        let message = format!(
            "has both `Patch Group` ({first}) and `PatchGroup` ({second}); which one AWS uses is not documented"
        );
        found.push(Oddity {
            kind: OddityKind::BothKeys,
            group: first,
            message,
            nodes: vec![node.node.clone()],
        });
    }
    found.sort();
    found
}

/// A group without any baseline whose name nearly is that of one that has some, or that of one with
/// more nodes.
fn near_misses(
    registered: &BTreeMap<(&str, Option<OperatingSystem>), &Identity>,
    members: &BTreeMap<(&str, Option<OperatingSystem>), Vec<NodeId>>,
    alike: fn(&str, &str) -> f64,
) -> Vec<Oddity> {
    let names: BTreeSet<&str> = registered.keys().map(|(group, _)| *group).collect();
    let used: BTreeSet<&str> = members.keys().map(|(group, _)| *group).collect();
    let folded = |name: &str| name.trim().to_lowercase().replace(['-', '_', ' ', '.'], "");
    let size = |group: &str| {
        members
            .iter()
            .filter(|((name, _), _)| *name == group)
            .map(|(_, nodes)| nodes.len())
            .sum::<usize>()
    };
    let mut found = Vec::new();
    for group in used.difference(&names) {
        let larger = used.iter().filter(|other| size(other) > size(group));
        let candidates: BTreeSet<&str> = names.iter().chain(larger).copied().collect();
        let near = candidates
            .iter()
            .find(|name| folded(name) == folded(group))
            .or_else(|| {
                let near = candidates
                    .iter()
                    .map(|name| (alike(name, group), name))
                    .filter(|(likeness, _)| *likeness > 0.9);
                near.max_by(|a, b| a.0.total_cmp(&b.0))
                    .map(|(_, name)| name)
            });
        if let Some(near) = near {
            let nodes = members
                .iter()
                .filter(|((name, _), _)| name == group)
                .flat_map(|(_, nodes)| nodes.clone())
                .collect();
            let message = format!("no baseline is registered for it; did you mean `{near}`?");
            found.push(Oddity {
                kind: OddityKind::NearMiss,
                group: (*group).to_owned(),
                message,
                nodes,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::platform::OperatingSystem as Os;

    fn identity(id: &str, name: &str, os: Os) -> Identity {
        Identity {
            id: BaselineId::trusted(id),
            name: name.to_owned(),
            operating_system: Some(os),
            description: None,
            default: false,
        }
    }

    fn node(id: u8, os: Os, tags: &[(&str, &str)]) -> Tagged {
        let tags = tags
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        Tagged::new(NodeId::trusted(&format!("i-{id}")), Some(os), &tags)
    }

    #[test]
    fn the_default_of_aws_is_told_from_its_other_baselines() {
        let arn = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-09ca3fb51f0412ec3";
        for (name, id, is) in [
            ("AWS-DefaultPatchBaseline", arn, true),
            ("AWS-AmazonLinux2023DefaultPatchBaseline", arn, true),
            ("AWS-WindowsPredefinedPatchBaseline-OS", arn, false),
            ("AWS-DefaultPatchBaseline", "pb-09ca3fb51f0412ec3", false),
            ("mine", arn, false),
        ] {
            assert_eq!(
                identity(id, name, Os::Windows).is_predefined_default(),
                is,
                "{name} {id}"
            );
        }
    }

    #[test]
    fn oddities_of_groups_are_found() {
        let mapping = |group: &str, os| Mapping {
            group: group.parse().unwrap(),
            baseline: identity("pb-1", "prod", os),
        };
        let mappings = [
            mapping("web", Os::RedHat),
            mapping("empty", Os::RedHat),
            mapping("production", Os::Suse),
        ];
        let nodes = [
            node(1, Os::RedHat, &[("Patch Group", "web")]),
            node(2, Os::Ubuntu, &[("PatchGroup", "web")]),
            node(3, Os::Suse, &[("PatchGroup", "Production")]),
            node(
                4,
                Os::Suse,
                &[("PatchGroup", "production"), ("Patch Group", "production")],
            ),
            node(5, Os::Suse, &[]),
            node(6, Os::Suse, &[("PatchGroup", "prodution")]),
            node(7, Os::Suse, &[("PatchGroup", "other")]),
        ];
        // Two names are alike here when they begin alike.
        let alike = |a: &str, b: &str| if a.get(..4) == b.get(..4) { 0.95 } else { 0.0 };
        let found: Vec<(OddityKind, String, usize)> = lint(&mappings, &nodes, alike)
            .into_iter()
            .map(|finding| (finding.kind, finding.group, finding.nodes.len()))
            .collect();
        let row = |kind, group: &str, nodes| (kind, group.to_owned(), nodes);
        assert_eq!(
            found,
            [
                row(OddityKind::NoBaseline, "Production", 1),
                row(OddityKind::NoBaseline, "other", 1),
                row(OddityKind::NoBaseline, "prodution", 1),
                row(OddityKind::NoBaseline, "web", 1),
                row(OddityKind::NoNode, "empty", 0),
                row(OddityKind::NearMiss, "Production", 1),
                row(OddityKind::NearMiss, "prodution", 1),
                row(OddityKind::BothKeys, "production", 1),
            ]
        );
        assert!(lint(&[], &[], alike).is_empty());
    }
}
