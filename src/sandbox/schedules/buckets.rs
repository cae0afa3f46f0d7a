//! The buckets of patch policies: made with the policy, filled with its baselines, and gone with it.

use std::io::Write as _;
use std::path::Path;

use super::quick_setup::Effect;
use crate::error::{Error, Result};
use crate::process::private;
use crate::sandbox::fleet::file::BucketFile;
use crate::sandbox::instance::Sandbox;
use crate::sandbox::s3::disk::locked;

/// The file that the nodes of a policy read.
const FILE: &str = "baseline_overrides.json";

/// Does to the buckets what a deployment asks for.
///
/// # Errors
/// What the file system or the store refused.
pub(super) fn carry_out(sandbox: &Sandbox, effect: Effect) -> Result<()> {
    let root = sandbox.0.dir.join("s3");
    private::create_folder(&root.join(".patchctl").join("spool"))
        .map_err(|error| failed(&error))?;
    // Other processes may be writing to the buckets.
    let _lock = locked(&root.join(".patchctl").join("lock")).map_err(|error| failed(&error))?;

    match effect {
        Effect::Put {
            bucket,
            owner,
            text,
        } => {
            put(&root, &bucket, &text).map_err(|error| failed(&error))?;
            let known = sandbox.0.store.snapshot()?;
            if known.world.buckets.contains_key(&bucket) {
                return Ok(());
            }
            let made = BucketFile {
                name: bucket,
                account: owner.account.to_string(),
                region: owner.region.to_string(),
            };
            sandbox
                .0
                .store
                .change_fleet(|fleet| fleet.buckets.push(made))
        }
        Effect::Drop { bucket } => {
            sandbox
                .0
                .store
                .change_fleet(|fleet| fleet.buckets.retain(|one| one.name != bucket))?;
            match std::fs::remove_dir_all(root.join(&bucket)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(&error)),
                _ => Ok(()),
            }
        }
    }
}

fn put(root: &Path, bucket: &str, text: &str) -> std::io::Result<()> {
    let folder = root.join(bucket);
    private::create_folder(&folder)?;
    let mut file = tempfile::NamedTempFile::new_in(root.join(".patchctl").join("spool"))?;
    file.write_all(text.as_bytes())?;
    let persisted = file.persist(folder.join(FILE));
    persisted.map(drop).map_err(|error| error.error)
}

fn failed(error: &std::io::Error) -> Error {
    Error::failed(format!(
        "the bucket of a patch policy cannot be written: {error}"
    ))
}
