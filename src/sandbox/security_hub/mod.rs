//! Security Hub: findings that it is given, and that are read back.

mod check;
mod filter;
mod findings;
mod import;
mod refusal;

use super::call::{Call, unknown};
use super::wire::{Answer, WireError};
use refusal::invalid;

/// The operation that a request asks for, by its method and its path (botocore's model).
pub(super) fn operation(method: &http::Method, path: &str) -> String {
    let name = match (method.as_str(), path.trim_end_matches('/')) {
        ("POST", "/findings/import") => "BatchImportFindings",
        ("POST", "/findings") => "GetFindings",
        _ => return format!("{method} {path}"),
    };
    name.to_owned()
}

/// Answers a call to Security Hub.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "BatchImportFindings" => import::batch_import_findings,
        "GetFindings" => findings::get_findings,
        operation => return Err(unknown("securityhub", operation)),
    };
    call.allowed("securityhub")?;
    enabled(call)?;
    operation(call).map_err(|error| match error.code.as_str() {
        // This service has a code of its own for what does not satisfy the model.
        "ValidationException" | "SerializationException" => invalid(error.message),
        _ => error,
    })
}

/// Refuses the call where the account does not use Security Hub: the fleet file says where it does.
fn enabled(call: &Call<'_>) -> Result<(), WireError> {
    let world = &call.snapshot.world;
    let account = call.scope.account.as_str();
    let region = call.scope.region.as_str();
    let found = world.accounts.iter().find(|one| one.id == account);
    if found.is_some_and(|one| one.security_hub.iter().any(|known| known == region)) {
        return Ok(());
    }
    let message = format!("Account {account} is not subscribed to AWS Security Hub");
    Err(WireError::new("InvalidAccessException", message).status(401))
}
