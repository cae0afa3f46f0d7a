//! Errors, warnings and notes on standard error.

use owo_colors::OwoColorize;
use serde_json::json;

use super::format::Format;
use super::{Ui, sanitize, terminal, value};
use crate::domain::fleet::denials::merged;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::unreadable::{Outage, Unreadable, outages};
use crate::error::{Error, Kind};

impl Ui {
    /// Shows an error with its causes and hints; as JSON when the result would have been JSON.
    pub fn error(&self, error: &Error) {
        if error.kind() == Kind::BrokenPipe {
            return;
        }
        if self.speaks_json() {
            let mut document = json!({
                "schema_version": value::SCHEMA_VERSION,
                "kind": "error",
                "message": error.message(),
                "code": error.code(),
                "causes": error.causes(),
                "hints": error.hints(),
                "exit_code": error.exit_code().number(),
            });
            if let Some(report) = error.report() {
                document["report"] = report.trim_end().into();
            }
            terminal::write_err(&value::line(&document));
            return;
        }
        // In one write: lines of another process must not come in between.
        let mut text = format!(
            "{} {}\n",
            self.label("error:", Label::Error),
            sanitize::for_terminal(&error.one_line())
        );
        if let Some(report) = error.report() {
            text.push_str(report.trim_end());
            text.push('\n');
        }
        for hint in error.hints() {
            text.push_str(&format!(
                "{} {}\n",
                self.label("hint:", Label::Hint),
                sanitize::for_terminal(hint)
            ));
        }
        terminal::write_err(&text);
    }

    /// Says something that the user must not miss; `-q` does not silence it.
    pub fn warn(&self, message: &str) {
        self.message("warning", Label::Warning, message);
    }

    /// Says something that helps; silent with `-q`.
    pub fn note(&self, message: &str) {
        if !self.options.quiet {
            self.message("note", Label::Hint, message);
        }
    }

    /// Says where the requests of this command go when that is not AWS. It cannot be silenced: who
    /// takes the answer of a sandbox for that of AWS believes something false.
    pub fn origin(&self, message: &str) {
        self.message("note", Label::Hint, message);
    }

    /// Shows what somebody who may not print found worth saying.
    pub fn remark(&self, remark: &Remark) {
        match remark {
            Remark::Note(message) => self.note(message),
            Remark::Warning(message) => self.warn(message),
            Remark::Unreadable(faults) => self.unreadable(faults),
        }
    }

    /// Shows a drawn report on standard error as it is, or as the text of a JSON object.
    pub fn drawn(&self, report: &str) {
        if self.speaks_json() {
            self.message("report", Label::Warning, report.trim_end());
        } else {
            terminal::write_err(report);
        }
    }

    fn message(&self, kind: &str, label: Label, message: &str) {
        if self.speaks_json() {
            let document = json!({ "schema_version": value::SCHEMA_VERSION, "kind": kind, "message": message });
            terminal::write_err(&value::line(&document));
            return;
        }
        let label = self.label(&format!("{kind}:"), label);
        terminal::write_err(&format!("{label} {}\n", sanitize::for_terminal(message)));
    }

    /// Whether messages are JSON, because the result is.
    pub fn speaks_json(&self) -> bool {
        matches!(self.format(), Format::Json | Format::Jsonl)
    }

    /// Names every account, Region or node that could not be read; what one outage took from many
    /// nodes of a scope is one line. It cannot be silenced.
    pub fn unreadable(&self, faults: &[Unreadable]) {
        // A program gets each place; a person one sentence for all that have one reason.
        if self.speaks_json() {
            for fault in faults {
                let mut document = value::head("unreadable");
                document.insert("fault".to_owned(), json!(fault));
                terminal::write_err(&value::line(&document.into()));
            }
            return;
        }
        for outage in outages(&merged(faults)) {
            self.outage(&outage);
        }
    }

    fn outage(&self, outage: &Outage<'_>) {
        let fault = outage.first;
        let hint = fault.hint.as_ref().map(|hint| {
            format!(
                "\n{} {}",
                self.label("hint:", Label::Hint),
                sanitize::for_terminal(hint)
            )
        });
        let line = format!("could not read {}: {}", outage.place(), fault.reason);
        let label = self.label("error:", Label::Error);
        terminal::write_err(&format!(
            "{label} {}{}\n",
            sanitize::for_terminal(&line),
            hint.unwrap_or_default()
        ));
    }

    fn label(&self, text: &str, label: Label) -> String {
        if !self.terminal.err.color {
            return text.to_owned();
        }
        match label {
            Label::Error => text.red().bold().to_string(),
            Label::Warning => text.yellow().bold().to_string(),
            Label::Hint => text.cyan().bold().to_string(),
        }
    }
}

#[derive(Clone, Copy)]
enum Label {
    Error,
    Warning,
    Hint,
}
