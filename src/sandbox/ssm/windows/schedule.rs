//! `DescribeMaintenanceWindowSchedule`: when windows open.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::common::{ID_PATTERN, RESOURCE_TYPE, named};
use super::describe::for_targets;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::ssm::baselines::answer;
use crate::sandbox::ssm::shapes::{NEXT_TOKEN, PATCH_FILTERS, max_results};
use crate::sandbox::ssm::targets;
use crate::sandbox::wire::{Answer, WireError};
use crate::sandbox::world::windows::Window;

/// How many times of one window are listed; where AWS ends is not documented.
const TIMES: usize = 100;

static SCHEDULE: [Member; 6] = [
    Member::optional("WindowId", Shape::pattern(20, 20, ID_PATTERN)),
    Member::optional("Targets", targets::TARGETS),
    Member::optional("ResourceType", RESOURCE_TYPE),
    PATCH_FILTERS,
    max_results(1, i64::MAX),
    NEXT_TOKEN,
];

/// Of one window, of those for some targets, or of all; the nearest time first.
pub(in crate::sandbox::ssm) fn describe_maintenance_window_schedule(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &SCHEDULE)?;
    // What is over is never listed, whatever the filters ask for.
    let bounds = bounds(call)?;
    let mut runs: Vec<(Timestamp, Arc<Window>)> = Vec::new();
    for window in windows(call)? {
        let from = bounds.0.map_or(call.now, |after| after.max(call.now));
        let times = window.runs_after(from, TIMES).into_iter();
        let times = times.take_while(|at| bounds.1.is_none_or(|before| *at < before));
        runs.extend(times.map(|at| (at, Arc::clone(&window))));
    }
    runs.sort_by_key(|(at, window)| (*at, window.number));

    let (page, next_token) = paging::cut(call, &runs, 50, usize::MAX, "ValidationException")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|(at, window)| {
            json!({
                "WindowId": window.id,
                "Name": window.name(),
                "ExecutionTime": window.written(*at),
            })
        })
        .collect();
    answer("ScheduledWindowExecutions", &rows, next_token)
}

fn windows(call: &Call<'_>) -> Result<Vec<Arc<Window>>, WireError> {
    let one = !text(&call.input, "WindowId").is_empty();
    let some = !items(&call.input, "Targets").is_empty();
    let typed = !text(&call.input, "ResourceType").is_empty();

    // Whether AWS takes both together is unverified.
    match (one, some || typed) {
        (true, true) => Err(WireError::validation(
            "Specify either WindowId, or Targets with ResourceType.",
        )),
        (true, false) => Ok(vec![named(call, &call.snapshot.world)?]),
        (false, false) => Ok(call.snapshot.world.maintenance_windows(&call.scope)),
        (false, true) if some && typed => for_targets(call),
        (false, true) => Err(WireError::validation(
            "Targets and ResourceType must be specified together.",
        )),
    }
}

/// After which moment, and before which.
fn bounds(call: &Call<'_>) -> Result<(Option<Timestamp>, Option<Timestamp>), WireError> {
    // Each of the two keys takes one time; the last of several would win without a word.
    let mut bounds = (None, None);

    for filter in items(&call.input, "Filters") {
        let values = texts(filter, "Values");
        let [text_value] = values[..] else {
            return Err(WireError::validation("A filter by time takes one value."));
        };
        let at: Timestamp = text_value.parse().map_err(|_| {
            WireError::validation(format!("{text_value} is not a time in ISO-8601 format."))
        })?;
        match text(filter, "Key") {
            "ScheduledAfter" => bounds.0 = Some(at),
            "ScheduledBefore" => bounds.1 = Some(at),
            key => {
                let message = format!("The filter key {key} is not valid.");
                return Err(WireError::validation(message));
            }
        }
    }
    Ok(bounds)
}
