//! Maintenance windows: what a document says of one, and what is there.

pub mod check;
mod definition;
pub mod doubts;
pub mod execution;
pub mod plan;
mod step;
pub mod targets;
pub mod task;
mod there;

pub use definition::Definition;
pub use step::{TargetRef, WindowRef, WindowStep};
pub use targets::TargetSet;
pub use task::Task;
pub use there::{Listed, OtherTask, ScheduledRun, Window};
