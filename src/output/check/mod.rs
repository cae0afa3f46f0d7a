//! The outcome of a check in the formats of CI systems.

pub mod github;
pub mod junit;
pub mod markdown;

use crate::domain::fleet::unreadable::Unreadable;

/// One node of a check.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its account and Region.
    pub scope: String,
    /// Its id.
    pub node: String,
    /// Its name; may be empty and is not trusted.
    pub name: String,
    /// Its verdict.
    pub verdict: &'static str,
    /// Why; not trusted.
    pub reason: String,
    /// The command that shows more.
    pub next: String,
    /// Whether it passes.
    pub outcome: CaseOutcome,
}

/// Whether a node passes the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseOutcome {
    /// It is COMPLIANT.
    Passed,
    /// It is not, and fails.
    Failed,
    /// It is not, but the flags excuse it.
    Excused,
}

/// A whole check.
#[derive(Debug)]
pub struct CheckReport<'a> {
    /// Every node in scope.
    pub cases: Vec<Case>,
    /// What was asked for and is not there: no node at all, or a target that matches none.
    pub nothing: Vec<String>,
    /// What could not be read.
    pub unreadable: &'a [Unreadable],
    /// Whether the gate is open: within all tolerances, and everything was read.
    pub passed: bool,
    /// One sentence on the whole.
    pub conclusion: String,
    /// Where it is from: endpoint, account, Region, profile and filter; not trusted.
    pub origin: String,
    /// When it was judged, RFC 3339.
    pub judged_at: String,
}

impl CheckReport<'_> {
    fn with(&self, outcome: CaseOutcome) -> impl Iterator<Item = &Case> {
        self.cases
            .iter()
            .filter(move |case| case.outcome == outcome)
    }
}

impl Case {
    /// The id, with the name when there is one.
    pub fn title(&self) -> String {
        let name = super::sanitize::for_terminal(&self.name);
        if name.is_empty() {
            self.node.clone()
        } else {
            format!("{} ({name})", self.node)
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn report(unreadable: &[Unreadable]) -> CheckReport<'_> {
        let case = |node: &str, name: &str, verdict, reason: &str, outcome| Case {
            scope: "111122223333 us-east-1".to_owned(),
            node: node.to_owned(),
            name: name.to_owned(),
            verdict,
            reason: reason.to_owned(),
            next: format!("patchctl compliance patches {node}"),
            outcome,
        };
        CheckReport {
            cases: vec![
                case("i-1", "web", "COMPLIANT", "", CaseOutcome::Passed),
                case(
                    "i-2",
                    "<b>|\u{1b}[31m\nx",
                    "NON_COMPLIANT",
                    "3 missing, 50%",
                    CaseOutcome::Failed,
                ),
                case(
                    "i-3",
                    "",
                    "STALE",
                    "last report 9 days ago",
                    CaseOutcome::Excused,
                ),
            ],
            nothing: vec!["--group <nosuch> matches no node".to_owned()],
            unreadable,
            passed: false,
            conclusion: "1 of 3 nodes fails".to_owned(),
            origin: "sandbox, account 111122223333".to_owned(),
            judged_at: "2026-11-21T12:00:00Z".to_owned(),
        }
    }

    pub(in super::super) fn fault() -> Unreadable {
        Unreadable {
            place: "account 444455556666, Region eu-central-1".to_owned(),
            scope: None,
            node: None,
            reason: "sts:AssumeRole answered AccessDenied".to_owned(),
            code: None,
            hint: None,
            credentials: false,
        }
    }
}
