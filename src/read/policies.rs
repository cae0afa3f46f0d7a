//! Configuration managers of Quick Setup: all of them, or the one that a user means.

use std::collections::BTreeSet;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::fleet;
use super::propose::propose;
use crate::aws::quick_setup::Listed;
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::context::Context;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::{Selection, TagCondition};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::policy::manager::Manager;
use crate::domain::policy::{Definition, Targets};
use crate::domain::text::words::near_miss;
use crate::error::{Error, Kind, Result};

/// A manager with the place where it is kept.
#[derive(Debug)]
pub struct Found<'a> {
    /// The place.
    pub site: &'a Site,
    /// The manager.
    pub manager: Manager,
}

/// Every manager of every scope that can be read, and what could not be read.
pub async fn everything<'a>(
    context: &Context,
    reach: &'a Reach,
) -> (Vec<Found<'a>>, Vec<Unreadable>, usize) {
    let gathered = reach.gather(|site| of_site(site, |_| true)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let scopes = answers.len() + unreadable.len();
    let all = answers.into_iter().flat_map(|(scope, managers)| {
        let site = reach.site(&scope);
        managers.into_iter().filter_map(move |manager| {
            Some(Found {
                site: site?,
                manager,
            })
        })
    });
    (all.collect(), unreadable, scopes)
}

/// The managers of a place that are wanted, in full.
///
/// # Errors
/// What the list or one of them answered.
pub async fn of_site(site: &Site, wanted: impl Fn(&Listed) -> bool) -> Result<Vec<Manager>> {
    let listed = site.managers().await?.into_iter().filter(wanted);
    let reads = stream::iter(listed.map(|one| async move { site.manager(&one.arn).await }));
    let managers: Vec<Option<Manager>> = reads.buffered(CALLS_AT_ONCE).try_collect().await?;
    // One that was deleted since it was listed is none any more.
    Ok(managers.into_iter().flatten().collect())
}

/// The managers that a user means, each by its name, its ARN, or an id.
///
/// # Errors
/// Usage errors for what means nothing, or several; incomplete where not every place could be read.
pub async fn find<'a>(
    context: &Context,
    reach: &'a Reach,
    names: &[String],
) -> Result<Vec<Found<'a>>> {
    let (mut all, unreadable, _) = everything(context, reach).await;
    if !unreadable.is_empty() {
        let credentials = all.is_empty() && unreadable.iter().all(|fault| fault.credentials);
        let kind = if credentials {
            Kind::Credentials
        } else {
            Kind::Incomplete
        };
        return Err(Error::new(
            kind,
            "the policies could not be read everywhere, so that nothing is decided",
        ));
    }

    let mut chosen: Vec<usize> = Vec::new();
    for name in names {
        let index = one_of(context, reach, &all, name)?;
        // Two names of one policy mean it once.
        if !chosen.contains(&index) {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    let mut found: Vec<Found<'a>> = Vec::new();
    for index in chosen.into_iter().rev() {
        found.insert(0, all.remove(index));
    }
    Ok(found)
}

fn one_of(context: &Context, reach: &Reach, all: &[Found<'_>], name: &str) -> Result<usize> {
    let fitting: Vec<usize> = (0..all.len())
        .filter(|index| means(&all[*index].manager, name))
        .collect();
    match fitting[..] {
        [index] => Ok(index),
        [] => Err(unknown(context, reach, all, name)),
        _ => {
            let error = Error::usage(format!(
                "`{name}` names {} policies; name one by its id",
                fitting.len()
            ));
            Err(fitting.iter().take(5).fold(error, |error, index| {
                let found = &all[*index];
                error.hint(format!("{} in {}", found.manager.arn, found.site.scope))
            }))
        }
    }
}

/// Whether a user means a manager: by its name, its ARN, the id at its end, or the short id that
/// stands in the names of what it made.
fn means(manager: &Manager, name: &str) -> bool {
    manager.name == name
        || manager.arn == name
        || manager.short() == name
        || manager.deployed.iter().any(|one| one.id == name)
}

fn unknown(context: &Context, reach: &Reach, all: &[Found<'_>], name: &str) -> Error {
    let places: Vec<String> = reach
        .sites
        .iter()
        .map(|site| site.scope.to_string())
        .collect();
    let names = all.iter().map(|found| found.manager.name.as_str());
    let near = near_miss(name, names).map(|near| format!("did you mean `{near}`?"));
    let error = Error::usage(format!(
        "there is no policy `{name}` in {}",
        places.join(", ")
    ));
    let error = error.maybe_hint(near);
    match reach.sites.first() {
        Some(site) => error.hint(format!(
            "{} shows what there is; a policy is kept in the Region where it was made",
            propose(context, "policy list", &site.scope)
        )),
        None => error,
    }
}

/// The managed nodes of a place that the targets of a policy mean, by our own reading of them.
///
/// # Errors
/// A resource group that is not there; what AWS answered.
pub async fn nodes_of(site: &Site, definition: &Definition) -> Result<Vec<Node>> {
    let (selection, group) = selection(site, definition).await?;
    let mut nodes = site.nodes(&selection).await?.nodes;
    if let Some(members) = group {
        nodes.retain(|node| members.contains(&node.id));
    }
    Ok(nodes)
}

/// What the targets of a policy select, and of a resource group its members.
async fn selection(
    site: &Site,
    definition: &Definition,
) -> Result<(Selection, Option<BTreeSet<NodeId>>)> {
    let mut selection = Selection::default();
    let mut group = None;
    match &definition.targets {
        Targets::All => {}
        // As the template makes targets of it: a tag without a value means any.
        Targets::Tag(tags) => {
            let conditions = tags.iter().map(|(key, value)| TagCondition {
                key: key.clone(),
                values: Some(value.clone())
                    .filter(|value| !value.is_empty())
                    .into_iter()
                    .collect(),
            });
            selection.tags = conditions.collect();
        }
        Targets::Nodes(nodes) => {
            let ids = nodes.iter().filter_map(|node| node.parse().ok());
            selection.nodes = ids.collect();
        }
        Targets::ResourceGroup(name) => {
            // Members of a group are asked for by themselves; no filter knows them.
            let members = site.resource_group(name).await?.ok_or_else(|| {
                Error::failed(format!(
                    "there is no resource group {name} in {}",
                    site.scope
                ))
            })?;
            group = Some(members.into_iter().collect());
        }
    }
    Ok((selection, group))
}
