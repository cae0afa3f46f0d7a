//! AWS Config: the recorder of an account and Region.

use serde_json::{Value, json};

use super::call::{Call, unknown};
use super::constraint::{self, Member, Shape};
use super::fleet::file::RecorderFile;
use super::regions;
use super::wire::{Answer, WireError, json as write};

static NAME: Shape = Shape::text(1, 256);
static DESCRIBE: [Member; 3] = [
    Member::optional(
        "ConfigurationRecorderNames",
        Shape::list(0, usize::MAX, &NAME),
    ),
    Member::optional("ServicePrincipal", Shape::text(1, 128)),
    Member::optional("Arn", Shape::text(1, 1000)),
];

/// The name that the console gives.
const DEFAULT: &str = "default";

/// Answers a call to AWS Config.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let (list, of): (_, fn(&Call<'_>, &RecorderFile) -> Value) = match call.operation {
        "DescribeConfigurationRecorders" => ("ConfigurationRecorders", recorder),
        "DescribeConfigurationRecorderStatus" => ("ConfigurationRecordersStatus", status),
        operation => return Err(unknown("config", operation)),
    };
    call.allowed("config")?;
    constraint::check(&call.input, &DESCRIBE)?;

    // A service-linked recorder has another; there is none here.
    let wants_own = call.input.get("ServicePrincipal").is_none();
    let found: Vec<Value> = own(call)
        .filter(|_| wants_own)
        .map(|file| of(call, file))
        .collect();
    let names = call
        .input
        .get("ConfigurationRecorderNames")
        .and_then(Value::as_array);
    // Names that are asked for must all be there.
    let mut names = names.into_iter().flatten().filter_map(Value::as_str);
    if let Some(name) = names.find(|name| *name != DEFAULT || found.is_empty()) {
        let message =
            format!("Cannot find configuration recorder with the specified name '{name}'.");
        return Err(WireError::new(
            "NoSuchConfigurationRecorderException",
            message,
        ));
    }
    write(&json!({ list: found }))
}

/// The recorder of the caller's account and Region; there is at most one.
fn own<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a RecorderFile> {
    let account = call.snapshot.world.account(call.scope.account.as_str());
    let all = account.into_iter().flat_map(|account| &account.recorders);
    all.filter(|file| {
        file.regions
            .iter()
            .any(|region| region == call.scope.region.as_str())
    })
    .take(1)
}

fn recorder(call: &Call<'_>, file: &RecorderFile) -> Value {
    let partition = regions::partition(call.scope.region.as_str());
    let account = &call.scope.account;
    let role = format!(
        "arn:{partition}:iam::{account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    );
    let (all, strategy) = match (file.types.is_empty(), file.excluded.is_empty()) {
        (true, true) => (true, "ALL_SUPPORTED_RESOURCE_TYPES"),
        (true, false) => (false, "EXCLUSION_BY_RESOURCE_TYPES"),
        (false, _) => (false, "INCLUSION_BY_RESOURCE_TYPES"),
    };
    json!({
        "arn": format!("arn:{partition}:config:{}:{account}:configuration-recorder/{DEFAULT}/abcdefghijklmnop", call.scope.region),
        "name": DEFAULT,
        "roleARN": role,
        "recordingGroup": {
            "allSupported": all,
            "includeGlobalResourceTypes": all,
            "resourceTypes": file.types,
            "exclusionByResourceTypes": {"resourceTypes": file.excluded},
            "recordingStrategy": {"useOnly": strategy},
        },
        "recordingMode": {"recordingFrequency": "CONTINUOUS", "recordingModeOverrides": []},
        "recordingScope": "PAID",
    })
}

fn status(_: &Call<'_>, file: &RecorderFile) -> Value {
    json!({
        "name": DEFAULT,
        "recording": file.recording,
        "lastStatus": if file.recording { "Success" } else { "Pending" },
        "lastStartTime": 1_735_689_600.0,
        "lastStatusChangeTime": 1_735_689_600.0,
    })
}
