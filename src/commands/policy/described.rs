//! What the verbs of policies do with definitions: read them from files, and say what surprises.

use crate::aws::site::Site;
use crate::context::Context;
use crate::document::policy;
use crate::domain::policy::Definition;
use crate::domain::policy::doubts::{Known, doubts};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
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
            count(accounts, "active account")
        ));
    }
    for doubt in doubts(definition, known) {
        context.ui.warn(&format!("{}: {doubt}", definition.name));
    }
    Ok(())
}
