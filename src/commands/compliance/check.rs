//! `patchctl compliance check`.

use std::collections::HashSet;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use serde_json::{Map, json};

use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::check_code;
use crate::commands::compliance::nodes::{self, verdicts};
use crate::context::Context;
use crate::domain::compliance::gate::{Excuse, Gate, GateOutcome, Tolerance};
use crate::domain::compliance::severity::Level;
use crate::domain::compliance::summary;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::check::{Case, CaseOutcome, CheckReport, github, junit, markdown};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::output::time;
use crate::read::fleet;
use crate::read::fleet::Fleet;
use crate::read::propose;

/// Arguments of `compliance check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 the check passes, 3 a node fails it, 5 something could not be read (no flag changes that).

Examples:
  patchctl --sandbox compliance check
  patchctl compliance check --group web --fail-on high --max-noncompliant 5%
  patchctl compliance check --allow stale,unreachable -o junit > patches.xml")]
pub struct CheckArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// From this compliance level of the baseline on a violation fails: critical, high, medium, low
    /// or any
    #[arg(long, value_name = "LEVEL", default_value = "any", hide_possible_values = true, value_parser = levels(), help_heading = "Gate")]
    fail_on: Level,
    /// Tolerate this many non-compliant nodes, or this share of the nodes in scope, such as 3 or 5%
    #[arg(long, value_name = "N|P%", help_heading = "Gate")]
    max_noncompliant: Option<Tolerance>,
    /// Let nodes with this verdict pass: stale, not-reported, unreachable (can be repeated or a
    /// comma list)
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', hide_possible_values = true, value_parser = verdicts(), help_heading = "Gate")]
    allow: Vec<Verdict>,
    /// Fail when no node is in scope, which else passes
    #[arg(long, help_heading = "Gate")]
    require_nodes: bool,
}

/// The levels as a parser that completions can list.
fn levels() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["critical", "high", "medium", "low", "any"])
        .try_map(|text| text.parse::<Level>())
}

#[derive(Debug, Serialize)]
struct Failing {
    #[serde(flatten)]
    node: NodeCompliance,
    next: String,
}

const COLUMNS: [Column<Failing>; 7] = [
    Column::scope("account", |row| {
        Cell::id(row.node.node.scope.account.as_str())
    }),
    Column::scope("region", |row| {
        Cell::id(row.node.node.scope.region.as_str())
    }),
    Column::always("node", |row| Cell::id(row.node.node.id.as_str())),
    Column::always("name", |row| Cell::text(row.node.node.label())),
    Column::always("verdict", |row| nodes::verdict_cell(&row.node)),
    Column::always("reason", |row| Cell::text(row.node.full_reason())),
    Column::always("next", |row| Cell::text(&row.next)),
];

/// Judges the fleet against the gate.
pub async fn run(context: &Context, args: &CheckArgs) -> Result<ExitCode> {
    let format = context.ui.format();
    // Formats of pipelines have every node as a case, and no columns.
    let special = matches!(format, Format::Junit | Format::Markdown | Format::Github);
    if !special {
        context.ui.check_listing(&COLUMNS)?;
    }
    check_allowed(&args.allow)?;

    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    let fleet = fleet::read(context, &reach, &selection).await?;

    let gate = Gate {
        fail_on: args.fail_on,
        max_noncompliant: args.max_noncompliant,
        allow: args.allow.clone(),
    };
    let outcome = gate.judge(&fleet.nodes);
    let empty = args.require_nodes && fleet.nodes.is_empty();
    let passed = outcome.passed && !empty;
    let conclusion = conclude(&fleet, &outcome, passed);

    // People see what fails; a list of what is well would hide it.
    if special {
        let report = report(context, &fleet, &outcome, passed, &conclusion);
        let draw = match format {
            Format::Junit => junit::draw,
            Format::Markdown => markdown::draw,
            _ => github::draw,
        };
        context.ui.write_raw(&draw(&report))?;
    } else if format == Format::Table && !context.ui.is_querying() {
        let lines = outcome.failing.iter().map(|node| line(context, node));
        context.ui.write_lines(lines)?;
    } else {
        list(context, &fleet, &gate, &outcome, passed)?;
    }
    explain(context, args.fail_on, &fleet, &outcome, &conclusion);
    Ok(check_code(passed).and(fleet.completeness()))
}

/// Violations are tolerated by their number or their level, each with a bound; a verdict that
/// excuses all of them would be a gate that nothing can close.
fn check_allowed(allowed: &[Verdict]) -> Result<()> {
    let judged = |verdict: &Verdict| matches!(verdict, Verdict::NonCompliant | Verdict::Compliant);
    if !allowed.iter().any(judged) {
        return Ok(());
    }
    Err(
        Error::usage("--allow takes stale, not-reported and unreachable")
            .hint("tolerate violations with --max-noncompliant or --fail-on"),
    )
}

fn next(context: &Context, node: &NodeCompliance) -> String {
    let id = &node.node.id;
    let rest = match node.verdict {
        Verdict::NonCompliant => format!("compliance patches {id}"),
        _ => format!("node show {id}"),
    };
    propose::propose(context, &rest, &node.node.scope)
}

/// One line for a person: verdict, node, name, place, reason, and what to do next.
fn line(context: &Context, node: &NodeCompliance) -> String {
    let label = node.node.label();
    let name = if label.is_empty() {
        String::new()
    } else {
        format!(" ({label})")
    };

    // What to do next is a command that works when it is pasted, with this invocation's flags.
    format!(
        "{} {}{name} {}: {}; next: {}",
        node.verdict,
        node.node.id,
        node.node.scope,
        node.full_reason(),
        next(context, node)
    )
}

fn list(
    context: &Context,
    fleet: &Fleet,
    gate: &Gate,
    outcome: &GateOutcome<'_>,
    passed: bool,
) -> Result<()> {
    let rows = outcome
        .failing
        .iter()
        .map(|node| Failing {
            node: (*node).clone(),
            next: next(context, node),
        })
        .collect();
    let excused: Vec<_> = outcome
        .excused
        .iter()
        .map(|(node, excuse)| json!({ "node": node.node.id, "account": node.node.scope.account, "region": node.node.scope.region, "verdict": node.verdict, "excuse": excuse }))
        .collect();

    // What could not be read never passes, in JSON as little as in the exit code.
    let passed = passed && fleet.unreadable.is_empty();
    let extra = Map::from_iter([
        ("passed".to_owned(), json!(passed)),
        ("gate".to_owned(), json!(gate)),
        ("totals".to_owned(), json!(summary::total(&fleet.nodes))),
        ("excused".to_owned(), json!(excused)),
    ]);
    context.ui.list(Listing {
        kind: "compliance.check",
        columns: &COLUMNS,
        rows,
        id: |row| row.node.node.id.to_string(),
        scopes: fleet.scopes,
        extra,
        unreadable: &fleet.unreadable,
    })
}

fn report<'a>(
    context: &Context,
    fleet: &'a Fleet,
    outcome: &GateOutcome<'_>,
    passed: bool,
    conclusion: &str,
) -> CheckReport<'a> {
    let failing: HashSet<(&Scope, &NodeId)> = outcome
        .failing
        .iter()
        .map(|node| (&node.node.scope, &node.node.id))
        .collect();
    let cases = fleet.nodes.iter().map(|node| Case {
        scope: node.node.scope.to_string(),
        node: node.node.id.to_string(),
        name: node.node.label().to_owned(),
        verdict: node.verdict.as_str(),
        reason: node.full_reason(),
        next: next(context, node),
        outcome: match node.verdict {
            Verdict::Compliant => CaseOutcome::Passed,
            _ if failing.contains(&(&node.node.scope, &node.node.id)) => CaseOutcome::Failed,
            _ => CaseOutcome::Excused,
        },
    });
    CheckReport {
        cases: cases.collect(),
        unreadable: &fleet.unreadable,
        // What could not be read never passes.
        passed: passed && fleet.unreadable.is_empty(),
        conclusion: conclusion.to_owned(),
        judged_at: time::rfc3339(context.clock.now()),
    }
}

fn conclude(fleet: &Fleet, outcome: &GateOutcome<'_>, passed: bool) -> String {
    let nodes = count(fleet.nodes.len(), "node");
    let failing = outcome.failing.len();
    let verb = if failing == 1 { "is" } else { "are" };
    let complete = fleet.unreadable.is_empty();

    // Incompleteness comes first: a check over a part of the fleet has no other answer.
    let mut text = match (failing, passed) {
        (0, true) if !complete => {
            format!("the check cannot pass, because it is incomplete: none of {nodes} fails")
        }
        (_, true) if !complete => format!(
            "the check cannot pass, because it is incomplete: {failing} of {nodes} {verb} not COMPLIANT"
        ),
        (0, true) => format!("the check passes: {nodes}, none failing"),
        (0, false) => "the check fails: no node is in scope".to_owned(),
        (_, true) => format!(
            "the check passes: {failing} of {nodes} {verb} not COMPLIANT, within --max-noncompliant"
        ),
        (_, false) => format!("the check fails: {failing} of {nodes} {verb} not COMPLIANT"),
    };

    if !outcome.excused.is_empty() {
        text.push_str(&format!("; {} excused by the flags", outcome.excused.len()));
    }
    if !complete {
        text.push_str(&format!(
            "; {} could not be read",
            count(fleet.unreadable.len(), "place")
        ));
    }
    text
}

fn explain(
    context: &Context,
    fail_on: Level,
    fleet: &Fleet,
    outcome: &GateOutcome<'_>,
    conclusion: &str,
) {
    // A level that no baseline sets lets everything pass: AWS's own set none (UNSPECIFIED), so that
    // such a gate looks as if it worked.
    if outcome.without_level > 0 {
        let excused = outcome
            .excused
            .iter()
            .filter(|(_, excuse)| *excuse == Excuse::BelowLevel)
            .count();
        context.ui.warn(&format!(
            "--fail-on {} excused {}, of which {} violate a baseline that sets no compliance level (UNSPECIFIED), as all of AWS's own do",
            fail_on.as_str(),
            count(excused, "node"),
            outcome.without_level
        ));
    }

    if fleet.nodes.is_empty() && fleet.unreadable.is_empty() {
        context
            .ui
            .warn("no managed node is in scope; --require-nodes makes that fail");
    }
    context.ui.note(conclusion);
}
