//! What an installation with a list would do, as far as a report tells, and what it does not tell.

use serde::{Serialize, Serializer};

use super::glob::is_pattern;
use super::update_id::is_update_id;
use super::{Entry, family, never};
use crate::domain::fleet::platform::Family;
use crate::domain::patch::state::PatchState;

/// What comes of an entry on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// The patch is missing and would be installed.
    Installs,
    /// The package is installed; a newer version that fits would be installed, and a report does
    /// not tell whether there is one.
    MayUpdate,
    /// It is installed.
    Installed,
    /// Windows: it is not approved by the baseline, and a list does not change that.
    NotApproved,
    /// It is of no use to the node.
    NotApplicable,
    /// The report names nothing that fits; on Linux only installed packages are updated.
    NotReported,
    /// The entry is written for another family of operating systems.
    OtherSystem,
    /// Windows: a report names no bulletins.
    Bulletin,
    /// The package is installed in another version than the list asks for.
    OtherVersion,
    /// Ids of this form name nothing on the node's system.
    NamesNothing,
    /// Windows: the id is not in capitals, and nobody knows whether it is taken so.
    CaseUnverified,
    /// The node reported a state that this version does not know.
    Unknown,
}

impl Outlook {
    /// The name in results.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Installs => "INSTALLS",
            Self::MayUpdate => "MAY_UPDATE",
            Self::Installed => "INSTALLED",
            Self::NotApproved => "NOT_APPROVED",
            Self::NotApplicable => "NOT_APPLICABLE",
            Self::NotReported => "NOT_REPORTED",
            Self::OtherSystem => "OTHER_SYSTEM",
            Self::Bulletin => "BULLETIN",
            Self::OtherVersion => "OTHER_VERSION",
            Self::NamesNothing => "NAMES_NOTHING",
            Self::CaseUnverified => "CASE_UNVERIFIED",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// The same for a person.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Installs => "would be installed",
            Self::MayUpdate => "installed; updated if a newer version fits",
            Self::Installed => "installed already",
            Self::NotApproved => "not approved by the baseline",
            Self::NotApplicable => "of no use to the node",
            Self::NotReported => "the node reported nothing like it",
            Self::OtherSystem => "written for another operating system",
            Self::Bulletin => "cannot be told: reports name no bulletins",
            Self::OtherVersion => {
                "installed in another version; the list's is installed if a repository has it"
            }
            Self::NamesNothing => "names nothing: no node compares with an id of this form",
            Self::CaseUnverified => {
                "cannot be told: not in capitals, and whether Windows takes that is not documented"
            }
            Self::Unknown => "cannot be told from this state",
        }
    }
}

impl Serialize for Outlook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What comes of an entry that hits a patch in this state.
pub fn of_hit(family: Family, entry: &Entry, state: &PatchState) -> Outlook {
    let linux = matches!(family, Family::Rpm | Family::Apt);
    if is_of_unsure_case(family, entry) {
        return Outlook::CaseUnverified;
    }

    match state {
        PatchState::Missing | PatchState::Failed => Outlook::Installs,
        PatchState::Installed
        | PatchState::InstalledOther
        | PatchState::InstalledRejected
        | PatchState::InstalledPendingReboot => {
            // A report names the version that is installed, and not the newer one that a
            // repository may have.
            if linux && !is_pinned(entry) {
                Outlook::MayUpdate
            } else {
                Outlook::Installed
            }
        }
        PatchState::AvailableSecurityUpdate => Outlook::NotApproved,
        PatchState::NotApplicable => Outlook::NotApplicable,
        PatchState::Other(_) => Outlook::Unknown,
    }
}

/// Whether nobody knows if the nodes take an id as it is written; `override validate` doubts the same.
pub fn is_of_unsure_case(family: Family, entry: &Entry) -> bool {
    let is_lower = is_update_id(&entry.id) && entry.id.contains(|c: char| c.is_ascii_lowercase());
    family == Family::Windows && is_lower
}

/// Whether the title names one version of the id in full, so that no other can be meant.
fn is_pinned(entry: &Entry) -> bool {
    let version = entry
        .title
        .as_deref()
        .and_then(|title| title.strip_prefix(entry.id.as_str())?.strip_prefix(':'));
    version.is_some_and(|version| {
        !version.is_empty() && !is_pattern(&entry.id) && !is_pattern(version)
    })
}

/// What stands beside each other for one entry on one node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Joined<'a> {
    /// The version that is installed, where the report tells it.
    pub installed: Option<&'a str>,
    /// The version that the list asks for.
    pub asked: Option<&'a str>,
    /// The baseline that rejects what is installed.
    pub rejected_by: Option<&'a str>,
}

impl Joined<'_> {
    /// The outlook in a sentence that names versions and the baseline; a list passes by what a
    /// baseline rejects (AWS User Guide, "About the AWS-RunPatchBaseline SSM document").
    pub fn sentence(&self, outlook: Outlook) -> String {
        let version = self
            .installed
            .map_or_else(String::new, |version| format!(" {version}"));
        let rejected = self
            .rejected_by
            .map_or_else(String::new, |baseline| format!(" (rejected by {baseline})"));
        let although = if self.rejected_by.is_some() {
            " although the baseline blocks it"
        } else {
            ""
        };

        // The node's state alone is not enough: what the list asks for and what rejects it change
        // the sentence.
        match (outlook, self.asked, self.rejected_by) {
            (Outlook::OtherVersion, Some(asked), _) => format!(
                "installed{version}{rejected}; the list asks for {asked}: it would be installed{although}, if a repository has it"
            ),
            (Outlook::MayUpdate, _, Some(_)) => format!(
                "installed{version}{rejected}: a newer version that fits would be installed{although}"
            ),
            (Outlook::Installed, _, Some(_)) => {
                format!("installed{version} already{rejected}: the list does not change that")
            }
            _ => outlook.sentence().to_owned(),
        }
    }
}

/// The version of a reported title such as `bash.x86_64:0:5.1-1`, without an epoch of 0.
pub fn version_of<'t>(id: &str, title: &'t str) -> Option<&'t str> {
    let version = title.strip_prefix(id)?.strip_prefix(':')?;
    Some(version.strip_prefix("0:").unwrap_or(version))
}

/// The version that an entry asks for.
pub fn asked_by(entry: &Entry) -> Option<&str> {
    let title = entry.title.as_deref()?;
    let version = version_of(&entry.id, title).unwrap_or(title);
    Some(version.trim_start_matches('*'))
}

/// Why an entry hits nothing.
pub fn without_hit(node: Family, entry: &Entry) -> Outlook {
    let own = family::of_entry(entry);
    let bulletin = entry
        .id
        .get(..2)
        .is_some_and(|start| start.eq_ignore_ascii_case("MS"));

    // The surest reason first: an entry for another system hits nothing whatever is reported.
    match own {
        Some(own) if own != node => Outlook::OtherSystem,
        _ if never::reason(Some(node), &entry.id).is_some() => Outlook::NamesNothing,
        Some(Family::Windows) if bulletin => Outlook::Bulletin,
        _ => Outlook::NotReported,
    }
}

/// What a comparison with reports cannot know, for nodes of these families.
pub fn limits(families: &[Family]) -> Vec<&'static str> {
    let has = |wanted: &[Family]| families.iter().any(|family| wanted.contains(family));
    let mut limits = Vec::new();

    // What a list does on each system is from the AWS User Guide, "About the AWS-RunPatchBaseline
    // SSM document".
    if !families.is_empty() {
        limits.push("what was published since the last report of a node is not in it");
    }
    if has(&[Family::Rpm, Family::Apt]) {
        limits.push("Linux: only packages that are installed are updated, whatever the baseline approves or rejects; versions that it does not approve are not in the report");
    }
    if has(&[Family::Windows]) {
        limits.push("Windows: only what the baseline approves too is installed");
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_an_entry_depends_on_family_and_state() {
        let entry = |id: &str| Entry {
            id: id.to_owned(),
            title: None,
        };
        let hit = |family, state| of_hit(family, &entry("bash.x86_64"), &state);
        assert_eq!(hit(Family::Rpm, PatchState::Missing), Outlook::Installs);
        assert_eq!(
            hit(Family::Rpm, PatchState::InstalledOther),
            Outlook::MayUpdate
        );
        assert_eq!(
            hit(Family::Windows, PatchState::Installed),
            Outlook::Installed
        );
        assert_eq!(
            hit(Family::Windows, PatchState::AvailableSecurityUpdate),
            Outlook::NotApproved
        );
        let pinned = Entry {
            title: Some("bash.x86_64:0:5.1-1".to_owned()),
            ..entry("bash.x86_64")
        };
        assert_eq!(
            of_hit(Family::Rpm, &pinned, &PatchState::Installed),
            Outlook::Installed
        );
        assert_eq!(
            without_hit(Family::Rpm, &entry("apt.amd64")),
            Outlook::OtherSystem
        );
        assert_eq!(
            without_hit(Family::Windows, &entry("MS17-010")),
            Outlook::Bulletin
        );
        assert_eq!(
            without_hit(Family::Windows, &entry("KB1234567")),
            Outlook::NotReported
        );
        for (id, outlook) in [
            ("CVE-2024-1086", Outlook::NamesNothing),
            ("KB12345*", Outlook::NamesNothing),
            ("1234567", Outlook::NamesNothing),
        ] {
            assert_eq!(without_hit(Family::Windows, &entry(id)), outlook, "{id}");
        }
        assert_eq!(
            of_hit(Family::Windows, &entry("kb1234567"), &PatchState::Missing),
            Outlook::CaseUnverified
        );
        assert_eq!(limits(&[Family::Windows, Family::Apt]).len(), 3);
        assert!(limits(&[]).is_empty());
    }
    #[test]
    fn versions_and_rejections_stand_in_one_sentence() {
        let joined = Joined {
            installed: version_of("runc.x86_64", "runc.x86_64:0:1.1-1"),
            asked: Some("1.2-1"),
            rejected_by: Some("eks-workers"),
        };
        assert_eq!(
            joined.sentence(Outlook::OtherVersion),
            "installed 1.1-1 (rejected by eks-workers); the list asks for 1.2-1: it would be installed although the baseline blocks it, if a repository has it"
        );
        assert_eq!(
            joined.sentence(Outlook::MayUpdate),
            "installed 1.1-1 (rejected by eks-workers): a newer version that fits would be installed although the baseline blocks it"
        );
        let free = Joined {
            rejected_by: None,
            ..joined
        };
        assert_eq!(
            free.sentence(Outlook::OtherVersion),
            "installed 1.1-1; the list asks for 1.2-1: it would be installed, if a repository has it"
        );
        assert_eq!(free.sentence(Outlook::Installs), "would be installed");
        for (title, asked) in [
            ("runc.x86_64:0:1.2-1", "1.2-1"),
            ("*1.2-1", "1.2-1"),
            ("1.2-1", "1.2-1"),
        ] {
            let entry = Entry {
                id: "runc.x86_64".to_owned(),
                title: Some(title.to_owned()),
            };
            assert_eq!(asked_by(&entry), Some(asked));
        }
    }
}
