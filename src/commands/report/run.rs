//! `patchctl report run`.

use clap::Args;
use jiff::SignedDuration;
use serde_json::Map;

use super::export_args::ExportArgs;
use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::export::CHECKS;
use crate::domain::text::age;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::output::plan::Consent;
use crate::run::export::{Exported, Order, run as export};

/// Arguments of `report run`.
#[derive(Debug, Args)]
#[command(after_help = "\
Runs AWS's runbook AWS-ExportPatchReportToS3 once and waits for it: a report in AWS's own columns, written by AWS with a role of yours. What it
calls the file is not documented, so that the bucket is looked at before and after. A run that succeeds without a new object is no success (exit
5). report csv writes a report with more in it, and needs no role.

Exit codes: 0 written, 1 the runbook failed, 5 it succeeded and no new object was found, 7 not done at the deadline.

Examples:
  patchctl report run --bucket my-reports --role service-role/AWS-SystemsManager-PatchSummaryExportRole
  patchctl report run --bucket my-reports --role PatchExport --node i-0123456789abcdef0 --report web-1 --yes")]
pub struct RunArgs {
    #[command(flatten)]
    export: ExportArgs,
    /// The name of the report: 1 to 50 letters, digits, dots, underscores and hyphens
    #[arg(long, value_name = "NAME", default_value = "patch-compliance")]
    report: String,
    /// Do not wait for the end (exit 7)
    #[arg(long, conflicts_with = "timeout")]
    no_wait: bool,
    /// Stop waiting after this time; the runbook goes on (exit 7)
    #[arg(long, value_name = "DURATION", default_value = "15m", value_parser = age::parse)]
    timeout: SignedDuration,
    #[command(flatten)]
    write: WriteArgs,
}

const COLUMNS: [Column<Exported>; 7] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("status", |row| {
        let tone = match row.code {
            ExitCode::Done => Tone::Good,
            ExitCode::StillRunning | ExitCode::Incomplete => Tone::Warning,
            _ => Tone::Bad,
        };
        Cell::State(row.status.clone(), tone)
    }),
    Column::always("report", |row| Cell::text(&row.export.report)),
    Column::always("objects", |row| Cell::text(row.objects.join(", "))),
    Column::always("problem", |row| {
        Cell::text(row.problem.as_deref().unwrap_or_default())
    }),
    Column::always("execution", |row| {
        Cell::id(row.execution.as_deref().unwrap_or_default())
    }),
];

/// Runs the runbook in every account and Region of the command.
///
/// # Errors
/// Usage errors; refused when the plan was not agreed to; interrupted.
pub async fn run(context: &Context, args: &RunArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;

    // What the runbook would refuse in one place is refused before anything runs in another.
    let mut orders = Vec::new();
    for site in args.export.places(context, &reach).await? {
        orders.push(Order {
            export: args.export.of(site, &args.report)?,
            site,
        });
    }
    // Which of two wrote a file nobody could tell, and one may have written over the other.
    if orders.len() > 1 {
        return Err(Error::usage(format!(
            "report run writes one report at a time, and {} places are meant",
            orders.len()
        ))
        .hint("name one account and Region, or let report schedule create do it everywhere"));
    }
    let lines = orders.iter().map(|order| {
        let (export, scope) = (&order.export, &order.site.scope);
        format!(
            "would export {} in {scope}, with {}",
            export.in_words(),
            export.role
        )
    });

    // Nothing is patched, and still a role of the account is used: it is asked for.
    let consent = Consent {
        dry_run: args.write.dry_run,
        yes: args.write.yes,
        must_ask: true,
        always_shown: true,
        typed_above: None,
    };
    let Some(approved) = context
        .ui
        .approve(lines.collect::<Vec<String>>(), consent)
        .await?
    else {
        return Ok(ExitCode::Done);
    };

    // Without a timeout nothing is looked at again.
    let timeout = (!args.no_wait).then_some(args.timeout);
    let exported = export(context, &reach, orders, timeout, approved.consented()).await?;
    conclude(context, &reach, exported)
}

fn conclude(context: &Context, reach: &Reach, exported: Vec<Exported>) -> Result<ExitCode> {
    let codes = exported.iter().map(|one| one.code);
    let code = codes.fold(ExitCode::Done, ExitCode::and);
    let is_odd = |one: &Exported| matches!(one.code, ExitCode::Failed | ExitCode::Incomplete);
    let odd = exported.iter().any(is_odd);
    let scopes = exported.len() + reach.unreadable.len();
    context.ui.list(Listing {
        kind: "report.run",
        columns: &COLUMNS,
        rows: exported,
        id: |row| row.execution.clone().unwrap_or_default(),
        scopes,
        extra: Map::new(),
        unreadable: &reach.unreadable,
    })?;
    if odd {
        tell_checks(context);
    }
    Ok(code.and(crate::read::fleet::completeness(&reach.unreadable, true)))
}

/// What to look at where an export did not come to a file.
pub(super) fn tell_checks(context: &Context) {
    for check in CHECKS {
        context.ui.note(&format!("check that {check}"));
    }
}
