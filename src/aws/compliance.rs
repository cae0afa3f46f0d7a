//! The nodes of a scope with all that is known of their patches, judged.

use std::collections::HashSet;

use futures::stream::TryStreamExt;

use super::fleet::Selected;
use super::node_reports::{Summaries, with_reports};
use super::outside::Outsiders;
use super::site::{CALLS_AT_ONCE, Site};
use crate::domain::compliance::{NodeCompliance, Standard, Verdict};
use crate::domain::fleet::selection::{Met, Selection};
use crate::domain::fleet::who::Who;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};

/// What one scope says about its nodes.
#[derive(Debug, Default)]
pub struct ScopeCompliance {
    /// The selected nodes, judged, sorted by id.
    pub nodes: Vec<NodeCompliance>,
    /// Those that are terminated or deregistered, sorted by id.
    pub gone: Vec<NodeCompliance>,
    /// Which conditions of the selection met a node.
    pub met: Met,
    /// Why nobody can tell whether some nodes still exist.
    pub untold: Option<Error>,
    /// Why the tags `Name` could not be read, where names decide.
    pub nameless: Option<Error>,
}

impl ScopeCompliance {
    /// Adds what a second look at the same scope found.
    pub fn add(&mut self, other: Self) {
        self.nodes.extend(other.nodes);
        self.nodes
            .sort_unstable_by(|a, b| a.node.id.cmp(&b.node.id));
        self.gone.extend(other.gone);
        self.met.merge(other.met);
        self.untold = self.untold.take().or(other.untold);
        self.nameless = self.nameless.take().or(other.nameless);
    }
}

/// What was read of the nodes of the inventory.
#[derive(Debug, Default)]
struct Inventory {
    nodes: Vec<NodeCompliance>,
    /// Every node of the inventory that was seen on the way, selected or not.
    seen: HashSet<NodeId>,
    met: Met,
    nameless: Option<Error>,
}

impl Site {
    /// The selected nodes with their patch reports, judged.
    ///
    /// Three reads run side by side: each page of the inventory starts its batch of patch states at
    /// once, while AWS's own summaries are paged. A narrow selection reads the summaries only until
    /// its last node has been found.
    pub async fn compliance(
        &self,
        selection: &Selection,
        standard: Standard,
        who: Who,
    ) -> Result<ScopeCompliance> {
        if !selection.narrows_reading() {
            let (inventory, summaries) = futures::try_join!(
                self.nodes_with_reports(selection),
                self.resource_summaries(None)
            )?;
            let outside = Box::pin(self.outside_all(selection, who, &inventory.seen, &summaries));
            let outside = outside.await?;
            return Ok(judge(inventory, outside, summaries, standard));
        }

        // The nodes come first, because only their ids say when enough summaries were read.
        let inventory = self.nodes_with_reports(selection).await?;
        let outside = Box::pin(self.outside_few(selection, who, &inventory.seen)).await?;
        let both = inventory.nodes.iter().chain(&outside.nodes);
        let wanted = both.map(|node| node.node.id.clone()).collect();
        let summaries = self.resource_summaries(Some(wanted)).await?;
        Ok(judge(inventory, outside, summaries, standard))
    }

    async fn nodes_with_reports(&self, selection: &Selection) -> Result<Inventory> {
        let pages = self.node_pages(selection).map_ok(|page: Selected| async {
            let ids = page.nodes.iter().map(|node| node.id.clone()).collect();
            let reports = self.reports_of(ids).await?;
            let nodes = with_reports(page.nodes, reports);
            Ok((nodes, page.passed_over, page.met, page.nameless))
        });
        // In any order: the nodes are sorted when they are judged.
        let mut pages = std::pin::pin!(pages.try_buffer_unordered(CALLS_AT_ONCE));

        let mut inventory = Inventory::default();
        while let Some((mut page, passed_over, met, nameless)) = pages.try_next().await? {
            let ids = page.iter().map(|node| node.node.id.clone());
            inventory.seen.extend(ids.chain(passed_over));
            inventory.nodes.append(&mut page);
            inventory.met.merge(met);
            inventory.nameless = inventory.nameless.or(nameless);
        }
        Ok(inventory)
    }
}

/// Judges nodes in place, so that a large fleet is held once.
fn judge(
    inventory: Inventory,
    outside: Outsiders,
    mut summaries: Summaries,
    standard: Standard,
) -> ScopeCompliance {
    let Inventory {
        mut nodes,
        mut met,
        nameless,
        ..
    } = inventory;
    met.merge(outside.met);
    nodes.extend(outside.nodes);
    // Answers come in the order in which they arrive, and a node that registers while pages are read
    // may be on two of them.
    nodes.sort_unstable_by(|a, b| a.node.id.cmp(&b.node.id));
    nodes.dedup_by(|a, b| a.node.id == b.node.id);

    for node in &mut nodes {
        let aws = summaries.remove(&node.node.id);
        node.judge(aws, standard);
    }
    let is_gone = |node: &mut NodeCompliance| node.verdict == Verdict::Gone;
    let gone = nodes.extract_if(.., is_gone).collect();
    ScopeCompliance {
        nodes,
        gone,
        met,
        untold: outside.untold,
        nameless,
    }
}
