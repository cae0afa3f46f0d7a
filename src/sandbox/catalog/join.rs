//! Puts imported updates into the catalogues of a fleet.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde::Serialize;

use super::imported::{ImportOptions, Imported};
use super::product;
use crate::document::Path;
use crate::domain::fleet::platform::OperatingSystem;
use crate::error::{Error, Result};
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::fleet::check;
use crate::sandbox::fleet::file::{CatalogueFile, FleetFile, UpdateFile};
use crate::sandbox::fleet::when::utc_day;

/// What an import does to one catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The name of the catalogue.
    pub catalogue: String,
    /// Its product.
    pub product: String,
    /// Whether it is made by the import.
    pub created: bool,
    /// How many patches it holds that were not there before.
    pub added: usize,
    /// How many patches now say something else.
    pub changed: usize,
    /// How many patches it held already.
    pub kept: usize,
    /// How many patches are gone.
    pub removed: usize,
}

/// A catalogue of the sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CatalogueStatus {
    /// Its name in the fleet file.
    pub catalogue: String,
    /// The operating system.
    pub os: OperatingSystem,
    /// The product.
    pub product: String,
    /// The platform, such as `Amazon Linux 2023`.
    pub platform: String,
    /// How many packages the image holds.
    pub base: usize,
    /// How many patches are published.
    pub patches: usize,
    /// The newest release date among them.
    pub newest: Option<jiff::civil::Date>,
    /// How many nodes use it.
    pub nodes: usize,
}

/// The catalogues of a fleet by name.
pub(super) fn list(fleet: &FleetFile, seeded: Timestamp) -> Vec<CatalogueStatus> {
    fleet
        .catalogues
        .iter()
        .filter_map(|(name, file)| status(fleet, name, file, seeded))
        .collect()
}

fn status(
    fleet: &FleetFile,
    name: &str,
    file: &CatalogueFile,
    seeded: Timestamp,
) -> Option<CatalogueStatus> {
    // Read rather than counted in the file: an update may be several patches.
    let catalogue = Catalogue::read(file, seeded, &Path::default(), &mut Vec::new())?;
    let platform = format!("{} {}", file.platform_name, file.platform_version);
    let nodes = fleet.nodes.iter().filter(|node| node.catalogue == name);

    Some(CatalogueStatus {
        catalogue: name.to_owned(),
        os: catalogue.os,
        product: file.product.clone(),
        platform: platform.trim().to_owned(),
        base: catalogue.base.len(),
        patches: catalogue.updates.len(),
        newest: catalogue
            .updates
            .iter()
            .filter_map(|patch| patch.released)
            .max(),
        nodes: nodes.count(),
    })
}

/// Changes the fleet; it is to be thrown away when this fails.
pub(super) fn join(
    fleet: &mut FleetFile,
    options: &ImportOptions,
    imported: &Imported,
    now: Timestamp,
) -> Result<Vec<Change>> {
    let product = chosen_product(options, imported)?;
    let mut names = names_for(fleet, options, product.as_deref());
    let created = names.is_empty();
    if created {
        names.push(create(fleet, options, product, imported, now)?);
    }

    let mut changes = Vec::new();
    for name in names {
        let Some(file) = fleet.catalogues.get_mut(&name) else {
            continue;
        };
        let mut change = merge(&mut file.updates, &imported.updates, options.replace);
        (change.catalogue, change.product, change.created) = (name, file.product.clone(), created);
        changes.push(change);
    }

    // Checked as a whole, because nodes name patches: one that is gone would be missed there.
    let violations = check::check(fleet);
    let Some(first) = violations.first() else {
        return Ok(changes);
    };
    Err(Error::usage(format!(
        "the fleet does not fit what is imported: {}: {}",
        first.place(),
        first.message()
    ))
    .hint("leave out --replace, or change the fleet file and seed it again"))
}

/// The catalogues that an import is for: those of the operating system, and of the product when one
/// is known.
fn names_for(fleet: &FleetFile, options: &ImportOptions, product: Option<&str>) -> Vec<String> {
    fleet
        .catalogues
        .iter()
        .filter(|(_, file)| {
            file.os.parse() == Ok(options.os)
                && product.is_none_or(|product| file.product == product)
        })
        .map(|(name, _)| name.clone())
        .collect()
}

/// The product that was asked for, or the one that all of the metadata names; `None` when neither
/// is there.
fn chosen_product(options: &ImportOptions, imported: &Imported) -> Result<Option<String>> {
    if let Some(product) = &options.product {
        return Ok(Some(product.clone()));
    }

    if imported.told.len() > 1 {
        let told: Vec<&str> = imported.told.iter().map(String::as_str).collect();
        return Err(Error::usage(format!(
            "the metadata is of several products: {}",
            told.join(", ")
        ))
        .hint("import them one after the other, or say with --product which one is meant"));
    }
    Ok(imported.told.first().cloned())
}

/// Adds an empty catalogue; gives its name.
fn create(
    fleet: &mut FleetFile,
    options: &ImportOptions,
    product: Option<String>,
    imported: &Imported,
    now: Timestamp,
) -> Result<String> {
    let os = options.os;
    let Some(product) = product else {
        return Err(Error::usage(format!(
            "the fleet has no catalogue of {os}, and the metadata names no product"
        ))
        .hint(
            "name the product with --product, such as AmazonLinux2023 or RedhatEnterpriseLinux9.4",
        ));
    };

    let name = free_name(fleet, &product);
    // Nothing is on the image: only nodes that a fleet file gives this catalogue have anything.
    let file = CatalogueFile {
        os: os.as_str().to_owned(),
        platform_name: product::platform_name(os).to_owned(),
        platform_version: product::version_of(&product).to_owned(),
        product,
        product_family: imported.family.clone(),
        image: utc_day(now).to_string(),
        base: Vec::new(),
        updates: Vec::new(),
    };
    fleet.catalogues.insert(name.clone(), file);
    Ok(name)
}

/// A name for a catalogue of a product, as fleet files have them, with a number when it is taken.
fn free_name(fleet: &FleetFile, product: &str) -> String {
    // Written as fleet files do, so that a name can be typed.
    let plain: String = product
        .to_lowercase()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();

    let mut name = plain.clone();
    let mut number = 1;
    while fleet.catalogues.contains_key(&name) {
        number += 1;
        name = format!("{plain}-{number}");
    }
    name
}

/// One patch of an update: what it is, and what is said of it.
fn patches(update: &UpdateFile) -> Vec<(String, String)> {
    // Said in one text, so that any difference counts.
    let said = UpdateFile {
        packages: Vec::new(),
        ..update.clone()
    };
    let said = serde_json::to_string(&said).unwrap_or_default();

    if update.packages.is_empty() {
        return vec![(key(update, ""), said)];
    }
    update
        .packages
        .iter()
        .map(|package| (key(update, package), said.clone()))
        .collect()
}

/// What a patch is known by: its KB, its notice, its repository and its package.
fn key(update: &UpdateFile, package: &str) -> String {
    let parts = [&update.kb, &update.advisory, &update.repository];
    let mut parts: Vec<&str> = parts
        .map(|part| part.as_deref().unwrap_or_default())
        .to_vec();
    parts.push(package);
    // A separator that no name has.
    parts.join("\u{1f}")
}

/// Adds updates to a list, or puts them in its place. What is there already is not added again, and
/// what says something else now takes the place of the old.
fn merge(present: &mut Vec<UpdateFile>, incoming: &[UpdateFile], replace: bool) -> Change {
    let old: Said = present.iter().flat_map(patches).collect();
    let new: Said = incoming.iter().flat_map(patches).collect();
    let change = counted(&old, &new, replace);
    if replace {
        *present = incoming.to_vec();
        return change;
    }

    // What says something else now leaves the updates that it was in, and comes in those that bring
    // it.
    let renewed: HashSet<&String> = new
        .iter()
        .filter(|(key, said)| old.get(*key).is_some_and(|before| before != *said))
        .map(|(key, _)| key)
        .collect();
    let stays = |key: &String| !renewed.contains(key);
    present.retain_mut(|update| keep(update, &stays));

    let arrives = |key: &String| !old.contains_key(key) || renewed.contains(key);
    present.extend(
        incoming
            .iter()
            .cloned()
            .filter_map(|mut update| keep(&mut update, &arrives).then_some(update)),
    );
    change
}

/// What is said of each patch, by its key.
type Said = HashMap<String, String>;

/// How many patches come, change, stay and go.
fn counted(old: &Said, new: &Said, replace: bool) -> Change {
    let kept = new
        .iter()
        .filter(|(key, said)| old.get(*key) == Some(*said))
        .count();
    let changed = new.keys().filter(|key| old.contains_key(*key)).count() - kept;
    // Nothing goes unless the list is replaced.
    let gone = old.keys().filter(|key| !new.contains_key(*key)).count();

    Change {
        catalogue: String::new(),
        product: String::new(),
        created: false,
        added: new.len() - kept - changed,
        changed,
        kept,
        removed: if replace { gone } else { 0 },
    }
}

/// Leaves in an update what `wanted` says; `false` when nothing is left.
fn keep(update: &mut UpdateFile, wanted: &dyn Fn(&String) -> bool) -> bool {
    let keys: Vec<bool> = patches(update).iter().map(|(key, _)| wanted(key)).collect();
    let mut wanted = keys.iter();
    update
        .packages
        .retain(|_| wanted.next().copied().unwrap_or(false));
    keys.contains(&true)
}
