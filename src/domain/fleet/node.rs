//! Managed nodes, as the inventory of Systems Manager knows them.

use jiff::Timestamp;
use serde::Serialize;

use super::platform::OperatingSystem;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::shared::Shared;

/// A managed node (SSM API, shape `InstanceInformation`).
#[derive(Clone, Debug, Serialize)]
pub struct Node {
    /// Its id.
    #[serde(rename = "node")]
    pub id: NodeId,
    /// The account and Region that it belongs to.
    #[serde(flatten)]
    pub scope: Scope,
    /// The name given at a hybrid activation; absent on EC2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Shared>,
    /// The host name that the agent reported.
    pub computer_name: Option<Box<str>>,
    /// The address that the agent reported.
    pub ip_address: Option<Box<str>>,
    /// `Windows`, `Linux` or `MacOS`, as AWS says it.
    pub platform_type: Option<Shared>,
    /// Such as `Amazon Linux`.
    pub platform_name: Option<Shared>,
    /// Such as `2023`.
    pub platform_version: Option<Shared>,
    /// The operating system in the words of patch baselines, when the platform is a known one.
    pub operating_system: Option<OperatingSystem>,
    /// The version of the SSM Agent.
    pub agent_version: Option<Shared>,
    /// `Online`, `ConnectionLost` or `Inactive`, as AWS says it.
    pub ping_status: Option<Shared>,
    /// When the agent last said hello.
    pub last_ping: Option<Timestamp>,
    /// `EC2Instance` or `ManagedInstance`, as AWS says it.
    pub resource_type: Option<Shared>,
}

impl Node {
    /// The name that a person knows the node by: its given name, else its host name, else nothing.
    pub fn label(&self) -> &str {
        self.name
            .as_deref()
            .filter(|name| !name.is_empty())
            .or(self.computer_name.as_deref())
            .unwrap_or_default()
    }

    /// Whether the agent answers now; a status that is missing or unknown counts as no.
    pub fn is_online(&self) -> bool {
        self.ping_status.as_deref() == Some("Online")
    }
}
