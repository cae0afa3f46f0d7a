//! The reports of `AWS-ExportPatchReportToS3`, made as its script is described: it asks Systems Manager
//! with the credentials of its role, and writes what it is told as CSV (SSM User Guide, "Generating
//! patch compliance reports", for the columns; the casing of the header is unverified).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::call::Call;
use super::constraint::text;
use super::identity::Caller;
use super::instance::Sandbox;
use super::ssm;
use super::store::Snapshot;
use super::world::automations::Automation;
use crate::domain::id::Scope;

/// The columns of the report of all nodes.
const COLUMNS: [&str; 17] = [
    "Index",
    "Instance ID",
    "Instance name",
    "Instance IP",
    "Platform name",
    "Platform version",
    "SSM Agent version",
    "Patch baseline",
    "Patch group",
    "Compliance status",
    "Compliance severity",
    "Noncompliant Critical severity patch count",
    "Noncompliant High severity patch count",
    "Noncompliant Medium severity patch count",
    "Noncompliant Low severity patch count",
    "Noncompliant Informational severity patch count",
    "Noncompliant Unspecified severity patch count",
];
/// What the report takes from the inventory.
const OF_NODE: [&str; 6] = [
    "InstanceId",
    "ComputerName",
    "IPAddress",
    "PlatformName",
    "PlatformVersion",
    "AgentVersion",
];
const SEVERITIES: [&str; 6] = [
    "Critical",
    "High",
    "Medium",
    "Low",
    "Informational",
    "Unspecified",
];
/// How often a list is asked for its next page at most.
const PAGES: usize = 2000;

/// A place in which the script asks.
pub(super) struct Script<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) snapshot: &'a Snapshot,
    pub(super) scope: &'a Scope,
    /// When it asks.
    pub(super) at: Timestamp,
}

impl Script<'_> {
    /// The key and the text of the report of an automation. What keeps it from being made was found
    /// when it began.
    pub(super) fn report(&self, automation: &Automation) -> Option<(String, Vec<u8>)> {
        let name = automation.parameter("reportName");
        let stamp = self.at.strftime("%Y%m%dT%H%M%SZ");
        Some((format!("{name}-{stamp}.csv"), self.csv(automation)?))
    }

    fn csv(&self, automation: &Automation) -> Option<Vec<u8>> {
        let target = automation
            .parameter("targets")
            .trim_start_matches("instanceids=")
            .to_owned();
        let nodes = self.all(
            "DescribeInstanceInformation",
            "InstanceInformationList",
            json!({}),
        );
        let nodes = nodes
            .into_iter()
            .filter(|node| target == "*" || text(node, "InstanceId") == target);
        let summaries = self.all(
            "ListResourceComplianceSummaries",
            "ResourceComplianceSummaryItems",
            json!({"Filters": [{"Key": "ComplianceType", "Type": "EQUAL", "Values": ["Patch"]}]}),
        );

        // One row for each node that is managed, whether it reported or not.
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS).ok()?;
        for (index, node) in (1..).zip(nodes) {
            let id = text(&node, "InstanceId");
            let input = json!({"InstanceIds": [id]});
            let states = self.all("DescribeInstancePatchStates", "InstancePatchStates", input);
            let summary = summaries.iter().find(|one| text(one, "ResourceId") == id);
            writer
                .write_record(row(index, &node, states.first(), summary))
                .ok()?;
        }
        writer.into_inner().ok()
    }

    /// Every page of a list.
    fn all(&self, operation: &str, member: &str, input: Value) -> Vec<Value> {
        let caller = Caller::service(self.scope);
        let (mut all, mut input) = (Vec::new(), input);
        for _ in 0..PAGES {
            let call = Call {
                snapshot: self.snapshot,
                store: &self.sandbox.0.store,
                now: self.at,
                caller: &caller,
                scope: self.scope.clone(),
                operation,
                input: input.clone(),
                dir: &self.sandbox.0.dir,
                glimpsed: &self.sandbox.0.glimpsed,
            };
            let Ok(answer) = ssm::answer(&call) else {
                break;
            };
            let answer: Value = serde_json::from_slice(&answer).unwrap_or_default();
            all.extend(answer[member].as_array().cloned().unwrap_or_default());
            match answer.get("NextToken").filter(|token| token.is_string()) {
                Some(token) => input["NextToken"] = token.clone(),
                None => break,
            }
        }
        all
    }
}

fn row(index: usize, node: &Value, state: Option<&Value>, summary: Option<&Value>) -> Vec<String> {
    let mut row = vec![index.to_string()];
    row.extend(OF_NODE.map(|name| text(node, name).to_owned()));
    row.extend(["BaselineId", "PatchGroup"].map(|name| of(state, name)));
    row.extend(["Status", "OverallSeverity"].map(|name| of(summary, name)));

    // A node without a summary never reported, and has nothing to count.
    row.extend(SEVERITIES.map(|severity| {
        let counts = summary.map(|one| &one["NonCompliantSummary"]["SeveritySummary"]);
        let count = counts.and_then(|counts| counts[format!("{severity}Count")].as_u64());
        count.unwrap_or_default().to_string()
    }));
    row
}

/// A text of what may be missing.
fn of(value: Option<&Value>, name: &str) -> String {
    value.map_or_else(String::new, |value| text(value, name).to_owned())
}
