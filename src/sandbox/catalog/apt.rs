//! Reads the metadata of apt repositories: `Packages`, and the `Release` or `InRelease` that tells
//! what sort of repository it is.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use deb822_fast::borrowed::BorrowedParagraph;

use super::archive;
use super::imported::{Imported, MOST_PATCHES};
use super::paragraphs::{self, field};
use crate::domain::patch::Package;
use crate::error::{Error, Result};
use crate::sandbox::fleet::file::UpdateFile;

/// How far above a `Packages` file its `Release` may be.
const HIGHEST: usize = 6;

/// What a `Release` file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Release {
    origin: String,
    label: String,
    suite: String,
    codename: String,
    version: String,
    not_automatic: bool,
    pub(super) but_automatic_upgrades: bool,
    /// SHA-256 by file name.
    sums: HashMap<String, String>,
}

impl Release {
    fn read(path: &Path) -> Result<Option<Self>> {
        let mut found = None;
        paragraphs::walk(path, &mut |paragraph| {
            // An `InRelease` begins with a paragraph of its signature; the `Release` of one
            // component has an `Archive` only.
            let named = ["Suite", "Codename"].map(|name| !field(paragraph, name).is_empty());
            if found.is_none() && named.contains(&true) {
                found = Some(Self::of(paragraph));
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn of(paragraph: &BorrowedParagraph<'_>) -> Self {
        let value = |name: &str| field(paragraph, name).to_owned();
        let is_set = |name: &str| field(paragraph, name).eq_ignore_ascii_case("yes");

        // Lines of checksum, size and name. Of the weaker checksums none is used.
        let lines = paragraph.get("SHA256").unwrap_or_default();
        let sums = lines.iter().filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [sum, _, name] = words[..] else {
                return None;
            };
            Some((name.to_owned(), sum.to_owned()))
        });
        Self {
            origin: value("Origin"),
            label: value("Label"),
            suite: value("Suite"),
            codename: value("Codename"),
            version: value("Version"),
            not_automatic: is_set("NotAutomatic"),
            but_automatic_upgrades: is_set("ButAutomaticUpgrades"),
            sums: sums.collect(),
        }
    }

    /// The name by which rules know the repository: that of the security repository ends with
    /// `-security`, as Patch Manager wants it.
    ///
    /// Debian's has the label `Debian-Security`, and had no such name before Debian 11; Ubuntu's
    /// has it in its suite.
    fn repository(&self) -> String {
        // The security archive is told by its name, wherever that stands.
        let names = [&self.codename, &self.suite];
        if let Some(name) = names.iter().find(|name| name.ends_with("-security")) {
            return (*name).clone();
        }
        let name = if self.codename.is_empty() {
            &self.suite
        } else {
            &self.codename
        };
        if self.label == "Debian-Security" {
            return format!("{}-security", name.trim_end_matches("/updates"));
        }

        if self.suite.is_empty() {
            name.clone()
        } else {
            self.suite.clone()
        }
    }

    /// The product, such as `Debian12` or `Ubuntu22.04`; `None` when the file does not tell.
    fn product(&self) -> Option<String> {
        let numbers = self
            .version
            .split(|c: char| !(c.is_ascii_digit() || c == '.'))
            .next()
            .filter(|numbers| !numbers.is_empty())?;

        // Debian's products are of whole releases, Ubuntu's have the month too (unverified for
        // Debian, which is not among AWS's samples).
        match self.origin.as_str() {
            "Debian" => Some(format!(
                "Debian{}",
                numbers.split('.').next().unwrap_or(numbers)
            )),
            "Ubuntu" => Some(format!("Ubuntu{numbers}")),
            _ => None,
        }
    }

    /// Whether apt takes nothing from it by itself, not even for what came from there.
    fn is_on_request_only(&self) -> bool {
        self.not_automatic && !self.but_automatic_upgrades
    }
}

/// One version of one package in an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) package: Package,
    /// As a fleet file writes it.
    pub(super) written: String,
    pub(super) priority: String,
    pub(super) section: String,
    pub(super) repository: Option<String>,
    /// Whether apt takes it only for what is newer already than elsewhere, as with backports.
    pub(super) only_upgrades: bool,
}

/// Reads one `Packages` file, with the `Release` that belongs to it.
pub(super) fn read(
    path: &Path,
    wanted: &dyn Fn(&Package) -> bool,
    imported: &mut Imported,
) -> Result<Vec<Entry>> {
    let shown = path.display();
    let release = match release_of(path)? {
        None => {
            imported.notes.push(format!(
                "{shown} has no Release beside it: nobody knows whether it is the security repository"
            ));
            None
        }

        // Such as Debian's experimental: a node would never be offered anything of it.
        Some((_, release)) if release.is_on_request_only() => {
            imported.notes.push(format!(
                "{shown} was left out: apt takes nothing from it by itself (NotAutomatic)"
            ));
            return Ok(Vec::new());
        }

        Some((file, release)) => {
            verify(path, &file, &release)?;
            imported.told.extend(release.product());
            Some(release)
        }
    };
    entries(path, wanted, release.as_ref())
}

/// The packages of an index that are wanted.
fn entries(
    path: &Path,
    wanted: &dyn Fn(&Package) -> bool,
    release: Option<&Release>,
) -> Result<Vec<Entry>> {
    let repository = release.map(Release::repository);
    let only_upgrades = release.is_some_and(|release| release.not_automatic);
    let mut entries = Vec::new();

    paragraphs::walk(path, &mut |paragraph| {
        let (package, written) = package(
            field(paragraph, "Package"),
            field(paragraph, "Architecture"),
            field(paragraph, "Version"),
        )?;
        if wanted(&package) {
            entries.push(Entry {
                package,
                written,
                priority: field(paragraph, "Priority").to_owned(),
                section: field(paragraph, "Section").to_owned(),
                repository: repository.clone(),
                only_upgrades,
            });
        }

        // While it is read, so that a file without end is not held in memory.
        if entries.len() > MOST_PATCHES {
            return Err(format!("it has more than {MOST_PATCHES} packages"));
        }
        Ok(())
    })?;
    Ok(entries)
}

/// A package, and how a fleet file writes it.
pub(super) fn package(
    name: &str,
    arch: &str,
    version: &str,
) -> std::result::Result<(Package, String), String> {
    let written = format!("{name} {arch} {version}");
    match Package::parse_apt(&written) {
        Some(package) => Ok((package, written)),
        None => Err(format!(
            "it is not a package with name, architecture and version: `{}`",
            written.escape_debug()
        )),
    }
}

/// What packages of one update share: repository, priority and section.
type Shared = (Option<String>, String, String);

/// Groups what belongs together, so that a catalogue stays small.
pub(super) fn updates(entries: Vec<Entry>) -> Vec<UpdateFile> {
    let mut groups: BTreeMap<Shared, Vec<String>> = BTreeMap::new();
    for entry in entries {
        groups
            .entry((entry.repository, entry.priority, entry.section))
            .or_default()
            .push(entry.written);
    }
    groups
        .into_iter()
        .map(|(shared, packages)| update(shared, packages))
        .collect()
}

fn update((repository, priority, section): Shared, mut packages: Vec<String>) -> UpdateFile {
    packages.sort();
    packages.dedup();

    // Only the repository tells what is security: apt has no notices (User Guide, "How security
    // patches are selected").
    let security = repository
        .as_deref()
        .is_some_and(|name| name.ends_with("-security"));
    let known = |text: String| (!text.is_empty()).then_some(text);
    UpdateFile {
        classification: security.then(|| "Security".to_owned()),
        repository,
        priority: known(priority),
        section: known(section),
        packages,
        ..UpdateFile::default()
    }
}

/// The `Release` that a `Packages` file belongs to: beside it under apt's long names, or in a
/// folder above it.
fn release_of(path: &Path) -> Result<Option<(PathBuf, Release)>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    // apt's long names have the whole address in them, with `_` for `/`: the longest beginning that
    // has a Release is the nearest.
    let flat = name.match_indices('_').rev().map(|(at, _)| &name[..at]);
    let flat = flat.flat_map(|prefix| {
        ["InRelease", "Release"].map(|kind| folder.join(format!("{prefix}_{kind}")))
    });
    let above = folder
        .ancestors()
        .take(HIGHEST)
        .flat_map(|folder| ["InRelease", "Release"].map(|kind| folder.join(kind)));

    for file in flat.chain(above).filter(|file| file.is_file()) {
        if let Some(release) = Release::read(&file)? {
            return Ok(Some((file, release)));
        }
    }
    Ok(None)
}

/// Checks a file against the `Release` above it. apt's own lists are checked by apt, and packed
/// anew.
fn verify(path: &Path, release_file: &Path, release: &Release) -> Result<()> {
    let inside = release_file
        .parent()
        .and_then(|folder| path.strip_prefix(folder).ok())
        .and_then(Path::to_str);
    match inside.and_then(|name| release.sums.get(name)) {
        Some(sum) => archive::check(path, "sha256", sum).map(drop),
        None => Ok(()),
    }
}

/// Reads one `Packages` file as a part of an import.
pub(super) fn import(path: &Path, imported: &mut Imported) -> Result<()> {
    let entries = read(path, &|_| true, imported)?;
    if entries.len() + imported.updates.len() > MOST_PATCHES {
        return Err(Error::usage(format!(
            "more than {MOST_PATCHES} packages cannot be imported at once"
        )));
    }
    imported.updates.extend(updates(entries));
    Ok(())
}
