//! What keeps a file through a power cut.

use std::fs::File;
use std::path::Path;

/// Lets a new name survive a power cut; where folders cannot be synchronised, nothing can be done.
pub(super) fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let _best_effort = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
