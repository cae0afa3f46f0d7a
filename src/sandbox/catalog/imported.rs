//! What is imported: where it is, and what was read there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::domain::fleet::platform::OperatingSystem;
use crate::error::Error;
use crate::sandbox::fleet::file::UpdateFile;

/// The most packages or notices of one import.
pub(super) const MOST_PATCHES: usize = 400_000;

/// What is imported, and where it goes.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The operating system that it is for.
    pub os: OperatingSystem,
    /// The product; what the metadata says when absent.
    pub product: Option<String>,
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Whether it takes the place of what the catalogues hold.
    pub replace: bool,
}

/// Metadata that was read, and is in no catalogue yet.
#[derive(Debug, Default)]
pub struct Imported {
    pub(super) updates: Vec<UpdateFile>,
    /// The products that the metadata names.
    pub(super) told: BTreeSet<String>,
    /// The product family of Windows updates.
    pub(super) family: Option<String>,
    pub(super) notes: Vec<String>,
}

impl Imported {
    /// What a user should know of the metadata.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// The error of a file that cannot be read at all.
pub(super) fn unreadable(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |error| Error::usage(format!("cannot read {}", path.display())).with_source(error)
}

/// The error of a file that cannot be read from a line on.
pub(super) fn unreadable_at(path: &Path, line: usize, why: &dyn std::fmt::Display) -> Error {
    Error::usage(format!(
        "{} cannot be read: line {line}: {why}",
        path.display()
    ))
}
