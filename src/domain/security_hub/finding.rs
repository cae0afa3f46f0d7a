//! What Security Hub is told of a node (Security Hub User Guide, "`BatchImportFindings` for custom
//! integrations", "Required and optional top-level attributes").

use jiff::Timestamp;
use serde::Serialize;

use super::severity::Severity;
use crate::domain::compliance::{NodeCompliance, PatchReport, Verdict};
use crate::domain::id::Scope;

/// The type of every finding: a namespace and a category of the taxonomy. AWS's own findings have a
/// namespace that is not in it.
const TYPE: &str = "Software and Configuration Checks/Patch Management";
/// What made the finding, and its name in consoles.
const GENERATOR: &str = "patchctl/patch-compliance";
const PRODUCT: &str = "patchctl";
/// The version of the format.
const SCHEMA: &str = "2018-10-08";
/// The longest title, description and id of a baseline, in characters.
const TITLE: usize = 256;
const DESCRIPTION: usize = 1024;
const BASELINE: usize = 256;
/// The largest count.
const MOST: i32 = 100_000;

/// A finding. No member of it is one that only a customer may set: the work on a finding is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct NodeFinding {
    schema_version: &'static str,
    /// The same for a node, whatever is found of it: a later finding takes the place of this one.
    pub id: String,
    product_arn: String,
    product_name: &'static str,
    generator_id: &'static str,
    aws_account_id: String,
    created_at: String,
    updated_at: String,
    title: String,
    description: String,
    resources: [Resource; 1],
    finding_provider_fields: ProviderFields,
    compliance: Compliance,
    /// Whether it still stands.
    pub record_state: RecordState,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch_summary: Option<PatchSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Resource {
    r#type: &'static str,
    id: String,
    partition: &'static str,
    region: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ProviderFields {
    severity: Severity,
    types: [&'static str; 1],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Compliance {
    status: Status,
}

/// Whether a node passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    /// It does.
    Passed,
    /// It does not.
    Failed,
    /// Nobody knows.
    NotAvailable,
}

/// Whether a finding still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RecordState {
    /// It does.
    Active,
    /// It is over.
    Archived,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct PatchSummary {
    id: String,
    installed_count: i32,
    installed_other_count: i32,
    installed_rejected_count: i32,
    /// The one member of these that is not called a count.
    installed_pending_reboot: i32,
    missing_count: i32,
    failed_count: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation_end_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reboot_option: Option<String>,
    operation: String,
}

impl NodeFinding {
    /// The finding about a judged node, as of `now`. Only what is COMPLIANT passes.
    pub fn of(node: &NodeCompliance, partition: &'static str, now: Timestamp) -> Self {
        let Scope { account, region } = &node.node.scope;
        let id = &node.node.id;
        let verdict = node.verdict;
        let (status, record_state) = standing(verdict);
        let ended = node.report.as_ref().and_then(|report| report.ended_at);
        // A report from the future would make a finding that is older than it is.
        let created = ended.filter(|ended| *ended <= now).unwrap_or(now);
        Self {
            schema_version: SCHEMA,
            id: format!("{GENERATOR}/{account}/{region}/{id}"),
            product_arn: format!(
                "arn:{partition}:securityhub:{region}:{account}:product/{account}/default"
            ),
            product_name: PRODUCT,
            generator_id: GENERATOR,
            aws_account_id: account.to_string(),
            created_at: written(created),
            updated_at: written(now),
            title: cut(&format!("Patch compliance of {id}: {verdict}"), TITLE),
            description: cut(&description(node), DESCRIPTION),
            resources: [Resource::of(node, partition)],
            finding_provider_fields: ProviderFields {
                severity: Severity::of(node),
                types: [TYPE],
            },
            compliance: Compliance { status },
            record_state,
            patch_summary: node.report.as_ref().and_then(PatchSummary::of),
        }
    }
}

/// What a verdict means in the words of Security Hub.
const fn standing(verdict: Verdict) -> (Status, RecordState) {
    match verdict {
        Verdict::Compliant => (Status::Passed, RecordState::Archived),
        Verdict::NonCompliant => (Status::Failed, RecordState::Active),
        // What is no more needs nobody, and did not pass either.
        Verdict::Gone => (Status::NotAvailable, RecordState::Archived),
        Verdict::Stale | Verdict::NotReported | Verdict::Unreachable | Verdict::Unmanaged => {
            (Status::NotAvailable, RecordState::Active)
        }
    }
}

impl Resource {
    /// Hybrid nodes have no type of their own.
    fn of(node: &NodeCompliance, partition: &'static str) -> Self {
        let Scope { account, region } = &node.node.scope;
        let id = &node.node.id;
        let (r#type, id) = if id.is_hybrid() {
            let arn = format!("arn:{partition}:ssm:{region}:{account}:managed-instance/{id}");
            ("Other", arn)
        } else {
            let arn = format!("arn:{partition}:ec2:{region}:{account}:instance/{id}");
            ("AwsEc2Instance", arn)
        };
        Self {
            r#type,
            id,
            partition,
            region: region.to_string(),
        }
    }
}

impl PatchSummary {
    /// Nothing where the report names no baseline, because the summary needs one.
    fn of(report: &PatchReport) -> Option<Self> {
        let counts = &report.counts;
        let baseline = cut(&report.baseline, BASELINE);
        let reboot = report.reboot_option.as_deref();
        (!baseline.trim().is_empty()).then(|| Self {
            id: baseline,
            installed_count: bounded(counts.installed),
            installed_other_count: bounded(counts.installed_other),
            installed_rejected_count: bounded(counts.installed_rejected),
            installed_pending_reboot: bounded(counts.installed_pending_reboot),
            // What failed is missing as well, as Security Hub defines it.
            missing_count: bounded(counts.missing.saturating_add(counts.failed)),
            failed_count: bounded(counts.failed),
            operation_end_time: report.ended_at.map(written),
            reboot_option: reboot.map(str::to_owned),
            operation: report.operation.to_uppercase(),
        })
    }
}

/// RFC 3339 with milliseconds at most, which every reader of the format takes.
fn written(moment: Timestamp) -> String {
    let short = Timestamp::from_millisecond(moment.as_millisecond());
    short.unwrap_or(moment).to_string()
}

fn bounded(count: i32) -> i32 {
    count.clamp(0, MOST)
}

/// Why, and by what: never empty, which Security Hub would refuse.
fn description(node: &NodeCompliance) -> String {
    let meaning = node.verdict.meaning();
    let reason = node.full_reason();
    let system = node.node.operating_system;
    let system = system.map(|system| format!("; operating system {system}"));
    let group = node.group().map(|group| format!("; patch group {group}"));
    let why = if reason.is_empty() { meaning } else { &reason };
    [Some(why.to_owned()), system, group]
        .into_iter()
        .flatten()
        .collect()
}

/// A text of at most so many characters; what is cut off is seen to be.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most - 1);
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::compliance::tests::{aws, judge, missing, now, report};

    fn told(node: &NodeCompliance) -> Value {
        serde_json::to_value(NodeFinding::of(node, "aws", now())).unwrap()
    }

    #[test]
    fn only_what_is_compliant_passes_and_only_what_is_over_is_archived() {
        let good = || Some(report(1, missing(0)));
        let silent = judge("ConnectionLost", good(), Some(aws("COMPLIANT")));
        let stale = judge(
            "Online",
            Some(report(999, missing(0))),
            Some(aws("COMPLIANT")),
        );
        let bad = Some(report(1, missing(2)));
        let table = [
            (
                judge("Online", good(), Some(aws("COMPLIANT"))),
                "PASSED",
                "ARCHIVED",
                "INFORMATIONAL",
            ),
            (
                judge("Online", bad, Some(aws("NON_COMPLIANT"))),
                "FAILED",
                "ACTIVE",
                "LOW",
            ),
            (
                judge("Online", None, None),
                "NOT_AVAILABLE",
                "ACTIVE",
                "MEDIUM",
            ),
            (silent, "NOT_AVAILABLE", "ACTIVE", "MEDIUM"),
            (stale, "NOT_AVAILABLE", "ACTIVE", "MEDIUM"),
        ];
        for (node, status, state, severity) in table {
            let finding = told(&node);
            let label = &finding["FindingProviderFields"]["Severity"]["Label"];
            let found = (
                &finding["Compliance"]["Status"],
                &finding["RecordState"],
                label,
            );
            assert_eq!(
                found,
                (&json!(status), &json!(state), &json!(severity)),
                "{}",
                node.verdict
            );
        }
    }

    #[test]
    fn the_id_is_that_of_the_node_and_texts_stay_within_their_bounds() {
        let mut node = judge("Online", Some(report(1, missing(2))), None);
        let first = told(&node);
        node.reason = "漢".repeat(5_000).into();
        node.report = Some(report(1, missing(i32::MAX)));
        let second = told(&node);
        assert_eq!(first["Id"], second["Id"]);
        assert_eq!(
            first["Id"],
            "patchctl/patch-compliance/111122223333/us-east-1/i-0123456789abcdef0"
        );
        let description = second["Description"].as_str().unwrap();
        assert_eq!(description.chars().count(), 1024);
        assert_eq!(second["PatchSummary"]["MissingCount"], 100_000);
        assert_eq!(second["PatchSummary"]["Operation"], "SCAN");
        for customers in ["Workflow", "Note", "UserDefinedFields", "VerificationState"] {
            assert!(second.get(customers).is_none(), "{customers}");
        }
    }

    #[test]
    fn a_compliant_node_says_so_although_it_has_no_reason() {
        let node = judge(
            "Online",
            Some(report(1, missing(0))),
            Some(aws("COMPLIANT")),
        );
        assert_eq!(node.reason.as_ref(), "");
        assert!(
            told(&node)["Description"]
                .as_str()
                .unwrap()
                .starts_with("reported within")
        );
    }
}
