//! The secret of the access keys of a sandbox.

use crate::error::{Error, Result};

/// The one of every sandbox that was made before each had its own.
pub(super) const OLD: &str = "patchctl/sandbox/this/is/not/a/secret/key";

/// A secret for a new sandbox, in as many characters as AWS's have: whoever may read its files may
/// call it, and nobody else on this machine.
///
/// # Errors
/// When the system has no randomness.
pub(super) fn new() -> Result<String> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::failed("the system gives no random numbers").with_source(error))?;
    Ok(hex::encode(bytes))
}
