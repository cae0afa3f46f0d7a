//! What the parts of the service know of the request that they answer.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use s3s::{S3Error, S3ErrorCode, S3Result, s3_error};

use crate::sandbox::faults::Fault;
use crate::sandbox::identity::Caller;
use crate::sandbox::instance::Sandbox;
use crate::sandbox::store::Snapshot;
use crate::sandbox::wire::WireError;

/// What the parts of the service need to know of a request.
#[derive(Clone)]
pub(super) struct Context(pub(super) Arc<ContextInner>);

pub(super) struct ContextInner {
    pub(super) sandbox: Sandbox,
    pub(super) caller: Caller,
    pub(super) region: String,
    pub(super) hits: Mutex<Vec<Fault>>,
}

impl Context {
    /// The time, by the clock of the sandbox.
    pub(super) fn now(&self) -> S3Result<Timestamp> {
        let snapshot = self.snapshot()?;
        Ok(self.0.sandbox.now_at(snapshot.offset))
    }

    /// What is in the store now.
    pub(super) fn snapshot(&self) -> S3Result<Snapshot> {
        let store = &self.0.sandbox.0.store;
        store.snapshot().map_err(|error| unusable(&error))
    }
}

/// The context that was put into the request.
pub(super) fn context_in(extensions: &http::Extensions) -> S3Result<Context> {
    extensions
        .get::<Context>()
        .cloned()
        .ok_or_else(|| s3_error!(InternalError))
}

/// The error of a store that cannot be read.
pub(super) fn unusable(error: &crate::error::Error) -> S3Error {
    error_of(&WireError::internal(error))
}

/// The same error in the form of the S3 crate.
pub(super) fn error_of(error: &WireError) -> S3Error {
    let code = S3ErrorCode::from_bytes(error.code.as_bytes()).unwrap_or(S3ErrorCode::InternalError);
    let mut s3 = S3Error::with_message(code, error.message.clone());
    if let Ok(status) = http::StatusCode::from_u16(error.status) {
        s3.set_status_code(status);
    }
    s3
}
