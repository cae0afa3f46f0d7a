//! Who made the last report of a node: AWS keeps of it whether a patch policy did, and nothing else.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::Options;
use crate::domain::run::command::CommandStep;
use crate::domain::run::evidence::REPORTING;

/// How long before the end of its step a report may have been closed, and how far the clocks of a
/// node and of AWS may be apart.
const SLACK: SignedDuration = SignedDuration::from_secs(60);

/// What a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// A command whose step made the report, and who sent the command.
    Command,
    /// A command whose step made the report; who sent it nobody says.
    CommandAlone,
    /// The only association whose last run fits the time.
    Time,
    /// The type of the execution, which says no more than that a patch policy did it.
    Type,
    /// Nothing.
    None,
}

/// Who made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// In words, such as `window nightly`.
    pub who: String,
    /// The id of the association, the window or the run, where there is one.
    pub id: Option<String>,
    /// The command that made it.
    pub command_id: Option<String>,
    /// With what options.
    pub options: Option<Options>,
    /// What this rests on.
    pub proof: Proof,
}

impl Origin {
    /// Of a report that nothing that AWS still keeps explains.
    pub fn unknown(is_of_policy: bool) -> Self {
        let (who, proof) = if is_of_policy {
            ("a patch policy; which one AWS does not say", Proof::Type)
        } else {
            (
                "unknown: AWS keeps commands for 30 days, and none of this node fits the report",
                Proof::None,
            )
        };
        Self {
            who: who.to_owned(),
            id: None,
            command_id: None,
            options: None,
            proof,
        }
    }
}

/// Whether a report that ended at a moment was made by one of these steps, by the clock of the node,
/// which stamps both.
pub fn made_by(steps: &[CommandStep], ended: Timestamp) -> bool {
    steps.iter().any(|step| {
        let Some(began) = step.started_at.filter(|_| REPORTING.contains(&&*step.name)) else {
            return false;
        };
        let latest = step.finished_at.map(|at| at.saturating_add(SLACK));
        began <= ended && latest.is_none_or(|latest| latest.is_ok_and(|latest| ended <= latest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_step_that_reports_makes_a_report_and_only_in_its_time() {
        let at =
            |time: &str| -> Timestamp { format!("2026-11-21T{time}Z").parse().expect("a time") };
        let step = |name: &str, ended: Option<&str>| CommandStep {
            name: name.to_owned(),
            status: "Success".to_owned(),
            code: 0,
            started_at: Some(at("12:00:00")),
            finished_at: ended.map(at),
            output: String::new(),
        };
        for (name, ended, report, made) in [
            ("PatchLinux", Some("12:05:00"), "12:04:00", true),
            ("PatchLinux", Some("12:05:00"), "12:05:59", true),
            ("PatchLinux", Some("12:05:00"), "12:06:01", false),
            ("PatchLinux", Some("12:05:00"), "11:59:59", false),
            ("PatchLinux", None, "13:00:00", true),
            ("PreInstallHook", Some("12:05:00"), "12:04:00", false),
        ] {
            assert_eq!(
                made_by(&[step(name, ended)], at(report)),
                made,
                "{name} {report}"
            );
        }
        assert!(!made_by(&[], at("12:00:00")));
    }
}
