//! What both operations on tags take, and how they refuse it.

use serde_json::Value;

use crate::sandbox::constraint::{self, Member, Shape};
use crate::sandbox::wire::WireError;

pub(super) static VALUE: Shape = Shape::text(0, 256);

pub(super) static ARN: Shape = Shape::text(1, 1011);

pub(super) const ARNS: Member = Member::required("ResourceARNList", Shape::list(1, 20, &ARN));

/// This service has a code of its own for what does not satisfy the model.
pub(super) fn check(input: &Value, members: &'static [Member]) -> Result<(), WireError> {
    constraint::check(input, members).map_err(|error| match error.code.as_str() {
        "ValidationException" => invalid(error.message),
        _ => error,
    })
}

pub(super) fn invalid(message: impl Into<String>) -> WireError {
    WireError::new("InvalidParameterException", message)
}
