//! Texts: durations, mistakes in documents, counted and misspelt words, what steers a reader, and
//! texts that are held once.

pub mod age;
pub mod moment;
pub mod paragraph;
pub mod secret;
pub mod shared;
pub mod shell;
pub mod steering;
pub mod unique;
pub mod url;
pub mod violation;
pub mod words;
