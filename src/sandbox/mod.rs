//! The sandbox: an AWS of one's own, in this process or on a loopback port, with the same wire and
//! the same refusals.
//!
//! A request goes through [`Sandbox::handle`]: faults that are asked for, the signature, the
//! service, the operation. What a node reports is computed by the rules of `domain` over the
//! catalogues of the fleet file.

mod call;
pub mod catalog;
mod cloud_trail;
mod config;
pub mod connector;
mod constraint;
mod damage;
mod denial;
mod derive;
mod ec2;
mod events;
mod faults;
mod fleet;
mod http;
mod iam;
mod identity;
mod instance;
mod organizations;
mod outputs;
mod paging;
mod punctual;
mod quick_setup;
mod regions;
mod reports;
mod resource_groups;
mod s3;
mod schedules;
mod secret;
mod security_hub;
mod seed;
pub mod serve;
mod signature;
mod ssm;
mod status;
mod store;
mod sts;
mod tagging;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod wire;
mod world;

pub use catalog::host::Host;
pub use instance::Sandbox;
pub use seed::{
    RUNS, SeedOptions, aws_config_file, credentials_file, exists, reset, seed, seed_with_host,
};
pub use status::Status;
