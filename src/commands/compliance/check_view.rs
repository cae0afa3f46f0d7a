//! What `compliance check` shows: what fails and why, for people, scripts and pipelines.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Value, json};

use crate::commands::verdicts::verdict_cell;
use crate::context::Context;
use crate::domain::compliance::gate::{Excuse, Gate, GateOutcome};
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
use crate::read::{exceptions, propose};

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
    /// What it would be without its violations, where that fails too.
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<Verdict>,
    /// Why it passes all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    excuse: Option<Excuse>,
}

pub(super) const COLUMNS: [Column<Failing>; 8] = [
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
    Column::always("excuse", |row| {
        Cell::id(row.excuse.map(Excuse::as_str).unwrap_or_default())
    }),
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
        let excused = by_exceptions(checked).map(|(node, _)| excused_line(node));
        let lines = failing.map(|node| line(context, node)).chain(excused);
        context.ui.write_lines(lines)?;
    } else {
        list(context, checked)?;
    }
    explain(context, checked, &conclusion);
    Ok(())
}

/// Writes how the check ended in one line, for a mail or a chat: the word that the exit code stands
/// for, how many nodes fail and by which verdicts, what is excused, and where it is from.
pub(super) fn summary_line(context: &Context, checked: &Checked<'_>) -> Result<()> {
    let (fleet, outcome) = (checked.fleet, &checked.outcome);
    let complete = fleet.unreadable.is_empty();
    let word = match (checked.passed, outcome.failing.is_empty()) {
        (true, _) | (false, true) if !complete => "INCOMPLETE",
        (true, _) => "PASSED",
        (false, _) => "FAILED",
    };
    let verdicts = Verdict::ALL.iter().filter_map(|verdict| {
        let failing = outcome.failing.iter();
        let number = failing.filter(|node| node.verdict == *verdict).count();
        (number > 0).then(|| format!("{number} {verdict}"))
    });
    let verdicts: Vec<String> = verdicts.collect();
    let failing = match outcome.failing.len() {
        0 => "none failing".to_owned(),
        number => format!("{number} failing ({})", verdicts.join(", ")),
    };

    let mut parts = vec![fleet.size(), failing];
    if !outcome.excused.is_empty() {
        parts.push(format!("{} excused", outcome.excused.len()));
    }
    let unmatched = fleet.unmatched.iter().map(|target| target.sentence());
    parts.extend(unmatched);
    if !complete {
        let places = count(fleet.unreadable.len(), "place");
        parts.push(format!("{places} could not be read"));
    }
    let (parts, origin) = (parts.join(", "), fleet.origin());
    let line = format!("{word} patch compliance: {parts} ({origin})");
    context.ui.write_lines([line])
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

/// Nodes that pass because of exceptions. They are shown wherever failing ones are: nobody agreed to
/// forget them.
fn by_exceptions<'a>(
    checked: &'a Checked<'_>,
) -> impl Iterator<Item = (&'a NodeCompliance, Excuse)> {
    let excused = checked.outcome.excused.iter().copied();
    excused.filter(|(node, _)| node.has_excused())
}

fn excused_line(node: &NodeCompliance) -> String {
    let label = match node.node.label() {
        "" => String::new(),
        label => format!(" ({label})"),
    };
    let (id, scope) = (&node.node.id, &node.node.scope);
    format!("EXCUSED {id}{label} {scope}: {}", node.full_reason())
}

fn list(context: &Context, checked: &Checked<'_>) -> Result<()> {
    let (fleet, outcome) = (checked.fleet, &checked.outcome);
    let failing = outcome.failing.iter();
    let failing = failing.map(|node| (*node, None));
    // One document holds the excused ones apart; who gets rows alone has no other place for them.
    let in_rows = matches!(context.ui.format(), Format::Csv | Format::Jsonl);
    let excused = by_exceptions(checked).map(|(node, excuse)| (node, Some(excuse)));
    let rows = failing.chain(excused.filter(|_| in_rows));
    let rows = rows.map(|(node, excuse)| Failing {
        node: node.clone(),
        next: next(context, node),
        otherwise: node.lapsed(),
        excuse,
    });
    let excused: Vec<_> = outcome.excused.iter().map(excused_value).collect();

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

/// A node that passes although it is not COMPLIANT, with what exceptions say of its violations.
fn excused_value((node, excuse): &(&NodeCompliance, Excuse)) -> Value {
    let mut value = json!({
        "node": node.node.id,
        "account": node.node.scope.account,
        "region": node.node.scope.region,
        "verdict": node.verdict,
        "excuse": excuse,
    });
    if let Some(excused) = &node.excused {
        value["exceptions"] = json!(excused);
    }
    value
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

    let agreed = outcome.excused.iter();
    let agreed = agreed
        .filter(|(_, excuse)| *excuse == Excuse::Exception)
        .count();
    let by_flags = outcome.excused.len() - agreed;
    for (number, by) in [(by_flags, "the flags"), (agreed, "exceptions")] {
        if number > 0 {
            text.push_str(&format!("; {number} excused by {by}"));
        }
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
    if let Some(excused) = exceptions::sentence(&checked.fleet.nodes) {
        context.ui.note(&excused);
    }
    context.ui.note(conclusion);
}
