//! Baselines as documents: read, written, and exported to other tools.

mod api;
mod cloudformation;
mod file;
mod foreign;
mod read;
mod terraform;
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
