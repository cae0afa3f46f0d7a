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
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}")
            .expect("the template is constant");

        // A line that is drawn again and again would break the stream of JSON objects.
        let watched = self.is_watched() && !self.options.quiet && !self.is_json();
        let bar = watched.then(|| {
            ProgressBar::with_draw_target(Some(nodes), ProgressDrawTarget::stderr())
                .with_style(style)
        });
        RunView { ui: self, bar }
    }

    fn is_json(&self) -> bool {
        matches!(self.format(), Format::Json | Format::Jsonl)
    }
}

/// The sentence for people and the members of the event itself, so that nobody needs to parse the
/// sentence.
fn document(at: &str, line: &str, event: &Event) -> Value {
    let mut document = value::head("event");
    document.insert("at".to_owned(), json!(at));
    document.insert("message".to_owned(), json!(line));
    if let Ok(Value::Object(members)) = serde_json::to_value(event) {
        document.extend(members);
    }
    Value::Object(document)
}

impl RunView<'_> {
    /// Says what happened; silent with `-q`.
    pub fn event(&self, at: Timestamp, event: &Event) {
        if self.ui.options.quiet {
            return;
        }
        let line = event.sentence();
        let at = time::rfc3339(at);
        if self.ui.is_json() {
            terminal::write_err(&value::line(&document(&at, &line, event)));
            return;
        }

        // The bar steps aside: what is written while it stands would be drawn over.
        let text = format!("{at} {}\n", sanitize::for_terminal(&line));
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::write_err(&text)),
            None => terminal::write_err(&text),
        }
    }

    /// Shows how many nodes are done, and the rest in words; on a terminal only.
    pub fn status(&self, done: u64, words: &str) {
        if let Some(bar) = &self.bar {
            bar.set_position(done);
            bar.set_message(sanitize::for_terminal(words).into_owned());
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
