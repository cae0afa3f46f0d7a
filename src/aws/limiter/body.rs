//! Bodies have an end: in time and in size.

use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use tokio::time::{Instant, timeout_at};

use super::lost::{How, Lost};

/// How many bytes a second a large body makes at least; slower than that is stuck.
const SLOWEST: u64 = 64 * 1024;
/// The largest answer that is read into memory, in bytes. A page of 50 compliance items has about
/// 60 KiB.
const LARGEST: usize = 32 * 1024 * 1024;

/// How long so many bytes may take, beyond the time that anything may take.
pub(super) fn allowance(bytes: u64) -> Duration {
    Duration::from_secs(bytes / SLOWEST)
}

/// A body on its way.
#[derive(Debug)]
pub(in super::super) struct Incoming {
    stream: ByteStream,
    began: Instant,
    so_far: u64,
    patience: Duration,
}

impl Incoming {
    /// A body that must come to its end within `patience`, and what its size allows.
    pub(in super::super) fn new(stream: ByteStream, patience: Duration) -> Self {
        Self {
            stream,
            began: Instant::now(),
            so_far: 0,
            patience,
        }
    }

    /// The next part; none at the end.
    pub(in super::super) async fn next(&mut self) -> Option<Result<Vec<u8>, Lost>> {
        let limit = self.patience + allowance(self.so_far);
        match timeout_at(self.began + limit, self.stream.next()).await {
            Ok(Some(Ok(part))) => {
                self.so_far += part.len() as u64;
                Some(Ok(part.to_vec()))
            }
            Ok(Some(Err(error))) => Some(Err(Lost::new(How::Broken, error))),
            Ok(None) => None,
            Err(late) => Some(Err(Lost::new(How::HalfAnswer(limit), late))),
        }
    }
}

/// Reads a body to its end.
pub(in super::super) async fn collect(body: SdkBody, patience: Duration) -> Result<Vec<u8>, Lost> {
    let mut incoming = Incoming::new(ByteStream::new(body), patience);
    let mut bytes = Vec::new();
    while let Some(part) = incoming.next().await {
        bytes.append(&mut part?);
        if bytes.len() > LARGEST {
            let text = format!("more than {LARGEST} bytes came");
            return Err(Lost::new(How::Endless(LARGEST), text));
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use futures::stream::{self, StreamExt as _};
    use http_body_util::StreamBody;
    use hyper::body::Frame;

    use super::*;

    const MOMENT: Duration = Duration::from_millis(20);

    /// A body of so many parts of a size, each after a moment.
    fn dripping(parts: usize, size: usize) -> SdkBody {
        let parts = stream::iter(0..parts).then(move |_| async move {
            tokio::time::sleep(MOMENT).await;
            let part = bytes::Bytes::from(vec![b'x'; size]);
            Ok::<_, std::io::Error>(Frame::data(part))
        });
        SdkBody::from_body_1_x(StreamBody::new(Box::pin(parts)))
    }

    #[tokio::test]
    async fn a_body_that_drips_has_an_end() {
        let whole = collect(dripping(3, 10), MOMENT * 50).await.unwrap();
        assert_eq!(whole.len(), 30);
        let cut = collect(dripping(1000, 1), MOMENT * 5).await.unwrap_err();
        assert_eq!(cut.how, How::HalfAnswer(MOMENT * 5));
    }

    #[tokio::test]
    async fn a_large_body_may_take_its_time() {
        // 64 KiB earn a second each.
        let size = usize::try_from(SLOWEST).unwrap();
        let whole = collect(dripping(10, size), MOMENT * 2).await.unwrap();
        assert_eq!(whole.len(), 10 * size);
    }

    #[tokio::test]
    async fn a_body_without_end_is_not_kept() {
        let endless = collect(dripping(100, LARGEST / 4), MOMENT * 500).await;
        assert_eq!(endless.unwrap_err().how, How::Endless(LARGEST));
    }
}
