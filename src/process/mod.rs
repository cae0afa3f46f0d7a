//! The process itself: its clock, its environment, its signals and its log.

pub mod clock;
pub mod env;
pub mod input;
pub mod interrupt;
pub mod logging;
pub mod zone;
