//! `CreateConfigurationManager`, `UpdateConfigurationManager`, `UpdateConfigurationDefinition` and
//! `DeleteConfigurationManager`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::check::{
    ADMINISTRATION, CREATE, DEFINITION_ID, DESCRIPTION, EXECUTION, MANAGER_ARN, NAME, PARAMETERS,
    TYPE_VERSION, check,
};
use super::deploy;
use super::found::{find, not_found};
use super::settings::latest;
use crate::domain::id::{AccountId, Region, Scope};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text};
use crate::sandbox::derive;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::quick_setup::{Definition, HOST_MANAGEMENT, Manager, Rollout};

/// The most managers of an account (User Guide, "Getting started with Quick Setup").
const MOST: usize = 100;

static UPDATE: [Member; 3] = [MANAGER_ARN, NAME, DESCRIPTION];
static UPDATE_DEFINITION: [Member; 6] = [
    MANAGER_ARN,
    Member::required("Id", DEFINITION_ID),
    Member::optional("Parameters", PARAMETERS),
    ADMINISTRATION,
    EXECUTION,
    TYPE_VERSION,
];
static DELETE: [Member; 1] = [MANAGER_ARN];

pub(super) fn create_configuration_manager(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &CREATE)?;
    let given = items(&call.input, "ConfigurationDefinitions");
    if given.is_empty() {
        return Err(WireError::validation(
            "At least one configuration definition is required.",
        ));
    }

    // Counted and made in one change: two callers at once must not both be the last one.
    let arn = call.change(|world| {
        let number = world.managers(&call.scope).count();
        if number >= MOST {
            return Err(WireError::validation(format!(
                "An account can have at most {MOST} configuration managers."
            )));
        }
        let arn = free_arn(call, world);
        let definitions: Vec<Definition> = given
            .iter()
            .enumerate()
            .map(|(index, input)| definition(&arn, index, input))
            .collect();
        for definition in &definitions {
            check(call, definition)?;
            check_alone(call, world, &arn, definition)?;
        }
        let manager = Manager {
            name: text(&call.input, "Name").to_owned(),
            description: text(&call.input, "Description").to_owned(),
            created: call.now,
            modified: call.now,
            tags: super::tags::read(&call.input["Tags"]),
            rollout: rollout(world, call.now, &definitions, &[]),
            definitions,
            copies: BTreeMap::new(),
            arn: arn.clone(),
        };
        let document = stored(call, &manager);
        Ok((arn, vec![document]))
    })?;
    write(&json!({ "ManagerArn": arn }))
}

fn free_arn(call: &Call<'_>, world: &World) -> String {
    let Scope { account, region } = &call.scope;
    let count = world.managers(&call.scope).count().to_string();
    let numbers = (0_u32..).map(|again| {
        let again = format!("{count} {again}");
        let words = ["manager", account.as_str(), region.as_str(), &again];
        let id = derive::uuid(&[&words[..], &[&call.now.to_string()]].concat());
        // One partition only: the model has no other.
        format!("arn:aws:ssm-quicksetup:{region}:{account}:configuration-manager/{id}")
    });
    let mut free = numbers.filter(|arn| world.manager(&call.scope, arn).is_none());
    free.next().expect("the numbers do not end")
}

fn definition(arn: &str, index: usize, input: &Value) -> Definition {
    let kind = text(input, "Type");
    let version = match text(input, "TypeVersion") {
        "" | "LATEST" => latest(kind),
        version => version,
    };
    Definition {
        // Five small letters and digits, as the ids in names of real stacks have them.
        id: derive::hex_id(&["definition", arn, &index.to_string()], 5),
        kind: kind.to_owned(),
        version: version.to_owned(),
        parameters: parameters(&input["Parameters"]),
        administration_role: given(input, "LocalDeploymentAdministrationRoleArn"),
        execution_role: given(input, "LocalDeploymentExecutionRoleName"),
    }
}

fn parameters(value: &Value) -> BTreeMap<String, String> {
    let given = value.as_object().into_iter().flatten();
    given
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect()
}

fn given(input: &Value, member: &str) -> Option<String> {
    Some(text(input, member))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// At most one host management per Region; patch policies do not collide (the type documents).
fn check_alone(
    call: &Call<'_>,
    world: &World,
    own: &str,
    definition: &Definition,
) -> Result<(), WireError> {
    if definition.kind != HOST_MANAGEMENT {
        return Ok(());
    }

    // Each Region can have it once in an account (User Guide, "Set up Amazon EC2 host
    // management").
    let regions = definition.list("TargetRegions");
    // Wherever it is kept: a manager is kept in one Region and deploys to many.
    let mut managers = world
        .every_manager()
        .filter(|(scope, manager)| scope.account == call.scope.account && manager.arn != own);
    if managers.any(|(_, manager)| manager.definitions.iter().any(|one| is_host(one, &regions))) {
        return Err(WireError::validation(
            "A Host Management configuration already exists in one of the Regions.",
        ));
    }
    Ok(())
}

fn is_host(other: &Definition, regions: &[&str]) -> bool {
    let there = other.list("TargetRegions");
    other.kind == HOST_MANAGEMENT && there.iter().any(|region| regions.contains(region))
}

fn stored(call: &Call<'_>, manager: &Manager) -> Document {
    Document::of(Kind::Manager, &call.scope, &manager.arn, manager)
}

/// Where a definition belongs: the Regions of its account, or of all accounts below its units but
/// the management account, to which StackSets with service-managed permissions do not deploy.
fn places(world: &World, definition: &Definition) -> Vec<Scope> {
    let accounts: Vec<&str> = if definition.is_for_organization() {
        let units = definition.list("TargetOrganizationalUnits");
        world
            .accounts
            // StackSets deploy neither to the management account nor to an account that is closed.
            .iter()
            .filter(|account| !account.management && !account.suspended)
            .filter(|account| below(world, &account.parent, &units))
            .map(|account| account.id.as_str())
            .collect()
    } else {
        definition.list("TargetAccounts")
    };
    let regions = definition.list("TargetRegions");
    accounts
        .iter()
        .flat_map(|account| {
            regions.iter().map(|region| Scope {
                account: AccountId::trusted(account),
                region: Region::trusted(region),
            })
        })
        .collect()
}

/// Whether a unit is one of some units, or below one.
fn below(world: &World, unit: &str, units: &[&str]) -> bool {
    if units.contains(&unit) {
        return true;
    }
    let Some(organization) = &world.organization else {
        return false;
    };
    let found = organization.units.iter().find(|one| one.id == unit);
    found.is_some_and(|one| below(world, &one.parent, units))
}

/// What a change has to do, beside what is there: new places, and those that are not meant any more.
fn rollout(
    world: &World,
    now: Timestamp,
    definitions: &[Definition],
    there: &[(String, Scope, Timestamp)],
) -> Rollout {
    let wanted: Vec<(String, Scope)> = definitions
        .iter()
        .flat_map(|definition| {
            let places = places(world, definition).into_iter();
            places.map(|scope| (definition.id.clone(), scope))
        })
        .collect();

    // What stays there keeps the date since when it is there.
    let comes = wanted.iter().map(|(id, scope)| {
        (
            id.clone(),
            scope.clone(),
            false,
            since(there, id, scope, now),
        )
    });
    let goes = there
        .iter()
        .filter(|(id, scope, _)| !wanted.contains(&(id.clone(), scope.clone())))
        .map(|(id, scope, since)| (id.clone(), scope.clone(), true, *since));
    Rollout::new(now, false, comes.chain(goes).collect())
}

/// Since when a definition is in a place; from now on where it was not.
fn since(
    there: &[(String, Scope, Timestamp)],
    id: &str,
    scope: &Scope,
    now: Timestamp,
) -> Timestamp {
    let found = there.iter().find(|(of, at, _)| of == id && at == scope);
    found.map_or(now, |(_, _, since)| *since)
}

/// Where a manager is deployed, as its last rollout left it.
fn there(manager: &Manager) -> Vec<(String, Scope, Timestamp)> {
    let instances = manager.rollout.instances.iter();
    instances
        .filter(|instance| !instance.goes)
        .map(|instance| {
            (
                instance.definition.clone(),
                instance.scope(),
                instance.created,
            )
        })
        .collect()
}

/// While something is carried out nothing else can be changed.
fn check_idle(manager: &Manager, now: Timestamp) -> Result<(), WireError> {
    if now < manager.rollout.ends() {
        return Err(WireError::new(
            "ConflictException",
            "Another request is being processed. Wait a few minutes and try again.",
        ));
    }
    Ok(())
}

pub(super) fn update_configuration_manager(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE)?;
    call.change(|world| {
        let mut manager = find(world, call)?.clone();
        check_idle(&manager, call.now)?;
        // What is not sent stays; the stacks are not touched.
        if let Some(name) = call.input.get("Name").and_then(Value::as_str) {
            name.clone_into(&mut manager.name);
        }
        if let Some(description) = call.input.get("Description").and_then(Value::as_str) {
            description.clone_into(&mut manager.description);
        }
        manager.modified = call.now;
        let document = stored(call, &manager);
        Ok(((), vec![document]))
    })?;
    write(&json!({}))
}

pub(super) fn update_configuration_definition(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE_DEFINITION)?;
    let id = text(&call.input, "Id");
    call.change(|world| {
        let mut manager = find(world, call)?.clone();
        let there = there(&manager);
        check_idle(&manager, call.now)?;
        let definition = manager.definitions.iter_mut().find(|one| one.id == id);
        let definition = definition.ok_or_else(|| {
            WireError::new(
                "ResourceNotFoundException",
                format!("Configuration definition {id} does not exist."),
            )
        })?;

        // Whether the map merges or replaces cannot be confirmed: here it replaces, so that who
        // sends a part of it loses the rest.
        if call.input.get("Parameters").is_some_and(Value::is_object) {
            definition.parameters = parameters(&call.input["Parameters"]);
        }
        if let Some(role) = given(&call.input, "LocalDeploymentAdministrationRoleArn") {
            definition.administration_role = Some(role);
        }
        if let Some(role) = given(&call.input, "LocalDeploymentExecutionRoleName") {
            definition.execution_role = Some(role);
        }
        match text(&call.input, "TypeVersion") {
            "" => {}
            "LATEST" => latest(&definition.kind).clone_into(&mut definition.version),
            version => version.clone_into(&mut definition.version),
        }
        check(call, definition)?;
        check_alone(call, world, &manager.arn, definition)?;

        let next = rollout(world, call.now, &manager.definitions, &there);
        manager.rollout = next.after(&manager.rollout);
        manager.modified = call.now;
        let document = stored(call, &manager);
        Ok(((), vec![document]))
    })?;
    write(&json!({}))
}

pub(super) fn delete_configuration_manager(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DELETE)?;
    call.change(|world| {
        let manager = world.manager(&call.scope, text(&call.input, "ManagerArn"));
        let manager = manager.ok_or_else(|| not_found(text(&call.input, "ManagerArn")))?;
        check_idle(manager, call.now)?;
        // What it deployed goes place by place, and takes its time.
        let mut manager = (**manager).clone();
        let places = there(&manager)
            .into_iter()
            .map(|(id, scope, since)| (id, scope, true, since));
        let gone = Rollout::new(call.now, true, places.collect());
        manager.rollout = gone.after(&manager.rollout);

        // The helpers get other names at once, as the template's deletion gives them.
        let mut documents = vec![stored(call, &manager)];
        for instance in &manager.rollout.instances {
            let definition = manager.definition(&instance.definition);
            documents.extend(definition.into_iter().flat_map(|definition| {
                deploy::leaving(world, definition, &instance.scope(), call.now)
            }));
        }
        Ok(((), documents))
    })?;
    write(&json!({}))
}
