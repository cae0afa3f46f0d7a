//! One baseline on its way from AWS's shape.

use crate::document::baseline::file::BaselineFile;

/// What was taken over.
pub(super) struct Taken {
    /// The document, whose name may still be missing.
    pub(super) file: BaselineFile,
    /// What the file calls it where the shape has no name.
    pub(super) called: Option<String>,
}
