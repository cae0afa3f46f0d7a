//! One operation of the patch script: scan, install, reboot, report.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::Value;

use super::call::Call;
use super::{Ending, Outcome, Runner, WhenCancelled, install};
use crate::domain::patch::Patch;
use crate::domain::run::operation::Operation;
use crate::sandbox::derive;
use crate::sandbox::fleet::catalogue::is_called;
use crate::sandbox::fleet::when::utc_day;
use crate::sandbox::world::baseline_document;
use crate::sandbox::world::commands::Download;
use crate::sandbox::world::node::{Ran, Scan, ScannedBy};
use crate::sandbox::world::override_list::{OverrideList, Reading};
use crate::sandbox::world::stored::Stored;

/// What a script that could not read its baseline ends with (patch payload 1.80,
/// `constant_repository.py`, as the other codes here).
const NO_BASELINE: i32 = 133;
/// Several baselines have the tag of `BaselineTags`.
const SEVERAL_BASELINES: i32 = 142;
/// Both overrides were given.
const BOTH_OVERRIDES: i32 = 167;
/// The baselines of a patch policy may not be read.
const OVERRIDES_DENIED: i32 = 160;
/// They could not be downloaded.
const OVERRIDES_LOST: i32 = 162;
/// None of them is for the operating system.
const NO_OVERRIDE: i32 = 163;
/// Several of them are.
const SEVERAL_OVERRIDES: i32 = 165;
/// The script broke off where nobody expected it, on Linux and macOS.
const CRASHED: i32 = 170;
/// Any error on Windows.
const WINDOWS_ERROR: i32 = -1;

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
                // The number is for hooks, and the document of associations has none.
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
        let started = self.now;
        self.state.line.judged.push(started);
        self.pass_scan(call)?;

        // The script itself sees that both were given: the node is reached, and then nothing is
        // scanned or installed (User Guide, "About the BaselineOverride parameter").
        if call.both_overrides {
            return Err(Outcome::failed(
                BOTH_OVERRIDES,
                "InstallOverrideList and BaselineOverride cannot be used in one operation.",
            ));
        }

        let list = self.list_for(call)?;
        let brought = self.brought(call)?;
        let baseline_id = self
            .tagged_baseline(call.tags)
            .map_err(|several| Outcome::failed(SEVERAL_BASELINES, several))?;

        let scan = self.scan_of(call, started, (baseline_id, brought));
        let applied = self.world.applied(self.scope, self.node, &scan);
        let Some(applied) = applied else {
            return Err(Outcome::failed(
                NO_BASELINE,
                "Unable to retrieve the patch baseline of this node.",
            ));
        };
        Ok(Prepared {
            scan,
            stored: applied.stored,
            list,
            on: utc_day(started),
        })
    }

    /// Lets the time of a scan go by, and whatever the fleet file lets go wrong in it.
    fn pass_scan(&mut self, call: &Call<'_>) -> Result<(), Outcome> {
        let takes = self.node.patching.scan;

        // An exit code that the file asks for comes before a timeout: it is what the test is about.
        let failing = self.exit_of(call.operation);
        if failing.is_none() && takes > call.timeout {
            return Err(self.time_out(self.now, call.timeout));
        }

        if !self.pass(takes, WhenCancelled::Stops) {
            return Err(Outcome::ended(Ending::Cancelled));
        }
        match failing {
            Some((code, stderr)) => Err(Outcome::failed(code, stderr)),
            None => Ok(()),
        }
    }

    /// The baseline that a patch policy brings for this node (patch payload 1.80,
    /// `constant_repository.py`, for the codes).
    fn brought(&self, call: &Call<'_>) -> Result<Option<Arc<Stored>>, Outcome> {
        let Some(download) = self
            .command
            .baselines
            .as_ref()
            .filter(|_| !call.overrides.is_empty())
        else {
            return Ok(None);
        };
        let url = call.overrides;
        if self.command.denied.contains(&self.node.id) {
            return Err(Outcome::failed(
                OVERRIDES_DENIED,
                format!(
                    "Unable to download {url}: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied"
                ),
            ));
        }
        let text = match download {
            Download::Text(text) => text,
            Download::Failed(why) => return Err(Outcome::failed(OVERRIDES_LOST, why.clone())),
        };

        // Exactly one has to be for the system: the payload guesses neither of none nor of several.
        let os = self.node.catalogue.os;
        let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
        let mut of_node = all
            .iter()
            .filter(|one| one["OperatingSystem"] == os.as_str());
        match (of_node.next(), of_node.next()) {
            (Some(one), None) => {
                let id = one["BaselineId"].as_str().unwrap_or_default().to_owned();
                let nothing = jiff::Timestamp::UNIX_EPOCH;
                Ok(Some(Arc::new(baseline_document::read(
                    id, one, nothing, nothing,
                ))))
            }
            (None, _) => Err(Outcome::failed(
                NO_OVERRIDE,
                format!("No baseline of {url} is for the operating system {os}."),
            )),
            (Some(_), Some(_)) => Err(Outcome::failed(
                SEVERAL_OVERRIDES,
                format!("Several baselines of {url} are for the operating system {os}."),
            )),
        }
    }

    /// The list of an installation. A scan does not look at it.
    fn list_for(&self, call: &Call<'_>) -> Result<Option<&'a OverrideList>, Outcome> {
        if call.operation == Operation::Scan || call.list.is_empty() {
            return Ok(None);
        }

        match self.list {
            // Nothing in the script is prepared for this: it ends as it does with any exception.
            Some(Reading::Failed(why)) => {
                let crash = if self.platform() == "Windows" {
                    WINDOWS_ERROR
                } else {
                    CRASHED
                };
                Err(Outcome::failed(crash, why.clone()))
            }
            Some(Reading::List(list)) => Ok(Some(list)),
            None => Ok(None),
        }
    }

    /// Installs what is wanted, reboots as it is told, and reports.
    fn install(&mut self, call: &Call<'_>, prepared: Prepared<'_>) -> Outcome {
        let Prepared {
            mut scan,
            stored,
            list,
            on,
        } = prepared;
        let wanted = install::wanted(
            &self.node.catalogue,
            &self.state.machine,
            &stored.rules,
            list,
            on,
        );
        let takes = self.installation_takes(wanted.len());
        if self.whole_takes(call, takes) > call.timeout {
            return self.time_out(scan.at, call.timeout);
        }

        let (failed, done) = self.try_each(wanted);
        if !failed.is_empty() || !done.is_empty() {
            // What the package manager has begun goes on, also when the command is cancelled.
            self.pass(takes, WhenCancelled::GoesOn);
            self.set_machine(install::installed(&self.state.machine, &done, self.now));
            if self.cut {
                return Outcome::ended(Ending::Cancelled);
            }
        }
        let mut text = told(list, &done, failed.len());
        self.reboot_if_told(call, !done.is_empty(), &mut text);

        // Without a list what is missing now has failed, and counts as that.
        let missing = list.map_or(0, |_| self.count_missing(&stored, on));
        if let Some(ran) = scan.ran.as_mut().and_then(Arc::get_mut) {
            ran.failed.clone_from(&failed);
        }
        let reported = self.report(call, scan, missing, text);
        self.with_failures(reported, &failed)
    }

    fn installation_takes(&self, patches: usize) -> SignedDuration {
        if patches == 0 {
            return SignedDuration::ZERO;
        }
        let patching = &self.node.patching;
        patching.install + patching.per_patch * count(patches)
    }

    /// How long the step takes with its scan and its reboot, which the timeout counts too.
    fn whole_takes(&self, call: &Call<'_>, installation: SignedDuration) -> SignedDuration {
        let patching = &self.node.patching;
        let whole = patching.scan + installation;
        if call.reboots() {
            whole + patching.reboot
        } else {
            whole
        }
    }

    /// Reboots when anything waits for it, whether this run installed it or an earlier one (User
    /// Guide, "About the AWS-RunPatchBaseline SSM document").
    fn reboot_if_told(&mut self, call: &Call<'_>, installed: bool, text: &mut String) {
        if self.state.machine.pending_reboot.is_empty() {
            return;
        }

        if call.reboots() {
            self.reboot();
            text.push_str("The node was rebooted.\n");
        } else if installed {
            self.state.no_reboot = Some(self.now);
        }
    }

    /// The report is there in any case; the step fails when a patch did.
    fn with_failures(&self, reported: Outcome, failed: &[Arc<Patch>]) -> Outcome {
        if failed.is_empty() {
            return reported;
        }

        let names: Vec<&str> = failed.iter().map(|patch| name(patch)).collect();
        let code = if self.platform() == "Windows" {
            WINDOWS_ERROR
        } else {
            1
        };
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
        let mut exits = node.patching.exits.iter().enumerate().filter(|(_, exit)| {
            let wanted = exit.operation.as_deref();
            wanted.is_none_or(|wanted| wanted == operation.as_str())
        });
        let (_, exit) =
            exits.find(|(index, exit)| self.state.strikes("exit", *index, exit.times))?;

        let text = if exit.stderr.is_empty() {
            format!("The operation ended with exit code {}.", exit.code)
        } else {
            exit.stderr.clone()
        };
        Some((exit.code, text))
    }

    fn time_out(&mut self, started: jiff::Timestamp, timeout: SignedDuration) -> Outcome {
        if !self.pass(timeout, WhenCancelled::Stops) {
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
        // None is not an error: the patch group or the default decides then (User Guide, "About the
        // AWS-RunPatchBaselineAssociation SSM document").
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
        baseline: (Option<String>, Option<Arc<Stored>>),
    ) -> Scan {
        let ran = self.ran(call, started, baseline);
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

    fn ran(
        &self,
        call: &Call<'_>,
        started: jiff::Timestamp,
        (baseline_id, brought): (Option<String>, Option<Arc<Stored>>),
    ) -> Ran {
        // The place among the scans of the node tells two operations of one command apart.
        let id = format!(
            "{} {} {}",
            self.command.id,
            self.node.id,
            self.state.line.scans.len()
        );
        // One id for all nodes, when the caller gives it: they are judged by the same snapshot
        // then.
        let snapshot_id = if call.snapshot.is_empty() {
            derive::uuid(&["snapshot", &id])
        } else {
            call.snapshot.to_owned()
        };

        let list = Some(call.list.to_owned())
            .filter(|list| !list.is_empty() && call.operation == Operation::Install);
        Ran {
            id,
            snapshot_id,
            started,
            judged: started,
            owner: self.command.owner.clone(),
            association: Some(self.command.parameter("AssociationId").to_owned())
                .filter(|id| !id.is_empty()),
            baseline_id,
            brought,
            list,
            failed: Vec::new(),
            no_reboot: None,
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
        // Every rule for a patch counts, also behind one that strikes already.
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
        self.pass(self.node.patching.reboot, WhenCancelled::GoesOn);
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
        // Of an association only its status is known, and no numbers.
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
    // Told from an empty report, because the run succeeds (patch payload 1.80,
    // `install_override_list.py`).
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
