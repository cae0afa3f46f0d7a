//! The tags of configuration managers.

use serde_json::{Value, json};

use super::check::TAGS;
use super::found::not_found;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, text, texts};
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::tags::Tags;

/// The most tags of a resource (User Guide, "Tag naming limits").
const MOST: usize = 50;

const RESOURCE: Member = Member::required("ResourceArn", Shape::TEXT);
static LIST: [Member; 1] = [RESOURCE];
static TAG: [Member; 2] = [RESOURCE, Member::required("Tags", TAGS)];
static UNTAG: [Member; 2] = [
    RESOURCE,
    Member::required("TagKeys", Shape::list(0, usize::MAX, &Shape::TEXT)),
];

/// A map of tags as it is sent.
pub(super) fn read(value: &Value) -> Tags {
    let tags = value.as_object().into_iter().flatten();
    tags.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect()
}

pub(super) fn list_tags_for_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let arn = text(&call.input, "ResourceArn");
    let manager = call.snapshot.world.manager(&call.scope, arn);
    let manager = manager.ok_or_else(|| not_found(arn))?;
    // A list here, where the manager itself has a map.
    let tags: Vec<Value> = manager
        .tags
        .iter()
        .map(|(key, value)| json!({"Key": key, "Value": value}))
        .collect();
    write(&json!({ "Tags": tags }))
}

pub(super) fn tag_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &TAG)?;
    let added = read(&call.input["Tags"]);
    change(call, |tags| tags.extend(added))
}

pub(super) fn untag_resource(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UNTAG)?;
    let keys = texts(&call.input, "TagKeys");
    change(call, |tags| {
        tags.retain(|key, _| !keys.contains(&key.as_str()));
    })
}

fn change(call: &Call<'_>, change: impl FnOnce(&mut Tags)) -> Answer {
    let arn = text(&call.input, "ResourceArn");
    call.change(|world| {
        let manager = world.manager(&call.scope, arn);
        let mut manager = (**manager.ok_or_else(|| not_found(arn))?).clone();
        // Counted after the change: a key that is there already takes no room.
        change(&mut manager.tags);
        if manager.tags.len() > MOST {
            return Err(WireError::validation(format!(
                "A resource can have at most {MOST} tags."
            )));
        }
        let document = Document::of(Kind::Manager, &call.scope, arn, &manager);
        Ok(((), vec![document]))
    })?;
    write(&json!({}))
}
