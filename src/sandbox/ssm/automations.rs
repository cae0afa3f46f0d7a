//! Automation: `StartAutomationExecution`, `GetAutomationExecution`,
//! `DescribeAutomationExecutions`, `StopAutomationExecution`.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::baselines::answer;
use super::documents::{DOCUMENT_NAME, DOCUMENT_VERSION, find, lookup};
use super::send::{Request, cancel, parameters};
use super::shapes::{NEXT_TOKEN, max_results};
use crate::sandbox::constraint::{self, Member, Pattern, Shape, items, text, texts};
use crate::sandbox::derive;
use crate::sandbox::http::Call;
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::automations::{Automation, Course, Progress, iso_duration, sends_after};
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::documents::{Definition, DocumentKind};

const TOKEN: Pattern = Pattern {
    text: "[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}",
    matches: |text| {
        let parts: Vec<&str> = text.split('-').collect();
        parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
            && parts.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
    },
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

pub(super) fn start_automation_execution(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &START)?;
    let asks = |value: &Value| {
        !value.is_null() && *value != json!([]) && *value != json!({}) && *value != json!("")
    };
    if let Some(member) = UNSUPPORTED
        .into_iter()
        .find(|member| call.input.get(*member).is_some_and(asks))
    {
        return Err(WireError::validation(format!(
            "The patchctl sandbox does not implement {member} of StartAutomationExecution."
        )));
    }
    if text(&call.input, "Mode") == "Interactive" {
        return Err(WireError::validation(
            "The patchctl sandbox does not run automations in the mode Interactive.",
        ));
    }
    let name = text(&call.input, "DocumentName");
    let missing = || {
        WireError::new(
            "AutomationDefinitionNotFoundException",
            format!("Automation definition {name} was not found."),
        )
    };
    let definition = lookup(call, name)
        .filter(|found| found.stored.kind == DocumentKind::Automation)
        .ok_or_else(missing)?;
    if !matches!(
        text(&call.input, "DocumentVersion"),
        "" | "1" | "$LATEST" | "$DEFAULT"
    ) {
        return Err(WireError::new(
            "AutomationDefinitionVersionNotFoundException",
            "The document version does not exist.",
        ));
    }
    if !definition.aws_owned {
        return Err(WireError::validation(
            "The patchctl sandbox runs the automations of AWS for patching, and none of your own.",
        ));
    }
    let mut given = parameters(&call.input);
    let invalid =
        |why: String| WireError::new("InvalidAutomationExecutionParametersException", why);
    definition.check(&given).map_err(invalid)?;
    for parameter in &definition.parameters {
        let default = parameter
            .default
            .as_ref()
            .and_then(Value::as_str)
            .map(|default| vec![default.to_owned()]);
        if let Some(default) = default {
            given.entry(parameter.name.clone()).or_insert(default);
        }
    }
    for wait in ["WaitForReboot", "WaitForInstance"] {
        if let Some(text) = given.get(wait).and_then(|values| values.first())
            && iso_duration(text).is_none()
        {
            return Err(invalid(format!(
                "Parameter {wait} has the value {text}, which is not an ISO 8601 duration such as PT5M."
            )));
        }
    }
    let node = given
        .get("InstanceId")
        .and_then(|values| values.first())
        .cloned()
        .unwrap_or_default();
    if call
        .snapshot
        .world
        .seeded_node(&call.scope, &node)
        .is_none_or(|node| node.is_hybrid())
    {
        return Err(invalid(format!(
            "Parameter InstanceId has the value {node}, which is not an EC2 instance of this account and Region."
        )));
    }
    let patching = find(call, "AWS-RunPatchBaseline", DocumentKind::Command)?;
    let id = call.change(|world| start(call, world, &definition, &patching, given, node))?;
    write(&json!({ "AutomationExecutionId": id }))
}

fn start(
    call: &Call<'_>,
    world: &crate::sandbox::world::World,
    definition: &Definition,
    patching: &Definition,
    given: std::collections::BTreeMap<String, Vec<String>>,
    node: String,
) -> Result<(String, Vec<Document>), WireError> {
    let automations = world.automations(&call.scope);
    let token = text(&call.input, "ClientToken");
    let request = derive::hex_id(
        &["automation", definition.name(), &json!(given).to_string()],
        32,
    );
    let known = automations.into_iter().flat_map(|all| all.values());
    let known = known.filter_map(|automation| Some((automation, automation.token.as_ref()?)));
    if let Some((automation, (_, digest))) = known
        .filter(|_| !token.is_empty())
        .find(|(_, (known, _))| known == token)
    {
        if *digest == request {
            return Ok((automation.id.clone(), Vec::new()));
        }
        return Err(WireError::new(
            "IdempotentParameterMismatch",
            "The client token was already used with other parameters.",
        ));
    }
    let number = automations
        .and_then(|all| all.keys().next_back())
        .map_or(1, |last| last + 1);
    let (account, region) = (call.scope.account.as_str(), call.scope.region.as_str());
    let id = derive::uuid(&[
        "automation",
        account,
        region,
        &number.to_string(),
        &call.now.to_string(),
    ]);
    let parameters = [("Operation".to_owned(), vec!["Install".to_owned()])]
        .into_iter()
        .collect();
    let sends = call
        .now
        .saturating_add(sends_after(definition.name()))
        .unwrap_or(call.now);
    let command = Request {
        definition: patching,
        parameters,
        nodes: vec![node],
    }
    .command(call, world, sends, Some(id.clone()));
    let version = text(&call.input, "DocumentVersion");
    let automation = Automation {
        id: id.clone(),
        number,
        started: call.now,
        document: definition.name().to_owned(),
        version: if version.is_empty() || version.starts_with('$') {
            "1"
        } else {
            version
        }
        .to_owned(),
        parameters: given,
        by: call.caller.arn.clone(),
        command: command.id.clone(),
        token: (!token.is_empty()).then(|| (token.to_owned(), request)),
        stopped: None,
    };
    let documents = vec![
        Document::of(Kind::Command, &call.scope, &command.id, &command),
        Document::of(Kind::Automation, &call.scope, &id, &automation),
    ];
    Ok((id, documents))
}

fn named(
    call: &Call<'_>,
    world: &crate::sandbox::world::World,
) -> Result<Arc<Automation>, WireError> {
    let id = text(&call.input, "AutomationExecutionId");
    let missing = || {
        WireError::new(
            "AutomationExecutionNotFoundException",
            format!("Automation execution {id} was not found."),
        )
    };
    let all = world.automations(&call.scope).ok_or_else(missing)?;
    all.values()
        .find(|automation| automation.id == id)
        .cloned()
        .ok_or_else(missing)
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
    set("Mode", json!("Auto"));
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
    let written = definition
        .map(|definition| &definition.value["mainSteps"])
        .and_then(Value::as_array);
    let written =
        written.and_then(|steps| steps.iter().find(|one| one["name"] == json!(step.name)));
    let mut value = json!({
        "StepName": step.name,
        "Action": step.action,
        "OnFailure": written.and_then(|one| one["onFailure"].as_str()).unwrap_or("Abort"),
        "MaxAttempts": 1,
        "StepStatus": status.filter(|_| *ended <= now).unwrap_or(if begun { "InProgress" } else { "Pending" }),
        "StepExecutionId": derive::uuid(&["step", &automation.id, &step.name]),
        "IsCritical": written.and_then(|one| one["isCritical"].as_bool()).unwrap_or(false),
    });
    if begun {
        value["ExecutionStartTime"] = json!(Epoch(*began));
    }
    if begun && *ended <= now {
        value["ExecutionEndTime"] = json!(Epoch(*ended));
        value["ResponseCode"] = json!(if *status == Some("Success") { "0" } else { "1" });
        if *status != Some("Success") {
            value["FailureMessage"] = json!(format!(
                "Step {} ended as {}.",
                step.name,
                status.unwrap_or_default()
            ));
        }
    }
    if step.action == "aws:runCommand" {
        value["Inputs"] = json!({"DocumentName": "\"AWS-RunPatchBaseline\"", "Parameters": "{\"Operation\":\"Install\"}"});
        if begun {
            value["Outputs"] = json!({"CommandId": [automation.command]});
        }
    }
    value
}

pub(super) fn describe_automation_executions(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    let world = &call.snapshot.world;
    let all = world
        .automations(&call.scope)
        .into_iter()
        .flat_map(|all| all.values().rev());
    let mut found = Vec::new();
    for automation in all {
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
    let row = |(automation, course): &(&Arc<Automation>, Course)| {
        let mut output = common(automation, course, call.now);
        output.insert("AutomationType".to_owned(), json!("Local"));
        Value::Object(output)
    };
    answer(
        "AutomationExecutionMetadataList",
        &page.iter().map(row).collect::<Vec<Value>>(),
        next_token,
    )
}

fn check(filter: &Value) -> Result<(), WireError> {
    let (key, values) = (text(filter, "Key"), texts(filter, "Values"));
    let invalid = |value: &str| {
        WireError::new(
            "InvalidFilterValue",
            format!("The value {value} of the filter {key} is not valid."),
        )
    };
    match key {
        "StartTimeBefore" | "StartTimeAfter" => match values
            .iter()
            .find(|value| value.parse::<Timestamp>().is_err())
        {
            Some(value) => Err(invalid(value)),
            None => Ok(()),
        },
        "DocumentNamePrefix" | "ExecutionStatus" | "ExecutionId" | "CurrentAction"
        | "AutomationType" => Ok(()),
        key => Err(WireError::new(
            "InvalidFilterKey",
            format!("The patchctl sandbox does not implement the filter {key}."),
        )),
    }
}

fn passes(call: &Call<'_>, automation: &Automation, course: &Course) -> Result<bool, WireError> {
    for filter in items(&call.input, "Filters") {
        check(filter)?;
        let time = |value: &str| value.parse::<Timestamp>().unwrap_or_default();
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
    call.change(|world| {
        let automation = named(call, world)?;
        if world.course(&call.scope, &automation).ended <= call.now {
            let message = format!("Automation execution {} has already ended.", automation.id);
            return Err(WireError::new(
                "InvalidAutomationStatusUpdateException",
                message,
            ));
        }
        let commands = world
            .commands(&call.scope)
            .into_iter()
            .flat_map(|all| all.values());
        let command = commands
            .into_iter()
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
        Ok(((), documents))
    })?;
    write(&json!({}))
}
