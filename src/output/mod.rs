//! The one output layer: data to standard output, everything else to standard error.

pub mod annotation;
pub mod cell;
pub mod check;
mod closed;
pub mod csv;
pub mod details;
pub mod format;
pub mod listing;
pub mod markdown;
pub mod message;
pub mod page;
pub mod plan;
pub mod progress;
pub mod query;
pub mod run_view;
pub mod sanitize;
pub mod table;
pub mod terminal;
pub mod time;
pub mod value;

use std::sync::OnceLock;

use jiff::Timestamp;

use crate::domain::fleet::place::Place;
use crate::error::{Kind, Result};
use crate::process::clock::Clock;
use format::Format;
use query::Query;
use terminal::Terminal;

/// What the user asked of the output.
#[derive(Debug, Default)]
pub struct OutputOptions {
    /// `-o`; the default is a table.
    pub format: Option<Format>,
    /// Whether `-o` itself was given, rather than a setting.
    pub explicit_format: bool,
    /// `--query`.
    pub query: Option<Query>,
    /// `--columns`.
    pub columns: Option<Vec<String>>,
    /// `--sort`.
    pub sort: Option<String>,
    /// `-q`: no notes, no warnings, no progress; errors stay.
    pub quiet: bool,
}

/// Everything that a command shows goes through here.
#[derive(Debug)]
pub struct Ui {
    terminal: Terminal,
    options: OutputOptions,
    clock: Clock,
    /// Where the results are from, once that is known.
    place: OnceLock<Place>,
}

impl Ui {
    /// The output for these streams and options; `clock` is for relative times.
    pub fn new(terminal: Terminal, options: OutputOptions, clock: Clock) -> Self {
        Self {
            terminal,
            options,
            clock,
            place: OnceLock::new(),
        }
    }

    /// The output before any option is known: plain text.
    pub fn bare() -> Self {
        let terminal = Terminal::detect(
            terminal::ColorChoice::Auto,
            &crate::process::env::Env::of_process(),
        );
        Self::new(terminal, OutputOptions::default(), Clock::system())
    }

    /// As [`Ui::bare`], with errors as JSON.
    pub fn bare_json() -> Self {
        let mut ui = Self::bare();
        ui.options.format = Some(Format::Json);
        ui
    }

    /// The same output with another clock (the sandbox has its own).
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Lets every document that is written from now on name where it is from.
    pub fn set_place(&self, place: Place) {
        // One invocation looks at one place; who sets it again looks at the same.
        let _set_before = self.place.set(place);
    }

    /// The chosen format.
    pub fn format(&self) -> Format {
        self.options.format.unwrap_or(Format::Table)
    }

    /// Whether any option shapes the result of a command.
    pub fn has_format_options(&self) -> bool {
        let options = &self.options;
        options.explicit_format
            || options.query.is_some()
            || options.columns.is_some()
            || options.sort.is_some()
    }

    /// Whether `--query` selects from the result.
    pub fn is_querying(&self) -> bool {
        self.options.query.is_some()
    }

    /// Whether `--columns` chooses columns.
    pub fn has_columns(&self) -> bool {
        self.options.columns.is_some()
    }

    /// Whether a drawn report on standard error may have colours.
    pub fn draws_color(&self) -> bool {
        self.terminal.err.color && !self.speaks_json()
    }

    /// Whether what is drawn on standard output may have colours.
    pub fn colors_data(&self) -> bool {
        self.terminal.out.color
    }

    /// Whether data goes to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal.out.terminal
    }

    /// Whether a person watches what happens on standard error.
    pub fn is_watched(&self) -> bool {
        self.terminal.err.terminal
    }

    /// The time by which ages are told.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Writes lines to standard output. Whatever in them could steer a terminal is taken out: a line
    /// may hold names and texts of nodes, keys of objects, and answers of an API.
    ///
    /// # Errors
    /// When standard output cannot be written; a reader that went away is not an error.
    pub fn write_lines<T: AsRef<str>>(&self, lines: impl IntoIterator<Item = T>) -> Result<()> {
        let mut text = String::new();
        for line in lines {
            text.push_str(&sanitize::for_terminal(line.as_ref()));
            text.push('\n');
        }
        self.write_raw(&text)
    }

    /// Writes a document to standard output; on a terminal with a stand-in for whatever could steer
    /// it.
    ///
    /// # Errors
    /// When standard output cannot be written; a reader that went away is not an error.
    #[expect(clippy::unused_self, reason = "what writes is asked of the output")]
    pub fn write_document(&self, text: &str) -> Result<()> {
        match terminal::stream_out(text.as_bytes()) {
            Err(error) if error.kind() == Kind::BrokenPipe => Ok(()),
            written => written,
        }
    }

    /// Writes text to standard output as it is: a document whose bytes are the result, or what was
    /// drawn and sanitised before.
    ///
    /// # Errors
    /// When standard output cannot be written; a reader that went away is not an error.
    #[expect(clippy::unused_self, reason = "what writes is asked of the output")]
    pub fn write_raw(&self, text: &str) -> Result<()> {
        terminal::write_out(text.as_bytes())
    }
}
