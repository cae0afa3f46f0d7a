//! A system of dpkg and apt.

use std::collections::HashMap;
use std::path::Path;

use deb822_fast::borrowed::BorrowedParagraph;

use super::super::apt::{self, Entry};
use super::super::find;
use super::super::imported::Imported;
use super::super::paragraphs::{self, field};
use super::inventory::{Inventory, changed, indices};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::Package;
use crate::error::{Error, Result};
use crate::sandbox::fleet::file::UpdateFile;

/// Reads the status of dpkg and the lists of apt.
pub(super) fn read(root: &Path) -> Result<Inventory> {
    let status = root.join("var/lib/dpkg/status");
    if !status.is_file() {
        return Err(Error::usage(format!(
            "there is no package database: {} is missing",
            status.display()
        )));
    }
    let mut inventory = Inventory {
        changed: changed(&status),
        ..Inventory::default()
    };

    let installed = installed(&status, &mut inventory)?;
    if installed.is_empty() {
        return Err(Error::usage(format!(
            "{} names no installed package",
            status.display()
        )));
    }

    // What is published comes last: it is sought for what is installed only.
    inventory.updates = published(root, &installed, &mut inventory.notes)?;
    Ok(inventory)
}

/// What the status file says, while it is read.
#[derive(Default)]
struct Status {
    installed: Vec<Package>,
    /// The same as a fleet file writes it.
    base: Vec<String>,
    held: Vec<String>,
    half: Vec<String>,
}

/// What is installed. The agent asks apt, which takes everything as installed that is neither
/// absent nor left with its configuration only; a package on hold counts too.
fn installed(path: &Path, inventory: &mut Inventory) -> Result<Vec<Package>> {
    let mut status = Status::default();
    paragraphs::walk(path, &mut |paragraph| status.take(paragraph))?;

    // Both are told, because the machine and the scan do not see them in the same way.
    let Status { held, half, .. } = &status;
    if !held.is_empty() {
        let names = held.join(", ");
        inventory.notes.push(format!("on hold, so that apt keeps them back while a scan still calls their updates missing: {names}"));
    }
    if !half.is_empty() {
        inventory.notes.push(format!(
            "not wholly installed, and taken as installed: {}",
            half.join(", ")
        ));
    }

    inventory.base = status.base;
    Ok(status.installed)
}

impl Status {
    fn take(&mut self, paragraph: &BorrowedParagraph<'_>) -> std::result::Result<(), String> {
        let words: Vec<&str> = field(paragraph, "Status").split_whitespace().collect();
        let [selection, _, state] = words[..] else {
            return Err(format!(
                "package `{}` has no status of three words",
                field(paragraph, "Package").escape_debug()
            ));
        };
        if matches!(state, "not-installed" | "config-files") {
            return Ok(());
        }

        let (package, written) = apt::package(
            field(paragraph, "Package"),
            field(paragraph, "Architecture"),
            field(paragraph, "Version"),
        )?;
        if selection == "hold" {
            self.held.push(package.name.clone());
        }
        if state != "installed" {
            self.half.push(package.name.clone());
        }

        // A fleet file has both words for every package, and `-` for one that is not known.
        let [priority, section] = ["Priority", "Section"].map(|name| {
            Some(field(paragraph, name))
                .filter(|text| !text.is_empty())
                .unwrap_or("-")
        });
        self.base.push(format!("{written} {priority}/{section}"));
        self.installed.push(package);
        Ok(())
    }
}

/// What the lists of apt have of the installed packages.
fn published(
    root: &Path,
    installed: &[Package],
    notes: &mut Vec<String>,
) -> Result<Vec<UpdateFile>> {
    let native = native(installed);
    let mut by_name: HashMap<&str, Vec<&Package>> = HashMap::new();
    for package in installed {
        by_name.entry(&package.name).or_default().push(package);
    }
    let wanted = |published: &Package| {
        let same = by_name.get(published.name.as_str());
        same.is_some_and(|same| same.iter().any(|own| updates(published, own, &native)))
    };

    let mut imported = Imported::default();
    let mut entries = Vec::new();
    for source in indices(root, &["var/lib/apt/lists"], OperatingSystem::Debian)? {
        if let find::Source::Packages(path) = source {
            entries.extend(apt::read(&path, &wanted, &mut imported)?);
        }
    }

    // What the lists say of products is of no use here: the machine says itself what it is.
    notes.append(&mut imported.notes);
    Ok(apt::updates(without_backports(entries, &by_name)))
}

/// Whether a published package is an installed one, in the same version or a newer one.
fn updates(published: &Package, own: &Package, native: &str) -> bool {
    effective_arch(own, native) == effective_arch(published, native)
        && published.evr.cmp_dpkg(&own.evr).is_ge()
}

/// A package that becomes independent of the architecture, or stops being so, is one of the native
/// architecture.
fn effective_arch<'a>(package: &'a Package, native: &'a str) -> &'a str {
    if package.arch == "all" {
        native
    } else {
        &package.arch
    }
}

/// The architecture of the machine: that of most packages.
fn native(installed: &[Package]) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for package in installed.iter().filter(|package| package.arch != "all") {
        *counts.entry(&package.arch).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map(|(arch, _)| arch.to_owned()).unwrap_or_default()
}

/// apt takes a version out of a repository such as backports only when the installed one came from
/// there: when no other repository has one that is as new (priority 100 against 500,
/// `apt_preferences`).
fn without_backports(entries: Vec<Entry>, installed: &HashMap<&str, Vec<&Package>>) -> Vec<Entry> {
    // What comes from anywhere else: only that can hold a backport back.
    let elsewhere: Vec<Package> = entries
        .iter()
        .filter(|entry| !entry.only_upgrades)
        .map(|entry| entry.package.clone())
        .collect();

    let mut newest: HashMap<&str, &Package> = HashMap::new();
    for package in &elsewhere {
        let best = newest.entry(&package.name).or_insert(package);
        if package.evr.cmp_dpkg(&best.evr).is_gt() {
            *best = package;
        }
    }

    entries
        .into_iter()
        .filter(|entry| {
            let name = entry.package.name.as_str();
            let own = installed.get(name).map(Vec::as_slice).unwrap_or_default();
            !entry.only_upgrades
                || newest
                    .get(name)
                    .is_none_or(|best| own.iter().all(|own| best.evr.cmp_dpkg(&own.evr).is_lt()))
        })
        .collect()
}
