//! `ListComplianceItems`: patches, associations and types of the user's own, mixed, item by item.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::shapes::{COMPLIANCE_FILTERS, NEXT_TOKEN, max_results};
use super::string_filter::{self, StringFilter};
use crate::domain::baseline::ComplianceLevel;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, texts};
use crate::sandbox::paging::{self, Position};
use crate::sandbox::wire::{Answer, Epoch, List, WireError};
use crate::sandbox::world::compliance::{Execution, Item, patch_execution};
use crate::sandbox::world::node::{Node, ScannedBy};
use crate::sandbox::world::report::{Scanned, is_item};
use crate::sandbox::world::scan::ScannedPatch;

/// How many items one page looks at; filters that match few of them make pages that are nearly or
/// entirely empty.
const LOOKED_AT: usize = 2000;

const KEYS: [&str; 10] = [
    "ComplianceType",
    "Status",
    "Severity",
    "Id",
    "Title",
    "ResourceId",
    "ResourceType",
    "ExecutionType",
    "ExecutionId",
    "PatchState",
];

static RESOURCE_ID: Shape = Shape::text(1, 100);
static RESOURCE_TYPE: Shape = Shape::text(1, 50);
static INPUT: [Member; 5] = [
    COMPLIANCE_FILTERS,
    Member::optional("ResourceIds", Shape::list(1, usize::MAX, &RESOURCE_ID)),
    Member::optional("ResourceTypes", Shape::list(1, usize::MAX, &RESOURCE_TYPE)),
    NEXT_TOKEN,
    max_results(1, 50),
];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row<'a> {
    compliance_type: &'a str,
    resource_type: &'static str,
    resource_id: &'a str,
    id: &'a str,
    title: &'a str,
    status: &'static str,
    severity: ComplianceLevel,
    execution_summary: Summary<'a>,
    details: BTreeMap<&'static str, Cow<'a, str>>,
}

/// `ExecutionSummary` of the compliance operations.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    #[serde(rename = "ExecutionTime")]
    at: Epoch,
    #[serde(rename = "ExecutionId", skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(rename = "ExecutionType", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

impl<'a> Summary<'a> {
    pub(super) fn of(execution: &'a Execution) -> Self {
        Self {
            at: Epoch(execution.at),
            id: execution.id.as_deref(),
            kind: execution.kind,
        }
    }
}

pub(super) fn list_compliance_items(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    check_resource_types(&texts(&call.input, "ResourceTypes"))?;
    let ids = texts(&call.input, "ResourceIds");
    // The model has a list; only one can be given for now (SSM API reference, ListComplianceItems).
    if ids.len() > 1 {
        return Err(WireError::validation(
            "Only one resource ID can be specified in ResourceIds.",
        ));
    }

    let mut page = Page {
        filters: string_filter::read(&call.input, &KEYS)?,
        start: paging::position(call, "NextToken", "InvalidNextToken")?,
        size: paging::size(call, "MaxResults", 50),
        rows: List::new("ComplianceItems"),
        looked_at: 0,
        next: None,
    };

    let world = &call.snapshot.world;
    if let Some(id) = ids.first() {
        if let Some(node) = world.node(&call.scope, id) {
            page.node(call, 0, &node)?;
        }
    } else {
        // The whole fleet, from the node at which the last page ended.
        for (position, node) in world.nodes_from(&call.scope, page.start.first) {
            page.node(call, position, &node)?;
            if page.next.is_some() {
                break;
            }
        }
    }

    Ok(page
        .rows
        .end(page.next.map(|next| paging::token(call, "NextToken", next))))
}

/// The sandbox has managed instances only, as SSM does for patches.
fn check_resource_types(types: &[&str]) -> Result<(), WireError> {
    match types.iter().find(|kind| **kind != "ManagedInstance") {
        Some(kind) => Err(WireError::new(
            "InvalidResourceType",
            format!("The resource type is not valid: {kind}"),
        )),
        None => Ok(()),
    }
}

/// Whether a page takes more.
#[derive(PartialEq, Eq)]
enum Filled {
    NotYet,
    Full,
}

/// A page while it is filled.
struct Page<'a> {
    filters: Vec<StringFilter<'a>>,
    start: Position,
    size: usize,
    rows: List,
    looked_at: usize,
    next: Option<Position>,
}

impl Page<'_> {
    /// Adds the items of a node; stops when the page is full, or has looked at enough.
    fn node(&mut self, call: &Call<'_>, position: usize, node: &Node) -> Result<(), WireError> {
        let world = &call.snapshot.world;
        let first = if position == self.start.first {
            self.start.inner
        } else {
            0
        };

        // Items are numbered through: first the findings of the report, then the others.
        let scanned = world.scanned(&call.scope, node, call.now);
        let mut findings = 0;
        if let Some(scanned) = &scanned {
            findings = scanned.judged.report.findings.len();
            if self.patches(position, first, node, scanned)? == Filled::Full {
                return Ok(());
            }
        }

        let others = world.other_items(&call.scope, node, call.now);
        for (index, item) in others.iter().enumerate() {
            let inner = findings + index;
            if inner < first {
                continue;
            }
            if self.ends_at(position, inner) == Filled::Full {
                return Ok(());
            }
            self.add(&other_row(node, item))?;
        }
        Ok(())
    }

    /// Adds the patches of a node from one on.
    fn patches(
        &mut self,
        position: usize,
        first: usize,
        node: &Node,
        scanned: &Scanned,
    ) -> Result<Filled, WireError> {
        let execution = patch_execution(scanned);
        let findings = scanned.judged.report.findings.iter().enumerate();

        // What is not applicable is a patch, but no item; it keeps its number.
        let items = findings
            .skip(first)
            .filter(|(_, finding)| is_item(finding.state));
        for (inner, finding) in items {
            if self.ends_at(position, inner) == Filled::Full {
                return Ok(Filled::Full);
            }
            self.add(&patch_row(node, scanned, finding, &execution))?;
        }
        Ok(Filled::NotYet)
    }

    /// Notes where the next page begins, when this one takes no more.
    fn ends_at(&mut self, position: usize, inner: usize) -> Filled {
        if self.rows.len() < self.size && self.looked_at < LOOKED_AT {
            return Filled::NotYet;
        }
        self.next = Some(Position {
            first: position,
            inner,
            paused: false,
        });
        Filled::Full
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), WireError> {
        self.looked_at += 1;
        if !self
            .filters
            .iter()
            .all(|filter| filter.passes(value_of(row, filter.key)))
        {
            return Ok(());
        }
        self.rows.push(row)
    }
}

fn value_of<'r>(row: &'r Row<'_>, key: &str) -> Option<&'r str> {
    match key {
        "ComplianceType" => Some(row.compliance_type),
        "Status" => Some(row.status),
        "Severity" => Some(row.severity.as_str()),
        "Id" => Some(row.id),
        "Title" => Some(row.title),
        "ResourceId" => Some(row.resource_id),
        "ResourceType" => Some(row.resource_type),
        "ExecutionType" => row.execution_summary.kind,
        "ExecutionId" => row.execution_summary.id,
        key => row.details.get(key).map(AsRef::as_ref),
    }
}

/// The details that Patch Manager uploads for a patch (User Guide, "Inventory metadata schemas",
/// AWS:ComplianceItem): all of them texts, empty when nothing is known.
fn patch_details<'a>(
    scanned: &'a Scanned,
    finding: &'a ScannedPatch,
) -> BTreeMap<&'static str, Cow<'a, str>> {
    let patch = &finding.patch;
    // A policy runs AWS-RunPatchBaseline too. That its items name no document is unverified.
    let document = if scanned.by == ScannedBy::PatchPolicy {
        ""
    } else {
        "AWS-RunPatchBaseline"
    };
    let installed = finding.installed_at.map(|at| at.to_string());

    let mut details = BTreeMap::from([
        (
            "Classification",
            Cow::from(patch.classification.as_deref().unwrap_or_default()),
        ),
        ("DocumentName", Cow::from(document)),
        ("DocumentVersion", Cow::from("")),
        ("InstalledTime", Cow::from(installed.unwrap_or_default())),
        ("PatchBaselineId", Cow::from(scanned.baseline_id.as_str())),
        ("PatchGroup", Cow::from(scanned.patch_group.as_str())),
        (
            "PatchSeverity",
            Cow::from(patch.severity.as_deref().unwrap_or_default()),
        ),
        ("PatchState", Cow::from(finding.state.as_str())),
    ]);

    if finding.violation && !patch.cves.is_empty() {
        details.insert("CVEIds", Cow::from(patch.cves.join(",")));
    }
    details
}

fn patch_row<'a>(
    node: &'a Node,
    scanned: &'a Scanned,
    finding: &'a ScannedPatch,
    execution: &'a Execution,
) -> Row<'a> {
    // The severity is the level of the baseline; the publisher's is in the details (User Guide,
    // "Working with Compliance").
    Row {
        compliance_type: "Patch",
        resource_type: "ManagedInstance",
        resource_id: &node.id,
        id: &finding.patch.id,
        title: &finding.patch.title,
        status: status(!finding.violation),
        severity: finding.level,
        execution_summary: Summary::of(execution),
        details: patch_details(scanned, finding),
    }
}

fn other_row<'a>(node: &'a Node, item: &'a Item) -> Row<'a> {
    // Only items of an association have a document.
    let document = item.document.as_deref();
    let details = document.map(|name| {
        BTreeMap::from([
            ("DocumentName", Cow::from(name)),
            ("DocumentVersion", Cow::from("1")),
        ])
    });

    Row {
        compliance_type: &item.kind,
        resource_type: "ManagedInstance",
        resource_id: &node.id,
        id: &item.id,
        title: &item.title,
        status: status(item.compliant),
        severity: item.severity,
        execution_summary: Summary::of(&item.execution),
        details: details.unwrap_or_default(),
    }
}

pub(super) fn status(compliant: bool) -> &'static str {
    if compliant {
        "COMPLIANT"
    } else {
        "NON_COMPLIANT"
    }
}
