//! The steps that give Security Hub a finding about each node.

use async_trait::async_trait;
use serde::Serialize;

use super::step::Step;
use crate::aws::site::Site;
use crate::domain::compliance::Verdict;
use crate::domain::id::{NodeId, Scope};
use crate::domain::security_hub::batch::{FINDINGS, batches};
use crate::domain::security_hub::finding::{NodeFinding, RecordState};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::output::plan::Consented;

/// Imports the finding about a node.
#[derive(Debug, Serialize)]
pub struct FindingStep {
    /// The node.
    pub node: NodeId,
    /// What was found of it.
    pub verdict: Verdict,
    /// The finding.
    pub finding: NodeFinding,
}

/// Whether a call as a whole was refused: the next one of the same place would be too.
#[derive(Debug, Default)]
pub struct WasRefused(bool);

#[async_trait(?Send)]
impl Step for FindingStep {
    type Memory = WasRefused;

    const INDEPENDENT: bool = true;

    fn line(&self) -> String {
        let state = match self.finding.record_state {
            RecordState::Active => "ACTIVE",
            RecordState::Archived => "ARCHIVED",
        };
        format!("import {}: {}, {state}", self.node, self.verdict)
    }

    fn heading(scope: &Scope, steps: &[Self], _: bool) -> Option<String> {
        Some(format!("{} to {scope}:", count(steps.len(), "finding")))
    }

    const AT_ONCE: usize = FINDINGS;

    fn joins(&self, _: &Self) -> bool {
        true
    }

    async fn apply(
        steps: &[&Self],
        site: &Site,
        memory: &mut WasRefused,
        consented: &Consented,
    ) -> Vec<Result<Option<String>>> {
        let mut answers = Vec::new();
        // A hundred findings may be more than a call carries.
        for batch in batches(steps.iter().map(|step| &step.finding)) {
            if memory.0 {
                break;
            }
            match site.import_findings(&batch, consented).await {
                Ok(mut refused) => answers.extend(batch.findings.iter().map(|finding| {
                    let id = &finding.id;
                    refused.remove(id).map_or_else(|| Ok(Some(id.clone())), Err)
                })),
                // Said once, and not for each of its findings: those have no answer, and count as
                // not done.
                Err(error) => {
                    memory.0 = true;
                    let all = count(batch.findings.len(), "finding");
                    answers.push(Err(error.prefixed(&format!("the call with {all}"))));
                }
            }
        }
        answers
    }
}
