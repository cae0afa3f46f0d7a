//! One operation of the patch script: scan, install, reboot, report.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::{Ending, Outcome, Runner, install};
use crate::domain::patch::Patch;
use crate::domain::run::operation::Operation;
use crate::sandbox::derive;
use crate::sandbox::fleet::catalogue::is_called;
use crate::sandbox::fleet::when::utc_day;
use crate::sandbox::world::baselines::Stored;
use crate::sandbox::world::commands::Command;
use crate::sandbox::world::node::{Ran, Scan, ScannedBy};
use crate::sandbox::world::override_list::{OverrideList, Reading};

/// What the script is told.
pub(super) struct Call<'c> {
    pub(super) operation: Operation,
    pub(super) reboot: &'static str,
    pub(super) snapshot: &'c str,
    pub(super) list: &'c str,
    both_overrides: bool,
    by: ScannedBy,
    tags: &'c str,
    timeout: SignedDuration,
}

impl<'c> Call<'c> {
    /// As the parameters of AWS-RunPatchBaseline and AWS-RunPatchBaselineAssociation say it.
    pub(super) fn of_parameters(command: &'c Command) -> Self {
        let association = command.document == "AWS-RunPatchBaselineAssociation";
        let default = if association { 7200 } else { 10_800 };
        let list = command.parameter("InstallOverrideList");
        Self {
            list,
            both_overrides: !list.is_empty() && !command.parameter("BaselineOverride").is_empty(),
            by: if association {
                ScannedBy::Association
            } else {
                ScannedBy::Command
            },
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

    /// An operation with nothing special.
    pub(super) fn plain(command: &'c Command, operation: Operation, reboot: &'static str) -> Self {
        Self {
            operation,
            reboot,
            snapshot: command.parameter("SnapshotId"),
            list: "",
            both_overrides: false,
            by: ScannedBy::Command,
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

/// What is known before anything is changed.
struct Prepared<'l> {
    scan: Scan,
    stored: Arc<Stored>,
    list: Option<&'l OverrideList>,
    on: Date,
}

impl<'a> Runner<'a> {
    /// Runs the script once.
    pub(super) fn patch(&mut self, call: &Call<'_>) -> Outcome {
        let mut outcome = self.operate(call);
        outcome.lines = self.node.patching.output_lines;
        outcome
    }

    fn operate(&mut self, call: &Call<'_>) -> Outcome {
        let prepared = match self.prepare(call) {
            Ok(prepared) => prepared,
            Err(outcome) => return outcome,
        };
        match call.operation {
            Operation::Scan => {
                let missing = if call.by == ScannedBy::Association {
                    0
                } else {
                    self.count_missing(&prepared.stored, prepared.on)
                };
                self.report(call, prepared.scan, missing, String::new())
            }
            Operation::Install => self.install(call, prepared),
        }
    }

    /// Everything up to the first change of the node: what the fleet file lets go wrong, the scan,
    /// the list and the baseline.
    fn prepare(&mut self, call: &Call<'_>) -> Result<Prepared<'a>, Outcome> {
        let node = self.node;
        let started = self.now;
        self.state.line.judged.push(started);
        let failing = self.exit_of(call.operation);
        if failing.is_none() && node.patching.scan > call.timeout {
            return Err(self.time_out(started, call.timeout));
        }
        if !self.pass(node.patching.scan, false) {
            return Err(Outcome::ended(Ending::Cancelled));
        }
        if let Some((code, stderr)) = failing {
            return Err(Outcome::failed(code, stderr));
        }
        if call.both_overrides {
            return Err(Outcome::failed(
                167,
                "InstallOverrideList and BaselineOverride cannot be used in one operation.",
            ));
        }
        // A scan does not look at the list.
        let list = match self
            .list
            .filter(|_| call.operation == Operation::Install && !call.list.is_empty())
        {
            Some(Reading::Failed(why)) => {
                let crash = if self.platform() == "Windows" {
                    -1
                } else {
                    170
                };
                return Err(Outcome::failed(crash, why.clone()));
            }
            Some(Reading::List(list)) => Some(list),
            None => None,
        };
        let baseline_id = self
            .tagged_baseline(call.tags)
            .map_err(|several| Outcome::failed(142, several))?;
        let scan = self.scan_of(call, started, baseline_id);
        let applied = self.world.applied(self.scope, node, &scan);
        let unknown =
            || Outcome::failed(133, "Unable to retrieve the patch baseline of this node.");
        let stored = applied.ok_or_else(unknown)?.stored;
        Ok(Prepared {
            scan,
            stored,
            list,
            on: utc_day(started),
        })
    }

    /// Installs what is wanted, reboots as it is told, and reports.
    fn install(&mut self, call: &Call<'_>, prepared: Prepared<'_>) -> Outcome {
        let Prepared {
            mut scan,
            stored,
            list,
            on,
        } = prepared;
        let patching = &self.node.patching;
        let wanted = install::wanted(
            &self.node.catalogue,
            &self.state.machine,
            &stored.rules,
            list,
            on,
        );
        let takes = if wanted.is_empty() {
            SignedDuration::ZERO
        } else {
            patching.install + patching.per_patch * count(wanted.len())
        };
        let reboots = call.reboot == "RebootIfNeeded";
        if patching.scan
            + takes
            + if reboots {
                patching.reboot
            } else {
                SignedDuration::ZERO
            }
            > call.timeout
        {
            return self.time_out(scan.at, call.timeout);
        }
        let (failed, done) = self.try_each(wanted);
        if !failed.is_empty() || !done.is_empty() {
            // What the package manager has begun goes on, also when the command is cancelled.
            self.pass(takes, true);
            self.set_machine(install::installed(&self.state.machine, &done, self.now));
            if self.cut {
                return Outcome::ended(Ending::Cancelled);
            }
        }
        let mut text = told(list, &done, failed.len());
        if !self.state.machine.pending_reboot.is_empty() {
            if reboots {
                self.reboot();
                text.push_str("The node was rebooted.\n");
            } else if !done.is_empty() {
                self.state.no_reboot = Some(self.now);
            }
        }
        let missing = if list.is_some() {
            self.count_missing(&stored, on)
        } else {
            0
        };
        if let Some(ran) = scan.ran.as_mut().and_then(Arc::get_mut) {
            ran.failed.clone_from(&failed);
        }
        let reported = self.report(call, scan, missing, text);
        if failed.is_empty() {
            return reported;
        }
        let names: Vec<&str> = failed.iter().map(|patch| name(patch)).collect();
        let code = if self.platform() == "Windows" { -1 } else { 1 };
        Outcome {
            ending: Ending::Failed,
            code,
            stderr: format!("Failed to install {}.", names.join(", ")),
            ..reported
        }
    }

    /// The exit code that the fleet file asks for now.
    fn exit_of(&mut self, operation: Operation) -> Option<(i32, String)> {
        let node = self.node;
        let patching = &node.patching;
        let fits = |wanted: &Option<String>| {
            wanted
                .as_deref()
                .is_none_or(|wanted| wanted == operation.as_str())
        };
        for (index, exit) in patching
            .exits
            .iter()
            .enumerate()
            .filter(|(_, exit)| fits(&exit.operation))
        {
            if self.state.strikes("exit", index, exit.times) {
                let text = if exit.stderr.is_empty() {
                    format!("The operation ended with exit code {}.", exit.code)
                } else {
                    exit.stderr.clone()
                };
                return Some((exit.code, text));
            }
        }
        None
    }

    fn time_out(&mut self, started: jiff::Timestamp, timeout: SignedDuration) -> Outcome {
        if !self.pass(timeout, false) {
            return Outcome::ended(Ending::Cancelled);
        }
        self.now = started.saturating_add(timeout).unwrap_or(self.now);
        Outcome {
            stderr: "The step took longer than its timeout.".to_owned(),
            ..Outcome::ended(Ending::ExecutionTimedOut)
        }
    }

    /// The baseline with the tags that the parameter names.
    fn tagged_baseline(&self, tags: &str) -> Result<Option<String>, String> {
        let Some((key, values)) = tags
            .strip_prefix("Key=")
            .and_then(|rest| rest.split_once(",Values="))
        else {
            return Ok(None);
        };
        let (baselines, _) = self.world.baselines_at(self.scope, self.now);
        let os = self.node.catalogue.os;
        let found: Vec<String> = baselines
            .own()
            .filter(|stored| {
                stored.rules.os == os
                    && stored
                        .tags
                        .get(key)
                        .is_some_and(|value| values.split(',').any(|one| one == value))
            })
            .map(|stored| stored.id.clone())
            .collect();
        match found.len() {
            0 | 1 => Ok(found.into_iter().next()),
            several => Err(format!(
                "{several} patch baselines have the tag {key}: {}.",
                found.join(", ")
            )),
        }
    }

    fn scan_of(
        &self,
        call: &Call<'_>,
        started: jiff::Timestamp,
        baseline_id: Option<String>,
    ) -> Scan {
        let id = format!(
            "{} {} {}",
            self.command.id,
            self.node.id,
            self.state.line.scans.len()
        );
        let snapshot_id = if call.snapshot.is_empty() {
            derive::uuid(&["snapshot", &id])
        } else {
            call.snapshot.to_owned()
        };
        let list = Some(call.list.to_owned())
            .filter(|list| !list.is_empty() && call.operation == Operation::Install);
        let ran = Ran {
            id,
            snapshot_id,
            started,
            judged: started,
            baseline_id,
            list,
            failed: Vec::new(),
            no_reboot: None,
        };
        Scan {
            at: started,
            operation: call.operation,
            by: call.by,
            baseline: None,
            reboot: call.reboot,
            machine: None,
            ran: Some(Arc::new(ran)),
        }
    }

    fn count_missing(&self, stored: &Stored, on: Date) -> usize {
        // Only the steps of the documents with hooks look at this number.
        if self.command.document == "AWS-RunPatchBaseline"
            || self.command.document == "AWS-RunPatchBaselineAssociation"
        {
            return 0;
        }
        install::missing(&self.node.catalogue, &self.state.machine, &stored.rules, on).len()
    }

    /// Which of the patches cannot be installed, as the fleet file says, and which can.
    fn try_each(&mut self, wanted: Vec<Arc<Patch>>) -> (Vec<Arc<Patch>>, Vec<Arc<Patch>>) {
        let node = self.node;
        wanted.into_iter().partition(|patch| {
            let of_patch = node
                .patching
                .fails
                .iter()
                .enumerate()
                .filter(|(_, fail)| is_called(patch, &fail.patch));
            of_patch
                .map(|(index, fail)| self.state.strikes("fail", index, fail.times))
                .fold(false, |any, one| any | one)
        })
    }

    /// Reboots the node; it cannot be reached meanwhile.
    pub(super) fn reboot(&mut self) {
        let from = self.now;
        self.pass(self.node.patching.reboot, true);
        self.state.line.absences.push((from, self.now));
        self.set_machine(install::rebooted(&self.state.machine));
        self.state.no_reboot = None;
    }

    /// Leaves the report behind.
    fn report(&mut self, call: &Call<'_>, mut scan: Scan, missing: usize, text: String) -> Outcome {
        scan.at = self.now;
        // A node that was never changed shares its reports with its like.
        scan.machine = (!Arc::ptr_eq(&self.state.machine, &self.node.machine))
            .then(|| Arc::clone(&self.state.machine));
        if let Some(ran) = scan.ran.as_mut().and_then(Arc::get_mut) {
            ran.no_reboot = self.state.no_reboot;
        }
        self.state.last = Some((missing, self.state.machine.pending_reboot.len()));
        self.state.line.scans.push(scan);
        let head = format!(
            "{} {} on {}\n",
            self.command.document,
            call.operation.as_str(),
            self.node.computer_name
        );
        let report = (call.by != ScannedBy::Association).then(|| self.state.line.scans.len() - 1);
        Outcome {
            report,
            ..Outcome::success(format!("{head}{text}"))
        }
    }
}

/// What the script prints of an installation.
fn told(list: Option<&OverrideList>, done: &[Arc<Patch>], failed: usize) -> String {
    let mut text = String::new();
    if list.is_some_and(OverrideList::is_empty) {
        text.push_str(
            "WARNING: the provided InstallOverrideList has no patches; nothing is installed.\n",
        );
    }
    let _ = writeln!(
        text,
        "Installed {} of {} patches.",
        done.len(),
        done.len() + failed
    );
    for patch in done {
        let _ = writeln!(text, "  {}", name(patch));
    }
    text
}

fn name(patch: &Patch) -> &str {
    if patch.title.is_empty() {
        &patch.id
    } else {
        &patch.title
    }
}

fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
