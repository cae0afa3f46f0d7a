//! What is seen of a run while it goes on: one line for each change, and on a terminal a status
//! line below them.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::format::Format;
use super::{Ui, sanitize, terminal, time, value};
use crate::domain::run::event::Event;

/// The view of one run.
#[derive(Debug)]
pub struct RunView<'a> {
    ui: &'a Ui,
    bar: Option<ProgressBar>,
}

impl Ui {
    /// Starts to show a run of so many nodes.
    pub fn run_view(&self, nodes: u64) -> RunView<'_> {
        let watched = self.is_watched() && !self.options.quiet && !self.is_json();
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}")
            .expect("the template is constant");
        let bar = || {
            ProgressBar::with_draw_target(Some(nodes), ProgressDrawTarget::stderr())
                .with_style(style)
        };
        RunView {
            ui: self,
            bar: watched.then(bar),
        }
    }

    fn is_json(&self) -> bool {
        matches!(self.format(), Format::Json | Format::Jsonl)
    }
}

impl RunView<'_> {
    /// Says what happened; silent with `-q`.
    pub fn event(&self, at: Timestamp, event: &Event) {
        let line = &event.sentence();
        if self.ui.options.quiet {
            return;
        }
        if self.ui.is_json() {
            let mut document = value::head("event");
            document.insert("at".to_owned(), json!(time::rfc3339(at)));
            document.insert("message".to_owned(), json!(line));
            if let Ok(Value::Object(members)) = serde_json::to_value(event) {
                document.extend(members);
            }
            terminal::write_err(&format!("{}\n", Value::Object(document)));
            return;
        }
        let text = format!("{} {}\n", time::rfc3339(at), sanitize::for_terminal(line));
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::write_err(&text)),
            None => terminal::write_err(&text),
        }
    }

    /// Shows how many nodes are done, and the rest in words; on a terminal only.
    pub fn status(&self, done: u64, words: &str) {
        if let Some(bar) = &self.bar {
            bar.set_position(done);
            bar.set_message(words.to_owned());
        }
    }

    /// Takes the status line away, so that something can be asked.
    pub fn hide(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Drop for RunView<'_> {
    fn drop(&mut self) {
        self.hide();
    }
}
