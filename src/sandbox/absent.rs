//! What stands for the sandbox in a program that was built without it: there is none, and whoever
//! asks for one is told so.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::error::{Error, Result};
use crate::process::clock::Clock;

/// A sandbox; here there never is one.
#[derive(Clone, Debug)]
pub enum Sandbox {}

/// What [`Sandbox::open`] would give.
#[derive(Debug)]
pub struct Opened {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// Whether this was its first use.
    pub seeded: bool,
}

impl Sandbox {
    /// Refuses.
    ///
    /// # Errors
    /// Always: this program has no sandbox.
    pub fn open(_: &Path, _: Clock) -> Result<Opened> {
        Err(Error::usage("this patchctl was built without the sandbox")
            .hint("build it with its default features, or leave out --sandbox"))
    }

    /// By how much its clock was moved.
    pub fn offset(&self) -> Result<SignedDuration> {
        match *self {}
    }

    /// Moves its clock.
    pub fn advance(&self, _: SignedDuration) -> Result<Timestamp> {
        match *self {}
    }
}

/// The way of the SDK clients into the sandbox.
pub mod connector {
    use aws_smithy_runtime_api::client::http::SharedHttpClient;

    use super::Sandbox;

    /// An HTTP client that hands every request to the sandbox.
    pub fn http_client(sandbox: Sandbox) -> SharedHttpClient {
        match sandbox {}
    }
}

/// The folder of the receipts of patch runs.
pub const RUNS: &str = "runs";

/// Whether a folder holds a sandbox.
pub fn exists(_: &Path) -> bool {
    false
}

/// The AWS configuration file of a sandbox.
pub fn aws_config_file(dir: &Path) -> PathBuf {
    dir.join("aws").join("config")
}

/// The AWS credentials file of a sandbox.
pub fn credentials_file(dir: &Path) -> PathBuf {
    dir.join("aws").join("credentials")
}
