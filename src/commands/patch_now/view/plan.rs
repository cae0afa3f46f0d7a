//! A plan in lines for people: what will happen to how many nodes, and what stands in the way.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::context::Context;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan;
use crate::domain::run::plan::{Plan, PlannedNode};
use crate::domain::run::request::{Reboot, Request};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::format::Format;
use crate::output::{self, sanitize, time};

/// How many nodes, patches or overlaps are named one by one before the rest is counted.
const NAMED: usize = 10;

impl output::plan::Plan for Plan {
    fn lines(&self) -> Vec<String> {
        lines(self)
    }

    /// The document that `apply` takes.
    fn members(&self) -> Result<Map<String, Value>> {
        match serde_json::to_value(self) {
            Ok(Value::Object(members)) => Ok(members),
            Ok(_) => unreachable!("a plan is an object"),
            Err(error) => Err(Error::failed("cannot write the plan").with_source(error)),
        }
    }
}

/// Shows a plan: in lines for people, else the document that `apply` takes.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(context: &Context, plan: &Plan) -> Result<()> {
    if context.ui.format() == Format::Table && !context.ui.is_querying() {
        let lines = lines(plan).into_iter();
        return context
            .ui
            .write_lines(lines.map(|line| sanitize::for_terminal(&line).into_owned()));
    }
    let document = serde_json::to_value(plan)
        .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    context
        .ui
        .details(plan::KIND, Vec::new(), document, plan.run.as_str())
}

/// The exit code of a plan that was only shown.
pub fn code(plan: &Plan) -> ExitCode {
    if plan.unreadable.is_empty() {
        ExitCode::Done
    } else {
        ExitCode::Incomplete
    }
}

/// The lines of a plan.
pub fn lines(plan: &Plan) -> Vec<String> {
    let mut lines = vec![headline(plan)];
    if !plan.nodes.is_empty() {
        lines.extend(work(plan));
    }
    lines.extend(skipped(plan));
    lines.extend(overlaps(plan));
    lines.extend(
        plan.warnings
            .iter()
            .map(|warning| format!("  warning: {warning}")),
    );
    lines.extend(
        plan.unreadable
            .iter()
            .map(|fault| format!("  not read: {fault}")),
    );
    if !plan.nodes.is_empty() {
        let calls: Vec<String> = plan
            .api_calls
            .iter()
            .map(|(action, calls)| format!("{calls} {action}"))
            .collect();
        let looks = plan::looks(plan.request.operation);
        lines.push(format!(
            "  API calls: about {}, with {looks} looks at each command",
            calls.join(", ")
        ));
    }
    lines
}

/// What is done to the nodes.
fn work(plan: &Plan) -> Vec<String> {
    let request = &plan.request;
    let mut lines = Vec::new();
    lines.extend(
        plan.retry_of
            .as_ref()
            .map(|run| format!("  tries the failed nodes of {run} again")),
    );
    lines.extend(
        request
            .reason
            .as_ref()
            .map(|reason| format!("  reason: {reason}")),
    );
    lines.extend(radius(plan));
    lines.extend(baselines(plan));
    if request.operation == Operation::Install {
        lines.push(format!("  reboot: {}", reboot(request.reboot)));
        lines.extend(hooks(plan));
        lines.extend(override_list(plan));
        lines.extend(patches(plan));
    }
    lines.extend(waves(plan));
    lines.push(format!(
        "  document: {} with {}",
        plan.document,
        parameters(plan)
    ));
    lines.extend(
        request
            .output
            .as_ref()
            .map(|place| format!("  output: {place}")),
    );
    lines
}

fn headline(plan: &Plan) -> String {
    let verb = match plan.request.operation {
        Operation::Scan => "scan",
        Operation::Install => "install patches on",
    };
    let nodes = if plan.nodes.is_empty() {
        "no node".to_owned()
    } else {
        count(plan.nodes.len(), "node")
    };
    format!("{}: {verb} {nodes}", plan.run)
}

fn reboot(reboot: Reboot) -> String {
    match reboot {
        Reboot::IfNeeded => "if needed: every node on which anything is installed, or that waits for a reboot, reboots".to_owned(),
        Reboot::Never => "never: what is installed waits for a reboot, and the node is not compliant until then".to_owned(),
        Reboot::At(moment) => format!(
            "at {}: patchctl itself sends it then to the nodes that wait for it (AWS-InstanceRebootWithHooks); keep it running, or run patch-now resume then",
            time::rfc3339(moment)
        ),
    }
}

fn radius(plan: &Plan) -> Vec<String> {
    let line = |((scope, os, group), nodes): ((String, _, String), usize)| {
        let group = if group.is_empty() {
            "no patch group".to_owned()
        } else {
            format!("group {group}")
        };
        format!("    {scope}: {} {os}, {group}", count(nodes, "node"))
    };
    plan.blast_radius().into_iter().map(line).collect()
}

fn baselines(plan: &Plan) -> Vec<String> {
    let mut used: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for node in &plan.nodes {
        let (name, id, why) = node.baseline.as_ref().map_or_else(
            || ("none".to_owned(), String::new(), "NONE".to_owned()),
            |found| (found.name.clone(), found.id.clone(), found.why.clone()),
        );
        *used.entry((name, id, why)).or_default() += 1;
    }
    let line = |((name, id, why), nodes): ((String, String, String), usize)| {
        let id = id.rsplit('/').next().unwrap_or_default().to_owned();
        let id = if id.is_empty() {
            id
        } else {
            format!(" ({id})")
        };
        format!("  baseline: {name}{id} on {}, {why}", count(nodes, "node"))
    };
    used.into_iter().map(line).collect()
}

fn hooks(plan: &Plan) -> Vec<String> {
    let line = |hook: &crate::domain::run::eligibility::CheckedHook| {
        let platforms = if hook.platforms.is_empty() {
            "every platform".to_owned()
        } else {
            hook.platforms.join(", ")
        };
        format!(
            "  hook {}: {} version {} of {} ({platforms})",
            hook.place, hook.document, hook.version, hook.owner
        )
    };
    let mut lines: Vec<String> = plan.hooks.iter().map(line).collect();
    if !lines.is_empty() {
        lines.push(
            "  hooks run only on nodes that miss patches; the exit hook runs always".to_owned(),
        );
    }
    lines
}

fn override_list(plan: &Plan) -> Vec<String> {
    let Some(list) = &plan.request.override_list else {
        return Vec::new();
    };
    let entries = list.entries.map_or_else(
        || "not read".to_owned(),
        |entries| {
            if entries == 1 {
                "1 entry".to_owned()
            } else {
                format!("{entries} entries")
            }
        },
    );
    let hit = plan
        .nodes
        .iter()
        .filter(|node| !node.override_hits.is_empty())
        .count();
    let mut lines = vec![format!(
        "  override list: {} ({entries}), in place of the baseline on Linux and macOS",
        list.url
    )];
    if list.entries.is_some() {
        lines.push(format!(
            "    names patches or packages of {}",
            count(hit, "node")
        ));
    }
    lines
}

/// What will be installed: named on a few nodes, counted on many.
fn patches(plan: &Plan) -> Vec<String> {
    let listed = plan.request.override_list.is_some();
    let line = |node: &PlannedNode| {
        let titles = if listed {
            &node.override_hits
        } else {
            &node.missing
        };
        let shown: Vec<&str> = titles.iter().take(NAMED).map(String::as_str).collect();
        let more = if titles.len() > NAMED {
            format!(" and {} more", titles.len() - NAMED)
        } else {
            String::new()
        };
        let what = match (titles.is_empty(), node.before) {
            (true, None) => "it never reported what it misses".to_owned(),
            (true, Some(_)) if listed => "the list names nothing of its last report".to_owned(),
            (true, Some(before)) if before.installed_pending_reboot > 0 => {
                format!("{} pending reboot", before.installed_pending_reboot)
            }
            (true, Some(_)) => "nothing missing by its last report".to_owned(),
            (false, _) => format!("{} ({}{more})", titles.len(), shown.join(", ")),
        };
        format!(
            "    wave {}: {} {}: {what}",
            node.wave,
            node.node,
            if node.name.is_empty() {
                String::new()
            } else {
                format!("({})", node.name)
            }
        )
    };
    let mut lines = vec![if listed {
        "  the list names:".to_owned()
    } else {
        "  missing by the last reports:".to_owned()
    }];
    lines.extend(plan.nodes.iter().take(NAMED).map(line));
    if plan.nodes.len() > NAMED {
        lines.push(format!(
            "    and {} more (-o json has them all)",
            count(plan.nodes.len() - NAMED, "node")
        ));
    }
    lines
}

fn waves(plan: &Plan) -> Vec<String> {
    let request: &Request = &plan.request;
    let limits = |at_once: usize, errors: usize| {
        format!(
            "{at_once} at once, stops after more than {}",
            if errors == 1 {
                "1 failure".to_owned()
            } else {
                format!("{errors} failures")
            }
        )
    };
    let mut lines = Vec::new();
    for (index, wave) in plan.waves.iter().enumerate() {
        let commands = if wave.commands.len() == 1 {
            String::new()
        } else {
            format!(" in {}", count(wave.commands.len(), "command"))
        };
        let name = if plan.waves.len() == 1 {
            "pace".to_owned()
        } else {
            format!("wave {}", index + 1)
        };
        lines.push(format!(
            "  {name}: {}{commands}, {}",
            count(wave.nodes, "node"),
            limits(wave.at_once, wave.errors)
        ));
    }
    if plan.waves.len() > 1 {
        let pause = jiff::SignedDuration::from_secs(
            i64::try_from(request.pause_seconds).unwrap_or(i64::MAX),
        );
        let pause = if request.pause_seconds > 0 {
            format!(", after a pause of {}", time::rough(pause))
        } else {
            String::new()
        };
        lines.push(format!(
            "  the next wave begins when {}{pause}",
            request.gate
        ));
    }
    lines
}

fn parameters(plan: &Plan) -> String {
    let shown: Vec<String> = plan
        .parameters
        .iter()
        .map(|(name, values)| format!("{name}={}", values.join(",")))
        .collect();
    shown.join(" ")
}

fn skipped(plan: &Plan) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for node in &plan.skipped {
        by_reason
            .entry(&node.reason)
            .or_default()
            .push(node.node.to_string());
    }
    let line = |(reason, nodes): (&str, Vec<String>)| {
        let shown = nodes
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        let more = if nodes.len() > NAMED {
            format!(" and {} more", nodes.len() - NAMED)
        } else {
            String::new()
        };
        format!(
            "  left out: {}: {reason}: {shown}{more}",
            count(nodes.len(), "node")
        )
    };
    by_reason.into_iter().map(line).collect()
}

fn overlaps(plan: &Plan) -> Vec<String> {
    let line = |overlap: &plan::Overlap| {
        let now = if overlap.running { "RUNS NOW: " } else { "" };
        let nodes = if overlap.nodes.is_empty() {
            String::new()
        } else {
            format!(" on {}", count(overlap.nodes.len(), "node"))
        };
        format!(
            "  overlap: {now}{} {} {}{nodes}: {}",
            overlap.kind, overlap.name, overlap.id, overlap.detail
        )
    };
    plan.overlaps.iter().map(line).collect()
}
