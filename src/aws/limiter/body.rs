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
pub(super) async fn collect(body: SdkBody, patience: Duration) -> Result<Vec<u8>, Lost> {
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
