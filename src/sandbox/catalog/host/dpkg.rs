//! A system of dpkg and apt.

use std::collections::HashMap;
use std::path::Path;

use super::super::apt::{self, Entry};
use super::super::paragraphs::{self, field};
use super::super::{Imported, find};
use super::{Inventory, changed, indices};
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
    inventory.updates = published(root, &installed, &mut inventory.notes)?;
    Ok(inventory)
}

/// What is installed. The agent asks apt, which takes everything as installed that is neither
/// absent nor left with its configuration only; a package on hold counts too.
fn installed(status: &Path, inventory: &mut Inventory) -> Result<Vec<Package>> {
    let mut installed = Vec::new();
    let (mut held, mut half) = (Vec::new(), Vec::new());
    paragraphs::walk(status, &mut |paragraph| {
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
            held.push(package.name.clone());
        }
        if state != "installed" {
            half.push(package.name.clone());
        }
        let known = |name: &str| {
            Some(field(paragraph, name))
                .filter(|text| !text.is_empty())
                .unwrap_or("-")
                .to_owned()
        };
        inventory.base.push(format!(
            "{written} {}/{}",
            known("Priority"),
            known("Section")
        ));
        installed.push(package);
        Ok(())
    })?;
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
    Ok(installed)
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
    // A package that becomes independent of the architecture, or stops being so, is one of the
    // native architecture.
    let effective = |arch: &str| {
        if arch == "all" {
            native.clone()
        } else {
            arch.to_owned()
        }
    };
    let wanted = |published: &Package| {
        let same = by_name
            .get(published.name.as_str())
            .map(Vec::as_slice)
            .unwrap_or_default();
        same.iter().any(|own| {
            effective(&own.arch) == effective(&published.arch)
                && published.evr.cmp_dpkg(&own.evr).is_ge()
        })
    };
    let mut imported = Imported::default();
    let mut entries = Vec::new();
    for source in indices(root, &["var/lib/apt/lists"], OperatingSystem::Debian)? {
        if let find::Source::Packages(path) = source {
            entries.extend(apt::read(&path, &wanted, &mut imported)?);
        }
    }
    notes.append(&mut imported.notes);
    Ok(apt::updates(without_backports(entries, &by_name)))
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
    let stays = |entry: &Entry| {
        let name = entry.package.name.as_str();
        let own = installed.get(name).map(Vec::as_slice).unwrap_or_default();
        !entry.only_upgrades
            || newest
                .get(name)
                .is_none_or(|best| own.iter().all(|own| best.evr.cmp_dpkg(&own.evr).is_lt()))
    };
    entries.into_iter().filter(stays).collect()
}
