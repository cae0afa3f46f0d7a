//! A result made of rows, in every format.

use std::cmp::Ordering;

use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::cell::Cell;
use super::csv::{CsvEncoder, Field};
use super::format::Format;
use super::{Ui, sanitize, table, terminal};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};

/// When a column is shown although nobody asked for it by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In every table.
    Always,
    /// Only when the result covers more than one account or Region.
    ManyScopes,
    /// Only when `--columns` names it.
    OnRequest,
}

impl Shown {
    fn is_usual(self, scopes: usize) -> bool {
        match self {
            Self::Always => true,
            Self::ManyScopes => scopes > 1,
            Self::OnRequest => false,
        }
    }
}

/// One column: its stable name, and how a row fills it.
#[derive(Debug)]
pub struct Column<T> {
    /// The name for `--columns`, `--sort` and the CSV header.
    pub name: &'static str,
    /// When it is shown.
    pub shown: Shown,
    /// What a row has in it.
    pub cell: fn(&T) -> Cell,
}

impl<T> Column<T> {
    /// A column that is always shown.
    pub const fn always(name: &'static str, cell: fn(&T) -> Cell) -> Self {
        Self {
            name,
            shown: Shown::Always,
            cell,
        }
    }

    /// A column that tells accounts and Regions apart.
    pub const fn scope(name: &'static str, cell: fn(&T) -> Cell) -> Self {
        Self {
            name,
            shown: Shown::ManyScopes,
            cell,
        }
    }

    /// A column for those who ask for it.
    pub const fn on_request(name: &'static str, cell: fn(&T) -> Cell) -> Self {
        Self {
            name,
            shown: Shown::OnRequest,
            cell,
        }
    }
}

/// Rows with what belongs to them.
#[derive(Debug)]
pub struct Listing<'a, T> {
    /// The `kind` of the JSON document, such as `node.list`.
    pub kind: &'static str,
    /// Every column that there is.
    pub columns: &'a [Column<T>],
    /// The rows in their natural order.
    pub rows: Vec<T>,
    /// The name of a row for `-o ids`; rows with an empty one are left out there.
    pub id: fn(&T) -> String,
    /// How many scopes were read.
    pub scopes: usize,
    /// Further members of the JSON document.
    pub extra: Map<String, Value>,
    /// What could not be read.
    pub unreadable: &'a [Unreadable],
}

struct SortKey {
    name: String,
    descending: bool,
}

fn sort_keys(text: &str) -> Vec<SortKey> {
    let parts = text.split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(sort_key)
        .collect()
}

fn sort_key(part: &str) -> SortKey {
    let name = part.strip_prefix('-');
    SortKey {
        name: name.unwrap_or(part).to_owned(),
        descending: name.is_some(),
    }
}

fn find<'a, T>(columns: &'a [Column<T>], name: &str, option: &str) -> Result<&'a Column<T>> {
    // As it stands in the header of a table, too: `MISSING COUNT` is `missing_count`.
    let wanted = name.to_ascii_lowercase().replace(['-', ' '], "_");
    let found = columns.iter().find(|column| column.name == wanted);

    found.ok_or_else(|| {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let near = near_miss(&wanted, names.iter().copied());
        Error::usage(format!("{option}: there is no column `{name}`"))
            .maybe_hint(near.map(|name| format!("did you mean `{name}`?")))
            .hint(format!("columns: {}", names.join(", ")))
    })
}

impl Ui {
    /// Checks `--columns`, `--sort` and `-o` before anything is read.
    ///
    /// # Errors
    /// A usage error that names the columns there are.
    pub fn check_listing<T>(&self, columns: &[Column<T>]) -> Result<()> {
        self.format().require(&Format::GENERAL)?;
        self.chosen_columns(columns, 1)?;
        if let Some(sort) = &self.options.sort {
            for key in sort_keys(sort) {
                find(columns, &key.name, "--sort")?;
            }
        }

        // Refused rather than ignored: a script that names columns of a JSON document would believe
        // that the others are not in it.
        let tabular =
            matches!(self.format(), Format::Table | Format::Csv) && self.options.query.is_none();
        if self.options.columns.is_some() && !tabular {
            return Err(Error::usage("--columns is for -o table and -o csv")
                .hint("select members of a JSON or YAML result with --query"));
        }
        Ok(())
    }

    fn chosen_columns<'a, T>(
        &self,
        columns: &'a [Column<T>],
        scopes: usize,
    ) -> Result<Vec<&'a Column<T>>> {
        let Some(wanted) = &self.options.columns else {
            let shown = columns
                .iter()
                .filter(|column| column.shown.is_usual(scopes));
            return Ok(shown.collect());
        };

        // `all` in any place, so that it can be added to a list without thought.
        if wanted.iter().any(|name| name == "all") {
            return Ok(columns.iter().collect());
        }
        wanted
            .iter()
            .map(|name| find(columns, name, "--columns"))
            .collect()
    }

    /// Writes rows to standard output in the chosen format.
    ///
    /// # Errors
    /// When an option does not fit, or when standard output cannot be written.
    pub fn list<T: Serialize>(&self, mut listing: Listing<'_, T>) -> Result<()> {
        if let Some(sort) = &self.options.sort {
            sort_rows(&mut listing, sort)?;
        }
        let document = Document(&listing, self.header(listing.kind));
        if let Some(query) = &self.options.query {
            let whole = serde_json::to_value(&document)
                .map_err(|error| Error::failed("cannot serialise the result").with_source(error))?;
            return self.value(&query.apply(&whole)?);
        }

        // Row by row into the stream: the rows are held once, their text never is.
        match self.format() {
            Format::Yaml if sanitize::is_harmless(&document) => terminal::write_with(|out| {
                serde_yaml::to_writer(out, &document).map_err(std::io::Error::other)
            }),
            // What is not harmless is written as the YAML that JSON is.
            Format::Json | Format::Yaml => terminal::write_with(|out| {
                serde_json::to_writer_pretty(sanitize::InJson(&mut *out), &document)?;
                out.write_all(b"\n")
            }),
            Format::Jsonl => terminal::write_with(|out| {
                listing.rows.iter().try_for_each(|row| {
                    serde_json::to_writer(sanitize::InJson(&mut *out), row)?;
                    out.write_all(b"\n")
                })
            }),
            Format::Ids => terminal::write_with(|out| {
                let ids = listing.rows.iter().map(listing.id);
                let mut named = ids.filter(|id| !id.is_empty());
                named.try_for_each(|id| writeln!(out, "{}", sanitize::for_terminal(&id)))
            }),
            Format::Csv => self.write_csv(&listing),
            _ => self.write_table(&listing),
        }
    }

    fn write_table<T>(&self, listing: &Listing<'_, T>) -> Result<()> {
        // Nothing for an empty result: a header alone would be a line that is no row.
        if listing.rows.is_empty() {
            return terminal::check_out();
        }
        let columns = self.chosen_columns(listing.columns, listing.scopes)?;
        let headers = columns
            .iter()
            .map(|column| column.name.to_owned())
            .collect();
        let rows = || listing.rows.iter().map(|row| cells(&columns, row));

        // Nobody waits for a pipe to be pretty, and its tables may be long: there the widths are
        // counted first, and no row is kept.
        if self.terminal.out.terminal || self.terminal.out.color {
            self.draw_table(headers, rows().collect())
        } else {
            terminal::write_with(|out| table::stream(out, &headers, rows))
        }
    }

    fn draw_table(&self, mut headers: Vec<String>, mut rows: Vec<Vec<Cell>>) -> Result<()> {
        // Columns that somebody asked for by name are all shown, however narrow the terminal.
        if let (Some(width), None) = (self.terminal.width, &self.options.columns) {
            let fitting = table::fitting(&headers, &rows, width);
            let left_out = headers.split_off(fitting);
            for row in &mut rows {
                row.truncate(fitting);
            }

            if !left_out.is_empty() {
                let left_out = left_out.join(", ");
                self.note(&format!(
                    "left out, because the terminal is narrow: {left_out} (--columns chooses)"
                ));
            }
        }
        self.write_raw(&table::draw(&headers, &rows, self.terminal, self.now()))
    }

    fn write_csv<T>(&self, listing: &Listing<'_, T>) -> Result<()> {
        let columns = self.chosen_columns(listing.columns, listing.scopes)?;
        let mut encoder = CsvEncoder::new(false, false);
        encoder.record(columns.iter().map(|column| Field::Own(column.name)));

        terminal::write_with(|out| {
            for row in &listing.rows {
                let cells = cells(&columns, row);
                let texts: Vec<(String, bool)> = cells
                    .iter()
                    .map(|cell| (cell.plain(), cell.is_foreign()))
                    .collect();
                // Only foreign text is made harmless: an own count of -1 stays a number.
                encoder.record(texts.iter().map(|(text, foreign)| {
                    if *foreign {
                        Field::Foreign(text)
                    } else {
                        Field::Own(text)
                    }
                }));
                out.write_all(&encoder.drain())?;
            }
            out.write_all(&encoder.drain())
        })
    }
}

fn cells<T>(columns: &[&Column<T>], row: &T) -> Vec<Cell> {
    columns.iter().map(|column| (column.cell)(row)).collect()
}

fn sort_rows<T>(listing: &mut Listing<'_, T>, sort: &str) -> Result<()> {
    let columns = listing.columns;
    let keys: Vec<(&Column<T>, bool)> = sort_keys(sort)
        .iter()
        .map(|key| Ok((find(columns, &key.name, "--sort")?, key.descending)))
        .collect::<Result<_>>()?;

    // A stable sort: what the keys do not decide stays in its natural order.
    listing.rows.sort_by(|a, b| compare(a, b, &keys));
    Ok(())
}

fn compare<T>(a: &T, b: &T, keys: &[(&Column<T>, bool)]) -> Ordering {
    let mut orders = keys.iter().map(|(column, descending)| {
        let (left, right) = ((column.cell)(a), (column.cell)(b));
        let natural = left.order(&right);

        // What is empty comes last in both directions: nobody sorts to see what is not there.
        let empty = matches!(left, Cell::Empty) || matches!(right, Cell::Empty);
        if *descending && !empty {
            natural.reverse()
        } else {
            natural
        }
    });
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The whole result as one document: version, kind, rows, whatever else belongs to it, and what
/// could not be read. It is serialised from the rows themselves, which may be many.
struct Document<'a, 'b, T>(&'a Listing<'b, T>, Map<String, Value>);

impl<T: Serialize> Serialize for Document<'_, '_, T> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        let listing = self.0;
        let mut members = serializer.serialize_map(None)?;
        for (name, member) in &self.1 {
            members.serialize_entry(name, member)?;
        }

        // The items come before what else there is, so that who reads the beginning sees them.
        members.serialize_entry("items", &listing.rows)?;
        for (name, member) in &listing.extra {
            members.serialize_entry(name, member)?;
        }

        // Also when it is empty: a program must be able to see that nothing was left out.
        members.serialize_entry("unreadable", listing.unreadable)?;
        members.end()
    }
}
