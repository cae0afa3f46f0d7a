//! What the operations on windows have in common: shapes, and how requests become members.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, is_made_of, items, text, texts};
use crate::sandbox::ssm::baseline_changes::request_digest;
use crate::sandbox::ssm::shapes::is_uuid;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::windows::{Members, Token, Window};

pub(super) const ID_PATTERN: Pattern = Pattern {
    text: "^mw-[0-9a-f]{17}$",
    matches: is_window_id,
};

fn is_window_id(text: &str) -> bool {
    let digits = text.strip_prefix("mw-").unwrap_or_default();
    digits.len() == 17
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

const NAME_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.]{3,128}$",
    matches: |text| is_made_of(text, 3..=128, b"_-."),
};

const UUID_PATTERN: Pattern = Pattern {
    text: "^[0-9a-fA-F]{8}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{12}$",
    matches: is_uuid,
};

pub(super) const WINDOW_ID: Member =
    Member::required("WindowId", Shape::pattern(20, 20, ID_PATTERN));
pub(super) const NAME: Shape = Shape::pattern(3, 128, NAME_PATTERN);
pub(super) const DESCRIPTION: Member = Member::optional("Description", Shape::text(1, 128));
pub(super) const CLIENT_TOKEN: Member = Member::optional("ClientToken", Shape::text(1, 64));
pub(super) const REPLACE: Member = Member::optional("Replace", Shape::Flag);
/// Shape `MaintenanceWindowTargetId` and `MaintenanceWindowTaskId`.
pub(super) const REGISTERED_ID: Shape = Shape::pattern(36, 36, UUID_PATTERN);
/// Shape `MaintenanceWindowResourceType`.
pub(super) const RESOURCE_TYPE: Shape = Shape::one_of(&["INSTANCE", "RESOURCE_GROUP"]);

static FILTER_VALUE: Shape = Shape::text(1, 256);
static FILTER: [Member; 2] = [
    Member::optional("Key", Shape::text(1, 128)),
    Member::optional("Values", Shape::list(0, usize::MAX, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
pub(super) const FILTERS: Member = Member::optional("Filters", Shape::list(0, 5, &FILTER_SHAPE));

/// The window that a call names.
pub(super) fn named(call: &Call<'_>, world: &World) -> Result<Arc<Window>, WireError> {
    let id = text(&call.input, "WindowId");
    world
        .maintenance_window(&call.scope, id)
        .ok_or_else(|| does_not_exist(&format!("Maintenance window {id} does not exist")))
}

pub(super) fn does_not_exist(message: &str) -> WireError {
    WireError::new("DoesNotExistException", message)
}

pub(super) fn limit_exceeded(message: String) -> WireError {
    WireError::new("ResourceLimitExceededException", message)
}

/// The document of a window; nobody writes a window in another way.
pub(super) fn stored(call: &Call<'_>, window: &Window) -> Document {
    Document::of(Kind::Window, &call.scope, &window.id, window)
}

/// Changes the window that a call names, and keeps the moment.
pub(super) fn change_named<R>(
    call: &Call<'_>,
    change: impl FnOnce(&World, &mut Window) -> Result<R, WireError>,
) -> Result<R, WireError> {
    call.change(|world| {
        let mut window = (*named(call, world)?).clone();
        let result = change(world, &mut window)?;
        Ok((result, vec![stored(call, &window)]))
    })
}

/// What a call sends of some members; one that is null is not sent.
pub(super) fn sent(input: &Value, names: &[&str]) -> Members {
    let sent = names.iter().filter_map(|name| {
        let value = input.get(*name).filter(|value| !value.is_null())?;
        Some(((*name).to_owned(), value.clone()))
    });
    sent.collect()
}

/// What an update makes of members: what is not sent stays, and with `Replace` becomes null (SSM
/// API reference, UpdateMaintenanceWindow and its likes).
pub(super) fn updated(before: &Members, input: &Value, names: &[&str]) -> Members {
    let mut after = before.clone();
    if input.get("Replace") == Some(&Value::Bool(true)) {
        after.retain(|name, _| !names.contains(&name.as_str()));
    }
    after.extend(sent(input, names));
    after
}

/// With `Replace` an update must say what the creation must say (the same).
pub(super) fn check_replace(call: &Call<'_>, required: &'static [Member]) -> Result<(), WireError> {
    if call.input.get("Replace") == Some(&Value::Bool(true)) {
        constraint::check(&call.input, required)?;
    }
    Ok(())
}

/// The client token of a call, with what tells its request from others.
pub(super) fn token(input: &Value) -> Option<Token> {
    let token = text(input, "ClientToken");
    (!token.is_empty()).then(|| (token.to_owned(), request_digest(input)))
}

/// The thing that an earlier call with the token of this one made. For how long AWS remembers
/// tokens is not documented; here they live as long as the thing.
pub(super) fn made_before<'a, T>(
    token: Option<&Token>,
    mut things: impl Iterator<Item = &'a T>,
    token_of: impl Fn(&T) -> Option<&Token>,
) -> Result<Option<&'a T>, WireError> {
    // Without a token every call makes something.
    let Some((text, request)) = token else {
        return Ok(None);
    };
    let known = things.find(|thing| token_of(thing).is_some_and(|(known, _)| known == text));

    match known {
        Some(thing) if token_of(thing).is_some_and(|(_, known)| known != request) => {
            let message = "The client token was already used with other parameters.";
            Err(WireError::new("IdempotentParameterMismatch", message))
        }
        known => Ok(known),
    }
}

/// Whether something passes the filters of a call: each of them, by one of its values. `value`
/// gives what a key is compared with; a key that it does not know is refused (how AWS refuses it is
/// unverified).
fn passes(
    filters: &[Value],
    keys: &[&str],
    value: impl Fn(&str) -> String,
) -> Result<bool, WireError> {
    for filter in filters {
        let key = text(filter, "Key");
        if !keys.contains(&key) {
            return Err(WireError::validation(format!(
                "The filter key {key} is not valid. Valid keys: {}.",
                keys.join(", ")
            )));
        }
        let found = value(key);
        // `Enabled=True` stands in the reference, and the CLI writes `true`.
        let wanted = texts(filter, "Values");
        if !wanted.iter().any(|one| one.eq_ignore_ascii_case(&found)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The things that pass the filters of a call.
pub(super) fn filtered<T>(
    call: &Call<'_>,
    things: Vec<T>,
    keys: &[&str],
    value: impl Fn(&T, &str) -> String,
) -> Result<Vec<T>, WireError> {
    // Also where nothing is listed a wrong key is refused.
    let filters = items(&call.input, "Filters");
    let mut found = Vec::new();

    for thing in things {
        if passes(filters, keys, |key| value(&thing, key))? {
            found.push(thing);
        }
    }
    Ok(found)
}

/// Members with others around them.
pub(super) fn with(members: Members, others: Value) -> Value {
    let mut all = Value::Object(members);
    if let (Value::Object(all), Value::Object(others)) = (&mut all, others) {
        all.extend(others);
    }
    all
}

/// Members of some names only.
pub(super) fn only(members: &Members, names: &[&str]) -> Members {
    let kept = members
        .iter()
        .filter(|(name, _)| names.contains(&name.as_str()));
    kept.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// An answer that names the window and what of it was changed.
pub(super) fn echoed(member: &str, window: &str, id: &str) -> Answer {
    write(&json!({"WindowId": window, member: id}))
}
