//! What is worth saying while something is read or done, as a value: who shows it decides how.

use super::unreadable::Unreadable;

/// Something worth saying.
#[derive(Clone, Debug)]
pub enum Remark {
    /// Something that helps.
    Note(String),
    /// Something that must not be missed.
    Warning(String),
    /// Something that could not be read.
    Unreadable(Vec<Unreadable>),
}
