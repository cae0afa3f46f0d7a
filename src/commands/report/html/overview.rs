//! The numbers of a whole fleet on a page.

use super::lists::not_whole;
use crate::commands::verdicts::state;
use crate::context::Context;

use crate::domain::compliance::publisher::PublisherLevel;
use crate::domain::compliance::summary::Totals;
use crate::domain::compliance::{Verdict, ages as by_age};
use crate::domain::text::words::count;
use crate::output::cell::Cell;
use crate::output::page::Section;
use crate::output::page::chart::{Bar, Chart, Direction, Paint};
use crate::output::page::table::Table;
use crate::read::fleet::Fleet;
use crate::read::prevalence::Prevalence;
use crate::read::standard::standard;

/// How many nodes of some totals have a verdict.
pub fn with(totals: &Totals, verdict: Verdict) -> usize {
    match verdict {
        Verdict::Compliant => totals.compliant,
        Verdict::NonCompliant => totals.non_compliant,
        Verdict::Stale => totals.stale,
        Verdict::NotReported => totals.not_reported,
        Verdict::Unreachable => totals.unreachable,
        Verdict::Unmanaged => totals.unmanaged,
        Verdict::Gone => totals.gone,
    }
}

/// The verdicts of nodes that count, the good one first: so a bar is read from the left.
pub const ORDER: [(Verdict, Paint); 6] = [
    (Verdict::Compliant, Paint::Good),
    (Verdict::NonCompliant, Paint::Bad),
    (Verdict::Stale, Paint::Late),
    (Verdict::NotReported, Paint::Mute),
    (Verdict::Unreachable, Paint::Lost),
    (Verdict::Unmanaged, Paint::Outside),
];

/// One bar of verdicts.
pub fn bar(name: &str, totals: &Totals) -> Bar {
    let parts = ORDER
        .iter()
        .map(|(verdict, paint)| (*paint, with(totals, *verdict) as u64));
    Bar {
        name: name.to_owned(),
        parts: parts.collect(),
    }
}

/// What the colours of verdicts mean, for those that some totals have.
pub fn legend(totals: &Totals) -> Vec<(Paint, String)> {
    let there = ORDER.iter();
    let there = there.filter(|(verdict, _)| with(totals, *verdict) > 0);
    there
        .map(|(verdict, paint)| (*paint, format!("{verdict} {}", with(totals, *verdict))))
        .collect()
}

/// How many nodes have which verdict.
pub fn verdicts(totals: &Totals) -> Section {
    // Also those that no node has: a 0 is an answer.
    let rows = Verdict::ALL.into_iter().map(|verdict| {
        let number = Cell::count(with(totals, verdict));
        vec![state(verdict), number, Cell::text(verdict.meaning())]
    });
    let told: Vec<String> = legend(totals).into_iter().map(|(_, text)| text).collect();

    Section {
        id: "verdicts",
        heading: "Verdicts",
        remarks: vec![
            "Each node has one verdict. What is not COMPLIANT is not known to be patched."
                .to_owned(),
        ],
        chart: Some(Chart {
            title: format!("Nodes by verdict: {}", told.join(", ")),
            bars: vec![bar("nodes", totals)],
            direction: Direction::Rows,
            legend: legend(totals),
        }),
        table: Table {
            caption: "Nodes by verdict; GONE is not among the nodes".to_owned(),
            columns: vec!["verdict", "nodes", "meaning"],
            rows: rows.collect(),
        },
    }
}

/// Violations by the levels that baselines give them.
pub fn levels(totals: &Totals) -> Section {
    // The sums of `compliance summary`, which are AWS's own counts: nothing is counted again here.
    let counts = &totals.noncompliant_patches;
    let levels = [
        ("CRITICAL", counts.critical),
        ("HIGH", counts.high),
        ("MEDIUM", counts.medium),
        ("LOW", counts.low),
        ("INFORMATIONAL", counts.informational),
        ("UNSPECIFIED", counts.unspecified),
    ];

    let numbers = levels.map(|(name, number)| (name, u64::try_from(number).unwrap_or(0)));

    Section {
        id: "levels",
        heading: "Violations by compliance level",
        remarks: vec![
            "The level is what the patch baseline says of a violation, as AWS counts it. The baselines of AWS give none (UNSPECIFIED)."
                .to_owned(),
        ],
        chart: Some(counted("Violations by compliance level", &numbers)),
        table: Table {
            caption: "Violations by compliance level, on all nodes together".to_owned(),
            columns: vec!["level", "violations"],
            rows: numbers
                .iter()
                .map(|(name, number)| vec![Cell::id(*name), Cell::count(*number)])
                .collect(),
        },
    }
}

/// What is missing by the severities that publishers give it.
pub fn severities(lacking: &Prevalence) -> Section {
    let mut groups = PublisherLevel::NAMES
        .map(|name| (name, 0_u64, 0_u64))
        .to_vec();
    groups.push(("none or not known", 0, 0));

    for row in &lacking.rows {
        let level = PublisherLevel::of(&row.severity).map(PublisherLevel::as_str);
        let found = groups.iter().position(|(name, ..)| Some(*name) == level);
        // The last is for what has no severity: that is not the same as a low one.
        let at = found.unwrap_or(groups.len() - 1);
        groups[at].1 += 1;
        groups[at].2 += row.nodes as u64;
    }

    // The bars count nodes: a patch that one machine lacks is not one that all of them lack.
    let bars: Vec<_> = groups
        .iter()
        .map(|(name, _, nodes)| (*name, *nodes))
        .collect();
    let rows = groups.iter().map(|(name, patches, nodes)| {
        vec![Cell::id(*name), Cell::count(*patches), Cell::count(*nodes)]
    });

    let mut remarks = vec!["The severity is that of the publisher, the gravest that a node reports. A patch that is missing on three nodes counts once as a patch and three times on nodes."
                .to_owned()];
    remarks.extend(not_whole(lacking));
    Section {
        id: "severities",
        heading: "Severity of what is missing",
        remarks,
        chart: Some(counted(
            "Missing or failed patches on nodes, by severity",
            &bars,
        )),
        table: Table {
            caption: "Missing or failed patches by the severity of their publisher".to_owned(),
            columns: vec!["severity", "patches", "on_nodes"],
            rows: rows.collect(),
        },
    }
}

/// How old the last reports are.
pub fn ages(context: &Context, fleet: &Fleet) -> Section {
    // One column for each group of the table, empty ones too: a gap is seen as one.
    let groups = by_age::groups(&fleet.nodes);
    let bars = groups.iter().map(|group| Bar {
        name: group.name.to_owned(),
        parts: vec![(Paint::Plain, group.nodes as u64)],
    });

    // As it was set: 36 hours are not 1 day.
    let hours = usize::try_from(standard(context).max_age.as_hours()).unwrap_or(0);
    let limit = match hours % 24 {
        0 => count(hours / 24, "day"),
        _ => count(hours, "hour"),
    };

    let rows = groups
        .iter()
        .map(|group| vec![Cell::text(group.name), Cell::count(group.nodes)]);
    Section {
        id: "ages",
        heading: "Age of the reports",
        remarks: vec![format!(
            "What a node reported more than {limit} ago proves nothing any more (STALE)."
        )],
        chart: Some(Chart {
            title: "Nodes by the age of their last report".to_owned(),
            bars: bars.collect(),
            direction: Direction::Columns,
            legend: Vec::new(),
        }),
        table: Table {
            caption: "Nodes by the age of their last report, in days".to_owned(),
            columns: vec!["age", "nodes"],
            rows: rows.collect(),
        },
    }
}

fn counted(title: &str, numbers: &[(&str, u64)]) -> Chart {
    // One colour: a level is told by its name.
    let bars = numbers.iter().map(|(name, number)| Bar {
        name: (*name).to_owned(),
        parts: vec![(Paint::Plain, *number)],
    });
    Chart {
        title: title.to_owned(),
        bars: bars.collect(),
        direction: Direction::Rows,
        legend: Vec::new(),
    }
}
