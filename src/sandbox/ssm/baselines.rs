//! Patch baselines, as they are read.

use serde::Serialize;
use serde_json::{Value, json};

use super::shapes::{BASELINE_ID, NEXT_TOKEN, OPERATING_SYSTEM, PATCH_FILTERS, max_results};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::baseline_document::{self, operating_system};
use crate::sandbox::world::baselines::Baselines;
use crate::sandbox::world::stored::Stored;

static DESCRIBE: [Member; 3] = [PATCH_FILTERS, max_results(1, 100), NEXT_TOKEN];
static GET: [Member; 1] = [Member::required("BaselineId", BASELINE_ID)];
static GET_DEFAULT: [Member; 1] = [Member::optional("OperatingSystem", OPERATING_SYSTEM)];

/// A baseline in a list (shape `PatchBaselineIdentity`).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Identity<'a> {
    baseline_id: &'a str,
    baseline_name: &'a str,
    operating_system: OperatingSystem,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_description: Option<&'a str>,
    default_baseline: bool,
}

impl<'a> Identity<'a> {
    pub(super) fn of(stored: &'a Stored, baselines: &Baselines) -> Self {
        Self {
            baseline_id: &stored.id,
            baseline_name: &stored.name,
            operating_system: stored.rules.os,
            baseline_description: stored.description.as_deref(),
            default_baseline: baselines.is_default(stored),
        }
    }
}

pub(super) fn describe_patch_baselines(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    check_keys(&call.input, &["NAME_PREFIX", "OWNER", "OPERATING_SYSTEM"])?;
    let baselines = call.snapshot.world.baselines(&call.scope);

    let found: Vec<&Stored> = baselines
        .all
        .iter()
        .map(AsRef::as_ref)
        .filter(|stored| passes(&call.input, stored))
        .collect();

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let identities: Vec<Identity<'_>> = page
        .iter()
        .map(|stored| Identity::of(stored, &baselines))
        .collect();
    answer("BaselineIdentities", &identities, next_token)
}

/// Writes a list with its token.
pub(super) fn answer<T: Serialize>(key: &str, items: &[T], next_token: Option<String>) -> Answer {
    let mut output = json!({ key: items });
    if let Some(token) = next_token {
        output["NextToken"] = Value::String(token);
    }
    write(&output)
}

/// Refuses a filter key that the operation does not have. These operations model no
/// `InvalidFilter`.
pub(super) fn check_keys(input: &Value, keys: &[&str]) -> Result<(), WireError> {
    match items(input, "Filters")
        .iter()
        .map(|filter| text(filter, "Key"))
        .find(|key| !keys.contains(key))
    {
        Some(key) => Err(WireError::validation(format!(
            "Invalid filter key: {key}. Valid keys are: {}",
            keys.join(", ")
        ))),
        None => Ok(()),
    }
}

fn passes(input: &Value, stored: &Stored) -> bool {
    // Filters are all to hold, and of the values of one filter one is enough.
    items(input, "Filters").iter().all(|filter| {
        texts(filter, "Values")
            .iter()
            .any(|value| match text(filter, "Key") {
                "NAME_PREFIX" => stored.name.starts_with(value),
                "OWNER" => match *value {
                    "AWS" => stored.aws_owned,
                    "Self" => !stored.aws_owned,
                    value => value == "All",
                },
                _ => stored.rules.os.as_str() == *value,
            })
    })
}

pub(super) fn get_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let id = text(&call.input, "BaselineId");
    let baselines = call.snapshot.world.baselines(&call.scope);
    let Some(stored) = baselines.find(id) else {
        return Err(not_found(id));
    };
    let mut output = describe(stored);
    output["PatchGroups"] = json!(baselines.groups_of(&stored.id));
    write(&output)
}

/// Everything of a baseline but its groups.
pub(in crate::sandbox) fn describe(stored: &Stored) -> Value {
    let mut output = baseline_document::members(stored);
    output.insert("BaselineId".to_owned(), json!(stored.id));
    output.insert("CreatedDate".to_owned(), json!(Epoch(stored.created)));
    output.insert("ModifiedDate".to_owned(), json!(Epoch(stored.modified)));
    Value::Object(output)
}

/// An id that has not the form of one is another error than one that names nothing.
pub(super) fn not_found(id: &str) -> WireError {
    // Real ids have seventeen digits; the model takes up to 128 characters of many kinds.
    let short = id.rsplit_once('/').map_or(id, |(_, short)| short);
    let digits = short.strip_prefix("pb-").unwrap_or_default();
    if digits.len() == 17 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        does_not_exist()
    } else {
        WireError::new(
            "InvalidResourceId",
            "The resource ID is not valid. Verify that you entered the correct ID and try again.",
        )
    }
}

pub(super) fn does_not_exist() -> WireError {
    WireError::new(
        "DoesNotExistException",
        "Patch Baseline to be retrieved does not exist.",
    )
}

pub(super) fn get_default_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET_DEFAULT)?;
    let os = operating_system(text(&call.input, "OperatingSystem"));
    let baselines = call.snapshot.world.baselines(&call.scope);
    // Only an operating system without a baseline of AWS in this Region has none.
    let Some(stored) = baselines.default_for(os) else {
        return Err(WireError::new(
            "DoesNotExistException",
            format!("There is no default patch baseline for {os}."),
        ));
    };

    write(&json!({"BaselineId": stored.id, "OperatingSystem": os}))
}
