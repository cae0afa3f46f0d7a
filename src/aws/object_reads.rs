//! Objects in S3, read: override lists, and the output that nodes put there.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::types::{EncodingType, Object};
use jiff::Timestamp;

use super::actions::Action;
use super::convert::timestamp;
use super::fault;
use super::limiter::{How, Incoming, Lost};
use super::object_key::decoded;
use super::objects::client;
use super::pages::Tokens;
use super::reach::Reach;
use crate::domain::id::s3_uri::S3Uri;
use crate::error::{Error, Result};

/// A bucket that can be read.
#[derive(Debug)]
pub struct Bucket {
    client: Client,
    name: String,
    /// How long an object may take, beyond what its size allows.
    patience: Duration,
}

/// What tells versions of an object apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its tag, which follows what is in it.
    pub tag: String,
    /// When it was written, in whole seconds, by S3's clock.
    pub written: Option<Timestamp>,
}

/// Whether a bucket of a name exists, whoever's it is.
///
/// # Errors
/// When S3 cannot be asked. A refusal is an answer: what does not exist refuses nobody.
pub async fn exists(reach: &Reach, name: &str) -> Result<bool> {
    let head = client(reach, None).head_bucket().bucket(name).send().await;
    let Err(error) = head else { return Ok(true) };
    let status = error
        .raw_response()
        .map(|response| response.status().as_u16());
    match status {
        Some(404) => Ok(false),
        Some(301 | 403) => Ok(true),
        _ => Err(fault::fault(Action::HeadBucket, error)),
    }
}

impl Bucket {
    /// A bucket, wherever its Region is.
    pub async fn open(reach: &Reach, name: &str) -> Self {
        // The answer does not matter, only the Region that a redirect names: whoever may read an
        // object need not be allowed to look at its bucket (`s3:ListBucket`).
        let home = client(reach, None);
        let head = home.head_bucket().bucket(name).send().await;
        let moved = head.err().as_ref().and_then(fault::bucket_region);

        let client = moved.map_or(home, |region| client(reach, Some(region)));
        Self {
            client,
            name: name.to_owned(),
            patience: reach.read_timeout,
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
        let call = self.client.get_object().bucket(&self.name).key(key);
        let answer = match call.send().await {
            Ok(answer) => answer,
            Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
            Err(error) => {
                let error = fault::fault(Action::GetObject, error);
                return Err(error.hint(format!("the object was {uri}")));
            }
        };

        // The length is only a claim: it spares the transfer, and the bound is kept below as well.
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        if answer.content_length().is_some_and(|length| length > most) {
            return Err(too_large(&uri, limit));
        }
        let body = Incoming::new(answer.body, self.patience);
        body_of(body, &uri, limit).await.map(Some)
    }

    /// The first bytes of an object, at most `most` of them; `None` when it does not exist.
    pub async fn head(&self, key: &str, most: usize) -> Result<Option<Vec<u8>>> {
        let uri = S3Uri {
            bucket: self.name.clone(),
            key: key.to_owned(),
        };
        let range = format!("bytes=0-{}", most.saturating_sub(1));
        let call = self.client.get_object().bucket(&self.name).key(key);
        match call.range(range).send().await {
            Ok(answer) => {
                let body = Incoming::new(answer.body, self.patience);
                body_of(body, &uri, most).await.map(Some)
            }
            Err(error) if error.code() == Some("NoSuchKey") => Ok(None),
            // An empty object has no first byte (S3 API, `InvalidRange`).
            Err(error) if error.code() == Some("InvalidRange") => Ok(Some(Vec::new())),
            Err(error) => {
                let error = fault::fault(Action::GetObject, error);
                Err(error.hint(format!("the object was {uri}")))
            }
        }
    }

    /// The keys that begin with a prefix, in their order.
    ///
    /// # Errors
    /// When the bucket does not exist, or may not be listed.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>> {
        let listed = self.listed(prefix).await?.into_iter();
        Ok(listed.map(|(key, _)| key).collect())
    }

    /// Every key with what tells versions of its object apart.
    ///
    /// # Errors
    /// When the bucket does not exist, or may not be listed.
    pub async fn versions(&self) -> Result<BTreeMap<String, Version>> {
        let listed = self.listed("").await?.into_iter();
        let versions = listed.map(|(key, object)| {
            let version = Version {
                tag: object.e_tag.unwrap_or_default(),
                written: object.last_modified.as_ref().and_then(timestamp),
            };
            (key, version)
        });
        Ok(versions.collect())
    }

    async fn listed(&self, prefix: &str) -> Result<Vec<(String, Object)>> {
        let (mut all, mut tokens, mut token) = (Vec::new(), Tokens::default(), None);
        loop {
            let call = self
                .client
                .list_objects_v2()
                .bucket(&self.name)
                .prefix(prefix)
                // XML 1.0 cannot hold every character that a key may have (S3 User Guide, "Naming
                // Amazon S3 objects"): one such key makes the whole answer unreadable.
                .encoding_type(EncodingType::Url)
                .set_continuation_token(token);
            let answer = call.send().await.map_err(fault::of(Action::ListObjects))?;
            let is_encoded = answer.encoding_type() == Some(&EncodingType::Url);
            let next = answer.next_continuation_token().map(str::to_owned);
            let objects = answer.contents.unwrap_or_default();
            token = tokens.next(Action::ListObjects, &objects, next)?;
            all.extend(objects.into_iter().filter_map(|object| {
                let key = object.key.clone()?;
                let key = if is_encoded { decoded(&key) } else { key };
                Some((key, object))
            }));

            if token.is_none() {
                return Ok(all);
            }
        }
    }
}

async fn body_of(mut body: Incoming, uri: &S3Uri, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(part) = body.next().await {
        let mut part = part.map_err(|lost| cut_off(uri, lost))?;
        bytes.append(&mut part);

        // After each part, so that at most one part more than the bound is ever held.
        if bytes.len() > limit {
            return Err(too_large(uri, limit));
        }
    }
    Ok(bytes)
}

fn cut_off(uri: &S3Uri, lost: Lost) -> Error {
    let is_late = matches!(lost.how, How::HalfAnswer(_));
    let hint = is_late.then(|| "raise --read-timeout, or check the way to the endpoint".to_owned());
    Error::failed(format!("{uri} could not be read to its end"))
        .with_source(lost)
        .maybe_hint(hint)
}

fn too_large(uri: &S3Uri, limit: usize) -> Error {
    Error::failed(format!("{uri} is larger than {limit} bytes"))
}
