//! A list of what nodes lack.

use std::collections::BTreeSet;

use super::update_id::is_update_id;
use super::{Entry, OverrideList};
use crate::domain::fleet::platform::Family;
use crate::domain::patch::state::{PatchState, ReportedPatch};

/// Which patches are wanted; every condition must hold, and within one any value will do. Case does
/// not count.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    /// The publisher's severities; empty for any.
    pub severities: Vec<String>,
    /// The publisher's classifications; empty for any.
    pub classifications: Vec<String>,
    /// CVE ids that a patch fixes; empty for any.
    pub cves: Vec<String>,
}

impl Criteria {
    /// Whether a patch is missing, or failed to install, and is wanted.
    pub fn fits(&self, patch: &ReportedPatch) -> bool {
        // A CVE that the node did not report is not found: it leaves them out when its report
        // would be too large (payload 1.80), and Debian's family reports none.
        let cve = self.cves.is_empty() || patch.cve_ids.iter().any(|cve| is_among(cve, &self.cves));

        matches!(patch.state, PatchState::Missing | PatchState::Failed)
            && fits_any(&patch.severity, &self.severities)
            && fits_any(&patch.classification, &self.classifications)
            && cve
    }

    /// The conditions in words; empty when there is none.
    pub fn described(&self) -> String {
        let conditions = [
            ("severity", &self.severities),
            ("classification", &self.classifications),
            ("CVE", &self.cves),
        ];
        let parts: Vec<String> = conditions
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| format!("{name} {}", values.join(" or ")))
            .collect();

        parts.join(", ")
    }
}

fn fits_any(found: &str, wanted: &[String]) -> bool {
    wanted.is_empty() || is_among(found, wanted)
}

fn is_among(found: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|one| one.eq_ignore_ascii_case(found))
}

/// The entry that names a reported patch and no other version; `None` when the report names it in
/// no form that lists know.
pub fn entry(os: Family, patch: &ReportedPatch) -> Option<Entry> {
    let (id, title) = (patch.kb_id.trim(), patch.title.trim());

    match os {
        // Titles have no effect on Windows and macOS (AWS User Guide, "About the
        // AWS-RunPatchBaseline SSM document").
        Family::Windows => is_update_id(id).then(|| Entry {
            id: id.to_ascii_uppercase(),
            title: None,
        }),
        Family::MacOs => {
            // `name.version` names one version, the name alone all of them.
            let name = if title.starts_with(id) && !title.is_empty() {
                title
            } else {
                id
            };
            is_literal(name).then(|| Entry {
                id: name.to_owned(),
                title: None,
            })
        }
        Family::Rpm | Family::Apt => linux_entry(id, title),
    }
}

fn linux_entry(id: &str, title: &str) -> Option<Entry> {
    // An id without a dot has no architecture, and would name the package for each of them.
    if !is_one_word(id) || !id.contains('.') {
        return None;
    }

    let is_exact = is_one_word(title)
        && title
            .strip_prefix(id)
            .is_some_and(|rest| rest.starts_with(':') && rest.len() > 1);
    Some(Entry {
        id: id.to_owned(),
        title: is_exact.then(|| title.to_owned()),
    })
}

/// Whether a text stands for itself in a list: it is no pattern, and no path.
fn is_literal(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(|c: char| c.is_control() || matches!(c, '*' | '?' | '[' | '/'))
}

fn is_one_word(text: &str) -> bool {
    is_literal(text) && !text.contains(char::is_whitespace)
}

/// The list of some entries: sorted, each once, and without titles where the same id is there
/// without one.
pub fn list(entries: impl IntoIterator<Item = Entry>) -> OverrideList {
    let all: BTreeSet<Entry> = entries.into_iter().collect();
    let open: BTreeSet<String> = all
        .iter()
        .filter(|entry| entry.title.is_none())
        .map(|entry| entry.id.to_lowercase())
        .collect();

    // Nodes compare without regard to case (payload 1.80), so that two spellings are one entry.
    let mut known = BTreeSet::new();
    let kept = all
        .into_iter()
        .filter(|entry| entry.title.is_none() || !open.contains(&entry.id.to_lowercase()))
        .filter(|entry| {
            known.insert((
                entry.id.to_lowercase(),
                entry.title.as_ref().map(|title| title.to_lowercase()),
            ))
        });

    OverrideList {
        entries: kept.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(kb_id: &str, title: &str, state: PatchState) -> ReportedPatch {
        ReportedPatch {
            title: title.to_owned(),
            kb_id: kb_id.to_owned(),
            classification: "Security".to_owned(),
            severity: "Important".to_owned(),
            state,
            installed_at: None,
            cve_ids: vec!["CVE-2024-6387".to_owned()],
        }
    }

    #[test]
    fn only_missing_and_failed_patches_that_are_wanted_are_taken() {
        let missing = patch("bash.x86_64", "bash.x86_64:0:5.1-1", PatchState::Missing);
        assert!(Criteria::default().fits(&missing));
        assert!(Criteria::default().fits(&patch("a.x86_64", "", PatchState::Failed)));
        assert!(!Criteria::default().fits(&patch("a.x86_64", "", PatchState::InstalledOther)));
        let wanted = |severity: &str, cve: &str| Criteria {
            severities: vec![severity.to_owned(), "critical".to_owned()],
            classifications: vec!["security".to_owned()],
            cves: vec![cve.to_owned()],
        };
        assert!(wanted("important", "cve-2024-6387").fits(&missing));
        assert!(
            !wanted("low", "cve-2024-6387").fits(&missing)
                && !wanted("important", "CVE-2024-6388").fits(&missing)
        );
        assert_eq!(
            wanted("low", "CVE-1").described(),
            "severity low or critical, classification security, CVE CVE-1"
        );
    }

    #[test]
    fn entries_are_exact_where_the_report_is() {
        let of = |family, id: &str, title: &str| {
            entry(family, &patch(id, title, PatchState::Missing))
                .map(|entry| (entry.id, entry.title))
        };
        let pair = |id: &str, title: Option<&str>| Some((id.to_owned(), title.map(str::to_owned)));
        assert_eq!(
            of(Family::Rpm, "bash.x86_64", "bash.x86_64:0:5.1-1"),
            pair("bash.x86_64", Some("bash.x86_64:0:5.1-1"))
        );
        assert_eq!(of(Family::Apt, "bash.amd64", ""), pair("bash.amd64", None));
        assert_eq!(
            of(Family::Windows, "kb5034439", "2024-01 (KB5034439)"),
            pair("KB5034439", None)
        );
        assert_eq!(of(Family::Windows, "Update for x", "y"), None);
        assert_eq!(
            of(Family::MacOs, "Safari", "Safari.17.6"),
            pair("Safari.17.6", None)
        );
        assert_eq!(of(Family::Rpm, "*", "*:1"), None);
    }

    #[test]
    fn a_list_is_sorted_and_has_everything_once() {
        let entry = |id: &str, title: Option<&str>| Entry {
            id: id.to_owned(),
            title: title.map(str::to_owned),
        };
        let list = list([
            entry("b.x86_64", Some("b.x86_64:0:2-1")),
            entry("a.x86_64", None),
            entry("b.x86_64", Some("b.x86_64:0:1-1")),
            entry("a.x86_64", Some("a.x86_64:0:1-1")),
        ]);
        assert_eq!(
            list.entries,
            [
                entry("a.x86_64", None),
                entry("b.x86_64", Some("b.x86_64:0:1-1")),
                entry("b.x86_64", Some("b.x86_64:0:2-1"))
            ]
        );
    }
}
