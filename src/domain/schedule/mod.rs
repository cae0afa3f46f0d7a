//! Schedules: the cron, rate and at expressions of AWS, what each service takes of them, and when
//! they run.
//!
//! The words of a cron expression are those of Quartz; a table of its answers is kept beside the
//! tests (`tests/peers/quartz` makes it).

mod at;
mod cron;
mod days;
mod dialect;
mod doubts;
mod expression;
mod field;
mod near;
mod patch_tuesday;
mod quote;
mod rate;
mod runs;
#[cfg(test)]
mod tests;
mod words;
mod zones;

pub use dialect::Service;
pub use expression::Schedule;
pub use patch_tuesday::after_patch_tuesday;
pub use runs::Recurrence;
pub use zones::zone;
