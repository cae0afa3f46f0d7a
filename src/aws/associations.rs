//! State Manager associations: those of a node that patch it, all of a scope, and what AWS says of
//! them as compliance.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_ssm::types::{
    Association, AssociationDescription, AssociationExecutionFilter, AssociationExecutionFilterKey,
    AssociationFilterOperatorType, ComplianceItem, InstanceAssociationStatusInfo,
    ResourceTypeForTagging,
};

use super::actions::Action;
use super::association_wire as wire;
use super::convert::{filled, text, timestamp};
use super::site::Site;
use super::{fault, pages};
use crate::domain::association::execution::{Execution, Target};
use crate::domain::association::{self as domain, Listed};
use crate::domain::baseline::resolution::PatchAssociation;
use crate::domain::compliance::association::AssociationItem;
use crate::domain::id::NodeId;
use crate::domain::run::documents;
use crate::error::{Error, Result};

/// The largest page of every list of associations and of their executions (SSM API: 1 to 50).
const PAGE: i32 = 50;

/// An association as it is there, with everything that no document says.
#[derive(Debug)]
pub struct StoredAssociation {
    pub(super) raw: AssociationDescription,
    /// What is known of it.
    pub association: domain::Association,
}

impl Site {
    /// The associations of a node whose document patches, with the parameters that choose a
    /// baseline.
    pub async fn patch_associations(&self, node: &NodeId) -> Result<Vec<PatchAssociation>> {
        let all = pages::all(Action::NodeAssociations, |token| {
            self.associations_page(node, token)
        })
        .await?;

        let mut found = Vec::new();
        for association in &all {
            if !association.name().is_some_and(documents::patches) {
                continue;
            }
            let Some(id) = association.association_id() else {
                continue;
            };
            // The status rows carry no parameters (SSM API, `InstanceAssociationStatusInfo`), and
            // the parameters are what chooses a baseline.
            let description = self.describe_association(id).await?;
            found.push(patching(id, association, description.as_ref()));
        }

        // The API promises no order; what is shown must not change from call to call.
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }

    async fn associations_page(
        &self,
        node: &NodeId,
        token: Option<String>,
    ) -> Result<(Vec<InstanceAssociationStatusInfo>, Option<String>)> {
        let call = self
            .ssm(Action::NodeAssociations)
            .await
            .describe_instance_associations_status()
            .instance_id(node.as_str());
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::NodeAssociations))?;

        Ok((
            answer.instance_association_status_infos.unwrap_or_default(),
            answer.next_token,
        ))
    }

    /// The associations of the scope, whatever they run.
    pub(super) async fn every_association(&self) -> Result<Vec<Association>> {
        pages::all(Action::Associations, |token| {
            self.every_association_page(token)
        })
        .await
    }

    async fn every_association_page(
        &self,
        token: Option<String>,
    ) -> Result<(Vec<Association>, Option<String>)> {
        let call = self.ssm(Action::Associations).await.list_associations();
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Associations))?;
        Ok((answer.associations.unwrap_or_default(), answer.next_token))
    }

    /// The names of associations by id; those without one are not among them.
    pub async fn association_names(&self) -> Result<BTreeMap<String, String>> {
        let all = self.every_association().await?.into_iter();
        let named = all.filter_map(|one| Some((one.association_id?, one.association_name?)));
        Ok(named.collect())
    }

    /// How many associations AWS says something of, by node.
    pub async fn association_counts(&self) -> Result<HashMap<NodeId, usize>> {
        let all = pages::all(Action::ResourceSummaries, |token| {
            self.summaries_page("Association", token)
        });
        let mut counts = HashMap::new();
        for item in all.await? {
            let nameless = || fault::nameless(Action::ResourceSummaries);
            // Of what does not say of which type it is nobody knows that it is another.
            if item.compliance_type().ok_or_else(nameless)? != "Association" {
                continue;
            }
            let id = item.resource_id().filter(|id| !id.is_empty());
            let id = id.ok_or_else(nameless)?;
            let well = item
                .compliant_summary()
                .map_or(0, |one| one.compliant_count());
            let ill = item.non_compliant_summary();
            let ill = ill.map_or(0, |one| one.non_compliant_count());
            let number = usize::try_from(well.saturating_add(ill)).unwrap_or_default();
            *counts.entry(NodeId::trusted(id)).or_default() += number;
        }
        Ok(counts)
    }

    /// What AWS says of the associations of a node, by the compliance type Association.
    pub async fn association_items(&self, node: &NodeId) -> Result<Vec<AssociationItem>> {
        let items = self.items_of_type(node, "Association").await?;
        fault::named(Action::Items, items.into_iter().map(association_item))
    }

    async fn describe_association(&self, id: &str) -> Result<Option<AssociationDescription>> {
        let call = self
            .ssm(Action::Association)
            .await
            .describe_association()
            .association_id(id);
        let answer = call.send().await.map_err(fault::of(Action::Association))?;
        Ok(answer.association_description)
    }

    /// The associations of a scope, whatever they run, sorted by name and id.
    pub async fn listed_associations(&self) -> Result<Vec<Listed>> {
        let all = self.every_association().await?;
        let mut listed = fault::named(Action::Associations, all.iter().map(wire::listed))?;
        listed.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(listed)
    }

    /// An association in full, with its tags where they are asked for; `None` when there is none.
    pub async fn association(&self, id: &str, tagged: bool) -> Result<Option<StoredAssociation>> {
        let raw = match self.describe_association(id).await {
            Err(error) if is_gone(&error) => return Ok(None),
            other => other?,
        };

        // An answer without its one member is none.
        let raw = raw.ok_or_else(|| fault::nameless(Action::Association))?;
        let found = wire::association(&raw);
        let mut association = found.ok_or_else(|| fault::nameless(Action::Association))?;
        if tagged {
            let kind = ResourceTypeForTagging::Association;
            association.tags = Some(self.resource_tags(kind, id).await?);
        }
        Ok(Some(StoredAssociation { raw, association }))
    }

    /// The latest executions of an association, newest first: one page of them.
    pub async fn latest_executions(&self, id: &str) -> Result<Vec<Execution>> {
        Ok(self.executions_page(id, None, None).await?.0)
    }

    /// Every execution that AWS keeps, newest first.
    pub async fn executions(&self, id: &str) -> Result<Vec<Execution>> {
        pages::all(Action::Executions, |token| {
            self.executions_page(id, None, token)
        })
        .await
    }

    /// One execution; `None` when there is none (yet).
    pub async fn execution(&self, id: &str, execution: &str) -> Result<Option<Execution>> {
        let (found, _) = self.executions_page(id, Some(execution), None).await?;
        Ok(found.into_iter().find(|one| one.id == execution))
    }

    async fn executions_page(
        &self,
        id: &str,
        execution: Option<&str>,
        token: Option<String>,
    ) -> Result<(Vec<Execution>, Option<String>)> {
        // The service gives one execution by its list alone.
        let filter = execution.map(by_id).transpose()?;
        let call = self
            .ssm(Action::Executions)
            .await
            .describe_association_executions()
            .association_id(id)
            .set_filters(filter.map(|filter| vec![filter]));
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Executions))?;

        let executions = answer.association_executions().iter();
        let executions = fault::named(Action::Executions, executions.map(wire::execution))?;
        Ok((executions, answer.next_token))
    }

    /// What an execution was for, and how it stands there, sorted by id.
    pub async fn execution_targets(&self, id: &str, execution: &str) -> Result<Vec<Target>> {
        let mut all = pages::all(Action::ExecutionTargets, |token| {
            self.execution_targets_page(id, execution, token)
        })
        .await?;
        // The API promises no order; what is shown must not change from call to call.
        all.sort_by(|a, b| a.resource.cmp(&b.resource));
        Ok(all)
    }

    async fn execution_targets_page(
        &self,
        id: &str,
        execution: &str,
        token: Option<String>,
    ) -> Result<(Vec<Target>, Option<String>)> {
        let call = self
            .ssm(Action::ExecutionTargets)
            .await
            .describe_association_execution_targets()
            .association_id(id)
            .execution_id(execution);
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::ExecutionTargets))?;

        let targets = answer.association_execution_targets().iter();
        let targets = targets.map(wire::execution_target);
        let targets = fault::named(Action::ExecutionTargets, targets)?;
        Ok((targets, answer.next_token))
    }
}

/// Whether an answer says that there is no such association.
pub(super) fn is_gone(error: &Error) -> bool {
    error.code() == Some("AssociationDoesNotExist")
}

fn by_id(execution: &str) -> Result<AssociationExecutionFilter> {
    AssociationExecutionFilter::builder()
        .key(AssociationExecutionFilterKey::ExecutionId)
        .value(execution)
        .r#type(AssociationFilterOperatorType::Equal)
        .build()
        .map_err(|error| Error::failed("a filter is incomplete").with_source(error))
}

/// An item; its id is that of the association. `None` without one.
fn association_item(item: ComplianceItem) -> Option<AssociationItem> {
    let mut details = item.details.unwrap_or_default();
    let execution = item.execution_summary;
    Some(AssociationItem {
        association: filled(item.id.as_deref())?,
        document: details.remove("DocumentName").unwrap_or_default(),
        status: text(item.status.as_ref().map(|status| status.as_str())),
        severity: text(item.severity.as_ref().map(|severity| severity.as_str())),
        captured_at: execution.and_then(|execution| timestamp(execution.execution_time())),
    })
}

fn patching(
    id: &str,
    status: &InstanceAssociationStatusInfo,
    description: Option<&AssociationDescription>,
) -> PatchAssociation {
    let parameters = description.and_then(|description| description.parameters());
    PatchAssociation {
        id: id.to_owned(),
        name: description
            .and_then(|description| description.association_name())
            .or(status.association_name())
            .map(str::to_owned),
        document: text(status.name()),
        baseline_override: parameter(parameters, "BaselineOverride"),
        baseline_tags: parameter(parameters, "BaselineTags"),
    }
}

/// The one value of a parameter. The patching documents have an empty text as the default of these
/// parameters, which chooses nothing.
fn parameter(parameters: Option<&HashMap<String, Vec<String>>>, key: &str) -> Option<String> {
    let values = parameters?.get(key)?;
    filled(values.first().map(String::as_str))
}
