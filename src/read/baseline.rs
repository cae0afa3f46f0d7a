//! A baseline as a user names it: by id, by ARN, or by name.

use std::convert::Infallible;
use std::str::FromStr;

use super::fleet;
use super::propose;
use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::id::Scope;
use crate::domain::id::baseline::BaselineId;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Kind, Result};

/// How a user names a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// By `pb-…` or ARN.
    Id(BaselineId),
    /// By its name, which is not unique.
    Name(String),
}

impl FromStr for Reference {
    type Err = Infallible;

    fn from_str(text: &str) -> std::result::Result<Self, Infallible> {
        Ok(text
            .parse()
            .map_or_else(|_| Self::Name(text.to_owned()), Self::Id))
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl Reference {
    /// Whether a baseline of a scope is meant. An ARN means the baseline that it names in full, and
    /// none of another account, Region or partition that has the same id.
    fn means(&self, scope: &Scope, identity: &Identity) -> bool {
        match self {
            Self::Name(name) => identity.name == *name,
            Self::Id(id) if id.arn().is_none() => identity.id.short() == id.as_str(),
            Self::Id(id) if identity.is_aws_owned() => identity.id == *id,
            Self::Id(id) => id.as_str() == arn_of(scope, identity),
        }
    }
}

/// The whole ARN of an own baseline.
fn arn_of(scope: &Scope, identity: &Identity) -> String {
    format!(
        "arn:{}:ssm:{}:{}:patchbaseline/{}",
        regions::partition(&scope.region),
        scope.region,
        scope.account,
        identity.id
    )
}

/// One baseline with the place where it was found.
#[derive(Debug)]
pub struct Found<'a> {
    /// The place.
    pub site: &'a Site,
    /// The baseline.
    pub identity: Identity,
}

/// Every baseline of every scope that can be read.
///
/// # Errors
/// What could not be read is shown and becomes an error of its own: an answer that may be wrong is
/// none.
pub async fn everything<'a>(
    context: &Context,
    reach: &'a Reach,
) -> Result<Vec<(&'a Site, Vec<Identity>)>> {
    let gathered = reach.gather(|site| site.baselines(Owner::All, None)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    if !unreadable.is_empty() {
        // A baseline that may be there unseen would make a name look free, or a default look ours.
        let credentials = answers.is_empty() && unreadable.iter().all(|fault| fault.credentials);
        let kind = if credentials {
            Kind::Credentials
        } else {
            Kind::Incomplete
        };
        return Err(Error::new(
            kind,
            "the baselines could not be read everywhere, so that nothing is decided",
        ));
    }

    Ok(answers
        .into_iter()
        .filter_map(|(scope, found)| Some((reach.site(&scope)?, found)))
        .collect())
}

/// The one baseline that a user means.
///
/// # Errors
/// Usage errors when nothing has that name or id, when several have the name, or when the ARN names
/// a place that is not in scope.
pub async fn find<'a>(
    context: &Context,
    reach: &'a Reach,
    reference: &Reference,
    os: Option<OperatingSystem>,
) -> Result<Found<'a>> {
    // Before anything is read, because an ARN says itself where it is.
    check_place(
        context,
        reach.sites.iter().map(|site| &site.scope),
        reference,
    )?;

    let all = everything(context, reach).await?;
    one_of(context, &all, reference, os)
}

/// As [`find`], among what was read already.
pub fn one_of<'a>(
    context: &Context,
    all: &[(&'a Site, Vec<Identity>)],
    reference: &Reference,
    os: Option<OperatingSystem>,
) -> Result<Found<'a>> {
    check_place(context, all.iter().map(|(site, _)| &site.scope), reference)?;

    let mut found: Vec<Found<'a>> = Vec::new();
    for (site, identities) in all {
        let fitting = identities
            .iter()
            .filter(|identity| os.is_none_or(|os| identity.operating_system == Some(os)))
            .filter(|identity| reference.means(&site.scope, identity));
        found.extend(fitting.map(|identity| Found {
            site,
            identity: identity.clone(),
        }));
    }

    match found.len() {
        0 => Err(unknown(context, all, reference, os)),
        1 => Ok(found.remove(0)),
        _ => Err(ambiguous(context, &found, reference)),
    }
}

/// AWS lets several baselines have one name, and a name stands for one in each Region: only an id
/// tells them apart.
fn ambiguous(context: &Context, found: &[Found<'_>], reference: &Reference) -> Error {
    let error = Error::usage(format!(
        "`{reference}` names {} baselines; name one by its id",
        found.len()
    ));

    // A few are enough to see what they differ in.
    found.iter().take(5).fold(error, |error, found| {
        let (site, identity) = (found.site, &found.identity);
        let system = identity
            .operating_system
            .map_or_else(String::new, |os| format!(" for {os}"));

        let show = format!("baseline show {}", identity.id);
        let command = propose::propose(context, &show, &site.scope);
        error.hint(format!(
            "{}{system} in {}: {command}",
            identity.id, site.scope
        ))
    })
}

fn unknown(
    context: &Context,
    all: &[(&Site, Vec<Identity>)],
    reference: &Reference,
    os: Option<OperatingSystem>,
) -> Error {
    let places: Vec<String> = all.iter().map(|(site, _)| site.scope.to_string()).collect();
    let system = os.map_or_else(String::new, |os| format!(" for {os}"));
    let error = Error::usage(format!(
        "there is no baseline `{reference}`{system} in {}",
        places.join(", ")
    ));

    // A name is looked for in every place that was read, an id belongs to one.
    let error = match reference {
        Reference::Name(name) => error.maybe_hint(near_name(all, name)),
        Reference::Id(_) => error.hint(
            "an id belongs to one account and Region; choose others with --profile and --region",
        ),
    };
    match all.first() {
        Some((site, _)) => error.hint(format!(
            "{} shows what there is",
            propose::propose(context, "baseline list --owner all", &site.scope)
        )),
        None => error,
    }
}

/// What comes nearest to a name: the same one for another operating system, else one like it.
fn near_name(all: &[(&Site, Vec<Identity>)], name: &str) -> Option<String> {
    let identities = || all.iter().flat_map(|(_, identities)| identities);
    let other = identities()
        .find(|identity| identity.name == name)
        .and_then(|identity| identity.operating_system);
    if let Some(other) = other {
        return Some(format!("there is one for {other}"));
    }
    let names = identities().map(|identity| identity.name.as_str());
    near_miss(name, names).map(|near| format!("did you mean `{near}`?"))
}

/// An ARN of another Region is said before anything else.
fn check_place<'a>(
    context: &Context,
    scopes: impl Iterator<Item = &'a Scope>,
    reference: &Reference,
) -> Result<()> {
    let Reference::Id(id) = reference else {
        return Ok(());
    };
    let Some(arn) = id.arn() else { return Ok(()) };
    // An id alone belongs to no Region; an ARN names its own, and looking elsewhere for it is a
    // mistake.
    let scopes: Vec<&Scope> = scopes.collect();
    if scopes.is_empty() || scopes.iter().any(|scope| scope.region == arn.region) {
        return Ok(());
    }

    let regions: Vec<&str> = scopes.iter().map(|scope| scope.region.as_str()).collect();
    let elsewhere = Scope {
        account: arn.account.clone(),
        region: arn.region.clone(),
    };
    Err(Error::usage(format!(
        "{id} is in {}, and this command looks in {}",
        arn.region,
        regions.join(", ")
    ))
    .hint(propose::propose(
        context,
        &format!("baseline show {id}"),
        &elsewhere,
    )))
}

/// Refuses to write a baseline of AWS.
///
/// # Errors
/// Refused (exit 8), with the way to an own copy.
pub fn own(context: &Context, found: &Found<'_>) -> Result<()> {
    let identity = &found.identity;
    if !identity.is_aws_owned() {
        return Ok(());
    }
    // Nobody can change a baseline of AWS; what is wanted is a copy of it, which an export makes.
    let export = propose::propose(
        context,
        &format!("baseline export {}", identity.id),
        &found.site.scope,
    );

    Err(Error::new(
        Kind::Refused,
        format!("{} belongs to AWS and cannot be changed", identity.name),
    )
    .hint(format!(
        "make a copy of it: {export} > mine.yaml, change its name, and apply that file"
    )))
}
