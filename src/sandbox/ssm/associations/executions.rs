//! `DescribeAssociationExecutions` and `DescribeAssociationExecutionTargets`.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::ids::{ASSOCIATION_ID, EXECUTION_ID, missing};
use super::view::{counts, status_of};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text};
use crate::sandbox::paging;
use crate::sandbox::ssm::baselines::answer;
use crate::sandbox::ssm::shapes::{NEXT_TOKEN, max_results};
use crate::sandbox::wire::{Answer, Epoch, WireError};
use crate::sandbox::world::state_manager::Execution;

static FILTER: [Member; 3] = [
    Member::required(
        "Key",
        Shape::one_of(&["ExecutionId", "Status", "CreatedTime"]),
    ),
    Member::required("Value", Shape::text(1, usize::MAX)),
    Member::required(
        "Type",
        Shape::one_of(&["EQUAL", "LESS_THAN", "GREATER_THAN"]),
    ),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static EXECUTIONS: [Member; 4] = [
    Member::required("AssociationId", ASSOCIATION_ID),
    Member::optional("Filters", Shape::list(1, usize::MAX, &FILTER_SHAPE)),
    max_results(1, 50),
    NEXT_TOKEN,
];
static TARGET_FILTER: [Member; 2] = [
    Member::required(
        "Key",
        Shape::one_of(&["Status", "ResourceId", "ResourceType"]),
    ),
    Member::required("Value", Shape::text(1, usize::MAX)),
];
static TARGET_FILTER_SHAPE: Shape = Shape::Structure(&TARGET_FILTER);
static TARGETS: [Member; 5] = [
    Member::required("AssociationId", ASSOCIATION_ID),
    Member::required("ExecutionId", EXECUTION_ID),
    Member::optional("Filters", Shape::list(1, usize::MAX, &TARGET_FILTER_SHAPE)),
    max_results(1, 50),
    NEXT_TOKEN,
];

pub(in crate::sandbox::ssm) fn describe_association_executions(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &EXECUTIONS)?;
    let association = association(call)?;
    let filters = items(&call.input, "Filters");
    filters.iter().try_for_each(check_filter)?;

    // Newest first (the examples of the AWS CLI reference).
    let world = &call.snapshot.world;
    let rows: Vec<Value> = world
        .executions(&call.scope, association)
        .rev()
        .filter(|one| one.at <= call.now)
        .map(|one| execution_row(call, one))
        .filter(|row| filters.iter().all(|filter| passes(row, filter)))
        .collect();
    let (page, next_token) = paging::cut(call, &rows, 50, 50, "InvalidNextToken")?;
    answer("AssociationExecutions", page, next_token)
}

/// The id that a call names. Of an association of the fleet file no executions are kept any more.
fn association<'c>(call: &'c Call<'_>) -> Result<&'c str, WireError> {
    let id = text(&call.input, "AssociationId");
    let world = &call.snapshot.world;
    let is_there = world.made_association(&call.scope, id).is_some()
        || world.association(&call.scope, id, call.now).is_some();
    if is_there { Ok(id) } else { Err(missing()) }
}

fn check_filter(filter: &Value) -> Result<(), WireError> {
    let value = text(filter, "Value");
    if text(filter, "Key") == "CreatedTime" && value.parse::<Timestamp>().is_err() {
        return Err(WireError::validation(format!(
            "The value {value} is not a time."
        )));
    }
    Ok(())
}

fn passes(row: &Value, filter: &Value) -> bool {
    let value = text(filter, "Value");
    if text(filter, "Key") == "CreatedTime" {
        let at = row["CreatedTime"].as_f64().unwrap_or_default();

        // Checked before.
        let time: Timestamp = value.parse().unwrap_or_default();
        let time = json!(Epoch(time)).as_f64().unwrap_or_default();
        return match text(filter, "Type") {
            "LESS_THAN" => at < time,
            "GREATER_THAN" => at > time,
            _ => (at - time).abs() < f64::EPSILON,
        };
    }
    row[text(filter, "Key")] == value
}

fn execution_row(call: &Call<'_>, execution: &Execution) -> Value {
    let counts = counts(execution, &call.snapshot.world, &call.scope, call.now);
    let status = status_of(&counts);
    // `{Success=1, Failed=2}`, as Java writes a map (AWS CLI reference).
    let mut text = String::from("{");
    for (index, (status, count)) in counts.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{status}={count}");
    }
    text.push('}');

    json!({
        "AssociationId": execution.association,
        "AssociationVersion": execution.version.to_string(),
        "ExecutionId": execution.id,
        "Status": status,
        "DetailedStatus": status,
        "CreatedTime": Epoch(execution.at),
        "ResourceCountByStatus": text,
    })
}

pub(in crate::sandbox::ssm) fn describe_association_execution_targets(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &TARGETS)?;
    let association = association(call)?;
    let id = text(&call.input, "ExecutionId");
    let world = &call.snapshot.world;
    // What lies ahead of the clock is computed already, and not there yet.
    let execution = world
        .executions(&call.scope, association)
        .find(|one| one.id == id && one.at <= call.now)
        .ok_or_else(|| {
            WireError::new(
                "AssociationExecutionDoesNotExist",
                "The specified execution ID does not exist. Verify the ID number and try again.",
            )
        })?;

    let filters = items(&call.input, "Filters");
    let rows: Vec<Value> = execution
        .results(world, &call.scope, call.now)
        .iter()
        .map(|result| {
            let hybrid = result.node.starts_with("mi-");
            let mut row = json!({
                "AssociationId": association,
                "AssociationVersion": execution.version.to_string(),
                "ExecutionId": execution.id,
                "ResourceId": result.node,
                "ResourceType": if hybrid { "ManagedInstance" } else { "Instance" },
                "Status": result.status,
                "DetailedStatus": result.status,
                "LastExecutionDate": Epoch(result.at),
            });
            if let Some(command) = &execution.command {
                row["OutputSource"] =
                    json!({"OutputSourceId": command, "OutputSourceType": "RunCommand"});
            }
            if let Some(automation) = &execution.automation {
                row["ResourceType"] = json!("AutomationExecution");
                row["OutputSource"] =
                    json!({"OutputSourceId": automation, "OutputSourceType": "Automation"});
            }
            row
        })
        .filter(|row| {
            let mut filters = filters.iter();
            filters.all(|filter| row[text(filter, "Key")] == text(filter, "Value"))
        })
        .collect();
    let (page, next_token) = paging::cut(call, &rows, 50, 50, "InvalidNextToken")?;
    answer("AssociationExecutionTargets", page, next_token)
}
