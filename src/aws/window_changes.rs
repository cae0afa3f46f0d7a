//! Everything that changes maintenance windows. Each function takes the proof that a plan was shown
//! and agreed to.

use std::collections::BTreeMap;

use aws_sdk_ssm::operation::get_maintenance_window_task::GetMaintenanceWindowTaskOutput;
use aws_sdk_ssm::operation::update_maintenance_window::builders::UpdateMaintenanceWindowFluentBuilder;
use aws_sdk_ssm::operation::update_maintenance_window_task::builders::UpdateMaintenanceWindowTaskFluentBuilder;
use aws_sdk_ssm::types::{
    MaintenanceWindowResourceType, MaintenanceWindowRunCommandParameters,
    MaintenanceWindowTaskCutoffBehavior, MaintenanceWindowTaskInvocationParameters,
    MaintenanceWindowTaskType, ResourceTypeForTagging,
};

use super::actions::Action;
use super::convert::filled;
use super::ends::unproven;
use super::limiter::Doubt;
use super::site::Site;
use super::tag_changes::wire_tags;
use super::window_wire::{StoredTask, command, target_sets, wire_targets, wire_task_targets};
use crate::domain::window::{Definition, TargetSet, Task};
use crate::error::Result;
use crate::output::plan::Consented;

impl Site {
    /// Creates a window, without its targets and its task; gives its id. Its retries carry one
    /// client token, so that they create one window.
    pub async fn create_window(
        &self,
        definition: &Definition,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<String> {
        let tags = wire_tags(tags)?;
        let doubt = Doubt::default();

        // It is on from the first moment: the operation has no `Enabled`.
        let call = self
            .ssm(Action::CreateWindow)
            .await
            .create_maintenance_window()
            .name(&definition.name)
            .set_description(definition.description.clone())
            .set_start_date(definition.start_date.clone())
            .set_end_date(definition.end_date.clone())
            .schedule(&definition.schedule)
            .set_schedule_timezone(definition.timezone.clone())
            .set_schedule_offset(whole(definition.offset))
            .set_duration(whole(Some(definition.duration)))
            .set_cutoff(whole(Some(definition.cutoff)))
            .allow_unassociated_targets(definition.allow_unassociated_targets)
            .set_tags((!tags.is_empty()).then_some(tags));
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::CreateWindow, answer);
        let written = written.and_then(|answer| {
            filled(answer.window_id()).ok_or_else(|| unproven(Action::CreateWindow))
        });
        let name = &definition.name;
        let what = format!("a window {name} was created");
        let question = self.question(what, &format!("window show {name}"));
        // None of its name was there before.
        question
            .settle(written, async || self.window_named(name).await)
            .await
    }

    /// Changes the fields of a window that differ. One that becomes absent can only be changed by
    /// sending all of them (`Replace`).
    pub async fn update_window(
        &self,
        id: &str,
        before: &Definition,
        after: &Definition,
        _: &Consented,
    ) -> Result<()> {
        let replace = loses_of_window(before, after);
        let sent = Sent { every: replace };

        let doubt = Doubt::default();
        let call = self
            .ssm(Action::UpdateWindow)
            .await
            .update_maintenance_window()
            .window_id(id)
            .set_name(sent.one(&before.name, &after.name))
            .set_description(sent.maybe(before.description.as_ref(), after.description.as_ref()))
            // Not among what `Replace` takes back, and sent with it all the same.
            .set_enabled(sent.one(&before.enabled, &after.enabled))
            .set_allow_unassociated_targets(sent.one(
                &before.allow_unassociated_targets,
                &after.allow_unassociated_targets,
            ))
            .set_replace(replace.then_some(true));
        let call = with_times(call, &sent, before, after);
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::UpdateWindow, answer);
        let written =
            written.and_then(|answer| echoed(Action::UpdateWindow, id, answer.window_id()));
        let question = self.asked_of(id, "the window was changed");
        question
            .settle(written, async || self.is_window_like(id, after).await)
            .await
    }

    /// Deletes a window with its targets and tasks. One that is already gone is no error.
    pub async fn delete_window(&self, id: &str, _: &Consented) -> Result<()> {
        // The model has no error for a window that is not there.
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::DeleteWindow)
            .await
            .delete_maintenance_window()
            .window_id(id);
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::DeleteWindow, answer);
        let written =
            written.and_then(|answer| echoed(Action::DeleteWindow, id, answer.window_id()));
        let question = self.asked_of(id, "the window was deleted");
        question
            .settle(written, async || {
                let now = self.maintenance_window(id, false).await?;
                Ok(now.is_none().then_some(()))
            })
            .await
    }

    /// Registers a target with a window; gives its id.
    pub async fn register_window_target(
        &self,
        window: &str,
        set: &TargetSet,
        _: &Consented,
    ) -> Result<String> {
        // The type is that of the conditions, and never asked for.
        let kind = if set.is_group() {
            MaintenanceWindowResourceType::ResourceGroup
        } else {
            MaintenanceWindowResourceType::Instance
        };
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::RegisterWindowTarget)
            .await
            .register_target_with_maintenance_window()
            .window_id(window)
            .resource_type(kind)
            .set_targets(Some(wire_targets(set)))
            .set_name(set.name.clone())
            .set_description(set.description.clone())
            .set_owner_information(set.owner.clone());
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::RegisterWindowTarget, answer);
        let written = written.and_then(|answer| {
            filled(answer.window_target_id()).ok_or_else(|| unproven(Action::RegisterWindowTarget))
        });
        let question = self.asked_of(window, "the target was registered");
        question
            .settle(written, async || self.target_like(window, set).await)
            .await
    }

    /// The id of a window of this name.
    async fn window_named(&self, name: &str) -> Result<Option<String>> {
        let all = self.maintenance_windows().await?.into_iter();
        let mut found = all.filter(|window| window.name == name);
        Ok(found.next().map(|window| window.id))
    }

    /// Something when a window is as it is wanted.
    async fn is_window_like(&self, id: &str, after: &Definition) -> Result<Option<()>> {
        // Its targets and its task are no part of the question.
        let now = self.maintenance_window(id, false).await?;
        let done = now.is_some_and(|now| now.definition.own_changes(after).is_empty());
        Ok(done.then_some(()))
    }

    /// The id of a target that is as this one.
    async fn target_like(&self, window: &str, set: &TargetSet) -> Result<Option<String>> {
        let targets = self.targets_of(window).await?;
        let mut sets = target_sets(&targets).unwrap_or_default().into_iter();
        let found = sets.find(|(_, there)| there.is_same(set));
        Ok(found.map(|(id, _)| id))
    }

    /// Makes a registered target as it is wanted.
    pub async fn update_window_target(
        &self,
        window: &str,
        id: &str,
        (before, after): (&TargetSet, &TargetSet),
        _: &Consented,
    ) -> Result<()> {
        let replace = loses_of_target(before, after);
        let sent = Sent { every: replace };
        let targets = sent.one(&before.conditions(), &after.conditions());

        let doubt = Doubt::default();
        let call = self
            .ssm(Action::UpdateWindowTarget)
            .await
            .update_maintenance_window_target()
            .window_id(window)
            .window_target_id(id)
            .set_targets(targets.map(|_| wire_targets(after)))
            .set_name(sent.maybe(before.name.as_ref(), after.name.as_ref()))
            .set_description(sent.maybe(before.description.as_ref(), after.description.as_ref()))
            .set_owner_information(sent.maybe(before.owner.as_ref(), after.owner.as_ref()))
            .set_replace(replace.then_some(true));
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::UpdateWindowTarget, answer);
        let written = written
            .and_then(|answer| echoed(Action::UpdateWindowTarget, id, answer.window_target_id()));
        let question = self.asked_of(window, "the target was changed");
        question
            .settle(written, async || {
                let found = self.target_like(window, after).await?;
                Ok((found.as_deref() == Some(id)).then_some(()))
            })
            .await
    }

    /// Takes a target from a window; AWS refuses it while a task names it.
    pub async fn deregister_window_target(
        &self,
        window: &str,
        id: &str,
        _: &Consented,
    ) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::DeregisterWindowTarget)
            .await
            .deregister_target_from_maintenance_window()
            .window_id(window)
            .window_target_id(id)
            // A task of somebody else may run on it; without this it would lose it unseen.
            .safe(true);
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::DeregisterWindowTarget, answer);
        let written = written.and_then(|answer| {
            echoed(
                Action::DeregisterWindowTarget,
                id,
                answer.window_target_id(),
            )
        });
        let question = self.asked_of(window, "the target was taken away");
        question
            .settle(written, async || {
                let targets = self.targets_of(window).await?;
                let mut ids = targets.iter().map(|target| target.window_target_id());
                Ok((!ids.any(|found| found == Some(id))).then_some(()))
            })
            .await
    }

    /// Registers a task that patches with a window; gives its id.
    pub async fn register_window_task(
        &self,
        window: &str,
        task: &Task,
        targets: Vec<String>,
        _: &Consented,
    ) -> Result<String> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::RegisterWindowTask)
            .await
            .register_task_with_maintenance_window()
            .window_id(window)
            // Both amounts are required with targets (SSM API, RegisterTaskWithMaintenanceWindow).
            .task_type(MaintenanceWindowTaskType::RunCommand)
            .task_arn(&task.document)
            .set_targets(Some(wire_task_targets(targets, &task.nodes)))
            .task_invocation_parameters(of_command(command(task, None)))
            .set_priority(whole(Some(task.priority)))
            .max_concurrency(&task.max_concurrency)
            .max_errors(&task.max_errors)
            .set_service_role_arn(task.service_role_arn.clone())
            .set_cutoff_behavior(behavior(task))
            .set_name(task.name.clone())
            .set_description(task.description.clone());
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::RegisterWindowTask, answer);
        let written = written.and_then(|answer| {
            filled(answer.window_task_id()).ok_or_else(|| unproven(Action::RegisterWindowTask))
        });
        let question = self.asked_of(window, "the task was registered");
        question
            .settle(written, async || self.task_like(window, task).await)
            .await
    }

    /// The id of a task that is as this one.
    async fn task_like(&self, window: &str, task: &Task) -> Result<Option<String>> {
        let now = self.maintenance_window(window, false).await?;
        let now = now.filter(|now| now.definition.task.as_ref() == Some(task));
        Ok(now.and_then(|now| now.task_id))
    }

    /// Makes a task as it is wanted. What no document says of it is sent again as it is: the
    /// invocation parameters are replaced as a whole, and with `Replace` everything is (SSM API
    /// reference, UpdateMaintenanceWindowTask).
    pub async fn update_window_task(
        &self,
        window: &str,
        (there, before): (&StoredTask, &Task),
        after: &Task,
        targets: Option<Vec<String>>,
        _: &Consented,
    ) -> Result<()> {
        let raw = &there.raw;
        let id = raw.window_task_id().unwrap_or_default();
        let replace = loses_of_task(before, after);
        let sent = Sent { every: replace };
        // The targets are one list, which nodes by id are a part of.
        let again = replace || before.nodes != after.nodes;
        let targets = targets.or_else(|| again.then(|| there.targets.clone()));
        let part = raw.task_invocation_parameters();
        let part = part.and_then(|part| part.run_command());
        let new_part = command(after, part);
        let new_part = (replace || part != Some(&new_part)).then_some(new_part);

        let doubt = Doubt::default();
        let call = self
            .ssm(Action::UpdateWindowTask)
            .await
            .update_maintenance_window_task()
            .window_id(window)
            .window_task_id(id)
            .set_targets(targets.map(|targets| wire_task_targets(targets, &after.nodes)))
            .set_task_invocation_parameters(new_part.map(of_command));
        let call = with_pace(call, &sent, before, after);
        let call = with_the_rest(call, raw, replace);
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::UpdateWindowTask, answer);
        let written = written
            .and_then(|answer| echoed(Action::UpdateWindowTask, id, answer.window_task_id()));
        let question = self.asked_of(window, "the task was changed");
        question
            .settle(written, async || {
                let now = self.window_task(window, id).await?;
                Ok((now.task.as_ref() == Ok(after)).then_some(()))
            })
            .await
    }

    /// Sets tags of a window.
    pub async fn tag_window(
        &self,
        id: &str,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<()> {
        self.add_tags(ResourceTypeForTagging::MaintenanceWindow, id, tags)
            .await
    }

    /// Removes tags of a window.
    pub async fn untag_window(&self, id: &str, keys: &[String], _: &Consented) -> Result<()> {
        self.remove_tags(ResourceTypeForTagging::MaintenanceWindow, id, keys)
            .await
    }

    fn asked_of(&self, window: &str, what: &str) -> super::ends::Question {
        let what = format!("{what} ({window})");
        self.question(what, &format!("window show {window}"))
    }
}

/// When a window is open.
fn with_times(
    call: UpdateMaintenanceWindowFluentBuilder,
    sent: &Sent,
    before: &Definition,
    after: &Definition,
) -> UpdateMaintenanceWindowFluentBuilder {
    // An absent field is one that stays; what is to go needs `Replace`.
    call.set_start_date(sent.maybe(before.start_date.as_ref(), after.start_date.as_ref()))
        .set_end_date(sent.maybe(before.end_date.as_ref(), after.end_date.as_ref()))
        .set_schedule(sent.one(&before.schedule, &after.schedule))
        .set_schedule_timezone(sent.maybe(before.timezone.as_ref(), after.timezone.as_ref()))
        .set_schedule_offset(whole(
            sent.maybe(before.offset.as_ref(), after.offset.as_ref()),
        ))
        .set_duration(whole(sent.one(&before.duration, &after.duration)))
        .set_cutoff(whole(sent.one(&before.cutoff, &after.cutoff)))
}

/// Whether a window loses a field: the API takes nothing back but by sending all (`Replace`).
fn loses_of_window(before: &Definition, after: &Definition) -> bool {
    let texts = [
        (&before.description, &after.description),
        (&before.timezone, &after.timezone),
        (&before.start_date, &after.start_date),
        (&before.end_date, &after.end_date),
    ];
    loses(&texts) || (before.offset.is_some() && after.offset.is_none())
}

/// The same of a target.
fn loses_of_target(before: &TargetSet, after: &TargetSet) -> bool {
    loses(&[
        (&before.name, &after.name),
        (&before.description, &after.description),
        (&before.owner, &after.owner),
    ])
}

/// The same of a task.
fn loses_of_task(before: &Task, after: &Task) -> bool {
    loses(&[
        (&before.service_role_arn, &after.service_role_arn),
        (&before.cutoff_behavior, &after.cutoff_behavior),
        (&before.name, &after.name),
        (&before.description, &after.description),
    ])
}

/// How a task goes about its nodes, and what it is called.
fn with_pace(
    call: UpdateMaintenanceWindowTaskFluentBuilder,
    sent: &Sent,
    before: &Task,
    after: &Task,
) -> UpdateMaintenanceWindowTaskFluentBuilder {
    // The role of the service itself is never sent: it is what AWS takes without one.
    let cutoff = sent.maybe(
        before.cutoff_behavior.as_ref(),
        after.cutoff_behavior.as_ref(),
    );
    let role = sent.maybe(
        before.service_role_arn.as_ref(),
        after.service_role_arn.as_ref(),
    );

    call.set_task_arn(sent.one(&before.document, &after.document))
        .set_priority(whole(sent.one(&before.priority, &after.priority)))
        .set_max_concurrency(sent.one(&before.max_concurrency, &after.max_concurrency))
        .set_max_errors(sent.one(&before.max_errors, &after.max_errors))
        .set_service_role_arn(role)
        .set_cutoff_behavior(cutoff.and_then(|_| behavior(after)))
        .set_name(sent.maybe(before.name.as_ref(), after.name.as_ref()))
        .set_description(sent.maybe(before.description.as_ref(), after.description.as_ref()))
}

/// What no document says of a task and its command, to be sent again where all of it is.
fn with_the_rest(
    call: UpdateMaintenanceWindowTaskFluentBuilder,
    raw: &GetMaintenanceWindowTaskOutput,
    every: bool,
) -> UpdateMaintenanceWindowTaskFluentBuilder {
    call.set_logging_info(raw.logging_info.clone().filter(|_| every))
        .set_alarm_configuration(raw.alarm_configuration.clone().filter(|_| every))
        .set_task_parameters(raw.task_parameters.clone().filter(|_| every))
        .set_replace(every.then_some(true))
}

/// Which fields an update sends: those that differ, or every one.
struct Sent {
    every: bool,
}

impl Sent {
    fn one<T: Clone + PartialEq>(&self, before: &T, after: &T) -> Option<T> {
        (self.every || before != after).then(|| after.clone())
    }

    fn maybe<T: Clone + PartialEq>(&self, before: Option<&T>, after: Option<&T>) -> Option<T> {
        (self.every || before != after)
            .then(|| after.cloned())
            .flatten()
    }
}

/// Whether any of the texts is there before and not after.
fn loses(pairs: &[(&Option<String>, &Option<String>)]) -> bool {
    let mut pairs = pairs.iter();
    pairs.any(|(before, after)| before.is_some() && after.is_none())
}

fn of_command(
    command: MaintenanceWindowRunCommandParameters,
) -> MaintenanceWindowTaskInvocationParameters {
    let parameters = MaintenanceWindowTaskInvocationParameters::builder();
    parameters.run_command(command).build()
}

fn whole(number: Option<u32>) -> Option<i32> {
    number.and_then(|number| i32::try_from(number).ok())
}

fn behavior(task: &Task) -> Option<MaintenanceWindowTaskCutoffBehavior> {
    let word = task.cutoff_behavior.as_deref();
    word.map(MaintenanceWindowTaskCutoffBehavior::from)
}

/// Whether the answer to a change is about what was meant.
fn echoed(action: Action, asked: &str, told: Option<&str>) -> Result<()> {
    if told == Some(asked) {
        Ok(())
    } else {
        Err(unproven(action))
    }
}
