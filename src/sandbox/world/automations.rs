//! Automations: what was asked for.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An automation execution.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Automation {
    pub(in crate::sandbox) id: String,
    /// The place in the order of the account and Region.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) started: Timestamp,
    pub(in crate::sandbox) document: String,
    pub(in crate::sandbox) version: String,
    /// With the defaults of the document.
    pub(in crate::sandbox) parameters: BTreeMap<String, Vec<String>>,
    pub(in crate::sandbox) by: String,
    /// The association that started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) association: Option<String>,
    /// Why the script of its only step fails, where it is going to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) failure: Option<String>,
    /// The command that its patching step sends; empty for one that patches nothing.
    pub(in crate::sandbox) command: String,
    /// The client token, and a digest of the request that it came with.
    pub(in crate::sandbox) token: Option<(String, String)>,
    pub(in crate::sandbox) stopped: Option<Timestamp>,
}

impl Automation {
    /// The first value of a parameter; empty without one.
    pub(in crate::sandbox) fn parameter(&self, name: &str) -> &str {
        let values = self.parameters.get(name);
        values
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }
}
