//! Quick Setup, as it is read: configuration managers, and where they are deployed.

use aws_sdk_ssmquicksetup::config::retry::RetryConfig;
use aws_sdk_ssmquicksetup::operation::get_configuration_manager::GetConfigurationManagerOutput;
use aws_sdk_ssmquicksetup::types::{
    ConfigurationDefinition, ConfigurationManagerSummary, ConfigurationSummary, StatusSummary,
    StatusType,
};

use super::actions::{Action, Retries};
use super::convert::{filled, text, timestamp};
use super::limiter::Guarded;
use super::site::Site;
use super::{fault, pages};
use crate::domain::id::{AccountId, Region, Scope};
use crate::domain::policy::Roles;
use crate::domain::policy::manager::{Configuration, Deployed, Manager, Status};
use crate::error::Result;

/// The largest page of both lists (Quick Setup API: 1 to 100).
const PAGE: i32 = 100;

/// What a list says of a manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its ARN.
    pub arn: String,
    /// Its name; may be empty.
    pub name: String,
    /// The types of what it deploys.
    pub types: Vec<String>,
    /// How its deployment stands.
    pub status: Status,
}

impl Site {
    /// The client for one operation.
    pub(super) fn quick_setup(&self, action: Action) -> aws_sdk_ssmquicksetup::Client {
        let builder = aws_sdk_ssmquicksetup::config::Builder::from(&self.config);
        let mut builder = builder.guarded(&self.place());
        if action.retries() == Retries::Never {
            // It has no client token: a second one would make a second manager.
            builder = builder.retry_config(RetryConfig::disabled());
        }
        aws_sdk_ssmquicksetup::Client::from_conf(builder.build())
    }

    /// Every configuration manager of the account in the Region, whatever it deploys, by name.
    pub async fn managers(&self) -> Result<Vec<Listed>> {
        let ask = |token| self.managers_page(token);
        let mut all = pages::all(Action::Managers, ask).await?;
        all.sort_by(|a, b| (&a.name, &a.arn).cmp(&(&b.name, &b.arn)));
        Ok(all)
    }

    async fn managers_page(&self, token: Option<String>) -> Result<(Vec<Listed>, Option<String>)> {
        let client = self.quick_setup(Action::Managers);
        let call = client.list_configuration_managers().max_items(PAGE);
        let answer = call.set_starting_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Managers))?;
        let managers = answer.configuration_managers_list().iter();
        let managers = fault::named(Action::Managers, managers.map(listed))?;
        Ok((managers, answer.next_token))
    }

    /// A manager in full; `None` when there is none of this ARN.
    pub async fn manager(&self, arn: &str) -> Result<Option<Manager>> {
        let client = self.quick_setup(Action::Manager);
        let call = client.get_configuration_manager().manager_arn(arn);
        match call.send().await.map_err(fault::of(Action::Manager)) {
            Err(error) if is_missing(&error) => Ok(None),
            answer => Ok(Some(manager(answer?))),
        }
    }

    /// Where the definitions of a manager are deployed, by account and Region, as this place sees it.
    pub async fn configurations(&self, arn: &str) -> Result<Vec<Configuration>> {
        // A place that does not keep the manager does not know it: there all are asked for.
        let kept = arn.contains(&format!(":{}:{}:", self.scope.region, self.scope.account));
        let filter = kept.then_some(arn);
        let ask = |token| self.configurations_page(filter, token);
        let mut all = pages::all(Action::Configurations, ask).await?;
        // What belongs to another manager is none of them, whatever the filter does.
        all.retain(|one| one.manager == arn);
        all.sort_by(|a, b| (&a.scope, &a.id).cmp(&(&b.scope, &b.id)));
        Ok(all)
    }

    async fn configurations_page(
        &self,
        arn: Option<&str>,
        token: Option<String>,
    ) -> Result<(Vec<Configuration>, Option<String>)> {
        let client = self.quick_setup(Action::Configurations);
        let call = client.list_configurations();
        let call = call.set_manager_arn(arn.map(str::to_owned));
        let call = call.max_items(PAGE).set_starting_token(token);
        let answer = call.send().await;
        let answer = answer.map_err(fault::of(Action::Configurations))?;
        let found = answer.configurations_list().iter();
        let found = fault::named(Action::Configurations, found.map(configuration))?;
        Ok((found, answer.next_token))
    }
}

/// Whether an error says that there is no such manager.
pub(super) fn is_missing(error: &crate::error::Error) -> bool {
    error.code() == Some("ResourceNotFoundException")
}

fn listed(summary: &ConfigurationManagerSummary) -> Option<Listed> {
    Some(Listed {
        arn: filled(Some(summary.manager_arn()))?,
        name: text(summary.name()),
        types: summary
            .configuration_definition_summaries()
            .iter()
            .map(|one| text(one.r#type()))
            .collect(),
        status: deployment(summary.status_summaries()),
    })
}

fn manager(answer: GetConfigurationManagerOutput) -> Manager {
    let deployed = answer.configuration_definitions().iter();
    Manager {
        deployed: deployed.map(definition).collect(),
        status: deployment(answer.status_summaries()),
        created: answer.created_at().and_then(timestamp),
        modified: answer.last_modified_at().and_then(timestamp),
        name: text(answer.name()),
        description: filled(answer.description()),
        tags: answer.tags.unwrap_or_default().into_iter().collect(),
        arn: answer.manager_arn,
    }
}

fn definition(definition: &ConfigurationDefinition) -> Deployed {
    let parameters = definition.parameters().iter();
    Deployed {
        id: text(definition.id()),
        type_name: definition.r#type().to_owned(),
        version: text(definition.type_version()),
        parameters: parameters
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        roles: Roles {
            administration: filled(definition.local_deployment_administration_role_arn()),
            execution: filled(definition.local_deployment_execution_role_name()),
        },
    }
}

fn configuration(summary: &ConfigurationSummary) -> Option<Configuration> {
    let place = filled(summary.account()).zip(filled(summary.region()));
    Some(Configuration {
        id: filled(summary.id())?,
        manager: text(summary.manager_arn()),
        definition: text(summary.configuration_definition_id()),
        scope: place.map(|(account, region)| Scope {
            account: AccountId::trusted(&account),
            region: Region::trusted(&region),
        }),
        status: deployment(summary.status_summaries()),
    })
}

/// The summary that is about the deployment: a manager has another one about what runs because of it.
fn deployment(summaries: &[StatusSummary]) -> Status {
    let found = summaries
        .iter()
        .find(|one| *one.status_type() == StatusType::Deployment);
    found.map_or_else(Status::default, |one| Status {
        word: one
            .status()
            .map_or_else(String::new, |status| status.as_str().to_owned()),
        message: filled(one.status_message()),
        updated: timestamp(one.last_updated_at()),
    })
}
