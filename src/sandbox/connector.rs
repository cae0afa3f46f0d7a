//! The way from the SDK clients into the sandbox without a network.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::{HeaderValue, Request};
use s3s::Body;

use super::Sandbox;
use super::http::Reset;

/// An HTTP client for the SDK that hands every request to the sandbox.
pub fn http_client(sandbox: Sandbox) -> SharedHttpClient {
    SharedHttpClient::new(InProcess(sandbox))
}

#[derive(Debug)]
struct InProcess(Sandbox);

impl HttpClient for InProcess {
    fn http_connector(&self, _settings: &HttpConnectorSettings, _components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(Self(self.0.clone()))
    }
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let sandbox = self.0.clone();
        HttpConnectorFuture::new(async move {
            let request = incoming(request).map_err(|error| ConnectorError::user(error.into()))?;
            let response = sandbox.handle(request).await;
            if response.extensions().get::<Reset>().is_some() {
                let reset = std::io::Error::new(std::io::ErrorKind::ConnectionReset, "the connection was reset");
                return Err(ConnectorError::io(reset.into()));
            }
            let response = response.map(SdkBody::from_body_1_x);
            HttpResponse::try_from(response).map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

/// Turns the request of the SDK into one as a server would see it.
fn incoming(request: HttpRequest) -> Result<Request<Body>, String> {
    let request = request.try_into_http1x().map_err(|error| error.to_string())?;
    let (mut parts, body) = request.into_parts();
    if !parts.headers.contains_key(http::header::HOST)
        && let Some(authority) = parts.uri.authority()
    {
        let host = HeaderValue::from_str(authority.as_str()).map_err(|error| error.to_string())?;
        parts.headers.insert(http::header::HOST, host);
    }
    let body = match body.bytes() {
        Some(bytes) => Body::from(bytes.to_vec()),
        None => Body::http_body_unsync(body),
    };
    Ok(Request::from_parts(parts, body))
}

#[cfg(test)]
mod tests {
    use aws_credential_types::Credentials;
    use aws_types::SdkConfig;
    use aws_types::region::Region;

    use super::*;
    use crate::context::clock::Clock;

    fn config(sandbox: &Sandbox) -> SdkConfig {
        let status = sandbox.status().unwrap();
        let key = &status.accounts[0].access_key;
        SdkConfig::builder()
            .http_client(http_client(sandbox.clone()))
            .region(Region::new("us-east-1"))
            .credentials_provider(aws_credential_types::provider::SharedCredentialsProvider::new(Credentials::for_tests_with(key)))
            .behavior_version(aws_config::BehaviorVersion::latest())
            .build()
    }

    trait ForTests {
        fn for_tests_with(key: &str) -> Self;
    }

    impl ForTests for Credentials {
        fn for_tests_with(key: &str) -> Self {
            Self::new(key, super::super::identity::SECRET, None, None, "test")
        }
    }

    #[tokio::test]
    async fn the_sdk_reads_nodes_and_the_caller_without_a_network() {
        let dir = tempfile::tempdir().unwrap();
        let opened = Sandbox::open(&dir.path().join("box"), Clock::system()).unwrap();
        assert!(opened.seeded);
        let config = config(&opened.sandbox);
        let nodes = aws_sdk_ssm::Client::new(&config).describe_instance_information().send().await.unwrap();
        assert!(!nodes.instance_information_list().is_empty());
        let caller = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await.unwrap();
        assert_eq!(caller.account(), Some("111122223333"));
        let again = Sandbox::open(&dir.path().join("box"), Clock::system()).unwrap();
        assert!(!again.seeded);
    }
}
