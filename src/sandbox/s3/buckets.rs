//! The operations of S3 that the sandbox has; all others answer `NotImplemented`.

use s3s::auth::{Credentials, SecretKey};
use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, BucketLocationConstraint, Checksum,
    CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CreateBucketInput,
    CreateBucketOutput, CreateMultipartUploadInput, CreateMultipartUploadOutput, DeleteBucketInput,
    DeleteBucketOutput, DeleteObjectInput, DeleteObjectOutput, GetBucketLocationInput,
    GetBucketLocationOutput, GetObjectInput, GetObjectOutput, HeadBucketInput, HeadBucketOutput,
    HeadObjectInput, HeadObjectOutput, ListBucketsInput, ListBucketsOutput,
    ListMultipartUploadsInput, ListMultipartUploadsOutput, ListObjectsInput, ListObjectsOutput,
    ListObjectsV2Input, ListObjectsV2Output, ListPartsInput, ListPartsOutput, PutObjectInput,
    PutObjectOutput, StreamingBlob, UploadPartInput, UploadPartOutput,
};
use s3s::dto::{CommonPrefix, EncodingType, Object};
use s3s::{S3, S3ErrorCode, S3Request, S3Response, S3Result, s3_error};

use super::context::{Context, context_in, unusable};
use super::disk::Disk;
use super::encryption::Encryption;
use super::spool::{Claims, Spooled, failed};
use super::uploads::{self, Part, Upload};
use crate::sandbox::fleet::file::BucketFile;

/// The buckets of a sandbox.
pub(super) struct Buckets(Disk);

impl Buckets {
    pub(super) fn new(disk: Disk) -> Self {
        Self(disk)
    }

    /// The files below know one caller only, so that an upload may be continued with other
    /// credentials of the same account.
    fn below<T>(mut request: S3Request<T>) -> S3Request<T> {
        request.credentials = Some(Credentials {
            access_key: "sandbox".to_owned(),
            secret_key: SecretKey::from(String::new()),
        });
        request
    }

    async fn spool<T>(
        &self,
        request: &S3Request<T>,
        body: Option<StreamingBlob>,
        mut claims: Claims,
    ) -> S3Result<Spooled> {
        claims.trailers.clone_from(&request.trailing_headers);
        // A checksum in the trailer is computed as the body is sent: what it is has to be known
        // before.
        if claims.algorithm.is_none() {
            let trailer = request
                .headers
                .get("x-amz-trailer")
                .and_then(|value| value.to_str().ok());
            claims.algorithm = trailer
                .and_then(|name| name.strip_prefix("x-amz-checksum-"))
                .map(str::to_owned);
        }

        let body = body.ok_or_else(|| s3_error!(IncompleteBody))?;
        Spooled::receive(&self.0.beside.join("spool"), body, &claims).await
    }

    /// Whether a bucket can be deleted. Uploads that were begun keep it as objects do.
    async fn is_empty(&self, request: &S3Request<DeleteBucketInput>) -> S3Result<bool> {
        let listing = request.clone().map_input(|input| ListObjectsV2Input {
            bucket: input.bucket,
            max_keys: Some(1),
            ..Default::default()
        });
        let objects = self.0.files.list_objects_v2(Self::below(listing)).await?;
        let uploads = uploads::list(
            &self.0,
            &ListMultipartUploadsInput {
                bucket: request.input.bucket.clone(),
                ..Default::default()
            },
        )?;
        Ok(objects.output.key_count.unwrap_or_default() == 0
            && uploads.uploads.is_none_or(|uploads| uploads.is_empty()))
    }

    fn change(context: &Context, change: impl FnOnce(&mut Vec<BucketFile>)) -> S3Result<()> {
        let store = &context.0.sandbox.0.store;
        store
            .change_fleet(|fleet| change(&mut fleet.buckets))
            .map_err(|error| unusable(&error))
    }
}

macro_rules! claims {
    ($input:expr) => {
        Claims {
            md5: $input.content_md5.clone(),
            checksum: Checksum {
                checksum_crc32: $input.checksum_crc32.clone(),
                checksum_crc32c: $input.checksum_crc32c.clone(),
                checksum_crc64nvme: $input.checksum_crc64nvme.clone(),
                checksum_sha1: $input.checksum_sha1.clone(),
                checksum_sha256: $input.checksum_sha256.clone(),
                ..Checksum::default()
            },
            algorithm: $input
                .checksum_algorithm
                .as_ref()
                .map(|algorithm| algorithm.as_str().to_owned()),
            trailers: None,
        }
    };
}

#[async_trait::async_trait]
impl S3 for Buckets {
    async fn create_bucket(
        &self,
        request: S3Request<CreateBucketInput>,
    ) -> S3Result<S3Response<CreateBucketOutput>> {
        let context = context_in(&request.extensions)?;
        let wanted = region_of(&request.input);
        if wanted != context.0.region {
            return Err(s3_error!(
                IllegalLocationConstraintException,
                "The {wanted} location constraint is incompatible for the region specific endpoint this request was sent to."
            ));
        }

        let name = request.input.bucket.clone();
        let _writing = self.0.writing().await.map_err(failed)?;
        if let Some(bucket) = context.snapshot()?.world.buckets.get(&name) {
            // Names are unique over all accounts (S3 User Guide, "General purpose bucket naming
            // rules").
            let mine = bucket.account == context.0.caller.account;
            return Err(if mine {
                s3_error!(BucketAlreadyOwnedByYou)
            } else {
                s3_error!(BucketAlreadyExists)
            });
        }

        let bucket = BucketFile {
            name: name.clone(),
            account: context.0.caller.account.clone(),
            region: context.0.region.clone(),
        };

        // The folder first: a bucket without one could not be used.
        self.0.files.create_bucket(Self::below(request)).await?;
        Self::change(&context, |buckets| buckets.push(bucket))?;

        Ok(S3Response::new(CreateBucketOutput {
            location: Some(format!("/{name}")),
        }))
    }

    async fn delete_bucket(
        &self,
        request: S3Request<DeleteBucketInput>,
    ) -> S3Result<S3Response<DeleteBucketOutput>> {
        let context = context_in(&request.extensions)?;
        let name = request.input.bucket.clone();
        let _writing = self.0.writing().await.map_err(failed)?;

        // Looked up under the lock: another process may be writing at the same time.
        if !self.is_empty(&request).await? {
            return Err(s3_error!(
                BucketNotEmpty,
                "The bucket you tried to delete is not empty"
            ));
        }

        let output = self.0.files.delete_bucket(Self::below(request)).await?;
        Self::change(&context, |buckets| {
            buckets.retain(|bucket| bucket.name != name);
        })?;
        Ok(output)
    }

    async fn list_buckets(
        &self,
        request: S3Request<ListBucketsInput>,
    ) -> S3Result<S3Response<ListBucketsOutput>> {
        let context = context_in(&request.extensions)?;
        let snapshot = context.snapshot()?;
        let mut response = self.0.files.list_buckets(Self::below(request)).await?;

        // The folders of all accounts lie beside each other.
        let known = &snapshot.world.buckets;
        if let Some(buckets) = &mut response.output.buckets {
            buckets.retain(|bucket| {
                let found = known.get(bucket.name.as_deref().unwrap_or_default());
                found.is_some_and(|found| found.account == context.0.caller.account)
            });
            buckets.sort_by(|a, b| a.name.cmp(&b.name));
        }

        Ok(response)
    }

    async fn head_bucket(
        &self,
        request: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        let region = context_in(&request.extensions)?.0.region.clone();
        let mut response = self.0.files.head_bucket(Self::below(request)).await?;
        response.output.bucket_region = Some(region);
        Ok(response)
    }

    async fn get_bucket_location(
        &self,
        request: S3Request<GetBucketLocationInput>,
    ) -> S3Result<S3Response<GetBucketLocationOutput>> {
        let region = context_in(&request.extensions)?.0.region.clone();
        let location_constraint =
            (region != "us-east-1").then(|| BucketLocationConstraint::from(region));
        Ok(S3Response::new(GetBucketLocationOutput {
            location_constraint,
        }))
    }

    async fn put_object(
        &self,
        mut request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let context = context_in(&request.extensions)?;
        let input = &request.input;
        let encryption = Encryption::read(
            &context,
            input.server_side_encryption.as_ref(),
            input.ssekms_key_id.as_ref(),
        )?;

        let (bucket, key, claims) = (input.bucket.clone(), input.key.clone(), claims!(input));
        let body = request.input.body.take();
        let spooled = self.spool(&request, body, claims).await?;
        request.input.body = Some(spooled.into_body()?);
        // Received and checked before the lock is taken, because a body may come slowly.
        let _writing = self.0.writing().await.map_err(failed)?;
        let mut response = self.0.files.put_object(Self::below(request)).await?;
        self.0
            .stamp(&bucket, &key, context.now()?)
            .map_err(failed)?;
        encryption.save(&self.0, &bucket, &key)?;

        response.output.server_side_encryption = Some(encryption.algorithm());
        response.output.ssekms_key_id = encryption.key();
        Ok(response)
    }

    async fn get_object(
        &self,
        request: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        // Until the object is open: what is known of it lies in other files, and must not be that of
        // the object that takes its place.
        let writing = self.0.writing().await.map_err(failed)?;
        let encryption = Encryption::load(&self.0, &request.input.bucket, &request.input.key);
        let found = self.0.files.get_object(Self::below(request)).await;
        drop(writing);

        // The crate has another sentence for it.
        let mut response = found.map_err(|error| match error.code() {
            S3ErrorCode::NoSuchKey => s3_error!(NoSuchKey, "The specified key does not exist."),
            _ => error,
        })?;
        response.output.server_side_encryption = Some(encryption.algorithm());
        response.output.ssekms_key_id = encryption.key();
        Ok(response)
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let _writing = self.0.writing().await.map_err(failed)?;
        let encryption = Encryption::load(&self.0, &request.input.bucket, &request.input.key);
        let mut response = self.0.files.head_object(Self::below(request)).await?;
        response.output.server_side_encryption = Some(encryption.algorithm());
        response.output.ssekms_key_id = encryption.key();
        Ok(response)
    }

    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let _writing = self.0.writing().await.map_err(failed)?;
        // Before the object, so that one of the same name that comes later does not have it.
        Encryption::forget(&self.0, &request.input.bucket, &request.input.key);
        let response = self.0.files.delete_object(Self::below(request)).await?;
        Ok(S3Response {
            status: Some(http::StatusCode::NO_CONTENT),
            ..response
        })
    }

    async fn list_objects(
        &self,
        request: S3Request<ListObjectsInput>,
    ) -> S3Result<S3Response<ListObjectsOutput>> {
        let encoded = is_url(request.input.encoding_type.as_ref());
        let mut response = self.0.files.list_objects(Self::below(request)).await?;

        // Only for who asks: other clients take the keys as they are.
        if encoded {
            encode_keys(
                response.output.contents.as_mut(),
                response.output.common_prefixes.as_mut(),
            );
            response.output.encoding_type = Some(EncodingType::from_static(EncodingType::URL));
        }
        Ok(response)
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let encoded = is_url(request.input.encoding_type.as_ref());
        let mut response = self.0.files.list_objects_v2(Self::below(request)).await?;
        if encoded {
            encode_keys(
                response.output.contents.as_mut(),
                response.output.common_prefixes.as_mut(),
            );
            response.output.encoding_type = Some(EncodingType::from_static(EncodingType::URL));
        }
        Ok(response)
    }

    async fn create_multipart_upload(
        &self,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let context = context_in(&request.extensions)?;
        let input = &request.input;
        let encryption = Encryption::read(
            &context,
            input.server_side_encryption.as_ref(),
            input.ssekms_key_id.as_ref(),
        )?;

        let (bucket, key) = (input.bucket.clone(), input.key.clone());
        let algorithm = input.checksum_algorithm.clone();
        let kind = input.checksum_type.clone();
        let _writing = self.0.writing().await.map_err(failed)?;
        let files = &self.0.files;
        let mut response = files.create_multipart_upload(Self::below(request)).await?;

        // Beside the files, because these forget what the object is to be.
        Upload {
            id: response.output.upload_id.clone().unwrap_or_default(),
            bucket,
            key,
            initiated: context.0.sandbox.now(),
            encryption: encryption.clone(),
            parts: std::collections::BTreeMap::new(),
        }
        .save(&self.0)?;

        response.output.server_side_encryption = Some(encryption.algorithm());
        response.output.ssekms_key_id = encryption.key();
        response.output.checksum_algorithm = algorithm;
        response.output.checksum_type = kind;
        Ok(response)
    }

    async fn upload_part(
        &self,
        mut request: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        let input = &request.input;
        let (bucket, key, id, number) = (
            input.bucket.clone(),
            input.key.clone(),
            input.upload_id.clone(),
            input.part_number,
        );
        // Bounds of S3 (Amazon S3 User Guide, "Multipart upload limits").
        if !(1..=10_000).contains(&number) {
            return Err(s3_error!(
                InvalidArgument,
                "Part number must be an integer between 1 and 10000, inclusive"
            ));
        }

        // Once before the body, so that none is received for nothing, and once when it may change.
        Upload::load(&self.0, &id, &bucket, &key)?;
        let claims = claims!(input);
        let body = request.input.body.take();
        let spooled = self.spool(&request, body, claims).await?;
        let part = Part {
            etag: spooled.md5.clone(),
            size: spooled.size,
        };
        let checksum = spooled.checksum.clone();
        request.input.body = Some(spooled.into_body()?);

        let _writing = self.0.writing().await.map_err(failed)?;
        let mut upload = Upload::load(&self.0, &id, &bucket, &key)?;
        self.0.files.upload_part(Self::below(request)).await?;
        let output = uploaded(&part, &upload.encryption, checksum);
        upload.parts.insert(number, part);
        upload.save(&self.0)?;
        Ok(S3Response::new(output))
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let context = context_in(&request.extensions)?;
        let input = &request.input;
        let (bucket, key) = (input.bucket.clone(), input.key.clone());
        let _writing = self.0.writing().await.map_err(failed)?;
        let upload = Upload::load(&self.0, &input.upload_id, &bucket, &key)?;
        let parts = input
            .multipart_upload
            .as_ref()
            .and_then(|upload| upload.parts.as_deref())
            .unwrap_or_default();

        upload.check(parts)?;
        let mut response = self
            .0
            .files
            .complete_multipart_upload(Self::below(request))
            .await?;
        // The crate may go on in the background; the object is there when that is done.
        if let Some(done) = response.output.future.take() {
            response.output = done.await?;
        }

        self.0
            .stamp(&bucket, &key, context.now()?)
            .map_err(failed)?;
        upload.encryption.save(&self.0, &bucket, &key)?;
        upload.forget(&self.0);
        response.output.server_side_encryption = Some(upload.encryption.algorithm());
        response.output.ssekms_key_id = upload.encryption.key();
        response.output.location = Some(format!("/{bucket}/{key}"));
        Ok(response)
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let input = &request.input;
        let _writing = self.0.writing().await.map_err(failed)?;
        let upload = Upload::load(&self.0, &input.upload_id, &input.bucket, &input.key)?;
        let response = self
            .0
            .files
            .abort_multipart_upload(Self::below(request))
            .await?;

        // Forgotten last: after a failure the upload can be ended again.
        upload.forget(&self.0);
        Ok(S3Response {
            status: Some(http::StatusCode::NO_CONTENT),
            ..response
        })
    }

    async fn list_parts(
        &self,
        request: S3Request<ListPartsInput>,
    ) -> S3Result<S3Response<ListPartsOutput>> {
        let input = request.input;
        let upload = Upload::load(&self.0, &input.upload_id, &input.bucket, &input.key)?;
        // All on one page: uploads of the sandbox are not so large.
        let parts = upload.parts.iter().map(|(number, part)| s3s::dto::Part {
            part_number: Some(*number),
            e_tag: Some(uploads::etag(&part.etag)),
            size: i64::try_from(part.size).ok(),
            ..s3s::dto::Part::default()
        });
        let parts = parts.collect();
        Ok(S3Response::new(ListPartsOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(input.upload_id),
            is_truncated: Some(false),
            parts: Some(parts),
            ..ListPartsOutput::default()
        }))
    }

    async fn list_multipart_uploads(
        &self,
        request: S3Request<ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<ListMultipartUploadsOutput>> {
        Ok(S3Response::new(uploads::list(&self.0, &request.input)?))
    }
}

/// The answer to a part that was received, with the checksums that were compared.
fn uploaded(part: &Part, encryption: &Encryption, checksum: Checksum) -> UploadPartOutput {
    UploadPartOutput {
        e_tag: Some(uploads::etag(&part.etag)),
        server_side_encryption: Some(encryption.algorithm()),
        ssekms_key_id: encryption.key(),
        checksum_crc32: checksum.checksum_crc32,
        checksum_crc32c: checksum.checksum_crc32c,
        checksum_crc64nvme: checksum.checksum_crc64nvme,
        checksum_sha1: checksum.checksum_sha1,
        checksum_sha256: checksum.checksum_sha256,
        ..UploadPartOutput::default()
    }
}

/// The Region that a new bucket is asked for; us-east-1 has no word for itself (S3 API reference,
/// CreateBucket).
fn region_of(input: &CreateBucketInput) -> &str {
    let configuration = input.create_bucket_configuration.as_ref();
    configuration
        .and_then(|configuration| configuration.location_constraint.as_ref())
        .map_or("us-east-1", |constraint| constraint.as_str())
}

fn is_url(encoding: Option<&EncodingType>) -> bool {
    encoding.is_some_and(|encoding| encoding.as_str() == EncodingType::URL)
}

/// Keys as `encoding-type=url` asks for them.
fn encode_keys(contents: Option<&mut Vec<Object>>, prefixes: Option<&mut Vec<CommonPrefix>>) {
    for key in contents
        .into_iter()
        .flatten()
        .filter_map(|object| object.key.as_mut())
    {
        *key = percent_encoded(key);
    }

    for prefix in prefixes
        .into_iter()
        .flatten()
        .filter_map(|prefix| prefix.prefix.as_mut())
    {
        *prefix = percent_encoded(prefix);
    }
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/*".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
