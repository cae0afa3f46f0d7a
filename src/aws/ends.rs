//! The three ends of a write: done, which its answer proves; failed, which AWS said; and not known,
//! when the answer got lost or is none. What is not known is looked up, and never sent again unasked.

use std::time::Duration;

use aws_sdk_ssm::config::http::HttpResponse;
use aws_sdk_ssm::error::{ProvideErrorMetadata, SdkError};

use super::actions::Action;
use super::fault;
use super::limiter::Doubt;
use crate::context::Pace;
use crate::error::{Error, Kind, Result};
use crate::process::interrupt::interrupted;

/// How long is waited before each look for what a write did. AWS shows most changes at once, so that
/// this is over within the time that a command has after a signal.
const SOON: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(3),
];

/// The same for what stands in lists of commands, which were seen to be half a minute late.
const LATE: [Duration; 6] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(4),
    Duration::from_secs(10),
    Duration::from_secs(10),
    Duration::from_secs(10),
];

impl Doubt {
    /// What a call answered; its failure is of the kind `NotKnown` where that is so.
    pub(super) fn judge<T, E>(
        &self,
        action: Action,
        answer: std::result::Result<T, SdkError<E, HttpResponse>>,
    ) -> Result<T>
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        answer.map_err(|error| self.mark(fault::fault(action, error)))
    }

    /// A failure of the call, of the kind that it is.
    pub(super) fn mark(&self, error: Error) -> Error {
        if self.is_open() {
            error.with_kind(Kind::NotKnown)
        } else {
            error
        }
    }
}

/// An answer that does not show that anything was done.
pub(super) fn unproven(action: Action) -> Error {
    let iam = action.iam();
    Error::new(
        Kind::NotKnown,
        format!("the answer to {iam} does not show that it was done"),
    )
    .hint("is --endpoint-url really an AWS endpoint, and does no proxy answer in its place?")
}

/// What is asked about a write whose end is not known.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// What may be so, such as "the baseline web was created".
    pub(super) what: String,
    /// The command that tells.
    pub(super) ask: String,
}

impl Question {
    pub(super) fn new(what: impl Into<String>, ask: impl Into<String>) -> Self {
        let (what, ask) = (what.into(), ask.into());
        Self { what, ask }
    }

    /// A write with its end: where that is not known, `look` is asked for what proves it, within
    /// bounds.
    ///
    /// # Errors
    /// What AWS refused; of the kind `NotKnown` when no look proved anything.
    pub(super) async fn settle<T>(
        self,
        written: Result<T>,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        // Who cleans up after a signal wants to know what became of what was sent last.
        self.settle_within(&SOON, pass, written, look).await
    }

    /// The same for what AWS may show late. After a signal nothing more is looked up.
    ///
    /// # Errors
    /// As [`Question::settle`]; of the kind `Interrupted` when a signal kept it from being looked up.
    pub(super) async fn settle_late<T>(
        self,
        pace: &Pace,
        written: Result<T>,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let pause = async |length| pace.pause_or_signal(length).await;
        self.settle_within(&LATE, pause, written, look).await
    }

    /// `pause` lets time pass, or gives the signal that came.
    async fn settle_within<T>(
        self,
        pauses: &[Duration],
        pause: impl AsyncFn(Duration) -> Result<Option<u8>>,
        written: Result<T>,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let error = match written {
            Err(error) if error.kind() == Kind::NotKnown => error,
            ended => return ended,
        };
        for length in pauses {
            if let Some(number) = pause(*length).await? {
                return Err(self.left(&error, number));
            }
            match look().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                // It has been tried often enough.
                Err(_) => break,
            }
        }
        Err(self.open(&error))
    }

    /// The error of an end that is not looked up any more, because of a signal.
    fn left(self, error: &Error, number: u8) -> Error {
        let open = self.open(error);
        let why = interrupted(number).one_line();
        let told = open.one_line();
        let left = Error::new(Kind::Interrupted(number), format!("{why}; {told}"));
        let hints = open.hints().iter().cloned();
        hints.fold(left, Error::hint)
    }

    /// The error of an end that stays unknown.
    pub(super) fn open(self, error: &Error) -> Error {
        let Self { what, ask } = self;
        let open = Error::new(Kind::NotKnown, format!("not known whether {what}"))
            .with_source(error.one_line())
            .hint(format!("to find out: {ask}"));
        let hints = error.hints().iter().cloned();
        hints.fold(open, Error::hint)
    }
}

/// Lets time pass, whatever comes.
async fn pass(length: Duration) -> Result<Option<u8>> {
    tokio::time::sleep(length).await;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const AT_ONCE: [Duration; 3] = [Duration::ZERO; 3];

    #[tokio::test]
    async fn what_is_not_known_is_looked_up_until_it_is_proven_and_within_bounds() {
        let lost = || Err::<u32, _>(Error::new(Kind::NotKnown, "the answer was lost"));
        let question = || Question::new("it was done", "patchctl look");

        let on = async |_| Ok(None);

        let looks = Cell::new(0);
        let third = async || {
            looks.set(looks.get() + 1);
            Ok((looks.get() == 3).then_some(7))
        };
        assert_eq!(
            question()
                .settle_within(&AT_ONCE, on, lost(), third)
                .await
                .unwrap(),
            7
        );

        let never = async || Ok(None);
        let error = question()
            .settle_within(&AT_ONCE, on, lost(), never)
            .await
            .unwrap_err();
        assert_eq!(error.message(), "not known whether it was done");
        assert_eq!(error.causes(), ["the answer was lost"]);
        assert_eq!(error.hints(), ["to find out: patchctl look"]);

        // What AWS refused is not looked up.
        let refused = Err(Error::failed("AWS said no"));
        let unasked = async || -> Result<Option<u32>> { panic!("nothing is to be looked up") };
        let error = question()
            .settle_within(&AT_ONCE, on, refused, unasked)
            .await
            .unwrap_err();
        assert_eq!(error.message(), "AWS said no");
    }

    #[tokio::test]
    async fn after_a_signal_nothing_more_is_looked_up() {
        let lost = Err::<u32, _>(Error::new(Kind::NotKnown, "the answer was lost"));
        let looks = Cell::new(0);
        let look = async || {
            looks.set(looks.get() + 1);
            Ok(None)
        };
        let second = async |_| Ok((looks.get() == 1).then_some(15));
        let error = Question::new("it was done", "patchctl look")
            .settle_within(&AT_ONCE, second, lost, look)
            .await
            .unwrap_err();
        assert_eq!(looks.get(), 1);
        assert_eq!(error.kind(), Kind::Interrupted(15));
        assert_eq!(
            error.message(),
            "stopped by SIGTERM; not known whether it was done: the answer was lost"
        );
        assert_eq!(error.hints(), ["to find out: patchctl look"]);
    }
}
