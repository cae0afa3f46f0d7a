//! The patch states of nodes: one row of counts per node.

use serde::Serialize;
use serde_json::Value;

use super::shapes::{
    INSTANCE_ID, NEXT_TOKEN, PATCH_GROUP, at_most_fifty, invalid_filter, max_results,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text, texts};
use crate::sandbox::paging::{self, Position};
use crate::sandbox::wire::{Answer, Epoch, json};
use crate::sandbox::world::node::Node;
use crate::sandbox::world::report::Scanned;
use crate::sandbox::world::scan::{Counts, ScanState};

/// Rows on a page of `DescribeInstancePatchStatesForPatchGroup` (shape `InstancePatchStatesList`).
const GROUP_PAGE: usize = 5;

/// How many nodes a page of a patch group looks at; a page that finds none among them is empty.
const LOOKED_AT: usize = 200;

static ID: Shape = INSTANCE_ID;
static STATES: [Member; 3] = [
    Member::required("InstanceIds", Shape::list(0, 50, &ID)),
    NEXT_TOKEN,
    max_results(10, 100),
];

static GROUP_FILTER: [Member; 3] = [
    Member::required("Key", Shape::text(1, 200)),
    Member::required("Values", Shape::list(1, 1, &Shape::TEXT)),
    Member::required(
        "Type",
        Shape::one_of(&["Equal", "NotEqual", "LessThan", "GreaterThan"]),
    ),
];
static GROUP_FILTER_SHAPE: Shape = Shape::Structure(&GROUP_FILTER);
static GROUP: [Member; 4] = [
    Member::required("PatchGroup", PATCH_GROUP),
    Member::optional("Filters", Shape::list(0, 4, &GROUP_FILTER_SHAPE)),
    NEXT_TOKEN,
    max_results(10, 100),
];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    instance_patch_states: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    instance_id: String,
    patch_group: String,
    baseline_id: String,
    snapshot_id: String,
    owner_information: String,
    installed_count: u32,
    installed_other_count: u32,
    installed_pending_reboot_count: u32,
    installed_rejected_count: u32,
    missing_count: u32,
    failed_count: u32,
    unreported_not_applicable_count: i32,
    not_applicable_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    available_security_update_count: Option<u32>,
    operation_start_time: Epoch,
    operation_end_time: Epoch,
    operation: &'static str,
    reboot_option: &'static str,
    critical_non_compliant_count: u32,
    security_non_compliant_count: u32,
    other_non_compliant_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    install_override_list: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_no_reboot_install_operation_time: Option<Epoch>,
}

pub(super) fn describe_instance_patch_states(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &STATES)?;
    at_most_fifty(&call.input)?;

    let world = &call.snapshot.world;
    let mut ids = texts(&call.input, "InstanceIds");
    // An id that is given twice has one row all the same.
    ids.sort_unstable();
    ids.dedup();
    // A node without a report has no row, and is no error.
    let found = ids.into_iter().filter_map(|id| {
        let node = world.node(&call.scope, id)?;
        let scanned = world.scanned(&call.scope, &node, call.now)?;
        Some(row(&node, &scanned))
    });
    let rows: Vec<Row> = found.collect();

    let start = paging::position(call, "NextToken", "InvalidNextToken")?
        .first
        .min(rows.len());
    let end = (start + paging::size(call, "MaxResults", 50)).min(rows.len());
    let next_token =
        (end < rows.len()).then(|| paging::token(call, "NextToken", Position::at(end)));

    json(&Output {
        instance_patch_states: rows.into_iter().take(end).skip(start).collect(),
        next_token,
    })
}

pub(super) fn describe_instance_patch_states_for_patch_group(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GROUP)?;

    for filter in items(&call.input, "Filters") {
        if count_of(text(filter, "Key")).is_none() {
            return Err(invalid_filter(text(filter, "Key")));
        }
    }

    let group = text(&call.input, "PatchGroup");
    let start = paging::position(call, "NextToken", "InvalidNextToken")?;
    let size = paging::size(call, "MaxResults", GROUP_PAGE).min(GROUP_PAGE);
    let world = &call.snapshot.world;
    let mut rows = Vec::new();
    let mut next = None;
    for (position, node) in world.nodes_from(&call.scope, start.first) {
        // A page is full, or has looked at enough; five rows are few, and a page may be empty.
        if rows.len() == size || position == start.first + LOOKED_AT {
            next = Some(Position::at(position));
            break;
        }

        // The group is the one that the node had when it was scanned, not the one of its tag today.
        let scanned = world.scanned(&call.scope, &node, call.now);
        if let Some(scanned) =
            scanned.filter(|scanned| scanned.patch_group == group && passes(&call.input, scanned))
        {
            rows.push(row(&node, &scanned));
        }
    }

    let next_token = next.map(|next| paging::token(call, "NextToken", next));
    json(&Output {
        instance_patch_states: rows,
        next_token,
    })
}

fn row(node: &Node, scanned: &Scanned) -> Row {
    let counts = &scanned.judged.report.counts;
    // `UnreportedNotApplicableCount` is -1 where nothing is kept back (samples of the User Guide),
    // and available security updates are a matter of Windows.
    let windows = node.catalogue.os == OperatingSystem::Windows;
    Row {
        instance_id: node.id.clone(),
        patch_group: scanned.patch_group.clone(),
        baseline_id: scanned.baseline_id.clone(),
        snapshot_id: scanned.snapshot_id.clone(),
        owner_information: scanned.owner.clone(),
        installed_count: counts.of(ScanState::Installed),
        installed_other_count: counts.of(ScanState::InstalledOther),
        installed_pending_reboot_count: counts.of(ScanState::InstalledPendingReboot),
        installed_rejected_count: counts.of(ScanState::InstalledRejected),
        missing_count: counts.of(ScanState::Missing),
        failed_count: counts.of(ScanState::Failed),
        unreported_not_applicable_count: -1,
        not_applicable_count: counts.of(ScanState::NotApplicable),
        available_security_update_count: windows
            .then(|| counts.of(ScanState::AvailableSecurityUpdate)),
        // By the clock of the node; the lists of compliance have AWS's own time.
        operation_start_time: Epoch(scanned.started + node.clock_off),
        operation_end_time: Epoch(scanned.ended + node.clock_off),
        operation: scanned.operation.as_str(),
        reboot_option: scanned.reboot,
        critical_non_compliant_count: counts.critical,
        security_non_compliant_count: counts.security,
        other_non_compliant_count: counts.other,
        install_override_list: scanned.list.clone(),
        last_no_reboot_install_operation_time: scanned.no_reboot.map(Epoch),
    }
}

/// Reads a count of a report by the name that a filter uses.
fn count_of(key: &str) -> Option<fn(&Counts) -> u32> {
    let of: fn(&Counts) -> u32 = match key {
        "InstalledCount" => |counts| counts.of(ScanState::Installed),
        "InstalledOtherCount" => |counts| counts.of(ScanState::InstalledOther),
        "InstalledPendingRebootCount" => |counts| counts.of(ScanState::InstalledPendingReboot),
        "InstalledRejectedCount" => |counts| counts.of(ScanState::InstalledRejected),
        "MissingCount" => |counts| counts.of(ScanState::Missing),
        "FailedCount" => |counts| counts.of(ScanState::Failed),
        "NotApplicableCount" => |counts| counts.of(ScanState::NotApplicable),
        "AvailableSecurityUpdateCount" => |counts| counts.of(ScanState::AvailableSecurityUpdate),
        "CriticalNonCompliantCount" => |counts| counts.critical,
        "SecurityNonCompliantCount" => |counts| counts.security,
        "OtherNonCompliantCount" => |counts| counts.other,
        _ => return None,
    };
    Some(of)
}

fn passes(input: &Value, scanned: &Scanned) -> bool {
    items(input, "Filters").iter().all(|filter| {
        let Some(count) = count_of(text(filter, "Key")) else {
            return false;
        };

        // A value that is no number passes nothing; whether AWS refuses it is unverified.
        let Some(value) = texts(filter, "Values")
            .first()
            .and_then(|value| value.parse::<i64>().ok())
        else {
            return false;
        };

        let order = i64::from(count(&scanned.judged.report.counts)).cmp(&value);
        match text(filter, "Type") {
            "NotEqual" => order.is_ne(),
            "LessThan" => order.is_lt(),
            "GreaterThan" => order.is_gt(),
            _ => order.is_eq(),
        }
    })
}
