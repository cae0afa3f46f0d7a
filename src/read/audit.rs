//! What tells in an account and Region of what was patched and changed: CloudTrail, Run Command, and
//! the executions of associations and windows. What cannot be read is named, and the rest read all
//! the same.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;

use super::{associations, methods};
use crate::aws::fault;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::domain::association::execution::Target;
use crate::domain::audit::entry::Source;
use crate::domain::audit::event::Event;
use crate::domain::audit::kind::{Kind, LOOKUPS, Lookup, What};
use crate::domain::audit::merge::{Found, Ran};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::method::{By, Options};
use crate::domain::run::documents;
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
        let asks = |call: &&Lookup| {
            self.what.is_empty() || self.what.iter().any(|what| what.asks_for(call))
        };
        LOOKUPS.iter().filter(asks).collect()
    }

    /// Whether what nodes did has to be read: the commands, or the executions of a kind.
    pub fn wants(&self, of: Kind) -> bool {
        self.what.is_empty() || self.what.iter().any(|what| what.asks_for_runs(of))
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
        read: false,
    };
    // One after the other, so that what is shown as done is done.
    let (events, failed) = events(site, asked, step).await;
    reading.told.found.events = events;
    reading.note("the events of CloudTrail", failed.map_or(Ok(()), Err));
    if asked.wants(Kind::Patch) {
        let commands = site.commands_since(asked.commands_since, None).await;
        let commands = reading.note("the commands of Run Command", commands);
        reading.told.found.commands = commands.unwrap_or_default();
        // One that was sent to a tag does not name its nodes.
        let commands = &reading.told.found.commands;
        if commands.iter().any(|one| one.nodes.is_empty()) && !asked.nodes.is_empty() {
            let reached = reached(site, asked).await;
            let reached = reading.note("the commands of the nodes", reached);
            reading.told.found.reached = reached.unwrap_or_default();
        }
    }
    if asked.wants(Kind::Association) {
        let ran = of_associations(site, asked).await;
        let ran = reading.note("the executions of associations", ran);
        reading.told.found.ran.extend(ran.unwrap_or_default());
    }
    if asked.wants(Kind::Window) {
        let ran = of_windows(site, asked).await;
        let ran = reading.note("the executions of windows", ran);
        reading.told.found.ran.extend(ran.unwrap_or_default());
    }
    reading.end()
}

/// What is read of one place, and what of it could not be.
struct Reading<'a> {
    site: &'a Site,
    told: Told,
    errors: Vec<Error>,
    read: bool,
}

impl Reading<'_> {
    fn note<T>(&mut self, what: &str, answer: Result<T>) -> Option<T> {
        match answer {
            Ok(answer) => {
                self.read = true;
                Some(answer)
            }
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
        let anything = self.read || !self.told.found.events.is_empty();
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

/// Which of the nodes that are asked for each command reached.
async fn reached(site: &Site, asked: &Asked) -> Result<BTreeMap<String, BTreeSet<NodeId>>> {
    let mut reached: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
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

/// What the associations of today that patch did.
async fn of_associations(site: &Site, asked: &Asked) -> Result<Vec<Ran>> {
    let listed = site.listed_associations().await?;
    let patch = listed
        .iter()
        .filter(|one| documents::patches(&one.document));
    let ids: Vec<&str> = patch.map(|one| one.id.as_str()).collect();
    let whole = associations::in_full(site, &ids).await?;

    let mut ran = Vec::new();
    for association in whole.into_iter().flatten() {
        let executions = site.executions(&association.id).await?;
        let within = executions.into_iter().filter_map(|execution| {
            let at = execution.created.filter(|at| asked.is_within(*at))?;
            Some((execution, at))
        });
        let id = association.id.as_str();
        let with_targets = stream::iter(within).map(|(execution, at)| async move {
            let targets = site.execution_targets(id, &execution.id).await?;
            Ok::<_, Error>((execution, at, targets))
        });
        let read: Vec<_> = with_targets.buffered(CALLS_AT_ONCE).try_collect().await?;
        let options = Options::of_parameters(&association.document, &association.parameters);
        ran.extend(read.into_iter().map(|(execution, at, targets)| {
            Ran {
                scope: site.scope.clone(),
                source: Source::Association,
                who: who(association.label()),
                options: vec![options.clone()],
                id: execution.id,
                at,
                status: execution.status,
                nodes: nodes(&targets),
                commands: targets
                    .into_iter()
                    .filter_map(|one| one.command_id)
                    .collect(),
            }
        }));
    }
    Ok(ran)
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
        let options = methods::patching(&window);
        if options.is_empty() {
            continue;
        }
        let (after, before) = (Some(asked.since), asked.until);
        let executions = site.window_executions(&listed.id, after, before).await?;
        let within = executions.into_iter().filter_map(|execution| {
            let at = execution.standing.started;
            Some((execution, at.filter(|at| asked.is_within(*at))?))
        });
        for (execution, at) in within {
            let commands = sent(site, &execution.id).await?;
            ran.push(Ran {
                scope: site.scope.clone(),
                source: Source::Window,
                who: format!("{} {}", By::Window, listed.name),
                options: options.clone(),
                id: execution.id,
                at,
                status: execution.standing.status,
                nodes: Vec::new(),
                commands,
            });
        }
    }
    Ok(ran)
}

/// The commands that an execution of a window sent.
async fn sent(site: &Site, execution: &str) -> Result<BTreeSet<String>> {
    let mut commands = BTreeSet::new();
    for task in site.window_execution_tasks(execution).await? {
        let invocations = site.window_invocations(execution, &task.id).await?;
        commands.extend(invocations.into_iter().filter_map(|one| one.command_id));
    }
    Ok(commands)
}
