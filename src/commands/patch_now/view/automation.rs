//! Shows an automation.

use serde_json::json;

use crate::context::Context;
use crate::domain::compliance::PatchCounts;
use crate::domain::run::automation::{AutomationRecord, Execution};
use crate::error::Result;
use crate::output::cell::{Cell, Tone};

/// Shows an execution with its receipt.
pub fn draw(
    context: &Context,
    record: &AutomationRecord,
    execution: Option<&Execution>,
) -> Result<()> {
    // Without an execution, of which AWS may not tell yet, the receipt says how it stood.
    let status = execution.map_or(record.status.as_str(), |execution| {
        execution.status.as_str()
    });
    let tone = match execution {
        Some(execution) if execution.succeeded() => Tone::Good,
        Some(execution) if execution.has_ended() => Tone::Bad,
        _ => Tone::Warning,
    };
    let id = record.execution_id.as_str();
    // What was judged says it with the patch state; before that the steps tell.
    let failure = record.failure.clone();
    let failure = failure.or_else(|| execution.and_then(Execution::why_failed));
    let fields = vec![
        ("execution", Cell::id(id)),
        ("document", Cell::text(&record.document)),
        ("node", Cell::id(record.node.as_str())),
        ("scope", Cell::text(record.scope.to_string())),
        ("status", Cell::State(status.to_owned(), tone)),
        ("failure", Cell::text(failure.unwrap_or_default())),
        ("steps", Cell::text(steps(execution))),
        ("before", Cell::text(words(record.before))),
        ("after", Cell::text(words(record.after))),
        ("began", Cell::time(Some(record.started_at))),
        ("ended", Cell::time(record.ended_at)),
    ];
    let members = json!({ "receipt": record, "execution": execution });
    context
        .ui
        .details("patch-now.automation", fields, members, id)
}

fn steps(execution: Option<&Execution>) -> String {
    let steps = execution.iter().flat_map(|execution| &execution.steps);
    let steps: Vec<String> = steps
        .map(|step| format!("{} {}", step.name, step.status))
        .collect();
    steps.join(", ")
}

fn words(counts: Option<PatchCounts>) -> String {
    match counts.map(|counts| counts.violations()) {
        None => "not known".to_owned(),
        Some(words) if words.is_empty() => "nothing violates the baseline".to_owned(),
        Some(words) => words.join(", "),
    }
}
