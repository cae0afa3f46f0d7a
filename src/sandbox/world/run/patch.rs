//! One operation of the patch script: scan, install, reboot, report.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::SignedDuration;

use super::{Ending, Outcome, Runner, install};
use crate::domain::patch::Patch;
use crate::domain::scan::Operation;
use crate::sandbox::derive;
use crate::sandbox::fleet::catalogue::is_called;
use crate::sandbox::fleet::when::utc_day;
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
            by: if association { ScannedBy::Association } else { ScannedBy::Command },
            tags: command.parameter("BaselineTags"),
            timeout: SignedDuration::from_secs(command.parameter("StepTimeoutSeconds").parse().unwrap_or(default)),
            ..Self::plain(
                command,
                operation(command),
                if command.parameter("RebootOption") == "NoReboot" { "NoReboot" } else { "RebootIfNeeded" },
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
    if command.parameter("Operation") == "Install" { Operation::Install } else { Operation::Scan }
}

impl Runner<'_> {
    /// Runs the script once.
    pub(super) fn patch(&mut self, call: &Call<'_>) -> Outcome {
        let mut outcome = self.operate(call);
        outcome.lines = self.node.patching.output_lines;
        outcome
    }

    fn operate(&mut self, call: &Call<'_>) -> Outcome {
        let node = self.node;
        let patching = &node.patching;
        let (started, windows) = (self.now, self.platform() == "Windows");
        self.state.line.judged.push(started);
        if let Some((code, stderr)) = self.exit_of(call.operation) {
            return if self.pass(patching.scan, false) { Outcome::failed(code, stderr) } else { Outcome::ended(Ending::Cancelled) };
        }
        if patching.scan > call.timeout {
            return self.time_out(started, call.timeout);
        }
        if !self.pass(patching.scan, false) {
            return Outcome::ended(Ending::Cancelled);
        }
        let crash = if windows { -1 } else { 170 };
        if call.both_overrides {
            return Outcome::failed(167, "InstallOverrideList and BaselineOverride cannot be used in one operation.");
        }
        // A scan does not look at the list.
        let list = match self.list.filter(|_| call.operation == Operation::Install && !call.list.is_empty()) {
            Some(Reading::Failed(why)) => return Outcome::failed(crash, why.clone()),
            Some(Reading::List(list)) => Some(list),
            None => None,
        };
        let baseline_id = match self.tagged_baseline(call.tags) {
            Ok(found) => found,
            Err(several) => return Outcome::failed(142, several),
        };
        let mut scan = self.scan_of(call, started, baseline_id);
        let Some(applied) = self.world.applied(self.scope, node, &scan) else {
            return Outcome::failed(133, "Unable to retrieve the patch baseline of this node.");
        };
        let on = utc_day(started);
        let rules = &applied.stored.rules;
        if call.operation == Operation::Scan {
            let missing = if call.by == ScannedBy::Association { None } else { Some(&*applied.stored) };
            let missing = missing.map_or(0, |stored| self.count_missing(stored, on));
            return self.report(call, scan, missing, String::new());
        }
        let wanted = install::wanted(&node.catalogue, &self.state.machine, rules, list, on);
        let installs = if wanted.is_empty() { SignedDuration::ZERO } else { patching.install + patching.per_patch * count(wanted.len()) };
        let reboots = call.reboot == "RebootIfNeeded";
        let planned = patching.scan + installs + if reboots { patching.reboot } else { SignedDuration::ZERO };
        if planned > call.timeout {
            return self.time_out(started, call.timeout);
        }
        let mut text = String::new();
        if list.is_some_and(OverrideList::is_empty) {
            text.push_str("WARNING: the provided InstallOverrideList has no patches; nothing is installed.\n");
        }
        let (failed, done) = self.try_each(wanted);
        if !failed.is_empty() || !done.is_empty() {
            // What the package manager has begun goes on, also when the command is cancelled.
            self.pass(installs, true);
            self.set_machine(install::installed(&self.state.machine, &done, self.now));
            if self.cut {
                return Outcome::ended(Ending::Cancelled);
            }
        }
        let _ = writeln!(text, "Installed {} of {} patches.", done.len(), done.len() + failed.len());
        for patch in &done {
            let _ = writeln!(text, "  {}", name(patch));
        }
        if !self.state.machine.pending_reboot.is_empty() {
            if reboots {
                self.reboot();
                text.push_str("The node was rebooted.\n");
            } else if !done.is_empty() {
                self.state.no_reboot = Some(self.now);
            }
        }
        let missing = if list.is_some() { self.count_missing(&applied.stored, on) } else { 0 };
        let names: Vec<&str> = failed.iter().map(|patch| name(patch)).collect();
        let stderr = format!("Failed to install {}.", names.join(", "));
        if let Some(ran) = scan.ran.as_mut().and_then(Arc::get_mut) {
            ran.failed.clone_from(&failed);
        }
        let reported = self.report(call, scan, missing, text);
        if failed.is_empty() {
            reported
        } else {
            Outcome { ending: Ending::Failed, code: if windows { -1 } else { 1 }, stderr, ..reported }
        }
    }

    /// The exit code that the fleet file asks for now.
    fn exit_of(&mut self, operation: Operation) -> Option<(i32, String)> {
        let node = self.node;
        let patching = &node.patching;
        let fits = |wanted: &Option<String>| wanted.as_deref().is_none_or(|wanted| wanted == operation.as_str());
        for (index, exit) in patching.exits.iter().enumerate().filter(|(_, exit)| fits(&exit.operation)) {
            if self.state.strikes("exit", index, exit.times) {
                let text =
                    if exit.stderr.is_empty() { format!("The operation ended with exit code {}.", exit.code) } else { exit.stderr.clone() };
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
        Outcome { stderr: "The step took longer than its timeout.".to_owned(), ..Outcome::ended(Ending::ExecutionTimedOut) }
    }

    /// The baseline with the tags that the parameter names.
    fn tagged_baseline(&self, tags: &str) -> Result<Option<String>, String> {
        let Some((key, values)) = tags.strip_prefix("Key=").and_then(|rest| rest.split_once(",Values=")) else { return Ok(None) };
        let (baselines, _) = self.world.baselines_at(self.scope, self.now);
        let os = self.node.catalogue.os;
        let found: Vec<String> = baselines
            .own()
            .filter(|stored| stored.rules.os == os && stored.tags.get(key).is_some_and(|value| values.split(',').any(|one| one == value)))
            .map(|stored| stored.id.clone())
            .collect();
        match found.len() {
            0 | 1 => Ok(found.into_iter().next()),
            several => Err(format!("{several} patch baselines have the tag {key}: {}.", found.join(", "))),
        }
    }

    fn scan_of(&self, call: &Call<'_>, started: jiff::Timestamp, baseline_id: Option<String>) -> Scan {
        let id = format!("{} {} {}", self.command.id, self.node.id, self.state.line.scans.len());
        let snapshot_id = if call.snapshot.is_empty() { derive::uuid(&["snapshot", &id]) } else { call.snapshot.to_owned() };
        let list = Some(call.list.to_owned()).filter(|list| !list.is_empty() && call.operation == Operation::Install);
        let ran = Ran { id, snapshot_id, started, judged: started, baseline_id, list, failed: Vec::new(), no_reboot: None };
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

    fn count_missing(&self, stored: &crate::sandbox::world::baselines::Stored, on: jiff::civil::Date) -> usize {
        // Only the steps of the documents with hooks look at this number.
        if self.command.document == "AWS-RunPatchBaseline" || self.command.document == "AWS-RunPatchBaselineAssociation" {
            return 0;
        }
        install::missing(&self.node.catalogue, &self.state.machine, &stored.rules, on).len()
    }

    /// Which of the patches cannot be installed, as the fleet file says, and which can.
    fn try_each(&mut self, wanted: Vec<Arc<Patch>>) -> (Vec<Arc<Patch>>, Vec<Arc<Patch>>) {
        let node = self.node;
        wanted.into_iter().partition(|patch| {
            let of_patch = node.patching.fails.iter().enumerate().filter(|(_, fail)| is_called(patch, &fail.patch));
            of_patch.map(|(index, fail)| self.state.strikes("fail", index, fail.times)).fold(false, |any, one| any | one)
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
        scan.machine = (!Arc::ptr_eq(&self.state.machine, &self.node.machine)).then(|| Arc::clone(&self.state.machine));
        if let Some(ran) = scan.ran.as_mut().and_then(Arc::get_mut) {
            ran.no_reboot = self.state.no_reboot;
        }
        self.state.last = Some((missing, self.state.machine.pending_reboot.len()));
        self.state.line.scans.push(scan);
        let head = format!("{} {} on {}\n", self.command.document, call.operation.as_str(), self.node.computer_name);
        let report = (call.by != ScannedBy::Association).then(|| self.state.line.scans.len() - 1);
        Outcome { report, ..Outcome::success(format!("{head}{text}")) }
    }
}

fn name(patch: &Patch) -> &str {
    if patch.title.is_empty() { &patch.id } else { &patch.title }
}

fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
