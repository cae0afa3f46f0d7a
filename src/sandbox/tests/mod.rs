//! The sandbox as a client sees it on the wire.

mod compliance;
mod faults;
mod fleets;
mod generated;
mod identity;
mod neighbours;
mod nodes;
mod patches;
mod rules;
mod stores;
