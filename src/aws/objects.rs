//! Objects in S3: checked before, written in parts, and taken back when anything fails.

use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart, EncodingType, ServerSideEncryption,
};

use tokio::task::JoinHandle;

use super::actions::Action;
use super::fault::{self, Class};
use super::log::CallLog;
use super::object_reads::decoded;
use super::reach::Reach;
use crate::domain::id::s3_uri::S3Uri;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// The size of a part. S3 takes 5 MiB to 5 GiB and 10,000 parts, so that this reaches 80 GiB.
const PART: usize = 8 * 1024 * 1024;
/// The metadata by which an export knows its own object.
pub(super) const MARK: &str = "patchctl-export";
/// How long a request that is under way is waited for after a signal.
const PATIENCE: Duration = Duration::from_secs(15);
/// What the object is.
const CONTENT_TYPE: &str = "text/csv; charset=utf-8";

/// How an object is to be written.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Encrypt with this KMS key.
    pub sse_kms_key: Option<String>,
    /// Refuse a bucket of another account.
    pub expected_bucket_owner: Option<String>,
    /// Replace an object that is there; else that is refused.
    pub overwrite: bool,
}

/// A place in a bucket that can be written.
#[derive(Clone, Debug)]
pub struct Target {
    pub(super) client: Client,
    pub(super) uri: S3Uri,
    pub(super) options: WriteOptions,
}

impl Target {
    /// Looks at the bucket before anything else is done, and finds its Region.
    ///
    /// # Errors
    /// A failure when the bucket does not exist or belongs to somebody else.
    pub async fn open(reach: &Reach, uri: S3Uri, options: WriteOptions) -> Result<Self> {
        let client = client(reach, None);
        let head = client
            .head_bucket()
            .bucket(&uri.bucket)
            .set_expected_bucket_owner(options.expected_bucket_owner.clone())
            .send()
            .await;
        let client = match head {
            Ok(_) => client,
            Err(error) => match bucket_region(&error) {
                Some(region) => self::client(reach, Some(region)),
                None => judge_head(error, &uri, &options).map(|()| client)?,
            },
        };
        Ok(Self {
            client,
            uri,
            options,
        })
    }

    /// Begins to write; nothing is visible before [`Upload::finish`].
    pub fn upload(self, _approved: &Consented) -> Upload {
        Upload::new(self)
    }

    pub(super) fn problem<E>(&self, action: Action, error: SdkError<E, HttpResponse>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        let error = fault::fault(action, error);
        match error.code() {
            Some("NoSuchBucket") => missing_bucket(&self.uri.bucket),
            Some("PreconditionFailed" | "ConditionalRequestConflict") => {
                Error::new(Kind::Refused, format!("{} exists already", self.uri))
                    .with_code("PreconditionFailed")
                    .hint("choose another key, or add --overwrite to replace it")
            }
            Some(code) if code.starts_with("KMS") => {
                error.hint("check --sse-kms-key: the key must exist, be enabled, and allow kms:GenerateDataKey")
            }
            _ => error.hint(format!("the destination was {}", self.uri)),
        }
    }
}

pub(super) fn client(reach: &Reach, region: Option<String>) -> Client {
    let mut builder = aws_sdk_s3::config::Builder::from(&reach.home)
        .force_path_style(reach.path_style)
        .interceptor(CallLog);
    if let Some(region) = region {
        builder = builder.region(aws_sdk_s3::config::Region::new(region));
    }
    Client::from_conf(builder.build())
}

/// The Region that a redirect names, when the bucket lives in another one.
pub(super) fn bucket_region<E>(error: &SdkError<E, HttpResponse>) -> Option<String> {
    let response = error.raw_response()?;
    let moved = matches!(response.status().as_u16(), 301 | 400);
    moved
        .then(|| {
            response
                .headers()
                .get("x-amz-bucket-region")
                .map(str::to_owned)
        })
        .flatten()
}

/// `HeadBucket` needs `s3:ListBucket`, which writing does not: a refusal is no verdict, except on
/// the owner.
fn judge_head<E>(
    error: SdkError<E, HttpResponse>,
    uri: &S3Uri,
    options: &WriteOptions,
) -> Result<()>
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let status = error
        .raw_response()
        .map(|response| response.status().as_u16());
    match status {
        Some(404) => Err(missing_bucket(&uri.bucket)),
        Some(403) if options.expected_bucket_owner.is_some() => {
            let owner = options.expected_bucket_owner.as_deref().unwrap_or_default();
            Err(Error::failed(format!("the bucket `{}` does not belong to account {owner}, or may not be read", uri.bucket))
                .with_code("AccessDenied")
                .hint("check --expected-bucket-owner; the identity needs the IAM action s3:ListBucket to have it checked"))
        }
        Some(403) => Ok(()),
        _ => {
            let error = fault::fault(Action::HeadBucket, error);
            if error.code().map(fault::classify) == Some(Class::NotEnabled) {
                Err(error)
            } else {
                Err(error.hint(format!("the destination was {uri}")))
            }
        }
    }
}

fn missing_bucket(bucket: &str) -> Error {
    Error::failed(format!("the bucket `{bucket}` does not exist"))
        .with_code("NoSuchBucket")
        .hint("create it first, or correct s3://BUCKET/KEY")
}

/// A mark that no other run has.
pub(super) fn new_mark() -> String {
    let moment = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    format!("{}-{}", std::process::id(), moment.as_nanos())
}

/// An object that is being written.
#[derive(Debug)]
pub struct Upload {
    target: Target,
    /// Names this export in the object's metadata, so that an answer that got lost can be made up
    /// for.
    mark: String,
    buffer: Vec<u8>,
    beginning: Option<JoinHandle<Result<String>>>,
    multipart: Option<Multipart>,
}

#[derive(Debug)]
struct Multipart {
    id: String,
    parts: Vec<CompletedPart>,
}

impl Upload {
    fn new(target: Target) -> Self {
        Self {
            target,
            mark: new_mark(),
            buffer: Vec::new(),
            beginning: None,
            multipart: None,
        }
    }

    /// Takes bytes; sends a part whenever one is full.
    ///
    /// # Errors
    /// What S3 answered; the caller must then call [`Upload::discard`].
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        while self.buffer.len() >= PART {
            let rest = self.buffer.split_off(PART);
            let part = std::mem::replace(&mut self.buffer, rest);
            self.send_part(part).await?;
        }
        Ok(())
    }

    /// Makes the object visible, all of it at once. Must not be interrupted: afterwards the object
    /// is there, or it is not.
    ///
    /// # Errors
    /// What S3 answered; the caller must then call [`Upload::discard`].
    pub async fn finish(&mut self) -> Result<()> {
        if self.multipart.is_some() && !self.buffer.is_empty() {
            let last = std::mem::take(&mut self.buffer);
            self.send_part(last).await?;
        }
        let result = if self.multipart.is_some() {
            self.complete().await
        } else {
            self.put_whole().await
        };
        let Err(error) = result else {
            self.multipart = None;
            return Ok(());
        };
        // The answer may have got lost although the object was written, and a retry then collides
        // with our own first attempt.
        if self.target.holds(&self.mark).await {
            self.multipart = None;
            return Ok(());
        }
        Err(error)
    }

    /// Takes everything back: no object, no multipart upload.
    ///
    /// # Errors
    /// What `AbortMultipartUpload` answered; the parts then stay and cost money.
    pub async fn discard(&mut self) -> Result<()> {
        if let Some(beginning) = self.beginning.take() {
            // An upload that was just beginning when we were stopped has no id yet; without it
            // nobody could take it back.
            if let Ok(Ok(Ok(id))) = tokio::time::timeout(PATIENCE, beginning).await {
                self.multipart = Some(Multipart {
                    id,
                    parts: Vec::new(),
                });
            }
        }
        match self.multipart.take() {
            Some(multipart) => self.target.abort(&multipart.id).await,
            None => Ok(()),
        }
    }

    async fn put_whole(&mut self) -> Result<()> {
        let target = &self.target;
        let bytes = std::mem::take(&mut self.buffer);
        let request = target.put_request(&self.mark, CONTENT_TYPE, ChecksumAlgorithm::Crc32, bytes);
        request
            .send()
            .await
            .map(drop)
            .map_err(|error| target.problem(Action::PutObject, error))
    }

    /// Begins a multipart upload in a task of its own, which a signal does not stop half-way.
    async fn begin(&mut self) -> Result<()> {
        let (target, mark) = (self.target.clone(), self.mark.clone());
        let beginning = self
            .beginning
            .insert(tokio::spawn(async move { target.begin(mark).await }));
        let answer = beginning.await;
        self.beginning = None;
        let id = answer
            .map_err(|error| Error::failed("the upload could not begin").with_source(error))??;
        self.multipart = Some(Multipart {
            id,
            parts: Vec::new(),
        });
        Ok(())
    }

    async fn send_part(&mut self, bytes: Vec<u8>) -> Result<()> {
        if self.multipart.is_none() {
            self.begin().await?;
        }
        let target = &self.target;
        let multipart = self.multipart.as_mut().expect("the upload has just begun");
        let number = i32::try_from(multipart.parts.len() + 1).expect("S3 takes 10,000 parts");
        let request = target
            .client
            .upload_part()
            .bucket(&target.uri.bucket)
            .key(&target.uri.key)
            .upload_id(&multipart.id)
            .part_number(number)
            .checksum_algorithm(ChecksumAlgorithm::Crc32)
            .set_expected_bucket_owner(target.options.expected_bucket_owner.clone())
            .body(ByteStream::from(bytes));
        let answer = request
            .send()
            .await
            .map_err(|error| target.problem(Action::PutObject, error))?;
        let part = CompletedPart::builder()
            .part_number(number)
            .set_e_tag(answer.e_tag)
            .set_checksum_crc32(answer.checksum_crc32)
            .build();
        multipart.parts.push(part);
        Ok(())
    }

    async fn complete(&self) -> Result<()> {
        let target = &self.target;
        let multipart = self
            .multipart
            .as_ref()
            .expect("only called for a multipart upload");
        let parts = CompletedMultipartUpload::builder()
            .set_parts(Some(multipart.parts.clone()))
            .build();
        let request = target
            .client
            .complete_multipart_upload()
            .bucket(&target.uri.bucket)
            .key(&target.uri.key)
            .upload_id(&multipart.id)
            .multipart_upload(parts)
            .set_if_none_match((!target.options.overwrite).then(|| "*".to_owned()))
            .set_expected_bucket_owner(target.options.expected_bucket_owner.clone());
        request
            .send()
            .await
            .map(drop)
            .map_err(|error| target.problem(Action::PutObject, error))
    }
}

impl Target {
    /// Begins a multipart upload and answers its id. When the answer gets lost, whatever began
    /// meanwhile is taken back.
    async fn begin(&self, mark: String) -> Result<String> {
        let before = self.uploads().await;
        let request = self
            .client
            .create_multipart_upload()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .content_type(CONTENT_TYPE)
            .metadata(MARK, mark)
            .checksum_algorithm(ChecksumAlgorithm::Crc32)
            .set_server_side_encryption(
                self.options
                    .sse_kms_key
                    .as_ref()
                    .map(|_| ServerSideEncryption::AwsKms),
            )
            .set_ssekms_key_id(self.options.sse_kms_key.clone())
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let answer = request
            .send()
            .await
            .map_err(|error| self.problem(Action::PutObject, error));
        let id = answer.and_then(|answer| {
            answer
                .upload_id
                .ok_or_else(|| Error::failed("s3:PutObject began an upload without an id"))
        });
        // A retry after a lost answer leaves an upload behind as well as a failure does.
        if let (Some(before), Some(after)) = (before, self.uploads().await) {
            let kept = id.as_ref().ok();
            for stray in after
                .iter()
                .filter(|upload| !before.contains(upload) && Some(*upload) != kept)
            {
                self.abort(stray).await?;
            }
        }
        id
    }

    /// The ids of the uploads of this key; nothing when the identity may not list them.
    async fn uploads(&self) -> Option<Vec<String>> {
        let request = self
            .client
            .list_multipart_uploads()
            .bucket(&self.uri.bucket)
            .prefix(&self.uri.key)
            // As for the list of objects: other keys with this prefix may hold what XML cannot.
            .encoding_type(EncodingType::Url)
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let answer = request.send().await.ok()?;
        let encoded = answer.encoding_type() == Some(&EncodingType::Url);
        let is_ours = |key: &str| if encoded { decoded(key) == self.uri.key } else { key == self.uri.key };
        let ours = answer.uploads().iter();
        let ours = ours.filter(|upload| upload.key().is_some_and(is_ours));
        Some(
            ours.filter_map(|upload| upload.upload_id().map(str::to_owned))
                .collect(),
        )
    }

    async fn abort(&self, id: &str) -> Result<()> {
        let request = self
            .client
            .abort_multipart_upload()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .upload_id(id)
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let Err(error) = request.send().await else {
            return Ok(());
        };
        let error = fault::fault(Action::AbortUpload, error);
        if error.code() == Some("NoSuchUpload") {
            return Ok(());
        }
        let (bucket, key) = (&self.uri.bucket, &self.uri.key);
        Err(error.hint(format!("remove its parts with: aws s3api abort-multipart-upload --bucket {bucket} --key '{key}' --upload-id {id}")))
    }

    /// Whether the object that is there was written by the export with this mark.
    async fn holds(&self, mark: &str) -> bool {
        let request = self
            .client
            .head_object()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let found = request.send().await.ok().and_then(|answer| answer.metadata);
        found.is_some_and(|metadata| metadata.get(MARK).is_some_and(|found| found == mark))
    }
}
