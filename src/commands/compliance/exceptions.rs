//! `patchctl compliance exceptions`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::{Map, json};

use crate::commands::check_code;
use crate::context::Context;
use crate::domain::compliance::exception::Exception;
use crate::domain::text::words::count;
use crate::error::{Kind, Result};
use crate::exit::ExitCode;
use crate::files::documents;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::{exceptions, violations};

/// Arguments of `compliance exceptions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Asks nothing of AWS. The last day of an exception belongs to it, in UTC.

Exit codes: 0 all of them hold, 3 the file has mistakes or an exception that is over.

Examples:
  patchctl compliance exceptions examples/exceptions.yaml
  patchctl compliance exceptions exceptions.yaml --sort until -o csv")]
pub struct ExceptionsArgs {
    /// The file of exceptions (`patchctl help exceptions-file`); - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// An exception with what the day says of it.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    exception: Exception,
    state: &'static str,
    days_left: i32,
}

/// It holds.
const ACTIVE: &str = "ACTIVE";
/// It is over.
const EXPIRED: &str = "EXPIRED";

const COLUMNS: [Column<Row>; 7] = [
    Column::always("state", |row| {
        let tone = if row.state == ACTIVE {
            Tone::Good
        } else {
            Tone::Bad
        };
        Cell::State(row.state.to_owned(), tone)
    }),
    Column::always("until", |row| Cell::id(row.exception.until.to_string())),
    Column::always("for", |row| Cell::text(row.exception.subject.to_string())),
    Column::always("patch", |row| Cell::text(row.exception.patches.to_string())),
    Column::always("ticket", |row| Cell::text(&row.exception.ticket)),
    Column::always("reason", |row| Cell::text(&row.exception.reason)),
    Column::on_request("days_left", |row| Cell::count(row.days_left)),
];

/// Checks a file of exceptions and lists them.
///
/// # Errors
/// A file that cannot be read; mistakes in it, which are drawn at their lines.
pub fn run(context: &Context, args: &ExceptionsArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    // A file that is not there is a mistake of the command line, one with mistakes a failed check.
    let texts = documents::texts(std::slice::from_ref(&args.file))?;
    let read = exceptions::of_texts(&texts, context.ui.draws_color());
    let read = read.map_err(|error| error.with_kind(Kind::Invalid))?;

    let today = violations::today(context);
    let rows: Vec<Row> = read
        .into_iter()
        .map(|exception| Row {
            state: if exception.is_expired(today) {
                EXPIRED
            } else {
                ACTIVE
            },
            days_left: (exception.until - today).get_days(),
            exception,
        })
        .collect();
    let all = rows.len();
    let expired = rows.iter().filter(|row| row.state == EXPIRED).count();
    let mut extra = Map::new();
    extra.insert("valid".to_owned(), json!(expired == 0));
    context.ui.list(Listing {
        kind: "compliance.exceptions",
        columns: &COLUMNS,
        rows,
        id: |row| row.exception.ticket.clone(),
        scopes: 1,
        extra,
        unreadable: &[],
    })?;
    let verdict = if expired == 0 {
        "holds"
    } else {
        "does not hold"
    };
    context.ui.note(&format!(
        "the file {verdict}: {}, {expired} expired",
        count(all, "exception")
    ));
    Ok(check_code(expired == 0))
}
