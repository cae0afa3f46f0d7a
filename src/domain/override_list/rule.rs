//! What can be wrong or doubtful in an override list: the rules by name.

use crate::domain::finding::{Rule, Severity};

macro_rules! rules {
    ($($constant:ident = $name:literal, $severity:ident, $summary:literal;)*) => {
        $(#[doc = $summary] pub const $constant: &Rule = &Rule { name: $name, severity: Severity::$severity, summary: $summary };)*
        /// Every rule, in the order of their names' groups.
        pub const ALL: &[&Rule] = &[$($constant),*];
    };
}

rules! {
    FILE_TOO_LARGE = "file/too-large", Error, "A list has at most 4 MiB.";
    FILE_ENCODING = "file/encoding", Error, "A list is UTF-8 text.";
    FILE_CHARACTER = "file/character", Error, "The node's loader refuses control characters.";
    FILE_SUPPLEMENTARY = "file/supplementary-character", Warning, "The node's loader refuses characters beyond U+FFFF, such as emoji.";
    FILE_BOM = "file/bom", Warning, "A list needs no byte order mark.";
    FILE_LINE_ENDS = "file/line-ends", Warning, "A list has the line ends of Unix.";
    YAML_SYNTAX = "yaml/syntax", Error, "A list is well-formed YAML.";
    YAML_TAB = "yaml/tab", Error, "The node's loader refuses tabs outside of quotes.";
    YAML_UNQUOTED = "yaml/unquoted", Error, "A value that begins with a sign of YAML needs quotes.";
    YAML_ANCHOR = "yaml/anchor", Error, "A list has no anchors.";
    YAML_ALIAS = "yaml/alias", Error, "A list has no aliases.";
    YAML_TAG = "yaml/tag", Error, "A list has no tags.";
    YAML_MERGE = "yaml/merge-key", Error, "A list has no merge keys.";
    YAML_DEPTH = "yaml/depth", Error, "A list is nested at most 16 deep.";
    YAML_DOCUMENTS = "yaml/several-documents", Error, "A file holds one document.";
    YAML_DUPLICATE = "yaml/duplicate-key", Error, "Each key of a mapping is there once.";
    YAML_KEY = "yaml/key", Error, "A key is a text, not a list or a mapping.";
    YAML_VALUE = "yaml/unreadable-value", Error, "Every value can be read by YAML 1.1.";
    YAML_READERS = "yaml/readers-differ", Error, "Every YAML reader sees the same value.";
    YAML_FLOW_COLON = "yaml/flow-colon", Error, "A text with a colon within [ ] or { } needs quotes.";
    YAML_FOLDED = "yaml/folded", Warning, "A value stands on one line.";
    YAML_COMMENT = "yaml/cut-by-comment", Warning, "A value is not cut off by a comment.";
    LIST_MAPPING = "list/not-a-mapping", Error, "A list is a mapping with the key `patches`.";
    LIST_NO_PATCHES = "list/no-patches", Error, "A list has the key `patches`.";
    LIST_NOT_A_LIST = "list/patches-not-a-list", Error, "`patches` is a list.";
    LIST_EMPTY = "list/empty", Error, "A list names at least one patch; with none, nothing is installed and the run still succeeds.";
    LIST_NAMES_NOTHING = "list/names-nothing", Error, "At least one entry can name something; else nothing is installed and the run still succeeds.";
    LIST_TOO_LONG = "list/too-long", Error, "A list has at most 50,000 entries.";
    LIST_UNKNOWN_KEY = "list/unknown-key", Warning, "The node ignores every key beside `patches`.";
    ENTRY_MAPPING = "entry/not-a-mapping", Error, "An entry is a mapping with the key `id`.";
    ENTRY_UNKNOWN_KEY = "entry/unknown-key", Warning, "A key of an entry is not nearly `id` or `title`.";
    ENTRY_EXTRA_KEY = "entry/extra-key", Note, "The node ignores every key of an entry but `id` and `title`.";
    ENTRY_REPEATED = "entry/repeated", Warning, "Each entry is there once.";
    ENTRY_SHADOWED = "entry/shadowed", Warning, "A title narrows nothing when the same id is listed without one.";
    ENTRY_SAME_ID = "entry/same-id", Warning, "Entries with the same id and different titles are alternatives.";
    ENTRY_DEPENDENCY = "entry/dependency-versions", Warning, "Packages that depend on each other are pinned to the same version.";
    ENTRY_OTHER_OS = "entry/other-os", Warning, "An entry is for the operating system that --os names.";
    ENTRY_MIXED_OS = "entry/mixed-os", Warning, "The entries of a list are for one family of operating systems.";
    ID_MISSING = "id/missing", Error, "Every entry has an id.";
    ID_EMPTY = "id/empty", Error, "An id is not empty.";
    ID_TYPE = "id/type", Error, "An id is a text for YAML 1.1.";
    ID_EVERYTHING = "id/everything", Warning, "An id is not only `*`.";
    ID_PATTERN = "id/pattern", Warning, "A pattern is one that nodes can read.";
    ID_NO_MATCH = "id/no-match", Warning, "An id can name something on the operating system.";
    ID_NO_ARCH = "id/no-architecture", Warning, "An id without an architecture names the package for all of them.";
    TITLE_EMPTY = "title/empty", Error, "A title is not empty; an empty one fits nothing.";
    TITLE_TYPE = "title/type", Error, "A title is a text for YAML 1.1.";
    TITLE_IGNORED = "title/ignored", Note, "Titles have no effect on Windows and macOS.";
    TITLE_PATTERN = "title/pattern", Warning, "A pattern is one that nodes can read.";
    TITLE_NO_MATCH = "title/no-match", Warning, "A title can fit the same package version as the id.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_have_a_group() {
        let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(
            ALL.iter()
                .all(|rule| rule.name.split('/').count() == 2 && rule.summary.ends_with('.'))
        );
    }
}
