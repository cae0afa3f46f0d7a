//! Receives a body into a file, checks it, and only then hands it on, so that what is refused
//! leaves nothing behind.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use bytes::Bytes;
use futures::StreamExt as _;
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Md5, Sha1, Sha256};
use s3s::dto::{Checksum, StreamingBlob};
use s3s::{S3Error, S3ErrorCode, S3Result, TrailingHeaders, s3_error};

/// How much is read at once when a body is handed on, in bytes.
const CHUNK: usize = 256 * 1024;

/// What the client says of the body.
#[derive(Default)]
pub(super) struct Claims {
    pub(super) md5: Option<String>,
    pub(super) checksum: Checksum,
    pub(super) algorithm: Option<String>,
    pub(super) trailers: Option<TrailingHeaders>,
}

/// A body that was received and holds what the client says of it.
pub(super) struct Spooled {
    file: File,
    pub(super) size: u64,
    pub(super) md5: String,
    pub(super) checksum: Checksum,
}

impl Spooled {
    /// Receives and checks a body.
    pub(super) async fn receive(
        dir: &Path,
        mut body: StreamingBlob,
        claims: &Claims,
    ) -> S3Result<Self> {
        let mut file = tempfile::tempfile_in(dir).map_err(failed)?;
        let mut hasher = hasher(claims);
        let mut md5 = Md5::new();
        let mut size = 0;
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|error| broken(&error))?;
            hasher.update(&chunk);
            md5.update(&chunk);
            size += chunk.len() as u64;
            file.write_all(&chunk).map_err(failed)?;
        }

        let md5 = md5.finalize();
        let claimed = claims.md5.as_deref();
        if claimed.is_some_and(|claimed| claimed != base64(&md5)) {
            return Err(s3_error!(
                BadDigest,
                "The Content-MD5 you specified did not match what we received."
            ));
        }

        // After the body, because trailers come behind it.
        let checksum = hasher.finalize();
        compare(&checksum, claims)?;

        Ok(Self {
            file,
            size,
            md5: hex::encode(md5),
            checksum,
        })
    }

    /// The body again, from its beginning.
    pub(super) fn into_body(mut self) -> S3Result<StreamingBlob> {
        self.file.seek(SeekFrom::Start(0)).map_err(failed)?;

        let mut file = self.file;
        // Read again as it is needed: a body may be larger than the memory.
        let chunks = std::iter::from_fn(move || {
            let mut chunk = vec![0; CHUNK];
            match file.read(&mut chunk) {
                Ok(0) => None,
                Ok(length) => {
                    chunk.truncate(length);
                    Some(Ok(Bytes::from(chunk)))
                }
                Err(error) => Some(Err(error)),
            }
        });
        Ok(StreamingBlob::wrap(futures::stream::iter(chunks)))
    }
}

/// The body ended before its end, or its signature does not hold.
fn broken(error: &s3s::StdError) -> S3Error {
    let text = error.to_string();
    let code = if text.to_lowercase().contains("signature") {
        S3ErrorCode::SignatureDoesNotMatch
    } else {
        S3ErrorCode::IncompleteBody
    };
    S3Error::with_message(code, format!("the body could not be read: {text}"))
}

/// A failure of the disk.
#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
pub(super) fn failed(error: std::io::Error) -> S3Error {
    let full = error.kind() == std::io::ErrorKind::StorageFull;
    let message = if full {
        "the disk of the sandbox is full".to_owned()
    } else {
        format!("the sandbox cannot use its disk: {error}")
    };
    S3Error::with_message(S3ErrorCode::InternalError, message)
}

impl Claims {
    /// Whether a checksum has to be computed: it was sent, or its algorithm was named.
    fn wants(&self, name: &str, value: Option<&String>) -> bool {
        let named = self.algorithm.as_deref();
        value.is_some() || named.is_some_and(|algorithm| algorithm.eq_ignore_ascii_case(name))
    }
}

fn hasher(claims: &Claims) -> ChecksumHasher {
    let claimed = &claims.checksum;
    let wants = |name, value: &Option<String>| claims.wants(name, value.as_ref());
    // None is computed for nothing: bodies may be large.
    ChecksumHasher {
        crc32: wants("CRC32", &claimed.checksum_crc32).then(Crc32::new),
        crc32c: wants("CRC32C", &claimed.checksum_crc32c).then(Crc32c::new),
        sha1: wants("SHA1", &claimed.checksum_sha1).then(Sha1::new),
        sha256: wants("SHA256", &claimed.checksum_sha256).then(Sha256::new),
        crc64nvme: wants("CRC64NVME", &claimed.checksum_crc64nvme).then(Crc64Nvme::new),
    }
}

fn compare(found: &Checksum, claims: &Claims) -> S3Result<()> {
    let claimed = &claims.checksum;
    let pairs = [
        ("crc32", &claimed.checksum_crc32, &found.checksum_crc32),
        ("crc32c", &claimed.checksum_crc32c, &found.checksum_crc32c),
        ("sha1", &claimed.checksum_sha1, &found.checksum_sha1),
        ("sha256", &claimed.checksum_sha256, &found.checksum_sha256),
        (
            "crc64nvme",
            &claimed.checksum_crc64nvme,
            &found.checksum_crc64nvme,
        ),
    ];

    for (name, claimed, found) in pairs {
        // In a header, or behind the body.
        let Some(claimed) = claimed.clone().or_else(|| trailer(claims, name)) else {
            continue;
        };
        if found.as_deref() != Some(claimed.as_str()) {
            let name = name.to_uppercase();
            return Err(s3_error!(
                BadDigest,
                "The {name} you specified did not match the calculated checksum."
            ));
        }
    }
    Ok(())
}

fn trailer(claims: &Claims, name: &str) -> Option<String> {
    let read = claims.trailers.as_ref()?.read(|headers| {
        let value = headers.get(format!("x-amz-checksum-{name}"))?;
        value.to_str().ok().map(str::to_owned)
    });
    read.flatten()
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    // Three bytes are four letters; what the last ones lack is shown by the padding.
    for chunk in bytes.chunks(3) {
        let block = chunk
            .iter()
            .fold(0_u32, |block, byte| block << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for index in 0..4 {
            let letter = LETTERS[(block >> (18 - 6 * index)) as usize & 63];
            text.push(if index <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_padded() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
