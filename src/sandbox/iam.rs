//! IAM: the roles of an account, and what its principals may do, in the XML of the query protocol.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::call::Call;
use super::denial::Denial;
use super::derive::capitals;
use super::regions;
use super::wire::{Answer, WireError, escape};
use super::world::Account;
use super::world::node::Node;

/// The namespace of its answers.
pub(super) const NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";
/// The largest page of a simulation (IAM API, `MaxItems`), and the one without it.
const PAGES: (usize, usize) = (1000, 100);

/// Answers a call to IAM.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "GetRole" => get_role,
        "GetInstanceProfile" => get_instance_profile,
        "SimulatePrincipalPolicy" => simulate_principal_policy,
        operation => {
            let message = format!("the patchctl sandbox does not implement iam:{operation}");
            return Err(WireError::new("InvalidAction", message));
        }
    };
    call.allowed("iam").and_then(|()| operation(call))
}

/// A role that the account has.
struct Found<'a> {
    name: &'a str,
    path: &'a str,
    deny: &'a [String],
}

impl Found<'_> {
    fn arn(&self, call: &Call<'_>) -> String {
        let Self { name, path, .. } = self;
        let partition = regions::partition(call.scope.region.as_str());
        format!(
            "arn:{partition}:iam::{}:role{path}{name}",
            call.scope.account
        )
    }

    fn xml(&self, call: &Call<'_>) -> String {
        let id = capitals(&["role", call.scope.account.as_str(), self.name], 17);
        format!(
            "<Path>{}</Path><RoleName>{}</RoleName><RoleId>AROA{id}</RoleId><Arn>{}</Arn>\
             <CreateDate>2025-01-01T00:00:00Z</CreateDate>",
            escape(self.path),
            escape(self.name),
            escape(&self.arn(call))
        )
    }
}

fn own<'a>(call: &'a Call<'_>) -> Result<&'a Account, WireError> {
    let account = call.snapshot.world.account(call.scope.account.as_str());
    account
        .ok_or_else(|| WireError::new("InvalidClientTokenId", "the account is unknown").status(403))
}

/// The role of a name: one of the fleet file, or one that its nodes have without being listed there.
fn role<'a>(call: &'a Call<'_>, account: &'a Account, name: &'a str) -> Option<Found<'a>> {
    if let Some(role) = account.roles.iter().find(|role| role.name == name) {
        return Some(Found {
            name: &role.name,
            path: &role.path,
            deny: &role.deny,
        });
    }
    // Default host management names its role with the path.
    let default = account.default_host_role.as_deref().unwrap_or_default();
    let (path, of_hosts) = default.rsplit_once('/').unwrap_or(("", default));
    let is_default = of_hosts == name && !name.is_empty();
    let path = match path {
        "service-role" if is_default => "/service-role/",
        _ => "/",
    };
    let deny: &[String] = &[];
    (is_default || has_node(call, |node| node.role == name)).then_some(Found { name, path, deny })
}

/// Whether the account has such a node, in any Region.
fn has_node(call: &Call<'_>, is_it: impl Fn(&Node) -> bool) -> bool {
    let scopes = call.snapshot.world.scopes.iter();
    let mut own = scopes.filter(|(scope, _)| scope.account == call.scope.account);
    own.any(|(_, state)| state.nodes.iter().any(&is_it))
}

fn no_such_role(name: &str) -> WireError {
    let message = format!("The role with name {name} cannot be found.");
    WireError::new("NoSuchEntity", message).status(404)
}

fn given<'a>(call: &'a Call<'_>, name: &str, most: usize) -> Result<&'a str, WireError> {
    let text = call
        .input
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default();
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if (1..=most).contains(&text.len()) && text.chars().all(fits) {
        return Ok(text);
    }
    Err(invalid(
        name,
        text,
        &format!(
            "Member must satisfy regular expression pattern: [\\w+=,.@-]+ and have length less than or equal to {most}"
        ),
    ))
}

fn invalid(name: &str, value: &str, why: &str) -> WireError {
    let member = format!("{}{}", name[..1].to_lowercase(), &name[1..]);
    WireError::new(
        "ValidationError",
        format!(
            "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {why}"
        ),
    )
}

fn get_role(call: &Call<'_>) -> Answer {
    let name = given(call, "RoleName", 64)?;
    let found = role(call, own(call)?, name).ok_or_else(|| no_such_role(name))?;
    Ok(envelope(
        "GetRole",
        &format!("<Role>{}</Role>", found.xml(call)),
    ))
}

/// An instance profile has the name of its role here, as those that the console makes have.
fn get_instance_profile(call: &Call<'_>) -> Answer {
    let name = given(call, "InstanceProfileName", 128)?;
    if !has_node(call, |node| node.profile && node.role == name) {
        let message = format!("Instance Profile {name} cannot be found.");
        return Err(WireError::new("NoSuchEntity", message).status(404));
    }
    let found = role(call, own(call)?, name).ok_or_else(|| no_such_role(name))?;
    let partition = regions::partition(call.scope.region.as_str());
    let id = capitals(&["profile", call.scope.account.as_str(), name], 17);
    let body = format!(
        "<InstanceProfile><Path>/</Path><InstanceProfileName>{name}</InstanceProfileName>\
         <InstanceProfileId>AIPA{id}</InstanceProfileId><Arn>arn:{partition}:iam::{}:instance-profile/{name}</Arn>\
         <CreateDate>2025-01-01T00:00:00Z</CreateDate><Roles><member>{}</member></Roles></InstanceProfile>",
        call.scope.account,
        found.xml(call),
        name = escape(name),
    );
    Ok(envelope("GetInstanceProfile", &body))
}

/// What is evaluated: the denials of the fleet file. Everything else is allowed.
fn simulate_principal_policy(call: &Call<'_>) -> Answer {
    let denied = denials(call)?;
    let input = call.input.as_object().cloned().unwrap_or_default();
    let (actions, resources) = (
        members(&input, "ActionNames"),
        members(&input, "ResourceArns"),
    );
    check_actions(&actions)?;
    let context = context(&input)?;
    let resources = if resources.is_empty() {
        vec!["*"]
    } else {
        resources
    };
    // Each pair has a decision of its own, in the order of the request.
    let all: Vec<(&str, &str)> = actions
        .iter()
        .flat_map(|action| resources.iter().map(move |resource| (*action, *resource)))
        .collect();

    let (start, size) = (start(&input, all.len())?, size(&input)?);
    let end = (start + size).min(all.len());

    // The pages are cut over all pairs.
    let page = all[start..end].iter();
    let results: String = page
        .map(|(action, resource)| evaluation(&denied, (action, resource), &context))
        .collect();

    // A marker is given on every page but the last.
    let more = if end < all.len() {
        format!("<IsTruncated>true</IsTruncated><Marker>{end}</Marker>")
    } else {
        "<IsTruncated>false</IsTruncated>".to_owned()
    };
    let body = format!("<EvaluationResults>{results}</EvaluationResults>{more}");
    Ok(envelope("SimulatePrincipalPolicy", &body))
}

fn evaluation(
    denied: &BTreeSet<String>,
    (action, resource): (&str, &str),
    context: &BTreeMap<&str, &str>,
) -> String {
    let (decision, missing) = decide(denied, action, context);
    let (action, resource) = (escape(action), escape(resource));
    let missing = format!("<MissingContextValues>{missing}</MissingContextValues>");
    // Of a resource that is named its own result has them (IAM API, `EvaluationResult`).
    let missing = match &*resource {
        "*" => missing,
        _ => format!(
            "<MissingContextValues/><ResourceSpecificResults><member><EvalResourceName>{resource}</EvalResourceName>\
             <EvalResourceDecision>{decision}</EvalResourceDecision>{missing}</member></ResourceSpecificResults>"
        ),
    };
    format!(
        "<member><EvalActionName>{action}</EvalActionName><EvalResourceName>{resource}</EvalResourceName>\
         <EvalDecision>{decision}</EvalDecision>{missing}</member>"
    )
}

/// The decision about an action, and the condition keys that nobody gave a value.
fn decide(
    denied: &BTreeSet<String>,
    action: &str,
    context: &BTreeMap<&str, &str>,
) -> (&'static str, String) {
    let (mut decision, mut missing) = ("allowed", BTreeSet::new());
    let denials = denied.iter().filter_map(|rule| Denial::read(rule));
    for denial in denials.filter(|denial| denial.is_about(action)) {
        let value = denial.key().and_then(|key| context.get(key).copied());
        missing.extend(denial.key().filter(|_| value.is_none()));
        if denial.denies_with(value) {
            // What no policy allows is not what one denies.
            decision = match denial.key() {
                Some(_) => "explicitDeny",
                None => "implicitDeny",
            };
        }
    }
    let members = missing
        .iter()
        .map(|key| format!("<member>{}</member>", escape(key)));
    (decision, members.collect())
}

/// The values that the caller gives for condition keys (IAM API, shape `ContextEntry`).
fn context(input: &Map<String, Value>) -> Result<BTreeMap<&str, &str>, WireError> {
    const TYPES: [&str; 4] = ["string", "boolean", "date", "numeric"];

    let mut context = BTreeMap::new();
    for index in 1.. {
        let at = |name: &str| format!("ContextEntries.member.{index}.{name}");
        let member = |name: &str| input.get(&at(name)).and_then(Value::as_str);
        let Some(key) = member("ContextKeyName") else {
            return Ok(context);
        };

        // A name or a value alone is no entry.
        let (kind, value) = (
            member("ContextKeyType"),
            member("ContextKeyValues.member.1"),
        );
        match (kind, value) {
            (Some(kind), Some(value)) if TYPES.contains(&kind) => context.insert(key, value),
            _ => {
                let message = format!("Invalid Context Entry: {key}");
                return Err(WireError::new("InvalidInput", message));
            }
        };
    }
    Ok(context)
}

/// What a principal is denied: a user has what the account denies, and a role its own besides.
fn denials(call: &Call<'_>) -> Result<BTreeSet<String>, WireError> {
    let arn = call
        .input
        .get("PolicySourceArn")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let account = own(call)?;
    let partition = regions::partition(call.scope.region.as_str());
    let here = format!("arn:{partition}:iam::{}:", call.scope.account);
    let whole = || account.deny.iter().cloned();
    let entity = arn.strip_prefix(&here).ok_or_else(|| {
        // Sessions are no principals of policies (IAM API, `SimulatePrincipalPolicy`).
        let message =
            format!("Invalid Entity Arn: {arn} does not clearly define entity type and name.");
        WireError::new("InvalidInput", message)
    })?;
    if entity == "user/sandbox" {
        return Ok(whole().collect());
    }

    let name = entity
        .strip_prefix("role/")
        .and_then(|path| path.rsplit('/').next());
    let found = name.and_then(|name| role(call, account, name));
    // With its path: the name alone is another entity.
    let found = found.filter(|found| found.arn(call) == arn);
    let found = found.ok_or_else(|| {
        WireError::new("NoSuchEntity", format!("The entity {arn} cannot be found.")).status(404)
    })?;
    Ok(whole().chain(found.deny.iter().cloned()).collect())
}

/// The members `NAME.member.1`, `NAME.member.2` and so on of a list.
fn members<'a>(input: &'a Map<String, Value>, name: &str) -> Vec<&'a str> {
    let all = (1..).map_while(|index| input.get(&format!("{name}.member.{index}"))?.as_str());
    all.collect()
}

fn check_actions(actions: &[&str]) -> Result<(), WireError> {
    if actions.is_empty() {
        return Err(WireError::new(
            "InvalidInput",
            "ActionNames must not be empty",
        ));
    }
    match actions.iter().find(|action| !is_action(action)) {
        Some(odd) => Err(WireError::new(
            "InvalidInput",
            format!("Invalid Action Name: {odd}"),
        )),
        None => Ok(()),
    }
}

fn is_action(text: &str) -> bool {
    let parts = text.split_once(':');
    parts.is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())
}

fn size(input: &Map<String, Value>) -> Result<usize, WireError> {
    let Some(text) = input.get("MaxItems").and_then(Value::as_str) else {
        return Ok(PAGES.1);
    };
    let size = text
        .parse()
        .ok()
        .filter(|size| (1..=PAGES.0).contains(size));
    size.ok_or_else(|| {
        invalid(
            "MaxItems",
            text,
            "Member must have value between 1 and 1000",
        )
    })
}

fn start(input: &Map<String, Value>, most: usize) -> Result<usize, WireError> {
    let Some(text) = input.get("Marker").and_then(Value::as_str) else {
        return Ok(0);
    };
    let start = text.parse().ok().filter(|start| *start < most);
    start.ok_or_else(|| WireError::new("InvalidInput", "Invalid Marker"))
}

fn envelope(operation: &str, result: &str) -> Vec<u8> {
    format!(
        "<{operation}Response xmlns=\"{NAMESPACE}\"><{operation}Result>{result}</{operation}Result>\
         <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></{operation}Response>"
    )
    .into_bytes()
}
