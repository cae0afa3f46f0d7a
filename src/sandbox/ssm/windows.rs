//! Maintenance windows as they are read: what has a node or tag for a target, and when it opens.

use serde_json::{Value, json};

use super::baselines::answer;
use super::shapes::NEXT_TOKEN;
use super::targets;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::groups::concerns;
use crate::sandbox::world::{Window, changes::Tags};

const ID: Pattern = Pattern {
    text: "^mw-[0-9a-f]{17}$",
    matches: |text| {
        let digits = text.strip_prefix("mw-").unwrap_or_default();
        digits.len() == 17
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    },
};

static GET: [Member; 1] = [Member::required("WindowId", Shape::pattern(20, 20, ID))];
static FOR_TARGET: [Member; 4] = [
    Member::required("Targets", targets::TARGETS),
    Member::required(
        "ResourceType",
        Shape::one_of(&["INSTANCE", "RESOURCE_GROUP"]),
    ),
    Member::optional(
        "MaxResults",
        Shape::Number {
            min: 1,
            max: i64::MAX,
        },
    ),
    NEXT_TOKEN,
];

pub(super) fn get_maintenance_window(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let id = text(&call.input, "WindowId");
    let windows = call.snapshot.world.maintenance_windows(&call.scope);
    let window = windows.iter().find(|window| window.id == id);
    let Some(window) = window else {
        return Err(WireError::new(
            "DoesNotExistException",
            format!("Maintenance window {id} does not exist"),
        ));
    };

    let file = &window.file;
    let mut output = json!({
        "WindowId": window.id,
        "Name": file.name,
        "Schedule": file.schedule,
        "ScheduleTimezone": "UTC",
        "Duration": file.duration,
        "Cutoff": file.cutoff,
        "AllowUnassociatedTargets": false,
        "Enabled": file.enabled,
        "CreatedDate": Epoch(window.created),
        "ModifiedDate": Epoch(window.created),
    });

    // A window that is off never opens again.
    if file.enabled && window.next > call.now {
        output["NextExecutionTime"] = json!(window.next.strftime("%Y-%m-%dT%H:%MZ").to_string());
    }

    write(&output)
}

/// By node ids, or by tags: a window that names the tags themselves, or whose targets a node with
/// these ids is.
pub(super) fn describe_maintenance_windows_for_target(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &FOR_TARGET)?;
    let given = items(&call.input, "Targets");
    targets::check(given)?;

    // Windows of the fleet file have nodes and tags, and no groups.
    if text(&call.input, "ResourceType") != "INSTANCE"
        || given
            .iter()
            .any(|target| text(target, "Key").starts_with("resource-groups:"))
    {
        return Err(WireError::validation(
            "The patchctl sandbox has no maintenance windows for resource groups.",
        ));
    }

    let windows = call.snapshot.world.maintenance_windows(&call.scope);
    let found: Vec<&Window> = windows
        .iter()
        .filter(|window| given.iter().any(|target| is_for(call, window, target)))
        .collect();

    let (page, next_token) = paging::cut(call, &found, 50, 50, "InternalServerError")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|window| json!({"WindowId": window.id, "Name": window.file.name}))
        .collect();
    answer("WindowIdentities", &rows, next_token)
}

fn is_for(call: &Call<'_>, window: &Window, target: &Value) -> bool {
    let values = texts(target, "Values");
    match text(target, "Key") {
        "InstanceIds" => values.iter().any(|id| {
            let node = call.snapshot.world.node(&call.scope, id);
            node.is_some_and(|node| concerns(window, id, &node.tags))
        }),
        "tag-key" => values.iter().any(|key| window.file.tags.contains_key(*key)),
        key => {
            let tag = key.strip_prefix("tag:").unwrap_or_default();
            let found = window.file.tags.get(tag);
            // Without values the tag with an empty value is meant.
            found.is_some_and(|found| values.contains(&found.as_str()))
                || (values.is_empty()
                    && concerns(window, "", &Tags::from([(tag.to_owned(), String::new())])))
        }
    }
}
