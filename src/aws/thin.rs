//! Calls to services that have no client crate here, because one would cost minutes of build for a
//! few operations: signed, sent, repeated, paced and logged by the same parts as all others.

use std::fmt;

use aws_config::SdkConfig;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_sdk_ssm::config::http::HttpResponse;
use aws_sdk_ssm::error::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_types::SigningName;
use aws_types::region::SigningRegion;

use super::actions::Action;
use super::limiter::{Listener, Tickets};
use super::log::CallLog;
use super::{endpoint, fault};
use crate::error::{Error, Result};

/// What a service answered in place of a result.
#[derive(Debug)]
pub(super) struct ThinError(ErrorMetadata);

impl fmt::Display for ThinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ThinError {}

impl ProvideErrorMetadata for ThinError {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

/// How a service is called, and how its answers are told apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Protocol {
    /// How the service is called in host names and in signatures.
    pub(super) signing_name: &'static str,
    /// The media type of a request.
    pub(super) content_type: &'static str,
    /// Takes code and message out of an error.
    pub(super) error: fn(&str) -> Option<(String, String)>,
}

/// Sends one request and gives the body of the answer; `place` is what has limits of its own.
///
/// # Errors
/// As with every other call: what the service answered, or what happened on the way.
pub(super) async fn send(
    config: &SdkConfig,
    place: &str,
    action: Action,
    protocol: Protocol,
    body: String,
) -> Result<String> {
    let credentials = config.credentials_provider().ok_or_else(|| {
        Error::credentials("there are no AWS credentials").hint("name a profile with --profile")
    })?;
    let url = endpoint::thin(config, action.service(), protocol.signing_name)?;
    let (content_type, error) = (protocol.content_type, protocol.error);

    let mut builder = Operation::builder()
        .service_name(action.service().id())
        .operation_name(action.operation())
        .endpoint_url(&url)
        .interceptor(CallLog)
        .interceptor(Tickets::new(place))
        .runtime_plugin(signing(config, credentials, protocol.signing_name));
    if let Some(client) = config.http_client() {
        builder = builder.http_client(client);
    }
    if let Some(timeouts) = config.timeout_config() {
        builder = builder.timeout_config(timeouts.clone());
    }
    if let Some(retry) = config.retry_config() {
        builder = builder.standard_retry(retry);
    }
    let operation = builder
        .retry_classifier(TransientErrorClassifier::<ThinError>::new())
        .retry_classifier(HttpStatusCodeClassifier::default())
        .retry_classifier(AwsErrorCodeClassifier::<ThinError>::new())
        .retry_classifier(Listener)
        .serializer(move |body: String| request(body, content_type))
        .deserializer(move |response| answer(response, error))
        .build();
    operation.invoke(body).await.map_err(fault::of(action))
}

/// What signs a request in the Region of the configuration.
fn signing(
    config: &SdkConfig,
    credentials: SharedCredentialsProvider,
    name: &'static str,
) -> StaticRuntimePlugin {
    let region = config.region().cloned();
    let signing = SigV4OperationSigningConfig {
        region: region.map(SigningRegion::from),
        name: Some(SigningName::from_static(name)),
        ..SigV4OperationSigningConfig::default()
    };
    let mut layer = Layer::new("signing");
    layer.store_put(signing);
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    // The SDK's own allowance of repetitions would end a large answer half-way.
    layer.store_put(
        RetryPartition::custom(name)
            .token_bucket(TokenBucket::unlimited())
            .build(),
    );
    let schemes = StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]);

    let mut components = RuntimeComponentsBuilder::new("signing");
    components.push_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()));
    components.set_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(schemes)));
    components.set_identity_resolver(SCHEME_ID, SharedIdentityResolver::new(credentials));
    components.set_identity_cache(config.identity_cache());
    StaticRuntimePlugin::new()
        .with_config(layer.freeze())
        .with_runtime_components(components)
}

fn request(body: String, content_type: &'static str) -> std::result::Result<HttpRequest, BoxError> {
    let request = http::Request::post("/")
        .header(http::header::CONTENT_TYPE, content_type)
        .header(http::header::CONTENT_LENGTH, body.len())
        .body(SdkBody::from(body))?;
    Ok(HttpRequest::try_from(request)?)
}

fn answer(
    response: &HttpResponse,
    error: fn(&str) -> Option<(String, String)>,
) -> std::result::Result<String, OrchestratorError<ThinError>> {
    let bytes = response.body().bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).into_owned();
    if response.status().is_success() {
        return Ok(text);
    }
    // What is no error of the service is a page of somebody in between.
    let (code, message) = error(&text).ok_or_else(|| {
        OrchestratorError::response("the answer is no error of the service".into())
    })?;
    let metadata = ErrorMetadata::builder().code(code).message(message).build();
    Err(OrchestratorError::operation(ThinError(metadata)))
}
