//! Where a node gets its override list from: the buckets of the sandbox. There is no other network.

use std::path::Path;

use crate::sandbox::call::Call;
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
    let Some(found) = call.snapshot.world.buckets.get(bucket) else {
        return denied(url, "NoSuchBucket", "The specified bucket does not exist");
    };

    // Nodes have a role of their account, and buckets of the sandbox have no policy that lets
    // others in.
    if found.account != call.scope.account.as_str() {
        return denied(url, "AccessDenied", "Access Denied");
    }

    // A key is a path below the bucket, and must not leave it.
    let outside = key
        .split('/')
        .any(|part| part.is_empty() || part == "." || part == "..");
    let path = call.dir.join("s3").join(bucket).join(key);
    match path.metadata() {
        Ok(metadata) if metadata.is_file() && !outside => read(url, &path, metadata.len()),
        _ => denied(url, "NoSuchKey", "The specified key does not exist."),
    }
}

fn read(url: &str, path: &Path, size: u64) -> Download {
    if size > LARGEST {
        return Download::Failed(format!("The list {url} is too large: {size} bytes."));
    }
    match std::fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => Download::Text(text),
        Ok(Err(_)) => Download::Failed(NOT_UTF_8.to_owned()),
        Err(error) => denied(url, "InternalError", &error.to_string()),
    }
}

const NOT_UTF_8: &str =
    "Unable to load yaml file, make sure the file is in YAML format: it is not UTF-8";

/// A refusal as the node prints it: boto3's sentence.
fn denied(url: &str, code: &str, why: &str) -> Download {
    Download::Failed(format!(
        "Unable to download file from S3: {url}. An error occurred ({code}) when calling the GetObject operation: {why}"
    ))
}
