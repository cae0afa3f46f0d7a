//! `GetServiceSetting`.

use serde_json::json;

use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, text};
use crate::sandbox::wire::{Answer, WireError, json as write};

static GET: [Member; 1] = [Member::required(
    "SettingId",
    Shape::Text {
        min: 1,
        max: 1000,
        pattern: None,
        values: &[],
    },
)];

/// The role of instances without an instance profile.
const DEFAULT_HOST: &str = "/ssm/managed-instance/default-ec2-instance-management-role";

pub(super) fn get_service_setting(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let given = text(&call.input, "SettingId");
    let own = format!(
        "arn:aws:ssm:{}:{}:servicesetting{DEFAULT_HOST}",
        call.scope.region, call.scope.account
    );
    // The id alone, or as the ARN of this account and Region.
    if given != DEFAULT_HOST && given != own {
        return Err(WireError::new(
            "ServiceSettingNotFound",
            format!("Service setting {given} was not found."),
        ));
    }

    let account = call.snapshot.world.account(call.scope.account.as_str());
    let role = account.and_then(|account| account.default_host_role.as_deref());
    write(&json!({ "ServiceSetting": {
        "SettingId": DEFAULT_HOST,
        "SettingValue": role.unwrap_or("$None"),
        "LastModifiedDate": 1_700_000_000.0,
        "LastModifiedUser": "System",
        "ARN": own,
        "Status": if role.is_some() { "Customized" } else { "Default" },
    }}))
}
