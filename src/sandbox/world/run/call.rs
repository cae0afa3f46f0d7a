//! What the patch script is told.

use jiff::SignedDuration;

use crate::domain::run::operation::Operation;
use crate::sandbox::world::commands::Command;
use crate::sandbox::world::node::ScannedBy;

/// What the script is told.
pub(super) struct Call<'c> {
    pub(super) operation: Operation,
    pub(super) reboot: &'static str,
    pub(super) snapshot: &'c str,
    pub(super) list: &'c str,
    pub(super) both_overrides: bool,
    pub(super) by: ScannedBy,
    /// Where the baselines are read from.
    pub(super) overrides: &'c str,
    pub(super) tags: &'c str,
    pub(super) timeout: SignedDuration,
}

impl<'c> Call<'c> {
    /// As the parameters of AWS-RunPatchBaseline and AWS-RunPatchBaselineAssociation say it.
    pub(super) fn of_parameters(command: &'c Command) -> Self {
        // The timeouts are the defaults of the two documents.
        let association = command.document == "AWS-RunPatchBaselineAssociation";
        let default = if association { 7200 } else { 10_800 };

        let list = command.parameter("InstallOverrideList");
        Self {
            list,
            both_overrides: !list.is_empty() && !command.parameter("BaselineOverride").is_empty(),
            by: match (association, &command.baselines) {
                (true, _) => ScannedBy::Association,
                (false, Some(_)) => ScannedBy::PatchPolicy,
                (false, None) => ScannedBy::Command,
            },
            overrides: command.parameter("BaselineOverride"),
            tags: command.parameter("BaselineTags"),
            timeout: SignedDuration::from_secs(
                command
                    .parameter("StepTimeoutSeconds")
                    .parse()
                    .unwrap_or(default),
            ),
            ..Self::plain(
                command,
                operation(command),
                if command.parameter("RebootOption") == "NoReboot" {
                    "NoReboot"
                } else {
                    "RebootIfNeeded"
                },
            )
        }
    }

    pub(super) fn reboots(&self) -> bool {
        self.reboot == "RebootIfNeeded"
    }

    /// An operation with nothing special.
    pub(super) fn plain(command: &'c Command, operation: Operation, reboot: &'static str) -> Self {
        Self {
            operation,
            reboot,
            snapshot: command.parameter("SnapshotId"),
            list: "",
            both_overrides: false,
            by: ScannedBy::Command,
            overrides: "",
            tags: "",
            timeout: SignedDuration::from_secs(10_800),
        }
    }
}

/// The operation that a command asks for.
pub(super) fn operation(command: &Command) -> Operation {
    if command.parameter("Operation") == "Install" {
        Operation::Install
    } else {
        Operation::Scan
    }
}
