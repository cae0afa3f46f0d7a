//! Events of others, as a fleet file writes them.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::identity::Identity;
use super::record::{Record, head, whole_seconds};
use super::sources::source_of;
use crate::domain::id::{AccountId, Region, Scope};
use crate::sandbox::derive::capitals;
use crate::sandbox::fleet::FleetFile;
use crate::sandbox::fleet::file::TrailFile;
use crate::sandbox::fleet::when::When;

/// The records of a fleet that is seeded at a moment.
pub(in crate::sandbox) fn records(fleet: &FleetFile, seeded: Timestamp) -> Vec<Record> {
    let records = fleet.trail.iter();
    records
        .filter_map(|file| record(fleet, file, seeded))
        .collect()
}

/// `None` for what is not sound, which the check refuses.
fn record(fleet: &FleetFile, file: &TrailFile, seeded: Timestamp) -> Option<Record> {
    let mut accounts = fleet.accounts.iter();
    let account = accounts.find(|one| one.id == file.account || one.name == file.account)?;
    let scope = Scope {
        account: AccountId::trusted(&account.id),
        region: Region::trusted(&file.region),
    };
    let at = When::parse(&file.at).ok()?.resolve(seeded);

    // As the sandbox writes its own, so that a reader cannot tell them apart.
    let mut body = head(&file.event, source_of(&file.service)?, &scope, at);
    let principal = principal(&file.who);
    let identity = Identity {
        arn: &file.who,
        principal: &principal,
        access_key: None,
        invoked_by: file.invoked_by.as_deref(),
    };
    body["userIdentity"] = identity.element();
    body["sourceIPAddress"] = json!(file.source_ip);
    body["userAgent"] = json!(file.user_agent);
    body["requestParameters"] = members(&file.request);
    body["responseElements"] = members(&file.response);

    if let Some(error) = &file.error {
        body["errorCode"] = json!(error);
        body["errorMessage"] = json!(file.message);
    }
    Some(Record {
        scope,
        at: whole_seconds(at),
        name: file.event.clone(),
        body,
    })
}

/// Nothing at all is null in a record.
fn members(given: &Map<String, Value>) -> Value {
    if given.is_empty() {
        Value::Null
    } else {
        Value::Object(given.clone())
    }
}

/// A unique id as IAM makes them; that of a session has its name behind it.
fn principal(arn: &str) -> String {
    let session = arn.split_once(":assumed-role/");
    match session.and_then(|(before, rest)| Some((before, rest.split_once('/')?))) {
        Some((before, (role, name))) => {
            format!("AROA{}:{name}", capitals(&["role", before, role], 17))
        }
        None => format!("AIDA{}", capitals(&["user", arn], 17)),
    }
}
