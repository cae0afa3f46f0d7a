//! What `compliance check` shows: what fails and why, for people, scripts and pipelines.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::json;

use crate::commands::verdicts::verdict_cell;
use crate::context::Context;
use crate::domain::compliance::gate::{Gate, GateOutcome};
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::output::cell::Cell;
use crate::output::check::{Case, CaseOutcome, CheckReport, github, junit, markdown};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::output::time;
use crate::read::fleet::{self, Fleet};
use crate::read::propose;

/// A fleet that was judged by a gate.
pub(super) struct Checked<'a> {
    pub(super) fleet: &'a Fleet,
    pub(super) gate: &'a Gate,
    pub(super) outcome: GateOutcome<'a>,
    /// Whether the gate is open, as far as was read.
    pub(super) passed: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Failing {
    #[serde(flatten)]
    node: NodeCompliance,
    next: String,
}

pub(super) const COLUMNS: [Column<Failing>; 7] = [
    Column::scope("account", |row| {
        Cell::id(row.node.node.scope.account.as_str())
    }),
    Column::scope("region", |row| {
        Cell::id(row.node.node.scope.region.as_str())
    }),
    Column::always("node", |row| Cell::id(row.node.node.id.as_str())),
    Column::always("name", |row| Cell::text(row.node.node.label())),
    Column::always("verdict", |row| verdict_cell(&row.node)),
    Column::always("reason", |row| Cell::text(row.node.full_reason())),
    Column::always("next", |row| Cell::text(&row.next)),
];

/// Shows a check in the chosen format, and says on standard error how it ended.
pub(super) fn show(context: &Context, checked: &Checked<'_>) -> Result<()> {
    let conclusion = conclude(checked);
    let format = context.ui.format();
    let draw = match format {
        Format::Junit => Some(junit::draw as fn(&CheckReport<'_>) -> String),
        Format::Markdown => Some(markdown::draw as fn(&CheckReport<'_>) -> String),
        Format::Github => Some(github::draw as fn(&CheckReport<'_>) -> String),
        _ => None,
    };

    // People see what fails; a list of what is well would hide it.
    if let Some(draw) = draw {
        let report = report(context, checked, &conclusion);
        context.ui.write_raw(&draw(&report))?;
    } else if format == Format::Table && !context.ui.is_querying() {
        let failing = checked.outcome.failing.iter();
        context
            .ui
            .write_lines(failing.map(|node| line(context, node)))?;
    } else {
        list(context, checked)?;
    }
    explain(context, checked, &conclusion);
    Ok(())
}

fn next(context: &Context, node: &NodeCompliance) -> String {
    let id = &node.node.id;
    let rest = match node.verdict {
        Verdict::NonCompliant => format!("compliance patches {id}"),
        // Nothing else knows it.
        Verdict::Unmanaged => format!("compliance nodes --include-unmanaged --node {id}"),
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

fn list(context: &Context, checked: &Checked<'_>) -> Result<()> {
    let (fleet, outcome) = (checked.fleet, &checked.outcome);
    let failing = outcome.failing.iter();
    let rows = failing.map(|node| Failing {
        node: (*node).clone(),
        next: next(context, node),
    });
    let excused: Vec<_> = outcome
        .excused
        .iter()
        .map(|(node, excuse)| json!({ "node": node.node.id, "account": node.node.scope.account, "region": node.node.scope.region, "verdict": node.verdict, "excuse": excuse }))
        .collect();

    // What could not be read never passes, in JSON as little as in the exit code.
    let passed = checked.passed && fleet.unreadable.is_empty();
    let mut extra = fleet.document();
    extra.insert("passed".to_owned(), json!(passed));
    extra.insert("gate".to_owned(), json!(checked.gate));
    extra.insert("totals".to_owned(), json!(fleet.totals()));
    extra.insert("excused".to_owned(), json!(excused));
    context.ui.list(Listing {
        kind: "compliance.check",
        columns: &COLUMNS,
        rows: rows.collect(),
        id: |row| row.node.node.id.to_string(),
        scopes: fleet.scopes,
        extra,
        unreadable: &fleet.unreadable,
    })
}

fn report<'a>(context: &Context, checked: &Checked<'a>, conclusion: &str) -> CheckReport<'a> {
    let fleet = checked.fleet;
    let failing: HashSet<(&Scope, &NodeId)> = checked
        .outcome
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

    let unmatched = fleet.unmatched.iter().map(|target| target.sentence());
    let nobody = (fleet.nodes.is_empty() && !checked.gate.allow_empty)
        .then(|| "no node is in scope".to_owned());
    CheckReport {
        cases: cases.collect(),
        nothing: if checked.gate.allow_empty {
            Vec::new()
        } else {
            nobody.into_iter().chain(unmatched).collect()
        },
        unreadable: &fleet.unreadable,
        // What could not be read never passes.
        passed: checked.passed && fleet.unreadable.is_empty(),
        conclusion: conclusion.to_owned(),
        origin: fleet.origin(),
        judged_at: time::rfc3339(context.clock.now()),
    }
}

/// How the check ended, in a sentence that says where it is from.
fn conclude(checked: &Checked<'_>) -> String {
    let (fleet, outcome) = (checked.fleet, &checked.outcome);
    let nodes = fleet.size();
    let failing = outcome.failing.len();
    let verb = if failing == 1 { "is" } else { "are" };
    let complete = fleet.unreadable.is_empty();

    // Incompleteness comes first: a check over a part of the fleet has no other answer.
    let mut text = match (failing, checked.passed) {
        (0, true) if !complete => {
            format!("the check cannot pass, because it is incomplete: none of {nodes} fails")
        }
        (_, true) if !complete => format!(
            "the check cannot pass, because it is incomplete: {failing} of {nodes} {verb} not COMPLIANT"
        ),
        (0, true) => format!("the check passes: {nodes}, none failing"),
        (0, false) if fleet.nodes.is_empty() => "the check fails: no node is in scope".to_owned(),
        (0, false) => format!("the check fails: a target matches nothing; {nodes}, none failing"),
        (_, true) => format!(
            "the check passes: {failing} of {nodes} {verb} not COMPLIANT, within --max-noncompliant"
        ),
        (_, false) => format!("the check fails: {failing} of {nodes} {verb} not COMPLIANT"),
    };

    if !outcome.excused.is_empty() {
        text.push_str(&format!("; {} excused by the flags", outcome.excused.len()));
    }
    if !fleet.gone.is_empty() {
        text.push_str(&format!("; {} gone", fleet.gone.len()));
    }
    if !complete {
        text.push_str(&format!(
            "; {} could not be read",
            count(fleet.unreadable.len(), "place")
        ));
    }
    format!("{text} ({})", fleet.origin())
}

fn explain(context: &Context, checked: &Checked<'_>, conclusion: &str) {
    fleet::tell_unmatched(context, &checked.fleet.unmatched);
    let without = checked.outcome.without_level;
    if without > 0 {
        // AWS's own baselines set no level (UNSPECIFIED), so that most fleets end here.
        let (nodes, verb) = match without {
            1 => ("1 node".to_owned(), "fails"),
            _ => (count(without, "node"), "fail"),
        };
        context.ui.warn(&format!(
            "{nodes} {verb} by violations without a known level: AWS's own baselines set none (UNSPECIFIED); \
             --fail-on-severity judges by the publishers' severities, --allow unspecified permits them"
        ));
    }

    let failing = checked.outcome.failing.iter();
    let stopped = failing.filter(|node| node.node.is_stopped()).count();
    if stopped > 0 {
        let nodes = count(stopped, "stopped instance");
        context.ui.note(&format!(
            "{nodes} among them; --allow stopped lets those pass"
        ));
    }
    if checked.fleet.nodes.is_empty() && !checked.gate.allow_empty {
        context
            .ui
            .warn("nothing was checked; --allow-empty is for who wants that to pass");
    }
    context.ui.note(conclusion);
}
