//! Who asks in each account, and what IAM does not let it do.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Faults;
use crate::aws::actions::{Action, Effect, Service};
use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::doctor::Diagnosis;
use crate::domain::doctor::caller::{Caller, Denied, Principal, denied};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::iam::places::Places;
use crate::domain::iam::policy::Use;
use crate::domain::id::AccountId;
use crate::error::{Error, Result};

/// Which operations matter, and the commands that call each.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// The operations.
    pub actions: BTreeMap<Action, BTreeSet<String>>,
    /// Whether somebody chose the commands.
    pub chose: bool,
}

/// What came of asking who asks.
#[derive(Debug, Default)]
pub struct Callers {
    /// Who asks, one in each account.
    pub all: Vec<Caller>,
    /// What was found.
    pub found: Vec<Diagnosis>,
    /// What could not be asked.
    pub unreadable: Vec<Unreadable>,
}

/// Looks at who asks in each account; one Region of it speaks for all.
pub async fn callers(context: &Context, reach: &Reach, wanted: &Rights) -> Callers {
    let mut firsts: BTreeMap<&AccountId, &Site> = BTreeMap::new();
    for site in &reach.sites {
        firsts.entry(&site.scope.account).or_insert(site);
    }
    let answers = firsts
        .into_values()
        .map(|site| of_site(context, site, wanted));

    let mut callers = Callers::default();
    for one in futures::future::join_all(answers).await {
        callers.all.extend(one.all);
        callers.found.extend(one.found);
        callers.unreadable.extend(one.unreadable);
    }
    callers
}

async fn of_site(context: &Context, site: &Site, wanted: &Rights) -> Callers {
    let mut faults = Faults::of(&site.scope);
    let caller = faults.kept("who asks", "in", site.caller().await);
    let mut found = Vec::new();
    if let Some(caller) = &caller {
        found.extend(caller.ends_soon(&site.scope, context.clock.now()));
        let allowed = refused(site, caller, wanted).await;
        let refused = faults.kept("what IAM allows the caller", "in", allowed);
        found.extend(denied(
            &site.scope,
            caller,
            &refused.unwrap_or_default(),
            wanted.chose,
        ));
    }
    Callers {
        all: caller.into_iter().collect(),
        found,
        unreadable: faults.told(context),
    }
}

/// What is denied on all that it could be allowed on: whoever may do something on some nodes is not
/// told that it may not.
async fn refused(site: &Site, caller: &Caller, wanted: &Rights) -> Result<Vec<Denied>> {
    let principal = match caller.principal() {
        Principal::User(arn) => arn.to_owned(),
        Principal::Role(name) => site
            .role(name)
            .await?
            .ok_or_else(|| Error::failed(format!("IAM knows no role {name}")))?,
        // Nothing denied and nothing asked must not look alike.
        Principal::Other => {
            let why = format!("IAM simulates nothing for {}", caller.arn);
            return Err(Error::failed(why).hint("it does so for users and roles"));
        }
    };

    // Open is what no answer has allowed yet.
    let mut open: BTreeSet<Action> = BTreeSet::new();
    let mut by_resource: BTreeMap<String, Vec<Action>> = BTreeMap::new();
    for action in wanted.actions.keys().filter(|action| is_told(**action)) {
        open.insert(*action);
        for resource in resources(site, *action) {
            by_resource.entry(resource).or_default().push(*action);
        }
    }
    for (resource, actions) in by_resource {
        // Some operations share one IAM action.
        let names = actions.iter().map(|action| action.iam()).collect();
        let denied = site.denied(&principal, &names, &resource).await?;
        let allowed = actions
            .iter()
            .filter(|action| !denied.contains(action.iam()));
        for action in allowed {
            open.remove(action);
        }
    }
    Ok(open
        .into_iter()
        .map(|action| of_action(action, wanted))
        .collect())
}

/// Whether IAM can tell: not of buckets and roles that nobody named, and of this question everybody
/// gets an answer.
fn is_told(action: Action) -> bool {
    !matches!(action.service(), Service::S3)
        && !matches!(action, Action::AssumeRole | Action::Caller)
}

/// The ARNs of what an action is for here; `*` where it takes none.
fn resources(site: &Site, action: Action) -> BTreeSet<String> {
    let templates = action.resources();
    if templates.is_empty() {
        return BTreeSet::from(["*".to_owned()]);
    }
    let region = &site.scope.region;
    let places = Places {
        regions: vec![(regions::partition(region), region.clone())],
        accounts: vec![site.scope.account.clone()],
        ..Places::default()
    };
    templates
        .iter()
        .flat_map(|template| places.fill(template))
        .collect()
}

fn of_action(action: Action, wanted: &Rights) -> Denied {
    Denied {
        action: action.iam(),
        used: match action.effect() {
            Effect::Read => Use::Read,
            Effect::Write => Use::Write,
        },
        commands: wanted.actions.get(&action).cloned().unwrap_or_default(),
    }
}
