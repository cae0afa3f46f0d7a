//! The sandbox on a loopback port, for any AWS client.

use std::convert::Infallible;
use std::net::{SocketAddr, ToSocketAddrs};

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::damage::Reset;
use super::instance::Sandbox;
use crate::error::{Error, Result};

/// Answers on a listener until `shutdown` is done; calls that have begun are answered first.
pub async fn serve(
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
                let (stream, _) = accepted.map_err(|error| Error::io(format!("cannot accept connections on {address}"), error))?;
                connections.spawn(connection(sandbox.clone(), stream, stopped.clone()));
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
async fn connection(sandbox: Sandbox, stream: TcpStream, mut stopped: watch::Receiver<bool>) {
    // Answers are small, and a client waits for each.
    let _ = stream.set_nodelay(true);
    let (cut, mut is_cut) = watch::channel(false);

    // A reset is no answer: the call stays open, and the connection is dropped around it.
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (sandbox, cut) = (sandbox.clone(), cut.clone());
        async move {
            let response = sandbox.handle(request.map(s3s::Body::from)).await;
            if response.extensions().get::<Reset>().is_some() {
                let _ = cut.send(true);
                std::future::pending::<()>().await;
            }
            Ok::<_, Infallible>(response)
        }
    });

    let connection = hyper::server::conn::http1::Builder::new()
        .keep_alive(true)
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
            .write_all(b"GET /bucket HTTP/1.1\r\nHost: x\r\n\r\n")
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
