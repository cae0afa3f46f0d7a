//! The sandbox on a loopback port, for any AWS client.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::damage::Reset;
use super::instance::Sandbox;
use super::punctual::Punctual;
use crate::error::{Error, Result};

/// How long a request may take to come: its head, and each piece of its body.
const SLOWEST: Duration = Duration::from_secs(30);

/// How long nobody is let in when that failed: without a descriptor left it fails at once, again and
/// again, until a connection is closed.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers on a listener until `shutdown` is done; calls that have begun are answered first.
pub async fn serve(
    sandbox: Sandbox,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    serve_within(SLOWEST, sandbox, listener, shutdown).await
}

async fn serve_within(
    slowest: Duration,
    sandbox: Sandbox,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    // Asked again here, because a listener may come from anywhere.
    let address = listener
        .local_addr()
        .map_err(|error| Error::io("cannot listen", error))?;
    check_loopback(address)?;

    let (stop, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                };
                connections.spawn(connection(slowest, sandbox.clone(), stream, stopped.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }

    // Calls that have begun are answered; connections that wait for a next one are closed.
    let _ = stop.send(true);
    while connections.join_next().await.is_some() {}
    Ok(())
}

/// Refuses an address that other machines can reach: the sandbox knows no secrets and keeps none.
pub fn check_loopback(address: impl ToSocketAddrs + std::fmt::Debug) -> Result<SocketAddr> {
    let wrong =
        || Error::usage(format!("{address:?} is not an address")).hint("--listen 127.0.0.1:0");
    let found: Vec<SocketAddr> = address
        .to_socket_addrs()
        .map_err(|error| wrong().with_source(error))?
        .collect();
    let first = found.first().copied().ok_or_else(wrong)?;
    // A name may stand for several addresses; each of them has to be one that stays here.
    if found.iter().all(|address| address.ip().is_loopback()) {
        return Ok(first);
    }
    Err(Error::usage(format!(
        "the sandbox listens on loopback only, not on {first}"
    ))
    .hint("--listen 127.0.0.1:0"))
}

/// Answers the requests of one connection. What goes wrong on it concerns its client only.
async fn connection(
    slowest: Duration,
    sandbox: Sandbox,
    stream: TcpStream,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are small, and a client waits for each.
    let _ = stream.set_nodelay(true);
    let (cut, mut is_cut) = watch::channel(false);

    // A reset is no answer: the call stays open, and the connection is dropped around it.
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (sandbox, cut) = (sandbox.clone(), cut.clone());
        async move {
            if !is_from_here(&request) {
                return Ok(stranger());
            }
            let body = |body| s3s::Body::http_body_unsync(Punctual::new(body, slowest));
            let response = sandbox.handle(request.map(body)).await;
            if response.extensions().get::<Reset>().is_some() {
                let _ = cut.send(true);
                std::future::pending::<()>().await;
            }
            Ok::<_, Infallible>(response)
        }
    });

    let connection = hyper::server::conn::http1::Builder::new()
        .keep_alive(true)
        .timer(TokioTimer::new())
        .header_read_timeout(slowest)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);

    tokio::select! {
        _ = connection.as_mut() => return,
        _ = is_cut.wait_for(|cut| *cut) => return,
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }

    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// Whether a request was meant for this machine, and comes from no page of another. A browser sends
/// what a page asks for to any address, and the name in its request tells what it took that for (DNS
/// rebinding).
fn is_from_here<B>(request: &hyper::Request<B>) -> bool {
    let authority = request.uri().authority().map(|name| name.as_str());
    let named = header(request, http::header::HOST).or(authority);
    let origin = header(request, http::header::ORIGIN);
    // The origin of a page without one is `null`, which is no page of this machine either.
    let origin = origin.map(|origin| origin.split_once("://").unwrap_or_default().1);
    named.is_some_and(is_loopback) && origin.is_none_or(is_loopback)
}

/// A header as text; what is no text is no name.
fn header<B>(request: &hyper::Request<B>, name: http::HeaderName) -> Option<&str> {
    let value = request.headers().get(name)?;
    Some(value.to_str().unwrap_or_default())
}

/// Whether a name, with its port, is one of this machine: `localhost` and what is below it (RFC
/// 6761, 6.3), and the addresses of the loopback.
fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<http::uri::Authority>() else {
        return false;
    };
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost"
        || name.ends_with(".localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn stranger() -> hyper::Response<s3s::Body> {
    let text = "The sandbox answers to localhost and loopback addresses only.\n".to_owned();
    let mut response = hyper::Response::new(s3s::Body::from(text));
    *response.status_mut() = hyper::StatusCode::FORBIDDEN;
    response
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::sandbox::testing::example;

    #[test]
    fn only_loopback_is_listened_on() {
        assert_eq!(
            check_loopback("127.0.0.1:0").unwrap().to_string(),
            "127.0.0.1:0"
        );
        assert!(check_loopback("[::1]:80").is_ok());
        for address in ["0.0.0.0:80", "10.0.0.1:80", "[::]:80"] {
            let error = check_loopback(address).unwrap_err();
            assert_eq!(error.exit_code().number(), 2, "{address}");
        }
        assert!(check_loopback("nonsense").is_err());
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let request = |host: &str, origin: Option<&str>| {
            let mut request = hyper::Request::builder().header("host", host);
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            is_from_here(&request.body(()).unwrap())
        };
        for host in [
            "localhost",
            "LOCALHOST:4567",
            "127.0.0.1:1",
            "127.8.8.8",
            "[::1]:80",
            "bucket.localhost:9",
            "localhost.",
        ] {
            assert!(request(host, None), "{host}");
        }
        for host in [
            "",
            "x",
            "localhost.evil.example",
            "evil.example:4567",
            "10.0.0.1",
            "169.254.169.254",
            "user@evil",
            "127.0.0.1.evil.example",
        ] {
            assert!(!request(host, None), "{host}");
        }
        assert!(request("localhost", Some("http://localhost:3000")));
        for origin in [
            "null",
            "https://evil.example",
            "http://localhost.evil.example",
        ] {
            assert!(!request("localhost", Some(origin)), "{origin}");
        }
        assert!(!is_from_here(&hyper::Request::new(())));
    }

    #[tokio::test]
    async fn half_a_request_is_not_waited_for() {
        let sandbox = example();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slowest = Duration::from_millis(200);
        let serving = serve_within(
            slowest,
            sandbox.sandbox.clone(),
            listener,
            std::future::pending(),
        );
        let served = tokio::spawn(serving);
        let head = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonSSM.X\r\nContent-Length: 9\r\n\r\nabc";
        for half in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: loc", head] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(half.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let ended = stream.read_to_end(&mut answer);
            let ended = tokio::time::timeout(Duration::from_secs(5), ended).await;
            assert!(ended.is_ok(), "{half:?} is waited for");
        }
        served.abort();
    }

    #[tokio::test]
    async fn requests_are_answered_until_the_end_and_connections_that_wait_are_closed() {
        let sandbox = example();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let served = tokio::spawn(serve(sandbox.sandbox.clone(), listener, async {
            let _ = stopped.await;
        }));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET /bucket HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await
            .unwrap();
        let mut buffer = vec![0; 4096];
        let length = stream.read(&mut buffer).await.unwrap();
        let text = String::from_utf8_lossy(&buffer[..length]);
        assert!(
            text.starts_with("HTTP/1.1 403") && text.contains("<Code>AccessDenied</Code>"),
            "{text}"
        );
        stop.send(()).unwrap();
        served.await.unwrap().unwrap();
        assert_eq!(stream.read(&mut buffer).await.unwrap(), 0);
    }
}
