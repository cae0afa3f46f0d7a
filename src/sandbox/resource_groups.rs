//! Resource Groups: the members of the groups of the fleet file.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use super::call::{Call, unknown};
use super::constraint::{self, Member, Pattern, Shape, items, text, texts};
use super::fleet::file::GroupFile;
use super::paging;
use super::regions;
use super::wire::{Answer, WireError, json as write};
use super::world::groups::is_member;
use super::world::node::Node;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\A(?:[a-zA-Z0-9_.\-]{1,300}|[a-zA-Z0-9_.\-]{1,150}/[a-z0-9]{26})\z")
        .expect("the pattern is valid")
});
static ARN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\Aarn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\d:[0-9]{12}:group/([a-zA-Z0-9_.\-]{1,300})(/[a-z0-9]{26})?\z")
        .expect("the pattern is valid")
});

const NAME_PATTERN: Pattern = Pattern {
    text: "[a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26}",
    matches: |text| NAME.is_match(text),
};
const GROUP_PATTERN: Pattern = Pattern {
    text: "[a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26}|arn:aws(-[a-z]+)*:resource-groups:[a-z]{2}(-[a-z]+)+-\\d{1}:[0-9]{12}:group/([a-zA-Z0-9_\\.-]{1,300}|[a-zA-Z0-9_\\.-]{1,150}/[a-z0-9]{26})",
    matches: |text| NAME.is_match(text) || ARN.is_match(text),
};

static TYPE: Shape = Shape::text(1, 128);
static FILTER: [Member; 2] = [
    Member::required("Name", Shape::one_of(&["resource-type"])),
    Member::required("Values", Shape::list(1, 5, &TYPE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static LIST: [Member; 5] = [
    Member::optional("GroupName", Shape::pattern(1, 300, NAME_PATTERN)),
    Member::optional("Group", Shape::pattern(1, 1600, GROUP_PATTERN)),
    Member::optional("Filters", Shape::list(0, usize::MAX, &FILTER_SHAPE)),
    Member::optional("MaxResults", Shape::Number { min: 1, max: 50 }),
    Member::optional("NextToken", Shape::text(0, 8192)),
];

/// The operation that a path asks for.
pub(super) fn operation(path: &str) -> &str {
    match path.trim_end_matches('/') {
        "/list-group-resources" => "ListGroupResources",
        path => path,
    }
}

/// Answers a call to Resource Groups.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    if call.operation != "ListGroupResources" {
        return Err(unknown("resource-groups", call.operation));
    }
    call.allowed("resource-groups")?;
    list_group_resources(call).map_err(|error| match error.code.as_str() {
        // This service has a code of its own for what does not satisfy the model.
        "ValidationException" | "SerializationException" => {
            WireError::new("BadRequestException", error.message)
        }
        _ => error,
    })
}

fn list_group_resources(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let world = &call.snapshot.world;
    let group = group(call)?;
    let members: Vec<Value> = world
        .nodes_from(&call.scope, 0)
        .filter(|(_, node)| is_member(group, node) && passes(&call.input, node))
        .map(|(_, node)| {
            json!({"ResourceArn": arn(call, &node), "ResourceType": node.resource_type()})
        })
        .collect();

    let (page, next_token) = paging::cut(call, &members, 50, 50, "BadRequestException")?;
    let resources: Vec<Value> = page
        .iter()
        .map(|identifier| json!({ "Identifier": identifier }))
        .collect();

    // The same list twice: the older member is still answered (Resource Groups API reference).
    let mut output =
        json!({"Resources": resources, "ResourceIdentifiers": page, "QueryErrors": []});
    if let Some(token) = next_token {
        output["NextToken"] = json!(token);
    }

    write(&output)
}

/// The group that a call names: by its name or its ARN here, and in one of two members, of which
/// `GroupName` is the older.
fn group<'c>(call: &'c Call<'_>) -> Result<&'c GroupFile, WireError> {
    let (group, name) = (text(&call.input, "Group"), text(&call.input, "GroupName"));
    if group.is_empty() == name.is_empty() {
        return Err(WireError::validation("Specify either Group or GroupName."));
    }
    let asked = if group.is_empty() { name } else { group };

    // A unique part may follow the name, behind a slash.
    let here = format!(
        "arn:{}:resource-groups:{}:{}:group/",
        regions::partition(call.scope.region.as_str()),
        call.scope.region,
        call.scope.account
    );
    let rest = asked.strip_prefix(&here).unwrap_or(asked);
    let short = rest.split('/').next().unwrap_or(asked);
    call.snapshot
        .world
        .resource_group(&call.scope, short)
        .ok_or_else(|| {
            WireError::new("NotFoundException", format!("Cannot find group: {asked}")).status(404)
        })
}

fn passes(input: &Value, node: &Node) -> bool {
    items(input, "Filters")
        .iter()
        .all(|filter| texts(filter, "Values").contains(&node.resource_type()))
}

fn arn(call: &Call<'_>, node: &Node) -> String {
    let (region, account) = (&call.scope.region, &call.scope.account);
    let partition = regions::partition(region.as_str());
    if node.is_hybrid() {
        format!(
            "arn:{partition}:ssm:{region}:{account}:managed-instance/{}",
            node.id
        )
    } else {
        format!(
            "arn:{partition}:ec2:{region}:{account}:instance/{}",
            node.id
        )
    }
}
