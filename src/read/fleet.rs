//! What every fleet command does after reading: say what is missing, and choose the exit code.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::standard::standard;
use super::targets::{self, Seen, Unmatched, Use};
use crate::aws::compliance::ScopeCompliance;
use crate::aws::fault;
use crate::aws::gather::Gathered;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::summary::{self, Totals};
use crate::domain::fleet::place::Place;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;

/// A fleet as far as it could be read.
#[derive(Debug)]
pub struct Fleet {
    /// The judged nodes, sorted by account, Region and id.
    pub nodes: Vec<NodeCompliance>,
    /// Nodes that are terminated or deregistered, in the same order; they count nowhere else.
    pub gone: Vec<NodeCompliance>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Targets that match nothing.
    pub unmatched: Vec<Unmatched>,
    /// Nodes that were named and are in no scope that could be read.
    pub absent: Vec<NodeId>,
    /// How many scopes were meant.
    pub scopes: usize,
    /// How many of them were read.
    pub read: usize,
    /// Where it is from.
    pub place: Place,
    /// The options that chose it; empty for everything.
    pub filter: String,
}

/// Reads and judges the selected nodes of every scope, and says on standard error what could not be
/// read.
///
/// # Errors
/// When the scopes cannot be found out; a usage error when a target matches nothing and every scope
/// could be read.
pub async fn read(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    who: Who,
) -> Result<Fleet> {
    let mut fleet = look(context, reach, selection, who).await?;
    let nobody = fleet.nodes.is_empty() && fleet.gone.is_empty();
    let absent = std::mem::take(&mut fleet.absent);
    let complete = fleet.unreadable.is_empty();
    fleet.unreadable = not_found(context, &absent, nobody, fleet.unreadable)?;
    if complete && !fleet.unmatched.is_empty() {
        return Err(targets::error(&fleet.unmatched));
    }
    tell_unmatched(context, &fleet.unmatched);
    Ok(fleet)
}

/// As [`read`], for a gate: what matches nothing is in the result, and the gate says no by it.
///
/// # Errors
/// When the scopes cannot be found out.
pub async fn look(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    who: Who,
) -> Result<Fleet> {
    let gathered = gather(context, reach, selection, who).await;
    // A scope counts whether it could be read or not: it was asked for.
    let read = gathered.answers.len();
    let scopes = read + gathered.unreadable.len();
    let (mut unreadable, answers) = settle(context, gathered);
    let (mut seen, mut nodes, mut gone) = (Seen::default(), Vec::new(), Vec::new());
    for (scope, mut answer) in answers {
        unreadable.extend(untold(context, &scope, answer.untold, who));
        seen.names_known &= answer.nameless.is_none();
        unreadable.extend(nameless(context, &scope, answer.nameless));
        seen.met.merge(answer.met);
        nodes.append(&mut answer.nodes);
        gone.append(&mut answer.gone);
    }

    // A node that may be meant is no proof that a condition means anything.
    let all = nodes
        .iter()
        .chain(&gone)
        .map(|node: &NodeCompliance| &node.node);
    let meant = all.filter(|node| !node.is_untold() || selection.nodes.contains(&node.id));
    seen.ids = meant.map(|node| node.id.clone()).collect();
    let groups = nodes.iter().filter_map(NodeCompliance::group);
    seen.groups = groups.map(str::to_owned).collect();
    let unmatched = match read {
        0 => Vec::new(),
        _ => targets::unmatched(context, reach, selection, &seen).await,
    };
    tell_gone(context, &gone);
    let reading = Use::Reading;
    targets::check_exclusions(context, reach, selection, &seen.met, &unreadable, reading).await?;
    Ok(Fleet {
        absent: absent(reach, selection, &seen.ids).await,
        nodes,
        gone,
        unreadable,
        unmatched,
        scopes,
        read,
        place: reach.place(),
        filter: selection.to_string(),
    })
}

/// The judged nodes of every scope. Nodes that are named are looked for outside the inventory only
/// when no inventory has them: an id lives in one scope, and the others need not be asked more.
pub async fn gather(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    who: Who,
) -> Gathered<ScopeCompliance> {
    // Named nodes are looked for where they usually are before EC2 is asked anything.
    let standard = standard(context);
    let first = if selection.nodes.is_empty() {
        who
    } else {
        Who::Managed
    };
    let mut gathered = reach
        .gather(|site| site.compliance(selection, standard, first))
        .await;
    let found = gathered
        .answers
        .iter()
        .flat_map(|(_, answer)| &answer.nodes);
    let found: BTreeSet<&NodeId> = found.map(|node| &node.node.id).collect();
    let left = selection.nodes.iter().filter(|id| !found.contains(id));
    let left = Selection {
        nodes: left.cloned().collect(),
        ..selection.clone()
    };
    if first == who || left.nodes.is_empty() {
        return gathered;
    }

    let more = reach
        .gather(|site| site.compliance(&left, standard, who))
        .await;
    let known: BTreeSet<String> = gathered
        .unreadable
        .iter()
        .map(|fault| fault.place.clone())
        .collect();
    let new = more.unreadable.into_iter();
    gathered
        .unreadable
        .extend(new.filter(|fault| !known.contains(&fault.place)));
    for (scope, answer) in more.answers {
        let earlier = gathered
            .answers
            .iter_mut()
            .find(|(place, _)| *place == scope);
        if let Some((_, earlier)) = earlier {
            earlier.add(answer);
        }
    }
    gathered
}

/// Looks whether everything that was typed means something: targets, exclusions, and nodes that were
/// named by id. Answers what could not be read, with the nodes that were not found.
///
/// # Errors
/// A usage error for targets that match nothing where every scope could be read; and for exclusions
/// that nothing has where something is changed.
pub async fn check_meant(
    context: &Context,
    reach: &Reach,
    selection: &Selection,
    seen: &Seen,
    unreadable: Vec<Unreadable>,
    use_of: Use,
) -> Result<Vec<Unreadable>> {
    let unmatched = targets::unmatched(context, reach, selection, seen).await;
    if unreadable.is_empty() && !unmatched.is_empty() {
        return Err(targets::error(&unmatched));
    }
    tell_unmatched(context, &unmatched);
    targets::check_exclusions(context, reach, selection, &seen.met, &unreadable, use_of).await?;
    let absent = absent(reach, selection, &seen.ids).await;
    not_found(context, &absent, seen.ids.is_empty(), unreadable)
}

/// Says which targets match nothing.
pub fn tell_unmatched(context: &Context, unmatched: &[Unmatched]) {
    for target in unmatched {
        let hints = target.hints().join("; ");
        let tail = if hints.is_empty() {
            hints
        } else {
            format!(" ({hints})")
        };
        context.tell(Remark::Warning(format!("{}{tail}", target.sentence())));
    }
}

/// Where the tags `Name` could not be read, nodes that have a name by their tag alone are missing.
pub fn nameless(context: &Context, scope: &Scope, error: Option<Error>) -> Option<Unreadable> {
    let place = format!("the Name tags of {scope}");
    let fault = fault::unreadable(place, Some(scope.clone()), None, &error?);
    tell_unreadable(context, std::slice::from_ref(&fault));
    Some(fault)
}

/// Where EC2 could not tell who still exists: part of the answer is missing when instances that
/// Systems Manager does not know were asked for, else the nodes themselves say so.
fn untold(context: &Context, scope: &Scope, error: Option<Error>, who: Who) -> Option<Unreadable> {
    let error = error?;
    if who == Who::Everyone {
        let place = format!("the EC2 instances of {scope}");
        let fault = fault::unreadable(place, Some(scope.clone()), None, &error);
        tell_unreadable(context, std::slice::from_ref(&fault));
        return Some(fault);
    }
    let hint = error.hints().first().cloned();
    let hint = hint.unwrap_or_else(|| "ec2:DescribeInstances would tell".to_owned());
    context.tell(Remark::Note(format!(
        "{scope}: whether nodes outside the inventory still exist is not known ({}); {hint}",
        error.one_line()
    )));
    None
}

/// AWS keeps patch data of nodes that are gone: who is not counted is said, because other tools
/// count them.
fn tell_gone(context: &Context, gone: &[NodeCompliance]) {
    if gone.is_empty() {
        return;
    }
    let ids: Vec<&str> = gone
        .iter()
        .take(5)
        .map(|node| node.node.id.as_str())
        .collect();
    let more = match gone.len() {
        0..=5 => String::new(),
        all => format!(" and {} more", all - 5),
    };
    let verb = if gone.len() == 1 { "is" } else { "are" };
    context.tell(Remark::Note(format!(
        "{} with patch data {verb} gone (terminated or deregistered), and not counted: {}{more}",
        count(gone.len(), "node"),
        ids.join(", ")
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

/// The nodes that were asked for by id and are not there. One that is there but does not meet the
/// other conditions is simply not selected.
async fn absent(reach: &Reach, selection: &Selection, found: &BTreeSet<NodeId>) -> Vec<NodeId> {
    if selection.nodes.is_empty() {
        return Vec::new();
    }
    let found = with_named(reach, selection, found.clone()).await;
    let absent = selection.nodes.iter();
    let absent = absent.filter(|id| !found.contains(id) && !selection.excludes_id(id));
    absent.cloned().collect()
}

/// Nodes that are not there are never passed over in silence: what could not be read, with them.
///
/// # Errors
/// A usage error when none of them is there and every scope could be read.
fn not_found(
    context: &Context,
    absent: &[NodeId],
    nobody: bool,
    mut unreadable: Vec<Unreadable>,
) -> Result<Vec<Unreadable>> {
    if absent.is_empty() {
        return Ok(unreadable);
    }
    // Where something could not be read they may be there: that is incomplete, not an error.
    if nobody && unreadable.is_empty() {
        return Err(unknown_node(&absent.iter().collect::<Vec<_>>()));
    }
    let complete = unreadable.is_empty();
    let faults: Vec<Unreadable> = absent.iter().map(|id| missing(id, complete)).collect();
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
        let nodes = there.answers.into_iter().flat_map(|(_, found)| found.nodes);
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
    Error::usage(format!("{}{more} {verb} in this scope", names.join(", "))).hint(
        "patchctl node list shows the nodes; --region, --profile and --all-regions widen the scope",
    )
}

/// Where something could not be read, nobody knows whether the node is there.
fn missing(id: &NodeId, complete: bool) -> Unreadable {
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

    /// Takes nodes that were named and are nowhere for targets that match nothing, where everything
    /// could be read; where not, they may be there.
    pub fn absent_is_unmatched(&mut self) {
        let complete = self.unreadable.is_empty();
        for id in std::mem::take(&mut self.absent) {
            if complete {
                self.unmatched.push(Unmatched::node(&id));
            } else {
                self.unreadable.push(missing(&id, complete));
            }
        }
    }

    /// The counts of all nodes, and of those that are gone.
    pub fn totals(&self) -> Totals {
        let mut totals = summary::total(&self.nodes);
        totals.gone = self.gone.len();
        totals
    }

    /// Where it is from, for the closing line: endpoint, account, Region, profile and filter.
    pub fn origin(&self) -> String {
        if self.filter.is_empty() {
            self.place.to_string()
        } else {
            format!("{}; {}", self.place, self.filter)
        }
    }

    /// What the JSON of a listing says of the fleet beside its rows.
    pub fn document(&self) -> Map<String, Value> {
        let mut members = Map::new();
        if !self.filter.is_empty() {
            members.insert("filter".to_owned(), json!(self.filter));
        }
        members.insert("gone".to_owned(), json!(self.gone));
        if !self.unmatched.is_empty() {
            members.insert("unmatched".to_owned(), json!(self.unmatched));
        }
        members
    }

    /// `40 nodes in 3 scopes`, or `in 2 of 3 scopes`, for the closing line.
    pub fn size(&self) -> String {
        let nodes = count(self.nodes.len(), "node");
        match (self.scopes, self.read) {
            (0 | 1, _) => nodes,
            (scopes, read) if read < scopes => format!("{nodes} in {read} of {scopes} scopes"),
            (scopes, _) => format!("{nodes} in {}", count(scopes, "scope")),
        }
    }
}
