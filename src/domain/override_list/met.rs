//! What the entries of a list meet on a node: one set of rules for `override match` and for the plan of a
//! run.

use super::Entry;
use super::forms::Forms;
use super::matching;
use super::outlook::{self, Joined, Outlook};
use crate::domain::fleet::platform::Family;
use crate::domain::patch::state::{PatchState, ReportedPatch};

/// An entry of a list and a patch that it hits, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The place of the entry in the list.
    pub entry: usize,
    /// The place of the patch in the report.
    pub patch: Option<usize>,
    /// What comes of it.
    pub outlook: Outlook,
}

impl Met {
    fn new(entry: usize, patch: Option<usize>, outlook: Outlook) -> Self {
        Self {
            entry,
            patch,
            outlook,
        }
    }
}

/// Every entry of a list beside what a node reported, in the order of the list; the gravest state of
/// an entry first.
pub fn met(family: Family, entries: &[Entry], patches: &[ReportedPatch]) -> Vec<Met> {
    let forms: Vec<Forms> = patches
        .iter()
        .map(|patch| Forms::of_report(family, &patch.kb_id, &patch.title))
        .collect();
    let hits = matching::hits(family, entries, &forms);
    let by_id = matching::hits_by_id(family, entries, &forms);

    let mut found = Vec::new();
    let both = hits.into_iter().zip(by_id);
    for (index, (entry, (mut places, by_id))) in entries.iter().zip(both).enumerate() {
        // A title that fits nothing which is reported asks for a version that is not there yet.
        if places.is_empty() && by_id.is_empty() {
            found.push(Met::new(index, None, outlook::without_hit(family, entry)));
        } else if places.is_empty() {
            let other = by_id.into_iter();
            found.extend(other.map(|place| Met::new(index, Some(place), Outlook::OtherVersion)));
        } else {
            // Titles and ids only make the order the same every time.
            places.sort_by_key(|place| {
                let patch = &patches[*place];
                (patch.state.rank(), &patch.title, &patch.kb_id)
            });
            found.extend(places.into_iter().map(|place| {
                let state = &patches[place].state;
                Met::new(index, Some(place), outlook::of_hit(family, entry, state))
            }));
        }
    }
    found
}

/// What a person has to know of what a list hits on a node, in sentences: what the baseline rejects and
/// the list installs or leaves there all the same, what it does not approve, and what nobody knows.
pub fn notes(met: &[Met], entries: &[Entry], patches: &[ReportedPatch], by: &str) -> Vec<String> {
    let mut notes = Vec::new();
    for one in met {
        let Some(patch) = one.patch.map(|place| &patches[place]) else {
            continue;
        };
        let rejected = patch.state == PatchState::InstalledRejected;
        let doubtful = matches!(
            one.outlook,
            Outlook::CaseUnverified | Outlook::NotApproved | Outlook::Unknown
        );

        // What goes as the list says needs no note.
        if rejected || doubtful {
            let joined = Joined {
                installed: outlook::version_of(&patch.kb_id, &patch.title),
                asked: outlook::asked_by(&entries[one.entry]),
                rejected_by: rejected.then_some(by),
            };
            let id = &entries[one.entry].id;
            notes.push(format!("{id}: {}", joined.sentence(one.outlook)));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(id: &str, version: &str, state: PatchState) -> ReportedPatch {
        ReportedPatch {
            title: format!("{id}:{version}"),
            kb_id: id.to_owned(),
            classification: String::new(),
            severity: String::new(),
            state,
            installed_at: None,
            cve_ids: Vec::new(),
        }
    }

    fn entry(id: &str, title: Option<&str>) -> Entry {
        Entry {
            id: id.to_owned(),
            title: title.map(str::to_owned),
        }
    }

    #[test]
    fn what_a_baseline_rejects_is_noted_with_its_version() {
        let patches = [
            patch("runc.x86_64", "0:1.1-1", PatchState::InstalledRejected),
            patch("less.x86_64", "0:2-1", PatchState::Missing),
        ];
        let entries = [
            entry("runc.x86_64", Some("*:1.2-1")),
            entry("less.x86_64", None),
            entry("nothing.x86_64", None),
        ];
        let met = met(Family::Rpm, &entries, &patches);
        let outlooks: Vec<_> = met.iter().map(|one| one.outlook).collect();
        let expected = [
            Outlook::OtherVersion,
            Outlook::Installs,
            Outlook::NotReported,
        ];
        assert_eq!(outlooks, expected);
        let notes = notes(&met, &entries, &patches, "eks-workers");
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(
            notes[0].starts_with(
                "runc.x86_64: installed 1.1-1 (rejected by eks-workers); the list asks for"
            ),
            "{notes:?}"
        );
    }

    #[test]
    fn lower_case_on_windows_is_no_promise() {
        let patches = [patch("KB5040430", "", PatchState::Missing)];
        let entries = [entry("kb5040430", None), entry("5040430", None)];
        let met = met(Family::Windows, &entries, &patches);
        let outlooks: Vec<_> = met.iter().map(|one| one.outlook).collect();
        assert_eq!(outlooks, [Outlook::CaseUnverified, Outlook::NamesNothing]);
        let notes = notes(&met, &entries, &patches, "");
        assert!(notes[0].contains("not in capitals"), "{notes:?}");
    }
}
