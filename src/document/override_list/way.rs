//! The way to a value while a list is read. It becomes a path, which has texts of its own, only
//! where something is found.

use crate::domain::text::violation::Path;

/// The way from the top of a list to a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way<'w> {
    /// The top of the file.
    Top,
    /// The value under a key.
    Key(&'w Way<'w>, &'w str),
    /// The item at an index, from 0.
    Index(&'w Way<'w>, usize),
}

impl Way<'_> {
    /// The way as a path.
    pub(super) fn path(&self) -> Path {
        match self {
            Self::Top => Path::default(),
            Self::Key(before, key) => before.path().key(key),
            Self::Index(before, index) => before.path().index(*index),
        }
    }
}
