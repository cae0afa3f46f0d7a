//! What else patches the nodes of a plan: running commands, associations, maintenance windows.

use std::collections::BTreeSet;

use aws_sdk_ssm::types::{MaintenanceWindowResourceType, Target};

use super::actions::Action;
use super::site::Site;
use super::{fault, pages};
use crate::domain::fleet::selection::{Selection, TagCondition};
use crate::domain::id::NodeId;
use crate::domain::run::automation::PATCHING;
use crate::domain::run::command::{Command, Progress};
use crate::domain::run::name::Label;
use crate::domain::run::plan::{BATCH, Overlap, OverlapKind};
use crate::error::{Error, Result};

/// The largest page of `ListAssociations` (SSM API: 1 to 50).
const PAGE: i32 = 50;

/// Whether a document patches or reboots for patches, so that two of them at once break each other.
pub fn patches(document: &str) -> bool {
    [
        "PatchBaseline",
        "PatchPolicy",
        "InstanceRebootWithHooks",
        "WindowsUpdates",
    ]
    .iter()
    .any(|part| document.contains(part))
}

impl Site {
    /// The patching commands that are not over, with those of the nodes that have not finished.
    ///
    /// # Errors
    /// What `ListCommands` or `ListCommandInvocations` answered.
    pub async fn commands_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let mut found = Vec::new();
        for command in self
            .running_commands()
            .await?
            .into_iter()
            .filter(|command| patches(&command.document))
        {
            let seen = self.invocations(&command.id).await?;
            let ended = |invocation: &&_| is_over(invocation);
            let over: BTreeSet<&NodeId> = seen
                .iter()
                .filter(ended)
                .map(|invocation| &invocation.node)
                .collect();
            let busy = seen
                .iter()
                .map(|invocation| &invocation.node)
                .chain(&command.nodes)
                .filter(|node| !over.contains(node));
            let ours: BTreeSet<NodeId> =
                busy.filter(|node| nodes.contains(*node)).cloned().collect();
            if !ours.is_empty() {
                found.push(self.running(&command, ours));
            }
        }
        Ok(found)
    }

    /// The patching automations that are not over and are for one of the nodes.
    ///
    /// # Errors
    /// What `DescribeAutomationExecutions` or `GetAutomationExecution` answered.
    pub async fn automations_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let mut found = Vec::new();
        for listed in self.automations(PATCHING, true).await? {
            let Some(execution) = self
                .automation(&listed.id)
                .await?
                .filter(|execution| !execution.has_ended())
            else {
                continue;
            };
            let ids = execution.parameters.get("InstanceId").into_iter().flatten();
            let ours: BTreeSet<NodeId> = ids
                .filter_map(|id| id.parse().ok())
                .filter(|id| nodes.contains(id))
                .collect();
            if !ours.is_empty() {
                found.push(Overlap {
                    scope: self.scope.clone(),
                    kind: OverlapKind::Automation,
                    run: None,
                    id: listed.id,
                    name: execution.document,
                    running: true,
                    detail: format!("it is {}", execution.status),
                    nodes: ours,
                });
            }
        }
        Ok(found)
    }

    /// Everything that patches some of the nodes right now: commands and automations.
    ///
    /// # Errors
    /// As [`Site::commands_on`] and [`Site::automations_on`].
    pub async fn operations_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let (mut commands, automations) = futures::try_join!(
            self.commands_on(nodes),
            Box::pin(self.automations_on(nodes))
        )?;
        commands.extend(automations);
        Ok(commands)
    }

    fn running(&self, command: &Command, nodes: BTreeSet<NodeId>) -> Overlap {
        Overlap {
            scope: self.scope.clone(),
            kind: OverlapKind::Command,
            run: Label::read(&command.comment).map(|label| label.run),
            id: command.id.clone(),
            name: command.document.clone(),
            running: true,
            detail: format!(
                "it is {}{}",
                command.status,
                quoted_comment(&command.comment)
            ),
            nodes,
        }
    }

    /// The associations that patch some of the nodes.
    ///
    /// # Errors
    /// What `ListAssociations` answered, or the inventory when an association chooses nodes by
    /// tags.
    pub async fn associations_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let all = pages::all(Action::Associations, |token| async move {
            let call = self
                .ssm(Action::Associations)
                .await
                .list_associations()
                .max_results(PAGE)
                .set_next_token(token);
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::Associations, error))?;
            Ok((answer.associations.unwrap_or_default(), answer.next_token))
        })
        .await?;
        let mut found = Vec::new();
        for association in all
            .iter()
            .filter(|association| association.name().is_some_and(patches))
        {
            let ours = self.hit_by(association.targets(), nodes).await?;
            if ours.is_empty() {
                continue;
            }
            let status = association
                .overview()
                .and_then(|overview| overview.status())
                .unwrap_or_default();
            let schedule = association
                .schedule_expression()
                .map_or_else(|| "once".to_owned(), |schedule| format!("on {schedule}"));
            found.push(Overlap {
                scope: self.scope.clone(),
                kind: OverlapKind::Association,
                run: None,
                id: association.association_id().unwrap_or_default().to_owned(),
                name: association
                    .association_name()
                    .or(association.name())
                    .unwrap_or_default()
                    .to_owned(),
                running: status == "InProgress",
                detail: format!(
                    "{} runs {schedule}{}",
                    association.name().unwrap_or_default(),
                    status_words(status)
                ),
                nodes: ours,
            });
        }
        Ok(found)
    }

    /// The nodes that the targets of an association mean: all of them must hold.
    async fn hit_by(
        &self,
        targets: &[Target],
        nodes: &BTreeSet<NodeId>,
    ) -> Result<BTreeSet<NodeId>> {
        let mut hit = nodes.clone();
        let mut tags = Vec::new();
        for target in targets {
            match target.key().unwrap_or_default() {
                "InstanceIds" if target.values().iter().any(|value| value == "*") => {}
                "InstanceIds" => {
                    hit.retain(|node| target.values().iter().any(|value| value == node.as_str()));
                }
                "tag-key" => tags.extend(target.values().iter().map(|key| TagCondition {
                    key: key.clone(),
                    values: Vec::new(),
                })),
                // Anything else is a resource group: nobody knows its nodes from here, so that all
                // of them count.
                key => {
                    let key = key.strip_prefix("tag:");
                    tags.extend(key.map(|key| TagCondition {
                        key: key.to_owned(),
                        values: target.values().to_vec(),
                    }));
                }
            }
        }
        if !tags.is_empty() && !hit.is_empty() {
            let selection = Selection {
                tags,
                ..Selection::default()
            };
            let tagged: BTreeSet<NodeId> = self
                .nodes(&selection)
                .await?
                .into_iter()
                .map(|node| node.id)
                .collect();
            hit.retain(|node| tagged.contains(node));
        }
        Ok(hit)
    }

    /// The maintenance windows that are for any of the nodes; which of them, the API does not tell
    /// for many nodes at once.
    ///
    /// # Errors
    /// What `DescribeMaintenanceWindowsForTarget` or `GetMaintenanceWindow` answered.
    pub async fn windows_on(&self, nodes: &BTreeSet<NodeId>) -> Result<Vec<Overlap>> {
        let ids: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        let mut windows = Vec::new();
        for batch in ids.chunks(BATCH) {
            let target = Target::builder()
                .key("InstanceIds")
                .set_values(Some(batch.to_vec()))
                .build();
            let listed = pages::all(Action::WindowsForTarget, |token| {
                let target = target.clone();
                async move {
                    let call = self
                        .ssm(Action::WindowsForTarget)
                        .await
                        .describe_maintenance_windows_for_target()
                        .targets(target);
                    let call = call
                        .resource_type(MaintenanceWindowResourceType::Instance)
                        .set_next_token(token);
                    let answer = call
                        .send()
                        .await
                        .map_err(|error| fault::fault(Action::WindowsForTarget, error))?;
                    Ok((
                        answer.window_identities.unwrap_or_default(),
                        answer.next_token,
                    ))
                }
            });
            windows.extend(
                listed
                    .await?
                    .into_iter()
                    .filter_map(|window| window.window_id),
            );
        }
        windows.sort();
        windows.dedup();
        let mut found = Vec::new();
        for id in windows {
            found.extend(self.window(&id).await?);
        }
        Ok(found)
    }

    /// One window as an overlap; `None` when it is disabled or gone.
    async fn window(&self, id: &str) -> Result<Option<Overlap>> {
        let call = self
            .ssm(Action::Window)
            .await
            .get_maintenance_window()
            .window_id(id);
        let window = match call
            .send()
            .await
            .map_err(|error| fault::fault(Action::Window, error))
        {
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
        Ok(Some(Overlap {
            scope: self.scope.clone(),
            kind: OverlapKind::Window,
            run: None,
            id: id.to_owned(),
            name: window.name().unwrap_or_default().to_owned(),
            running: false,
            detail: format!(
                "{}{next}{hours}; for some of these nodes",
                window.schedule().unwrap_or_default()
            ),
            nodes: BTreeSet::new(),
        }))
    }

    /// Everything that else patches some nodes; what could not be read comes beside it.
    pub async fn overlaps(&self, nodes: &BTreeSet<NodeId>) -> (Vec<Overlap>, Vec<Error>) {
        if nodes.is_empty() {
            return (Vec::new(), Vec::new());
        }
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

fn is_over(invocation: &crate::domain::run::command::Invocation) -> bool {
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
