//! Whether a fleet passes a check. It fails closed: what is not known to be good is bad, unless the
//! caller allowed it.

use serde::{Deserialize, Serialize};

use super::severity::Level;
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

/// The rules of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Gate {
    /// From which compliance level on a violation fails a node.
    pub fail_on: Level,
    /// How many non-compliant nodes are tolerated.
    pub max_noncompliant: Option<Tolerance>,
    /// Verdicts that pass although they are not COMPLIANT; never NON_COMPLIANT.
    pub allow: Vec<Verdict>,
}

/// Why a node that is not COMPLIANT nevertheless passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Excuse {
    /// Its verdict was allowed.
    Allowed,
    /// Its violations are below the level of `--fail-on`.
    BelowLevel,
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
    /// Non-compliant nodes that only have violations without a compliance level, and were excused
    /// for it.
    pub without_level: usize,
}

impl Gate {
    /// Judges a fleet. An empty fleet passes: nothing in scope is not COMPLIANT.
    pub fn judge<'a>(&self, fleet: &'a [NodeCompliance]) -> GateOutcome<'a> {
        let mut failing = Vec::new();
        let mut excused = Vec::new();

        for node in fleet
            .iter()
            .filter(|node| node.verdict != Verdict::Compliant)
        {
            match self.excuse(node) {
                Some(excuse) => excused.push((node, excuse)),
                None => failing.push(node),
            }
        }

        // Only violations are tolerated by number: a node that is silent may have any.
        let noncompliant = failing
            .iter()
            .filter(|node| node.verdict == Verdict::NonCompliant)
            .count();
        let tolerated = self
            .max_noncompliant
            .is_some_and(|most| most.allows(noncompliant, fleet.len()));
        let passed = failing.is_empty() || (tolerated && noncompliant == failing.len());
        let without_level = excused
            .iter()
            .filter(|(node, excuse)| *excuse == Excuse::BelowLevel && lacks_level(node))
            .count();

        GateOutcome {
            failing,
            excused,
            passed,
            without_level,
        }
    }

    fn excuse(&self, node: &NodeCompliance) -> Option<Excuse> {
        if node.verdict == Verdict::NonCompliant {
            return self.is_below_level(node).then_some(Excuse::BelowLevel);
        }
        self.allow
            .contains(&node.verdict)
            .then_some(Excuse::Allowed)
    }

    /// Without AWS's counts by level it is not known how grave the violations are, so that they
    /// fail.
    fn is_below_level(&self, node: &NodeCompliance) -> bool {
        self.fail_on != Level::Any
            && node.aws.as_ref().is_some_and(|aws| {
                aws.noncompliant.total() > 0 && aws.noncompliant.at_least(self.fail_on) == 0
            })
    }
}

fn lacks_level(node: &NodeCompliance) -> bool {
    node.aws
        .as_ref()
        .is_some_and(|aws| aws.noncompliant.unspecified > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::severity::SeverityCounts;
    use crate::domain::compliance::tests::{aws, judge, missing, report};

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

    #[test]
    fn everything_that_is_not_compliant_fails_by_default() {
        let fleet = fleet();
        let outcome = Gate::default().judge(&fleet);
        assert_eq!((outcome.failing.len(), outcome.passed), (4, false));
        assert!(Gate::default().judge(&fleet[..1]).passed);
        assert!(Gate::default().judge(&[]).passed);
    }

    #[test]
    fn a_level_excuses_lesser_violations_but_not_unknown_ones() {
        let gate = Gate {
            fail_on: Level::High,
            ..Gate::default()
        };
        let mut nodes = fleet();
        let outcome = gate.judge(&nodes);
        assert_eq!((outcome.failing.len(), outcome.without_level), (3, 1));
        nodes[2].aws = None;
        assert_eq!(
            gate.judge(&nodes).failing.len(),
            4,
            "without counts by level the node fails"
        );
        nodes[1].aws = Some(aws("NON_COMPLIANT"));
        assert_eq!(
            gate.judge(&nodes).failing.len(),
            4,
            "counts that are all zero say nothing"
        );
    }

    #[test]
    fn allowing_never_covers_a_violation_and_tolerance_never_covers_the_rest() {
        let fleet = fleet();
        let allow = vec![
            Verdict::Stale,
            Verdict::NotReported,
            Verdict::Unreachable,
            Verdict::NonCompliant,
        ];
        let gate = Gate {
            allow: allow.clone(),
            ..Gate::default()
        };
        assert_eq!(gate.judge(&fleet).failing.len(), 2);
        let tolerant = Gate {
            max_noncompliant: Some(Tolerance::Nodes(2)),
            ..Gate::default()
        };
        assert!(
            !tolerant.judge(&fleet).passed,
            "a stale node is not covered by --max-noncompliant"
        );
        assert!(Gate { allow, ..tolerant }.judge(&fleet).passed);
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
