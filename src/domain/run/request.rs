//! What a run is asked to do.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::command::Parameters;
use super::hooks::{AFTER_REBOOT, Hooks, value_of};
use super::operation::Operation;
use super::output_place::OutputPlace;
use super::wave::{WaveGate, WaveSize};

/// The documents that a run patches with: without hooks, and with them.
pub const DOCUMENTS: [&str; 2] = ["AWS-RunPatchBaseline", "AWS-RunPatchBaselineWithHooks"];

/// What one command of a run does: patch, or reboot later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Scan or install.
    Patch,
    /// Reboot the nodes that wait for it.
    Reboot,
}

impl Phase {
    /// The word in the Comment.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Reboot => "reboot",
        }
    }

    /// Reads the word in the Comment.
    pub fn read(text: &str) -> Option<Self> {
        [Self::Patch, Self::Reboot]
            .into_iter()
            .find(|phase| phase.as_str() == text)
    }
}

/// What happens when a node wants to reboot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reboot {
    /// Reboot a node on which anything was installed, or that waits for a reboot from before
    /// (`RebootIfNeeded`).
    IfNeeded,
    /// Never (`NoReboot`).
    Never,
    /// Install without a reboot, and reboot the nodes that wait for one at this time.
    At(Timestamp),
}

impl Reboot {
    /// The value of the parameter `RebootOption`.
    pub const fn option(self) -> &'static str {
        match self {
            Self::IfNeeded => "RebootIfNeeded",
            Self::Never | Self::At(_) => "NoReboot",
        }
    }

    /// The time of a later reboot, in whole seconds.
    pub fn later(self) -> Option<Timestamp> {
        match self {
            Self::At(moment) => Timestamp::from_second(moment.as_second()).ok(),
            Self::IfNeeded | Self::Never => None,
        }
    }
}

impl fmt::Display for Reboot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IfNeeded => f.write_str("if needed"),
            Self::Never => f.write_str("never"),
            Self::At(moment) => write!(f, "at {moment:.0}"),
        }
    }
}

/// What a command says of reboots. A scan never reboots; without a word an installation does (both
/// documents).
fn reboot_of(operation: Operation, parameters: &Parameters) -> Reboot {
    let option = value_of(parameters, "RebootOption");

    if operation == Operation::Scan || option.as_deref() == Some("NoReboot") {
        Reboot::Never
    } else {
        Reboot::IfNeeded
    }
}

/// An override list that an installation uses.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct OverrideList {
    /// The URL that the nodes read: `s3://` or `https://`.
    pub url: String,
    /// The SHA-256 of what was there when the plan was made, in hexadecimal; absent when it could
    /// not be read from here.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
    /// How many entries it had then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entries: Option<usize>,
}

/// What a run is asked to do.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Scan or install.
    pub operation: Operation,
    /// Reboots; a scan never reboots.
    pub reboot: Reboot,
    /// Lifecycle hooks.
    #[serde(default)]
    pub hooks: Hooks,
    /// Install what this list names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub override_list: Option<OverrideList>,
    /// How many nodes at once.
    pub max_concurrency: Amount,
    /// After more failures than this no further node is begun.
    pub max_errors: Amount,
    /// The sizes of the waves; one wave of everything when empty.
    #[serde(default)]
    pub waves: Vec<WaveSize>,
    /// What must hold before the next wave.
    #[serde(default)]
    pub gate: WaveGate,
    /// Seconds between waves.
    #[serde(default)]
    pub pause_seconds: u64,
    /// Where the whole output goes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub output: Option<OutputPlace>,
    /// The folder in which the record of the run is put, for other machines.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub records: Option<OutputPlace>,
    /// Seconds in which a node must begin (`TimeoutSeconds`, 30 to 2,592,000).
    pub delivery_timeout_seconds: u32,
    /// Seconds that a node may take (`StepTimeoutSeconds`, 1 to 36,000); hooks documents have a
    /// limit of their own.
    pub step_timeout_seconds: u32,
    /// The patch snapshot that all nodes of the run share.
    pub snapshot_id: String,
    /// Why, in the words of who asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

impl Request {
    /// Where the records of runs are, beside the output of their nodes, when no folder of their own
    /// is set.
    pub fn records_in(output: &OutputPlace) -> OutputPlace {
        output.folder("patchctl-runs")
    }

    /// The document that patches.
    pub fn document(&self) -> &'static str {
        if self.hooks.any() {
            DOCUMENTS[1]
        } else {
            DOCUMENTS[0]
        }
    }

    /// Checks that every hook has its turn, and can be named to the document that runs it.
    ///
    /// # Errors
    /// A sentence that says what does not fit.
    pub fn check_hooks(&self) -> Result<(), String> {
        let Some(hook) = &self.hooks.after_reboot else {
            return Ok(());
        };
        if !matches!(self.reboot, Reboot::At(_)) {
            return Err(format!(
                "--hook-after-reboot {hook} needs --reboot at TIME: it runs after the reboot that is sent then, and there is none with if-needed or never"
            ));
        }
        self.hooks.check_after_reboot()
    }

    /// The parameters of the document that patches.
    pub fn parameters(&self) -> Parameters {
        let mut parameters = Parameters::new();
        let mut set = |name: &str, value| parameters.insert(name.to_owned(), vec![value]);

        set("Operation", self.operation.as_str().to_owned());
        set("SnapshotId", self.snapshot_id.clone());
        set("RebootOption", self.reboot.option().to_owned());

        if self.hooks.any() {
            for (name, hook) in self.hooks.parameters() {
                set(name, hook.to_string());
            }
        } else {
            // The document with hooks has neither of these parameters (its SSM document).
            set("StepTimeoutSeconds", self.step_timeout_seconds.to_string());
            if let Some(list) = &self.override_list {
                set("InstallOverrideList", list.url.clone());
            }
        }
        parameters
    }

    /// What a command of a run that was started elsewhere tells of its request. Limits and the
    /// sizes of waves are not in it; a later reboot is in its Comment.
    pub fn of_command(command: &super::command::Command) -> Self {
        let value = |name: &str| value_of(&command.parameters, name);
        let operation = value("Operation")
            .and_then(|word| word.parse().ok())
            .unwrap_or(Operation::Install);
        let (max_concurrency, max_errors) = Amount::console(operation, command.nodes.len());

        // What a command does not tell is as an ordinary run has it: one wave, the console's limits
        // and timeouts.
        Self {
            operation,
            reboot: reboot_of(operation, &command.parameters),
            hooks: Hooks::of_parameters(&command.parameters),
            override_list: value("InstallOverrideList").map(|url| OverrideList {
                url,
                sha256: None,
                entries: None,
            }),
            max_concurrency,
            max_errors,
            waves: Vec::new(),
            gate: WaveGate::default(),
            pause_seconds: 0,
            output: command.output.clone(),
            records: command.output.as_ref().map(Self::records_in),
            delivery_timeout_seconds: 600,
            step_timeout_seconds: value("StepTimeoutSeconds")
                .and_then(|text| text.parse().ok())
                .unwrap_or(10_800),
            snapshot_id: value("SnapshotId").unwrap_or_default(),
            reason: None,
        }
    }

    /// The document that reboots later, and its parameters.
    pub fn reboot_parameters(&self) -> (&'static str, Parameters) {
        let hook = self
            .hooks
            .after_reboot
            .as_ref()
            .map(|hook| (AFTER_REBOOT.to_owned(), vec![hook.to_string()]));
        ("AWS-InstanceRebootWithHooks", hook.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::run::verdict::tests::request;

    #[test]
    fn with_a_later_reboot_the_exit_hook_stays_with_the_installation() {
        let document = |text: &str| Some(text.parse().expect("a document"));
        let mut later = request(Operation::Install, Reboot::At(Timestamp::UNIX_EPOCH));
        later.hooks.after_reboot = document("check-web");
        assert_eq!(
            later.document(),
            DOCUMENTS[0],
            "the installation needs no hooks"
        );
        assert_eq!(later.check_hooks(), Ok(()));

        later.hooks.exit = document("undrain:3");
        assert_eq!(later.document(), DOCUMENTS[1]);
        let sent = later.parameters();
        assert_eq!(sent["OnExitHookDocName"], ["undrain:3"]);
        assert!(!sent.contains_key("PostRebootHookDocName"), "{sent:?}");
        let (_, sent) = later.reboot_parameters();
        assert_eq!(sent["PostRebootHookDocName"], ["check-web"]);

        for now in [Reboot::IfNeeded, Reboot::Never] {
            let said = Request {
                reboot: now,
                ..later.clone()
            }
            .check_hooks();
            assert!(said.is_err_and(|said| said.contains("needs --reboot at TIME")));
        }
    }
}
