//! The rules of Patch Manager, pure: no AWS crate, no runtime, no files, no clock, no printing.

pub mod id;
pub mod platform;
