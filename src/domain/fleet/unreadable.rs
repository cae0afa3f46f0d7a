//! What could not be read. It is a result, never an abort and never silence.

use crate::domain::id::Scope;

/// An account, a Region or a node that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unreadable {
    /// Where, in words: `account 444455556666, Region eu-central-1`.
    pub place: String,
    /// The scope, when it is known.
    #[serde(flatten)]
    pub scope: Option<Scope>,
    /// The node, when it is one node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Why, in one line.
    pub reason: String,
    /// The error code of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether credentials are what is missing.
    #[serde(skip)]
    pub credentials: bool,
}
