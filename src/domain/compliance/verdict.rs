//! What a node is judged to be.

use std::fmt;

use serde::Serialize;

/// What one node is judged to be. Each node gets exactly one; what could not be read, is not known
/// or is out of sight is never green.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// It reported a violation; it stays one although the node is offline or the report is old.
    NonCompliant,
    /// The agent does not answer and no violation is known, or the node left the inventory and
    /// nobody can tell that it is gone.
    Unreachable,
    /// An EC2 instance that Systems Manager does not know at all.
    Unmanaged,
    /// No violation is known, but the report is older than allowed, or its time proves nothing.
    Stale,
    /// It never reported patch data.
    NotReported,
    /// It reported lately, and nothing violates its baseline.
    Compliant,
    /// Terminated or deregistered; only its patch data is left. No node of the scope any more.
    Gone,
}

impl Verdict {
    /// Every verdict, the worst first.
    pub const ALL: [Self; 7] = [
        Self::NonCompliant,
        Self::Unreachable,
        Self::Unmanaged,
        Self::Stale,
        Self::NotReported,
        Self::Compliant,
        Self::Gone,
    ];

    /// The word for tables, JSON and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonCompliant => "NON_COMPLIANT",
            Self::Unreachable => "UNREACHABLE",
            Self::Unmanaged => "UNMANAGED",
            Self::Stale => "STALE",
            Self::NotReported => "NOT_REPORTED",
            Self::Compliant => "COMPLIANT",
            Self::Gone => "GONE",
        }
    }

    /// What it means, for `help states`.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::NonCompliant => {
                "a known violation, even when the node is offline or the report is old"
            }
            Self::Unreachable => {
                "no violation known and the agent is not Online; or it left the inventory and may \
                 still exist (stopped)"
            }
            Self::Unmanaged => {
                "an EC2 instance that Systems Manager does not know (--include-unmanaged)"
            }
            Self::Stale => {
                "no violation known, but the last report is older than --max-age or has no time \
                 that proves anything"
            }
            Self::NotReported => "the node never reported patch data",
            Self::Compliant => "reported within --max-age, and nothing violates its baseline",
            Self::Gone => "terminated or deregistered; counted apart, and fails nothing",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Verdict {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // As JSON has it, or as it is typed: `NON_COMPLIANT`, `non-compliant`.
        let wanted = text.to_uppercase().replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == wanted)
            .ok_or_else(|| {
                let names: Vec<String> = Self::ALL
                    .iter()
                    .map(|verdict| verdict.as_str().to_lowercase().replace('_', "-"))
                    .collect();
                format!(
                    "`{text}` is not a verdict; choose from {}",
                    names.join(", ")
                )
            })
    }
}
