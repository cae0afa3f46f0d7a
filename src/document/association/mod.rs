//! Associations as documents: read, written, and exported to other tools.

pub mod cloudformation;
mod file;
pub mod terraform;

pub use file::{AssociationFile, value};

#[cfg(test)]
mod tests;
