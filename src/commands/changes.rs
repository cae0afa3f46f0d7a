//! What changed between two looks at a fleet, as every noun shows it.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, json};

use crate::commands::check_code;
use crate::context::Context;
use crate::document::report::{self, Report};
use crate::domain::compliance::change::{Change, Comparison, Kind, Snapshot, compare};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing, Shown};
use crate::output::markdown::Page;
use crate::process::input;

/// The largest report that is read.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// The columns of a change.
pub const COLUMNS: [Column<Change>; 9] = [
    Column::scope("account", |row| {
        Cell::id(row.node.as_ref().map_or("", |key| &key.account))
    }),
    Column::scope("region", |row| {
        Cell::id(row.node.as_ref().map_or("", |key| &key.region))
    }),
    Column::always("change", change_cell),
    Column::always("node", |row| {
        Cell::id(row.node.as_ref().map_or("", |key| &key.node))
    }),
    Column::always("patch", |row| {
        Cell::text(row.patch.as_deref().unwrap_or_default())
    }),
    Column::always("before", |row| {
        Cell::text(row.before.as_deref().unwrap_or_default())
    }),
    Column::always("after", |row| {
        Cell::text(row.after.as_deref().unwrap_or_default())
    }),
    Column::always("name", |row| Cell::text(&row.name)),
    Column::always("reason", |row| Cell::text(&row.reason)),
];

fn change_cell(row: &Change) -> Cell {
    let tone = match row.kind {
        _ if row.worse => Tone::Bad,
        Kind::Mended | Kind::MendedPatch | Kind::FewerNodes => Tone::Good,
        Kind::Gone => Tone::Quiet,
        _ => Tone::Warning,
    };
    Cell::State(row.kind.to_string(), tone)
}

/// One side of a comparison.
#[derive(Debug)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// What was seen.
    pub snapshot: Snapshot,
    /// What could not be read; a report tells it by its rows.
    pub unreadable: Vec<Unreadable>,
}

/// Refuses formats and columns that do not fit, before anything is read.
pub fn check(context: &Context) -> Result<()> {
    if context.ui.format() == Format::Markdown {
        return Ok(());
    }
    context.ui.check_listing(&COLUMNS)
}

/// Reads a report that `report csv` wrote.
///
/// # Errors
/// A usage error for what cannot be read, and for what is no such report.
pub fn read(path: &Path) -> Result<(String, Report)> {
    let name = input::name_of(path);
    let bytes = input::read_whole(path, LARGEST)
        .map_err(|error| Error::usage(format!("cannot read {name}")).with_source(error))?;
    let report = report::read(&name, &bytes)?;
    Ok((name, report))
}

/// Compares two sides and shows what changed; 3 when anything got worse.
///
/// # Errors
/// When the two are not of the same nodes, or standard output cannot be written.
pub fn show(context: &Context, kind: &'static str, old: &Side, new: &Side) -> Result<ExitCode> {
    check_same(old, new)?;
    let comparison = compare(&old.snapshot, &new.snapshot);
    let unread = unread(old, new, &comparison);
    let conclusion = conclude(&comparison, old, new);
    let scopes = new.snapshot.nodes.keys().chain(old.snapshot.nodes.keys());
    let scopes = scopes.map(|key| (&key.account, &key.region));
    let scopes = scopes.collect::<BTreeSet<_>>().len();
    let (worse, is_empty) = (comparison.is_worse(), comparison.nodes == 0);

    if context.ui.format() == Format::Markdown {
        page(context, &comparison, scopes, &conclusion, &unread)?;
    } else {
        let mut extra = Map::new();
        extra.insert("old".to_owned(), json!(old.name));
        extra.insert("new".to_owned(), json!(new.name));
        extra.insert("worse".to_owned(), json!(worse));
        extra.insert("nodes".to_owned(), json!(comparison.nodes));
        extra.insert("not_read".to_owned(), json!(unread));
        context.ui.list(Listing {
            kind,
            columns: &COLUMNS,
            rows: comparison.changes,
            id: change_id,
            scopes,
            extra,
            unreadable: &new.unreadable,
        })?;
    }
    // What could not be compared may have got worse: said apart, and in the exit code.
    for sentence in &unread {
        context.ui.warn(&format!("not compared: {sentence}"));
    }
    // A comparison of nothing says nothing.
    if is_empty {
        context
            .ui
            .warn("nothing was compared: no node is on both sides");
    }
    context.ui.note(&conclusion);
    let complete = if unread.is_empty() {
        ExitCode::Done
    } else {
        ExitCode::Incomplete
    };
    Ok(check_code(!worse && !is_empty).and(complete))
}

/// A node, or a patch.
fn change_id(row: &Change) -> String {
    let node = row.node.as_ref().map(|key| key.node.clone());
    node.or_else(|| row.patch.clone()).unwrap_or_default()
}

fn page(
    context: &Context,
    comparison: &Comparison,
    scopes: usize,
    conclusion: &str,
    unread: &[String],
) -> Result<()> {
    // A page for people leaves out what is the same in each of its rows.
    let columns = COLUMNS.iter();
    let columns = columns.filter(|column| scopes > 1 || column.shown == Shown::Always);
    context.ui.page(&Page {
        title: "What changed in patch compliance",
        conclusion,
        columns: &columns.collect::<Vec<&Column<Change>>>(),
        rows: &comparison.changes,
        unread,
    })
}

/// Looks of different nodes tell nothing of each other.
fn check_same(old: &Side, new: &Side) -> Result<()> {
    let pairs = [
        ("endpoint", &old.snapshot.endpoint, &new.snapshot.endpoint),
        ("filter", &old.snapshot.filter, &new.snapshot.filter),
    ];
    for (what, first, second) in pairs {
        // An empty report has no row that tells it.
        if let (Some(first), Some(second)) = (first, second)
            && first != second
        {
            let (old, new) = (&old.name, &new.name);
            let [first, second] = [first, second].map(|text| match text.as_str() {
                "" => "none".to_owned(),
                text => format!("`{text}`"),
            });
            return Err(Error::usage(format!(
                "{old} and {new} are not of the same nodes: {what} {first} and {second}"
            )));
        }
    }
    Ok(())
}

/// What could not be read on either side, in sentences.
fn unread(old: &Side, new: &Side, comparison: &Comparison) -> Vec<String> {
    let mut all = Vec::new();
    for side in [old, new] {
        let places = side.snapshot.unread.iter();
        all.extend(places.map(|place| format!("{} ({})", place.what, side.name)));
    }
    // A node that is new is shown with what it has; one that is missing may hide that.
    let gone = comparison.count(Kind::Gone);
    if new.snapshot.hides_unread && gone > 0 {
        let nodes = count(gone, "node");
        all.push(format!(
            "{nodes} that {} does not have, and that may not have been read: only --layout full tells",
            new.name
        ));
    }
    let nodes = comparison.count(Kind::Unread);
    if nodes > 0 {
        let nodes = count(nodes, "node");
        all.push(format!("{nodes} that could not be read on one side"));
    }
    all
}

fn conclude(comparison: &Comparison, old: &Side, new: &Side) -> String {
    let told = [
        (Kind::Failing, "newly failing"),
        (Kind::Mended, "mended"),
        (Kind::Changed, "with another verdict"),
        (Kind::NewNode, "new"),
        (Kind::Gone, "gone"),
        (Kind::NewPatch, "new patches"),
        (Kind::MendedPatch, "mended patches"),
    ];
    let counts = told.iter();
    let counts = counts.map(|(kind, words)| format!("{} {words}", comparison.count(*kind)));
    let nodes = count(comparison.nodes, "node");
    let verdict = match (comparison.is_worse(), comparison.nodes) {
        (true, _) => "worse",
        (false, 0) => "nothing to compare",
        (false, _) => "not worse",
    };
    format!(
        "{verdict}: {} ({nodes} on both sides; {} and {})",
        counts.collect::<Vec<_>>().join(", "),
        old.name,
        new.name
    )
}
