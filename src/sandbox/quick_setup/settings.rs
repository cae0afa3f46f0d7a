//! `ListQuickSetupTypes`, `GetServiceSettings` and `UpdateServiceSettings`.

use serde_json::{Value, json};

use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, text};
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::quick_setup::{HOST_MANAGEMENT, PATCH_POLICY};

static UPDATE: [Member; 1] = [Member::optional("ExplorerEnablingRoleArn", Shape::TEXT)];

/// The newest version of a type: that of its document in August 2026; that the two are the same is
/// inferred.
pub(super) fn latest(kind: &str) -> &'static str {
    match kind {
        PATCH_POLICY => "8",
        HOST_MANAGEMENT => "4",
        _ => "1",
    }
}

/// Of the types of Quick Setup those that the sandbox deploys.
pub(super) fn list_quick_setup_types(_: &Call<'_>) -> Answer {
    let types: Vec<Value> = [PATCH_POLICY, HOST_MANAGEMENT]
        .into_iter()
        .map(|kind| json!({"Type": kind, "LatestVersion": latest(kind)}))
        .collect();
    write(&json!({ "QuickSetupTypeList": types }))
}

pub(super) fn get_service_settings(call: &Call<'_>) -> Answer {
    let mut settings = json!({});
    if let Some(role) = call.snapshot.world.explorer_role(&call.scope) {
        settings["ExplorerEnablingRoleArn"] = json!(role);
    }
    write(&json!({ "ServiceSettings": settings }))
}

pub(super) fn update_service_settings(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &UPDATE)?;
    let role = text(&call.input, "ExplorerEnablingRoleArn");

    // Empty takes the role away.
    let own = format!("::{}:role/", call.caller.account);
    let is_own = role.starts_with("arn:") && role.contains(&own);
    if !role.is_empty() && !is_own {
        return Err(WireError::validation(format!(
            "{role} is not a role of this account."
        )));
    }
    call.change(|_| {
        let role = (!role.is_empty()).then_some(role);
        let document = Document::of(Kind::QuickSetup, &call.scope, "settings", &role);
        Ok(((), vec![document]))
    })?;
    write(&json!({}))
}
