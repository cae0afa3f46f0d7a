//! A system of rpm with dnf or zypper.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::{Command, Stdio};

use super::super::imported::{Imported, unreadable};
use super::super::{find, rpm};
use super::inventory::{Inventory, changed, first_of, indices};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::Package;
use crate::error::{Error, Result};
use crate::sandbox::fleet::file::UpdateFile;

/// Where rpm keeps its database; the newer place first.
const DATABASES: [&str; 2] = ["usr/lib/sysimage/rpm", "var/lib/rpm"];

/// Where dnf, dnf 5 and zypper keep the metadata of the repositories.
const CACHES: [&str; 4] = [
    "var/cache/dnf",
    "var/cache/libdnf5",
    "var/cache/zypp/raw",
    "var/cache/yum",
];

/// One package per line.
const FORMAT: &str = "%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n";

/// Reads the database of rpm and the caches of the package manager.
pub(super) fn read(root: &Path, os: OperatingSystem) -> Result<Inventory> {
    let Some(database) = first_of(root, &DATABASES).filter(|folder| folder.is_dir()) else {
        return Err(Error::usage(format!(
            "there is no package database: neither {} is below {}",
            DATABASES.join(" nor "),
            root.display()
        )));
    };

    let base = installed(&database)?;
    let packages: Vec<Package> = base
        .iter()
        .filter_map(|text| Package::parse_rpm(text))
        .collect();

    // rpm keeps its database in several files of one folder, whichever its format is.
    let newest_file = std::fs::read_dir(&database)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| changed(&entry.path()))
        .max();

    let mut inventory = Inventory {
        base,
        changed: newest_file.unwrap_or_default(),
        ..Inventory::default()
    };
    inventory.updates = published(root, os, &packages, &mut inventory.notes)?;
    Ok(inventory)
}

/// Asks the program `rpm`, which alone knows the formats of its database.
fn installed(database: &Path) -> Result<Vec<String>> {
    // rpm wants an absolute path.
    let database = database.canonicalize().map_err(unreadable(database))?;

    let mut command = Command::new("rpm");
    command
        .arg("--dbpath")
        .arg(&database)
        .args(["-qa", "--queryformat", FORMAT])
        .stdin(Stdio::null())
        .env("LC_ALL", "C");
    let output = command.output().map_err(|error| {
        Error::failed("cannot run rpm, which reads the package database")
            .with_source(error)
            .hint("install rpm, also on Debian")
    })?;

    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(Error::failed(format!(
            "rpm cannot read the package database in {}",
            database.display()
        ))
        .with_source(said.trim().to_owned()));
    }

    let text = String::from_utf8_lossy(&output.stdout);
    let packages: Result<Vec<Option<String>>> = text.lines().map(package).collect();
    let packages: Vec<String> = packages?.into_iter().flatten().collect();
    if packages.is_empty() {
        return Err(Error::usage(format!(
            "rpm finds no installed package in {}",
            database.display()
        ))
        .with_source(said.trim().to_owned()));
    }
    Ok(packages)
}

/// One line of rpm; `None` for a public key, which is listed as a package too.
fn package(line: &str) -> Result<Option<String>> {
    let words: Vec<&str> = line.split('\t').collect();
    let [name, epoch, version, release, arch] = words[..] else {
        return Err(Error::failed(format!(
            "rpm answered `{}`",
            line.escape_debug()
        )));
    };

    if name == "gpg-pubkey" || arch == "(none)" {
        return Ok(None);
    }

    // Written as our own format has it, where no epoch is an epoch of 0.
    let epoch = if epoch == "0" {
        String::new()
    } else {
        format!("{epoch}:")
    };

    let text = format!("{name}-{epoch}{version}-{release}.{arch}");
    // Read back at once, so that what is refused later names the line of rpm.
    if Package::parse_rpm(&text).is_none() {
        return Err(Error::failed(format!(
            "rpm answered `{}`, which is not a package",
            line.escape_debug()
        )));
    }
    Ok(Some(text))
}

/// What the repositories publish of the installed packages.
fn published(
    root: &Path,
    os: OperatingSystem,
    installed: &[Package],
    notes: &mut Vec<String>,
) -> Result<Vec<UpdateFile>> {
    let names: HashSet<&str> = installed
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut imported = Imported::default();
    for source in indices(root, &CACHES, os)? {
        let find::Source::Repomd(path) = source else {
            continue;
        };

        // A cache of yum, or one of zchunk files, has a repomd.xml too.
        if rpm::has_primary(&path)? {
            rpm::read(&path, os, &|name, _| names.contains(name), &mut imported)?;
        } else {
            imported
                .notes
                .push(format!("{} was left out: its primary is not in the cache (yum and zchunk keep another form of it)", path.display()));
        }
    }

    notes.append(&mut imported.notes);
    Ok(not_older(imported.updates, installed))
}

/// Leaves in updates what is not older than what is installed.
fn not_older(mut updates: Vec<UpdateFile>, installed: &[Package]) -> Vec<UpdateFile> {
    let mut own: HashMap<&str, Vec<&Package>> = HashMap::new();
    for package in installed {
        own.entry(&package.name).or_default().push(package);
    }

    for update in &mut updates {
        update.packages.retain(|text| {
            let Some(published) = Package::parse_rpm(text) else {
                return false;
            };

            // Of a package that is there several times, such as a kernel, one older one is enough.
            let own = own.get(published.name.as_str()).into_iter().flatten();
            own.into_iter()
                .any(|own| published.evr.cmp_rpm(&own.evr).is_ge())
        });
    }
    updates.retain(|update| !update.packages.is_empty());
    updates
}
