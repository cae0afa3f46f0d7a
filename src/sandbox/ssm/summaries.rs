//! Compliance in numbers: per type, and per node and type.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::SerializeStruct as _;

use super::compliance::{Summary, status};
use super::shapes::{COMPLIANCE_FILTERS, LEVELS, NEXT_TOKEN, max_results};
use super::string_filter::{self, StringFilter};
use crate::domain::baseline::ComplianceLevel;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member};
use crate::sandbox::paging::{self, Position};
use crate::sandbox::wire::{Answer, List, WireError, json};
use crate::sandbox::world::compliance::Totals;
use crate::sandbox::world::report::Levels;

/// How many nodes a page of `ListResourceComplianceSummaries` looks at.
const LOOKED_AT: usize = 200;

const KEYS: [&str; 7] = [
    "ComplianceType",
    "Status",
    "OverallSeverity",
    "ResourceId",
    "ResourceType",
    "ExecutionType",
    "ExecutionId",
];

static INPUT: [Member; 3] = [COMPLIANCE_FILTERS, NEXT_TOKEN, max_results(1, 50)];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row<'a> {
    compliance_type: &'a str,
    resource_type: &'static str,
    resource_id: &'a str,
    status: &'static str,
    overall_severity: ComplianceLevel,
    execution_summary: Summary<'a>,
    compliant_summary: Side,
    non_compliant_summary: Side,
}

/// `CompliantSummary` or `NonCompliantSummary`.
struct Side {
    count: &'static str,
    levels: Levels,
}

impl Serialize for Side {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut side = serializer.serialize_struct("Side", 2)?;
        side.serialize_field(self.count, &self.levels.iter().sum::<u32>())?;
        side.serialize_field("SeveritySummary", &Severities(&self.levels))?;
        side.end()
    }
}

struct Severities<'a>(&'a Levels);

impl Serialize for Severities<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // In the order of the levels.
        const NAMES: [&str; 6] = [
            "CriticalCount",
            "HighCount",
            "MediumCount",
            "LowCount",
            "InformationalCount",
            "UnspecifiedCount",
        ];

        let mut severities = serializer.serialize_struct("SeveritySummary", NAMES.len())?;
        for (name, level) in NAMES.iter().zip(LEVELS) {
            severities.serialize_field(name, &self.0[*level as usize])?;
        }
        severities.end()
    }
}

impl Side {
    const fn compliant(levels: Levels) -> Self {
        Self {
            count: "CompliantCount",
            levels,
        }
    }

    const fn violations(levels: Levels) -> Self {
        Self {
            count: "NonCompliantCount",
            levels,
        }
    }
}

pub(super) fn list_resource_compliance_summaries(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let filters = string_filter::read(&call.input, &KEYS)?;
    let start = paging::position(call, "NextToken", "InvalidNextToken")?;
    let size = paging::size(call, "MaxResults", 50);

    let mut list = List::new("ResourceComplianceSummaryItems");
    let next = fill(call, &filters, start, size, &mut list)?;
    Ok(list.end(next.map(|next| paging::token(call, "NextToken", next))))
}

/// Fills a page; gives where the next one begins.
fn fill(
    call: &Call<'_>,
    filters: &[StringFilter<'_>],
    start: Position,
    size: usize,
    list: &mut List,
) -> Result<Option<Position>, WireError> {
    let world = &call.snapshot.world;
    for (position, node) in world.nodes_from(&call.scope, start.first) {
        if position == start.first + LOOKED_AT {
            return Ok(Some(Position::at(position)));
        }

        // A node has a row for each type: a page may end between them.
        let first = if position == start.first {
            start.inner
        } else {
            0
        };
        let rows = world.totals(&call.scope, &node, call.now);
        for (inner, totals) in rows.iter().enumerate().skip(first) {
            if list.len() == size {
                return Ok(Some(Position {
                    first: position,
                    inner,
                    paused: false,
                }));
            }
            if passes(filters, totals, &node.id) {
                list.push(&resource(totals, &node.id))?;
            }
        }
    }
    Ok(None)
}

fn passes(filters: &[StringFilter<'_>], totals: &Totals, id: &str) -> bool {
    filters
        .iter()
        .all(|filter| filter.passes(value_of(totals, id, filter)))
}

fn resource<'a>(totals: &'a Totals, id: &'a str) -> Row<'a> {
    Row {
        compliance_type: &totals.kind,
        resource_type: "ManagedInstance",
        resource_id: id,
        status: status(totals.is_compliant()),
        overall_severity: totals.severity(),
        execution_summary: Summary::of(&totals.execution),
        compliant_summary: Side::compliant(totals.compliant),
        non_compliant_summary: Side::violations(totals.violations),
    }
}

fn value_of<'t>(totals: &'t Totals, id: &'t str, filter: &StringFilter<'_>) -> Option<&'t str> {
    match filter.key {
        "ComplianceType" => Some(&totals.kind),
        "Status" => Some(status(totals.is_compliant())),
        "OverallSeverity" => Some(totals.severity().as_str()),
        "ResourceId" => Some(id),
        "ResourceType" => Some("ManagedInstance"),
        "ExecutionType" => totals.execution.kind,
        _ => totals.execution.id.as_deref(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Types<'a> {
    compliance_summary_items: &'a [Type],
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Type {
    #[serde(rename = "ComplianceType")]
    name: String,
    compliant_summary: Side,
    non_compliant_summary: Side,
}

/// Counts resources, not items: a node counts once per type, with its gravest violation.
pub(super) fn list_compliance_summaries(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let filters = string_filter::read(&call.input, &KEYS)?;
    let world = &call.snapshot.world;

    let mut kinds: BTreeMap<String, (Levels, Levels)> = BTreeMap::new();
    for (_, node) in world.nodes_from(&call.scope, 0) {
        for totals in world.totals(&call.scope, &node, call.now) {
            if !passes(&filters, &totals, &node.id) {
                continue;
            }

            // With the gravest of its violations, also when there are others.
            let severity = totals.severity() as usize;
            let compliant = totals.is_compliant();
            let (compliances, violations) = kinds.entry(totals.kind).or_default();
            let side = if compliant { compliances } else { violations };
            side[severity] += 1;
        }
    }

    let kinds: Vec<Type> = kinds
        .into_iter()
        .map(|(name, (compliant, violations))| Type {
            name,
            compliant_summary: Side::compliant(compliant),
            non_compliant_summary: Side::violations(violations),
        })
        .collect();

    let (compliance_summary_items, next_token) =
        paging::cut(call, &kinds, 50, 50, "InvalidNextToken")?;
    json(&Types {
        compliance_summary_items,
        next_token,
    })
}
