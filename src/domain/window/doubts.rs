//! What a window would take without doing what is meant.

use jiff::{SignedDuration, Timestamp};

use super::definition::{Definition, moment};
use super::task::Task;
use crate::domain::run::amount::Amount;
use crate::domain::schedule::{Recurrence, Schedule, Service};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::count;

/// How long a node is taken to patch, in minutes: what the project reckons with.
const MINUTES_A_NODE: usize = 30;

/// What may not be meant; `at` is the place of the definition.
pub fn doubts(definition: &Definition, at: &Path) -> Vec<Violation> {
    // What surprises of the expression itself is the schedule's to say.
    let mut found: Vec<Violation> = Schedule::read(&definition.schedule, Service::Window)
        .map(|schedule| schedule.doubts())
        .unwrap_or_default()
        .into_iter()
        .map(|doubt| Violation::new(at.key("schedule"), doubt))
        .collect();

    let Some(task) = &definition.task else {
        return found;
    };
    if task.has_hooks_document() {
        let message = "AWS-RunPatchBaselineWithHooks does not run on macOS";
        found.push(Violation::new(at.key("task").key("document"), message));
    }
    found
}

/// Whether a window that is made, or given its schedule, now leaves out the period that runs, because
/// the day of its expression is over although the day with the offset lies ahead (User Guide,
/// "Maintenance window scheduling and active period options").
pub fn leaves_out(definition: &Definition, now: Timestamp) -> Option<String> {
    definition.offset.filter(|days| *days > 0)?;
    // As if it had been made a week ago: no offset is longer, so that nothing was left out then.
    let earlier = now.checked_sub(SignedDuration::from_hours(24 * 7)).ok()?;
    let skipped = recurrence(definition, earlier)?.next_after(now)?;
    let first = recurrence(definition, now)?.next_after(now);
    if first == Some(skipped) {
        return None;
    }

    let opens = first.map_or_else(
        || "and never opens".to_owned(),
        |first| format!("and opens first at {first}"),
    );
    Some(format!(
        "made now, after the day of its schedule, it leaves out {skipped} {opens}"
    ))
}

/// Whether a window that is made, or given its schedule, now does not open at all.
pub fn never_opens(definition: &Definition, now: Timestamp) -> Option<String> {
    let recurrence = recurrence(definition, now)?;
    let told = match recurrence.until {
        Some(until) if until <= now => format!("its end, {until}, is over: it never opens"),
        Some(until) => format!("it never opens before its end, {until}"),
        None => "it never opens: no time of its schedule lies ahead".to_owned(),
    };
    recurrence.next_after(now).is_none().then_some(told)
}

/// When it would open, made at a moment.
fn recurrence(definition: &Definition, created: Timestamp) -> Option<Recurrence> {
    let zone = definition.zone();
    let at = |text: &Option<String>| text.as_deref().and_then(|text| moment(text, &zone));

    Some(Recurrence {
        // Without a schedule that can be read there is nothing to say; that is a mistake, told elsewhere.
        schedule: Schedule::read(&definition.schedule, Service::Window).ok()?,
        offset_days: u8::try_from(definition.offset.unwrap_or_default()).ok()?,
        created,
        from: at(&definition.start_date),
        until: at(&definition.end_date),
        zone: zone.clone(),
    })
}

/// Why so many nodes cannot be done in the time of a window: half an hour a node, so many at once,
/// and nothing is begun after the cutoff.
pub fn too_short(definition: &Definition, task: &Task, nodes: usize) -> Option<String> {
    let at_once = Amount::concurrency(&task.max_concurrency)
        .ok()?
        .at_once(nodes);
    // The cutoff is the end of beginning, not of work: what runs goes on.
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

    #[test]
    fn a_window_that_never_opens_is_told() {
        let mut definition = definition();
        definition.schedule = "cron(0 4 ? * TUE *)".to_owned();
        let now = "2026-02-11T00:00:00Z".parse().expect("a time");
        assert_eq!(never_opens(&definition, now), None);
        for (schedule, end, told) in [
            ("cron(0 4 ? * TUE *)", "2026-02-10T00:00:00Z", "is over"),
            (
                "cron(0 4 ? * TUE *)",
                "2026-02-16T00:00:00Z",
                "before its end",
            ),
            ("cron(0 4 1 1 ? 2026)", "", "no time of its schedule"),
            ("at(2026-02-01T00:00:00)", "", "no time of its schedule"),
        ] {
            definition.schedule = schedule.to_owned();
            definition.end_date = Some(end.to_owned()).filter(|end| !end.is_empty());
            let said = never_opens(&definition, now).expect(schedule);
            assert!(said.contains(told), "{schedule} {end}: {said}");
        }
    }

    #[test]
    fn an_offset_that_comes_too_late_is_told() {
        let mut definition = definition();
        definition.schedule = "cron(0 4 ? * TUE#2 *)".to_owned();
        let at = |text: &str| -> Timestamp { text.parse().expect("a time") };
        let now = at("2026-02-11T00:00:00Z");
        assert_eq!(leaves_out(&definition, now), None);
        definition.offset = Some(3);
        // The second Tuesday, the 10th, is over; the Friday after it is not.
        let told = leaves_out(&definition, now).expect("a period is left out");
        assert!(
            told.contains("2026-02-13T04:00:00Z") && told.contains("2026-03-13T04:00:00Z"),
            "{told}"
        );
        for other in ["2026-02-09T00:00:00Z", "2026-02-14T00:00:00Z"] {
            assert_eq!(leaves_out(&definition, at(other)), None, "{other}");
        }
    }
}
