//! The output formats.

use crate::error::{Error, Result};

/// How a result is written to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people
    Table,
    /// One JSON document with `schema_version`
    Json,
    /// One JSON object on each line
    Jsonl,
    /// One YAML document
    Yaml,
    /// RFC 4180 with a header
    Csv,
    /// Only the ids, one on each line
    Ids,
    /// `JUnit` XML (compliance check)
    Junit,
    /// A Markdown report (compliance check and diff, report diff)
    Markdown,
    /// GitHub workflow annotations (compliance check, override validate)
    Github,
    /// SARIF 2.1.0 (override validate)
    Sarif,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Table,
        Self::Json,
        Self::Jsonl,
        Self::Yaml,
        Self::Csv,
        Self::Ids,
        Self::Junit,
        Self::Markdown,
        Self::Github,
        Self::Sarif,
    ];

    /// The formats that every command with a result offers.
    pub const GENERAL: [Self; 6] = [
        Self::Table,
        Self::Json,
        Self::Jsonl,
        Self::Yaml,
        Self::Csv,
        Self::Ids,
    ];

    /// The name as it is typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Yaml => "yaml",
            Self::Csv => "csv",
            Self::Ids => "ids",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }

    /// One line for completions.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Table => "Aligned columns for people",
            Self::Json => "One JSON document with `schema_version`",
            Self::Jsonl => "One JSON object on each line",
            Self::Yaml => "One YAML document",
            Self::Csv => "RFC 4180 with a header",
            Self::Ids => "Only the ids, one on each line",
            Self::Junit => "`JUnit` XML (compliance check)",
            Self::Markdown => "A Markdown report (compliance check and diff, report diff)",
            Self::Github => "GitHub workflow annotations (compliance check, override validate)",
            Self::Sarif => "SARIF 2.1.0 (override validate)",
        }
    }

    /// Refuses a format that this command does not offer.
    ///
    /// # Errors
    /// A usage error that names the formats that it does offer.
    pub fn require(self, offered: &[Self]) -> Result<()> {
        if offered.contains(&self) {
            return Ok(());
        }
        let names: Vec<&str> = offered.iter().map(|format| format.name()).collect();
        Err(
            Error::usage(format!("this command does not write {}", self.name()))
                .hint(format!("choose one of: -o {}", names.join(", -o "))),
        )
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let named = |format: &Self| format.name().eq_ignore_ascii_case(text);
        Self::ALL
            .into_iter()
            .find(named)
            .ok_or_else(|| format!("`{text}` is not an output format"))
    }
}
