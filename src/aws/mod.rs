//! The gateway: the only importer of the AWS SDK. One file per family of operations; domain types
//! in, domain types out.

pub mod accounts;
pub mod actions;
pub mod associations;
mod attempts;
pub mod automations;
pub mod baseline_wire;
pub mod baselines;
pub mod changes;
pub mod client;
pub mod commands;
pub mod compliance;
pub mod convert;
pub mod documents;
pub mod endpoint;
pub mod fault;
mod few_words;
pub mod fleet;
pub mod gather;
pub mod groups;
pub mod in_order;
pub mod items;
mod limiter;
pub mod log;
mod object_key;
pub mod object_put;
pub mod object_reads;
pub mod objects;
pub mod overlaps;
pub mod pages;
pub mod published;
pub mod reach;
pub mod regions;
pub mod resource_groups;
pub mod roles;
pub mod site;
pub mod tags;
