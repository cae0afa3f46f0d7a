//! Maintenance windows, as they are read.

use std::collections::BTreeSet;

use aws_sdk_ssm::types::{
    MaintenanceWindowResourceType, MaintenanceWindowTarget, MaintenanceWindowTask,
    PatchOrchestratorFilter, ResourceTypeForTagging, Target,
};
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;

use super::actions::Action;
use super::convert::{timestamp, written_timestamp};
use super::pages::Tokens;
use super::site::{CALLS_AT_ONCE, Site};
use super::window_wire::{self, Parts, StoredTask};
use super::{fault, pages};
use crate::domain::fleet::selection::{Selection, TagCondition};
use crate::domain::window::{Listed, ScheduledRun, TargetSet, Window};
use crate::error::Result;

/// The largest page of the lists of windows, targets and tasks (SSM API: 10 to 100).
const PAGE: i32 = 100;

/// Of which windows the times are asked for.
#[derive(Clone, Debug, Default)]
pub struct RunsAsked {
    /// Of this window; of every one without it.
    pub window: Option<String>,
    /// Of those that are for this node.
    pub node: Option<String>,
    /// Only later ones.
    pub after: Option<Timestamp>,
    /// Only earlier ones.
    pub before: Option<Timestamp>,
    /// At most so many.
    pub most: usize,
}

impl Site {
    /// The windows of a scope, sorted by name and id.
    pub async fn maintenance_windows(&self) -> Result<Vec<Listed>> {
        let mut all = pages::all(Action::Windows, |token| self.list_windows_page(token)).await?;
        all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(all)
    }

    async fn list_windows_page(
        &self,
        token: Option<String>,
    ) -> Result<(Vec<Listed>, Option<String>)> {
        let call = self
            .ssm(Action::Windows)
            .await
            .describe_maintenance_windows();
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Windows))?;

        let windows = answer.window_identities().iter().map(window_wire::listed);
        Ok((fault::named(Action::Windows, windows)?, answer.next_token))
    }

    /// A window with its targets and tasks, and its tags where they are asked for; `None` when there
    /// is none.
    pub async fn maintenance_window(&self, id: &str, tagged: bool) -> Result<Option<Window>> {
        let call = self
            .ssm(Action::Window)
            .await
            .get_maintenance_window()
            .window_id(id);
        let window = match call.send().await.map_err(fault::of(Action::Window)) {
            Err(error) if is_gone(&error) => return Ok(None),
            other => other?,
        };

        let (targets, tasks) = futures::try_join!(self.targets_of(id), self.tasks_of(id))?;
        // Only of what may be ours the whole is asked for: a call for each, and the lists lack the
        // parameters.
        let ours = tasks.iter().filter(|task| window_wire::may_be_ours(task));
        let stored: Vec<StoredTask> = stream::iter(ours)
            .map(|task| self.window_task(id, task.window_task_id().unwrap_or_default()))
            .buffered(CALLS_AT_ONCE)
            .try_collect()
            .await?;
        let tags = if tagged {
            let kind = ResourceTypeForTagging::MaintenanceWindow;
            Some(self.resource_tags(kind, id).await?)
        } else {
            None
        };

        // Times are texts here, in several spellings, and dates are numbers.
        let parts = Parts {
            next: window.next_execution_time().and_then(written_timestamp),
            created: window.created_date().and_then(timestamp),
            modified: window.modified_date().and_then(timestamp),
            targets: &targets,
            tasks: &tasks,
            stored: &stored,
            tags,
        };
        Ok(Some(window_wire::window(id, &window, parts)))
    }

    /// The registered targets of a window.
    pub(super) async fn targets_of(&self, window: &str) -> Result<Vec<MaintenanceWindowTarget>> {
        pages::all(Action::WindowTargets, |token| async move {
            let call = self.ssm(Action::WindowTargets).await;
            let call = call.describe_maintenance_window_targets().window_id(window);
            let answer = call.max_results(PAGE).set_next_token(token).send().await;
            let answer = answer.map_err(fault::of(Action::WindowTargets))?;
            Ok((answer.targets.unwrap_or_default(), answer.next_token))
        })
        .await
    }

    async fn tasks_of(&self, window: &str) -> Result<Vec<MaintenanceWindowTask>> {
        pages::all(Action::WindowTasks, |token| async move {
            let call = self.ssm(Action::WindowTasks).await;
            let call = call.describe_maintenance_window_tasks().window_id(window);
            let answer = call.max_results(PAGE).set_next_token(token).send().await;
            let answer = answer.map_err(fault::of(Action::WindowTasks))?;
            Ok((answer.tasks.unwrap_or_default(), answer.next_token))
        })
        .await
    }

    /// One task in full.
    pub async fn window_task(&self, window: &str, task: &str) -> Result<StoredTask> {
        let call = self
            .ssm(Action::WindowTask)
            .await
            .get_maintenance_window_task();
        let answer = call.window_id(window).window_task_id(task).send().await;
        let raw = answer.map_err(fault::of(Action::WindowTask))?;
        Ok(StoredTask::new(raw))
    }

    /// How many nodes registrations mean, with others that are named.
    pub async fn window_nodes(&self, sets: &[&TargetSet], others: &[String]) -> Result<usize> {
        // A node of two registrations is one node.
        let mut nodes: BTreeSet<String> = others.iter().cloned().collect();

        for set in sets {
            nodes.extend(set.nodes.iter().cloned());
            if let Some(group) = &set.resource_group {
                let members = self.resource_group(group).await?.unwrap_or_default();
                nodes.extend(members.iter().map(ToString::to_string));
            }
            for selection in selections(set) {
                let found = self.nodes(&selection).await?.nodes;
                nodes.extend(found.iter().map(|node| node.id.to_string()));
            }
        }
        Ok(nodes.len())
    }

    /// When windows open, the nearest time first, as AWS reckons it.
    pub async fn window_runs(&self, asked: &RunsAsked) -> Result<Vec<ScheduledRun>> {
        let (mut found, mut tokens, mut token) = (Vec::new(), Tokens::default(), None);

        // A window that opens every five minutes has more times than anybody wants to read.
        while found.len() < asked.most {
            let (page, next) = self.runs_page(asked, token).await?;
            token = tokens.next(Action::WindowSchedule, &page, next)?;
            found.extend(page);
            if token.is_none() {
                break;
            }
        }
        found.sort_by(|a: &ScheduledRun, b| {
            (a.at, &a.name, &a.window).cmp(&(b.at, &b.name, &b.window))
        });
        found.truncate(asked.most);
        Ok(found)
    }

    async fn runs_page(
        &self,
        asked: &RunsAsked,
        token: Option<String>,
    ) -> Result<(Vec<ScheduledRun>, Option<String>)> {
        let filters = bounds(asked);

        // Targets come with their type, and a window is asked for without either.
        let target = asked.node.as_ref().map(|node| {
            let target = Target::builder().key("InstanceIds");
            target.values(node).build()
        });

        let call = self
            .ssm(Action::WindowSchedule)
            .await
            .describe_maintenance_window_schedule()
            .set_window_id(asked.window.clone())
            .set_resource_type(
                target
                    .as_ref()
                    .map(|_| MaintenanceWindowResourceType::Instance),
            )
            .set_targets(target.map(|target| vec![target]))
            .set_filters((!filters.is_empty()).then_some(filters));
        let most = i32::try_from(asked.most).unwrap_or(i32::MAX);
        let answer = call.max_results(most).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::WindowSchedule))?;

        let runs = answer.scheduled_window_executions().iter();
        let runs = fault::named(Action::WindowSchedule, runs.map(window_wire::run))?;
        Ok((runs, answer.next_token))
    }
}

/// The moments between which runs are asked for.
fn bounds(asked: &RunsAsked) -> Vec<PatchOrchestratorFilter> {
    // Both bounds are filters, each with one time (AWS CLI reference).
    let filters = [
        ("ScheduledAfter", asked.after),
        ("ScheduledBefore", asked.before),
    ];
    let filters = filters.into_iter().filter_map(|(key, at)| {
        let filter = PatchOrchestratorFilter::builder().key(key);
        Some(filter.values(at?.to_string()).build())
    });
    filters.collect()
}

/// The nodes that the tags of a registration mean: every tag has to be there, and of the keys one.
fn selections(set: &TargetSet) -> Vec<Selection> {
    let tags = set.tags.iter();
    let tags: Vec<TagCondition> = tags.map(|(key, values)| condition(key, values)).collect();

    // A selection has conditions that all hold, so that each key is one of its own.
    match &set.tag_keys[..] {
        [] if tags.is_empty() => Vec::new(),
        [] => vec![tagged(&tags, None)],
        keys => keys.iter().map(|key| tagged(&tags, Some(key))).collect(),
    }
}

fn tagged(tags: &[TagCondition], key: Option<&String>) -> Selection {
    let key = key.map(|key| condition(key, &[]));
    Selection {
        tags: tags.iter().cloned().chain(key).collect(),
        ..Selection::default()
    }
}

fn condition(key: &str, values: &[String]) -> TagCondition {
    TagCondition {
        key: key.to_owned(),
        values: values.to_vec(),
    }
}

/// Whether an answer says that there is no such window, target or task.
pub(super) fn is_gone(error: &crate::error::Error) -> bool {
    error.code() == Some("DoesNotExistException")
}
