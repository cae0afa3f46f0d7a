//! Baselines as documents: read, written, and exported to other tools.

mod api;
pub(super) mod cloudformation;
mod file;
mod foreign;
pub(super) mod quoted;
mod read;
pub(super) mod terraform;
mod write;

pub use api::{api, overrides};
pub use cloudformation::cloudformation;
pub use file::LIMIT;
pub use foreign::import;
pub use read::{Document, conflict, read};
pub use terraform::terraform;
pub use write::{Written, value, yaml};

#[cfg(test)]
mod tests;
