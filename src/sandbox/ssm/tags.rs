//! The tags of hybrid nodes, patch baselines, maintenance windows and associations. EC2 instances have
//! theirs elsewhere.

use serde_json::{Value, json};

use super::shapes::{MOST_TAGS, TAG_KEY, TAGS, check_tag_key, read_tags};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text, texts};
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::stored::Stored;
use crate::sandbox::world::tags::Tags;

/// Shape `ResourceTypeForTagging`.
const TYPES: [&str; 9] = [
    "Document",
    "ManagedInstance",
    "MaintenanceWindow",
    "Parameter",
    "PatchBaseline",
    "OpsItem",
    "OpsMetadata",
    "Automation",
    "Association",
];

const TYPE: Member = Member::required("ResourceType", Shape::one_of(&TYPES));
const ID: Member = Member::required("ResourceId", Shape::TEXT);

static LIST: [Member; 2] = [TYPE, ID];
static ADD: [Member; 3] = [TYPE, ID, Member::required("Tags", TAGS)];
static REMOVE: [Member; 3] = [
    TYPE,
    ID,
    Member::required("TagKeys", Shape::list(0, usize::MAX, &TAG_KEY)),
];

pub(super) fn list_tags_for_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let id = text(&call.input, "ResourceId");
    let world = &call.snapshot.world;

    match text(&call.input, "ResourceType") {
        "ManagedInstance" => {
            check_hybrid(id)?;
            let node = world.node(&call.scope, id).ok_or_else(|| invalid(id))?;
            list(&node.tags)
        }
        "PatchBaseline" => {
            let baselines = world.baselines(&call.scope);
            let stored = baselines
                .find(id)
                .filter(|stored| !stored.aws_owned)
                .ok_or_else(|| invalid(id))?;
            list(&stored.tags)
        }

        "MaintenanceWindow" => {
            let window = world.maintenance_window(&call.scope, id);
            list(&window.ok_or_else(|| invalid(id))?.tags)
        }
        "Association" => match world.made_association(&call.scope, id) {
            Some(association) => list(&association.tags),
            // Those of the fleet file are there, and have none.
            None if world.association(&call.scope, id, call.now).is_some() => list(&Tags::new()),
            None => Err(invalid(id)),
        },

        // The sandbox has no resource of the other types.
        _ => Err(invalid(id)),
    }
}

fn list(tags: &Tags) -> Answer {
    let list: Vec<Value> = tags
        .iter()
        .map(|(key, value)| json!({"Key": key, "Value": value}))
        .collect();
    write(&json!({ "TagList": list }))
}

pub(super) fn add_tags_to_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &ADD)?;
    let added = read_tags(items(&call.input, "Tags"))?;
    // Counted with those that it has: the request alone was in bounds.
    change(call, |tags| {
        tags.extend(added);
        if tags.len() > MOST_TAGS {
            return Err(WireError::new(
                "TooManyTagsError",
                format!("A resource can have at most {MOST_TAGS} tags."),
            ));
        }
        Ok(())
    })
}

/// A key that the resource does not have is no error.
pub(super) fn remove_tags_from_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &REMOVE)?;
    let keys = texts(&call.input, "TagKeys");
    keys.iter().try_for_each(|key| check_tag_key(key))?;
    change(call, |tags| {
        tags.retain(|key, _| !keys.contains(&key.as_str()));
        Ok(())
    })
}

fn change(call: &Call<'_>, change: impl FnOnce(&mut Tags) -> Result<(), WireError>) -> Answer {
    let id = text(&call.input, "ResourceId");
    match text(&call.input, "ResourceType") {
        "ManagedInstance" => change_node(call, id, change)?,
        "PatchBaseline" => change_baseline(call, id, change)?,
        "MaintenanceWindow" => change_window(call, id, change)?,
        "Association" => change_association(call, id, change)?,
        _ => return Err(invalid(id)),
    }
    write(&json!({}))
}

fn change_node(
    call: &Call<'_>,
    id: &str,
    change: impl FnOnce(&mut Tags) -> Result<(), WireError>,
) -> Result<(), WireError> {
    check_hybrid(id)?;
    call.change(|world| {
        let node = world.node(&call.scope, id).ok_or_else(|| invalid(id))?;
        let mut tags = node.tags.clone();
        change(&mut tags)?;

        let changed = world.change_tags(&call.scope, &node, call.now, tags);
        Ok(((), changed.into_iter().collect()))
    })
}

fn change_baseline(
    call: &Call<'_>,
    id: &str,
    change: impl FnOnce(&mut Tags) -> Result<(), WireError>,
) -> Result<(), WireError> {
    call.change_rules(|draft| {
        // AWS's baselines belong to another account.
        let stored = draft
            .baselines()
            .find(id)
            .filter(|stored| !stored.aws_owned)
            .ok_or_else(|| invalid(id))?;
        let mut tags = stored.tags.clone();
        change(&mut tags)?;

        // Tags that are there already make no version of the rules.
        if tags != stored.tags {
            let stored = Stored {
                tags,
                ..(**stored).clone()
            };
            draft.change().put(stored);
        }
        Ok(())
    })
}

fn change_window(
    call: &Call<'_>,
    id: &str,
    change: impl FnOnce(&mut Tags) -> Result<(), WireError>,
) -> Result<(), WireError> {
    call.change(|world| {
        let window = world.maintenance_window(&call.scope, id);
        let mut window = (*window.ok_or_else(|| invalid(id))?).clone();
        change(&mut window.tags)?;
        let document = Document::of(Kind::Window, &call.scope, id, &window);
        Ok(((), vec![document]))
    })
}

/// Tags are no part of a version, so that nothing runs because of them.
fn change_association(
    call: &Call<'_>,
    id: &str,
    change: impl FnOnce(&mut Tags) -> Result<(), WireError>,
) -> Result<(), WireError> {
    call.change(|world| {
        let association = world.made_association(&call.scope, id);
        let mut association = (**association.ok_or_else(|| invalid(id))?).clone();
        change(&mut association.tags)?;
        let document = Document::of(Kind::Association, &call.scope, id, &association);
        Ok(((), vec![document]))
    })
}

/// Only hybrid nodes have tags here; the service says so in this sentence.
fn check_hybrid(id: &str) -> Result<(), WireError> {
    let digits = id.strip_prefix("mi-").unwrap_or_default();
    // In small letters only, unlike the pattern of the model.
    if digits.len() == 17
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    {
        return Ok(());
    }
    Err(WireError::validation(
        "resourceId should be in format mi-[0-9a-f]{17} for resource type ManagedInstance",
    ))
}

fn invalid(id: &str) -> WireError {
    WireError::new(
        "InvalidResourceId",
        format!(
            "The resource ID {id} is not valid. Verify that you entered the correct ID and try again."
        ),
    )
}
