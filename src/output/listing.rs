//! A result made of rows, in every format.

use std::cmp::Ordering;

use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::cell::Cell;
use super::csv::{CsvEncoder, Field};
use super::format::Format;
use super::{Ui, table, terminal};
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
    /// The name of a row for `-o ids`.
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
    let key = |part: &str| match part.strip_prefix('-') {
        Some(name) => SortKey {
            name: name.to_owned(),
            descending: true,
        },
        None => SortKey {
            name: part.to_owned(),
            descending: false,
        },
    };
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(key)
        .collect()
}

fn find<'a, T>(columns: &'a [Column<T>], name: &str, option: &str) -> Result<&'a Column<T>> {
    let wanted = name.to_ascii_lowercase().replace(['-', ' '], "_");
    columns
        .iter()
        .find(|column| column.name == wanted)
        .ok_or_else(|| {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            Error::usage(format!("{option}: there is no column `{name}`"))
                .maybe_hint(
                    near_miss(&wanted, names.iter().copied())
                        .map(|name| format!("did you mean `{name}`?")),
                )
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
        self.options.sort.as_deref().map_or(Ok(()), |sort| {
            sort_keys(sort)
                .iter()
                .try_for_each(|key| find(columns, &key.name, "--sort").map(drop))
        })?;
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
            let shown = |column: &&Column<T>| match column.shown {
                Shown::Always => true,
                Shown::ManyScopes => scopes > 1,
                Shown::OnRequest => false,
            };
            return Ok(columns.iter().filter(shown).collect());
        };
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
            let keys: Result<Vec<(&Column<T>, bool)>> = sort_keys(sort)
                .iter()
                .map(|key| Ok((find(listing.columns, &key.name, "--sort")?, key.descending)))
                .collect();
            let keys = keys?;
            listing.rows.sort_by(|a, b| compare(a, b, &keys));
        }
        let document = Document(&listing, self.header(listing.kind));
        if let Some(query) = &self.options.query {
            let whole = serde_json::to_value(&document)
                .map_err(|error| Error::failed("cannot serialise the result").with_source(error))?;
            return self.value(&query.apply(&whole)?);
        }
        match self.format() {
            Format::Json => terminal::write_with(|out| {
                serde_json::to_writer_pretty(&mut *out, &document)?;
                out.write_all(b"\n")
            }),
            Format::Yaml => terminal::write_with(|out| {
                serde_yaml::to_writer(out, &document).map_err(std::io::Error::other)
            }),
            Format::Jsonl => terminal::write_with(|out| {
                listing.rows.iter().try_for_each(|row| {
                    serde_json::to_writer(&mut *out, row)?;
                    out.write_all(b"\n")
                })
            }),
            Format::Ids => terminal::write_with(|out| {
                listing.rows.iter().try_for_each(|row| {
                    writeln!(out, "{}", super::sanitize::for_terminal(&(listing.id)(row)))
                })
            }),
            Format::Csv => self.write_csv(&listing),
            _ => self.write_table(&listing),
        }
    }

    fn write_table<T>(&self, listing: &Listing<'_, T>) -> Result<()> {
        if listing.rows.is_empty() {
            return Ok(());
        }
        let columns = self.chosen_columns(listing.columns, listing.scopes)?;
        let headers: Vec<String> = columns
            .iter()
            .map(|column| column.name.to_owned())
            .collect();
        let cells = |row: &T| {
            columns
                .iter()
                .map(|column| (column.cell)(row))
                .collect::<Vec<Cell>>()
        };
        if self.terminal.out.terminal || self.terminal.out.color {
            let mut rows: Vec<Vec<Cell>> = listing.rows.iter().map(cells).collect();
            let mut headers = headers;
            if let (Some(width), None) = (self.terminal.width, &self.options.columns) {
                let fitting = table::fitting(&headers, &rows, width);
                let left_out = headers.split_off(fitting);
                for row in &mut rows {
                    row.truncate(fitting);
                }
                if !left_out.is_empty() {
                    self.note(&format!(
                        "left out, because the terminal is narrow: {} (--columns chooses)",
                        left_out.join(", ")
                    ));
                }
            }
            return self.write_raw(&table::draw(&headers, &rows, self.terminal, self.now()));
        }
        terminal::write_with(|out| table::stream(out, &headers, || listing.rows.iter().map(cells)))
    }

    fn write_csv<T>(&self, listing: &Listing<'_, T>) -> Result<()> {
        let columns = self.chosen_columns(listing.columns, listing.scopes)?;
        let mut encoder = CsvEncoder::new(false, false);
        encoder.record(columns.iter().map(|column| Field::Own(column.name)));
        terminal::write_with(|out| {
            for row in &listing.rows {
                let cells: Vec<Cell> = columns.iter().map(|column| (column.cell)(row)).collect();
                let texts: Vec<(String, bool)> = cells
                    .iter()
                    .map(|cell| (cell.plain(), cell.is_foreign()))
                    .collect();
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

fn compare<T>(a: &T, b: &T, keys: &[(&Column<T>, bool)]) -> Ordering {
    keys.iter()
        .fold(Ordering::Equal, |order, (column, descending)| {
            order.then_with(|| {
                let (left, right) = ((column.cell)(a), (column.cell)(b));
                let natural = left.order(&right);
                let empty = matches!(left, Cell::Empty) || matches!(right, Cell::Empty);
                if *descending && !empty {
                    natural.reverse()
                } else {
                    natural
                }
            })
        })
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
        members.serialize_entry("items", &listing.rows)?;
        for (name, member) in &listing.extra {
            members.serialize_entry(name, member)?;
        }
        members.serialize_entry("unreadable", listing.unreadable)?;
        members.end()
    }
}
