//! Whether a report of a node is evidence of what a command did there. Reports come late, and a
//! document with hooks makes several with one snapshot: the one from before the installation says
//! nothing of it.

use jiff::{SignedDuration, Timestamp};

use super::nodes::StepRecord;
use crate::domain::compliance::PatchReport;

/// How long before the end of its step a report may have been closed that still waits for a reboot:
/// the node uploads it, and only then the step ends. By how much AWS does not say; unverified.
const UPLOAD: SignedDuration = SignedDuration::from_secs(60);

/// The steps that end with a report (documents AWS-RunPatchBaseline, AWS-RunPatchBaselineWithHooks
/// and AWS-InstanceRebootWithHooks).
pub(in crate::domain) const REPORTING: [&str; 7] = [
    "PatchLinux",
    "PatchWindows",
    "PatchMacOS",
    "PreInstallScan",
    "InstallNoReboot",
    "RebootHandlingAndReporting",
    "PostRebootScan",
];

/// Whether `report` was made by the last of `steps` that reports, or later. A report of another
/// snapshot than the command's own counts when it is from after the whole step: it saw what the step
/// left.
///
/// All times are by the clock of the node, which stamps both its reports and its steps.
pub fn proves(report: &PatchReport, steps: &[StepRecord], snapshot: Option<&str>) -> bool {
    let Some((began, ended)) = last_report(steps) else {
        return false;
    };
    let Some(made) = report.ended_at else {
        return false;
    };

    let own = snapshot.is_some() && report.snapshot.as_deref() == snapshot;
    match ended {
        Some(ended) if own || snapshot.is_none() => {
            // A step that reboots in its middle reports before and after: what waits for the reboot
            // is of before, unless the step ended with it.
            let uploading = ended.saturating_sub(UPLOAD).unwrap_or(ended);
            let waits = report.counts.installed_pending_reboot > 0;
            made >= began && (!waits || made >= uploading)
        }
        Some(ended) => made >= ended,
        None => own && made >= began,
    }
}

/// When the first step began: what was installed later, the command installed.
pub fn began(steps: &[StepRecord]) -> Option<Timestamp> {
    let begun = steps.iter().filter(|step| !step.skipped);
    begun.filter_map(|step| step.step.started_at).min()
}

/// When the last step that reports began and ended.
fn last_report(steps: &[StepRecord]) -> Option<(Timestamp, Option<Timestamp>)> {
    let reporting = steps.iter().filter(|step| {
        let name = step.step.name.as_str();
        !step.skipped && REPORTING.contains(&name)
    });
    let begun = reporting.filter_map(|step| Some((step.step.started_at?, step.step.finished_at)));
    begun.max_by_key(|(began, _)| *began)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::PatchCounts;
    use crate::domain::run::command::CommandStep;

    fn at(time: &str) -> Timestamp {
        format!("2026-11-21T{time}Z").parse().expect("a time")
    }

    fn step(name: &str, began: &str, ended: Option<&str>) -> StepRecord {
        StepRecord::new(CommandStep {
            name: name.to_owned(),
            status: "Success".to_owned(),
            code: 0,
            started_at: Some(at(began)),
            finished_at: ended.map(at),
            output: String::new(),
        })
    }

    fn report(made: &str, snapshot: &str) -> PatchReport {
        PatchReport {
            baseline: "pb-0".into(),
            group: "".into(),
            operation: "Install".into(),
            ended_at: Some(at(made)),
            reboot_option: None,
            snapshot: Some(snapshot.into()),
            counts: PatchCounts::default(),
        }
    }

    #[test]
    fn a_report_from_before_the_installation_proves_nothing_of_it() {
        let steps = [
            step("PreInstallScan", "12:00:00", Some("12:01:00")),
            step("InstallNoReboot", "12:02:00", Some("12:10:00")),
            step("CustomerProvidedOnExitHook", "12:11:00", Some("12:12:00")),
        ];
        let proves = |made, snapshot| proves(&report(made, snapshot), &steps, Some("own"));
        assert!(!proves("12:00:59", "own"), "the scan before it");
        assert!(proves("12:05:00", "own"), "the upload may take its time");
        assert!(proves("12:09:30", "own"));
        assert!(proves("12:10:05", "own"));
        // Another scan: only what is over when it begins can be seen by it.
        assert!(!proves("12:09:30", "other"));
        assert!(proves("12:20:00", "other"));
    }

    #[test]
    fn a_report_from_before_the_reboot_of_its_step_proves_nothing() {
        let steps = [step("PatchLinux", "12:00:00", Some("12:10:00"))];
        let waiting = |made| {
            let mut report = report(made, "own");
            report.counts.installed_pending_reboot = 2;
            proves(&report, &steps, Some("own"))
        };
        assert!(!waiting("12:05:00"), "it rebooted since");
        assert!(waiting("12:09:30"), "the step ended with it");
    }

    #[test]
    fn what_never_began_or_has_no_time_proves_nothing() {
        let steps = [step("PatchLinux", "12:00:00", Some("12:10:00"))];
        let timeless = PatchReport {
            ended_at: None,
            ..report("12:00:00", "own")
        };
        assert!(!proves(&timeless, &steps, Some("own")));
        assert!(!proves(&report("12:10:00", "own"), &[], Some("own")));
        let hook = [step("CustomerProvidedPrePatchHook", "12:00:00", None)];
        assert!(!proves(&report("12:10:00", "own"), &hook, Some("own")));
        // A reboot scans with a snapshot that nobody knows.
        let reboot = [step("PostRebootScan", "12:00:00", Some("12:01:00"))];
        assert!(proves(&report("12:00:50", "any"), &reboot, None));
        assert!(!proves(&report("11:59:00", "any"), &reboot, None));
        assert_eq!(began(&steps), Some(at("12:00:00")));
    }
}
