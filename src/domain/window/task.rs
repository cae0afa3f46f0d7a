//! What a window does: one Run Command task with a patching document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::run::command::Parameters;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place;
use crate::domain::run::patching::{
    HookNames, LIST, OPERATION, REBOOT, RebootOption, amount, operation, taken,
};
use crate::domain::text::unique::unique_map;

/// The documents that a window may patch with: without hooks, and with them.
pub const DOCUMENTS: [&str; 2] = ["AWS-RunPatchBaseline", "AWS-RunPatchBaselineWithHooks"];

/// A task that patches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Scan or install.
    #[serde(deserialize_with = "operation")]
    pub operation: Operation,
    /// Whether an installation reboots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reboot_option: Option<RebootOption>,
    /// The patching document, by name or ARN.
    #[serde(default = "first_document", skip_serializing_if = "is_first_document")]
    pub document: String,
    /// Its version: a number, `$DEFAULT` or `$LATEST`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_version: Option<String>,
    /// Lifecycle hooks.
    #[serde(default, skip_serializing_if = "HookNames::is_none")]
    pub hooks: HookNames,
    /// Install only what this list names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_list: Option<String>,
    /// The other parameters of the document.
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub parameters: Parameters,
    /// Nodes by id, beside the registered ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// So many nodes at once, or such a share.
    #[serde(deserialize_with = "amount")]
    pub max_concurrency: String,
    /// After more failures than this no further node is begun.
    #[serde(deserialize_with = "amount")]
    pub max_errors: String,
    /// The lowest comes first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: u32,
    /// What becomes of nodes that are at work at the cutoff: `CONTINUE_TASK` or `CANCEL_TASK`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff_behavior: Option<String>,
    /// The role that sends the command; without it the service-linked one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_role_arn: Option<String>,
    /// Where the nodes put what they print.
    #[serde(
        default,
        deserialize_with = "output_place::read_kept",
        skip_serializing_if = "Option::is_none"
    )]
    pub output_s3: Option<String>,
    /// What stands at the command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// In how many seconds a node must begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u32>,
    /// A name of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

fn first_document() -> String {
    DOCUMENTS[0].to_owned()
}

fn is_first_document(document: &str) -> bool {
    document == DOCUMENTS[0]
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Task {
    /// A task with nothing but what every task says.
    pub fn new(operation: Operation, max_concurrency: String, max_errors: String) -> Self {
        Self {
            // Nothing here has a default that does more than AWS would.
            operation,
            reboot_option: None,
            document: first_document(),
            document_version: None,
            hooks: HookNames::default(),
            override_list: None,
            parameters: Parameters::new(),
            nodes: Vec::new(),
            max_concurrency,
            max_errors,
            priority: 0,
            cutoff_behavior: None,
            service_role_arn: None,
            output_s3: None,
            comment: None,
            timeout_seconds: None,
            name: None,
            description: None,
        }
    }

    /// Whether a document, by its name or ARN, is one that a window patches with.
    pub fn is_document(document: &str) -> bool {
        let name = document.rsplit('/').next().unwrap_or(document);
        DOCUMENTS.contains(&name)
    }

    /// Whether its document runs hooks.
    pub fn has_hooks_document(&self) -> bool {
        self.document.ends_with(DOCUMENTS[1])
    }

    /// The parameters of the document.
    pub fn parameters(&self) -> Parameters {
        // What has a field of its own stands over a parameter of that name.
        let mut all = self.parameters.clone();
        let mut set = |name: &str, value: &str| all.insert(name.to_owned(), vec![value.to_owned()]);

        set(OPERATION, self.operation.as_str());
        if let Some(option) = self.reboot_option {
            set(REBOOT, option.as_str());
        }
        if let Some(list) = &self.override_list {
            set(LIST, list);
        }
        for (_, name, hook) in self.hooks.each() {
            if let Some(hook) = hook {
                set(name, hook);
            }
        }
        all
    }

    /// Takes over the parameters of a document.
    ///
    /// # Errors
    /// A sentence, when a value is one that a document cannot say, such as a variable of the
    /// service.
    pub fn read_parameters(&mut self, mut given: Parameters) -> Result<(), String> {
        // Taken out one by one, so that what is left is the other parameters.
        let operation = taken(&mut given, OPERATION).map_err(its)?;
        let operation = operation.ok_or_else(|| format!("its task has no {OPERATION}"))?;
        self.operation = operation.parse()?;
        let option = taken(&mut given, REBOOT).map_err(its)?;
        self.reboot_option = option.map(|text| text.parse()).transpose()?;
        // Without a word an installation reboots (both documents): said, so that a document shows
        // it.
        if self.operation == Operation::Install && self.reboot_option.is_none() {
            self.reboot_option = Some(RebootOption::RebootIfNeeded);
        }
        self.override_list = taken(&mut given, LIST).map_err(its)?;
        self.hooks = HookNames::taken(&mut given).map_err(its)?;
        self.parameters = given;
        Ok(())
    }
}

fn its(why: String) -> String {
    format!("its task has {why}")
}
