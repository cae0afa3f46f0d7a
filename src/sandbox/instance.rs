//! A sandbox that is open: its folder, its store and its clock.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::{SignedDuration, Timestamp};
use s3s::service::S3Service;

use super::faults::{Drill, Fault};
use super::store::Store;
use crate::error::Result;
use crate::process::clock::Clock;

/// An open sandbox. Clones share everything.
#[derive(Clone)]
pub struct Sandbox(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) dir: PathBuf,
    pub(super) clock: Clock,
    pub(super) store: Store,
    pub(super) drill: Drill,
    pub(super) requests: AtomicU64,
    pub(super) s3: OnceLock<S3Service>,
    /// What was asked for right after a command was sent, and not answered yet.
    pub(super) glimpsed: Mutex<HashSet<String>>,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox")
            .field("dir", &self.0.dir)
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// The time in the sandbox: the clock moved by the stored offset. When the store cannot be
    /// read, the clock alone.
    pub fn now(&self) -> Timestamp {
        self.now_at(self.offset().unwrap_or(SignedDuration::ZERO))
    }

    pub(super) fn now_at(&self, offset: SignedDuration) -> Timestamp {
        self.0.clock.moved_by(offset).now()
    }

    /// By how much the clock was moved.
    pub fn offset(&self) -> Result<SignedDuration> {
        Ok(self.0.store.snapshot()?.offset)
    }

    /// Moves the clock by whole seconds; gives the new time.
    pub fn advance(&self, by: SignedDuration) -> Result<Timestamp> {
        let offset = self.0.store.advance(by, self.now())?;
        Ok(self.now_at(offset))
    }

    /// Puts these faults in the place of the stored ones, and begins to count anew.
    pub fn set_faults(&self, faults: &[Fault]) -> Result<()> {
        self.0.drill.restart();
        self.0.store.set_faults(faults)
    }

    /// A deterministic id for the next answer.
    pub(super) fn next_request_id(&self) -> String {
        let number = self.0.requests.fetch_add(1, Ordering::Relaxed) + 1;
        format!("00000000-0000-4000-8000-{number:012x}")
    }
}
