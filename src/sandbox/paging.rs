//! Pages: opaque tokens that are bound to the operation and to the request that they came from.

use std::fmt::Write as _;

use serde_json::Value;

use super::call::Call;
use super::derive::digest;
use super::wire::WireError;

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The first item, or the first resource.
    pub(super) first: usize,
    /// The first item within the resource, where pages run over resources.
    pub(super) inner: usize,
    /// Whether an empty page was already given here.
    pub(super) paused: bool,
}

impl Position {
    pub(super) fn at(first: usize) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }
}

/// Reads where the call wants to go on. A token of another call is refused with `code`.
pub(super) fn position(call: &Call<'_>, member: &str, code: &str) -> Result<Position, WireError> {
    let Some(token) = call
        .input
        .get(member)
        .and_then(Value::as_str)
        .filter(|token| !token.is_empty())
    else {
        return Ok(Position::default());
    };

    let refused = || WireError::new(code, "The specified token is not valid.");
    let (seal, rest) = token.split_at_checked(32).ok_or_else(refused)?;
    let mut numbers = rest
        .split('G')
        .map(|digits| usize::from_str_radix(digits, 16).ok());
    let mut next = || numbers.next().flatten().ok_or_else(refused);
    let position = Position {
        first: next()?,
        inner: next()?,
        paused: next()? == 1,
    };

    // Last, because the seal is over the numbers as they are written.
    if seal == self::seal(call, member, rest) {
        Ok(position)
    } else {
        Err(refused())
    }
}

/// The token that leads to a position.
pub(super) fn token(call: &Call<'_>, member: &str, position: Position) -> String {
    let rest = format!(
        "{:X}G{:X}G{:X}",
        position.first,
        position.inner,
        usize::from(position.paused)
    );
    format!("{}{rest}", seal(call, member, &rest))
}

/// Binds a token to the request: everything in it but the token itself and the size of the page.
fn seal(call: &Call<'_>, member: &str, rest: &str) -> String {
    // The size may change from page to page; everything else makes other pages.
    let sizes = ["MaxResults", "MaxItems", "ResourcesPerPage", member];
    let mut request = String::new();
    if let Value::Object(object) = &call.input {
        let mut members: Vec<(&String, &Value)> = object
            .iter()
            .filter(|(key, _)| !sizes.contains(&key.as_str()))
            .collect();
        members.sort_by_key(|(key, _)| *key);
        for (key, value) in members {
            let _ = write!(request, "{key}={value};");
        }
    }

    let scope = call.scope.to_string();
    hex::encode(&digest(&["token", &scope, call.operation, &request, rest])[..16]).to_uppercase()
}

/// The size of a page: what the call asks for, else the default.
pub(super) fn size(call: &Call<'_>, member: &str, default: usize) -> usize {
    call.input
        .get(member)
        .and_then(Value::as_u64)
        .and_then(|size| usize::try_from(size).ok())
        .unwrap_or(default)
}

/// Cuts one page out of a whole list; gives the items and the token of the next page.
pub(super) fn cut<'i, T>(
    call: &Call<'_>,
    items: &'i [T],
    default: usize,
    most: usize,
    code: &str,
) -> Result<(&'i [T], Option<String>), WireError> {
    cut_by(
        call,
        ("NextToken", "MaxResults"),
        items,
        (default, most),
        code,
    )
}

/// The same where the token and the size have other names; of the sizes the default and the largest.
pub(super) fn cut_by<'i, T>(
    call: &Call<'_>,
    (next, size_member): (&str, &str),
    items: &'i [T],
    (default, most): (usize, usize),
    code: &str,
) -> Result<(&'i [T], Option<String>), WireError> {
    let start = position(call, next, code)?.first.min(items.len());
    let end = (start + size(call, size_member, default).min(most)).min(items.len());
    let following = (end < items.len()).then(|| token(call, next, Position::at(end)));
    Ok((&items[start..end], following))
}
