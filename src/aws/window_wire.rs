//! Maintenance windows between the wire and the domain.

use std::collections::BTreeMap;

use aws_sdk_ssm::operation::get_maintenance_window::GetMaintenanceWindowOutput;
use aws_sdk_ssm::operation::get_maintenance_window_task::GetMaintenanceWindowTaskOutput;
use aws_sdk_ssm::types::{
    MaintenanceWindowIdentity, MaintenanceWindowRunCommandParameters, MaintenanceWindowTarget,
    MaintenanceWindowTask, MaintenanceWindowTaskType, ScheduledWindowExecution, Target,
};
use jiff::Timestamp;

use super::convert::{filled, parameters, text, wire_parameters, written_timestamp};
use crate::domain::run::command::Parameters;
use crate::domain::run::documents;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place::{self, OutputPlace};
use crate::domain::window::targets::Condition;
use crate::domain::window::{Definition, Listed, OtherTask, ScheduledRun, TargetSet, Task, Window};

/// A task as it is there, with everything that no document describes.
#[derive(Debug)]
pub struct StoredTask {
    pub(super) raw: GetMaintenanceWindowTaskOutput,
    /// What a document says of it, or why none can.
    pub task: Result<Task, String>,
    /// The registered targets that it runs on, by id.
    pub targets: Vec<String>,
}

impl StoredTask {
    pub(super) fn new(raw: GetMaintenanceWindowTaskOutput) -> Self {
        Self {
            task: task(&raw),
            targets: runs_on(&raw),
            raw,
        }
    }
}

/// What a window is made of, beside itself.
pub(super) struct Parts<'a> {
    pub(super) next: Option<Timestamp>,
    pub(super) created: Option<Timestamp>,
    pub(super) modified: Option<Timestamp>,
    pub(super) targets: &'a [MaintenanceWindowTarget],
    pub(super) tasks: &'a [MaintenanceWindowTask],
    /// Those that may be ours, in full.
    pub(super) stored: &'a [StoredTask],
    pub(super) tags: Option<BTreeMap<String, String>>,
}

/// A row without an id cannot be spoken of.
pub(super) fn listed(identity: &MaintenanceWindowIdentity) -> Option<Listed> {
    Some(Listed {
        // Enabled, duration and cutoff are always in AWS's samples; the rest may be absent.
        id: filled(identity.window_id())?,
        name: text(identity.name()),
        description: filled(identity.description()),
        enabled: identity.enabled(),
        schedule: text(identity.schedule()),
        timezone: filled(identity.schedule_timezone()),
        offset: identity.schedule_offset(),
        duration: identity.duration(),
        cutoff: identity.cutoff(),
        next: identity.next_execution_time().and_then(written_timestamp),
    })
}

/// A time without a window, or that cannot be read, is none.
pub(super) fn run(run: &ScheduledWindowExecution) -> Option<ScheduledRun> {
    Some(ScheduledRun {
        window: filled(run.window_id())?,
        name: text(run.name()),
        at: run.execution_time().and_then(written_timestamp)?,
    })
}

/// Whether a task may be one that a document describes.
pub(super) fn may_be_ours(task: &MaintenanceWindowTask) -> bool {
    task.r#type() == Some(&MaintenanceWindowTaskType::RunCommand)
        && task.task_arn().is_some_and(Task::is_document)
}

pub(super) fn window(id: &str, found: &GetMaintenanceWindowOutput, parts: Parts<'_>) -> Window {
    let mut definition = definition(found);
    // One registration that is out of the common makes all of them so: a document names them all.
    let (sets, odd_targets) = match target_sets(parts.targets) {
        Ok(sets) => (sets, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let ids = sets.iter().map(|(id, _)| id.clone()).collect();
    let mut sets: Vec<TargetSet> = sets.into_iter().map(|(_, set)| set).collect();

    // Exactly one task that patches, and that a document can describe, is ours.
    let ours = match parts.stored {
        [one] => one.task.as_ref().ok().map(|task| (one, task)),
        _ => None,
    };
    let target_ids: Vec<String> = ids;
    if let Some((stored, task)) = ours {
        for (set, id) in sets.iter_mut().zip(&target_ids) {
            set.task = stored.targets.contains(id);
        }
        definition.task = Some(task.clone());
    }
    definition.targets = odd_targets.is_none().then_some(sets);

    let task_id = ours.and_then(|(stored, _)| filled(stored.raw.window_task_id()));
    Window {
        id: id.to_owned(),
        others: others(&parts, task_id.as_deref()),
        kept: ours.map_or_else(Vec::new, |(stored, _)| kept(&stored.raw)),
        definition,
        target_ids,
        task_id,
        odd_targets,
        tags: parts.tags,
        next: parts.next,
        created: parts.created,
        modified: parts.modified,
    }
}

fn definition(found: &GetMaintenanceWindowOutput) -> Definition {
    let number = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());

    // What AWS leaves out and what it has as an empty text are both nothing.
    Definition {
        name: text(found.name()),
        description: filled(found.description()),
        schedule: text(found.schedule()),
        timezone: filled(found.schedule_timezone()),
        offset: number(found.schedule_offset()),
        start_date: filled(found.start_date()),
        end_date: filled(found.end_date()),
        duration: number(found.duration()).unwrap_or_default(),
        cutoff: number(Some(found.cutoff())).unwrap_or_default(),
        enabled: found.enabled(),
        allow_unassociated_targets: found.allow_unassociated_targets(),
        targets: None,
        task: None,
    }
}

/// The registrations with their ids.
///
/// # Errors
/// A sentence, when one of them is none that a document can describe.
pub(super) fn target_sets(
    targets: &[MaintenanceWindowTarget],
) -> Result<Vec<(String, TargetSet)>, String> {
    // The text of a description may be empty where there is none (samples of the AWS CLI reference).
    let sets = targets.iter().map(|target| {
        let conditions: Vec<Condition> = target.targets().iter().map(condition).collect();
        let set = TargetSet {
            name: filled(target.name()),
            description: filled(target.description()),
            owner: filled(target.owner_information()),
            ..TargetSet::of(&conditions)?
        };
        Ok((text(target.window_target_id()), set))
    });
    sets.collect()
}

fn condition(target: &Target) -> Condition {
    (text(target.key()), target.values().to_vec())
}

/// The conditions of a registration, for the wire.
pub(super) fn wire_targets(set: &TargetSet) -> Vec<Target> {
    let conditions = set.conditions().into_iter();
    conditions
        .map(|(key, values)| wire_target(&key, values))
        .collect()
}

/// On what a task runs, for the wire.
pub(super) fn wire_task_targets(registered: Vec<String>, nodes: &[String]) -> Vec<Target> {
    let lists = [
        ("WindowTargetIds", registered),
        ("InstanceIds", nodes.to_vec()),
    ];
    let lists = lists.into_iter().filter(|(_, values)| !values.is_empty());
    lists
        .map(|(key, values)| wire_target(key, values))
        .collect()
}

fn wire_target(key: &str, values: Vec<String>) -> Target {
    let target = Target::builder().key(key);
    target.set_values(Some(values)).build()
}

/// The values of one key in the targets of a task.
fn values_of(raw: &GetMaintenanceWindowTaskOutput, key: &str) -> Vec<String> {
    let targets = raw.targets().iter();
    let of_key = targets.filter(|target| target.key() == Some(key));
    of_key.flat_map(|target| target.values().to_vec()).collect()
}

/// The registered targets that a task runs on.
fn runs_on(raw: &GetMaintenanceWindowTaskOutput) -> Vec<String> {
    values_of(raw, "WindowTargetIds")
}

/// What a document says of a task.
///
/// # Errors
/// A sentence, when it has something that no document can say.
fn task(raw: &GetMaintenanceWindowTaskOutput) -> Result<Task, String> {
    let empty = MaintenanceWindowRunCommandParameters::builder().build();
    let invocation = raw.task_invocation_parameters();
    let command = invocation.and_then(|part| part.run_command());
    // Where both are given the newer ones count (SSM API reference, RegisterTaskWithMaintenanceWindow).
    if command.is_none() && raw.task_parameters().is_some_and(|old| !old.is_empty()) {
        return Err("its task has the deprecated TaskParameters".to_owned());
    }
    let command = command.unwrap_or(&empty);

    // The operation is among the parameters, and stands in until they are read.
    let mut task = Task::new(
        Operation::Scan,
        text(raw.max_concurrency()),
        text(raw.max_errors()),
    );
    task.document = text(raw.task_arn());
    task.read_parameters(parameters(command.parameters()))?;
    task.document_version = filled(command.document_version());
    task.nodes = values_of(raw, "InstanceIds");
    task.priority = u32::try_from(raw.priority()).unwrap_or_default();
    task.cutoff_behavior = raw.cutoff_behavior().map(|word| word.as_str().to_owned());
    task.service_role_arn = filled(raw.service_role_arn()).filter(|role| !is_of_service(role));
    task.output_s3 = command.output_s3_bucket_name().map(|bucket| {
        let prefix = text(command.output_s3_key_prefix());
        match prefix.as_str() {
            "" => format!("s3://{bucket}"),
            prefix => output_place::kept(&format!("s3://{bucket}/{prefix}")),
        }
    });
    task.comment = filled(command.comment());
    task.timeout_seconds = command
        .timeout_seconds()
        .and_then(|seconds| u32::try_from(seconds).ok());
    task.name = filled(raw.name());
    task.description = filled(raw.description());
    Ok(task)
}

/// The role that the service takes when none is given, and that its answers show then (samples of
/// the AWS CLI reference).
fn is_of_service(role: &str) -> bool {
    role.ends_with(":role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM")
}

/// The names of what a task has that no document says.
fn kept(raw: &GetMaintenanceWindowTaskOutput) -> Vec<String> {
    let invocation = raw.task_invocation_parameters();
    let command = invocation.and_then(|part| part.run_command());

    // By AWS's own names, under which somebody finds them in the console.
    let has = [
        ("AlarmConfiguration", raw.alarm_configuration().is_some()),
        ("LoggingInfo", raw.logging_info().is_some()),
        (
            "CloudWatchOutputConfig",
            command.is_some_and(|it| it.cloud_watch_output_config().is_some()),
        ),
        (
            "DocumentHash",
            command.is_some_and(|it| it.document_hash().is_some()),
        ),
        (
            "NotificationConfig",
            command.is_some_and(|it| it.notification_config().is_some()),
        ),
        (
            "the ServiceRoleArn of its notifications",
            command.is_some_and(|it| it.service_role_arn().is_some()),
        ),
    ];
    let has = has.into_iter().filter(|(_, there)| *there);
    has.map(|(name, _)| name.to_owned()).collect()
}

/// Everything that a command of a task is sent with: what a document says, over what is there.
pub(super) fn command(
    task: &Task,
    there: Option<&MaintenanceWindowRunCommandParameters>,
) -> MaintenanceWindowRunCommandParameters {
    let empty = MaintenanceWindowRunCommandParameters::builder().build();
    let mut command = there.unwrap_or(&empty).clone();
    let place = task.output_s3.as_ref();
    let place = place.and_then(|text| text.parse::<OutputPlace>().ok());

    // What no field of a document is for stays as it is there.
    command.comment.clone_from(&task.comment);
    command.document_version.clone_from(&task.document_version);
    command.output_s3_bucket_name = place.as_ref().map(|place| place.bucket.clone());
    command.output_s3_key_prefix = place
        .map(|place| place.prefix)
        .filter(|prefix| !prefix.is_empty());
    command.parameters = Some(wire_parameters(&task.parameters()));
    command.timeout_seconds = task
        .timeout_seconds
        .and_then(|seconds| i32::try_from(seconds).ok());
    command
}

/// The tasks that no document describes.
fn others(parts: &Parts<'_>, ours: Option<&str>) -> Vec<OtherTask> {
    // Two that patch are none that one document could mean.
    let patching = parts.stored.len();
    let all = parts
        .tasks
        .iter()
        .filter(|task| task.window_task_id() != ours);

    all.map(|task| {
        let runs = text(task.task_arn());
        let id = text(task.window_task_id());
        let mut stored = parts.stored.iter();
        let stored = stored.find(|stored| stored.raw.window_task_id() == Some(&id));
        // What stands in the way of a document is another task that patches.
        let why = match stored {
            Some(_) if patching > 1 => Some(format!("it has {patching} tasks that patch")),
            Some(one) => one.task.as_ref().err().cloned(),
            None if may_be_ours(task) => Some("its task could not be read".to_owned()),
            None if documents::patches(&runs) && ours.is_none() => {
                Some(format!("its task runs {runs}"))
            }
            None => None,
        };
        let (parameters, targets, nodes) = stored.map(read).unwrap_or_default();
        OtherTask {
            id,
            kind: text(task.r#type().map(MaintenanceWindowTaskType::as_str)),
            runs,
            name: filled(task.name()),
            priority: task.priority(),
            why,
            parameters,
            targets,
            nodes,
        }
    })
    .collect()
}

/// What a task sends, on which registrations and nodes.
fn read(stored: &StoredTask) -> (Parameters, Vec<String>, Vec<String>) {
    let invocation = stored.raw.task_invocation_parameters();
    let command = invocation.and_then(|part| part.run_command());
    let sent = command.map(|command| parameters(command.parameters()));
    (
        sent.unwrap_or_default(),
        stored.targets.clone(),
        values_of(&stored.raw, "InstanceIds"),
    )
}
