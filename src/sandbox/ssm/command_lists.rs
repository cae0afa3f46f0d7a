//! `ListCommands`, `ListCommandInvocations` and `GetCommandInvocation`.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::baselines::answer;
use super::command_view::{self, cut, invocation_status, is_kept, plugin_status, unknown, url};
use super::shapes::{INSTANCE_ID, NEXT_TOKEN, invalid_instance, max_results};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, items, text};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::command_status::status;
use crate::sandbox::world::commands::Command;
use crate::sandbox::world::documents::DocumentStep;
use crate::sandbox::world::invocations::{CommandRun, Invocation, Timeline};
use crate::sandbox::world::invocations::{Ending, Plugin};

const KEYS: [&str; 5] = [
    "InvokedAfter",
    "InvokedBefore",
    "Status",
    "ExecutionStage",
    "DocumentName",
];

/// Values of the filter `Status` that are documented for both lists (SSM API reference,
/// `CommandFilter`).
const BOTH: [&str; 9] = [
    "Pending",
    "InProgress",
    "Success",
    "Cancelled",
    "Failed",
    "TimedOut",
    "AccessDenied",
    "DeliveryTimedOut",
    "ExecutionTimedOut",
];
const OF_COMMANDS: [&str; 3] = ["Incomplete", "NoInstancesInTag", "LimitExceeded"];
const OF_INVOCATIONS: [&str; 4] = ["Delayed", "Undeliverable", "InvalidPlatform", "Terminated"];

static FILTER: [Member; 2] = [
    Member::required("key", Shape::one_of(&KEYS)),
    Member::required("value", Shape::text(1, 128)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static LIST: [Member; 6] = [
    Member::optional("CommandId", Shape::text(36, 36)),
    Member::optional("InstanceId", INSTANCE_ID),
    max_results(1, 50),
    NEXT_TOKEN,
    Member::optional("Filters", Shape::list(1, 5, &FILTER_SHAPE)),
    Member::optional("Details", Shape::Flag),
];
static GET: [Member; 3] = [
    Member::required("CommandId", Shape::text(36, 36)),
    Member::required("InstanceId", INSTANCE_ID),
    Member::optional("PluginName", Shape::text(4, usize::MAX)),
];

/// Which of the two lists a call asks for: some filters are for one of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Commands,
    Invocations,
}

/// What the filters of a call ask for.
#[derive(Default)]
struct Filters<'a> {
    after: Option<Timestamp>,
    before: Option<Timestamp>,
    status: Option<&'a str>,
    complete: Option<bool>,
    document: Option<&'a str>,
}

impl<'a> Filters<'a> {
    fn read(input: &'a Value, list: List) -> Result<Self, WireError> {
        let mut filters = Self::default();
        for filter in items(input, "Filters") {
            filters.add(text(filter, "key"), text(filter, "value"), list)?;
        }
        Ok(filters)
    }

    fn add(&mut self, key: &str, value: &'a str, list: List) -> Result<(), WireError> {
        match key {
            "InvokedAfter" => self.after = Some(moment_of(key, value)?),
            "InvokedBefore" => self.before = Some(moment_of(key, value)?),
            "Status" => {
                let more: &[&str] = match list {
                    List::Commands => &OF_COMMANDS,
                    List::Invocations => &OF_INVOCATIONS,
                };
                if !BOTH.contains(&value) && !more.contains(&value) {
                    return Err(wrong_value(key, value));
                }
                self.status = Some(value);
            }

            // The stage is of commands only (SSM API reference, CommandFilter).
            "ExecutionStage" if list == List::Commands => match value {
                "Executing" => self.complete = Some(false),
                "Complete" => self.complete = Some(true),
                _ => return Err(wrong_value(key, value)),
            },
            "DocumentName" => self.document = Some(value),
            key => {
                return Err(WireError::new(
                    "InvalidFilterKey",
                    format!("The filter key {key} is not valid for this operation."),
                ));
            }
        }
        Ok(())
    }

    fn passes(&self, run: &CommandRun, now: Timestamp) -> bool {
        let sent = run.command.sent;
        let document = self.document.map(without_arn);
        self.after.is_none_or(|after| sent >= after)
            && self.before.is_none_or(|before| sent < before)
            && document.is_none_or(|document| run.command.document == document)
            && self
                .complete
                .is_none_or(|complete| (run.ended <= now) == complete)
    }

    /// `Status` and `StatusDetails` are one filter: its values are of both.
    fn passes_status(&self, (status, details): (&str, &str)) -> bool {
        self.status
            .is_none_or(|wanted| wanted == status || wanted == details)
    }
}

fn moment_of(key: &str, value: &str) -> Result<Timestamp, WireError> {
    value.parse().map_err(|_| wrong_value(key, value))
}

fn wrong_value(key: &str, value: &str) -> WireError {
    WireError::validation(format!(
        "The value {value} of the filter {key} is not valid."
    ))
}

fn without_arn(document: &str) -> &str {
    document.rsplit('/').next().unwrap_or(document)
}

/// The commands that a list looks at, newest first.
fn commands<'t>(call: &Call<'_>, timeline: &'t Timeline) -> Result<Vec<&'t CommandRun>, WireError> {
    let id = text(&call.input, "CommandId");
    let instance = text(&call.input, "InstanceId");
    let world = &call.snapshot.world;
    if !instance.is_empty() && world.seeded_node(&call.scope, instance).is_none() {
        return Err(invalid_instance(instance));
    }

    let kept = timeline
        .commands
        .iter()
        .rev()
        .filter(|run| is_kept(&run.command, call.now));
    let mut found: Vec<&CommandRun> = kept
        .filter(|run| id.is_empty() || run.command.id == id)
        .collect();
    // Asked before the instance: a command that exists and was for other nodes is an empty list.
    if !id.is_empty() && found.is_empty() {
        return Err(unknown(id));
    }

    found
        .retain(|run| instance.is_empty() || run.command.nodes.iter().any(|node| node == instance));
    Ok(found)
}

fn timeline(call: &Call<'_>) -> Arc<Timeline> {
    call.snapshot
        .world
        .timeline(&call.scope)
        .unwrap_or_default()
}

pub(super) fn list_commands(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let filters = Filters::read(&call.input, List::Commands)?;
    let timeline = timeline(call);
    let mut found = commands(call, &timeline)?;
    found.retain(|run| {
        filters.passes(run, call.now) && filters.passes_status(status(run, call.now))
    });

    let (page, next_token) = paging::cut(call, &found, 50, 50, "InvalidNextToken")?;
    let rows: Vec<Value> = page.iter().map(|run| shown(call, run)).collect();
    answer("Commands", &rows, next_token)
}

fn shown(call: &Call<'_>, run: &CommandRun) -> Value {
    // Targets are resolved a moment after the command was sent.
    let seen = !run.command.ids.is_empty() || call.sees(&run.command.id, run.command.sent);
    command_view::command(run, call.now, seen)
}

pub(super) fn list_command_invocations(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let filters = Filters::read(&call.input, List::Invocations)?;
    let timeline = timeline(call);
    let instance = text(&call.input, "InstanceId");

    let mut found: Vec<(&CommandRun, &Invocation)> = Vec::new();
    for run in commands(call, &timeline)? {
        // What was sent just now is not seen by every reader yet.
        if !filters.passes(run, call.now) || !call.sees(&run.command.id, run.command.sent) {
            continue;
        }

        // A node whose turn has not come has no invocation.
        let reached = run.invocations.iter().filter(|invocation| {
            invocation.requested <= call.now
                && (instance.is_empty() || invocation.node == instance)
                && filters.passes_status(invocation_status(invocation, call.now))
        });
        found.extend(reached.map(|invocation| (run, invocation)));
    }

    let details = call
        .input
        .get("Details")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    let (page, next_token) = paging::cut(call, &found, 50, 50, "InvalidNextToken")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|(run, invocation)| row(call, run, invocation, details))
        .collect();
    answer("CommandInvocations", &rows, next_token)
}

fn row(call: &Call<'_>, run: &CommandRun, invocation: &Invocation, details: bool) -> Value {
    let command = &run.command;
    let (status, status_details) = invocation_status(invocation, call.now);
    let name = call
        .snapshot
        .world
        .seeded_node(&call.scope, &invocation.node)
        .map(|node| node.computer_name.clone())
        .unwrap_or_default();

    // Steps are shown to who asks for details, as far as they have begun.
    let begun = invocation
        .plugins
        .iter()
        .filter(|plugin| details && plugin.started <= call.now && invocation.started.is_some());
    let plugins: Vec<Value> = begun
        .map(|one| plugin(call, run, invocation, one))
        .collect();

    json!({
        "CommandId": command.id,
        "InstanceId": invocation.node,
        "InstanceName": name,
        "Comment": command.comment,
        "DocumentName": command.document,
        "DocumentVersion": command.version,
        "RequestedDateTime": Epoch(invocation.requested),
        "Status": status,
        "StatusDetails": status_details,
        "StandardOutputUrl": "",
        "StandardErrorUrl": "",
        "CommandPlugins": plugins,
    })
}

fn plugin(call: &Call<'_>, run: &CommandRun, invocation: &Invocation, plugin: &Plugin) -> Value {
    let command = &run.command;
    let (status, details, code) = plugin_status(plugin, call.now);
    let over = plugin.ended <= call.now;
    // What a step writes is uploaded when it is over.
    let output = if over {
        joined_outputs(call, &invocation.node, plugin)
    } else {
        String::new()
    };

    let mut value = json!({
        "Name": plugin.name,
        "Status": status,
        "StatusDetails": details,
        "ResponseCode": code,
        "ResponseStartDateTime": Epoch(plugin.started),
        // 2,500 characters (SSM API reference, CommandPlugin).
        "Output": cut(&output, 2500),
        "StandardOutputUrl": url(call, command, &invocation.node, plugin, "stdout"),
        "StandardErrorUrl": url(call, command, &invocation.node, plugin, "stderr"),
    });
    if over {
        value["ResponseFinishDateTime"] = json!(Epoch(plugin.ended));
    }

    if let Some(bucket) = &command.bucket {
        value["OutputS3Region"] = json!(call.scope.region.as_str());
        value["OutputS3BucketName"] = json!(bucket);
        value["OutputS3KeyPrefix"] = json!(command.prefix.as_deref().unwrap_or_default());
    }
    value
}

/// Both outputs in one text, as this list shows them (samples of the AWS CLI reference).
fn joined_outputs(call: &Call<'_>, node: &str, plugin: &Plugin) -> String {
    let (stdout, stderr) = outputs(call, node, plugin);
    if stderr.is_empty() {
        stdout.into_owned()
    } else {
        format!("{stdout}\n----------ERROR-------\n{stderr}")
    }
}

pub(super) fn get_command_invocation(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let timeline = timeline(call);
    let (run, invocation) = invocation(call, &timeline)?;
    let command = &run.command;
    let node = &invocation.node;
    let step = step(call, command)?;

    let found = invocation
        .plugins
        .iter()
        .find(|plugin| plugin.name == step.name && plugin.started <= call.now);
    let (status, details, code) = found.map_or_else(
        || not_begun(invocation, call.now),
        |plugin| plugin_status(plugin, call.now),
    );
    let over = found.filter(|plugin| plugin.ended <= call.now);
    let (stdout, stderr) = over
        .map(|plugin| outputs(call, node, plugin))
        .unwrap_or_default();
    let [stdout_url, stderr_url] = ["stdout", "stderr"].map(|stream| {
        found
            .map(|plugin| url(call, command, node, plugin, stream))
            .unwrap_or_default()
    });

    // Times are texts here, and empty when there is none. The lengths are those of the SSM API
    // reference: 24,000 and 8,000 characters.
    write(&json!({
        "CommandId": command.id,
        "InstanceId": node,
        "Comment": command.comment,
        "DocumentName": command.document,
        "DocumentVersion": command.version,
        "PluginName": step.name,
        "ResponseCode": code,
        "ExecutionStartDateTime": found.map(|plugin| moment(plugin.started)).unwrap_or_default(),
        "ExecutionElapsedTime": over.map(|plugin| plugin.ended.duration_since(plugin.started).to_string()).unwrap_or_default(),
        "ExecutionEndDateTime": over.map(|plugin| moment(plugin.ended)).unwrap_or_default(),
        "Status": status,
        "StatusDetails": details,
        "StandardOutputContent": cut(&stdout, 24_000),
        "StandardOutputUrl": stdout_url,
        "StandardErrorContent": cut(stderr, 8000),
        "StandardErrorUrl": stderr_url,
    }))
}

/// The invocation that a call names, by its command and node. A command that was sent just now may
/// not have it yet, and the error is the same as for one that never comes.
fn invocation<'t>(
    call: &Call<'_>,
    timeline: &'t Timeline,
) -> Result<(&'t CommandRun, &'t Invocation), WireError> {
    let id = text(&call.input, "CommandId");
    let node = text(&call.input, "InstanceId");
    let run = timeline
        .command(id, call.now)
        .filter(|run| is_kept(&run.command, call.now) && call.sees(id, run.command.sent));

    // A node that was not reached yet is told as one that the command is not for.
    let found = run.and_then(|run| {
        let reached = run
            .invocations
            .iter()
            .find(|invocation| invocation.node == node && invocation.requested <= call.now);
        Some((run, reached?))
    });

    found.ok_or_else(|| {
        WireError::new(
            "InvocationDoesNotExist",
            "The command ID and managed node ID you specified did not match any invocations.",
        )
    })
}

/// The step that a call is about. A document for several platforms has one for each, so that the
/// name is needed there (SSM API reference, GetCommandInvocation).
fn step<'c>(call: &Call<'_>, command: &'c Command) -> Result<&'c DocumentStep, WireError> {
    match (text(&call.input, "PluginName"), command.steps.as_slice()) {
        ("", [only]) => Ok(only),
        ("", _) => Err(invalid_plugin(
            "A document with several steps needs the name of one in PluginName.",
        )),
        (name, steps) => steps
            .iter()
            .find(|step| step.name == name)
            .ok_or_else(|| invalid_plugin(&format!("The document has no step {name}."))),
    }
}

fn outputs<'p>(call: &Call<'_>, node: &str, plugin: &'p Plugin) -> (Cow<'p, str>, &'p str) {
    let stdout = command_view::stdout(&call.snapshot.world, &call.scope, node, plugin);
    (stdout, plugin.stderr.as_str())
}

fn invalid_plugin(message: &str) -> WireError {
    WireError::new("InvalidPluginName", message)
}

/// A moment to the millisecond, as this operation writes it.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A step that did not begin: as its invocation, but a step that was left out after others
/// succeeded or failed did neither. How AWS answers for it is unverified.
fn not_begun(invocation: &Invocation, now: Timestamp) -> (&'static str, &'static str, i32) {
    if invocation.ended > now {
        return ("Pending", "Pending", -1);
    }
    let (status, details) = match invocation.ending {
        Ending::Failed | Ending::ExecutionTimedOut => Ending::Cancelled.as_strs(),
        ending => ending.as_strs(),
    };
    (status, details, -1)
}
