//! How grave the violations of a node are, by two sources that know different things.

use serde::Serialize;

use super::facts::{AwsSummary, PatchCounts, PatchReport};
use super::severity::{Level, SeverityCounts};
use crate::domain::patch::state::PatchState;

/// The violations of a node by compliance level. What has no level, or what nobody accounts for,
/// stands apart: an unknown level is not a low one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Gravity {
    /// The violations that have a level; of two sources the graver counts.
    pub levels: SeverityCounts,
    /// Violations without a level (UNSPECIFIED), and those that no breakdown accounts for.
    pub without_level: i32,
}

impl Gravity {
    /// From the node's own counters and AWS's summary.
    ///
    /// `CriticalNonCompliantCount` counts violations at level CRITICAL. `SecurityNonCompliantCount`
    /// is about the classification of patches, and no level (SSM API, `InstancePatchState`).
    pub fn of(report: Option<&PatchReport>, aws: Option<&AwsSummary>) -> Self {
        let own = report.map(|report| report.counts).unwrap_or_default();
        let mut levels = aws.map(|aws| aws.noncompliant).unwrap_or_default();
        let unspecified = std::mem::take(&mut levels.unspecified);
        let accounted = levels.total().saturating_add(unspecified);

        let unaccounted = (known_violations(&own, aws) - accounted).max(0);
        levels.critical = levels.critical.max(own.critical_noncompliant);
        if let Some(count) = aws.and_then(|aws| overall(aws, &mut levels)) {
            *count = (*count).max(1);
        }
        Self {
            levels,
            without_level: unspecified.saturating_add(unaccounted),
        }
    }

    /// Whether any violation is at a level or graver.
    pub const fn reaches(&self, level: Level) -> bool {
        self.levels.at_least(level) > 0
    }
}

/// At least so many patches violate, by whichever source counts more.
pub fn known_violations(own: &PatchCounts, aws: Option<&AwsSummary>) -> i32 {
    let by_state = own.in_states(&PatchState::VIOLATIONS);
    // The three counters overlap, so that each of them alone is a lower bound.
    let by_counter = own
        .critical_noncompliant
        .max(own.security_noncompliant)
        .max(own.other_noncompliant);

    // A status that is not COMPLIANT is about something, also when nothing was counted.
    let by_aws = aws.filter(|aws| !aws.is_compliant());
    let by_aws = by_aws.map_or(0, |aws| aws.noncompliant_count.max(1));
    by_state.max(by_counter).max(by_aws)
}

/// The count of the level that AWS gives the node as a whole. INFORMATIONAL is none: AWS says so of
/// a node whose violations all have no level (patch payload 1.80, package_compliance.py).
fn overall<'a>(aws: &AwsSummary, levels: &'a mut SeverityCounts) -> Option<&'a mut i32> {
    if aws.is_compliant() {
        return None;
    }
    match aws.overall_severity.as_deref()? {
        "CRITICAL" => Some(&mut levels.critical),
        "HIGH" => Some(&mut levels.high),
        "MEDIUM" => Some(&mut levels.medium),
        "LOW" => Some(&mut levels.low),
        _ => None,
    }
}

/// What the two sources say differently of CRITICAL violations, in words.
pub fn disagreement(report: Option<&PatchReport>, aws: Option<&AwsSummary>) -> Option<String> {
    let (own, aws) = (report?.counts, aws?);
    let (node, summary) = (own.critical_noncompliant, aws.noncompliant.critical);
    // Old agents count none of the three, which is no disagreement.
    let counts = node > 0 || own.security_noncompliant > 0 || own.other_noncompliant > 0;
    let differ = (node > 0) != (summary > 0);
    (counts && differ).then(|| {
        format!("the node counts {node} CRITICAL and AWS's summary {summary}; the graver counts")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::tests::{aws, missing, report};

    fn gravity(own: PatchCounts, levels: SeverityCounts, overall: &str) -> Gravity {
        let aws = AwsSummary {
            overall_severity: Some(overall.into()),
            noncompliant_count: levels.total(),
            noncompliant: levels,
            ..aws("NON_COMPLIANT")
        };
        Gravity::of(Some(&report(1, own)), Some(&aws))
    }

    #[test]
    fn what_the_breakdown_does_not_account_for_has_no_level() {
        let low = SeverityCounts {
            low: 2,
            ..SeverityCounts::default()
        };
        assert_eq!(gravity(missing(2), low, "LOW").without_level, 0);
        assert_eq!(gravity(missing(5), low, "LOW").without_level, 3);
        assert_eq!(
            Gravity::of(Some(&report(1, missing(4))), None).without_level,
            4
        );
        // A good word beside counted violations is none.
        let torn = AwsSummary {
            noncompliant_count: 2,
            ..aws("COMPLIANT")
        };
        assert_eq!(Gravity::of(None, Some(&torn)).without_level, 2);
        // AWS says that something violates, and does not say what.
        let silent = Gravity::of(None, Some(&aws("NON_COMPLIANT")));
        assert_eq!(silent.without_level, 1);

        let none = SeverityCounts {
            unspecified: 12,
            ..SeverityCounts::default()
        };
        let found = gravity(missing(12), none, "INFORMATIONAL");
        assert_eq!(
            (found.without_level, found.reaches(Level::Any)),
            (12, false)
        );
    }

    #[test]
    fn of_two_sources_the_graver_decides() {
        let low = SeverityCounts {
            low: 3,
            ..SeverityCounts::default()
        };
        let own = PatchCounts {
            critical_noncompliant: 1,
            ..missing(3)
        };
        assert!(gravity(own, low, "LOW").reaches(Level::Critical));
        assert!(gravity(missing(3), low, "HIGH").reaches(Level::High));
        assert!(!gravity(missing(3), low, "LOW").reaches(Level::Medium));

        // Numbers that cannot be are no reason to stop.
        let huge = PatchCounts {
            failed: i32::MAX,
            ..missing(i32::MAX)
        };
        let endless = SeverityCounts {
            critical: i32::MAX,
            high: i32::MAX,
            ..low
        };
        assert!(gravity(huge, endless, "CRITICAL").reaches(Level::Low));

        // A classification is no level.
        let security = PatchCounts {
            security_noncompliant: 3,
            ..missing(3)
        };
        assert!(!gravity(security, low, "LOW").reaches(Level::Critical));
    }
}
