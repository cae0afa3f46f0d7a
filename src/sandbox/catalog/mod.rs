//! Package data of others: the metadata of rpm and apt repositories, and lists of updates of our
//! own, as the published patches of a catalogue; and this machine, or the system below a folder, as
//! a node.

mod apt;
mod archive;
mod find;
pub(super) mod host;
mod imported;
mod join;
mod paragraphs;
mod product;
mod rpm;
mod xml;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;

use super::Sandbox;
use crate::error::{Error, Result};

use imported::MOST_PATCHES;

pub use imported::{ImportOptions, Imported};
pub use join::{CatalogueStatus, Change};

/// Reads what is to be imported; changes nothing.
///
/// # Errors
/// A usage error that names the file, and the line where it is known.
pub fn read(options: &ImportOptions) -> Result<Imported> {
    let os = options.os;
    let mut imported = Imported::default();
    let mut sources = BTreeSet::new();
    for path in &options.paths {
        sources.extend(find::sources(path, os.family())?);
    }

    // A set, because one file may be named twice: by itself, and by its folder.
    for source in sources {
        match source {
            find::Source::Repomd(path) => rpm::read(&path, os, &|_, _| true, &mut imported)?,
            find::Source::Packages(path) => apt::import(&path, &mut imported)?,
            find::Source::Yaml(path) => yaml::read(&path, os, &mut imported)?,
        }
        if imported.updates.len() > MOST_PATCHES {
            return Err(Error::usage(format!(
                "more than {MOST_PATCHES} updates cannot be imported at once"
            )));
        }
    }

    if imported.updates.is_empty() {
        return Err(Error::usage("there is no update in what is to be imported"));
    }

    // Mirrors of one repository say the same.
    let mut seen = HashSet::new();
    imported
        .updates
        .retain(|update| seen.insert(serde_json::to_string(update).unwrap_or_default()));

    Ok(imported)
}

impl Sandbox {
    /// What an import would change.
    ///
    /// # Errors
    /// When it is not clear to which catalogue the updates belong, or a node names a patch that
    /// would no longer be there.
    pub fn plan_import(&self, options: &ImportOptions, imported: &Imported) -> Result<Vec<Change>> {
        let (mut fleet, _) = self.0.store.fleet()?;
        join::join(&mut fleet, options, imported, self.now())
    }

    /// Puts imported updates into their catalogues.
    ///
    /// # Errors
    /// As [`Sandbox::plan_import`], and when the store cannot be written; nothing is changed then.
    pub fn import(&self, options: &ImportOptions, imported: &Imported) -> Result<Vec<Change>> {
        // The closure of the store cannot fail: what went wrong is taken out of it, and the fleet
        // stays as it was.
        let now: Timestamp = self.now();
        let mut result = Ok(Vec::new());
        self.0.store.change_fleet(|fleet| {
            let mut changed = fleet.clone();
            result = join::join(&mut changed, options, imported, now);
            if result.is_ok() {
                *fleet = changed;
            }
        })?;
        result
    }

    /// The catalogues that the sandbox holds.
    pub fn catalogues(&self) -> Result<Vec<CatalogueStatus>> {
        let (fleet, seeded) = self.0.store.fleet()?;
        Ok(join::list(&fleet, seeded))
    }
}
