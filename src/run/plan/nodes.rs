//! The nodes of a plan: the baseline of each and why, what it misses, and what an override list
//! will hit.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};

use super::override_list::{Hits, List};
use crate::aws::baselines::Owner;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::domain::baseline::resolution;
use crate::domain::baseline::resolution::Evidence;
use crate::domain::baseline::resolution::Resolution;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::Family;
use crate::domain::group::Mapping;
use crate::domain::group::{Identity, Tagged};
use crate::domain::id::NodeId;
use crate::domain::override_list::coverage::Coverage;
use crate::domain::override_list::met::Met;
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::run::installed::THERE;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan::{PlannedBaseline, PlannedNode};
use crate::domain::run::request::Request;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::read::resolution::tags_of;

/// From when on a report is old.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The nodes of a scope as they are planned.
#[derive(Default)]
pub(super) struct Described {
    pub(super) nodes: Vec<PlannedNode>,
    pub(super) warnings: Vec<String>,
    /// What the entries of an override list meet on them.
    pub(super) coverage: Coverage,
}

/// Baselines, groups and missing patches of the nodes.
pub(super) async fn describe(
    site: &Site,
    request: &Request,
    nodes: Vec<NodeCompliance>,
    list: Option<&List>,
    now: Timestamp,
) -> Result<Described> {
    if nodes.is_empty() {
        return Ok(Described::default());
    }
    let (rules, tagged) = rules(site, &nodes).await?;
    let patches = patches(site, request, &nodes).await?;

    let mut doubts = Doubts::default();
    let mut coverage = Coverage::default();
    let mut planned = Vec::new();
    for (node, patches) in nodes.iter().zip(patches) {
        let tags = tags_of(&tagged, &node.node);
        // A run brings no baseline of its own, so that the associations of the node do not matter
        // to it.
        let evidence = Evidence {
            tagged: &tags,
            mappings: &rules.mappings,
            baselines: &rules.baselines,
            associations: Some(&[]),
            last: None,
        };
        let resolved = resolution::resolve(evidence);
        doubts.add(&node.node, tags.group(), &resolved);
        doubts.add_report(node, &resolved, now);
        let (one, met) = one(node, &tags, resolved, &patches, list)?;
        // Who never reported tells nothing of an entry.
        if node.report.is_some() {
            coverage.add(&met);
        }
        planned.push(one);
    }
    doubts.of_all.extend(idle(&planned, list));
    date_baselines(site, &rules.baselines, &mut planned).await?;
    Ok(Described {
        nodes: planned,
        warnings: doubts.sentences(),
        coverage,
    })
}

/// What of a list does nothing on the systems of the nodes.
fn idle(nodes: &[PlannedNode], list: Option<&List>) -> Vec<String> {
    let mut families: Vec<Family> = Vec::new();
    for node in nodes {
        let family = node.operating_system.family();
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let of_each = list.into_iter().flat_map(|list| {
        let families = families.iter();
        families.flat_map(|family| list.idle_on(*family))
    });
    of_each.collect()
}

/// What decides about the baselines of a scope.
struct Rules {
    baselines: Vec<Identity>,
    mappings: Vec<Mapping>,
}

async fn rules(site: &Site, nodes: &[NodeCompliance]) -> Result<(Rules, BTreeMap<NodeId, Tagged>)> {
    let nodes = nodes
        .iter()
        .map(|node| (node.node.id.clone(), node.node.operating_system))
        .collect();

    // All of AWS's baselines too: a node without a group uses the default, which may be one.
    let (baselines, mappings, tagged) = futures::try_join!(
        site.baselines(Owner::All, None),
        site.mappings(),
        Box::pin(site.group_tags(nodes))
    )?;

    let tagged = tagged
        .into_iter()
        .map(|tagged| (tagged.node.clone(), tagged))
        .collect();
    let rules = Rules {
        baselines,
        mappings,
    };
    Ok((rules, tagged))
}

/// What each node misses by its last report; everything that it reported where an override list
/// chooses from that.
async fn patches(
    site: &Site,
    request: &Request,
    nodes: &[NodeCompliance],
) -> Result<Vec<Vec<ReportedPatch>>> {
    // A list may name what the baseline does not miss: everything that was reported is looked at.
    let listed = request.override_list.is_some();
    let states: &[PatchState] = if listed {
        &[]
    } else {
        &[PatchState::Missing, PatchState::Failed]
    };

    let asked = stream::iter(nodes).map(|node| async move {
        let open = node
            .report
            .as_ref()
            .is_some_and(|report| report.counts.missing > 0 || report.counts.failed > 0);
        if request.operation == Operation::Install && (open || (listed && node.report.is_some())) {
            site.patches(&node.node.id, states).await
        } else {
            Ok(Vec::new())
        }
    });
    asked.buffered(CALLS_AT_ONCE).try_collect().await
}

/// What is doubtful about the baselines of nodes: what is so of many is said once.
#[derive(Default)]
struct Doubts {
    /// By the doubt the nodes.
    of_nodes: BTreeMap<String, Vec<NodeId>>,
    /// Of no node in particular.
    of_all: BTreeSet<String>,
    /// The patch groups without a baseline for a system, by the sentence that says so, and how many
    /// nodes they have.
    unregistered: BTreeMap<String, (String, usize)>,
}

/// How many groups without a baseline are told one by one.
const TOLD: usize = 3;

impl Doubts {
    fn add(&mut self, node: &Node, group: Option<&str>, resolved: &Resolution) {
        for note in &resolved.notes {
            let nodes = self.of_nodes.entry(note.clone()).or_default();
            nodes.push(node.id.clone());
        }
        // That a group has none is the same for every node of it.
        if resolved.why == resolution::Why::UnregisteredGroup {
            let reason = self.unregistered.entry(resolved.reason.clone());
            let group = group.unwrap_or_default().to_owned();
            reason.or_insert((group, 0)).1 += 1;
        }
    }

    /// What is missing is known by the last report alone, and what it was judged by.
    fn add_report(&mut self, node: &NodeCompliance, resolved: &Resolution, now: Timestamp) {
        let Some(report) = &node.report else { return };
        let made = report.ended_at.unwrap_or(Timestamp::MIN);
        let mut doubts = Vec::new();
        if now.duration_since(made) > OLD {
            doubts.push("its last report is older than a week: it may miss other patches by now");
        }
        let baseline = resolved.baseline.as_ref().map(|one| short(one.id.as_str()));
        if baseline.is_some_and(|id| id != short(&report.baseline)) {
            doubts.push("its last report was made by another baseline: it may miss other patches by this one");
        }
        for doubt in doubts {
            let nodes = self.of_nodes.entry(doubt.to_owned()).or_default();
            nodes.push(node.node.id.clone());
        }
    }

    fn sentences(self) -> Vec<String> {
        let of_nodes = self.of_nodes.into_iter().map(|(note, nodes)| {
            let first = nodes.first().map(ToString::to_string).unwrap_or_default();
            match nodes.len() {
                0 | 1 => format!("{first}: {note}"),
                more => format!("{more} nodes, such as {first}: {note}"),
            }
        });
        of_nodes
            .chain(unregistered(self.unregistered))
            .chain(self.of_all)
            .collect()
    }
}

/// The groups without a baseline: a few in full, many by their names.
fn unregistered(found: BTreeMap<String, (String, usize)>) -> Vec<String> {
    if found.len() <= TOLD {
        return found.into_keys().collect();
    }
    let nodes: usize = found.values().map(|(_, nodes)| nodes).sum();
    let groups: BTreeSet<&str> = found.values().map(|(group, _)| group.as_str()).collect();
    let named: Vec<&str> = groups.iter().copied().take(TOLD).collect();
    let more = match groups.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    vec![format!(
        "{nodes} nodes in {} ({}{more}) use the default baselines silently, because none is registered for their group and system: patchctl baseline resolve --all names them",
        count(groups.len(), "patch group"),
        named.join(", ")
    )]
}

/// A node as it is planned, and what each entry of the list meets on it.
fn one(
    node: &NodeCompliance,
    tags: &Tagged,
    resolved: Resolution,
    patches: &[ReportedPatch],
    list: Option<&List>,
) -> Result<(PlannedNode, Vec<Met>)> {
    let inventory = &node.node;
    let os = inventory
        .operating_system
        .ok_or_else(|| Error::failed("a node without an operating system cannot be planned"))?;

    let open = patches
        .iter()
        .filter(|patch| matches!(patch.state, PatchState::Missing | PatchState::Failed));
    let mut missing: Vec<String> = open.map(|patch| patch.name().to_owned()).collect();
    // In one order, because the digest of the plan must not depend on that of AWS.
    missing.sort();
    let by = judged_by(node, &resolved);
    let Hits {
        titles: hits,
        notes,
        met,
    } = list
        .map(|list| list.hits(os, patches, &by))
        .unwrap_or_default();
    let there = patches.iter().filter(|patch| THERE.contains(&patch.state));
    let there: BTreeSet<&str> = there.map(ReportedPatch::name).collect();
    let had = hits.iter().filter(|title| there.contains(title.as_str()));

    let planned = PlannedNode {
        scope: inventory.scope.clone(),
        node: inventory.id.clone(),
        name: inventory.label().to_owned(),
        operating_system: os,
        patch_group: tags.group().map(str::to_owned),
        baseline: planned_baseline(resolved),
        wave: 0,
        before: node.report.as_ref().map(|report| report.counts),
        reported_at: node.report.as_ref().and_then(|report| report.ended_at),
        missing,
        override_installed: had.cloned().collect(),
        override_notes: notes,
        override_asks: list.map(|list| list.asks(os, patches)).unwrap_or_default(),
        override_hits: hits,
    };
    Ok((planned, met))
}

/// The baseline by which a node reported: by its name where it is that of the plan.
fn judged_by(node: &NodeCompliance, resolved: &Resolution) -> String {
    let Some(report) = &node.report else {
        return String::new();
    };
    let id = short(&report.baseline);
    let same = resolved.baseline.as_ref();
    let same = same.filter(|one| short(one.id.as_str()) == id);
    same.map_or(id, |one| one.name.clone())
}

fn planned_baseline(resolved: Resolution) -> Option<PlannedBaseline> {
    let why = resolved.why.as_str().to_owned();
    let reason = resolved.reason;
    resolved.baseline.map(|baseline| PlannedBaseline {
        id: baseline.id.to_string(),
        name: baseline.name,
        modified_at: None,
        why,
        reason,
    })
}

/// When each baseline was changed last, so that a change after the plan is noticed.
async fn date_baselines(
    site: &Site,
    baselines: &[Identity],
    nodes: &mut [PlannedNode],
) -> Result<()> {
    // Only the baselines that are used, each once, whatever the number of nodes.
    let used: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| Some(node.baseline.as_ref()?.id.as_str()))
        .collect();

    let used: Vec<&Identity> = baselines
        .iter()
        .filter(|baseline| used.contains(baseline.id.as_str()))
        .collect();

    let dates: HashMap<String, _> = site
        .in_full(&used)
        .await?
        .into_iter()
        .map(|full| (short(full.id.as_str()), full.modified))
        .collect();

    for baseline in nodes.iter_mut().filter_map(|node| node.baseline.as_mut()) {
        baseline.modified_at = dates.get(&short(&baseline.id)).copied().flatten();
    }
    Ok(())
}

/// The id without what makes an ARN of it: AWS names one baseline by either.
fn short(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_groups_without_a_baseline_are_one_warning() {
        let of = |number: usize| {
            let groups = (0..number).map(|n| (format!("reason {n}"), (format!("g{n}"), 2)));
            unregistered(groups.collect())
        };
        assert_eq!(of(2), ["reason 0", "reason 1"]);
        let [only] = &of(5)[..] else {
            panic!("one warning")
        };
        assert!(
            only.starts_with("10 nodes in 5 patch groups (g0, g1, g2 and 2 more) use"),
            "{only}"
        );
    }
}
