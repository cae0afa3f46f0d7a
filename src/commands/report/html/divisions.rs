//! The parts of a fleet on a page: operating systems, patch groups, accounts and Regions.

use super::overview::{bar, legend};
use crate::domain::compliance::summary::{Division, SummaryRow, divide};
use crate::output::cell::Cell;
use crate::output::page::Section;
use crate::output::page::chart::{Chart, Direction};
use crate::output::page::table::Table;
use crate::read::fleet::Fleet;

/// How many bars a person still compares; the table has all rows.
const BARS: usize = 15;

/// A division with its words.
struct Part {
    division: Division,
    id: &'static str,
    heading: &'static str,
    column: &'static str,
}

const PARTS: [Part; 4] = [
    Part {
        division: Division::Os,
        id: "systems",
        heading: "Operating systems",
        column: "operating_system",
    },
    Part {
        division: Division::Group,
        id: "groups",
        heading: "Patch groups",
        column: "patch_group",
    },
    Part {
        division: Division::Account,
        id: "accounts",
        heading: "Accounts",
        column: "account",
    },
    Part {
        division: Division::Region,
        id: "regions",
        heading: "Regions",
        column: "region",
    },
];

/// A section for each division.
pub fn sections(fleet: &Fleet) -> Vec<Section> {
    PARTS.iter().map(|part| section(fleet, part)).collect()
}

fn section(fleet: &Fleet, part: &Part) -> Section {
    let rows = divide(&fleet.nodes, part.division);
    let mut drawn: Vec<&SummaryRow> = rows.iter().collect();
    // Those with the most to do are seen first; the table keeps the order of `compliance summary`.
    drawn.sort_by_key(|row| std::cmp::Reverse(row.totals.nodes - row.totals.compliant));
    drawn.truncate(BARS);

    // Tags change, reports stay as they were.
    let mut remarks = Vec::new();
    if part.division == Division::Group {
        remarks.push("The group is the one of the node's last report.".to_owned());
    }
    if drawn.len() < rows.len() {
        remarks.push(format!(
            "The chart has the {BARS} of {} with the most nodes that are not COMPLIANT; the table has all.",
            rows.len()
        ));
    }

    let heading = part.heading;
    let bars = drawn.iter().map(|row| bar(&row.name, &row.totals));
    Section {
        id: part.id,
        heading,
        remarks,
        chart: Some(Chart {
            title: format!("{heading}: nodes by verdict"),
            bars: bars.collect(),
            direction: Direction::Rows,
            legend: legend(&fleet.totals()),
        }),
        table: table(part, &rows),
    }
}

fn table(part: &Part, rows: &[SummaryRow]) -> Table {
    // The columns and the order of `compliance summary`.
    let cells = rows.iter().map(|row| {
        let totals = &row.totals;
        vec![
            Cell::text(row.name.clone()),
            Cell::count(totals.nodes),
            Cell::count(totals.compliant),
            Cell::count(totals.non_compliant),
            Cell::count(totals.stale),
            Cell::count(totals.not_reported),
            Cell::count(totals.unreachable),
            Cell::count(totals.unmanaged),
            Cell::count(totals.missing_patches),
            Cell::count(totals.failed_patches),
        ]
    });

    Table {
        caption: format!("{}: nodes by verdict, and their patches", part.heading),
        columns: vec![
            part.column,
            "nodes",
            "compliant",
            "non_compliant",
            "stale",
            "not_reported",
            "unreachable",
            "unmanaged",
            "missing_patches",
            "failed_patches",
        ],
        rows: cells.collect(),
    }
}
