//! `TagResources` and `UntagResources`: each resource succeeds or fails for itself.

use serde_json::{Map, Value, json};

use super::shapes::{ARNS, VALUE, check, invalid};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{Member, Shape, texts};
use crate::sandbox::regions;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::Document;
use crate::sandbox::world::tags::Tags;

/// The most tags of an EC2 instance.
const MOST_TAGS: usize = 50;

static KEY: Shape = Shape::text(1, 128);
static TAG: [Member; 2] = [
    ARNS,
    Member::required(
        "Tags",
        Shape::Map {
            min: 1,
            max: 50,
            key: &KEY,
            value: &VALUE,
        },
    ),
];
static UNTAG: [Member; 2] = [ARNS, Member::required("TagKeys", Shape::list(1, 50, &KEY))];

/// Why one resource failed (shape `FailureInfo`).
struct Failure {
    status: u16,
    code: &'static str,
    message: String,
}

impl Failure {
    fn invalid(message: impl Into<String>) -> Self {
        Self {
            status: 400,
            code: "InvalidParameterException",
            message: message.into(),
        }
    }

    fn shown(self) -> Value {
        let Self {
            status,
            code,
            message,
        } = self;
        json!({"StatusCode": status, "ErrorCode": code, "ErrorMessage": message})
    }
}

pub(super) fn tag_resources(call: &Call<'_>) -> Answer {
    check(&call.input, &TAG)?;
    let added = call.input.get("Tags").and_then(Value::as_object);
    let added: Vec<(&String, &str)> = added
        .into_iter()
        .flatten()
        .map(|(key, value)| (key, value.as_str().unwrap_or_default()))
        .collect();

    added.iter().try_for_each(|(key, _)| check_key(key))?;
    change_each(call, "ec2:CreateTags", |tags| {
        tags.extend(
            added
                .iter()
                .map(|(key, value)| ((*key).clone(), (*value).to_owned())),
        );
        // Counted with those that it has: the request alone was in bounds.
        if tags.len() > MOST_TAGS {
            return Err(Failure::invalid(format!(
                "An instance can have at most {MOST_TAGS} tags."
            )));
        }
        Ok(())
    })
}

/// Tags that a resource does not have are no error.
pub(super) fn untag_resources(call: &Call<'_>) -> Answer {
    check(&call.input, &UNTAG)?;
    let keys = texts(&call.input, "TagKeys");
    keys.iter().try_for_each(|key| check_key(key))?;
    change_each(call, "ec2:DeleteTags", |tags| {
        tags.retain(|key, _| !keys.contains(&key.as_str()));
        Ok(())
    })
}

/// Keys that AWS keeps for itself; the sentence is unverified.
fn check_key(key: &str) -> Result<(), WireError> {
    if key
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
    {
        return Err(invalid(
            "Tag keys that begin with aws: are reserved for system use.",
        ));
    }
    Ok(())
}

fn change_each(
    call: &Call<'_>,
    action: &str,
    change: impl Fn(&mut Tags) -> Result<(), Failure>,
) -> Answer {
    let mut arns = texts(&call.input, "ResourceARNList");
    arns.sort_unstable();
    arns.dedup();
    // One that is no ARN fails the whole call; one that names nothing fails alone.
    if let Some(arn) = arns.iter().find(|arn| !is_arn(arn)) {
        return Err(invalid(format!(
            "{arn} is not a valid AmazonResourceName (ARN)"
        )));
    }

    let failed = call.change(|world| {
        let (mut failed, mut documents) = (Map::new(), Vec::new());
        for arn in &arns {
            match change_one(call, world, arn, action, &change) {
                Ok(document) => documents.extend(document),
                Err(failure) => {
                    failed.insert((*arn).to_owned(), failure.shown());
                }
            }
        }
        Ok((failed, documents))
    })?;
    write(&json!({ "FailedResourcesMap": failed }))
}

/// Six parts; an instance of EC2 is named by type and id.
fn is_arn(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, partition, service, .., resource] = parts[..] else {
        return false;
    };
    let whole = parts.len() == 6
        && arn == "arn"
        && !partition.is_empty()
        && !service.is_empty()
        && !resource.is_empty();
    whole && (service != "ec2" || resource.contains('/'))
}

fn change_one(
    call: &Call<'_>,
    world: &World,
    arn: &str,
    action: &str,
    change: impl Fn(&mut Tags) -> Result<(), Failure>,
) -> Result<Option<Document>, Failure> {
    let id = instance_in(call, arn)?;
    // The action is that of the service of the resource, asked for each of them.
    if let Err(denied) = call.caller.may(action, arn) {
        return Err(Failure {
            status: 403,
            code: "AccessDeniedException",
            message: denied.message,
        });
    }

    let node = world.node(&call.scope, id).filter(|node| !node.is_hybrid());
    let node =
        node.ok_or_else(|| Failure::invalid(format!("The instance ID '{id}' does not exist")))?;
    let mut tags = node.tags.clone();
    change(&mut tags)?;
    Ok(world.change_tags(&call.scope, &node, call.now, tags))
}

/// The id of the instance that an ARN names in this account and Region.
fn instance_in<'a>(call: &Call<'_>, arn: &'a str) -> Result<&'a str, Failure> {
    let partition = regions::partition(call.scope.region.as_str());
    let Some(rest) = arn.strip_prefix(&format!("arn:{partition}:ec2:")) else {
        return Err(Failure {
            status: 500,
            code: "InternalServiceException",
            message: "The patchctl sandbox tags EC2 instances only.".to_owned(),
        });
    };

    // An ARN names its own place; a call reaches only the one it is signed for.
    let here = format!("{}:{}:", call.scope.region, call.scope.account);
    let Some(resource) = rest.strip_prefix(&here) else {
        return Err(Failure::invalid(
            "The resource is in another Region or account than the call.",
        ));
    };
    match resource.split_once('/').unwrap_or_default() {
        ("instance", id) => Ok(id),
        (kind, _) => Err(Failure::invalid(format!(
            "The patchctl sandbox has no EC2 resource of type '{kind}'."
        ))),
    }
}
