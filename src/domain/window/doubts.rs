//! What a window would take without doing what is meant.

use super::{Definition, Task};
use crate::domain::run::amount::Amount;
use crate::domain::schedule::{Schedule, Service};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::count;

/// How long a node is taken to patch, in minutes: what the project reckons with.
const MINUTES_A_NODE: usize = 30;

/// What may not be meant; `at` is the place of the definition.
pub fn doubts(definition: &Definition, at: &Path) -> Vec<Violation> {
    let mut found: Vec<Violation> = Schedule::read(&definition.schedule, Service::Window)
        .map(|schedule| schedule.doubts())
        .unwrap_or_default()
        .into_iter()
        .map(|doubt| Violation::new(at.key("schedule"), doubt))
        .collect();

    if definition.offset.is_some() {
        // User Guide, "Maintenance window scheduling and active period options".
        let message = "made or changed after this period's day, it leaves the whole period out, although the day with the offset lies ahead";
        found.push(Violation::new(at.key("offset"), message));
    }
    let Some(task) = &definition.task else {
        return found;
    };
    if task.has_hooks_document() {
        let message = "AWS-RunPatchBaselineWithHooks does not run on macOS";
        found.push(Violation::new(at.key("task").key("document"), message));
    }
    if task.service_role_arn.is_none() {
        let message = "without a role the service-linked one sends the commands; AWS recommends one of your own";
        found.push(Violation::new(
            at.key("task").key("service_role_arn"),
            message,
        ));
    }
    found
}

/// Why so many nodes cannot be done in the time of a window: half an hour a node, so many at once,
/// and nothing is begun after the cutoff.
pub fn too_short(definition: &Definition, task: &Task, nodes: usize) -> Option<String> {
    let at_once = Amount::concurrency(&task.max_concurrency)
        .ok()?
        .at_once(nodes);
    let hours = definition.duration.saturating_sub(definition.cutoff) as usize;
    let rounds = nodes.div_ceil(at_once.max(1));
    let needed = rounds * MINUTES_A_NODE;
    (nodes > 0 && needed > hours * 60).then(|| {
        format!(
            "{}, {at_once} at once and half an hour each, take {}, and tasks begin in {} only ({} h less the cutoff)",
            count(nodes, "node"),
            in_hours(needed),
            in_hours(hours * 60),
            definition.duration
        )
    })
}

fn in_hours(minutes: usize) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::tests::{definition, task};
    use super::*;

    #[test]
    fn nodes_that_cannot_be_done_in_time_are_reckoned() {
        let mut definition = definition();
        (definition.duration, definition.cutoff) = (4, 1);
        let with = |concurrency: &str| Task {
            max_concurrency: concurrency.to_owned(),
            ..task()
        };
        // Three hours are six rounds.
        assert_eq!(too_short(&definition, &with("10"), 60), None);
        let told = too_short(&definition, &with("10"), 61).expect("one round too many");
        assert!(
            told.contains("61 nodes, 10 at once") && told.contains("3 h 30 min"),
            "{told}"
        );
        assert_eq!(too_short(&definition, &with("20%"), 100), None);
        assert!(too_short(&definition, &with("10%"), 100).is_some());
        assert_eq!(too_short(&definition, &with("1"), 0), None);
    }
}
