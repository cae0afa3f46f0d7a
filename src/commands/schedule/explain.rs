//! `patchctl schedule explain`.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::args::schedule::{Given, ScheduleArgs};
use crate::commands::in_lines;
use crate::context::Context;
use crate::domain::schedule::{Recurrence, Service};
use crate::domain::text::moment;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing, Shown};
use crate::output::time::rfc3339;

/// Arguments of `schedule explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Each service takes the language of schedules in its own way: what it refuses is refused (exit 2),
and what its documents do not promise is a warning. Days of the week are counted from Sunday = 1;
one of day-of-month and day-of-week is always `?`. Runs are told as if the schedule were made now,
or at --from.

Examples:
  patchctl schedule explain 'cron(0 2 ? * SUN *)' --service window --timezone Europe/Berlin
  patchctl schedule explain --service association --after-patch-tuesday 4 --only-at-interval
  patchctl schedule explain 'rate(7 days)' --service policy --from 2026-12-01T00:00:00Z -o json")]
pub struct ExplainArgs {
    /// The schedule: cron(…), rate(…) or at(…)
    #[arg(value_name = "EXPR", conflicts_with_all = ["schedule", "after_patch_tuesday"])]
    #[arg(required_unless_present_any = ["schedule", "after_patch_tuesday"])]
    expression: Option<String>,
    /// Who runs it
    #[arg(long, value_name = "SERVICE", value_parser = service())]
    service: Service,
    /// As if it were made then: a day such as 2026-12-01, or a time such as 2026-12-01T00:00:00Z, by
    /// the zone of the schedule where it names none
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// How many runs are shown
    #[arg(long, value_name = "N", default_value_t = 5)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,
    #[command(flatten)]
    schedule: ScheduleArgs,
    /// As if it were told to wait for its next interval, instead of running at once when it is made
    /// (association, policy)
    #[arg(long, help_heading = "Schedule")]
    only_at_interval: bool,
}

/// One run.
#[derive(Debug, Serialize)]
struct Run {
    weekday: String,
    /// With the offset of the zone.
    local: String,
    utc: String,
    #[serde(skip)]
    at: Timestamp,
}

const COLUMNS: [Column<Run>; 4] = columns(Shown::Always);

/// In UTC one column says it.
const COLUMNS_IN_UTC: [Column<Run>; 4] = columns(Shown::OnRequest);

const fn columns(local: Shown) -> [Column<Run>; 4] {
    [
        // In UTC both columns would say the same.
        Column::always("weekday", |run| Cell::text(&run.weekday)),
        Column {
            name: "local",
            shown: local,
            cell: |run| Cell::id(&run.local),
        },
        Column::always("utc", |run| Cell::id(&run.utc)),
        Column::on_request("when", |run| Cell::time(Some(run.at))),
    ]
}

/// Reads `--service`.
fn service() -> impl TypedValueParser<Value = Service> {
    let value = |service: Service| PossibleValue::new(service.name()).help(service.to_string());
    PossibleValuesParser::new(Service::ALL.map(value)).try_map(|name| {
        let mut services = Service::ALL.into_iter();
        services
            .find(|service| service.name() == name)
            .ok_or("is no service")
    })
}

/// Explains a schedule.
pub fn run(context: &Context, args: &ExplainArgs) -> Result<ExitCode> {
    let given = args.given()?;
    let zone = given.timezone.clone().unwrap_or(TimeZone::UTC);
    let columns = if zone == TimeZone::UTC {
        &COLUMNS_IN_UTC
    } else {
        &COLUMNS
    };
    context.ui.check_listing(columns)?;
    let from = args.from(context.clock.now(), &zone)?;

    let recurrence = Recurrence {
        schedule: given.schedule,
        zone,
        offset_days: given.offset.unwrap_or(0),
        created: from,
        from: None,
        until: None,
    };
    // A rate also runs at the moment from which it counts.
    let before = from.saturating_sub(SignedDuration::from_nanos(1));
    let before = before.unwrap_or(from);
    let runs = recurrence.runs_after(before).take(args.runs.into());
    let rows: Vec<Run> = runs.map(|at| row(at, &recurrence.zone)).collect();
    let doubts = args.doubts(&recurrence, rows.len());

    if in_lines(context) {
        context.ui.write_lines(lines(&recurrence))?;
    }
    context.ui.list(Listing {
        kind: "schedule.explain",
        columns,
        rows,
        id: |run| run.utc.clone(),
        scopes: 1,
        extra: members(args, &recurrence, &doubts),
        unreadable: &[],
    })?;
    for doubt in doubts {
        context.ui.warn(&doubt);
    }
    Ok(ExitCode::Done)
}

impl ExplainArgs {
    fn given(&self) -> Result<Given> {
        let given = self
            .schedule
            .read(self.expression.as_deref(), self.service)?
            .ok_or_else(|| Error::usage("there is no schedule to explain"))?;

        if self.only_at_interval && !self.service.runs_at_once() {
            return Err(Error::usage(format!(
                "--only-at-interval: {} never runs before its schedule says so",
                self.service
            )));
        }
        // SSM API, CreateAssociation: "To use offsets, you must specify the
        // ApplyOnlyAtCronInterval parameter."
        if given.offset.is_some() && self.service.runs_at_once() && !self.only_at_interval {
            return Err(Error::usage(format!(
                "{} takes an offset only when it waits for its schedule",
                self.service
            ))
            .hint("add --only-at-interval"));
        }
        Ok(given)
    }

    /// When it is made.
    fn from(&self, now: Timestamp, zone: &TimeZone) -> Result<Timestamp> {
        let Some(text) = self.from.as_deref() else {
            return Ok(now);
        };
        // A day begins when it does in the zone, which is not midnight everywhere.
        if let Some(day) = moment::date_of(text)
            && let Ok(begin) = day.to_zoned(zone.clone())
        {
            return Ok(begin.timestamp());
        }
        moment::parse(text, now, zone).map_err(|why| {
            Error::usage(format!("--from: {why}"))
                .hint("a time is written 2026-12-01, 2026-12-01T00:00 or 2026-12-01T00:00:00Z")
        })
    }

    /// What is worth a warning: of the schedule, and of how it is used here.
    fn doubts(&self, recurrence: &Recurrence, runs: usize) -> Vec<String> {
        let mut doubts = recurrence.doubts();
        if runs == 0 && !recurrence.schedule.never_runs() {
            doubts.push("from this time on it never runs".to_owned());
        }
        if !self.service.runs_at_once() {
            return doubts;
        }

        let service = self.service;
        // The template of patch policies makes ApplyOnlyAtCronInterval of the policy's parameter.
        if self.only_at_interval && recurrence.schedule.is_rate() {
            doubts.push(format!(
                "a rate cannot wait for its next interval (ApplyOnlyAtCronInterval is for cron and \
                 at): {service} with both is refused, or fails to deploy"
            ));
        } else if !self.only_at_interval {
            doubts.push(format!(
                "{service} runs at once when it is made, when it is changed, and on each node that \
                 it meets for the first time; --only-at-interval waits for the schedule"
            ));
        }
        doubts
    }
}

fn row(at: Timestamp, zone: &TimeZone) -> Run {
    let local = at.to_zoned(zone.clone());
    Run {
        weekday: local.strftime("%A").to_string(),
        local: match zone {
            // The offset shows which of two hours that come twice it is.
            zone if *zone == TimeZone::UTC => rfc3339(at),
            _ => local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        },
        utc: rfc3339(at),
        at,
    }
}

fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// What it is, and what it says.
fn lines(recurrence: &Recurrence) -> Vec<String> {
    let (schedule, zone) = (&recurrence.schedule, zone_name(&recurrence.zone));
    let (offset, later) = match recurrence.offset_days {
        0 => (String::new(), String::new()),
        days => (
            format!(" with an offset of {}", count(days.into(), "day")),
            format!(", and runs {} later", count(days.into(), "day")),
        ),
    };

    // What was understood comes before when it runs.
    vec![
        format!("{schedule}{offset}, for {}, in {zone}", schedule.service()),
        format!("  {}{later}", schedule.in_words()),
    ]
}

fn members(args: &ExplainArgs, recurrence: &Recurrence, doubts: &[String]) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert(
        "schedule".to_owned(),
        json!(recurrence.schedule.to_string()),
    );

    // As it was given or assumed, so that nothing has to be guessed from the times.
    members.insert("service".to_owned(), json!(args.service.name()));
    members.insert("words".to_owned(), json!(recurrence.schedule.in_words()));
    members.insert("timezone".to_owned(), json!(zone_name(&recurrence.zone)));
    members.insert("offset_days".to_owned(), json!(recurrence.offset_days));
    members.insert("only_at_interval".to_owned(), json!(args.only_at_interval));
    members.insert("from".to_owned(), json!(rfc3339(recurrence.created)));
    members.insert("doubts".to_owned(), json!(doubts));
    members
}
