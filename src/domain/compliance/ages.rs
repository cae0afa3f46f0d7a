//! How many reports are how old.

use super::NodeCompliance;

/// The upper ends of the groups in days, with their names; what is older has a group of its own.
const GROUPS: [(i64, &str); 6] = [
    (1, "<1d"),
    (3, "1-3d"),
    (7, "3-7d"),
    (14, "7-14d"),
    (30, "14-30d"),
    (90, "30-90d"),
];
const OLDER: &str = ">90d";
/// There is a report, and no time in it that proves anything.
const UNKNOWN: &str = "no time";
const NEVER: &str = "never";

const DAY: i64 = 24 * 60 * 60;

/// The nodes whose last report has some age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeGroup {
    /// The age in short.
    pub name: &'static str,
    /// How many nodes.
    pub nodes: usize,
}

/// Counts nodes by the age of their reports, the freshest first; every node is in one group. Groups
/// without a node are there too, so that a gap is seen as one.
pub fn groups(fleet: &[NodeCompliance]) -> Vec<AgeGroup> {
    let names = GROUPS.iter().map(|(_, name)| *name);
    let names = names.chain([OLDER, UNKNOWN, NEVER]);
    let mut groups: Vec<AgeGroup> = names.map(|name| AgeGroup { name, nodes: 0 }).collect();

    for node in fleet {
        let name = name(node);
        for group in groups.iter_mut().filter(|group| group.name == name) {
            group.nodes += 1;
        }
    }
    groups
}

fn name(node: &NodeCompliance) -> &'static str {
    // AWS's own word alone is a report too, of which it may know the time.
    if node.report.is_none() && node.aws.is_none() {
        return NEVER;
    }
    let Some(age) = node.age_seconds else {
        return UNKNOWN;
    };

    let group = GROUPS.iter().find(|(days, _)| age < days * DAY);
    group.map_or(OLDER, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::tests::{aws, judge, missing, report};

    #[test]
    fn every_node_is_in_one_group() {
        let aged = |hours| {
            judge(
                "Online",
                Some(report(hours, missing(0))),
                Some(aws("COMPLIANT")),
            )
        };
        let fleet = [
            aged(1),
            aged(23),
            aged(24),
            aged(24 * 90),
            aged(-24),
            judge("Online", None, None),
        ];
        let found = groups(&fleet);
        let told: Vec<_> = found
            .iter()
            .filter(|group| group.nodes > 0)
            .map(|group| (group.name, group.nodes))
            .collect();
        assert_eq!(told[..2], [("<1d", 2), ("1-3d", 1)]);
        assert_eq!(found.iter().map(|group| group.nodes).sum::<usize>(), 6);
        assert!(told.contains(&(">90d", 1)) && told.contains(&("never", 1)));
    }
}
