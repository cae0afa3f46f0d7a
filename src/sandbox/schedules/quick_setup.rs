//! Deployments of Quick Setup whose time has come, and the hourly copies of the baselines of patch
//! policies.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::domain::id::{Region, Scope};
use crate::sandbox::quick_setup::deploy::{apply, copied, overrides, remove};
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::quick_setup::{Definition, Instance, Manager, bucket};

/// What has to be done to the buckets besides.
pub(super) enum Effect {
    /// The file of a policy is put into its bucket, which is made where it is not there.
    Put {
        bucket: String,
        owner: Scope,
        text: String,
    },
    /// The bucket of a policy goes with all that is in it.
    Drop { bucket: String },
}

/// When something of Quick Setup is due next.
pub(super) fn next(world: &World) -> Option<Timestamp> {
    world
        .every_manager()
        .flat_map(|(owner, manager)| {
            let instances = manager.rollout.instances.iter();
            let open = instances
                .filter(|instance| instance.outcome.is_none())
                .map(|instance| instance.ends);

            // A deletion has an end of its own, when the manager goes.
            let last = manager.rollout.deletes.then(|| manager.rollout.ends());
            open.chain(last)
                .chain(refreshes(world, owner, manager))
                .collect::<Vec<_>>()
        })
        .min()
}

/// When the copies of a manager that are not as the baselines are now are made again: at the next
/// full hour.
fn refreshes(world: &World, owner: &Scope, manager: &Manager) -> Vec<Timestamp> {
    let definitions = manager.definitions.iter();
    let stale = definitions.filter_map(|definition| {
        let copy = manager.copies.get(&definition.id)?;
        let (text, _) = overrides(world, owner, definition);
        if text == copy.text {
            return None;
        }

        // The refresh runs every full hour, and sees what was changed before.
        let changed = latest_change(&text).unwrap_or(copy.at).max(copy.at);
        Some(full_hour_after(changed))
    });
    stale.collect()
}

/// When the newest of some baselines was changed.
fn latest_change(text: &str) -> Option<Timestamp> {
    let baselines: Vec<Value> = serde_json::from_str(text).ok()?;
    let dates = baselines
        .iter()
        .filter_map(|one| one["ModifiedDate"].as_str());
    dates.filter_map(|date| date.parse().ok()).max()
}

fn full_hour_after(moment: Timestamp) -> Timestamp {
    let past = moment.as_second().rem_euclid(3600);
    moment
        .checked_add(SignedDuration::from_secs(3600 - past))
        .unwrap_or(Timestamp::MAX)
}

/// Everything of Quick Setup that is due at a moment.
pub(super) fn run(world: &World, at: Timestamp) -> (Vec<Document>, Vec<Effect>) {
    let (mut documents, mut effects) = (Vec::new(), Vec::new());
    for (owner, manager) in world.every_manager() {
        let mut work = Work {
            world,
            owner,
            manager: (**manager).clone(),
            at,
            documents: Vec::new(),
            effects: Vec::new(),
        };
        // `finish` comes last: it looks at what the others have done.
        work.deploy();
        work.refresh();
        work.finish(manager);
        documents.extend(work.documents);
        effects.extend(work.effects);
    }
    (documents, effects)
}

struct Work<'w> {
    world: &'w World,
    owner: &'w Scope,
    manager: Manager,
    at: Timestamp,
    documents: Vec<Document>,
    effects: Vec<Effect>,
}

impl Work<'_> {
    fn deploy(&mut self) {
        for index in 0..self.manager.rollout.instances.len() {
            let instance = self.manager.rollout.instances[index].clone();
            if instance.outcome.is_some() || instance.ends > self.at {
                continue;
            }
            let outcome = self.one(index, &instance);
            self.manager.rollout.instances[index].outcome = Some(outcome);
        }
    }

    fn one(&mut self, index: usize, instance: &Instance) -> Result<(), String> {
        let definition = self.manager.definition(&instance.definition).cloned();
        let Some(definition) = definition else {
            return Ok(());
        };
        let scope = instance.scope();
        if instance.goes {
            let gone = remove(self.world, &definition, &scope, self.at);
            self.documents.extend(gone);
            return Ok(());
        }

        let made = apply(self.world, self.owner, &definition, &scope, self.at)?;
        if definition.is_patch_policy() && self.is_home(index, instance, &definition) {
            let (text, missing) = overrides(self.world, self.owner, &definition);
            // The stack stops at the first baseline that does not exist.
            if let Some(missing) = missing {
                return Err(missing);
            }
            self.copy(&definition, &text);
        }
        self.documents.extend(made);
        Ok(())
    }

    /// Whether the bucket of a policy is made with this account and Region: where the baselines are,
    /// or, in an organization, with the first, because the management account is none of them.
    fn is_home(&self, index: usize, instance: &Instance, definition: &Definition) -> bool {
        if definition.is_for_organization() {
            let mut instances = self.manager.rollout.instances.iter();
            return instances.position(|one| one.definition == definition.id) == Some(index);
        }
        instance.account == self.owner.account.as_str()
            && instance.region == definition.parameter("PatchBaselineRegion")
    }

    fn copy(&mut self, definition: &Definition, text: &str) {
        copied(&mut self.manager, &definition.id, self.at, text);
        self.effects.push(Effect::Put {
            bucket: bucket(self.owner.account.as_str(), &definition.id),
            owner: Scope {
                account: self.owner.account.clone(),
                region: Region::trusted(definition.parameter("PatchBaselineRegion")),
            },
            text: text.to_owned(),
        });
    }

    /// The hourly copies: of a baseline that is gone the rest is written all the same.
    fn refresh(&mut self) {
        if !refreshes(self.world, self.owner, &self.manager)
            .iter()
            .any(|due| *due <= self.at)
        {
            return;
        }
        for definition in self.manager.definitions.clone() {
            let (text, _) = overrides(self.world, self.owner, &definition);
            let copy = self.manager.copies.get(&definition.id);
            if copy.is_some_and(|copy| copy.text != text) {
                self.copy(&definition, &text);
            }
        }
    }

    /// Stores what became of the manager; one whose deletion is over is no more.
    fn finish(&mut self, before: &Arc<Manager>) {
        let rollout = &self.manager.rollout;
        // A manager is gone only when all its stacks are: one that fails keeps it.
        let over = rollout.deletes
            && rollout.ends() <= self.at
            && rollout
                .instances
                .iter()
                .all(|one| one.outcome == Some(Ok(())));
        if over {
            let gone = Document::of(Kind::Manager, self.owner, &self.manager.arn, &Value::Null);
            self.documents.push(gone);
            let owner = self.owner.account.as_str();
            let buckets = self.manager.copies.keys();
            let drops = buckets.map(|id| Effect::Drop {
                bucket: bucket(owner, id),
            });
            self.effects.extend(drops);
            return;
        }
        // Nothing is written without a change: each document costs every other process a read.
        let changed = self.manager.rollout.instances != before.rollout.instances
            || self.manager.copies != before.copies;
        if changed {
            let arn = &self.manager.arn;
            let document = Document::of(Kind::Manager, self.owner, arn, &self.manager);
            self.documents.push(document);
        }
    }
}
