//! What every fleet command does after reading: say what is missing, and choose the exit code.

use std::collections::BTreeSet;

use crate::aws::gather::Gathered;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::{NodeCompliance, Standard};
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;

/// A fleet as far as it could be read.
#[derive(Debug)]
pub struct Fleet {
    /// The judged nodes, sorted by account, Region and id.
    pub nodes: Vec<NodeCompliance>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// How many scopes were meant.
    pub scopes: usize,
}

/// By what nodes are judged in this invocation.
pub fn standard(context: &Context) -> Standard {
    Standard {
        now: context.clock.now(),
        max_age: context.settings.max_age.value,
    }
}

/// Reads and judges the selected nodes of every scope, and says on standard error what could not be
/// read.
///
/// # Errors
/// When the scopes cannot be found out, or when none of the asked-for nodes exists.
pub async fn read(context: &Context, reach: &Reach, selection: &Selection) -> Result<Fleet> {
    let standard = standard(context);
    let gathered = reach
        .gather(|site| site.compliance(selection, standard))
        .await;

    let strangers = gathered
        .answers
        .iter()
        .map(|(_, answer)| answer.strangers)
        .sum();

    // A scope counts whether it could be read or not: it was asked for.
    let scopes = gathered.answers.len() + gathered.unreadable.len();
    let (unreadable, answers) = settle(context, gathered);
    let nodes = joined(answers.into_iter().map(|(_, answer)| answer.nodes));

    tell_strangers(context, strangers);
    let ids = nodes.iter().map(|node| &node.node.id);
    let unreadable = check_asked_for(context, reach, selection, ids, unreadable).await?;
    Ok(Fleet {
        nodes,
        unreadable,
        scopes,
    })
}

/// AWS keeps patch data of nodes that are gone: what is not counted is said, because other tools
/// count it.
fn tell_strangers(context: &Context, strangers: usize) {
    let what = match strangers {
        0 => return,
        1 => "1 resource has".to_owned(),
        strangers => format!("{strangers} resources have"),
    };
    context.tell(Remark::Note(format!(
        "{what} patch data but is no managed node any more (terminated or deregistered); not counted"
    )));
}

/// Lists one after the other, in the memory of the first.
pub fn joined<T>(mut lists: impl Iterator<Item = Vec<T>>) -> Vec<T> {
    let mut all = lists.next().unwrap_or_default();
    for mut list in lists {
        all.append(&mut list);
    }
    all
}

/// Names everything that could not be read.
pub fn tell_unreadable(context: &Context, faults: &[Unreadable]) {
    if !faults.is_empty() {
        context.tell(Remark::Unreadable(faults.to_vec()));
    }
}

/// Says what could not be read and which Regions were left out.
pub fn settle<T>(context: &Context, gathered: Gathered<T>) -> (Vec<Unreadable>, Vec<(Scope, T)>) {
    tell_unreadable(context, &gathered.unreadable);
    // Regions that an account has not enabled are no fault, but they are part of what was asked
    // for.
    if !gathered.skipped.is_empty() {
        let regions: BTreeSet<String> = gathered
            .skipped
            .iter()
            .map(|scope| scope.region.to_string())
            .collect();
        let names: Vec<String> = regions.into_iter().collect();
        context.tell(Remark::Note(format!(
            "left out, because they are not enabled: {}",
            names.join(", ")
        )));
    }

    (gathered.unreadable, gathered.answers)
}

/// Nodes that were asked for by id and are not there are never passed over in silence. One that is
/// there but does not meet the other conditions is simply not selected.
///
/// # Errors
/// A failure when none of them is there and every scope could be read.
pub async fn check_asked_for<'a>(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    found: impl Iterator<Item = &'a NodeId>,
    mut unreadable: Vec<Unreadable>,
) -> Result<Vec<Unreadable>> {
    if selection.nodes.is_empty() {
        return Ok(unreadable);
    }
    let found = with_named(reach, selection, found.cloned().collect()).await;
    let absent: Vec<&NodeId> = selection
        .nodes
        .iter()
        .filter(|id| !found.contains(id) && !selection.excludes_id(id))
        .collect();
    if absent.is_empty() {
        return Ok(unreadable);
    }
    // Where something could not be read they may be there: that is incomplete, not an error.
    if found.is_empty() && unreadable.is_empty() {
        return Err(unknown_node(&absent));
    }

    let complete = unreadable.is_empty();
    let faults: Vec<Unreadable> = absent
        .into_iter()
        .map(|id| not_found(id, complete))
        .collect();
    tell_unreadable(context, &faults);
    unreadable.extend(faults);
    Ok(unreadable)
}

/// The ids that exist: those that were found, and those that another condition left out.
async fn with_named(
    reach: &Reach,
    selection: &Selection,
    mut found: BTreeSet<NodeId>,
) -> BTreeSet<NodeId> {
    // Without another condition everything that exists was found: a call less.
    if selection.names_and_filters() {
        let named = selection.only_named();
        let there = reach.gather(|site| site.nodes(&named)).await;
        let nodes = there.answers.into_iter().flat_map(|(_, nodes)| nodes);
        found.extend(nodes.map(|node| node.id));
    }
    found
}

/// The error for nodes that do not exist in any scope.
pub fn unknown_node(ids: &[&NodeId]) -> Error {
    // A file of ids may hold thousands: the first few tell what kind of mistake it is.
    let names: Vec<&str> = ids.iter().take(5).map(|id| id.as_str()).collect();
    let more = if ids.len() > 5 {
        format!(" and {} more", ids.len() - 5)
    } else {
        String::new()
    };

    let verb = if ids.len() == 1 {
        "is no managed node"
    } else {
        "are no managed nodes"
    };
    Error::failed(format!("{}{more} {verb} in this scope", names.join(", "))).hint(
        "patchctl node list shows the nodes; --region, --profile and --all-regions widen the scope",
    )
}

/// Where something could not be read, nobody knows whether the node is there.
fn not_found(id: &NodeId, complete: bool) -> Unreadable {
    Unreadable {
        place: format!("node {id}"),
        scope: None,
        node: Some(id.to_string()),
        // Only where everything could be read is it known that there is none.
        reason: if complete {
            "it is no managed node in this scope"
        } else {
            "it was not found where it could be read"
        }
        .to_owned(),
        code: None,
        hint: None,
        credentials: false,
    }
}

/// The exit code that stands for what could not be read: 0, 5, or 4 when credentials were all that
/// was missing and nothing was read.
pub fn completeness(unreadable: &[Unreadable], anything_read: bool) -> ExitCode {
    if unreadable.is_empty() {
        ExitCode::Done
    } else if !anything_read && unreadable.iter().all(|fault| fault.credentials) {
        ExitCode::NoCredentials
    } else {
        ExitCode::Incomplete
    }
}

impl Fleet {
    /// The exit code for completeness.
    pub fn completeness(&self) -> ExitCode {
        completeness(&self.unreadable, !self.nodes.is_empty())
    }

    /// `40 nodes in 3 scopes`, for the closing line.
    pub fn size(&self) -> String {
        match self.scopes {
            0 | 1 => count(self.nodes.len(), "node"),
            scopes => format!(
                "{} in {}",
                count(self.nodes.len(), "node"),
                count(scopes, "scope")
            ),
        }
    }
}
