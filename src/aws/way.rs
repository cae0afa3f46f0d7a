//! The way of a request: directly, or through a proxy of the environment. What fails on it names
//! the host and the proxy, for our own calls and for those that the SDK makes to sign in.

use std::error::Error as StdError;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, Connector, tls};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::Uri;

use super::given;
use super::limiter::{collect, is_refused};
use super::proxies::{Proxies, Proxy};
use crate::error::{Error, Result};
use crate::process::input;

/// The largest file of certificates that is read, in bytes; the usual ones have 250 KiB.
const LARGEST_BUNDLE: u64 = 16 * 1024 * 1024;
/// For how long a refused connection is tried.
const REFUSED: Duration = Duration::from_secs(2);
/// For how long an answer that gives keys may come in: it has some KiB.
const PATIENCE: Duration = Duration::from_secs(30);
/// How a certificate begins in PEM (RFC 7468).
const CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// The way of all requests.
#[derive(Clone, Debug)]
pub(super) struct Way {
    direct: SharedHttpClient,
    http: Option<(Proxy, SharedHttpClient)>,
    https: Option<(Proxy, SharedHttpClient)>,
    proxies: Proxies,
    /// Where requests go in place of the host that they name.
    instead: Option<Uri>,
    told: Told,
}

/// Who writes requests into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The client that makes them.
    ByClient,
    /// Nobody else: the SDK makes them on its own, to sign in.
    Here,
    /// The same, beside the machine: where nobody is there, it is no machine of AWS.
    Beside,
}

impl Way {
    /// The way with these certificates and proxies.
    ///
    /// # Errors
    /// A usage error for certificates that cannot be read.
    pub(super) fn new(ca_bundle: Option<&Path>, proxies: Proxies) -> Result<Self> {
        let context = match ca_bundle {
            Some(path) => Some(trusting(path)?),
            // The SDK ends the program when the machine has none.
            None if rustls_native_certs::load_native_certs().certs.is_empty() => Some(nobody()?),
            None => None,
        };
        Ok(Self {
            direct: client(None, context.as_ref()),
            http: through(proxies.http.as_ref(), context.as_ref()),
            https: through(proxies.https.as_ref(), context.as_ref()),
            proxies,
            instead: None,
            told: Told::ByClient,
        })
    }

    /// The way that ends in this process: no proxy, no certificates.
    pub(super) fn within(client: SharedHttpClient) -> Self {
        Self {
            direct: client,
            http: None,
            https: None,
            proxies: Proxies::default(),
            instead: None,
            told: Told::ByClient,
        }
    }

    /// The same for the calls that the SDK makes on its own to sign in; `--endpoint-url` means them
    /// as well. None of them is signed with its host, so that the host can be another one.
    pub(super) fn signing_in(&self, instead: Option<Uri>) -> Self {
        Self {
            instead,
            told: Told::Here,
            ..self.clone()
        }
    }

    /// The same for the credentials of the machine and the container, which come from beside it: no
    /// proxy may see them.
    pub(super) fn nearby(&self) -> Self {
        Self {
            told: Told::Beside,
            ..Self::within(self.direct.clone())
        }
    }
}

impl HttpClient for Way {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let open = |client: &SharedHttpClient| client.http_connector(settings, components);
        SharedHttpConnector::new(Open {
            direct: open(&self.direct),
            http: self.http.as_ref().map(|(_, client)| open(client)),
            https: self.https.as_ref().map(|(_, client)| open(client)),
            way: self.clone(),
        })
    }
}

/// The way with the time limits of one client.
#[derive(Debug)]
struct Open {
    direct: SharedHttpConnector,
    http: Option<SharedHttpConnector>,
    https: Option<SharedHttpConnector>,
    way: Way,
}

impl Open {
    fn of(&self, url: &Uri) -> (&SharedHttpConnector, Option<&Proxy>) {
        let proxy = self.way.proxies.of_url(url);
        let through = match url.scheme_str() {
            Some("http") => self.http.as_ref(),
            _ => self.https.as_ref(),
        };
        match (proxy, through) {
            (Some(proxy), Some(connector)) => (connector, Some(proxy)),
            _ => (&self.direct, None),
        }
    }
}

impl HttpConnector for Open {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        if let Some(url) = self
            .way
            .instead
            .as_ref()
            .and_then(|to| moved(request.uri(), to))
            && let Err(error) = request.set_uri(url)
        {
            return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into())));
        }

        // What is no URL is for the client to refuse.
        let url = request.uri().parse::<Uri>().unwrap_or_default();
        let (connector, proxy) = self.of(&url);
        let failed = Unreached {
            host: host(&url),
            proxy: proxy.map(Proxy::shown),
            source: None,
        };
        let (told, method) = (self.way.told, request.method().to_owned());
        let started = Instant::now();
        if told != Told::ByClient {
            // The host alone: paths and queries of such calls name sessions.
            tracing::debug!("→ {method} {} (credentials)", failed.host);
        }

        let connector = connector.clone();
        HttpConnectorFuture::new(async move {
            let answer = match told {
                Told::ByClient | Told::Beside => connector.call(request).await,
                Told::Here => patiently(&connector, request, started).await,
            };
            let took = started.elapsed().as_millis();
            let host = &failed.host;
            match answer {
                Ok(answer) if failed.proxy.is_some() && is_of_proxy(&answer) => {
                    let status = answer.status().as_u16();
                    tracing::debug!("✗ {host} {took}ms: the proxy answered HTTP {status}");
                    let why = format!("the proxy answered HTTP {status}");
                    Err(failed.of(ConnectorError::io(why.into())))
                }
                Ok(answer) if told != Told::ByClient => {
                    let status = answer.status().as_u16();
                    tracing::info!("credentials from {host} {status} {took}ms");
                    given(answer, url.path())
                        .await
                        .map_err(|error| failed.of(error))
                }
                Ok(answer) => Ok(answer),
                Err(error) => {
                    tracing::debug!("✗ {host} {took}ms: {}", chain(&error));
                    Err(failed.of(error))
                }
            }
        })
    }
}

/// A request that came to no answer, and where it went.
#[derive(Debug)]
pub(super) struct Unreached {
    /// The host, with its port where that is not the usual one.
    pub(super) host: String,
    /// The proxy on the way.
    pub(super) proxy: Option<String>,
    source: Option<BoxError>,
}

impl Unreached {
    /// The same failure, of the same kind, with its place.
    fn of(self, error: ConnectorError) -> ConnectorError {
        let connection = error.connection_metadata().cloned();
        let (timeout, io, user) = (error.is_timeout(), error.is_io(), error.is_user());
        let kind = error.as_other();
        let place = Box::new(Self {
            source: Some(error.into_source()),
            ..self
        });
        let placed = if timeout {
            ConnectorError::timeout(place)
        } else if io {
            ConnectorError::io(place)
        } else if user {
            ConnectorError::user(place)
        } else {
            ConnectorError::other(place, kind)
        };
        match connection {
            Some(connection) => placed.with_connection(connection),
            None => placed,
        }
    }

    /// Looks for it among the causes of an error.
    pub(super) fn among<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Self> {
        let mut cause = Some(error);
        while let Some(current) = cause {
            if let Some(found) = current.downcast_ref::<Self>() {
                return Some(found);
            }
            cause = current.source();
        }
        None
    }

    /// The place and the reason in one line.
    pub(super) fn told(&self) -> String {
        let why = self.source.as_ref().map(|source| chain(source.as_ref()));
        format!("{self}: {}", why.unwrap_or_default())
    }

    /// What helps when a proxy is on the way.
    pub(super) fn hint(&self) -> Option<String> {
        let proxy = self.proxy.as_ref()?;
        let name = self.host.split(':').next().unwrap_or_default();
        Some(format!(
            "the request went through the proxy {proxy}; NO_PROXY={name} goes past it"
        ))
    }
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.proxy {
            Some(proxy) => write!(f, "{} through the proxy {proxy}", self.host),
            None => f.write_str(&self.host),
        }
    }
}

impl StdError for Unreached {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Where nobody is there that is said after two seconds; the SDK would go on for longer.
async fn patiently(
    connector: &SharedHttpConnector,
    mut request: HttpRequest,
    started: Instant,
) -> std::result::Result<HttpResponse, ConnectorError> {
    loop {
        let again = request.try_clone();
        let error = match connector.call(request).await {
            Err(error) if is_refused(&error) => error,
            other => return other,
        };
        let Some(next) = again.filter(|_| started.elapsed() < REFUSED) else {
            // Of what the caller did wrong nobody tries again.
            return Err(ConnectorError::user(error.into_source()));
        };
        tokio::time::sleep(REFUSED / 6).await;
        request = next;
    }
}

/// An answer of those who give keys. What has none, or is out of order, is a fault of the way: nobody
/// has to sign in again for it.
async fn given(
    answer: HttpResponse,
    path: &str,
) -> std::result::Result<HttpResponse, ConnectorError> {
    let status = answer.status().as_u16();
    if status == 429 || status >= 500 {
        return Err(ConnectorError::io(
            format!("it answered HTTP {status}").into(),
        ));
    }
    if !answer.status().is_success() || !given::is_giving(path) {
        return Ok(answer);
    }

    let headers = answer.headers().clone();
    let code = answer.status();
    let body = collect(answer.into_body(), PATIENCE).await;
    let body = body.map_err(|lost| ConnectorError::io(lost.to_string().into()))?;
    if let Some(why) = given::lacks(path, &body) {
        return Err(ConnectorError::other(why.into(), None));
    }
    let mut answer = HttpResponse::new(code, SdkBody::from(body));
    *answer.headers_mut() = headers;
    Ok(answer)
}

/// Whether an answer is one of the proxy itself: AWS names the request in each of its own.
fn is_of_proxy(answer: &HttpResponse) -> bool {
    let headers = answer.headers();
    let of_aws = ["x-amzn-requestid", "x-amz-request-id"];
    matches!(answer.status().as_u16(), 407 | 502 | 503 | 504)
        && of_aws.iter().all(|name| !headers.contains_key(*name))
}

/// An error and its causes in one line.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(current) = cause {
        text.push_str(": ");
        text.push_str(&current.to_string());
        cause = current.source();
    }
    text
}

fn host(url: &Uri) -> String {
    let authority = url.authority().map_or("", |authority| authority.as_str());
    authority.rsplit('@').next().unwrap_or_default().to_owned()
}

/// A URL at another place, behind that one's path.
fn moved(url: &str, to: &Uri) -> Option<String> {
    let url = url.parse::<Uri>().ok()?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let base = to.to_string();
    Some(format!("{}{path}", base.trim_end_matches('/')))
}

/// A proxy with its client.
fn through(
    proxy: Option<&Proxy>,
    context: Option<&tls::TlsContext>,
) -> Option<(Proxy, SharedHttpClient)> {
    let proxy = proxy?;
    Some((proxy.clone(), client(Some(proxy), context)))
}

fn client(proxy: Option<&Proxy>, context: Option<&tls::TlsContext>) -> SharedHttpClient {
    let config = proxy.and_then(|proxy| match proxy.url.parse::<Uri>() {
        Ok(url) => ProxyConfig::all(url).ok(),
        Err(_) => None,
    });
    let config = config.unwrap_or_else(ProxyConfig::disabled);
    let context = context.cloned();
    Builder::new().build_with_connector_fn(move |settings, components| {
        let provider = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
        let mut builder = Connector::builder().proxy_config(config.clone());
        builder.set_connector_settings(settings.cloned());
        if let Some(components) = components {
            builder.set_sleep_impl(components.sleep_impl());
        }
        let builder = builder.tls_provider(provider);
        match &context {
            Some(context) => builder.tls_context(context.clone()).build(),
            None => builder.build(),
        }
    })
}

/// Trusts the certificates of a bundle and no others, as the AWS CLI does.
fn trusting(bundle: &Path) -> Result<tls::TlsContext> {
    let pem = input::read(bundle, LARGEST_BUNDLE)
        .map_err(|error| bad_bundle(bundle, &error.to_string()))?;
    if pem.is_too_large() {
        return Err(bad_bundle(bundle, "it is larger than 16 MiB"));
    }

    // A file without a certificate would make an empty store, with which every connection fails
    // for a reason that names no file.
    let mut windows = pem.bytes.windows(CERTIFICATE.len());
    if !windows.any(|window| window == CERTIFICATE) {
        return Err(bad_bundle(bundle, "it holds no PEM certificate"));
    }
    tls::TlsContext::builder()
        .with_trust_store(tls::TrustStore::empty().with_pem_certificate(pem.bytes))
        .build()
        .map_err(|error| bad_bundle(bundle, &error.to_string()))
}

/// Trusts nobody: where no certificate is known, only what is not encrypted can be asked.
fn nobody() -> Result<tls::TlsContext> {
    tls::TlsContext::builder()
        .with_trust_store(tls::TrustStore::empty())
        .build()
        .map_err(|error| Error::failed("cannot set up TLS").with_source(error))
}

fn bad_bundle(path: &Path, why: &str) -> Error {
    let path = path.display();
    Error::usage(format!("the CA bundle {path} cannot be used: {why}"))
        .hint("--ca-bundle wants a PEM file")
}
