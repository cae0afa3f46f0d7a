//! Whether a fleet passes a check. It fails closed: what is not known to be good is bad, unless the
//! caller allowed it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::publisher::PublisherLevel;
use super::severity::Level;
use super::sla::{Sla, Undated};
use super::{NodeCompliance, Verdict};

/// How many non-compliant nodes are tolerated.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tolerance {
    /// At most this many nodes.
    Nodes(u64),
    /// At most this share of the nodes in scope, in percent from 0 to 100.
    Percent(f64),
}

impl std::str::FromStr for Tolerance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some(number) = text.strip_suffix('%') else {
            return text.parse().map(Self::Nodes).map_err(|_| bad(text));
        };

        // `inf` and `nan` can be read as numbers too, and lie within no bounds.
        let percent: f64 = number.parse().map_err(|_| bad(text))?;
        if (0.0..=100.0).contains(&percent) {
            Ok(Self::Percent(percent))
        } else {
            Err(format!("`{text}` is not between 0% and 100%"))
        }
    }
}

fn bad(text: &str) -> String {
    format!("`{text}` is neither a number of nodes such as 3 nor a share such as 5%")
}

impl Tolerance {
    /// Whether so many nodes out of all are tolerated.
    pub fn allows(self, nodes: usize, of: usize) -> bool {
        match self {
            Self::Nodes(most) => nodes as u64 <= most,
            #[expect(clippy::cast_precision_loss, reason = "node counts are far below 2^52")]
            Self::Percent(most) => nodes as f64 * 100.0 <= most * of as f64,
        }
    }
}

/// What passes although it is not COMPLIANT. A violation whose level is known is never among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Allowance {
    /// Nodes with verdict STALE.
    Stale,
    /// Nodes with verdict NOT_REPORTED.
    NotReported,
    /// Nodes with verdict UNREACHABLE, but for stopped instances.
    Unreachable,
    /// Instances that EC2 calls stopped or stopping.
    Stopped,
    /// Nodes with verdict UNMANAGED.
    Unmanaged,
    /// Violations without a compliance level or severity, and those that nobody accounts for.
    Unspecified,
    /// With `--sla`, violations whose day of release nobody publishes.
    Undated,
}

impl Allowance {
    /// Every allowance, with the word that is typed.
    pub const NAMES: [(&str, Self); 7] = [
        ("stale", Self::Stale),
        ("not-reported", Self::NotReported),
        ("unreachable", Self::Unreachable),
        ("stopped", Self::Stopped),
        ("unmanaged", Self::Unmanaged),
        ("unspecified", Self::Unspecified),
        ("undated", Self::Undated),
    ];

    /// What of a node that does not violate would have to be allowed, so that it passes.
    fn of(verdict: Verdict, stopped: bool) -> Option<Self> {
        match verdict {
            Verdict::Stale => Some(Self::Stale),
            Verdict::NotReported => Some(Self::NotReported),
            Verdict::Unreachable | Verdict::Unmanaged if stopped => Some(Self::Stopped),
            Verdict::Unreachable => Some(Self::Unreachable),
            Verdict::Unmanaged => Some(Self::Unmanaged),
            Verdict::NonCompliant | Verdict::Compliant | Verdict::Gone => None,
        }
    }
}

impl std::str::FromStr for Allowance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.to_lowercase().replace('_', "-");
        let found = Self::NAMES.into_iter().find(|(name, _)| *name == wanted);
        found.map(|(_, allowance)| allowance).ok_or_else(|| {
            let names = Self::NAMES.map(|(name, _)| name).join(", ");
            format!("`{text}` is none of {names}")
        })
    }
}

/// The rules of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Gate {
    /// From which compliance level on a violation fails a node. Without it and without
    /// `fail_on_severity` every violation does.
    pub fail_on: Option<Level>,
    /// From which severity of the publisher on a violation fails a node.
    pub fail_on_severity: Option<PublisherLevel>,
    /// How many non-compliant nodes are tolerated.
    pub max_noncompliant: Option<Tolerance>,
    /// How long violations have from the day of their release.
    pub sla: Option<Sla>,
    /// What passes although it is not COMPLIANT.
    pub allow: Vec<Allowance>,
    /// For how many seconds a node that is new may be without a report.
    pub grace_seconds: Option<i64>,
    /// Whether a scope without a node passes.
    pub allow_empty: bool,
}

/// Why a node that is not COMPLIANT nevertheless passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Excuse {
    /// Its verdict was allowed, or that it is stopped.
    Allowed,
    /// It is younger than `--grace`, and never reported.
    New,
    /// Its violations are below the level of `--fail-on` or `--fail-on-severity`.
    BelowLevel,
    /// Its violations have no level, which was allowed.
    WithoutLevel,
    /// Its violations are within the times of `--sla`.
    WithinSla,
    /// Exceptions excuse all its violations.
    Exception,
}

impl Excuse {
    /// The word in tables, as in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::New => "new",
            Self::BelowLevel => "below_level",
            Self::WithoutLevel => "without_level",
            Self::WithinSla => "within_sla",
            Self::Exception => "exception",
        }
    }
}

/// The outcome of a check.
#[derive(Debug)]
pub struct GateOutcome<'a> {
    /// Nodes that fail, in the order of the fleet.
    pub failing: Vec<&'a NodeCompliance>,
    /// Nodes that are not COMPLIANT and pass, with the reason.
    pub excused: Vec<(&'a NodeCompliance, Excuse)>,
    /// Whether the non-compliant nodes are within the tolerance, and nothing else fails.
    pub passed: bool,
    /// Failing nodes that reach no level that was asked for, and fail because some of their
    /// violations have none.
    pub without_level: usize,
}

/// How the violations of a node stand to what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Below it, all of them.
    Below,
    /// None reaches it, but some have no level.
    Unknown,
    /// At least one reaches it.
    Reached,
}

impl Gate {
    /// Judges a fleet at a moment. An empty fleet fails: nothing that was looked at is no yes.
    pub fn judge<'a>(&self, fleet: &'a [NodeCompliance], now: Timestamp) -> GateOutcome<'a> {
        let (mut failing, mut excused) = (Vec::new(), Vec::new());
        let others = fleet
            .iter()
            .filter(|node| node.verdict != Verdict::Compliant);
        for node in others {
            match self.excuse(node, now) {
                Some(excuse) => excused.push((node, excuse)),
                None => failing.push(node),
            }
        }

        // Only violations are tolerated by number: a node that is silent may have any.
        let violating = |node: &&&NodeCompliance| node.verdict == Verdict::NonCompliant;
        let noncompliant = failing.iter().filter(violating).count();
        let tolerated = self
            .max_noncompliant
            .is_some_and(|most| most.allows(noncompliant, fleet.len()));
        let within = failing.is_empty() || (tolerated && noncompliant == failing.len());
        let without_level = failing
            .iter()
            .filter(violating)
            .filter(|node| self.standing(node) == Standing::Unknown)
            .count();

        GateOutcome {
            failing,
            excused,
            passed: within && (self.allow_empty || !fleet.is_empty()),
            without_level,
        }
    }

    fn excuse(&self, node: &NodeCompliance, now: Timestamp) -> Option<Excuse> {
        if node.verdict == Verdict::NonCompliant {
            let excuse = self.excuse_violations(node)?;
            // What exceptions and times excuse was reported lately: what a silent node lacks by now
            // nobody knows.
            let needs_report = self.sla.is_some() || node.excused.is_some();
            return (!needs_report || self.passes_otherwise(node)).then_some(excuse);
        }

        let allowance = Allowance::of(node.verdict, node.node.is_stopped())?;
        if self.allow.contains(&allowance) {
            return Some(Excuse::Allowed);
        }
        self.is_new(node, now).then_some(Excuse::New)
    }

    /// Why the violations of a node pass.
    fn excuse_violations(&self, node: &NodeCompliance) -> Option<Excuse> {
        if node.is_wholly_excused() {
            return Some(Excuse::Exception);
        }
        match self.standing(node) {
            Standing::Below if self.sla.is_some() => Some(Excuse::WithinSla),
            Standing::Below => Some(Excuse::BelowLevel),
            Standing::Unknown if self.allows_unknown(node) => Some(Excuse::WithoutLevel),
            Standing::Unknown | Standing::Reached => None,
        }
    }

    /// Whether a node would pass without its violations.
    fn passes_otherwise(&self, node: &NodeCompliance) -> bool {
        let allowance = Allowance::of(node.otherwise, node.node.is_stopped());
        node.otherwise == Verdict::Compliant
            || allowance.is_some_and(|allowance| self.allow.contains(&allowance))
    }

    /// A status that we do not know is no violation without a level: it may mean anything.
    fn allows_unknown(&self, node: &NodeCompliance) -> bool {
        let known = node
            .aws_status()
            .is_none_or(|status| matches!(status, "COMPLIANT" | "NON_COMPLIANT"));
        known && self.allow.contains(&Allowance::Unspecified)
    }

    /// Whether a node never reported because it is too young to have done so. Of one whose age
    /// nobody knows that cannot be said.
    fn is_new(&self, node: &NodeCompliance, now: Timestamp) -> bool {
        let silent = matches!(node.verdict, Verdict::NotReported | Verdict::Unmanaged);
        let age = node
            .node
            .registered_at
            .map(|since| now.duration_since(since));
        // A moment ahead is what clocks are; a day ahead is no age.
        let age = age.filter(|age| age.as_secs() > -300);
        silent
            && age
                .zip(self.grace_seconds)
                .is_some_and(|(age, grace)| age.as_secs() < grace)
    }

    /// By whatever was asked for the worst; without anything every violation counts.
    fn standing(&self, node: &NodeCompliance) -> Standing {
        let asked = [
            self.fail_on.map(|level| level_standing(node, level)),
            self.fail_on_severity
                .map(|severity| severity_standing(node, severity)),
            self.sla.as_ref().map(|_| self.sla_standing(node)),
        ];
        let worst = asked.into_iter().flatten().max();
        worst.unwrap_or_else(|| level_standing(node, Level::default()))
    }

    /// Of a node whose patches nobody read nothing is known to be within its time.
    fn sla_standing(&self, node: &NodeCompliance) -> Standing {
        let undated = if self.allow.contains(&Allowance::Undated) {
            Undated::Pass
        } else {
            Undated::Fail
        };
        match &node.due {
            Some(due) if due.is_kept(undated) => Standing::Below,
            _ => Standing::Reached,
        }
    }
}

fn level_standing(node: &NodeCompliance, level: Level) -> Standing {
    let gravity = node.gravity();
    standing(gravity.reaches(level), gravity.without_level > 0)
}

/// Of a node whose patches nobody read no severity is known.
fn severity_standing(node: &NodeCompliance, level: PublisherLevel) -> Standing {
    match &node.publisher_severities {
        Some(counts) => standing(counts.reaches(level), counts.unknown > 0),
        None => Standing::Unknown,
    }
}

const fn standing(reached: bool, unknown: bool) -> Standing {
    match (reached, unknown) {
        (true, _) => Standing::Reached,
        (false, true) => Standing::Unknown,
        (false, false) => Standing::Below,
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::domain::compliance::publisher::PublisherCounts;
    use crate::domain::compliance::severity::SeverityCounts;
    use crate::domain::compliance::tests::{aws, judge, missing, now, report, standard};
    use crate::domain::fleet::node::{Existence, Outside};

    fn violating(counts: SeverityCounts) -> NodeCompliance {
        judge(
            "Online",
            Some(report(1, missing(1))),
            Some(super::super::AwsSummary {
                noncompliant: counts,
                ..aws("NON_COMPLIANT")
            }),
        )
    }

    fn fleet() -> Vec<NodeCompliance> {
        let clean = super::super::PatchCounts::default();
        vec![
            judge("Online", Some(report(1, clean)), Some(aws("COMPLIANT"))),
            violating(SeverityCounts {
                critical: 1,
                ..SeverityCounts::default()
            }),
            violating(SeverityCounts {
                unspecified: 3,
                ..SeverityCounts::default()
            }),
            judge("Online", Some(report(999, clean)), Some(aws("COMPLIANT"))),
            judge("Online", None, None),
        ]
    }

    fn judged<'a>(gate: &Gate, fleet: &'a [NodeCompliance]) -> GateOutcome<'a> {
        gate.judge(fleet, now())
    }

    #[test]
    fn everything_that_is_not_compliant_fails_by_default_and_so_does_nothing() {
        let (fleet, gate) = (fleet(), Gate::default());
        let outcome = judged(&gate, &fleet);
        assert_eq!((outcome.failing.len(), outcome.passed), (4, false));
        assert!(judged(&gate, &fleet[..1]).passed);
        assert!(!judged(&gate, &[]).passed);
        let allow_empty = Gate {
            allow_empty: true,
            ..Gate::default()
        };
        assert!(judged(&allow_empty, &[]).passed);
        assert!(!judged(&allow_empty, &fleet).passed);
    }

    #[test]
    fn a_level_excuses_lesser_violations_but_not_unknown_ones() {
        let gate = Gate {
            fail_on: Some(Level::High),
            ..Gate::default()
        };
        let low = SeverityCounts {
            low: 1,
            ..SeverityCounts::default()
        };
        let mut nodes = fleet();
        let outcome = judged(&gate, &nodes);
        assert_eq!((outcome.failing.len(), outcome.without_level), (4, 1));

        nodes[2] = violating(low);
        let outcome = judged(&gate, &nodes);
        assert_eq!((outcome.failing.len(), outcome.without_level), (3, 0));
        assert_eq!(outcome.excused[0].1, Excuse::BelowLevel);

        // Counts by level that are absent or all zero say nothing.
        nodes[2].aws = None;
        assert_eq!(judged(&gate, &nodes).failing.len(), 4);
        nodes[2].aws = Some(aws("NON_COMPLIANT"));
        assert_eq!(judged(&gate, &nodes).failing.len(), 4);
    }

    #[test]
    fn what_has_no_level_is_permitted_only_by_name_and_never_beside_what_has_one() {
        let gate = |level| Gate {
            fail_on: level,
            allow: vec![Allowance::Unspecified],
            ..Gate::default()
        };
        let nodes = fleet();
        for level in [None, Some(Level::Any), Some(Level::Critical)] {
            let gate = gate(level);
            let outcome = judged(&gate, &nodes[1..3]);
            assert_eq!(outcome.failing.len(), 1, "{level:?}");
            assert_eq!(outcome.excused[0].1, Excuse::WithoutLevel);
        }

        let strange = judge("Online", Some(report(1, missing(1))), Some(aws("NEW_WORD")));
        assert!(!judged(&gate(None), &[strange]).passed);
    }

    #[test]
    fn severities_of_publishers_are_another_scale() {
        let gate = |fail_on| Gate {
            fail_on,
            fail_on_severity: Some(PublisherLevel::Important),
            ..Gate::default()
        };
        let counts = |important, low, unknown| PublisherCounts {
            important,
            low,
            unknown,
            ..PublisherCounts::default()
        };
        let mut node = violating(SeverityCounts {
            critical: 1,
            ..SeverityCounts::default()
        });
        assert!(
            !judged(&gate(None), &[node.clone()]).passed,
            "nobody read the patches"
        );

        for (found, passed) in [
            (counts(0, 3, 0), true),
            (counts(1, 0, 0), false),
            (counts(0, 3, 1), false),
        ] {
            node.publisher_severities = Some(found);
            assert_eq!(
                judged(&gate(None), &[node.clone()]).passed,
                passed,
                "{found:?}"
            );
        }
        // Asked for both, the graver decides.
        node.publisher_severities = Some(counts(0, 3, 0));
        assert!(!judged(&gate(Some(Level::Critical)), &[node]).passed);
    }

    #[test]
    fn allowing_never_covers_a_violation_and_tolerance_never_covers_the_rest() {
        let fleet = fleet();
        let allow = Allowance::NAMES.map(|(_, allowance)| allowance).to_vec();
        let gate = Gate {
            allow: allow.clone(),
            ..Gate::default()
        };
        assert_eq!(judged(&gate, &fleet).failing.len(), 1);
        let tolerant = Gate {
            max_noncompliant: Some(Tolerance::Nodes(2)),
            ..Gate::default()
        };
        assert!(
            !judged(&tolerant, &fleet).passed,
            "a stale node is not covered by --max-noncompliant"
        );
        assert!(judged(&Gate { allow, ..tolerant }, &fleet).passed);
    }

    #[test]
    fn stopped_is_allowed_apart_from_unreachable() {
        let mut stopped = judge("", Some(report(1, missing(2))), None);
        stopped.node.outside = Some(Outside {
            existence: Existence::There,
            ec2_state: Some("stopped".into()),
            why: "EC2 says stopped".into(),
        });
        stopped.judge(None, standard());
        assert_eq!(stopped.verdict, Verdict::Unreachable);
        let allowing = |allowance| Gate {
            allow: vec![allowance],
            ..Gate::default()
        };
        let fleet = [stopped];
        assert!(judged(&allowing(Allowance::Stopped), &fleet).passed);
        assert!(!judged(&allowing(Allowance::Unreachable), &fleet).passed);
    }

    #[test]
    fn a_new_node_has_a_grace_and_one_of_unknown_age_has_none() {
        let gate = Gate {
            grace_seconds: Some(3600),
            ..Gate::default()
        };
        let mut node = judge("Online", None, None);
        assert!(!judged(&gate, &[node.clone()]).passed);
        for (minutes, passed) in [(10, true), (70, false), (-2, true), (-60, false)] {
            node.node.registered_at = Some(now() - SignedDuration::from_mins(minutes));
            assert_eq!(judged(&gate, &[node.clone()]).passed, passed, "{minutes}");
        }

        // One that reported is judged by its report, however young it is.
        let mut stale = judge("Online", Some(report(999, missing(0))), None);
        stale.node.registered_at = Some(now());
        assert!(!judged(&gate, &[stale]).passed);
    }

    #[test]
    fn tolerance_is_inclusive_and_a_share_is_of_the_nodes_in_scope() {
        let tolerance = |text: &str| text.parse::<Tolerance>().expect("a tolerance");
        assert!(tolerance("2").allows(2, 5) && !tolerance("2").allows(3, 5));
        assert!(tolerance("40%").allows(2, 5) && !tolerance("39.9%").allows(2, 5));
        assert!(tolerance("0").allows(0, 5) && !tolerance("0%").allows(1, 5));
        for bad in ["", "-1", "101%", "1.5", "%", "x"] {
            assert!(bad.parse::<Tolerance>().is_err(), "{bad}");
        }
    }
}
