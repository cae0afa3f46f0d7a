//! STS: who am I, and assuming a role.

use jiff::SignedDuration;
use serde_json::{Map, Value};

use super::call::Call;
use super::constraint::{self, Member, Pattern, Shape, text};
use super::identity;
use super::wire::{Answer, WireError, escape};

/// The namespace of its answers.
pub(super) const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

const SESSION_NAME: Pattern = Pattern {
    text: "[\\w+=,.@-]*",
    matches: |text| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c))
    },
};

static ASSUME_ROLE: [Member; 3] = [
    Member::required("RoleArn", Shape::text(20, 2048)),
    Member::required("RoleSessionName", Shape::pattern(2, 64, SESSION_NAME)),
    Member::optional("ExternalId", Shape::text(2, 1224)),
];

/// Reads a form body into an object of strings.
pub(super) fn parameters(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let mut object = Map::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        object.insert(decode(key), Value::String(decode(value)));
    }
    Value::Object(object)
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        // What is no escape stays as it is, rather than being refused.
        let escaped = text
            .get(index + 1..index + 3)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[index], escaped) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                index += 2;
            }
            (b'+', _) => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
        index += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Answers a call to STS.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    match call.operation {
        "GetCallerIdentity" => Ok(identity_of(call)),
        "AssumeRole" => assume_role(call),
        operation => {
            let message = format!("the patchctl sandbox does not implement sts:{operation}");
            Err(WireError::new("InvalidAction", message))
        }
    }
}

fn identity_of(call: &Call<'_>) -> Vec<u8> {
    let caller = call.caller;
    let result = format!(
        "<Arn>{}</Arn><UserId>{}</UserId><Account>{}</Account>",
        escape(&caller.arn),
        escape(&caller.user_id),
        escape(&caller.account)
    );
    envelope("GetCallerIdentity", &result)
}

fn assume_role(call: &Call<'_>) -> Answer {
    call.allowed("sts")?;
    // The query protocol names this error without its ending.
    constraint::check(&call.input, &ASSUME_ROLE).map_err(|error| WireError {
        code: "ValidationError".to_owned(),
        ..error
    })?;
    let duration = duration(&call.input)?;

    let input = &call.input;
    let (role_arn, name) = (text(input, "RoleArn"), text(input, "RoleSessionName"));
    let credentials = identity::assume(
        &call.snapshot.world,
        call.now,
        call.caller,
        role_arn,
        name,
        duration,
    )?;

    let result = format!(
        "<Credentials><AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey><SessionToken>{}</SessionToken>\
         <Expiration>{}</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>{}</AssumedRoleId><Arn>{}</Arn></AssumedRoleUser>",
        credentials.access_key,
        credentials.secret,
        credentials.token,
        credentials.expires,
        escape(&credentials.caller.user_id),
        escape(&credentials.caller.arn)
    );
    Ok(envelope("AssumeRole", &result))
}

/// For how long the credentials hold: an hour unless the call says otherwise (STS API reference,
/// AssumeRole). The query protocol has numbers as texts, so that the model cannot check it.
fn duration(input: &Value) -> Result<SignedDuration, WireError> {
    let Some(text) = input.get("DurationSeconds").and_then(Value::as_str) else {
        return Ok(SignedDuration::from_secs(3600));
    };
    let seconds = text.parse().ok();
    match seconds.filter(|seconds| (900..=43_200).contains(seconds)) {
        Some(seconds) => Ok(SignedDuration::from_secs(seconds)),
        None => Err(WireError::new(
            "ValidationError",
            format!(
                "1 validation error detected: Value '{text}' at 'durationSeconds' failed to satisfy constraint: \
                 Member must have value between 900 and 43200"
            ),
        )),
    }
}

fn envelope(operation: &str, result: &str) -> Vec<u8> {
    format!(
        "<{operation}Response xmlns=\"{NAMESPACE}\"><{operation}Result>{result}</{operation}Result>\
         <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></{operation}Response>"
    )
    .into_bytes()
}
