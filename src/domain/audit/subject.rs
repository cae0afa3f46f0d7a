//! What a call was about: the things that it names, the document that it runs, and whether it can
//! have to do with patching at all.

use serde_json::Value;

use super::event::{Event, Record};
use super::kind::Kind;
use crate::domain::fleet::selection::PATCH_GROUP_KEYS;
use crate::domain::run::documents;

/// Where requests and answers name what they are about, the name before the id.
const fn places(kind: Kind) -> &'static [&'static str] {
    match kind {
        // What was sent to nodes names them; what was cancelled names the command alone.
        Kind::Patch | Kind::Scan => &["/instanceIds", "/commandId"],
        Kind::Baseline => &["/name", "/baselineId"],
        Kind::Group => &["/patchGroup", "/baselineId"],
        Kind::Policy => &["/name", "/managerArn"],
        // An answer describes all of the association, a request what is changed of it.
        Kind::Association => &[
            "/associationName",
            "/instanceId",
            "/associationId",
            "/associationIds",
            "/associationDescription/associationName",
            "/associationDescription/associationId",
        ],
        Kind::Window => &[
            "/name",
            "/windowId",
            "/windowTargetId",
            "/windowTaskId",
            "/windowExecutionId",
        ],
        // The runbooks of AWS that patch have one instance (`domain::run::automation`).
        Kind::Automation => &[
            "/parameters/InstanceId",
            "/parameters/instanceId",
            "/automationExecutionId",
        ],
        Kind::Tag => &["/resourceId", "/resourceARNList"],
    }
}

/// What an event names, in the order in which it is read: names, ids, targets.
pub fn subjects(event: &Event, kind: Kind) -> Vec<String> {
    let Ok(record) = &event.record else {
        return event.resources.clone();
    };
    let mut found: Vec<String> = Vec::new();
    for pointer in places(kind) {
        for value in [&record.request, &record.response] {
            found.extend(texts(value.pointer(pointer)));
        }
    }
    found.extend(of_ec2(record, "/resourcesSet/items", "resourceId"));
    found.extend(targets(record));

    // Requests and answers repeat each other.

    let mut known = std::collections::BTreeSet::new();
    found.retain(|name| known.insert(name.clone()));
    found
}

/// The texts of a value that is one, or a list of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let texts = items.iter().filter_map(Value::as_str);
    texts.map(|text| node_of(text).to_owned()).collect()
}

/// A node by its id, also where a request names it by its ARN.
fn node_of(text: &str) -> &str {
    let id = text.rsplit_once("instance/").map(|(_, id)| id);
    id.filter(|_| text.starts_with("arn:")).unwrap_or(text)
}

/// The members of the sets of EC2's requests.
fn of_ec2(record: &Record, pointer: &str, member: &str) -> Vec<String> {
    let items = record.request.pointer(pointer).and_then(Value::as_array);
    let items = items.into_iter().flatten();
    items
        .filter_map(|item| item.get(member)?.as_str())
        .map(str::to_owned)
        .collect()
}

/// Conditions on nodes, as `tag:env=prod`.
fn targets(record: &Record) -> Vec<String> {
    let items = record.request.get("targets").and_then(Value::as_array);
    let conditions = items.into_iter().flatten();
    conditions
        .filter_map(|one| {
            let key = one.get("key")?.as_str()?;
            Some(format!("{key}={}", texts(one.get("values")).join(",")))
        })
        .collect()
}

/// The tags that a call wrote or took away; none for one that does no such thing.
pub fn tags_of(event: &Event, kind: Kind) -> Vec<String> {
    let record = event.record.as_ref().ok().filter(|_| kind == Kind::Tag);
    record.map(tags).unwrap_or_default()
}

/// The same of its record, in every form that the services have.
fn tags(record: &Record) -> Vec<String> {
    let request = &record.request;
    // Systems Manager and EC2 have lists of pairs, at different places.
    let pairs = ["/tags", "/tagSet/items"].into_iter();
    let pairs = pairs.filter_map(|pointer| request.pointer(pointer)?.as_array());
    let pairs = pairs.flatten().filter_map(|tag| {
        let value = tag.get("value").and_then(Value::as_str);
        Some(written(tag.get("key")?.as_str()?, value))
    });

    // Resource Groups Tagging has a map where the others have lists.
    let map = request.get("tags").and_then(Value::as_object);
    let map = map.into_iter().flatten();
    let map = map.map(|(key, value)| written(key, value.as_str()));
    let keys = texts(request.get("tagKeys"));
    pairs.chain(map).chain(keys).collect()
}

fn written(key: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => format!("{key}={value}"),
        None => key.to_owned(),
    }
}

/// The documents that a call runs, or has run later; none where it does not say.
pub fn documents(event: &Event) -> Vec<String> {
    let Ok(record) = &event.record else {
        return Vec::new();
    };
    let pointers: &[&str] = match event.name.as_str() {
        "SendCommand" | "StartAutomationExecution" => &["/documentName"],
        "CreateAssociation" | "UpdateAssociation" => &["/name", "/associationDescription/name"],
        "RegisterTaskWithMaintenanceWindow" | "UpdateMaintenanceWindowTask" => &["/taskArn"],
        _ => &[],
    };

    let both = [&record.request, &record.response].into_iter();
    let mut found: Vec<String> = both
        .flat_map(|value| pointers.iter().flat_map(|one| texts(value.pointer(one))))
        .collect();
    // One call, and a document for each of its entries.
    if event.name == "CreateAssociationBatch" {
        found.extend(of_ec2(record, "/entries", "name"));
    }
    found
}

/// Whether a call can have to do with patching. What does not say is kept: only what is known to be of
/// something else is left out.
pub fn may_patch(event: &Event) -> bool {
    let Ok(record) = &event.record else {
        return true;
    };
    // Tags first: they name no document, and most of them are about money.
    match event.name.as_str() {
        "AddTagsToResource" | "RemoveTagsFromResource" => {
            match record.request.get("resourceType").and_then(Value::as_str) {
                Some("ManagedInstance") => may_touch_group(record),
                Some("PatchBaseline" | "MaintenanceWindow" | "Association") | None => true,
                Some(_) => false,
            }
        }
        "CreateTags" | "DeleteTags" | "TagResources" | "UntagResources" => may_touch_group(record),
        _ => {
            let documents = documents(event);
            let is_ours = |one: &String| documents::patches(one) || documents::reports(one);
            documents.is_empty() || documents.iter().any(is_ours)
        }
    }
}

/// Whether one of the tags is that of a patch group. Whoever names no tag takes away all of them.
fn may_touch_group(record: &Record) -> bool {
    let tags = tags(record);
    let keys = tags
        .iter()
        .map(|tag| tag.split_once('=').map_or(tag.as_str(), |(key, _)| key));
    tags.is_empty() || keys.into_iter().any(|key| PATCH_GROUP_KEYS.contains(&key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::event::tests::event;
    use super::*;

    fn request(name: &str, source: &str, request: &Value) -> Event {
        event(name, source, json!({"requestParameters": request}))
    }

    #[test]
    fn tags_count_where_they_are_those_of_a_patch_group() {
        for (name, members, counts) in [
            (
                "CreateTags",
                json!({"resourcesSet": {"items": [{"resourceId": "i-1"}]}, "tagSet": {"items": [{"key": "Name", "value": "web"}]}}),
                false,
            ),
            (
                "CreateTags",
                json!({"tagSet": {"items": [{"key": "Name", "value": "x"}, {"key": "PatchGroup", "value": "web"}]}}),
                true,
            ),
            // Without a tag all of them go.
            ("DeleteTags", json!({"resourcesSet": {"items": []}}), true),
            (
                "TagResources",
                json!({"tags": {"Patch Group": "web"}}),
                true,
            ),
            (
                "TagResources",
                json!({"tags": {"patch group": "web"}}),
                false,
            ),
            ("UntagResources", json!({"tagKeys": ["Patch Group"]}), true),
            ("UntagResources", json!({"tagKeys": ["Owner"]}), false),
            (
                "AddTagsToResource",
                json!({"resourceType": "ManagedInstance", "tags": [{"key": "a", "value": "b"}]}),
                false,
            ),
            (
                "AddTagsToResource",
                json!({"resourceType": "PatchBaseline", "tags": [{"key": "a", "value": "b"}]}),
                true,
            ),
            (
                "AddTagsToResource",
                json!({"resourceType": "Parameter"}),
                false,
            ),
            ("AddTagsToResource", Value::Null, true),
        ] {
            let found = request(name, "ec2.amazonaws.com", &members);
            assert_eq!(may_patch(&found), counts, "{name} {members}");
        }
    }

    #[test]
    fn other_documents_are_left_out_and_what_names_none_is_kept() {
        for (name, members, counts) in [
            (
                "SendCommand",
                json!({"documentName": "AWS-RunShellScript"}),
                false,
            ),
            (
                "SendCommand",
                json!({"documentName": "AWS-RunPatchBaseline"}),
                true,
            ),
            ("SendCommand", Value::Null, true),
            (
                "CreateAssociation",
                json!({"name": "AWS-GatherSoftwareInventory"}),
                false,
            ),
            ("DeleteAssociation", json!({"associationId": "a"}), true),
            (
                "CreateAssociationBatch",
                json!({"entries": [{"name": "AWS-UpdateSSMAgent"}, {"name": "AWS-RunPatchBaseline"}]}),
                true,
            ),
            (
                "RegisterTaskWithMaintenanceWindow",
                json!({"taskArn": "arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline"}),
                true,
            ),
            ("UpdatePatchBaseline", json!({"baselineId": "pb-1"}), true),
        ] {
            let found = request(name, "ssm.amazonaws.com", &members);
            assert_eq!(may_patch(&found), counts, "{name} {members}");
        }
    }

    #[test]
    fn what_a_call_names_is_read_from_its_request_and_its_answer() {
        let made = event(
            "CreatePatchBaseline",
            "ssm.amazonaws.com",
            json!({"requestParameters": {"name": "web"}, "responseElements": {"baselineId": "pb-1"}}),
        );
        assert_eq!(subjects(&made, Kind::Baseline), ["web", "pb-1"]);
        let sent = request(
            "SendCommand",
            "ssm.amazonaws.com",
            &json!({"targets": [{"key": "tag:env", "values": ["prod", "test"]}], "parameters": "HIDDEN_DUE_TO_SECURITY_REASONS"}),
        );
        assert_eq!(subjects(&sent, Kind::Patch), ["tag:env=prod,test"]);
        let tagged = request(
            "CreateTags",
            "ec2.amazonaws.com",
            &json!({"resourcesSet": {"items": [{"resourceId": "i-1"}]}, "tagSet": {"items": [{"key": "Patch Group", "value": "web"}]}}),
        );
        assert_eq!(subjects(&tagged, Kind::Tag), ["i-1"]);
        assert_eq!(tags_of(&tagged, Kind::Tag), ["Patch Group=web"]);
        let tagged = request(
            "TagResources",
            "tagging.amazonaws.com",
            &json!({"resourceARNList": ["arn:aws:ec2:us-east-1:123456789012:instance/i-2"], "tags": {"PatchGroup": "db"}}),
        );
        assert_eq!(subjects(&tagged, Kind::Tag), ["i-2"]);
        assert_eq!(tags_of(&tagged, Kind::Tag), ["PatchGroup=db"]);
    }
}
