//! Targets and exclusions that mean nothing: what was typed, what comes nearest to it, and what
//! there is.

use std::collections::BTreeSet;

use serde::Serialize;

use super::standard::standard;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::selection::{Exclusion, Met, PATCH_GROUP_KEYS, Selection, TagCondition};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::group::Mapping;
use crate::domain::id::{NodeId, PatchGroup, Scope};
use crate::domain::text::words::near_miss;
use crate::error::{Error, Kind, Result};

/// How many names are listed of what there is.
const LISTED: usize = 12;

/// A target that matches no node of any scope that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// The option, such as `--group`.
    pub option: &'static str,
    /// What was typed.
    pub value: String,
    /// What comes nearest to it.
    pub near: Option<String>,
    /// What there is; nothing where that could not be found out.
    pub known: Vec<String>,
}

impl Unmatched {
    pub(super) fn new(option: &'static str, value: impl ToString, known: BTreeSet<String>) -> Self {
        let value = value.to_string();
        Self {
            near: near_miss(&value, known.iter().map(String::as_str)),
            known: known.into_iter().collect(),
            option,
            value,
        }
    }

    /// A node that was named and is nowhere.
    pub fn node(id: &NodeId) -> Self {
        Self::new("--node", id, BTreeSet::new())
    }

    /// What it is, in a sentence.
    pub fn sentence(&self) -> String {
        format!("{} {} matches no node", self.option, self.value)
    }

    /// What helps, in the order of its worth.
    pub fn hints(&self) -> Vec<String> {
        let near = self.near.as_ref();
        let near = near.map(|near| format!("did you mean {} {near}?", self.option));
        let (shown, rest) = self.known.split_at(self.known.len().min(LISTED));
        let more = match rest.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let there = (!shown.is_empty()).then(|| format!("there is: {}{more}", shown.join(", ")));
        near.into_iter().chain(there).collect()
    }
}

/// What a reading found of a selection.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Which conditions met a node.
    pub met: Met,
    /// The nodes that were found.
    pub ids: BTreeSet<NodeId>,
    /// The patch groups that they reported.
    pub groups: BTreeSet<String>,
    /// Whether all names of nodes were known.
    pub names_known: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            met: Met::default(),
            ids: BTreeSet::new(),
            groups: BTreeSet::new(),
            names_known: true,
        }
    }
}

/// What becomes of the nodes: a wrong exclusion is worse where something is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// They are shown.
    Reading,
    /// They are patched, rebooted or tagged.
    Changing,
}

/// The targets of a selection that match nothing in all scopes that could be read. Nodes that are
/// named by id are not among them.
pub async fn unmatched(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    seen: &Seen,
) -> Vec<Unmatched> {
    let mut found = Vec::new();
    for group in &selection.groups {
        let several = selection.groups.len() > 1 && !seen.groups.contains(group.as_str());
        if (seen.ids.is_empty() || several) && !exists(context, reach, &of_group(group)).await {
            found.push(Unmatched::new("--group", group, groups(reach).await));
        }
    }
    found.extend(unmatched_tags(context, reach, selection, seen).await);

    let missed = missed(&selection.names, &seen.met.names);
    if !missed.is_empty() && seen.names_known {
        let known = names(reach).await;
        // Of several conditions each may match, and only together they do not.
        for pattern in missed {
            let alone = Selection {
                names: vec![pattern.clone()],
                ..Selection::default()
            };
            let only_together = selection.narrows_reading() || !selection.systems.is_empty();
            if !only_together || !exists(context, reach, &alone).await {
                found.push(Unmatched::new("--name", pattern, known.clone()));
            }
        }
    }
    for system in self::missed(&selection.systems, &seen.met.systems) {
        let alone = Selection {
            systems: vec![*system],
            ..Selection::default()
        };
        let only_together = selection.narrows_reading() || !selection.names.is_empty();
        if !only_together || !exists(context, reach, &alone).await {
            found.push(Unmatched::new("--os", system, systems(reach).await));
        }
    }
    // Ids that are not there are named one by one elsewhere.
    if found.is_empty()
        && seen.ids.is_empty()
        && seen.names_known
        && selection.chooses_by_condition()
    {
        found.push(together(selection));
    }
    found
}

async fn unmatched_tags(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    seen: &Seen,
) -> Vec<Unmatched> {
    let mut found = Vec::new();
    for tag in &selection.tags {
        // Each of several values is a target of its own.
        for single in tag.singles() {
            let alone = Selection {
                tags: vec![single.clone()],
                ..Selection::default()
            };
            let asked = seen.ids.is_empty() || tag.values.len() > 1;
            if asked && !exists(context, reach, &alone).await {
                let known = tags(reach, &single).await;
                found.push(Unmatched::new("--tag", single, known));
            }
        }
    }
    found
}

/// All conditions together, of which each one matches something.
fn together(selection: &Selection) -> Unmatched {
    Unmatched {
        option: "all of",
        value: selection.to_string(),
        near: None,
        known: Vec::new(),
    }
}

fn missed<'a, T>(list: &'a [T], met: &BTreeSet<usize>) -> Vec<&'a T> {
    let places = list.iter().enumerate();
    places
        .filter(|(place, _)| !met.contains(place))
        .map(|(_, item)| item)
        .collect()
}

pub(super) fn of_group(group: &PatchGroup) -> Selection {
    Selection {
        groups: vec![group.clone()],
        ..Selection::default()
    }
}

/// Whether any scope has a node for a selection, running or not.
async fn exists(context: &Context, reach: &Reach, selection: &Selection) -> bool {
    let standard = standard(context);
    let gathered = reach
        .gather(|site| site.compliance(selection, standard, Who::Known))
        .await;
    let mut answers = gathered.answers.iter();
    answers.any(|(_, answer)| {
        let mut all = answer.nodes.iter().chain(&answer.gone);
        all.any(|node| !node.node.is_untold())
    })
}

/// The patch groups of tags and of registrations. What cannot be read helps nobody, and is no fault
/// of the command.
async fn groups(reach: &Reach) -> BTreeSet<String> {
    let registered = reach.gather(|site| site.mappings()).await;
    known_groups(reach, registered.answers).await
}

/// The same, of registrations that were read already.
pub(super) async fn known_groups(
    reach: &Reach,
    registered: Vec<(Scope, Vec<Mapping>)>,
) -> BTreeSet<String> {
    let registered = registered.into_iter().flat_map(|(_, mappings)| mappings);
    let mut groups: BTreeSet<String> = registered
        .map(|mapping| mapping.group.to_string())
        .collect();
    for tag in instance_tags(reach).await {
        if PATCH_GROUP_KEYS.contains(&tag.0.as_str()) {
            groups.insert(tag.1);
        }
    }
    groups
}

/// What there is in place of a tag: its values, or the keys when nobody has that one.
async fn tags(reach: &Reach, wanted: &TagCondition) -> BTreeSet<String> {
    let all = instance_tags(reach).await;
    let values = all.iter().filter(|(key, _)| *key == wanted.key);
    let values: BTreeSet<String> = values
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if !values.is_empty() {
        return values;
    }
    // The value may be right, and only the key be misspelt: pairs that somebody has come first.
    let value = wanted.values.first();
    let pairs = all.iter().filter(|(_, found)| Some(found) == value);
    let pairs: BTreeSet<String> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
    if !pairs.is_empty() {
        return pairs;
    }
    all.into_iter().map(|(key, _)| key).collect()
}

async fn instance_tags(reach: &Reach) -> BTreeSet<(String, String)> {
    let gathered = reach.gather(|site| site.instance_tags(None)).await;
    let instances = gathered.answers.into_iter().flat_map(|(_, tags)| tags);
    instances.flat_map(|(_, tags)| tags).collect()
}

async fn names(reach: &Reach) -> BTreeSet<String> {
    of_everyone(reach, |node| node.names().map(str::to_owned).collect()).await
}

async fn systems(reach: &Reach) -> BTreeSet<String> {
    of_everyone(reach, system_names).await
}

/// The operating system of a node, if it is known.
fn system_names(node: &Node) -> Vec<String> {
    node.operating_system
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// What the nodes of all inventories have.
async fn of_everyone(reach: &Reach, what: impl Fn(&Node) -> Vec<String>) -> BTreeSet<String> {
    let everyone = Selection::default();
    let gathered = reach.gather(|site| site.nodes(&everyone)).await;
    let nodes = gathered.answers.iter().flat_map(|(_, found)| &found.nodes);
    nodes.flat_map(what).collect()
}

/// Says which exclusions leave out nobody of the selection.
///
/// # Errors
/// A usage error where something is changed and an exclusion is known nowhere: whoever was meant to
/// be spared would be patched. Where something could not be read, that is why.
pub async fn check_exclusions(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    met: &Met,
    unreadable: &[Unreadable],
    use_of: Use,
) -> Result<()> {
    let idle: Vec<&Exclusion> = missed(&selection.exclude, &met.exclusions);
    if idle.is_empty() {
        return Ok(());
    }
    let everywhere = Selection {
        exclude: idle.iter().map(|exclusion| (*exclusion).clone()).collect(),
        ..Selection::default()
    };
    let elsewhere = known_anywhere(reach, &everywhere).await;

    for (place, exclusion) in idle.into_iter().enumerate() {
        if elsewhere.exclusions.contains(&place) {
            let text = format!("--exclude {exclusion} is not among the selected nodes anyway");
            context.tell(Remark::Note(text));
            continue;
        }
        let error = unknown_exclusion(exclusion, unreadable, reach).await;
        if selection.allow_missing_exclude {
            context.tell(Remark::Note(error.message().to_owned()));
        } else if use_of == Use::Changing {
            return Err(error);
        } else {
            context.tell(Remark::Warning(error.message().to_owned()));
        }
    }
    Ok(())
}

/// Which exclusions fit any node of the inventory, or any instance that has tags: a stopped one is
/// known too.
async fn known_anywhere(reach: &Reach, everywhere: &Selection) -> Met {
    let gathered = reach.gather(|site| site.nodes(everywhere)).await;
    let mut known = Met::default();
    for (_, found) in gathered.answers {
        known.merge(found.met);
    }
    let tagged = reach.gather(|site| site.instance_tags(None)).await;
    for (scope, instances) in tagged.answers {
        for (id, tags) in instances {
            let mut node = Node::unknown(id, scope.clone());
            node.name_tag = tags.get("Name").map(|name| name.as_str().into());
            let _selected = everywhere.admits(&node, &mut known);
        }
    }
    known
}

async fn unknown_exclusion(
    exclusion: &Exclusion,
    unreadable: &[Unreadable],
    reach: &Reach,
) -> Error {
    let kind = if unreadable.is_empty() {
        Kind::Usage
    } else {
        Kind::Incomplete
    };
    let error = Error::new(
        kind,
        format!("--exclude {exclusion} leaves out no node: there is none of that name or id"),
    );
    let known = match exclusion {
        Exclusion::Name(_) => names(reach).await,
        Exclusion::Node(_) => BTreeSet::new(),
    };
    let near = near_miss(&exclusion.to_string(), known.iter().map(String::as_str));
    error
        .maybe_hint(near.map(|near| format!("did you mean --exclude {near}?")))
        .hint("names are the name of an activation, the host name and the tag Name; --allow-missing-exclude is for fleets that change")
}

/// The error for targets that match nothing.
pub fn error(unmatched: &[Unmatched]) -> Error {
    let sentences: Vec<String> = unmatched.iter().map(Unmatched::sentence).collect();
    let hints = unmatched.iter().flat_map(Unmatched::hints);
    hints.fold(Error::usage(sentences.join("; ")), Error::hint)
}
