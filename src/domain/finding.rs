//! What a rule found in something that a user wrote: the rule, how grave it is, where, and what
//! helps.

use serde::{Serialize, Serializer};

use crate::domain::text::violation::Path;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The list does not do what it says, or the run on the node fails.
    Error,
    /// It works, but perhaps not as meant.
    Warning,
    /// It works as meant; people may want to know of it.
    Note,
}

/// The name of a rule with its severity and what it says.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, such as `yaml/duplicate-key`.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The rule in one sentence.
    pub summary: &'static str,
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What helps.
    pub hint: Option<String>,
    /// Where in the document.
    pub path: Path,
    /// The text that is wrong, as it is written or read.
    pub value: Option<String>,
}

impl Finding {
    /// A finding at a place; `message` is a lower-case fragment.
    pub fn new(rule: &'static Rule, path: Path, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            hint: None,
            path,
            value: None,
        }
    }

    /// Adds what helps.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the text that is wrong.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Whether it raises a doubt, and no more than that.
    pub fn is_warning(&self) -> bool {
        self.rule.severity == Severity::Warning
    }

    /// Whether the list is invalid because of it.
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}
