//! Override lists as they are named on the command line, and what was found in them.

use std::path::Path;

use serde::Serialize;

use crate::document::Source;
use crate::document::override_list::{self, LIMIT, Reading, Remark};
use crate::domain::finding::Severity;
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::override_list::OverrideList;
use crate::domain::text::steering::visible;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::process::input::{self, Input};

/// How many findings of a file are drawn; the others are counted. JSON has them all.
const DRAWN: usize = 50;

/// A file that was checked.
#[derive(Debug)]
pub struct Checked {
    /// Its name, as it is shown.
    pub name: String,
    /// Its bytes; no more than the bound and one.
    pub bytes: Vec<u8>,
    /// What was found.
    pub reading: Reading,
}

/// One finding, for JSON.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    hint: Option<&'a str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    path: String,
    value: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn new(remark: &'a Remark) -> Self {
        let finding = &remark.finding;
        Self {
            rule: finding.rule.name,
            severity: finding.rule.severity,
            message: &finding.message,
            hint: finding.hint.as_deref(),
            line: remark.line,
            column: remark.column,
            end_line: remark.end_line,
            end_column: remark.end_column,
            path: finding.path.to_string(),
            value: finding.value.as_deref(),
        }
    }
}

/// Reads a file, or standard input for `-`, and checks it. No more than 4 MiB and one byte of it
/// are read.
///
/// # Errors
/// A failure when the file cannot be opened or read.
pub fn check(path: &Path, os: Option<OperatingSystem>) -> Result<Checked> {
    let Input { name, bytes, .. } = input::read(path, LIMIT as u64).map_err(|error| {
        let name = input::name_of(path);
        Error::failed(format!("cannot read {name}")).with_source(error)
    })?;
    // Without a system the entries tell the family; a list of another one is then not found out.
    let reading = override_list::read(&bytes, os);
    Ok(Checked {
        name,
        bytes,
        reading,
    })
}

/// Reads a file that must be a valid list.
///
/// # Errors
/// As [`check`]; exit 3 with everything that is wrong when it is no valid list.
pub fn valid(
    path: &Path,
    os: Option<OperatingSystem>,
    color: bool,
) -> Result<(Checked, OverrideList)> {
    let mut checked = check(path, os)?;
    let Some(list) = checked.reading.list.take() else {
        // The list is given only when nothing is wrong: a valid part of a list is no list.
        let errors = count(checked.reading.errors(), "error");
        return Err(
            Error::new(Kind::Invalid, format!("`{}` has {errors}", checked.name))
                .with_report(checked.drawn(color)),
        );
    };
    Ok((checked, list))
}

impl Checked {
    /// Whether the node takes it as it is meant; with `strict`, without any doubt.
    pub fn is_valid(&self, strict: bool) -> bool {
        self.reading.errors() == 0 && (!strict || self.reading.warnings() == 0)
    }

    /// The findings for JSON.
    pub fn rows(&self) -> Vec<Row<'_>> {
        self.reading.remarks.iter().map(Row::new).collect()
    }

    /// Every finding, drawn at its place.
    pub fn drawn(&self, color: bool) -> String {
        let text = String::from_utf8_lossy(self.text());
        let source = Source {
            name: &self.name,
            text: &text,
            color,
        };
        let kinds = kinds(&self.reading.remarks);
        let mut drawn = String::new();
        for kind in kinds.iter().take(DRAWN) {
            drawn.push_str(&override_list::draw(source, kind[0]));
            drawn.push_str(&others(&kind[1..]));
        }

        let rest: usize = kinds.iter().skip(DRAWN).map(Vec::len).sum();
        if rest > 0 {
            drawn.push_str(&format!("… and {rest} more; -o json shows them all\n"));
        }
        drawn
    }

    /// What of the file can be drawn: its text up to the first byte that is none.
    fn text(&self) -> &[u8] {
        // A file that is too large was not looked at, and is not drawn.
        let bytes = if self.bytes.len() > LIMIT {
            &[][..]
        } else {
            self.bytes.as_slice()
        };

        match std::str::from_utf8(bytes) {
            Ok(_) => bytes,
            Err(error) => &bytes[..error.valid_up_to()],
        }
    }
}

/// From how many findings of one rule on the first stands for all.
const FOLDED: usize = 3;

/// The findings in their order; warnings and notes that many of one rule are one kind. Each error
/// has to be mended by itself.
fn kinds(remarks: &[Remark]) -> Vec<Vec<&Remark>> {
    let mut kinds: Vec<Vec<&Remark>> = Vec::new();
    for remark in remarks {
        let rule = remark.finding.rule;
        let alike = remarks.iter().filter(|other| other.finding.rule == rule);
        let is_folded = !remark.finding.is_error() && alike.count() >= FOLDED;

        let known = kinds.iter_mut().find(|kind| kind[0].finding.rule == rule);
        match known.filter(|_| is_folded) {
            Some(kind) => kind.push(remark),
            None => kinds.push(vec![remark]),
        }
    }
    kinds
}

/// The places of what is not drawn.
fn others(remarks: &[&Remark]) -> String {
    /// How many of them are named.
    const NAMED: usize = 5;
    let Some(first) = remarks.first() else {
        return String::new();
    };

    let mut places: Vec<String> = remarks
        .iter()
        .take(NAMED)
        .map(|remark| visible(&remark.finding.path.to_string()).into_owned())
        .collect();
    if remarks.len() > NAMED {
        places.push("…".to_owned());
    }
    format!(
        "  and {} more of {}: {}\n",
        remarks.len(),
        first.finding.rule.name,
        places.join(", ")
    )
}

/// What a family is called in results.
pub const fn family_name(family: Family) -> &'static str {
    match family {
        Family::Rpm => "rpm",
        Family::Apt => "apt",
        Family::Windows => "windows",
        Family::MacOs => "macos",
    }
}
