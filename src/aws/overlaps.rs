//! What else patches the nodes of a plan: running commands, associations, maintenance windows.

use std::collections::BTreeSet;

use aws_sdk_ssm::types::{Association, MaintenanceWindowResourceType, Target};

use super::actions::Action;
use super::convert::text;
use super::site::Site;
use super::{fault, pages};
use crate::domain::id::NodeId;
use crate::domain::run::automation::{Execution, PATCHING};
use crate::domain::run::command::{Command, CommandTarget, Invocation, Progress};
use crate::domain::run::documents::patches;
use crate::domain::run::name::Label;
use crate::domain::run::plan::{BATCH, Overlap, OverlapKind};
use crate::error::{Error, Result};

impl Site {
    /// The patching commands that are not over, with those of the nodes that have not finished.
    pub async fn commands_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let mut found = Vec::new();
        for command in self.running_commands().await? {
            if !patches(&command.document) {
                continue;
            }
            let seen = self.invocations(&command.id).await?;
            let mut busy = busy(&command, &seen);
            if !command.targets.is_empty() {
                // It has not reached all of them yet, and names none.
                let meant = self.hit_by(&command.targets, nodes).await?;
                busy.extend(meant.difference(&over(&seen)).cloned());
            }
            let ours: BTreeSet<NodeId> = busy.intersection(nodes).cloned().collect();
            if !ours.is_empty() {
                found.push(self.running(&command, ours));
            }
        }
        Ok(found)
    }

    /// The patching automations that are not over and are for one of the nodes.
    pub async fn automations_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let mut found = Vec::new();
        for listed in self.automations(PATCHING, true).await? {
            // The list carries no parameters (SSM API, `AutomationExecutionMetadata`), and it may
            // be older than the end of an execution.
            let execution = self.automation(&listed.id).await?;
            let Some(execution) = execution.filter(|execution| !execution.has_ended()) else {
                continue;
            };

            let ids = execution.parameters.get("InstanceId").into_iter().flatten();
            let ids = ids.filter_map(|id| id.parse().ok());
            let ours: BTreeSet<NodeId> = ids.filter(|id| nodes.contains(id)).collect();
            if !ours.is_empty() {
                found.push(self.running_automation(execution, listed.id, ours));
            }
        }
        Ok(found)
    }

    fn running_automation(
        &self,
        execution: Execution,
        id: String,
        nodes: BTreeSet<NodeId>,
    ) -> Overlap {
        Overlap {
            scope: self.scope.clone(),
            kind: OverlapKind::Automation,
            run: None,
            id,
            detail: format!("it is {}", execution.status),
            name: execution.document,
            running: true,
            nodes,
        }
    }

    /// Everything that patches some of the nodes right now: commands and automations.
    pub async fn operations_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let (mut commands, automations) = futures::try_join!(
            self.commands_on(nodes),
            Box::pin(self.automations_on(nodes))
        )?;
        commands.extend(automations);
        Ok(commands)
    }

    fn running(&self, command: &Command, nodes: BTreeSet<NodeId>) -> Overlap {
        let comment = quoted_comment(&command.comment);
        Overlap {
            scope: self.scope.clone(),
            kind: OverlapKind::Command,
            // A command of a patch run has the run's name in its comment.
            run: Label::read(&command.comment).map(|label| label.run),
            id: command.id.clone(),
            name: command.document.clone(),
            running: true,
            detail: format!("it is {}{comment}", command.status),
            nodes,
        }
    }

    /// The associations that patch some of the nodes.
    ///
    /// # Errors
    /// What `ListAssociations` answered, or the inventory when an association chooses nodes by
    /// tags.
    pub async fn associations_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let all = self.every_association().await?;
        let mut found = Vec::new();
        for association in &all {
            if !association.name().is_some_and(patches) {
                continue;
            }
            let targets: Vec<CommandTarget> = association.targets().iter().map(target).collect();
            let ours = self.hit_by(&targets, nodes).await?;
            if ours.is_empty() {
                continue;
            }
            // One node that does not answer keeps the whole in progress for days.
            let busy = self.busy_with(association, &ours).await?;
            let idle: BTreeSet<NodeId> = ours.difference(&busy).cloned().collect();
            for (nodes, running) in [(busy, true), (idle, false)] {
                if !nodes.is_empty() {
                    found.push(self.scheduled(association, nodes, running));
                }
            }
        }
        Ok(found)
    }

    /// The nodes on which an association is at work by its last execution.
    async fn busy_with(
        &self,
        association: &Association,
        nodes: &BTreeSet<NodeId>,
    ) -> Result<BTreeSet<NodeId>> {
        let status = association.overview().and_then(|one| one.status());
        let id = association.association_id().unwrap_or_default();
        if status != Some("InProgress") || id.is_empty() {
            return Ok(BTreeSet::new());
        }
        let executions = self.latest_executions(id).await?;
        let Some(newest) = executions.iter().max_by_key(|one| one.created) else {
            // Nobody says on which of them.
            return Ok(nodes.clone());
        };

        let targets = self.execution_targets(id, &newest.id).await?;
        let over = targets.iter().filter(|target| target.progress().is_end());
        let over: BTreeSet<&str> = over.map(|target| target.resource.as_str()).collect();
        let busy = nodes.iter().filter(|node| !over.contains(node.as_str()));
        Ok(busy.cloned().collect())
    }

    fn scheduled(
        &self,
        association: &Association,
        nodes: BTreeSet<NodeId>,
        running: bool,
    ) -> Overlap {
        let document = association.name().unwrap_or_default();
        let status = association
            .overview()
            .and_then(|overview| overview.status());
        let status = status.unwrap_or_default();
        // Without a schedule an association runs once, when it is made (AWS User Guide, "Creating
        // associations").
        let schedule = association
            .schedule_expression()
            .map_or_else(|| "once".to_owned(), |schedule| format!("on {schedule}"));

        Overlap {
            scope: self.scope.clone(),
            kind: OverlapKind::Association,
            run: None,
            id: text(association.association_id()),
            name: text(association.association_name().or(association.name())),
            running,
            detail: format!("{document} runs {schedule}{}", status_words(status)),
            nodes,
        }
    }

    /// The nodes that the targets of an association mean: all of them must hold.
    async fn hit_by(
        &self,
        targets: &[CommandTarget],
        nodes: &BTreeSet<NodeId>,
    ) -> Result<BTreeSet<NodeId>> {
        let mut hit = nodes.clone();
        let mut tagged = Vec::new();
        for target in targets {
            let values = &target.values;
            match target.key.as_str() {
                // The form in which an association means every node (SSM API, `CreateAssociation`).
                "InstanceIds" if values.iter().any(|value| value == "*") => {}
                "InstanceIds" => hit.retain(|node| values.iter().any(|id| id == node.as_str())),
                key if key == "tag-key" || key.starts_with("tag:") => tagged.push(target.clone()),
                // Anything else is a resource group: nobody knows its nodes from here, so that all
                // of them count.
                _ => {}
            }
        }

        // The tags of nodes are with EC2 and Systems Manager: only the inventory joins both.
        if !tagged.is_empty() && !hit.is_empty() {
            let meant = self.nodes_meant(&tagged).await?.unwrap_or_default();
            hit.retain(|node| meant.contains(node));
        }
        Ok(hit)
    }

    /// The maintenance windows that are for any of the nodes; which of them, the API does not tell
    /// for many nodes at once.
    pub async fn windows_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let ids: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        let mut windows = BTreeSet::new();
        for batch in ids.chunks(BATCH) {
            let target = Target::builder()
                .key("InstanceIds")
                .set_values(Some(batch.to_vec()))
                .build();
            let listed = pages::all(Action::WindowsForTarget, |token| {
                self.windows_page(&target, token)
            });
            windows.extend(listed.await?);
        }

        // A window for nodes of two batches is asked for once.
        let mut found = Vec::new();
        for id in windows {
            found.extend(self.window(&id).await?);
        }
        Ok(found)
    }

    async fn windows_page(
        &self,
        target: &Target,
        token: Option<String>,
    ) -> Result<(Vec<String>, Option<String>)> {
        let call = self
            .ssm(Action::WindowsForTarget)
            .await
            .describe_maintenance_windows_for_target()
            .targets(target.clone())
            .resource_type(MaintenanceWindowResourceType::Instance);
        let answer = call.set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::WindowsForTarget))?;

        let windows = answer.window_identities.unwrap_or_default().into_iter();
        let ids = windows.filter_map(|window| window.window_id);
        Ok((ids.collect(), answer.next_token))
    }

    /// One window as an overlap; `None` when it is disabled or gone.
    async fn window(&self, id: &str) -> Result<Option<Overlap>> {
        let call = self
            .ssm(Action::Window)
            .await
            .get_maintenance_window()
            .window_id(id);
        let window = match call.send().await.map_err(fault::of(Action::Window)) {
            // Deleted since it was listed: it patches nobody any more.
            Err(error) if error.code() == Some("DoesNotExistException") => return Ok(None),
            other => other?,
        };
        if !window.enabled() {
            return Ok(None);
        }

        let next = window
            .next_execution_time()
            .map_or_else(String::new, |next| format!(", next at {next}"));
        let hours = window
            .duration()
            .map_or_else(String::new, |hours| format!(" for {hours} h"));
        let schedule = window.schedule().unwrap_or_default();
        Ok(Some(Overlap {
            scope: self.scope.clone(),
            kind: OverlapKind::Window,
            run: None,
            id: id.to_owned(),
            name: text(window.name()),
            running: false,
            detail: format!("{schedule}{next}{hours}; for some of these nodes"),
            nodes: BTreeSet::new(),
        }))
    }

    /// Everything that else patches some nodes; what could not be read comes beside it.
    pub async fn overlaps(&self, nodes: &BTreeSet<NodeId>) -> (Vec<Overlap>, Vec<Error>) {
        if nodes.is_empty() {
            return (Vec::new(), Vec::new());
        }

        // On the heap, because their futures are large and every run holds this one.
        let (commands, associations, windows) = futures::join!(
            self.operations_on(nodes),
            Box::pin(self.associations_on(nodes)),
            Box::pin(self.windows_on(nodes))
        );

        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for answer in [commands, associations, windows] {
            match answer {
                Ok(overlaps) => found.extend(overlaps),
                Err(error) => problems.push(error),
            }
        }
        found.sort();
        (found, problems)
    }
}

/// The nodes of a command that have not finished, as far as it names them or has reached them. A node
/// that waits for its turn has no invocation yet (AWS User Guide, "Understanding command statuses").
fn busy(command: &Command, seen: &[Invocation]) -> BTreeSet<NodeId> {
    let over = over(seen);
    let reached = seen.iter().map(|invocation| &invocation.node);
    let all = reached.chain(&command.nodes);
    all.filter(|node| !over.contains(*node)).cloned().collect()
}

fn over(seen: &[Invocation]) -> BTreeSet<NodeId> {
    let over = seen.iter().filter(|invocation| is_over(invocation));
    over.map(|invocation| invocation.node.clone()).collect()
}

/// What a command or an association says that it is for.
pub(super) fn target(target: &Target) -> CommandTarget {
    CommandTarget {
        key: text(target.key()),
        values: target.values().to_vec(),
    }
}

fn is_over(invocation: &Invocation) -> bool {
    Progress::of_invocation(&invocation.status, &invocation.details).is_end()
}

fn quoted_comment(comment: &str) -> String {
    if comment.is_empty() {
        String::new()
    } else {
        format!(" (`{comment}`)")
    }
}

fn status_words(status: &str) -> String {
    if status.is_empty() {
        String::new()
    } else {
        format!(", last {status}")
    }
}
