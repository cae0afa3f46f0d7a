//! `CreateAssociation`, `UpdateAssociation`, `DeleteAssociation` and `StartAssociationsOnce`.

use serde_json::{Value, json};

use super::ids::{ASSOCIATION_ID, missing};
use super::view;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text, texts};
use crate::sandbox::derive;
use crate::sandbox::schedules::associations::once;
use crate::sandbox::schedules::place::Place;
use crate::sandbox::ssm::documents::DOCUMENT_NAME;
use crate::sandbox::ssm::send::next_number;
use crate::sandbox::ssm::shapes::{INSTANCE_ID, read_tags};
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::state_manager::{Association, Version};

/// The most associations of an account in a Region (AWS General Reference, quotas of Systems
/// Manager).
const MOST: usize = 2000;
/// The most versions of one (the same).
const MOST_VERSIONS: usize = 1000;

static IDS: Shape = ASSOCIATION_ID;
static DELETE: [Member; 3] = [
    Member::optional("Name", DOCUMENT_NAME),
    Member::optional("InstanceId", INSTANCE_ID),
    Member::optional("AssociationId", ASSOCIATION_ID),
];
static START: [Member; 1] = [Member::required("AssociationIds", Shape::list(1, 10, &IDS))];

pub(in crate::sandbox::ssm) fn create_association(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &super::members::CREATE)?;
    let members = super::members::read(call)?;
    let tags = read_tags(items(&call.input, "Tags"))?;

    let association = call.change(|world| {
        // Counted within the change, so that two calls at once cannot both be the last one allowed.
        let count = world.made_associations(&call.scope).count();
        if count >= MOST {
            return Err(WireError::new(
                "AssociationLimitExceeded",
                "You can have at most 2,000 active associations.",
            ));
        }
        let association = Association {
            id: free_id(call, world),
            created: call.now,
            versions: vec![Version {
                since: call.now,
                members,
            }],
            tags,
        };
        let document = stored(call, &association);
        Ok((association, vec![document]))
    })?;
    write(&json!({ "AssociationDescription": view::created(&association) }))
}

/// Ids are made of what is there: the same calls on the same fleet give the same ids.
fn free_id(call: &Call<'_>, world: &World) -> String {
    let scope = &call.scope;
    let number = world.made_associations(scope).count().to_string();
    let words = [
        "association",
        scope.account.as_str(),
        scope.region.as_str(),
        &call.now.to_string(),
    ];
    let ids = (0_u32..).map(|again| {
        let again = format!("{number} {again}");
        derive::uuid(&[&words[..], &[again.as_str()]].concat())
    });
    let mut free = ids.filter(|id| world.made_association(scope, id).is_none());
    free.next().expect("the numbers do not end")
}

fn stored(call: &Call<'_>, association: &Association) -> Document {
    Document::of(Kind::Association, &call.scope, &association.id, association)
}

/// What is not sent is null afterwards (SSM API reference, UpdateAssociation).
pub(in crate::sandbox::ssm) fn update_association(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &super::members::UPDATE)?;
    let id = text(&call.input, "AssociationId");
    // The caller needs both permissions (the same page).
    call.caller.may("ssm:DescribeAssociation", "*")?;
    if text(&call.input, "Name").is_empty() {
        return Err(WireError::new(
            "InvalidUpdate",
            "The update isn't valid: Name is required.",
        ));
    }
    find(&call.snapshot.world, call, id)?;
    let members = super::members::read(call)?;

    let association = call.change(|world| {
        let mut association = find(world, call, id)?;
        let version = text(&call.input, "AssociationVersion");
        let newest = association.versions.len();
        if !matches!(version, "" | "$LATEST") && version != newest.to_string() {
            return Err(WireError::new(
                "InvalidAssociationVersion",
                "The version you specified is not valid.",
            ));
        }
        if newest >= MOST_VERSIONS {
            return Err(WireError::new(
                "AssociationVersionLimitExceeded",
                "You have reached the maximum number versions allowed for an association.",
            ));
        }
        association.versions.push(Version {
            since: call.now,
            members,
        });
        let document = stored(call, &association);
        Ok((association, vec![document]))
    })?;
    write(&json!({ "AssociationDescription": view::created(&association) }))
}

fn find(world: &World, call: &Call<'_>, id: &str) -> Result<Association, WireError> {
    if let Some(association) = world.made_association(&call.scope, id) {
        return Ok((**association).clone());
    }
    if world.association(&call.scope, id, call.now).is_some() {
        return Err(WireError::validation(
            "The patchctl sandbox does not change the associations of its fleet file.",
        ));
    }
    Err(missing())
}

pub(in crate::sandbox::ssm) fn delete_association(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DELETE)?;
    let id = text(&call.input, "AssociationId");
    call.change(|world| {
        find(world, call, id)?;
        // What it sent goes on, and what it did stays done.
        let gone = Document::of(Kind::Association, &call.scope, id, &Value::Null);
        Ok(((), vec![gone]))
    })?;
    write(&json!({}))
}

pub(in crate::sandbox::ssm) fn start_associations_once(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &START)?;
    let ids = texts(&call.input, "AssociationIds");
    call.change(|world| {
        let place = Place::of(call);
        let mut number = next_number(world, &call.scope);
        let mut documents = Vec::new();
        for id in &ids {
            let association = find(world, call, id)?;
            let of_one = once(&place, world, &association, call.now, number);
            number += u64::try_from(of_one.len()).unwrap_or_default();
            documents.extend(of_one);
        }
        Ok(((), documents))
    })?;
    write(&json!({}))
}
