//! A preview as rows: each patch with its outlook, and each change between two baselines.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, json};

use crate::context::Context;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::baseline::preview::{Change, Forecast, Outlook};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};

/// One patch with what becomes of it.
#[derive(Debug, Serialize)]
pub struct ForecastRow {
    outlook: &'static str,
    approved_on: Option<Date>,
    id: String,
    patch: String,
    classification: Option<String>,
    severity: Option<String>,
    product: String,
    released: Option<Date>,
    advisory: Option<String>,
    cves: Vec<String>,
    decided_by: String,
    compliance_level: ComplianceLevel,
    /// Whether it is the newest approved version of its package.
    installs: bool,
}

impl ForecastRow {
    /// The row of a forecast.
    pub fn new(forecast: Forecast) -> Self {
        let patch = forecast.patch;
        Self {
            outlook: forecast.outlook.as_str(),
            approved_on: forecast.approved_on,
            // Some patches have no title (AWS CLI reference, describe-instance-patches).
            patch: if patch.title.is_empty() {
                patch.id.clone()
            } else {
                patch.title
            },
            id: patch.id,
            classification: patch.classification,
            severity: patch.severity,
            product: patch.product,
            released: patch.released,
            advisory: patch.advisory,
            cves: patch.cves,
            decided_by: forecast.decided_by,
            compliance_level: forecast.level,
            installs: forecast.installs,
        }
    }
}

/// The columns of a preview.
pub const FORECASTS: [Column<ForecastRow>; 13] = [
    Column::always("outlook", |row| outlook(row.outlook)),
    Column::always("on", |row| day(row.approved_on)),
    Column::always("patch", |row| patch(&row.patch)),
    Column::on_request("id", |row| Cell::id(&row.id)),
    Column::always("classification", |row| {
        Cell::id(row.classification.as_deref().unwrap_or_default())
    }),
    Column::always("severity", |row| {
        Cell::id(row.severity.as_deref().unwrap_or_default())
    }),
    Column::on_request("product", |row| Cell::text(&row.product)),
    Column::always("released", |row| day(row.released)),
    Column::always("decided_by", |row| Cell::text(&row.decided_by)),
    Column::always("installs", |row| {
        Cell::text(if row.installs { "yes" } else { "" })
    }),
    Column::on_request("level", |row| Cell::id(row.compliance_level.as_str())),
    Column::on_request("advisory", |row| {
        Cell::id(row.advisory.as_deref().unwrap_or_default())
    }),
    Column::on_request("cves", |row| Cell::text(row.cves.join(" "))),
];

/// One patch of which two baselines make something different.
#[derive(Debug, Serialize)]
pub struct ChangeRow {
    change: &'static str,
    before: ForecastRow,
    after: ForecastRow,
}

impl ChangeRow {
    /// The row of a change.
    pub fn new(change: Change) -> Self {
        let (before, after) = (&change.before, &change.after);
        let word = match (before.outlook, after.outlook) {
            // What is not known on either side is no change that anybody could rely on: it comes
            // first.
            (Outlook::Unknown, _) | (_, Outlook::Unknown) => "UNKNOWN",
            (old, Outlook::Approved) if old != Outlook::Approved => "NEWLY_APPROVED",
            (Outlook::Approved, new) if new != Outlook::Approved => "NO_LONGER_APPROVED",
            (old, new) if old != new => "OTHER_OUTLOOK",
            _ if before.level != after.level => "OTHER_LEVEL",
            _ => "OTHER_DAY",
        };
        Self {
            change: word,
            before: ForecastRow::new(change.before),
            after: ForecastRow::new(change.after),
        }
    }
}

/// The columns of a comparison.
pub const CHANGES: [Column<ChangeRow>; 11] = [
    Column::always("change", |row| {
        let tone = match row.change {
            "NEWLY_APPROVED" => Tone::Good,
            "NO_LONGER_APPROVED" => Tone::Bad,
            "UNKNOWN" => Tone::Warning,
            _ => Tone::Quiet,
        };
        Cell::State(row.change.to_owned(), tone)
    }),
    Column::always("patch", |row| patch(&row.after.patch)),
    Column::on_request("id", |row| Cell::id(&row.after.id)),
    Column::always("before", |row| outlook(row.before.outlook)),
    Column::always("after", |row| outlook(row.after.outlook)),
    Column::always("on", |row| day(row.after.approved_on)),
    Column::always("severity", |row| {
        Cell::id(row.after.severity.as_deref().unwrap_or_default())
    }),
    Column::always("before_level", |row| {
        Cell::id(row.before.compliance_level.as_str())
    }),
    Column::always("after_level", |row| {
        Cell::id(row.after.compliance_level.as_str())
    }),
    Column::always("before_by", |row| Cell::text(&row.before.decided_by)),
    Column::always("after_by", |row| Cell::text(&row.after.decided_by)),
];

fn outlook(word: &str) -> Cell {
    let tone = match word {
        "APPROVED" => Tone::Good,
        "PENDING" | "UNKNOWN" => Tone::Warning,
        "REJECTED" => Tone::Bad,
        _ => Tone::Quiet,
    };
    Cell::State(word.to_owned(), tone)
}

/// The title of a package is one word, which is not broken over two lines; that of a Windows update
/// is a sentence.
fn patch(title: &str) -> Cell {
    if title.contains(' ') {
        Cell::text(title)
    } else {
        Cell::id(title)
    }
}

fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Empty, |day| Cell::id(day.to_string()))
}

fn extra(on: Date, source: &str) -> Map<String, serde_json::Value> {
    Map::from_iter([
        ("on".to_owned(), json!(on)),
        ("source".to_owned(), json!(source)),
    ])
}

/// Shows a preview, with its totals and its source.
pub fn show(
    context: &Context,
    rows: Vec<ForecastRow>,
    label: &str,
    on: Date,
    source: &str,
) -> Result<()> {
    let totals = totals(&rows);
    let mut extra = extra(on, source);
    extra.insert("baseline".to_owned(), json!(label));

    context.ui.list(Listing {
        kind: "baseline.preview",
        columns: &FORECASTS,
        rows,
        id: |row| row.id.clone(),
        scopes: 1,
        extra,
        unreadable: &[],
    })?;
    // The source is always named: what it does not list, a preview cannot know.
    context
        .ui
        .note(&format!("{label} on {on}: {totals}; source: {source}"));
    Ok(())
}

/// `12 approved, 3 pending`: how many patches have which outlook.
fn totals(rows: &[ForecastRow]) -> String {
    // An outlook that no patch has is not counted: "0 rejected" tells nothing.
    let totals: Vec<String> = Outlook::ALL
        .iter()
        .map(|outlook| outlook.as_str())
        .map(|word| (rows.iter().filter(|row| row.outlook == word).count(), word))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {}", word.to_lowercase().replace('_', " ")))
        .collect();
    if totals.is_empty() {
        "no patch".to_owned()
    } else {
        totals.join(", ")
    }
}

/// Shows what changes between two baselines.
pub fn show_changes(
    context: &Context,
    rows: Vec<ChangeRow>,
    labels: (&str, &str),
    on: Date,
    source: &str,
) -> Result<()> {
    let told = change_totals(&rows);
    let (before, after) = labels;
    // Both names are in JSON too: two files of previews are told apart by them.
    let mut extra = extra(on, source);
    extra.insert("before".to_owned(), json!(before));
    extra.insert("after".to_owned(), json!(after));

    context.ui.list(Listing {
        kind: "baseline.preview-changes",
        columns: &CHANGES,
        rows,
        id: |row| row.after.id.clone(),
        scopes: 1,
        extra,
        unreadable: &[],
    })?;
    context.ui.note(&format!(
        "from {before} to {after} on {on}: {told}; source: {source}"
    ));
    Ok(())
}

/// What changes, counted; the three kinds that matter are named, and the rest is one number.
fn change_totals(rows: &[ChangeRow]) -> String {
    let [new, gone, unknown] = ["NEWLY_APPROVED", "NO_LONGER_APPROVED", "UNKNOWN"]
        .map(|word| rows.iter().filter(|row| row.change == word).count());
    let other = rows.len() - new - gone - unknown;
    // What is not known is said only where there is some, because it is rare.
    let unknown = if unknown == 0 {
        String::new()
    } else {
        format!(", {unknown} not known")
    };
    format!(
        "{} newly approved, {gone} no longer approved, {other} otherwise changed{unknown}",
        count(new, "patch")
    )
}
