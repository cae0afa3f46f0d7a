//! What runs because the clock passed: deployments of Quick Setup, associations by their schedules,
//! and maintenance windows. Before any call is answered everything that was due by then is stored as commands, as
//! if it had been sent when it was due, so that no call ever changes a past that somebody has seen.

pub(super) mod associations;
mod bounds;
mod buckets;
pub(super) mod place;
mod quick_setup;
pub(super) mod windows;

use std::cmp::min;

use jiff::{SignedDuration, Timestamp};

use super::instance::Sandbox;
use super::store::Snapshot;
use super::world::World;
use super::world::changes::Document;
use crate::error::{Error, Result};
use place::Place;
use quick_setup::Effect;

/// How often the loop below goes on at most; every round brings something to its end.
const MOST_ROUNDS: usize = 10_000;

/// Has everything run that is due by now, in the order of time: a policy that is deployed comes
/// before the associations that it makes, and a copy of its baselines before those that read it.
pub(super) fn run(sandbox: &Sandbox) -> Result<()> {
    for _ in 0..MOST_ROUNDS {
        let snapshot = sandbox.0.store.snapshot()?;
        let now = sandbox.now_at(snapshot.offset);
        if next(&snapshot.world) > now {
            return Ok(());
        }

        // Looked at again under the lock: another process may have done it meanwhile.
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

/// When something is due next; the end of time when nothing is. Worked out once for each state of
/// the world.
fn next(world: &World) -> Timestamp {
    if let Some(known) = world.known_next() {
        return known;
    }

    // Whatever comes first; without anything due nothing is looked at again.
    let next = association_next(world)
        .into_iter()
        .chain(window_next(world))
        .chain(quick_setup::next(world))
        .fold(Timestamp::MAX, min);
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

fn window_next(world: &World) -> Option<Timestamp> {
    let scopes = world.changed_scopes();
    let nexts = scopes.flat_map(|scope| {
        let all = world.made_windows(scope);
        all.filter_map(|window| windows::next(world, scope, window))
    });
    nexts.reduce(min)
}

/// The moment that no change at another has reached yet.
fn just_before(at: Timestamp) -> Timestamp {
    let before = at.saturating_sub(SignedDuration::from_nanos(1));
    before.unwrap_or(at)
}

/// What is due first.
fn round(sandbox: &Sandbox, snapshot: &Snapshot, now: Timestamp) -> (Vec<Document>, Vec<Effect>) {
    let world = &snapshot.world;
    let deployed = quick_setup::next(world).filter(|at| *at <= now);
    let opens = window_next(world).filter(|at| *at <= now);
    // Associations up to just before the next change of a policy, which may change them, and before
    // a window, whose commands are numbered after theirs.
    let until = deployed.into_iter().chain(opens).min();
    let until = until.map_or(now, just_before);
    if association_next(world).is_some_and(|at| at <= until) {
        let documents = everywhere(sandbox, snapshot, |place| {
            associations::run(place, world, until)
        });
        return (documents, Vec::new());
    }
    let until = deployed.map_or(now, just_before);
    if opens.is_some_and(|at| at <= until) {
        // One thing at a time: what a window does next hangs on what its commands did.
        let documents = everywhere(sandbox, snapshot, |place| windows::run(place, world, until));
        return (documents, Vec::new());
    }
    match deployed {
        Some(at) => quick_setup::run(world, at),
        None => (Vec::new(), Vec::new()),
    }
}

fn everywhere(
    sandbox: &Sandbox,
    snapshot: &Snapshot,
    run: impl Fn(&Place<'_>) -> Vec<Document>,
) -> Vec<Document> {
    // Scopes without a change have nothing that a clock could bring about.
    let scopes = snapshot.world.changed_scopes();
    scopes
        .flat_map(|scope| {
            run(&Place {
                snapshot,
                store: &sandbox.0.store,
                dir: &sandbox.0.dir,
                glimpsed: &sandbox.0.glimpsed,
                scope: scope.clone(),
            })
        })
        .collect()
}
