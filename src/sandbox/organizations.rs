//! Organizations: the accounts, for the management account only.

use serde_json::{Value, json};

use super::call::{Call, unknown};
use super::constraint::{self, Member, Pattern, Shape, is_id, text};
use super::paging;
use super::wire::{Answer, Epoch, WireError, json as write};
use super::world::{Account, Organization};

/// The most items of a page.
const MOST: usize = 20;

const PARENT_PATTERN: Pattern = Pattern {
    text: "^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$",
    matches: |text| {
        let unit = text
            .strip_prefix("ou-")
            .and_then(|rest| rest.split_once('-'));
        text.strip_prefix("r-")
            .is_some_and(|rest| is_id(rest, 4..=32))
            || unit.is_some_and(|(root, rest)| is_id(root, 4..=32) && is_id(rest, 8..=32))
    },
};
const NEXT_TOKEN: Member = Member::optional("NextToken", Shape::text(0, 100_000));
const MAX_RESULTS: Member = Member::optional("MaxResults", Shape::Number { min: 1, max: 20 });

static LIST: [Member; 2] = [NEXT_TOKEN, MAX_RESULTS];
static LIST_FOR_PARENT: [Member; 3] = [
    Member::required("ParentId", Shape::pattern(0, 100, PARENT_PATTERN)),
    NEXT_TOKEN,
    MAX_RESULTS,
];

type Operation = fn(&Call<'_>, &Organization) -> Answer;

/// Answers a call to Organizations.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let (operation, members): (Operation, &'static [Member]) = match call.operation {
        "ListAccounts" => (list_accounts, &LIST),
        "ListRoots" => (list_roots, &LIST),
        "ListAccountsForParent" => (list_accounts_for_parent, &LIST_FOR_PARENT),
        "ListOrganizationalUnitsForParent" => (list_units_for_parent, &LIST_FOR_PARENT),
        operation => return Err(unknown("organizations", operation)),
    };

    call.allowed("organizations")?;
    constraint::check(&call.input, members).map_err(in_own_words)?;

    let world = &call.snapshot.world;
    let Some(organization) = &world.organization else {
        return Err(WireError::new(
            "AWSOrganizationsNotInUseException",
            "Your account is not a member of an organization.",
        ));
    };

    // Members of an organization may not list it; delegated administrators are not known here.
    if world
        .management()
        .is_none_or(|management| management.id != call.caller.account)
    {
        return Err(WireError::new(
            "AccessDeniedException",
            "You don't have permissions to access this resource.",
        ));
    }

    operation(call, organization)
}

/// This service has a code of its own for what does not satisfy the model.
fn in_own_words(error: WireError) -> WireError {
    match error.code.as_str() {
        "ValidationException" => WireError {
            code: "InvalidInputException".to_owned(),
            ..error
        },
        _ => error,
    }
}

fn page(call: &Call<'_>, key: &str, items: &[Value]) -> Answer {
    let (items, next_token) = paging::cut(call, items, MOST, MOST, "InvalidInputException")?;
    let mut output = json!({ key: items });
    if let Some(token) = next_token {
        output["NextToken"] = Value::String(token);
    }
    write(&output)
}

fn management(call: &Call<'_>) -> String {
    call.caller.account.clone()
}

fn arn(call: &Call<'_>, organization: &Organization, kind: &str, id: &str) -> String {
    let partition = call.snapshot.world.partition();
    let (management, organization) = (management(call), &organization.id);
    format!("arn:{partition}:organizations::{management}:{kind}/{organization}/{id}")
}

fn account(call: &Call<'_>, organization: &Organization, account: &Account) -> Value {
    // `Status` is what older clients read, and has the same words for these two.
    json!({
        "Id": account.id,
        "Arn": arn(call, organization, "account", &account.id),
        "Email": account.email,
        "Name": account.name,
        "Status": if account.suspended { "SUSPENDED" } else { "ACTIVE" },
        "State": if account.suspended { "SUSPENDED" } else { "ACTIVE" },
        "JoinedMethod": if account.management { "INVITED" } else { "CREATED" },
        "JoinedTimestamp": Epoch(account.joined),
    })
}

fn list_accounts(call: &Call<'_>, organization: &Organization) -> Answer {
    let accounts: Vec<Value> = call
        .snapshot
        .world
        .accounts
        .iter()
        .map(|found| account(call, organization, found))
        .collect();
    page(call, "Accounts", &accounts)
}

fn list_roots(call: &Call<'_>, organization: &Organization) -> Answer {
    let arn = arn(call, organization, "root", &organization.root);
    page(
        call,
        "Roots",
        &[json!({"Id": organization.root, "Arn": arn, "Name": "Root", "PolicyTypes": []})],
    )
}

/// The root or unit that the call names.
fn parent<'c>(call: &'c Call<'_>, organization: &Organization) -> Result<&'c str, WireError> {
    let parent = text(&call.input, "ParentId");
    if organization.root == parent || organization.units.iter().any(|unit| unit.id == parent) {
        return Ok(parent);
    }
    Err(WireError::new(
        "ParentNotFoundException",
        "You specified parent that doesn't exist.",
    ))
}

fn list_accounts_for_parent(call: &Call<'_>, organization: &Organization) -> Answer {
    let parent = parent(call, organization)?;
    let inside = call
        .snapshot
        .world
        .accounts
        .iter()
        .filter(|account| account.parent == parent);
    let accounts: Vec<Value> = inside
        .map(|found| account(call, organization, found))
        .collect();
    page(call, "Accounts", &accounts)
}

fn list_units_for_parent(call: &Call<'_>, organization: &Organization) -> Answer {
    let parent = parent(call, organization)?;
    // Only what lies directly below: readers go down level by level.
    let inside = organization
        .units
        .iter()
        .filter(|unit| unit.parent == parent);
    let units: Vec<Value> = inside
        .map(|unit| json!({"Id": unit.id, "Arn": unit_arn(call, organization, &unit.id), "Name": unit.name}))
        .collect();
    page(call, "OrganizationalUnits", &units)
}

fn unit_arn(call: &Call<'_>, organization: &Organization, id: &str) -> String {
    arn(call, organization, "ou", id)
}
