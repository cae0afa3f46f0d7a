//! Nodes that the inventory does not have: those that left it and whose patch data is still there,
//! and EC2 instances that never were in it.
//!
//! A stopped instance leaves `DescribeInstanceInformation` while its violations stay in the lists of
//! compliance. EC2 tells stopped from terminated; where it may not be asked nobody is called gone.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::fleet::Selected;
use super::instances::{Instance, InstanceFilter, Told, by_id};
use super::node_reports::{Summaries, with_reports};
use super::site::Site;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::node::{Existence, Node, Outside};
use crate::domain::fleet::selection::{Met, PATCH_GROUP_KEYS, Selection, TagCondition};
use crate::domain::fleet::who::Who;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};

/// Nodes outside the inventory that a selection means, not yet judged.
#[derive(Debug, Default)]
pub(super) struct Outsiders {
    pub(super) nodes: Vec<NodeCompliance>,
    pub(super) met: Met,
    /// Why EC2 could not tell.
    pub(super) untold: Option<Error>,
}

impl Site {
    /// The outsiders of a selection for which the whole inventory was read: whoever has a summary
    /// and was not seen, and for [`Who::Everyone`] every instance that was not seen.
    pub(super) async fn outside_all(
        &self,
        selection: &Selection,
        who: Who,
        seen: &HashSet<NodeId>,
        summaries: &Summaries,
    ) -> Result<Outsiders> {
        let strangers = summaries.keys().filter(|id| !seen.contains(*id));
        let strangers: BTreeSet<NodeId> = strangers.cloned().collect();
        let told = match who {
            Who::Managed => return Ok(Outsiders::default()),
            Who::Known if strangers.is_empty() => return Ok(Outsiders::default()),
            Who::Known => self.told_of(&strangers).await,
            Who::Everyone => self.instances(&[]).await.map(by_id),
        };
        self.outsiders(selection, who, seen, strangers, told).await
    }

    /// The outsiders of a selection that names nodes, tags or groups.
    pub(super) async fn outside_few(
        &self,
        selection: &Selection,
        who: Who,
        seen: &HashSet<NodeId>,
    ) -> Result<Outsiders> {
        let absent = selection.nodes.iter();
        let absent: BTreeSet<NodeId> = absent.filter(|id| !seen.contains(*id)).cloned().collect();
        let named = !selection.nodes.is_empty();
        // Whoever was named and found is no outsider, whatever else is asked of it.
        if who == Who::Managed || (named && absent.is_empty()) {
            return Ok(Outsiders::default());
        }

        // Of named nodes the tags are looked at afterwards: one without them is not gone.
        let told = if named {
            self.told_of(&absent).await
        } else {
            self.told_by(selection).await
        };
        let candidates = match &told {
            _ if named => absent,
            Err(_) => self.tagged_or_left(selection, seen).await?,
            // Those of a hybrid node are gone with its registration: EC2 never knew them.
            Ok(_) => self.left(seen, NodeId::is_hybrid).await?,
        };
        self.outsiders(selection, who, seen, candidates, told).await
    }

    /// What EC2 says of the instances that have the tags of a selection.
    async fn told_by(&self, selection: &Selection) -> Told {
        let tags: Vec<InstanceFilter> = selection.tags.iter().map(tag_filter).collect();
        let mut found = HashMap::new();
        for group in group_filters(selection) {
            let filters: Vec<InstanceFilter> = tags.iter().cloned().chain(group).collect();
            found.extend(by_id(self.instances(&filters).await?));
        }
        Ok(found)
    }

    /// Who of the candidates and of the instances is meant, with what is known of them.
    async fn outsiders(
        &self,
        selection: &Selection,
        who: Who,
        seen: &HashSet<NodeId>,
        candidates: BTreeSet<NodeId>,
        told: Told,
    ) -> Result<Outsiders> {
        let mut ids = candidates;
        if let Ok(instances) = &told {
            ids.extend(instances.keys().filter(|id| !seen.contains(*id)).cloned());
        }
        let reports = self.reports_of(ids.iter().cloned().collect()).await?;
        // Who has no patch data never was a node, and is looked at only when that was asked for.
        let nodes = ids.into_iter().filter(|id| {
            let exists = instance_of(&told, id).is_some_and(Instance::is_alive);
            reports.contains_key(id) || (who == Who::Everyone && exists)
        });

        // Where EC2 tells no names Resource Groups Tagging may. Where that does not either the reading
        // of the inventory says so.
        let names = match &told {
            Err(_) if selection.asks_for_names() => self.name_tags().await.unwrap_or_default(),
            _ => HashMap::new(),
        };
        let mut met = Met::default();
        let nodes: Vec<Node> = nodes
            .filter(|id| instance_of(&told, id).is_none_or(|found| has_tags(found, selection)))
            .map(|id| {
                let name = names.get(&id).map(String::as_str);
                let mut node = self.outsider(id, &told);
                node.name_tag = node.name_tag.or_else(|| self.texts.maybe(name));
                node
            })
            .filter(|node| selection.admits(node, &mut met))
            .collect();
        let mut existences = nodes.iter().map(Node::existence);
        let matters = who == Who::Everyone
            || existences.any(|existence| existence == Some(Existence::Unknown));
        let mut nodes = with_reports(nodes, reports);
        nodes.retain(|node| may_be_in_group(node, selection, &told));
        Ok(Outsiders {
            nodes,
            met,
            untold: told.err().filter(|_| matters),
        })
    }

    fn outsider(&self, id: NodeId, told: &Told) -> Node {
        let hybrid = id.is_hybrid();
        let instance = instance_of(told, &id);
        let mut node = Node::unknown(id, self.scope.clone());
        if let Some(instance) = instance {
            let name = instance.tags.get("Name").map(String::as_str);
            node.name_tag = self.texts.maybe(name);
            node.platform_type = self.texts.maybe(Some(instance.platform_type()));
            node.ip_address = instance.ip.as_deref().map(Into::into);
            node.registered_at = instance.since;
        }

        let (existence, why) = existence(hybrid, told, instance);
        node.outside = Some(Outside {
            existence,
            ec2_state: instance.map(|instance| self.texts.share(&instance.state)),
            why: self.texts.share(&why),
        });
        node
    }

    /// Who may carry the tags of a selection, where EC2 could not be asked: Resource Groups Tagging
    /// knows tagged instances. Where that may not be asked either, everyone who has patch data and
    /// is not in the inventory.
    async fn tagged_or_left(
        &self,
        selection: &Selection,
        seen: &HashSet<NodeId>,
    ) -> Result<BTreeSet<NodeId>> {
        match self.tagged(selection).await {
            Ok(tagged) => Ok(tagged.into_iter().filter(|id| !seen.contains(id)).collect()),
            Err(_) => self.left(seen, |_| true).await,
        }
    }

    async fn tagged(&self, selection: &Selection) -> Result<BTreeSet<NodeId>> {
        let mut meant: Option<BTreeSet<NodeId>> = None;
        for tag in &selection.tags {
            // The API can only ask for a key here: how a value fits is ours to judge.
            let having = self.instances_with(&tag.key).await?.into_iter();
            let fitting = having.filter(|(_, tags)| fits(tag, tags.get(&tag.key)));
            meet(&mut meant, fitting.map(|(id, _)| id).collect());
        }
        if !selection.groups.is_empty() {
            let mut members = BTreeSet::new();

            // Both spellings of the key name a group, and a node may have either.
            for key in PATCH_GROUP_KEYS {
                let having = self.instances_with(key).await?.into_iter();
                let members_here = having.filter(|(_, tags)| {
                    let value = tags.get(key);
                    value.is_some_and(|value| is_group(selection, value))
                });
                members.extend(members_here.map(|(id, _)| id));
            }
            meet(&mut meant, members);
        }
        Ok(meant.unwrap_or_default())
    }

    /// Whoever of some has patch data, was not seen, and is not in the inventory.
    async fn left(
        &self,
        seen: &HashSet<NodeId>,
        of: impl Fn(&NodeId) -> bool,
    ) -> Result<BTreeSet<NodeId>> {
        let all = self.resource_summaries(None).await?.into_keys();
        let unseen: Vec<NodeId> = all.filter(|id| of(id) && !seen.contains(id)).collect();
        let mut left: BTreeSet<NodeId> = unseen.iter().cloned().collect();
        if unseen.is_empty() {
            return Ok(left);
        }
        // Some came to the inventory after it was read: those have not left it.
        let managed = Selection {
            nodes: unseen,
            ..Selection::default()
        };
        let Selected { nodes, .. } = self.nodes(&managed).await?;
        for node in nodes {
            left.remove(&node.id);
        }
        Ok(left)
    }
}

/// Whether a node that is not in the inventory still exists, and who says so.
fn existence(is_hybrid: bool, told: &Told, instance: Option<&Instance>) -> (Existence, String) {
    match (told, instance) {
        _ if is_hybrid => (
            Existence::Unknown,
            "not in the inventory; whether this hybrid node still exists, and its tags, are not known"
                .to_owned(),
        ),
        (Err(_), _) => (
            Existence::Unknown,
            "not in the inventory; existence not known, because EC2 could not be asked"
                .to_owned(),
        ),
        (Ok(_), Some(instance)) if instance.is_alive() => (
            Existence::There,
            format!(
                "EC2 says {}; not in the inventory of Systems Manager",
                instance.state
            ),
        ),
        (Ok(_), Some(_)) => (Existence::Gone, "terminated".to_owned()),
        (Ok(_), None) => (Existence::Gone, "EC2 does not know it any more".to_owned()),
    }
}

/// What EC2 says of one instance.
fn instance_of<'a>(told: &'a Told, id: &NodeId) -> Option<&'a Instance> {
    told.as_ref().ok()?.get(id)
}

/// Whether an instance has the tags and the group of a selection.
fn has_tags(instance: &Instance, selection: &Selection) -> bool {
    let tagged = |tag: &TagCondition| fits(tag, instance.tags.get(&tag.key));
    selection.tags.iter().all(tagged)
        && (selection.groups.is_empty() || is_in_group(instance, selection))
}

fn is_in_group(instance: &Instance, selection: &Selection) -> bool {
    let values = PATCH_GROUP_KEYS.map(|key| instance.tags.get(key));
    let mut values = values.into_iter().flatten();
    values.any(|value| is_group(selection, value))
}

fn is_group(selection: &Selection, name: &str) -> bool {
    selection.groups.iter().any(|group| group.as_str() == name)
}

/// Of a node whose tags nobody can read the group of its last report is what is known. Where EC2 could
/// not be asked, one that had no group then may have one now.
fn may_be_in_group(node: &NodeCompliance, selection: &Selection, told: &Told) -> bool {
    if selection.groups.is_empty() {
        return true;
    }
    match node.group() {
        Some(group) if told.is_err() || node.node.is_untold() => is_group(selection, group),
        Some(_) => true,
        None => node.report.is_none() || !node.node.is_untold(),
    }
}

/// What is in both, where there are two.
fn meet(meant: &mut Option<BTreeSet<NodeId>>, found: BTreeSet<NodeId>) {
    *meant = Some(match meant.take() {
        Some(earlier) => earlier.intersection(&found).cloned().collect(),
        None => found,
    });
}

fn fits(tag: &TagCondition, value: Option<&String>) -> bool {
    value.is_some_and(|value| tag.values.is_empty() || tag.values.contains(value))
}

fn tag_filter(tag: &TagCondition) -> InstanceFilter {
    if tag.values.is_empty() {
        return ("tag-key".to_owned(), vec![literal(&tag.key)]);
    }
    let values = tag.values.iter().map(|value| literal(value)).collect();
    (format!("tag:{}", tag.key), values)
}

/// One filter for each spelling of the key; none, once, without groups.
fn group_filters(selection: &Selection) -> Vec<Option<InstanceFilter>> {
    if selection.groups.is_empty() {
        return vec![None];
    }
    let groups = selection.groups.iter();
    let values: Vec<String> = groups.map(|group| literal(group.as_str())).collect();
    PATCH_GROUP_KEYS
        .map(|key| Some((format!("tag:{key}"), values.clone())))
        .to_vec()
}

/// A value for a filter of EC2, in which `*` and `?` stand for others (EC2 User Guide,
/// "Filtering").
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '?' | '\\') {
            literal.push('\\');
        }
        literal.push(c);
    }
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_in_tag_values_mean_themselves() {
        let tag: TagCondition = "Env=pro?d,a*".parse().expect("a tag");
        assert_eq!(
            tag_filter(&tag),
            (
                "tag:Env".to_owned(),
                vec!["pro\\?d".to_owned(), "a\\*".to_owned()]
            )
        );
        let any: TagCondition = "Env".parse().expect("a tag");
        assert_eq!(tag_filter(&any).0, "tag-key");
    }

    #[test]
    fn conditions_on_tags_all_have_to_hold() {
        let id = |n: u8| -> NodeId { format!("i-0123456789abcde0{n}").parse().expect("an id") };
        let mut meant = None;
        meet(&mut meant, BTreeSet::from([id(1), id(2)]));
        meet(&mut meant, BTreeSet::from([id(2), id(3)]));
        assert_eq!(meant, Some(BTreeSet::from([id(2)])));
    }
}
