//! The fleet in memory: what the handlers read. What was seeded is built once; what users change is
//! laid over it, document by document, so that a change costs no more than itself.

pub(super) mod association_results;
pub(super) mod associations;
pub(super) mod automations;
pub(super) mod aws_baselines;
pub(super) mod baseline_document;
pub(super) mod baselines;
mod build;
pub(super) mod changes;
pub(super) mod command_status;
pub(super) mod commands;
pub(super) mod compliance;
pub(super) mod course;
pub(super) mod documents;
mod findings;
pub(super) mod generated;
mod generated_catalogue;
pub(super) mod groups;
pub(super) mod history;
pub(super) mod invocations;
mod managers;
pub(super) mod node;
mod overlay;
pub(super) mod override_list;
mod patching;
pub(super) mod quick_setup;
pub(super) mod report;
mod reports;
pub(super) mod rulebook;
mod run;
pub mod scan;
mod state;
pub(super) mod state_manager;
pub(super) mod stored;
pub(super) mod tags;
mod timeline;
pub(super) mod window_executions;
mod window_lists;
pub(super) mod window_standing;
pub(super) mod windows;

pub(super) use build::build;
pub(super) use state::{Account, Organization, Role, Seeded, World};
