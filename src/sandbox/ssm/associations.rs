//! The associations of a node, as they are read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::baselines::answer;
use super::shapes::{INSTANCE_ID, NEXT_TOKEN, invalid_instance, is_uuid, max_results};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, is_made_of, items, text};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::associations::Listed;

const ID: Pattern = Pattern {
    text: "[0-9a-fA-F]{8}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{12}",
    matches: is_uuid,
};
const VERSION: Pattern = Pattern {
    text: "([$]LATEST)|([1-9][0-9]*)",
    matches: |text| {
        text == "$LATEST"
            || (!text.is_empty()
                && !text.starts_with('0')
                && text.bytes().all(|byte| byte.is_ascii_digit()))
    },
};
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
static DESCRIBE: [Member; 4] = [
    Member::optional("Name", Shape::pattern(0, usize::MAX, NAME)),
    Member::optional("InstanceId", INSTANCE_ID),
    Member::optional("AssociationId", Shape::pattern(0, usize::MAX, ID)),
    Member::optional("AssociationVersion", Shape::pattern(0, usize::MAX, VERSION)),
];

pub(super) fn describe_instance_associations_status(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &STATUS)?;
    let id = text(&call.input, "InstanceId");
    let world = &call.snapshot.world;
    let node = world
        .node(&call.scope, id)
        .ok_or_else(|| invalid_instance(id))?;

    let all = node.listed_associations(&call.scope, call.now);
    let (page, next_token) = paging::cut(call, &all, 50, 50, "InvalidNextToken")?;
    let rows: Vec<Value> = page.iter().map(|one| status_row(id, one)).collect();
    answer("InstanceAssociationStatusInfos", &rows, next_token)
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
    filters.iter().try_for_each(check_filter)?;

    let all = call.snapshot.world.associations(&call.scope, call.now);
    let found: Vec<Summed> = all
        .into_iter()
        .map(Summed::of)
        .filter(|one| filters.iter().all(|filter| one.passes(filter)))
        .collect();

    let (page, next_token) = paging::cut(call, &found, 50, 50, "InvalidNextToken")?;
    let rows: Vec<Value> = page.iter().map(Summed::row).collect();
    answer("Associations", &rows, next_token)
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
    let Some(association) = call.snapshot.world.association(&call.scope, id, call.now) else {
        return Err(WireError::new(
            "AssociationDoesNotExist",
            "The specified association does not exist.",
        ));
    };

    // There is one version of each.
    let version = text(&call.input, "AssociationVersion");
    if !matches!(version, "" | "1" | "$LATEST") {
        return Err(WireError::new(
            "InvalidAssociationVersion",
            "The version you specified is not valid.",
        ));
    }

    write(&json!({"AssociationDescription": {
        "Name": association.document,
        "AssociationVersion": "1",
        "DocumentVersion": "$DEFAULT",
        "AssociationId": association.id,
        "AssociationName": association.name,
        "Parameters": association.parameters,
        "LastExecutionDate": Epoch(association.at),
        "Overview": {"Status": association.status, "DetailedStatus": association.status},
    }}))
}
