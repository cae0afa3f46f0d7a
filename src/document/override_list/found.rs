//! What was found in the text of a list, with its place.

use crate::domain::finding::Finding;

/// A finding with its place in bytes, from `start` up to and without `end`.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) finding: Finding,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What is wrong with it, and what helps.
pub(super) const GLUED_COMMENT: (&str, &str) = (
    "a # without a space before it: the node takes the rest for a comment, other readers refuse the file",
    "write a space before the #, or the whole value in quotes",
);

/// The value in quotes, as a hint.
pub(super) fn quoted(written: &str) -> String {
    if written.contains('"') || written.contains('\\') {
        format!("write '{}' in quotes", written.replace('\'', "''"))
    } else {
        format!("write \"{written}\" in quotes")
    }
}
