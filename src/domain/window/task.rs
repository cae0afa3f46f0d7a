//! What a window does: one Run Command task with a patching document.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::run::command::Parameters;
use crate::domain::run::operation::Operation;
use crate::domain::text::unique::unique_map;

/// The documents that a window may patch with: without hooks, and with them.
pub const DOCUMENTS: [&str; 2] = ["AWS-RunPatchBaseline", "AWS-RunPatchBaselineWithHooks"];

/// What `RebootOption` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RebootOption {
    /// Reboot a node on which anything was installed; AWS's default.
    RebootIfNeeded,
    /// Never.
    NoReboot,
}

impl RebootOption {
    /// AWS's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RebootIfNeeded => "RebootIfNeeded",
            Self::NoReboot => "NoReboot",
        }
    }
}

impl std::str::FromStr for RebootOption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "RebootIfNeeded" | "if-needed" => Ok(Self::RebootIfNeeded),
            "NoReboot" | "never" => Ok(Self::NoReboot),
            _ => Err(format!(
                "`{}` is neither RebootIfNeeded nor NoReboot",
                text.escape_debug()
            )),
        }
    }
}

/// Documents that run around an installation, `NAME[:VERSION]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskHooks {
    /// Before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre: Option<String>,
    /// After it, before a reboot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// At the end, also after a failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<String>,
}

impl TaskHooks {
    /// Each with the name of its place and of its parameter.
    pub fn each(&self) -> [(&'static str, &'static str, Option<&String>); 3] {
        [
            ("pre", "PreInstallHookDocName", self.pre.as_ref()),
            ("post", "PostInstallHookDocName", self.post.as_ref()),
            ("exit", "OnExitHookDocName", self.exit.as_ref()),
        ]
    }

    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.each().iter().any(|(_, _, hook)| hook.is_some())
    }

    fn is_none(&self) -> bool {
        !self.any()
    }
}

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
    #[serde(default, skip_serializing_if = "TaskHooks::is_none")]
    pub hooks: TaskHooks,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
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

/// The parameters that have a field of their own.
const OPERATION: &str = "Operation";
const REBOOT: &str = "RebootOption";
const LIST: &str = "InstallOverrideList";

impl Task {
    /// A task with nothing but what every task says.
    pub fn new(operation: Operation, max_concurrency: String, max_errors: String) -> Self {
        Self {
            operation,
            reboot_option: None,
            document: first_document(),
            document_version: None,
            hooks: TaskHooks::default(),
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
        let operation = taken(&mut given, OPERATION)?;
        let operation = operation.ok_or_else(|| format!("its task has no {OPERATION}"))?;
        self.operation = operation.parse()?;
        let option = taken(&mut given, REBOOT)?;
        self.reboot_option = option.map(|text| text.parse()).transpose()?;
        // Without a word an installation reboots (both documents): said, so that a document shows
        // it.
        if self.operation == Operation::Install && self.reboot_option.is_none() {
            self.reboot_option = Some(RebootOption::RebootIfNeeded);
        }
        self.override_list = taken(&mut given, LIST)?;

        // `AWS-Noop` is the default of the hooks, and stands for none.
        let mut hooks = Vec::new();
        for (_, name, _) in TaskHooks::default().each() {
            let hook = taken(&mut given, name)?;
            hooks.push(hook.filter(|hook| hook != "AWS-Noop"));
        }
        let mut hooks = hooks.into_iter().map(Option::unwrap_or_default);
        let mut next = || hooks.next().filter(|hook| !hook.is_empty());
        self.hooks = TaskHooks {
            pre: next(),
            post: next(),
            exit: next(),
        };
        self.parameters = given;
        Ok(())
    }
}

/// The one value of a parameter, which is taken out; an empty one is none.
fn taken(given: &mut Parameters, name: &str) -> Result<Option<String>, String> {
    let Some(values) = given.remove(name) else {
        return Ok(None);
    };
    match &values[..] {
        [] => Ok(None),
        [value] if value.contains("{{") => {
            Err(format!("its task has a variable of the service in {name}"))
        }
        [value] => Ok(Some(value.clone()).filter(|value| !value.is_empty())),
        _ => Err(format!("its task has several values of {name}")),
    }
}

fn operation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Operation, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

/// A number of nodes or a share; YAML makes a number of the one and a text of the other.
fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Amounts;

    impl Visitor<'_> for Amounts {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number of nodes or a share such as 10%")
        }

        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
    }

    deserializer.deserialize_any(Amounts)
}
