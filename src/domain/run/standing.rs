//! How a run or an automation stands, as far as a list can tell without judging it.

use serde::Serialize;

use super::command::Command;
use super::record::{Record, State};

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Standing {
    /// It goes on.
    Running,
    /// What is known of it is over, and more belongs to it.
    Partial,
    /// It is over, and nobody judged it.
    Ended,
    /// It stopped before everything was sent.
    Stopped,
    /// It was cancelled.
    Cancelled,
    /// It is over and judged.
    Finished,
}

impl Standing {
    /// Every standing, in the order of a run.
    pub const ALL: [Self; 6] = [
        Self::Running,
        Self::Partial,
        Self::Ended,
        Self::Stopped,
        Self::Cancelled,
        Self::Finished,
    ];

    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => State::Running.as_str(),
            Self::Partial => "PARTIAL",
            Self::Ended => "ENDED",
            Self::Stopped => State::Stopped.as_str(),
            Self::Cancelled => State::Cancelled.as_str(),
            Self::Finished => State::Finished.as_str(),
        }
    }

    /// What it means, in words that complete "the run …".
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Running => "a command of it is not over",
            Self::Partial => {
                "every command that is known is over; others were never sent, or are where this command does not look"
            }
            Self::Ended => {
                "every command is over, and nobody here has judged it: patch-now wait does"
            }
            Self::Stopped => {
                "a gate is closed, or it was left before everything was sent: patch-now resume goes on with it"
            }
            Self::Cancelled => "it was cancelled; what had begun went on to its end",
            Self::Finished => "it is over and judged",
        }
    }

    /// How a run stands by its receipt; `seen` are its commands that AWS knows, and tell more than
    /// a receipt that nobody has touched since.
    pub fn of_run(record: &Record, seen: Option<&[Command]>) -> Self {
        let over = seen.is_some_and(|commands| commands.iter().all(Command::has_ended));

        match record.state {
            State::Running if over && (record.unseen().any() || record.has_more_to_send()) => {
                Self::Partial
            }
            State::Running if over => Self::Ended,
            State::Running => Self::Running,
            State::Stopped => Self::Stopped,
            // Somebody else may have the rest of it, and send it.
            State::Cancelled if record.unseen().any() => Self::Partial,
            State::Cancelled => Self::Cancelled,
            State::Finished => Self::Finished,
        }
    }

    /// How an automation stands, of which is known whether it was judged and whether it is over.
    pub const fn of_automation(judged: bool, over: bool) -> Self {
        match (judged, over) {
            (true, _) => Self::Finished,
            (false, true) => Self::Ended,
            (false, false) => Self::Running,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::run::record::tests::{command, known_by_comments};

    #[test]
    fn what_aws_says_of_the_commands_tells_more_than_an_untouched_receipt() {
        let mut record = known_by_comments();
        let over = |status: &str| {
            [Command {
                status: status.to_owned(),
                ..command("c1", "", &[1])
            }]
        };
        assert_eq!(Standing::of_run(&record, None), Standing::Running);
        assert_eq!(
            Standing::of_run(&record, Some(&over("InProgress"))),
            Standing::Running
        );
        assert_eq!(
            Standing::of_run(&record, Some(&over("Failed"))),
            Standing::Partial,
            "its third wave is not known"
        );
        record.waves = 2;
        assert_eq!(
            Standing::of_run(&record, Some(&over("Failed"))),
            Standing::Ended
        );
        record.state = State::Stopped;
        assert_eq!(
            Standing::of_run(&record, Some(&over("Failed"))),
            Standing::Stopped
        );
        record.state = State::Cancelled;
        assert_eq!(Standing::of_run(&record, None), Standing::Cancelled);
        record.waves = 3;
        assert_eq!(
            Standing::of_run(&record, None),
            Standing::Partial,
            "another machine may send its third wave"
        );
    }
}
