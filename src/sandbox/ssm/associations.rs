//! The associations of a node, as they are read.

use serde_json::{Value, json};

use super::baselines::answer;
use super::shapes::{INSTANCE_ID, NEXT_TOKEN, max_results};
use crate::sandbox::constraint::{self, Member, Pattern, Shape, text};
use crate::sandbox::http::Call;
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::associations::Listed;

const ID: Pattern = Pattern {
    text: "[0-9a-fA-F]{8}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{12}",
    matches: |text| {
        let parts: Vec<&str> = text.split('-').collect();
        parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
            && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
    },
};
const VERSION: Pattern = Pattern {
    text: "([$]LATEST)|([1-9][0-9]*)",
    matches: |text| text == "$LATEST" || (!text.is_empty() && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())),
};
const NAME: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.:/]{3,128}$",
    matches: |text| (3..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte)),
};

static STATUS: [Member; 3] = [Member::required("InstanceId", INSTANCE_ID), max_results(1, 50), NEXT_TOKEN];
static DESCRIBE: [Member; 4] = [
    Member::optional("Name", Shape::pattern(0, usize::MAX, NAME)),
    Member::optional("InstanceId", INSTANCE_ID),
    Member::optional("AssociationId", Shape::pattern(0, usize::MAX, ID)),
    Member::optional("AssociationVersion", Shape::pattern(0, usize::MAX, VERSION)),
];

pub(super) fn describe_instance_associations_status(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &STATUS)?;
    let id = text(&call.input, "InstanceId");
    let world = &call.snapshot.world;
    let unknown = || WireError::new("InvalidInstanceId", format!("The instance ID {id} is not a managed node of this account and Region."));
    let node = world.node(&call.scope, id).ok_or_else(unknown)?;
    let all = node.listed_associations(&call.scope, call.now);
    let (page, next_token) = paging::cut(call, &all, 50, 50, "InvalidNextToken")?;
    let row = |association: &Listed| {
        json!({
            "AssociationId": association.id,
            "Name": association.document,
            "DocumentVersion": "1",
            "AssociationVersion": "1",
            "InstanceId": id,
            "ExecutionDate": Epoch(association.at),
            "Status": association.status,
            "DetailedStatus": association.status,
            "AssociationName": association.name,
        })
    };
    let rows: Vec<Value> = page.iter().map(row).collect();
    answer("InstanceAssociationStatusInfos", &rows, next_token)
}

/// By id only: the sandbox has no association of the old kind, which is named by its document and instance.
pub(super) fn describe_association(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    let id = text(&call.input, "AssociationId");
    let missing = || WireError::new("AssociationDoesNotExist", "The specified association does not exist.");
    let association = call.snapshot.world.association(&call.scope, id, call.now).ok_or_else(missing)?;
    let version = text(&call.input, "AssociationVersion");
    if !matches!(version, "" | "1" | "$LATEST") {
        return Err(WireError::new("InvalidAssociationVersion", "The version you specified is not valid."));
    }
    write(&json!({"AssociationDescription": {
        "Name": association.document,
        "AssociationVersion": "1",
        "DocumentVersion": "$DEFAULT",
        "AssociationId": association.id,
        "AssociationName": association.name,
        "Parameters": association.parameters,
        "LastExecutionDate": Epoch(association.at),
        "Overview": {"Status": association.status, "DetailedStatus": association.status},
    }}))
}
