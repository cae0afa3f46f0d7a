//! Automation executions that patch one node.

use jiff::Timestamp;
use serde::Serialize;

use super::request::Parameters;

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
}

impl Execution {
    /// Whether nothing more will happen (SSM API, `AutomationExecutionStatus`).
    pub fn has_ended(&self) -> bool {
        matches!(
            self.status.as_str(),
            "Success" | "TimedOut" | "Cancelled" | "Failed" | "Rejected" | "CompletedWithSuccess" | "CompletedWithFailure" | "Exited"
        )
    }

    /// Whether it ended well, with every step. AWS-PatchAsgInstance goes on after a failed installation and calls the whole a success, so
    /// that each step counts.
    pub fn succeeded(&self) -> bool {
        matches!(self.status.as_str(), "Success" | "CompletedWithSuccess") && self.failed_steps().next().is_none()
    }

    /// The steps that failed.
    pub fn failed_steps(&self) -> impl Iterator<Item = &ExecutionStep> {
        self.steps.iter().filter(|step| matches!(step.status.as_str(), "Failed" | "TimedOut" | "Cancelled"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn execution(status: &str, step: &str) -> Execution {
        let steps =
            vec![ExecutionStep { name: "install".to_owned(), action: "aws:runCommand".to_owned(), status: step.to_owned(), failure: None }];
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
        assert!(!execution("InProgress", "Success").has_ended() && execution("TimedOut", "Success").has_ended());
    }
}
