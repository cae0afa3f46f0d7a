//! JSON values in every format: whole documents, and what `--query` selected from them.

use serde_json::{Map, Value};

use super::cell::Cell;
use super::csv::{CsvEncoder, Field};
use super::format::Format;
use super::{Ui, sanitize, table, terminal};
use crate::error::{Error, Result};

/// The version of the JSON documents; a member is only ever added under the same version.
pub const SCHEMA_VERSION: u32 = 1;

/// The members with which every message begins.
pub(super) fn head(kind: &str) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("schema_version".to_owned(), SCHEMA_VERSION.into());
    members.insert("kind".to_owned(), kind.into());
    members
}

/// Indented JSON with a line end.
pub fn json(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).expect("a JSON value can be written");
    format!("{}\n", sanitize::in_json(&text))
}

/// JSON on one line, with its end.
pub(super) fn line(value: &Value) -> String {
    format!("{}\n", sanitize::in_json(&value.to_string()))
}

/// YAML; as JSON, which every reader of YAML reads, where a text in it could steer whoever shows it.
///
/// # Errors
/// When a value has no YAML form.
pub fn yaml(value: &Value) -> Result<String> {
    if !sanitize::is_harmless(value) {
        return Ok(json(value));
    }
    serde_yaml::to_string(value)
        .map_err(|error| Error::failed("cannot write YAML").with_source(error))
}

/// One value a line. The lines are documents: nothing is taken out of them.
fn json_lines(values: &[Value]) -> String {
    values.iter().map(line).collect()
}

impl Ui {
    /// The members with which every result begins: version and kind, then where it is from when
    /// something was called.
    pub(super) fn header(&self, kind: &str) -> Map<String, Value> {
        let mut members = head(kind);
        if let Some(Ok(Value::Object(place))) = self.place.get().map(serde_json::to_value) {
            members.extend(place);
        }
        members
    }

    /// Writes a document of `kind`, or what `--query` selects from it; in lines of JSON, the
    /// elements of its member `list`.
    ///
    /// # Errors
    /// When `--query` or the output fails.
    pub fn document(&self, kind: &str, members: Map<String, Value>, list: &str) -> Result<()> {
        // Version and kind come first, so that a reader knows what it reads.
        let mut document = self.header(kind);
        document.extend(members);
        let document = Value::Object(document);

        if let Some(query) = &self.options.query {
            return self.value(&query.apply(&document)?);
        }

        match self.format() {
            Format::Yaml => self.write_raw(&yaml(&document)?),
            Format::Jsonl => self.write_raw(&json_lines(&elements(&document[list]))),
            _ => self.write_raw(&json(&document)),
        }
    }

    /// Writes one value in the chosen format; a list of objects becomes a table.
    pub fn value(&self, found: &Value) -> Result<()> {
        // What a query selects has no columns of its own, so that JSON is the usual form of it.
        match self.options.format.unwrap_or(Format::Json) {
            Format::Yaml => self.write_raw(&yaml(found)?),
            Format::Jsonl => self.write_raw(&json_lines(&elements(found))),
            Format::Ids => self.write_lines(elements(found).iter().map(scalar)),
            Format::Csv => terminal::write_out(&as_csv(found)),
            Format::Table => self.write_raw(&self.as_table(found)),
            _ => self.write_raw(&json(found)),
        }
    }

    fn as_table(&self, found: &Value) -> String {
        let (headers, rows) = grid(found);
        let cells: Vec<Vec<Cell>> = rows
            .into_iter()
            .map(|row| row.into_iter().map(Cell::text).collect())
            .collect();
        table::draw(&headers, &cells, self.terminal, self.now())
    }
}

fn as_csv(found: &Value) -> Vec<u8> {
    let (headers, rows) = grid(found);
    let mut encoder = CsvEncoder::new(false, false);
    encoder.record(headers.iter().map(|header| Field::Foreign(header)));
    for row in &rows {
        encoder.record(row.iter().map(|cell| Field::Foreign(cell)));
    }
    encoder.drain()
}

fn elements(found: &Value) -> Vec<Value> {
    match found {
        Value::Array(elements) => elements.clone(),
        Value::Null => Vec::new(),
        other => vec![other.clone()],
    }
}

/// Any value as rows under headers: the members of objects by name, the values of lists by number.
fn grid(found: &Value) -> (Vec<String>, Vec<Vec<String>>) {
    let elements = elements(found);
    let mut headers = member_names(&elements);
    if headers.is_empty() {
        headers = numbered(&elements);
    }
    let rows = elements.iter().map(|element| row(&headers, element));
    let rows = rows.collect();
    (headers, rows)
}

/// Every member that occurs, in the order in which they first do: objects need not be alike.
fn member_names(elements: &[Value]) -> Vec<String> {
    let objects = elements.iter().filter_map(Value::as_object);
    let mut names: Vec<String> = Vec::new();
    for name in objects.flat_map(Map::keys) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn numbered(elements: &[Value]) -> Vec<String> {
    let widths = elements.iter().filter_map(Value::as_array).map(Vec::len);
    // One column also for lists without values, because loose values need it.
    match widths.max().unwrap_or(1).max(1) {
        1 => vec!["value".to_owned()],
        width => (1..=width).map(|index| format!("value_{index}")).collect(),
    }
}

fn row(headers: &[String], element: &Value) -> Vec<String> {
    let cell = |value: Option<&Value>| value.map(scalar).unwrap_or_default();
    match element {
        Value::Object(members) => headers.iter().map(|name| cell(members.get(name))).collect(),
        Value::Array(values) => (0..headers.len())
            .map(|index| cell(values.get(index)))
            .collect(),
        // A loose value among objects stands in the first column, so that none is lost.
        other => {
            let mut cells = vec![String::new(); headers.len()];
            cells[0] = scalar(other);
            cells
        }
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_become_a_grid_with_every_member_that_occurs() {
        let (headers, rows) = grid(&json!([{"a": 1}, {"a": 2, "b": "x"}, "loose"]));
        assert_eq!(headers, ["a", "b"]);
        assert_eq!(rows, [["1", ""], ["2", "x"], ["loose", ""]]);
        assert_eq!(grid(&json!(["x", "y"])).0, ["value"]);
        assert_eq!(
            grid(&json!([["x", 1], ["y", 2]])).1,
            [["x", "1"], ["y", "2"]]
        );
    }
}
