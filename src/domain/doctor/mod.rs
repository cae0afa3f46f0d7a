//! What keeps nodes from being scanned and patched, and what mends it: prerequisites of Patch Manager
//! as findings with place, severity, evidence and the command that helps.

pub mod account;
pub mod caller;
mod diagnosis;
pub mod logs;
pub mod network;
pub mod node;
pub mod probe;
pub mod recording;
pub mod roles;
mod rules;
pub mod systems;

pub use diagnosis::{Diagnosis, Fix, sort};
