//! The gateway: the only importer of the AWS SDK. One file per family of operations; domain types in, domain types out.

pub mod accounts;
pub mod associations;
pub mod baseline_wire;
pub mod baselines;
pub mod changes;
pub mod client;
pub mod compliance;
pub mod convert;
pub mod fault;
pub mod fleet;
pub mod gather;
pub mod groups;
pub mod items;
pub mod log;
pub mod object_put;
pub mod objects;
pub mod pace;
pub mod pages;
pub mod published;
pub mod regions;
pub mod roles;
pub mod scopes;
pub mod site;
pub mod tags;
