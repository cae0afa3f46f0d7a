//! Maintenance windows as documents: read, written, and exported to other tools.

mod cloudformation;
mod file;
mod terraform;

pub use cloudformation::cloudformation;
pub use file::{WindowFile, value};
pub use terraform::terraform;

#[cfg(test)]
mod tests;
