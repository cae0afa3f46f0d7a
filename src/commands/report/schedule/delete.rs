//! `patchctl report schedule delete`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::export::schedule::{By, ReportSchedule};
use crate::domain::export::step::ScheduleStep;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::report_schedules::readable;

/// Arguments of `report schedule delete`.
#[derive(Debug, Args)]
#[command(after_help = "\
Reports that were written stay. A rule of EventBridge is refused (exit 8): the console made it, and it belongs to EventBridge.

Examples:
  patchctl report schedule delete weekly --dry-run
  patchctl report schedule delete weekly --yes")]
pub struct DeleteArgs {
    /// The schedule, by its name or the id of its association
    #[arg(value_name = "SCHEDULE")]
    schedule: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Deletes a schedule in every account and Region that has it.
///
/// # Errors
/// A usage error when there is none of that name; refused for a rule.
pub async fn run(context: &Context, args: &DeleteArgs) -> Result<ExitCode> {
    let shown = Shown::<ScheduleStep>::steps("report.schedule.delete");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;
    let (all, unreadable, _) = readable(context, &reach).await;
    let wanted = args.schedule.as_str();
    let meant = all
        .iter()
        .filter(|one| one.name == wanted || one.id.as_deref() == Some(wanted));
    let meant: Vec<&ReportSchedule> = meant.collect();

    // A slip of the pen must not read like something that was deleted.
    if meant.is_empty() {
        return Err(unknown(&all, wanted, unreadable.is_empty()));
    }
    if let Some(rule) = meant.iter().find(|one| one.by == By::Rule) {
        return Err(not_ours(rule));
    }

    // A name stands for one schedule in each place.
    let mut places = Vec::new();
    for site in &reach.sites {
        let here = meant.iter().filter(|one| one.scope == site.scope);
        let steps = here.filter_map(|one| {
            Some(ScheduleStep::Delete {
                name: one.name.clone(),
                id: one.id.clone()?,
            })
        });
        places.push(Planned {
            site,
            steps: steps.collect(),
        });
    }
    // Places that have none of that name are none of the plan.
    places.retain(|place| !place.steps.is_empty());
    let change = Change::new(places, unreadable.len());
    write::write(context, change, args.write, &unreadable, shown).await
}

fn not_ours(rule: &ReportSchedule) -> Error {
    let (name, scope) = (&rule.name, &rule.scope);
    Error::new(
        Kind::Refused,
        format!(
            "{name} in {scope} is a rule of EventBridge, which patchctl shows and does not change"
        ),
    )
    .hint(format!(
        "aws events disable-rule --name {name} --region {} stops it",
        scope.region
    ))
}

fn unknown(all: &[ReportSchedule], wanted: &str, complete: bool) -> Error {
    if !complete {
        let message = format!("no schedule `{wanted}` was found where AWS could be asked");
        return Error::new(Kind::Incomplete, message);
    }
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let there = if names.is_empty() {
        "there are no schedules of reports here".to_owned()
    } else {
        format!("there are: {}", names.join(", "))
    };
    Error::usage(format!("there is no schedule of reports `{wanted}`")).hint(there)
}
