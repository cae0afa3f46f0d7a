//! The patch baselines of one account in one Region: AWS's and its own, with groups and defaults.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::aws_baselines;
use super::stored::Stored;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::Scope;
use crate::sandbox::regions;

/// The baselines of one account in one Region.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Baselines {
    /// AWS's first, then its own in the order of creation.
    pub(in crate::sandbox) all: Vec<Arc<Stored>>,
    /// The ARN prefix of its own baselines, up to and with the slash.
    own_prefix: String,
    /// Patch group and operating system to the id of the baseline.
    pub(in crate::sandbox) groups: BTreeMap<(String, OperatingSystem), String>,
    /// The default for an operating system, when it is not AWS's.
    pub(in crate::sandbox) defaults: BTreeMap<OperatingSystem, String>,
}

impl Baselines {
    /// What every account has in a Region: AWS's baselines.
    pub(in crate::sandbox) fn of_aws(scope: &Scope) -> Self {
        Self {
            all: aws_baselines::of_region(scope.region.as_str()),
            own_prefix: format!(
                "arn:{}:ssm:{}:{}:patchbaseline/",
                regions::partition(scope.region.as_str()),
                scope.region,
                scope.account
            ),
            groups: BTreeMap::new(),
            defaults: BTreeMap::new(),
        }
    }

    /// Finds a baseline as the API does: an own one by id or ARN, one of AWS by its whole ARN only.
    pub(in crate::sandbox) fn find(&self, id: &str) -> Option<&Arc<Stored>> {
        let short = id.strip_prefix(&self.own_prefix).unwrap_or(id);
        self.all.iter().find(|stored| {
            if stored.aws_owned {
                stored.id == id
            } else {
                stored.id == short
            }
        })
    }

    /// The default for an operating system.
    pub(in crate::sandbox) fn default_for(&self, os: OperatingSystem) -> Option<&Arc<Stored>> {
        match self.defaults.get(&os) {
            Some(id) => self.find(id),
            None => self
                .all
                .iter()
                .find(|stored| stored.rules.os == os && aws_baselines::is_default(stored)),
        }
    }

    /// Whether a baseline is the default for its operating system.
    pub(in crate::sandbox) fn is_default(&self, stored: &Stored) -> bool {
        self.default_for(stored.rules.os)
            .is_some_and(|default| default.id == stored.id)
    }

    /// The baseline that a node uses: that of its patch group for its operating system, else the
    /// default.
    pub(in crate::sandbox) fn resolve(
        &self,
        group: &str,
        os: OperatingSystem,
    ) -> Option<&Arc<Stored>> {
        let registered = self
            .groups
            .get(&(group.to_owned(), os))
            .and_then(|id| self.find(id));
        registered.or_else(|| self.default_for(os))
    }

    /// Its own baselines, in the order of creation.
    pub(in crate::sandbox) fn own(&self) -> impl Iterator<Item = &Arc<Stored>> {
        self.all.iter().filter(|stored| !stored.aws_owned)
    }

    /// Adds a baseline, or puts it in the place of the one with its id.
    pub(in crate::sandbox) fn put(&mut self, stored: Stored) {
        match self.all.iter_mut().find(|found| found.id == stored.id) {
            Some(found) => *found = Arc::new(stored),
            None => self.all.push(Arc::new(stored)),
        }
    }

    /// Makes a baseline the default for its operating system; for AWS's default nothing is kept.
    pub(in crate::sandbox) fn set_default(&mut self, stored: &Stored) {
        if aws_baselines::is_default(stored) {
            self.defaults.remove(&stored.rules.os);
        } else {
            self.defaults.insert(stored.rules.os, stored.id.clone());
        }
    }

    /// The groups that use a baseline.
    pub(in crate::sandbox) fn groups_of(&self, id: &str) -> Vec<&str> {
        self.groups
            .iter()
            .filter(|(_, baseline)| *baseline == id)
            .map(|((group, _), _)| group.as_str())
            .collect()
    }
}
