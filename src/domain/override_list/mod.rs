//! Install override lists: which patches an installation takes, in place of what the baseline
//! approves.
//!
//! The rules are those of the Linux and macOS payload of Patch Manager (version 1.80) and of the
//! AWS user guide, "About the AWS-RunPatchBaseline SSM document". How the Windows module matches is
//! not published; AWS documents exact ids there.

pub mod check;
pub mod coverage;
pub mod family;
pub mod forms;
pub mod generate;
pub mod glob;
pub mod matching;
pub mod met;
pub mod never;
pub mod outlook;
mod pins;
mod placed;
pub mod rule;
pub mod update_id;
pub mod url;

use serde::{Deserialize, Serialize};

/// One item of the list: what to install, by id and, when wanted, by title too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Entry {
    /// A package such as `openssl.x86_64`, any other form of its name, a pattern, or a KB or MS
    /// number.
    pub id: String,
    /// A second name that must fit the same package version; in effect only on Linux.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
}

/// A whole list; its entries are alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverrideList {
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
}
