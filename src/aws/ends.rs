//! The three ends of a write: done, which its answer proves; failed, which AWS said; and not known,
//! when the answer got lost or is none. What is not known is looked up, and never sent again unasked.

use std::time::Duration;

use aws_sdk_ssm::config::http::HttpResponse;
use aws_sdk_ssm::error::{ProvideErrorMetadata, SdkError};

use super::actions::Action;
use super::fault;
use super::limiter::Doubt;
use crate::error::{Error, Kind, Result};

/// How long is waited before each look for what a write did. AWS shows most changes at once.
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
        self.settle_within(&SOON, written, look).await
    }

    /// The same for what AWS may show late.
    pub(super) async fn settle_late<T>(
        self,
        written: Result<T>,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        self.settle_within(&LATE, written, look).await
    }

    async fn settle_within<T>(
        self,
        pauses: &[Duration],
        written: Result<T>,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let error = match written {
            Err(error) if error.kind() == Kind::NotKnown => error,
            ended => return ended,
        };
        for pause in pauses {
            tokio::time::sleep(*pause).await;
            match look().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                // It has been tried often enough.
                Err(_) => break,
            }
        }
        Err(self.open(&error))
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const AT_ONCE: [Duration; 3] = [Duration::ZERO; 3];

    #[tokio::test]
    async fn what_is_not_known_is_looked_up_until_it_is_proven_and_within_bounds() {
        let lost = || Err::<u32, _>(Error::new(Kind::NotKnown, "the answer was lost"));
        let question = || Question::new("it was done", "patchctl look");

        let looks = Cell::new(0);
        let third = async || {
            looks.set(looks.get() + 1);
            Ok((looks.get() == 3).then_some(7))
        };
        assert_eq!(
            question()
                .settle_within(&AT_ONCE, lost(), third)
                .await
                .unwrap(),
            7
        );

        let never = async || Ok(None);
        let error = question()
            .settle_within(&AT_ONCE, lost(), never)
            .await
            .unwrap_err();
        assert_eq!(error.message(), "not known whether it was done");
        assert_eq!(error.causes(), ["the answer was lost"]);
        assert_eq!(error.hints(), ["to find out: patchctl look"]);

        // What AWS refused is not looked up.
        let refused = Err(Error::failed("AWS said no"));
        let unasked = async || -> Result<Option<u32>> { panic!("nothing is to be looked up") };
        let error = question()
            .settle_within(&AT_ONCE, refused, unasked)
            .await
            .unwrap_err();
        assert_eq!(error.message(), "AWS said no");
    }
}
