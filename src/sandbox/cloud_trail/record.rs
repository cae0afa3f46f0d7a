//! What a call leaves behind: a record as CloudTrail writes it (CloudTrail User Guide, "CloudTrail
//! record contents").

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::identity::Identity;
use super::sources::source_of;
use crate::domain::id::Scope;
use crate::sandbox::identity::Caller;
use crate::sandbox::wire::Answer;

/// A record in the store.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Record {
    pub(in crate::sandbox) scope: Scope,
    /// In whole seconds, as records have it.
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) name: String,
    /// The document of the record, without the id of the event.
    pub(in crate::sandbox) body: Value,
}

/// A call that was answered.
pub(in crate::sandbox) struct Answered<'a> {
    pub(in crate::sandbox) scope: Scope,
    pub(in crate::sandbox) at: Timestamp,
    /// As the router calls it.
    pub(in crate::sandbox) service: &'a str,
    pub(in crate::sandbox) operation: &'a str,
    pub(in crate::sandbox) caller: &'a Caller,
    pub(in crate::sandbox) access_key: &'a str,
    pub(in crate::sandbox) user_agent: &'a str,
    pub(in crate::sandbox) input: &'a Value,
    pub(in crate::sandbox) answer: &'a Answer,
}

/// How the names of operations begin that change nothing.
const READS: [&str; 6] = ["Describe", "Get", "List", "Lookup", "Head", "Assume"];

/// What stands in the place of values that the model of SSM marks as sensitive.
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// The members of SSM whose shapes are sensitive (botocore's model).
const SENSITIVE: [&str; 4] = [
    "Parameters",
    "TaskParameters",
    "OwnerInformation",
    "Configuration",
];

/// Whether a call is one that CloudTrail records and the sandbox too.
pub(in crate::sandbox) fn is_recorded(service: &str, operation: &str) -> bool {
    let reads = READS.iter().any(|verb| operation.starts_with(verb));
    !reads && source_of(service).is_some()
}

/// The record of a call; `None` for one that leaves none: it only reads, or nobody got an answer of
/// the service.
pub(in crate::sandbox) fn of_call(call: &Answered<'_>) -> Option<Record> {
    let source = source_of(call.service).filter(|_| is_recorded(call.service, call.operation))?;
    // Nobody calls here in the name of somebody else.
    let identity = Identity {
        arn: &call.caller.arn,
        principal: &call.caller.user_id,
        access_key: Some(call.access_key),
        invoked_by: None,
    };

    let mut body = head(call.operation, source, &call.scope, call.at);
    body["userIdentity"] = identity.element();
    body["sourceIPAddress"] = json!("127.0.0.1");
    body["userAgent"] = json!(call.user_agent);
    body["requestParameters"] = as_written(call.input, hidden(call));

    match call.answer {
        // The ids of what was made come back here, and nowhere else.
        Ok(answer) => {
            let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
            body["responseElements"] = as_written(&answer, hidden(call));
        }
        // Nobody knows what became of it, and CloudTrail is no witness of that.
        Err(error) if error.status >= 500 => return None,
        Err(error) => {
            body["errorCode"] = json!(error_code(&error.code));
            body["errorMessage"] = json!(error.message);
            body["responseElements"] = Value::Null;
        }
    }
    Some(Record {
        scope: call.scope.clone(),
        at: whole_seconds(call.at),
        name: call.operation.to_owned(),
        body,
    })
}

/// What every record has.
pub(super) fn head(operation: &str, source: &str, scope: &Scope, at: Timestamp) -> Value {
    json!({
        "eventVersion": "1.11",
        "eventTime": whole_seconds(at).to_string(),
        "eventSource": source,
        "eventName": operation,
        "awsRegion": scope.region,
        "readOnly": false,
        "eventType": "AwsApiCall",
        "managementEvent": true,
        "recipientAccountId": scope.account,
        "eventCategory": "Management",
    })
}

/// A record has no fractions of a second.
pub(super) fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// The code of a refusal has another name in a record than on the wire.
fn error_code(code: &str) -> &str {
    match code {
        "AccessDeniedException" => "AccessDenied",
        "UnauthorizedOperation" => "Client.UnauthorizedOperation",
        other => other,
    }
}

/// The members that a record of a call hides. The parameters of automations are of a shape that is
/// not sensitive.
fn hidden(call: &Answered<'_>) -> &'static [&'static str] {
    match (call.service, call.operation) {
        ("ssm", "StartAutomationExecution") => &[],
        ("ssm", _) => &SENSITIVE,
        _ => &[],
    }
}

/// A request or an answer as records have it: the names of members begin with a small letter, what
/// is sensitive is hidden, and nothing at all is null.
fn as_written(value: &Value, hidden: &[&str]) -> Value {
    match value {
        Value::Object(members) if members.is_empty() => Value::Null,
        value => written(value, hidden),
    }
}

fn written(value: &Value, hidden: &[&str]) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (small(name), member(name, value, hidden)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(|item| written(item, hidden)).collect(),
        plain => plain.clone(),
    }
}

fn member(name: &str, value: &Value, hidden: &[&str]) -> Value {
    match value {
        value if hidden.contains(&name) && !value.is_null() => json!(HIDDEN),
        // The names of tags and of parameters are the user's, and stay as they are.
        Value::Object(_) if matches!(name, "Tags" | "Parameters") => value.clone(),
        value => written(value, hidden),
    }
}

fn small(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
