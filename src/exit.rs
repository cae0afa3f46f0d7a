//! The exit codes, once: the help topic, the man page and the tests are made from this list.

/// What the program tells its caller. A count is never an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Done; for a check: yes.
    Done,
    /// An API call, the network or the local machine failed.
    Failed,
    /// The command line or a value in it is wrong.
    Usage,
    /// The check ran and says no.
    CheckFailed,
    /// There are no usable credentials.
    NoCredentials,
    /// Something could not be read; the answer is incomplete.
    Incomplete,
    /// A patch run ended with failed nodes.
    NodesFailed,
    /// Still running at the deadline, or detached.
    StillRunning,
    /// A safety rule refused to go on.
    Refused,
    /// SIGHUP ended the command.
    HungUp,
    /// SIGINT ended the command.
    Interrupted,
    /// SIGTERM ended the command.
    Terminated,
}

impl ExitCode {
    /// Every code, in numerical order.
    pub const ALL: [Self; 12] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::CheckFailed,
        Self::NoCredentials,
        Self::Incomplete,
        Self::NodesFailed,
        Self::StillRunning,
        Self::Refused,
        Self::HungUp,
        Self::Interrupted,
        Self::Terminated,
    ];

    /// The number given to the operating system.
    pub const fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::CheckFailed => 3,
            Self::NoCredentials => 4,
            Self::Incomplete => 5,
            Self::NodesFailed => 6,
            Self::StillRunning => 7,
            Self::Refused => 8,
            // 128 and the number of the signal, as a shell has it.
            Self::HungUp => 129,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// The code of a number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.number() == number)
    }

    /// One line for the help topic.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done; for a check: yes",
            Self::Failed => {
                "failed, or not known whether it was done: an API call, the network, a file"
            }
            Self::Usage => "usage: an unknown option, a value that cannot be, a file with mistakes",
            Self::CheckFailed => {
                "the check ran and says no (a node is not COMPLIANT, a document is invalid, two \
                 things differ)"
            }
            Self::NoCredentials => "no usable credentials",
            Self::Incomplete => {
                "incomplete: something could not be read; this cannot be switched off"
            }
            Self::NodesFailed => "a patch run ended with failed nodes",
            Self::StillRunning => "still running at the deadline, or detached",
            Self::Refused => "refused by a safety rule",
            Self::HungUp => "hung up (SIGHUP)",
            Self::Interrupted => "interrupted (SIGINT)",
            Self::Terminated => "terminated (SIGTERM)",
        }
    }

    /// The place in the order of precedence; the lowest wins when several codes apply.
    const fn rank(self) -> u8 {
        match self {
            // A signal cut everything else short.
            Self::HungUp | Self::Interrupted | Self::Terminated => 0,
            Self::Usage => 1,
            Self::NoCredentials => 2,
            Self::Refused => 3,
            Self::Failed => 4,
            // What is known to be bad comes before what is not known, and both before what is
            // still under way.
            Self::NodesFailed => 5,
            Self::CheckFailed => 6,
            Self::Incomplete => 7,
            Self::StillRunning => 8,
            Self::Done => 9,
        }
    }

    /// The code that stands for both: the one that comes first in 2, 4, 8, 1, 6, 3, 5, 7, 0.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        if self.rank() <= other.rank() {
            self
        } else {
            other
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.number())
    }
}

#[cfg(test)]
mod tests {
    use super::ExitCode;

    #[test]
    fn a_violation_is_not_hidden_by_an_incomplete_read_and_an_incomplete_read_is_never_green() {
        assert_eq!(
            ExitCode::Incomplete.and(ExitCode::CheckFailed),
            ExitCode::CheckFailed
        );
        assert_eq!(
            ExitCode::Done.and(ExitCode::Incomplete),
            ExitCode::Incomplete
        );
        assert_eq!(
            ExitCode::Failed.and(ExitCode::CheckFailed),
            ExitCode::Failed
        );
        assert_eq!(
            ExitCode::CheckFailed.and(ExitCode::NoCredentials),
            ExitCode::NoCredentials
        );
    }

    #[test]
    fn the_order_is_2_4_8_1_6_3_5_7_0() {
        let mut codes = ExitCode::ALL.to_vec();
        codes.sort_by_key(|code| code.rank());
        let numbers: Vec<u8> = codes.into_iter().map(ExitCode::number).collect();
        assert_eq!(numbers, [129, 130, 143, 2, 4, 8, 1, 6, 3, 5, 7, 0]);
    }
}
