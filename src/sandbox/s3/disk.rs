//! The folders of the buckets, shared by several processes.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use s3s_fs::FileSystem;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::spool::base64;
use crate::process::private;

/// The files, and what keeps writers apart.
pub(super) struct Disk {
    pub(super) files: FileSystem,
    /// Where bodies are received before they become objects, and what is known of objects and
    /// uploads beside the files.
    pub(super) beside: PathBuf,
    lock: PathBuf,
    here: Arc<Mutex<()>>,
}

/// Held while something is changed; processes and tasks wait for each other.
pub(super) struct Writing {
    _file: File,
    _here: OwnedMutexGuard<()>,
}

impl Disk {
    /// Opens the buckets of a sandbox.
    pub(super) fn open(dir: &Path) -> std::io::Result<Self> {
        let root = dir.join("s3");
        let beside = root.join(".patchctl");
        create(&root)?;
        let lock = beside.join("lock");
        // Opening removes what it takes for left-over temporary files, so that no other process may
        // be writing meanwhile.
        let held = locked(&lock)?;
        let files =
            FileSystem::new(&root).map_err(|error| std::io::Error::other(format!("{error:?}")))?;
        drop(held);

        Ok(Self {
            files,
            beside,
            lock,
            here: Arc::default(),
        })
    }

    /// Closes an object to others, with its folders and what the crate keeps of it beside: the crate
    /// writes as the umask lets it.
    pub(super) fn close(&self, bucket: &str, key: &str) -> std::io::Result<()> {
        let root = self.beside.parent().unwrap_or(&self.beside);
        let mut made = vec![root.join(bucket).join(key)];
        for folder in Path::new(key).ancestors().skip(1) {
            made.push(root.join(bucket).join(folder));
        }
        let (bucket, key) = (in_file_name(bucket), in_file_name(key));
        for kind in ["metadata", "internal"] {
            made.push(root.join(format!(".bucket-{bucket}.object-{key}.{kind}.json")));
        }
        made.iter()
            .try_for_each(|path| match private::restrict(path) {
                // Not every object has all of them.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
                closed => closed,
            })
    }

    /// Notes when an object was written, by the clock of the sandbox.
    pub(super) fn stamp(&self, bucket: &str, key: &str, at: Timestamp) -> std::io::Result<()> {
        let root = self.beside.parent().unwrap_or(&self.beside);
        let file = File::options()
            .write(true)
            .open(root.join(bucket).join(key));
        file?.set_modified(at.into())
    }

    /// Waits until this task alone may change the buckets.
    pub(super) async fn writing(&self) -> std::io::Result<Writing> {
        let here = Arc::clone(&self.here).lock_owned().await;
        let lock = self.lock.clone();
        let file = tokio::task::spawn_blocking(move || locked(&lock))
            .await
            .map_err(std::io::Error::other)??;
        Ok(Writing {
            _file: file,
            _here: here,
        })
    }
}

/// A name as the crate has it in the names of its files: the base64 of URLs, without padding.
fn in_file_name(name: &str) -> String {
    let text = base64(name.as_bytes()).replace('+', "-").replace('/', "_");
    text.trim_end_matches('=').to_owned()
}

/// Makes the folders in which the buckets and what is known of them are kept.
pub(in crate::sandbox) fn create(root: &Path) -> std::io::Result<()> {
    ["uploads", "objects", "spool"]
        .iter()
        .try_for_each(|name| private::create_folder(&root.join(".patchctl").join(name)))?;
    // Nobody else comes to any object, whatever the modes below are.
    private::restrict(root)
}

pub(in crate::sandbox) fn locked(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    let file = private::open(&mut options, path)?;
    file.lock()?;
    Ok(file)
}
