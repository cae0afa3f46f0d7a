//! What of runs, plans and automations is shown, and how.

pub mod automation;
pub mod end;
pub mod nodes;
pub mod plan;
