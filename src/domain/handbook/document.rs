//! What is known of a document of AWS.

use serde::Serialize;

use super::buckets::Bucket;

/// What runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// Run Command.
    Command,
    /// Automation.
    Automation,
}

/// The SSM Agent that a document needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Agent {
    /// The least version.
    pub least: &'static str,
    /// Who says so, where that is not AWS for this document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// One of these values.
    OneOf(&'static [&'static str]),
    /// What a pattern takes: in words, and the pattern of the document.
    Pattern(&'static str, &'static str),
    /// What the document says nothing about, in words.
    Free(&'static str),
}

impl Allowed {
    /// For people.
    pub fn in_words(self) -> String {
        match self {
            Self::OneOf(values) => values.join(" or "),
            Self::Pattern(words, _) | Self::Free(words) => words.to_owned(),
        }
    }

    /// The values, where the document lists them.
    pub const fn values(self) -> Option<&'static [&'static str]> {
        match self {
            Self::OneOf(values) => Some(values),
            Self::Pattern(..) | Self::Free(_) => None,
        }
    }

    /// The pattern, where the document has one.
    pub const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Pattern(_, pattern) => Some(pattern),
            Self::OneOf(_) | Self::Free(_) => None,
        }
    }
}

/// A parameter of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub allowed: Allowed,
    /// What it is without a value; `None` when it must be given.
    pub default: Option<&'static str>,
    /// What it does.
    pub does: &'static str,
}

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub name: &'static str,
    /// What runs it.
    pub kind: Kind,
    /// The version of its schema.
    pub schema: &'static str,
    /// Whether AWS keeps it only for those who still use it, and advises against it.
    pub is_legacy: bool,
    /// Where it runs.
    pub platforms: &'static [&'static str],
    /// What it does, in a sentence.
    pub does: &'static str,
    /// The SSM Agent that it needs.
    pub agent: Agent,
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// The buckets of AWS that a node reads.
    pub buckets: &'static [Bucket],
    /// The commands that use it, with what for.
    pub used_by: &'static [&'static str],
    /// What is worth knowing before it is used.
    pub notes: &'static [&'static str],
}
