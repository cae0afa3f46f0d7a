//! Who may do what with which bucket.

use std::sync::{PoisonError, Weak};

use http::{HeaderMap, HeaderValue};
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::{S3Auth, SecretKey};
use s3s::path::S3Path;
use s3s::{S3Result, s3_error};

use super::context::{Context, context_in, error_of, unusable};
use crate::sandbox::instance::Inner;
use crate::sandbox::wire::Protocol;
use crate::sandbox::{damage, faults, identity, regions};

/// Finds the secret of an access key.
pub(super) struct Keys(pub(super) Weak<Inner>);

#[async_trait::async_trait]
impl S3Auth for Keys {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        let inner = self.0.upgrade().ok_or_else(|| s3_error!(InternalError))?;
        let snapshot = inner.store.snapshot().map_err(|error| unusable(&error))?;
        identity::secret_of(&snapshot.world, access_key)
            .map(SecretKey::from)
            .ok_or_else(|| s3_error!(InvalidAccessKeyId))
    }
}

/// Lets a request pass that was signed, and whose bucket is there, in this Region, and of this
/// account.
pub(super) struct Guard;

#[async_trait::async_trait]
impl S3Access for Guard {
    async fn check(&self, request: &mut S3AccessContext<'_>) -> S3Result<()> {
        // Before all else: without a key nobody is asked anything.
        if request.credentials().is_none() {
            return Err(s3_error!(AccessDenied));
        }

        let operation = request.s3_op().name().to_owned();
        let context = context_in(request.extensions_mut())?;
        drill(&context, &operation).await?;

        let partition = regions::partition(&context.0.region);
        let (bucket, resource) = match request.s3_path() {
            S3Path::Root => (None, "*".to_owned()),
            S3Path::Bucket { bucket } => (Some(bucket), format!("arn:{partition}:s3:::{bucket}")),
            S3Path::Object { bucket, key } => {
                storable(bucket, key, &operation)?;
                (Some(bucket), format!("arn:{partition}:s3:::{bucket}/{key}"))
            }
        };

        let action = format!("s3:{}", action_of(&operation));
        let caller = &context.0.caller;
        // The policy of the bucket denies it to everybody whose principal has not the tag of the
        // policy, administrators too; lists are not denied (AWSQuickSetupType-PatchPolicy-CFN-TA).
        let copies = bucket.is_some_and(|bucket| bucket.starts_with("aws-quicksetup-patchpolicy-"));
        if copies && action == "s3:GetObject" {
            return Err(s3_error!(
                AccessDenied,
                "User: {} is not authorized to perform: {action} on resource: \"{resource}\" with an explicit deny in a resource-based policy",
                caller.arn
            ));
        }
        caller
            .may(&action, &resource)
            .map_err(|error| s3_error!(AccessDenied, "{}", error.message))?;

        // A bucket that is to be made is nobody's yet.
        match bucket {
            Some(bucket) if operation != "CreateBucket" => {
                owned(&context, bucket, request.headers())
            }
            _ => Ok(()),
        }
    }
}

/// Whether the file system can keep a key. S3 itself takes any up to 1,024 bytes; here a key is a
/// path, and its metadata lies in a file whose name holds bucket and key in base64. The outputs of
/// commands have no such file, so that they may be read under any key.
fn storable(bucket: &str, key: &str, operation: &str) -> S3Result<()> {
    // Parts of a path that lead elsewhere, or nowhere.
    if key
        .split('/')
        .any(|part| part.is_empty() || part == "." || part == "..")
    {
        return Err(s3_error!(
            InvalidArgument,
            "the patchctl sandbox keeps no key with an empty part, . or .. in it"
        ));
    }

    let base64 = |text: &str| text.len().div_ceil(3) * 4;
    let reads = matches!(operation, "GetObject" | "HeadObject" | "DeleteObject");
    if !reads && base64(bucket) + base64(key) + AROUND_THE_KEY > LONGEST_FILE_NAME {
        return Err(s3_error!(
            KeyTooLongError,
            "the patchctl sandbox keeps no key as long as this one; S3 would"
        ));
    }

    Ok(())
}

/// What the name of a metadata file holds besides bucket and key.
const AROUND_THE_KEY: usize =
    ".bucket-.object-.upload-00000000-0000-4000-8000-000000000000.metadata.json".len();
/// The longest file name of common file systems, in bytes.
const LONGEST_FILE_NAME: usize = 255;

/// Lets the faults of a drill strike, and keeps which they were: some strike the answer.
async fn drill(context: &Context, operation: &str) -> S3Result<()> {
    let inner = &context.0.sandbox.0;
    let snapshot = context.snapshot()?;
    let hits = inner
        .drill
        .hits(
            &inner.dir,
            &snapshot.faults,
            operation,
            &context.0.caller.account,
            &context.0.region,
        )
        .map_err(|error| error_of(&error))?;

    damage::delay(&hits).await;
    // Kept also when one of them fails the call: it may spoil the answer besides.
    let failing = hits
        .iter()
        .find_map(|hit| faults::error(hit.kind, Protocol::S3, "s3", operation, &context.0.caller));

    *context
        .0
        .hits
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = hits;
    failing.map_or(Ok(()), |error| Err(error_of(&error)))
}

/// The bucket exists, is of the caller's account, is of the account that the caller expects, and is
/// in this Region.
fn owned(context: &Context, name: &str, headers: &HeaderMap) -> S3Result<()> {
    let snapshot = context.snapshot()?;
    let Some(bucket) = snapshot.world.buckets.get(name) else {
        return Err(s3_error!(
            NoSuchBucket,
            "The specified bucket does not exist"
        ));
    };

    // Who the caller expects is asked after the bucket is found, and before its place is told.
    let expected = headers.get("x-amz-expected-bucket-owner");
    let as_expected =
        expected.is_none_or(|expected| expected.as_bytes() == bucket.account.as_bytes());
    if bucket.account != context.0.caller.account || !as_expected {
        return Err(s3_error!(AccessDenied, "Access Denied"));
    }

    if bucket.region != context.0.region {
        // Clients follow the Region in the header, and sign again for it.
        let message = "The bucket you are attempting to access must be addressed using the specified endpoint. \
                       Please send all future requests to this endpoint.";
        let mut error = s3_error!(PermanentRedirect, "{message}");
        let mut headers = HeaderMap::new();
        if let Ok(region) = HeaderValue::from_str(&bucket.region) {
            headers.insert("x-amz-bucket-region", region);
        }
        error.set_headers(headers);
        return Err(error);
    }
    Ok(())
}

/// The IAM action that an operation needs.
fn action_of(operation: &str) -> &str {
    match operation {
        "HeadObject" => "GetObject",
        "CreateMultipartUpload" | "UploadPart" | "CompleteMultipartUpload" | "CopyObject" => {
            "PutObject"
        }
        "ListObjects" | "ListObjectsV2" | "HeadBucket" => "ListBucket",
        "ListMultipartUploads" => "ListBucketMultipartUploads",
        "ListParts" => "ListMultipartUploadParts",
        "ListBuckets" => "ListAllMyBuckets",
        operation => operation,
    }
}
