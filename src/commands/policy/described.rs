//! What the verbs of policies do with definitions: read them from files, and say what surprises.

use std::collections::BTreeSet;

use crate::aws::site::Site;
use crate::change::policy_planning;
use crate::context::Context;
use crate::document::policy;
use crate::domain::id::Region;
use crate::domain::policy::doubts::{Known, doubts};
use crate::domain::policy::plan::{PolicyStep, check_alone};
use crate::domain::policy::{Definition, Kind as PolicyKind};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::files::documents::Text;
use crate::read::policies;

/// The definitions in some files; a name stands once over all of them.
pub fn definitions(texts: &[Text], color: bool) -> Result<Vec<Definition>> {
    let mut all: Vec<Definition> = Vec::new();
    for text in texts {
        // One file is checked for itself by its reader.
        for (_, definition) in policy::read(text.source(color))? {
            if all.iter().any(|other| other.name == definition.name) {
                return Err(Error::usage(format!(
                    "`{}`: {} is described in another file too",
                    text.name, definition.name
                )));
            }
            all.push(definition);
        }
    }
    Ok(all)
}

/// Says what is true of a policy and surprises, before it is sent; of organizational units also which
/// accounts they reach.
pub async fn tell(context: &Context, site: &Site, definition: &Definition) -> Result<()> {
    let mut known = Known::default();
    if definition.is_for_organization() {
        let accounts = site.accounts_below(&definition.organizational_units).await;
        let accounts = accounts.map_err(|error| {
            error.first_hint(
                "organizational units need the management account of the organization: a delegated administrator may not deploy patch policies",
            )
        })?;

        // Only there the question is answered at all.
        known.management = true;
        context.ui.note(&format!(
            "{}: the organizational units hold {}",
            definition.name,
            count(accounts.len(), "active account")
        ));
    }
    for doubt in doubts(definition, known) {
        context.ui.warn(&format!("{}: {doubt}", definition.name));
    }
    if !definition.is_for_organization() {
        tell_nobody(context, site, definition).await;
    }
    Ok(())
}

/// Warns of targets that mean no node at all. That nobody could look stops nothing.
async fn tell_nobody(context: &Context, site: &Site, definition: &Definition) {
    let name = &definition.name;
    for region in &definition.regions {
        let there = site.in_region(&Region::trusted(region));
        match policies::nodes_of(&there, definition).await {
            Ok(nodes) if nodes.is_empty() => {}
            Ok(_) => return,
            Err(error) => {
                let why = error.one_line();
                let text = format!("{name}: its nodes in {region} could not be looked at: {why}");
                return context.ui.note(&text);
            }
        }
    }
    context.ui.warn(&format!(
        "{name}: its targets mean no managed node now: nothing is scanned or patched"
    ));
}

/// Refuses what other Regions speak against. Nothing in a file says where a policy is kept: one of
/// the same name elsewhere would patch the same nodes twice, and a Region takes one host management
/// only, wherever that is kept.
///
/// # Errors
/// Refused, with the Region that has the other one.
pub async fn check_elsewhere(context: &Context, site: &Site, steps: &[PolicyStep]) -> Result<()> {
    for step in steps {
        let (definition, own) = match step {
            PolicyStep::Create { wanted } => (&wanted.definition, None),
            PolicyStep::Update { arn, after, .. } => (&after.definition, Some(arn.as_str())),
            _ => continue,
        };
        // A policy that is there had its name before.
        if own.is_some() && definition.kind != PolicyKind::HostManagement {
            continue;
        }
        let home = definition.baseline_region.iter();
        let mut regions: BTreeSet<&str> = home
            .chain(&definition.regions)
            .map(String::as_str)
            .collect();
        regions.insert(site.scope.region.as_str());
        for region in regions {
            in_region(context, site, definition, own, region).await?;
        }
    }
    Ok(())
}

async fn in_region(
    context: &Context,
    site: &Site,
    definition: &Definition,
    own: Option<&str>,
    region: &str,
) -> Result<()> {
    let name = &definition.name;
    let other = site.in_region(&Region::trusted(region));
    let there = match policy_planning::present(&other, &[name], false).await {
        Ok(there) => there,
        // Where it may not be read it may be all the same.
        Err(error) => {
            let why = error.one_line();
            let text =
                format!("whether {region} has a policy that {name} would meet is not known: {why}");
            context.ui.warn(&text);
            return Ok(());
        }
    };
    check_alone(definition, own, &there).map_err(|why| Error::new(Kind::Refused, why))?;

    // What is in the Region of the command is changed, or was refused already.
    let elsewhere = own.is_none() && region != site.scope.region.as_str();
    match there.iter().find(|one| elsewhere && one.name == *name) {
        Some(one) => Err(Error::new(
            Kind::Refused,
            format!("there is a policy {name} in {region} already: {}", one.arn),
        )
        .hint(format!("--region {region} changes that one"))
        .hint("two policies would patch the same nodes; another name says that this is meant")),
        None => Ok(()),
    }
}
