//! What a command works with.

pub mod clock;
