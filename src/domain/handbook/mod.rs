//! What can be looked up without asking AWS: the documents that patch, the files that they keep on a
//! node, and the buckets of AWS that a node reads them from.

pub mod buckets;
pub mod document;
pub mod documents;
pub mod files;
