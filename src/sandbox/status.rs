//! What is in a sandbox, for people.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::faults::Fault;
use super::instance::Sandbox;
use super::store::Snapshot;
use crate::domain::id::Scope;
use crate::error::Result;

/// What is in a sandbox.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// Its folder.
    pub dir: String,
    /// The time in it.
    pub now: Timestamp,
    /// By how much its clock was moved.
    pub offset: SignedDuration,
    /// The name of the fleet.
    pub fleet: String,
    /// The Regions of the fleet; profiles use the first.
    pub regions: Vec<String>,
    /// Its accounts.
    pub accounts: Vec<AccountStatus>,
    /// The nodes and own baselines of each account and Region that has any.
    pub scopes: Vec<ScopeStatus>,
    /// How many of the nodes are generated.
    pub generated_nodes: u32,
    /// The names of the buckets.
    pub buckets: Vec<String>,
    /// The faults that are stored.
    pub faults: Vec<Fault>,
}

/// An account of a sandbox.
#[derive(Clone, Debug, Serialize)]
pub struct AccountStatus {
    /// Its id.
    pub id: String,
    /// Its name, which is also the name of its profile.
    pub name: String,
    /// Its access key id.
    pub access_key: String,
    /// Whether it manages the organization.
    pub management: bool,
}

/// What one account has in one Region.
#[derive(Clone, Debug, Serialize)]
pub struct ScopeStatus {
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// How many nodes it has.
    pub nodes: usize,
    /// How many patch baselines of its own it has.
    pub baselines: usize,
}

impl Sandbox {
    /// What is in the sandbox.
    pub fn status(&self) -> Result<Status> {
        let snapshot = self.0.store.snapshot()?;
        Ok(Status::new(
            &self.0.dir,
            self.now_at(snapshot.offset),
            &snapshot,
        ))
    }
}

impl Status {
    pub(super) fn new(dir: &Path, now: Timestamp, snapshot: &Snapshot) -> Self {
        let world = &snapshot.world;
        let accounts = world.accounts.iter().map(|account| AccountStatus {
            id: account.id.clone(),
            name: account.name.clone(),
            access_key: account.access_key.clone(),
            management: account.management,
        });

        // Also what only changes have: a baseline of a user in a Region without nodes.
        let scopes: BTreeSet<&Scope> = world.scopes.keys().chain(world.changed_scopes()).collect();
        let scopes = scopes.into_iter().map(|scope| ScopeStatus {
            account: scope.account.to_string(),
            region: scope.region.to_string(),
            nodes: world.node_count(scope),
            baselines: world.baselines(scope).own().count(),
        });

        Self {
            dir: dir.display().to_string(),
            now,
            offset: snapshot.offset,
            fleet: world.fleet.clone(),
            regions: world.regions.clone(),
            accounts: accounts.collect(),
            scopes: scopes
                .filter(|scope| scope.nodes + scope.baselines > 0)
                .collect(),
            generated_nodes: world
                .generated
                .as_ref()
                .map_or(0, |generated| generated.count),
            buckets: world.buckets.keys().cloned().collect(),
            faults: snapshot.faults.to_vec(),
        }
    }
}
