//! What the verbs of policies do with definitions: read them from files, and say what surprises.

use std::collections::BTreeSet;

use crate::aws::site::Site;
use crate::context::Context;
use crate::document::policy;
use crate::domain::id::Region;
use crate::domain::policy::Definition;
use crate::domain::policy::doubts::{Known, doubts};
use crate::domain::policy::plan::PolicyStep;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::files::documents::Text;

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
    Ok(())
}

/// Refuses to make a policy whose name is one in another Region: nothing in a file says where it is
/// kept, and two of them would patch the same nodes.
///
/// # Errors
/// Refused, with the Region that has it.
pub async fn check_elsewhere(context: &Context, site: &Site, steps: &[PolicyStep]) -> Result<()> {
    for step in steps {
        let PolicyStep::Create { wanted } = step else {
            continue;
        };
        let definition = &wanted.definition;
        let home = definition.baseline_region.iter();
        let regions: BTreeSet<&str> = home
            .chain(&definition.regions)
            .map(String::as_str)
            .collect();
        for region in regions {
            if region != site.scope.region.as_str() {
                in_region(context, site, &definition.name, region).await?;
            }
        }
    }
    Ok(())
}

async fn in_region(context: &Context, site: &Site, name: &str, region: &str) -> Result<()> {
    let other = site.in_region(&Region::trusted(region));
    let there = match other.managers().await {
        Ok(there) => there,
        // Where it may not be read it may be all the same.
        Err(error) => {
            let why = error.one_line();
            let text = format!("whether {region} has a policy {name} too is not known: {why}");
            context.ui.warn(&text);
            return Ok(());
        }
    };
    match there.iter().find(|one| one.name == name) {
        Some(one) => Err(Error::new(
            Kind::Refused,
            format!("there is a policy {name} in {region} already: {}", one.arn),
        )
        .hint(format!("--region {region} changes that one"))
        .hint("two policies would patch the same nodes; another name says that this is meant")),
        None => Ok(()),
    }
}
