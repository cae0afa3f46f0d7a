//! Automation executions: starting, following and stopping them.

use aws_sdk_ssm::error::ProvideErrorMetadata;
use aws_sdk_ssm::types::{
    AutomationExecution, AutomationExecutionFilter, AutomationExecutionFilterKey,
    AutomationExecutionMetadata, StepExecution, StopType,
};

use super::actions::Action;
use super::convert::{filled, parameters, text, timestamp, wire_parameters};
use super::ends::{Question, unproven};
use super::limiter::Doubt;
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
    /// one execution. None of the same document and parameters may run before. Where nobody can tell
    /// whether it was started, `look` is the line that shows it.
    pub async fn start_automation(
        &self,
        document: &str,
        parameters: &Parameters,
        token: &str,
        look: String,
        _: &Consented,
    ) -> Result<String> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::StartAutomation)
            .await
            .start_automation_execution()
            .document_name(document)
            .set_parameters(Some(wire_parameters(parameters)))
            .client_token(token);
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        // Without an id nobody could follow or stop what may be running.
        let written = doubt.judge(Action::StartAutomation, answer);
        let written = written.and_then(|answer| match answer.automation_execution_id {
            Some(id) if !id.is_empty() => Ok(id),
            _ => Err(unproven(Action::StartAutomation)),
        });
        let what = format!("an automation of {document} was started");
        let question = Question::new(what, look);
        let look = async || self.execution_with(document, parameters).await;
        question.settle_late(&self.pace, written, look).await
    }

    /// The id of an execution that runs with these parameters.
    async fn execution_with(
        &self,
        document: &str,
        parameters: &Parameters,
    ) -> Result<Option<String>> {
        for listed in self.automations(document, true).await? {
            let Some(found) = self.automation(&listed.id).await? else {
                continue;
            };
            let mut wanted = parameters.iter();
            if wanted.all(|(name, value)| found.parameters.get(name) == Some(value)) {
                return Ok(Some(listed.id));
            }
        }
        Ok(None)
    }

    /// An execution as it stands; `None` when there is none of this id.
    pub async fn automation(&self, id: &str) -> Result<Option<Execution>> {
        let call = self
            .ssm(Action::Automation)
            .await
            .get_automation_execution()
            .automation_execution_id(id);

        match call.send().await {
            Ok(answer) => Ok(answer.automation_execution().map(execution)),
            // Modelled by the SSM API for an id that it does not know: that is an answer.
            Err(error) if error.code() == Some("AutomationExecutionNotFoundException") => Ok(None),
            Err(error) => Err(fault::fault(Action::Automation, error)),
        }
    }

    /// The executions of documents whose name has this beginning, as long as AWS keeps them; with
    /// `running`, those that are not over.
    pub async fn automations(&self, prefix: &str, running: bool) -> Result<Vec<Listed>> {
        let mut filters = vec![filter(
            AutomationExecutionFilterKey::DocumentNamePrefix,
            &[prefix],
        )?];
        if running {
            // One filter takes up to 10 values (SSM API, `AutomationExecutionFilter`), so that one
            // call asks for all of them.
            let stages = ["Pending", "InProgress", "Waiting", "Cancelling"];
            filters.push(filter(
                AutomationExecutionFilterKey::ExecutionStatus,
                &stages,
            )?);
        }

        pages::all(Action::Automations, |token| {
            self.automations_page(&filters, token)
        })
        .await
    }

    async fn automations_page(
        &self,
        filters: &[AutomationExecutionFilter],
        token: Option<String>,
    ) -> Result<(Vec<Listed>, Option<String>)> {
        let call = self
            .ssm(Action::Automations)
            .await
            .describe_automation_executions()
            .set_filters(Some(filters.to_vec()));
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Automations))?;

        let executions = answer.automation_execution_metadata_list().iter();
        Ok((executions.map(listed).collect(), answer.next_token))
    }

    /// Asks an execution to stop.
    pub async fn stop_automation(&self, id: &str, _: &Consented) -> Result<()> {
        // `Cancel` is the default as well (SSM API, `StopAutomationExecution`); it is said, so that
        // nothing rests on that.
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::StopAutomation)
            .await
            .stop_automation_execution()
            .automation_execution_id(id)
            .r#type(StopType::Cancel);

        let answer = call.customize().interceptor(doubt.clone()).send().await;

        // The answer is empty, and would be the same of somebody who did nothing.
        let answered = doubt.judge(Action::StopAutomation, answer);
        let written = answered.and_then(|_| Err(unproven(Action::StopAutomation)));
        let what = format!("the execution {id} was asked to stop");
        let question = self.question(what, &format!("patch-now show {id}"));
        question
            .settle_late(&self.pace, written, async || {
                let found = self.automation(id).await?;
                Ok(found.filter(Execution::is_stopping).map(drop))
            })
            .await
    }
}

fn filter(key: AutomationExecutionFilterKey, values: &[&str]) -> Result<AutomationExecutionFilter> {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    AutomationExecutionFilter::builder()
        .key(key)
        .set_values(Some(values))
        .build()
        .map_err(|error| Error::failed("a filter is incomplete").with_source(error))
}

fn execution(execution: &AutomationExecution) -> Execution {
    let status = execution.automation_execution_status();
    Execution {
        id: text(execution.automation_execution_id()),
        document: text(execution.document_name()),
        status: text(status.map(|status| status.as_str())),
        failure: filled(execution.failure_message()),
        started_at: execution.execution_start_time().and_then(timestamp),
        ended_at: execution.execution_end_time().and_then(timestamp),
        parameters: parameters(execution.parameters()),
        steps: execution.step_executions().iter().map(step).collect(),
    }
}

fn listed(found: &AutomationExecutionMetadata) -> Listed {
    let status = found.automation_execution_status();
    Listed {
        id: text(found.automation_execution_id()),
        document: text(found.document_name()),
        status: text(status.map(|status| status.as_str())),
        started_at: found.execution_start_time().and_then(timestamp),
        by: filled(found.executed_by()),
        association: filled(found.association_id()),
    }
}

fn step(step: &StepExecution) -> ExecutionStep {
    ExecutionStep {
        name: text(step.step_name()),
        action: text(step.action()),
        status: text(step.step_status().map(|status| status.as_str())),
        failure: filled(step.failure_message()),
        started_at: step.execution_start_time().and_then(timestamp),
        // What aws:runCommand gives out (Automation User Guide, "aws:runCommand").
        command_id: step
            .outputs()
            .and_then(|outputs| outputs.get("CommandId")?.first().cloned()),
    }
}
