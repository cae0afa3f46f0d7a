//! An entry and where it stands.

use super::Entry;
use crate::domain::text::violation::Path;

/// An entry with its place in the document.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The entry.
    pub entry: Entry,
    /// Its place among all entries of the document, from 0, well-formed or not.
    pub index: usize,
}

impl Placed {
    /// The place of the entry, such as `patches[3]`.
    pub fn path(&self) -> Path {
        Path::default().key("patches").index(self.index)
    }
}
