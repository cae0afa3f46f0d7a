//! Which nodes a command is about. Every kind of condition must hold; within one kind any value
//! will do. A plan keeps its selection under the names of the options, so that it can be made again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::node::Node;
use super::platform::OperatingSystem;
use crate::domain::id::{NodeId, PatchGroup};

/// The two spellings of the tag key of a patch group; the one without a space is for instances
/// whose metadata shows tags.
pub const PATCH_GROUP_KEYS: [&str; 2] = ["Patch Group", "PatchGroup"];

/// How many values one filter of `DescribeInstanceInformation` takes here (its page size; the API
/// allows 100).
const IDS_PER_QUERY: usize = 50;

/// A tag that a node must have, with any of some values, or with any value at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCondition {
    /// The key.
    pub key: String,
    /// The values, any of which will do; empty for any value.
    pub values: Vec<String>,
}

impl TagCondition {
    /// The same condition for each of its values.
    pub fn singles(&self) -> Vec<Self> {
        if self.values.len() < 2 {
            return vec![self.clone()];
        }
        let singles = self.values.iter().map(|value| Self {
            key: self.key.clone(),
            values: vec![value.clone()],
        });
        singles.collect()
    }
}

impl std::fmt::Display for TagCondition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.key)?;
        if self.values.is_empty() {
            Ok(())
        } else {
            write!(f, "={}", self.values.join(","))
        }
    }
}

impl std::str::FromStr for TagCondition {
    type Err = String;

    /// Reads `Key=value`, `Key=one,two` (either) or `Key` (any value).
    fn from_str(text: &str) -> Result<Self, String> {
        let (key, values) = match text.split_once('=') {
            Some((key, values)) => (key, values.split(',').map(str::to_owned).collect()),
            None => (text, Vec::new()),
        };

        // The bounds of a tag key (SSM API reference, shape `Tag`).
        if key.is_empty() || key.chars().count() > 128 {
            return Err(format!("`{text}` is not a tag such as Env=prod"));
        }
        if values.iter().any(String::is_empty) {
            return Err(format!(
                "`{text}` has an empty value; write `{key}` alone for any value"
            ));
        }

        Ok(Self {
            key: key.to_owned(),
            values,
        })
    }
}

/// Reads and writes a condition as it is typed.
macro_rules! as_typed {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

as_typed!(TagCondition, NamePattern, Exclusion);

/// One filter of `DescribeInstanceInformation`: a key and its values.
pub type Filter = (String, Vec<String>);

/// A name pattern with `*` and `?`, case-insensitive.
#[derive(Clone, Debug)]
pub struct NamePattern(globset::GlobMatcher);

impl std::str::FromStr for NamePattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("the name is empty".to_owned());
        }
        let glob = globset::GlobBuilder::new(text)
            .case_insensitive(true)
            .build()
            .map_err(|error| format!("`{text}`: {error}"))?;
        Ok(Self(glob.compile_matcher()))
    }
}

impl std::fmt::Display for NamePattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.glob().glob())
    }
}

impl PartialEq for NamePattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.glob() == other.0.glob()
    }
}

impl Eq for NamePattern {}

impl NamePattern {
    fn matches(&self, node: &Node) -> bool {
        node.names().any(|name| self.0.is_match(name))
    }
}

/// What leaves a node out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// Its id.
    Node(NodeId),
    /// A pattern that its name fits.
    Name(NamePattern),
}

impl std::str::FromStr for Exclusion {
    type Err = String;

    /// What has the form of an id is one; anything else is a pattern.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(id) => Ok(Self::Node(id)),
            Err(_) => text.parse().map(Self::Name),
        }
    }
}

impl std::fmt::Display for Exclusion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Node(id) => id.fmt(f),
            Self::Name(pattern) => pattern.fmt(f),
        }
    }
}

impl Exclusion {
    fn leaves_out(&self, node: &Node) -> bool {
        match self {
            Self::Node(id) => *id == node.id,
            Self::Name(pattern) => pattern.matches(node),
        }
    }
}

/// Which nodes a command is about; the default is every node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// These nodes only; empty for any.
    #[serde(rename = "node", skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<NodeId>,
    /// Nodes whose name fits any of these; empty for any.
    #[serde(rename = "name", skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<NamePattern>,
    /// Nodes that have all these tags.
    #[serde(rename = "tag", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagCondition>,
    /// Nodes whose patch group tag has one of these values now; empty for any.
    #[serde(rename = "group", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<PatchGroup>,
    /// Members of these resource groups, by name or ARN; empty for any. They are asked for where
    /// the nodes are read, because only AWS knows them.
    #[serde(rename = "resource_group", skip_serializing_if = "Vec::is_empty")]
    pub resource_groups: Vec<String>,
    /// Nodes with one of these operating systems; empty for any.
    #[serde(rename = "os", skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<OperatingSystem>,
    /// Not these nodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<Exclusion>,
    /// Only nodes whose last report violates their baseline.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub only_noncompliant: bool,
    /// Whether it was said that every node is meant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
    /// Whether an exclusion that nothing has may be there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_missing_exclude: bool,
}

impl std::fmt::Display for Selection {
    /// The options that stand for it; nothing for every node.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut options: Vec<String> = Vec::new();
        let few = self.nodes.len() <= 5;
        if few {
            options.extend(self.nodes.iter().map(|id| format!("--node {id}")));
        } else {
            options.push(format!("--node ({} ids)", self.nodes.len()));
        }
        options.extend(self.names.iter().map(|name| format!("--name {name}")));
        options.extend(self.tags.iter().map(|tag| format!("--tag {tag}")));
        options.extend(self.groups.iter().map(|group| format!("--group {group}")));
        let resources = self.resource_groups.iter();
        options.extend(resources.map(|group| format!("--resource-group {group}")));
        options.extend(self.systems.iter().map(|system| format!("--os {system}")));
        let exclusions = self.exclude.iter();
        options.extend(exclusions.map(|exclusion| format!("--exclude {exclusion}")));
        f.write_str(&options.join(" "))
    }
}

impl Selection {
    /// Whether a node is left out by its id.
    pub fn excludes_id(&self, node: &NodeId) -> bool {
        self.exclude.contains(&Exclusion::Node(node.clone()))
    }

    /// Whether anything narrows the fleet before it is read. Operating systems do not: whoever left
    /// the inventory can only be told by the whole of it.
    pub fn narrows_reading(&self) -> bool {
        !(self.nodes.is_empty() && self.tags.is_empty() && self.groups.is_empty())
    }

    /// Whether it chooses nodes by anything but their ids; leaving some out chooses none.
    pub fn chooses_by_condition(&self) -> bool {
        !(self.tags.is_empty()
            && self.groups.is_empty()
            && self.names.is_empty()
            && self.systems.is_empty()
            && self.resource_groups.is_empty())
    }

    /// Whether nodes are named by id and other conditions apply as well, so that a node that is not
    /// found may exist all the same.
    pub fn names_and_filters(&self) -> bool {
        let filters = !(self.tags.is_empty()
            && self.groups.is_empty()
            && self.names.is_empty()
            && self.systems.is_empty()
            && self.exclude.is_empty());
        filters && !self.nodes.is_empty()
    }

    /// The nodes that are named by id, without the other conditions.
    #[must_use]
    pub fn only_named(&self) -> Self {
        Self {
            nodes: self.nodes.clone(),
            ..Self::default()
        }
    }

    /// The queries whose answers, taken together, hold every selected node: one list of filters
    /// each, all of which must hold.
    ///
    /// A group needs two queries, one for each spelling of its tag key, because filters cannot say
    /// "or" over keys.
    pub fn queries(&self) -> Vec<Vec<Filter>> {
        let mut common: Vec<Filter> = self.tags.iter().map(tag_filter).collect();
        if self.narrows_reading() {
            common.extend(self.platform_types());
        }
        let mut queries = vec![common];

        if !self.groups.is_empty() {
            let values: Vec<String> = self.groups.iter().map(ToString::to_string).collect();
            let choices = PATCH_GROUP_KEYS.map(|key| (format!("tag:{key}"), values.clone()));
            queries = product(&queries, &choices);
        }
        // A query holds every condition, so that each chunk of ids is asked for under both keys.
        if !self.nodes.is_empty() {
            let chunks: Vec<Filter> = self.nodes.chunks(IDS_PER_QUERY).map(id_filter).collect();
            queries = product(&queries, &chunks);
        }

        queries
    }

    fn platform_types(&self) -> Option<Filter> {
        let mut types: Vec<String> = self
            .systems
            .iter()
            .map(|system| system.platform_type().as_str().to_owned())
            .collect();
        types.sort_unstable();
        types.dedup();
        (!types.is_empty()).then(|| ("PlatformTypes".to_owned(), types))
    }

    /// Whether the tag `Name` of nodes has a say.
    pub fn asks_for_names(&self) -> bool {
        let by_name = |exclusion: &Exclusion| matches!(exclusion, Exclusion::Name(_));
        !self.names.is_empty() || self.exclude.iter().any(by_name)
    }

    /// Whether a node that a query found is really selected; judges what filters cannot say, and
    /// notes which conditions it met.
    pub fn admits(&self, node: &Node, met: &mut Met) -> bool {
        let by_name = |pattern: &NamePattern| pattern.matches(node);
        let by_system = |system: &OperatingSystem| may_run(node, *system);

        // Filters know platform types and no operating systems, and nothing of names.
        let selected = (self.nodes.is_empty() || self.nodes.contains(&node.id))
            && (self.names.is_empty() || node.is_untold() || self.names.iter().any(by_name))
            && (self.systems.is_empty() || self.systems.iter().any(by_system));
        if !selected {
            return false;
        }

        met.names.extend(places(&self.names, by_name));
        // What only may run a system is no proof that anybody does.
        let runs = |system: &OperatingSystem| node.operating_system == Some(*system);
        met.systems.extend(places(&self.systems, runs));
        let leaving = places(&self.exclude, |exclusion| exclusion.leaves_out(node));
        let exclusions: BTreeSet<usize> = leaving.collect();
        met.exclusions.extend(&exclusions);
        exclusions.is_empty()
    }
}

/// Which conditions of a selection a node met, by their places in their lists. What stands in none
/// of them meant nothing.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// Name patterns.
    pub names: BTreeSet<usize>,
    /// Operating systems.
    pub systems: BTreeSet<usize>,
    /// Exclusions that left out a node of the selection.
    pub exclusions: BTreeSet<usize>,
}

impl Met {
    /// What either met.
    pub fn merge(&mut self, other: Self) {
        self.names.extend(other.names);
        self.systems.extend(other.systems);
        self.exclusions.extend(other.exclusions);
    }
}

/// Whether a node runs an operating system. Of one that the inventory does not have only the
/// platform may be known: it is passed over when that cannot be.
fn may_run(node: &Node, system: OperatingSystem) -> bool {
    if node.outside.is_none() || node.operating_system.is_some() {
        return node.operating_system == Some(system);
    }
    let kind = node.platform_type.as_deref();
    kind.is_none_or(|kind| kind == system.platform_type().as_str())
}

/// The places of what fits.
fn places<T>(list: &[T], fits: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    let fitting = list.iter().enumerate().filter(move |(_, item)| fits(item));
    fitting.map(|(place, _)| place)
}

fn tag_filter(tag: &TagCondition) -> Filter {
    if tag.values.is_empty() {
        ("tag-key".to_owned(), vec![tag.key.clone()])
    } else {
        (format!("tag:{}", tag.key), tag.values.clone())
    }
}

fn id_filter(ids: &[NodeId]) -> Filter {
    let ids = ids.iter().map(ToString::to_string).collect();

    ("InstanceIds".to_owned(), ids)
}

/// Each query with each of the filters.
fn product(queries: &[Vec<Filter>], choices: &[Filter]) -> Vec<Vec<Filter>> {
    queries
        .iter()
        .flat_map(|query| choices.iter().map(move |choice| with(query, choice)))
        .collect()
}

fn with(query: &[Filter], choice: &Filter) -> Vec<Filter> {
    query.iter().chain([choice]).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_empty_values_refused() {
        let tag = |text: &str| text.parse::<TagCondition>();
        assert_eq!(
            tag("Env=prod,stage").expect("a tag").values,
            ["prod", "stage"]
        );
        assert_eq!(tag("Patch Group=web").expect("a tag").key, "Patch Group");
        assert!(tag("Env").expect("a tag").values.is_empty());
        assert!(tag("=x").is_err());
        assert!(tag("Env=").is_err());
        assert!(tag("Env=a,,b").is_err());
    }

    #[test]
    fn a_selection_is_kept_as_it_is_typed() {
        let kept = r#"{"node":["i-0123456789abcdef0"],"name":["web-*"],"tag":["Env=prod,stage"],"group":["web"],"os":["UBUNTU"],"exclude":["i-0123456789abcdef1","db-?"],"all":true}"#;
        let selection: Selection = serde_json::from_str(kept).expect("a selection");
        assert!(selection.excludes_id(&"i-0123456789abcdef1".parse().expect("an id")));
        assert_eq!(serde_json::to_string(&selection).expect("JSON"), kept);
        assert!(serde_json::from_str::<Selection>(r#"{"nodes":[]}"#).is_err());
        assert!(serde_json::from_str::<Selection>(r#"{"tag":["=x"]}"#).is_err());
    }

    #[test]
    fn everything_is_one_query_without_filters() {
        assert_eq!(Selection::default().queries(), [Vec::<Filter>::new()]);
        assert!(!Selection::default().narrows_reading());
    }

    #[test]
    fn a_group_asks_for_both_spellings_and_ids_are_cut_into_pages() {
        let ids: Vec<NodeId> = (0..60)
            .map(|n| format!("i-{n:017x}").parse().expect("an id"))
            .collect();
        let selection = Selection {
            nodes: ids,
            groups: vec!["web".parse().expect("a group")],
            tags: vec!["Env=prod".parse().expect("a tag")],
            systems: vec![OperatingSystem::Ubuntu, OperatingSystem::Debian],
            ..Selection::default()
        };
        let queries = selection.queries();
        assert_eq!(queries.len(), 4, "two spellings times two chunks");
        let keys: Vec<&str> = queries[0].iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(
            keys,
            ["tag:Env", "PlatformTypes", "tag:Patch Group", "InstanceIds"]
        );
        assert_eq!(queries[0][1].1, ["Linux"]);
        assert_eq!(queries[1][3].1.len(), 10);
    }
}
