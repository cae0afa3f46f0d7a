//! What of runs, plans and automations is shown, and how.

pub mod automation;
pub mod end;
mod hooks;
pub mod nodes;
pub mod plan;
