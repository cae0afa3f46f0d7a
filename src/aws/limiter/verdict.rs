//! What an answer means: for the limiter, and for the next attempt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryClassifierPriority, RetryReason,
};
use aws_smithy_types::retry::ErrorKind;

use super::kept::{Kept, ToldAgain};
use super::lost::Lost;
use super::patience::Patience;
use super::ticket::Ticket;
use super::turns::Limiter;

/// Who wants to know what became of an attempt that was answered.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    limiter: Arc<Limiter>,
    ticket: Ticket,
    patience: Patience,
    is_told: Arc<AtomicBool>,
}

impl Heard {
    pub(super) fn new(limiter: Arc<Limiter>, ticket: Ticket, patience: Patience) -> Self {
        Self {
            limiter,
            ticket,
            patience,
            is_told: Arc::default(),
        }
    }

    /// Tells the limiter what became of the attempt.
    fn tell(&self, kind: Option<ErrorKind>, response: &HttpResponse) {
        // The SDK asks the classifiers of a client twice, for the client and for the operation.
        if self.is_told.swap(true, Ordering::Relaxed) {
            return;
        }
        match kind {
            Some(ErrorKind::ThrottlingError) => self.limiter.pushed_back(),
            // A page for a browser comes with status 200, and is worth repeating and no answer.
            _ if response.status().is_server_error() || kind.is_some() => {
                if kind.is_none() || self.is_last() {
                    let end = Kept::answer(response);
                    let same_breath = self.patience.same_breath;
                    self.limiter.gave_up(end, self.ticket.began, same_breath);
                }
            }
            // A refusal is an answer too: whoever answers it is there.
            _ => self.limiter.answered(),
        }
    }

    /// Whether no attempt follows.
    pub(super) fn is_last(&self) -> bool {
        self.ticket.is_last(&self.patience)
    }
}

/// Listens to what the SDK's classifiers say of an answer.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Listener;

impl ClassifyRetry for Listener {
    fn name(&self) -> &'static str {
        "Listener"
    }

    fn priority(&self) -> RetryClassifierPriority {
        // After all of the SDK's own.
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }

    fn classify_retry(&self, _context: &InterceptorContext) -> RetryAction {
        RetryAction::NoActionIndicated
    }

    fn classify_retry_v2(
        &self,
        context: &InterceptorContext,
        previous: &RetryAction,
    ) -> RetryAction {
        let failure = context.output_or_error().and_then(|outcome| outcome.err());
        let lost = failure.and_then(|error| Lost::find(error.as_connector_error()?));
        let response = context.response();
        let is_told_again =
            response.is_some_and(|response| response.extension::<ToldAgain>().is_some());
        if is_told_again || lost.is_some_and(|lost| lost.is_last) {
            return RetryAction::RetryForbidden;
        }

        match (response, response.and_then(HttpResponse::extension)) {
            (Some(response), Some(heard)) => heard_of(response, heard, previous),
            _ => RetryAction::NoActionIndicated,
        }
    }
}

/// Tells the limiter, and says what follows.
fn heard_of(response: &HttpResponse, heard: &Heard, previous: &RetryAction) -> RetryAction {
    let Heard {
        ticket, patience, ..
    } = heard;
    let status = response.status();
    let (kind, asked) = match previous {
        RetryAction::RetryIndicated(RetryReason::RetryableError { kind, retry_after }) => {
            (Some(*kind), *retry_after)
        }
        // "Too Many Requests" (RFC 6585), of whoever answers in the place of a service.
        _ if status.as_u16() == 429 => (Some(ErrorKind::ThrottlingError), None),
        _ => (None, None),
    };

    heard.tell(kind, response);
    if heard.is_last() {
        return RetryAction::RetryForbidden;
    }
    match kind {
        Some(kind @ ErrorKind::ThrottlingError) => {
            let wait = patience.after_throttling(ticket.attempt);
            let wait = wait.max(asked.unwrap_or(Duration::ZERO));
            RetryAction::retryable_error_with_explicit_delay(kind, wait)
        }
        _ => RetryAction::NoActionIndicated,
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use tokio::time::Instant;

    use super::super::patience::Pace;
    use super::*;
    use crate::aws::actions::Action;

    const BREATH: Duration = Duration::from_mins(1);

    /// Whether the next call is told of an outage after the last attempt ended so.
    fn is_outage(status: u16, previous: &RetryAction) -> bool {
        let limiter = Arc::new(Limiter::new(Pace::Kept, None));
        let ticket = Ticket {
            place: "a scope".into(),
            action: Action::Items,
            attempt: 10,
            attempts: 10,
            began: Instant::now(),
        };
        let patience = Patience::with_aws(BREATH);
        let heard = Heard::new(Arc::clone(&limiter), ticket, patience);
        let status = status.try_into().unwrap();
        let response = HttpResponse::new(status, SdkBody::from("<html>"));
        let action = heard_of(&response, &heard, previous);
        assert_eq!(action, RetryAction::RetryForbidden);
        limiter.outage(BREATH).is_some()
    }

    #[test]
    fn what_the_next_call_would_meet_again_is_an_outage() {
        let transient = RetryAction::transient_error();
        let none = RetryAction::NoActionIndicated;
        for (status, previous, expected) in [
            (500, &transient, true),
            (501, &none, true),
            (200, &transient, true),
            (200, &none, false),
            (400, &none, false),
            (400, &RetryAction::throttling_error(), false),
            (429, &none, false),
        ] {
            let found = is_outage(status, previous);
            assert_eq!(found, expected, "{status} {previous}");
        }
    }

    #[test]
    fn an_answer_is_told_once_however_often_the_sdk_asks() {
        let limiter = Arc::new(Limiter::new(Pace::Kept, None));
        let ticket = Ticket {
            place: "a scope".into(),
            action: Action::Items,
            attempt: 1,
            attempts: 10,
            began: Instant::now(),
        };
        let heard = Heard::new(limiter, ticket, Patience::with_aws(BREATH));
        let response = HttpResponse::new(400.try_into().unwrap(), SdkBody::from("{}"));
        for _ in 0..2 {
            let action = heard_of(&response, &heard, &RetryAction::throttling_error());
            assert!(action.should_retry(), "{action}");
        }
        assert!(heard.is_told.load(Ordering::Relaxed));
    }
}
