//! One small object, written at once with a SHA-256 checksum that S3 verifies.

use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumAlgorithm;

use super::actions::Action;
use super::objects::{MARK, Target, new_mark};
use crate::error::Result;
use crate::output::plan::Consented;

/// What S3 says of an object that it took.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The version, when the bucket keeps versions.
    pub version_id: Option<String>,
}

impl Target {
    /// Writes an object, all of it or nothing. S3 computes its SHA-256 and refuses the object when
    /// it differs.
    pub async fn put(
        &self,
        bytes: Vec<u8>,
        content_type: &str,
        _approved: &Consented,
    ) -> Result<Stored> {
        let mark = new_mark();
        let request = self.put_request(&mark, content_type, ChecksumAlgorithm::Sha256, bytes);
        let error = match request.send().await {
            Ok(answer) => {
                return Ok(Stored {
                    version_id: kept(answer.version_id),
                });
            }
            Err(error) => self.problem(Action::PutObject, error),
        };

        // The answer may have got lost although the object was written, and a retry then collides
        // with our own first attempt.
        self.found(&mark).await.ok_or(error)
    }

    /// A `PutObject` with everything that the user asked for, and our mark.
    pub(super) fn put_request(
        &self,
        mark: &str,
        content_type: &str,
        checksum: ChecksumAlgorithm,
        bytes: Vec<u8>,
    ) -> PutObjectFluentBuilder {
        let options = &self.options;
        // `*` makes S3 itself refuse when the key is taken (S3 API, conditional writes): to look
        // first and write then would leave a gap between the two.
        let if_none_match = (!options.overwrite).then(|| "*".to_owned());

        self.client
            .put_object()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .content_type(content_type)
            .metadata(MARK, mark)
            .checksum_algorithm(checksum)
            .set_if_none_match(if_none_match)
            .set_server_side_encryption(options.encryption())
            .set_ssekms_key_id(options.sse_kms_key.clone())
            .set_expected_bucket_owner(options.expected_bucket_owner.clone())
            .body(ByteStream::from(bytes))
    }

    /// What is stored, when the object that is there was written with this mark.
    pub(super) async fn found(&self, mark: &str) -> Option<Stored> {
        let request = self
            .client
            .head_object()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let answer = request.send().await.ok()?;

        // Without the mark it is somebody else's object, however alike.
        let found = answer.metadata.as_ref()?.get(MARK)?;
        (found == mark).then(|| Stored {
            version_id: kept(answer.version_id),
        })
    }
}

/// The version that stays when the object is replaced; a bucket whose versioning is suspended calls
/// its only one `null`.
fn kept(version: Option<String>) -> Option<String> {
    version.filter(|id| id != "null")
}
