//! Option groups that several commands have. Besides `cli` and `commands` the only place that knows
//! clap; it knows no command.

pub mod consent;
pub mod deployment;
pub mod exceptions;
pub mod global;
pub mod outsiders;
pub mod overwrite;
pub mod schedule;
pub mod tags;
pub mod targets;
pub mod wait;
pub mod words;
