//! What changes associations. Each function takes the proof that a plan was shown and agreed to.

use std::collections::BTreeMap;

use aws_sdk_ssm::operation::create_association::CreateAssociationOutput;
use aws_sdk_ssm::operation::update_association::UpdateAssociationOutput;
use aws_sdk_ssm::types::{
    AssociationComplianceSeverity, AssociationDescription, AssociationSyncCompliance,
    ResourceTypeForTagging,
};

use super::actions::Action;
use super::association_wire::{wire_output, wire_targets};
use super::associations::StoredAssociation;
use super::convert::{filled, wire_parameters};
use super::ends::{Question, unproven};
use super::limiter::Doubt;
use super::site::Site;
use super::tag_changes::wire_tags;
use crate::domain::association::execution::Execution;
use crate::domain::association::{Definition, Sync};
use crate::error::{Error, Result};
use crate::output::plan::Consented;

impl Site {
    /// Creates an association; gives its id. The API takes no client token, so that it is sent once,
    /// and a lost answer is looked up by name.
    ///
    /// # Errors
    /// What AWS refused; of the kind `NotKnown` when nobody can tell whether it was made.
    pub async fn create_association(
        &self,
        definition: &Definition,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<String> {
        let doubt = Doubt::default();
        let answer = self.send_creation(definition, tags, &doubt).await?;
        let written = answer
            .and_then(|answer| proven(Action::CreateAssociation, answer.association_description()));

        let name = &definition.name;
        let what = format!("an association {name} was created");
        let question = self.question(what, &format!("association show {name}"));

        // None of its name was there before, so that one that is there now is the one.
        let settled = question.settle(written, async || {
            let all = self.listed_associations().await?.into_iter();
            let mut found = all.filter(|one| one.name.as_deref() == Some(name));
            Ok(found.next().map(|one| one.id))
        });
        settled.await.map_err(explained)
    }

    /// The call alone; the outer failure is one of ours.
    async fn send_creation(
        &self,
        definition: &Definition,
        tags: &BTreeMap<String, String>,
        doubt: &Doubt,
    ) -> Result<Result<CreateAssociationOutput>> {
        let tags = wire_tags(tags)?;
        let call = self
            .ssm(Action::CreateAssociation)
            .await
            .create_association()
            .name(&definition.document)
            .association_name(&definition.name)
            .set_document_version(definition.document_version.clone())
            .set_parameters(Some(wire_parameters(&definition.wire_parameters())))
            .set_targets(Some(wire_targets(&definition.targets)))
            .set_schedule_expression(definition.schedule.clone())
            // Said also where it is the default: to run at once or not is the choice that matters.
            .apply_only_at_cron_interval(!definition.at_once)
            .set_schedule_offset(whole(definition.offset))
            .set_duration(whole(definition.duration))
            .set_calendar_names(list(&definition.calendar_names))
            .set_max_concurrency(definition.max_concurrency.clone())
            .set_max_errors(definition.max_errors.clone())
            .set_compliance_severity(severity(definition))
            .sync_compliance(sync(definition))
            .set_output_location(wire_output(definition))
            .set_association_dispatch_assume_role(definition.role_arn.clone())
            .set_tags((!tags.is_empty()).then_some(tags));

        let answer = call.customize().interceptor(doubt.clone()).send().await;
        Ok(doubt.judge(Action::CreateAssociation, answer))
    }

    /// Makes an association as it is wanted. What is not sent is null afterwards (SSM API reference,
    /// UpdateAssociation), so that everything is sent, also what no document says. The version goes
    /// along: AWS refuses the change when another one came first.
    ///
    /// # Errors
    /// What AWS refused.
    pub async fn update_association(
        &self,
        there: &StoredAssociation,
        after: &Definition,
        _: &Consented,
    ) -> Result<()> {
        let id = there.association.id.as_str();
        let doubt = Doubt::default();
        let answer = self.send_update(there, after, &doubt).await;
        let written = answer
            .and_then(|answer| proven(Action::UpdateAssociation, answer.association_description()))
            .and_then(|told| echoed(Action::UpdateAssociation, id, &told));

        let question = self.asked_of_association(id, "the association was changed");

        // An attempt that came through makes the next one meet another version: what is there tells,
        // and not what was answered.
        question
            .settle(written, async || {
                let now = self.association(id, false).await?;
                let now = now.and_then(|now| now.association.definition.ok());
                Ok(now.filter(|now| now == after).map(drop))
            })
            .await
    }

    async fn send_update(
        &self,
        there: &StoredAssociation,
        after: &Definition,
        doubt: &Doubt,
    ) -> Result<UpdateAssociationOutput> {
        let raw = &there.raw;
        let id = there.association.id.as_str();

        // One without a name is not given its id for one.
        let name = Some(after.name.clone()).filter(|name| name != id);
        let call = self
            .ssm(Action::UpdateAssociation)
            .await
            .update_association()
            .association_id(id)
            .association_version(&there.association.version)
            .name(&after.document)
            .set_association_name(name)
            .set_document_version(after.document_version.clone())
            .set_parameters(Some(wire_parameters(&after.wire_parameters())))
            .set_targets(Some(wire_targets(&after.targets)))
            .set_schedule_expression(after.schedule.clone())
            .apply_only_at_cron_interval(!after.at_once)
            .set_schedule_offset(whole(after.offset))
            .set_duration(whole(after.duration))
            .set_calendar_names(list(&after.calendar_names))
            .set_max_concurrency(after.max_concurrency.clone())
            .set_max_errors(after.max_errors.clone())
            .set_compliance_severity(severity(after))
            .sync_compliance(sync(after))
            .set_output_location(wire_output(after))
            .set_association_dispatch_assume_role(after.role_arn.clone());

        // What no document says would be null without this.
        let call = call
            .set_automation_target_parameter_name(raw.automation_target_parameter_name.clone())
            .set_target_locations(raw.target_locations.clone().filter(|all| !all.is_empty()))
            .set_target_maps(raw.target_maps.clone().filter(|all| !all.is_empty()))
            .set_alarm_configuration(raw.alarm_configuration.clone());
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        doubt.judge(Action::UpdateAssociation, answer)
    }

    /// Deletes an association. One that is already gone is as it was to be.
    ///
    /// # Errors
    /// What AWS refused.
    pub async fn delete_association(&self, id: &str, _: &Consented) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::DeleteAssociation)
            .await
            .delete_association()
            .association_id(id);

        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let answered = match doubt.judge(Action::DeleteAssociation, answer) {
            Err(error) if error.code() == Some("AssociationDoesNotExist") => return Ok(()),
            // The answer is empty, and would be the same of somebody who did nothing.
            other => other.and_then(|_| Err(unproven(Action::DeleteAssociation))),
        };

        let question = self.asked_of_association(id, "the association was deleted");
        question
            .settle(answered, async || {
                let now = self.association(id, false).await?;
                Ok(now.is_none().then_some(()))
            })
            .await
    }

    /// Lets an association run now; gives the execution that came of it. The API has no client
    /// token and answers nothing: the execution that was not there before is the proof, and AWS may
    /// show it late.
    ///
    /// # Errors
    /// What AWS refused; of the kind `NotKnown` when no execution shows up.
    pub async fn start_association(
        &self,
        id: &str,
        before: &[Execution],
        _: &Consented,
    ) -> Result<Execution> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::StartAssociations)
            .await
            .start_associations_once()
            .association_ids(id);
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let answered = doubt.judge(Action::StartAssociations, answer);

        // Nobody learns from the answer which execution is meant.
        let written = answered.and_then(|_| Err(unproven(Action::StartAssociations)));

        let what = format!("the association was started ({id})");
        let question = self.question(what, &format!("association executions {id}"));
        question
            .settle_late(&self.pace, written, async || {
                let now = self.latest_executions(id).await?;
                let mut new = now.into_iter().filter(|one| is_new(one, before));

                // The schedule may come in between; the newest come first, and the oldest of the new
                // ones is ours.
                Ok(new.next_back())
            })
            .await
    }

    /// Sets tags of an association.
    ///
    /// # Errors
    /// What AWS refused.
    pub async fn tag_association(
        &self,
        id: &str,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<()> {
        self.add_tags(ResourceTypeForTagging::Association, id, tags)
            .await
    }

    /// Removes tags of an association.
    ///
    /// # Errors
    /// What AWS refused.
    pub async fn untag_association(&self, id: &str, keys: &[String], _: &Consented) -> Result<()> {
        self.remove_tags(ResourceTypeForTagging::Association, id, keys)
            .await
    }

    fn asked_of_association(&self, id: &str, what: &str) -> Question {
        self.question(format!("{what} ({id})"), &format!("association show {id}"))
    }
}

fn is_new(execution: &Execution, before: &[Execution]) -> bool {
    !before.iter().any(|other| other.id == execution.id)
}

fn whole(number: Option<u32>) -> Option<i32> {
    number.and_then(|number| i32::try_from(number).ok())
}

fn list(all: &[String]) -> Option<Vec<String>> {
    (!all.is_empty()).then(|| all.to_vec())
}

fn severity(definition: &Definition) -> Option<AssociationComplianceSeverity> {
    let word = definition.compliance_severity.as_deref();
    word.map(AssociationComplianceSeverity::from)
}

fn sync(definition: &Definition) -> AssociationSyncCompliance {
    match definition.sync_compliance {
        Sync::Auto => AssociationSyncCompliance::Auto,
        Sync::Manual => AssociationSyncCompliance::Manual,
    }
}

/// The id that an answer names.
pub(super) fn proven(action: Action, told: Option<&AssociationDescription>) -> Result<String> {
    let id = told.and_then(|told| filled(told.association_id()));
    id.ok_or_else(|| unproven(action))
}

/// Whether the answer to a change is about what was meant.
fn echoed(action: Action, asked: &str, told: &str) -> Result<()> {
    if told == asked {
        Ok(())
    } else {
        Err(unproven(action))
    }
}

/// Two errors of AWS have no message that says anything (SSM API, shapes
/// `AssociationAlreadyExists` and `AssociationLimitExceeded`).
fn explained(error: Error) -> Error {
    match error.code() {
        Some("AssociationAlreadyExists") => error
            .first_hint("AWS has an association already that it takes for the same: one with this document and these targets")
            .hint("patchctl association list --all shows what there is"),
        Some("AssociationLimitExceeded") => error.first_hint(
            "an account has at most 2,000 associations in a Region; patchctl association list --all shows them",
        ),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_aws_says_without_a_word_is_explained() {
        let said =
            |code: &str| explained(Error::failed("ssm:CreateAssociation answered").with_code(code));
        assert!(said("AssociationAlreadyExists").hints()[0].contains("takes for the same"));
        assert!(said("AssociationLimitExceeded").hints()[0].contains("2,000"));
        assert!(said("InvalidTarget").hints().is_empty());
    }
}
