//! Draws what is wrong in a document: the message, the line, and the text around it.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode,
};

use super::locate::Located;
use crate::domain::text::secret::concealed;
use crate::domain::text::steering::visible;
use crate::domain::text::violation::Violation;
use crate::error::Error;

/// How many mistakes are drawn; the others are counted.
const DRAWN: usize = 20;

/// A document as it was given.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file name, as the user wrote it.
    pub name: &'a str,
    /// The whole text.
    pub text: &'a str,
    /// Whether a report may have colours.
    pub color: bool,
}

/// One error for all mistakes of a document, each drawn at its place.
pub fn invalid(source: Source<'_>, violations: &[Violation], hint: &str) -> Error {
    let mistakes = if violations.len() == 1 {
        "1 mistake".to_owned()
    } else {
        format!("{} mistakes", violations.len())
    };

    Error::usage(format!("`{}` has {mistakes}", source.name))
        .with_report(doubtful(source, violations))
        .hint(hint)
}

/// Draws what is wrong or doubtful in a document, each at its place.
pub fn doubtful(source: Source<'_>, violations: &[Violation]) -> String {
    // Parsed once: a long file with many mistakes would otherwise be parsed for each.
    let located = Located::parse(source.text);

    let mut report = String::new();
    for violation in violations.iter().take(DRAWN) {
        let (start, length) = located.find(&violation.path).unwrap_or((0, 0));
        let help = violation.help.clone();
        report.push_str(&draw(source, violation.to_string(), help, start, length));
    }
    if violations.len() > DRAWN {
        let _ = writeln!(report, "… and {} more", violations.len() - DRAWN);
    }

    report
}

/// One error for one mistake at a place that is known in bytes.
pub(super) fn at_bytes(
    source: Source<'_>,
    violation: &Violation,
    start: usize,
    length: usize,
    hint: &str,
) -> Error {
    // Readers count columns in bytes or in characters, and may name a place behind the end; what is
    // drawn has to begin and end between characters.
    let start = source.text.floor_char_boundary(start);
    let length = source.text[start..]
        .chars()
        .next()
        .map_or(0, |c| if length == 0 { 0 } else { c.len_utf8() });
    let report = draw(
        source,
        violation.message.clone(),
        violation.help.clone(),
        start,
        length,
    );

    Error::usage(format!(
        "`{}` cannot be read: {}",
        source.name, violation.message
    ))
    .with_report(report)
    .hint(hint)
}

/// The longest line that is drawn, in bytes.
const LONGEST_LINE: usize = 1000;

/// Draws one mistake; `start` and `length` are bytes. The text is somebody else's: what in it, or
/// in what is said of it, could steer a terminal has a stand-in.
pub(super) fn draw(
    source: Source<'_>,
    message: String,
    help: Option<String>,
    start: usize,
    length: usize,
) -> String {
    let (name, text) = (visible(source.name), visible(source.text));
    let shown = Source {
        name: &name,
        text: &text,
        ..source
    };
    // What is made visible is longer than what it stands for: places move with it.
    let [start, end] = [start, start + length].map(|place| match &text {
        Cow::Borrowed(_) => place,
        Cow::Owned(text) => text.floor_char_boundary(visible(&source.text[..place]).len()),
    });
    draw_harmless(
        shown,
        visible(&message).into_owned(),
        help.map(|help| visible(&help).into_owned()),
        start,
        end.max(start) - start,
    )
}

fn draw_harmless(
    source: Source<'_>,
    message: String,
    help: Option<String>,
    start: usize,
    length: usize,
) -> String {
    // A line of many thousand characters would bury what is said about it.
    let begin = source.text[..start].rfind('\n').map_or(0, |end| end + 1);
    let end = source.text[start..]
        .find('\n')
        .map_or(source.text.len(), |end| start + end);
    if end - begin > LONGEST_LINE {
        return without_line(source, &message, help, begin, start);
    }

    let drawing = Drawing {
        message,
        help,
        // The source of a baseline may hold a password, and a log would keep it.
        source: NamedSource::new(source.name, concealed(source.text).into_owned()),
        label: LabeledSpan::new(Some("here".to_owned()), start, length),
    };
    rendered(&drawing, source.color)
}

/// A mistake with its place in numbers; `begin` is the byte at which its line begins.
fn without_line(
    source: Source<'_>,
    message: &str,
    help: Option<String>,
    begin: usize,
    start: usize,
) -> String {
    let line = source.text[..begin].matches('\n').count() + 1;
    // Characters, since that is what an editor counts.
    let column = source.text[begin..start].chars().count() + 1;
    let help = help
        .map(|help| format!("  help: {help}\n"))
        .unwrap_or_default();

    format!(
        "  × {message}\n   ─[{}:{line}:{column}] (the line is too long to be shown)\n{help}",
        source.name
    )
}

fn rendered(drawing: &Drawing, color: bool) -> String {
    let theme = if color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    // The width is fixed, so that a report is the same in a file and on every terminal.
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_wrap_lines(false)
        .with_context_lines(1)
        .with_links(false);

    let mut text = String::new();
    handler
        .render_report(&mut text, drawing)
        .expect("writing to a string cannot fail");
    text
}

#[derive(Debug)]
struct Drawing {
    message: String,
    help: Option<String>,
    source: NamedSource<String>,
    label: LabeledSpan,
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.label.clone())))
    }
}
