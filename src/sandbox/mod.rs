//! The sandbox: an AWS of one's own, in this process or on a loopback port, with the same wire and
//! the same refusals.
//!
//! A request goes through [`Sandbox::handle`]: faults that are asked for, the signature, the
//! service, the operation. What a node reports is computed by the rules of `domain` over the
//! catalogues of the fleet file.

pub mod catalog;
pub mod connector;
mod constraint;
mod derive;
mod faults;
mod fleet;
mod http;
mod identity;
mod organizations;
mod outputs;
mod paging;
mod regions;
mod resource_groups;
mod s3;
mod seed;
pub mod serve;
mod signature;
mod ssm;
mod status;
mod store;
mod sts;
mod tagging;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod wire;
mod world;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use crate::error::Result;
use crate::process::clock::Clock;

pub use catalog::host::Host;
pub use faults::{Fault, FaultKind};
pub use s3s::Body;
pub use seed::{
    RUNS, SeedOptions, aws_config_file, credentials_file, exists, reset, seed, seed_with_host,
};
pub use status::{AccountStatus, ScopeStatus, Status};

/// An open sandbox. Clones share everything.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    dir: PathBuf,
    clock: Clock,
    store: store::Store,
    drill: faults::Drill,
    requests: AtomicU64,
    s3: std::sync::OnceLock<s3::Service>,
    /// What was asked for right after a command was sent, and not answered yet.
    glimpsed: Mutex<HashSet<String>>,
}

/// What [`Sandbox::open`] gives.
#[derive(Debug)]
pub struct Opened {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// Whether this was the first use, which put the example fleet into it.
    pub seeded: bool,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox")
            .field("dir", &self.0.dir)
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Opens the sandbox in a folder; the first use creates it with the example fleet.
    pub fn open(dir: &Path, clock: Clock) -> Result<Opened> {
        let seeded = seed::ensure(dir, clock.clone())?;
        let store = store::Store::open(&dir.join(store::FILE))?;
        // A store that cannot be read is told now, and not by the first call.
        store.snapshot()?;
        let inner = Inner {
            dir: dir.to_owned(),
            clock,
            store,
            drill: faults::Drill::default(),
            requests: AtomicU64::new(0),
            s3: std::sync::OnceLock::new(),
            glimpsed: Mutex::default(),
        };

        Ok(Opened {
            sandbox: Self(Arc::new(inner)),
            seeded,
        })
    }

    /// The time in the sandbox: the clock moved by the stored offset. When the store cannot be
    /// read, the clock alone.
    pub fn now(&self) -> Timestamp {
        self.now_at(self.offset().unwrap_or(SignedDuration::ZERO))
    }

    fn now_at(&self, offset: SignedDuration) -> Timestamp {
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

    /// What is in the sandbox.
    pub fn status(&self) -> Result<Status> {
        let snapshot = self.0.store.snapshot()?;
        Ok(Status::new(
            &self.0.dir,
            self.now_at(snapshot.offset),
            &snapshot,
        ))
    }

    /// Puts these faults in the place of the stored ones, and begins to count anew.
    pub fn set_faults(&self, faults: &[Fault]) -> Result<()> {
        self.0.drill.restart();
        self.0.store.set_faults(faults)
    }

    /// A deterministic id for the next answer.
    fn next_request_id(&self) -> String {
        let number = self.0.requests.fetch_add(1, Ordering::Relaxed) + 1;
        format!("00000000-0000-4000-8000-{number:012x}")
    }
}
