//! Automation executions that patch one node.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::command::Parameters;
use super::name::RunName;
use super::record::Who;
use crate::domain::compliance::PatchCounts;
use crate::domain::id::{NodeId, Scope, uuid};

/// Patches an instance of an Auto Scaling group while it is in standby.
pub const ASG: &str = "AWS-PatchAsgInstance";
/// Patches an instance, and restores its root volume when that fails.
pub const WITH_ROLLBACK: &str = "AWS-PatchInstanceWithRollback";

/// How the names of the documents of automations that patch begin.
pub const PATCHING: &str = "AWS-Patch";

/// The `kind` of the receipt of an automation.
pub const KIND: &str = "patch-now.automation";

/// The receipt of an automation.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct AutomationRecord {
    /// The version of this form of document.
    pub schema_version: u32,
    /// [`KIND`].
    pub kind: String,
    /// The execution.
    pub execution_id: String,
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// The instance.
    pub node: NodeId,
    /// The document.
    pub document: String,
    /// Its parameters.
    pub parameters: Parameters,
    /// `aws`, `sandbox`, or the URL of another endpoint.
    pub endpoint: String,
    /// Who.
    pub who: Who,
    /// Why.
    pub reason: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was judged.
    pub ended_at: Option<Timestamp>,
    /// What AWS said of it last.
    pub status: String,
    /// The counts before.
    pub before: Option<PatchCounts>,
    /// The counts that it left, when they are known.
    pub after: Option<PatchCounts>,
    /// Why it failed, with the steps that did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failure: Option<String>,
    /// The exit code of the command that judged it.
    pub exit_code: Option<u8>,
}

impl AutomationRecord {
    /// What a receipt of an execution on a node has in any case.
    pub fn begin(
        scope: Scope,
        node: NodeId,
        execution_id: String,
        endpoint: &str,
        started_at: Timestamp,
    ) -> Self {
        Self {
            schema_version: 1,
            kind: KIND.to_owned(),
            execution_id,
            scope,
            node,
            document: String::new(),
            parameters: Parameters::new(),
            endpoint: endpoint.to_owned(),
            who: Who::default(),
            reason: None,
            started_at,
            ended_at: None,
            // Until AWS says otherwise: an execution that was begun is under way.
            status: "InProgress".to_owned(),
            before: None,
            after: None,
            failure: None,
            exit_code: None,
        }
    }

    /// As far as an execution tells itself; `None` when it is for no single instance.
    pub fn of_execution(
        scope: &Scope,
        execution: &Execution,
        endpoint: &str,
        now: Timestamp,
    ) -> Option<Self> {
        let node = execution.node()?;
        Some(Self {
            document: execution.document.clone(),
            parameters: execution.parameters.clone(),
            status: execution.status.clone(),
            ..Self::begin(
                scope.clone(),
                node,
                execution.id.clone(),
                endpoint,
                execution.started_at.unwrap_or(now),
            )
        })
    }
}

/// Whether a name is the id of an automation execution: a UUID, which no run is called.
pub fn is_execution(name: &RunName) -> bool {
    uuid::is_uuid(name.as_str())
}

/// An execution as a list has it (SSM API, shape `AutomationExecutionMetadata`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The document.
    pub document: String,
    /// `InProgress`, `Success` and so on, as AWS says it.
    pub status: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// Who started it, as AWS says it.
    pub by: Option<String>,
    /// The association that started it.
    pub association: Option<String>,
}

impl Listed {
    /// Whether nothing more will happen.
    pub fn has_ended(&self) -> bool {
        is_end(&self.status)
    }
}

/// The words of an execution that is over (SSM API, `AutomationExecutionStatus`).
fn is_end(status: &str) -> bool {
    matches!(
        status,
        "Success"
            | "TimedOut"
            | "Cancelled"
            | "Failed"
            | "Rejected"
            | "CompletedWithSuccess"
            | "CompletedWithFailure"
            | "Exited"
    )
}

/// An execution (SSM API, shape `AutomationExecution`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Execution {
    /// Its id.
    pub id: String,
    /// The document.
    pub document: String,
    /// `InProgress`, `Success` and so on, as AWS says it.
    pub status: String,
    /// Why it failed, as AWS says it.
    pub failure: Option<String>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The parameters.
    pub parameters: Parameters,
    /// The steps, in their order.
    pub steps: Vec<ExecutionStep>,
}

/// One step of an execution (SSM API, shape `StepExecution`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExecutionStep {
    /// The name.
    pub name: String,
    /// The action, such as `aws:runCommand`.
    pub action: String,
    /// What AWS says of it.
    pub status: String,
    /// Why it failed.
    pub failure: Option<String>,
    /// When it began, by the clock of AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// The command of Run Command that it sent, when it is one that sends any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command_id: Option<String>,
}

impl Execution {
    /// The instance that it is for: the parameter that the automations which patch have for it.
    pub fn node(&self) -> Option<NodeId> {
        self.parameters.get("InstanceId")?.first()?.parse().ok()
    }

    /// Whether nothing more will happen.
    pub fn has_ended(&self) -> bool {
        is_end(&self.status)
    }

    /// Whether it was asked to stop, or is over.
    pub fn is_stopping(&self) -> bool {
        self.has_ended() || self.status == "Cancelling"
    }

    /// Whether it ended well, with every step. AWS-PatchAsgInstance goes on after a failed
    /// installation and calls the whole a success, so that each step counts.
    pub fn succeeded(&self) -> bool {
        matches!(self.status.as_str(), "Success" | "CompletedWithSuccess")
            && self.failed_steps().next().is_none()
    }

    /// Why it did not end well: each step that failed and what AWS says of that, and what it says of
    /// the whole. `None` while it runs, and when every step succeeded.
    pub fn why_failed(&self) -> Option<String> {
        if !self.has_ended() || self.succeeded() {
            return None;
        }

        let mut failed: Vec<&ExecutionStep> = self.failed_steps().collect();
        if failed.is_empty() {
            // Who was stopped or out of time was so in the step that had begun last.
            let mut begun = self.steps.iter().rev();
            failed
                .extend(begun.find(|step| !matches!(step.status.as_str(), "Pending" | "Success")));
        }
        let mut reasons: Vec<String> = failed.into_iter().map(ExecutionStep::end).collect();
        let whole = self.failure.as_deref().map(sentence);
        reasons.extend(whole.map(str::to_owned));
        if reasons.is_empty() {
            reasons.push(format!("it ended as {}", self.status));
        }
        Some(reasons.join("; "))
    }

    /// The steps that sent a command.
    pub fn commanding_steps(&self) -> impl DoubleEndedIterator<Item = &ExecutionStep> {
        self.steps.iter().filter(|step| step.command_id.is_some())
    }

    /// The steps that failed.
    pub fn failed_steps(&self) -> impl Iterator<Item = &ExecutionStep> {
        self.steps
            .iter()
            .filter(|step| matches!(step.status.as_str(), "Failed" | "TimedOut" | "Cancelled"))
    }
}

impl ExecutionStep {
    fn end(&self) -> String {
        let why = self.failure.as_deref().map(sentence).unwrap_or_default();
        let colon = if why.is_empty() { "" } else { ": " };
        format!("step {} {}{colon}{why}", self.name, self.status)
    }
}

/// A sentence of AWS, to stand among others.
fn sentence(text: &str) -> &str {
    text.trim_end().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn execution(status: &str, step: &str) -> Execution {
        let steps = vec![ExecutionStep {
            name: "install".to_owned(),
            action: "aws:runCommand".to_owned(),
            status: step.to_owned(),
            failure: None,
            started_at: None,
            command_id: None,
        }];
        Execution {
            id: String::new(),
            document: "AWS-PatchAsgInstance".to_owned(),
            status: status.to_owned(),
            failure: None,
            started_at: None,
            ended_at: None,
            parameters: Parameters::new(),
            steps,
        }
    }

    #[test]
    fn a_success_with_a_failed_step_is_none() {
        assert!(execution("Success", "Success").succeeded());
        assert!(!execution("Success", "Failed").succeeded());
        assert!(
            !execution("InProgress", "Success").has_ended()
                && execution("TimedOut", "Success").has_ended()
        );
    }

    #[test]
    fn the_step_that_failed_is_named() {
        let why = |status: &str, step: &str| execution(status, step).why_failed();
        assert_eq!(why("InProgress", "Failed"), None);
        assert_eq!(why("Success", "Success"), None);
        assert_eq!(why("Success", "Failed").unwrap(), "step install Failed");
        assert_eq!(
            why("TimedOut", "InProgress").unwrap(),
            "step install InProgress"
        );
        assert_eq!(
            why("Cancelled", "Pending").unwrap(),
            "it ended as Cancelled"
        );
        let mut told = execution("Failed", "Failed");
        told.steps[0].failure = Some("Step timed out".to_owned());
        told.failure = Some("Step fails.".to_owned());
        assert_eq!(
            told.why_failed().unwrap(),
            "step install Failed: Step timed out; Step fails"
        );
    }
}
