//! `GetConfigurationManager`, `ListConfigurationManagers`, `ListConfigurations` and
//! `GetConfiguration`.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::check::{DEFINITION_ID, MANAGER_ARN, OPTIONAL_ARN};
use super::found::find;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, is_made_of, items, text};
use crate::sandbox::derive;
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::quick_setup::{Definition, Instance, Manager};

const WORDS: Pattern = Pattern {
    text: "^[A-Za-z0-9+=@_\\/\\s-]*$",
    matches: |text| is_made_of(text, 0..=1024, b"+=@_/ -"),
};
const CONFIGURATION: Pattern = Pattern {
    text: "^[a-zA-Z0-9-_/:]{1,100}$",
    matches: |text| is_made_of(text, 1..=100, b"-_/:"),
};
static FILTER_VALUE: Shape = Shape::pattern(0, 256, WORDS);
static FILTER: [Member; 2] = [
    Member::required("Key", Shape::pattern(0, 128, WORDS)),
    Member::required("Values", Shape::list(0, usize::MAX, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
const FILTERS: Member = Member::optional("Filters", Shape::list(0, usize::MAX, &FILTER_SHAPE));
const ITEMS: Member = Member::optional("MaxItems", Shape::Number { min: 1, max: 100 });
const TOKEN: Member = Member::optional("StartingToken", Shape::pattern(0, 1024, WORDS));

static GET: [Member; 1] = [MANAGER_ARN];
static LIST: [Member; 3] = [FILTERS, ITEMS, TOKEN];
static LIST_CONFIGURATIONS: [Member; 5] = [
    OPTIONAL_ARN,
    Member::optional("ConfigurationDefinitionId", DEFINITION_ID),
    FILTERS,
    ITEMS,
    TOKEN,
];
static GET_CONFIGURATION: [Member; 1] = [Member::required(
    "ConfigurationId",
    Shape::pattern(0, usize::MAX, CONFIGURATION),
)];

pub(super) fn get_configuration_manager(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let manager = find(&call.snapshot.world, call)?;
    let definitions: Vec<Value> = manager.definitions.iter().map(definition).collect();

    // The description is there also when none was given.
    let mut output = json!({
        "ManagerArn": manager.arn,
        "Description": manager.description,
        "CreatedAt": manager.created.to_string(),
        "LastModifiedAt": manager.modified.to_string(),
        "StatusSummaries": summaries(manager, call.now),
        "ConfigurationDefinitions": definitions,
        "Tags": manager.tags,
    });
    if !manager.name.is_empty() {
        output["Name"] = json!(manager.name);
    }
    write(&output)
}

/// A definition as it was sent: no defaults are added to its parameters.
fn definition(definition: &Definition) -> Value {
    let mut value = json!({
        "Id": definition.id,
        "Type": definition.kind,
        "TypeVersion": definition.version,
        "Parameters": definition.parameters,
    });

    // Roles that were not given are no members of the answer.
    for (member, role) in [
        (
            "LocalDeploymentAdministrationRoleArn",
            &definition.administration_role,
        ),
        (
            "LocalDeploymentExecutionRoleName",
            &definition.execution_role,
        ),
    ] {
        if let Some(role) = role {
            value[member] = json!(role);
        }
    }
    value
}

/// The deployment, and beside it what runs because of it: two summaries, of which only the first is
/// about whether it is there.
fn summaries(manager: &Manager, now: Timestamp) -> Value {
    let (status, since) = manager.rollout.status(now);
    let failures: Vec<String> = manager
        .rollout
        .instances
        .iter()
        .filter(|_| now >= manager.rollout.ends())
        .filter_map(failure)
        .collect();

    // Before it is over nothing is said of what failed.
    let mut deployment = json!({
        "StatusType": "Deployment",
        "Status": status,
        "LastUpdatedAt": since.to_string(),
        "StatusDetails": {},
    });
    if !failures.is_empty() {
        deployment["StatusMessage"] = json!(failures.join("; "));
    }

    // Automations of the helpers; the sandbox runs none.
    let runs = json!({
        "StatusType": "AsyncExecutions",
        "Status": "NONE",
        "LastUpdatedAt": since.to_string(),
        "StatusDetails": {},
    });
    json!([deployment, runs])
}

fn failure(instance: &Instance) -> Option<String> {
    match &instance.outcome {
        Some(Err(why)) => Some(format!("{}/{}: {why}", instance.account, instance.region)),
        _ => None,
    }
}

pub(super) fn list_configuration_managers(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    unfiltered(call)?;
    let managers = call.snapshot.world.managers(&call.scope);
    let managers: Vec<&Arc<Manager>> = managers.filter(|one| one.created <= call.now).collect();
    let rows: Vec<Value> = managers
        .iter()
        .map(|manager| {
            // Without parameters: those are only in the answer to the question for one.
            let definitions: Vec<Value> = manager
                .definitions
                .iter()
                .map(|one| {
                    json!({
                        "Id": one.id,
                        "Type": one.kind,
                        "TypeVersion": one.version,
                        "FirstClassParameters": first(one),
                    })
                })
                .collect();
            json!({
                "ManagerArn": manager.arn,
                "Name": manager.name,
                "Description": manager.description,
                "StatusSummaries": summaries(manager, call.now),
                "ConfigurationDefinitionSummaries": definitions,
            })
        })
        .collect();
    page(call, "ConfigurationManagersList", &rows)
}

/// The parameters that every type has.
fn first(definition: &Definition) -> Value {
    let names = [
        "TargetAccounts",
        "TargetOrganizationalUnits",
        "TargetRegions",
    ];
    let given = names.into_iter().filter_map(|name| {
        let value = definition.parameters.get(name)?;
        Some((name.to_owned(), json!(value)))
    });
    Value::Object(given.collect())
}

/// The keys of filters are free texts in the model and stand nowhere; one that is not understood
/// must not pass for one that was heeded.
fn unfiltered(call: &Call<'_>) -> Result<(), WireError> {
    match items(&call.input, "Filters").first() {
        Some(filter) => Err(WireError::validation(format!(
            "The patchctl sandbox does not implement the filter {}.",
            text(filter, "Key")
        ))),
        None => Ok(()),
    }
}

/// A page; the last one has an empty token.
fn page(call: &Call<'_>, key: &str, rows: &[Value]) -> Answer {
    let (rows, token) = paging::cut_by(
        call,
        ("StartingToken", "MaxItems"),
        rows,
        (100, 100),
        "ValidationException",
    )?;
    write(&json!({key: rows, "NextToken": token.unwrap_or_default()}))
}

/// What is deployed in the account and Region of the call. Whether a management account sees its
/// members there cannot be confirmed: here it sees what it deploys, wherever that is.
pub(super) fn list_configurations(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST_CONFIGURATIONS)?;
    unfiltered(call)?;
    let arn = text(&call.input, "ManagerArn");
    let id = text(&call.input, "ConfigurationDefinitionId");

    // A manager that is none is an error, and not an empty list.
    if !arn.is_empty() {
        find(&call.snapshot.world, call)?;
    }
    let rows: Vec<Value> = configurations(call)
        .filter(|(manager, _)| arn.is_empty() || manager.arn == arn)
        .filter(|(_, instance)| id.is_empty() || instance.definition == id)
        .filter_map(|(manager, instance)| summary(manager, instance, call.now))
        .collect();
    page(call, "ConfigurationsList", &rows)
}

fn configurations<'c>(
    call: &'c Call<'_>,
) -> impl Iterator<Item = (&'c Arc<Manager>, &'c Instance)> {
    let world = &call.snapshot.world;
    let all = world.every_manager().flat_map(|(scope, manager)| {
        let instances = manager.rollout.instances.iter();
        instances.map(move |instance| (scope, manager, instance))
    });
    all.filter(|(scope, _, instance)| **scope == call.scope || instance.scope() == call.scope)
        .map(|(_, manager, instance)| (manager, instance))
}

fn configuration_id(manager: &Manager, instance: &Instance) -> String {
    derive::uuid(&[
        "configuration",
        &manager.arn,
        &instance.definition,
        &instance.account,
        &instance.region,
    ])
}

fn status(manager: &Manager, instance: &Instance, now: Timestamp) -> (Value, bool) {
    let word = if now < instance.ends {
        match (manager.rollout.status(now).0, instance.goes) {
            (_, true) => "DELETING",
            (word, false) => word,
        }
    } else if instance.has_failed() {
        "FAILED"
    } else {
        "SUCCEEDED"
    };

    // A place has its own time; the whole is over with the last.
    let mut value = json!({
        "StatusType": "Deployment",
        "Status": word,
        "LastUpdatedAt": instance.ends.min(now).max(manager.rollout.at).to_string(),
        "StatusDetails": {},
    });
    if let (Some(Err(why)), true) = (&instance.outcome, now >= instance.ends) {
        value["StatusMessage"] = json!(why);
    }
    (value, instance.goes && word == "SUCCEEDED")
}

/// What is gone is not listed.
fn summary(manager: &Manager, instance: &Instance, now: Timestamp) -> Option<Value> {
    let definition = manager.definition(&instance.definition)?;
    let (status, gone) = status(manager, instance, now);
    // A configuration that is gone has no row, as after the deletion of its stack.
    (!gone).then(|| {
        json!({
            "Id": configuration_id(manager, instance),
            "ManagerArn": manager.arn,
            "ConfigurationDefinitionId": definition.id,
            "Type": definition.kind,
            "TypeVersion": definition.version,
            "Account": instance.account,
            "Region": instance.region,
            "CreatedAt": instance.created.to_string(),
            "FirstClassParameters": first(definition),
            "StatusSummaries": [status],
        })
    })
}

pub(super) fn get_configuration(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET_CONFIGURATION)?;
    let id = text(&call.input, "ConfigurationId");
    let found =
        configurations(call).find(|(manager, instance)| configuration_id(manager, instance) == id);
    let missing = || unknown_configuration(id);
    let (manager, instance) = found.ok_or_else(missing)?;
    let definition = manager
        .definition(&instance.definition)
        .ok_or_else(missing)?;
    let mut output = summary(manager, instance, call.now).ok_or_else(missing)?;

    // The whole map takes the place of the few that the list has.
    if let Value::Object(members) = &mut output {
        members.remove("FirstClassParameters");
    }
    output["Parameters"] = json!(definition.parameters);
    output["LastModifiedAt"] = json!(manager.rollout.at.to_string());
    write(&output)
}

fn unknown_configuration(id: &str) -> WireError {
    let message = format!("Configuration {id} does not exist.");
    WireError::new("ResourceNotFoundException", message)
}
