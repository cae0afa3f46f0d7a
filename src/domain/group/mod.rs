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
    let registered = registered(mappings);
    let members = members(nodes);

    let mut found: Vec<Oddity> = without_baseline(&registered, &members).collect();
    found.extend(without_node(&registered, &members));
    found.extend(near_misses(&registered, &members, alike));
    found.extend(
        nodes
            .iter()
            .filter(|node| node.has_both())
            .map(with_both_keys),
    );

    // By kind, and within one by name: two looks at the same fleet read the same.
    found.sort();
    found
}

/// A group and an operating system, which together have one baseline (AWS User Guide, "About patch
/// groups").
type Pair<'g> = (&'g str, Option<OperatingSystem>);

fn registered(mappings: &[Mapping]) -> BTreeMap<Pair<'_>, &Identity> {
    mappings
        .iter()
        .map(|Mapping { group, baseline }| ((group.as_str(), baseline.operating_system), baseline))
        .collect()
}

fn members(nodes: &[Tagged]) -> BTreeMap<Pair<'_>, Vec<NodeId>> {
    let mut members: BTreeMap<Pair<'_>, Vec<NodeId>> = BTreeMap::new();

    // A node without a group uses the default, and there is nothing odd about that.
    for node in nodes {
        if let Some(group) = node.group() {
            members
                .entry((group, node.operating_system))
                .or_default()
                .push(node.node.clone());
        }
    }

    members
}

fn without_baseline(
    registered: &BTreeMap<Pair<'_>, &Identity>,
    members: &BTreeMap<Pair<'_>, Vec<NodeId>>,
) -> impl Iterator<Item = Oddity> {
    let unregistered = members
        .iter()
        .filter(|(pair, _)| !registered.contains_key(*pair));

    // That AWS falls back without a word is in the User Guide, "About patch groups".
    unregistered.map(|((group, os), nodes)| {
        let os = os.map_or("an unknown operating system", OperatingSystem::as_str);
        Oddity {
            kind: OddityKind::NoBaseline,
            group: (*group).to_owned(),
            message: format!(
                "no baseline is registered for {os}: the nodes silently use the default of the operating system"
            ),
            nodes: nodes.clone(),
        }
    })
}

fn without_node(
    registered: &BTreeMap<Pair<'_>, &Identity>,
    members: &BTreeMap<Pair<'_>, Vec<NodeId>>,
) -> impl Iterator<Item = Oddity> {
    let unused = registered
        .iter()
        .filter(|(pair, _)| !members.contains_key(*pair));

    // The system of a baseline is unknown when AWS has one that this version has not.
    unused.map(|((group, os), baseline)| {
        let os = os.map_or_else(String::new, |os| format!(" for {os}"));
        Oddity {
            kind: OddityKind::NoNode,
            group: (*group).to_owned(),
            message: format!(
                "{} is registered{os}, and no node of the group has that operating system",
                baseline.name
            ),
            nodes: Vec::new(),
        }
    })
}

fn with_both_keys(node: &Tagged) -> Oddity {
    let [first, second] = node.values.clone().map(Option::unwrap_or_default);
    let message = format!(
        "has both `Patch Group` ({first}) and `PatchGroup` ({second}); which one AWS uses is not documented"
    );

    Oddity {
        kind: OddityKind::BothKeys,
        group: first,
        message,
        nodes: vec![node.node.clone()],
    }
}

/// A group without any baseline whose name nearly is that of one that has some, or that of one with
/// more nodes.
fn near_misses(
    registered: &BTreeMap<Pair<'_>, &Identity>,
    members: &BTreeMap<Pair<'_>, Vec<NodeId>>,
    alike: fn(&str, &str) -> f64,
) -> Vec<Oddity> {
    let names: BTreeSet<&str> = registered.keys().map(|(group, _)| *group).collect();
    let used: BTreeSet<&str> = members.keys().map(|(group, _)| *group).collect();
    let mut found = Vec::new();

    for group in used.difference(&names) {
        // Of two groups without a baseline the smaller one is taken for the misspelling.
        let size = of_group(members, group).count();
        let larger = used
            .iter()
            .filter(|other| of_group(members, other).count() > size);
        let candidates: BTreeSet<&str> = names.iter().chain(larger).copied().collect();

        if let Some(near) = nearest(group, &candidates, alike) {
            found.push(Oddity {
                kind: OddityKind::NearMiss,
                group: (*group).to_owned(),
                message: format!("no baseline is registered for it; did you mean `{near}`?"),
                nodes: of_group(members, group).cloned().collect(),
            });
        }
    }

    found
}

/// The nodes of a group, of every operating system.
fn of_group<'m>(
    members: &'m BTreeMap<Pair<'_>, Vec<NodeId>>,
    group: &str,
) -> impl Iterator<Item = &'m NodeId> {
    members
        .iter()
        .filter(move |((name, _), _)| *name == group)
        .flat_map(|(_, nodes)| nodes)
}

/// The name that differs in case and separators alone, else the one that is most alike.
fn nearest<'n>(
    group: &str,
    candidates: &BTreeSet<&'n str>,
    alike: fn(&str, &str) -> f64,
) -> Option<&'n str> {
    if let Some(same) = candidates.iter().find(|name| folded(name) == folded(group)) {
        return Some(same);
    }

    // Names of groups have common parts, such as `prod-web` and `prod-app`: only what is very
    // alike is worth a word.
    candidates
        .iter()
        .map(|name| (alike(name, group), *name))
        .filter(|(likeness, _)| *likeness > 0.9)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace(['-', '_', ' ', '.'], "")
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
