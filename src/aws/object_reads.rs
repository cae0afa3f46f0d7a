//! Objects in S3, read: override lists, and the output that nodes put there.

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::types::EncodingType;
use percent_encoding::percent_decode_str;

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
                // XML 1.0 cannot hold every character that a key may have (S3 User Guide, "Naming
                // Amazon S3 objects"): one such key makes the whole answer unreadable.
                .encoding_type(EncodingType::Url)
                .set_continuation_token(token.clone());
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::ListObjects, error))?;
            let encoded = answer.encoding_type() == Some(&EncodingType::Url);
            let listed = answer.contents().iter().filter_map(|object| object.key());
            keys.extend(listed.map(|key| {
                if encoded {
                    decoded(key)
                } else {
                    key.to_owned()
                }
            }));
            let next = answer.next_continuation_token().map(str::to_owned);
            if next.is_none() || next == token {
                return Ok(keys);
            }
            token = next;
        }
    }
}

/// A key as it is, of one that was encoded for a list: like a form, with `+` for a space (botocore
/// decodes it so).
pub(super) fn decoded(key: &str) -> String {
    let plain = key.replace('+', " ");
    percent_decode_str(&plain).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_decoded_as_botocore_does() {
        for (encoded, key) in [
            ("logs/a+b%2Bc/stdout", "logs/a b+c/stdout"),
            ("%01%E2%80%AE", "\u{1}\u{202e}"),
            ("plain", "plain"),
            ("100%25", "100%"),
        ] {
            assert_eq!(super::decoded(encoded), key, "{encoded}");
        }
    }
}
