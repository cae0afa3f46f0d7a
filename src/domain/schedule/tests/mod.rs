//! Schedules: forms, runs, random ones, and Patch Tuesday.

mod forms;
mod patch_tuesday;
mod random;
mod runs;

use jiff::Timestamp;

use super::{Recurrence, Schedule, Service};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

fn recurrence(text: &str, service: Service, zone: &str, created: &str) -> Recurrence {
    Recurrence {
        schedule: Schedule::read(text, service).unwrap_or_else(|why| panic!("{why}")),
        zone: super::zone(zone).unwrap_or_else(|why| panic!("{why}")),
        offset_days: 0,
        created: at(created),
        from: None,
        until: None,
    }
}

fn window(text: &str, zone: &str, created: &str) -> Recurrence {
    recurrence(text, Service::Window, zone, created)
}

fn runs(of: &Recurrence, after: &str, number: usize) -> Vec<String> {
    let runs = of.runs_after(at(after)).take(number);
    runs.map(|run| run.to_string()).collect()
}
