//! A patch baseline as the sandbox keeps it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::baseline::Baseline;

/// A baseline with what is known beside its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sandbox) struct Stored {
    /// `pb-…` for an own baseline, the whole ARN for one of AWS, as the API identifies them.
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) description: Option<String>,
    pub(in crate::sandbox) rules: Baseline,
    pub(in crate::sandbox) sources: Vec<Source>,
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
    pub(in crate::sandbox) created: Timestamp,
    pub(in crate::sandbox) modified: Timestamp,
    pub(in crate::sandbox) aws_owned: bool,
}

/// An alternative source of patches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sandbox) struct Source {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) products: Vec<String>,
    pub(in crate::sandbox) configuration: String,
}
