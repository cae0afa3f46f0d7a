//! The steps that give Security Hub a finding about each node.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use serde::Serialize;

use super::step::Step;
use crate::aws::site::Site;
use crate::domain::compliance::Verdict;
use crate::domain::id::{NodeId, Scope};
use crate::domain::security_hub::batch::{FINDINGS, batches};
use crate::domain::security_hub::finding::{NodeFinding, RecordState};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// How many nodes are named of those that are alike.
const NAMED: usize = 5;

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

impl FindingStep {
    const fn state(&self) -> &'static str {
        match self.finding.record_state {
            RecordState::Active => "ACTIVE",
            RecordState::Archived => "ARCHIVED",
        }
    }
}

/// Whether a call as a whole was refused: the next one of the same place would be too.
#[derive(Debug, Default)]
pub struct WasRefused(bool);

#[async_trait(?Send)]
impl Step for FindingStep {
    type Memory = WasRefused;

    const INDEPENDENT: bool = true;

    fn line(&self) -> String {
        format!("import {}: {}, {}", self.node, self.verdict, self.state())
    }

    /// A fleet is thousands of findings of a few kinds.
    fn lines(steps: &[Self]) -> Vec<String> {
        let mut alike: BTreeMap<(Verdict, &str), Vec<&Self>> = BTreeMap::new();
        for step in steps {
            let key = (step.verdict, step.state());
            alike.entry(key).or_default().push(step);
        }

        let lines = alike.into_iter().map(|((verdict, state), steps)| {
            let named = steps.iter().take(NAMED).map(|step| step.node.as_str());
            let named = named.collect::<Vec<_>>().join(", ");
            let more = match steps.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let findings = count(steps.len(), "finding");
            format!("import {findings} {verdict}, {state}: {named}{more}")
        });
        lines.collect()
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
                Ok(mut refused) => {
                    let own: BTreeSet<&String> = batch.findings.iter().map(|one| &one.id).collect();
                    let stranger = refused.keys().find(|id| !own.contains(*id)).cloned();
                    answers.extend(batch.findings.iter().map(|finding| {
                        let id = &finding.id;
                        let open = || taken(id, stranger.as_deref());
                        refused.remove(id).map_or_else(open, Err)
                    }));
                }
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

/// A finding that was not refused; where what was refused is none of the call, it may be any of them.
fn taken(id: &str, stranger: Option<&str>) -> Result<Option<String>> {
    match stranger {
        None => Ok(Some(id.to_owned())),
        Some(stranger) => Err(Error::new(
            Kind::NotKnown,
            format!("the answer refuses {stranger}, which was not sent"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_something_else_leaves_every_finding_open() {
        let taken_alone = taken("a", None).expect("taken");
        assert_eq!(taken_alone.as_deref(), Some("a"));
        let open = taken("a", Some("b")).expect_err("not known");
        assert_eq!(open.kind(), Kind::NotKnown);
    }
}
