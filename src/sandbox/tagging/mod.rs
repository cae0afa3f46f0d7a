//! Resource Groups Tagging: the tags of EC2 instances. Hybrid nodes are not EC2 resources and do
//! not appear.

mod changes;
mod shapes;

use serde_json::{Value, json};

use super::call::{Call, unknown};
use super::constraint::{Member, Shape, items, text, texts};
use super::paging::{self, Position};
use super::regions;
use super::wire::{Answer, json as write};
use super::world::node::Node;
use shapes::{ARN, VALUE, check, invalid};

/// How many nodes a page looks at; a page that finds nothing among them is empty and has a token.
const LOOKED_AT: usize = 1000;

static TAG_FILTER: [Member; 2] = [
    Member::optional("Key", Shape::text(1, 128)),
    Member::optional("Values", Shape::list(0, 20, &VALUE)),
];
static TAG_FILTER_SHAPE: Shape = Shape::Structure(&TAG_FILTER);
static INPUT: [Member; 8] = [
    Member::optional("IncludeComplianceDetails", Shape::Flag),
    Member::optional("ExcludeCompliantResources", Shape::Flag),
    Member::optional("PaginationToken", Shape::text(0, 2048)),
    Member::optional("TagFilters", Shape::list(0, 50, &TAG_FILTER_SHAPE)),
    Member::optional("ResourcesPerPage", Shape::Number { min: 1, max: 100 }),
    Member::optional("TagsPerPage", Shape::Number { min: 100, max: 500 }),
    Member::optional("ResourceTypeFilters", Shape::list(0, usize::MAX, &VALUE)),
    Member::optional("ResourceARNList", Shape::list(1, 100, &ARN)),
];

/// Answers a call to Resource Groups Tagging.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "GetResources" => get_resources,
        "TagResources" => changes::tag_resources,
        "UntagResources" => changes::untag_resources,
        operation => return Err(unknown("tag", operation)),
    };
    call.allowed("tag")?;
    operation(call)
}

/// What does not go with a list of ARNs.
const OTHERS: [&str; 4] = [
    "TagFilters",
    "ResourceTypeFilters",
    "ResourcesPerPage",
    "PaginationToken",
];

const NOT_COMBINED: &str = "ResourceARNList cannot be combined with TagFilters, ResourceTypeFilters, ResourcesPerPage or PaginationToken.";

fn get_resources(call: &Call<'_>) -> Answer {
    check(&call.input, &INPUT)?;
    let arns = texts(&call.input, "ResourceARNList");
    if !arns.is_empty() && OTHERS.iter().any(|member| asks(&call.input, member)) {
        return Err(invalid(NOT_COMBINED));
    }

    let start = paging::position(call, "PaginationToken", "InvalidParameterException")?;
    let size = paging::size(call, "ResourcesPerPage", 50);
    let (mappings, next) = page(call, &arns, start, size);
    let token = next
        .map(|next| paging::token(call, "PaginationToken", next))
        .unwrap_or_default();
    // This service answers an empty token, not none, on the last page.
    write(&json!({"PaginationToken": token, "ResourceTagMappingList": mappings}))
}

fn asks(input: &Value, member: &str) -> bool {
    let value = input.get(member);
    value.is_some_and(|value| !value.is_null() && *value != json!([]))
}

/// The instances of one page, and where the next one begins.
fn page(
    call: &Call<'_>,
    arns: &[&str],
    start: Position,
    size: usize,
) -> (Vec<Value>, Option<Position>) {
    let types = texts(&call.input, "ResourceTypeFilters");
    let mut mappings: Vec<Value> = Vec::new();
    if !types.is_empty() && !types.contains(&"ec2") && !types.contains(&"ec2:instance") {
        return (mappings, None);
    }

    let world = &call.snapshot.world;
    for (position, node) in world.nodes_from(&call.scope, start.first) {
        if mappings.len() == size || position == start.first + LOOKED_AT {
            return (mappings, Some(Position::at(position)));
        }

        // Only what is tagged, or was, is a resource of this service.
        let tagged = !node.tags.is_empty() || world.was_tagged(&call.scope, &node);
        if node.is_hybrid() || !tagged || !passes(&call.input, &node) {
            continue;
        }
        let arn = format!(
            "arn:{}:ec2:{}:{}:instance/{}",
            regions::partition(call.scope.region.as_str()),
            call.scope.region,
            call.scope.account,
            node.id
        );
        if arns.is_empty() || arns.contains(&arn.as_str()) {
            mappings.push(mapping(&arn, &node));
        }
    }
    (mappings, None)
}

fn mapping(arn: &str, node: &Node) -> Value {
    let tags = node.tags.iter();
    let tags: Vec<Value> = tags
        .map(|(key, value)| json!({"Key": key, "Value": value}))
        .collect();
    json!({"ResourceARN": arn, "Tags": tags})
}

/// Every filter has to hold; of its values one is enough, and none means any.
fn passes(input: &Value, node: &Node) -> bool {
    items(input, "TagFilters").iter().all(|filter| {
        let values = texts(filter, "Values");
        let found = node.tags.get(text(filter, "Key"));
        found.is_some_and(|value| values.is_empty() || values.contains(&value.as_str()))
    })
}
