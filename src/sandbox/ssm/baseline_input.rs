//! What `CreatePatchBaseline` and `UpdatePatchBaseline` take: the constraints of the model, and
//! those that only the documentation has.

use jiff::civil::Date;
use serde_json::Value;

use super::shapes::{BASELINE_ID, BASELINE_NAME, OPERATING_SYSTEM, TAGS};
use crate::domain::baseline::{
    AvailableSecurityUpdates, ComplianceLevel, FilterKey, RejectedAction,
};
use crate::domain::fleet::platform::{Family, OperatingSystem, PlatformType};
use crate::sandbox::constraint::{Member, Pattern, Shape, is_made_of, items, text};
use crate::sandbox::wire::WireError;

const SOURCE_NAME_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.]{3,50}$",
    matches: |text| is_made_of(text, 3..=50, b"_-."),
};

const LEVEL: Shape = Shape::one_of(ComplianceLevel::NAMES);

static FILTER_VALUE: Shape = Shape::text(1, 64);
static FILTER: [Member; 2] = [
    Member::required("Key", Shape::one_of(FilterKey::NAMES)),
    Member::required("Values", Shape::list(1, 20, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static GROUP: [Member; 1] = [Member::required(
    "PatchFilters",
    Shape::list(0, 4, &FILTER_SHAPE),
)];
static RULE: [Member; 5] = [
    Member::required("PatchFilterGroup", Shape::Structure(&GROUP)),
    Member::optional("ComplianceLevel", LEVEL),
    Member::optional("ApproveAfterDays", Shape::Number { min: 0, max: 360 }),
    Member::optional("ApproveUntilDate", Shape::text(1, 10)),
    Member::optional("EnableNonSecurity", Shape::Flag),
];
static RULE_SHAPE: Shape = Shape::Structure(&RULE);
static RULES: [Member; 1] = [Member::required(
    "PatchRules",
    Shape::list(0, 10, &RULE_SHAPE),
)];
static PATCH: Shape = Shape::text(1, 100);
static PRODUCT: Shape = Shape::text(1, 128);
static SOURCE: [Member; 3] = [
    Member::required("Name", Shape::pattern(0, usize::MAX, SOURCE_NAME_PATTERN)),
    Member::required("Products", Shape::list(1, 20, &PRODUCT)),
    Member::required("Configuration", Shape::text(1, 1024)),
];
static SOURCE_SHAPE: Shape = Shape::Structure(&SOURCE);

const GLOBAL_FILTERS: Member = Member::optional("GlobalFilters", Shape::Structure(&GROUP));
const APPROVAL_RULES: Member = Member::optional("ApprovalRules", Shape::Structure(&RULES));
const APPROVED: Member = Member::optional("ApprovedPatches", Shape::list(0, 50, &PATCH));
const APPROVED_LEVEL: Member = Member::optional("ApprovedPatchesComplianceLevel", LEVEL);
const APPROVED_NON_SECURITY: Member =
    Member::optional("ApprovedPatchesEnableNonSecurity", Shape::Flag);
const REJECTED: Member = Member::optional("RejectedPatches", Shape::list(0, 50, &PATCH));
const REJECTED_ACTION: Member = Member::optional(
    "RejectedPatchesAction",
    Shape::one_of(RejectedAction::NAMES),
);
const DESCRIPTION: Member = Member::optional("Description", Shape::text(1, 1024));
const SOURCES: Member = Member::optional("Sources", Shape::list(0, 20, &SOURCE_SHAPE));
const AVAILABLE: Member = Member::optional(
    "AvailableSecurityUpdatesComplianceStatus",
    Shape::one_of(AvailableSecurityUpdates::NAMES),
);

pub(super) static CREATE: [Member; 14] = [
    Member::optional("OperatingSystem", OPERATING_SYSTEM),
    Member::required("Name", BASELINE_NAME),
    GLOBAL_FILTERS,
    APPROVAL_RULES,
    APPROVED,
    APPROVED_LEVEL,
    APPROVED_NON_SECURITY,
    REJECTED,
    REJECTED_ACTION,
    DESCRIPTION,
    SOURCES,
    AVAILABLE,
    Member::optional("ClientToken", Shape::text(1, 64)),
    Member::optional("Tags", TAGS),
];

pub(super) static UPDATE: [Member; 13] = [
    Member::required("BaselineId", BASELINE_ID),
    Member::optional("Name", BASELINE_NAME),
    GLOBAL_FILTERS,
    APPROVAL_RULES,
    APPROVED,
    APPROVED_LEVEL,
    APPROVED_NON_SECURITY,
    REJECTED,
    REJECTED_ACTION,
    DESCRIPTION,
    SOURCES,
    AVAILABLE,
    Member::optional("Replace", Shape::Flag),
];

/// What `Replace` asks of `UpdatePatchBaseline` besides.
pub(super) static REPLACE: [Member; 1] = [Member::required("Name", BASELINE_NAME)];

/// The members that both operations set, each as a whole.
pub(super) const SETTABLE: [&str; 11] = [
    "Name",
    "GlobalFilters",
    "ApprovalRules",
    "ApprovedPatches",
    "ApprovedPatchesComplianceLevel",
    "ApprovedPatchesEnableNonSecurity",
    "RejectedPatches",
    "RejectedPatchesAction",
    "Description",
    "Sources",
    "AvailableSecurityUpdatesComplianceStatus",
];

/// Checks what the model leaves to the documentation. That AWS refuses it is documented; its
/// sentences are not, and are unverified.
pub(super) fn check_for(os: OperatingSystem, input: &Value) -> Result<(), WireError> {
    check_keys(os, input.get("GlobalFilters"))?;
    for rule in input
        .get("ApprovalRules")
        .map(|rules| items(rules, "PatchRules"))
        .unwrap_or_default()
    {
        check_keys(os, rule.get("PatchFilterGroup"))?;
        check_approval(rule)?;
        check_linux_only(os, rule, "EnableNonSecurity")?;
    }

    // These three are for one platform only (SSM API reference, CreatePatchBaseline).
    check_linux_only(os, input, "ApprovedPatchesEnableNonSecurity")?;
    if os.platform_type() != PlatformType::Linux && !items(input, "Sources").is_empty() {
        return Err(refused(format!(
            "Sources is not supported for operating system {os}."
        )));
    }

    let available = input
        .get("AvailableSecurityUpdatesComplianceStatus")
        .is_some_and(|status| !status.is_null());
    if available && os != OperatingSystem::Windows {
        return Err(refused(format!(
            "AvailableSecurityUpdatesComplianceStatus is not supported for operating system {os}."
        )));
    }

    Ok(())
}

/// The keys that the filters of a baseline may have (SSM API, `DescribePatchProperties`;
/// `PATCH_SET` and `SECTION` by AWS's own baselines and by the older `PatchFilter` page).
pub(super) fn keys_of(os: OperatingSystem) -> &'static [FilterKey] {
    use FilterKey::{
        Classification, MsrcSeverity, PatchSet, Priority, Product, ProductFamily, Section, Severity,
    };
    match os.family() {
        Family::Rpm => &[Product, Classification, Severity],
        Family::Apt => &[Product, Priority, Section],
        Family::MacOs => &[Product, Classification],
        Family::Windows => &[
            PatchSet,
            Product,
            ProductFamily,
            Classification,
            MsrcSeverity,
        ],
    }
}

fn check_keys(os: OperatingSystem, group: Option<&Value>) -> Result<(), WireError> {
    let filters = group
        .map(|group| items(group, "PatchFilters"))
        .unwrap_or_default();

    // The sentence names the keys that there are: they differ from system to system.
    let allowed = keys_of(os);
    match filters
        .iter()
        .map(|filter| text(filter, "Key"))
        .find(|key| !allowed.iter().any(|allowed| allowed.as_str() == *key))
    {
        None => Ok(()),
        Some(key) => {
            let allowed: Vec<&str> = allowed.iter().map(|key| key.as_str()).collect();
            let allowed = allowed.join(", ");
            Err(refused(format!(
                "Patch filter key {key} is not supported for operating system {os}. Supported keys: {allowed}."
            )))
        }
    }
}

/// A rule needs one of the two, though neither is required in the model; what AWS answers to both
/// or neither is unverified.
fn check_approval(rule: &Value) -> Result<(), WireError> {
    let days = rule
        .get("ApproveAfterDays")
        .is_some_and(|days| !days.is_null());
    let date = rule.get("ApproveUntilDate").and_then(Value::as_str);

    match (days, date) {
        (true, None) => Ok(()),
        (false, Some(date))
            // Only the whole form: a date parser also takes others, such as one without hyphens.
            if date
                .parse::<Date>()
                .is_ok_and(|day| day.to_string() == date) =>
        {
            Ok(())
        }
        (false, Some(date)) => Err(refused(format!(
            "ApproveUntilDate {date} is not a date in the format YYYY-MM-DD."
        ))),
        _ => Err(refused(
            "Each patch rule must have either ApproveAfterDays or ApproveUntilDate.",
        )),
    }
}

fn check_linux_only(os: OperatingSystem, input: &Value, member: &str) -> Result<(), WireError> {
    let set = input
        .get(member)
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if set && os.platform_type() != PlatformType::Linux {
        return Err(refused(format!(
            "{member} is not supported for operating system {os}."
        )));
    }
    Ok(())
}

fn refused(message: impl Into<String>) -> WireError {
    WireError::validation(message)
}
