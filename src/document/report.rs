//! CSV reports that `report csv` wrote, read back as what was seen of a fleet.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::compliance::change::{NodeKey, PatchName, Seen, Snapshot, UnreadPlace};
use crate::domain::compliance::report::{Layout, detail_header, summary_header};
use crate::domain::patch::state::PatchState;
use crate::error::{Error, Result};

/// What a report holds, by its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Which columns.
    pub layout: Layout,
    /// One row for each node and patch, rather than for each node.
    pub detail: bool,
}

impl Shape {
    /// The options of `report csv` that write it.
    pub const fn options(self) -> &'static str {
        match (self.detail, self.layout) {
            (false, Layout::Aws) => "report csv",
            (false, Layout::Full) => "report csv --layout full",
            (true, Layout::Aws) => "report csv --detail",
            (true, Layout::Full) => "report csv --detail --layout full",
        }
    }

    const ALL: [Self; 4] = {
        let [aws, full] = [Layout::Aws, Layout::Full];
        [
            Self {
                layout: aws,
                detail: false,
            },
            Self {
                layout: full,
                detail: false,
            },
            Self {
                layout: aws,
                detail: true,
            },
            Self {
                layout: full,
                detail: true,
            },
        ]
    };

    /// The shape that has these columns.
    pub fn of(header: &[String]) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|shape| shape.columns() == header)
    }

    fn columns(self) -> Vec<&'static str> {
        if self.detail {
            detail_header(self.layout)
        } else {
            summary_header(self.layout)
        }
    }
}

/// A report as it was read.
#[derive(Debug)]
pub struct Report {
    /// What it holds.
    pub shape: Shape,
    /// What it says.
    pub snapshot: Snapshot,
}

/// Reads a report.
///
/// # Errors
/// A usage error for what is no report of `report csv`, and for one that is torn or contradicts
/// itself.
pub fn read(name: &str, bytes: &[u8]) -> Result<Report> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().map_err(|error| torn(name, &error))?;
    let header: Vec<String> = header.iter().map(str::to_owned).collect();
    let shape = Shape::of(&header).ok_or_else(|| foreign(name))?;

    let places = header.iter().enumerate();
    let places: BTreeMap<&str, usize> = places.map(|(at, name)| (name.as_str(), at)).collect();
    // AWS's columns have no word for what could not be read.
    let mut snapshot = Snapshot {
        hides_unread: shape.layout == Layout::Aws,
        ..Snapshot::default()
    };
    for record in reader.records() {
        let record = record.map_err(|error| torn(name, &error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row {
            shape,
            places: &places,
            record: &record,
        };
        row.add(&mut snapshot)
            .map_err(|what| Error::usage(format!("{name}, line {line}: {what}")))?;
    }
    Ok(Report { shape, snapshot })
}

fn foreign(name: &str) -> Error {
    Error::usage(format!(
        "{name} is no report that `patchctl report csv` wrote"
    ))
    .hint("its first line has the columns of one; AWS's own files and edited ones differ")
}

fn torn(name: &str, error: &csv::Error) -> Error {
    Error::usage(format!("{name} cannot be read as CSV: {error}"))
}

/// One row, by the names of its columns.
struct Row<'a> {
    shape: Shape,
    places: &'a BTreeMap<&'a str, usize>,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    fn text(&self, column: &str) -> String {
        let place = self.places.get(column);
        let cell = place.and_then(|place| self.record.get(*place));
        unquoted(cell.unwrap_or_default())
    }

    /// # Errors
    /// What is wrong with it.
    fn add(&self, snapshot: &mut Snapshot) -> std::result::Result<(), String> {
        if self.shape.layout == Layout::Full {
            self.add_origin(snapshot)?;
        }
        let key = NodeKey {
            account: self.text("Account"),
            region: self.text("Region"),
            node: self.text("Instance ID"),
        };
        let state = self.text("Patch state");
        let unread = state == UNREADABLE || self.text("Verdict") == UNREADABLE;
        if key.node.is_empty() {
            // A whole place that could not be read has no node.
            if !unread {
                return Err("a row without an instance id".to_owned());
            }
            snapshot.unread.insert(UnreadPlace {
                account: key.account,
                region: key.region,
                what: self.text("Reason"),
            });
            return Ok(());
        }

        let known = snapshot.nodes.contains_key(&key);
        if known && !self.shape.detail && !unread {
            return Err(format!("{} has a second row", key.node));
        }
        let seen = snapshot.nodes.entry(key).or_insert_with(|| self.seen());
        seen.unread |= unread;
        if let (Some(patches), true) = (&mut seen.patches, violates(&state)) {
            patches.insert(PatchName {
                title: self.text("Patch name"),
                id: self.text("KB ID/Patch ID"),
            });
        }
        Ok(())
    }

    /// All rows of one report are from one look.
    fn add_origin(&self, snapshot: &mut Snapshot) -> std::result::Result<(), String> {
        let (endpoint, filter) = (self.text("Endpoint"), self.text("Filter"));
        let first = snapshot.endpoint.get_or_insert_with(|| endpoint.clone());
        if *first != endpoint {
            return Err(format!(
                "it is from {endpoint}, and rows before from {first}"
            ));
        }
        let first = snapshot.filter.get_or_insert_with(|| filter.clone());
        if *first != filter {
            return Err("its filter differs from that of rows before".to_owned());
        }
        Ok(())
    }

    fn seen(&self) -> Seen {
        let verdict = match (self.shape.layout, self.shape.detail) {
            (Layout::Full, _) => Some(self.text("Verdict")),
            (Layout::Aws, false) => Some(self.text("Compliance status")),
            // These columns have no word on a node.
            (Layout::Aws, true) => None,
        };
        Seen {
            name: self.text("Instance name"),
            verdict,
            reason: self.text("Reason"),
            patches: self.shape.detail.then(BTreeSet::new),
            unread: false,
        }
    }
}

/// The word for what could not be read.
const UNREADABLE: &str = "UNREADABLE";

/// Whether a state counts as a violation; a word that this version does not know may mean one.
fn violates(state: &str) -> bool {
    let known = ["", UNREADABLE, "NOT_REPORTED"];
    let word = PatchState::of_wire(state);
    !known.contains(&state)
        && (PatchState::VIOLATIONS.contains(&word) || matches!(word, PatchState::Other(_)))
}

/// A cell without the apostrophe that keeps spreadsheets from running it as a formula.
fn unquoted(cell: &str) -> String {
    let rest = cell.strip_prefix('\'');
    rest.unwrap_or(cell).to_owned()
}
