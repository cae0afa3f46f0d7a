//! Automation executions: starting, following and stopping them.

use aws_sdk_ssm::error::ProvideErrorMetadata;
use aws_sdk_ssm::types::{
    AutomationExecution, AutomationExecutionFilter, AutomationExecutionFilterKey,
    AutomationExecutionMetadata, StepExecution, StopType,
};

use super::actions::Action;
use super::convert::timestamp;
use super::site::Site;
use super::{fault, pages};
use crate::domain::run::automation::{Execution, ExecutionStep, Listed};
use crate::domain::run::command::Parameters;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// The largest page of `DescribeAutomationExecutions` (SSM API: 1 to 50).
const PAGE: i32 = 50;

impl Site {
    /// Starts an automation; gives its id. The token makes that safe to repeat: one token starts
    /// one execution.
    ///
    /// # Errors
    /// What `StartAutomationExecution` answered.
    pub async fn start_automation(
        &self,
        document: &str,
        parameters: &Parameters,
        token: &str,
        _: &Consented,
    ) -> Result<String> {
        let parameters = parameters
            .iter()
            .map(|(name, values)| (name.clone(), values.clone()))
            .collect();
        let call = self
            .ssm(Action::StartAutomation)
            .await
            .start_automation_execution()
            .document_name(document);
        let answer = call
            .set_parameters(Some(parameters))
            .client_token(token)
            .send()
            .await;
        let answer = answer.map_err(|error| fault::fault(Action::StartAutomation, error))?;
        let id = answer.automation_execution_id().map(str::to_owned);
        id.ok_or_else(|| Error::failed("ssm:StartAutomationExecution answered without an id"))
    }

    /// An execution as it stands; `None` when there is none of this id.
    ///
    /// # Errors
    /// What `GetAutomationExecution` answered.
    pub async fn automation(&self, id: &str) -> Result<Option<Execution>> {
        let call = self
            .ssm(Action::Automation)
            .await
            .get_automation_execution()
            .automation_execution_id(id);
        match call.send().await {
            Ok(answer) => Ok(answer.automation_execution().map(execution)),
            Err(error) if error.code() == Some("AutomationExecutionNotFoundException") => Ok(None),
            Err(error) => Err(fault::fault(Action::Automation, error)),
        }
    }

    /// The executions of documents whose name has this beginning, as long as AWS keeps them; with
    /// `running`, those that are not over.
    ///
    /// # Errors
    /// What `DescribeAutomationExecutions` answered.
    pub async fn automations(&self, prefix: &str, running: bool) -> Result<Vec<Listed>> {
        let filter = |key: AutomationExecutionFilterKey, values: &[&str]| {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            let built = AutomationExecutionFilter::builder()
                .key(key)
                .set_values(Some(values))
                .build();
            built.map_err(|error| Error::failed("a filter is incomplete").with_source(error))
        };
        let mut filters = vec![filter(
            AutomationExecutionFilterKey::DocumentNamePrefix,
            &[prefix],
        )?];
        if running {
            let stages = ["Pending", "InProgress", "Waiting", "Cancelling"];
            filters.push(filter(
                AutomationExecutionFilterKey::ExecutionStatus,
                &stages,
            )?);
        }
        pages::all(Action::Automations, |token| {
            let filters = filters.clone();
            async move {
                let call = self
                    .ssm(Action::Automations)
                    .await
                    .describe_automation_executions()
                    .set_filters(Some(filters));
                let answer = call.max_results(PAGE).set_next_token(token).send().await;
                let answer = answer.map_err(|error| fault::fault(Action::Automations, error))?;
                Ok((
                    answer
                        .automation_execution_metadata_list()
                        .iter()
                        .map(listed)
                        .collect(),
                    answer.next_token,
                ))
            }
        })
        .await
    }

    /// Asks an execution to stop.
    ///
    /// # Errors
    /// What `StopAutomationExecution` answered.
    pub async fn stop_automation(&self, id: &str, _: &Consented) -> Result<()> {
        let call = self
            .ssm(Action::StopAutomation)
            .await
            .stop_automation_execution()
            .automation_execution_id(id)
            .r#type(StopType::Cancel);
        call.send()
            .await
            .map(drop)
            .map_err(|error| fault::fault(Action::StopAutomation, error))
    }
}

fn execution(execution: &AutomationExecution) -> Execution {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Execution {
        id: text(execution.automation_execution_id()),
        document: text(execution.document_name()),
        status: text(
            execution
                .automation_execution_status()
                .map(|status| status.as_str()),
        ),
        failure: execution
            .failure_message()
            .filter(|message| !message.is_empty())
            .map(str::to_owned),
        started_at: execution.execution_start_time().and_then(timestamp),
        ended_at: execution.execution_end_time().and_then(timestamp),
        parameters: execution
            .parameters()
            .into_iter()
            .flatten()
            .map(|(name, values)| (name.clone(), values.clone()))
            .collect(),
        steps: execution.step_executions().iter().map(step).collect(),
    }
}

fn listed(found: &AutomationExecutionMetadata) -> Listed {
    Listed {
        id: found
            .automation_execution_id()
            .unwrap_or_default()
            .to_owned(),
        document: found.document_name().unwrap_or_default().to_owned(),
        status: found
            .automation_execution_status()
            .map(|status| status.as_str())
            .unwrap_or_default()
            .to_owned(),
        started_at: found.execution_start_time().and_then(timestamp),
    }
}

fn step(step: &StepExecution) -> ExecutionStep {
    ExecutionStep {
        name: step.step_name().unwrap_or_default().to_owned(),
        action: step.action().unwrap_or_default().to_owned(),
        status: step
            .step_status()
            .map(|status| status.as_str())
            .unwrap_or_default()
            .to_owned(),
        failure: step
            .failure_message()
            .filter(|message| !message.is_empty())
            .map(str::to_owned),
    }
}
