//! Patch groups: which baseline a group uses, and how that is changed.

use serde::Serialize;
use serde_json::{Value, json};

use super::baselines::{Identity, answer, check_keys, not_found};
use super::shapes::{
    BASELINE_ID, NEXT_TOKEN, OPERATING_SYSTEM, PATCH_FILTERS, PATCH_GROUP, max_results,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::baseline_document::operating_system;

static DESCRIBE: [Member; 3] = [max_results(1, 100), PATCH_FILTERS, NEXT_TOKEN];
static GET: [Member; 2] = [
    Member::required("PatchGroup", PATCH_GROUP),
    Member::optional("OperatingSystem", OPERATING_SYSTEM),
];

static REGISTER: [Member; 2] = [
    Member::required("BaselineId", BASELINE_ID),
    Member::required("PatchGroup", PATCH_GROUP),
];

/// The most patch groups of a baseline (AWS General Reference, quotas of Systems Manager).
const MOST_GROUPS: usize = 25;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Mapping<'a> {
    patch_group: &'a str,
    baseline_identity: Identity<'a>,
}

pub(super) fn describe_patch_groups(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    check_keys(&call.input, &["NAME_PREFIX", "OPERATING_SYSTEM"])?;
    let baselines = call.snapshot.world.baselines(&call.scope);

    // One row for each operating system: a group may be there several times.
    let found: Vec<(&str, &str)> = baselines
        .groups
        .iter()
        .filter(|((group, os), _)| passes(&call.input, group, *os))
        .map(|((group, _), id)| (group.as_str(), id.as_str()))
        .collect();

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let mappings: Vec<Mapping<'_>> = page
        .iter()
        .filter_map(|(patch_group, id)| {
            Some(Mapping {
                patch_group,
                baseline_identity: Identity::of(baselines.find(id)?, &baselines),
            })
        })
        .collect();
    answer("Mappings", &mappings, next_token)
}

fn passes(input: &Value, group: &str, os: OperatingSystem) -> bool {
    items(input, "Filters").iter().all(|filter| {
        let values = texts(filter, "Values");
        match text(filter, "Key") {
            "NAME_PREFIX" => values.iter().any(|value| group.starts_with(value)),
            _ => values.contains(&os.as_str()),
        }
    })
}

/// A group that has no baseline for the operating system answers with the default one.
pub(super) fn get_patch_baseline_for_patch_group(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let group = text(&call.input, "PatchGroup");
    let os = operating_system(text(&call.input, "OperatingSystem"));
    let baselines = call.snapshot.world.baselines(&call.scope);

    // Only an operating system without a baseline of AWS in this Region has none.
    let Some(stored) = baselines.resolve(group, os) else {
        return Err(WireError::new(
            "DoesNotExistException",
            format!("There is no patch baseline for {os}."),
        ));
    };
    write(&json!({"BaselineId": stored.id, "PatchGroup": group, "OperatingSystem": os}))
}

/// One baseline per group and operating system. That the same pair again succeeds is unverified.
pub(super) fn register_patch_baseline_for_patch_group(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &REGISTER)?;
    let (id, group) = (
        text(&call.input, "BaselineId"),
        text(&call.input, "PatchGroup"),
    );

    let registered = call.change_rules(|draft| {
        let baselines = draft.baselines();
        let stored = baselines.find(id).cloned().ok_or_else(|| not_found(id))?;

        // The group is looked up before the limit: a pair that is registered stays so when the
        // limit is reached.
        let place = (group.to_owned(), stored.rules.os);
        match baselines.groups.get(&place) {
            Some(found) if *found == stored.id => {}
            Some(_) => {
                let message = format!(
                    "Patch Group {group} already has a baseline registered for OperatingSystem {}.",
                    stored.rules.os
                );
                return Err(WireError::new("AlreadyExistsException", message));
            }
            None if baselines.groups_of(&stored.id).len() >= MOST_GROUPS => {
                let message = format!(
                    "The limit of {MOST_GROUPS} patch groups per patch baseline is exceeded."
                );
                return Err(WireError::new("ResourceLimitExceededException", message));
            }
            None => {
                draft.change().groups.insert(place, stored.id.clone());
            }
        }

        Ok(stored.id.clone())
    })?;
    write(&json!({"BaselineId": registered, "PatchGroup": group}))
}

/// The model has no error for a pair that is not registered: it succeeds. This is unverified.
pub(super) fn deregister_patch_baseline_for_patch_group(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &REGISTER)?;
    let (id, group) = (
        text(&call.input, "BaselineId"),
        text(&call.input, "PatchGroup"),
    );

    let deregistered = call.change_rules(|draft| {
        let Some(stored) = draft.baselines().find(id).cloned() else {
            // A deleted baseline has no groups; only an id that cannot be one is told apart.
            let error = not_found(id);
            return if error.code == "InvalidResourceId" {
                Err(error)
            } else {
                Ok(id.to_owned())
            };
        };

        let place = (group.to_owned(), stored.rules.os);
        if draft.baselines().groups.get(&place) == Some(&stored.id) {
            draft.change().groups.remove(&place);
        }
        Ok(stored.id.clone())
    })?;
    write(&json!({"BaselineId": deregistered, "PatchGroup": group}))
}
