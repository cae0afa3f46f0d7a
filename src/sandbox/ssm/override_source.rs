//! Where a node gets its override list from: the buckets of the sandbox. There is no other network.

use crate::sandbox::http::Call;
use crate::sandbox::world::commands::Download;

/// The largest list that a node reads here, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Downloads a list as the nodes of the caller's account and Region would. It is read when the
/// command is sent, so that a command that nobody looks at has the same effect as one that is
/// watched.
pub(super) fn download(call: &Call<'_>, url: &str) -> Download {
    let Some((bucket, key)) = url
        .strip_prefix("s3://")
        .and_then(|rest| rest.split_once('/'))
    else {
        return Download::Failed(format!(
            "Unable to download {url}: the nodes of the patchctl sandbox have no network."
        ));
    };
    let denied = |code: &str, why: &str| {
        Download::Failed(format!(
            "Unable to download file from S3: {url}. An error occurred ({code}) when calling the GetObject operation: {why}"
        ))
    };
    let Some(found) = call.snapshot.world.buckets.get(bucket) else {
        return denied("NoSuchBucket", "The specified bucket does not exist");
    };
    if found.account != call.scope.account.as_str() {
        return denied("AccessDenied", "Access Denied");
    }
    let outside = key
        .split('/')
        .any(|part| part.is_empty() || part == "." || part == "..");
    let path = call.dir.join("s3").join(bucket).join(key);
    match path.metadata() {
        Ok(metadata) if metadata.is_file() && !outside => {
            if metadata.len() > LARGEST {
                return Download::Failed(format!(
                    "The list {url} is too large: {} bytes.",
                    metadata.len()
                ));
            }
            match std::fs::read(&path) {
                Ok(bytes) => String::from_utf8(bytes).map_or_else(
                    |_| Download::Failed("Unable to load yaml file, make sure the file is in YAML format: it is not UTF-8".to_owned()),
                    Download::Text,
                ),
                Err(error) => denied("InternalError", &error.to_string()),
            }
        }
        _ => denied("NoSuchKey", "The specified key does not exist."),
    }
}
