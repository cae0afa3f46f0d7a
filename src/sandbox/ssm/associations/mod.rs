//! State Manager associations: those of the fleet file, which are read only, and those that users
//! and Quick Setup make.

mod change;
mod executions;
mod ids;
mod members;
mod view;

pub(super) use change::{
    create_association, delete_association, start_associations_once, update_association,
};
pub(super) use executions::{
    describe_association_execution_targets, describe_association_executions,
};

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::baselines::answer;
use super::shapes::{INSTANCE_ID, NEXT_TOKEN, invalid_instance, max_results};
use crate::domain::id::Scope;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, is_made_of, items, text};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::associations::Listed;
use crate::sandbox::world::groups::means;
use crate::sandbox::world::node::Node;
use crate::sandbox::world::state_manager::Association;
use ids::{ASSOCIATION_ID, ASSOCIATION_VERSION, missing};
use view::Overview;

const NAME: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.:/]{3,128}$",
    matches: |text| is_made_of(text, 3..=128, b"_-.:/"),
};

static STATUS: [Member; 3] = [
    Member::required("InstanceId", INSTANCE_ID),
    max_results(1, 50),
    NEXT_TOKEN,
];
const FILTER_KEYS: [&str; 8] = [
    "InstanceId",
    "Name",
    "AssociationId",
    "AssociationStatusName",
    "LastExecutedBefore",
    "LastExecutedAfter",
    "AssociationName",
    "ResourceGroupName",
];
static FILTER: [Member; 2] = [
    Member::required("key", Shape::one_of(&FILTER_KEYS)),
    Member::required("value", Shape::text(1, usize::MAX)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static LIST: [Member; 3] = [
    Member::optional(
        "AssociationFilterList",
        Shape::list(1, usize::MAX, &FILTER_SHAPE),
    ),
    max_results(1, 50),
    NEXT_TOKEN,
];
static VERSIONS: [Member; 3] = [
    Member::required("AssociationId", ASSOCIATION_ID),
    max_results(1, 50),
    NEXT_TOKEN,
];
static DESCRIBE: [Member; 4] = [
    Member::optional("Name", Shape::pattern(0, usize::MAX, NAME)),
    Member::optional("InstanceId", INSTANCE_ID),
    Member::optional("AssociationId", ASSOCIATION_ID),
    Member::optional("AssociationVersion", ASSOCIATION_VERSION),
];

pub(super) fn describe_instance_associations_status(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &STATUS)?;
    let id = text(&call.input, "InstanceId");
    let world = &call.snapshot.world;
    let node = world
        .node(&call.scope, id)
        .ok_or_else(|| invalid_instance(id))?;

    // Those of the fleet file come first, since they were there before any call.
    let seeded = node.listed_associations(&call.scope, call.now);
    let mut rows: Vec<Value> = seeded.iter().map(|one| status_row(id, one)).collect();
    let made = world
        .made_associations(&call.scope)
        .filter(|one| is_for(world, &call.scope, one, &node));
    rows.extend(made.map(|one| made_row(call, one, id)));

    let (page, next_token) = paging::cut(call, &rows, 50, 50, "InvalidNextToken")?;
    answer("InstanceAssociationStatusInfos", page, next_token)
}

/// Whether an association is for a node.
pub(in crate::sandbox) fn is_for(
    world: &World,
    scope: &Scope,
    association: &Association,
    node: &Node,
) -> bool {
    let mut targets = association.targets().iter();
    node.is_managed() && targets.all(|target| means(world, scope, target, node))
}

fn made_row(call: &Call<'_>, association: &Association, id: &str) -> Value {
    let world = &call.snapshot.world;
    let execution = world.last_execution(&call.scope, &association.id, id, call.now);
    let members = &association.now().members;
    let mut row = json!({
        "AssociationId": association.id,
        "Name": association.document(),
        "DocumentVersion": "1",
        "AssociationVersion": association.versions.len().to_string(),
        "InstanceId": id,
        "Status": "Pending",
        "DetailedStatus": "Associated",
    });
    if let Some(name) = members.get("AssociationName") {
        row["AssociationName"] = name.clone();
    }

    // Before the first execution there is no date either, and the row stays as it was made.
    let results = execution.map(|one| one.results(world, &call.scope, call.now));
    let mut results = results.into_iter().flatten();
    if let Some(result) = results.find(|result| result.node == id) {
        (row["Status"], row["DetailedStatus"]) = (json!(result.status), json!(result.status));
        row["ExecutionDate"] = json!(Epoch(result.at));
    }
    row
}

fn status_row(instance: &str, association: &Listed) -> Value {
    // `Name` is the document in every shape of an association. Both statuses are free texts in the
    // model; how they differ is not documented, so that they are the same here.
    json!({
        "AssociationId": association.id,
        "Name": association.document,
        "DocumentVersion": "1",
        "AssociationVersion": "1",
        "InstanceId": instance,
        "ExecutionDate": Epoch(association.at),
        "Status": association.status,
        "DetailedStatus": association.status,
        "AssociationName": association.name,
    })
}

pub(super) fn list_associations(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let filters = items(&call.input, "AssociationFilterList");
    // Every filter is checked before one is used: a wrong one fails the call on an empty list too.
    filters.iter().try_for_each(check_filter)?;

    let all = call.snapshot.world.associations(&call.scope, call.now);
    let found: Vec<Summed> = all
        .into_iter()
        .map(Summed::of)
        .filter(|one| filters.iter().all(|filter| one.passes(filter)))
        .collect();

    let mut rows: Vec<Value> = found.iter().map(Summed::row).collect();
    let world = &call.snapshot.world;
    let made = world.made_associations(&call.scope).filter(|one| {
        let overview = Overview::of(world, &call.scope, one, call.now);
        let mut filters = filters.iter();
        filters.all(|filter| made_passes(call, one, &overview, filter))
    });
    rows.extend(made.map(|one| listed(call, one)));

    let (page, next_token) = paging::cut(call, &rows, 50, 50, "InvalidNextToken")?;
    answer("Associations", page, next_token)
}

/// What a list says of an association: the parameters are not in it (SSM API, `Association`).
fn listed(call: &Call<'_>, association: &Association) -> Value {
    let members = &association.now().members;
    let mut row = json!({
        "Name": association.document(),
        "AssociationId": association.id,
        "AssociationVersion": association.versions.len().to_string(),
        "DocumentVersion": "$DEFAULT",
    });

    // Members that were not given are missing in the answer, and are not null.
    for member in [
        "DocumentVersion",
        "Targets",
        "ScheduleExpression",
        "AssociationName",
        "ScheduleOffset",
        "Duration",
    ] {
        if let Some(value) = members.get(member) {
            row[member] = value.clone();
        }
    }
    Overview::of(&call.snapshot.world, &call.scope, association, call.now).put_into(&mut row);
    row
}

fn made_passes(
    call: &Call<'_>,
    association: &Association,
    overview: &Overview,
    filter: &Value,
) -> bool {
    let world = &call.snapshot.world;
    let value = text(filter, "value");
    // Keys without a meaning for times never use it; those with one were checked.
    let time = value.parse::<Timestamp>().unwrap_or_default();
    match text(filter, "key") {
        "InstanceId" => world
            .node(&call.scope, value)
            .is_some_and(|node| is_for(world, &call.scope, association, &node)),
        "Name" => association.document() == value,
        "AssociationId" => association.id == value,
        "AssociationStatusName" => overview.status == value,
        "LastExecutedBefore" => overview.last.is_some_and(|at| at < time),
        "LastExecutedAfter" => overview.last.is_some_and(|at| at > time),
        _ => text(&association.now().members, "AssociationName") == value,
    }
}

pub(super) fn list_association_versions(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &VERSIONS)?;
    let id = text(&call.input, "AssociationId");
    let association = call
        .snapshot
        .world
        .made_association(&call.scope, id)
        .ok_or_else(missing)?;

    let rows: Vec<Value> = (1..=association.versions.len())
        .map(|number| {
            let mut row = view::of_version(association, number);
            row["CreatedDate"] = row["LastUpdateAssociationDate"].take();
            // A version has neither of these (SSM API, `AssociationVersionInfo`).
            if let Value::Object(members) = &mut row {
                members.retain(|name, _| name != "Date" && name != "LastUpdateAssociationDate");
            }
            row
        })
        .collect();
    let (page, next_token) = paging::cut(call, &rows, 50, 50, "InvalidNextToken")?;
    answer("AssociationVersions", page, next_token)
}

fn check_filter(filter: &Value) -> Result<(), WireError> {
    let (key, value) = (text(filter, "key"), text(filter, "value"));
    // Refused, because an association of the sandbox has no group, and would be left out.
    if key == "ResourceGroupName" {
        return Err(WireError::validation(format!(
            "The patchctl sandbox does not implement the filter {key}."
        )));
    }

    if key.starts_with("LastExecuted") && value.parse::<Timestamp>().is_err() {
        return Err(WireError::validation(format!(
            "The value {value} is not a time."
        )));
    }
    Ok(())
}

/// An association over all of its nodes.
struct Summed {
    last: Listed,
    nodes: Vec<String>,
    counts: BTreeMap<&'static str, u32>,
    status: &'static str,
}

impl Summed {
    fn of((listed, nodes): (Vec<Listed>, Vec<String>)) -> Self {
        let mut counts: BTreeMap<&'static str, u32> = BTreeMap::new();
        for one in &listed {
            *counts.entry(one.status).or_default() += 1;
        }

        // The worst that a node has stands for all. How State Manager sums up is unverified.
        let status = ["Failed", "Pending"]
            .into_iter()
            .find(|status| counts.contains_key(status))
            .unwrap_or("Success");

        // What is pending has not run: it is the last only when nothing did.
        let last = listed
            .into_iter()
            .max_by_key(|one| (one.status != "Pending", one.at))
            .expect("an association has a node");

        Self {
            last,
            nodes,
            counts,
            status,
        }
    }

    fn passes(&self, filter: &Value) -> bool {
        let value = text(filter, "value");
        // Keys without a meaning for times never use it; those with one were checked.
        let time = value.parse::<Timestamp>().unwrap_or_default();

        match text(filter, "key") {
            "InstanceId" => self.nodes.iter().any(|node| node == value),
            "Name" => self.last.document == value,
            "AssociationId" => self.last.id == value,
            "AssociationStatusName" => self.status == value,
            "LastExecutedBefore" => self.last.at < time,
            "LastExecutedAfter" => self.last.at > time,
            _ => self.last.name == value,
        }
    }

    fn row(&self) -> Value {
        let last = &self.last;
        // A target takes 50 ids; what more nodes share was given to all of them.
        let targets = if self.nodes.len() > 50 {
            vec!["*"]
        } else {
            self.nodes.iter().map(String::as_str).collect()
        };

        let mut row = json!({
            "Name": last.document,
            "AssociationId": last.id,
            "AssociationVersion": "1",
            "DocumentVersion": "$DEFAULT",
            "Targets": [{"Key": "InstanceIds", "Values": targets}],
            "Overview": {"Status": self.status, "DetailedStatus": self.status, "AssociationStatusAggregatedCount": self.counts},
            "AssociationName": last.name,
        });

        if last.status != "Pending" {
            row["LastExecutionDate"] = json!(Epoch(last.at));
        }
        if let Some(schedule) = last.schedule {
            row["ScheduleExpression"] = json!(schedule);
        }

        row
    }
}

/// By id only: the sandbox has no association of the old kind, which is named by its document and
/// instance.
pub(super) fn describe_association(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    let id = text(&call.input, "AssociationId");
    if let Some(association) = call.snapshot.world.made_association(&call.scope, id) {
        return describe_made(call, association);
    }
    let seeded = call.snapshot.world.association(&call.scope, id, call.now);
    let association = seeded.ok_or_else(missing)?;

    // There is one version of each.
    let version = text(&call.input, "AssociationVersion");
    if !matches!(version, "" | "1" | "$LATEST") {
        return Err(WireError::new(
            "InvalidAssociationVersion",
            "The version you specified is not valid.",
        ));
    }

    // What the list says, and the parameters, which are in the description alone.
    let all = call.snapshot.world.associations(&call.scope, call.now);
    let summed = all.into_iter().map(Summed::of);
    let summed = summed.into_iter().find(|one| one.last.id == id);
    let mut description = summed.ok_or_else(missing)?.row();
    description["Parameters"] = json!(association.parameters);
    description["ApplyOnlyAtCronInterval"] = json!(false);
    write(&json!({ "AssociationDescription": description }))
}

fn describe_made(call: &Call<'_>, association: &Association) -> Answer {
    let newest = association.versions.len();
    let number = match text(&call.input, "AssociationVersion") {
        "" | "$LATEST" => Some(newest),
        number => number.parse().ok().filter(|number| *number <= newest),
    };
    // A version that does not exist is no reason to show another one.
    let number = number.ok_or_else(|| {
        WireError::new(
            "InvalidAssociationVersion",
            "The version you specified is not valid.",
        )
    })?;

    let mut description = view::of_version(association, number);
    let overview = Overview::of(&call.snapshot.world, &call.scope, association, call.now);
    overview.put_into(&mut description);
    overview.put_success_into(&mut description);
    write(&json!({ "AssociationDescription": description }))
}
