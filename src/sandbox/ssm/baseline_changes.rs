//! Patch baselines, as they are created, changed, deleted and made the default.

use serde_json::{Value, json};

use super::baseline_input::{CREATE, REPLACE, SETTABLE, UPDATE, check_for};
use super::baselines::{describe, does_not_exist, not_found};
use super::shapes::{BASELINE_ID, read_tags};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text};
use crate::sandbox::derive;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::baseline_document::{self, operating_system};
use crate::sandbox::world::rulebook::{Draft, Token};
use crate::sandbox::world::stored::Stored;
use crate::sandbox::world::tags::Tags;

/// The most baselines of one's own per account and Region (AWS General Reference, quotas of Systems
/// Manager).
const MOST_BASELINES: usize = 50;

static ID: [Member; 1] = [Member::required("BaselineId", BASELINE_ID)];

/// Names are not unique: only the token makes a second call the same.
pub(super) fn create_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &CREATE)?;
    check_for(
        operating_system(text(&call.input, "OperatingSystem")),
        &call.input,
    )?;
    let tags = read_tags(items(&call.input, "Tags"))?;
    let id = call.change_rules(|draft| create(call, draft, tags))?;
    write(&json!({ "BaselineId": id }))
}

fn create(call: &Call<'_>, draft: &mut Draft, tags: Tags) -> Result<String, WireError> {
    // A second call with the token makes nothing, also when the limit was reached since.
    let token = text(&call.input, "ClientToken");
    let request = request_digest(&call.input);
    if let Some(known) = draft.token(token, call.now) {
        if known.request == request {
            return Ok(known.baseline.clone());
        }
        let message = "The client token was already used with other parameters.";
        return Err(WireError::new("IdempotentParameterMismatch", message));
    }

    if draft.baselines().own().count() >= MOST_BASELINES {
        let message = format!(
            "The limit of {MOST_BASELINES} patch baselines per account and Region is exceeded."
        );
        return Err(WireError::new("ResourceLimitExceededException", message));
    }

    // A number that is never used again, so that no id comes back after a deletion.
    let id = id_of(call, draft.next_number());
    let stored = baseline_document::read(id.clone(), &call.input, call.now, call.now);
    draft.change().put(Stored { tags, ..stored });
    if !token.is_empty() {
        draft.remember(Token {
            text: token.to_owned(),
            request,
            baseline: id.clone(),
            at: call.now,
        });
    }
    Ok(id)
}

fn id_of(call: &Call<'_>, number: u64) -> String {
    let parts = [
        "created",
        call.scope.account.as_str(),
        call.scope.region.as_str(),
        &number.to_string(),
    ];
    format!("pb-0{}", derive::hex_id(&parts, 16))
}

/// Tells requests apart that come with the same token; the order of members does not count.
pub(super) fn request_digest(input: &Value) -> String {
    let mut request = input.clone();
    if let Value::Object(members) = &mut request {
        members.retain(|member, value| member != "ClientToken" && !value.is_null());
    }
    request.sort_all_objects();
    derive::hex_id(&["request", &request.to_string()], 32)
}

/// Members that are not sent stay; one that is sent is replaced as a whole, lists too.
pub(super) fn update_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE)?;

    let replace = call
        .input
        .get("Replace")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if replace {
        constraint::check(&call.input, &REPLACE)?;
    }
    let id = text(&call.input, "BaselineId");

    let updated = call.change_rules(|draft| {
        let stored = draft.baselines().find(id).ok_or_else(does_not_exist)?;
        check_own(stored)?;
        // The operating system is that of the baseline: no member of the operation changes it.
        check_for(stored.rules.os, &call.input)?;
        let updated = update(call, stored, replace);
        draft.change().put(updated.clone());
        Ok(updated)
    })?;
    write(&describe(&updated))
}

fn update(call: &Call<'_>, stored: &Stored, replace: bool) -> Stored {
    // `Replace` resets what is not sent to nothing (SSM API reference, UpdatePatchBaseline); the
    // operating system alone cannot be sent here, and stays.
    let mut document = baseline_document::members(stored);
    if replace {
        document.retain(|member, _| member == "OperatingSystem");
    }

    for member in SETTABLE {
        if let Some(value) = call.input.get(member).filter(|value| !value.is_null()) {
            document.insert(member.to_owned(), value.clone());
        }
    }

    // Readers tell by this date whether something was changed in between, so that it moves even
    // when the clock does not.
    let modified = stored
        .modified
        .checked_add(jiff::SignedDuration::from_millis(1))
        .unwrap_or(stored.modified)
        .max(call.now);

    let updated = baseline_document::read(
        stored.id.clone(),
        &Value::Object(document),
        stored.created,
        modified,
    );
    Stored {
        tags: stored.tags.clone(),
        ..updated
    }
}

/// That AWS's own baselines cannot be changed is documented; what the service answers is
/// unverified.
fn check_own(stored: &Stored) -> Result<(), WireError> {
    if stored.aws_owned {
        return Err(WireError::validation(format!(
            "Patch baseline {} is owned by AWS and cannot be modified.",
            stored.id
        )));
    }
    Ok(())
}

/// The model has no error for a baseline that is not there: a second deletion succeeds. This is
/// unverified.
pub(super) fn delete_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &ID)?;
    let id = text(&call.input, "BaselineId");

    let deleted = call.change_rules(|draft| {
        let baselines = draft.baselines();
        let Some(stored) = baselines.find(id).cloned() else {
            return Ok(id.to_owned());
        };
        check_own(&stored)?;

        // In use is what a group or the account relies on: the first is documented, the second
        // is what Terraform's provider works around.
        if let Some(group) = baselines.groups_of(&stored.id).first() {
            return Err(in_use(format!(
                "PatchBaseline to be deleted is used for Patch Group: {group}"
            )));
        }
        if baselines.is_default(&stored) {
            return Err(in_use(format!(
                "PatchBaseline to be deleted is the default for OperatingSystem {}.",
                stored.rules.os
            )));
        }

        draft.change().all.retain(|found| found.id != stored.id);
        Ok(stored.id.clone())
    })?;
    write(&json!({ "BaselineId": deleted }))
}

fn in_use(message: String) -> WireError {
    WireError::new("ResourceInUseException", message)
}

/// The operating system is that of the baseline. To register AWS's default again is the only way
/// back to it.
pub(super) fn register_default_patch_baseline(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &ID)?;
    let id = text(&call.input, "BaselineId");
    let registered = call.change_rules(|draft| {
        let stored = draft
            .baselines()
            .find(id)
            .cloned()
            .ok_or_else(|| not_found(id))?;
        // What is the default already is not written again, and makes no version.
        if !draft.baselines().is_default(&stored) {
            draft.change().set_default(&stored);
        }
        Ok(stored.id.clone())
    })?;

    write(&json!({ "BaselineId": registered }))
}
