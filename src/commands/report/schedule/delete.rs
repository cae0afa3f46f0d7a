//! `patchctl report schedule delete`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::export::schedule::ReportSchedule;
use crate::domain::export::step::ScheduleStep;
use crate::domain::text::shell::quoted;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::fleet;

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
/// A usage error when there is none of that name; refused when only a rule has it.
pub async fn run(context: &Context, args: &DeleteArgs) -> Result<ExitCode> {
    let shown = Shown::<ScheduleStep>::steps("report.schedule.delete");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;

    // Nothing else is deleted here, and whoever may delete it need not be allowed to read rules.
    let gathered = reach.gather(Site::export_associations).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let all: Vec<ReportSchedule> = answers.into_iter().flat_map(|(_, found)| found).collect();
    let wanted = args.schedule.as_str();
    let is_meant = |one: &&ReportSchedule| one.name == wanted || one.id.as_deref() == Some(wanted);
    let meant: Vec<&ReportSchedule> = all.iter().filter(is_meant).collect();

    // A slip of the pen must not read like something that was deleted.
    if meant.is_empty() {
        return Err(unknown(&reach, &all, wanted, unreadable.is_empty()).await);
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

/// Why nothing of this name can be deleted.
async fn unknown(reach: &Reach, all: &[ReportSchedule], wanted: &str, complete: bool) -> Error {
    // What the list shows by this name is told of, as far as EventBridge can be asked.
    let gathered = reach.gather(Site::export_rules).await;
    let rules = gathered.answers.into_iter().flat_map(|(_, found)| found);
    let rules: Vec<ReportSchedule> = rules.collect();
    if let Some(rule) = rules.iter().find(|rule| rule.name == wanted) {
        return not_ours(reach, rule);
    }
    if !complete {
        let message = format!("no schedule `{wanted}` was found where AWS could be asked");
        return Error::new(Kind::Incomplete, message);
    }

    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let there = if names.is_empty() {
        "no association exports reports here".to_owned()
    } else {
        format!("there are: {}", names.join(", "))
    };
    let message = format!("there is no schedule of reports `{wanted}` that is an association");
    let error = Error::usage(message).hint(there);

    // Of rules that nobody could look at nobody says that there is none of that name.
    match gathered.unreadable.first() {
        Some(fault) => error.hint(format!(
            "whether a rule of EventBridge has that name is not known: {}",
            fault.reason
        )),
        None => error,
    }
}

fn not_ours(reach: &Reach, rule: &ReportSchedule) -> Error {
    let (name, scope) = (&rule.name, &rule.scope);
    let message = format!(
        "{name} in {scope} is a rule of EventBridge, which patchctl shows and does not change"
    );
    let rest = format!("events disable-rule --name {}", quoted(name));
    let stops = reach.site(scope).map(|site| site.aws_line(&rest).text);
    let stops = stops.map(|line| format!("to stop it: {line}"));
    Error::new(Kind::Refused, message).maybe_hint(stops)
}
