//! Configuration managers as they are, and where their definitions are deployed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::parameters::{Parameters, of_parameters};
use super::{Definition, Kind, Roles};
use crate::domain::id::Scope;

/// A configuration manager: the thing that a policy is at AWS.
#[derive(Clone, Debug, PartialEq)]
pub struct Manager {
    /// Its ARN.
    pub arn: String,
    /// Its name; may be empty.
    pub name: String,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// What it deploys. The console makes one; the API takes more.
    pub deployed: Vec<Deployed>,
    /// How its deployment stands.
    pub status: Status,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub modified: Option<Timestamp>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// What a manager deploys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// The short id, which stands in the names of what it makes.
    pub id: String,
    /// The type in the API.
    pub type_name: String,
    /// The version of the type.
    pub version: String,
    /// The parameters, exactly as they were sent.
    pub parameters: Parameters,
    /// The roles with which it is deployed.
    pub roles: Roles,
}

/// How a deployment stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// AWS's word, such as `SUCCEEDED`; empty when AWS does not say.
    #[serde(rename = "status")]
    pub word: String,
    /// What AWS says of it; not to be parsed (Quick Setup API reference).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
}

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is being carried out.
    Working,
    /// It is as it should be.
    Done,
    /// It failed, or was stopped.
    Failed,
    /// Nobody knows: AWS says nothing, or a word that this version does not know.
    Unknown,
}

impl Status {
    /// What it means (Quick Setup API, shape `Status`).
    pub fn standing(&self) -> Standing {
        match self.word.as_str() {
            "INITIALIZING" | "DEPLOYING" | "DELETING" | "STOPPING" => Standing::Working,
            "SUCCEEDED" => Standing::Done,
            "FAILED" | "STOPPED" | "DELETE_FAILED" | "STOP_FAILED" => Standing::Failed,
            // `NONE` is no deployment at all.
            _ => Standing::Unknown,
        }
    }
}

/// A definition in one account and Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// Its id.
    pub id: String,
    /// The manager.
    pub manager: String,
    /// The definition.
    pub definition: String,
    /// Where it is; `None` when AWS does not say.
    pub scope: Option<Scope>,
    /// How it stands there.
    pub status: Status,
}

impl Manager {
    /// The one definition of a kind that we know, in our words; `None` for managers of other types,
    /// or of several definitions, which are left as they are.
    pub fn definition(&self) -> Option<Definition> {
        let [deployed] = &self.deployed[..] else {
            return None;
        };
        let kind = Kind::of_type(&deployed.type_name)?;
        let mut definition = of_parameters(kind, &self.name, &deployed.parameters);
        definition.description.clone_from(&self.description);
        definition.roles = Some(deployed.roles.clone()).filter(|roles| *roles != Roles::default());
        definition.tags = Some(self.tags.clone()).filter(|tags| !tags.is_empty());
        Some(definition)
    }

    /// The last part of its ARN.
    pub fn short(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or(&self.arn)
    }
}
