use super::*;
use crate::domain::run::amount::Amount;
use crate::domain::run::hooks::Hooks;
use crate::domain::run::request::OverrideList;
use crate::domain::run::wave::WaveGate;

pub(in crate::domain::run) fn request(operation: Operation, reboot: Reboot) -> Request {
    Request {
        operation,
        reboot,
        hooks: Hooks::default(),
        override_list: None,
        max_concurrency: Amount::Nodes(1),
        max_errors: Amount::Nodes(1),
        waves: Vec::new(),
        gate: WaveGate::default(),
        pause_seconds: 0,
        output: None,
        records: None,
        delivery_timeout_seconds: 600,
        step_timeout_seconds: 10_800,
        snapshot_id: "11111111-2222-4333-8444-555555555555".to_owned(),
        reason: None,
    }
}

fn counts(missing: i32, failed: i32, pending: i32) -> PatchCounts {
    PatchCounts {
        missing,
        failed,
        installed_pending_reboot: pending,
        ..PatchCounts::default()
    }
}

fn step(name: &str, status: &str, code: i32) -> CommandStep {
    CommandStep {
        name: name.to_owned(),
        status: status.to_owned(),
        code,
        started_at: None,
        finished_at: None,
        output: String::new(),
    }
}

fn judged(request: &Request, progress: Progress, after: Option<PatchCounts>) -> Outcome {
    judge(
        request,
        Evidence {
            progress,
            steps: &[],
            after,
        },
    )
    .0
}

#[test]
fn the_patch_state_decides_and_not_the_command() {
    let request = request(Operation::Install, Reboot::IfNeeded);
    let success = |after| judged(&request, Progress::Success, Some(after));
    assert_eq!(success(counts(0, 0, 0)), Outcome::Succeeded);
    assert_eq!(success(counts(0, 1, 0)), Outcome::Failed);
    assert_eq!(success(counts(2, 0, 0)), Outcome::StillMissing);
    assert_eq!(success(counts(0, 0, 3)), Outcome::NotRebooted);
    assert_eq!(
        judged(&request, Progress::Success, None),
        Outcome::Unverified,
        "a success that nobody can check is none"
    );
}

#[test]
fn a_reboot_that_was_not_asked_for_is_no_failure() {
    let request = request(Operation::Install, Reboot::Never);
    assert_eq!(
        judged(&request, Progress::Success, Some(counts(0, 0, 3))),
        Outcome::PendingReboot
    );
    assert!(!Outcome::PendingReboot.is_failure());
}

#[test]
fn what_an_override_list_leaves_out_may_stay_missing() {
    let list = OverrideList {
        url: "s3://b/k".to_owned(),
        sha256: None,
        entries: None,
    };
    let request = Request {
        override_list: Some(list),
        ..request(Operation::Install, Reboot::Never)
    };
    assert_eq!(
        judged(&request, Progress::Success, Some(counts(4, 0, 0))),
        Outcome::Succeeded
    );
    assert_eq!(
        judged(&request, Progress::Success, Some(counts(4, 1, 0))),
        Outcome::Failed
    );
}

#[test]
fn a_scan_succeeds_whatever_it_finds() {
    let request = request(Operation::Scan, Reboot::Never);
    assert_eq!(
        judged(&request, Progress::Success, Some(counts(4, 1, 0))),
        Outcome::Succeeded
    );
}

#[test]
fn a_node_that_had_begun_before_it_was_stopped_was_not_left_alone() {
    let request = request(Operation::Install, Reboot::Never);
    for progress in [Progress::Terminated, Progress::Cancelled] {
        let outcome = |steps: &[CommandStep]| {
            judge(
                &request,
                Evidence {
                    progress,
                    steps,
                    after: None,
                },
            )
            .0
        };
        assert_eq!(outcome(&[]), Outcome::NotStarted);
        assert_eq!(
            outcome(&[step("PatchLinux", "Pending", -1)]),
            Outcome::NotStarted
        );
        let begun = CommandStep {
            started_at: Some(jiff::Timestamp::UNIX_EPOCH),
            ..step("PatchLinux", "InProgress", -1)
        };
        assert_eq!(outcome(&[begun]), Outcome::Failed);
    }
}

#[test]
fn every_bad_end_is_a_failure_and_names_its_step() {
    let request = request(Operation::Install, Reboot::IfNeeded);
    for progress in Progress::ALL
        .into_iter()
        .filter(|progress| progress.is_failure())
    {
        let outcome = judged(&request, progress, Some(counts(0, 0, 0)));
        assert!(outcome.is_failure(), "{progress:?}: {outcome}");
    }
    let steps = [
        step("PatchWindows", "Success", 0),
        step("PatchLinux", "Failed", 4),
    ];
    let (_, reason) = judge(
        &request,
        Evidence {
            progress: Progress::Failed,
            steps: &steps,
            after: None,
        },
    );
    assert!(
        reason.starts_with("PatchLinux failed with exit code 4: another patching operation"),
        "{reason}"
    );
}

/// What a later reboot came to, by its steps.
fn of_reboot(
    progress: Progress,
    steps: &[CommandStep],
    after: Option<PatchCounts>,
) -> (Outcome, String) {
    let later = Reboot::At(jiff::Timestamp::UNIX_EPOCH);
    let request = request(Operation::Install, later);
    let evidence = Evidence {
        progress,
        steps,
        after,
    };
    judge_reboot(&request, evidence)
}

const REBOOT_STEP: &str = "VerifyPendingRebootPatchesAndRebootLinux";
const SCAN_STEP: &str = "PostRebootScan";
const HOOK_STEP: &str = "CustomerProvidedPostRebootHook";

#[test]
fn a_node_that_rebooted_is_not_called_otherwise_because_a_later_step_failed() {
    let rebooted = step(REBOOT_STEP, "Success", 0);
    let scanned = step(SCAN_STEP, "Success", 0);
    let hook = step(HOOK_STEP, "Failed", 4);
    let steps = [rebooted.clone(), scanned, hook.clone()];
    let clean = Some(counts(0, 0, 0));
    assert_eq!(
        of_reboot(Progress::Failed, &steps, clean),
        (
            Outcome::Failed,
            "the node rebooted; CustomerProvidedPostRebootHook failed with exit code 4 of the hook document; its patch state: nothing violates the baseline".to_owned()
        )
    );

    let unscanned = [rebooted, step(SCAN_STEP, "Failed", 15)];
    let (outcome, reason) = of_reboot(Progress::Failed, &unscanned, None);
    assert_eq!(outcome, Outcome::Failed, "{reason}");
    assert!(
        reason.starts_with("the node rebooted; PostRebootScan failed with exit code 15: ")
            && reason.ends_with("; it has not reported since"),
        "{reason}"
    );

    // It was rebooted by somebody else, and the hook runs all the same.
    let unneeded = [step(REBOOT_STEP, "Success", 168), hook];
    let (outcome, reason) = of_reboot(Progress::Failed, &unneeded, None);
    assert_eq!(outcome, Outcome::Failed, "{reason}");
    assert!(
        reason.starts_with("no patch waited for the reboot any more; "),
        "{reason}"
    );
    // The report alone tells it too.
    let (outcome, _) = of_reboot(Progress::ExecutionTimedOut, &[], clean);
    assert_eq!(outcome, Outcome::Failed);
}

#[test]
fn a_node_that_did_not_reboot_says_at_which_step() {
    let failed = [step(REBOOT_STEP, "Failed", 169)];
    let (outcome, reason) = of_reboot(Progress::Failed, &failed, None);
    assert_eq!(outcome, Outcome::NotRebooted);
    assert!(
        reason.starts_with(
            "the reboot: VerifyPendingRebootPatchesAndRebootLinux failed with exit code 169: "
        ),
        "{reason}"
    );
    let cut = CommandStep {
        started_at: Some(jiff::Timestamp::UNIX_EPOCH),
        ..step(REBOOT_STEP, "InProgress", -1)
    };
    for progress in [Progress::ExecutionTimedOut, Progress::Cancelled] {
        let (outcome, reason) = of_reboot(progress, std::slice::from_ref(&cut), None);
        assert_eq!(outcome, Outcome::NotRebooted);
        assert!(
            reason.contains("(in step VerifyPendingRebootPatchesAndRebootLinux)"),
            "{reason}"
        );
    }
    // The state counts, and not the word of the step.
    let done = [
        step(REBOOT_STEP, "Success", 0),
        step(SCAN_STEP, "Success", 0),
    ];
    let waiting = Some(counts(0, 0, 2));
    for progress in [Progress::Success, Progress::Failed] {
        assert_eq!(of_reboot(progress, &done, waiting).0, Outcome::NotRebooted);
    }
    let unneeded = [step(REBOOT_STEP, "Success", 168)];
    let (outcome, _) = of_reboot(Progress::Success, &unneeded, Some(counts(0, 0, 0)));
    assert_eq!(outcome, Outcome::Succeeded);
}

#[test]
fn a_step_that_was_cut_off_has_no_exit_code() {
    let request = request(Operation::Install, Reboot::Never);
    let judged = |progress, status: &str| {
        let steps = [step("PatchLinux", status, -1)];
        let evidence = Evidence {
            progress,
            steps: &steps,
            after: None,
        };
        judge(&request, evidence).1
    };
    assert_eq!(judged(Progress::Failed, "TimedOut"), "PatchLinux timed out");
    assert_eq!(
        judged(Progress::Failed, "Cancelled"),
        "PatchLinux was cancelled"
    );
    assert!(judged(Progress::ExecutionTimedOut, "TimedOut").ends_with("(in step PatchLinux)"));
}
