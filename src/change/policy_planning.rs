//! From definitions of policies to the steps for the place that keeps them.

use std::collections::BTreeMap;

use crate::aws::baselines::Owner;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::domain::group::Identity;
use crate::domain::id::Region;
use crate::domain::policy::manager::Manager;
use crate::domain::policy::plan::{Wanted, entries_of, named};
use crate::domain::policy::selected::{Defaults, Entries, Entry, Selected};
use crate::domain::policy::{Definition, Kind, Roles, usual_roles};
use crate::domain::text::words::near_miss;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::read::policies;

/// What is there, as far as it is needed for definitions of these names.
///
/// # Errors
/// What Quick Setup answered.
pub async fn present(site: &Site, names: &[&str], every: bool) -> Result<Vec<Manager>> {
    let host = Kind::HostManagement.as_type();
    // Of the others only host management counts, because there can be one.
    policies::of_site(site, |listed| {
        every
            || names.contains(&listed.name.as_str())
            || listed.types.iter().any(|name| name == host)
    })
    .await
}

/// A definition with everything that is sent of it: the baselines that it names, and the roles.
///
/// # Errors
/// Refused for another account; a usage error for a baseline that is not there.
pub async fn wanted(site: &Site, definition: &Definition) -> Result<Wanted> {
    let account = site.account()?;
    let own = account.as_str();
    if let Some(other) = definition.accounts.iter().find(|other| *other != own) {
        return Err(Error::new(
            ErrorKind::Refused,
            format!("{}: a policy of one account is for {own}, and not for {other}", definition.name),
        )
        .hint("use the credentials of that account, or organizational_units from the management account"));
    }

    // What the file spells out needs no question.
    let entries = match entries_of(definition) {
        Some(entries) => entries,
        None => looked_up(site, definition).await?,
    };
    Ok(Wanted {
        roles: roles(site, definition, own)?,
        definition: definition.clone(),
        entries,
    })
}

/// The roles are sent for every deployment in one account, and for patch policies of organizations
/// (Quick Setup API reference, `ConfigurationDefinitionInput`).
fn roles(site: &Site, definition: &Definition, account: &str) -> Result<Roles> {
    let given = definition.roles.clone().unwrap_or_default();
    let needed = definition.kind == Kind::PatchPolicy || !definition.is_for_organization();
    if !needed {
        return Ok(given);
    }

    // What is not given is what the console makes.
    let partition = regions::partition(&site.scope.region);
    let usual = usual_roles(definition.kind, partition, account);
    let roles = Roles {
        administration: given.administration.or(usual.administration),
        execution: given.execution.or(usual.execution),
    };

    // CloudFormation would fail at it, half an hour later.
    let arn = roles.administration.as_deref().unwrap_or_default();
    if !arn.contains(&format!("::{account}:role/")) {
        return Err(Error::usage(format!(
            "{}: the administration role {arn} is not one of account {account}",
            definition.name
        )));
    }
    Ok(roles)
}

/// The entries of baselines that are named, or of the defaults, in the Region where they are.
async fn looked_up(site: &Site, definition: &Definition) -> Result<Entries> {
    let region = definition.baseline_region.as_deref().unwrap_or_default();
    let home = site.in_region(&Region::trusted(region));
    let all = home.baselines(Owner::All, None).await?;
    if definition.baselines == Some(Selected::Word(Defaults::Defaults)) {
        let defaults = all.iter().filter(|one| one.default);
        let entries: Entries = defaults
            .filter_map(|one| Some((one.operating_system?.as_str().to_owned(), entry(one))))
            .collect();
        return Ok(entries);
    }

    let mut entries = fixed(definition);
    for (os, name) in named(definition) {
        // AWS takes two baselines of one name: which of them is meant nobody can guess.
        let there: Vec<&Identity> = all.iter().filter(|one| is_for(one, &os)).collect();
        let found = there.iter().filter(|one| means(one, &name));
        let found: Vec<&Identity> = found.copied().collect();
        match found[..] {
            [one] => entries.insert(os, entry(one)),
            [] => {
                let what = format!(
                    "{}: there is no baseline `{name}` for {os}",
                    definition.name
                );
                return Err(missing(&what, &name, &there, &home));
            }
            _ => {
                let ids: Vec<String> = found.iter().map(|one| one.id.to_string()).collect();
                return Err(Error::usage(format!(
                    "{}: {} baselines for {os} are called `{name}`: {}",
                    definition.name,
                    found.len(),
                    ids.join(", ")
                )));
            }
        };
    }
    Ok(entries)
}

fn is_for(identity: &Identity, os: &str) -> bool {
    let system = identity.operating_system;
    system.is_some_and(|system| system.as_str() == os)
}

/// The error for a name that nothing has, with the one that it may be meant for.
fn missing(what: &str, name: &str, there: &[&Identity], home: &Site) -> Error {
    let names = there.iter().map(|one| one.name.as_str());
    let near = near_miss(name, names).map(|near| format!("did you mean `{near}`?"));
    Error::usage(format!("{what} in {}", home.scope))
        .maybe_hint(near)
        .hint("baseline_region says where they are")
}

/// The baselines that are entries already.
fn fixed(definition: &Definition) -> Entries {
    let Some(Selected::Each(each)) = &definition.baselines else {
        return Entries::new();
    };
    let fixed: BTreeMap<_, _> = each
        .iter()
        .filter(|(_, choice)| matches!(choice, crate::domain::policy::selected::Choice::Entry(_)))
        .map(|(os, choice)| (os.clone(), choice.clone()))
        .collect();
    Selected::Each(fixed).entries().unwrap_or_default()
}

fn means(identity: &Identity, name: &str) -> bool {
    identity.name == name || identity.id.to_string() == name || identity.id.short() == name
}

/// An entry as the console writes it: one's own baseline by its id, one of AWS by its ARN.
fn entry(identity: &Identity) -> Entry {
    Entry {
        value: identity.id.to_string(),
        label: Some(identity.name.clone()),
        description: identity.description.clone(),
        disabled: Some(false),
        other: BTreeMap::new(),
    }
}
