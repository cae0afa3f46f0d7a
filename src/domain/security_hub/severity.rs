//! How grave a finding about a node is.

use serde::Serialize;

use crate::domain::compliance::{NodeCompliance, Verdict};

/// A severity of Security Hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Label {
    /// No issue was found.
    Informational,
    /// Needs no action by itself.
    Low,
    /// Has to be dealt with, and is not urgent.
    Medium,
    /// Comes before others.
    High,
    /// Comes before everything.
    Critical,
}

/// The severity of a finding, and what it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Severity {
    /// In the words of Security Hub.
    pub label: Label,
    /// In the words of Patch Manager: a compliance level, or the verdict where there is none.
    pub original: &'static str,
}

impl Severity {
    /// Of a node: the gravest compliance level among its violations. A violation without a level is
    /// LOW, because INFORMATIONAL would say that there is none; what nobody knows of a node is
    /// MEDIUM, because it may be anything.
    pub fn of(node: &NodeCompliance) -> Self {
        let (label, original) = match node.verdict {
            Verdict::NonCompliant => Self::of_violations(node),
            Verdict::Compliant | Verdict::Gone => (Label::Informational, node.verdict.as_str()),
            Verdict::Stale | Verdict::NotReported | Verdict::Unreachable | Verdict::Unmanaged => {
                (Label::Medium, node.verdict.as_str())
            }
        };
        Self { label, original }
    }

    fn of_violations(node: &NodeCompliance) -> (Label, &'static str) {
        let levels = node.gravity().levels;
        // The gravest first: one patch decides.
        let known = [
            (levels.critical, Label::Critical, "CRITICAL"),
            (levels.high, Label::High, "HIGH"),
            (levels.medium, Label::Medium, "MEDIUM"),
            (levels.low, Label::Low, "LOW"),
            (levels.informational, Label::Low, "INFORMATIONAL"),
        ];
        let found = known.into_iter().find(|(number, ..)| *number > 0);
        found.map_or((Label::Low, "UNSPECIFIED"), |(_, label, level)| {
            (label, level)
        })
    }
}
