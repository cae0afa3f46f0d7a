//! Associations that can be at work on a node at the same time: State Manager lets the earlier of two
//! time out, whatever it was at (User Guide, "About State Manager").

use jiff::Timestamp;
use serde::Serialize;

use super::Method;
use crate::domain::association::meeting::meet;
use crate::domain::id::Scope;

/// Two associations that meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// Both, in words.
    pub who: [String; 2],
    /// When that is first.
    pub at: Timestamp,
    /// On how many nodes.
    pub nodes: usize,
}

/// The pairs of associations that meet on some node after a moment.
pub fn meetings(methods: &[Method], now: Timestamp) -> Vec<Meeting> {
    let associations: Vec<&Method> = methods
        .iter()
        .filter(|one| one.recurrence.is_some())
        .collect();
    let mut found = Vec::new();
    for (index, first) in associations.iter().enumerate() {
        for second in &associations[index + 1..] {
            found.extend(meeting(first, second, now));
        }
    }
    found
}

fn meeting(first: &Method, second: &Method, now: Timestamp) -> Option<Meeting> {
    let (a, b) = (first.nodes.as_ref()?, second.nodes.as_ref()?);
    let nodes = a.intersection(b).count();
    if first.scope != second.scope || nodes == 0 {
        return None;
    }
    let at = meet(first.recurrence.as_ref()?, second.recurrence.as_ref()?, now)?;
    let who = [first, second].map(|one| format!("{} ({})", one.who(), one.options.in_words()));
    Some(Meeting {
        scope: first.scope.clone(),
        who,
        at,
        nodes,
    })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::By;
    use super::super::tests::method;
    use super::*;
    use crate::domain::schedule::{Recurrence, Schedule, Service};

    #[test]
    fn only_associations_of_one_node_meet() {
        let now = "2026-11-02T00:00:00Z".parse().expect("a time");
        let at = |name: &str, schedule: &str, node: &str| Method {
            recurrence: Some(Recurrence {
                schedule: Schedule::read(schedule, Service::Association).expect("a schedule"),
                zone: TimeZone::UTC,
                offset_days: 0,
                created: now,
                from: None,
                until: None,
            }),
            ..method(By::Association, name, &[node])
        };
        let one = "i-00000000000000001";
        let methods = [
            at("a", "cron(0 2 * * ? *)", one),
            at("b", "cron(0 4 ? * SUN *)", one),
            at("c", "cron(0 2 * * ? *)", "i-00000000000000002"),
            at("d", "cron(0 12 * * ? *)", one),
            method(By::Window, "w", &[one]),
        ];
        let found = meetings(&methods, now);
        let [meeting] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(
            meeting.who,
            ["association a (scan)", "association b (scan)"]
        );
        assert_eq!(meeting.at.to_string(), "2026-11-08T04:00:00Z");
    }
}
