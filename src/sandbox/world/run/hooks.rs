//! The documents that run others: AWS-RunPatchBaselineWithHooks, AWS-InstanceRebootWithHooks, and
//! documents of users.

use super::patch::{Call, operation};
use super::{Ending, Outcome, Runner, plain};
use crate::domain::run::operation::Operation;

/// A script that ends so stops its document with success.
const STOP: i32 = 168;
/// The node has no report of an earlier operation.
const NO_REPORT: i32 = 169;

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
        if !self.inner(
            "PreInstallScan",
            &Call::plain(command, Operation::Scan, "NoReboot"),
        ) {
            return;
        }
        if !self.verify("VerifyLocalPatchStates", |(missing, pending)| match () {
            () if operation == Operation::Scan => Some("The operation is Scan: there is nothing more to do."),
            () if missing == 0 && pending == 0 => Some("No patch is missing and none waits for a reboot: there is nothing more to do."),
            () if missing == 0 && keeps => Some("No patch is missing, and the reboot option is NoReboot: there is nothing more to do."),
            () => None,
        }) {
            return;
        }
        let goes_on = self.hook("CustomerProvidedPrePatchHook", "PreInstallHookDocName")
            && self.inner(
                "InstallNoReboot",
                &Call::plain(command, Operation::Install, "NoReboot"),
            )
            && self.hook("CustomerProvidedPostInstallHook", "PostInstallHookDocName")
            && self.verify("VerifyIfShouldReboot", |(_, pending)| match () {
                () if keeps => Some("The reboot option is NoReboot: the node is not rebooted."),
                () if pending == 0 => Some("No patch waits for a reboot."),
                () => None,
            });
        if goes_on {
            self.inner(
                "RebootHandlingAndReporting",
                &Call::plain(command, Operation::Install, "RebootIfNeeded"),
            );
        }
    }

    /// Reboots a node that waits for it, and reports.
    pub(super) fn reboot_with_hooks(&mut self) {
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
        let platform = self.platform();
        let shell = if platform == "Windows" {
            "awsrunPowerShellScript"
        } else {
            "awsrunShellScript"
        };
        let success = outcome.ending == Ending::Success;
        self.record(
            name,
            &format!("runDocument/{name}/{name}/{shell}/Patch{platform}"),
            started,
            outcome,
        );
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
        let platform = self.platform();
        for (other, shell) in [
            ("Linux", "awsrunShellScript"),
            ("Windows", "awsrunPowerShellScript"),
        ] {
            let (name, path) = (format!("{name}{other}"), format!("{shell}/{name}{other}"));
            if other != platform {
                let text = format!(
                    "Step execution skipped due to unsupported platform. Step name: {name}"
                );
                self.record(&name, &path, self.now, Outcome::success(text));
            }
        }
        let outcome = match self.state.last {
            None => Outcome::failed(
                NO_REPORT,
                "The node has no report of an earlier patching operation.",
            ),
            Some(last) => match stop(last) {
                Some(why) => Outcome {
                    code: STOP,
                    ..Outcome::success(why)
                },
                None => Outcome::success(String::new()),
            },
        };
        let goes_on = outcome.code == 0;
        let shell = if platform == "Windows" {
            "awsrunPowerShellScript"
        } else {
            "awsrunShellScript"
        };
        self.record(
            &format!("{name}{platform}"),
            &format!("{shell}/{name}{platform}"),
            self.now,
            outcome,
        );
        goes_on
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
        let mut found = None;
        for (index, hook) in patching
            .hooks
            .iter()
            .enumerate()
            .filter(|(_, hook)| hook.document == name)
        {
            if self.state.strikes("hook", index, hook.times) {
                found = Some(hook);
                break;
            }
        }
        let takes = found
            .and_then(|hook| crate::sandbox::fleet::patching::duration(hook.takes.as_ref()?))
            .unwrap_or(patching.script);
        if !self.pass(takes, false) {
            return Outcome::ended(Ending::Cancelled);
        }
        match found {
            Some(hook) if hook.exit != 0 && hook.exit != STOP => {
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
            Some(hook) => Outcome {
                code: hook.exit,
                stderr: hook.stderr.clone(),
                ..Outcome::success(hook.stdout.clone())
            },
            None => Outcome::success(format!("{name}: the patchctl sandbox runs no scripts.\n")),
        }
    }
}
