//! A body whose pieces come in time, or not at all.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// A body of a request that ends with an error when nothing comes for too long.
pub(super) struct Punctual {
    body: Incoming,
    slowest: Duration,
    late: Pin<Box<Sleep>>,
}

impl Punctual {
    pub(super) fn new(body: Incoming, slowest: Duration) -> Self {
        Self {
            body,
            slowest,
            late: Box::pin(sleep(slowest)),
        }
    }
}

impl Body for Punctual {
    type Data = Bytes;
    type Error = s3s::StdError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            let next = Instant::now() + self.slowest;
            self.late.as_mut().reset(next);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        self.late
            .as_mut()
            .poll(context)
            .map(|()| Some(Err("the rest of the body did not come in time".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
