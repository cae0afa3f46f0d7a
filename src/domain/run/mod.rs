//! Patch runs: what is asked for, the plan, what the nodes did, and what became of them. Nothing
//! here calls anybody.

pub mod amount;
pub mod automation;
pub mod command;
pub mod course;
pub mod documents;
pub mod eligibility;
pub mod event;
pub mod evidence;
pub mod explain;
mod found;
pub mod hooks;
pub mod installed;
pub mod limits;
pub mod name;
pub mod nodes;
pub mod operation;
pub mod order;
pub mod output_place;
pub mod patching;
pub mod plan;
pub mod record;
pub mod reference;
pub mod request;
mod soundness;
pub mod standing;
pub mod verdict;
pub mod wave;
