//! What a fault does to the way of an answer: it comes later, in half, or not at all.

use http::Response;
use jiff::SignedDuration;
use s3s::Body;

use super::faults::{Fault, FaultKind};

/// A marker on a response: the connection is to be reset instead of answering.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reset;

/// Waits as long as the faults ask for.
pub(super) async fn delay(hits: &[Fault]) {
    let milliseconds: u64 = hits
        .iter()
        .filter(|hit| hit.kind == FaultKind::Latency)
        .filter_map(|hit| hit.milliseconds)
        .sum();
    if milliseconds > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
    }
}

/// How old the answer is.
pub(super) fn lateness(hits: &[Fault]) -> SignedDuration {
    let late = hits.iter().filter(|hit| hit.kind == FaultKind::Late);
    let seconds = late.filter_map(|hit| hit.seconds).max();
    SignedDuration::from_secs(seconds.unwrap_or_default().into())
}

/// Breaks a response when a fault asks for it: no answer at all, or half of one.
pub(super) fn spoil(mut response: Response<Body>, hits: &[Fault]) -> Response<Body> {
    // A marker only: how a connection is reset is for who holds it.
    if hits
        .iter()
        .any(|hit| matches!(hit.kind, FaultKind::Reset | FaultKind::LostAnswer))
    {
        response.extensions_mut().insert(Reset);
    }
    if hits.iter().any(|hit| hit.kind == FaultKind::TruncatedBody) {
        return truncated(response);
    }
    response
}

fn truncated(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    // The length is that of the whole, so that the client waits for more.
    let whole = body.bytes().unwrap_or_default();
    parts.headers.insert(
        http::header::CONTENT_LENGTH,
        http::HeaderValue::from(whole.len().max(1)),
    );

    let half = whole.slice(..whole.len() / 2);
    let ended = std::io::Error::new(
        std::io::ErrorKind::ConnectionReset,
        "the sandbox ended the answer in the middle",
    );
    let frames = [Ok(hyper::body::Frame::data(half)), Err(ended)];
    let body = http_body_util::StreamBody::new(futures::stream::iter(frames));
    Response::from_parts(parts, Body::http_body(body))
}
