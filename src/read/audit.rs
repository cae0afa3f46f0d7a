//! What tells in an account and Region of what was patched and changed: CloudTrail, Run Command, and
//! the executions of associations and windows. What cannot be read is named, and the rest read all
//! the same.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;

use super::{associations, methods};
use crate::aws::fault;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::domain::association::Association;
use crate::domain::association::execution::Target;
use crate::domain::audit::entry::Source;
use crate::domain::audit::event::Event;
use crate::domain::audit::kind::{Kind, LOOKUPS, Lookup, What};
use crate::domain::audit::merge::{Automated, Found, Ran};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::method::{By, Options};
use crate::domain::run::automation::PATCHING;
use crate::domain::run::command::Command;
use crate::domain::run::documents;
use crate::domain::window::Listed;
use crate::error::{Error, Result};

/// What is asked for.
#[derive(Debug)]
pub struct Asked {
    /// Since when.
    pub since: Timestamp,
    /// Until when; up to now without it.
    pub until: Option<Timestamp>,
    /// Since when CloudTrail is asked; as far back as it goes without it.
    pub trail_since: Option<Timestamp>,
    /// Since when Run Command is asked.
    pub commands_since: Timestamp,
    /// What it is to be about; anything without one.
    pub what: Vec<What>,
    /// The nodes that it is to be about; any without one.
    pub nodes: Vec<NodeId>,
}

impl Asked {
    /// The calls that have to be looked up.
    pub fn lookups(&self) -> Vec<&'static Lookup> {
        let all = LOOKUPS.iter();
        all.filter(|call| self.asks_for(call)).collect()
    }

    fn asks_for(&self, call: &Lookup) -> bool {
        self.what.is_empty() || self.what.iter().any(|what| what.asks_for(call))
    }

    /// Whether what nodes did has to be read: the commands, or the executions of a kind.
    pub fn wants(&self, of: Kind) -> bool {
        self.what.is_empty() || self.what.iter().any(|what| what.asks_for_runs(of))
    }

    /// Whether the commands of Run Command have to be read.
    pub fn wants_commands(&self) -> bool {
        self.wants(Kind::Patch) || self.wants(Kind::Window)
    }

    /// Whether the receipts of this machine have to be read.
    pub fn wants_receipts(&self) -> bool {
        self.wants(Kind::Patch) || self.wants(Kind::Automation)
    }

    /// Whether a moment is within the time that is asked for.
    pub fn is_within(&self, at: Timestamp) -> bool {
        self.since <= at && self.until.is_none_or(|until| at < until)
    }
}

/// What an account and Region told, and which of the sources could not be read.
#[derive(Debug, Default)]
pub struct Told {
    /// What was found.
    pub found: Found,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// The sources that answered.
    pub read: BTreeSet<Source>,
}

/// Reads every source of an account and Region; `step` is told of each lookup that is done.
///
/// # Errors
/// When nothing at all could be read here: what the first source answered.
pub async fn of_site(site: &Site, asked: &Asked, step: &dyn Fn()) -> Result<Told> {
    let mut reading = Reading {
        site,
        told: Told::default(),
        errors: Vec::new(),
    };
    // One after the other, so that what is shown as done is done.
    let (events, failed) = events(site, asked, step).await;
    reading.told.found.events = events;
    let failed = failed.map_or(Ok(()), Err);
    reading.note(Source::Cloudtrail, "the events of CloudTrail", failed);

    // Which nodes a window reached only its commands tell.
    if asked.wants_commands() {
        reading.commands(asked).await;
    }

    // Whose commands those are that nobody called for.
    if asked.wants_commands() || asked.wants(Kind::Automation) {
        let automated = of_automations(site, asked).await;
        let automated = reading.note(
            Source::Automation,
            "the executions of automations",
            automated,
        );
        reading.told.found.automated = automated.unwrap_or_default();
    }

    // Neither of these is in CloudTrail.
    if asked.wants(Kind::Association) {
        let ran = of_associations(site, asked).await;
        let ran = reading.note(Source::Association, "the executions of associations", ran);
        reading.told.found.ran.extend(ran.unwrap_or_default());
    }
    if asked.wants(Kind::Window) {
        let ran = of_windows(site, asked).await;
        let ran = reading.note(Source::Window, "the executions of windows", ran);
        reading.told.found.ran.extend(ran.unwrap_or_default());
    }
    reading.end()
}

/// What is read of one place, and what of it could not be.
struct Reading<'a> {
    site: &'a Site,
    told: Told,
    errors: Vec<Error>,
}

impl Reading<'_> {
    async fn commands(&mut self, asked: &Asked) {
        let commands = commands(self.site, asked).await;
        let commands = self.note(Source::RunCommand, "the commands of Run Command", commands);
        let commands = commands.unwrap_or_default();

        // One that was sent to a tag does not name its nodes.
        if commands.iter().any(|one| one.nodes.is_empty()) && !asked.nodes.is_empty() {
            let reached = reached(self.site, asked).await;
            let reached = self.note(Source::RunCommand, "the commands of the nodes", reached);
            self.told.found.reached = reached.unwrap_or_default();
        }
        self.told.found.commands = commands;
    }

    fn note<T>(&mut self, source: Source, what: &str, answer: Result<T>) -> Option<T> {
        match answer {
            Ok(answer) => {
                self.told.read.insert(source);
                Some(answer)
            }
            // The others may be readable: an identity may have one action and not another.
            Err(error) => {
                let scope = &self.site.scope;
                let place = format!(
                    "{what} of account {}, Region {}",
                    scope.account, scope.region
                );
                let fault = fault::unreadable(place, Some(scope.clone()), None, &error);
                self.told.unreadable.push(fault);
                self.errors.push(error);
                None
            }
        }
    }

    /// A place where nothing could be read is one fault, and not one for each source.
    fn end(self) -> Result<Told> {
        let anything = !self.told.read.is_empty() || !self.told.found.events.is_empty();
        match self.errors.into_iter().next() {
            Some(error) if !anything => Err(error),
            _ => Ok(self.told),
        }
    }
}

/// The events of every call that is looked up, and what ended that early.
async fn events(site: &Site, asked: &Asked, step: &dyn Fn()) -> (Vec<Event>, Option<Error>) {
    let mut all = Vec::new();
    for lookup in asked.lookups() {
        // By name: all of the source would be what the agents of nodes report.
        let found = site.events(lookup.name, asked.trail_since, asked.until);
        match found.await {
            Ok(found) => all.extend(found),
            // Who is refused one lookup is refused all of them.
            Err(error) => return (all, Some(error)),
        }
        step();
    }
    (all, None)
}

/// The commands of the time, whatever they run: that one is of another document is worth knowing too.
async fn commands(site: &Site, asked: &Asked) -> Result<Vec<Command>> {
    let commands = site.commands_since(asked.commands_since, None).await?;
    // One without its time has no place in an order of time, and to leave it out would be less.
    let timeless = commands.iter().find(|one| one.requested_at.is_none());
    match timeless {
        Some(command) => Err(without_time(&format!("the command {}", command.id))),
        None => Ok(commands),
    }
}

fn without_time(what: &str) -> Error {
    Error::failed(format!("{what} has no time")).hint("is --endpoint-url really an AWS endpoint?")
}

/// Which of the nodes that are asked for each command reached.
async fn reached(site: &Site, asked: &Asked) -> Result<BTreeMap<String, BTreeSet<NodeId>>> {
    let mut reached: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    // Asked node by node, because the list takes one at a time.
    let until = asked.until.unwrap_or(Timestamp::MAX);
    for node in &asked.nodes {
        let commands = match site
            .commands_of_node(node, (asked.commands_since, until))
            .await
        {
            // A node of another account or Region, or one that is gone.
            Err(error) if error.code() == Some("InvalidInstanceId") => continue,
            other => other?,
        };
        for command in commands {
            reached.entry(command.id).or_default().insert(node.clone());
        }
    }
    Ok(reached)
}

/// What the automations that patch did, as long as AWS keeps them.
async fn of_automations(site: &Site, asked: &Asked) -> Result<Vec<Automated>> {
    let mut within = Vec::new();
    for listed in site.automations(PATCHING, false).await? {
        let what = || without_time(&format!("the execution {}", listed.id));
        let at = listed.started_at.ok_or_else(what)?;
        if asked.is_within(at) && documents::patches(&listed.document) {
            within.push((listed, at));
        }
    }

    // A list has neither parameters nor steps.
    let whole = stream::iter(within).map(|(listed, at)| async move {
        let whole = site.automation(&listed.id).await?;
        Ok::<_, Error>(whole.map(|execution| Automated {
            scope: site.scope.clone(),
            by: listed.by,
            at,
            execution,
        }))
    });
    let whole: Vec<Option<Automated>> = whole.buffered(CALLS_AT_ONCE).try_collect().await?;
    Ok(whole.into_iter().flatten().collect())
}

/// What the associations of today that patch did.
async fn of_associations(site: &Site, asked: &Asked) -> Result<Vec<Ran>> {
    let listed = site.listed_associations().await?;
    let patch = listed
        .iter()
        .filter(|one| documents::patches(&one.document));
    let ids: Vec<&str> = patch.map(|one| one.id.as_str()).collect();

    // Only in full does one say whether it scans or installs.
    let whole = associations::in_full(site, &ids).await?;
    let mut ran = Vec::new();
    for association in whole.into_iter().flatten() {
        ran.extend(of_association(site, asked, &association).await?);
    }
    Ok(ran)
}

async fn of_association(site: &Site, asked: &Asked, one: &Association) -> Result<Vec<Ran>> {
    let options = Options::of_parameters(&one.document, &one.parameters);
    let mut within = Vec::new();
    for execution in site.executions(&one.id).await? {
        let what = || without_time(&format!("the execution {}", execution.id));
        let at = execution.created.ok_or_else(what)?;
        if asked.is_within(at) {
            within.push((execution, at));
        }
    }

    // The nodes stand in the targets alone: an execution has their number.
    let runs = stream::iter(within).map(|(execution, at)| {
        let options = vec![options.clone()];
        async move {
            let targets = site.execution_targets(&one.id, &execution.id).await?;
            Ok::<_, Error>(Ran {
                scope: site.scope.clone(),
                source: Source::Association,
                who: who(one.label()),
                options,
                id: execution.id,
                at,
                status: execution.status,
                nodes: nodes(&targets),
                commands: targets
                    .into_iter()
                    .filter_map(|one| one.command_id)
                    .collect(),
            })
        }
    });
    runs.buffered(CALLS_AT_ONCE).try_collect().await
}

fn nodes(targets: &[Target]) -> Vec<NodeId> {
    let nodes = targets.iter().filter_map(|one| one.resource.parse().ok());
    nodes.collect()
}

/// What Quick Setup deploys is called by its policy, whose short id ends the name.
fn who(label: &str) -> String {
    match By::of_association(label) {
        by @ (By::PatchPolicy | By::HostManagement) => {
            format!("{by} {}", label.rsplit('-').next().unwrap_or(label))
        }
        By::ConsolePatchNow => By::ConsolePatchNow.to_string(),
        by => format!("{by} {label}"),
    }
}

/// What the windows of today did that have a task that patches.
async fn of_windows(site: &Site, asked: &Asked) -> Result<Vec<Ran>> {
    let mut ran = Vec::new();
    for listed in site.maintenance_windows().await? {
        let Some(window) = site.maintenance_window(&listed.id, false).await? else {
            continue;
        };

        // A window may do anything else at night.
        let options = methods::patching(&window);
        if !options.is_empty() {
            ran.extend(of_window(site, asked, &listed, &options).await?);
        }
    }
    Ok(ran)
}

async fn of_window(
    site: &Site,
    asked: &Asked,
    listed: &Listed,
    options: &[Options],
) -> Result<Vec<Ran>> {
    let (after, before) = (Some(asked.since), asked.until);
    let executions = site.window_executions(&listed.id, after, before).await?;
    let mut ran = Vec::new();
    for execution in executions {
        // What has not begun has done nothing yet.
        let at = execution.standing.started;
        let Some(at) = at.filter(|at| asked.is_within(*at)) else {
            continue;
        };
        let commands = sent(site, &execution.id).await?;

        ran.push(Ran {
            scope: site.scope.clone(),
            source: Source::Window,
            who: format!("{} {}", By::Window, listed.name),
            options: options.to_vec(),
            id: execution.id,
            at,
            status: execution.standing.status,
            nodes: Vec::new(),
            commands,
        });
    }
    Ok(ran)
}

/// The commands that an execution of a window sent.
async fn sent(site: &Site, execution: &str) -> Result<BTreeSet<String>> {
    let mut commands = BTreeSet::new();
    // A window sends by its tasks, and each of them may send several commands.
    for task in site.window_execution_tasks(execution).await? {
        let invocations = site.window_invocations(execution, &task.id).await?;
        commands.extend(invocations.into_iter().filter_map(|one| one.command_id));
    }
    Ok(commands)
}
