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
use super::limiter::{Doubt, Guarded};
use super::object_key::decoded;
use super::paste::Paste;
use super::reach::Reach;
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::text::shell::quoted;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// The size of a part. S3 takes 5 MiB to 5 GiB and 10,000 parts, so that this reaches 80 GiB.
const PART: usize = 8 * 1024 * 1024;
/// The metadata by which an export knows its own object.
pub(super) const MARK: &str = "patchctl-export";
/// How long a request that is under way is waited for after a signal.
const PATIENCE: Duration = Duration::from_secs(15);

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

impl WriteOptions {
    /// A key of KMS is only used with the encryption of KMS; without one the bucket decides.
    pub(super) fn encryption(&self) -> Option<ServerSideEncryption> {
        self.sse_kms_key
            .as_ref()
            .map(|_| ServerSideEncryption::AwsKms)
    }
}

/// What an object holds: a browser shows or saves it by that.
#[derive(Clone, Copy, Debug, Default)]
pub enum Media {
    /// Comma-separated values.
    #[default]
    Csv,
    /// A page.
    Html,
    /// A JSON document.
    Json,
    /// JSON documents, one on each line.
    JsonLines,
    /// A YAML document.
    Yaml,
}

impl Media {
    /// As HTTP says it.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::JsonLines => "application/jsonl",
            Self::Yaml => "application/yaml",
        }
    }
}

/// What S3 says of an object that it took.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The version, when the bucket keeps versions.
    pub version_id: Option<String>,
}

/// A place in a bucket that can be written.
#[derive(Clone, Debug)]
pub struct Target {
    pub(super) client: Client,
    pub(super) uri: S3Uri,
    pub(super) options: WriteOptions,
    /// How lines look that somebody pastes.
    pub(super) paste: Box<Paste>,
    media: Media,
}

impl Target {
    /// Looks at the bucket before anything else is done, and finds its Region.
    ///
    /// # Errors
    /// A failure when the bucket does not exist or belongs to somebody else.
    pub async fn open(reach: &Reach, uri: S3Uri, options: WriteOptions) -> Result<Self> {
        let home = client(reach, None);
        let head = home
            .head_bucket()
            .bucket(&uri.bucket)
            .set_expected_bucket_owner(options.expected_bucket_owner.clone())
            .send()
            .await;

        // A bucket answers in its own Region alone; elsewhere S3 redirects (S3 API, `HeadBucket`).
        let client = match head {
            Ok(_) => home,
            Err(error) => match fault::bucket_region(&error) {
                Some(region) => client(reach, Some(region)),
                None => judge_head(error, &uri, &options).map(|()| home)?,
            },
        };
        Ok(Self {
            client,
            uri,
            options,
            paste: Box::new(reach.paste.clone()),
            media: Media::default(),
        })
    }

    /// What removes the parts of an upload that nobody finished.
    fn removal(&self, upload: &str) -> String {
        let S3Uri { bucket, key, .. } = &self.uri;
        let key = quoted(key);
        let rest = format!(
            "s3api abort-multipart-upload --bucket {bucket} --key {key} --upload-id {upload}"
        );
        self.paste.aws_itself(&rest).text
    }

    /// The same place for what is no CSV.
    #[must_use]
    pub fn for_media(self, media: Media) -> Self {
        Self { media, ..self }
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
            // Both are answers to `If-None-Match`: the key is taken, or somebody writes it right
            // now (S3 API, `PutObject`: 412 and 409).
            Some("PreconditionFailed" | "ConditionalRequestConflict") => {
                Error::new(Kind::Refused, format!("{} exists already", self.uri))
                    .with_code("PreconditionFailed")
                    .hint("choose another key, or add --overwrite to replace it")
            }
            // KMS's own codes come through S3 with this beginning.
            Some(code) if code.starts_with("KMS") => error.hint(
                "check --sse-kms-key: the key must exist, be enabled, and allow \
                 kms:GenerateDataKey",
            ),
            _ => error.hint(format!("the destination was {}", self.uri)),
        }
    }
}

pub(super) fn client(reach: &Reach, region: Option<String>) -> Client {
    let mut builder = aws_sdk_s3::config::Builder::from(&reach.home)
        .force_path_style(reach.path_style)
        .guarded("S3");
    if let Some(region) = region {
        builder = builder.region(aws_sdk_s3::config::Region::new(region));
    }
    Client::from_conf(builder.build())
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
    // `HEAD` has no body, so that there is no code to go by, only the status.
    let response = error.raw_response();
    let status = response.map(|response| response.status().as_u16());
    match (status, &options.expected_bucket_owner) {
        (Some(404), _) => Err(missing_bucket(&uri.bucket)),
        (Some(403), Some(owner)) => Err(foreign_bucket(&uri.bucket, owner)),
        (Some(403), None) => Ok(()),
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

fn foreign_bucket(bucket: &str, owner: &str) -> Error {
    Error::failed(format!(
        "the bucket `{bucket}` does not belong to account {owner}, or may not be read"
    ))
    .with_code("AccessDenied")
    .hint(
        "check --expected-bucket-owner; the identity needs the IAM action s3:ListBucket to have \
         it checked",
    )
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
    beginning: Option<JoinHandle<Result<Begun>>>,
    multipart: Option<Multipart>,
    /// Uploads of the same key that were there before this one.
    others: Vec<String>,
}

/// An upload that has begun, and those of the same key that were there before.
#[derive(Debug)]
struct Begun {
    id: String,
    others: Vec<String>,
}

#[derive(Debug)]
struct Multipart {
    id: String,
    parts: Vec<CompletedPart>,
}

impl Multipart {
    fn new(id: String) -> Self {
        let parts = Vec::new();
        Self { id, parts }
    }
}

impl Upload {
    fn new(target: Target) -> Self {
        Self {
            target,
            mark: new_mark(),
            buffer: Vec::new(),
            beginning: None,
            multipart: None,
            others: Vec::new(),
        }
    }

    /// What earlier exports to the same place left, as far as it was looked for: parts of an upload
    /// that nobody finished cost money until somebody takes them back. They are not taken back here,
    /// because another export may be under way.
    pub fn left_over(&self) -> Option<String> {
        let id = self.others.first()?;
        let found = count(self.others.len(), "unfinished upload");
        Some(format!(
            "{found} to {} from before: if no other export writes there, remove the parts with: {}",
            self.target.uri,
            self.target.removal(id)
        ))
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

        // What never filled one part is an ordinary object: a multipart upload needs three calls.
        if self.multipart.is_some() {
            self.complete().await?;
        } else {
            let bytes = std::mem::take(&mut self.buffer);
            self.target
                .put_marked(&self.mark, self.target.media.content_type(), bytes)
                .await?;
        }
        self.multipart = None;
        Ok(())
    }

    /// Takes everything back: no object, no multipart upload.
    ///
    /// # Errors
    /// What `AbortMultipartUpload` answered; the parts then stay and cost money.
    pub async fn discard(&mut self) -> Result<()> {
        if let Some(beginning) = self.beginning.take() {
            // An upload that was just beginning when we were stopped has no id yet; without it
            // nobody could take it back.
            if let Ok(Ok(Ok(begun))) = tokio::time::timeout(PATIENCE, beginning).await {
                self.multipart = Some(Multipart::new(begun.id));
            }
        }

        match self.multipart.take() {
            Some(multipart) => self.target.abort(&multipart.id).await,
            None => Ok(()),
        }
    }

    /// Begins a multipart upload in a task of its own, which a signal does not stop half-way.
    async fn begin(&mut self) -> Result<()> {
        let (target, mark) = (self.target.clone(), self.mark.clone());
        let beginning = self
            .beginning
            .insert(tokio::spawn(async move { target.begin(mark).await }));
        let answer = beginning.await;

        // Only now: a signal that comes while we wait must find the task.
        self.beginning = None;
        let begun = answer
            .map_err(|error| Error::failed("the upload could not begin").with_source(error))??;
        self.multipart = Some(Multipart::new(begun.id));
        self.others = begun.others;
        Ok(())
    }

    async fn send_part(&mut self, bytes: Vec<u8>) -> Result<()> {
        if self.multipart.is_none() {
            self.begin().await?;
        }
        let target = &self.target;
        let multipart = self.multipart.as_mut().expect("the upload has just begun");

        // Parts count from 1 (S3 API, `UploadPart`).
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
        let answer = request.send().await;
        let answer = answer.map_err(|error| target.problem(Action::PutObject, error))?;

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
        let parts = CompletedMultipartUpload::builder().set_parts(Some(multipart.parts.clone()));

        // The condition belongs here and not to the beginning: only this call makes the object
        // (S3 API, conditional writes).
        let if_none_match = (!target.options.overwrite).then(|| "*".to_owned());
        let request = target
            .client
            .complete_multipart_upload()
            .bucket(&target.uri.bucket)
            .key(&target.uri.key)
            .upload_id(&multipart.id)
            .multipart_upload(parts.build())
            .set_if_none_match(if_none_match)
            .set_expected_bucket_owner(target.options.expected_bucket_owner.clone());
        let doubt = Doubt::default();
        let answer = request.customize().interceptor(doubt.clone()).send().await;

        let written = answer.map_err(|error| target.problem(Action::PutObject, error));
        let written = written.map(|answer| Stored {
            version_id: answer.version_id,
        });
        target.settle(&self.mark, &doubt, written).await.map(drop)
    }
}

impl Target {
    /// Begins a multipart upload and answers its id. When the answer gets lost, whatever began
    /// meanwhile is taken back.
    async fn begin(&self, mark: String) -> Result<Begun> {
        let before = self.uploads().await;
        let doubt = Doubt::default();
        let id = self.create_upload(mark, &doubt).await;

        // A retry after a lost answer leaves an upload behind as well as a failure does, and the
        // parts of an upload cost money until it is taken back. After one attempt that was answered
        // whatever is new is somebody else's.
        let strays = doubt.effects() > u32::from(id.is_ok());
        if strays && let (Some(before), Some(after)) = (&before, self.uploads().await) {
            let kept = id.as_ref().ok();
            for stray in after
                .iter()
                .filter(|upload| !before.contains(upload) && Some(*upload) != kept)
            {
                self.abort(stray).await?;
            }
        }
        let others = before.unwrap_or_default();
        id.map(|id| Begun { id, others })
    }

    async fn create_upload(&self, mark: String, doubt: &Doubt) -> Result<String> {
        let options = &self.options;
        let request = self
            .client
            .create_multipart_upload()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .content_type(self.media.content_type())
            .metadata(MARK, mark)
            .checksum_algorithm(ChecksumAlgorithm::Crc32)
            .set_server_side_encryption(options.encryption())
            .set_ssekms_key_id(options.sse_kms_key.clone())
            .set_expected_bucket_owner(options.expected_bucket_owner.clone());
        let answer = request.customize().interceptor(doubt.clone()).send().await;
        let answer = answer.map_err(|error| self.problem(Action::PutObject, error))?;

        // The action as IAM calls it: there is none for beginning an upload.
        answer
            .upload_id
            .ok_or_else(|| Error::failed("s3:PutObject began an upload without an id"))
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
        let is_encoded = answer.encoding_type() == Some(&EncodingType::Url);

        // The prefix finds longer keys as well.
        let uploads = answer.uploads().iter();
        let ours = uploads.filter(|upload| match upload.key() {
            Some(key) if is_encoded => decoded(key) == self.uri.key,
            key => key == Some(&self.uri.key),
        });
        Some(
            ours.filter_map(|upload| upload.upload_id().map(str::to_owned))
                .collect(),
        )
    }

    async fn abort(&self, id: &str) -> Result<()> {
        let (bucket, key) = (&self.uri.bucket, &self.uri.key);
        let request = self
            .client
            .abort_multipart_upload()
            .bucket(bucket)
            .key(key)
            .upload_id(id)
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let Err(error) = request.send().await else {
            return Ok(());
        };

        // Gone is what was wanted; a retry after a lost answer finds it so.
        let error = fault::fault(Action::AbortUpload, error);
        if error.code() == Some("NoSuchUpload") {
            return Ok(());
        }
        Err(error.hint(format!("remove its parts with: {}", self.removal(id))))
    }
}
