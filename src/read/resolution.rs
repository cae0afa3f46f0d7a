//! Which baseline applies to nodes, from the rules and tags of their scopes.

use std::collections::BTreeMap;

use futures::future::join_all;
use futures::stream::{self, StreamExt};
use serde::Serialize;

use super::fleet::Fleet;
use crate::aws::baselines::Owner;
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::domain::baseline::resolution;
use crate::domain::baseline::resolution::{Evidence, LastReport, PatchAssociation, Resolution};
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::group::{Identity, Mapping, Tagged};
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{NodeId, Scope};
use crate::error::{Error, Result};

/// One node with the baseline that applies.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// The node.
    pub node: NodeId,
    /// The name that people know it by.
    pub name: String,
    /// Its operating system, when Patch Manager knows it.
    pub operating_system: Option<OperatingSystem>,
    /// Its patch group.
    pub patch_group: Option<String>,
    /// The baseline, and why it is that one.
    #[serde(flatten)]
    pub resolution: Resolution,
}

/// What a scope knows of its baselines, its groups and the tags of its nodes.
struct Rules {
    baselines: Vec<Identity>,
    mappings: Vec<Mapping>,
    /// By node; a node without either tag may be absent.
    tagged: BTreeMap<NodeId, Tagged>,
}

/// Resolves every node of a fleet; what could not be read is named apart.
pub async fn resolve_all(reach: &Reach, fleet: &Fleet) -> (Vec<Row>, Vec<Unreadable>) {
    let asked = reach.sites.iter().map(|site| async move {
        let nodes = fleet.nodes.iter();
        let nodes: Vec<&NodeCompliance> =
            nodes.filter(|node| node.node.scope == site.scope).collect();
        // A scope without nodes is asked nothing.
        if nodes.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        of_site(site, nodes).await
    });
    let answers = join_all(asked).await;

    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (site, answer) in reach.sites.iter().zip(answers) {
        match answer {
            Ok((of_nodes, unread)) => {
                rows.extend(of_nodes);
                faults.extend(unread);
            }
            Err(error) => faults.push(fault::unreadable_scope(&site.scope, &error)),
        }
    }
    (rows, faults)
}

/// Resolves one node, and says what of it could not be read.
///
/// # Errors
/// What the baselines, the groups or the tags answered.
pub async fn resolve_one(site: &Site, node: &NodeCompliance) -> Result<(Row, Vec<Unreadable>)> {
    let (mut rows, faults) = of_site(site, vec![node]).await?;
    Ok((rows.remove(0), faults))
}

/// Resolves the nodes of one scope: the rules are read once, the associations for each node.
async fn of_site(site: &Site, nodes: Vec<&NodeCompliance>) -> Result<(Vec<Row>, Vec<Unreadable>)> {
    let rules = rules(site, &nodes).await?;
    let asked = stream::iter(nodes)
        .map(|node| async move { (node, site.patch_associations(&node.node.id).await) });
    let answers: Vec<_> = asked.buffered(CALLS_AT_ONCE).collect().await;

    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (node, associations) in answers {
        let (row, problem) = one(&rules, node, associations);
        rows.push(row);
        // A node is resolved without its associations, and said to be incomplete.
        let id = &node.node.id;
        faults.extend(problem.map(|error| {
            let place = format!("the associations of {id}");
            fault::unreadable(
                place,
                Some(site.scope.clone()),
                Some(id.to_string()),
                &error,
            )
        }));
    }
    Ok((rows, faults))
}

async fn rules(site: &Site, nodes: &[&NodeCompliance]) -> Result<Rules> {
    let nodes = nodes
        .iter()
        .map(|node| (node.node.id.clone(), node.node.operating_system))
        .collect();

    // All of them at once: none needs another, and a fleet has many scopes.
    let (baselines, mappings, tagged) = futures::try_join!(
        site.baselines(Owner::All, None),
        site.mappings(),
        Box::pin(site.group_tags(nodes))
    )?;

    Ok(Rules {
        baselines,
        mappings,
        tagged: tagged
            .into_iter()
            .map(|node| (node.node.clone(), node))
            .collect(),
    })
}

/// The tags of a node that decide about its group; a node without any may be absent from the list.
pub fn tags_of(tagged: &BTreeMap<NodeId, Tagged>, node: &Node) -> Tagged {
    tagged
        .get(&node.id)
        .cloned()
        .unwrap_or_else(|| Tagged::new(node.id.clone(), node.operating_system, &BTreeMap::new()))
}

fn last_report(node: &NodeCompliance) -> Option<LastReport> {
    node.report.as_ref().map(|report| LastReport {
        baseline: BaselineId::trusted(&report.baseline),
        group: node.group().map(str::to_owned),
        execution_type: node.execution_type().map(str::to_owned),
    })
}

/// Resolves one node. Associations that could not be read are said: one of them may bring its own
/// baseline.
fn one(
    rules: &Rules,
    node: &NodeCompliance,
    associations: Result<Vec<PatchAssociation>>,
) -> (Row, Option<Error>) {
    let inventory = &node.node;
    let (associations, problem) = match associations {
        Ok(associations) => (Some(associations), None),
        Err(error) => (None, Some(error)),
    };
    let tagged = tags_of(&rules.tagged, inventory);

    // What the last report says of its baseline is evidence of what somebody else's operation used.
    let last = last_report(node);
    let evidence = Evidence {
        tagged: &tagged,
        mappings: &rules.mappings,
        baselines: &rules.baselines,
        associations: associations.as_deref(),
        last: last.as_ref(),
    };
    let mut resolution = resolution::resolve(evidence);
    if problem.is_some() {
        resolution.notes.push("the associations of the node could not be read; one of them may bring its own baseline".to_owned());
    }

    let row = Row {
        scope: inventory.scope.clone(),
        node: inventory.id.clone(),
        name: inventory.label().to_owned(),
        operating_system: inventory.operating_system,
        patch_group: tagged.group().map(str::to_owned),
        resolution,
    };
    (row, problem)
}
