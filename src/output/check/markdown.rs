//! A Markdown report, for a job summary or a pull request.

use super::super::markdown::escape;
use super::super::sanitize;
use super::{Case, CaseOutcome, CheckReport};
use crate::domain::fleet::denials::merged;

/// The header of a table of nodes.
const HEAD: &str =
    "| Verdict | Node | Account and Region | Reason | Next |\n|---|---|---|---|---|\n";

/// Draws the report.
pub fn draw(report: &CheckReport<'_>) -> String {
    let word = if report.passed { "passed" } else { "failed" };
    let conclusion = escape(&report.conclusion);
    let mut text = format!("## Patch compliance: {word}\n\n{conclusion}\n");
    let (failed, excused) = (CaseOutcome::Failed, CaseOutcome::Excused);
    table(&mut text, "Failing nodes", report.with(failed).collect());
    table(&mut text, "Excused nodes", report.with(excused).collect());

    if !report.nothing.is_empty() {
        text.push_str("\n### Nothing to check\n\n");
        for nothing in &report.nothing {
            text.push_str(&format!("- {}\n", escape(nothing)));
        }
    }

    // A list and not a table: places that could not be read have no node and no verdict.
    if !report.unreadable.is_empty() {
        text.push_str("\n### Could not be read\n\n");
        for fault in merged(report.unreadable) {
            let (place, reason) = (escape(&fault.place), escape(&fault.reason));
            text.push_str(&format!("- {place}: {reason}\n"));
        }
    }
    text
}

fn table(text: &mut String, title: &str, cases: Vec<&Case>) {
    if cases.is_empty() {
        return;
    }
    text.push_str(&format!("\n### {title}\n\n{HEAD}"));

    for case in cases {
        // Within a code span nothing can be escaped, so that its own sign goes.
        let next = sanitize::for_terminal(&case.next).replace('`', "");
        let scope = escape(&case.scope);
        let (title, reason) = (escape(&case.title()), escape(&case.reason));
        let verdict = case.verdict;
        text.push_str(&format!(
            "| {verdict} | {title} | {scope} | {reason} | `{next}` |\n"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fault, report};

    #[test]
    fn rows_stay_rows() {
        let faults = [fault()];
        let text = super::draw(&report(&faults));
        assert!(
            text.contains(
                "| NON_COMPLIANT | i-2 (&lt;b&gt;\\| x) | 111122223333 us-east-1 | 3 missing, 50% | `patchctl compliance patches i-2` |\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("### Excused nodes") && text.contains("### Could not be read"),
            "{text}"
        );
    }
}
