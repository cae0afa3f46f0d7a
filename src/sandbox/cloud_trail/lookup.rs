//! `LookupEvents`: one attribute, the last 90 days, 50 events a page, and two refusals more than the
//! model says in words.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::identity::username;
use crate::sandbox::call::Call;
use crate::sandbox::derive;
use crate::sandbox::paging;
use crate::sandbox::store::Kept;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};

/// For how long events can be looked up (CloudTrail API, `LookupEvents`).
const DAYS: SignedDuration = SignedDuration::from_hours(24 * 90);
/// How late events can be looked up. AWS says "on average within about 5 minutes", and guarantees
/// nothing (CloudTrail User Guide, "How CloudTrail works").
const LATE: SignedDuration = SignedDuration::from_mins(5);
/// The size of a page, by default and at most.
const PAGE: usize = 50;
/// The longest value of an attribute.
const LONGEST: usize = 2000;

/// By what an event can be looked up (CloudTrail API, shape `LookupAttributeKey`).
const KEYS: [&str; 8] = [
    "EventId",
    "EventName",
    "ReadOnly",
    "Username",
    "ResourceType",
    "ResourceName",
    "EventSource",
    "AccessKeyId",
];

/// What is looked for.
struct Attribute<'a> {
    key: &'a str,
    value: &'a str,
}

pub(super) fn lookup_events(call: &Call<'_>) -> Answer {
    let attribute = attribute(&call.input)?;
    let span = span(call)?;
    size(&call.input)?;
    let is_of_insights = is_of_insights(&call.input)?;

    // The name is what most ask for, and the store can tell it without reading the rest.
    let name = attribute.as_ref().filter(|one| one.key == "EventName");
    let kept = call
        .store
        .trail(&call.scope, span, name.map(|one| one.value))?;
    let events = kept.iter().map(event);
    let found: Vec<Value> = events
        .filter(|event| attribute.as_ref().is_none_or(|one| one.fits(event)))
        .filter(|_| !is_of_insights)
        .collect();

    let (page, next) = paging::cut(call, &found, PAGE, PAGE, "InvalidNextTokenException")?;
    let mut answer = json!({"Events": page});
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    write(&answer)
}

fn attribute(input: &Value) -> Result<Option<Attribute<'_>>, WireError> {
    let refused = |why: &str| WireError::new("InvalidLookupAttributesException", why);
    let list = match input.get("LookupAttributes") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(wrong_type("LookupAttributes")),
    };
    let attribute = match list.as_slice() {
        [] => return Ok(None),
        [one] => one,
        _ => return Err(refused("You can only specify one lookup attribute.")),
    };

    // Half an attribute, and one that nobody knows, are refused alike.
    let text = |name: &str| attribute.get(name).and_then(Value::as_str);
    let key = text("AttributeKey").filter(|key| KEYS.contains(key));
    let value = text("AttributeValue").filter(|value| (1..=LONGEST).contains(&value.len()));
    match key.zip(value) {
        Some((key, value)) => Ok(Some(Attribute { key, value })),
        None => Err(refused("The lookup attribute is not valid.")),
    }
}

impl Attribute<'_> {
    fn fits(&self, event: &Value) -> bool {
        let resources = || event["Resources"].as_array().into_iter().flatten();
        let any_resource = |member: &str| resources().any(|one| one[member] == self.value);
        match self.key {
            "ResourceName" => any_resource("ResourceName"),
            "ResourceType" => any_resource("ResourceType"),
            key => event[key] == self.value,
        }
    }
}

/// The first and the last moment. What lies outside of what is kept is refused: that AWS does the
/// same is not verified.
fn span(call: &Call<'_>) -> Result<(Timestamp, Timestamp), WireError> {
    let seen = call.now.saturating_sub(LATE).unwrap_or(call.now);
    let oldest = call.now.saturating_sub(DAYS).unwrap_or(call.now);
    let from = moment(&call.input, "StartTime")?;
    let until = moment(&call.input, "EndTime")?;

    let refused = |why: &str| Err(WireError::new("InvalidTimeRangeException", why));
    // The order first: it needs no clock, and so tells a mistake of the caller for certain.
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        return refused("The start time is after the end time.");
    }
    if [from, until].into_iter().flatten().any(|at| at < oldest) {
        return refused("The time range is outside of the last 90 days.");
    }
    let until = until.unwrap_or(seen).min(seen);
    Ok((from.unwrap_or(oldest), until))
}

/// A time as JSON has it: seconds since the epoch.
fn moment(input: &Value, name: &str) -> Result<Option<Timestamp>, WireError> {
    let value = match input.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value,
    };
    // Clients send whole seconds or fractions, as they like.
    let seconds = value.as_f64().ok_or_else(|| wrong_type(name))?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what does not fit is the first or the last moment that there is"
    )]
    let milliseconds = (seconds * 1000.0) as i64;
    let moment = Timestamp::from_millisecond(milliseconds);
    moment
        .map(Some)
        .map_err(|_| WireError::new("InvalidTimeRangeException", "That is no time."))
}

/// Refuses the size of a page that AWS does not give.
fn size(input: &Value) -> Result<(), WireError> {
    match input.get("MaxResults") {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Number(size)) if size.as_u64().is_some_and(|size| (1..=50).contains(&size)) => {
            Ok(())
        }
        Some(Value::Number(_)) => Err(WireError::new(
            "InvalidMaxResultsException",
            "A limit of results is between 1 and 50.",
        )),
        Some(_) => Err(wrong_type("MaxResults")),
    }
}

/// Whether events of Insights are asked for, of which there are none here.
fn is_of_insights(input: &Value) -> Result<bool, WireError> {
    match input.get("EventCategory").and_then(Value::as_str) {
        None => Ok(false),
        Some("insight") => Ok(true),
        Some(_) => Err(WireError::new(
            "InvalidEventCategoryException",
            "The event category is not valid.",
        )),
    }
}

fn wrong_type(name: &str) -> WireError {
    let message = format!("{name} has a value of the wrong type");
    WireError::new("SerializationException", message)
}

/// A record as it is looked up.
fn event(kept: &Kept) -> Value {
    let scope = &kept.record.scope;
    let number = kept.number.to_string();
    let id = derive::uuid(&[
        "event",
        scope.account.as_str(),
        scope.region.as_str(),
        &number,
    ]);
    let mut record = kept.record.body.clone();
    record["eventID"] = json!(id);
    record["requestID"] = json!(derive::uuid(&["request of", &id]));

    // The record is a text in the event, and not a part of its JSON.
    let identity = &record["userIdentity"];
    let mut event = json!({
        "EventId": id,
        "EventName": kept.record.name,
        "ReadOnly": "false",
        "EventTime": Epoch(kept.record.at),
        "EventSource": record["eventSource"],
        "Resources": resources(&record["requestParameters"]),
        "CloudTrailEvent": record.to_string(),
    });

    if let Some(name) = username(identity) {
        event["Username"] = json!(name);
    }
    if let Some(key) = identity["accessKeyId"].as_str() {
        event["AccessKeyId"] = json!(key);
    }
    event
}

/// The instances that a request of EC2 names; which resources AWS lists of others is not documented.
fn resources(request: &Value) -> Vec<Value> {
    let items = request["resourcesSet"]["items"].as_array();
    let ids = items.into_iter().flatten();
    let ids = ids.filter_map(|item| item["resourceId"].as_str());
    ids.filter(|id| id.starts_with("i-"))
        .map(|id| json!({"ResourceType": "AWS::EC2::Instance", "ResourceName": id}))
        .collect()
}
