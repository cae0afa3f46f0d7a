//! EC2: which instances exist, in the XML of its Query protocol.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::call::Call;
use super::derive;
use super::paging::{self, Position};
use super::regions;
use super::wire::{Answer, WireError, escape};
use super::world::node::{Node, Presence};
use crate::domain::fleet::platform::PlatformType;

/// How many values a filter may have (EC2 User Guide, "Filtering").
const VALUES: usize = 200;

/// Answers a call to EC2.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    match call.operation {
        "DescribeInstances" => describe_instances(call),
        "DescribeVpcEndpoints" => describe_vpc_endpoints(call),
        operation => {
            let message = format!("the patchctl sandbox does not implement ec2:{operation}");
            Err(WireError::new("InvalidAction", message))
        }
    }
}

/// A filter: its name, and patterns of which one has to fit.
struct Filter<'a> {
    name: &'a str,
    values: Vec<&'a str>,
}

fn describe_instances(call: &Call<'_>) -> Answer {
    call.allowed("ec2")?;
    let input = call.input.as_object().cloned().unwrap_or_default();
    let (filters, ids) = (filters(&input)?, list(&input, "InstanceId"));
    let size = size(&input, &ids)?;

    let world = &call.snapshot.world;
    let all = world.nodes_from(&call.scope, 0).map(|(_, node)| node);
    // EC2 knows nothing of hybrid nodes, and forgets an instance some time after its end.
    let instances: Vec<Node> = all
        .filter(|node| !node.is_hybrid() && node.presence != Presence::Forgotten)
        .map(std::borrow::Cow::into_owned)
        .collect();

    // One unknown id fails the whole call (EC2 API, `DescribeInstances`).
    if let Some(id) = ids
        .iter()
        .find(|id| !instances.iter().any(|node| node.id == **id))
    {
        let message = format!("The instance ID '{id}' does not exist");
        return Err(WireError::new("InvalidInstanceID.NotFound", message));
    }

    let named = |node: &&Node| ids.is_empty() || ids.contains(&node.id.as_str());
    let found = instances.iter().filter(named);
    let found: Vec<&Node> = found
        .filter(|node| filters.iter().all(|filter| passes(filter, node)))
        .collect();
    let start = paging::position(call, "NextToken", "InvalidNextToken")?;
    let end = (start.first + size).min(found.len());
    let page = &found[start.first.min(end)..end];
    let next = (end < found.len()).then(|| paging::token(call, "NextToken", Position::at(end)));
    Ok(document(call, page, next))
}

/// Every endpoint of the caller's account and Region.
fn describe_vpc_endpoints(call: &Call<'_>) -> Answer {
    call.allowed("ec2")?;
    let input = call.input.as_object().cloned().unwrap_or_default();
    // A filter that is not known here is refused: passing everything would hide a mistake.
    if input
        .keys()
        .any(|key| key.starts_with("Filter.") || key.starts_with("VpcEndpointId."))
    {
        let message = "the patchctl sandbox lists all VPC endpoints or none";
        return Err(WireError::new("InvalidParameterValue", message));
    }
    let files = call.snapshot.world.vpc_endpoints.get(&call.scope);
    let mut all = Vec::new();
    for file in files.into_iter().flatten() {
        all.extend(file.services.iter().map(|service| (service, &file.state)));
    }

    let (start, size) = (
        paging::position(call, "NextToken", "InvalidNextToken")?,
        size(&input, &[])?,
    );
    let end = (start.first + size).min(all.len());
    let mut items = String::new();
    for (index, (service, state)) in all.iter().enumerate().take(end).skip(start.first) {
        let kind = if *service == "s3" {
            "Gateway"
        } else {
            "Interface"
        };
        let _ = write!(
            items,
            "<item><vpcEndpointId>vpce-{index:017x}</vpcEndpointId><vpcEndpointType>{kind}</vpcEndpointType>\
             <vpcId>{}</vpcId><serviceName>com.amazonaws.{}.{}</serviceName><state>{}</state></item>",
            vpc(call),
            call.scope.region,
            escape(service),
            escape(state)
        );
    }
    let next = (end < all.len()).then(|| paging::token(call, "NextToken", Position::at(end)));
    let next = next.map_or_else(String::new, |token| {
        format!("<nextToken>{token}</nextToken>")
    });
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <DescribeVpcEndpointsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\
         <requestId>00000000-0000-4000-8000-000000000000</requestId>\
         <vpcEndpointSet>{items}</vpcEndpointSet>{next}</DescribeVpcEndpointsResponse>"
    )
    .into_bytes())
}

/// The one VPC of an account and Region.
fn vpc(call: &Call<'_>) -> String {
    let scope = &call.scope;
    let words = ["vpc", scope.account.as_str(), scope.region.as_str()];
    format!("vpc-{}", derive::hex_id(&words, 17))
}

/// The size of a page (EC2 API: 5 to 1000). With ids there are no pages.
fn size(input: &Map<String, Value>, ids: &[&str]) -> Result<usize, WireError> {
    let Some(text) = input.get("MaxResults").and_then(Value::as_str) else {
        return Ok(1000);
    };
    if !ids.is_empty() {
        let message = "The parameter instancesSet cannot be used with the parameter maxResults";
        return Err(WireError::new("InvalidParameterCombination", message));
    }
    let size = text.parse().ok().filter(|size| (5..=1000).contains(size));
    size.ok_or_else(|| {
        let message = format!("Value ( {text} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.");
        WireError::new("InvalidParameterValue", message)
    })
}

/// The members `NAME.1`, `NAME.2` and so on of a list.
fn list<'a>(input: &'a Map<String, Value>, name: &str) -> Vec<&'a str> {
    let members = (1..).map_while(|index| input.get(&format!("{name}.{index}"))?.as_str());
    members.collect()
}

fn filters(input: &Map<String, Value>) -> Result<Vec<Filter<'_>>, WireError> {
    // The query protocol numbers its members from 1.
    let names = (1..).map_while(|index| {
        let name = input.get(&format!("Filter.{index}.Name"))?.as_str()?;
        Some((name, list(input, &format!("Filter.{index}.Value"))))
    });
    let filters: Vec<Filter<'_>> = names
        .map(|(name, values)| Filter { name, values })
        .collect();

    // A filter that is not known here is refused: passing everything would hide a mistake.
    for filter in &filters {
        let known = matches!(
            filter.name,
            "instance-id" | "instance-state-name" | "tag-key"
        ) || filter
            .name
            .strip_prefix("tag:")
            .is_some_and(|key| !key.is_empty());
        if !known {
            let message = format!("The filter '{}' is invalid", filter.name);
            return Err(WireError::new("InvalidParameterValue", message));
        }
        if filter.values.len() > VALUES {
            let message = "The maximum number of filter values specified on a single call is 200";
            return Err(WireError::new("FilterLimitExceeded", message));
        }
    }
    Ok(filters)
}

fn passes(filter: &Filter<'_>, node: &Node) -> bool {
    let any = |text: &str| filter.values.iter().any(|pattern| fits(pattern, text));
    match filter.name {
        "instance-id" => any(&node.id),
        "instance-state-name" => any(node.presence.ec2_state()),
        "tag-key" => node.tags.keys().any(|key| any(key)),
        name => {
            let key = name.strip_prefix("tag:").unwrap_or_default();
            node.tags.get(key).is_some_and(|value| any(value))
        }
    }
}

/// Whether a text fits a pattern with `*`, `?` and escapes by `\`.
fn fits(pattern: &str, text: &str) -> bool {
    let mut wanted = pattern.chars();
    match wanted.next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = wanted.as_str();

            // A star may stand for nothing, and for everything to the end.
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.any(|at| fits(rest, &text[at..]))
        }
        Some('?') => {
            let mut found = text.chars();
            found.next().is_some() && fits(wanted.as_str(), found.as_str())
        }
        Some(first) => {
            let literal = match first {
                // A backslash takes its meaning from a star or a question mark.
                '\\' => wanted.next().unwrap_or('\\'),
                other => other,
            };
            let mut found = text.chars();
            found.next() == Some(literal) && fits(wanted.as_str(), found.as_str())
        }
    }
}

fn document(call: &Call<'_>, nodes: &[&Node], next: Option<String>) -> Vec<u8> {
    let mut items = String::new();
    for node in nodes {
        // Derived from the node, so that every call and every process shows the same.
        let seed = ["reservation", node.id.as_str()];
        let reservation = &hex::encode(&derive::digest(&seed)[..9])[..17];
        let _ = write!(
            items,
            "<item><reservationId>r-{reservation}</reservationId><ownerId>{}</ownerId><groupSet/>\
             <instancesSet>{}</instancesSet></item>",
            call.scope.account,
            instance(call, node)
        );
    }
    let next = next.map_or_else(String::new, |token| {
        format!("<nextToken>{token}</nextToken>")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\
         <requestId>00000000-0000-4000-8000-000000000000</requestId>\
         <reservationSet>{items}</reservationSet>{next}</DescribeInstancesResponse>"
    )
    .into_bytes()
}

fn instance(call: &Call<'_>, node: &Node) -> String {
    let state = node.presence.ec2_state();
    let mut tags = String::new();
    for (key, value) in &node.tags {
        let (key, value) = (escape(key), escape(value));
        let _ = write!(tags, "<item><key>{key}</key><value>{value}</value></item>");
    }
    let kind = node.catalogue.os.platform_type();
    let platform = match kind {
        PlatformType::Windows => "<platform>windows</platform>",
        _ => "",
    };
    let size = match kind {
        PlatformType::MacOs => "mac2.metal",
        _ => "t3.small",
    };

    // A start after a stop is a new launch; the interface of the first one stays.
    let born = node.registered;
    let launched = node.launched.unwrap_or(born);
    // What is terminated has neither addresses nor interfaces any more.
    let attached = match state {
        "terminated" => "<networkInterfaceSet/>".to_owned(),
        _ => format!(
            "<vpcId>{}</vpcId><privateIpAddress>{}</privateIpAddress><networkInterfaceSet><item><attachment>\
             <attachTime>{born}</attachTime><deviceIndex>0</deviceIndex><status>attached</status>\
             </attachment></item></networkInterfaceSet>",
            vpc(call),
            escape(&node.ip)
        ),
    };
    let profile = if node.profile && state != "terminated" {
        format!(
            "<iamInstanceProfile><arn>arn:{}:iam::{}:instance-profile/{}</arn>\
             <id>AIPAEXAMPLE00000000A</id></iamInstanceProfile>",
            regions::partition(call.scope.region.as_str()),
            call.scope.account,
            escape(&node.role)
        )
    } else {
        String::new()
    };
    format!(
        "<item><instanceId>{}</instanceId><imageId>ami-0123456789abcdef0</imageId>\
         <instanceState><code>{}</code><name>{state}</name></instanceState><instanceType>{size}</instanceType>\
         <launchTime>{launched}</launchTime><placement><availabilityZone>{}a</availabilityZone></placement>\
         {platform}{attached}{profile}<tagSet>{tags}</tagSet></item>",
        escape(&node.id),
        code(state),
        call.scope.region
    )
}

/// The number of a state (EC2 API, `InstanceState`).
fn code(state: &str) -> u8 {
    match state {
        "pending" => 0,
        "shutting-down" => 32,
        "terminated" => 48,
        "stopping" => 64,
        "stopped" => 80,
        _ => 16,
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_have_wildcards_and_escapes() {
        for (pattern, text, expected) in [
            ("web-*", "web-1", true),
            ("web-?", "web-12", false),
            ("*b*1", "web-1", true),
            ("pro\\?d", "pro?d", true),
            ("pro\\?d", "proxd", false),
            ("", "x", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
