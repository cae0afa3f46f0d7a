//! Which nodes a run is for, in the words of the command line, so that a plan can be made again
//! later.

use serde::{Deserialize, Serialize};

/// The target options of a run as they were typed; a list from a file is written out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Targeting {
    /// `--node`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub node: Vec<String>,
    /// `--name`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name: Vec<String>,
    /// `--tag`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag: Vec<String>,
    /// `--group`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// `--resource-group`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_group: Vec<String>,
    /// `--os`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub os: Vec<String>,
    /// `--exclude`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// `--only-noncompliant`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub only_noncompliant: bool,
    /// `--all`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}
