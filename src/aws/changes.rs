//! Everything that changes baselines, groups and tags. Each function takes the proof that a plan
//! was shown and agreed to.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_resourcegroupstagging::types::FailureInfo;
use aws_sdk_ssm::operation::update_patch_baseline::builders::UpdatePatchBaselineFluentBuilder;
use aws_sdk_ssm::types::{ResourceTypeForTagging, Tag};

use super::actions::Action;
use super::baseline_wire::{filter_group, rule_group, sources, to_sdk};
use super::fault::{self, Class};
use super::site::Site;
use crate::domain::baseline::difference::Field;
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::PlatformType;
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{NodeId, PatchGroup};
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// How many ARNs `TagResources` and `UntagResources` take in one call.
pub const ARNS: usize = 20;

impl Site {
    /// Creates a baseline; gives its id. Its retries carry one client token, so that they create
    /// one baseline.
    pub async fn create_baseline(
        &self,
        definition: &Definition,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<BaselineId> {
        let rules = &definition.rules;
        let linux = rules.os.platform_type() == PlatformType::Linux;
        let tags = wire_tags(tags)?;
        let sources = sources(&definition.sources)?;
        let filters = (!rules.global_filters.is_empty()).then_some(&rules.global_filters);
        let status = rules
            .available_security_updates
            .map(|status| status.as_str().into());

        // The operating system is always said: left out, it is WINDOWS (SSM API). What is for
        // Linux or Windows alone, and what is empty, is left out for the others.
        let call = self
            .ssm(Action::CreateBaseline)
            .await
            .create_patch_baseline()
            .operating_system(to_sdk(rules.os))
            .name(&definition.name)
            .set_description(definition.description.clone())
            .set_global_filters(filters.map(|filters| filter_group(filters)).transpose()?)
            .approval_rules(rule_group(rules)?)
            .set_approved_patches(Some(rules.approved.clone()))
            .approved_patches_compliance_level(rules.approved_level.as_str().into())
            .set_approved_patches_enable_non_security(linux.then_some(rules.approved_non_security))
            .set_rejected_patches(Some(rules.rejected.clone()))
            .rejected_patches_action(rules.rejected_action.as_str().into())
            .set_sources((!sources.is_empty()).then_some(sources))
            .set_available_security_updates_compliance_status(status)
            .set_tags((!tags.is_empty()).then_some(tags));
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::CreateBaseline))?;

        let id = answer.baseline_id().filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| unproven(Action::CreateBaseline))?;
        Ok(BaselineId::trusted(id))
    }

    /// Changes the named fields of a baseline; with `replace` every field, and what the definition
    /// leaves empty goes back to its default. A field that becomes absent can only be changed with
    /// `replace`.
    pub async fn update_baseline(
        &self,
        id: &BaselineId,
        definition: &Definition,
        fields: &[Field],
        replace: bool,
        _: &Consented,
    ) -> Result<()> {
        let rules = &definition.rules;
        let sent = Sent {
            fields,
            every: replace,
        };
        let call = self
            .ssm(Action::UpdateBaseline)
            .await
            .update_patch_baseline()
            .baseline_id(id.as_str())
            .set_name(sent.has(Field::Name).then(|| definition.name.clone()))
            .set_description(
                definition
                    .description
                    .clone()
                    .filter(|_| sent.has(Field::Description)),
            )
            .set_approved_patches(sent.list(Field::ApprovedPatches, &rules.approved))
            .set_rejected_patches(sent.list(Field::RejectedPatches, &rules.rejected))
            // With `Replace` every field that is not sent goes back to nothing; without it such a
            // field stays (SSM API, `UpdatePatchBaseline`).
            .set_replace(replace.then_some(true));

        let call = with_levels(call, rules, &sent);
        let call = with_filters_and_sources(call, definition, &sent)?;
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::UpdateBaseline))?;
        echoed(Action::UpdateBaseline, id, answer.baseline_id())
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
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::DeleteBaseline))?;
        echoed(Action::DeleteBaseline, id, answer.baseline_id())
    }

    /// Makes a baseline the default for its operating system.
    pub async fn register_default(&self, id: &BaselineId, _: &Consented) -> Result<()> {
        let call = self
            .ssm(Action::RegisterDefault)
            .await
            .register_default_patch_baseline()
            .baseline_id(id.as_str());
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::RegisterDefault))?;
        echoed(Action::RegisterDefault, id, answer.baseline_id())
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
            .register_patch_baseline_for_patch_group()
            .baseline_id(id.as_str())
            .patch_group(group.as_str());
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::RegisterGroup))?;
        echoed(Action::RegisterGroup, id, answer.baseline_id())
    }

    /// Takes a group from a baseline.
    pub async fn deregister_group(
        &self,
        id: &BaselineId,
        group: &PatchGroup,
        _: &Consented,
    ) -> Result<()> {
        let call = self
            .ssm(Action::DeregisterGroup)
            .await
            .deregister_patch_baseline_for_patch_group()
            .baseline_id(id.as_str())
            .patch_group(group.as_str());
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::DeregisterGroup))?;
        echoed(Action::DeregisterGroup, id, answer.baseline_id())
    }

    /// Sets tags of a baseline.
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
        let call = self
            .ssm(Action::AddTags)
            .await
            .add_tags_to_resource()
            .resource_type(kind.clone())
            .resource_id(id)
            .set_tags(Some(wire_tags(tags)?));
        call.send().await.map_err(fault::of(Action::AddTags))?;
        self.look_up_tags(Action::AddTags, kind, id, |found| {
            tags.iter()
                .all(|(key, value)| found.get(key) == Some(value))
        })
        .await
    }

    /// Whether a change of tags was made: its answer is empty, and would be the same of somebody who
    /// did nothing. Whoever may change tags and not read them has that answer alone.
    async fn look_up_tags(
        &self,
        action: Action,
        kind: ResourceTypeForTagging,
        id: &str,
        is_done: impl Fn(&BTreeMap<String, String>) -> bool,
    ) -> Result<()> {
        match self.resource_tags(kind, id).await {
            Ok(found) if is_done(&found) => Ok(()),
            Err(error) if error.code().map(fault::classify) == Some(Class::Denied) => Ok(()),
            Ok(_) => Err(unproven(action)),
            Err(error) => Err(unproven(action).with_source(error)),
        }
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
            .resource_type(kind.clone())
            .resource_id(id)
            .set_tag_keys(Some(keys.to_vec()));
        call.send().await.map_err(fault::of(Action::RemoveTags))?;
        self.look_up_tags(Action::RemoveTags, kind, id, |found| {
            !keys.iter().any(|key| found.contains_key(key))
        })
        .await
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

        // One node that fails must not keep the others from being tagged: what failed is a result.
        let tags = BTreeMap::from([(key.to_owned(), value.to_owned())]);
        for node in hybrid {
            let kind = ResourceTypeForTagging::ManagedInstance;
            let answer = self.add_tags(kind, node.as_str(), &tags).await;
            failed.extend(answer.err().map(|error| (node.clone(), error)));
        }

        for batch in instances.chunks(ARNS) {
            let call = self
                .tagging()
                .tag_resources()
                .set_resource_arn_list(Some(self.instance_arns(batch)))
                .tags(key, value);
            let answer = match self.account() {
                Ok(_) => call.send().await.map_err(fault::of(Action::TagResources)),
                Err(error) => Err(error),
            };
            let answer = answer.map(|answer| answer.failed_resources_map.unwrap_or_default());
            failed.extend(self.refused(Action::TagResources, batch, answer));
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
            let kind = ResourceTypeForTagging::ManagedInstance;
            let answer = self.remove_tags(kind, node.as_str(), keys).await;
            failed.extend(answer.err().map(|error| (node.clone(), error)));
        }

        for batch in instances.chunks(ARNS) {
            let call = self
                .tagging()
                .untag_resources()
                .set_resource_arn_list(Some(self.instance_arns(batch)))
                .set_tag_keys(Some(keys.to_vec()));
            let answer = match self.account() {
                Ok(_) => call.send().await.map_err(fault::of(Action::UntagResources)),
                Err(error) => Err(error),
            };
            let answer = answer.map(|answer| answer.failed_resources_map.unwrap_or_default());
            failed.extend(self.refused(Action::UntagResources, batch, answer));
        }
        failed
    }

    fn instance_arns(&self, nodes: &[&NodeId]) -> Vec<String> {
        nodes.iter().map(|node| self.instance_arn(node)).collect()
    }

    /// Which nodes of a batch were refused: those that the answer names, or all of them when there
    /// was none.
    fn refused(
        &self,
        action: Action,
        batch: &[&NodeId],
        answer: Result<HashMap<String, FailureInfo>>,
    ) -> Vec<(NodeId, Error)> {
        let failures = match answer {
            Ok(failures) => failures,
            Err(error) => {
                return batch
                    .iter()
                    .map(|node| ((*node).clone(), error.again()))
                    .collect();
            }
        };

        // The call succeeds although it did nothing for some of its ARNs; those are in the map and
        // nowhere else (Resource Groups Tagging API, `TagResources`).
        let failure = |node: &NodeId| failures.get(&self.instance_arn(node));
        batch
            .iter()
            .filter_map(|node| Some(((*node).clone(), refusal(action, failure(node)?))))
            .collect()
    }
}

/// Whether the answer to a change is about the baseline that was meant. Of one of AWS's own some
/// answers have the ARN and some the short id.
fn echoed(action: Action, asked: &BaselineId, told: Option<&str>) -> Result<()> {
    let told = told.unwrap_or_default();
    if told.rsplit('/').next() == Some(asked.short()) {
        Ok(())
    } else {
        Err(unproven(action))
    }
}

/// An answer that does not show that anything was done.
fn unproven(action: Action) -> Error {
    let iam = action.iam();
    Error::failed(format!(
        "the answer to {iam} does not show that it was done"
    ))
    .hint("look at what is there now before the command is repeated")
    .hint("is --endpoint-url really an AWS endpoint, and does no proxy answer in its place?")
}

/// Which fields of a baseline an update sends.
struct Sent<'a> {
    fields: &'a [Field],
    every: bool,
}

impl Sent<'_> {
    fn has(&self, field: Field) -> bool {
        self.every || self.fields.contains(&field)
    }

    fn list(&self, field: Field, list: &[String]) -> Option<Vec<String>> {
        self.has(field).then(|| list.to_vec())
    }
}

fn with_levels(
    call: UpdatePatchBaselineFluentBuilder,
    rules: &Baseline,
    sent: &Sent<'_>,
) -> UpdatePatchBaselineFluentBuilder {
    let linux = rules.os.platform_type() == PlatformType::Linux;
    let level = sent
        .has(Field::ApprovedPatchesComplianceLevel)
        .then_some(rules.approved_level);
    let action = sent
        .has(Field::RejectedPatchesAction)
        .then_some(rules.rejected_action);
    let status = rules.available_security_updates;
    let status = status.filter(|_| sent.has(Field::AvailableSecurityUpdates));

    // For Linux alone (SSM API); elsewhere it is left out rather than sent as false.
    let non_security = linux && sent.has(Field::ApprovedPatchesEnableNonSecurity);
    call.set_approved_patches_compliance_level(level.map(|level| level.as_str().into()))
        .set_approved_patches_enable_non_security(
            non_security.then_some(rules.approved_non_security),
        )
        .set_rejected_patches_action(action.map(|action| action.as_str().into()))
        .set_available_security_updates_compliance_status(
            status.map(|status| status.as_str().into()),
        )
}

fn with_filters_and_sources(
    call: UpdatePatchBaselineFluentBuilder,
    definition: &Definition,
    sent: &Sent<'_>,
) -> Result<UpdatePatchBaselineFluentBuilder> {
    let rules = &definition.rules;
    let linux = rules.os.platform_type() == PlatformType::Linux;

    // Where everything is replaced, what is empty is left out, which empties it; where only some
    // fields are sent, an empty list is the way to empty one.
    let filters =
        sent.has(Field::GlobalFilters) && !(sent.every && rules.global_filters.is_empty());
    let filters = filters
        .then(|| filter_group(&rules.global_filters))
        .transpose()?;
    let groups = sent
        .has(Field::ApprovalRules)
        .then(|| rule_group(rules))
        .transpose()?;
    let sources = (sent.has(Field::Sources) && linux)
        .then(|| sources(&definition.sources))
        .transpose()?
        .filter(|sources| !(sent.every && sources.is_empty()));

    let call = call.set_global_filters(filters).set_approval_rules(groups);
    Ok(call.set_sources(sources))
}

fn tag(key: &str, value: &str) -> Result<Tag> {
    Tag::builder()
        .key(key)
        .value(value)
        .build()
        .map_err(|error| Error::failed("a tag is incomplete").with_source(error))
}

fn wire_tags(tags: &BTreeMap<String, String>) -> Result<Vec<Tag>> {
    tags.iter().map(|(key, value)| tag(key, value)).collect()
}

fn refusal(action: Action, failure: &FailureInfo) -> Error {
    let code = failure.error_code().map(|code| code.as_str().to_owned());
    let status = u16::try_from(failure.status_code()).unwrap_or_default();
    fault::service_fault(
        action,
        code.as_deref(),
        failure.error_message(),
        status,
        None,
    )
}
