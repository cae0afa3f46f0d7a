//! `patchctl audit`.

use std::collections::BTreeSet;

use async_trait::async_trait;
use clap::Args;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};

use super::Noun;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::audit::entry::{DONE, Entry, REFUSED, Source};
use crate::domain::audit::kind::What;
use crate::domain::audit::merge::{Found, Kept, Merged, merged};
use crate::domain::audit::when::When;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::process::zone;
use crate::read::audit::{self, Asked};
use crate::read::fleet;
use crate::run::find::DAYS as COMMAND_DAYS;
use crate::run::receipts::{self, Receipts};

/// For how many days CloudTrail shows events (CloudTrail API, `LookupEvents`).
const TRAIL_DAYS: i64 = 90;
/// How late an event may be there (CloudTrail User Guide, "How CloudTrail works": on average about 5
/// minutes; that 15 are the most is not promised).
const LATE: SignedDuration = SignedDuration::from_mins(15);

/// Arguments of `audit`.
#[derive(Debug, Args)]
#[command(after_help = "\
The oldest first, and one row for one thing: a call that CloudTrail recorded, the command that it
made, and the run of patchctl that this belongs to, with its reason. Looked at are CloudTrail (90
days, about 5 to 15 minutes late; everything takes 20 seconds, because two lookups a second are
allowed), the receipts of this machine, the commands of Run Command (30 days), and the executions of
automations and of the associations and maintenance windows that are there now. What the last two do
by themselves CloudTrail does not hold.

Calls that have nothing to do with patching are left out and counted: those of other documents, and
tags of nodes other than Patch Group and PatchGroup. A call that does not say what it is about is
kept. CloudTrail hides the parameters of commands: where Run Command does not know a command any
more, nobody knows whether it scanned or installed, and both words of --what mean it. With --node
only what names the node is shown; calls about baselines, groups and policies name none.

--what: patch (automations too), scan, baseline, group, policy, association, window, automation, tag,
or the name of a call, such as DeletePatchBaseline.

Exit codes: 0 told, also when nothing was found; 5 something could not be read.

Examples:
  patchctl --sandbox audit --since 30d
  patchctl audit --node i-0123456789abcdef0 --since 2026-11-01 --until 2026-11-08
  patchctl audit --what baseline,group --who alice
  patchctl audit --what patch -o csv --columns at,arn,what,subjects,run,reason,outcome")]
pub struct AuditArgs {
    /// Only what is about these nodes, by id; they need not exist any more
    #[arg(long, value_name = "NODE", value_delimiter = ',')]
    node: Vec<NodeId>,
    /// Since when: so long ago, such as 30d, or a moment, such as 2026-11-20 or 2026-11-20T14:00Z
    #[arg(long, value_name = "WHEN", default_value = "7d")]
    since: When,
    /// Until when, in the same forms; up to now without it
    #[arg(long, value_name = "WHEN")]
    until: Option<When>,
    /// Only by who has this in their ARN or name
    #[arg(long, value_name = "TEXT")]
    who: Option<String>,
    /// Only what is about this: patch, scan, baseline and so on, or the name of a call
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    what: Vec<What>,
}

const COLUMNS: [Column<Entry>; 22] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("at", |row| Cell::time(Some(row.at))),
    Column::always("who", |row| Cell::text(who(row))),
    Column::always("what", |row| Cell::text(what(row))),
    Column::always("on", |row| Cell::id(row.on_in_short())),
    Column::always("run", |row| Cell::text(run_and_reason(row))),
    Column::on_request("subjects", |row| Cell::text(row.on.join(" "))),
    Column::on_request("kind", |row| Cell::text(kinds(row))),
    Column::on_request("outcome", |row| outcome_cell(&row.outcome)),
    Column::on_request("error", |row| optional(row.error.as_ref())),
    Column::on_request("reason", |row| optional(row.reason.as_ref())),
    Column::on_request("arn", |row| id(row.arn.as_ref())),
    Column::on_request("user", |row| optional(row.local_user.as_ref())),
    Column::on_request("document", |row| Cell::text(row.documents.join(", "))),
    Column::on_request("source", |row| Cell::text(sources(row))),
    Column::on_request("id", |row| id(row.id.as_ref())),
    Column::on_request("event", |row| id(row.event.as_ref())),
    Column::on_request("event_id", |row| id(row.event_id.as_ref())),
    Column::on_request("source_ip", |row| optional(row.source_ip.as_ref())),
    Column::on_request("user_agent", |row| optional(row.user_agent.as_ref())),
    Column::on_request("request_id", |row| id(row.request_id.as_ref())),
];

fn optional(text: Option<&String>) -> Cell {
    Cell::text(text.map(String::as_str).unwrap_or_default())
}

fn id(text: Option<&String>) -> Cell {
    Cell::id(text.map(String::as_str).unwrap_or_default())
}

fn who(row: &Entry) -> String {
    match &row.invoked_by {
        Some(service) => format!("{} by way of {service}", row.who),
        None => row.who.clone(),
    }
}

/// What was done; how it ended stands beside it where that is no success, and so does what cannot be
/// read.
fn what(row: &Entry) -> String {
    let beside = match (row.outcome.as_str(), &row.error, &row.remark) {
        (REFUSED, Some(error), _) => {
            let code = error.split(':').next().unwrap_or_default();
            format!("{REFUSED}: {code}")
        }
        (_, _, Some(remark)) => remark.clone(),
        (DONE, ..) => String::new(),
        // The words of Run Command, State Manager and windows for what went well.
        (outcome, ..) if outcome.eq_ignore_ascii_case("success") => String::new(),
        (outcome, ..) => outcome.to_owned(),
    };
    match beside.as_str() {
        "" => row.what.clone(),
        beside => format!("{} ({beside})", row.what),
    }
}

fn run_and_reason(row: &Entry) -> String {
    match (&row.run, &row.reason) {
        (Some(run), Some(reason)) => format!("{run}: {reason}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    }
}

fn kinds(row: &Entry) -> String {
    let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.as_str()).collect();
    kinds.join(" or ")
}

fn sources(row: &Entry) -> String {
    let sources: Vec<&str> = row.sources.iter().map(|source| source.as_str()).collect();
    sources.join(", ")
}

fn outcome_cell(outcome: &str) -> Cell {
    let tone = if outcome == REFUSED {
        Tone::Bad
    } else {
        Tone::Quiet
    };
    Cell::State(outcome.to_owned(), tone)
}

#[async_trait(?Send)]
impl Noun for AuditArgs {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        context.ui.check_listing(&COLUMNS)?;
        let asked = asked(self, context.clock.now())?;
        let reach = Reach::open(context).await?;
        Box::pin(tell(context, self, &reach, &asked)).await
    }
}

async fn tell(
    context: &Context,
    args: &AuditArgs,
    reach: &Reach,
    asked: &Asked,
) -> Result<ExitCode> {
    let read = read(context, reach, asked).await;
    let kept = receipts(context, reach, asked)?;
    let runs = Kept {
        runs: &kept.runs,
        automations: &kept.automations,
    };
    let Merged {
        mut entries,
        left_out,
    } = merged(&read.found, runs, &read.scopes, &asked.nodes);

    // Last of all: what is filtered out may have been what tells the run of something else.
    entries.retain(|entry| asked.is_within(entry.at) && is_meant(entry, args));
    let named_no_node = entries.iter().filter(|entry| !entry.meets).count();
    entries.retain(|entry| entry.meets);

    let number = entries.len();
    let ran = entries.iter().any(is_execution);
    list(context, reach, asked, &read, (entries, left_out))?;

    // What the rows do not show comes behind them.
    limits(context, asked);
    notes(context, left_out, named_no_node, ran);
    closing(context, asked, &read, number);
    let code = fleet::completeness(&read.unreadable, !read.scopes.is_empty());
    // A receipt that cannot be read is a run whose reason is not told.
    Ok(if kept.problems.is_empty() {
        code
    } else {
        code.and(ExitCode::Incomplete)
    })
}

/// Of a call its event, and of what is none what AWS calls it.
fn row_id(row: &Entry) -> String {
    let id = row.event_id.as_ref().or(row.id.as_ref());
    id.cloned().unwrap_or_default()
}

fn list(
    context: &Context,
    reach: &Reach,
    asked: &Asked,
    read: &Read,
    (rows, left_out): (Vec<Entry>, usize),
) -> Result<()> {
    context.ui.list(Listing {
        kind: "audit",
        columns: &COLUMNS,
        rows,
        id: row_id,
        scopes: reach.sites.len() + reach.unreadable.len(),
        extra: Map::from_iter([
            ("since".to_owned(), json!(asked.since)),
            ("until".to_owned(), json!(asked.until)),
            (
                "looked_at".to_owned(),
                json!(looked_at(asked, &read.sources)),
            ),
            ("left_out".to_owned(), json!(left_out)),
        ]),
        unreadable: &read.unreadable,
    })
}

/// What the accounts and Regions tell.
#[derive(Default)]
struct Read {
    found: Found,
    unreadable: Vec<Unreadable>,
    /// Those that were read.
    scopes: BTreeSet<Scope>,
    /// The sources that answered in one of them.
    sources: BTreeSet<Source>,
}

async fn read(context: &Context, reach: &Reach, asked: &Asked) -> Read {
    let lookups = asked.lookups().len() * reach.sites.len();
    let bar = context.ui.progress(lookups as u64, "lookups");
    let step = || bar.step();
    let gathered = reach
        .gather(|site| audit::of_site(site, asked, &step))
        .await;
    drop(bar);

    // A place of which one source could not be read has told of the others.
    let (unreadable, answers) = fleet::settle(context, gathered);
    let mut read = Read {
        unreadable,
        ..Read::default()
    };
    for (scope, told) in answers {
        context.ui.unreadable(&told.unreadable);
        read.unreadable.extend(told.unreadable);
        read.found.add(told.found);
        read.sources.extend(told.read);
        read.scopes.insert(scope);
    }
    read
}

/// The receipts of this machine, where what they tell of is asked for.
fn receipts(context: &Context, reach: &Reach, asked: &Asked) -> Result<receipts::Kept> {
    if !asked.wants_receipts() {
        return Ok(receipts::Kept::default());
    }

    let kept = Receipts::of(context, reach)?.all()?;
    for problem in &kept.problems {
        context.ui.warn(&problem.one_line());
    }
    Ok(kept)
}

fn asked(args: &AuditArgs, now: Timestamp) -> Result<Asked> {
    // By the clock of the sandbox, where that is asked.
    let since = moment("--since", &args.since, now)?;
    let until = args.until.as_ref();
    let until = until
        .map(|until| moment("--until", until, now))
        .transpose()?;
    if since > until.unwrap_or(now) {
        let end = until.map_or_else(|| "now".to_owned(), |until| format!("{until:.0}"));
        return Err(Error::usage(format!(
            "--since: {since:.0} is after the end, {end}"
        )));
    }

    let days_ago = |days: i64| now.saturating_sub(SignedDuration::from_hours(24 * days));
    let oldest = days_ago(TRAIL_DAYS).unwrap_or(since);
    let oldest_command = days_ago(COMMAND_DAYS).unwrap_or(since);
    Ok(Asked {
        since,
        until,
        // Whoever names a time before the first one that is kept may be refused.
        trail_since: Some(since).filter(|since| *since > oldest),
        commands_since: since.max(oldest_command),
        what: args.what.clone(),
        nodes: args.node.clone(),
    })
}

/// The moment that a flag names.
fn moment(flag: &str, when: &When, now: Timestamp) -> Result<Timestamp> {
    // Only who leaves the zone to this machine needs to know it.
    let local = match zone::local() {
        Ok(zone) => zone,
        Err(why) if when.is_local() => {
            return Err(Error::usage(format!(
                "{flag}: the local time zone is not known ({why})"
            ))
            .hint("add a time with Z, an offset such as +01:00, or a zone such as [Europe/Berlin]"));
        }
        Err(_) => TimeZone::UTC,
    };
    when.moment(now, &local)
        .map_err(|why| Error::usage(format!("{flag}: {why}")))
}

fn is_meant(entry: &Entry, args: &AuditArgs) -> bool {
    let call = entry.event.as_deref();
    let mut what = args.what.iter();
    let is_what = args.what.is_empty() || what.any(|what| what.means(&entry.kinds, call));
    is_what && args.who.as_ref().is_none_or(|who| entry.is_by(who))
}

fn is_execution(entry: &Entry) -> bool {
    entry.sources.contains(&Source::Association) || entry.sources.contains(&Source::Window)
}

/// The sources that answered somewhere, in words.
fn looked_at(asked: &Asked, read: &BTreeSet<Source>) -> Vec<&'static str> {
    let told = |source| read.contains(&source);
    let all = [
        // To look up nothing is no answer.
        (
            told(Source::Cloudtrail) && !asked.lookups().is_empty(),
            "CloudTrail",
        ),
        (asked.wants_receipts(), "receipts"),
        (told(Source::RunCommand), "Run Command"),
        (told(Source::Automation), "automations"),
        (told(Source::Association), "associations"),
        (told(Source::Window), "windows"),
    ];
    let looked_at = all.into_iter().filter(|(answered, _)| *answered);
    looked_at.map(|(_, name)| name).collect()
}

/// Where the time that is asked for is longer than what is kept.
fn limits(context: &Context, asked: &Asked) {
    let ui = &context.ui;
    if asked.trail_since.is_none() {
        ui.warn(&format!(
            "CloudTrail shows {TRAIL_DAYS} days: what was called before is not in it"
        ));
    }
    if asked.wants_commands() && asked.commands_since > asked.since {
        ui.note(&format!(
            "Run Command keeps {COMMAND_DAYS} days: older commands are known by CloudTrail and receipts alone"
        ));
    }

    // A time that lies behind is whole.
    let now = context.clock.now();
    let late = now.saturating_sub(LATE).unwrap_or(now);
    if asked.until.is_none_or(|until| until > late) {
        ui.note("CloudTrail is about 5 to 15 minutes late: calls of the last minutes may not be in it yet");
    }
}

fn notes(context: &Context, left_out: usize, named_no_node: usize, ran: bool) {
    let ui = &context.ui;
    if left_out > 0 {
        ui.note(&format!(
            "{} left out: other documents than those that patch, and tags that are of no patch group",
            count(left_out, "call")
        ));
    }

    // A baseline, a group and a policy are for nodes without naming one.
    if named_no_node > 0 {
        ui.note(&format!(
            "{} left out that name none of these nodes",
            count(named_no_node, "row")
        ));
    }

    if ran {
        ui.note("what associations and windows did is told by their executions: CloudTrail does not hold it");
    }
}

/// How much was found, and of nothing, where it was looked for.
fn closing(context: &Context, asked: &Asked, read: &Read, number: usize) {
    let ui = &context.ui;
    let end = asked.until.unwrap_or_else(|| context.clock.now());
    let span = format!("from {:.0} to {end:.0}", asked.since);
    let sources = looked_at(asked, &read.sources).join(", ");

    match number {
        // Where something could not be read, nothing found means nothing.
        0 if read.unreadable.is_empty() => {
            ui.note(&format!("nothing was found {span} in {sources}"));
        }
        0 => ui.note(&format!("nothing was found {span} where it could be read")),
        number => ui.note(&format!("{} {span}", count(number, "row"))),
    }
}
