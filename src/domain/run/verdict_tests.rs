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
