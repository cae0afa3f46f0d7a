//! An event of CloudTrail: what it says by itself, and what the record in it says besides.

use jiff::Timestamp;
use serde_json::Value;

use super::identity::Identity;
use crate::domain::id::Scope;

/// An event, as it is looked up.
#[derive(Clone, Debug)]
pub struct Event {
    /// The account and Region in which it was looked up.
    pub scope: Scope,
    /// Its id.
    pub id: String,
    /// The operation.
    pub name: String,
    /// The service, such as `ssm.amazonaws.com`.
    pub source: String,
    /// When it was called.
    pub at: Timestamp,
    /// Who called.
    pub who: Identity,
    /// The names of the resources that it lists.
    pub resources: Vec<String>,
    /// What its record says; else why that could not be read.
    pub record: Result<Record, String>,
}

/// The record of an event, as far as it matters here.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Where the call came from.
    pub source_ip: Option<String>,
    /// What called.
    pub user_agent: Option<String>,
    /// The id of the request.
    pub request_id: Option<String>,
    /// The code and the sentence of a refusal.
    pub error: Option<(String, String)>,
    /// The members of the request.
    pub request: Value,
    /// The members of the answer.
    pub response: Value,
}

/// What an event says beside its record.
#[derive(Clone, Debug)]
pub struct Outside {
    /// The account and Region in which it was looked up.
    pub scope: Scope,
    /// Its id.
    pub id: String,
    /// The operation.
    pub name: String,
    /// The service.
    pub source: String,
    /// When it was called.
    pub at: Timestamp,
    /// The name of who called.
    pub username: Option<String>,
    /// The names of the resources that it lists.
    pub resources: Vec<String>,
    /// The record, as text.
    pub record: Option<String>,
}

impl Event {
    /// Reads an event with its record. Without a record that can be read it is an event all the same:
    /// that something was called is known.
    pub fn read(outside: Outside) -> Self {
        let username = outside.username.as_deref();
        let read = document(&outside);

        // Who called stands beside the record too, as a name alone.
        let who = match &read {
            Ok(document) => Identity::read(&document["userIdentity"], username),
            Err(_) => Identity::read(&Value::Null, username),
        };
        Self {
            record: read.map(|document| Record::read(&document)),
            who,
            scope: outside.scope,
            id: outside.id,
            name: outside.name,
            source: outside.source,
            at: outside.at,
            resources: outside.resources,
        }
    }

    /// Whether it was refused.
    pub fn error(&self) -> Option<&(String, String)> {
        self.record.as_ref().ok()?.error.as_ref()
    }

    /// A text of the request or of the answer, by its JSON pointer.
    pub fn text(&self, pointer: &str) -> Option<&str> {
        let record = self.record.as_ref().ok()?;
        let found = |value: &'_ Value| value.pointer(pointer).and_then(Value::as_str).is_some();
        let value = [&record.request, &record.response]
            .into_iter()
            .find(|value| found(value))?;
        value.pointer(pointer)?.as_str()
    }

    /// Whether a text is one of its resources, or stands anywhere in the request or the answer.
    pub fn names(&self, text: &str) -> bool {
        let record = self.record.as_ref().ok();
        let inside = record
            .is_some_and(|record| holds(&record.request, text) || holds(&record.response, text));
        inside || self.resources.iter().any(|name| is_name(name, text))
    }
}

/// The record of an event as JSON, when it is one of this event.
fn document(outside: &Outside) -> Result<Value, String> {
    let text = outside.record.as_deref().ok_or("there is none")?;
    let document: Value = serde_json::from_str(text).map_err(|_| "it is no JSON")?;
    if !document["userIdentity"].is_object() {
        return Err("it does not say who called".to_owned());
    }

    // What belongs to another call would tell of another one's deeds.
    let is_of = |member: &str, text: &str| document[member].as_str().is_none_or(|it| it == text);
    if !is_of("eventID", &outside.id) || document["eventName"] != outside.name.as_str() {
        return Err("it is the record of another event".to_owned());
    }
    Ok(document)
}

impl Record {
    fn read(document: &Value) -> Self {
        let text = |name: &str| document[name].as_str().map(str::to_owned);
        // A call that was carried out has no code at all.
        let code = text("errorCode").filter(|code| !code.is_empty());

        Self {
            source_ip: text("sourceIPAddress"),
            user_agent: text("userAgent"),
            request_id: text("requestID"),
            error: code.map(|code| (code, text("errorMessage").unwrap_or_default())),
            request: document["requestParameters"].clone(),
            response: document["responseElements"].clone(),
        }
    }
}

/// Whether a text stands anywhere in a value, by itself or at the end of an ARN.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(found) => is_name(found, text),
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|value| holds(value, text)),
        _ => false,
    }
}

fn is_name(found: &str, text: &str) -> bool {
    found == text || found.rsplit('/').next() == Some(text)
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::id::{AccountId, Region};

    /// An event with a record that holds these members.
    pub(in crate::domain::audit) fn event(name: &str, source: &str, record: Value) -> Event {
        let mut document = json!({
            "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/Alice"},
            "eventName": name,
            "eventID": "e-1",
        });
        let members = record.as_object().expect("an object").clone();
        document.as_object_mut().expect("an object").extend(members);
        Event::read(outside(name, source, Some(document.to_string())))
    }

    fn outside(name: &str, source: &str, record: Option<String>) -> Outside {
        Outside {
            scope: Scope {
                account: AccountId::trusted("123456789012"),
                region: Region::trusted("us-east-1"),
            },
            id: "e-1".to_owned(),
            name: name.to_owned(),
            source: source.to_owned(),
            at: "2026-11-20T10:00:00Z".parse().expect("a time"),
            username: Some("Bob".to_owned()),
            resources: vec!["i-0123456789abcdef0".to_owned()],
            record,
        }
    }

    /// With sets, as records of EC2 have lists.
    #[test]
    fn a_record_tells_who_what_and_whether_it_was_refused() {
        let found = event(
            "CreateTags",
            "ec2.amazonaws.com",
            json!({
                "requestParameters": {
                    "resourcesSet": {"items": [{"resourceId": "i-0598c7d356eba48d7"}]},
                    "tagSet": {"items": [{"key": "Patch Group", "value": "web"}]},
                },
                "responseElements": {"_return": true},
                "errorCode": "Client.UnauthorizedOperation",
                "errorMessage": "no",
                "sourceIPAddress": "198.51.100.1",
            }),
        );
        assert_eq!(found.who.name, "Alice");
        assert_eq!(
            found.error().map(|(code, _)| code.as_str()),
            Some("Client.UnauthorizedOperation")
        );
        assert!(found.names("i-0598c7d356eba48d7") && found.names("i-0123456789abcdef0"));
        assert!(!found.names("i-0598c7d356eba48d"));
    }

    #[test]
    fn what_cannot_be_read_is_an_event_all_the_same() {
        let other = json!({"userIdentity": {}, "eventName": "SendCommand", "eventID": "e-2"});
        let another = json!({"userIdentity": {}, "eventName": "CancelCommand"});
        let nobody = json!({"eventName": "SendCommand"});
        for (record, why) in [
            (None, "there is none"),
            (Some("{".to_owned()), "it is no JSON"),
            (Some("[]".to_owned()), "it does not say who called"),
            (Some(nobody.to_string()), "it does not say who called"),
            (Some(other.to_string()), "it is the record of another event"),
            (
                Some(another.to_string()),
                "it is the record of another event",
            ),
        ] {
            let found = Event::read(outside("SendCommand", "ssm.amazonaws.com", record));
            assert_eq!(found.record.expect_err("no record"), why);
            assert_eq!(found.who.name, "Bob");
        }
    }
}
