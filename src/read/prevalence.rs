//! Which patches are missing on how many nodes, with the days of their releases.

use super::fleet::Fleet;
use super::patches;
use super::{released, violations};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::prevalence::{COUNTED, Lacking, rank};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::patch::state::PatchState;

/// What a fleet lacks.
#[derive(Debug)]
pub struct Prevalence {
    /// The patches, those that most nodes lack first.
    pub rows: Vec<Lacking>,
    /// How many patches are in a state that this version does not know.
    pub strange: usize,
    /// The nodes whose patches, and the systems whose days, could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// Reads the patches of the nodes that may lack any, and counts the nodes of each.
pub async fn read(context: &Context, reach: &Reach, fleet: &Fleet) -> Prevalence {
    // A node whose report counts none of these has none to list: a call less for each.
    let candidates = fleet.nodes.iter().filter(|node| node.may_list(&COUNTED));
    let (reported, mut unreadable) = patches::read(reach, candidates.collect(), &COUNTED).await;

    let lists = reported.iter();
    let lists = lists.map(|(node, patches)| (node.node.operating_system, patches.as_slice()));
    let mut rows = rank(lists);

    let (released, undated) = released::read(reach, violations::pairs(&reported)).await;
    unreadable.extend(undated);
    let today = violations::today(context);
    for row in &mut rows {
        let day = released.of(row.operating_system, &row.id, &row.title);
        row.date(day, today);
    }

    // Counted for a warning: such a state may mean anything.
    let patches = reported.iter().flat_map(|(_, patches)| patches);
    let strange = patches.filter(|patch| matches!(patch.state, PatchState::Other(_)));
    Prevalence {
        rows,
        strange: strange.count(),
        unreadable,
    }
}
