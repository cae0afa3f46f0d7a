//! Everything that tells of the same thing becomes one entry: a call, the command that it made, and
//! the receipt of the run that the command belongs to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::entry::{Entry, REFUSED, Source, kinds_of_run, on};
use super::event::Event;
use super::identity::Identity;
use super::kind::{Kind, LOOKUPS, Lookup};
use super::subject::may_patch;
use crate::domain::id::{NodeId, Scope};
use crate::domain::method::Options;
use crate::domain::run::automation::{AutomationRecord, Execution};
use crate::domain::run::command::Command;
use crate::domain::run::documents;
use crate::domain::run::record::{Record, Sending, SentCommand, Who};
use crate::domain::run::request::Phase;

/// An execution of an association or of a window.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The account and Region.
    pub scope: Scope,
    /// What it is an execution of.
    pub source: Source,
    /// Who that is, in words, such as `window nightly`.
    pub who: String,
    /// What it does to nodes.
    pub options: Vec<Options>,
    /// The execution.
    pub id: String,
    /// When it began.
    pub at: Timestamp,
    /// AWS's word for how it stands.
    pub status: String,
    /// The nodes that it was for, as far as they are known.
    pub nodes: Vec<NodeId>,
    /// The commands that it sent.
    pub commands: BTreeSet<String>,
}

/// An execution of an automation that patches.
#[derive(Clone, Debug)]
pub struct Automated {
    /// The account and Region.
    pub scope: Scope,
    /// The ARN of who started it, as AWS says it.
    pub by: Option<String>,
    /// When it began.
    pub at: Timestamp,
    /// The execution.
    pub execution: Execution,
}

/// What was read of accounts and Regions.
#[derive(Debug, Default)]
pub struct Found {
    /// The events of CloudTrail.
    pub events: Vec<Event>,
    /// The commands of Run Command, whatever they run.
    pub commands: Vec<Command>,
    /// Executions of associations and windows.
    pub ran: Vec<Ran>,
    /// Executions of automations.
    pub automated: Vec<Automated>,
    /// Which of the nodes that were asked for a command reached, by its id.
    pub reached: BTreeMap<String, BTreeSet<NodeId>>,
}

impl Found {
    /// Puts what was read elsewhere to it.
    pub fn add(&mut self, other: Self) {
        self.events.extend(other.events);
        self.commands.extend(other.commands);
        self.ran.extend(other.ran);
        self.automated.extend(other.automated);
        for (command, nodes) in other.reached {
            self.reached.entry(command).or_default().extend(nodes);
        }
    }
}

/// The receipts of this machine.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'k> {
    /// Of runs.
    pub runs: &'k [Record],
    /// Of automations.
    pub automations: &'k [AutomationRecord],
}

/// What everything comes to.
#[derive(Debug)]
pub struct Merged {
    /// The entries, the oldest first.
    pub entries: Vec<Entry>,
    /// How many calls are known to have had nothing to do with patching.
    pub left_out: usize,
}

/// Puts everything together. Receipts count where their account and Region were looked at; without a
/// node everything is meant.
pub fn merged(found: &Found, kept: Kept<'_>, scopes: &BTreeSet<Scope>, nodes: &[NodeId]) -> Merged {
    let mut merging = Merging {
        nodes,
        entries: Vec::new(),
        by_id: HashMap::new(),
        left_out: 0,
    };

    // Who called comes first, and what an execution sent is known before the commands come: each of
    // them belongs to one that is there.
    merging.events(found);
    merging.executions(found);
    merging.automations(found);
    merging.commands(found);
    for record in kept.runs {
        merging.run(record, scopes);
    }
    for record in kept
        .automations
        .iter()
        .filter(|one| scopes.contains(&one.scope))
    {
        merging.automation(record);
    }

    // Only now it is known to which run everything belongs.
    merging.cancellations();
    let mut entries = merging.entries;
    entries.sort_by(|a, b| {
        let key = |one: &Entry| (one.at, one.scope.clone(), place(one));
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.event_id, &a.id).cmp(&(&b.event_id, &b.id)))
    });
    Merged {
        entries,
        left_out: merging.left_out,
    }
}

/// The order of calls of one second, which is all that CloudTrail tells: what makes something comes
/// before what changes it, and what nodes did comes last.
fn place(entry: &Entry) -> usize {
    let call = entry.event.as_deref();
    let mut calls = LOOKUPS.iter();
    let place = calls.position(|lookup| Some(lookup.name) == call);
    place.unwrap_or(LOOKUPS.len())
}

struct Merging<'m> {
    nodes: &'m [NodeId],
    entries: Vec<Entry>,
    /// Which entry a command or an execution is, by its id.
    by_id: HashMap<String, usize>,
    left_out: usize,
}

impl Merging<'_> {
    /// Adds an entry, which is found by the ids from now on.
    fn add(&mut self, entry: Entry, ids: impl IntoIterator<Item = String>) {
        let index = self.entries.len();
        for id in ids {
            self.by_id.entry(id).or_insert(index);
        }
        self.entries.push(entry);
    }

    fn of_id(&mut self, id: &str) -> Option<&mut Entry> {
        let index = *self.by_id.get(id)?;
        self.entries.get_mut(index)
    }

    fn meets(&self, nodes: &[NodeId]) -> bool {
        self.nodes.is_empty() || self.nodes.iter().any(|node| nodes.contains(node))
    }

    fn events(&mut self, found: &Found) {
        let others: BTreeSet<&str> = found
            .commands
            .iter()
            .filter(|command| !documents::patches(&command.document))
            .map(|command| command.id.as_str())
            .collect();
        for event in &found.events {
            let Some(lookup) = Lookup::of_event(&event.name, &event.source) else {
                continue;
            };
            // Which document a command that was cancelled runs only Run Command knows.
            let command = event.text("/commandId");
            let is_other = command.is_some_and(|id| others.contains(id));
            if is_other || !may_patch(event) {
                self.left_out += 1;
                continue;
            }

            let mut entry = Entry::of_event(event, lookup);

            // A node may stand anywhere in a request: as an id, as a target, at the end of an ARN.
            let mut nodes = self.nodes.iter();
            entry.meets = self.nodes.is_empty() || nodes.any(|node| event.names(node.as_str()));
            let is_made = matches!(lookup.name, "SendCommand" | "StartAutomationExecution");
            let id = entry.id.clone().filter(|_| is_made);
            self.add(entry, id);
        }
    }

    fn executions(&mut self, found: &Found) {
        for ran in &found.ran {
            let sent = found.commands.iter();
            let sent = sent.filter(|command| ran.commands.contains(&command.id));
            let mut nodes: BTreeSet<NodeId> = ran.nodes.iter().cloned().collect();
            nodes.extend(sent.flat_map(|command| command.nodes.clone()));
            for command in &ran.commands {
                nodes.extend(found.reached.get(command).cloned().unwrap_or_default());
            }
            let nodes: Vec<NodeId> = nodes.into_iter().collect();

            // It is no call, and so nobody but itself did it.
            let mut entry = Entry::begun(&ran.scope, ran.at, ran.source);
            entry.kinds = kinds_of_execution(ran);
            entry.what = words(&ran.options);
            entry.who.clone_from(&ran.who);
            entry.on = on(&nodes, String::new);
            entry.outcome.clone_from(&ran.status);
            entry.documents = ran.options.iter().map(|one| one.document.clone()).collect();
            entry.id = Some(ran.id.clone());
            entry.meets = self.meets(&nodes);
            self.add(entry, ran.commands.clone());
        }
    }

    /// What an automation did to its node: a call that CloudTrail holds, late, or does not hold any
    /// more, and the commands that its steps sent.
    fn automations(&mut self, found: &Found) {
        for automated in &found.automated {
            let execution = &automated.execution;
            let nodes: Vec<NodeId> = execution.node().into_iter().collect();
            let meets = self.meets(&nodes);
            let steps = execution.steps.iter();
            let sent: Vec<String> = steps.filter_map(|step| step.command_id.clone()).collect();

            if self.of_id(&execution.id).is_none() {
                let mut entry =
                    Entry::of_automation(&automated.scope, automated.at, &execution.document);
                entry.id = Some(execution.id.clone());
                entry.sources = BTreeSet::from([Source::Automation]);
                entry.on = on(&nodes, String::new);
                if let Some(arn) = &automated.by {
                    entry.by(Identity::of_arn(arn));
                }
                self.add(entry, [execution.id.clone()]);
            }
            let Some(index) = self.by_id.get(&execution.id).copied() else {
                continue;
            };
            for command in sent {
                self.by_id.entry(command).or_insert(index);
            }
            let entry = &mut self.entries[index];
            entry.sources.insert(Source::Automation);
            entry.outcome.clone_from(&execution.status);
            entry.meets |= meets;
        }
    }

    fn commands(&mut self, found: &Found) {
        let patching = found.commands.iter();
        for command in patching.filter(|command| documents::patches(&command.document)) {
            let reached = found
                .reached
                .get(&command.id)
                .is_some_and(|nodes| !nodes.is_empty());
            let meets = reached || self.meets(&command.nodes);
            match self.of_id(&command.id) {
                // What an execution sent is told by the execution.
                Some(entry) if entry.id.as_ref() != Some(&command.id) => {
                    entry.sources.insert(Source::RunCommand);
                    entry.meets |= meets;
                }
                Some(entry) => {
                    entry.learns(command);
                    entry.meets |= meets;
                }
                None => {
                    // One without its time has no place here, and AWS gives every command one.
                    let at = command.requested_at.unwrap_or_default();
                    let mut entry = Entry::of_command(command, at);
                    entry.meets = meets;
                    self.add(entry, [command.id.clone()]);
                }
            }
        }
    }

    /// The receipt of a run: the reason of everything that it sent, and what nothing else tells of.
    fn run(&mut self, record: &Record, scopes: &BTreeSet<Scope>) {
        let sent = record.commands.iter();
        for command in sent.filter(|one| scopes.contains(&one.command.scope)) {
            let at = match &command.sending {
                Sending::Sent { at, .. } | Sending::Begun { at } => *at,
                Sending::Refused { .. } => record.started_at,
                // What was never sent is nothing that anybody did.
                Sending::Planned | Sending::Dropped => continue,
            };

            let known = command.id().and_then(|id| self.by_id.get(id).copied());
            let known = known.or_else(|| self.refused_call(record, command));
            let index = known.unwrap_or_else(|| {
                self.entries.push(self.of_receipt(record, command, at));
                self.entries.len() - 1
            });

            // The receipt has the nodes, also where the record of the call cannot be read.
            let meets = self.meets(&command.command.nodes);
            let entry = &mut self.entries[index];
            entry.meets |= meets;
            entry.sources.insert(Source::Receipt);
            entry.run = Some(record.run.to_string());
            entry.reason.clone_from(&record.request.reason);
            began(entry, &record.who);
        }
    }

    /// The call that was refused, where a command of a run was: it has no id, and only its run.
    fn refused_call(&self, record: &Record, command: &SentCommand) -> Option<usize> {
        if !matches!(command.sending, Sending::Refused { .. }) {
            return None;
        }
        let run = record.run.as_str();
        let mut entries = self.entries.iter();
        entries.position(|entry| {
            entry.outcome == REFUSED
                && entry.run.as_deref() == Some(run)
                && entry.scope == command.command.scope
                && !entry.sources.contains(&Source::Receipt)
        })
    }

    fn of_receipt(&self, record: &Record, command: &SentCommand, at: Timestamp) -> Entry {
        let is_reboot = command.phase == Phase::Reboot;
        let operation = record.request.operation;
        let nodes = &command.command.nodes;
        let mut entry = Entry::begun(&command.command.scope, at, Source::Receipt);
        entry.kinds = kinds_of_run(Some(operation).filter(|_| !is_reboot), is_reboot);
        entry.what = if is_reboot {
            "reboot".to_owned()
        } else {
            operation.as_str().to_lowercase()
        };
        entry.on = on(nodes, String::new);
        entry.id = command.id().map(str::to_owned);
        entry.event = Some("SendCommand".to_owned());
        entry.meets = self.meets(nodes);
        // The last that AWS said of it, when somebody followed the run; nobody asks again here.
        entry.outcome = match (&command.sending, &command.status) {
            (Sending::Refused { .. }, _) => REFUSED.to_owned(),
            (Sending::Begun { .. }, _) => "not known whether it was sent".to_owned(),
            (_, Some(status)) => status.clone(),
            _ => entry.outcome,
        };

        // What AWS said then; a call that was recorded says it too.
        if let Sending::Refused { error } = &command.sending {
            entry.error = Some(error.clone());
        }
        entry
    }

    fn automation(&mut self, record: &AutomationRecord) {
        let id = &record.execution_id;
        // CloudTrail has forgotten its start, or was not asked.
        if self.of_id(id).is_none() {
            let mut entry =
                Entry::of_automation(&record.scope, record.started_at, &record.document);
            entry.id = Some(id.clone());
            self.add(entry, [id.clone()]);
        }

        let meets = self.meets(std::slice::from_ref(&record.node));
        let Some(entry) = self.of_id(id) else { return };
        entry.meets |= meets;
        entry.sources.insert(Source::Receipt);
        entry.reason.clone_from(&record.reason);
        // What AWS says now is newer than what somebody saw then.
        if !entry.sources.contains(&Source::Automation) {
            entry.outcome.clone_from(&record.status);
        }
        if entry.on.is_empty() {
            entry.on = vec![record.node.to_string()];
        }
        began(entry, &record.who);
    }

    /// What was stopped belongs to the run that it was of.
    fn cancellations(&mut self) {
        for index in 0..self.entries.len() {
            let entry = &self.entries[index];
            let is_stop = matches!(
                entry.event.as_deref(),
                Some("CancelCommand" | "StopAutomationExecution")
            );
            let of = entry.id.as_ref().filter(|_| is_stop);
            let Some(stopped) = of.and_then(|id| self.by_id.get(id)) else {
                continue;
            };

            // Whatever stops a run is about what that was about.
            let stopped = &self.entries[*stopped];
            let (run, reason) = (stopped.run.clone(), stopped.reason.clone());
            let (kinds, meets) = (stopped.kinds.clone(), stopped.meets);
            let entry = &mut self.entries[index];
            (entry.run, entry.reason, entry.kinds) = (run, reason, kinds);
            entry.meets |= meets;
        }
    }
}

/// Who began a run, where nothing better tells it.
fn began(entry: &mut Entry, who: &Who) {
    entry.local_user.clone_from(&who.user);
    if !entry.is_nobodys() {
        return;
    }
    let account = format!(":{}:", entry.scope.account);
    let mut own = who.identities.iter();
    if let Some(arn) = own.find(|arn| arn.contains(&account)) {
        entry.by(Identity::of_arn(arn));
    }
}

fn kinds_of_execution(ran: &Ran) -> Vec<Kind> {
    let each = ran.options.iter();
    let mut kinds: BTreeSet<Kind> = each
        .flat_map(|options| kinds_of_run(options.operation, false))
        .collect();
    kinds.insert(match ran.source {
        Source::Window => Kind::Window,
        _ => Kind::Association,
    });
    kinds.into_iter().collect()
}

fn words(options: &[Options]) -> String {
    let words: BTreeSet<String> = options.iter().map(Options::in_words).collect();
    words.into_iter().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
