//! Which nodes there are: the nodes themselves, their systems, how they are chosen, where an answer
//! about them is from, and what of them could not be read.

pub mod denials;
pub mod node;
pub mod place;
pub mod platform;
pub mod remark;
pub mod selection;
pub mod unreadable;
pub mod who;
