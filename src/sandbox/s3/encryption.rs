//! What a client asked for when it wrote an object: remembered, and told again when the object is
//! looked at.

use std::path::PathBuf;

use s3s::dto::ServerSideEncryption;
use s3s::{S3Error, S3ErrorCode, S3Result};
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::disk::Disk;
use super::spool::failed;
use crate::process::private;
use crate::sandbox::{derive, regions};

/// How an object is encrypted, as its headers say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Encryption {
    algorithm: String,
    key: Option<String>,
}

impl Default for Encryption {
    /// What S3 does when nothing is asked for.
    fn default() -> Self {
        Self {
            algorithm: "AES256".to_owned(),
            key: None,
        }
    }
}

impl Encryption {
    /// Reads the headers of a request; a key id that is none is refused, as KMS does.
    pub(super) fn read(
        context: &Context,
        algorithm: Option<&ServerSideEncryption>,
        key: Option<&String>,
    ) -> S3Result<Self> {
        // A key without an algorithm is the one of the two that S3 refuses.
        let Some(algorithm) = algorithm.map(|algorithm| algorithm.as_str().to_owned()) else {
            return match key {
                Some(_) => Err(invalid(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
                )),
                None => Ok(Self::default()),
            };
        };

        match (algorithm.as_str(), key) {
            ("AES256", None) => Ok(Self {
                algorithm,
                key: None,
            }),
            ("aws:kms" | "aws:kms:dsse", key) => Ok(Self {
                key: Some(key_arn(context, key.map(String::as_str))?),
                algorithm,
            }),
            ("AES256", Some(_)) => Err(invalid("A KMS key id needs the encryption aws:kms")),
            _ => Err(invalid("The encryption method specified is not supported")),
        }
    }

    pub(super) fn algorithm(&self) -> ServerSideEncryption {
        ServerSideEncryption::from(self.algorithm.clone())
    }

    pub(super) fn key(&self) -> Option<String> {
        self.key.clone()
    }

    /// Remembers how an object that was just written is encrypted.
    pub(super) fn save(&self, disk: &Disk, bucket: &str, key: &str) -> S3Result<()> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        disk.close(bucket, key).map_err(failed)?;
        private::write(&path(disk, bucket, key), &text).map_err(failed)
    }

    /// How an object is encrypted.
    pub(super) fn load(disk: &Disk, bucket: &str, key: &str) -> Self {
        let text = std::fs::read(path(disk, bucket, key)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Forgets an object.
    pub(super) fn forget(disk: &Disk, bucket: &str, key: &str) {
        let _ = std::fs::remove_file(path(disk, bucket, key));
    }
}

fn path(disk: &Disk, bucket: &str, key: &str) -> PathBuf {
    disk.beside
        .join("objects")
        .join(derive::hex_id(&[bucket, key], 40))
}

fn invalid(message: &'static str) -> S3Error {
    S3Error::with_message(S3ErrorCode::InvalidArgument, message)
}

/// The ARN of a key that is given by id, alias or ARN; the account's own key for S3 when none is
/// given.
fn key_arn(context: &Context, key: Option<&str>) -> S3Result<String> {
    let (region, account) = (&context.0.region, &context.0.caller.account);
    let partition = regions::partition(region);
    let Some(key) = key else {
        // The AWS managed key for S3, one for each account and Region.
        return Ok(format!(
            "arn:{partition}:kms:{region}:{account}:key/{}",
            derive::uuid(&["aws/s3", region, account])
        ));
    };

    let prefix = format!("arn:{partition}:kms:{region}:");
    if let Some(rest) = key.strip_prefix(&prefix) {
        // Another account's key may be named by its ARN only; whether it exists nobody here knows.
        return if names_key(rest) {
            Ok(key.to_owned())
        } else {
            Err(not_found(key))
        };
    }

    // An alias leads to some key: always the same one.
    if let Some(alias) = key.strip_prefix("alias/").filter(|alias| !alias.is_empty()) {
        return Ok(format!(
            "{prefix}{account}:key/{}",
            derive::uuid(&["alias", region, account, alias])
        ));
    }

    if is_key_id(key) {
        Ok(format!("{prefix}{account}:key/{key}"))
    } else {
        Err(not_found(key))
    }
}

/// Whether the end of an ARN has an account and a key or an alias.
fn names_key(rest: &str) -> bool {
    rest.split_once(':').is_some_and(|(account, id)| {
        let id = id.strip_prefix("key/").or(id.strip_prefix("alias/"));
        account.len() == 12 && id.is_some_and(|id| !id.is_empty())
    })
}

fn is_key_id(text: &str) -> bool {
    let text = text.strip_prefix("mrk-").unwrap_or(text);
    text.len() >= 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

fn not_found(key: &str) -> S3Error {
    let mut error = S3Error::with_message(
        S3ErrorCode::Custom("KMS.NotFoundException".into()),
        format!("Invalid keyId '{key}'"),
    );
    error.set_status_code(http::StatusCode::BAD_REQUEST);
    error
}
