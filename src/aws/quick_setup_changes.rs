//! What changes configuration managers of Quick Setup. Each function takes the proof that a plan was
//! shown and agreed to.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_ssmquicksetup::types::ConfigurationDefinitionInput;

use super::actions::Action;
use super::ends::unproven;
use super::limiter::Doubt;
use super::quick_setup::is_missing;
use super::site::Site;
use crate::domain::policy::manager::Manager;
use crate::domain::policy::parameters::{Parameters, are_same};
use crate::domain::policy::{Kind, Roles};
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// A manager that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewManager<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is for.
    pub description: Option<&'a str>,
    /// What it deploys.
    pub kind: Kind,
    /// The parameters of that.
    pub parameters: &'a Parameters,
    /// The roles with which it is deployed.
    pub roles: &'a Roles,
    /// Its tags.
    pub tags: &'a BTreeMap<String, String>,
}

impl Site {
    /// Makes a manager; gives its ARN. The API takes no client token, so that a lost answer is
    /// looked up by name.
    ///
    /// # Errors
    /// What Quick Setup refused; of the kind `NotKnown` when nobody can tell whether it was made.
    pub async fn create_manager(&self, new: &NewManager<'_>, _: &Consented) -> Result<String> {
        let doubt = Doubt::default();
        let definition = ConfigurationDefinitionInput::builder()
            .r#type(new.kind.as_type())
            .set_parameters(Some(wire(new.parameters)))
            .set_local_deployment_administration_role_arn(new.roles.administration.clone())
            .set_local_deployment_execution_role_name(new.roles.execution.clone())
            .build()
            .map_err(|error| Error::failed("a definition is incomplete").with_source(error))?;

        let client = self.quick_setup(Action::CreateManager);
        let call = client
            .create_configuration_manager()
            .name(new.name)
            .set_description(new.description.map(str::to_owned))
            .configuration_definitions(definition)
            .set_tags((!new.tags.is_empty()).then(|| wire(new.tags)));
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        let written = doubt.judge(Action::CreateManager, answer);
        let written = written.and_then(|answer| match answer.manager_arn() {
            "" => Err(unproven(Action::CreateManager)),
            arn => Ok(arn.to_owned()),
        });

        let what = format!("a policy {} was created", new.name);
        let question = self.question(what, &format!("policy show '{}'", new.name));
        question
            .settle(written, async || self.made(new).await)
            .await
    }

    /// The manager that is as this one was to be; none of its name was there before.
    async fn made(&self, new: &NewManager<'_>) -> Result<Option<String>> {
        for listed in self.managers().await? {
            if listed.name != new.name {
                continue;
            }
            let found = self.manager(&listed.arn).await?;
            if found.is_some_and(|found| is_so(&found, new.parameters)) {
                return Ok(Some(listed.arn));
            }
        }
        Ok(None)
    }

    /// Changes the name and the description of a manager.
    ///
    /// # Errors
    /// What Quick Setup refused.
    pub async fn rename_manager(
        &self,
        arn: &str,
        name: &str,
        description: &str,
        _: &Consented,
    ) -> Result<()> {
        let doubt = Doubt::default();
        let client = self.quick_setup(Action::UpdateManager);
        let call = client
            .update_configuration_manager()
            .manager_arn(arn)
            .name(name)
            .description(description);
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        let written = doubt.judge(Action::UpdateManager, answer).map(drop);
        let question = self.question(format!("{name} was renamed"), &format!("policy show {arn}"));
        question
            .settle(written, async || {
                let found = self.manager(arn).await?;
                Ok(found
                    .filter(|found| {
                        found.name == name
                            && found.description.as_deref().unwrap_or_default() == description
                    })
                    .map(drop))
            })
            .await
    }

    /// Changes what a manager deploys: the whole map, because whether a part of it would be merged
    /// cannot be confirmed.
    ///
    /// # Errors
    /// What Quick Setup refused, such as a `ConflictException` while it deploys.
    pub async fn update_definition(
        &self,
        arn: &str,
        definition: &str,
        parameters: &Parameters,
        roles: &Roles,
        _: &Consented,
    ) -> Result<()> {
        let doubt = Doubt::default();
        let client = self.quick_setup(Action::UpdateDefinition);
        let call = client
            .update_configuration_definition()
            .manager_arn(arn)
            .id(definition)
            .set_parameters(Some(wire(parameters)))
            .set_local_deployment_administration_role_arn(roles.administration.clone())
            .set_local_deployment_execution_role_name(roles.execution.clone());
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        let written = doubt.judge(Action::UpdateDefinition, answer).map(drop);
        let what = "the policy was changed".to_owned();
        let question = self.question(what, &format!("policy show {arn}"));
        question
            .settle(written, async || {
                let found = self.manager(arn).await?;
                Ok(found.filter(|found| is_so(found, parameters)).map(drop))
            })
            .await
    }

    /// Deletes a manager, and with it what it deployed. One that is gone, or being deleted, is
    /// deleted.
    ///
    /// # Errors
    /// What Quick Setup refused.
    pub async fn delete_manager(&self, arn: &str, _: &Consented) -> Result<()> {
        let doubt = Doubt::default();
        let client = self.quick_setup(Action::DeleteManager);
        let call = client.delete_configuration_manager().manager_arn(arn);
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        let written = match doubt.judge(Action::DeleteManager, answer).map(drop) {
            // A repetition finds what the first one did.
            Err(error) if is_missing(&error) => return Ok(()),
            written => written,
        };
        let what = "the policy is being deleted".to_owned();
        let question = self.question(what, &format!("policy show {arn}"));
        question
            .settle(written, async || {
                let found = self.manager(arn).await?;
                let goes = found.is_none_or(|found| found.status.word == "DELETING");
                Ok(goes.then_some(()))
            })
            .await
    }

    /// Sets and removes tags of a manager; new ones first, so that nothing is lost when the second
    /// call fails.
    ///
    /// # Errors
    /// What Quick Setup refused.
    pub async fn tag_manager(
        &self,
        arn: &str,
        set: &BTreeMap<String, String>,
        remove: &[String],
        _: &Consented,
    ) -> Result<()> {
        if !set.is_empty() {
            let doubt = Doubt::default();
            let client = self.quick_setup(Action::TagManager);
            let call = client.tag_resource().resource_arn(arn);
            let call = call.set_tags(Some(wire(set)));
            let answer = call.customize().interceptor(doubt.clone()).send().await;
            doubt.judge(Action::TagManager, answer)?;
        }
        if remove.is_empty() {
            return Ok(());
        }
        let doubt = Doubt::default();
        let client = self.quick_setup(Action::UntagManager);
        let call = client.untag_resource().resource_arn(arn);
        let call = call.set_tag_keys(Some(remove.to_vec()));
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        doubt.judge(Action::UntagManager, answer).map(drop)
    }
}

/// Whether a manager deploys these parameters.
fn is_so(manager: &Manager, parameters: &Parameters) -> bool {
    matches!(&manager.deployed[..], [one] if are_same(&one.parameters, parameters))
}

fn wire(map: &BTreeMap<String, String>) -> HashMap<String, String> {
    let pairs = map.iter();
    pairs
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
