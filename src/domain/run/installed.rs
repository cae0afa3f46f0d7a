//! What a command installed on a node, by what the node reports before and after, and whether that is
//! what an override list asks for.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::plan::PlannedNode;
use super::verdict::Outcome;
use crate::domain::fleet::platform::Family;
use crate::domain::override_list::Entry;
use crate::domain::override_list::forms::Forms;
use crate::domain::override_list::matching;
use crate::domain::patch::state::{PatchState, ReportedPatch};

/// The states of what is there.
pub const THERE: [PatchState; 4] = [
    PatchState::Installed,
    PatchState::InstalledOther,
    PatchState::InstalledPendingReboot,
    PatchState::InstalledRejected,
];

/// The patches that are there now and were not before: installed since the command began, by the
/// node's own clock, or missing before. `before` is what the plan knew, and may be old: what the node
/// dates before the command was there already.
pub fn installed(
    before: Option<&PlannedNode>,
    began: Option<Timestamp>,
    after: &[ReportedPatch],
) -> Vec<String> {
    let missed: BTreeSet<&str> = before.map(wanted).unwrap_or_default();
    let there = after.iter().filter(|patch| THERE.contains(&patch.state));
    let new = there.filter(|patch| match (patch.installed_at, began) {
        (Some(at), Some(began)) => at >= dated(at, began),
        _ => missed.contains(patch.name()),
    });
    let mut titles: Vec<String> = new.map(|patch| patch.name().to_owned()).collect();
    titles.sort();
    titles.dedup();
    titles
}

/// The titles that were not there by the last report before, and that the command was to install.
fn wanted(before: &PlannedNode) -> BTreeSet<&str> {
    let had: BTreeSet<&str> = before
        .override_installed
        .iter()
        .map(String::as_str)
        .collect();
    let missing = before.missing.iter().chain(&before.override_hits);
    let missing = missing.map(String::as_str);
    missing.filter(|title| !had.contains(title)).collect()
}

/// From when on a time of installation means "since the command began": Windows reports the day
/// alone.
fn dated(at: Timestamp, began: Timestamp) -> Timestamp {
    let day = |moment: Timestamp| moment.to_zoned(TimeZone::UTC).start_of_day();
    match day(at) {
        Ok(start) if start.timestamp() == at => day(began).map_or(began, |day| day.timestamp()),
        _ => began,
    }
}

/// What the outcome of a node is by the override list, where its counts alone call it well; `None`
/// when the list asks for nothing else.
///
/// `after` is what the node reports now, `installed` what of that is new.
pub fn by_list(
    before: &PlannedNode,
    after: &[ReportedPatch],
    installed: &[String],
) -> Option<(Outcome, String)> {
    let missing: BTreeSet<&str> = in_states(after, &[PatchState::Missing, PatchState::Failed]);
    let hits = before.override_hits.iter();
    let left: Vec<&str> = hits
        .map(String::as_str)
        .filter(|title| missing.contains(title))
        .collect();
    if !left.is_empty() {
        let left = left.join(", ");
        let why = format!("still missing, although the override list names it: {left}");
        return Some((Outcome::StillMissing, why));
    }

    // Hits come from earlier reports; entries that ask for a version are judged by what is there
    // now.
    let family = before.operating_system.family();
    if let Some(why) = unmet(family, &before.override_asks, after) {
        return Some((Outcome::StillMissing, why));
    }

    // Success without any effect is what a misspelt list looks like.
    if installed.is_empty() && before.override_hits.is_empty() {
        let why = "the override list names nothing that the node has or misses by its reports, and nothing was installed";
        return Some((Outcome::NothingInstalled, why.to_owned()));
    }
    None
}

/// The patches that a list named or installed, and that are there although the baseline rejects them.
pub fn rejected_by_list(
    before: Option<&PlannedNode>,
    installed: &[String],
    rejected: &[String],
) -> Option<String> {
    let hits = before.map(|node| node.override_hits.as_slice());
    let hits = hits.unwrap_or_default();
    let meant: Vec<&str> = rejected
        .iter()
        .filter(|title| installed.contains(title) || hits.contains(title))
        .map(String::as_str)
        .collect();
    (!meant.is_empty()).then(|| meant.join(", "))
}

fn in_states<'a>(patches: &'a [ReportedPatch], states: &[PatchState]) -> BTreeSet<&'a str> {
    let found = patches.iter().filter(|patch| states.contains(&patch.state));
    found.map(ReportedPatch::name).collect()
}

/// The first package for which no entry of the list got the version that it asks for.
fn unmet(family: Family, asks: &[Entry], after: &[ReportedPatch]) -> Option<String> {
    let forms = |patch: &ReportedPatch| Forms::of_report(family, &patch.kb_id, &patch.title);
    let there = after.iter().filter(|patch| THERE.contains(&patch.state));
    let met = matching::hits(family, asks, &there.map(forms).collect::<Vec<_>>());
    let rows: Vec<Forms> = after.iter().map(forms).collect();

    let ids: BTreeSet<&str> = asks.iter().map(|ask| ask.id.as_str()).collect();
    ids.into_iter().find_map(|id| {
        let of_id = || asks.iter().zip(&met).filter(|(ask, _)| ask.id == id);
        // The entries of a list are alternatives: one of them is enough.
        if of_id().any(|(_, rows)| !rows.is_empty()) {
            return None;
        }
        let titles: Vec<&str> = of_id()
            .filter_map(|(ask, _)| ask.title.as_deref())
            .collect();
        let titles = titles.join(" or ");
        let has = reported(family, id, after, &rows);
        Some(format!(
            "the override list asks for {id} {titles}, and {has}"
        ))
    })
}

/// What a node reports of a package.
fn reported(family: Family, id: &str, patches: &[ReportedPatch], rows: &[Forms]) -> String {
    let bare = Entry {
        id: id.to_owned(),
        title: None,
    };
    let hits = matching::hits(family, &[bare], rows);
    match hits.first().and_then(|rows| rows.first()) {
        Some(row) => format!(
            "the node reports {} as {}",
            patches[*row].name(),
            patches[*row].state
        ),
        None => "the node reports nothing of it".to_owned(),
    }
}

#[cfg(test)]
#[path = "installed_tests.rs"]
mod tests;
