//! `patchctl compliance top`.

use clap::Args;
use serde_json::json;

use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::compliance::severities;
use crate::context::Context;
use crate::domain::compliance::prevalence::Lacking;
use crate::domain::compliance::publisher::PublisherLevel;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::fleet::Fleet;
use crate::read::prevalence::{self, Prevalence};

/// Arguments of `compliance top`.
#[derive(Debug, Args)]
#[command(after_help = "\
A patch counts as missing on a node where its state is Missing or Failed; where it is installed and waits for a reboot
it is counted apart (pending_reboot). What is available and not approved does not count. A version is a patch of its
own. Release dates are those that AWS publishes: of Windows, Amazon Linux 1 and 2; of others released and age_days are
empty. CVE ids are those that nodes report.

Exit codes: 0 read, 5 something could not be read, so that the counts are too low.

Examples:
  patchctl --sandbox compliance top
  patchctl compliance top --severity important --limit 5 --all-regions
  patchctl compliance top --group web -o json --query 'items[].{patch: title, nodes: nodes}'")]
pub struct TopArgs {
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
    /// Show at most so many patches; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Only patches that their publisher calls so or graver: critical, important, moderate or low;
    /// one without a severity is shown too
    #[arg(long, value_name = "LEVEL", hide_possible_values = true, value_parser = severities::parser())]
    severity: Option<PublisherLevel>,
}

const COLUMNS: [Column<Lacking>; 12] = [
    Column::always("nodes", |row| match row.nodes {
        0 => Cell::count(0),
        nodes => Cell::Counted(i64::try_from(nodes).unwrap_or(i64::MAX), Tone::Bad),
    }),
    Column::always("severity", |row| Cell::id(&row.severity)),
    Column::always("age_days", |row| {
        row.age_days.map_or(Cell::Empty, Cell::count)
    }),
    Column::always("patch", |row| Cell::text(row.name())),
    Column::always("failed", |row| Cell::count(row.failed)),
    Column::always("pending_reboot", |row| Cell::count(row.pending_reboot)),
    Column::always("classification", |row| Cell::id(&row.classification)),
    Column::always("cves", |row| {
        let cves: Vec<&str> = row.cves.iter().map(String::as_str).collect();
        Cell::text(cves.join(" "))
    }),
    Column::on_request("missing", |row| Cell::count(row.missing)),
    Column::on_request("released", |row| {
        Cell::id(row.released.map(|day| day.to_string()).unwrap_or_default())
    }),
    Column::on_request("os", |row| {
        let system = row.operating_system;
        Cell::id(system.map(|system| system.as_str()).unwrap_or_default())
    }),
    Column::on_request("id", |row| Cell::id(&row.id)),
];

/// Counts on how many nodes each patch is missing.
pub async fn run(context: &Context, args: &TopArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;

    let Prevalence {
        mut rows,
        strange,
        unreadable: new,
    } = prevalence::read(context, &reach, &fleet).await;
    rows.retain(|row| args.severity.is_none_or(|level| row.may_reach(level)));
    context.ui.unreadable(&new);
    let unreadable = [fleet.unreadable.as_slice(), &new].concat();

    // Counted before the rest is cut off: the number is that of the fleet.
    let found = rows.len();
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    let note = closing(&fleet, found, rows.len(), &unreadable);
    // Nobody knows what these lack: that the list is short of them is said.
    let silent = fleet.nodes.iter().filter(|node| node.report.is_none());
    let silent = silent.count();
    let mut extra = fleet.document();
    extra.insert("patches".to_owned(), json!(found));
    extra.insert("nodes_without_report".to_owned(), json!(silent));
    context.ui.list(Listing {
        kind: "compliance.top",
        columns: &COLUMNS,
        rows,
        id: |row| row.id.clone(),
        scopes: fleet.scopes,
        extra,
        unreadable: &unreadable,
    })?;
    tell_doubts(context, strange, silent);
    context.ui.note(&note);
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

/// Who is counted nowhere, and what is counted although nobody knows what it means.
fn tell_doubts(context: &Context, strange: usize, silent: usize) {
    if silent > 0 {
        context.ui.warn(&format!(
            "{} never reported, so nothing is known of them",
            count(silent, "node")
        ));
    }
    if strange > 0 {
        let patches = count(strange, "patch");
        context.ui.warn(&format!("{patches} in a state that this version does not know: it may mean anything, and is counted as missing"));
    }
}

fn closing(fleet: &Fleet, found: usize, shown: usize, unreadable: &[Unreadable]) -> String {
    let part = match found - shown {
        0 => String::new(),
        _ => format!(", the first {shown} shown (--limit 0 shows all)"),
    };
    // A number from a part of the fleet must not read like one of the whole.
    let complete = if unreadable.is_empty() {
        ""
    } else {
        "; not everything could be read"
    };
    format!(
        "{} missing or waiting for a reboot among {}{part}{complete} ({})",
        count(found, "patch"),
        fleet.size(),
        fleet.origin()
    )
}
