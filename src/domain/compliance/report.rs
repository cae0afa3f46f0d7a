//! The rows of compliance reports: AWS's columns, and a superset with what AWS leaves out.
//!
//! The columns are those of AWS User Guide, "Generating patch compliance reports": the all-nodes
//! report, and the single-node report here for all nodes. The exact header casing of AWS's own
//! files is unverified.

use std::borrow::Cow;

use jiff::Timestamp;

use super::NodeCompliance;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::patch::state::PatchItem;

/// Which columns a report has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// AWS's own columns.
    #[default]
    Aws,
    /// AWS's columns, then account, Region, verdict, age and source.
    Full,
}

/// A cell of a report, by where its text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportCell<'a> {
    /// Our own text: counts, times, verdicts.
    Own(Cow<'a, str>),
    /// Text of a node or an API.
    Foreign(Cow<'a, str>),
}

/// The columns of the all-nodes report.
const SUMMARY: [&str; 17] = [
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

/// The columns of the single-node report.
const DETAIL: [&str; 17] = [
    "Index",
    "Instance ID",
    "Instance name",
    "Patch name",
    "KB ID/Patch ID",
    "Patch state",
    "Last report time",
    "Compliance level",
    "Patch severity",
    "Patch classification",
    "CVE ID",
    "Patch baseline",
    "Logs URL",
    "Instance IP",
    "Platform name",
    "Platform version",
    "SSM Agent version",
];

/// The columns that the full layout adds to both. The age is in whole days, so that the same data
/// gives the same bytes all day.
const FULL: [&str; 17] = [
    "Account",
    "Region",
    "Operating system",
    "Ping status",
    "Verdict",
    "Reason",
    "AWS status",
    "Report age (days)",
    "Last operation",
    "Last operation end",
    "Execution type",
    "Missing count",
    "Failed count",
    "Pending reboot count",
    "Endpoint",
    "Profile",
    "Filter",
];

/// Where a report is from. The full layout says it in every row, because rows are copied out of
/// their files.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// `aws`, `sandbox`, or the URL of another endpoint.
    pub endpoint: String,
    /// The profiles that were named.
    pub profile: String,
    /// The options that chose the nodes.
    pub filter: String,
}

/// The header of the all-nodes report.
pub fn summary_header(layout: Layout) -> Vec<&'static str> {
    with_full(&SUMMARY, layout)
}

/// The header of the report with patches.
pub fn detail_header(layout: Layout) -> Vec<&'static str> {
    let mut header = with_full(&DETAIL, layout);
    if layout == Layout::Full {
        header.push("Installed time");
        header.push("Patch group");
    }
    header
}

fn with_full(columns: &[&'static str], layout: Layout) -> Vec<&'static str> {
    let more: &[&str] = if layout == Layout::Full { &FULL } else { &[] };
    columns.iter().chain(more).copied().collect()
}

/// One row of the all-nodes report. `index` counts from 1; `name` is the instance name as the
/// caller wants it.
///
/// A node without a word of AWS says `NOT_REPORTED`, where AWS's own file leaves the node out.
pub fn summary_row<'a>(
    index: u64,
    name: &'a str,
    node: &'a NodeCompliance,
    layout: Layout,
    origin: &'a Origin,
) -> Vec<ReportCell<'a>> {
    let inventory = &node.node;
    let aws = node.aws.as_ref();
    let levels = aws.map(|aws| aws.noncompliant).unwrap_or_default();

    // In the order of [`SUMMARY`].
    let mut row = vec![
        own(index),
        foreign(inventory.id.as_str()),
        foreign(name),
        maybe(inventory.ip_address.as_deref()),
        maybe(inventory.platform_name.as_deref()),
        maybe(inventory.platform_version.as_deref()),
        maybe(inventory.agent_version.as_deref()),
        maybe(node.report.as_ref().map(|report| &*report.baseline)),
        maybe(node.group()),
        foreign(node.aws_status().unwrap_or("NOT_REPORTED")),
        maybe(aws.and_then(|aws| aws.overall_severity.as_deref())),
        own(levels.critical),
        own(levels.high),
        own(levels.medium),
        own(levels.low),
        own(levels.informational),
        own(levels.unspecified),
    ];

    if layout == Layout::Full {
        row.extend(full_cells(node, origin));
    }
    row
}

/// What a row of the report with patches is about.
#[derive(Clone, Copy, Debug)]
pub enum DetailSubject<'a> {
    /// A patch.
    Patch(&'a PatchItem),
    /// A node without patches: it reported none, or never reported.
    NoPatches,
    /// A node whose patches could not be read.
    Unreadable,
}

/// One row of the report with patches. A node without patches still has a row, so that nobody takes
/// it for absent.
pub fn detail_row<'a>(
    index: u64,
    name: &'a str,
    node: &'a NodeCompliance,
    subject: DetailSubject<'a>,
    layout: Layout,
    origin: &'a Origin,
) -> Vec<ReportCell<'a>> {
    let item = match subject {
        DetailSubject::Patch(item) => Some(item),
        DetailSubject::NoPatches | DetailSubject::Unreadable => None,
    };
    let inventory = &node.node;

    // The order of the columns is that of the header, which stands in the layout.
    let mut row = vec![own(index), foreign(inventory.id.as_str()), foreign(name)];
    row.extend(patch_cells(node, subject, item));
    row.extend([
        maybe(inventory.ip_address.as_deref()),
        maybe(inventory.platform_name.as_deref()),
        maybe(inventory.platform_version.as_deref()),
        maybe(inventory.agent_version.as_deref()),
    ]);

    if layout == Layout::Full {
        row.extend(full_cells(node, origin));
        row.push(moment(item.and_then(|item| item.patch.installed_at)));
        row.push(maybe(node.group()));
    }
    row
}

/// The cells of [`DETAIL`] from the patch name to the URL of the logs.
fn patch_cells<'a>(
    node: &'a NodeCompliance,
    subject: DetailSubject<'a>,
    item: Option<&'a PatchItem>,
) -> [ReportCell<'a>; 10] {
    let patch = item.map(|item| &item.patch);
    let report = node.report.as_ref();
    // The baseline that judged the patch, else the one of the last scan.
    let baseline = item
        .map(|item| item.baseline.as_str())
        .filter(|baseline| !baseline.is_empty())
        .or_else(|| report.map(|report| &*report.baseline));
    let reported_at = report
        .and_then(|report| report.ended_at)
        .or_else(|| item.and_then(|item| item.executed_at));

    [
        maybe(patch.map(|patch| patch.title.as_str())),
        maybe(patch.map(|patch| patch.kb_id.as_str())),
        foreign(state(node, subject)),
        moment(reported_at),
        maybe(item.map(|item| item.level.as_str())),
        maybe(patch.map(|patch| patch.severity.as_str())),
        maybe(patch.map(|patch| patch.classification.as_str())),
        composed(
            patch
                .map(|patch| patch.cve_ids.join(","))
                .unwrap_or_default(),
        ),
        maybe(baseline),
        // No call that is made for a report tells where the logs are.
        foreign(""),
    ]
}

fn state<'a>(node: &NodeCompliance, subject: DetailSubject<'a>) -> &'a str {
    match subject {
        DetailSubject::Patch(item) => item.patch.state.as_str(),
        DetailSubject::NoPatches if node.report.is_none() => "NOT_REPORTED",
        DetailSubject::NoPatches => "",
        DetailSubject::Unreadable => "UNREADABLE",
    }
}

fn full_cells<'a>(node: &'a NodeCompliance, origin: &'a Origin) -> [ReportCell<'a>; FULL.len()] {
    let inventory: &Node = &node.node;
    let counts = node.counts();

    // In the order of [`FULL`].
    [
        foreign(inventory.scope.account.as_str()),
        foreign(inventory.scope.region.as_str()),
        own(inventory
            .operating_system
            .map(|system| system.as_str())
            .unwrap_or_default()),
        maybe(inventory.ping_status.as_deref()),
        own(node.verdict),
        composed(node.full_reason()),
        maybe(node.aws_status()),
        own(node
            .age_seconds
            .map(|age| (age / 86_400).to_string())
            .unwrap_or_default()),
        maybe(node.report.as_ref().map(|report| &*report.operation)),
        moment(node.report.as_ref().and_then(|report| report.ended_at)),
        maybe(node.execution_type()),
        own(counts.missing),
        own(counts.failed),
        own(counts.installed_pending_reboot),
        foreign(&origin.endpoint),
        foreign(&origin.profile),
        foreign(&origin.filter),
    ]
}

/// A row for what could not be read, in the full layout: a report that leaves it out reads like one
/// of a smaller fleet.
pub fn unreadable_row<'a>(
    index: u64,
    fault: &'a Unreadable,
    columns: &[&'static str],
    origin: &'a Origin,
) -> Vec<ReportCell<'a>> {
    let cells = columns.iter().map(|column| match *column {
        "Index" => own(index),
        column => unreadable_cell(column, fault, origin),
    });
    cells.collect()
}

fn unreadable_cell<'a>(column: &str, fault: &'a Unreadable, origin: &'a Origin) -> ReportCell<'a> {
    let scope = fault.scope.as_ref();
    match column {
        "Instance ID" => maybe(fault.node.as_deref()),
        "Account" => maybe(scope.map(|scope| scope.account.as_str())),
        "Region" => maybe(scope.map(|scope| scope.region.as_str())),
        "Verdict" => own("UNREADABLE"),
        "Reason" => composed(format!("{}: {}", fault.place, fault.reason)),
        "Endpoint" => foreign(&origin.endpoint),
        "Profile" => foreign(&origin.profile),
        "Filter" => foreign(&origin.filter),
        _ => foreign(""),
    }
}

fn own(value: impl ToString) -> ReportCell<'static> {
    ReportCell::Own(Cow::Owned(value.to_string()))
}

fn foreign(text: &str) -> ReportCell<'_> {
    ReportCell::Foreign(Cow::Borrowed(text))
}

fn composed(text: String) -> ReportCell<'static> {
    ReportCell::Foreign(Cow::Owned(text))
}

fn maybe(text: Option<&str>) -> ReportCell<'_> {
    foreign(text.unwrap_or_default())
}

/// RFC 3339 in UTC, whole seconds.
fn moment(moment: Option<Timestamp>) -> ReportCell<'static> {
    let second = moment.and_then(|moment| Timestamp::from_second(moment.as_second()).ok());
    second.map_or(ReportCell::Own(Cow::Borrowed("")), own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::tests::{aws, judge, missing, report};

    #[test]
    fn every_row_has_as_many_cells_as_its_header() {
        let origin = Origin::default();
        let nodes = [
            judge(
                "Online",
                Some(report(1, missing(1))),
                Some(aws("NON_COMPLIANT")),
            ),
            judge("Online", None, None),
        ];
        for layout in [Layout::Aws, Layout::Full] {
            for node in &nodes {
                assert_eq!(
                    summary_row(1, "x", node, layout, &origin).len(),
                    summary_header(layout).len()
                );
                assert_eq!(
                    detail_row(1, "x", node, DetailSubject::NoPatches, layout, &origin).len(),
                    detail_header(layout).len()
                );
            }
        }
    }

    #[test]
    fn a_node_that_never_reported_says_so() {
        let (node, origin) = (judge("Online", None, None), Origin::default());
        assert_eq!(
            summary_row(1, "", &node, Layout::Aws, &origin)[9],
            ReportCell::Foreign(Cow::Borrowed("NOT_REPORTED"))
        );
        assert_eq!(
            detail_row(1, "", &node, DetailSubject::NoPatches, Layout::Aws, &origin)[5],
            ReportCell::Foreign(Cow::Borrowed("NOT_REPORTED"))
        );
    }
}
