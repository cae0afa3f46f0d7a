//! Reads the metadata of an rpm repository: `repomd.xml`, and the `primary` and `updateinfo` that
//! it names.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::archive;
use super::imported::{Imported, MOST_PATCHES};
use super::xml::{self, Attributes, Found};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::Package;
use crate::error::{Error, Result};
use crate::sandbox::fleet::file::UpdateFile;
use crate::sandbox::fleet::when::utc_day;

/// Whether a package is wanted, by name and architecture.
pub(super) type WantedPackage<'a> = &'a dyn Fn(&str, &str) -> bool;

/// A file that `repomd.xml` names.
#[derive(Default)]
struct Part {
    href: String,
    checksum: String,
    kind_of_checksum: String,
}

/// Reads the repository of a `repomd.xml` and adds what it publishes.
pub(super) fn read(
    repomd: &Path,
    os: OperatingSystem,
    wanted: WantedPackage<'_>,
    imported: &mut Imported,
) -> Result<()> {
    let parts = index(repomd)?;
    let Some(primary) = parts.get("primary") else {
        return Err(Error::usage(format!(
            "{} names no `primary`",
            repomd.display()
        )));
    };

    let mut published = packages(&locate(repomd, primary, imported)?, wanted)?;
    // Notices first: what none of them names comes without one.
    if let Some(part) = parts.get("updateinfo") {
        let path = locate(repomd, part, imported)?;
        let named = notices(&path, os, &published, imported)?;
        published.retain(|package, _| !named.contains(package));
    } else {
        imported.notes.push(format!(
            "{} names no updateinfo: its packages have no classification, and only a rule with EnableNonSecurity reaches them",
            repomd.display()
        ));
    }
    if parts.contains_key("modules") {
        imported.notes.push(format!(
            "{} has modules; their streams are not told apart",
            repomd.display()
        ));
    }

    without_notice(os, published, &mut imported.updates);
    Ok(())
}

/// The packages of a `primary` that are wanted, with the days on which they were built.
fn packages(path: &Path, wanted: WantedPackage<'_>) -> Result<BTreeMap<String, Option<Date>>> {
    let mut packages = Packages {
        wanted,
        published: BTreeMap::new(),
        package: None,
    };
    xml::walk(path, &mut |found| packages.visit(found))?;
    Ok(packages.published)
}

/// Adds the notices of an `updateinfo`; gives the packages that they name.
fn notices(
    path: &Path,
    os: OperatingSystem,
    published: &BTreeMap<String, Option<Date>>,
    imported: &mut Imported,
) -> Result<HashSet<String>> {
    let mut notices = Notices {
        os,
        published,
        named: HashSet::new(),
        notice: None,
        updates: &mut imported.updates,
    };
    xml::walk(path, &mut |found| notices.visit(found))?;
    Ok(notices.named)
}

/// Whether the `primary` that a `repomd.xml` names is there.
pub(super) fn has_primary(repomd: &Path) -> Result<bool> {
    let parts = index(repomd)?;
    let Some(part) = parts.get("primary") else {
        return Ok(false);
    };
    Ok(place_of(repomd, part)?.is_some())
}

/// The parts of a repository by their type.
fn index(repomd: &Path) -> Result<HashMap<String, Part>> {
    let mut parts: HashMap<String, Part> = HashMap::new();
    let mut open: Option<(String, Part)> = None;
    xml::walk(repomd, &mut |found| {
        // A file that names nothing is no repository, and is told from an empty one.
        match (found, &mut open) {
            (Found::Open("data", attributes), _) => {
                open = Some((attributes.get("type")?, Part::default()));
            }
            (Found::Open("location", attributes), Some((_, part))) => {
                part.href = attributes.get("href")?;
            }
            (Found::Open("checksum", attributes), Some((_, part))) => {
                part.kind_of_checksum = attributes.get("type")?;
            }
            (Found::Close("checksum", text), Some((_, part))) => {
                text.clone_into(&mut part.checksum);
            }
            (Found::Close("data", _), _) => parts.extend(open.take()),
            (Found::Close("repomd", _), _) if parts.is_empty() => {
                return Err("it names no files".to_owned());
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(parts)
}

/// Where a part of the repository is; `None` when it is not there.
fn place_of(repomd: &Path, part: &Part) -> Result<Option<PathBuf>> {
    let href = Path::new(&part.href);
    // The metadata must not name a file anywhere else.
    if part.href.is_empty()
        || !href
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
    {
        return Err(Error::usage(format!(
            "{}: `{}` is not a file of the repository",
            repomd.display(),
            part.href.escape_debug()
        )));
    }

    let folder = repomd.parent().unwrap_or(Path::new(""));
    // The name is relative to the folder above `repodata`; a copy of the metadata alone often lies
    // in another one.
    let usual = folder
        .parent()
        .map(|above| above.join(href))
        .filter(|path| path.exists());
    Ok(usual.or_else(|| {
        href.file_name()
            .map(|name| folder.join(name))
            .filter(|path| path.exists())
    }))
}

/// Finds a part of the repository, and checks that it is the one that is meant.
fn locate(repomd: &Path, part: &Part, imported: &mut Imported) -> Result<PathBuf> {
    let Some(path) = place_of(repomd, part)? else {
        return Err(Error::usage(format!(
            "{} names {}, which is not there",
            repomd.display(),
            part.href.escape_debug()
        )));
    };

    // A type of checksum that is new is no reason to refuse a repository.
    if archive::check(&path, &part.kind_of_checksum, &part.checksum)?.is_none() {
        let kind = part.kind_of_checksum.escape_debug();
        imported.notes.push(format!(
            "{} has a checksum of the type `{kind}`, which was not checked",
            path.display()
        ));
    }
    Ok(path)
}

/// A package of `primary` while it is read.
#[derive(Default)]
struct Open {
    name: String,
    arch: String,
    version: String,
    built: Option<Date>,
}

/// Collects the packages of `primary`, as a fleet file writes them, with the day on which they were
/// built.
struct Packages<'a> {
    wanted: WantedPackage<'a>,
    published: BTreeMap<String, Option<Date>>,
    package: Option<Open>,
}

impl Packages<'_> {
    fn visit(&mut self, found: Found<'_>) -> std::result::Result<(), String> {
        match (found, &mut self.package) {
            (Found::Open("package", _), _) => self.package = Some(Open::default()),
            (Found::Close("name", text), Some(package)) => text.clone_into(&mut package.name),
            (Found::Close("arch", text), Some(package)) => text.clone_into(&mut package.arch),
            (Found::Open("version", attributes), Some(package)) => {
                package.version = evr(&attributes)?;
            }
            (Found::Open("time", attributes), Some(package)) => {
                package.built = day(&attributes.get("build")?);
            }
            (Found::Close("package", _), _) => return self.close(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) -> std::result::Result<(), String> {
        let package = self.package.take().unwrap_or_default();
        // Sources are not installed.
        if matches!(package.arch.as_str(), "src" | "nosrc")
            || !(self.wanted)(&package.name, &package.arch)
        {
            return Ok(());
        }

        self.published.insert(
            written(&package.name, &package.version, &package.arch)?,
            package.built,
        );

        if self.published.len() > MOST_PATCHES {
            Err(format!("it has more than {MOST_PATCHES} packages"))
        } else {
            Ok(())
        }
    }
}

/// `[epoch:]version-release` out of the attributes that have it.
fn evr(attributes: &Attributes<'_>) -> std::result::Result<String, String> {
    let epoch = attributes.get("epoch")?;
    let version = either(attributes, "ver", "version")?;
    let release = either(attributes, "rel", "release")?;

    // Only an epoch that counts is written, as in our own format.
    Ok(if matches!(epoch.as_str(), "" | "0" | "None") {
        format!("{version}-{release}")
    } else {
        format!("{epoch}:{version}-{release}")
    })
}

/// An attribute by either name: `primary` has the short ones, `updateinfo` the long ones.
fn either(
    attributes: &Attributes<'_>,
    short: &str,
    long: &str,
) -> std::result::Result<String, String> {
    match attributes.get(short) {
        Ok(text) if text.is_empty() => attributes.get(long),
        found => found,
    }
}

/// A package as a fleet file writes it; refused when it cannot be read back as the same.
fn written(name: &str, version: &str, arch: &str) -> std::result::Result<String, String> {
    let text = format!("{name}-{version}.{arch}");
    match Package::parse_rpm(&text) {
        Some(package) if package.name == name && package.arch == arch => Ok(text),
        _ => Err(format!("`{}` is not a package", text.escape_debug())),
    }
}

/// A notice of `updateinfo` while it is read.
#[derive(Default)]
struct Notice {
    kind: String,
    id: String,
    severity: String,
    issued: Option<Date>,
    updated: Option<Date>,
    cves: Vec<String>,
    bugzilla: Vec<String>,
    packages: Vec<String>,
}

/// Turns the notices of `updateinfo` into updates.
struct Notices<'a> {
    os: OperatingSystem,
    published: &'a BTreeMap<String, Option<Date>>,
    named: HashSet<String>,
    notice: Option<Notice>,
    updates: &'a mut Vec<UpdateFile>,
}

impl Notices<'_> {
    fn visit(&mut self, found: Found<'_>) -> std::result::Result<(), String> {
        let (found, notice) = match (found, &mut self.notice) {
            (Found::Open("update", attributes), _) => {
                self.notice = Some(Notice {
                    kind: attributes.get("type")?,
                    ..Notice::default()
                });
                return Ok(());
            }
            (Found::Close("update", _), _) => return self.close(),
            (found, Some(notice)) => (found, notice),
            (_, None) => return Ok(()),
        };

        match found {
            Found::Close("id", text) => text.clone_into(&mut notice.id),
            Found::Close("severity", text) => text.clone_into(&mut notice.severity),
            Found::Open("issued", attributes) => notice.issued = day(&attributes.get("date")?),
            Found::Open("updated", attributes) => notice.updated = day(&attributes.get("date")?),
            Found::Open("reference", attributes) => notice.refer(&attributes)?,
            Found::Open("package", attributes) => {
                let (name, arch) = (attributes.get("name")?, attributes.get("arch")?);
                let package = format!("{name}-{}.{arch}", evr(&attributes)?);
                // What the repository does not have cannot be installed, whatever its notice says.
                if self.published.contains_key(&package) {
                    notice.packages.push(package);
                }
            }
            Found::Open(..) | Found::Close(..) => {}
        }
        Ok(())
    }

    fn close(&mut self) -> std::result::Result<(), String> {
        let mut notice = self.notice.take().unwrap_or_default();
        // A package may lie in several collections of one notice.
        notice.packages.sort();
        notice.packages.dedup();
        if notice.packages.is_empty() {
            return Ok(());
        }

        if self.updates.len() > MOST_PATCHES {
            return Err(format!("it has more than {MOST_PATCHES} notices"));
        }
        self.named.extend(notice.packages.iter().cloned());

        let packages = std::mem::take(&mut notice.packages);
        let by_day = self.by_day(notice.updated.or(notice.issued), packages);
        let (cves, bugzilla) = (notice.cves, notice.bugzilla);
        // `None` stands for no severity (the User Guide has it for Amazon Linux 2022 and 2023).
        let severity =
            (!matches!(notice.severity.as_str(), "" | "None" | "none")).then_some(notice.severity);

        for (released, packages) in by_day {
            self.updates.push(UpdateFile {
                advisory: (!notice.id.is_empty()).then(|| notice.id.clone()),
                classification: classification(&notice.kind),
                severity: severity.clone(),
                released: released.map(|day| day.to_string()),
                cves: cves.clone(),
                bugzilla: bugzilla.clone(),
                packages,
                ..UpdateFile::default()
            });
        }
        Ok(())
    }

    /// Packages of a notice without a date were built on different days.
    fn by_day(
        &self,
        dated: Option<Date>,
        packages: Vec<String>,
    ) -> BTreeMap<Option<Date>, Vec<String>> {
        let mut by_day: BTreeMap<Option<Date>, Vec<String>> = BTreeMap::new();
        for package in packages {
            let built = self.published[&package].filter(|_| build_time_counts(self.os));
            by_day.entry(dated.or(built)).or_default().push(package);
        }
        by_day
    }
}

impl Notice {
    fn refer(&mut self, attributes: &Attributes<'_>) -> std::result::Result<(), String> {
        let list = match attributes.get("type")?.as_str() {
            "cve" => &mut self.cves,
            "bugzilla" => &mut self.bugzilla,
            _ => return Ok(()),
        };
        let id = attributes.get("id")?;
        if !id.is_empty() && !list.contains(&id) {
            list.push(id);
        }
        Ok(())
    }
}

/// What a notice calls itself, as AWS writes it: `security` is `Security`.
fn classification(kind: &str) -> Option<String> {
    let mut characters = kind.chars();
    let first = characters.next()?;
    Some(first.to_uppercase().chain(characters).collect())
}

/// Packages without a notice, grouped by the day on which they count as released.
fn without_notice(
    os: OperatingSystem,
    published: BTreeMap<String, Option<Date>>,
    updates: &mut Vec<UpdateFile>,
) {
    // One update for a day, because there may be thousands of packages.
    let mut by_day: BTreeMap<Option<Date>, Vec<String>> = BTreeMap::new();
    for (package, built) in published {
        by_day
            .entry(built.filter(|_| build_time_counts(os)))
            .or_default()
            .push(package);
    }

    updates.extend(by_day.into_iter().map(|(released, packages)| UpdateFile {
        released: released.map(|day| day.to_string()),
        packages,
        ..UpdateFile::default()
    }));
}

/// Where the build time stands in for a missing release date (user guide,
/// patch-manager-release-dates); elsewhere AWS takes 1970-01-01.
fn build_time_counts(os: OperatingSystem) -> bool {
    matches!(
        os,
        OperatingSystem::AmazonLinux2 | OperatingSystem::AmazonLinux2023 | OperatingSystem::RedHat
    )
}

/// The day of a date as repositories write them: `2024-05-09 21:23:00`, `2024-05-09T21:23:00Z`, or
/// seconds since 1970.
fn day(text: &str) -> Option<Date> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Timestamp::from_second(text.parse().ok()?).ok().map(utc_day);
    }
    text.get(..10)?.parse().ok()
}
