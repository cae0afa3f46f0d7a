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
use aws_types::region::{Region, SigningRegion};
use serde_json::Value;

use super::actions::Action;
use super::limiter::{Listener, Tickets};
use super::log::CallLog;
use super::protocol::Protocol;
use super::xml::Element;
use super::{endpoint, fault, proof};
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
    let (url, region) = endpoint::thin(config, action.service(), protocol)?;

    // The same parts as the clients of the SDK have; what a setting leaves out has its default there.
    let mut builder = Operation::builder()
        .service_name(action.service().id())
        .operation_name(action.operation())
        .endpoint_url(&url)
        .interceptor(CallLog)
        .interceptor(Tickets::new(place))
        .runtime_plugin(signing(config, credentials, protocol, region));
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
        .serializer(move |body: String| request(body, protocol, action))
        .deserializer(answer)
        .build();
    operation.invoke(body).await.map_err(fault::of(action))
}

/// Sends what a JSON service is asked and gives what it answers.
///
/// # Errors
/// As [`send`]; an answer that is no JSON.
pub(super) async fn send_json(
    config: &SdkConfig,
    place: &str,
    action: Action,
    protocol: Protocol,
    input: &Value,
) -> Result<Value> {
    let text = send(config, place, action, protocol, input.to_string()).await?;
    serde_json::from_str(&text).map_err(|_| unread(action, "is no JSON"))
}

/// That an answer is not what the service gives.
pub(super) fn unread(action: Action, why: &str) -> Error {
    Error::failed(format!("the answer to {} {why}", action.iam()))
        .hint("is --endpoint-url really an AWS endpoint, and does no proxy answer in its place?")
}

/// What signs a request.
fn signing(
    config: &SdkConfig,
    credentials: SharedCredentialsProvider,
    protocol: Protocol,
    region: Region,
) -> StaticRuntimePlugin {
    let name = protocol.signing_name;
    let signing = SigV4OperationSigningConfig {
        region: Some(SigningRegion::from(region)),
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

fn request(
    body: String,
    protocol: Protocol,
    action: Action,
) -> std::result::Result<HttpRequest, BoxError> {
    let mut request = http::Request::post(protocol.path)
        .header(http::header::CONTENT_TYPE, protocol.content_type)
        .header(http::header::CONTENT_LENGTH, body.len());
    if let Some(prefix) = protocol.target {
        request = request.header("x-amz-target", format!("{prefix}.{}", action.operation()));
    }
    Ok(HttpRequest::try_from(request.body(SdkBody::from(body))?)?)
}

fn answer(response: &HttpResponse) -> std::result::Result<String, OrchestratorError<ThinError>> {
    let bytes = response.body().bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).into_owned();
    if response.status().is_success() {
        return Ok(text);
    }
    // What is no error of the service is a page of somebody in between.
    let code = proof::error_code(response).ok_or_else(|| {
        OrchestratorError::response("the answer is no error of the service".into())
    })?;
    let message = message(&text).unwrap_or_default();
    let metadata = ErrorMetadata::builder().code(code).message(message).build();
    Err(OrchestratorError::operation(ThinError(metadata)))
}

/// The sentence of an error: JSON spells its member in two ways, and XML has it deeper inside.
fn message(text: &str) -> Option<String> {
    if let Ok(body) = serde_json::from_str::<Value>(text) {
        let message = body.get("message").or_else(|| body.get("Message"))?;
        return message.as_str().map(str::to_owned);
    }
    let root = Element::parse(text)?;
    let error = root.list("Errors").next().or_else(|| root.child("Error"))?;
    error.text_of("Message").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn the_sentence_of_an_error_is_found_in_every_form() {
        for (text, expected) in [
            (r#"{"__type":"A#B","message":"no"}"#, Some("no")),
            (r#"{"Message":"no"}"#, Some("no")),
            (
                "<Response><Errors><Error><Code>C</Code><Message>a &amp; b</Message></Error></Errors></Response>",
                Some("a & b"),
            ),
            (
                "<ErrorResponse><Error><Code>C</Code><Message>no</Message></Error></ErrorResponse>",
                Some("no"),
            ),
            ("<html/>", None),
            ("", None),
        ] {
            assert_eq!(message(text).as_deref(), expected, "{text}");
        }
    }
}
