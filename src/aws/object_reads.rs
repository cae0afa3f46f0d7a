//! Objects in S3, read: override lists, and the output that nodes put there.

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;

use super::actions::Action;
use super::fault;
use super::objects::{bucket_region, client};
use super::reach::Reach;
use crate::domain::id::s3_uri::S3Uri;
use crate::error::{Error, Result};

/// A bucket that can be read.
#[derive(Debug)]
pub struct Bucket {
    client: Client,
    name: String,
}

impl Bucket {
    /// A bucket, wherever its Region is.
    pub async fn open(reach: &Reach, name: &str) -> Self {
        let home = client(reach, None);
        let moved = match home.head_bucket().bucket(name).send().await {
            Ok(_) => None,
            Err(error) => bucket_region(&error),
        };
        let client = moved.map_or(home, |region| client(reach, Some(region)));
        Self {
            client,
            name: name.to_owned(),
        }
    }

    /// An object, up to `limit` bytes; `None` when it does not exist.
    ///
    /// # Errors
    /// What `GetObject` answered, or that the object is larger.
    pub async fn read(&self, key: &str, limit: usize) -> Result<Option<Vec<u8>>> {
        let uri = S3Uri {
            bucket: self.name.clone(),
            key: key.to_owned(),
        };
        let answer = match self
            .client
            .get_object()
            .bucket(&self.name)
            .key(key)
            .send()
            .await
        {
            Ok(answer) => answer,
            Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
            Err(error) => {
                return Err(
                    fault::fault(Action::GetObject, error).hint(format!("the object was {uri}"))
                );
            }
        };
        let too_large = || Error::failed(format!("{uri} is larger than {limit} bytes"));
        if answer
            .content_length()
            .is_some_and(|length| length > i64::try_from(limit).unwrap_or(i64::MAX))
        {
            return Err(too_large());
        }
        let mut body = answer.body;
        let mut bytes = Vec::new();
        while let Some(part) = body.next().await {
            let part = part.map_err(|error| {
                Error::failed(format!("{uri} could not be read to its end")).with_source(error)
            })?;
            bytes.extend_from_slice(&part);
            if bytes.len() > limit {
                return Err(too_large());
            }
        }
        Ok(Some(bytes))
    }

    /// The keys that begin with a prefix, in their order.
    ///
    /// # Errors
    /// What `ListObjectsV2` answered.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>> {
        let (mut keys, mut token) = (Vec::new(), None::<String>);
        loop {
            let call = self
                .client
                .list_objects_v2()
                .bucket(&self.name)
                .prefix(prefix)
                .set_continuation_token(token.clone());
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::ListObjects, error))?;
            keys.extend(
                answer
                    .contents()
                    .iter()
                    .filter_map(|object| object.key().map(str::to_owned)),
            );
            let next = answer.next_continuation_token().map(str::to_owned);
            if next.is_none() || next == token {
                return Ok(keys);
            }
            token = next;
        }
    }
}
