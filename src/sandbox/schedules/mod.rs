//! What runs because the clock passed: deployments of Quick Setup, and associations by their
//! schedules. Before any call is answered everything that was due by then is stored as commands, as
//! if it had been sent when it was due, so that no call ever changes a past that somebody has seen.

pub(super) mod associations;
mod buckets;
mod quick_setup;

use std::cmp::min;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::call::Call;
use super::identity::Caller;
use super::instance::Sandbox;
use super::store::{Snapshot, Store};
use super::world::World;
use super::world::changes::Document;
use crate::domain::id::Scope;
use crate::error::{Error, Result};
use quick_setup::Effect;

/// How many runs of one thing are made up for at most, when the clock jumps: the newest ones. A year
/// of half hours would be 17,520.
const MOST_AT_ONCE: usize = 200;

/// How often the loop below goes on at most; every round brings something to its end.
const MOST_ROUNDS: usize = 10_000;

/// Has everything run that is due by now, in the order of time: a policy that is deployed comes
/// before the associations that it makes, and a copy of its baselines before those that read it.
pub(super) fn run(sandbox: &Sandbox) -> Result<()> {
    for _ in 0..MOST_ROUNDS {
        let snapshot = sandbox.0.store.snapshot()?;
        let now = sandbox.now_at(snapshot.offset);
        if next(&snapshot.world).is_none_or(|at| at > now) {
            return Ok(());
        }

        let effects = sandbox.0.store.change_seeing(|snapshot| {
            let now = sandbox.now_at(snapshot.offset);
            let (documents, effects) = round(sandbox, snapshot, now);
            Ok::<_, Error>((effects, documents))
        })?;
        for effect in effects {
            buckets::carry_out(sandbox, effect)?;
        }
    }
    Ok(())
}

/// When something is due next. Worked out once for each state of the world.
fn next(world: &World) -> Option<Timestamp> {
    if let Some(known) = world.known_next() {
        return known;
    }
    let next = association_next(world)
        .into_iter()
        .chain(quick_setup::next(world))
        .reduce(min);
    world.keep_next(next);
    next
}

fn association_next(world: &World) -> Option<Timestamp> {
    let scopes = world.changed_scopes();
    let nexts = scopes.flat_map(|scope| {
        let all = world.made_associations(scope);
        all.filter_map(|association| associations::next(world, scope, association))
    });
    nexts.reduce(min)
}

/// What is due first.
fn round(sandbox: &Sandbox, snapshot: &Snapshot, now: Timestamp) -> (Vec<Document>, Vec<Effect>) {
    let world = &snapshot.world;
    let deployed = quick_setup::next(world).filter(|at| *at <= now);
    // Associations up to just before the next change of a policy, which may change them.
    let until = deployed.map_or(now, |at| {
        at.saturating_sub(SignedDuration::from_nanos(1))
            .unwrap_or(at)
    });
    if association_next(world).is_some_and(|at| at <= until) {
        return (run_associations(sandbox, snapshot, until), Vec::new());
    }
    match deployed {
        Some(at) => quick_setup::run(world, at),
        None => (Vec::new(), Vec::new()),
    }
}

fn run_associations(sandbox: &Sandbox, snapshot: &Snapshot, until: Timestamp) -> Vec<Document> {
    let world = &snapshot.world;
    let scopes = world.changed_scopes();
    scopes
        .flat_map(|scope| {
            let place = Place {
                snapshot,
                store: &sandbox.0.store,
                dir: &sandbox.0.dir,
                glimpsed: &sandbox.0.glimpsed,
                scope: scope.clone(),
            };
            associations::run(&place, world, until)
        })
        .collect()
}

/// Where something runs by itself, and what it needs for that.
pub(super) struct Place<'a> {
    snapshot: &'a Snapshot,
    store: &'a Store,
    dir: &'a Path,
    glimpsed: &'a Mutex<HashSet<String>>,
    pub(super) scope: Scope,
}

impl<'a> Place<'a> {
    /// Where a call is made.
    pub(super) fn of(call: &'a Call<'_>) -> Self {
        Self {
            snapshot: call.snapshot,
            store: call.store,
            dir: call.dir,
            glimpsed: call.glimpsed,
            scope: call.scope.clone(),
        }
    }

    /// A call that a service makes by itself at a moment.
    fn call(&self, caller: &'a Caller, at: Timestamp) -> Call<'a> {
        Call {
            snapshot: self.snapshot,
            store: self.store,
            now: at,
            caller,
            scope: self.scope.clone(),
            operation: "SendCommand",
            input: Value::Null,
            dir: self.dir,
            glimpsed: self.glimpsed,
        }
    }
}
