//! Baselines as documents: read, written, and exported to other tools.

mod cloudformation;
mod file;
mod read;
mod terraform;
mod write;

pub use cloudformation::cloudformation;
pub use read::{Document, LIMIT, conflict, read};
pub use terraform::terraform;
pub use write::{Written, value};

#[cfg(test)]
mod tests;
