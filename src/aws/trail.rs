//! What was called: the events of CloudTrail.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::actions::Action;
use super::pages;
use super::protocol::Protocol;
use super::site::Site;
use super::thin;
use crate::domain::audit::event::{Event, Outside};
use crate::domain::id::Scope;
use crate::error::Result;

/// The largest page of `LookupEvents` (CloudTrail API: 1 to 50).
const PAGE: u32 = 50;

const CLOUDTRAIL: Protocol = Protocol::json(
    "cloudtrail",
    "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
);

impl Site {
    /// The events of one name within some bounds, the newest first. Without a beginning everything
    /// that AWS still shows is meant.
    ///
    /// # Errors
    /// What AWS answered; an event without its name, its id or its time.
    pub async fn events(
        &self,
        name: &str,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Vec<Event>> {
        pages::all(Action::LookupEvents, |token| async move {
            let input = request(name, (since, until), token);
            let (action, place) = (Action::LookupEvents, self.place());
            let answer = thin::send_json(&self.config, &place, action, CLOUDTRAIL, &input).await?;
            page(&self.scope, &answer)
        })
        .await
    }
}

fn request(
    name: &str,
    (since, until): (Option<Timestamp>, Option<Timestamp>),
    token: Option<String>,
) -> Value {
    // One attribute is all that a call may have (CloudTrail API).
    let mut input = json!({
        "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}],
        "MaxResults": PAGE,
    });
    // Times as JSON has them; the model takes fractions and needs none.
    if let Some(since) = since {
        input["StartTime"] = json!(since.as_second());
    }
    if let Some(until) = until {
        input["EndTime"] = json!(until.as_second());
    }
    if let Some(token) = token {
        input["NextToken"] = json!(token);
    }
    input
}

fn page(scope: &Scope, answer: &Value) -> Result<(Vec<Event>, Option<String>)> {
    let unread = |why: &str| thin::unread(Action::LookupEvents, why);
    let events = answer["Events"].as_array();
    let events = events.ok_or_else(|| unread("has no list of events"))?;
    // One that cannot be told from others is refused rather than left out: the list would be shorter.
    let read = events.iter().map(|event| {
        let outside = outside(scope, event);
        let outside = outside.ok_or_else(|| unread("has an event without its name, id or time"))?;
        Ok(Event::read(outside))
    });
    let next = answer["NextToken"].as_str().map(str::to_owned);
    Ok((read.collect::<Result<_>>()?, next))
}

/// What an event says beside its record; `None` where it does not say which it is.
fn outside(scope: &Scope, event: &Value) -> Option<Outside> {
    let text = |name: &str| event[name].as_str().filter(|text| !text.is_empty());
    let owned = |name: &str| text(name).map(str::to_owned);
    let resources = event["Resources"].as_array().into_iter().flatten();
    let resources = resources.filter_map(|one| one["ResourceName"].as_str());
    Some(Outside {
        scope: scope.clone(),
        id: owned("EventId")?,
        name: owned("EventName")?,
        source: owned("EventSource").unwrap_or_default(),
        at: moment(&event["EventTime"])?,
        username: owned("Username"),
        resources: resources.map(str::to_owned).collect(),
        record: owned("CloudTrailEvent"),
    })
}

/// A time as JSON has it: seconds since the epoch, perhaps with a fraction.
fn moment(value: &Value) -> Option<Timestamp> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what does not fit is no time, and is refused below"
    )]
    let milliseconds = (value.as_f64()? * 1000.0).round() as i64;
    Timestamp::from_millisecond(milliseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AccountId, Region};

    fn scope() -> Scope {
        Scope {
            account: AccountId::trusted("123456789012"),
            region: Region::trusted("us-east-1"),
        }
    }

    /// The example of `lookup-events` in the AWS CLI's reference.
    #[test]
    fn a_page_is_read_and_what_is_none_is_refused() {
        let record = json!({
            "eventVersion": "1.02",
            "userIdentity": {
                "type": "AssumedRole",
                "principalId": "AROAJIKPFTA72SWU4L7T4:my-session-name",
                "arn": "arn:aws:sts::123456789012:assumed-role/my-role/my-session-name",
                "accountId": "123456789012",
            },
            "eventTime": "2016-01-26T21:42:12Z",
            "eventSource": "signin.amazonaws.com",
            "eventName": "ConsoleLogin",
            "sourceIPAddress": "72.21.198.70",
            "requestParameters": null,
            "responseElements": {"ConsoleLogin": "Success"},
            "eventID": "654ccbc0-ba0d-486a-9076-dbf7274677a7",
        });
        let answer = json!({
            "NextToken": "t",
            "Events": [{
                "EventId": "654ccbc0-ba0d-486a-9076-dbf7274677a7",
                "Username": "my-session-name",
                "EventTime": 1_637_257_262.0,
                "CloudTrailEvent": record.to_string(),
                "EventName": "ConsoleLogin",
                "Resources": [],
            }],
        });
        let (events, next) = page(&scope(), &answer).expect("a page");
        assert_eq!(next.as_deref(), Some("t"));
        assert_eq!(events[0].at.to_string(), "2021-11-18T17:41:02Z");
        assert_eq!(events[0].who.name, "my-role/my-session-name");
        let record = events[0].record.as_ref().expect("a record");
        assert_eq!(record.source_ip.as_deref(), Some("72.21.198.70"));

        for member in ["EventId", "EventName", "EventTime"] {
            let mut lacking = answer.clone();
            lacking["Events"][0][member] = Value::Null;
            assert!(page(&scope(), &lacking).is_err(), "{member}");
        }
        assert!(page(&scope(), &json!({"Events": {}})).is_err());
    }

    #[test]
    fn a_request_has_one_attribute_and_whole_seconds() {
        let since = "2026-11-20T10:00:00.5Z".parse().ok();
        let input = request("SendCommand", (since, None), Some("t".to_owned()));
        assert_eq!(
            input,
            json!({
                "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "SendCommand"}],
                "MaxResults": 50, "StartTime": 1_795_168_800, "NextToken": "t",
            })
        );
    }
}
