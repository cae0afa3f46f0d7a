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
    /// The tag `Name`, when somebody asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_tag: Option<Shared>,
    /// When it was registered, or when its instance was first launched; absent when nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Timestamp>,
    /// What is known of a node that the inventory does not have; absent when it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<Outside>,
}

/// Whether what the inventory does not have still exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Existence {
    /// It exists.
    There,
    /// It is terminated or deregistered.
    Gone,
    /// Nobody could tell.
    Unknown,
}

/// A node outside the inventory of Systems Manager.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// Whether it still exists.
    pub existence: Existence,
    /// The state of the instance as EC2 says it, such as `stopped`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec2_state: Option<Shared>,
    /// How that is known, in words.
    pub why: Shared,
}

impl Outside {
    /// Whether the instance is stopped, or about to be.
    fn is_stopped(&self) -> bool {
        matches!(self.ec2_state.as_deref(), Some("stopped" | "stopping"))
    }
}

impl Node {
    /// A node of which only the id is known.
    pub fn unknown(id: NodeId, scope: Scope) -> Self {
        Self {
            id,
            scope,
            name: None,
            computer_name: None,
            ip_address: None,
            platform_type: None,
            platform_name: None,
            platform_version: None,
            operating_system: None,
            agent_version: None,
            ping_status: None,
            last_ping: None,
            resource_type: None,
            name_tag: None,
            registered_at: None,
            outside: None,
        }
    }

    /// The names that a person may know the node by: the one given at its activation, its host name,
    /// and its tag `Name`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = [
            self.name.as_deref(),
            self.computer_name.as_deref(),
            self.name_tag.as_deref(),
        ];
        names.into_iter().flatten().filter(|name| !name.is_empty())
    }

    /// The first of its names, else nothing.
    pub fn label(&self) -> &str {
        self.names().next().unwrap_or_default()
    }

    /// The platform, when it is none that Patch Manager knows.
    pub fn unsupported_platform(&self) -> Option<String> {
        let name = self.platform_name.as_deref()?;
        let version = self.platform_version.as_deref().unwrap_or_default();
        let known = self.operating_system.is_some();
        // Some names have the version in them already.
        let apart = !version.is_empty() && !name.contains(version);
        (!known).then(|| {
            if apart {
                format!("{name} {version}")
            } else {
                name.to_owned()
            }
        })
    }

    /// Whether nobody can tell its tags and its name: a hybrid node that is not in the inventory lost
    /// them with its registration.
    pub fn is_untold(&self) -> bool {
        self.id.is_hybrid() && self.existence() == Some(Existence::Unknown)
    }

    /// Whether a node outside the inventory exists; `None` for one of the inventory.
    pub fn existence(&self) -> Option<Existence> {
        self.outside.as_ref().map(|outside| outside.existence)
    }

    /// Whether it is an instance that is stopped, or about to be.
    pub fn is_stopped(&self) -> bool {
        self.outside.as_ref().is_some_and(Outside::is_stopped)
    }

    /// Whether the agent answers now; a status that is missing or unknown counts as no.
    pub fn is_online(&self) -> bool {
        self.ping_status.as_deref() == Some("Online")
    }
}
