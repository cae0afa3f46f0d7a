//! Every call as a line of `-v`: operation, status, time, request id. No parameters, no
//! credentials.

use std::time::Instant;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

/// Logs each attempt of each call.
#[derive(Debug)]
pub struct CallLog;

#[derive(Debug)]
struct Started(Instant);

impl Storable for Started {
    type Storer = StoreReplace<Self>;
}

impl Intercept for CallLog {
    fn name(&self) -> &'static str {
        "CallLog"
    }

    fn modify_before_transmit(
        &self,
        _context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // After signing, so that only the way to AWS and back is timed.
        config
            .interceptor_state()
            .store_put(Started(Instant::now()));
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Method and URL only: headers hold the signature, bodies the parameters.
        tracing::debug!(
            "→ {} {}",
            context.request().method(),
            without_query(context.request().uri())
        );
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = config.load::<Metadata>().map_or_else(String::new, |call| {
            format!("{}:{}", call.service(), call.name())
        });
        let started = config.load::<Started>();
        let took = started.map(|started| started.0.elapsed().as_millis());
        let took = took.unwrap_or_default();

        // S3 has a header of its own for what the other services call `x-amzn-requestid`.
        let response = context.response();
        let request = ["x-amzn-requestid", "x-amz-request-id"]
            .iter()
            .find_map(|name| response.headers().get(*name))
            .unwrap_or("-");

        let status = response.status().as_u16();
        tracing::info!("{operation} {status} {took}ms {request}");
        Ok(())
    }
}

/// A URL without its query, which may hold a signature.
fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn signatures_in_a_url_are_not_logged() {
        assert_eq!(
            super::without_query("https://b.s3.amazonaws.com/k?X-Amz-Signature=1"),
            "https://b.s3.amazonaws.com/k"
        );
    }
}
