//! Shapes and patterns that several operations share (SSM API model).

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::domain::baseline::ComplianceLevel;
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::constraint::{Member, Pattern, Shape, is_made_of, text};
use crate::sandbox::wire::WireError;
use crate::sandbox::world::tags::Tags;

/// Whether a text has the form of a UUID, in letters of either case.
pub(super) fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

const INSTANCE_ID_PATTERN: Pattern = Pattern {
    text: "(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)",
    matches: |text| match (text.strip_prefix("i-"), text.strip_prefix("mi-")) {
        (Some(rest), _) => is_made_of(rest, 8..=8, b"_") || is_made_of(rest, 17..=17, b"_"),
        (_, Some(rest)) => is_made_of(rest, 17..=17, b"_"),
        _ => false,
    },
};

const BASELINE_ID_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-:/]{20,128}$",
    matches: |text| is_made_of(text, 20..=128, b"_-:/"),
};

const BASELINE_NAME_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.]{3,128}$",
    matches: |text| is_made_of(text, 3..=128, b"_-."),
};

/// What tags and patch groups are made of.
const TAG_TEXT: &str = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$";

static TAG_CHARACTERS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z").expect("the pattern is valid"));

const TAG_PATTERN: Pattern = Pattern {
    text: TAG_TEXT,
    matches: |text| TAG_CHARACTERS.is_match(text),
};

pub(super) const INSTANCE_ID: Shape = Shape::pattern(0, usize::MAX, INSTANCE_ID_PATTERN);
pub(super) const BASELINE_ID: Shape = Shape::pattern(20, 128, BASELINE_ID_PATTERN);
pub(super) const BASELINE_NAME: Shape = Shape::pattern(3, 128, BASELINE_NAME_PATTERN);
pub(super) const PATCH_GROUP: Shape = Shape::pattern(1, 256, TAG_PATTERN);
pub(super) const OPERATING_SYSTEM: Shape = Shape::one_of(&OPERATING_SYSTEMS);
pub(super) const NEXT_TOKEN: Member = Member::optional("NextToken", Shape::TEXT);

pub(super) const fn max_results(min: i64, max: i64) -> Member {
    Member::optional("MaxResults", Shape::Number { min, max })
}

const OPERATING_SYSTEMS: [&str; 15] = {
    let mut names = [""; 15];
    let mut index = 0;
    while index < names.len() {
        names[index] = OperatingSystem::ALL[index].as_str();
        index += 1;
    }
    names
};

/// The most tags of one resource; the model allows a request of more.
pub(super) const MOST_TAGS: usize = 50;

pub(super) static TAG_KEY: Shape = Shape::pattern(1, 128, TAG_PATTERN);
static TAG: [Member; 2] = [
    Member::required("Key", Shape::pattern(1, 128, TAG_PATTERN)),
    Member::required("Value", Shape::pattern(0, 256, TAG_PATTERN)),
];
static TAG_SHAPE: Shape = Shape::Structure(&TAG);

/// `Tags` (shape `TagList`).
pub(super) const TAGS: Shape = Shape::list(0, 1000, &TAG_SHAPE);

/// Reads tags. What the model leaves open is refused with sentences that are unverified.
pub(super) fn read_tags(list: &[Value]) -> Result<Tags, WireError> {
    let mut tags = Tags::new();
    for tag in list {
        let key = text(tag, "Key");
        check_tag_key(key)?;
        // A map would keep the last one without a word.
        if tags
            .insert(key.to_owned(), text(tag, "Value").to_owned())
            .is_some()
        {
            return Err(WireError::validation(format!("Duplicate tag key: {key}")));
        }
    }

    // Counted here, because the model allows more in one request than a resource can have.
    if tags.len() > MOST_TAGS {
        return Err(WireError::validation(format!(
            "A resource can have at most {MOST_TAGS} tags."
        )));
    }

    Ok(tags)
}

/// Keys that AWS keeps for itself.
pub(super) fn check_tag_key(key: &str) -> Result<(), WireError> {
    if key
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
    {
        return Err(WireError::validation(
            "aws: prefixed tag key names are not allowed for external use.",
        ));
    }
    Ok(())
}

static FILTER_VALUE: Shape = Shape::text(1, 256);
static FILTER: [Member; 2] = [
    Member::optional("Key", Shape::text(1, 128)),
    Member::optional("Values", Shape::list(0, usize::MAX, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);

/// `Filters` of the patch operations (shape `PatchOrchestratorFilterList`).
pub(super) const PATCH_FILTERS: Member =
    Member::optional("Filters", Shape::list(0, 5, &FILTER_SHAPE));

static COMPLIANCE_FILTER: [Member; 3] = [
    Member::optional("Key", Shape::text(1, 200)),
    Member::optional("Values", Shape::list(1, 20, &Shape::TEXT)),
    Member::optional(
        "Type",
        Shape::one_of(&[
            "EQUAL",
            "NOT_EQUAL",
            "BEGIN_WITH",
            "LESS_THAN",
            "GREATER_THAN",
        ]),
    ),
];
static COMPLIANCE_FILTER_SHAPE: Shape = Shape::Structure(&COMPLIANCE_FILTER);

/// `Filters` of the compliance operations (shape `ComplianceStringFilterList`).
pub(super) const COMPLIANCE_FILTERS: Member = Member::optional(
    "Filters",
    Shape::list(0, usize::MAX, &COMPLIANCE_FILTER_SHAPE),
);

/// The answer to an id of no managed node.
pub(super) fn invalid_instance(id: &str) -> WireError {
    WireError::new(
        "InvalidInstanceId",
        format!("The instance ID {id} is not a managed node of this account and Region."),
    )
}

/// The answer to a filter key that an operation does not have.
pub(super) fn invalid_filter(key: &str) -> WireError {
    WireError::new(
        "InvalidFilter",
        format!("The filter name is not valid: {key}"),
    )
}

/// Every level of compliance.
pub(super) const LEVELS: &[ComplianceLevel] = ComplianceLevel::ALL;

/// Refuses pages that the model allows and the service does not: of patches and of patch states it
/// has been seen to refuse more than 50 (public reports; unverified).
pub(super) fn at_most_fifty(input: &Value) -> Result<(), WireError> {
    let asked = input.get("MaxResults").and_then(Value::as_i64);
    match asked.filter(|asked| *asked > 50) {
        None => Ok(()),
        Some(asked) => Err(WireError::validation(format!(
            "1 validation error detected: Value '{asked}' at 'maxResults' failed to satisfy constraint: \
             Member must have value less than or equal to 50"
        ))),
    }
}
