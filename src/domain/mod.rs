//! The rules of Patch Manager, pure: no AWS crate, no runtime, no files, no clock, no printing.

pub mod association;
pub mod audit;
pub mod baseline;
pub mod compliance;
pub mod difference;
pub mod doctor;
pub mod export;
pub mod finding;
pub mod fleet;
pub mod group;
pub mod handbook;
pub mod iam;
pub mod id;
pub mod meant;
pub mod method;
pub mod override_list;
pub mod patch;
pub mod policy;
pub mod quicksight;
pub mod run;
pub mod schedule;
pub mod security_hub;
pub mod text;
pub mod window;
