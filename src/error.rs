//! The one error type of the program, and the exit codes that a caller can rely on.
//!
//! An [`Error`] says what failed (a lower-case fragment that completes "error: …"), why (its
//! source), and what helps (hints that are a command or a flag). It never carries a secret.

use std::error::Error as StdError;
use std::fmt;

use crate::exit::ExitCode;

/// The result of everything that a user can cause to fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What sort of failure an [`Error`] is; it decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The command line, a configuration value or a file given by the user is wrong.
    Usage,
    /// There are no usable credentials.
    Credentials,
    /// A safety rule refused to go on.
    Refused,
    /// An API call, the network or the local machine failed.
    Failed,
    /// Nobody knows whether something was done: the answer got lost, or is none.
    NotKnown,
    /// A document given by the user was read and found to be invalid.
    Invalid,
    /// Something could not be read, so that an answer would be incomplete.
    Incomplete,
    /// What was waited for goes on at the deadline.
    StillRunning,
    /// A signal ended the command: 1 (SIGHUP), 2 (SIGINT) or 15 (SIGTERM).
    Interrupted(u8),
    /// The reader of our standard output went away; not a failure.
    BrokenPipe,
}

/// A failure with its cause and with what helps.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    code: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync + 'static>>,
    report: Option<String>,
    hints: Vec<String>,
}

impl Error {
    /// A failure of `kind`; `message` is a lower-case fragment without a full stop.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            code: None,
            source: None,
            report: None,
            hints: Vec::new(),
        }
    }

    /// The command line or a value in it is wrong (exit 2).
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// An API call, the network or the local machine failed (exit 1).
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// There are no usable credentials (exit 4).
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(Kind::Credentials, message)
    }

    /// A local input or output operation failed (exit 1); a closed pipe is recognised.
    pub fn io(message: impl Into<String>, source: std::io::Error) -> Self {
        let kind = if source.kind() == std::io::ErrorKind::BrokenPipe {
            Kind::BrokenPipe
        } else {
            Kind::Failed
        };
        Self::new(kind, message).with_source(source)
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync + 'static>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds one thing that helps: a command, a flag, or a fact.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint that should be tried before the others.
    #[must_use]
    pub fn first_hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.insert(0, hint.into());
        self
    }

    /// Adds a hint only when there is one.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<String>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Puts what was attempted before the message.
    #[must_use]
    pub fn prefixed(mut self, what: &str) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }

    /// The same failure once more; its source cannot be copied, so that it becomes words.
    #[must_use]
    pub fn again(&self) -> Self {
        Self {
            kind: self.kind,
            message: self.one_line(),
            code: self.code.clone(),
            source: None,
            report: self.report.clone(),
            hints: self.hints.clone(),
        }
    }

    /// The same failure of another kind.
    #[must_use]
    pub fn with_kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// Adds the error code of the service, such as `AccessDeniedException`.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Adds a drawn report (a source snippet with labels) that is shown below the message as it is.
    #[must_use]
    pub fn with_report(mut self, report: impl Into<String>) -> Self {
        self.report = Some(report.into());
        self
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The message without cause and hints.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The error code of the service, when the service gave one.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What helps, in the order in which it should be tried.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// A drawn report below the message, when there is one.
    pub fn report(&self) -> Option<&str> {
        self.report.as_deref()
    }

    /// The messages of the causes, outermost first, without repeating what is already said.
    pub fn causes(&self) -> Vec<String> {
        let mut causes: Vec<String> = Vec::new();
        let mut next = self.source.as_deref().map(|source| source as &dyn StdError);

        // Many errors of libraries repeat the text of their cause; said once it is enough.
        while let Some(cause) = next {
            let text = cause.to_string();
            let said = self.message.contains(&text)
                || causes.iter().any(|earlier| earlier.contains(&text));
            if !said {
                causes.push(text);
            }
            next = cause.source();
        }

        causes
    }

    /// The message and its causes in one line.
    pub fn one_line(&self) -> String {
        let mut line = self.message.clone();
        for cause in self.causes() {
            line.push_str(": ");
            line.push_str(&cause);
        }
        line
    }

    /// The exit code that this failure stands for.
    pub fn exit_code(&self) -> ExitCode {
        match self.kind {
            Kind::Usage => ExitCode::Usage,
            Kind::Credentials => ExitCode::NoCredentials,
            Kind::Refused => ExitCode::Refused,
            Kind::Failed | Kind::NotKnown => ExitCode::Failed,
            Kind::Invalid => ExitCode::CheckFailed,
            Kind::Incomplete => ExitCode::Incomplete,
            Kind::StillRunning => ExitCode::StillRunning,
            // 128 and the number of the signal, as a shell has it.
            Kind::Interrupted(1) => ExitCode::HungUp,
            Kind::Interrupted(15) => ExitCode::Terminated,
            Kind::Interrupted(_) => ExitCode::Interrupted,
            // `patchctl … | head` is no failure.
            Kind::BrokenPipe => ExitCode::Done,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
