//! The plan of a run: every node, every command, and what was known when it was made.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::command::Parameters;
use super::eligibility::{CheckedHook, Obstacle};
use super::name::{self, Label, RunName};
use super::operation::Operation;
use super::request::{Phase, Request};
use super::wave;
use crate::domain::compliance::PatchCounts;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::{NodeId, Scope};
use crate::domain::override_list::Entry;

/// The `kind` of a plan document.
pub const KIND: &str = "patch-now.plan";
/// How many ids one command takes (SSM API, `SendCommand`).
pub const BATCH: usize = 50;

/// The baseline that a node will be judged by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct PlannedBaseline {
    /// The id, or the ARN for one of AWS's.
    pub id: String,
    /// The name.
    pub name: String,
    /// When it was last changed.
    pub modified_at: Option<Timestamp>,
    /// `PATCH_GROUP`, `DEFAULT` and so on.
    pub why: String,
    /// The reason in a sentence.
    pub reason: String,
}

/// A node that will be patched.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct PlannedNode {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// The node.
    pub node: NodeId,
    /// The name that people know it by.
    pub name: String,
    /// Its operating system.
    pub operating_system: OperatingSystem,
    /// Its patch group.
    pub patch_group: Option<String>,
    /// Its baseline.
    pub baseline: Option<PlannedBaseline>,
    /// Its wave, from 1.
    pub wave: usize,
    /// What it last reported; absent when it never did.
    pub before: Option<PatchCounts>,
    /// When it did, by its own clock.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reported_at: Option<Timestamp>,
    /// The titles of what it misses by that report, or failed to install.
    pub missing: Vec<String>,
    /// The titles of what the override list hits on it; empty without a list.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub override_hits: Vec<String>,
    /// Those of them that were installed already.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub override_installed: Vec<String>,
    /// What a person has to know of that, in sentences: what the baseline rejects is installed all the
    /// same, and whether an id is taken at all.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub override_notes: Vec<String>,
    /// The entries of the list that ask for a version of a package that it has.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub override_asks: Vec<Entry>,
}

/// A node that was meant, and will not be patched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct SkippedNode {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// The node.
    pub node: NodeId,
    /// The name that people know it by.
    pub name: String,
    /// What keeps it.
    #[serde(flatten)]
    pub obstacle: Obstacle,
    /// The same in words.
    pub reason: String,
}

/// One command.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct PlannedCommand {
    /// Where it runs.
    #[serde(flatten)]
    pub scope: Scope,
    /// Its nodes, at most 50.
    pub nodes: Vec<NodeId>,
    /// Its `MaxConcurrency`.
    pub max_concurrency: usize,
    /// Its `MaxErrors`: that of its wave.
    pub max_errors: usize,
    /// Its Comment.
    pub comment: String,
}

/// One wave.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct PlannedWave {
    /// How many nodes it has.
    pub nodes: usize,
    /// How many of them are patched at once, over all commands.
    pub at_once: usize,
    /// After more failures than this, over all commands, no further node is begun.
    pub errors: usize,
    /// Its commands.
    pub commands: Vec<PlannedCommand>,
}

/// What patches, or will patch, nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OverlapKind {
    /// A State Manager association.
    Association,
    /// An automation execution.
    Automation,
    /// A command of Run Command.
    Command,
    /// A maintenance window.
    Window,
}

impl std::fmt::Display for OverlapKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Association => "association",
            Self::Automation => "automation",
            Self::Command => "command",
            Self::Window => "window",
        })
    }
}

/// Something else that patches, or will patch, the same nodes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Overlap {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// What it is.
    pub kind: OverlapKind,
    /// Its id.
    pub id: String,
    /// Its name or document.
    pub name: String,
    /// The run whose command it is, as the parser of Comments reads it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub run: Option<RunName>,
    /// Whether it runs now, so that both at once would break each other.
    pub running: bool,
    /// When and how, in words.
    pub detail: String,
    /// The nodes of the plan that it is for.
    pub nodes: BTreeSet<NodeId>,
}

/// The plan of a run.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of this form of document.
    pub schema_version: u32,
    /// [`KIND`].
    pub kind: String,
    /// The run.
    pub run: RunName,
    /// When the plan was made.
    pub created_at: Timestamp,
    /// `aws`, `sandbox`, or the URL of another endpoint.
    pub endpoint: String,
    /// The account of its nodes, when there is exactly one.
    pub account: Option<String>,
    /// Why there is no account.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account_reason: Option<String>,
    /// The Region of its nodes, when there is exactly one.
    pub region: Option<String>,
    /// Why there is no Region.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region_reason: Option<String>,
    /// The run whose failed nodes this one tries again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub retry_of: Option<RunName>,
    /// What is asked for.
    pub request: Request,
    /// Which nodes are meant.
    #[serde(rename = "targeting")]
    pub selection: Selection,
    /// The document.
    pub document: String,
    /// Its parameters.
    pub parameters: Parameters,
    /// The hook documents, checked.
    #[serde(default)]
    pub hooks: Vec<CheckedHook>,
    /// The nodes in the order of the waves.
    pub nodes: Vec<PlannedNode>,
    /// The nodes that cannot be patched.
    pub skipped: Vec<SkippedNode>,
    /// Whether it was agreed that nodes are left out.
    #[serde(default)]
    pub skip_unable: bool,
    /// The waves.
    pub waves: Vec<PlannedWave>,
    /// What else patches these nodes.
    #[serde(default)]
    pub overlaps: Vec<Overlap>,
    /// What could not be read while the plan was made.
    #[serde(default)]
    pub unreadable: Vec<String>,
    /// What is worth a look.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// The SHA-256 of everything else, in hexadecimal: what was reviewed is what is applied.
    #[serde(default)]
    pub digest: String,
    /// About how many API calls the run makes, by IAM action.
    #[serde(default)]
    pub api_calls: BTreeMap<String, usize>,
}

/// Puts nodes into waves and waves into commands. Numbers the nodes' waves.
///
/// # Errors
/// A sentence that names the option, when the wave sizes do not fit, or the name of the run is too
/// long to be told with the rest in a Comment.
pub fn arrange(
    run: &RunName,
    request: &Request,
    nodes: &mut [PlannedNode],
) -> Result<Vec<PlannedWave>, String> {
    let places: Vec<usize> = (0..nodes.len()).collect();
    let waves = wave::split(&places, &request.waves).map_err(|why| format!("--wave: {why}"))?;
    let total = waves.len();

    // A command runs in one account and Region, so that a wave has one for each at the least.
    let mut planned = Vec::new();
    for (index, places) in waves.into_iter().enumerate() {
        let mut members: BTreeMap<Scope, Vec<NodeId>> = BTreeMap::new();
        for place in &places {
            nodes[*place].wave = index + 1;
            members
                .entry(nodes[*place].scope.clone())
                .or_default()
                .push(nodes[*place].node.clone());
        }

        let wave = (index + 1, total);
        planned.push(commands(run, request, Phase::Patch, wave, &members));
    }

    let later = planned_reboots(run, request, nodes);
    check_comments(run, planned.iter().chain(&later))?;
    Ok(planned)
}

/// The largest round of later reboots that there can be: of every node at once, and not the first.
fn planned_reboots(run: &RunName, request: &Request, nodes: &[PlannedNode]) -> Option<PlannedWave> {
    /// Rounds of one digit, of which there are mostly one or two.
    const ROUND: usize = 9;
    request.reboot.later()?;
    let mut members: BTreeMap<Scope, Vec<NodeId>> = BTreeMap::new();
    for node in nodes {
        let of_scope = members.entry(node.scope.clone()).or_default();
        of_scope.push(node.node.clone());
    }
    Some(commands(
        run,
        request,
        Phase::Reboot,
        (ROUND, ROUND),
        &members,
    ))
}

/// AWS takes Comments of 100 characters, by which any machine finds the run and its later reboot.
fn check_comments<'a>(
    run: &RunName,
    waves: impl Iterator<Item = &'a PlannedWave>,
) -> Result<(), String> {
    let commands = waves.flat_map(|wave| &wave.commands);
    let longest = commands.map(|command| command.comment.len()).max();
    let excess = longest.unwrap_or_default().saturating_sub(name::LONGEST);
    if excess == 0 {
        return Ok(());
    }
    let fits = run.as_str().len().saturating_sub(excess);
    Err(format!(
        "--run-name: the Comments of the commands tell the name and the time of the reboot, and there is room for a name of {fits} characters"
    ))
}

/// The commands for one wave, of at most 50 nodes each. What AWS counts for each command alone, the
/// run counts over all of them while it follows them.
pub fn commands(
    run: &RunName,
    request: &Request,
    phase: Phase,
    wave: (usize, usize),
    members: &BTreeMap<Scope, Vec<NodeId>>,
) -> PlannedWave {
    let nodes = members.values().map(Vec::len).sum();
    let at_once = request.max_concurrency.at_once(nodes);
    let errors = request.max_errors.of(nodes);
    let batches: Vec<(&Scope, &[NodeId])> = members
        .iter()
        .flat_map(|(scope, ids)| ids.chunks(BATCH).map(move |batch| (scope, batch)))
        .collect();
    let sizes: Vec<usize> = batches.iter().map(|(_, batch)| batch.len()).collect();

    // AWS counts the nodes at once for each command alone, so that each gets its share. Errors have
    // no shares: one failure would stop the healthy nodes of a command whose share is none.
    let shares = shares(at_once, &sizes);
    let mut commands = Vec::new();
    for (index, (scope, batch)) in batches.iter().enumerate() {
        let label = Label {
            run: run.clone(),
            phase,
            wave: (bounded(wave.0), bounded(wave.1)),
            command: (bounded(index + 1), bounded(batches.len())),
            reboot_at: request.reboot.later(),
        };
        commands.push(PlannedCommand {
            scope: (*scope).clone(),
            nodes: batch.to_vec(),
            max_concurrency: shares[index],
            max_errors: errors,
            comment: label.to_string(),
        });
    }

    PlannedWave {
        nodes,
        at_once,
        errors,
        commands,
    }
}

fn bounded(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Hands out the nodes at once over batches by their sizes: at least one each, because AWS takes no 0
/// (SSM API reference, shape `MaxConcurrency`), and never more than a batch has. All shares together
/// are the limit, unless there are more batches than that.
fn shares(limit: usize, sizes: &[usize]) -> Vec<usize> {
    let more = limit.saturating_sub(sizes.len());
    let room: usize = sizes.iter().map(|size| size - 1).sum();
    let share = |size: &usize| 1 + more * (size - 1) / room.max(1);
    let mut shares: Vec<usize> = sizes.iter().map(share).collect();

    // What the shares lose by being whole goes to the first ones that have room, one each.
    let mut left = limit.saturating_sub(shares.iter().sum());
    for (share, size) in shares.iter_mut().zip(sizes) {
        if left > 0 && *share < *size {
            *share += 1;
            left -= 1;
        }
    }

    shares
}

impl Plan {
    /// How many nodes there are of each operating system, Region and group.
    pub fn blast_radius(&self) -> BTreeMap<(String, OperatingSystem, String), usize> {
        let mut counts = BTreeMap::new();
        for node in &self.nodes {
            let group = node.patch_group.clone().unwrap_or_default();
            *counts
                .entry((node.scope.to_string(), node.operating_system, group))
                .or_default() += 1;
        }
        counts
    }

    /// The nodes that were meant and are left out without anybody having asked for that.
    pub fn left_out(&self) -> impl Iterator<Item = &SkippedNode> {
        self.skipped
            .iter()
            .filter(|node| !self.skip_unable && !matches!(node.obstacle, Obstacle::Busy { .. }))
    }

    /// The overlaps that run now: both at once would break each other.
    pub fn running_overlaps(&self) -> impl Iterator<Item = &Overlap> {
        self.overlaps.iter().filter(|overlap| overlap.running)
    }

    /// Whether the commands of its one wave keep to its limits when they are sent at once and left
    /// alone: AWS counts for each command by itself.
    pub fn fits_one_send(&self) -> bool {
        let [wave] = &self.waves[..] else {
            return false;
        };
        let at_once = wave.commands.iter().map(|command| command.max_concurrency);
        wave.commands.len() == 1
            || (at_once.sum::<usize>() <= wave.at_once && wave.errors >= wave.nodes)
    }

    /// What has changed between an earlier plan and one made now, in sentences: nodes, baselines,
    /// compliance, what else patches. Nothing means that the earlier one still tells the truth.
    pub fn changes_since(&self, earlier: &Self) -> Vec<String> {
        let mut changes = self.changed_nodes(earlier);

        if self.request.override_list != earlier.request.override_list {
            changes.push("the override list has other content now".to_owned());
        }
        if self.hooks != earlier.hooks {
            changes.push("a hook document has another version, owner or platform now".to_owned());
        }
        // What has ended since is no reason to look again.
        changes.extend(
            self.busy_ids()
                .difference(&earlier.busy_ids())
                .map(|id| format!("{id} patches some of the nodes now")),
        );

        changes
    }

    fn busy_ids(&self) -> BTreeSet<String> {
        self.running_overlaps()
            .map(|overlap| overlap.id.clone())
            .collect()
    }

    /// The nodes that left, those that came, those that came and cannot be patched, and those that
    /// are not as they were.
    fn changed_nodes(&self, earlier: &Self) -> Vec<String> {
        let (then, now) = (earlier.by_place(), self.by_place());
        let (skipped_then, skipped_now) = (earlier.skip_reasons(), self.skip_reasons());
        let mut changes = Vec::new();

        for place in then.keys().filter(|place| !now.contains_key(*place)) {
            let why = skipped_now
                .get(place)
                .copied()
                .unwrap_or("it is not among the targets any more");
            changes.push(format!("{}: {why}", place.1));
        }
        for place in now.keys().filter(|place| !then.contains_key(*place)) {
            let what = if skipped_then.contains_key(place) {
                "it could not be patched then, and can be now"
            } else {
                "it is a new target"
            };
            changes.push(format!("{}: {what}", place.1));
        }
        // A node that left is said above, with the same reason.
        for (place, why) in skipped_now
            .iter()
            .filter(|(place, _)| !skipped_then.contains_key(*place) && !then.contains_key(*place))
        {
            changes.push(format!(
                "{}: it is a new target that cannot be patched ({why})",
                place.1
            ));
        }
        for (place, node) in &now {
            if let Some(earlier) = then.get(place) {
                let found = node_changes(earlier, node).into_iter();
                changes.extend(found.map(|change| format!("{}: {change}", place.1)));
            }
        }

        changes
    }

    fn by_place(&self) -> BTreeMap<(&Scope, &NodeId), &PlannedNode> {
        self.nodes
            .iter()
            .map(|node| ((&node.scope, &node.node), node))
            .collect()
    }

    fn skip_reasons(&self) -> BTreeMap<(&Scope, &NodeId), &str> {
        self.skipped
            .iter()
            .map(|node| ((&node.scope, &node.node), node.reason.as_str()))
            .collect()
    }
}

fn node_changes(then: &PlannedNode, now: &PlannedNode) -> Vec<String> {
    let mut changes = Vec::new();

    changes.extend(baseline_change(
        then.baseline.as_ref(),
        now.baseline.as_ref(),
    ));
    // The counts come from the same report as the names, and say more in fewer words.
    if then.before != now.before {
        changes.push(match (counted(then.before), counted(now.before)) {
            (then, now) if then == now => "its patch counts are others now".to_owned(),
            (then, now) => format!("it was {then} and is {now} now"),
        });
    } else if then.missing != now.missing || then.override_hits != now.override_hits {
        changes.push("other patches are missing now".to_owned());
    }
    if then.operating_system != now.operating_system {
        changes.push(format!("it is {} now", now.operating_system));
    }

    changes
}

/// How the baseline of a node changed, if it did.
pub fn baseline_change(
    then: Option<&PlannedBaseline>,
    now: Option<&PlannedBaseline>,
) -> Option<String> {
    // By the id: names are not unique.
    if then.map(|baseline| &baseline.id) != now.map(|baseline| &baseline.id) {
        Some(format!(
            "its baseline was {} and is {} now",
            name_of(then),
            name_of(now)
        ))
    } else if then.map(|baseline| baseline.modified_at) != now.map(|baseline| baseline.modified_at)
    {
        Some(format!("its baseline {} was changed", name_of(now)))
    } else {
        None
    }
}

fn name_of(baseline: Option<&PlannedBaseline>) -> &str {
    baseline.map_or("none", |baseline| &baseline.name)
}

fn counted(counts: Option<PatchCounts>) -> String {
    match counts.map(|counts| counts.violations()) {
        None => "nothing reported".to_owned(),
        Some(words) if words.is_empty() => "compliant".to_owned(),
        Some(words) => words.join(", "),
    }
}

/// How often a command of an ordinary run is looked at, about.
pub const fn looks(operation: Operation) -> usize {
    match operation {
        Operation::Scan => 8,
        Operation::Install => 40,
    }
}

/// About how many calls a run makes: sending, one sweep for each command and half minute of an
/// ordinary run, and reading the states before and after.
pub fn estimate(
    operation: Operation,
    waves: &[PlannedWave],
    detailed: usize,
) -> BTreeMap<String, usize> {
    let commands: usize = waves.iter().map(|wave| wave.commands.len()).sum();
    let sweeps = looks(operation);

    // One call each, although a page of a list holds 50: a command has no more nodes than that.
    let mut calls = BTreeMap::new();
    calls.insert("ssm:SendCommand".to_owned(), commands);
    calls.insert("ssm:ListCommands".to_owned(), commands * sweeps);
    calls.insert("ssm:ListCommandInvocations".to_owned(), commands * sweeps);
    calls.insert("ssm:DescribeInstancePatchStates".to_owned(), commands);
    if operation == Operation::Install {
        // Before, of who misses something, and after, of everybody.
        let nodes: usize = waves.iter().map(|wave| wave.nodes).sum();
        calls.insert("ssm:DescribeInstancePatches".to_owned(), detailed + nodes);
    }

    calls
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
