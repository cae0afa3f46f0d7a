//! `DescribeInstanceInformation`: the managed nodes of an account in a Region.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::shapes::{NEXT_TOKEN, max_results};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text, texts};
use crate::sandbox::paging::{self, Position};
use crate::sandbox::wire::{Answer, Epoch, WireError, json};
use crate::sandbox::world::node::Node;

/// Keys of the older filter list (shape `InstanceInformationFilterKey`).
const KEYS: [&str; 8] = [
    "InstanceIds",
    "AgentVersion",
    "PingStatus",
    "PlatformTypes",
    "ActivationIds",
    "IamRole",
    "ResourceType",
    "AssociationStatus",
];

static VALUE: Shape = Shape::text(1, usize::MAX);
static FILTER: [Member; 2] = [
    Member::required("Key", Shape::text(1, usize::MAX)),
    Member::required("Values", Shape::list(1, 100, &VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static OLD_FILTER: [Member; 2] = [
    Member::required("key", Shape::one_of(&KEYS)),
    Member::required("valueSet", Shape::list(1, 100, &VALUE)),
];
static OLD_FILTER_SHAPE: Shape = Shape::Structure(&OLD_FILTER);
static INPUT: [Member; 4] = [
    Member::optional("Filters", Shape::list(0, usize::MAX, &FILTER_SHAPE)),
    Member::optional(
        "InstanceInformationFilterList",
        Shape::list(0, usize::MAX, &OLD_FILTER_SHAPE),
    ),
    max_results(5, 50),
    NEXT_TOKEN,
];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output<'a> {
    instance_information_list: Vec<Information<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Information<'a> {
    instance_id: &'a str,
    ping_status: &'static str,
    last_ping_date_time: Epoch,
    agent_version: &'a str,
    is_latest_version: bool,
    platform_type: &'static str,
    platform_name: &'a str,
    platform_version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    activation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iam_role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    registration_date: Option<Epoch>,
    resource_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(rename = "IPAddress")]
    ip_address: &'a str,
    computer_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    association_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_association_execution_date: Option<Epoch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_successful_association_execution_date: Option<Epoch>,
    source_id: &'a str,
    source_type: &'static str,
}

/// One filter: a key and the values of which one is enough.
struct Filter<'a> {
    key: &'a str,
    values: Vec<&'a str>,
}

pub(super) fn describe_instance_information(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let filters = filters(&call.input)?;
    let start = paging::position(call, "NextToken", "InvalidNextToken")?;
    let size = paging::size(call, "MaxResults", 50);

    if start.paused {
        // AWS may answer an empty page that has a token: readers have to go on until there is no
        // token.
        let next = Position {
            paused: false,
            ..start
        };
        return output(call, &[], Some(next));
    }
    if let Some(ids) = filters.iter().find(|filter| filter.key == "InstanceIds") {
        let found = named(call, &filters, &ids.values);
        let end = (start.first + size).min(found.len());
        let next = (end < found.len()).then(|| Position::at(end));
        return output(call, &found[start.first.min(end)..end], next);
    }

    let (page, next) = page(call, &filters, start, size);
    output(call, &page, next)
}

/// The nodes with these ids, looked up rather than searched for in the whole fleet.
fn named<'w>(call: &'w Call<'_>, filters: &[Filter<'_>], ids: &[&str]) -> Vec<Cow<'w, Node>> {
    let world = &call.snapshot.world;
    let known = ids.iter().filter_map(|id| world.node(&call.scope, id));
    let mut found: Vec<Cow<'_, Node>> = known
        .filter(|node| passes_all(call, filters, node))
        .collect();

    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// A page of the fleet, and where the next one begins.
fn page<'w>(
    call: &'w Call<'_>,
    filters: &[Filter<'_>],
    start: Position,
    size: usize,
) -> (Vec<Cow<'w, Node>>, Option<Position>) {
    // With filters a page looks at a part of the fleet only, so that it may be empty and yet not be
    // the last.
    let looked_at = if filters.is_empty() { size } else { size * 2 };
    let mut page = Vec::new();
    for (position, node) in call.snapshot.world.nodes_from(&call.scope, start.first) {
        if page.len() == size || position == start.first + looked_at {
            let first_page_of_all = filters.is_empty() && start == Position::default();
            let next = Position {
                paused: first_page_of_all,
                ..Position::at(position)
            };
            return (page, Some(next));
        }
        if passes_all(call, filters, &node) {
            page.push(node);
        }
    }
    (page, None)
}

fn output(call: &Call<'_>, nodes: &[Cow<'_, Node>], next: Option<Position>) -> Answer {
    let next_token = next.map(|next| paging::token(call, "NextToken", next));
    json(&Output {
        instance_information_list: nodes.iter().map(|node| information(call, node)).collect(),
        next_token,
    })
}

fn information<'a>(call: &Call<'_>, node: &'a Node) -> Information<'a> {
    let hybrid = node.is_hybrid();
    let by_now = || node.associations.iter().filter(|one| one.at <= call.now);
    let last = by_now().max_by_key(|association| association.at);
    let succeeded = by_now().filter(|association| association.status == "Success");

    // Role, activation and name are Systems Manager's own for hybrid nodes only; an EC2 instance
    // has them at EC2 (SSM API reference, InstanceInformation).
    Information {
        instance_id: &node.id,
        ping_status: node.ping_at(call.now).as_str(),
        last_ping_date_time: Epoch(node.last_ping(call.now)),
        agent_version: &node.agent_version,
        is_latest_version: is_latest(node),
        platform_type: node.catalogue.os.platform_type().as_str(),
        platform_name: &node.platform_name,
        platform_version: &node.platform_version,
        activation_id: hybrid.then(|| activation_id(call)),
        iam_role: hybrid.then_some(&node.role),
        registration_date: hybrid.then_some(Epoch(node.registered)),
        resource_type: resource_type(node),
        name: node.name.as_deref().filter(|_| hybrid),
        ip_address: &node.ip,
        computer_name: &node.computer_name,
        association_status: last.map(|association| association.status),
        last_association_execution_date: last.map(|association| Epoch(association.at)),
        last_successful_association_execution_date: succeeded
            .map(|association| association.at)
            .max()
            .map(Epoch),
        source_id: &node.id,
        source_type: node.resource_type(),
    }
}

fn is_latest(node: &Node) -> bool {
    node.agent_version.starts_with("3.3.")
}

fn resource_type(node: &Node) -> &'static str {
    if node.is_hybrid() {
        "ManagedInstance"
    } else {
        "EC2Instance"
    }
}

/// One activation per account and Region.
fn activation_id(call: &Call<'_>) -> String {
    crate::sandbox::derive::uuid(&[
        "activation",
        call.scope.account.as_str(),
        call.scope.region.as_str(),
    ])
}

fn filters(input: &Value) -> Result<Vec<Filter<'_>>, WireError> {
    let (new, old) = (
        items(input, "Filters"),
        items(input, "InstanceInformationFilterList"),
    );
    if !new.is_empty() && !old.is_empty() {
        return Err(WireError::validation(
            "Filters and InstanceInformationFilterList cannot be used in the same request.",
        ));
    }

    // Both lists say the same; the older one has no tags.
    let new = new.iter().map(|filter| Filter {
        key: text(filter, "Key"),
        values: texts(filter, "Values"),
    });
    let old = old.iter().map(|filter| Filter {
        key: text(filter, "key"),
        values: texts(filter, "valueSet"),
    });
    let filters: Vec<Filter<'_>> = new.chain(old).collect();

    for filter in &filters {
        let known = KEYS.contains(&filter.key)
            || filter.key == "tag-key"
            || filter
                .key
                .strip_prefix("tag:")
                .is_some_and(|tag| !tag.is_empty());
        if !known {
            return Err(WireError::new(
                "InvalidFilterKey",
                format!("The filter key is not valid: {}", filter.key),
            ));
        }
        check_values(filter)?;
    }
    Ok(filters)
}

/// Some keys take only certain values.
fn check_values(filter: &Filter<'_>) -> Result<(), WireError> {
    let allowed: &[&str] = match filter.key {
        "PingStatus" => &["Online", "ConnectionLost", "Inactive"],
        "PlatformTypes" => &["Windows", "Linux", "MacOS"],
        "ResourceType" => &["ManagedInstance", "EC2Instance"],
        "AssociationStatus" => &["Success", "Failed", "Pending"],
        _ => return Ok(()),
    };

    match filter.values.iter().find(|value| !allowed.contains(value)) {
        None => Ok(()),
        Some(value) => {
            // The error of the older list stands for both.
            let message = format!("The specified filter value is not valid: {value}");
            Err(WireError::new(
                "InvalidInstanceInformationFilterValue",
                message,
            ))
        }
    }
}

fn passes_all(call: &Call<'_>, filters: &[Filter<'_>], node: &Node) -> bool {
    node.is_managed() && filters.iter().all(|filter| passes(call, filter, node))
}

fn passes(call: &Call<'_>, filter: &Filter<'_>, node: &Node) -> bool {
    let among = |found: &str| filter.values.contains(&found);
    match filter.key {
        "InstanceIds" => among(&node.id),
        "AgentVersion" => filter.values.iter().any(|value| {
            let latest = value.eq_ignore_ascii_case("LATEST") && is_latest(node);
            latest || *value == node.agent_version
        }),
        "PingStatus" => among(node.ping_at(call.now).as_str()),
        "PlatformTypes" => among(node.catalogue.os.platform_type().as_str()),
        // Both come from a hybrid activation: such filters find hybrid nodes only.
        "ActivationIds" => node.is_hybrid() && among(&activation_id(call)),
        "IamRole" => node.is_hybrid() && among(&node.role),
        "ResourceType" => among(resource_type(node)),
        "AssociationStatus" => node
            .associations
            .last()
            .is_some_and(|association| among(association.status)),
        "tag-key" => node.tags.keys().any(|key| among(key)),
        key => key
            .strip_prefix("tag:")
            .and_then(|tag| node.tags.get(tag))
            .is_some_and(|value| among(value)),
    }
}
