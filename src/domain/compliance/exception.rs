//! Exceptions: patches that somebody agreed to do without, on some nodes and until a day.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::fleet::selection::TagCondition;
use crate::domain::id::{NodeId, PatchGroup};
use crate::domain::override_list::forms::Forms;
use crate::domain::override_list::glob::Pattern;
use crate::domain::patch::state::ReportedPatch;

/// One exception.
#[derive(Clone, Debug, Serialize)]
pub struct Exception {
    /// The nodes that it is for.
    #[serde(flatten)]
    pub subject: Subject,
    /// The patches that it is about.
    #[serde(flatten)]
    pub patches: Excusable,
    /// Why, in the words of who agreed.
    pub reason: String,
    /// Where that was agreed.
    pub ticket: String,
    /// The last day on which it holds, in UTC.
    pub until: Date,
}

/// For which nodes an exception is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// One node.
    Node(NodeId),
    /// Nodes with a tag.
    Tag(TagCondition),
    /// Nodes whose patch group tag has a value.
    Group(PatchGroup),
}

/// About which patches an exception is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Excusable {
    /// Those that a pattern fits, as the entries of override lists do.
    Patch(Mask),
    /// Those that fix a CVE, as far as nodes report it.
    Cve(String),
}

/// A pattern with the text that was written.
#[derive(Clone, Debug)]
pub struct Mask {
    text: String,
    pattern: Pattern,
}

impl Mask {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A sentence for one that names nothing, so that everything fits it.
    pub fn new(text: &str) -> Result<Self, String> {
        if !text.chars().any(char::is_alphanumeric) {
            return Err(format!("`{text}` names no patch"));
        }
        Ok(Self {
            text: text.to_owned(),
            pattern: Pattern::new(text),
        })
    }
}

impl Serialize for Mask {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Exception {
    /// Whether it holds no longer. The last day belongs to it.
    pub fn is_expired(&self, today: Date) -> bool {
        self.until < today
    }

    /// Whether it is about a patch that a node reports.
    pub fn names(&self, os: Option<OperatingSystem>, patch: &ReportedPatch) -> bool {
        match &self.patches {
            Excusable::Cve(id) => patch.cve_ids.iter().any(|cve| cve.eq_ignore_ascii_case(id)),
            Excusable::Patch(mask) => {
                // The forms of rpm hold those of what nobody knows: a name, and a title as it is.
                let family = os.map_or(Family::Rpm, OperatingSystem::family);
                let forms = Forms::of_report(family, &patch.kb_id, &patch.title);
                let title = patch.title.to_lowercase();
                let mut names = forms.names().iter().chain([&title]);
                names.any(|name| mask.pattern.fits(name))
            }
        }
    }

    /// Whether both excuse the same patches of the same nodes.
    pub fn is_twin(&self, other: &Self) -> bool {
        self.subject == other.subject && self.patches.to_string() == other.patches.to_string()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(id) => write!(f, "node {id}"),
            Self::Tag(tag) => write!(f, "tag {tag}"),
            Self::Group(group) => write!(f, "group {group}"),
        }
    }
}

impl fmt::Display for Excusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patch(mask) => f.write_str(&mask.text),
            Self::Cve(id) => f.write_str(id),
        }
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for {} ({})", self.patches, self.subject, self.ticket)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::patch::state::PatchState;

    pub(in super::super) fn exception(patch: &str, until: &str) -> Exception {
        Exception {
            subject: Subject::Group("web".parse().expect("a group")),
            patches: Excusable::Patch(Mask::new(patch).expect("a pattern")),
            reason: "the vendor is late".to_owned(),
            ticket: format!("OPS-{patch}"),
            until: until.parse().expect("a day"),
        }
    }

    pub(in super::super) fn reported(id: &str, title: &str, cve: &str) -> ReportedPatch {
        ReportedPatch {
            title: title.to_owned(),
            kb_id: id.to_owned(),
            classification: String::new(),
            severity: String::new(),
            state: PatchState::Missing,
            installed_at: None,
            cve_ids: vec![cve.to_owned()],
        }
    }

    #[test]
    fn the_last_day_belongs_to_it() {
        let exception = exception("curl", "2026-11-21");
        let day = |text: &str| text.parse().expect("a day");
        assert!(!exception.is_expired(day("2026-11-21")));
        assert!(exception.is_expired(day("2026-11-22")));
    }

    #[test]
    fn patches_are_named_as_in_override_lists() {
        let curl = reported(
            "curl.x86_64",
            "curl.x86_64:0:8.3.0-1.amzn2.0.5",
            "CVE-2026-1",
        );
        let update = reported("KB5034439", "2024-01 Update (KB5034439)", "");
        let (linux, windows) = (
            Some(OperatingSystem::AmazonLinux2),
            Some(OperatingSystem::Windows),
        );
        for (pattern, os, patch, fits) in [
            ("curl", linux, &curl, true),
            ("CURL*", linux, &curl, true),
            ("curl-8.3.0", linux, &curl, true),
            ("curl.x86_64:0:8.3.0-1.amzn2.0.5", linux, &curl, true),
            ("curl.x86_64:0:8.3.0-1.amzn2.0.5", None, &curl, true),
            ("curl-7*", linux, &curl, false),
            ("url", linux, &curl, false),
            ("kb5034439", windows, &update, true),
            ("KB50344*", windows, &update, true),
            ("KB503443", windows, &update, false),
        ] {
            let found = exception(pattern, "2026-12-31").names(os, patch);
            assert_eq!(found, fits, "{pattern}");
        }

        let about = |id: &str| Exception {
            patches: Excusable::Cve(id.to_owned()),
            ..exception("x", "2026-12-31")
        };
        assert!(about("CVE-2026-1").names(linux, &curl));
        assert!(!about("CVE-2026-10").names(linux, &curl));
    }

    #[test]
    fn a_pattern_that_names_nothing_is_none() {
        for bad in ["*", "**", "?*", ""] {
            assert!(Mask::new(bad).is_err(), "{bad}");
        }
    }
}
