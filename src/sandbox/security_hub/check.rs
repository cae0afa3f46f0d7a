//! What a finding has to be (Security Hub User Guide, "AWS Security Finding Format"; API reference,
//! `AwsSecurityFinding`). The codes of refusals are not documented: `InvalidInput` is moto's.

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, items, text, texts};
use crate::sandbox::regions;

/// The largest finding, in bytes.
const LARGEST: usize = 240 * 1024;
/// The namespaces of the taxonomy of types.
const NAMESPACES: [&str; 5] = [
    "Software and Configuration Checks",
    "TTPs",
    "Effects",
    "Unusual Behaviors",
    "Sensitive Data Identifications",
];

const FILLED: Pattern = Pattern {
    text: r".*\S.*",
    matches: |text| !text.trim().is_empty(),
};
const COUNT: Shape = Shape::Number {
    min: 0,
    max: 100_000,
};
const LABELS: &[&str] = &["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

const fn filled(most: usize) -> Shape {
    Shape::pattern(1, most, FILLED)
}

static SEVERITY: [Member; 2] = [
    Member::optional("Label", Shape::one_of(LABELS)),
    Member::optional("Original", filled(64)),
];
static TYPE: Shape = filled(usize::MAX);
static PROVIDER: [Member; 2] = [
    Member::optional("Severity", Shape::Structure(&SEVERITY)),
    Member::optional("Types", Shape::list(0, 50, &TYPE)),
];
static RESOURCE: [Member; 4] = [
    Member::required("Type", filled(256)),
    Member::required("Id", filled(512)),
    Member::optional("Partition", Shape::one_of(&["aws", "aws-cn", "aws-us-gov"])),
    Member::optional("Region", filled(32)),
];
static RESOURCE_SHAPE: Shape = Shape::Structure(&RESOURCE);
static COMPLIANCE: [Member; 1] = [Member::optional(
    "Status",
    Shape::one_of(&["PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"]),
)];
static SUMMARY: [Member; 11] = [
    Member::required("Id", filled(256)),
    Member::optional("InstalledCount", COUNT),
    Member::optional("MissingCount", COUNT),
    Member::optional("FailedCount", COUNT),
    Member::optional("InstalledOtherCount", COUNT),
    Member::optional("InstalledRejectedCount", COUNT),
    Member::optional("InstalledPendingReboot", COUNT),
    Member::optional("OperationStartTime", filled(64)),
    Member::optional("OperationEndTime", filled(64)),
    Member::optional("RebootOption", filled(256)),
    Member::optional("Operation", filled(256)),
];
static FINDING: [Member; 14] = [
    Member::required("SchemaVersion", Shape::one_of(&["2018-10-08"])),
    Member::required("Id", filled(512)),
    Member::required("ProductArn", filled(2048)),
    Member::required("GeneratorId", filled(512)),
    Member::required("AwsAccountId", filled(12)),
    Member::required("CreatedAt", filled(64)),
    Member::required("UpdatedAt", filled(64)),
    Member::required("Title", filled(256)),
    Member::required("Description", filled(1024)),
    Member::required("Resources", Shape::list(1, 32, &RESOURCE_SHAPE)),
    Member::optional("FindingProviderFields", Shape::Structure(&PROVIDER)),
    Member::optional("Compliance", Shape::Structure(&COMPLIANCE)),
    Member::optional("RecordState", Shape::one_of(&["ACTIVE", "ARCHIVED"])),
    Member::optional("PatchSummary", Shape::Structure(&SUMMARY)),
];

/// Why a finding is refused; nothing for one that is taken.
pub(super) fn mistake(call: &Call<'_>, finding: &Value) -> Option<String> {
    if finding.to_string().len() > LARGEST {
        return Some("The finding is larger than 240 KB.".to_owned());
    }
    if let Err(error) = constraint::check(finding, &FINDING) {
        return Some(error.message);
    }
    // What the model cannot say: whose it is, in which order, and in which words.
    owner(call, finding)
        .or_else(|| times(finding))
        .or_else(|| provided(finding))
}

/// A finding of one's own is about one's own account, in the Region of the call.
fn owner(call: &Call<'_>, finding: &Value) -> Option<String> {
    let (region, account) = (&call.scope.region, &call.scope.account);
    let partition = regions::partition(region.as_str());
    let own = format!("arn:{partition}:securityhub:{region}:{account}:product/{account}/default");
    if text(finding, "ProductArn") != own {
        return Some(format!("The product ARN is not {own}."));
    }

    // By the keys that sign the call, whatever the finding says.
    let other = text(finding, "AwsAccountId") != account.as_str();
    other.then(|| format!("The account of the finding is not {account}, which imports it."))
}

/// Times are RFC 3339, and nothing was changed before it was made.
fn times(finding: &Value) -> Option<String> {
    let time = |holder: &Value, name: &str| text(holder, name).parse::<Timestamp>().ok();
    let (created, updated) = (time(finding, "CreatedAt"), time(finding, "UpdatedAt"));
    let Some((created, updated)) = created.zip(updated) else {
        return Some("CreatedAt and UpdatedAt have to be times of RFC 3339.".to_owned());
    };
    if updated < created {
        return Some("UpdatedAt is before CreatedAt.".to_owned());
    }

    let summary = finding.get("PatchSummary")?;
    let names = ["OperationStartTime", "OperationEndTime"];
    let wrong = names
        .into_iter()
        .find(|name| summary.get(name).is_some() && time(summary, name).is_none());
    wrong.map(|name| format!("{name} has to be a time of RFC 3339."))
}

/// A severity and types are needed, of which the types are from the taxonomy.
fn provided(finding: &Value) -> Option<String> {
    // The older place of both is the finding itself.
    let fields = finding.get("FindingProviderFields").unwrap_or(finding);
    if fields.pointer("/Severity/Label").is_none() {
        return Some("The finding has no Severity with a Label.".to_owned());
    }

    let types = texts(fields, "Types");
    if types.is_empty() {
        return Some("The finding has no Types.".to_owned());
    }

    let wrong = types.into_iter().find(|kind| {
        let namespace = kind.split('/').next().unwrap_or_default();
        !NAMESPACES.contains(&namespace)
    });
    wrong.map(|kind| format!("The type {kind} is in no namespace of the taxonomy."))
}

/// The findings of a call: a list of structures, each with an id.
pub(super) fn findings<'c>(call: &'c Call<'_>) -> Option<Vec<(&'c str, &'c Value)>> {
    let findings = items(&call.input, "Findings").iter();
    findings
        .map(|finding| {
            let id = text(finding, "Id");
            (!id.is_empty()).then_some((id, finding))
        })
        .collect()
}
