//! The sandbox as a client sees it on the wire.

mod associations;
mod automations;
mod baselines;
mod cloud_trail;
mod commands;
mod compliance;
mod faults;
mod fleets;
mod generated;
mod groups;
mod histories;
mod identity;
mod neighbours;
mod nodes;
mod overrides;
mod patches;
mod published;
mod quick_setup;
mod rules;
mod security_hub;
mod stores;
mod tags;
mod window_executions;
mod windows;
