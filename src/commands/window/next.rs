//! `patchctl window next`.

use std::collections::BTreeMap;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::aws::windows::RunsAsked;
use crate::context::Context;
use crate::domain::id::{NodeId, Scope};
use crate::domain::schedule::zone;
use crate::domain::text::moment;
use crate::domain::text::words::count;
use crate::domain::window::ScheduledRun;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::output::time::rfc3339;
use crate::read::fleet;
use crate::read::windows::{everything, one_of};

/// Arguments of `window next`.
#[derive(Debug, Args)]
#[command(after_help = "\
The times are AWS's own. `patchctl schedule explain` reckons them for a schedule that no window has yet.

Examples:
  patchctl --sandbox window next
  patchctl window next nightly-web --runs 3
  patchctl window next --node i-0123456789abcdef0 --before 2027-01-01T00:00:00Z")]
pub struct NextArgs {
    /// The window, by name or id; every one without it
    #[arg(value_name = "WINDOW")]
    window: Option<String>,
    /// Only windows that are for this node
    #[arg(long, value_name = "ID", conflicts_with = "window")]
    node: Option<NodeId>,
    /// Only times after this one, such as 2027-01-01T00:00:00Z
    #[arg(long, value_name = "TIME")]
    after: Option<String>,
    /// Only times before this one
    #[arg(long, value_name = "TIME")]
    before: Option<String>,
    /// How many times are shown of each account and Region
    #[arg(long, value_name = "N", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,
}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    window: String,
    name: String,
    /// By the zone of the window.
    local: String,
    utc: String,
    #[serde(skip)]
    at: Timestamp,
}

const COLUMNS: [Column<Row>; 7] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("name", |row| Cell::id(&row.name)),
    Column::always("local", |row| Cell::id(&row.local)),
    Column::always("utc", |row| Cell::id(&row.utc)),
    Column::on_request("when", |row| Cell::time(Some(row.at))),
    Column::always("id", |row| Cell::id(&row.window)),
];

/// Says when windows open next.
///
/// # Errors
/// A usage error when there is no such window, or several, and for times that are none.
pub async fn run(context: &Context, args: &NextArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let mut asked = args.asked(context)?;
    let reach = Reach::open(context).await?;

    // A name is looked up first, because AWS takes ids only.
    let mut place = None;
    if let Some(name) = &args.window {
        let all = everything(context, &reach).await?;
        let found = one_of(context, &reach, &all, name)?;
        asked.window = Some(found.window.id.clone());
        place = Some(found.site.scope.clone());
    }

    let gathered = reach.gather(|site| one(site, &asked, place.as_ref())).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());

    // Of all places together: what comes first is what somebody wants to know.
    let mut rows: Vec<Row> = answers.into_iter().flat_map(|(_, rows)| rows).collect();
    rows.sort_by(|a, b| (a.at, &a.scope, &a.name).cmp(&(b.at, &b.scope, &b.name)));
    let found = rows.len();

    context.ui.list(Listing {
        kind: "window.next",
        columns: &COLUMNS,
        rows,
        id: |row| row.window.clone(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    match (found, unreadable.is_empty()) {
        (0, true) => context.ui.note("no window opens"),
        (0, false) => {}
        (found, _) => context.ui.note(&count(found, "time")),
    }
    Ok(fleet::completeness(&unreadable, read))
}

impl NextArgs {
    fn asked(&self, context: &Context) -> Result<RunsAsked> {
        Ok(RunsAsked {
            window: None,
            node: self.node.as_ref().map(ToString::to_string),
            after: time(context, "--after", self.after.as_deref())?,
            before: time(context, "--before", self.before.as_deref())?,
            most: self.runs.into(),
        })
    }
}

fn time(context: &Context, option: &str, text: Option<&str>) -> Result<Option<Timestamp>> {
    let read = text.map(|text| moment::parse(text, context.clock.now(), &TimeZone::UTC));
    read.transpose().map_err(|why| {
        Error::usage(format!("{option}: {why}")).hint("a time is written 2027-01-01T00:00:00Z")
    })
}

/// The times of one place; a window that was named lives in one of them.
async fn one(site: &Site, asked: &RunsAsked, place: Option<&Scope>) -> Result<Vec<Row>> {
    if place.is_some_and(|place| *place != site.scope) {
        return Ok(Vec::new());
    }
    let (windows, runs) = futures::try_join!(site.maintenance_windows(), site.window_runs(asked))?;

    // The answers have no zone, and times of a fleet are read by its clocks.
    let zones = windows.into_iter().map(|window| {
        let name = window.timezone.unwrap_or_default();
        (window.id, zone(&name).unwrap_or(TimeZone::UTC))
    });
    let zones: BTreeMap<String, TimeZone> = zones.collect();
    let rows = runs.into_iter().map(|run| row(site, run, &zones));
    Ok(rows.collect())
}

fn row(site: &Site, run: ScheduledRun, zones: &BTreeMap<String, TimeZone>) -> Row {
    // A window that went away between the two answers has its time in UTC.
    let zone = zones.get(&run.window).cloned().unwrap_or(TimeZone::UTC);
    let utc = rfc3339(run.at);
    let local = if zone == TimeZone::UTC {
        utc.clone()
    } else {
        let there = run.at.to_zoned(zone);
        there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    };

    Row {
        scope: site.scope.clone(),
        window: run.window,
        name: run.name,
        local,
        utc,
        at: run.at,
    }
}
