//! The process itself: its clock, its environment, its descriptors, its signals and
//! its log.

pub mod clock;
pub mod descriptors;
pub mod env;
pub mod input;
pub mod interrupt;
pub mod logging;
