//! Everything that changes baselines and groups. Each function takes the proof that a plan was shown
//! and agreed to.

use std::collections::BTreeMap;

use aws_sdk_ssm::operation::update_patch_baseline::builders::UpdatePatchBaselineFluentBuilder;

use super::actions::Action;
use super::baseline_wire::{filter_group, rule_group, sources, to_sdk};
use super::baselines::Owner;
use super::ends::{Question, unproven};
use super::limiter::Doubt;
use super::site::Site;
use super::tag_changes::wire_tags;
use crate::domain::baseline::difference::{self, Field};
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::PlatformType;
use crate::domain::id::PatchGroup;
use crate::domain::id::baseline::BaselineId;
use crate::error::Result;
use crate::output::plan::Consented;

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
        let doubt = Doubt::default();
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
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::CreateBaseline, answer);
        let written = written.and_then(|answer| match answer.baseline_id() {
            Some(id) if !id.is_empty() => Ok(BaselineId::trusted(id)),
            _ => Err(unproven(Action::CreateBaseline)),
        });
        let name = &definition.name;
        let what = format!("a baseline {name} was created");
        let question = self.question(what, &format!("baseline show {name}"));
        question
            .settle(written, async || self.created(definition).await)
            .await
    }

    /// The baseline of an account that is as this one was to be; none of its name was there before.
    async fn created(&self, definition: &Definition) -> Result<Option<BaselineId>> {
        let there = self
            .baselines(Owner::Own, Some(definition.rules.os))
            .await?;
        for found in there.iter().filter(|found| found.name == definition.name) {
            if self.is_so(&found.id, definition).await? {
                return Ok(Some(found.id.clone()));
            }
        }
        Ok(None)
    }

    /// Whether a baseline is as a definition says.
    async fn is_so(&self, id: &BaselineId, definition: &Definition) -> Result<bool> {
        let now = self.baseline(id).await?.definition;
        Ok(difference::differences(&now, definition).is_empty())
    }

    /// What is asked about a write of this place whose end is not known.
    pub(super) fn question(&self, what: String, command: &str) -> Question {
        Question::new(what, self.paste.patchctl(command, &self.scope))
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
        let doubt = Doubt::default();
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
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::UpdateBaseline, answer);
        let written =
            written.and_then(|answer| echoed(Action::UpdateBaseline, id, answer.baseline_id()));
        let question = self.question(
            format!("the baseline {id} was changed"),
            &format!("baseline show {}", id.short()),
        );
        question
            .settle(written, async || {
                Ok(self.is_so(id, definition).await?.then_some(()))
            })
            .await
    }

    /// Deletes a baseline. One that is already gone is no error.
    ///
    /// # Errors
    /// What `DeletePatchBaseline` answered, such as that a group or a default holds it.
    pub async fn delete_baseline(&self, id: &BaselineId, _: &Consented) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::DeleteBaseline)
            .await
            .delete_patch_baseline()
            .baseline_id(id.as_str());
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        // An answer that does not repeat the id proves nothing.
        let written = doubt.judge(Action::DeleteBaseline, answer);
        let written =
            written.and_then(|answer| echoed(Action::DeleteBaseline, id, answer.baseline_id()));
        let question = self.question(
            format!("the baseline {id} was deleted"),
            &format!("baseline show {}", id.short()),
        );
        question
            .settle(written, async || self.is_gone(id).await)
            .await
    }

    /// Says so when there is no baseline of this id.
    async fn is_gone(&self, id: &BaselineId) -> Result<Option<()>> {
        match self.baseline(id).await {
            Ok(_) => Ok(None),
            Err(error) if error.code() == Some("DoesNotExistException") => Ok(Some(())),
            Err(error) => Err(error),
        }
    }

    /// Makes a baseline the default for its operating system.
    pub async fn register_default(&self, id: &BaselineId, _: &Consented) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::RegisterDefault)
            .await
            .register_default_patch_baseline()
            .baseline_id(id.as_str());
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let written = doubt.judge(Action::RegisterDefault, answer);
        // The baseline says for which operating system: the operation does not.
        let written =
            written.and_then(|answer| echoed(Action::RegisterDefault, id, answer.baseline_id()));
        let question = self.question(
            format!("the baseline {id} became the default"),
            "baseline list --owner all",
        );
        question
            .settle(written, async || self.is_default(id).await)
            .await
    }

    /// Says so when a baseline is a default.
    async fn is_default(&self, id: &BaselineId) -> Result<Option<()>> {
        let baselines = self.baselines(Owner::All, None).await?;
        let mut defaults = baselines.iter().filter(|baseline| baseline.default);
        let found = defaults.any(|baseline| baseline.id.short() == id.short());
        Ok(found.then_some(()))
    }

    /// Whether a group has this baseline.
    async fn has_group(&self, id: &BaselineId, group: &PatchGroup) -> Result<bool> {
        let mappings = self.mappings().await?;
        let mut of_group = mappings.iter().filter(|mapping| mapping.group == *group);
        Ok(of_group.any(|mapping| mapping.baseline.id.short() == id.short()))
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
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::RegisterGroup)
            .await
            .register_patch_baseline_for_patch_group()
            .baseline_id(id.as_str())
            .patch_group(group.as_str());
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        // The answer repeats the id; one that does not has not come from the operation.
        let written = doubt.judge(Action::RegisterGroup, answer);
        let written =
            written.and_then(|answer| echoed(Action::RegisterGroup, id, answer.baseline_id()));
        let question = self.question(
            format!("the group `{group}` got the baseline {id}"),
            "group list",
        );
        question
            .settle(written, async || {
                Ok(self.has_group(id, group).await?.then_some(()))
            })
            .await
    }

    /// Takes a group from a baseline.
    pub async fn deregister_group(
        &self,
        id: &BaselineId,
        group: &PatchGroup,
        _: &Consented,
    ) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::DeregisterGroup)
            .await
            .deregister_patch_baseline_for_patch_group()
            .baseline_id(id.as_str())
            .patch_group(group.as_str());
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        // When nobody knows whether the call arrived, the group is looked up.
        let written = doubt.judge(Action::DeregisterGroup, answer);
        let written =
            written.and_then(|answer| echoed(Action::DeregisterGroup, id, answer.baseline_id()));
        let question = self.question(
            format!("the group `{group}` was taken from the baseline {id}"),
            "group list",
        );
        question
            .settle(written, async || {
                Ok((!self.has_group(id, group).await?).then_some(()))
            })
            .await
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
