//! `patchctl report schedule create`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::commands::report::export_args::ExportArgs;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::association::check::is_name;
use crate::domain::export::schedule;
use crate::domain::export::step::ScheduleStep;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::associations::everything;

/// Arguments of `report schedule create`.
#[derive(Debug, Args)]
#[command(after_help = "\
A State Manager association of AWS-ExportPatchReportToS3 in each account and Region of the command: one report of all nodes there, in AWS's own
columns, written by AWS with a role of yours. It runs once at once, and then by its schedule, in UTC; of rates AWS repeats what was throttled.
That associations run this runbook is inferred from AWS's pages and not confirmed by them: look at report schedule list after the first run.

Examples:
  patchctl report schedule create weekly --schedule 'rate(7 days)' --bucket my-reports --role PatchExport
  patchctl report schedule create nightly --schedule 'cron(0 5 * * ? *)' --bucket my-reports --role PatchExport --dry-run")]
pub struct CreateArgs {
    /// The name: 3 to 128 letters, digits, dots, underscores and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    /// When: a rate, cron or at expression of State Manager, in UTC
    #[arg(long, value_name = "EXPRESSION")]
    schedule: String,
    #[command(flatten)]
    export: ExportArgs,
    /// The name of the report; that of the schedule without it
    #[arg(long, value_name = "NAME")]
    report: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes a schedule in every account and Region of the command.
///
/// # Errors
/// Usage errors; refused when something of that name exists; what AWS answered.
pub async fn run(context: &Context, args: &CreateArgs) -> Result<ExitCode> {
    let shown = Shown::<ScheduleStep>::steps("report.schedule.create");
    write::check(context, &shown)?;
    if !is_name(&args.name) {
        return Err(Error::usage(format!(
            "`{}` is not the name of an association: 3 to 128 letters, digits, dots, underscores and hyphens",
            args.name
        )));
    }
    let doubts = schedule::check(&args.schedule).map_err(|why| {
        Error::usage(format!("--schedule: {why}"))
            .hint("patchctl schedule explain says what an expression means")
    })?;
    for doubt in doubts {
        context.ui.warn(&format!("--schedule: {doubt}"));
    }

    let reach = Reach::open(context).await?;

    // Whoever gives no name of a report finds its files by that of the schedule.
    let report = args.report.as_deref().unwrap_or(&args.name);
    let mut places = Vec::new();
    for site in args.export.places(context, &reach).await? {
        let create = ScheduleStep::Create {
            name: args.name.clone(),
            schedule: args.schedule.clone(),
            export: args.export.of(site, report)?,
        };
        places.push(Planned {
            site,
            steps: vec![create],
        });
    }
    check_name(context, &reach, &args.name).await?;
    write::write(context, Change::new(places, 0), args.write, &[], shown).await
}

/// Refuses a name that is there: AWS keeps names not unique, so that a command that is run twice
/// would make two.
async fn check_name(context: &Context, reach: &Reach, name: &str) -> Result<()> {
    let all = everything(context, reach).await?;
    let mut same = all
        .iter()
        .filter(|found| found.association.name.as_deref() == Some(name));
    let Some(other) = same.next() else {
        return Ok(());
    };
    let (scope, id) = (&other.site.scope, &other.association.id);
    let message = format!("{scope} already has an association {name}: {id}");
    Err(Error::new(Kind::Refused, message).hint("choose another name"))
}
