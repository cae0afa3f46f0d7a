//! Patch groups: which baseline a group uses.

use serde::Serialize;
use serde_json::json;

use super::baselines::{Identity, answer, check_keys};
use super::shapes::{NEXT_TOKEN, OPERATING_SYSTEM, PATCH_FILTERS, PATCH_GROUP, max_results, operating_system};
use crate::domain::platform::OperatingSystem;
use crate::sandbox::constraint::{self, Member, items, text, texts};
use crate::sandbox::http::Call;
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, WireError, json as write};

static DESCRIBE: [Member; 3] = [max_results(1, 100), PATCH_FILTERS, NEXT_TOKEN];
static GET: [Member; 2] = [Member::required("PatchGroup", PATCH_GROUP), Member::optional("OperatingSystem", OPERATING_SYSTEM)];

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
    let passes = |group: &str, os: OperatingSystem| {
        items(&call.input, "Filters").iter().all(|filter| {
            texts(filter, "Values").iter().any(|value| match text(filter, "Key") {
                "NAME_PREFIX" => group.starts_with(value),
                _ => os.as_str() == *value,
            })
        })
    };
    let found: Vec<(&str, &str)> = baselines
        .groups
        .iter()
        .filter(|((group, os), _)| passes(group, *os))
        .map(|((group, _), id)| (group.as_str(), id.as_str()))
        .collect();
    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let mappings: Vec<Mapping<'_>> = page
        .iter()
        .filter_map(|(patch_group, id)| Some(Mapping { patch_group, baseline_identity: Identity::of(baselines.find(id)?, &baselines) }))
        .collect();
    answer("Mappings", &mappings, next_token)
}

/// A group that has no baseline for the operating system answers with the default one.
pub(super) fn get_patch_baseline_for_patch_group(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let group = text(&call.input, "PatchGroup");
    let os = operating_system(text(&call.input, "OperatingSystem"));
    let baselines = call.snapshot.world.baselines(&call.scope);
    let missing = || WireError::new("DoesNotExistException", format!("There is no patch baseline for {os}."));
    let stored = baselines.resolve(group, os).ok_or_else(missing)?;
    write(&json!({"BaselineId": stored.id, "PatchGroup": group, "OperatingSystem": os}))
}
