//! Everything that changes baselines, groups and tags. Each function takes the proof that a plan
//! was shown and agreed to.

use std::collections::BTreeMap;

use aws_sdk_ssm::types::{ResourceTypeForTagging, Tag};

use super::actions::Action;
use super::baseline_wire::{filter_group, rule_group, sources, to_sdk};
use super::fault;
use super::regions;
use super::site::Site;
use crate::domain::baseline::Definition;
use crate::domain::baseline::difference::Field;
use crate::domain::fleet::platform::PlatformType;
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{NodeId, PatchGroup};
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// How many ARNs `TagResources` and `UntagResources` take in one call.
pub const ARNS: usize = 20;

fn tag(key: &str, value: &str) -> Result<Tag> {
    Tag::builder()
        .key(key)
        .value(value)
        .build()
        .map_err(|error| Error::failed("a tag is incomplete").with_source(error))
}

impl Site {
    /// Creates a baseline; gives its id. Its retries carry one client token, so that they create
    /// one baseline.
    ///
    /// # Errors
    /// What `CreatePatchBaseline` answered.
    pub async fn create_baseline(
        &self,
        definition: &Definition,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<BaselineId> {
        let rules = &definition.rules;
        let linux = rules.os.platform_type() == PlatformType::Linux;
        let tags = tags
            .iter()
            .map(|(key, value)| tag(key, value))
            .collect::<Result<Vec<_>>>()?;
        let sources = sources(&definition.sources)?;
        let answer = self
            .ssm(Action::CreateBaseline)
            .await
            .create_patch_baseline()
            .operating_system(to_sdk(rules.os))
            .name(&definition.name)
            .set_description(definition.description.clone())
            .set_global_filters(
                (!rules.global_filters.is_empty())
                    .then(|| filter_group(&rules.global_filters))
                    .transpose()?,
            )
            .approval_rules(rule_group(rules)?)
            .set_approved_patches(Some(rules.approved.clone()))
            .approved_patches_compliance_level(rules.approved_level.as_str().into())
            .set_approved_patches_enable_non_security(linux.then_some(rules.approved_non_security))
            .set_rejected_patches(Some(rules.rejected.clone()))
            .rejected_patches_action(rules.rejected_action.as_str().into())
            .set_sources((!sources.is_empty()).then_some(sources))
            .set_available_security_updates_compliance_status(
                rules
                    .available_security_updates
                    .map(|status| status.as_str().into()),
            )
            .set_tags((!tags.is_empty()).then_some(tags))
            .send()
            .await
            .map_err(|error| fault::fault(Action::CreateBaseline, error))?;
        let id = answer
            .baseline_id()
            .ok_or_else(|| Error::failed("CreatePatchBaseline answered without an id"))?;
        Ok(BaselineId::trusted(id))
    }

    /// Changes the named fields of a baseline; with `replace` every field, and what the definition
    /// leaves empty goes back to its default. A field that becomes absent can only be changed with
    /// `replace`.
    ///
    /// # Errors
    /// What `UpdatePatchBaseline` answered.
    pub async fn update_baseline(
        &self,
        id: &BaselineId,
        definition: &Definition,
        fields: &[Field],
        replace: bool,
        _: &Consented,
    ) -> Result<()> {
        let rules = &definition.rules;
        let wants = |field: Field| replace || fields.contains(&field);
        let linux = rules.os.platform_type() == PlatformType::Linux;
        let list = |field, list: &Vec<String>| wants(field).then(|| list.clone());
        let global = wants(Field::GlobalFilters) && !(replace && rules.global_filters.is_empty());
        let sources = (wants(Field::Sources) && linux)
            .then(|| sources(&definition.sources))
            .transpose()?;
        self.ssm(Action::UpdateBaseline)
            .await
            .update_patch_baseline()
            .baseline_id(id.as_str())
            .set_name(wants(Field::Name).then(|| definition.name.clone()))
            .set_description(
                definition
                    .description
                    .clone()
                    .filter(|_| wants(Field::Description)),
            )
            .set_global_filters(
                global
                    .then(|| filter_group(&rules.global_filters))
                    .transpose()?,
            )
            .set_approval_rules(
                wants(Field::ApprovalRules)
                    .then(|| rule_group(rules))
                    .transpose()?,
            )
            .set_approved_patches(list(Field::ApprovedPatches, &rules.approved))
            .set_approved_patches_compliance_level(
                wants(Field::ApprovedPatchesComplianceLevel)
                    .then(|| rules.approved_level.as_str().into()),
            )
            .set_approved_patches_enable_non_security(
                (linux && wants(Field::ApprovedPatchesEnableNonSecurity))
                    .then_some(rules.approved_non_security),
            )
            .set_rejected_patches(list(Field::RejectedPatches, &rules.rejected))
            .set_rejected_patches_action(
                wants(Field::RejectedPatchesAction).then(|| rules.rejected_action.as_str().into()),
            )
            .set_sources(sources.filter(|sources| !(replace && sources.is_empty())))
            .set_available_security_updates_compliance_status(
                rules
                    .available_security_updates
                    .filter(|_| wants(Field::AvailableSecurityUpdates))
                    .map(|status| status.as_str().into()),
            )
            .set_replace(replace.then_some(true))
            .send()
            .await
            .map_err(|error| fault::fault(Action::UpdateBaseline, error))?;
        Ok(())
    }

    /// Deletes a baseline. One that is already gone is no error.
    ///
    /// # Errors
    /// What `DeletePatchBaseline` answered, such as that a group or a default holds it.
    pub async fn delete_baseline(&self, id: &BaselineId, _: &Consented) -> Result<()> {
        let call = self
            .ssm(Action::DeleteBaseline)
            .await
            .delete_patch_baseline()
            .baseline_id(id.as_str());
        call.send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::DeleteBaseline, error))
    }

    /// Makes a baseline the default for its operating system.
    ///
    /// # Errors
    /// What `RegisterDefaultPatchBaseline` answered.
    pub async fn register_default(&self, id: &BaselineId, _: &Consented) -> Result<()> {
        let call = self
            .ssm(Action::RegisterDefault)
            .await
            .register_default_patch_baseline()
            .baseline_id(id.as_str());
        call.send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::RegisterDefault, error))
    }

    /// Gives a group a baseline.
    ///
    /// # Errors
    /// What `RegisterPatchBaselineForPatchGroup` answered, such as that the group has another one.
    pub async fn register_group(
        &self,
        id: &BaselineId,
        group: &PatchGroup,
        _: &Consented,
    ) -> Result<()> {
        let call = self
            .ssm(Action::RegisterGroup)
            .await
            .register_patch_baseline_for_patch_group();
        let call = call.baseline_id(id.as_str()).patch_group(group.as_str());
        call.send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::RegisterGroup, error))
    }

    /// Takes a group from a baseline.
    ///
    /// # Errors
    /// What `DeregisterPatchBaselineForPatchGroup` answered.
    pub async fn deregister_group(
        &self,
        id: &BaselineId,
        group: &PatchGroup,
        _: &Consented,
    ) -> Result<()> {
        let call = self
            .ssm(Action::DeregisterGroup)
            .await
            .deregister_patch_baseline_for_patch_group();
        let call = call.baseline_id(id.as_str()).patch_group(group.as_str());
        call.send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::DeregisterGroup, error))
    }

    /// Sets tags of a baseline.
    ///
    /// # Errors
    /// What `AddTagsToResource` answered.
    pub async fn tag_baseline(
        &self,
        id: &BaselineId,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<()> {
        self.add_tags(ResourceTypeForTagging::PatchBaseline, id.as_str(), tags)
            .await
    }

    /// Removes tags of a baseline.
    ///
    /// # Errors
    /// What `RemoveTagsFromResource` answered.
    pub async fn untag_baseline(
        &self,
        id: &BaselineId,
        keys: &[String],
        _: &Consented,
    ) -> Result<()> {
        self.remove_tags(ResourceTypeForTagging::PatchBaseline, id.as_str(), keys)
            .await
    }

    async fn add_tags(
        &self,
        kind: ResourceTypeForTagging,
        id: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<()> {
        let tags = tags
            .iter()
            .map(|(key, value)| tag(key, value))
            .collect::<Result<Vec<_>>>()?;
        let call = self
            .ssm(Action::AddTags)
            .await
            .add_tags_to_resource()
            .resource_type(kind)
            .resource_id(id)
            .set_tags(Some(tags));
        call.send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::AddTags, error))
    }

    async fn remove_tags(
        &self,
        kind: ResourceTypeForTagging,
        id: &str,
        keys: &[String],
    ) -> Result<()> {
        let call = self
            .ssm(Action::RemoveTags)
            .await
            .remove_tags_from_resource()
            .resource_type(kind)
            .resource_id(id);
        call.set_tag_keys(Some(keys.to_vec()))
            .send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::RemoveTags, error))
    }

    fn instance_arn(&self, node: &NodeId) -> String {
        let scope = &self.scope;
        format!(
            "arn:{}:ec2:{}:{}:instance/{node}",
            regions::partition(&scope.region),
            scope.region,
            scope.account
        )
    }

    /// Sets one tag on nodes: hybrid nodes through Systems Manager one by one, EC2 instances
    /// through Resource Groups Tagging, at most [`ARNS`] in one call. Gives what failed, by node.
    pub async fn tag_nodes(
        &self,
        nodes: &[NodeId],
        key: &str,
        value: &str,
        _: &Consented,
    ) -> Vec<(NodeId, Error)> {
        let mut failed = Vec::new();
        let (hybrid, instances): (Vec<&NodeId>, Vec<&NodeId>) =
            nodes.iter().partition(|node| node.is_hybrid());
        let tags = BTreeMap::from([(key.to_owned(), value.to_owned())]);
        for node in hybrid {
            if let Err(error) = self
                .add_tags(
                    ResourceTypeForTagging::ManagedInstance,
                    node.as_str(),
                    &tags,
                )
                .await
            {
                failed.push((node.clone(), error));
            }
        }
        for batch in instances.chunks(ARNS) {
            let arns = batch.iter().map(|node| self.instance_arn(node)).collect();
            let call = self
                .tagging()
                .tag_resources()
                .set_resource_arn_list(Some(arns))
                .tags(key, value);
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::TagResources, error));
            failed.extend(self.refused(
                Action::TagResources,
                batch,
                answer.map(|answer| answer.failed_resources_map.unwrap_or_default()),
            ));
        }
        failed
    }

    /// Removes tags from nodes; as [`Site::tag_nodes`].
    pub async fn untag_nodes(
        &self,
        nodes: &[NodeId],
        keys: &[String],
        _: &Consented,
    ) -> Vec<(NodeId, Error)> {
        let mut failed = Vec::new();
        let (hybrid, instances): (Vec<&NodeId>, Vec<&NodeId>) =
            nodes.iter().partition(|node| node.is_hybrid());
        for node in hybrid {
            if let Err(error) = self
                .remove_tags(ResourceTypeForTagging::ManagedInstance, node.as_str(), keys)
                .await
            {
                failed.push((node.clone(), error));
            }
        }
        for batch in instances.chunks(ARNS) {
            let arns = batch.iter().map(|node| self.instance_arn(node)).collect();
            let call = self
                .tagging()
                .untag_resources()
                .set_resource_arn_list(Some(arns))
                .set_tag_keys(Some(keys.to_vec()));
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::UntagResources, error));
            failed.extend(self.refused(
                Action::UntagResources,
                batch,
                answer.map(|answer| answer.failed_resources_map.unwrap_or_default()),
            ));
        }
        failed
    }

    /// Which nodes of a batch were refused: those that the answer names, or all of them when there
    /// was none.
    fn refused(
        &self,
        action: Action,
        batch: &[&NodeId],
        answer: Result<
            std::collections::HashMap<String, aws_sdk_resourcegroupstagging::types::FailureInfo>,
        >,
    ) -> Vec<(NodeId, Error)> {
        match answer {
            Ok(failures) => batch
                .iter()
                .filter_map(|node| {
                    let failure = failures.get(&self.instance_arn(node))?;
                    let code = failure.error_code().map(|code| code.as_str().to_owned());
                    let status = u16::try_from(failure.status_code()).unwrap_or_default();
                    Some((
                        (*node).clone(),
                        fault::service_fault(
                            action,
                            code.as_deref(),
                            failure.error_message(),
                            status,
                            None,
                        ),
                    ))
                })
                .collect(),
            Err(error) => {
                let again = |error: &Error| {
                    error
                        .hints()
                        .iter()
                        .fold(Error::new(error.kind(), error.one_line()), |copy, hint| {
                            copy.hint(hint)
                        })
                };
                batch
                    .iter()
                    .map(|node| ((*node).clone(), again(&error)))
                    .collect()
            }
        }
    }
}
