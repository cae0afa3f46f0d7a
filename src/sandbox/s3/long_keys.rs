//! Objects whose keys are too long for the metadata files of the file system crate: outputs of commands, which have no metadata.

use std::path::PathBuf;

use s3s::dto::{ContentType, GetObjectOutput, HeadObjectOutput, StreamingBlob, Timestamp};
use s3s::{Body, S3Error, S3Result, s3_error};

use super::disk::Disk;

/// What the name of a metadata file holds besides bucket and key.
const AROUND_THE_KEY: usize = ".bucket-.object-.upload-00000000-0000-4000-8000-000000000000.metadata.json".len();
/// The longest file name of common file systems, in bytes.
const LONGEST_FILE_NAME: usize = 255;

/// Whether the name of the metadata file of an object would be too long.
pub(super) fn is_too_long(bucket: &str, key: &str) -> bool {
    let base64 = |text: &str| text.len().div_ceil(3) * 4;
    base64(bucket) + base64(key) + AROUND_THE_KEY > LONGEST_FILE_NAME
}

/// The object by its file alone.
pub(super) async fn get(disk: &Disk, bucket: &str, key: &str) -> S3Result<GetObjectOutput> {
    let (bytes, modified) = read(disk, bucket, key).await?;
    Ok(GetObjectOutput {
        content_length: i64::try_from(bytes.len()).ok(),
        content_type: Some(ContentType::from("binary/octet-stream")),
        last_modified: modified,
        body: Some(StreamingBlob::from(Body::from(bytes))),
        ..GetObjectOutput::default()
    })
}

/// What is known of the object by its file alone.
pub(super) async fn head(disk: &Disk, bucket: &str, key: &str) -> S3Result<HeadObjectOutput> {
    let (bytes, modified) = read(disk, bucket, key).await?;
    Ok(HeadObjectOutput {
        content_length: i64::try_from(bytes.len()).ok(),
        content_type: Some(ContentType::from("binary/octet-stream")),
        last_modified: modified,
        ..HeadObjectOutput::default()
    })
}

async fn read(disk: &Disk, bucket: &str, key: &str) -> S3Result<(Vec<u8>, Option<Timestamp>)> {
    let path: PathBuf = disk.root().join(bucket).join(key);
    let absent = |_: std::io::Error| -> S3Error { s3_error!(NoSuchKey, "The specified key does not exist.") };
    let bytes = tokio::fs::read(&path).await.map_err(absent)?;
    let modified = tokio::fs::metadata(&path).await.and_then(|found| found.modified()).ok().map(Timestamp::from);
    Ok((bytes, modified))
}
