//! How Security Hub refuses what does not fit.

use crate::sandbox::wire::WireError;

/// This service has a code of its own for what does not satisfy its model.
pub(super) fn invalid(message: impl Into<String>) -> WireError {
    WireError::new("InvalidInputException", message)
}
