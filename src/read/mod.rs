//! What several commands read: the fleet, one node, baselines, what applies to a node, what a
//! baseline is judged over. Nothing here is printed, and nothing is changed.

pub mod association_doubts;
pub mod associations;
pub mod audit;
pub mod baseline;
pub mod candidates;
pub mod doctor;
pub mod each_node;
pub mod exceptions;
pub mod filter_values;
pub mod fleet;
pub mod groups;
pub mod methods;
pub mod node;
pub mod origin;
pub mod patches;
pub mod policies;
pub mod prevalence;
pub mod propose;
pub mod released;
pub mod report_schedules;
pub mod resolution;
pub mod standard;
pub mod targets;
pub mod violations;
pub mod windows;
