//! The lists of a page: what is missing on most nodes, and the nodes that need a person first.

use crate::commands::verdicts::state;
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::attention;
use crate::domain::compliance::prevalence::Lacking;
use crate::domain::text::words::count;
use crate::output::cell::Cell;
use crate::output::page::Section;
use crate::output::page::chart::{Bar, Chart, Direction, Paint};
use crate::output::page::table::Table;
use crate::read::fleet::Fleet;
use crate::read::prevalence::Prevalence;

/// How many bars a person still compares.
const BARS: usize = 15;

/// The patches that are missing on most nodes.
pub fn patches(fleet: &Fleet, lacking: &Prevalence, limit: usize) -> Section {
    let shown = first(&lacking.rows, limit);
    // The names of bars are cut where they are too long; the table has all of them.
    let bars = shown.iter().take(BARS).map(|row| Bar {
        name: row.name().to_owned(),
        parts: vec![(Paint::Bad, row.nodes as u64)],
    });

    Section {
        id: "patches",
        heading: "Patches missing on most nodes",
        remarks: remarks(fleet, lacking, shown.len()),
        chart: Some(Chart {
            title: "On how many nodes each patch is missing or failed".to_owned(),
            bars: bars.collect(),
            direction: Direction::Rows,
            legend: Vec::new(),
        }),
        table: Table {
            caption: "Patches by the number of nodes on which they are missing or failed"
                .to_owned(),
            columns: vec![
                "patch",
                "nodes",
                "failed",
                "pending_reboot",
                "severity",
                "age_days",
                "classification",
                "cves",
                "os",
            ],
            rows: shown.iter().map(patch).collect(),
        },
    }
}

fn patch(row: &Lacking) -> Vec<Cell> {
    // The columns of `compliance top`, the name first.
    let cves: Vec<&str> = row.cves.iter().map(String::as_str).collect();
    let system = row.operating_system;
    vec![
        Cell::text(row.name()),
        Cell::count(row.nodes),
        Cell::count(row.failed),
        Cell::count(row.pending_reboot),
        Cell::id(&row.severity),
        row.age_days.map_or(Cell::Empty, Cell::count),
        Cell::id(&row.classification),
        Cell::text(cves.join(" ")),
        Cell::id(system.map(|system| system.as_str()).unwrap_or_default()),
    ]
}

/// That the patches of some nodes could not be read: nothing found there means nothing.
pub fn not_whole(lacking: &Prevalence) -> Option<String> {
    let unread = lacking.unreadable.len();
    let places = count(unread, "place");
    (unread > 0).then(|| {
        format!("This is not whole: the patches of {places} could not be read, named above.")
    })
}

/// What the list leaves out, and of whom nothing is known.
fn remarks(fleet: &Fleet, lacking: &Prevalence, shown: usize) -> Vec<String> {
    let found = lacking.rows.len();
    let mut remarks = vec![format!(
        "{} missing or waiting for a reboot.",
        count(found, "patch")
    )];
    // A part of a list must not read like all of it.
    remarks.extend(not_whole(lacking));
    if shown < found {
        remarks.push(format!(
            "The first {shown} are shown; patchctl compliance top --limit 0 lists all."
        ));
    }

    let silent = fleet.nodes.iter().filter(|node| node.report.is_none());
    let silent = silent.count();
    if silent > 0 {
        remarks.push(format!(
            "{} never reported: nobody knows what is missing there.",
            count(silent, "node")
        ));
    }
    if lacking.strange > 0 {
        remarks.push(format!(
            "{} in a state that this version does not know: it may mean anything, and is counted as missing.",
            count(lacking.strange, "patch")
        ));
    }
    remarks
}

/// The columns of nodes.
const NODE: [&str; 10] = [
    "node",
    "verdict",
    "reason",
    "name",
    "patch_group",
    "os",
    "missing",
    "failed",
    "last_report",
    "place",
];

/// The nodes that need a person first.
pub fn nodes(fleet: &Fleet, limit: usize) -> Section {
    let all = attention::first(&fleet.nodes);
    let shown = first(&all, limit);
    Section {
        id: "nodes",
        heading: "Nodes that need a person first",
        remarks: shortfall(fleet, all.len(), shown.len()),
        chart: None,
        table: Table {
            caption: "Nodes that are not COMPLIANT, the worst verdict first".to_owned(),
            columns: NODE.to_vec(),
            rows: shown.iter().map(|node| row(node)).collect(),
        },
    }
}

/// How many nodes are not COMPLIANT, and how many of them the list leaves out.
fn shortfall(fleet: &Fleet, all: usize, shown: usize) -> Vec<String> {
    // No node at all is not the same as no bad one.
    let mut remarks = match all {
        0 if fleet.nodes.is_empty() => vec!["There is no node.".to_owned()],
        0 if !fleet.unreadable.is_empty() => {
            vec!["Every node that could be read is COMPLIANT.".to_owned()]
        }
        0 => vec!["Every node is COMPLIANT.".to_owned()],
        found => vec![format!("{} not COMPLIANT.", count(found, "node"))],
    };
    if shown < all {
        remarks.push(format!(
            "The first {shown} are shown; patchctl compliance nodes lists all."
        ));
    }
    remarks
}

fn row(node: &NodeCompliance) -> Vec<Cell> {
    let system = node.node.operating_system;
    let report = node.report.as_ref();
    // Without a report there is no count, which is not the same as 0.
    let (missing, failed) = match report {
        Some(report) => (
            Cell::count(report.counts.missing),
            Cell::count(report.counts.failed),
        ),
        None => (Cell::Empty, Cell::Empty),
    };

    vec![
        Cell::id(node.node.id.as_str()),
        state(node.verdict),
        Cell::text(node.full_reason()),
        Cell::text(node.node.label()),
        Cell::text(node.group().unwrap_or_default()),
        Cell::id(system.map(|system| system.as_str()).unwrap_or_default()),
        missing,
        failed,
        Cell::time(report.and_then(|report| report.ended_at)),
        Cell::text(node.node.scope.to_string()),
    ]
}

/// The first rows of a list; 0 is all.
fn first<T>(rows: &[T], limit: usize) -> &[T] {
    match limit {
        0 => rows,
        limit => &rows[..limit.min(rows.len())],
    }
}
