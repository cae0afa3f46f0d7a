//! `patchctl override validate`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use super::files::{self, Checked};
use crate::commands::check_code;
use crate::context::Context;
use crate::document::override_list::Remark;
use crate::domain::finding::Severity;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::override_list::rule;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::annotation::{Annotation, Level, Rule, github, sarif};
use crate::output::format::Format;

/// Arguments of `override validate`.
#[derive(Debug, Args)]
#[command(after_help = "\
The node reads the list as YAML 1.1: on, 1.10, 12:30 and 010 are no texts there, and of two equal keys the first is lost. Whatever the \
node sees differently from what is written is reported. Without --os the operating system comes from the entries.

Exit codes: 0 valid, 1 a file cannot be read, 3 invalid (with --strict: or doubtful).

Examples:
  patchctl override validate patches.yaml --os al2023
  patchctl override validate lists/*.yaml --strict -o github
  patchctl override validate patches.yaml -o sarif > override.sarif
  patchctl override generate --from-missing --group web | patchctl override validate -")]
pub struct ValidateArgs {
    /// The lists; - reads standard input
    #[arg(value_name = "FILE", required = true)]
    file: Vec<PathBuf>,
    /// The operating system that the lists are for, such as AMAZON_LINUX_2023
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    /// Let warnings fail too
    #[arg(long)]
    strict: bool,
}

/// The formats of this command.
const FORMATS: [Format; 6] = [
    Format::Table,
    Format::Json,
    Format::Jsonl,
    Format::Yaml,
    Format::Sarif,
    Format::Github,
];

/// Checks files.
///
/// # Errors
/// Bad options, a file that cannot be read, or an output that cannot be written.
pub fn run(context: &Context, args: &ValidateArgs) -> Result<ExitCode> {
    let ui = &context.ui;
    ui.format().require(&FORMATS)?;
    if ui.has_columns() {
        return Err(
            Error::usage("override validate has no columns; --columns does not apply")
                .hint("-o json and --query select"),
        );
    }
    // The second reading would find nothing.
    let stdin = args.file.iter().filter(|file| file.as_os_str() == "-");
    if stdin.count() > 1 {
        return Err(Error::usage("standard input can be read only once"));
    }

    // All are read before any is shown: a file that is not there must not look like the last valid
    // one.
    let checked: Vec<Checked> = args
        .file
        .iter()
        .map(|file| files::check(file, args.os))
        .collect::<Result<_>>()?;
    let valid = checked.iter().all(|file| file.is_valid(args.strict));

    show(context, args, &checked, valid)?;
    for file in &checked {
        ui.note(&sentence(file, args.strict));
    }
    Ok(check_code(valid))
}

/// Shows the findings in the form that its reader knows: drawn at their lines for people, as
/// annotations for GitHub and tools that take SARIF, else as a document.
fn show(context: &Context, args: &ValidateArgs, checked: &[Checked], valid: bool) -> Result<()> {
    let ui = &context.ui;
    match ui.format() {
        Format::Table if !ui.is_querying() => {
            for file in checked {
                ui.write_raw(&file.drawn(ui.colors_data()))?;
            }
            Ok(())
        }
        Format::Sarif => ui.write_raw(&sarif::draw(&rules(), &annotations(checked))),
        Format::Github => ui.write_raw(&github::draw(&annotations(checked))),
        // A file is no row: it has findings, counts and a verdict.
        _ => ui.document("override.validate", document(checked, args, valid), "files"),
    }
}

fn sentence(file: &Checked, strict: bool) -> String {
    let reading = &file.reading;
    let verdict = if file.is_valid(strict) {
        "is valid"
    } else {
        "is not valid"
    };
    let entries = count(reading.entries, "entry");
    // Where no entry tells, no family is named.
    let family = reading
        .family
        .map(|family| format!(" for {}", files::family_name(family)))
        .unwrap_or_default();
    // Most lists have none of these.
    let notes = match reading.notes() {
        0 => String::new(),
        notes => format!(", {}", count(notes, "note")),
    };
    format!(
        "{} {verdict}: {entries}{family}, {}, {}{notes}",
        file.name,
        count(reading.errors(), "error"),
        count(reading.warnings(), "warning")
    )
}

fn document(checked: &[Checked], args: &ValidateArgs, valid: bool) -> Map<String, Value> {
    let files = checked.iter().map(|file| {
        let reading = &file.reading;
        json!({
            "file": file.name,
            "valid": file.is_valid(args.strict),
            "os": args.os,
            "family": reading.family.map(files::family_name),
            "counts": { "entries": reading.entries, "errors": reading.errors(), "warnings": reading.warnings(), "notes": reading.notes() },
            "findings": file.rows(),
        })
    });
    // Whether everything is valid stands first: that is what a script asks.
    let mut members = Map::new();
    members.insert("valid".to_owned(), json!(valid));
    members.insert("strict".to_owned(), json!(args.strict));
    members.insert("files".to_owned(), files.collect());
    members
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    }
}

fn rules() -> Vec<Rule> {
    rule::ALL
        .iter()
        .map(|rule| Rule {
            name: rule.name,
            summary: rule.summary,
            level: level(rule.severity),
        })
        .collect()
}

fn annotations(checked: &[Checked]) -> Vec<Annotation> {
    let remarks = |file| remarks(file).map(move |remark| annotation(file, remark));
    checked.iter().flat_map(remarks).collect()
}

fn remarks(file: &Checked) -> impl Iterator<Item = &Remark> {
    file.reading.remarks.iter()
}

fn annotation(file: &Checked, remark: &Remark) -> Annotation {
    let finding = &remark.finding;
    // An annotation has one text: what helps stands behind what is wrong.
    let hint = finding
        .hint
        .as_deref()
        .map(|hint| format!("; {hint}"))
        .unwrap_or_default();
    Annotation {
        rule: finding.rule.name,
        level: level(finding.rule.severity),
        message: format!("{}{hint}", finding.message),
        file: file.name.clone(),
        start: (remark.line, remark.column),
        end: (remark.end_line, remark.end_column),
        path: finding.path.to_string(),
    }
}
