//! Multipart uploads that are under way.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use s3s::dto::{
    CompletedPart, ETag, ListMultipartUploadsInput, ListMultipartUploadsOutput, MultipartUpload,
};
use s3s::{S3Error, S3Result, s3_error};
use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::encryption::Encryption;
use super::spool::failed;
use crate::process::private;

/// The smallest size of a part that is not the last, in bytes.
const SMALLEST_PART: u64 = 5 * 1024 * 1024;

/// A multipart upload that was begun.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) id: String,
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) initiated: Timestamp,
    pub(super) encryption: Encryption,
    pub(super) parts: BTreeMap<i32, Part>,
}

/// A part that was received.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) etag: String,
    pub(super) size: u64,
}

impl Upload {
    pub(super) fn save(&self, disk: &Disk) -> S3Result<()> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        private::write(&path(disk, &self.id), &text).map_err(failed)
    }

    /// Finds an upload; its bucket and key have to be those of the request.
    pub(super) fn load(disk: &Disk, id: &str, bucket: &str, key: &str) -> S3Result<Self> {
        // An id is a file name here, and must not be a path.
        let named = id
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        let text = if named {
            std::fs::read(path(disk, id)).ok()
        } else {
            None
        };

        let upload: Option<Self> = text.and_then(|text| serde_json::from_slice(&text).ok());
        upload
            .filter(|upload| upload.bucket == bucket && upload.key == key)
            .ok_or_else(unknown)
    }

    pub(super) fn forget(&self, disk: &Disk) {
        let _ = std::fs::remove_file(path(disk, &self.id));
    }

    /// Checks the list of parts that is to become the object.
    pub(super) fn check(&self, parts: &[CompletedPart]) -> S3Result<()> {
        // Gaps are allowed, and parts that are left out too (S3 API reference,
        // CompleteMultipartUpload).
        let mut before = 0;
        for (index, part) in parts.iter().enumerate() {
            let number = part.part_number.unwrap_or_default();
            if number <= before {
                return Err(s3_error!(
                    InvalidPartOrder,
                    "The list of parts was not in ascending order."
                ));
            }
            before = number;

            let known = self.parts.get(&number);
            let same = known.filter(|known| {
                part.e_tag
                    .as_ref()
                    .is_none_or(|etag| etag.value() == known.etag)
            });
            let Some(known) = same else {
                return Err(s3_error!(
                    InvalidPart,
                    "One or more of the specified parts could not be found."
                ));
            };

            if index + 1 < parts.len() && known.size < SMALLEST_PART {
                return Err(s3_error!(
                    EntityTooSmall,
                    "Your proposed upload is smaller than the minimum allowed size"
                ));
            }
        }
        Ok(())
    }
}

fn path(disk: &Disk, id: &str) -> PathBuf {
    disk.beside.join("uploads").join(id)
}

fn unknown() -> S3Error {
    s3_error!(
        NoSuchUpload,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."
    )
}

/// Lists the uploads of a bucket by key and id.
pub(super) fn list(
    disk: &Disk,
    input: &ListMultipartUploadsInput,
) -> S3Result<ListMultipartUploadsOutput> {
    let mut uploads = after_marker(disk, input)?;
    let most = input.max_uploads.unwrap_or(1000).clamp(0, 1000);
    let shown = usize::try_from(most).unwrap_or(0);
    let is_truncated = uploads.len() > shown;
    uploads.truncate(shown);

    // The markers of the next page are the last of this one, and only when there is one.
    let last = uploads.last().filter(|_| is_truncated);
    Ok(ListMultipartUploadsOutput {
        bucket: Some(input.bucket.clone()),
        is_truncated: Some(is_truncated),
        max_uploads: Some(most),
        prefix: input.prefix.clone(),
        key_marker: input.key_marker.clone(),
        next_key_marker: last.map(|upload| upload.key.clone()),
        next_upload_id_marker: last.map(|upload| upload.id.clone()),
        uploads: Some(uploads.into_iter().map(listed).collect()),
        ..ListMultipartUploadsOutput::default()
    })
}

/// The uploads of a bucket that begin with the prefix and come after the marker, sorted.
fn after_marker(disk: &Disk, input: &ListMultipartUploadsInput) -> S3Result<Vec<Upload>> {
    let mut uploads: Vec<Upload> = Vec::new();
    for entry in std::fs::read_dir(disk.beside.join("uploads")).map_err(failed)? {
        let text = std::fs::read(entry.map_err(failed)?.path()).unwrap_or_default();
        uploads.extend(serde_json::from_slice::<Upload>(&text).ok());
    }

    // A marker of the key alone is after every upload of that key: `~` is after all ids.
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let marker = (
        input.key_marker.as_deref().unwrap_or_default(),
        input.upload_id_marker.as_deref().unwrap_or("~"),
    );
    uploads.retain(|upload| {
        upload.bucket == input.bucket
            && upload.key.starts_with(prefix)
            && (upload.key.as_str(), upload.id.as_str()) > marker
    });
    uploads.sort_by(|a, b| (&a.key, &a.id).cmp(&(&b.key, &b.id)));
    Ok(uploads)
}

fn listed(upload: Upload) -> MultipartUpload {
    MultipartUpload {
        key: Some(upload.key),
        upload_id: Some(upload.id),
        initiated: Some(std::time::SystemTime::from(upload.initiated).into()),
        ..MultipartUpload::default()
    }
}

/// The entity tag as the API writes it.
pub(super) fn etag(md5: &str) -> ETag {
    ETag::Strong(md5.to_owned())
}
