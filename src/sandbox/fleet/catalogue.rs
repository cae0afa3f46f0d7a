//! A catalogue: what a platform's image holds and what was published for it since.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::file::{CatalogueFile, InstalledFile, UpdateFile};
use super::when::{When, utc_day};
use crate::document::{Path, Violation};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::patch::{Package, Patch, PatchSet};
use crate::sandbox::world::scan::Installed;

/// The patches of one platform, read from a fleet file.
#[derive(Debug)]
pub(in crate::sandbox) struct Catalogue {
    pub(in crate::sandbox) os: OperatingSystem,
    pub(in crate::sandbox) platform_name: String,
    pub(in crate::sandbox) platform_version: String,
    /// What was published since the image, in the order of the file.
    pub(in crate::sandbox) updates: Vec<Arc<Patch>>,
    /// What the image holds.
    pub(in crate::sandbox) base: Vec<Arc<Patch>>,
    pub(in crate::sandbox) image: Date,
}

impl Catalogue {
    /// Reads the catalogue of a file; what is wrong is added to `violations` at its place below
    /// `at`.
    pub(in crate::sandbox) fn read(
        file: &CatalogueFile,
        seeded: Timestamp,
        at: &Path,
        violations: &mut Vec<Violation>,
    ) -> Option<Self> {
        let mut reader = Reader {
            file,
            seeded,
            violations,
            os: OperatingSystem::Windows,
            apt: HashMap::new(),
        };

        // Everything else is read by the rules of the operating system: without it no more can be
        // said.
        let Ok(os) = file.os.parse() else {
            reader.wrong(at.key("os"), no_system(&file.os));
            return None;
        };
        reader.os = os;

        let image = reader.day(&file.image, &at.key("image"));
        let base = reader.base(&at.key("base"));
        let mut updates = Vec::new();
        for (index, update) in file.updates.iter().enumerate() {
            reader.update(update, &at.key("updates").index(index), &mut updates);
        }

        Some(Self {
            os,
            platform_name: file.platform_name.clone(),
            platform_version: file.platform_version.clone(),
            updates,
            base,
            image: image?,
        })
    }

    /// Whether a name of the file (a package name, a patch id or a KB id) means a patch of this
    /// catalogue.
    pub(in crate::sandbox) fn knows(&self, name: &str) -> bool {
        self.base
            .iter()
            .chain(&self.updates)
            .any(|patch| is_called(patch, name))
    }

    /// The ids of the patches that the names mean.
    pub(in crate::sandbox) fn ids(&self, names: &[String]) -> HashSet<String> {
        let called = |patch: &&Arc<Patch>| names.iter().any(|name| is_called(patch, name));
        self.base
            .iter()
            .chain(&self.updates)
            .filter(called)
            .map(|patch| patch.id.clone())
            .collect()
    }

    /// What a node has installed.
    pub(in crate::sandbox) fn installed(
        &self,
        file: &InstalledFile,
        seeded: Timestamp,
    ) -> Vec<Installed> {
        let up_to = file
            .up_to
            .as_deref()
            .and_then(|text| When::parse(text).ok())
            .map(|when| utc_day(when.resolve(seeded)));
        let on_image: HashSet<&str> = self.base.iter().map(|patch| patch.id.as_str()).collect();
        let since = self.updates.iter().filter(|patch| {
            is_named(&file.also, patch)
                || (was_published(patch, up_to)
                    && self.is_for(&on_image, patch)
                    && !is_named(&file.except, patch))
        });

        // Last, so that a package which is not installed is neither of the image nor updated.
        let chosen: Vec<&Arc<Patch>> = self
            .base
            .iter()
            .chain(since)
            .filter(|patch| !is_named(&file.without, patch))
            .collect();
        let newest = if self.os.family() == Family::Windows {
            not_superseded(&chosen)
        } else {
            newest_versions(&chosen, self.os.family())
        };

        newest
            .into_iter()
            .map(|patch| Installed {
                at: Some(self.installed_at(&patch)),
                patch,
            })
            .collect()
    }

    /// An update brings on what the image has. On Windows it is a thing of its own.
    fn is_for(&self, on_image: &HashSet<&str>, patch: &Patch) -> bool {
        self.os.family() == Family::Windows || on_image.contains(patch.id.as_str())
    }

    /// A patch is taken to be installed at 03:00 UTC on the third day after its release, and never
    /// before the image was built.
    fn installed_at(&self, patch: &Patch) -> Timestamp {
        let after = patch
            .released
            .and_then(|day| day.checked_add(3.days()).ok())
            .unwrap_or(self.image);
        let day = after.max(self.image);
        let time = day.at(3, 0, 0, 0).to_zoned(TimeZone::UTC);
        time.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }
}

fn is_named(names: &[String], patch: &Patch) -> bool {
    names.iter().any(|name| is_called(patch, name))
}

/// Whether a patch was published by a day. Nobody knows it of a patch without a date.
fn was_published(patch: &Patch, by: Option<Date>) -> bool {
    by.zip(patch.released)
        .is_some_and(|(last, day)| day <= last)
}

/// What is said of a word that is no operating system.
pub(super) fn no_system(word: &str) -> String {
    format!(
        "`{}` is not an operating system of Patch Manager",
        word.escape_debug()
    )
}

/// Whether a name of a fleet file means this patch.
pub(in crate::sandbox) fn is_called(patch: &Patch, name: &str) -> bool {
    patch.id == name
        || patch
            .package
            .as_ref()
            .is_some_and(|package| package.name == name)
}

/// Of several versions of a package only the newest is installed.
fn newest_versions(patches: &[&Arc<Patch>], family: Family) -> Vec<Arc<Patch>> {
    let mut newest: HashMap<&str, &Arc<Patch>> = HashMap::new();
    let mut order = Vec::new();
    for patch in patches {
        // Every patch of these systems has a package.
        let Some(package) = &patch.package else {
            continue;
        };

        match newest
            .get(patch.id.as_str())
            .and_then(|best| best.package.as_ref())
        {
            None => order.push(patch.id.as_str()),
            Some(best) if package.cmp_version(best, family).is_le() => continue,
            Some(_) => {}
        }
        newest.insert(&patch.id, patch);
    }

    order.into_iter().map(|id| Arc::clone(newest[id])).collect()
}

/// Windows lists an update no more when an installed one replaces it.
fn not_superseded(patches: &[&Arc<Patch>]) -> Vec<Arc<Patch>> {
    let replaced: HashSet<&str> = patches
        .iter()
        .flat_map(|patch| patch.supersedes.iter().map(String::as_str))
        .collect();
    patches
        .iter()
        .filter(|patch| !replaced.contains(patch.id.as_str()))
        .map(|patch| Arc::clone(patch))
        .collect()
}

struct Reader<'a> {
    file: &'a CatalogueFile,
    seeded: Timestamp,
    violations: &'a mut Vec<Violation>,
    os: OperatingSystem,
    /// Priority and section of a dpkg package, as its line in `base` gives them.
    apt: HashMap<String, (Option<String>, Option<String>)>,
}

impl Reader<'_> {
    fn wrong(&mut self, at: Path, message: impl Into<String>) {
        self.violations.push(Violation::new(at, message));
    }

    fn day(&mut self, text: &str, at: &Path) -> Option<Date> {
        match When::parse(text) {
            Ok(when) => Some(utc_day(when.resolve(self.seeded))),
            Err(message) => {
                self.wrong(at.clone(), message);
                None
            }
        }
    }

    fn base(&mut self, at: &Path) -> Vec<Arc<Patch>> {
        let file = self.file;
        let mut base = Vec::new();
        for (index, line) in file.base.iter().enumerate() {
            let at = at.index(index);
            // Windows has no packages: a line is the id of the update.
            if self.os == OperatingSystem::Windows {
                base.push(Arc::new(self.blank(line.clone(), String::new(), None)));
            } else if let Some(package) = self.base_package(line, &at) {
                base.push(Arc::new(self.packaged(package)));
            }
        }
        base
    }

    /// A line of `base`: a package, and for dpkg its `priority/section` at the end.
    fn base_package(&mut self, line: &str, at: &Path) -> Option<Package> {
        if self.os.family() != Family::Apt {
            return self.package(line, at);
        }

        // The split is at the last blank, because the package has blanks of its own.
        let split = line
            .rsplit_once(' ')
            .and_then(|(package, words)| Some((package, words.split_once('/')?)));
        let Some((package, (priority, section))) = split else {
            self.wrong(at.clone(), "a dpkg package is written `name arch version priority/section` here (`-` for what is not known)");
            return None;
        };

        let package = self.package(package, at)?;
        let known = |word: &str| (word != "-").then(|| word.to_owned());
        self.apt
            .insert(package.name.clone(), (known(priority), known(section)));
        Some(package)
    }

    fn package(&mut self, text: &str, at: &Path) -> Option<Package> {
        let (package, form) = match self.os.family() {
            Family::Apt => (Package::parse_apt(text), "name arch version"),
            Family::MacOs => (Package::parse_macos(text), "name version"),
            _ => (
                Package::parse_rpm(text),
                "name-[epoch:]version-release.arch",
            ),
        };

        // The form stands in the message, since each package manager has its own.
        if package.is_none() {
            self.wrong(
                at.clone(),
                format!("`{}` is not a package: write `{form}`", text.escape_debug()),
            );
        }
        package
    }

    fn update(&mut self, update: &UpdateFile, at: &Path, patches: &mut Vec<Arc<Patch>>) {
        let released = update
            .released
            .as_deref()
            .and_then(|text| self.day(text, &at.key("released")));
        if self.os == OperatingSystem::Windows {
            let patch = self.windows_update(update, at);
            patches.extend(patch.map(|patch| Arc::new(with_notice(patch, update, released))));
            return;
        }

        if update.packages.is_empty() {
            self.wrong(at.clone(), "an update needs `packages`");
        }

        // One notice is about several packages; each of them is a patch for Patch Manager.
        for (index, text) in update.packages.iter().enumerate() {
            let Some(package) = self.package(text, &at.key("packages").index(index)) else {
                continue;
            };
            let mut patch = self.packaged(package);
            if let Some(title) = &update.title {
                patch.title.clone_from(title);
            }
            patches.push(Arc::new(with_notice(patch, update, released)));
        }
    }

    fn windows_update(&mut self, update: &UpdateFile, at: &Path) -> Option<Patch> {
        let Some(kb) = update.kb.as_deref().filter(|kb| is_kb(kb)) else {
            self.wrong(
                at.key("kb"),
                "a Windows update needs a `kb` such as KB5040437",
            );
            return None;
        };
        let title = update.title.clone().unwrap_or_default();
        Some(self.blank(kb.to_owned(), title, None))
    }

    fn packaged(&self, package: Package) -> Patch {
        // Id and title as nodes report them: the id leaves the version out (User Guide, samples of
        // DescribeInstancePatches; patch payload 1.80, `package_matcher.py`).
        let Package { name, arch, evr } = &package;
        let (id, title) = match self.os.family() {
            Family::Apt => (format!("{name}.{arch}"), format!("{name}.{arch}:{evr}")),
            Family::MacOs => (name.clone(), format!("{name}.{evr}")),
            _ => (
                format!("{name}.{arch}"),
                format!("{name}.{arch}:{}", evr.with_epoch()),
            ),
        };

        let (priority, section) = self.apt.get(name).cloned().unwrap_or_default();
        Patch {
            priority,
            section,
            ..self.blank(id, title, Some(package))
        }
    }

    fn blank(&self, id: String, title: String, package: Option<Package>) -> Patch {
        Patch {
            id,
            title,
            package,
            classification: None,
            severity: None,
            product: self.file.product.clone(),
            product_family: self.file.product_family.clone(),
            patch_set: PatchSet::Os,
            advisory: None,
            bugzilla: Vec::new(),
            cves: Vec::new(),
            bulletin: None,
            priority: None,
            section: None,
            repository: None,
            released: None,
            supersedes: Vec::new(),
        }
    }
}

/// Adds what the update notice says.
fn with_notice(patch: Patch, update: &UpdateFile, released: Option<Date>) -> Patch {
    // What the notice leaves out stays as the catalogue and the line of the package have it.
    Patch {
        classification: update.classification.clone(),
        severity: update.severity.clone(),
        product: update.product.clone().unwrap_or(patch.product),
        product_family: update.product_family.clone().or(patch.product_family),
        patch_set: if update.application {
            PatchSet::Application
        } else {
            PatchSet::Os
        },
        advisory: update.advisory.clone(),
        bugzilla: update.bugzilla.clone(),
        cves: update.cves.clone(),
        bulletin: update.bulletin.clone(),
        priority: update.priority.clone().or(patch.priority),
        section: update.section.clone().or(patch.section),
        repository: update.repository.clone(),
        released,
        supersedes: update.supersedes.clone(),
        ..patch
    }
}

fn is_kb(text: &str) -> bool {
    text.strip_prefix("KB").is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
