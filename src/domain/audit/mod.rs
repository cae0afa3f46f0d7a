//! Who patched or changed what: calls that CloudTrail recorded, receipts of runs, commands of Run
//! Command, and executions of associations and windows, put together so that what is one thing is
//! one entry.

pub mod entry;
pub mod event;
pub mod identity;
pub mod kind;
pub mod merge;
pub mod subject;
pub mod when;
