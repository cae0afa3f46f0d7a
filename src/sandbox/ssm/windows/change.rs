//! Windows, as they are created, changed and deleted.

use std::sync::Arc;

use serde_json::{Value, json};

use super::check::check;
use super::common::{
    CLIENT_TOKEN, DESCRIPTION, NAME, REPLACE, WINDOW_ID, change_named, check_replace,
    limit_exceeded, made_before, sent, stored, token, updated, with,
};
use crate::domain::id::Scope;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text};
use crate::sandbox::derive;
use crate::sandbox::ssm::shapes::{TAGS, read_tags};
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::tags::Tags;
use crate::sandbox::world::windows::{Members, Window};

/// The most windows per account and Region (AWS General Reference, quotas of Systems Manager).
const MOST: usize = 50;

const SCHEDULE: Shape = Shape::text(1, 256);
const DURATION: Shape = Shape::Number { min: 1, max: 24 };
const CUTOFF: Shape = Shape::Number { min: 0, max: 23 };
const OFFSET: Member = Member::optional("ScheduleOffset", Shape::Number { min: 1, max: 6 });
const START: Member = Member::optional("StartDate", Shape::TEXT);
const END: Member = Member::optional("EndDate", Shape::TEXT);
const ZONE: Member = Member::optional("ScheduleTimezone", Shape::TEXT);

static CREATE: [Member; 12] = [
    Member::required("Name", NAME),
    DESCRIPTION,
    START,
    END,
    Member::required("Schedule", SCHEDULE),
    ZONE,
    OFFSET,
    Member::required("Duration", DURATION),
    Member::required("Cutoff", CUTOFF),
    Member::required("AllowUnassociatedTargets", Shape::Flag),
    CLIENT_TOKEN,
    Member::optional("Tags", TAGS),
];
static UPDATE: [Member; 13] = [
    WINDOW_ID,
    Member::optional("Name", NAME),
    DESCRIPTION,
    START,
    END,
    Member::optional("Schedule", SCHEDULE),
    ZONE,
    OFFSET,
    Member::optional("Duration", DURATION),
    Member::optional("Cutoff", CUTOFF),
    Member::optional("AllowUnassociatedTargets", Shape::Flag),
    Member::optional("Enabled", Shape::Flag),
    REPLACE,
];
/// What `Replace` asks of `UpdateMaintenanceWindow` besides.
static REPLACED: [Member; 5] = [
    Member::required("Name", NAME),
    Member::required("Schedule", SCHEDULE),
    Member::required("Duration", DURATION),
    Member::required("Cutoff", CUTOFF),
    Member::required("AllowUnassociatedTargets", Shape::Flag),
];
static DELETE: [Member; 1] = [WINDOW_ID];

/// The members that both operations set.
const SETTABLE: [&str; 10] = [
    "Name",
    "Description",
    "StartDate",
    "EndDate",
    "Schedule",
    "ScheduleTimezone",
    "ScheduleOffset",
    "Duration",
    "Cutoff",
    "AllowUnassociatedTargets",
];

/// What says when a window opens.
const TIMING: [&str; 5] = [
    "StartDate",
    "EndDate",
    "Schedule",
    "ScheduleTimezone",
    "ScheduleOffset",
];

/// Names are not unique: only the token makes a second call the same.
pub(in crate::sandbox::ssm) fn create_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &CREATE)?;
    let members = sent(&call.input, &SETTABLE);
    check(&members)?;
    let tags = read_tags(items(&call.input, "Tags"))?;
    let id = call.change(|world| create(call, world, members, tags))?;
    write(&json!({ "WindowId": id }))
}

fn create(
    call: &Call<'_>,
    world: &World,
    mut members: Members,
    tags: Tags,
) -> Result<(String, Vec<Document>), WireError> {
    // A second call with the token makes nothing, also when the limit was reached since.
    let token = token(&call.input);
    let windows = world.maintenance_windows(&call.scope);
    let there = windows.iter().map(Arc::as_ref);
    let known = made_before(token.as_ref(), there, |window| window.token.as_ref())?;
    if let Some(window) = known {
        return Ok((window.id.clone(), Vec::new()));
    }
    if windows.len() >= MOST {
        return Err(limit_exceeded(format!(
            "The limit of {MOST} maintenance windows per account and Region is exceeded."
        )));
    }

    members.insert("Enabled".to_owned(), Value::Bool(true));
    // A number that is never used again, so that no id comes back after a deletion.
    let number = world.next_window(&call.scope);
    let window = Window {
        id: id_of(&call.scope, number),
        number,
        created: call.now,
        modified: call.now,
        scheduled: call.now,
        first: None,
        members,
        tags,
        token,
        targets: Vec::new(),
        tasks: Vec::new(),
        count: 0,
    };
    Ok((window.id.clone(), vec![stored(call, &window)]))
}

fn id_of(scope: &Scope, number: u64) -> String {
    let parts = [
        "created window",
        scope.account.as_str(),
        scope.region.as_str(),
        &number.to_string(),
    ];
    format!("mw-0{}", derive::hex_id(&parts, 16))
}

/// Members that are not sent stay; with `Replace` they are gone.
pub(in crate::sandbox::ssm) fn update_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE)?;
    check_replace(call, &REPLACED)?;

    let (id, members) = change_named(call, |_, window| {
        let mut after = updated(&window.members, &call.input, &SETTABLE);
        // Not among what a creation takes: without a word a window stays as it is.
        after.extend(sent(&call.input, &["Enabled"]));
        check(&after)?;

        // A rate is counted, and an offset judged, from when the schedule was given.
        if TIMING
            .iter()
            .any(|name| after.get(*name) != window.members.get(*name))
        {
            window.scheduled = call.now;
            window.first = None;
        }
        window.members = after;
        window.modified = call.now;
        Ok((window.id.clone(), window.members.clone()))
    })?;
    write(&with(members, json!({ "WindowId": id })))
}

/// The model has no error for a window that is not there: a second deletion succeeds. This is
/// unverified.
pub(in crate::sandbox::ssm) fn delete_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DELETE)?;
    let id = text(&call.input, "WindowId");
    call.change(|world| {
        let window = world.maintenance_window(&call.scope, id);
        let gone = window.map(|_| Document::of(Kind::Window, &call.scope, id, &None::<Window>));
        Ok(((), gone.into_iter().collect()))
    })?;
    write(&json!({ "WindowId": id }))
}
