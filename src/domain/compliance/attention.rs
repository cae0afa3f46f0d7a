//! Which nodes need a person, and which of them first.

use super::{NodeCompliance, Verdict};

/// The nodes that are not COMPLIANT, the worst verdict first; within a verdict they stay in their
/// order.
pub fn first(fleet: &[NodeCompliance]) -> Vec<&NodeCompliance> {
    let nodes = fleet.iter();
    let mut nodes: Vec<_> = nodes
        .filter(|node| node.verdict != Verdict::Compliant)
        .collect();
    nodes.sort_by_key(|node| node.verdict);
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::tests::{aws, judge, missing, report};

    #[test]
    fn the_worst_come_first_and_the_good_not_at_all() {
        let fleet = [
            judge("Online", None, None),
            judge(
                "Online",
                Some(report(1, missing(0))),
                Some(aws("COMPLIANT")),
            ),
            judge(
                "Online",
                Some(report(1, missing(3))),
                Some(aws("NON_COMPLIANT")),
            ),
        ];
        let verdicts: Vec<_> = first(&fleet).iter().map(|node| node.verdict).collect();
        assert_eq!(verdicts, [Verdict::NonCompliant, Verdict::NotReported]);
    }
}
