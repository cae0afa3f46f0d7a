//! The folders of the buckets, shared by several processes.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use s3s_fs::FileSystem;
use tokio::sync::{Mutex, OwnedMutexGuard};

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

/// Makes the folders in which the buckets and what is known of them are kept.
pub(in crate::sandbox) fn create(root: &Path) -> std::io::Result<()> {
    ["uploads", "objects", "spool"]
        .iter()
        .try_for_each(|name| std::fs::create_dir_all(root.join(".patchctl").join(name)))
}

pub(in crate::sandbox) fn locked(path: &Path) -> std::io::Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    file.lock()?;
    Ok(file)
}
