//! What an answer means: for the limiter, and for the next attempt.

use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryClassifierPriority, RetryReason,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;

use super::lost::Lost;
use super::ticket::Ticket;
use super::{Limiter, Patience};

/// How a call ended, so that it can be told again.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// Without an answer.
    Lost(Lost),
    /// With an answer that was a failure of the service.
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
}

impl Kept {
    fn answer(response: &HttpResponse) -> Self {
        // The SDK learns the time from an answer, and this one may be told again later.
        let headers = response.headers().iter();
        let headers = headers.filter(|(name, _)| !name.eq_ignore_ascii_case("date"));
        Self::Answer {
            status: response.status().as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: response.body().bytes().unwrap_or_default().to_vec(),
        }
    }

    /// The same end again.
    pub(super) fn told_again(self) -> Result<HttpResponse, Lost> {
        let (status, headers, body) = match self {
            Self::Lost(mut lost) => {
                lost.is_last = true;
                return Err(lost);
            }
            Self::Answer {
                status,
                headers,
                body,
            } => (status, headers, body),
        };
        let status = status.try_into().expect("it came as a status");
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        for (name, value) in headers {
            response.headers_mut().append(name, value);
        }
        response.add_extension(ToldAgain);
        Ok(response)
    }
}

/// An answer that was not asked for again.
#[derive(Clone, Copy, Debug)]
struct ToldAgain;

/// Who wants to know what became of an attempt that was answered.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) limiter: Arc<Limiter>,
    pub(super) ticket: Ticket,
    pub(super) patience: Patience,
}

impl Heard {
    /// Whether no attempt follows.
    pub(super) fn is_last(&self) -> bool {
        self.ticket.is_last(&self.patience)
    }
}

impl Ticket {
    /// Whether no attempt follows.
    pub(super) fn is_last(&self, patience: &Patience) -> bool {
        self.attempt >= self.attempts || self.began.elapsed() >= patience.deadline
    }
}

/// Listens to what the SDK's classifiers say of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listener;

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
        limiter,
        ticket,
        patience,
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

    match kind {
        Some(ErrorKind::ThrottlingError) => limiter.pushed_back(),
        _ if status.is_server_error() => {
            if kind.is_none() || heard.is_last() {
                let end = Kept::answer(response);
                limiter.gave_up(end, ticket.began, patience.same_breath);
            }
        }
        // A refusal is an answer too: whoever answers it is there.
        _ => limiter.answered(),
    }

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
