//! How following a run ended.

use super::watch::Ended;

/// How following ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything that was to be sent has ended and is judged.
    Finished,
    /// A wave is left that nobody may send now: a gate is closed, or nobody agreed to it.
    Stopped,
    /// The deadline passed.
    Deadline,
    /// Whoever followed it said that they do so no longer.
    Unfollowed,
    /// A signal came: 2 or 15.
    Left(u8),
}

impl From<Ended> for End {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Deadline => Self::Deadline,
            Ended::Signal(number) => Self::Left(number),
        }
    }
}
