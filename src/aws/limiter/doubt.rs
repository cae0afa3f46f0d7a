//! Whether a call that failed may have had its effect all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::lost::{How, Lost};
use crate::aws::proof::error_code;

/// How many attempts of one call may have had their effect, which is one where it went well. It goes
/// along with the call as an interceptor.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Doubt(Arc<AtomicU32>);

impl Doubt {
    /// Learns how an attempt ended that was sent.
    pub(super) fn learn(&self, outcome: Result<&HttpResponse, &Lost>) {
        let is_settled = match outcome {
            Ok(response) => is_refusal(response),
            Err(lost) => matches!(lost.how, How::Refused | How::NoConnection),
        };
        // An answer that is well counts as well: should it not be understood, it was given.
        if !is_settled {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many attempts may have had their effect.
    pub(in super::super) fn effects(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether any may have had it.
    pub(in super::super) fn is_open(&self) -> bool {
        self.effects() > 0
    }
}

impl Intercept for Doubt {
    fn name(&self) -> &'static str {
        "Doubt"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().add_extension(self.clone());
        Ok(())
    }
}

/// Whether AWS said no. A page of somebody in between has no code, and after an internal error
/// nobody knows.
fn is_refusal(response: &HttpResponse) -> bool {
    let status = response.status();
    match error_code(response).as_deref() {
        _ if status.is_success() => false,
        // S3 says so when it is asked too often, and took nothing then.
        Some("SlowDown") => true,
        Some(_) => status.as_u16() < 500,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn answer(status: u16, body: &str) -> HttpResponse {
        let status = status.try_into().expect("a status");
        HttpResponse::new(status, SdkBody::from(body.to_owned()))
    }

    #[test]
    fn only_a_no_of_aws_leaves_no_doubt() {
        let html = "<html><body>Sign in</body></html>";
        for (status, body, open) in [
            (400, r#"{"__type":"ValidationException"}"#, false),
            (
                400,
                r#"{"__type":"com.amazonaws.ssm#ThrottlingException"}"#,
                false,
            ),
            (412, "<Error><Code>PreconditionFailed</Code></Error>", false),
            (503, "<Error><Code>SlowDown</Code></Error>", false),
            (500, r#"{"__type":"InternalServerError"}"#, true),
            (503, "<Error><Code>ServiceUnavailable</Code></Error>", true),
            (403, html, true),
            (407, html, true),
            (400, "{}", true),
            (302, "", true),
            // It was given, and then not understood.
            (200, r#"{"BaselineId":5}"#, true),
        ] {
            let doubt = Doubt::default();
            doubt.learn(Ok(&answer(status, body)));
            assert_eq!(doubt.is_open(), open, "{status} {body}");
        }
    }

    #[test]
    fn an_attempt_that_may_have_worked_stays_so_whatever_the_next_one_says() {
        let doubt = Doubt::default();
        doubt.learn(Err(&Lost::new(How::Refused, "lost")));
        assert!(!doubt.is_open());
        doubt.learn(Err(&Lost::new(How::NoAnswer, "lost")));
        doubt.learn(Ok(&answer(400, r#"{"__type":"DoesNotExistException"}"#)));
        assert!(doubt.is_open());
    }
}
