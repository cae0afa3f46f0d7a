//! What a package manager knows, and where it keeps it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::domain::fleet::platform::OperatingSystem;
use crate::error::Result;
use crate::sandbox::catalog::find;
use crate::sandbox::fleet::file::UpdateFile;

/// What a package manager knows.
#[derive(Default)]
pub(super) struct Inventory {
    /// Installed packages, as a fleet file writes them.
    pub(super) base: Vec<String>,
    /// What is published of them.
    pub(super) updates: Vec<UpdateFile>,
    /// When the package database last changed.
    pub(super) changed: Timestamp,
    pub(super) notes: Vec<String>,
}

/// The first of several places below a root that exists.
pub(super) fn first_of(root: &Path, places: &[&str]) -> Option<PathBuf> {
    places
        .iter()
        .map(|place| root.join(place))
        .find(|path| path.exists())
}

/// When a file was last changed.
pub(super) fn changed(path: &Path) -> Timestamp {
    let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified());
    modified
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The metadata that package managers keep below some folders.
pub(super) fn indices(
    root: &Path,
    places: &[&str],
    os: OperatingSystem,
) -> Result<Vec<find::Source>> {
    let mut found = Vec::new();
    for place in places {
        let folder = root.join(place);
        if folder.is_dir() {
            found.extend(find::below(&folder, os.family())?);
        }
    }
    Ok(found)
}
