//! The shape of a window document: AWS's names in snake case.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::document::asked::{File, parsed};
use crate::document::{Path, Violation, unique_map};
use crate::domain::meant::Asked;
use crate::domain::window::{Definition, TargetSet, Task};
use crate::domain::window::{check, doubts};

/// One window with its targets and its task.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowFile {
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    regions: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    accounts: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    schedule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offset: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    duration: u32,
    cutoff: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    allow_unassociated_targets: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    targets: Option<Vec<TargetSet>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    task: Option<Task>,
    #[serde(
        default,
        deserialize_with = "maybe_unique_map",
        skip_serializing_if = "Option::is_none"
    )]
    tags: Option<BTreeMap<String, String>>,
}

fn maybe_unique_map<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, String>>, D::Error> {
    unique_map(deserializer).map(Some)
}

impl File for WindowFile {
    type Definition = Definition;

    const HINT: &'static str =
        "the format is documented in `patchctl help window-file` and examples/windows.yaml";

    fn asked(self, at: &Path, found: &mut Vec<Violation>) -> Asked<Definition> {
        Asked {
            name: self.name.clone(),
            regions: parsed(&at.key("regions"), &self.regions, found),
            accounts: parsed(&at.key("accounts"), &self.accounts, found),
            tags: self.tags,
            definition: Definition {
                name: self.name,
                description: self.description,
                schedule: self.schedule,
                timezone: self.timezone,
                offset: self.offset,
                start_date: self.start_date,
                end_date: self.end_date,
                duration: self.duration,
                cutoff: self.cutoff,
                // Without a word a window opens, as one that AWS makes.
                enabled: self.enabled.unwrap_or(true),
                allow_unassociated_targets: self.allow_unassociated_targets.unwrap_or_default(),
                targets: self.targets,
                task: self.task,
            },
        }
    }

    fn check(definition: &Definition, at: &Path) -> Vec<Violation> {
        check::check(definition, at)
    }

    fn doubts(definition: &Definition, at: &Path) -> Vec<Violation> {
        doubts::doubts(definition, at)
    }
}

/// The document as a value: what is read back without loss. What is as AWS has it without a word is
/// left out.
pub fn value(
    definition: &Definition,
    tags: Option<&BTreeMap<String, String>>,
) -> serde_json::Value {
    // In the order in which the help lists the keys: a document is read from the top.
    let it = definition.clone();

    let file = WindowFile {
        name: it.name,
        regions: Vec::new(),
        accounts: Vec::new(),
        description: it.description,
        schedule: it.schedule,
        timezone: it.timezone,
        offset: it.offset,
        start_date: it.start_date,
        end_date: it.end_date,
        duration: it.duration,
        cutoff: it.cutoff,
        enabled: (!it.enabled).then_some(false),
        allow_unassociated_targets: it.allow_unassociated_targets.then_some(true),
        targets: it.targets,
        task: it.task,
        // Tags of AWS's own cannot be written.
        tags: tags.map(|tags| {
            let own = tags.iter().filter(|(key, _)| !key.starts_with("aws:"));
            own.map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        }),
    };
    serde_json::to_value(file).unwrap_or_default()
}
