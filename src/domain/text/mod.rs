//! Texts: durations, mistakes in documents, counted and misspelt words, and texts that are held once.

pub mod age;
pub mod moment;
pub mod secret;
pub mod shared;
pub mod shell;
pub mod violation;
pub mod words;
