//! The rules of Patch Manager, pure: no AWS crate, no runtime, no files, no clock, no printing.

pub mod approval;
pub mod baseline;
pub mod id;
pub mod naming;
pub mod patch;
pub mod platform;
pub mod scan;
pub mod version;
