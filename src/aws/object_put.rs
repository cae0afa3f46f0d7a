//! One small object, written at once with a SHA-256 checksum that S3 verifies.

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumAlgorithm;
use aws_smithy_types::base64;
use sha2::{Digest, Sha256};

use super::actions::Action;
use super::ends::{Question, unproven};
use super::limiter::Doubt;
use super::objects::{MARK, Stored, Target, new_mark};
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::text::shell::quoted;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

impl Target {
    /// Writes an object, all of it or nothing. S3 computes its SHA-256 and refuses the object when
    /// it differs.
    pub async fn put(
        &self,
        bytes: Vec<u8>,
        content_type: &str,
        _approved: &Consented,
    ) -> Result<Stored> {
        self.put_marked(&new_mark(), content_type, bytes).await
    }

    /// The same with a mark that is known.
    pub(super) async fn put_marked(
        &self,
        mark: &str,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Result<Stored> {
        let digest = base64::encode(Sha256::digest(&bytes));
        let doubt = Doubt::default();
        let request = self.put_request(mark, content_type, bytes);
        let answer = request.customize().interceptor(doubt.clone()).send().await;

        let written = match answer {
            // Whoever says the checksum of what came has it; who says none is asked for the object.
            Ok(answer) if answer.checksum_sha256() == Some(&*digest) => Ok(Stored {
                version_id: kept(answer.version_id),
            }),
            Ok(_) => Err(unproven(Action::PutObject)),
            Err(error) => Err(self.problem(Action::PutObject, error)),
        };
        self.settle(mark, &doubt, written).await
    }

    /// How a write of the object ended: where that is not known, or may be our own first attempt
    /// that a second one collided with, the mark of what is there tells.
    pub(super) async fn settle(
        &self,
        mark: &str,
        doubt: &Doubt,
        written: Result<Stored>,
    ) -> Result<Stored> {
        let taken = |error: &Error| error.code() == Some("PreconditionFailed");
        if written.as_ref().err().is_some_and(taken) && doubt.is_open() {
            match self.there(mark).await {
                Ok(There::Ours(stored)) => return Ok(stored),
                Ok(There::Other) => return written,
                Ok(There::Nothing) | Err(_) => {}
            }
        }

        let (uri, S3Uri { bucket, key, .. }) = (&self.uri, &self.uri);
        let rest = format!("s3api head-object --bucket {bucket} --key {}", quoted(key));
        let ask = self.paste.aws_itself(&rest);
        let question = Question::new(format!("{uri} was written"), ask.text);
        let written = written.map_err(|error| doubt.mark(error));
        question
            .settle(written, async || self.ours(mark).await)
            .await
    }

    /// A `PutObject` with everything that the user asked for, and our mark.
    fn put_request(
        &self,
        mark: &str,
        content_type: &str,
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
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .set_if_none_match(if_none_match)
            .set_server_side_encryption(options.encryption())
            .set_ssekms_key_id(options.sse_kms_key.clone())
            .set_expected_bucket_owner(options.expected_bucket_owner.clone())
            .body(ByteStream::from(bytes))
    }

    /// What is stored, when the object that is there has our mark.
    async fn ours(&self, mark: &str) -> Result<Option<Stored>> {
        match self.there(mark).await? {
            There::Ours(stored) => Ok(Some(stored)),
            There::Other | There::Nothing => Ok(None),
        }
    }

    /// What is there now. Without our mark it is somebody else's object, however alike.
    async fn there(&self, mark: &str) -> Result<There> {
        let request = self
            .client
            .head_object()
            .bucket(&self.uri.bucket)
            .key(&self.uri.key)
            .set_expected_bucket_owner(self.options.expected_bucket_owner.clone());
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) if status(&error) == Some(404) => return Ok(There::Nothing),
            Err(error) => return Err(self.problem(Action::HeadObject, error)),
        };

        let found = answer.metadata.as_ref().and_then(|all| all.get(MARK));
        if found.is_some_and(|found| found == mark) {
            return Ok(There::Ours(Stored {
                version_id: kept(answer.version_id),
            }));
        }
        Ok(There::Other)
    }
}

/// What is there under a key.
enum There {
    /// What this export wrote.
    Ours(Stored),
    /// What somebody else wrote.
    Other,
    /// Nothing.
    Nothing,
}

fn status<E>(error: &SdkError<E, HttpResponse>) -> Option<u16> {
    let response = error.raw_response()?;
    Some(response.status().as_u16())
}

/// The version that stays when the object is replaced; a bucket whose versioning is suspended calls
/// its only one `null`.
fn kept(version: Option<String>) -> Option<String> {
    version.filter(|id| id != "null")
}
