//! What maintenance windows did: their executions, the tasks of those, and what the tasks sent.

use aws_sdk_ssm::types::{
    MaintenanceWindowExecution, MaintenanceWindowExecutionStatus,
    MaintenanceWindowExecutionTaskIdentity, MaintenanceWindowExecutionTaskInvocationIdentity,
    MaintenanceWindowFilter, MaintenanceWindowTaskType,
};
use aws_smithy_types::DateTime;
use jiff::Timestamp;

use super::actions::Action;
use super::convert::{filled, text, timestamp};
use super::site::Site;
use super::windows::is_gone;
use super::{fault, pages};
use crate::domain::window::execution::{Execution, Invocation, Standing, TaskExecution};
use crate::error::Result;

/// The largest page of the three lists (SSM API: 10 to 100).
const PAGE: i32 = 100;

impl Site {
    /// The executions of a window that began within some bounds, newest first as AWS has them; none
    /// of a window that is gone.
    pub async fn window_executions(
        &self,
        window: &str,
        after: Option<Timestamp>,
        before: Option<Timestamp>,
    ) -> Result<Vec<Execution>> {
        let bounds = [("ExecutedAfter", after), ("ExecutedBefore", before)];
        let filters: Vec<MaintenanceWindowFilter> = bounds
            .into_iter()
            .filter_map(|(key, at)| {
                let filter = MaintenanceWindowFilter::builder().key(key);
                Some(filter.values(at?.to_string()).build())
            })
            .collect();
        let read = pages::all(Action::WindowExecutions, |token| {
            self.window_executions_page(window, &filters, token)
        });
        match read.await {
            Err(error) if is_gone(&error) => Ok(Vec::new()),
            read => read,
        }
    }

    async fn window_executions_page(
        &self,
        window: &str,
        filters: &[MaintenanceWindowFilter],
        token: Option<String>,
    ) -> Result<(Vec<Execution>, Option<String>)> {
        let call = self
            .ssm(Action::WindowExecutions)
            .await
            .describe_maintenance_window_executions()
            .window_id(window)
            .set_filters((!filters.is_empty()).then(|| filters.to_vec()));
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::WindowExecutions))?;
        let found = answer.window_executions().iter().map(execution);
        let found = fault::named(Action::WindowExecutions, found)?;
        Ok((found, answer.next_token))
    }

    /// The tasks of an execution, as far as they have begun.
    pub async fn window_execution_tasks(&self, execution: &str) -> Result<Vec<TaskExecution>> {
        pages::all(Action::WindowExecutionTasks, |token| async move {
            let call = self.ssm(Action::WindowExecutionTasks).await;
            let call = call
                .describe_maintenance_window_execution_tasks()
                .window_execution_id(execution);
            let answer = call.max_results(PAGE).set_next_token(token).send().await;
            let answer = answer.map_err(fault::of(Action::WindowExecutionTasks))?;
            let found = answer.window_execution_task_identities().iter().map(task);
            let found = fault::named(Action::WindowExecutionTasks, found)?;
            Ok((found, answer.next_token))
        })
        .await
    }

    /// What a task of an execution sent.
    pub async fn window_invocations(&self, execution: &str, task: &str) -> Result<Vec<Invocation>> {
        pages::all(Action::WindowInvocations, |token| async move {
            let call = self.ssm(Action::WindowInvocations).await;
            let call = call
                .describe_maintenance_window_execution_task_invocations()
                .window_execution_id(execution)
                .task_id(task);
            let answer = call.max_results(PAGE).set_next_token(token).send().await;
            let answer = answer.map_err(fault::of(Action::WindowInvocations))?;
            let found = answer.window_execution_task_invocation_identities().iter();
            let found = fault::named(Action::WindowInvocations, found.map(invocation))?;
            Ok((found, answer.next_token))
        })
        .await
    }
}

fn execution(raw: &MaintenanceWindowExecution) -> Option<Execution> {
    Some(Execution {
        id: filled(raw.window_execution_id())?,
        standing: standing(
            raw.status(),
            raw.status_details(),
            (raw.start_time(), raw.end_time()),
        ),
    })
}

fn task(raw: &MaintenanceWindowExecutionTaskIdentity) -> Option<TaskExecution> {
    Some(TaskExecution {
        id: filled(raw.task_execution_id())?,
        kind: raw
            .task_type()
            .map(|kind| kind.as_str().to_owned())
            .unwrap_or_default(),
        runs: text(raw.task_arn()),
        standing: standing(
            raw.status(),
            raw.status_details(),
            (raw.start_time(), raw.end_time()),
        ),
    })
}

fn invocation(raw: &MaintenanceWindowExecutionTaskInvocationIdentity) -> Option<Invocation> {
    let is_command = raw.task_type() == Some(&MaintenanceWindowTaskType::RunCommand);
    Some(Invocation {
        id: filled(raw.invocation_id())?,
        // Of other types it is the id of something else (SSM API, the same shape).
        command_id: filled(raw.execution_id()).filter(|_| is_command),
        target: filled(raw.window_target_id()),
        owner: filled(raw.owner_information()),
        standing: standing(
            raw.status(),
            raw.status_details(),
            (raw.start_time(), raw.end_time()),
        ),
    })
}

fn standing(
    status: Option<&MaintenanceWindowExecutionStatus>,
    details: Option<&str>,
    (started, ended): (Option<&DateTime>, Option<&DateTime>),
) -> Standing {
    Standing {
        status: status
            .map(|word| word.as_str().to_owned())
            .unwrap_or_default(),
        status_details: filled(details),
        started: started.and_then(timestamp),
        ended: ended.and_then(timestamp),
    }
}
