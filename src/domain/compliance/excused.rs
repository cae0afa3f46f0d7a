//! What exceptions leave of the violations of a node.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::exception::Exception;
use super::gravity::Gravity;
use super::severity::SeverityCounts;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::state::{PatchItem, PatchState, ReportedPatch};

/// The violations of a node with what exceptions say of them.
#[derive(Clone, Debug, Serialize)]
pub struct Excused {
    /// Violations that an exception excuses.
    #[serde(rename = "excused")]
    pub patches: Vec<ExcusedPatch>,
    /// Violations that an exception excused until it expired.
    pub expired: Vec<ExcusedPatch>,
    /// How many violations nothing excuses, those that the node counts and does not list among them.
    pub remaining: i32,
    /// How grave those are.
    #[serde(skip)]
    pub gravity: Gravity,
}

/// A violation with its exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExcusedPatch {
    /// The id of the patch.
    pub id: String,
    /// Its full name.
    pub title: String,
    /// Its state.
    pub state: PatchState,
    /// Why it is excused.
    pub reason: String,
    /// Where that was agreed.
    pub ticket: String,
    /// The last day, in UTC.
    pub until: Date,
}

impl ExcusedPatch {
    fn of(patch: &ReportedPatch, exception: &Exception) -> Self {
        Self {
            id: patch.kb_id.clone(),
            title: patch.title.clone(),
            state: patch.state.clone(),
            reason: exception.reason.clone(),
            ticket: exception.ticket.clone(),
            until: exception.until,
        }
    }

    fn is(&self, patch: &ReportedPatch) -> bool {
        self.id == patch.kb_id && self.title == patch.title
    }
}

impl Excused {
    /// Judges the violations that a node lists, of as many as it counts, by the exceptions that are
    /// for it, which come with their numbers; answers also the numbers of those that name any of
    /// them.
    pub fn of(
        os: Option<OperatingSystem>,
        violations: i32,
        violating: &[PatchItem],
        exceptions: &[(usize, &Exception)],
        today: Date,
    ) -> (Self, BTreeSet<usize>) {
        let mut found = Self {
            patches: Vec::new(),
            expired: Vec::new(),
            remaining: 0,
            gravity: Gravity::default(),
        };
        let mut met = BTreeSet::new();
        for item in violating {
            let patch = &item.patch;
            let naming = exceptions.iter();
            let naming = naming.filter(|(_, exception)| exception.names(os, patch));
            let naming: Vec<&(usize, &Exception)> = naming.collect();
            met.extend(naming.iter().map(|(number, _)| *number));

            // Of several the one that holds longest; whether any holds is told by it too.
            let longest = naming.iter().max_by_key(|(_, exception)| exception.until);
            match longest {
                Some((_, exception)) if !exception.is_expired(today) => {
                    found.patches.push(ExcusedPatch::of(patch, exception));
                    continue;
                }
                Some((_, exception)) => found.expired.push(ExcusedPatch::of(patch, exception)),
                None => {}
            }
            found.remain(&item.level);
        }

        // What is counted and not listed has no name that an exception could have.
        let listed = i32::try_from(violating.len()).unwrap_or(i32::MAX);
        let unlisted = (violations - listed).max(0);
        found.remaining = found.remaining.saturating_add(unlisted);
        found.gravity.without_level = found.gravity.without_level.saturating_add(unlisted);
        (found, met)
    }

    /// Whether every violation is excused.
    pub fn is_whole(&self) -> bool {
        self.remaining == 0 && !self.patches.is_empty()
    }

    /// Whether a patch is excused.
    pub fn has(&self, patch: &ReportedPatch) -> bool {
        self.patches.iter().any(|excused| excused.is(patch))
    }

    fn remain(&mut self, level: &str) {
        self.remaining += 1;
        match ComplianceLevel::of_wire(level) {
            Some(ComplianceLevel::Unspecified) | None => self.gravity.without_level += 1,
            Some(level) => self.gravity.levels += SeverityCounts::one(level),
        }
    }

    /// What a person is told of it; nothing when no exception names a violation.
    pub fn sentence(&self) -> Option<String> {
        let mut parts = Vec::new();
        if !self.patches.is_empty() {
            let number = match (self.is_whole(), self.patches.len()) {
                (true, 1) => String::new(),
                (true, all) => format!("all {all} "),
                (false, some) => format!("{some} "),
            };
            let named = named(&self.patches, "until");
            parts.push(format!("{number}excused: {named}"));
        }
        if !self.expired.is_empty() {
            let named = named(&self.expired, "expired after");
            parts.push(format!("{} no longer excused: {named}", self.expired.len()));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// How many patches a sentence names.
const NAMED: usize = 3;

/// The patches by name, with the reason, the ticket and the day.
fn named(patches: &[ExcusedPatch], verb: &str) -> String {
    let named = patches.iter().take(NAMED).map(|patch| {
        let (id, reason, ticket, day) = (&patch.id, &patch.reason, &patch.ticket, patch.until);
        format!("{id} {verb} {day} ({ticket}: {reason})")
    });
    let mut text = named.collect::<Vec<_>>().join(", ");
    if patches.len() > NAMED {
        text.push_str(&format!(" and {} more", patches.len() - NAMED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::exception::tests::{exception, reported};
    use super::super::severity::Level;
    use super::*;

    fn item(name: &str, level: &str) -> PatchItem {
        PatchItem {
            patch: reported(
                &format!("{name}.x86_64"),
                &format!("{name}.x86_64:0:1-1"),
                "",
            ),
            level: level.to_owned(),
            baseline: String::new(),
            executed_at: None,
        }
    }

    fn of(counted: i32, items: &[PatchItem], exceptions: &[Exception]) -> (Excused, Vec<usize>) {
        let exceptions: Vec<_> = exceptions.iter().enumerate().collect();
        let today = "2026-11-21".parse().expect("a day");
        let (excused, met) = Excused::of(None, counted, items, &exceptions, today);
        (excused, met.into_iter().collect())
    }

    #[test]
    fn what_is_named_is_excused_and_the_rest_keeps_its_level() {
        let items = [item("curl", "CRITICAL"), item("vim", "LOW")];
        let (found, met) = of(
            2,
            &items,
            &[
                exception("curl", "2026-11-21"),
                exception("x", "2026-12-31"),
            ],
        );
        assert_eq!((found.patches.len(), found.remaining), (1, 1));
        assert_eq!(met, [0]);
        assert!(!found.is_whole() && !found.gravity.reaches(Level::Critical));
        assert!(found.gravity.reaches(Level::Low));
        assert!(found.has(&items[0].patch) && !found.has(&items[1].patch));
    }

    #[test]
    fn an_expired_one_excuses_nothing_and_a_longer_one_decides() {
        let items = [item("curl", "CRITICAL")];
        let (found, met) = of(1, &items, &[exception("curl", "2026-11-20")]);
        assert_eq!((found.patches.len(), found.expired.len()), (0, 1));
        assert_eq!((found.remaining, met), (1, vec![0]));

        let both = [
            exception("curl", "2026-11-20"),
            exception("c*", "2026-11-22"),
        ];
        let (found, met) = of(1, &items, &both);
        assert!(found.is_whole() && found.expired.is_empty());
        assert_eq!(met, [0, 1]);
    }

    #[test]
    fn what_is_counted_and_not_listed_is_not_excused() {
        let (found, _) = of(3, &[item("curl", "LOW")], &[exception("*u*", "2026-12-31")]);
        assert_eq!((found.remaining, found.is_whole()), (2, false));
        assert_eq!(found.gravity.without_level, 2);
        // No violation that is named at all is no excuse.
        let (found, _) = of(0, &[], &[exception("curl", "2026-12-31")]);
        assert!(!found.is_whole());
    }

    #[test]
    fn the_sentence_has_reason_ticket_and_day() {
        let items: Vec<_> = ["a1", "a2", "a3", "a4"]
            .map(|name| item(name, "LOW"))
            .into();
        let (found, _) = of(4, &items, &[exception("a*", "2026-12-31")]);
        assert_eq!(
            found.sentence().expect("a sentence"),
            "all 4 excused: a1.x86_64 until 2026-12-31 (OPS-a*: the vendor is late), \
             a2.x86_64 until 2026-12-31 (OPS-a*: the vendor is late), \
             a3.x86_64 until 2026-12-31 (OPS-a*: the vendor is late) and 1 more"
        );
    }
}
