//! What every writing verb does with a change: show it, ask, have it carried out, and list what
//! became of it.

use serde_json::Map;

use crate::args::consent::WriteArgs;
use crate::change::carry_out::{self, Carried};
use crate::change::step::{Change, Outcome, Row, Step};
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::output::plan::Consent;

/// How the outcome of a change is shown.
pub struct Shown<S> {
    /// The `kind` of the JSON document, such as `baseline.apply`.
    pub kind: &'static str,
    /// The columns.
    pub columns: Vec<Column<Row<S>>>,
    /// The name of a row for `-o ids`; rows with an empty one are left out there.
    pub id: fn(&Row<S>) -> String,
    /// What is counted: a step, a node.
    pub noun: &'static str,
}

impl<S: Step + 'static> Shown<S> {
    /// The usual form: each step with its line, and the id of what it made.
    pub fn steps(kind: &'static str) -> Self {
        let mut columns = places();
        columns.extend([
            Column::always("outcome", |row: &Row<S>| outcome(row.outcome)),
            Column::always("id", |row| Cell::id(row.id.as_deref().unwrap_or_default())),
            Column::always("step", |row| Cell::text(row.step.line())),
        ]);
        Self {
            kind,
            columns,
            id: |row| row.id.clone().unwrap_or_default(),
            noun: "step",
        }
    }
}

/// The columns that tell places apart.
pub fn places<S>() -> Vec<Column<Row<S>>> {
    vec![
        Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
        Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    ]
}

/// What became of a step.
pub fn outcome(outcome: Outcome) -> Cell {
    let tone = match outcome {
        Outcome::Planned => Tone::Quiet,
        Outcome::Done => Tone::Good,
        Outcome::Failed => Tone::Bad,
        Outcome::NotKnown | Outcome::NotDone => Tone::Warning,
    };
    Cell::State(outcome.as_str().to_owned(), tone)
}

/// Checks the output options before anything is read.
///
/// # Errors
/// A usage error that names the columns or formats that there are.
pub fn check<S: Step + 'static>(context: &Context, shown: &Shown<S>) -> Result<()> {
    context.ui.check_listing(&shown.columns)
}

/// How a change ended.
#[derive(Debug)]
pub struct Written {
    /// What the command ends with.
    pub code: ExitCode,
    /// Of each step in its order, place by place, the outcome and the id of what it is about; empty
    /// when nothing was sent.
    pub ends: Vec<(Outcome, Option<String>)>,
}

impl Written {
    const NOTHING: Self = Self {
        code: ExitCode::Done,
        ends: Vec::new(),
    };
}

/// Shows a change, asks where it must, has it carried out place by place, and lists every step with
/// its outcome. A step that fails is no error but exit 1: the listing tells what was done and what
/// was not.
///
/// # Errors
/// Refused when the plan was not agreed to; output that cannot be written.
pub async fn write<S: Step + 'static>(
    context: &Context,
    change: Change<'_, S>,
    args: WriteArgs,
    unreadable: &[Unreadable],
    shown: Shown<S>,
) -> Result<ExitCode> {
    let written = written(context, change, args, unreadable, shown).await?;
    Ok(written.code)
}

/// The same, for who goes on with what became of the steps.
pub async fn written<S: Step + 'static>(
    context: &Context,
    change: Change<'_, S>,
    args: WriteArgs,
    unreadable: &[Unreadable],
    shown: Shown<S>,
) -> Result<Written> {
    let places = change.places.len() + unreadable.len();
    if change.is_empty() {
        let planned = !change.places.is_empty();
        list(context, &shown, Vec::new(), places, unreadable)?;
        nothing_to_do(context, planned, unreadable.is_empty());
        return Ok(Written::NOTHING);
    }

    // A table of what is only planned would say less than the plan.
    if args.dry_run && context.ui.format() != Format::Table {
        let rows = carry_out::planned(change);
        list(context, &shown, rows, places, unreadable)?;
        context.ui.note("nothing was changed (--dry-run)");
        return Ok(Written::NOTHING);
    }

    let consent = Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        must_ask: true,
        always_shown: true,
        typed_above: None,
    };
    let Some(approved) = context.ui.approve(change, consent).await? else {
        return Ok(Written::NOTHING);
    };

    let carried = carry_out::carry_out(context, approved).await;
    let ends = carried.rows.iter();
    let ends = ends.map(|row| (row.outcome, row.id.clone())).collect();
    let code = conclude(context, &shown, carried, places, unreadable)?;
    Ok(Written { code, ends })
}

/// Lists what became of each step, and says what to do about those that were not done.
fn conclude<S: Step + 'static>(
    context: &Context,
    shown: &Shown<S>,
    carried: Carried<S>,
    places: usize,
    unreadable: &[Unreadable],
) -> Result<ExitCode> {
    let Carried { rows, failures } = carried;
    let all = rows.len();
    let done = number(&rows, Outcome::Done);
    let open = number(&rows, Outcome::NotKnown);
    list(context, shown, rows, places, unreadable)?;
    // The listing has their sentences; what helps against each stands only here.
    for failure in &failures {
        context.ui.error(failure);
    }
    if done == all {
        context
            .ui
            .note(&format!("{} done", count(done, shown.noun)));
        return Ok(ExitCode::Done);
    }

    let open_words = match open {
        0 => String::new(),
        _ => format!(" {open} not known,"),
    };
    context.ui.warn(&format!(
        "{} done,{open_words} {} not done; running the same command again does what is left",
        count(done, shown.noun),
        all - done - open
    ));
    // A signal is the reason of its own for what was not done.
    let stopped = context.interrupt.requested();
    let stopped = stopped.map(|number| Error::new(Kind::Interrupted(number), "stopped"));
    let codes = failures.iter().chain(&stopped).map(Error::exit_code);
    Ok(codes.fold(ExitCode::Done, ExitCode::and))
}

fn number<S>(rows: &[Row<S>], outcome: Outcome) -> usize {
    rows.iter().filter(|row| row.outcome == outcome).count()
}

/// Says why nothing is done: `planned` when some place was looked at.
fn nothing_to_do(context: &Context, planned: bool, all_read: bool) {
    let ui = &context.ui;
    match (planned, all_read) {
        (false, true) => {
            ui.warn("nothing to do: nothing is meant for the accounts and Regions of this command");
        }
        (true, true) => ui.note("nothing to do: everything is as it should be"),
        (true, false) => ui.note("nothing to do where it could be read"),
        // What could not be read was said already.
        (false, false) => {}
    }
}

fn list<S: Step + 'static>(
    context: &Context,
    shown: &Shown<S>,
    rows: Vec<Row<S>>,
    scopes: usize,
    unreadable: &[Unreadable],
) -> Result<()> {
    context.ui.list(Listing {
        kind: shown.kind,
        columns: &shown.columns,
        rows,
        id: shown.id,
        scopes,
        extra: Map::new(),
        unreadable,
    })
}
