//! One thing, field by field.

use serde_json::Value;

use super::cell::Cell;
use super::format::Format;
use super::{Ui, table, value};
use crate::error::Result;

impl Ui {
    /// Writes one thing in the chosen format: its fields as lines, or its document.
    ///
    /// # Errors
    /// When the format does not fit, or when standard output cannot be written.
    pub fn details(
        &self,
        kind: &str,
        fields: Vec<(&'static str, Cell)>,
        members: Value,
        id: &str,
    ) -> Result<()> {
        let mut document = self.header(kind);
        if let Value::Object(members) = members {
            document.extend(members);
        }
        let document = Value::Object(document);

        if let Some(query) = &self.options.query {
            return self.value(&query.apply(&document)?);
        }

        // Only now: what a query selects can be written in every format.
        self.check_details()?;
        match self.format() {
            Format::Json => self.write_raw(&value::json(&document)),
            Format::Jsonl => self.write_raw(&value::line(&document)),
            Format::Yaml => self.write_raw(&value::yaml(&document)?),
            Format::Ids => self.write_lines([id]),
            _ => self.write_raw(&self.lines(&fields)),
        }
    }

    /// Refuses formats that [`Ui::details`] does not write, before anything is done.
    ///
    /// # Errors
    /// A usage error that names the formats.
    pub fn check_details(&self) -> Result<()> {
        self.format().require(&[
            Format::Table,
            Format::Json,
            Format::Jsonl,
            Format::Yaml,
            Format::Ids,
        ])
    }

    fn lines(&self, fields: &[(&'static str, Cell)]) -> String {
        let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0) + 1;
        let line = |(name, cell): &(&str, Cell)| {
            let label = format!("{name}:");
            format!(
                "{label:width$} {}\n",
                table::shown(cell, self.terminal, self.now())
            )
        };
        fields.iter().map(line).collect()
    }
}
