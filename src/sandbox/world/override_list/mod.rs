//! An InstallOverrideList as a node reads it: YAML 1.1 with its habits, two keys per entry, and
//! names that match in many forms.
//!
//! This reading is the sandbox's own, apart from the one that checks lists for users, so that one
//! mistake cannot be in both unseen.

mod loader;
mod names;

use std::rc::Rc;

use crate::domain::fleet::platform::Family;
use crate::domain::patch::Patch;
use loader::{Loaded, load};
use names::{forms, matches};

/// What the node says of a list of the wrong form (patch payload 1.80,
/// `install_override_list.py`).
const INVALID: &str = "The content of the provided InstallOverrideList is invalid.";

/// What it says of an entry without an id.
const NO_ID: &str = "Must provide an id for each patch.";

/// What a node has of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Reading {
    /// Its entries; none of them is not an error.
    List(OverrideList),
    /// What the node says before it fails.
    Failed(String),
}

/// The entries of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sandbox) struct OverrideList {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: String,
    title: Option<String>,
}

/// Reads a list.
pub(in crate::sandbox) fn read(text: &str) -> Reading {
    match load(text) {
        Err(why) => Reading::Failed(format!(
            "Unable to load yaml file, make sure the file is in YAML format: {why}"
        )),

        // A bucket that refuses answers with a text; the node tells it by these words.
        Ok(Loaded::Text(text))
            if text.contains("Error")
                && text.contains("AccessDenied")
                && text.contains("Access Denied") =>
        {
            Reading::Failed("Access denied to provided InstallOverrideList.".to_owned())
        }

        Ok(Loaded::Mapping(top)) => entries(&top),
        Ok(_) => Reading::Failed(INVALID.to_owned()),
    }
}

fn entries(top: &[(Rc<Loaded>, Rc<Loaded>)]) -> Reading {
    let items = match value(top, "patches") {
        // Only a warning, and nothing is installed: the run succeeds.
        None | Some(Loaded::Nothing) => return Reading::List(OverrideList::default()),
        Some(Loaded::Text(text)) if text.is_empty() => {
            return Reading::List(OverrideList::default());
        }

        Some(Loaded::List(items)) => items,
        Some(_) => return Reading::Failed(INVALID.to_owned()),
    };

    let entries: Result<Vec<Entry>, Reading> = items.iter().map(|item| entry(item)).collect();
    match entries {
        Ok(entries) => Reading::List(OverrideList { entries }),
        Err(failed) => failed,
    }
}

/// One entry; the first that is wrong fails the whole list.
fn entry(item: &Loaded) -> Result<Entry, Reading> {
    let Loaded::Mapping(pairs) = item else {
        return Err(Reading::Failed(INVALID.to_owned()));
    };

    let id = match value(pairs, "id") {
        None | Some(Loaded::Nothing) => return Err(Reading::Failed(NO_ID.to_owned())),
        Some(Loaded::Text(text)) if text.is_empty() => {
            return Err(Reading::Failed(NO_ID.to_owned()));
        }
        Some(Loaded::Text(text)) => text.clone(),
        // The node checks no types: it takes the number, and fails when it makes it small letters.
        Some(other) => return Err(crash(other)),
    };

    let title = match value(pairs, "title") {
        None | Some(Loaded::Nothing) => None,
        Some(Loaded::Text(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
        Some(other) => return Err(crash(other)),
    };
    Ok(Entry { id, title })
}

/// What happens to a number where the node expects text.
fn crash(found: &Loaded) -> Reading {
    let kind = match found {
        Loaded::Typed(kind) => kind,
        Loaded::List(_) => "list",
        Loaded::Mapping(_) => "dict",
        Loaded::Text(_) => "str",
        Loaded::Nothing => "NoneType",
    };
    Reading::Failed(format!(
        "AttributeError: '{kind}' object has no attribute 'lower'"
    ))
}

/// Of keys that are there twice the last one counts.
fn value<'l>(pairs: &'l [(Rc<Loaded>, Rc<Loaded>)], key: &str) -> Option<&'l Loaded> {
    let named =
        |pair: &&(Rc<Loaded>, Rc<Loaded>)| matches!(&*pair.0, Loaded::Text(text) if text == key);
    pairs.iter().rev().find(named).map(|(_, value)| &**value)
}

impl OverrideList {
    /// Whether nothing is listed.
    pub(in crate::sandbox) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether an entry means this patch.
    pub(in crate::sandbox) fn names(&self, patch: &Patch, family: Family) -> bool {
        let forms = forms(patch, family);
        let fits = |wanted: &str| forms.iter().any(|form| matches(wanted, form));

        self.entries.iter().any(|entry| match family {
            // The title says nothing on Windows and macOS.
            Family::Windows | Family::MacOs => fits(&entry.id),
            Family::Rpm | Family::Apt => fits(&entry.id) && entry.title.as_deref().is_none_or(fits),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::names::glob;
    use super::*;

    fn list(text: &str) -> OverrideList {
        match read(text) {
            Reading::List(list) => list,
            Reading::Failed(why) => panic!("{why}"),
        }
    }

    fn failed(text: &str) -> String {
        match read(text) {
            Reading::Failed(why) => why,
            Reading::List(list) => panic!("{list:?}"),
        }
    }

    #[test]
    fn the_habits_of_the_loader_of_the_node() {
        assert!(
            list("patches: []").is_empty()
                && list("other: 1").is_empty()
                && list("patches:\n").is_empty()
        );
        let twice = list("patches:\n- id: a\n  title: b\n  id: c\n");
        assert_eq!(
            twice.entries,
            [Entry {
                id: "c".to_owned(),
                title: Some("b".to_owned())
            }],
            "the last one counts"
        );
        assert_eq!(
            list("patches: [{id: x}]\npatches: [{id: y}]").entries[0].id,
            "y"
        );
        assert_eq!(list("a: &one {id: q}\npatches: [*one]").entries[0].id, "q");
        for number in [
            "1.10",
            "12:30",
            "0x1f",
            "1_000",
            "2024-01-01",
            "on",
            "No",
            "017",
            "0o17",
            "1e3",
            ".inf",
            "!!int 7",
        ] {
            assert!(
                failed(&format!("patches:\n- id: {number}")).starts_with("AttributeError"),
                "{number}"
            );
        }
        for text in ["'1.10'", "1.10-2", "kernel", "09:99:99x", "0x", "y", "1e"] {
            assert_eq!(
                list(&format!("patches:\n- id: {text}")).entries.len(),
                1,
                "{text}"
            );
        }
        assert_eq!(
            failed("patches: [{title: x}]"),
            "Must provide an id for each patch."
        );
        assert_eq!(
            failed("patches: [x]"),
            "The content of the provided InstallOverrideList is invalid."
        );
        assert_eq!(
            failed("- id: x"),
            "The content of the provided InstallOverrideList is invalid."
        );
        assert_eq!(
            failed("Error AccessDenied Access Denied"),
            "Access denied to provided InstallOverrideList."
        );
        for spaced in [
            "'a\tb'",
            "\"a\tb\"  # c\td",
            "'a''\tb'",
            "\"\\\"\tb\"",
            "|\n   a\tb",
        ] {
            assert_eq!(
                list(&format!("patches:\n- id: {spaced}\n")).entries.len(),
                1,
                "{spaced}"
            );
        }
        for broken in [
            "patches: [{id: a:b}]",
            "patches:\n- id: 'a'\t# b",
            "patches:\n- id: a\t",
            "patches:\n- id: a\tb",
            "patches:\n- id: |\t\n   a",
        ] {
            assert!(failed(broken).contains("while scanning"), "{broken}");
        }
        for broken in [
            "patches: [",
            "patches: [{id: *}]",
            "a: 1\n---\nb: 2",
            "patches: [{id: *x}]",
        ] {
            assert!(
                failed(broken).starts_with("Unable to load yaml file"),
                "{broken}"
            );
        }
        assert!(
            failed(&"[".repeat(10_000)).contains("recursion")
                || failed(&"[".repeat(10_000)).contains("Unable")
        );
    }

    #[test]
    fn patterns_are_those_of_fnmatch() {
        let table = [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abb", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[!a-c]x", "zx", true),
            ("[]x]y", "]y", true),
            ("[x", "[x", true),
            ("??", "ab", true),
            ("??", "a", false),
            ("*12:4.1.1-53*", "a.x86_64:12:4.1.1-53.p1", true),
        ];
        for (pattern, text, expected) in table {
            let fits = glob(
                &pattern.chars().collect::<Vec<_>>(),
                &text.chars().collect::<Vec<_>>(),
            );
            assert_eq!(fits, expected, "{pattern} {text}");
        }
    }
}
