//! `SendCommand` and `CancelCommand`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::command_view;
use super::documents::{DOCUMENT_NAME, DOCUMENT_VERSION, find};
use super::override_source;
use super::shapes::INSTANCE_ID;
use super::targets;
use crate::domain::id::Scope;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, items, text, texts};
use crate::sandbox::derive;
use crate::sandbox::wire::{Answer, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::commands::{Cancel, Command, Download, Hook};
use crate::sandbox::world::documents::{Definition, DocumentKind};
use crate::sandbox::world::node::Node;

/// For how many seconds a command may wait to be delivered when the request does not say.
const TIMEOUT: i64 = 3600;

/// Shape `MaxConcurrency`.
pub(super) const CONCURRENCY: Pattern = Pattern {
    text: "^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$",
    matches: |text| {
        share(text).is_some_and(|(number, percent)| {
            !number.starts_with('0') && percent_fits(number, percent)
        })
    },
};
/// Shape `MaxErrors`.
pub(super) const ERRORS: Pattern = Pattern {
    text: "^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$",
    matches: |text| {
        share(text).is_some_and(|(number, percent)| {
            (number == "0" || !number.starts_with('0')) && percent_fits(number, percent)
        })
    },
};

fn share(text: &str) -> Option<(&str, bool)> {
    let number = text.strip_suffix('%').unwrap_or(text);
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some((number, number.len() < text.len()))
}

fn percent_fits(number: &str, percent: bool) -> bool {
    !percent || number.len() <= 2 || number == "100"
}

static ID: Shape = INSTANCE_ID;
static VALUES: Shape = Shape::list(0, usize::MAX, &Shape::TEXT);
static SEND: [Member; 14] = [
    Member::optional("InstanceIds", Shape::list(0, 50, &ID)),
    Member::optional("Targets", targets::TARGETS),
    Member::required("DocumentName", DOCUMENT_NAME),
    Member::optional("DocumentVersion", DOCUMENT_VERSION),
    Member::optional("DocumentHash", Shape::text(0, 256)),
    Member::optional("DocumentHashType", Shape::one_of(&["Sha256", "Sha1"])),
    Member::optional(
        "TimeoutSeconds",
        Shape::Number {
            min: 30,
            max: 2_592_000,
        },
    ),
    Member::optional("Comment", Shape::text(0, 100)),
    Member::optional(
        "Parameters",
        Shape::Map {
            min: 0,
            max: usize::MAX,
            key: &Shape::TEXT,
            value: &VALUES,
        },
    ),
    Member::optional("OutputS3Region", Shape::text(3, 20)),
    Member::optional("OutputS3BucketName", Shape::text(3, 63)),
    Member::optional("OutputS3KeyPrefix", Shape::text(0, 500)),
    Member::optional("MaxConcurrency", Shape::pattern(1, 7, CONCURRENCY)),
    Member::optional("MaxErrors", Shape::pattern(1, 7, ERRORS)),
];
static CANCEL: [Member; 2] = [
    Member::required("CommandId", Shape::text(36, 36)),
    Member::optional("InstanceIds", Shape::list(0, 50, &ID)),
];

/// What the sandbox does not do; it is refused rather than left out.
const UNSUPPORTED: [&str; 4] = [
    "ServiceRoleArn",
    "NotificationConfig",
    "CloudWatchOutputConfig",
    "AlarmConfiguration",
];

pub(super) fn send_command(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &SEND)?;
    // The form is checked before the document, and the document before its parameters: later checks
    // need what the earlier ones found.
    check_unsupported(call)?;
    let name = text(&call.input, "DocumentName");
    let definition = find(call, name, DocumentKind::Command)?;
    check_version(call, &definition)?;

    let parameters = parameters(&call.input);
    definition
        .check(&parameters)
        .map_err(|why| WireError::new("InvalidParameters", why))?;
    check_override(&definition, &parameters)?;

    let request = Request {
        definition: &definition,
        parameters,
        nodes: nodes(call, &definition)?,
        input: &call.input,
        from: From::Caller,
    };
    // The number is drawn within the change, since two processes may send at once.
    let command = call.change(|world| {
        let command = request.command(call, next_number(world, &call.scope), call.now);
        let document = Document::of(Kind::Command, &call.scope, &command.id, &command);
        Ok((command, vec![document]))
    })?;
    write(&json!({ "Command": command_view::sent(&command) }))
}

fn check_version(call: &Call<'_>, definition: &Definition) -> Result<(), WireError> {
    let version = text(&call.input, "DocumentVersion");
    if !matches!(version, "" | "1" | "$LATEST" | "$DEFAULT") {
        return Err(WireError::new(
            "InvalidDocumentVersion",
            "The document version is not valid or doesn't exist.",
        ));
    }
    check_hash(call, definition)
}

/// The nodes of a request: those that it names, or those that its targets mean.
fn nodes(call: &Call<'_>, definition: &Definition) -> Result<Vec<String>, WireError> {
    let targets = items(&call.input, "Targets");
    let ids = texts(&call.input, "InstanceIds");
    if ids.is_empty() == targets.is_empty() {
        return Err(WireError::validation(
            "Specify either InstanceIds or Targets, and not both.",
        ));
    }
    targets::check(targets)?;
    check_ids(call, &ids, definition)?;

    // Targets are resolved when the command is sent: who is tagged later is not reached.
    Ok(if ids.is_empty() {
        targets::select(&call.snapshot.world, &call.scope, targets)
    } else {
        owned(&ids)
    })
}

/// Who sends a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum From {
    /// Whoever calls `SendCommand`.
    Caller,
    /// An automation, by its id.
    Automation(String),
    /// State Manager, for the association with this id.
    Association(String),
    /// A maintenance window.
    Window,
}

/// What becomes a command.
pub(in crate::sandbox) struct Request<'r> {
    pub(in crate::sandbox) definition: &'r Definition,
    pub(in crate::sandbox) parameters: BTreeMap<String, Vec<String>>,
    pub(in crate::sandbox) nodes: Vec<String>,
    /// The members of `SendCommand`, as far as they are given.
    pub(in crate::sandbox) input: &'r Value,
    pub(in crate::sandbox) from: From,
}

/// The place of the next command in the order of the account and Region.
pub(in crate::sandbox) fn next_number(world: &World, scope: &Scope) -> u64 {
    world
        .commands(scope)
        .and_then(|commands| commands.keys().next_back())
        .map_or(1, |last| last + 1)
}

impl Request<'_> {
    /// The command as it is stored.
    pub(in crate::sandbox) fn command(
        &self,
        call: &Call<'_>,
        number: u64,
        sent: Timestamp,
    ) -> Command {
        let id = derive::uuid(&[
            "command",
            call.scope.account.as_str(),
            call.scope.region.as_str(),
            &number.to_string(),
            &sent.to_string(),
        ]);

        let input = self.input;
        // What an automation sends names its node; a schedule has targets.
        let ids = if matches!(self.from, From::Automation(_)) {
            self.nodes.clone()
        } else {
            owned(&texts(input, "InstanceIds"))
        };
        let (automation, association) = match &self.from {
            From::Caller | From::Window => (None, None),
            From::Automation(id) => (Some(id.clone()), None),
            From::Association(id) => (None, Some(id.clone())),
        };
        Command {
            id,
            number,
            sent,
            document: self.definition.name().to_owned(),
            version: given(input, "DocumentVersion").unwrap_or_else(|| "$DEFAULT".to_owned()),
            comment: given(input, "Comment").unwrap_or_default(),
            parameters: self.parameters.clone(),
            ids,
            targets: items(input, "Targets").to_vec(),
            nodes: self.nodes.clone(),
            timeout: input
                .get("TimeoutSeconds")
                .and_then(Value::as_i64)
                .unwrap_or(TIMEOUT),
            concurrency: given(input, "MaxConcurrency").unwrap_or_else(|| "50".to_owned()),
            errors: given(input, "MaxErrors").unwrap_or_else(|| "0".to_owned()),
            bucket: given(input, "OutputS3BucketName"),
            prefix: given(input, "OutputS3KeyPrefix"),
            platforms: self.definition.platforms.clone(),
            steps: self.definition.steps.clone(),
            hooks: self.hooks(call),
            list: self.list(call),
            closes: None,
            owner: String::new(),
            baselines: None,
            denied: BTreeSet::new(),
            automation,
            association,
            cancels: Vec::new(),
        }
    }

    /// The documents that parameters name as hooks, as they are now.
    fn hooks(&self, call: &Call<'_>) -> BTreeMap<String, Hook> {
        let parameters = self.definition.parameters.iter();
        parameters
            .filter(|parameter| parameter.name.ends_with("HookDocName"))
            .map(|parameter| {
                let document = self.value(&parameter.name);
                (parameter.name.clone(), hook(call, document))
            })
            .collect()
    }

    /// The override list, for an installation that has one.
    fn list(&self, call: &Call<'_>) -> Option<Download> {
        let url = self.value("InstallOverrideList");
        (self.value("Operation") == "Install" && !url.is_empty())
            .then(|| override_source::download(call, url))
    }

    fn value(&self, parameter: &str) -> &str {
        self.definition.value_of(&self.parameters, parameter)
    }
}

fn given(input: &Value, member: &str) -> Option<String> {
    Some(text(input, member))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The parameters of a request.
pub(in crate::sandbox) fn parameters(input: &Value) -> BTreeMap<String, Vec<String>> {
    let given = input.get("Parameters").and_then(Value::as_object);
    given
        .into_iter()
        .flatten()
        .map(|(name, values)| {
            // The model has lists of texts, so that nothing else gets here.
            let values = values.as_array().into_iter().flatten();
            let values = values.filter_map(Value::as_str).map(str::to_owned);
            (name.clone(), values.collect())
        })
        .collect()
}

/// Switches that are off, and empty structures, ask for nothing.
fn check_unsupported(call: &Call<'_>) -> Result<(), WireError> {
    match UNSUPPORTED
        .into_iter()
        .find(|member| call.input.get(*member).is_some_and(asks))
    {
        Some(member) => Err(WireError::validation(format!(
            "The patchctl sandbox does not implement {member} of SendCommand."
        ))),
        None => Ok(()),
    }
}

fn asks(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            let off = members.get("CloudWatchOutputEnabled") == Some(&Value::Bool(false));
            !off && members.values().any(|member| {
                !matches!(member, Value::Null) && *member != json!("") && *member != json!([])
            })
        }
        Value::String(text) => !text.is_empty(),
        _ => false,
    }
}

fn check_hash(call: &Call<'_>, definition: &Definition) -> Result<(), WireError> {
    let hash = text(&call.input, "DocumentHash");

    // A hash is optional, and an empty one asks for nothing.
    if hash.is_empty() {
        return Ok(());
    }

    if text(&call.input, "DocumentHashType") == "Sha1" {
        return Err(WireError::validation(
            "The patchctl sandbox does not implement DocumentHashType Sha1.",
        ));
    }

    if hash.eq_ignore_ascii_case(&command_view::sha256(&definition.stored.content)) {
        return Ok(());
    }

    Err(WireError::new(
        "InvalidDocument",
        "The document hash does not match the document.",
    ))
}

/// Baselines of a file are not implemented; together with a list the node refuses them, and that
/// is.
pub(super) fn check_override(
    definition: &Definition,
    parameters: &BTreeMap<String, Vec<String>>,
) -> Result<(), WireError> {
    let value = |name: &str| definition.value_of(parameters, name);
    // With a list both are sent on: what the node makes of them is a part of the sandbox.
    if value("BaselineOverride").is_empty()
        || (!value("InstallOverrideList").is_empty() && value("Operation") == "Install")
    {
        return Ok(());
    }

    Err(WireError::validation(
        "The patchctl sandbox does not implement the parameter BaselineOverride of AWS-RunPatchBaseline but for patch policies.",
    ))
}

/// One id that is not managed refuses the whole call.
fn check_ids(call: &Call<'_>, ids: &[&str], definition: &Definition) -> Result<(), WireError> {
    let mut fits = ids.is_empty();

    for (index, id) in ids.iter().enumerate() {
        if ids[..index].contains(id) {
            return Err(WireError::new(
                "DuplicateInstanceId",
                format!("The instance ID {id} is given twice."),
            ));
        }

        let node = taking_commands(call, id)?;
        let platform = node.catalogue.os.platform_type().as_str();
        fits |= definition.platforms.iter().any(|runs| runs == platform);
    }

    // One node that it runs on is enough; the others become InvalidPlatform.
    if fits {
        return Ok(());
    }
    let message = format!(
        "The document {} does not run on the platform of any of the instances.",
        definition.name()
    );
    Err(WireError::new("UnsupportedPlatformType", message))
}

/// A node that a command can be sent to. One that was terminated is still listed, and takes none.
fn taking_commands<'w>(call: &'w Call<'_>, id: &str) -> Result<Cow<'w, Node>, WireError> {
    let node = call.snapshot.world.seeded_node(&call.scope, id);
    let taking = node.filter(|node| {
        let terminated = node.patching.terminated;
        node.is_managed() && terminated.is_none_or(|at| at > call.now)
    });
    taking.ok_or_else(|| {
        let account = &call.scope.account;
        WireError::new(
            "InvalidInstanceId",
            format!("Instances [[{id}]] not in a valid state for account {account}"),
        )
    })
}

/// A document as it runs inside another: no parameters are passed to it.
fn hook(call: &Call<'_>, name: &str) -> Hook {
    let short = name.rsplit('/').next().unwrap_or(name).to_owned();

    if name.is_empty() {
        return Hook {
            document: short,
            problem: Some("The name of the document is empty.".to_owned()),
            platforms: Vec::new(),
        };
    }

    // A required parameter makes it fail, because a hook has no way to be given one.
    let found = find(call, name, DocumentKind::Command);
    let problem = match &found {
        Err(error) => Some(format!(
            "The document {name} cannot be run: {}",
            error.message
        )),
        Ok(definition) => definition
            .check(&BTreeMap::new())
            .err()
            .map(|why| format!("The document {name} cannot be run: {why}")),
    };

    Hook {
        document: short,
        problem,
        platforms: found
            .map(|definition: Arc<Definition>| definition.platforms.clone())
            .unwrap_or_default(),
    }
}

pub(super) fn cancel_command(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &CANCEL)?;
    let ids = texts(&call.input, "InstanceIds");
    if let Some(twice) = ids
        .iter()
        .enumerate()
        .find(|(index, id)| ids[..*index].contains(id))
    {
        return Err(WireError::new(
            "DuplicateInstanceId",
            format!("The instance ID {} is given twice.", twice.1),
        ));
    }

    let id = text(&call.input, "CommandId");
    call.change(|world| {
        let command =
            command_view::find(world, call, id).ok_or_else(|| command_view::unknown(id))?;

        // How AWS answers for a node that the command was not sent to is unverified.
        if let Some(stranger) = ids
            .iter()
            .find(|id| !command.nodes.iter().any(|node| node == *id))
        {
            return Err(WireError::new(
                "InvalidInstanceId",
                format!("The command was not sent to the instance {stranger}."),
            ));
        }
        Ok(((), cancel(world, call, &command, owned(&ids))))
    })?;
    write(&json!({}))
}

/// Cancels a command that is not over; one that is stays as it is.
pub(super) fn cancel(
    world: &World,
    call: &Call<'_>,
    command: &Command,
    nodes: Vec<String>,
) -> Vec<Document> {
    // Without a timeline it was never sent.
    let over = world.timeline(&call.scope).is_none_or(|timeline| {
        let run = timeline
            .commands
            .iter()
            .find(|run| run.command.id == command.id);
        run.is_none_or(|run| run.ended <= call.now)
    });

    if over {
        return Vec::new();
    }

    let mut command = command.clone();
    command.cancels.push(Cancel {
        at: call.now,
        nodes,
    });
    vec![Document::of(
        Kind::Command,
        &call.scope,
        &command.id,
        &command,
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_the_grammar_of_the_api() {
        for text in ["1", "50", "10%", "5%", "100%", "9999999"] {
            assert!((CONCURRENCY.matches)(text), "{text}");
        }
        for text in [
            "0", "0%", "101%", "150%", "1.5", "", "%", "00", "01", "-1", "010%",
        ] {
            assert!(!(CONCURRENCY.matches)(text), "{text}");
        }
        for text in ["0", "0%", "7", "99%", "100%"] {
            assert!((ERRORS.matches)(text), "{text}");
        }
        for text in ["00", "00%", "101%", "a"] {
            assert!(!(ERRORS.matches)(text), "{text}");
        }
    }
}
