//! Exceptions, laid over the violations of a fleet.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use jiff::civil::Date;

use super::each_node;
use super::fleet::{Fleet, tell_unreadable};
use super::patches::accounted;
use super::violations::{key, today};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::document::exceptions;
use crate::domain::compliance::exception::{Exception, Subject};
use crate::domain::compliance::excused::Excused;
use crate::domain::compliance::publisher::violating_states;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::{PatchItem, PatchState};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::files::documents::{self, Text};

/// The exceptions of files.
///
/// # Errors
/// A usage error that draws each mistake at its line.
pub fn of_texts(texts: &[Text], color: bool) -> Result<Vec<Exception>> {
    let read = texts
        .iter()
        .map(|text| exceptions::read(text.source(color)));
    let read: Vec<Vec<Exception>> = read.collect::<Result<_>>()?;
    Ok(read.into_iter().flatten().collect())
}

/// The exceptions of a file that may have been named.
///
/// # Errors
/// A usage error for a file that cannot be read, and as [`of_texts`].
pub fn asked(file: Option<&Path>, color: bool) -> Result<Option<Vec<Exception>>> {
    let texts = file.map(|file| documents::texts(&[file.to_owned()]));
    let texts = texts.transpose()?;
    texts.map(|texts| of_texts(&texts, color)).transpose()
}

/// Lays exceptions over the violating nodes of a fleet, and says which of them name nothing and
/// which are over. A node whose patches or tags cannot be read is not excused.
pub async fn lay(context: &Context, reach: &Reach, fleet: &mut Fleet, exceptions: &[Exception]) {
    let (members, mut faults) = members(reach, exceptions).await;
    // Only who violates has something to excuse; every node costs calls.
    let violating = fleet.nodes.iter();
    let violating = violating.filter(|node| node.verdict == Verdict::NonCompliant);
    let asked: Vec<_> = violating
        .filter_map(|node| Some((node, meant(node, exceptions, &members)?)))
        .collect();

    let ask = each_node::ask(
        reach,
        "the compliance items",
        asked,
        |site, node, numbers| async move {
            let items = site.patch_items(&node.node.id).await?;
            Ok((numbers, violating_items(node, items)?))
        },
    );
    let (read, unread) = ask.await;
    faults.extend(unread);

    let (today, mut met) = (today(context), BTreeSet::new());
    let mut found: HashMap<(Scope, NodeId), Excused> = HashMap::new();
    for (node, (numbers, items)) in read {
        let numbered = numbers.iter().map(|number| (*number, &exceptions[*number]));
        let numbered: Vec<_> = numbered.collect();
        let (excused, named) = Excused::of(
            node.node.operating_system,
            node.violations(),
            &items,
            &numbered,
            today,
        );
        met.extend(named);
        found.insert(key(node), excused);
    }
    for node in &mut fleet.nodes {
        node.excused = found.remove(&key(node)).map(Box::new);
    }
    // An exception that met nothing here may be for nodes that nobody looked at.
    let looked = match (faults.is_empty(), fleet.filter.is_empty()) {
        (true, true) => Looked::Everywhere,
        _ => Looked::InPart,
    };
    tell(context, exceptions, &met, today, looked);
    tell_unreadable(context, &faults);
    fleet.unreadable.append(&mut faults);
}

/// The nodes that each exception is for, where tags decide.
type Members = HashMap<usize, BTreeSet<(Scope, NodeId)>>;

/// Asks the inventory for the nodes of each tag and group.
async fn members(reach: &Reach, exceptions: &[Exception]) -> (Members, Vec<Unreadable>) {
    let (mut members, mut faults) = (Members::new(), Vec::new());
    for (number, exception) in exceptions.iter().enumerate() {
        let selection = match &exception.subject {
            Subject::Node(_) => continue,
            Subject::Tag(tag) => Selection {
                tags: vec![tag.clone()],
                ..Selection::default()
            },
            Subject::Group(group) => Selection {
                groups: vec![group.clone()],
                ..Selection::default()
            },
        };
        let gathered = reach.gather(|site| site.nodes(&selection)).await;
        let nodes = gathered
            .answers
            .into_iter()
            .flat_map(|(_, found)| found.nodes);
        members.insert(number, nodes.map(|node| (node.scope, node.id)).collect());
        faults.extend(gathered.unreadable);
    }

    // What could not be reached for the nodes themselves is named already, and so is what fails for
    // every tag.
    let known: BTreeSet<String> = reach.unreadable.iter().map(|it| it.place.clone()).collect();
    faults.retain(|fault| !known.contains(&fault.place));
    faults.sort_by(|a, b| a.place.cmp(&b.place));
    faults.dedup_by(|a, b| a.place == b.place);
    for fault in &mut faults {
        fault.place = format!("the tags of nodes in {}", fault.place);
    }
    (members, faults)
}

/// The numbers of the exceptions that are for a node, when there is any.
fn meant(node: &NodeCompliance, exceptions: &[Exception], members: &Members) -> Option<Vec<usize>> {
    let numbers = exceptions.iter().enumerate();
    let numbers = numbers.filter(|(number, exception)| match &exception.subject {
        Subject::Node(id) => *id == node.node.id,
        _ => members[number].contains(&key(node)),
    });
    let numbers: Vec<usize> = numbers.map(|(number, _)| number).collect();
    (!numbers.is_empty()).then_some(numbers)
}

/// The items that violate, when they are as many as the report counts. A state that this version
/// does not know may violate.
fn violating_items(node: &NodeCompliance, mut items: Vec<PatchItem>) -> Result<Vec<PatchItem>> {
    let states = violating_states(&node.counts());
    items.retain(|item| {
        let state = &item.patch.state;
        states.contains(state) || matches!(state, PatchState::Other(_))
    });
    let patches = items.iter().map(|item| item.patch.clone()).collect();
    accounted(node, &states, patches)?;
    Ok(items)
}

/// How much of the fleet was looked at: what matches nothing in a part of it may do so elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looked {
    Everywhere,
    InPart,
}

/// Names the exceptions that are over or do nothing.
fn tell(
    context: &Context,
    exceptions: &[Exception],
    met: &BTreeSet<usize>,
    today: Date,
    looked: Looked,
) {
    let mut elsewhere = 0;
    for (number, exception) in exceptions.iter().enumerate() {
        let is_met = met.contains(&number);
        if exception.is_expired(today) {
            let rest = if is_met {
                ""
            } else {
                "; it names no violation any more"
            };
            let day = exception.until;
            context.tell(Remark::Warning(format!(
                "the exception {exception} expired after {day}{rest}"
            )));
        } else if !is_met && looked == Looked::InPart {
            elsewhere += 1;
        } else if !is_met {
            context.tell(Remark::Warning(format!(
                "the exception {exception} matches nothing: no node in scope violates by it"
            )));
        }
    }
    if elsewhere > 0 {
        context.tell(Remark::Note(format!(
            "exceptions of the file that match nothing among these nodes: {elsewhere}"
        )));
    }
}

/// How many nodes and violations are excused, for the closing lines; nothing where none is.
pub fn sentence(nodes: &[NodeCompliance]) -> Option<String> {
    let excused = nodes.iter().filter_map(|node| node.excused.as_ref());
    let patches: usize = excused.map(|excused| excused.patches.len()).sum();
    let whole = nodes.iter().filter(|node| node.is_excused()).count();
    (patches > 0).then(|| {
        format!(
            "{} excused by exceptions, {} wholly",
            count(patches, "violation"),
            count(whole, "node")
        )
    })
}
