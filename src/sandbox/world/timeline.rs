//! What becomes of the commands of an account and Region, computed from what is stored: who is
//! reached when, what runs, how it ends.
//!
//! Nothing runs in the background. All is computed to its end at once, and an answer shows what has
//! happened up to its moment. What a later call does (another command, a cancellation, a new
//! baseline) can only change what comes after it, so that everybody who looks sees the same past.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, VecDeque};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::commands::{Command, Download};
use super::invocations::{CommandRun, Ending, Invocation, NodeState, Phase, Ran, Timeline};
use super::node::{Node, Ping};
use super::override_list::{self, Reading};
use super::patching::Patching;
use super::run::{Runner, takes_lock};
use super::state::World;
use crate::domain::id::Scope;

/// How often a patching operation looks whether the lock is free.
const LOCK_TRIES: u32 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Deliver(usize),
    Try(usize, u32),
    End(usize),
    Send,
    Cancel(usize),
}

impl Event {
    /// At one moment what runs comes before what is asked for.
    const fn class(self) -> u8 {
        match self {
            Self::Deliver(_) | Self::Try(..) | Self::End(_) => 0,
            Self::Send | Self::Cancel(_) => 1,
        }
    }
}

/// An event of a command (its place among all): at one moment ordered by its class, then as it was
/// put there.
type Due = (Timestamp, u8, u64, usize, Event);

struct Live {
    command: Arc<Command>,
    list: Option<Reading>,
    waiting: VecDeque<String>,
    open: usize,
    errors: usize,
    invocations: Vec<Invocation>,
    ended: Timestamp,
}

struct Simulation<'a> {
    world: &'a World,
    scope: &'a Scope,
    queue: BinaryHeap<Reverse<Due>>,
    number: u64,
    live: Vec<Live>,
    nodes: HashMap<String, Node>,
    states: HashMap<String, NodeState>,
    /// The association that last began on each node: its command and its invocation.
    associated: HashMap<String, (usize, usize)>,
}

impl Timeline {
    /// Computes what becomes of the commands, in the order of their numbers.
    pub(super) fn new<'c>(
        world: &World,
        scope: &Scope,
        commands: impl Iterator<Item = &'c Arc<Command>>,
    ) -> Self {
        let mut commands: Vec<Arc<Command>> = commands
            .filter(|command| !command.was_never_sent())
            .cloned()
            .collect();
        // Numbers break ties: two commands of one moment run in the order in which they were sent.
        commands.sort_by_key(|command| (command.sent, command.number));

        let mut simulation = Simulation {
            world,
            scope,
            queue: BinaryHeap::new(),
            number: 0,
            live: commands.into_iter().map(Live::new).collect(),
            nodes: HashMap::new(),
            states: HashMap::new(),
            associated: HashMap::new(),
        };
        simulation.run();

        let nodes = simulation
            .states
            .into_iter()
            .map(|(id, state)| (id, state.line));
        Self {
            commands: simulation.live.into_iter().map(Live::run).collect(),
            nodes: nodes.collect(),
        }
    }
}

impl Live {
    fn new(command: Arc<Command>) -> Self {
        // The list is read once for the command: all nodes read the same file.
        let list = command.list.as_ref().map(|download| match download {
            Download::Text(text) => override_list::read(text),
            Download::Failed(why) => Reading::Failed(why.clone()),
        });

        let (waiting, ended) = (command.nodes.iter().cloned().collect(), command.sent);
        Self {
            command,
            list,
            waiting,
            open: 0,
            errors: 0,
            invocations: Vec::new(),
            ended,
        }
    }

    fn run(self) -> CommandRun {
        CommandRun {
            command: self.command,
            invocations: self.invocations,
            ended: self.ended,
        }
    }
}

impl Simulation<'_> {
    fn run(&mut self) {
        for index in 0..self.live.len() {
            let command = Arc::clone(&self.live[index].command);
            self.push(command.sent, index, Event::Send);
            for (place, cancel) in command.cancels.iter().enumerate() {
                self.push(cancel.at, index, Event::Cancel(place));
            }
        }

        // The queue is a clock: nothing else moves time on.
        while let Some(Reverse((now, _, _, index, event))) = self.queue.pop() {
            match event {
                Event::Send => self.dispatch(now, index),
                Event::Deliver(place) => self.deliver(now, index, place),
                Event::Try(place, tries) => self.attempt(now, index, place, tries),
                Event::End(place) => self.end(now, index, place),
                Event::Cancel(place) => self.cancel(now, index, place),
            }
        }
    }

    fn push(&mut self, at: Timestamp, index: usize, event: Event) {
        self.number += 1;
        self.queue
            .push(Reverse((at, event.class(), self.number, index, event)));
    }

    fn node(&mut self, id: &str) -> Option<&Node> {
        if !self.nodes.contains_key(id) {
            let node = self.world.seeded_node(self.scope, id)?.into_owned();
            self.states.insert(id.to_owned(), NodeState::new(&node));
            self.nodes.insert(id.to_owned(), node);
        }
        self.nodes.get(id)
    }

    /// Reaches for as many nodes as may run at once.
    fn dispatch(&mut self, now: Timestamp, index: usize) {
        loop {
            let live = &mut self.live[index];
            if live.command.closes.is_some_and(|at| at <= now) {
                live.waiting.clear();
            }
            if live.open >= live.command.concurrency() {
                return;
            }
            let Some(id) = live.waiting.pop_front() else {
                return;
            };

            // Who is cancelled while it waits has no invocation at all.
            if live.command.cancelled_at(&id).is_some_and(|at| at <= now) {
                continue;
            }

            live.open += 1;
            let place = live.invocations.len();
            live.invocations.push(Invocation::requested(&id, now));
            self.reach(now, index, place, &id);
        }
    }

    /// Sends a command to a node. What cannot run there ends here, and takes no turn for long.
    fn reach(&mut self, now: Timestamp, index: usize, place: usize, id: &str) {
        let command = Arc::clone(&self.live[index].command);
        let Some(node) = self.node(id) else {
            self.finish(now, index, place, Ending::Undeliverable);
            return;
        };

        let platform = node.catalogue.os.platform_type().as_str();
        let delivered = now.saturating_add(node.patching.delivery).unwrap_or(now);
        if command.platforms.iter().any(|runs| runs == platform) {
            self.push(delivered, index, Event::Deliver(place));
        } else {
            self.finish(delivered, index, place, Ending::InvalidPlatform);
        }
    }

    fn deliver(&mut self, now: Timestamp, index: usize, place: usize) {
        let live = &mut self.live[index];
        let invocation = &mut live.invocations[place];
        if invocation.phase != Phase::Pending {
            return;
        }

        // The timeout of the command is for the delivery alone, from the moment at which this node
        // was reached for (SSM API reference, SendCommand).
        let timeout = SignedDuration::from_secs(live.command.timeout);
        let expires = invocation
            .requested
            .saturating_add(timeout)
            .unwrap_or(Timestamp::MAX);
        let id = &invocation.node;
        let (Some(node), Some(state)) = (self.nodes.get(id), self.states.get(id)) else {
            return;
        };

        let patching = Arc::clone(&node.patching);
        if patching.terminated.is_some_and(|at| at <= now) {
            self.finish(now, index, place, Ending::Terminated);
        } else if let Some(back) = state.line.back_from_reboot(now) {
            invocation.delayed.get_or_insert(now);
            let again = redelivery(&patching, back, now, expires);
            self.deliver_again(again, expires, index, place, Ending::DeliveryTimedOut);
        } else if node.ping_at(now) == Ping::Online {
            (invocation.started, invocation.phase) = (Some(now), Phase::Waiting);
            self.attempt(now, index, place, 0);
        } else {
            let unreachable = unreachable(node.ping_at(now));
            // A node that is terminated meanwhile is looked at once more, to end as that.
            let again = patching
                .back
                .and_then(|back| redelivery(&patching, back, now, expires))
                .or(patching.terminated.filter(|at| *at <= expires));
            self.deliver_again(again, expires, index, place, unreachable);
        }
    }

    fn deliver_again(
        &mut self,
        again: Option<Timestamp>,
        expires: Timestamp,
        index: usize,
        place: usize,
        otherwise: Ending,
    ) {
        match again {
            Some(again) => self.push(again, index, Event::Deliver(place)),
            None => self.finish(expires, index, place, otherwise),
        }
    }

    /// Begins the document, when no other patching operation holds the lock.
    fn attempt(&mut self, now: Timestamp, index: usize, place: usize, tries: u32) {
        let live = &self.live[index];
        if live.invocations[place].phase != Phase::Waiting {
            return;
        }

        let (command, id) = (
            Arc::clone(&live.command),
            live.invocations[place].node.clone(),
        );
        if command.association.is_some() && tries == 0 {
            self.displace(now, &id, (index, place));
        }
        let live = &self.live[index];
        let (Some(node), Some(state)) = (self.nodes.get(&id), self.states.get_mut(&id)) else {
            return;
        };

        let locks = takes_lock(&command.document);
        let held = locks && state.locked_until > now;
        if held && tries < LOCK_TRIES {
            let again = now.saturating_add(node.patching.lock_wait).unwrap_or(now);
            self.push(again, index, Event::Try(place, tries + 1));
            return;
        }

        let runner = Runner::new(
            (self.world, self.scope),
            node,
            state,
            (&command, live.list.as_ref()),
            now,
        );
        // Who gives up does not hold the lock, and so does not keep others from it for longer.
        let ran = if held { runner.give_up() } else { runner.run() };
        if locks && !held {
            state.locked_until = ran.ended;
        }
        self.plan(now, index, place, ran);
    }

    /// Ends the association that still runs on a node, because of two that overlap the earlier one
    /// times out and the new one runs (User Guide, "About State Manager"). What it would have done
    /// after now it has not done.
    fn displace(&mut self, now: Timestamp, id: &str, by: (usize, usize)) {
        let Some((index, place)) = self.associated.insert(id.to_owned(), by) else {
            return;
        };
        let invocation = &mut self.live[index].invocations[place];

        // What was over before keeps its end.
        if !matches!(invocation.phase, Phase::Waiting | Phase::Running) || invocation.ended <= now {
            return;
        }

        invocation.plugins.retain(|plugin| plugin.started <= now);
        for plugin in &mut invocation.plugins {
            plugin.break_off(now);
        }
        if let (Some(node), Some(state)) = (self.nodes.get(id), self.states.get_mut(id)) {
            state.undo_after(now, &node.machine);
        }
        self.finish(now, index, place, Ending::ExecutionTimedOut);
    }

    /// Keeps how a run ends, and when.
    fn plan(&mut self, now: Timestamp, index: usize, place: usize, ran: Ran) {
        let Ran {
            mut plugins,
            mut ended,
            mut ending,
        } = ran;

        // A node that is terminated in the middle takes what it did not report with it.
        let id = &self.live[index].invocations[place].node;
        let terminated = self.nodes.get(id).and_then(|node| node.patching.terminated);
        if let Some(at) = terminated.filter(|at| *at > now && *at <= ended) {
            (ended, ending) = (at, Ending::Terminated);
            plugins.retain(|plugin| plugin.started <= at);
            for plugin in &mut plugins {
                plugin.break_off(at);
            }
            if let Some(state) = self.states.get_mut(id) {
                state.line.scans.retain(|scan| scan.at < at);
            }
        }

        let live = &mut self.live[index];
        let cancelled = live.command.cancelled_at(&live.invocations[place].node);
        let invocation = &mut live.invocations[place];
        // Between the call and the end the invocation is Cancelling.
        invocation.cancelling = cancelled.filter(|at| *at < ended).map(|at| at.max(now));
        (
            invocation.plugins,
            invocation.ended,
            invocation.ending,
            invocation.phase,
        ) = (plugins, ended, ending, Phase::Running);
        self.push(ended, index, Event::End(place));
    }

    /// Ends an invocation that never ran.
    fn finish(&mut self, at: Timestamp, index: usize, place: usize, ending: Ending) {
        let invocation = &mut self.live[index].invocations[place];
        (invocation.ended, invocation.ending) = (at, ending);
        self.push(at, index, Event::End(place));
    }

    fn end(&mut self, now: Timestamp, index: usize, place: usize) {
        let live = &mut self.live[index];
        let invocation = &mut live.invocations[place];
        // A planned end that was moved by a cancellation still stands in the queue.
        if invocation.phase == Phase::Done || invocation.ended != now {
            return;
        }

        invocation.phase = Phase::Done;
        live.open -= 1;
        live.ended = live.ended.max(now);
        // `MaxErrors` is how many are borne: "3" stops at the fourth (SSM API reference,
        // SendCommand).
        if invocation.ending.is_error() {
            live.errors += 1;
            if live.errors > live.command.most_errors() {
                self.stop(now, index);
                return;
            }
        }
        self.dispatch(now, index);
    }

    /// Too many errors: nobody else is reached, and who was not begun is left alone.
    fn stop(&mut self, now: Timestamp, index: usize) {
        let live = &mut self.live[index];
        live.waiting.clear();
        let pending: Vec<usize> = live
            .invocations
            .iter()
            .enumerate()
            .filter(|(_, invocation)| invocation.phase == Phase::Pending)
            .map(|(place, _)| place)
            .collect();

        for place in pending {
            self.finish(now, index, place, Ending::Terminated);
        }
    }

    fn cancel(&mut self, now: Timestamp, index: usize, cancel: usize) {
        let live = &mut self.live[index];
        let names = &live.command.cancels[cancel].nodes;
        // Nodes of which the script runs are not stopped here: it looks for the cancellation
        // itself, between its steps (`Runner::pass`).
        let concerned = |id: &String| names.is_empty() || names.contains(id);
        live.waiting.retain(|id| !concerned(id));
        live.ended = live.ended.max(now);

        let open = live.invocations.iter().enumerate();
        let open = open.filter(|(_, one)| {
            matches!(one.phase, Phase::Pending | Phase::Waiting) && concerned(&one.node)
        });
        let open: Vec<usize> = open.map(|(place, _)| place).collect();

        for place in open {
            self.finish(now, index, place, Ending::Cancelled);
        }
    }
}

/// When a delivery is tried again after a node is back; `None` when the command has expired by
/// then.
fn redelivery(
    patching: &Patching,
    back: Timestamp,
    now: Timestamp,
    expires: Timestamp,
) -> Option<Timestamp> {
    back.saturating_add(patching.delivery)
        .ok()
        .filter(|at| *at > now && *at <= expires)
}

/// How a command ends on a node that never answers. Undeliverable is for a node that does not exist
/// or does not respond (User Guide, "Understanding command statuses"); that it is what an inactive
/// node gets is unverified.
fn unreachable(ping: Ping) -> Ending {
    if ping == Ping::Inactive {
        Ending::Undeliverable
    } else {
        Ending::DeliveryTimedOut
    }
}

impl World {
    /// What becomes of the commands of an account and Region; `None` when there are none.
    pub(in crate::sandbox) fn timeline(&self, scope: &Scope) -> Option<Arc<Timeline>> {
        let commands: &BTreeMap<u64, Arc<Command>> = self
            .commands(scope)
            .filter(|commands| !commands.is_empty())?;
        let known = |world: &Self| world.timelines().get(scope).cloned();

        if let Some(found) = known(self) {
            return Some(found);
        }

        // Computed without the lock, which others wait for. Who comes at the same time makes the same.
        let made = Arc::new(Timeline::new(self, scope, commands.values()));

        self.timelines().insert(scope.clone(), Arc::clone(&made));
        Some(made)
    }
}
