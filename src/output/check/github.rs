//! GitHub workflow commands: an annotation for each failing node.

use super::super::sanitize;
use super::{CaseOutcome, CheckReport};
use crate::domain::fleet::denials::merged;

/// Draws the report as workflow commands (GitHub Actions, "Workflow commands").
pub fn draw(report: &CheckReport<'_>) -> String {
    let mut text = String::new();
    for case in report.with(CaseOutcome::Failed) {
        let message = format!("{}: {}. Next: {}", case.title(), case.reason, case.next);
        text.push_str(&command("error", case.verdict, &message));
    }
    for case in report.with(CaseOutcome::Excused) {
        let message = format!("{}: {}", case.title(), case.reason);
        text.push_str(&command("warning", case.verdict, &message));
    }

    for nothing in &report.nothing {
        text.push_str(&command("error", "NOTHING TO CHECK", nothing));
    }
    // An error as well: what could not be read fails the check.
    for fault in merged(report.unreadable) {
        let message = format!("{}: {}", fault.place, fault.reason);
        text.push_str(&command("error", "UNREADABLE", &message));
    }

    let title = "patchctl compliance check";
    text.push_str(&command("notice", title, &report.conclusion));
    text
}

fn command(level: &str, title: &str, message: &str) -> String {
    format!("::{level} title={}::{}\n", property(title), data(message))
}

/// Text as the message of a workflow command.
pub(in crate::output) fn data(text: &str) -> String {
    sanitize::for_terminal(text).replace('%', "%25")
}

/// Text as a property of a workflow command.
pub(in crate::output) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fault, report};

    #[test]
    fn each_annotation_is_one_line_and_escaped() {
        let faults = [fault()];
        let text = super::draw(&report(&faults));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "::error title=NON_COMPLIANT::i-2 (<b>| x): 3 missing, 50%25. Next: patchctl compliance patches i-2"
        );
        assert_eq!(lines.len(), 5);
        assert!(lines[3].starts_with("::error title=UNREADABLE::account 444455556666"));
        assert_eq!(super::property("a:b,c"), "a%3Ab%2Cc");
    }
}
