//! The commands: `<noun>/<verb>.rs`. The only place where arguments, gateway, domain and output
//! meet.

pub mod again;
pub mod baseline;
pub mod completion;
pub mod compliance;
pub mod config;
pub mod explain;
pub mod fleet;
pub mod group;
pub mod help;
pub mod man;
pub mod node;
pub mod override_list;
pub mod patch_now;
pub mod report;
pub mod sandbox;
pub mod targets;
