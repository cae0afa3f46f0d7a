//! The columns of the nodes of a run.

use crate::domain::compliance::PatchCounts;
use crate::domain::run::nodes::NodeRecord;
use crate::domain::run::verdict::Outcome;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::Column;

/// The columns of the nodes of a run.
pub const COLUMNS: [Column<NodeRecord>; 18] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("name", |row| Cell::text(&row.name)),
    Column::always("wave", |row| Cell::count(row.wave)),
    Column::always("outcome", |row| {
        Cell::State(row.outcome.as_str().to_owned(), tone(row.outcome))
    }),
    Column::always("installed", |row| {
        row.patches
            .installed
            .as_ref()
            .map_or(Cell::Empty, |installed| counted(installed.len()))
    }),
    Column::always("failed", |row| after(row, |after| after.failed)),
    Column::always("missing", |row| change(row, |counts| counts.missing)),
    Column::always("pending", |row| {
        after(row, |after| after.installed_pending_reboot)
    }),
    Column::always("reason", |row| Cell::text(&row.reason)),
    Column::on_request("command", |row| Cell::text(row.progress.as_str())),
    Column::on_request("reboot", |row| {
        Cell::text(row.reboot.map(|reboot| reboot.as_str()).unwrap_or_default())
    }),
    Column::on_request("steps", |row| {
        let steps: Vec<String> = row
            .steps
            .iter()
            .chain(&row.reboot_steps)
            .filter(|step| !step.skipped)
            .map(|step| {
                format!(
                    "{} {} ({})",
                    step.step.name, step.step.status, step.step.code
                )
            })
            .collect();
        Cell::text(steps.join(", "))
    }),
    Column::on_request("missing_before", |row| {
        number(row.before.as_ref(), |counts| counts.missing)
    }),
    Column::on_request("missing_after", |row| {
        number(row.after.as_ref(), |counts| counts.missing)
    }),
    Column::on_request("installed_patches", |row| {
        Cell::text(
            row.patches
                .installed
                .iter()
                .flatten()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", "),
        )
    }),
    Column::on_request("failed_patches", |row| {
        Cell::text(row.patches.failed.join(", "))
    }),
];

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Succeeded => Tone::Good,
        Outcome::PendingReboot
        | Outcome::Running
        | Outcome::Waiting
        | Outcome::LeftOut
        | Outcome::Unverified => Tone::Warning,
        _ => Tone::Bad,
    }
}

fn counted(number: usize) -> Cell {
    Cell::count(number)
}

fn number(counts: Option<&PatchCounts>, count: fn(&PatchCounts) -> i32) -> Cell {
    counts.map_or(Cell::Empty, |counts| Cell::count(i64::from(count(counts))))
}

fn after(row: &NodeRecord, count: fn(&PatchCounts) -> i32) -> Cell {
    number(row.after.as_ref(), count)
}

/// `8 → 0`: before and after.
fn change(row: &NodeRecord, count: fn(&PatchCounts) -> i32) -> Cell {
    match (
        row.before.as_ref().map(count),
        row.after.as_ref().map(count),
    ) {
        (Some(before), Some(after)) if before != after => Cell::text(format!("{before} → {after}")),
        (_, Some(number)) => Cell::count(i64::from(number)),
        (Some(before), None) => Cell::text(format!("{before} → ?")),
        (None, None) => Cell::Empty,
    }
}
