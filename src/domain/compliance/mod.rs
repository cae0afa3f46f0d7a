//! What is known about the patches of a node, and the verdict that follows from it.

pub mod ages;
pub mod association;
pub mod attention;
pub mod change;
pub mod exception;
pub mod excused;
pub mod facts;
pub mod freshness;
pub mod gate;
pub mod gravity;
pub mod prevalence;
pub mod publisher;
pub mod report;
pub mod severity;
pub mod sla;
pub mod summary;
pub mod verdict;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::fleet::node::{Existence, Node, Outside};
use super::patch::state::{PatchState, ReportedPatch};
use super::text::words::count;
use excused::Excused;
pub use facts::{AwsSummary, PatchCounts, PatchReport};
use freshness::Freshness;
use gravity::Gravity;
use publisher::{PublisherCounts, PublisherLevel};
use sla::Due;
pub use verdict::Verdict;

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
    /// How old the report is, in seconds, by the older of its clocks.
    pub age_seconds: Option<i64>,
    /// What AWS says; absent when it says nothing.
    pub aws: Option<AwsSummary>,
    /// What the node reported; absent when it never did.
    pub report: Option<PatchReport>,
    /// The violating patches by the severity of their publishers; absent when nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_severities: Option<PublisherCounts>,
    /// What exceptions say of its violations; absent when none is for it.
    #[serde(rename = "exceptions", skip_serializing_if = "Option::is_none")]
    pub excused: Option<Box<Excused>>,
    /// How its violations stand to the times of `--sla`; absent when nobody asked.
    #[serde(rename = "sla", skip_serializing_if = "Option::is_none")]
    pub due: Option<Box<Due>>,
    /// What it would be without its violations: an exception excuses them, and neither an old report
    /// nor silence.
    #[serde(skip)]
    pub otherwise: Verdict,
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
            publisher_severities: None,
            excused: None,
            due: None,
            otherwise: Verdict::NotReported,
        }
    }

    /// Judges the node, with what AWS says about it.
    pub fn judge(&mut self, aws: Option<AwsSummary>, standard: Standard) {
        self.aws = aws;
        let report = self.report.as_ref();
        let fresh = Freshness::of(
            report.and_then(|report| report.ended_at),
            self.aws.as_ref().and_then(|aws| aws.executed_at),
            standard.now,
        );
        let ours = report.is_some_and(|report| report.counts.violates());
        let theirs = self.aws.as_ref().is_some_and(|aws| !aws.is_compliant());
        let (verdict, reason) = self.conclude(ours || theirs, &fresh, standard);
        self.otherwise = match verdict {
            Verdict::NonCompliant => self.conclude(false, &fresh, standard).0,
            verdict => verdict,
        };

        // Without a word from both sides there is nothing to disagree on.
        let disagrees = report.is_some() && self.aws.is_some() && ours != theirs;
        self.disagrees_with_aws = disagrees || self.levels_differ().is_some();
        self.verdict = verdict;
        self.reason = reason.into();
        self.age_seconds = fresh.age.map(|age| age.as_secs());
    }

    /// In this order: whoever is out of sight is judged by that; a known violation is the most that
    /// can be said, and a node that does not answer cannot have reported since.
    fn conclude(&self, violates: bool, fresh: &Freshness, standard: Standard) -> (Verdict, String) {
        if let Some(outside) = &self.node.outside {
            return self.conclude_outside(outside, violates);
        }
        if self.report.is_none() && self.aws.is_none() {
            return (
                Verdict::NotReported,
                never_reported(&self.node, standard.now),
            );
        }

        // A violation that is known outweighs silence: a node does not get well by going offline.
        if violates {
            return (Verdict::NonCompliant, self.violation());
        }
        if !self.node.is_online() {
            let ping = self.node.ping_status.as_deref().unwrap_or("silent");
            return (Verdict::Unreachable, format!("the agent is {ping}"));
        }
        if let Some(doubt) = &fresh.doubt {
            return (Verdict::Stale, doubtful(doubt, fresh.age));
        }

        // Nothing speaks against it any more; it is compliant only if that was said lately.
        match fresh.age {
            Some(age) if age <= standard.max_age => (Verdict::Compliant, self.on_offer()),
            age => (Verdict::Stale, stale(age, standard.max_age)),
        }
    }

    /// Of a node that the inventory does not have the last report says what was, not what is.
    fn conclude_outside(&self, outside: &Outside, violates: bool) -> (Verdict, String) {
        let last = match (self.report.is_some() || self.aws.is_some(), violates) {
            (false, _) => String::new(),
            (true, true) => format!("; last report: {}", self.violation()),
            (true, false) => "; last report: no violation".to_owned(),
        };
        match (outside.existence, last.is_empty()) {
            (Existence::Gone, _) => (Verdict::Gone, format!("{}{last}", outside.why)),
            (Existence::There, true) => (Verdict::Unmanaged, outside.why.to_string()),
            _ => (Verdict::Unreachable, format!("{}{last}", outside.why)),
        }
    }

    /// What a compliant node could have beyond what its baseline approves.
    fn on_offer(&self) -> String {
        match self.counts().available_security_updates {
            offered if offered > 0 => format!(
                "{} available and not approved",
                count(usize::try_from(offered).unwrap_or(0), "security update")
            ),
            _ => String::new(),
        }
    }

    /// At least so many patches violate the baseline, by whichever source counts more.
    pub fn violations(&self) -> i32 {
        gravity::known_violations(&self.counts(), self.aws.as_ref())
    }

    /// At least so many of them no exception excuses.
    pub fn remaining(&self) -> i32 {
        let excused = self.excused.as_ref();
        excused.map_or_else(|| self.violations(), |excused| excused.remaining)
    }

    /// Whether an exception excuses a patch on it.
    pub fn excuses(&self, patch: &ReportedPatch) -> bool {
        let excused = self.excused.as_ref();
        excused.is_some_and(|excused| excused.has(patch))
    }

    /// Whether exceptions excuse any violation.
    pub fn has_excused(&self) -> bool {
        let excused = self.excused.as_ref();
        excused.is_some_and(|excused| !excused.patches.is_empty())
    }

    /// Whether exceptions excuse every violation, and it would be COMPLIANT without them.
    pub fn is_excused(&self) -> bool {
        self.is_wholly_excused() && self.otherwise == Verdict::Compliant
    }

    /// Whether exceptions excuse every violation. A status that is not known may mean anything.
    pub fn is_wholly_excused(&self) -> bool {
        let known = self
            .aws_status()
            .is_none_or(|status| matches!(status, "COMPLIANT" | "NON_COMPLIANT"));
        known
            && self
                .excused
                .as_ref()
                .is_some_and(|excused| excused.is_whole())
    }

    /// How grave the violations are that no exception excuses.
    pub fn gravity(&self) -> Gravity {
        if let Some(excused) = &self.excused {
            return excused.gravity;
        }
        Gravity::of(self.report.as_ref(), self.aws.as_ref())
    }

    /// Whether a violation has a severity of its publisher or a graver one, or may have because
    /// nobody read or knows it.
    pub fn may_violate_at(&self, severity: PublisherLevel) -> bool {
        let counts = self.publisher_severities.as_ref();
        self.verdict == Verdict::NonCompliant
            && counts.is_none_or(|counts| counts.may_reach(severity))
    }

    /// Whether its list may have patches in some states: by its counts, by AWS's own word, or because
    /// its report counts nothing at all, which no system that was scanned does.
    pub fn may_list(&self, states: &[PatchState]) -> bool {
        let counts = self.counts();
        let said = self.aws_status() == Some("NON_COMPLIANT");
        said || counts.in_states(states) > 0 || (self.report.is_some() && counts.is_empty())
    }

    fn levels_differ(&self) -> Option<String> {
        gravity::disagreement(self.report.as_ref(), self.aws.as_ref())
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

    /// The reason, with what AWS says beside it when the two disagree, or when the node is out of
    /// sight and AWS's word is the last that there is; then what exceptions and times say of its
    /// violations.
    pub fn full_reason(&self) -> String {
        let excused = self.excused.as_ref();
        let excused = excused.and_then(|excused| excused.sentence());
        // Neither an exception nor time that is left makes up for silence.
        let lapsed = self
            .lapsed()
            .map(|otherwise| format!("it would be {otherwise} else"));
        let due = self.due.as_ref().and_then(|due| due.sentence());
        let parts = [Some(self.reason_with_aws()), excused, lapsed, due];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// What a node is without its violations, where something excuses those and its silence counts.
    pub fn lapsed(&self) -> Option<Verdict> {
        let is_excused = self
            .excused
            .as_ref()
            .is_some_and(|one| one.sentence().is_some());
        let is_silent = matches!(self.otherwise, Verdict::Stale | Verdict::Unreachable);
        ((is_excused || self.due.is_some()) && is_silent).then_some(self.otherwise)
    }

    fn reason_with_aws(&self) -> String {
        if let Some(differ) = self.levels_differ() {
            return format!("{} ({differ})", self.reason);
        }
        match self.aws_status() {
            Some(status) if self.disagrees_with_aws || self.node.outside.is_some() => {
                format!("{} (AWS says {status})", self.reason)
            }
            _ => self.reason.to_string(),
        }
    }

    fn violation(&self) -> String {
        let counts = self.counts();
        let (ours, words) = (counts.violates(), counts.violations());

        // The node's own report tells more than AWS's summary of it, which names no states.
        match &self.aws {
            _ if ours && !words.is_empty() => words.join(", "),
            _ if ours => "patches that violate the baseline".to_owned(),
            Some(aws) if &*aws.status == "NON_COMPLIANT" => {
                format!("{} non-compliant by AWS's count", aws.noncompliant_count)
            }
            Some(aws) => format!("AWS's status {} is not COMPLIANT", aws.status),
            None => "patches that violate the baseline".to_owned(),
        }
    }
}

/// A node that is new and one that Patch Manager cannot patch look alike otherwise.
fn never_reported(node: &Node, now: Timestamp) -> String {
    if let Some(platform) = node.unsupported_platform() {
        return format!("never reported patch data: Patch Manager does not support {platform}");
    }
    let age = node.registered_at.map(|since| now.duration_since(since));
    match age.filter(|age| !age.is_negative()) {
        Some(age) => format!("never reported patch data; known for {}", length(age)),
        None => "never reported patch data".to_owned(),
    }
}

fn doubtful(doubt: &str, age: Option<SignedDuration>) -> String {
    match age {
        Some(age) => format!("{doubt}; AWS recorded it {} ago", length(age)),
        None => doubt.to_owned(),
    }
}

/// A length of time in its largest unit that says enough.
fn length(length: SignedDuration) -> String {
    match (length.as_hours(), length.as_mins()) {
        (48.., _) => format!("{} days", length.as_hours() / 24),
        (2.., _) => format!("{} hours", length.as_hours()),
        (_, minutes) => count(usize::try_from(minutes).unwrap_or(0), "minute"),
    }
}

fn stale(age: Option<SignedDuration>, max_age: SignedDuration) -> String {
    match age {
        Some(age) => format!(
            "last report {} ago, more than {}",
            length(age),
            length(max_age)
        ),
        None => "the time of the last report is not known".to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::severity::SeverityCounts;
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
            name_tag: None,
            registered_at: None,
            outside: None,
        }
    }

    pub(in super::super) fn now() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().expect("a timestamp")
    }

    pub(in super::super) fn report(hours_ago: i64, counts: PatchCounts) -> PatchReport {
        PatchReport {
            baseline: "pb-0123456789abcdef0".into(),
            group: "".into(),
            operation: "Scan".into(),
            ended_at: Some(now() - SignedDuration::from_hours(hours_ago)),
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
        judged.judge(aws, standard());
        judged
    }

    pub(in super::super) fn standard() -> Standard {
        Standard {
            now: now(),
            max_age: SignedDuration::from_hours(168),
        }
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
                Verdict::Stale,
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
