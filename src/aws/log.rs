//! Every call as a line of `-v`: operation, status, time, request id. No parameters, no
//! credentials.

use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, Metadata};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::domain::text::url::without_password;

/// Logs each attempt of each call.
#[derive(Debug)]
pub struct CallLog;

/// How long an attempt was under way, without its waiting for a turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Took(pub Duration);

impl Intercept for CallLog {
    fn name(&self) -> &'static str {
        "CallLog"
    }

    fn read_before_deserialization(
        &self,
        answer: &context::BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = config.load::<Metadata>().map_or_else(String::new, |call| {
            format!("{}:{}", call.service(), call.name())
        });
        // What is told again after an outage was not under way, and is no call.
        let response = answer.response();
        let Some(Took(took)) = response.extension() else {
            return Ok(());
        };
        let took = took.as_millis();

        // S3 has a header of its own for what the other services call `x-amzn-requestid`.
        let request = ["x-amzn-requestid", "x-amz-request-id"]
            .iter()
            .find_map(|name| response.headers().get(*name))
            .unwrap_or("-");

        let status = response.status().as_u16();
        tracing::info!("{operation} {status} {took}ms {request}");
        Ok(())
    }
}

/// Says that a request is on its way, those of credentials too.
pub(super) fn sent(request: &HttpRequest) {
    // Method and URL only: headers hold the signature, bodies the parameters.
    let (method, url) = (request.method(), shown(request.uri()));
    tracing::debug!("→ {method} {url}");
}

/// Says that no answer came.
pub(super) fn lost(url: &str, why: &dyn std::error::Error) {
    let mut causes = std::iter::successors(why.source(), |cause| cause.source());
    let causes = causes.by_ref().map(|cause| format!(": {cause}"));
    let causes = causes.collect::<String>();
    tracing::debug!("× {}: {why}{causes}", shown(url));
}

/// A URL without its query, which may hold a signature, and without its password.
fn shown(url: &str) -> String {
    without_password(url.split('?').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn signatures_in_a_url_are_not_logged() {
        assert_eq!(
            super::shown("https://a:b@b.s3.amazonaws.com/k?X-Amz-Signature=1"),
            "https://a:***@b.s3.amazonaws.com/k"
        );
    }
}
