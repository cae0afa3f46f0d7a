//! S3: the protocol and the files by `s3s` and `s3s-fs`, with what they leave open done here.
//!
//! Done here: buckets have an owner and a Region and must exist; what is refused (a bad checksum, a
//! failed condition, a broken connection) leaves nothing behind; encryption headers are remembered;
//! multipart uploads can be listed; errors of S3's own form.

mod access;
mod buckets;
mod context;
pub(super) mod disk;
mod encryption;
mod spool;
mod uploads;

use std::sync::{Arc, Mutex, PoisonError, Weak};

use http::{Request, Response};
use s3s::Body;
use s3s::service::{S3Service, S3ServiceBuilder};

use super::identity::{self, Caller};
use super::instance::{Inner, Sandbox};
use super::signature::Claim;
use super::wire::{self, Protocol, WireError};
use context::{Context, ContextInner};

/// The S3 service of one sandbox.
fn new_service(sandbox: &Sandbox) -> Result<S3Service, WireError> {
    let disk = disk::Disk::open(&sandbox.0.dir).map_err(|error| {
        internal(format!(
            "the buckets of the sandbox cannot be opened: {error}"
        ))
    })?;

    // Weak, because the sandbox holds the service.
    let weak: Weak<Inner> = Arc::downgrade(&sandbox.0);

    let mut builder = S3ServiceBuilder::new(buckets::Buckets::new(disk));
    builder.set_auth(access::Keys(weak));
    builder.set_access(access::Guard);
    Ok(builder.build())
}

/// Answers a request to S3.
pub(super) async fn handle(
    sandbox: &Sandbox,
    request_id: &str,
    claim: Option<&Claim>,
    request: Request<Body>,
) -> Response<Body> {
    let head = request.method() == http::Method::HEAD;
    let mut response = match answer(sandbox, claim, request).await {
        Ok(response) => response,
        Err(error) => wire::respond(Protocol::S3, request_id, Err(error)),
    };
    wire::set_request_id(&mut response, request_id);
    // An answer to HEAD has no body, not even that of an error.
    if head {
        response.map(|_| Body::empty())
    } else {
        response
    }
}

async fn answer(
    sandbox: &Sandbox,
    claim: Option<&Claim>,
    mut request: Request<Body>,
) -> Result<Response<Body>, WireError> {
    let claim = claim.ok_or_else(|| identity::unsigned(Protocol::S3))?;
    let caller = caller(sandbox, claim, &request)?;
    let service = service(sandbox).await?;

    let context = Context(Arc::new(ContextInner {
        sandbox: sandbox.clone(),
        caller,
        region: claim.region.clone(),
        hits: Mutex::new(Vec::new()),
    }));
    request.extensions_mut().insert(context.clone());
    let answered = service.call(request).await;

    // The service keeps in the context which faults strike the answer.
    let hits = std::mem::take(
        &mut *context
            .0
            .hits
            .lock()
            .unwrap_or_else(PoisonError::into_inner),
    );
    let response = answered.map_err(|error| internal(format!("{error:?}")))?;
    Ok(super::damage::spoil(response, &hits))
}

/// Who calls, in a Region that answers.
fn caller(sandbox: &Sandbox, claim: &Claim, request: &Request<Body>) -> Result<Caller, WireError> {
    let snapshot = sandbox
        .0
        .store
        .snapshot()
        .map_err(|error| WireError::internal(&error))?;
    let mut caller = identity::caller(
        &snapshot.world,
        sandbox.now_at(snapshot.offset),
        &claim.access_key,
        token_of(request).as_deref(),
        Protocol::S3,
    )?;
    caller.region.clone_from(&claim.region);

    // The Region is the one of the signature: the sandbox has one address for all.
    if !identity::region_answers(&snapshot.world, &caller.account, &claim.region) {
        let message = format!(
            "The authorization header is malformed; the region '{}' is wrong",
            claim.region
        );
        return Err(WireError::new("AuthorizationHeaderMalformed", message));
    }
    Ok(caller)
}

/// The service, made when it is first asked for.
async fn service(sandbox: &Sandbox) -> Result<&S3Service, WireError> {
    if let Some(service) = sandbox.0.s3.get() {
        return Ok(service);
    }

    // Opening waits for writers of other processes, and must not hold up this thread meanwhile.
    let opening = sandbox.clone();
    let made = tokio::task::spawn_blocking(move || new_service(&opening)).await;
    let made = made.map_err(|error| internal(error.to_string()))??;
    Ok(sandbox.0.s3.get_or_init(|| made))
}

fn internal(message: String) -> WireError {
    WireError::new("InternalError", message).status(500)
}

/// The session token, in its header or in the query of a presigned URL.
fn token_of(request: &Request<Body>) -> Option<String> {
    if let Some(header) = request.headers().get("x-amz-security-token") {
        return header.to_str().ok().map(str::to_owned);
    }
    let query = request.uri().query()?;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("X-Amz-Security-Token="))
        .map(str::to_owned)
}
