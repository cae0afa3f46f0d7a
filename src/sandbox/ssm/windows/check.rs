//! What the model leaves to the documentation: the schedule of a window, and its hours. The
//! sentences are unverified; that a wrong schedule comes as a `ValidationException` is inferred, for
//! the model of `CreateMaintenanceWindow` has no error for it.

use crate::domain::schedule::{self, Schedule, Service};
use crate::sandbox::wire::WireError;
use crate::sandbox::world::windows::{Members, moment, zone_of};

/// Checks the members of a window together: an update may send only one of two that must agree.
pub(super) fn check(members: &Members) -> Result<(), WireError> {
    // After an update all members are looked at: one of two that must agree may be old.
    let text = |name: &str| members.get(name).and_then(serde_json::Value::as_str);
    let number = |name: &str| members.get(name).and_then(serde_json::Value::as_i64);
    let (duration, cutoff) = (number("Duration"), number("Cutoff"));
    if cutoff >= duration {
        return Err(refused(
            "Cutoff must be less than Duration: no task could ever start.",
        ));
    }

    if let Some(name) = text("ScheduleTimezone") {
        schedule::zone(name).map_err(|why| refused(&format!("Invalid ScheduleTimezone: {why}")))?;
    }
    let schedule = Schedule::read(text("Schedule").unwrap_or_default(), Service::Window)
        .map_err(|why| refused(&format!("Invalid Schedule: {why}")))?;
    if number("ScheduleOffset").is_some() && !schedule.is_cron() {
        return Err(refused(
            "ScheduleOffset is supported for cron expressions only.",
        ));
    }
    check_dates(members)
}

fn check_dates(members: &Members) -> Result<(), WireError> {
    let zone = zone_of(members);
    let mut dates = Vec::new();
    for name in ["StartDate", "EndDate"] {
        let Some(text) = members.get(name).and_then(serde_json::Value::as_str) else {
            continue;
        };
        let Some(at) = moment(text, &zone) else {
            let message = format!("{name} {text} is not a date in ISO-8601 extended format.");
            return Err(refused(&message));
        };
        dates.push(at);
    }

    // Both, in this order, or one alone.
    match dates[..] {
        [start, end] if end <= start => Err(refused("EndDate must be after StartDate.")),
        _ => Ok(()),
    }
}

fn refused(message: &str) -> WireError {
    WireError::validation(message)
}
