//! One value of a table, before it is known where it will be shown.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::time;

/// What a state means to the reader; colour is chosen from it and never carries the meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Needs a look.
    Warning,
    /// Is wrong.
    Bad,
    /// Of no weight.
    Quiet,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing to show; `-` in a table, empty in CSV.
    Empty,
    /// Any text; it is sanitised where it is shown.
    Text(String),
    /// A name that is copied and pasted, such as an id: never broken over two lines.
    Id(String),
    /// A count.
    Number(i64),
    /// A count with a meaning, such as the number of nodes that failed.
    Counted(i64, Tone),
    /// A moment; relative on a terminal, RFC 3339 elsewhere.
    Time(Timestamp),
    /// A word with a meaning, such as a verdict.
    State(String, Tone),
}

impl Cell {
    /// Text, or [`Cell::Empty`] when there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A name that is copied and pasted, or [`Cell::Empty`] when there is none.
    pub fn id(id: impl Into<String>) -> Self {
        let id = id.into();
        if id.is_empty() {
            Self::Empty
        } else {
            Self::Id(id)
        }
    }

    /// A count; one beyond the largest number that a cell holds is that number.
    pub fn count(number: impl TryInto<i64>) -> Self {
        Self::Number(number.try_into().unwrap_or(i64::MAX))
    }

    /// A moment, or [`Cell::Empty`].
    pub fn time(moment: Option<Timestamp>) -> Self {
        moment.map_or(Self::Empty, Self::Time)
    }

    /// The value for machines: the same whatever the terminal.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Id(text) | Self::State(text, _) => text.clone(),
            Self::Number(number) | Self::Counted(number, _) => number.to_string(),
            Self::Time(moment) => time::rfc3339(*moment),
        }
    }

    /// Whether the text came from a node or an API.
    pub const fn is_foreign(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Id(_))
    }

    /// The order of values in a column; what is empty comes last.
    pub fn order(&self, other: &Self) -> Ordering {
        // Numbers and times by their value; the text of a 10 would stand before that of a 9.
        match (self, other) {
            (Self::Empty, Self::Empty) => Ordering::Equal,
            (Self::Empty, _) => Ordering::Greater,
            (_, Self::Empty) => Ordering::Less,
            (Self::Number(a) | Self::Counted(a, _), Self::Number(b) | Self::Counted(b, _)) => {
                a.cmp(b)
            }
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            _ => self.plain().cmp(&other.plain()),
        }
    }
}
