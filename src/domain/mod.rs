//! The rules of Patch Manager, pure: no AWS crate, no runtime, no files, no clock, no printing.

pub mod age;
pub mod approval;
pub mod baseline;
pub mod compliance;
pub mod gate;
pub mod id;
pub mod naming;
pub mod node;
pub mod patch;
pub mod platform;
pub mod report;
pub mod reported;
pub mod s3_uri;
pub mod scan;
pub mod selection;
pub mod severity;
pub mod shared;
pub mod summary;
pub mod unreadable;
pub mod version;
pub mod violation;
