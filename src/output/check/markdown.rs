//! A Markdown report, for a job summary or a pull request.

use super::super::sanitize;
use super::{Case, CaseOutcome, CheckReport};

/// Draws the report.
pub fn draw(report: &CheckReport<'_>) -> String {
    let word = if report.passed { "passed" } else { "failed" };
    let mut text = format!(
        "## Patch compliance: {word}\n\n{}\n",
        escape(&report.conclusion)
    );
    table(
        &mut text,
        "Failing nodes",
        report.with(CaseOutcome::Failed).collect(),
    );
    table(
        &mut text,
        "Excused nodes",
        report.with(CaseOutcome::Excused).collect(),
    );
    if !report.unreadable.is_empty() {
        text.push_str("\n### Could not be read\n\n");
        for fault in report.unreadable {
            text.push_str(&format!(
                "- {}: {}\n",
                escape(&fault.place),
                escape(&fault.reason)
            ));
        }
    }
    text
}

fn table(text: &mut String, title: &str, cases: Vec<&Case>) {
    if cases.is_empty() {
        return;
    }
    text.push_str(&format!("\n### {title}\n\n| Verdict | Node | Account and Region | Reason | Next |\n|---|---|---|---|---|\n"));
    for case in cases {
        let (scope, next) = (escape(&case.scope), case.next.replace('`', ""));
        text.push_str(&format!(
            "| {} | {} | {scope} | {} | `{next}` |\n",
            case.verdict,
            escape(&case.title()),
            escape(&case.reason)
        ));
    }
}

/// Makes text that is not ours harmless in a Markdown table.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in sanitize::for_terminal(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '#' | '@' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
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
