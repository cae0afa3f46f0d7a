//! `patchctl compliance summary`.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::args::exceptions::ExceptionArgs;
use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::summary;
use crate::domain::compliance::summary::{Division, SummaryRow, Totals};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing, Shown};
use crate::read::fleet::Fleet;
use crate::read::{exceptions, fleet};

/// Arguments of `compliance summary`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox compliance summary
  patchctl compliance summary --all-regions --by os
  patchctl compliance summary --exceptions exceptions.yaml
  patchctl compliance summary -o json --query totals")]
pub struct SummaryArgs {
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
    /// Divide the fleet by this
    #[arg(long, value_enum, default_value_t = By::Scope, value_name = "DIVISION")]
    by: By,
    #[command(flatten)]
    exceptions: ExceptionArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Scope,
    Account,
    Region,
    Os,
    Group,
}

impl From<By> for Division {
    fn from(by: By) -> Self {
        match by {
            By::Scope => Self::Scope,
            By::Account => Self::Account,
            By::Region => Self::Region,
            By::Os => Self::Os,
            By::Group => Self::Group,
        }
    }
}

const COLUMNS: [Column<SummaryRow>; 17] = [
    Column::always("name", |row| Cell::text(&row.name)),
    Column::always("nodes", |row| number(row.totals.nodes)),
    Column::always("compliant", |row| counted(row.totals.compliant, Tone::Good)),
    Column::always("non_compliant", |row| {
        counted(row.totals.non_compliant, Tone::Bad)
    }),
    Column::on_request("excused", |row| {
        row.totals.excused_nodes.map_or(Cell::Empty, number)
    }),
    Column::always("stale", |row| counted(row.totals.stale, Tone::Warning)),
    Column::always("not_reported", |row| {
        counted(row.totals.not_reported, Tone::Warning)
    }),
    Column::always("unreachable", |row| {
        counted(row.totals.unreachable, Tone::Warning)
    }),
    Column::on_request("unmanaged", |row| {
        counted(row.totals.unmanaged, Tone::Warning)
    }),
    Column::always("missing_patches", |row| {
        Cell::count(row.totals.missing_patches)
    }),
    Column::always("failed_patches", |row| {
        Cell::count(row.totals.failed_patches)
    }),
    Column::on_request("pending_reboot_nodes", |row| {
        number(row.totals.pending_reboot_nodes)
    }),
    Column::on_request("critical", |row| {
        Cell::count(row.totals.noncompliant_patches.critical)
    }),
    Column::on_request("high", |row| {
        Cell::count(row.totals.noncompliant_patches.high)
    }),
    Column::on_request("medium", |row| {
        Cell::count(row.totals.noncompliant_patches.medium)
    }),
    Column::on_request("low", |row| {
        Cell::count(row.totals.noncompliant_patches.low)
    }),
    Column::on_request("unspecified", |row| {
        Cell::count(row.totals.noncompliant_patches.unspecified)
    }),
];

/// With exceptions the nodes that they excuse have a column beside those that do not comply.
fn columns(args: &SummaryArgs) -> Vec<Column<SummaryRow>> {
    let shown = args.exceptions.exceptions.is_some();
    let mut columns = Vec::from(COLUMNS);
    let excused = columns.iter_mut().find(|column| column.name == "excused");
    if let (Some(column), true) = (excused, shown) {
        column.shown = Shown::Always;
    }
    columns
}

fn number(number: usize) -> Cell {
    Cell::count(number)
}

/// A count that has a colour only when there is something to count.
fn counted(found: usize, tone: Tone) -> Cell {
    if found == 0 {
        Cell::Number(0)
    } else {
        Cell::Counted(i64::try_from(found).unwrap_or(i64::MAX), tone)
    }
}

/// Counts verdicts.
pub async fn run(context: &Context, args: &SummaryArgs) -> Result<ExitCode> {
    let columns = columns(args);
    context.ui.check_listing(&columns)?;
    let selection = args.targets.selection()?;
    let file = args.exceptions.exceptions.as_deref();
    let exceptions = exceptions::asked(file, context.ui.draws_color())?;
    let reach = Reach::open(context).await?;
    let mut fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    if let Some(exceptions) = &exceptions {
        exceptions::lay(context, &reach, &mut fleet, exceptions).await;
    }

    let mut unreadable = fleet.unreadable.clone();
    // ListComplianceSummaries counts whole scopes: beside a part of the nodes that would mislead.
    let other = if selection.narrows_reading() {
        BTreeMap::new()
    } else {
        other_compliance(context, &reach, &fleet, &mut unreadable).await
    };
    let totals = fleet.totals();
    let rows = rows(context, &fleet, args.by.into(), &totals);
    let sums = serde_json::to_value(&totals).expect("totals are plain data");
    let mut extra = fleet.document();
    extra.insert("totals".to_owned(), sums);
    extra.insert("other_compliance".to_owned(), json!(other));
    context.ui.list(Listing {
        kind: "compliance.summary",
        columns: &columns,
        rows,
        id: |row| row.name.clone(),
        scopes: 1,
        extra,
        unreadable: &unreadable,
    })?;
    conclude(context, &fleet, &totals, &other);
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

fn rows(context: &Context, fleet: &Fleet, by: Division, totals: &Totals) -> Vec<SummaryRow> {
    let mut rows = summary::divide(&fleet.nodes, by);
    // Only people add up what they read; in JSON a row of sums would be one division too many.
    if context.ui.format() == Format::Table && rows.len() > 1 {
        rows.push(SummaryRow {
            name: "TOTAL".to_owned(),
            totals: totals.clone(),
        });
    }
    rows
}

/// Compliance of other types, such as Association, over the scopes that could be read. Reach whose
/// patches could not be read are already named.
async fn other_compliance(
    context: &Context,
    reach: &Reach,
    fleet: &Fleet,
    unreadable: &mut Vec<Unreadable>,
) -> BTreeMap<String, Value> {
    let gathered = reach.gather(|site| site.other_compliance()).await;
    let mut types: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (kind, good, bad) in gathered.answers.into_iter().flat_map(|(_, types)| types) {
        let sum = types.entry(kind).or_default();
        sum.0 += good;
        sum.1 += bad;
    }

    // A place whose patches could not be read is named already, and once is enough.
    let mut new: Vec<Unreadable> = gathered.unreadable;
    new.retain(|fault| {
        let known = &fleet.unreadable;
        !known.iter().any(|earlier| earlier.place == fault.place)
    });
    for fault in &mut new {
        fault.place = format!("the other compliance types of {}", fault.place);
    }
    context.ui.unreadable(&new);
    unreadable.extend(new);

    types
        .into_iter()
        .map(|(kind, (good, bad))| (kind, json!({ "compliant": good, "non_compliant": bad })))
        .collect()
}

fn conclude(context: &Context, fleet: &Fleet, totals: &Totals, other: &BTreeMap<String, Value>) {
    if totals.nodes == 0 {
        context
            .ui
            .note(&format!("there is no managed node ({})", fleet.origin()));
        return;
    }
    // What is not COMPLIANT is one number, whatever the verdicts: none of it is green.
    let not_green = totals.nodes - totals.compliant;
    context.ui.note(&format!(
        "{}; {} not COMPLIANT ({})",
        fleet.size(),
        count(not_green, "node"),
        fleet.origin()
    ));
    // They are NON_COMPLIANT all the same, and counted as such.
    if let Some(excused) = exceptions::sentence(&fleet.nodes) {
        context.ui.note(&excused);
    }
    for (kind, counts) in other {
        let who = match kind.as_str() {
            "Association" => "; patchctl compliance associations lists them",
            _ => "",
        };
        context.ui.note(&format!(
            "not counted: compliance type {kind}, {} compliant and {} not{who}",
            counts["compliant"], counts["non_compliant"]
        ));
    }
}
