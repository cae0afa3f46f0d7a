//! The process itself: its clock, its environment, its descriptors, its signals, its
//! log, and the files of its own.

pub mod clock;
pub mod descriptors;
pub mod env;
pub mod input;
pub mod interrupt;
pub mod logging;
pub mod private;
pub mod whole;
pub mod zone;
