//! Which patches are missing on how many nodes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::publisher::PublisherLevel;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::state::{PatchState, ReportedPatch};

/// The states in which a patch is not there, and apart from them the one in which it only waits.
pub const COUNTED: [PatchState; 3] = [
    PatchState::Missing,
    PatchState::Failed,
    PatchState::InstalledPendingReboot,
];

/// A patch that some nodes lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// Its id: a KB number, or a package such as `openssl.x86_64`.
    pub id: String,
    /// Its full name.
    pub title: String,
    /// The operating system of the nodes; absent when they do not say it.
    pub operating_system: Option<OperatingSystem>,
    /// On how many nodes it is Missing or Failed.
    pub nodes: usize,
    /// On how many of those it is Missing.
    pub missing: usize,
    /// On how many of those its installation failed.
    pub failed: usize,
    /// On how many other nodes it is installed and waits for a reboot.
    pub pending_reboot: usize,
    /// The severity that its publisher gives it, the gravest that a node reports; empty when none
    /// does.
    pub severity: String,
    /// What its publisher calls it; empty when no node reports it.
    pub classification: String,
    /// The CVE ids that it fixes, as far as nodes report them.
    pub cves: BTreeSet<String>,
    /// The day of its release in UTC; absent where AWS does not publish it.
    pub released: Option<Date>,
    /// How many days ago that was.
    pub age_days: Option<i32>,
}

impl Lacking {
    /// What it is called: its title, or its id where it has none.
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.id
        } else {
            &self.title
        }
    }

    /// Takes over the day of the release.
    pub fn date(&mut self, released: Option<Date>, today: Date) {
        self.released = released;
        self.age_days = released.map(|day| (today - day).get_days());
    }

    /// Whether its severity is this or graver. One without a severity may be.
    pub fn may_reach(&self, level: PublisherLevel) -> bool {
        PublisherLevel::of(&self.severity).is_none_or(|found| found <= level)
    }

    fn add(&mut self, patch: &ReportedPatch) {
        match patch.state {
            PatchState::InstalledPendingReboot => self.pending_reboot += 1,
            PatchState::Failed => self.failed += 1,
            _ => self.missing += 1,
        }
        self.nodes = self.missing + self.failed;

        // One node may leave out what another tells.
        if gravity(&patch.severity) < gravity(&self.severity) || self.severity.is_empty() {
            self.severity.clone_from(&patch.severity);
        }
        if self.classification.is_empty() {
            self.classification.clone_from(&patch.classification);
        }
        self.cves.extend(patch.cve_ids.iter().cloned());
    }
}

/// The place of a severity among others: what is not known comes last.
fn gravity(severity: &str) -> (bool, Option<PublisherLevel>) {
    let level = PublisherLevel::of(severity);
    (level.is_none(), level)
}

/// Counts the nodes that lack each patch; those that most nodes lack first. A version is a patch of
/// its own, and so is one of another operating system.
pub fn rank<'a>(
    reported: impl IntoIterator<Item = (Option<OperatingSystem>, &'a [ReportedPatch])>,
) -> Vec<Lacking> {
    let mut found: BTreeMap<_, Lacking> = BTreeMap::new();
    for (system, patches) in reported {
        // A node counts once, however often its list has a patch; the worst state is its state.
        let mut worst: BTreeMap<(&str, &str), &ReportedPatch> = BTreeMap::new();
        for patch in patches.iter().filter(|patch| counts(&patch.state)) {
            let kept = worst.entry((&patch.kb_id, &patch.title)).or_insert(patch);
            if patch.state.rank() < kept.state.rank() {
                *kept = patch;
            }
        }

        for ((id, title), patch) in worst {
            let row = found
                .entry((system, id, title))
                .or_insert_with(|| empty(system, patch));
            row.add(patch);
        }
    }

    // The map is sorted by name, and the sort is stable: the same fleet gives the same page.
    let mut rows: Vec<Lacking> = found.into_values().collect();
    rows.sort_by_key(|row| {
        let many = (Reverse(row.nodes), Reverse(row.pending_reboot));
        (many, gravity(&row.severity))
    });
    rows
}

/// A state that this version does not know may mean that a patch is missing.
fn counts(state: &PatchState) -> bool {
    COUNTED.contains(state) || matches!(state, PatchState::Other(_))
}

fn empty(operating_system: Option<OperatingSystem>, patch: &ReportedPatch) -> Lacking {
    Lacking {
        id: patch.kb_id.clone(),
        title: patch.title.clone(),
        operating_system,
        nodes: 0,
        missing: 0,
        failed: 0,
        pending_reboot: 0,
        severity: String::new(),
        classification: String::new(),
        cves: BTreeSet::new(),
        released: None,
        age_days: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(id: &str, severity: &str, state: PatchState) -> ReportedPatch {
        ReportedPatch {
            title: format!("{id}:1-1"),
            kb_id: id.to_owned(),
            classification: String::new(),
            severity: severity.to_owned(),
            state,
            installed_at: None,
            cve_ids: vec![format!("CVE-{id}")],
        }
    }

    #[test]
    fn nodes_are_counted_once_and_pending_reboots_apart() {
        use PatchState::{Failed, Installed, InstalledPendingReboot, Missing};
        let nodes = [
            vec![
                patch("a", "Low", Missing),
                patch("b", "", Missing),
                patch("b", "", Failed),
            ],
            vec![
                patch("a", "Low", InstalledPendingReboot),
                patch("b", "Critical", Missing),
                patch("c", "Low", Missing),
            ],
            vec![
                patch("a", "Low", Installed),
                patch("d", "Critical", Missing),
                patch("e", "odd", PatchState::Other("New".into())),
            ],
        ];
        let system = Some(OperatingSystem::AmazonLinux2);
        let rows = rank(nodes.iter().map(|patches| (system, patches.as_slice())));
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                let counts = (row.nodes, row.missing, row.failed, row.pending_reboot);
                (row.id.as_str(), counts, row.severity.as_str())
            })
            .collect();
        assert_eq!(
            told,
            [
                ("b", (2, 1, 1, 0), "Critical"),
                ("a", (1, 1, 0, 1), "Low"),
                ("d", (1, 1, 0, 0), "Critical"),
                ("c", (1, 1, 0, 0), "Low"),
                ("e", (1, 1, 0, 0), "odd"),
            ]
        );
    }

    #[test]
    fn another_system_has_another_patch_of_the_same_name() {
        let list = [patch("a", "Low", PatchState::Missing)];
        let rows = rank([
            (Some(OperatingSystem::AmazonLinux2), list.as_slice()),
            (Some(OperatingSystem::AmazonLinux2023), list.as_slice()),
        ]);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn without_a_severity_it_may_be_grave() {
        let row = |severity| {
            let list = [patch("a", severity, PatchState::Missing)];
            rank([(None, list.as_slice())]).swap_remove(0)
        };
        assert!(row("Critical").may_reach(PublisherLevel::Important));
        assert!(row("High").may_reach(PublisherLevel::Important));
        assert!(!row("Low").may_reach(PublisherLevel::Important));
        assert!(row("optional").may_reach(PublisherLevel::Critical));
    }

    #[test]
    fn age_is_in_whole_days() {
        let list = [patch("a", "Low", PatchState::Missing)];
        let mut row = rank([(None, list.as_slice())]).swap_remove(0);
        let day = |text: &str| text.parse::<Date>().expect("a day");
        row.date(Some(day("2026-10-22")), day("2026-11-21"));
        assert_eq!(row.age_days, Some(30));
        row.date(None, day("2026-11-21"));
        assert_eq!(row.age_days, None);
    }
}
