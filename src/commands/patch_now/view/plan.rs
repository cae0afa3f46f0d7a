//! A plan in lines for people: what will happen to how many nodes, and what stands in the way.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::hooks;
use crate::context::Context;
use crate::domain::fleet::platform::Family;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan;
use crate::domain::run::plan::{Plan, PlannedNode, PlannedWave};
use crate::domain::run::request::Reboot;
use crate::domain::text::moment;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::format::Format;
use crate::output::{self, time};
use crate::process::zone;
use crate::run::in_s3;

/// How many nodes, patches or overlaps are named one by one before the rest is counted.
const NAMED: usize = 10;

impl output::plan::Plan for Plan {
    fn lines(&self) -> Vec<String> {
        lines(self)
    }

    fn question(&self) -> Option<String> {
        Some(question(self))
    }

    /// A scan changes nothing.
    fn machines(&self) -> usize {
        match self.request.operation {
            Operation::Install => self.nodes.len(),
            Operation::Scan => 0,
        }
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
pub fn show(context: &Context, plan: &Plan) -> Result<()> {
    if context.ui.format() == Format::Table && !context.ui.is_querying() {
        return context.ui.write_lines(lines(plan));
    }
    let document = serde_json::to_value(plan)
        .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    context
        .ui
        .details(plan::KIND, Vec::new(), document, plan.run.as_str())
}

/// The exit code of a plan that was only shown.
pub fn code(plan: &Plan) -> ExitCode {
    let complete = plan.unreadable.is_empty() && plan.left_out().next().is_none();
    if complete {
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

    // Whoever shares the account's rate limits wants to know what the run takes of them.
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
    // A scan never reboots and installs nothing, so that none of this is decided for it.
    if request.operation == Operation::Install {
        lines.push(format!("  reboot: {}", reboot(request.reboot)));
        lines.extend(hooks::lines(plan));
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
    lines.extend(request.records.as_ref().map(|records| {
        let uri = in_s3::uri(records, &plan.run);
        format!("  record of the run: {uri}, by which other machines know it")
    }));
    lines
}

/// What is agreed to: how many nodes of which account and Region, and whether they reboot.
fn question(plan: &Plan) -> String {
    let verb = match plan.request.operation {
        Operation::Scan => "Scan",
        Operation::Install => "Install patches on",
    };
    let mut scopes: Vec<String> = plan
        .nodes
        .iter()
        .map(|node| node.scope.to_string())
        .collect();
    scopes.sort();
    scopes.dedup();
    let scopes = match scopes.as_slice() {
        [only] => only.clone(),
        [first, .., last] => format!("{} from {first} to {last}", count(scopes.len(), "scope")),
        [] => "no scope".to_owned(),
    };
    let reboot = match plan.request.reboot {
        _ if plan.request.operation == Operation::Scan => "",
        Reboot::IfNeeded => ", and nodes REBOOT",
        Reboot::At(_) => ", and nodes REBOOT later",
        Reboot::Never => "; no reboot",
    };
    format!(
        "{verb} {} in {scopes}{reboot}.",
        count(plan.nodes.len(), "node")
    )
}

fn headline(plan: &Plan) -> String {
    let verb = match plan.request.operation {
        Operation::Scan => "scan",
        Operation::Install => "install patches on",
    };
    // "0 nodes" would read like a number, and it is a refusal.
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
            here(moment)
        ),
    }
}

/// A moment in the time of this machine and in UTC.
pub fn here(moment: Timestamp) -> String {
    let zone = zone::local().unwrap_or(TimeZone::UTC);
    moment::in_both(moment, &zone)
}

fn radius(plan: &Plan) -> Vec<String> {
    plan.blast_radius()
        .into_iter()
        // By account and Region, system and group: that is how somebody knows what will be hit.
        .map(|((scope, os, group), nodes)| {
            let group = if group.is_empty() {
                "no patch group".to_owned()
            } else {
                format!("group {group}")
            };
            format!("    {scope}: {} {os}, {group}", count(nodes, "node"))
        })
        .collect()
}

fn baselines(plan: &Plan) -> Vec<String> {
    let mut used: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for node in &plan.nodes {
        let key = match &node.baseline {
            Some(found) => (&*found.name, &*found.id, &*found.why),
            None => ("none", "", "NONE"),
        };
        *used.entry(key).or_default() += 1;
    }

    // The id alone: what stands before it in an ARN of AWS's own says nothing to a reader.
    used.into_iter()
        .map(|((name, id, why), nodes)| {
            let id = match id.rsplit('/').next().unwrap_or_default() {
                "" => String::new(),
                id => format!(" ({id})"),
            };
            format!("  baseline: {name}{id} on {}, {why}", count(nodes, "node"))
        })
        .collect()
}

fn override_list(plan: &Plan) -> Vec<String> {
    let Some(list) = &plan.request.override_list else {
        return Vec::new();
    };
    let entries = match list.entries {
        None => "not read".to_owned(),
        Some(1) => "1 entry".to_owned(),
        Some(entries) => format!("{entries} entries"),
    };
    // On Windows the baseline still decides (AWS User Guide, "InstallOverrideList").
    let mut lines = vec![format!(
        "  override list: {} ({entries}), in place of the baseline on Linux and macOS",
        list.url
    )];

    if list.entries.is_some() {
        let hit = plan
            .nodes
            .iter()
            .filter(|node| !node.override_hits.is_empty());
        lines.push(format!(
            "    names patches or packages of {}",
            count(hit.count(), "node")
        ));
    }
    lines
}

/// What will be installed: named on a few nodes, counted on many.
fn patches(plan: &Plan) -> Vec<String> {
    let listed = plan.request.override_list.is_some();
    let heading = if listed {
        "  the list names:"
    } else {
        "  missing by the last reports:"
    };
    let mut lines = vec![heading.to_owned()];
    let named = plan.nodes.iter().take(NAMED);
    for node in named {
        lines.push(patch_line(node, listed));
        lines.extend(notes(node));
    }
    // A plan for many nodes must stay readable, because it is agreed to.
    if plan.nodes.len() > NAMED {
        lines.push(format!(
            "    and {} more (-o json has them all)",
            count(plan.nodes.len() - NAMED, "node")
        ));
    }
    lines
}

/// What has to be known of what the list does on a node.
fn notes(node: &PlannedNode) -> Vec<String> {
    let shown = node.override_notes.iter().take(NAMED);
    let mut lines: Vec<String> = shown.map(|note| format!("      {note}")).collect();
    let more = node.override_notes.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!("      and {more} more (-o json has them all)"));
    }
    lines
}

/// What a node gets, as far as its last report tells; `listed` when an override list chooses that.
fn patch_line(node: &PlannedNode, listed: bool) -> String {
    let titles = if listed {
        // What is there already is hit too.
        let hits = node.override_hits.iter();
        let open = hits.filter(|title| !node.override_installed.contains(title));
        open.cloned().collect()
    } else {
        node.missing.clone()
    };
    let mut parts = Vec::new();
    if !titles.is_empty() {
        parts.push(format!("{} ({})", titles.len(), some_of(&titles)));
    }
    // Apart from the others: nobody is to read that it would be installed again.
    parts.extend(there(node));
    let what = match node.before {
        _ if !parts.is_empty() => parts.join("; "),
        None => "it never reported what it misses".to_owned(),
        Some(_) if listed => "the list names nothing of its last report".to_owned(),
        // Nothing is installed there, and yet it reboots: that must be seen before the yes.
        Some(before) if before.installed_pending_reboot > 0 => {
            format!("{} pending reboot", before.installed_pending_reboot)
        }
        Some(_) => "nothing missing by its last report".to_owned(),
    };

    let name = if node.name.is_empty() {
        String::new()
    } else {
        format!("({})", node.name)
    };
    format!("    wave {}: {} {name}: {what}", node.wave, node.node)
}

/// What the list names and the node has.
fn there(node: &PlannedNode) -> Option<String> {
    let titles = &node.override_installed;
    // A report does not tell whether a repository has a newer one.
    let newer = match node.operating_system.family() {
        Family::Rpm | Family::Apt => ", updated only if a newer version fits",
        Family::MacOs | Family::Windows => "",
    };
    let number = titles.len();
    let shown = some_of(titles);
    (number > 0).then(|| format!("{number} installed already{newer} ({shown})"))
}

/// The first few, and how many more there are.
fn some_of(names: &[String]) -> String {
    let shown = names[..names.len().min(NAMED)].join(", ");
    if names.len() > NAMED {
        format!("{shown} and {} more", names.len() - NAMED)
    } else {
        shown
    }
}

fn waves(plan: &Plan) -> Vec<String> {
    let several = plan.waves.len() > 1;
    let mut lines: Vec<String> = plan
        .waves
        .iter()
        .enumerate()
        .map(|(index, wave)| {
            let name = if several {
                format!("wave {}", index + 1)
            } else {
                "pace".to_owned()
            };
            format!("  {name}: {}", wave_line(wave))
        })
        .collect();
    // A gate stands between waves only.
    if several {
        lines.push(format!(
            "  the next wave begins when {}{}",
            plan.request.gate,
            pause(plan.request.pause_seconds)
        ));
    }
    lines
}

fn wave_line(wave: &PlannedWave) -> String {
    // A command takes 50 nodes by their ids (SSM API reference, SendCommand), and AWS counts in each
    // by itself: over several patchctl counts, as long as it looks.
    let (commands, counted) = if wave.commands.len() == 1 {
        (String::new(), "")
    } else {
        (
            format!(" in {}", count(wave.commands.len(), "command")),
            ", counted over all of them while it is followed",
        )
    };
    format!(
        "{}{commands}, {} at once, stops after more than {}{counted}",
        count(wave.nodes, "node"),
        wave.at_once,
        count(wave.errors, "failure")
    )
}

fn pause(seconds: u64) -> String {
    if seconds == 0 {
        return String::new();
    }
    let pause = jiff::SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    format!(", after a pause of {}", time::rough(pause))
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
    by_reason
        .into_iter()
        .map(|(reason, nodes)| {
            let number = count(nodes.len(), "node");
            format!("  left out: {number}: {reason}: {}", some_of(&nodes))
        })
        .collect()
}

fn overlaps(plan: &Plan) -> Vec<String> {
    plan.overlaps.iter().map(overlap_line).collect()
}

fn overlap_line(overlap: &plan::Overlap) -> String {
    let now = if overlap.running { "RUNS NOW: " } else { "" };
    // What has no nodes is a schedule: on whom it falls is decided when it runs.
    let nodes = if overlap.nodes.is_empty() {
        String::new()
    } else {
        format!(" on {}", count(overlap.nodes.len(), "node"))
    };
    format!(
        "  overlap: {now}{} {} {}{nodes}: {}",
        overlap.kind, overlap.name, overlap.id, overlap.detail
    )
}
