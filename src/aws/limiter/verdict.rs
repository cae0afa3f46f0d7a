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
            _ if response.status().is_server_error() => {
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
