//! What is known about the patches of a node, and the verdict that follows from it.

pub mod gate;
pub mod report;
pub mod severity;
pub mod summary;

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::fleet::node::Node;
use super::text::shared::Shared;
use crate::domain::compliance::severity::SeverityCounts;

/// What a node's last scan or installation reported (SSM API, shape `InstancePatchState`).
#[derive(Clone, Debug, Serialize)]
pub struct PatchReport {
    /// The baseline that was used: an id, or an ARN when AWS owns it.
    pub baseline: Shared,
    /// The patch group that the node had then; empty when it had none.
    pub group: Shared,
    /// `Scan` or `Install`, as AWS says it.
    pub operation: Shared,
    /// When the operation ended.
    pub ended_at: Timestamp,
    /// `RebootIfNeeded` or `NoReboot`, when it was given.
    pub reboot_option: Option<Shared>,
    /// The patch snapshot that was used; a patch run knows its own reports by it.
    #[serde(skip)]
    pub snapshot: Option<Box<str>>,
    /// How many patches are in which state.
    #[serde(flatten)]
    pub counts: PatchCounts,
}

/// How many patches of a node are in which state. What old agents leave out counts as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct PatchCounts {
    /// In the baseline and installed.
    pub installed: i32,
    /// Installed although the baseline does not approve it.
    pub installed_other: i32,
    /// Installed, but the node was not rebooted since.
    pub installed_pending_reboot: i32,
    /// Installed although the baseline rejects it.
    pub installed_rejected: i32,
    /// Approved, applicable, and not there.
    pub missing: i32,
    /// Approved, but the installation failed.
    pub failed: i32,
    /// Of no use to this node; never a violation.
    pub not_applicable: i32,
    /// Windows: security updates that are available but not approved.
    pub available_security_updates: i32,
    /// Violations whose compliance level is CRITICAL. The three counters overlap and must not be
    /// added up.
    pub critical_noncompliant: i32,
    /// Violations that are security patches.
    pub security_noncompliant: i32,
    /// Violations that are neither.
    pub other_noncompliant: i32,
}

impl PatchCounts {
    /// Whether any of the counts is a violation (AWS User Guide, patch compliance states).
    ///
    /// Security updates that are only available are a violation when the baseline says so; AWS then
    /// counts them in `security_noncompliant`.
    pub const fn violates(&self) -> bool {
        self.missing > 0
            || self.failed > 0
            || self.installed_rejected > 0
            || self.installed_pending_reboot > 0
            || self.critical_noncompliant > 0
            || self.security_noncompliant > 0
            || self.other_noncompliant > 0
    }

    /// The violations in words, the worst first.
    pub fn violations(&self) -> Vec<String> {
        let named = [
            (self.failed, "failed"),
            (self.missing, "missing"),
            (self.installed_pending_reboot, "pending reboot"),
            (self.installed_rejected, "installed but rejected"),
        ];
        let mut words: Vec<String> = named
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();

        // Counted as violations only when the baseline says so, and then in this counter (AWS User
        // Guide, patch compliance states).
        if words.is_empty() && self.security_noncompliant > 0 && self.available_security_updates > 0
        {
            let plural = if self.available_security_updates == 1 {
                "update"
            } else {
                "updates"
            };
            words.push(format!(
                "{} available security {plural}",
                self.available_security_updates
            ));
        }

        words
    }
}

/// AWS's own word on a node's patches (SSM API, shape `ResourceComplianceSummaryItem`, compliance
/// type Patch only).
#[derive(Clone, Debug, Serialize)]
pub struct AwsSummary {
    /// `COMPLIANT`, `NON_COMPLIANT`, or whatever AWS says next year.
    pub status: Shared,
    /// The highest compliance level among the violations, as AWS says it.
    pub overall_severity: Option<Shared>,
    /// `Command` or `PatchPolicy`: what produced the data.
    pub execution_type: Option<Shared>,
    /// When AWS recorded it.
    pub executed_at: Option<Timestamp>,
    /// How many patches are compliant.
    pub compliant_count: i32,
    /// How many are not.
    pub noncompliant_count: i32,
    /// The violations by compliance level.
    pub noncompliant: SeverityCounts,
}

impl AwsSummary {
    /// Whether AWS calls the node compliant. A word that we do not know is not a yes.
    pub fn is_compliant(&self) -> bool {
        &*self.status == "COMPLIANT"
    }
}

/// What one node is judged to be. Each node of the inventory gets exactly one; what could not be
/// read is never green.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// It reported a violation; it stays one although the node is offline or the report is old.
    NonCompliant,
    /// No violation is known, but the agent does not answer.
    Unreachable,
    /// No violation is known, but the report is older than allowed.
    Stale,
    /// It never reported patch data.
    NotReported,
    /// It reported lately, and nothing violates its baseline.
    Compliant,
}

impl Verdict {
    /// Every verdict, the worst first.
    pub const ALL: [Self; 5] = [
        Self::NonCompliant,
        Self::Unreachable,
        Self::Stale,
        Self::NotReported,
        Self::Compliant,
    ];

    /// The word for tables, JSON and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonCompliant => "NON_COMPLIANT",
            Self::Unreachable => "UNREACHABLE",
            Self::Stale => "STALE",
            Self::NotReported => "NOT_REPORTED",
            Self::Compliant => "COMPLIANT",
        }
    }

    /// What it means, for `help states`.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::NonCompliant => {
                "a known violation, even when the node is offline or the report is old"
            }
            Self::Unreachable => "no violation known, but the agent is not Online",
            Self::Stale => "no violation known, but the last report is older than --max-age",
            Self::NotReported => "the node never reported patch data",
            Self::Compliant => "reported within --max-age, and nothing violates its baseline",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Verdict {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // As JSON has it, or as it is typed: `NON_COMPLIANT`, `non-compliant`.
        let wanted = text.to_uppercase().replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == wanted)
            .ok_or_else(|| {
                let names: Vec<String> = Self::ALL
                    .iter()
                    .map(|verdict| verdict.as_str().to_lowercase().replace('_', "-"))
                    .collect();
                format!(
                    "`{text}` is not a verdict; choose from {}",
                    names.join(", ")
                )
            })
    }
}

/// A node with everything that is known about its patches, judged.
#[derive(Clone, Debug, Serialize)]
pub struct NodeCompliance {
    /// The node.
    #[serde(flatten)]
    pub node: Node,
    /// Our verdict.
    pub verdict: Verdict,
    /// Why, in words.
    pub reason: Box<str>,
    /// Whether AWS's own status says something else about the violations.
    pub disagrees_with_aws: bool,
    /// How old the report is, in seconds.
    pub age_seconds: Option<i64>,
    /// What AWS says; absent when it says nothing.
    pub aws: Option<AwsSummary>,
    /// What the node reported; absent when it never did.
    pub report: Option<PatchReport>,
}

/// By what a node is judged.
#[derive(Clone, Copy, Debug)]
pub struct Standard {
    /// The time of judgement.
    pub now: Timestamp,
    /// How old a report may be.
    pub max_age: SignedDuration,
}

impl NodeCompliance {
    /// A node and what it reported, not yet judged.
    pub fn reported(node: Node, report: Option<PatchReport>) -> Self {
        Self {
            node,
            verdict: Verdict::NotReported,
            reason: Box::default(),
            disagrees_with_aws: false,
            age_seconds: None,
            aws: None,
            report,
        }
    }

    /// Judges the node, with what AWS says about it.
    pub fn judge(&mut self, aws: Option<AwsSummary>, standard: Standard) {
        let report = self.report.as_ref();
        let reported_at = report
            .map(|report| report.ended_at)
            .or_else(|| aws.as_ref().and_then(|aws| aws.executed_at));
        // The clocks of a node and of this machine may differ; no report is from the future.
        let age = reported_at.map(|moment| {
            standard
                .now
                .duration_since(moment)
                .max(SignedDuration::ZERO)
        });
        let ours = report.is_some_and(|report| report.counts.violates());
        let theirs = aws.as_ref().is_some_and(|aws| !aws.is_compliant());

        // In this order: a known violation is the most that can be said, and a node that does not
        // answer cannot have reported since.
        let (verdict, reason) = if report.is_none() && aws.is_none() {
            (Verdict::NotReported, "never reported patch data".to_owned())
        } else if ours || theirs {
            (Verdict::NonCompliant, violation(report, aws.as_ref(), ours))
        } else if !self.node.is_online() {
            let ping = self.node.ping_status.as_deref().unwrap_or("silent");
            (Verdict::Unreachable, format!("the agent is {ping}"))
        } else if age.is_none_or(|age| age > standard.max_age) {
            (Verdict::Stale, stale(age, standard.max_age))
        } else {
            (Verdict::Compliant, String::new())
        };

        self.disagrees_with_aws = report.is_some() && aws.is_some() && ours != theirs;
        self.verdict = verdict;
        self.reason = reason.into();
        self.age_seconds = age.map(|age| age.as_secs());
        self.aws = aws;
    }

    /// The patch group of the last report.
    pub fn group(&self) -> Option<&str> {
        self.report
            .as_ref()
            .map(|report| &*report.group)
            .filter(|group| !group.is_empty())
    }

    /// What AWS says, or nothing.
    pub fn aws_status(&self) -> Option<&str> {
        self.aws.as_ref().map(|aws| &*aws.status)
    }

    /// What produced the data: `Command`, `PatchPolicy`, or nothing.
    pub fn execution_type(&self) -> Option<&str> {
        self.aws
            .as_ref()
            .and_then(|aws| aws.execution_type.as_deref())
    }

    /// The counts of the report; all zero without one.
    pub fn counts(&self) -> PatchCounts {
        self.report
            .as_ref()
            .map(|report| report.counts)
            .unwrap_or_default()
    }

    /// The reason, with what AWS says beside it when the two disagree.
    pub fn full_reason(&self) -> String {
        match (self.disagrees_with_aws, self.aws_status()) {
            (true, Some(status)) => format!("{} (AWS says {status})", self.reason),
            _ => self.reason.to_string(),
        }
    }
}

fn violation(report: Option<&PatchReport>, aws: Option<&AwsSummary>, ours: bool) -> String {
    let words = report
        .map(|report| report.counts.violations())
        .unwrap_or_default();

    // The node's own report tells more than AWS's summary of it, which names no states.
    match aws {
        _ if ours && !words.is_empty() => words.join(", "),
        _ if ours => "patches that violate the baseline".to_owned(),
        Some(aws) if &*aws.status == "NON_COMPLIANT" => {
            format!("{} non-compliant by AWS's count", aws.noncompliant_count)
        }
        Some(aws) => format!("AWS's status {} is not COMPLIANT", aws.status),
        None => "patches that violate the baseline".to_owned(),
    }
}

fn days(length: SignedDuration) -> String {
    match length.as_hours() {
        hours if hours >= 48 => format!("{} days", hours / 24),
        hours => format!("{hours} hours"),
    }
}

fn stale(age: Option<SignedDuration>, max_age: SignedDuration) -> String {
    match age {
        Some(age) => format!("last report {} ago, more than {}", days(age), days(max_age)),
        None => "the time of the last report is not known".to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn node(ping: &str) -> Node {
        Node {
            id: "i-0123456789abcdef0".parse().expect("an id"),
            scope: super::super::id::Scope {
                account: "111122223333".parse().expect("an account"),
                region: "us-east-1".parse().expect("a Region"),
            },
            name: None,
            computer_name: Some("web-1".into()),
            ip_address: None,
            platform_type: None,
            platform_name: None,
            platform_version: None,
            operating_system: None,
            agent_version: None,
            ping_status: (!ping.is_empty()).then(|| ping.into()),
            last_ping: None,
            resource_type: None,
        }
    }

    fn now() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().expect("a timestamp")
    }

    pub(in super::super) fn report(hours_ago: i64, counts: PatchCounts) -> PatchReport {
        PatchReport {
            baseline: "pb-0123456789abcdef0".into(),
            group: "".into(),
            operation: "Scan".into(),
            ended_at: now() - SignedDuration::from_hours(hours_ago),
            snapshot: None,
            reboot_option: None,
            counts,
        }
    }

    pub(in super::super) fn aws(status: &str) -> AwsSummary {
        AwsSummary {
            status: status.into(),
            overall_severity: None,
            execution_type: Some("Command".into()),
            executed_at: None,
            compliant_count: 1,
            noncompliant_count: i32::from(status != "COMPLIANT"),
            noncompliant: SeverityCounts::default(),
        }
    }

    pub(in super::super) fn judge(
        ping: &str,
        report: Option<PatchReport>,
        aws: Option<AwsSummary>,
    ) -> NodeCompliance {
        let mut judged = NodeCompliance::reported(node(ping), report);
        judged.judge(
            aws,
            Standard {
                now: now(),
                max_age: SignedDuration::from_hours(168),
            },
        );
        judged
    }

    pub(in super::super) fn missing(number: i32) -> PatchCounts {
        PatchCounts {
            missing: number,
            ..PatchCounts::default()
        }
    }

    #[test]
    fn the_order_of_the_verdicts() {
        let clean = PatchCounts {
            installed: 9,
            not_applicable: 2_063,
            installed_other: 4,
            ..PatchCounts::default()
        };
        let table = [
            ("Online", None, None, Verdict::NotReported),
            ("ConnectionLost", None, None, Verdict::NotReported),
            (
                "Online",
                Some(report(1, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Compliant,
            ),
            ("Online", Some(report(1, clean)), None, Verdict::Compliant),
            (
                "Online",
                Some(report(1, missing(1))),
                Some(aws("NON_COMPLIANT")),
                Verdict::NonCompliant,
            ),
            (
                "ConnectionLost",
                Some(report(999, missing(1))),
                Some(aws("NON_COMPLIANT")),
                Verdict::NonCompliant,
            ),
            (
                "Online",
                Some(report(1, missing(1))),
                Some(aws("COMPLIANT")),
                Verdict::NonCompliant,
            ),
            (
                "Online",
                Some(report(1, clean)),
                Some(aws("NON_COMPLIANT")),
                Verdict::NonCompliant,
            ),
            (
                "Online",
                Some(report(1, clean)),
                Some(aws("SOMETHING_NEW")),
                Verdict::NonCompliant,
            ),
            (
                "ConnectionLost",
                Some(report(1, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Unreachable,
            ),
            (
                "Inactive",
                Some(report(999, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Unreachable,
            ),
            (
                "",
                Some(report(1, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Unreachable,
            ),
            (
                "Online",
                Some(report(168, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Compliant,
            ),
            (
                "Online",
                Some(report(169, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Stale,
            ),
            (
                "Online",
                Some(report(-5, clean)),
                Some(aws("COMPLIANT")),
                Verdict::Compliant,
            ),
            ("Online", None, Some(aws("COMPLIANT")), Verdict::Stale),
        ];
        for (index, (ping, report, aws, verdict)) in table.into_iter().enumerate() {
            assert_eq!(judge(ping, report, aws).verdict, verdict, "row {index}");
        }
    }

    #[test]
    fn every_violation_counts_and_nothing_else_does() {
        let one = |change: fn(&mut PatchCounts)| {
            let mut counts = PatchCounts::default();
            change(&mut counts);
            counts.violates()
        };
        assert!(one(|counts| counts.missing = 1));
        assert!(one(|counts| counts.failed = 1));
        assert!(one(|counts| counts.installed_rejected = 1));
        assert!(one(|counts| counts.installed_pending_reboot = 1));
        assert!(one(|counts| counts.security_noncompliant = 1));
        assert!(one(|counts| counts.critical_noncompliant = 1));
        assert!(one(|counts| counts.other_noncompliant = 1));
        assert!(!one(|counts| counts.installed = 1));
        assert!(!one(|counts| counts.installed_other = 1));
        assert!(!one(|counts| counts.not_applicable = 9));
        assert!(!one(|counts| counts.available_security_updates = 9));
    }

    #[test]
    fn both_opinions_are_shown_when_they_differ() {
        let judged = judge(
            "Online",
            Some(report(1, missing(2))),
            Some(aws("COMPLIANT")),
        );
        assert!(judged.disagrees_with_aws);
        assert_eq!(judged.full_reason(), "2 missing (AWS says COMPLIANT)");
        let judged = judge(
            "Online",
            Some(report(1, missing(2))),
            Some(aws("NON_COMPLIANT")),
        );
        assert_eq!(judged.full_reason(), "2 missing");
    }
}
