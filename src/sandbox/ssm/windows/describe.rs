//! Windows, as they are listed and read, and by what they are for.

use std::sync::Arc;

use serde_json::{Value, json};

use super::common::{FILTERS, RESOURCE_TYPE, WINDOW_ID, filtered, named, only, with};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::ssm::baselines::answer;
use crate::sandbox::ssm::shapes::{NEXT_TOKEN, max_results};
use crate::sandbox::ssm::targets;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::windows::{Members, Registered, Window};

static GET: [Member; 1] = [WINDOW_ID];
static LIST: [Member; 3] = [FILTERS, max_results(10, 100), NEXT_TOKEN];
static FOR_TARGET: [Member; 4] = [
    Member::required("Targets", targets::TARGETS),
    Member::required("ResourceType", RESOURCE_TYPE),
    max_results(1, i64::MAX),
    NEXT_TOKEN,
];

/// The members that `MaintenanceWindowIdentity` has.
const IDENTITY: [&str; 10] = [
    "Name",
    "Description",
    "Enabled",
    "Duration",
    "Cutoff",
    "Schedule",
    "ScheduleTimezone",
    "ScheduleOffset",
    "EndDate",
    "StartDate",
];

pub(in crate::sandbox::ssm) fn get_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let window = named(call, &call.snapshot.world)?;
    let dates = json!({
        "WindowId": window.id,
        "CreatedDate": Epoch(window.created),
        "ModifiedDate": Epoch(window.modified),
    });
    let all = with_next(call, &window, window.members.clone());
    write(&with(all, dates))
}

/// A window that is off, or over, has no next time: the member is absent then.
fn with_next(call: &Call<'_>, window: &Window, mut members: Members) -> Members {
    let next = window.runs_after(call.now, 1).first().copied();
    let next = next.map(|at| Value::String(window.written(at)));
    members.extend(next.map(|next| ("NextExecutionTime".to_owned(), next)));
    members
}

pub(in crate::sandbox::ssm) fn describe_maintenance_windows(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    // By the whole name, as AWS's example has it; whether a part of one is enough is not documented.
    let windows = call.snapshot.world.maintenance_windows(&call.scope);
    let found = filtered(
        call,
        windows,
        &["Name", "Enabled"],
        |window, key| match key {
            "Name" => window.name().to_owned(),
            _ => window.is_enabled().to_string(),
        },
    )?;

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|window| {
            let members = with_next(call, window, only(&window.members, &IDENTITY));
            with(members, json!({"WindowId": window.id}))
        })
        .collect();
    answer("WindowIdentities", &rows, next_token)
}

/// By node ids, by tags, or by a resource group: a window that names them, or whose targets a node
/// with these ids is.
pub(in crate::sandbox::ssm) fn describe_maintenance_windows_for_target(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &FOR_TARGET)?;
    let found = for_targets(call)?;
    let (page, next_token) = paging::cut(call, &found, 50, usize::MAX, "ValidationException")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|window| json!({"WindowId": window.id, "Name": window.name()}))
        .collect();
    answer("WindowIdentities", &rows, next_token)
}

/// The windows that are for any of the targets of a call.
pub(super) fn for_targets(call: &Call<'_>) -> Result<Vec<Arc<Window>>, WireError> {
    let given = items(&call.input, "Targets");
    targets::check(given)?;
    let groups = given
        .iter()
        .any(|target| text(target, "Key").starts_with("resource-groups:"));
    // The type says what the targets are; which error AWS has for a mix-up is unverified.
    if groups != (text(&call.input, "ResourceType") == "RESOURCE_GROUP") {
        return Err(WireError::validation(
            "The targets do not fit ResourceType: RESOURCE_GROUP goes with resource-groups:Name.",
        ));
    }

    let mut windows = call.snapshot.world.maintenance_windows(&call.scope);
    windows.retain(|window| given.iter().any(|target| is_for(call, window, target)));
    Ok(windows)
}

fn is_for(call: &Call<'_>, window: &Window, target: &Value) -> bool {
    let world = &call.snapshot.world;
    let values = texts(target, "Values");

    // A node is looked up with its tags; a tag or a group is compared as it was registered.
    match text(target, "Key") {
        "InstanceIds" => values.iter().any(|id| {
            let node = world.node(&call.scope, id);
            node.is_some_and(|node| window.concerns(world, &call.scope, &node))
        }),
        "tag-key" => registered(window).any(|known| {
            let key = text(known, "Key");
            let tag = key.strip_prefix("tag:");
            tag.is_some_and(|tag| values.contains(&tag))
                || (key == "tag-key" && meet(&texts(known, "Values"), &values))
        }),
        key => registered(window)
            .filter(|known| text(known, "Key") == key)
            .any(|known| meets(&texts(known, "Values"), &values)),
    }
}

/// The registered targets of a window, each by itself.
fn registered(window: &Window) -> impl Iterator<Item = &Value> {
    window.targets.iter().flat_map(Registered::targets)
}

fn meet(one: &[&str], other: &[&str]) -> bool {
    one.iter().any(|value| other.contains(value))
}

/// The same for values of a tag, of which none means the tag with an empty value.
fn meets(known: &[&str], asked: &[&str]) -> bool {
    meet(known, asked) || (asked.is_empty() && known.contains(&""))
}
