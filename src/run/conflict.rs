//! Whether something else patches nodes now: two patching operations on one node break each other.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::try_join_all;

use crate::aws::reach::Reach;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::name::RunName;
use crate::domain::run::plan::Overlap;
use crate::error::Result;

/// An operation on one of the nodes that is not of this run, if it is one, in words; `None` when
/// there is none.
pub async fn operation_on(
    reach: &Reach,
    nodes: impl Iterator<Item = (&Scope, &NodeId)>,
    run: Option<&RunName>,
) -> Result<Option<String>> {
    let mut places: BTreeMap<&Scope, BTreeSet<NodeId>> = BTreeMap::new();
    for (scope, node) in nodes {
        places.entry(scope).or_default().insert(node.clone());
    }
    // Whose command it is, the parser of Comments says and nothing else: anybody may write a name
    // into a Comment.
    let ours = |overlap: &Overlap| run.is_some() && overlap.run.as_ref() == run;

    let asked = reach.sites.iter().filter_map(|site| {
        let ids = places.get(&site.scope)?;
        Some(site.operations_on(ids))
    });
    let mut found = try_join_all(asked).await?.into_iter().flatten();
    let overlap = found.find(|overlap| !ours(overlap));
    Ok(overlap.map(|overlap| format!("the {} {} ({})", overlap.kind, overlap.id, overlap.name)))
}
