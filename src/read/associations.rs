//! Associations as users name them, by id or by name, which need not be unique; and the nodes that
//! they are for.

use std::collections::BTreeSet;

use futures::stream::{self, StreamExt, TryStreamExt};

use super::fleet;
use super::propose::propose;
use crate::aws::associations::StoredAssociation;
use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::context::Context;
use crate::domain::association::baseline_tags::{BaselineTags, Choice, Tagged};
use crate::domain::association::{Association, Listed, Maker, Targets};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::{Selection, TagCondition};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Kind, Result};

/// An association with the place where it was found.
#[derive(Debug)]
pub struct Found<'a> {
    /// The place.
    pub site: &'a Site,
    /// The association, as it is listed.
    pub association: Listed,
}

impl Found<'_> {
    /// Whether a user means it: by its id, or by its name.
    fn is(&self, name: &str) -> bool {
        let association = &self.association;
        association.id == name || association.name.as_deref() == Some(name)
    }
}

/// The associations of every scope that can be read, what could not be read, and how many scopes
/// there are.
pub async fn readable<'a>(
    context: &Context,
    reach: &'a Reach,
) -> (Vec<Found<'a>>, Vec<Unreadable>, usize) {
    let gathered = reach.gather(Site::listed_associations).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let scopes = answers.len() + unreadable.len();

    let found = answers.into_iter().flat_map(|(scope, associations)| {
        let site = reach.site(&scope);
        let associations = associations.into_iter();
        associations.filter_map(move |association| {
            Some(Found {
                site: site?,
                association,
            })
        })
    });
    (found.collect(), unreadable, scopes)
}

/// The associations of every scope.
///
/// # Errors
/// What could not be read is shown and becomes an error of its own: an answer that may be wrong is
/// none.
pub async fn everything<'a>(context: &Context, reach: &'a Reach) -> Result<Vec<Found<'a>>> {
    let (found, unreadable, _) = readable(context, reach).await;
    if unreadable.is_empty() {
        return Ok(found);
    }

    // Where nobody could sign in anywhere, that is the one thing to say.
    let credentials = found.is_empty() && unreadable.iter().all(|fault| fault.credentials);
    let kind = if credentials {
        Kind::Credentials
    } else {
        Kind::Incomplete
    };
    Err(Error::new(
        kind,
        "the associations could not be read everywhere, so that nothing is decided",
    ))
}

/// The one association that a user means.
///
/// # Errors
/// Usage errors when nothing has that name or id, or when several have the name.
pub fn one_of<'f, 'a>(
    context: &Context,
    reach: &Reach,
    all: &'f [Found<'a>],
    name: &str,
) -> Result<&'f Found<'a>> {
    let fitting: Vec<&Found<'a>> = all.iter().filter(|found| found.is(name)).collect();
    // To pick one of several would be a guess.
    match fitting[..] {
        [one] => Ok(one),
        [] => Err(unknown(context, reach, all, name)),
        _ => Err(ambiguous(context, &fitting, name)),
    }
}

/// The one association that a user means, in full.
///
/// # Errors
/// When it went away meanwhile; what AWS answered.
pub async fn whole(found: &Found<'_>, tagged: bool) -> Result<StoredAssociation> {
    let listed = &found.association;
    let whole = found.site.association(&listed.id, tagged).await?;
    whole.ok_or_else(|| {
        let label = listed.label();
        Error::failed(format!(
            "the association {label} ({}) was deleted meanwhile",
            listed.id
        ))
    })
}

/// Several of one place in full; `None` for one that went away meanwhile. `DescribeAssociation`
/// takes two calls a second (AWS General Reference, quotas of Systems Manager): the limiter learns
/// that, and more at once would only be refused.
pub async fn in_full(site: &Site, ids: &[&str]) -> Result<Vec<Option<Association>>> {
    let reads = stream::iter(ids).map(|id| async move {
        let found = site.association(id, false).await?;
        Ok(found.map(|found| found.association))
    });
    reads.buffered(CALLS_AT_ONCE).try_collect().await
}

/// AWS lets several associations have one name, and a name stands for one in each Region: only an
/// id tells them apart.
fn ambiguous(context: &Context, fitting: &[&Found<'_>], name: &str) -> Error {
    let number = fitting.len();
    let error = Error::usage(format!(
        "`{name}` names {number} associations; name one by its id"
    ));
    // A few are enough to see what they differ in.
    fitting.iter().take(5).fold(error, |error, found| {
        let (id, scope) = (&found.association.id, &found.site.scope);
        let command = propose(context, &format!("association show {id}"), scope);
        error.hint(format!("{id} in {scope}: {command}"))
    })
}

fn unknown(context: &Context, reach: &Reach, all: &[Found<'_>], name: &str) -> Error {
    let places = reach.sites.iter().map(|site| site.scope.to_string());
    let places: Vec<String> = places.collect();
    let names = all.iter().map(|found| found.association.label());
    let near = near_miss(name, names).map(|near| format!("did you mean `{near}`?"));
    let error = Error::usage(format!(
        "there is no association `{name}` in {}",
        places.join(", ")
    ));

    // The one of another Region may be meant.
    let error = error.maybe_hint(near);
    match reach.sites.first() {
        Some(site) => error.hint(format!(
            "{} shows what there is",
            propose(context, "association list --all", &site.scope)
        )),
        None => error,
    }
}

/// What is said of an association that belongs to AWS's own machinery.
pub fn not_ours(name: &str, maker: Maker) -> Error {
    let error = Error::new(
        Kind::Refused,
        format!("{name} is of {maker}, and not ours to change"),
    );
    match maker {
        // It is made again as it was with the next deployment (User Guide, "Using Quick Setup").
        Maker::QuickSetup => error
            .hint("change the policy that it belongs to: patchctl policy list, then patchctl policy update")
            .hint("patchctl association run lets it run now as it is"),
        Maker::PatchNow => error.hint("patchctl association delete deletes it; patch-now patches without one"),
    }
}

/// The managed nodes that targets mean by now, by our own reading of them.
///
/// # Errors
/// What the inventory or the resource group answered; a usage error for a group that is not there.
pub async fn nodes_of(site: &Site, targets: &Targets) -> Result<Vec<Node>> {
    let mut found = Vec::new();
    for selection in selections(site, targets).await? {
        found.extend(Box::pin(site.nodes(&selection)).await?.nodes);
    }
    // Of several tag keys a node may have more than one.
    let mut known: BTreeSet<NodeId> = BTreeSet::new();
    found.retain(|node| known.insert(node.id.clone()));
    Ok(found)
}

/// The questions to the inventory that together give the nodes.
async fn selections(site: &Site, targets: &Targets) -> Result<Vec<Selection>> {
    if targets.all {
        return Ok(vec![Selection::default()]);
    }
    if !targets.tags.is_empty() || !targets.tag_keys.is_empty() {
        return Ok(of_tags(targets));
    }

    let ids = targets.nodes.iter().filter_map(|id| id.parse().ok());
    let mut ids: Vec<NodeId> = ids.collect();
    if let Some(group) = &targets.resource_group {
        let members = site.resource_group(group).await?;
        ids.extend(members.ok_or_else(|| {
            Error::usage(format!(
                "there is no resource group `{group}` in {}",
                site.scope
            ))
        })?);
    }

    // Without ids a selection means every node.
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Selection {
        nodes: ids,
        ..Selection::default()
    }])
}

/// Every tag has to be there, and of the tag keys one: the conditions of one question are joined by
/// "and", so that each key is a question.
fn of_tags(targets: &Targets) -> Vec<Selection> {
    let tags = targets.tags.iter();
    let tags: Vec<TagCondition> = tags
        .map(|(key, values)| condition(key, values.clone()))
        .collect();
    if targets.tag_keys.is_empty() {
        return vec![with_tags(tags)];
    }

    let keys = targets.tag_keys.iter();
    keys.map(|key| {
        let key = condition(key, Vec::new());
        with_tags(tags.iter().cloned().chain([key]).collect())
    })
    .collect()
}

/// Without values: any value of the key.
fn condition(key: &str, values: Vec<String>) -> TagCondition {
    TagCondition {
        key: key.to_owned(),
        values,
    }
}

fn with_tags(tags: Vec<TagCondition>) -> Selection {
    Selection {
        tags,
        ..Selection::default()
    }
}

/// What tags of baselines choose, for each operating system of some nodes.
///
/// # Errors
/// What AWS answered to the question for the baselines or their tags.
pub async fn choices(site: &Site, tags: &BaselineTags, nodes: &[Node]) -> Result<Vec<Choice>> {
    let systems = nodes.iter().filter_map(|node| node.operating_system);
    let systems: BTreeSet<OperatingSystem> = systems.collect();
    let systems: Vec<OperatingSystem> = systems.into_iter().collect();

    // Only those of these systems are asked for their tags: a call for each.
    let own = site.baselines(Owner::Own, None).await?;
    let meant = own.iter().filter(|one| {
        let system = one.operating_system;
        system.is_some_and(|system| systems.contains(&system))
    });
    let tagged = stream::iter(meant).map(|baseline| async move {
        Ok::<_, Error>(Tagged {
            baseline,
            tags: site.baseline_tags(&baseline.id).await?,
        })
    });
    let tagged: Vec<Tagged<'_>> = tagged.buffered(CALLS_AT_ONCE).try_collect().await?;
    Ok(tags.choices(&systems, &tagged))
}
