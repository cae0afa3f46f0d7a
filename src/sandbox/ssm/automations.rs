//! Automation: `StartAutomationExecution`, `GetAutomationExecution`,
//! `DescribeAutomationExecutions`, `StopAutomationExecution`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::baselines::answer;
use super::documents::{DOCUMENT_NAME, DOCUMENT_VERSION, find, lookup};
use super::exports;
use super::send::{From, Request, cancel, next_number as next_command, parameters};
use super::shapes::{NEXT_TOKEN, is_uuid, max_results};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, items, text, texts};
use crate::sandbox::derive;
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::World;
use crate::sandbox::world::automations::Automation;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::commands::Command;
use crate::sandbox::world::course::{Course, Progress, iso_duration, sends_after};
use crate::sandbox::world::documents::{Definition, DocumentKind};

const TOKEN: Pattern = Pattern {
    text: "[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}",
    matches: is_uuid,
};

const KEYS: [&str; 12] = [
    "DocumentNamePrefix",
    "ExecutionStatus",
    "ExecutionId",
    "ParentExecutionId",
    "CurrentAction",
    "StartTimeBefore",
    "StartTimeAfter",
    "AutomationType",
    "TagKey",
    "TargetResourceGroup",
    "AutomationSubtype",
    "OpsItemId",
];

/// What the sandbox does not do; it is refused rather than left out.
const UNSUPPORTED: [&str; 7] = [
    "TargetParameterName",
    "Targets",
    "TargetMaps",
    "TargetLocations",
    "TargetLocationsURL",
    "AlarmConfiguration",
    "Tags",
];

static NAME: Shape = Shape::text(1, 50);
static VALUE: Shape = Shape::text(0, 512);
static VALUES: Shape = Shape::list(0, 50, &VALUE);
static START: [Member; 5] = [
    Member::required("DocumentName", DOCUMENT_NAME),
    Member::optional("DocumentVersion", DOCUMENT_VERSION),
    Member::optional(
        "Parameters",
        Shape::Map {
            min: 1,
            max: 200,
            key: &NAME,
            value: &VALUES,
        },
    ),
    Member::optional("ClientToken", Shape::pattern(36, 36, TOKEN)),
    Member::optional("Mode", Shape::one_of(&["Auto", "Interactive"])),
];
static GET: [Member; 1] = [Member::required(
    "AutomationExecutionId",
    Shape::text(36, 36),
)];
static STOP: [Member; 2] = [
    Member::required("AutomationExecutionId", Shape::text(36, 36)),
    Member::optional("Type", Shape::one_of(&["Complete", "Cancel"])),
];
static FILTER_VALUE: Shape = Shape::text(1, 150);
static FILTER: [Member; 2] = [
    Member::required("Key", Shape::one_of(&KEYS)),
    Member::required("Values", Shape::list(1, 10, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static DESCRIBE: [Member; 3] = [
    Member::optional("Filters", Shape::list(1, 10, &FILTER_SHAPE)),
    max_results(1, 50),
    NEXT_TOKEN,
];

/// The parameters of an automation, each a list of texts.
type Given = BTreeMap<String, Vec<String>>;

pub(super) fn start_automation_execution(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &START)?;
    check_supported(&call.input)?;
    let definition = runbook(call)?;
    let given = with_defaults(&definition, parameters(&call.input))?;
    if definition.name() == exports::RUNBOOK {
        let id = call.change(|world| start_export(call, world, given))?;
        return write(&json!({ "AutomationExecutionId": id }));
    }
    let node = instance(call, &given)?;

    let patching = find(call, "AWS-RunPatchBaseline", DocumentKind::Command)?;
    let id = call.change(|world| start(call, world, &definition, &patching, given, node))?;
    write(&json!({ "AutomationExecutionId": id }))
}

fn check_supported(input: &Value) -> Result<(), WireError> {
    if let Some(member) = UNSUPPORTED
        .into_iter()
        .find(|member| input.get(*member).is_some_and(asks))
    {
        return Err(WireError::validation(format!(
            "The patchctl sandbox does not implement {member} of StartAutomationExecution."
        )));
    }

    // Interactive waits for a person after each step.
    if text(input, "Mode") == "Interactive" {
        return Err(WireError::validation(
            "The patchctl sandbox does not run automations in the mode Interactive.",
        ));
    }
    Ok(())
}

/// Whether a member asks for anything: SDKs may send empty ones.
fn asks(value: &Value) -> bool {
    !value.is_null() && *value != json!([]) && *value != json!({}) && *value != json!("")
}

/// The runbook of a request, in its only version. One of a user is refused last, when it is known
/// that AWS would run it.
fn runbook(call: &Call<'_>) -> Result<Arc<Definition>, WireError> {
    let name = text(&call.input, "DocumentName");
    let found = lookup(call, name).filter(|found| found.stored.kind == DocumentKind::Automation);
    let Some(definition) = found else {
        return Err(WireError::new(
            "AutomationDefinitionNotFoundException",
            format!("Automation definition {name} was not found."),
        ));
    };

    let version = text(&call.input, "DocumentVersion");
    if !matches!(version, "" | "1" | "$LATEST" | "$DEFAULT") {
        return Err(WireError::new(
            "AutomationDefinitionVersionNotFoundException",
            "The document version does not exist.",
        ));
    }

    // A runbook of a user may call any API, which nothing here would answer.
    if !definition.aws_owned {
        return Err(WireError::validation(
            "The patchctl sandbox runs the automations of AWS for patching, and none of your own.",
        ));
    }
    Ok(definition)
}

/// What was given and what the document has for the rest; refuses what does not fit.
fn with_defaults(definition: &Definition, mut given: Given) -> Result<Given, WireError> {
    definition.check(&given).map_err(invalid)?;
    for parameter in &definition.parameters {
        if let Some(default) = parameter.default.as_ref().and_then(Value::as_str) {
            given
                .entry(parameter.name.clone())
                .or_insert_with(|| vec![default.to_owned()]);
        }
    }

    // The documents have no pattern for these: there the step that sleeps would fail. Here it is
    // told before anything is installed.
    for wait in ["WaitForReboot", "WaitForInstance"] {
        if let Some(text) = given.get(wait).and_then(|values| values.first())
            && iso_duration(text).is_none()
        {
            return Err(invalid(format!(
                "Parameter {wait} has the value {text}, which is not an ISO 8601 duration such as PT5M."
            )));
        }
    }
    Ok(given)
}

fn invalid(why: String) -> WireError {
    WireError::new("InvalidAutomationExecutionParametersException", why)
}

/// The node that the runbooks for patching work on: an EC2 instance, because they stop it, take
/// snapshots of it, or move it out of its group.
fn instance(call: &Call<'_>, given: &Given) -> Result<String, WireError> {
    let node = given
        .get("InstanceId")
        .and_then(|values| values.first())
        .cloned()
        .unwrap_or_default();
    let known = call.snapshot.world.seeded_node(&call.scope, &node);

    if known.is_none_or(|node| node.is_hybrid()) {
        return Err(invalid(format!(
            "Parameter InstanceId has the value {node}, which is not an EC2 instance of this account and Region."
        )));
    }
    Ok(node)
}

/// Starts an automation, and with it the command that its patching step is going to send; gives its
/// id. A client token that is known gives the id of then.
fn start(
    call: &Call<'_>,
    world: &World,
    definition: &Definition,
    patching: &Definition,
    given: Given,
    node: String,
) -> Result<(String, Vec<Document>), WireError> {
    let request = derive::hex_id(
        &["automation", definition.name(), &json!(given).to_string()],
        32,
    );
    if let Some(id) = started_before(call, world, &request)? {
        return Ok((id, Vec::new()));
    }

    let (number, id) = world.free_automation(&call.scope, call.now, 0);

    // The command is stored now for later, so that nothing has to run in between.
    let sends = call.now.saturating_add(sends_after(definition.name()));
    let sends = sends.unwrap_or(call.now);
    // An automation's request is for the automation: its command has the defaults.
    let input = Value::Null;
    let installation = Request {
        definition: patching,
        parameters: Given::from([("Operation".to_owned(), vec!["Install".to_owned()])]),
        nodes: vec![node],
        input: &input,
        from: From::Automation(id.clone()),
    };
    let command = installation.command(call, next_command(world, &call.scope), sends);
    let automation = Automation {
        id: id.clone(),
        number,
        ..automation(call, definition, given, &command, request)
    };
    let documents = vec![
        Document::of(Kind::Command, &call.scope, &command.id, &command),
        Document::of(Kind::Automation, &call.scope, &id, &automation),
    ];
    Ok((id, documents))
}

/// Starts the export of a report.
fn start_export(
    call: &Call<'_>,
    world: &World,
    given: Given,
) -> Result<(String, Vec<Document>), WireError> {
    let request = derive::hex_id(
        &["automation", exports::RUNBOOK, &json!(given).to_string()],
        32,
    );
    if let Some(id) = started_before(call, world, &request)? {
        return Ok((id, Vec::new()));
    }
    let token = text(&call.input, "ClientToken");
    let automation = Automation {
        token: (!token.is_empty()).then(|| (token.to_owned(), request)),
        ..exports::automation(call, world, given, 0)
    };
    let id = automation.id.clone();
    let document = Document::of(Kind::Automation, &call.scope, &id, &automation);
    Ok((id, vec![document]))
}

/// The automation that came with the same client token; the same token with another request is an
/// error.
fn started_before(
    call: &Call<'_>,
    world: &World,
    request: &str,
) -> Result<Option<String>, WireError> {
    let token = text(&call.input, "ClientToken");
    if token.is_empty() {
        return Ok(None);
    }

    // A token is good for the same request only (SSM API, `StartAutomationExecution`).
    for automation in automations(call, world) {
        match &automation.token {
            Some((known, digest)) if known == token => {
                if digest == request {
                    return Ok(Some(automation.id.clone()));
                }
                return Err(WireError::new(
                    "IdempotentParameterMismatch",
                    "The client token was already used with other parameters.",
                ));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// The automations of the account and Region, oldest first.
fn automations<'w>(
    call: &Call<'_>,
    world: &'w World,
) -> impl DoubleEndedIterator<Item = &'w Arc<Automation>> + use<'w> {
    world
        .automations(&call.scope)
        .into_iter()
        .flat_map(|all| all.values())
}

/// An automation that begins now, before it has an id and a number.
fn automation(
    call: &Call<'_>,
    definition: &Definition,
    given: Given,
    command: &Command,
    request: String,
) -> Automation {
    let token = text(&call.input, "ClientToken");
    let version = text(&call.input, "DocumentVersion");

    // Answers name the version itself (`1`), where a request may say `$DEFAULT`.
    let version = if version.is_empty() || version.starts_with('$') {
        "1"
    } else {
        version
    };
    Automation {
        id: String::new(),
        number: 0,
        started: call.now,
        document: definition.name().to_owned(),
        version: version.to_owned(),
        parameters: given,
        by: call.caller.arn.clone(),
        association: None,
        failure: None,
        command: command.id.clone(),
        token: (!token.is_empty()).then(|| (token.to_owned(), request)),
        stopped: None,
    }
}

fn named(call: &Call<'_>, world: &World) -> Result<Arc<Automation>, WireError> {
    let id = text(&call.input, "AutomationExecutionId");
    let found = automations(call, world).find(|automation| automation.id == id);
    found.cloned().ok_or_else(|| {
        WireError::new(
            "AutomationExecutionNotFoundException",
            format!("Automation execution {id} was not found."),
        )
    })
}

pub(super) fn get_automation_execution(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let world = &call.snapshot.world;
    let automation = named(call, world)?;
    let course = world.course(&call.scope, &automation);

    let definition = lookup(call, &automation.document);
    let steps: Vec<Value> = course
        .steps
        .iter()
        .map(|progress| step(&automation, definition.as_deref(), progress, call.now))
        .collect();

    let mut output = common(&automation, &course, call.now);
    output.insert("StepExecutions".to_owned(), json!(steps));
    // The model asks for this word; here there are never so many steps that some are left out.
    output.insert("StepExecutionsTruncated".to_owned(), json!(false));
    output.insert("Parameters".to_owned(), json!(shown(&automation)));
    write(&json!({ "AutomationExecution": output }))
}

/// Empty values do not satisfy the model, and are left out.
fn shown(automation: &Automation) -> Map<String, Value> {
    let given = automation
        .parameters
        .iter()
        .filter(|(_, values)| values.iter().all(|value| !value.is_empty()));
    given
        .map(|(name, values)| (name.clone(), json!(values)))
        .collect()
}

/// The step that is running.
fn current(course: &Course, now: Timestamp) -> Option<&Progress> {
    course
        .steps
        .iter()
        .find(|step| step.began <= now && now < step.ended && step.status.is_some())
}

fn common(automation: &Automation, course: &Course, now: Timestamp) -> Map<String, Value> {
    let over = course.ended <= now;
    let mut output = Map::new();
    let mut set = |member: &str, value: Value| drop(output.insert(member.to_owned(), value));

    set("AutomationExecutionId", json!(automation.id));
    set("DocumentName", json!(automation.document));
    set("DocumentVersion", json!(automation.version));
    set(
        "AutomationExecutionStatus",
        json!(if over { course.status } else { "InProgress" }),
    );
    set("ExecutionStartTime", json!(Epoch(automation.started)));
    set("ExecutedBy", json!(automation.by));
    if let Some(association) = &automation.association {
        set("AssociationId", json!(association));
    }
    set("Mode", json!("Auto"));

    // `CurrentStepName` is of a running automation only.
    if over {
        set("ExecutionEndTime", json!(Epoch(course.ended)));
    } else if let Some(step) = current(course, now) {
        set("CurrentStepName", json!(step.step.name));
        set("CurrentAction", json!(step.step.action));
    }

    if let Some(failed) = course
        .steps
        .iter()
        .find(|step| over && step.status == Some("Failed"))
    {
        set(
            "FailureMessage",
            json!(format!("Step {} failed.", failed.step.name)),
        );
    }

    output
}

fn step(
    automation: &Automation,
    definition: Option<&Definition>,
    progress: &Progress,
    now: Timestamp,
) -> Value {
    let Progress {
        step,
        began,
        ended,
        status,
    } = progress;
    let begun = *began <= now && status.is_some();
    let not_over = if begun { "InProgress" } else { "Pending" };

    // What the document leaves out is Abort, and not critical. (The User Guide has isCritical true
    // by default; what an answer shows for a step without it is unverified.)
    let written = written_step(definition, &step.name);
    let mut value = json!({
        "StepName": step.name,
        "Action": step.action,
        "OnFailure": written.and_then(|one| one["onFailure"].as_str()).unwrap_or("Abort"),
        "MaxAttempts": 1,
        "StepStatus": status.filter(|_| *ended <= now).unwrap_or(not_over),
        "StepExecutionId": derive::uuid(&["step", &automation.id, &step.name]),
        "IsCritical": written.and_then(|one| one["isCritical"].as_bool()).unwrap_or(false),
    });

    if begun {
        value["ExecutionStartTime"] = json!(Epoch(*began));
        end_step(&mut value, automation, progress, now);
    }
    if step.action == "aws:runCommand" {
        value["Inputs"] = json!({"DocumentName": "\"AWS-RunPatchBaseline\"", "Parameters": "{\"Operation\":\"Install\"}"});
        if begun {
            value["Outputs"] = json!({"CommandId": [automation.command]});
        }
    }
    value
}

/// A step as its document has it.
fn written_step<'d>(definition: Option<&'d Definition>, name: &str) -> Option<&'d Value> {
    definition?.value["mainSteps"]
        .as_array()?
        .iter()
        .find(|one| one["name"] == json!(name))
}

fn end_step(value: &mut Value, automation: &Automation, progress: &Progress, now: Timestamp) {
    if now < progress.ended {
        return;
    }
    let success = progress.status == Some("Success");
    value["ExecutionEndTime"] = json!(Epoch(progress.ended));
    value["ResponseCode"] = json!(if success { "0" } else { "1" });

    // How AWS words this is unverified.
    if !success {
        let status = progress.status.unwrap_or_default();
        let ended = format!("Step {} ended as {status}.", progress.step.name);

        // A script says itself why it failed; one that was stopped does not.
        let own = automation.failure.clone().filter(|_| status == "Failed");
        value["FailureMessage"] = json!(own.unwrap_or(ended));
    }
}

pub(super) fn describe_automation_executions(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    let world = &call.snapshot.world;
    // Newest first; in which order AWS answers is unverified.
    let all = automations(call, world).rev();
    let mut found = Vec::new();
    // A list that comes late does not know the latest yet.
    for automation in all.filter(|automation| automation.started <= call.now) {
        let course = world.course(&call.scope, automation);
        if passes(call, automation, &course)? {
            found.push((automation, course));
        }
    }

    // An empty fleet of automations does not make a wrong filter right.
    for filter in items(&call.input, "Filters") {
        check(filter)?;
    }

    let (page, next_token) = paging::cut(call, &found, 50, 50, "InvalidNextToken")?;
    let rows: Vec<Value> = page
        .iter()
        .map(|(automation, course)| metadata(automation, course, call.now))
        .collect();
    answer("AutomationExecutionMetadataList", &rows, next_token)
}

fn metadata(automation: &Automation, course: &Course, now: Timestamp) -> Value {
    let mut output = common(automation, course, now);
    output.insert("AutomationType".to_owned(), json!("Local"));
    Value::Object(output)
}

fn check(filter: &Value) -> Result<(), WireError> {
    let (key, values) = (text(filter, "Key"), texts(filter, "Values"));
    let wrong = match key {
        "StartTimeBefore" | "StartTimeAfter" => values
            .iter()
            .find(|value| value.parse::<Timestamp>().is_err()),
        "DocumentNamePrefix" | "ExecutionStatus" | "ExecutionId" | "CurrentAction"
        | "AutomationType" => None,

        // The model has more keys, which concern what the sandbox does not do.
        key => {
            return Err(WireError::new(
                "InvalidFilterKey",
                format!("The patchctl sandbox does not implement the filter {key}."),
            ));
        }
    };

    match wrong {
        None => Ok(()),
        Some(value) => Err(WireError::new(
            "InvalidFilterValue",
            format!("The value {value} of the filter {key} is not valid."),
        )),
    }
}

fn passes(call: &Call<'_>, automation: &Automation, course: &Course) -> Result<bool, WireError> {
    for filter in items(&call.input, "Filters") {
        check(filter)?;
        let time = |value: &str| value.parse::<Timestamp>().unwrap_or_default();

        // What is running is InProgress, whatever it is going to end as.
        let status = if course.ended <= call.now {
            course.status
        } else {
            "InProgress"
        };

        let fits = texts(filter, "Values")
            .into_iter()
            .any(|value| match text(filter, "Key") {
                "DocumentNamePrefix" => automation.document.starts_with(value),
                "ExecutionStatus" => status == value,
                "ExecutionId" => automation.id == value,
                "CurrentAction" => {
                    current(course, call.now).is_some_and(|step| step.step.action == value)
                }
                "StartTimeBefore" => automation.started <= time(value),
                "StartTimeAfter" => automation.started >= time(value),
                _ => value == "Local",
            });

        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn stop_automation_execution(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &STOP)?;
    if text(&call.input, "Type") == "Complete" {
        return Err(WireError::validation(
            "The patchctl sandbox stops automations with Type Cancel only.",
        ));
    }

    call.change(|world| Ok(((), stop(call, world)?)))?;
    write(&json!({}))
}

/// Stops an automation, and cancels its command when that was sent by now.
fn stop(call: &Call<'_>, world: &World) -> Result<Vec<Document>, WireError> {
    let automation = named(call, world)?;
    if world.course(&call.scope, &automation).ended <= call.now {
        let message = format!("Automation execution {} has already ended.", automation.id);
        return Err(WireError::new(
            "InvalidAutomationStatusUpdateException",
            message,
        ));
    }

    // A cancellation that comes before the command is sent keeps it from being sent at all
    // (`Command::was_never_sent`).
    let commands = world.commands(&call.scope).into_iter();
    let command = commands
        .flat_map(|all| all.values())
        .find(|command| command.id == automation.command);
    let mut documents = command
        .map(|command| cancel(world, call, command, Vec::new()))
        .unwrap_or_default();

    let stopped = Automation {
        stopped: Some(call.now),
        ..(*automation).clone()
    };
    documents.push(Document::of(
        Kind::Automation,
        &call.scope,
        &stopped.id,
        &stopped,
    ));
    Ok(documents)
}
