//! The documents that run others: AWS-RunPatchBaselineWithHooks, AWS-InstanceRebootWithHooks, and
//! documents of users.

use std::collections::BTreeMap;

use super::call::{Call, operation};
use super::{Ending, Outcome, Runner, WhenCancelled, plain};
use crate::domain::run::operation::Operation;
use crate::sandbox::fleet::patching::{HookFile, duration};

/// A script that ends so stops its document with success.
const STOP: i32 = 168;
/// The node has no report of an earlier operation.
const NO_REPORT: i32 = 169;

/// Why a document with hooks ends early.
const IS_A_SCAN: &str = "The operation is Scan: there is nothing more to do.";
const NOTHING_LEFT: &str =
    "No patch is missing and none waits for a reboot: there is nothing more to do.";
const ONLY_PENDING: &str =
    "No patch is missing, and the reboot option is NoReboot: there is nothing more to do.";
const KEEPS_RUNNING: &str = "The reboot option is NoReboot: the node is not rebooted.";
const NOTHING_PENDING: &str = "No patch waits for a reboot.";

impl Runner<'_> {
    /// The steps in the order of the document; a step that fails stops all but the hook on exit.
    pub(super) fn with_hooks(&mut self) {
        let operation = operation(self.command);
        self.hooked_steps(operation);
        if operation == Operation::Install {
            self.cut_off_or(|runner| {
                runner.hook("CustomerProvidedOnExitHook", "OnExitHookDocName");
            });
        }
    }

    fn cut_off_or(&mut self, run: impl FnOnce(&mut Self)) {
        if !self.cut {
            run(self);
        }
    }

    fn hooked_steps(&mut self, operation: Operation) {
        let command = self.command;
        let keeps = command.parameter("RebootOption") == "NoReboot";

        // The order and the reasons to stop are those of the document
        // (AWS-RunPatchBaselineWithHooks). The first scan never reboots: it finds out whether there
        // is anything to do, and the hooks of the user run only if there is.
        let scan = Call::plain(command, Operation::Scan, "NoReboot");
        if !self.inner("PreInstallScan", &scan)
            || !self.verify("VerifyLocalPatchStates", |(missing, pending)| match () {
                () if operation == Operation::Scan => Some(IS_A_SCAN),
                () if missing == 0 && pending == 0 => Some(NOTHING_LEFT),
                () if missing == 0 && keeps => Some(ONLY_PENDING),
                () => None,
            })
        {
            return;
        }

        let install = Call::plain(command, Operation::Install, "NoReboot");
        let goes_on = self.hook("CustomerProvidedPrePatchHook", "PreInstallHookDocName")
            && self.inner("InstallNoReboot", &install)
            && self.hook("CustomerProvidedPostInstallHook", "PostInstallHookDocName")
            && self.verify("VerifyIfShouldReboot", |(_, pending)| match () {
                () if keeps => Some(KEEPS_RUNNING),
                () if pending == 0 => Some(NOTHING_PENDING),
                () => None,
            });
        if !goes_on {
            return;
        }

        // The reboot is another Install, which may find something new to install.
        let reboot = Call::plain(command, Operation::Install, "RebootIfNeeded");
        self.inner("RebootHandlingAndReporting", &reboot);
    }

    /// Reboots a node that waits for it, and reports.
    pub(super) fn reboot_with_hooks(&mut self) {
        // A node that reported before the first command has that report on its disk. What it said
        // of missing patches does not matter here.
        if self.state.last.is_none()
            && let Some((_, _)) = self.node.last_scan(self.now)
        {
            self.state.last = Some((0, self.state.machine.pending_reboot.len()));
        }

        if self.verify("VerifyPendingRebootPatchesAndReboot", |(_, pending)| {
            (pending == 0).then_some("No patch waits for a reboot: the node is not rebooted.")
        }) {
            self.reboot();
            if let Some(last) = self.plugins.last_mut() {
                last.ended = self.now;
                last.stdout.push_str("The node was rebooted.\n");
            }
            self.inner(
                "PostRebootScan",
                &Call::plain(self.command, Operation::Scan, "NoReboot"),
            );
        }

        // The hook is a last step (`finallyStep`): it runs when there was nothing to reboot for,
        // too.
        self.cut_off_or(|runner| {
            runner.hook("CustomerProvidedPostRebootHook", "PostRebootHookDocName");
        });
    }

    /// Runs AWS-RunPatchBaseline inside; tells whether the document goes on.
    fn inner(&mut self, name: &str, call: &Call<'_>) -> bool {
        if self.cut {
            return false;
        }

        let started = self.now;
        let outcome = self.patch(call);

        // Output of a document inside another lies below the name of the step, twice (seen in
        // issues of the SSM Agent).
        let platform = self.platform();
        let path = format!(
            "runDocument/{name}/{name}/{}/Patch{platform}",
            shell(platform)
        );
        let success = outcome.ending == Ending::Success;
        self.record(name, &path, started, outcome);
        success
    }

    /// A script that looks at the last report; `stop` says why the document ends here.
    fn verify(
        &mut self,
        name: &str,
        stop: impl Fn((usize, usize)) -> Option<&'static str>,
    ) -> bool {
        if self.cut {
            return false;
        }

        self.skip_other(name);
        let outcome = match self.state.last.map(stop) {
            None => Outcome::failed(
                NO_REPORT,
                "The node has no report of an earlier patching operation.",
            ),
            Some(Some(why)) => Outcome {
                code: STOP,
                ..Outcome::success(why)
            },
            Some(None) => Outcome::success(String::new()),
        };
        let goes_on = outcome.code == 0;

        // The name of the step tells the platform.
        let platform = self.platform();
        let name = format!("{name}{platform}");
        let path = format!("{}/{name}", shell(platform));
        self.record(&name, &path, self.now, outcome);
        goes_on
    }

    /// The document has such a script for each of the two platforms, and skips the other.
    fn skip_other(&mut self, name: &str) {
        let platform = self.platform();
        for other in ["Linux", "Windows"] {
            if other != platform {
                let name = format!("{name}{other}");
                let path = format!("{}/{name}", shell(other));
                self.record(&name, &path, self.now, Outcome::skipped(&name));
            }
        }
    }

    /// Runs the document that a parameter names; tells whether it succeeded.
    fn hook(&mut self, name: &str, parameter: &str) -> bool {
        if self.cut {
            return false;
        }

        let command = self.command;
        let Some(hook) = command.hooks.get(parameter) else {
            return true;
        };

        let started = self.now;
        let platform = self.platform();

        // A document that does not run here fails the step (User Guide, "About the
        // AWS-RunPatchBaselineWithHooks SSM document": hooks have to support the platform).
        let outcome = match &hook.problem {
            Some(problem) => Outcome::failed(1, problem.clone()),
            None if !hook.platforms.iter().any(|runs| runs == platform) => Outcome::failed(
                1,
                format!("The document {} does not run on {platform}.", hook.document),
            ),
            None => self.document(&hook.document),
        };

        let success = outcome.ending == Ending::Success;
        self.record(
            name,
            &format!("runDocument/{name}/{}", plain(&hook.document)),
            started,
            outcome,
        );
        success
    }

    /// Runs a document of which the fleet file knows the outcome; without a word there it succeeds.
    pub(super) fn document(&mut self, name: &str) -> Outcome {
        let node = self.node;
        let patching = &node.patching;
        let hooks = patching.hooks.iter().enumerate();

        // The first that still has a time left: each counts only when its turn comes.
        let found = hooks
            .filter(|(_, hook)| hook.document == name)
            .find(|(index, hook)| self.state.strikes("hook", *index, hook.times))
            .map(|(_, hook)| hook);

        let takes = found
            .and_then(|hook| duration(hook.takes.as_ref()?))
            .unwrap_or(patching.script);
        if !self.pass(takes, WhenCancelled::Stops) {
            return Outcome::ended(Ending::Cancelled);
        }
        match found {
            Some(hook) => outcome_of(name, hook),
            None => Outcome::success(self.printed(name)),
        }
    }
}

/// What a healthy node answers to the script of `doctor --deep`, by what it would run: the sandbox
/// runs no scripts.
const HEALTHY: &[(&str, &str)] = &[
    ("python3", "3.9"),
    ("python2", "2.7"),
    ("curl", "yes"),
    ("free-mib:/var", "18204"),
    ("free-mib:/tmp", "18204"),
    ("sources", "4"),
];

impl Runner<'_> {
    /// What a document prints of which the fleet file says nothing.
    fn printed(&self, document: &str) -> String {
        let script = self
            .command
            .parameters
            .get("commands")
            .cloned()
            .unwrap_or_default();
        if !script.iter().any(|line| line.contains("patchctl-probe=1")) {
            return format!("{document}: the patchctl sandbox runs no scripts.\n");
        }
        let mut answers: BTreeMap<String, String> = BTreeMap::new();
        let healthy = HEALTHY.iter();
        answers.extend(healthy.map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));

        // S3 answers whoever is nobody with 403.
        let reached = script
            .iter()
            .filter_map(|line| line.strip_prefix("reach ")?.split_once(' '));
        answers.extend(reached.map(|(bucket, _)| (format!("reach:{bucket}"), "403".to_owned())));
        answers.extend(self.node.probe.clone());

        let given = answers.iter().filter(|(_, value)| !value.is_empty());
        let lines: Vec<String> = given.map(|(key, value)| format!("{key}={value}")).collect();
        format!(
            "patchctl-probe=1\n{}\npatchctl-probe-end=1\n",
            lines.join("\n")
        )
    }
}

fn outcome_of(name: &str, hook: &HookFile) -> Outcome {
    // With 168 a step of AWS's documents stops the rest, and is a success.
    if hook.exit == 0 || hook.exit == STOP {
        return Outcome {
            code: hook.exit,
            stderr: hook.stderr.clone(),
            ..Outcome::success(hook.stdout.clone())
        };
    }

    let stderr = if hook.stderr.is_empty() {
        format!("{name} ended with exit code {}.", hook.exit)
    } else {
        hook.stderr.clone()
    };
    Outcome {
        stdout: hook.stdout.clone(),
        ..Outcome::failed(hook.exit, stderr)
    }
}

/// The plugin that runs scripts on a platform, as paths have it.
fn shell(platform: &str) -> &'static str {
    if platform == "Windows" {
        "awsrunPowerShellScript"
    } else {
        "awsrunShellScript"
    }
}
