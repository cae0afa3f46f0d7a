//! The shape of an association document: AWS's names in snake case, and `at_once` for the opposite
//! of `ApplyOnlyAtCronInterval`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::document::asked::{File, parsed};
use crate::document::{Path, Violation, unique_map};
use crate::domain::association::{DOCUMENTS, Definition, Sync, Targets, check, doubts};
use crate::domain::meant::Asked;
use crate::domain::run::command::Parameters;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place;
use crate::domain::run::patching::{HookNames, RebootOption, maybe_amount, operation};

/// One association.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssociationFile {
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    regions: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    accounts: Vec<String>,
    #[serde(default = "first_document")]
    document: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document_version: Option<String>,
    #[serde(deserialize_with = "operation")]
    operation: Operation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reboot_option: Option<RebootOption>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    baseline_tags: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    override_list: Option<String>,
    #[serde(default, skip_serializing_if = "HookNames::is_none")]
    hooks: HookNames,
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    parameters: Parameters,
    targets: Targets,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_once: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offset: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    calendar_names: Vec<String>,
    #[serde(
        default,
        deserialize_with = "maybe_amount",
        skip_serializing_if = "Option::is_none"
    )]
    max_concurrency: Option<String>,
    #[serde(
        default,
        deserialize_with = "maybe_amount",
        skip_serializing_if = "Option::is_none"
    )]
    max_errors: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compliance_severity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sync_compliance: Option<Sync>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output_s3: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output_region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role_arn: Option<String>,
    #[serde(
        default,
        deserialize_with = "maybe_unique_map",
        skip_serializing_if = "Option::is_none"
    )]
    tags: Option<BTreeMap<String, String>>,
}

fn first_document() -> String {
    DOCUMENTS[0].to_owned()
}

fn maybe_unique_map<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, String>>, D::Error> {
    unique_map(deserializer).map(Some)
}

impl File for AssociationFile {
    type Definition = Definition;

    const HINT: &'static str = "the format is documented in `patchctl help association-file` and examples/associations.yaml";

    fn asked(self, at: &Path, found: &mut Vec<Violation>) -> Asked<Definition> {
        let sync = Sync::of_document(&self.document);
        let mut definition = Definition {
            name: self.name.clone(),
            document: self.document,
            // What AWS shows where none was given.
            document_version: self.document_version.filter(|it| it != "$DEFAULT"),
            operation: self.operation,
            reboot_option: self.reboot_option,
            baseline_tags: self.baseline_tags,
            override_list: self.override_list,
            hooks: self.hooks,
            parameters: self.parameters,
            targets: self.targets,
            schedule: self.schedule,
            at_once: true,
            offset: self.offset,
            duration: self.duration,
            calendar_names: self.calendar_names,
            max_concurrency: self.max_concurrency,
            max_errors: self.max_errors,
            compliance_severity: self.compliance_severity.filter(|it| it != "UNSPECIFIED"),
            sync_compliance: self.sync_compliance.unwrap_or(sync),
            output_s3: self.output_s3.as_deref().map(output_place::kept),
            output_region: self.output_region,
            role_arn: self.role_arn,
        };

        // What is usual depends on the rest, so that it comes last.
        definition.at_once = self.at_once.unwrap_or(definition.usual_at_once());
        Asked {
            name: self.name,
            regions: parsed(&at.key("regions"), &self.regions, found),
            accounts: parsed(&at.key("accounts"), &self.accounts, found),
            tags: self.tags,
            definition,
        }
    }

    fn check(definition: &Definition, at: &Path) -> Vec<Violation> {
        check::check(definition, at)
    }

    fn doubts(definition: &Definition, at: &Path) -> Vec<Violation> {
        doubts::doubts(definition, at)
    }
}

/// The document as a value: what is read back without loss.
pub fn value(
    definition: &Definition,
    tags: Option<&BTreeMap<String, String>>,
) -> serde_json::Value {
    // In the order in which the help lists the keys: a document is read from the top.
    let it = definition.clone();

    // Where there is something to wait for, whether it waits is said.
    let schedule = definition.read_schedule();
    let waits = schedule.is_some_and(|schedule| !schedule.is_rate()) || !it.at_once;
    let file = AssociationFile {
        name: it.name,
        regions: Vec::new(),
        accounts: Vec::new(),
        document: it.document,
        document_version: it.document_version,
        operation: it.operation,
        reboot_option: it.reboot_option,
        baseline_tags: it.baseline_tags,
        override_list: it.override_list,
        hooks: it.hooks,
        parameters: it.parameters,
        targets: it.targets,
        schedule: it.schedule,
        at_once: waits.then_some(it.at_once),
        offset: it.offset,
        duration: it.duration,
        calendar_names: it.calendar_names,
        max_concurrency: it.max_concurrency,
        max_errors: it.max_errors,
        compliance_severity: it.compliance_severity,
        sync_compliance: Some(it.sync_compliance),
        output_s3: it.output_s3,
        output_region: it.output_region,
        role_arn: it.role_arn,
        // Tags of AWS's own cannot be written.
        tags: tags.map(|tags| {
            let own = tags.iter().filter(|(key, _)| !key.starts_with("aws:"));
            own.map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        }),
    };
    serde_json::to_value(file).unwrap_or_default()
}
