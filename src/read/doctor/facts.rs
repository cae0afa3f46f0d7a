//! What is asked of a scope beside its nodes, and what of it could not be answered.

use std::collections::BTreeMap;

use crate::aws::fault;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::doctor::network::Network;
use crate::domain::doctor::recording::Recorder;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::group::{Mapping, Tagged};
use crate::domain::id::{NodeId, Scope};
use crate::error::Result;
use crate::read::fleet;

/// What is worth asking in a scope.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asks {
    /// With which roles nodes work.
    pub(super) roles: bool,
    /// Whether AWS Config records.
    pub(super) recorder: bool,
    /// Which endpoints are in the VPCs.
    pub(super) network: bool,
}

/// What is known of a scope beside its nodes; `None` for what nobody asked.
pub(super) struct Facts {
    mappings: Result<Vec<Mapping>>,
    tagged: Result<Vec<Tagged>>,
    profiles: Option<Result<BTreeMap<NodeId, String>>>,
    default_role: Option<Result<String>>,
    recorders: Option<Result<Vec<Recorder>>>,
    network: Option<Result<Network>>,
}

/// The same without what could not be read.
pub(super) struct Settled {
    pub(super) mappings: Vec<Mapping>,
    pub(super) tagged: Vec<Tagged>,
    /// The instance profiles of instances, by their names.
    pub(super) profiles: Option<BTreeMap<NodeId, String>>,
    /// Empty when default host management is off.
    pub(super) default_role: Option<String>,
    /// `None` where nobody looked, or nobody could.
    pub(super) recorders: Option<Vec<Recorder>>,
    /// The same of the VPCs.
    pub(super) network: Option<Network>,
}

impl Facts {
    /// What could not be read is in it.
    pub(super) async fn read(site: &Site, asks: Asks) -> Result<Self> {
        let (mappings, tagged) = futures::join!(site.mappings(), site.tagged_nodes());
        let mut facts = Self {
            mappings,
            tagged,
            profiles: None,
            default_role: None,
            recorders: None,
            network: None,
        };
        if asks.roles {
            let (profiles, role) = futures::join!(site.profiles(), site.default_host_role());
            (facts.profiles, facts.default_role) = (Some(profiles), Some(role));
        }
        if asks.recorder {
            facts.recorders = Some(site.recorders().await);
        }
        if asks.network {
            facts.network = Some(site.network().await);
        }
        Ok(facts)
    }

    pub(super) fn settled(
        self,
        context: &Context,
        scope: &Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> Settled {
        // Each by itself: one right that is missing must not hide what the others would tell.
        let mut faults = Faults::of(scope);
        let mappings = faults.kept("the patch groups", "of", self.mappings);
        let tagged = faults.kept("the tags of the nodes", "of", self.tagged);

        let settled = Settled {
            mappings: mappings.unwrap_or_default(),
            tagged: tagged.unwrap_or_default(),
            profiles: self
                .profiles
                .and_then(|it| faults.kept("the instance profiles", "of", it)),
            default_role: self
                .default_role
                .and_then(|it| faults.kept("default host management", "of", it)),
            recorders: self
                .recorders
                .and_then(|it| faults.kept("AWS Config", "in", it)),
            network: self
                .network
                .and_then(|it| faults.kept("the VPC endpoints", "of", it)),
        };
        unreadable.extend(faults.told(context));
        settled
    }
}

/// What of a scope could not be read.
pub(super) struct Faults<'a> {
    scope: &'a Scope,
    all: Vec<Unreadable>,
}

impl<'a> Faults<'a> {
    pub(super) const fn of(scope: &'a Scope) -> Self {
        Self {
            scope,
            all: Vec::new(),
        }
    }

    /// The answer, if there is one; `what` and how it belongs to the place name it otherwise.
    pub(super) fn kept<T>(&mut self, what: &str, how: &str, answer: Result<T>) -> Option<T> {
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                let place = format!("{what} {how} {}", self.scope);
                let scope = Some(self.scope.clone());
                self.all.push(fault::unreadable(place, scope, None, &error));
                None
            }
        }
    }

    /// Says what could not be read, and gives it.
    pub(super) fn told(self, context: &Context) -> Vec<Unreadable> {
        fleet::tell_unreadable(context, &self.all);
        self.all
    }
}
