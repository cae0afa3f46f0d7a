//! Findings at places of files, in the formats of CI systems.

pub mod github;
pub mod sarif;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It fails the check.
    Error,
    /// It is doubtful.
    Warning,
    /// It is for people to know.
    Note,
}

impl Level {
    /// The word of SARIF (2.1.0, 3.27.10).
    pub const fn of_sarif(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The word of GitHub's workflow commands.
    pub const fn of_github(self) -> &'static str {
        match self {
            Self::Note => "notice",
            other => other.of_sarif(),
        }
    }
}

/// A rule that findings refer to.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// What it says.
    pub summary: &'static str,
    /// How grave it is.
    pub level: Level,
}

/// A finding at a place of a file.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The name of the rule.
    pub rule: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What is wrong, and what helps.
    pub message: String,
    /// The file, as it was named.
    pub file: String,
    /// Line and column, both from 1; columns count code points.
    pub start: (usize, usize),
    /// Line and column behind the last character.
    pub end: (usize, usize),
    /// The place in the document, such as `patches[3].id`; may be empty.
    pub path: String,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(super) fn annotation() -> Annotation {
        Annotation {
            rule: "id/type",
            level: Level::Error,
            message: "100% wrong\nreally".to_owned(),
            file: "lists/a b,c:1.yaml".to_owned(),
            start: (3, 9),
            end: (3, 13),
            path: "patches[0].id".to_owned(),
        }
    }
}
