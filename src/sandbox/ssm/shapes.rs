//! Shapes and patterns that several operations share (SSM API model).

use crate::domain::baseline::ComplianceLevel;
use crate::domain::platform::OperatingSystem;
use crate::sandbox::constraint::{Member, Pattern, Shape};
use crate::sandbox::wire::WireError;

const INSTANCE_ID_PATTERN: Pattern = Pattern {
    text: "(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)",
    matches: |text| {
        let word = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        match (text.strip_prefix("i-"), text.strip_prefix("mi-")) {
            (Some(rest), _) => matches!(rest.len(), 8 | 17) && word(rest),
            (_, Some(rest)) => rest.len() == 17 && word(rest),
            _ => false,
        }
    },
};

const BASELINE_ID_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-:/]{20,128}$",
    matches: |text| (20..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:/".contains(&byte)),
};

const PATCH_GROUP_PATTERN: Pattern = Pattern {
    text: "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
    matches: |text| text.chars().all(|c| c.is_alphanumeric() || (c.is_whitespace() && !c.is_control()) || "_.:/=+-@".contains(c)),
};

pub(super) const INSTANCE_ID: Shape = Shape::pattern(0, usize::MAX, INSTANCE_ID_PATTERN);
pub(super) const BASELINE_ID: Shape = Shape::pattern(20, 128, BASELINE_ID_PATTERN);
pub(super) const PATCH_GROUP: Shape = Shape::pattern(1, 256, PATCH_GROUP_PATTERN);
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

static FILTER_VALUE: Shape = Shape::text(1, 256);
static FILTER: [Member; 2] =
    [Member::optional("Key", Shape::text(1, 128)), Member::optional("Values", Shape::list(0, usize::MAX, &FILTER_VALUE))];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);

/// `Filters` of the patch operations (shape `PatchOrchestratorFilterList`).
pub(super) const PATCH_FILTERS: Member = Member::optional("Filters", Shape::list(0, 5, &FILTER_SHAPE));

static COMPLIANCE_FILTER: [Member; 3] = [
    Member::optional("Key", Shape::text(1, 200)),
    Member::optional("Values", Shape::list(1, 20, &Shape::TEXT)),
    Member::optional("Type", Shape::one_of(&["EQUAL", "NOT_EQUAL", "BEGIN_WITH", "LESS_THAN", "GREATER_THAN"])),
];
static COMPLIANCE_FILTER_SHAPE: Shape = Shape::Structure(&COMPLIANCE_FILTER);

/// `Filters` of the compliance operations (shape `ComplianceStringFilterList`).
pub(super) const COMPLIANCE_FILTERS: Member = Member::optional("Filters", Shape::list(0, usize::MAX, &COMPLIANCE_FILTER_SHAPE));

/// The operating system of a request; Windows when it names none, as the API has it.
pub(super) fn operating_system(text: &str) -> OperatingSystem {
    OperatingSystem::ALL.into_iter().find(|os| os.as_str() == text).unwrap_or(OperatingSystem::Windows)
}

/// The answer to a filter key that an operation does not have.
pub(super) fn invalid_filter(key: &str) -> WireError {
    WireError::new("InvalidFilter", format!("The filter name is not valid: {key}"))
}

/// Every level of compliance.
pub(super) const LEVELS: &[ComplianceLevel] = ComplianceLevel::ALL;
