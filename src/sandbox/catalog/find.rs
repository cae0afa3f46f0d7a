//! Finds the metadata below the files and folders that a user names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::imported::unreadable;
use crate::domain::fleet::platform::Family;
use crate::error::{Error, Result};
/// How deep folders are searched, and how many entries are looked at.
const DEEPEST: usize = 12;
const MOST_ENTRIES: usize = 200_000;

/// A file that can be imported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// The index of an rpm repository.
    Repomd(PathBuf),
    /// The packages of one apt repository, component and architecture.
    Packages(PathBuf),
    /// A list of updates of our own.
    Yaml(PathBuf),
}

/// What a path names: itself, or what lies below it.
pub(super) fn sources(path: &Path, family: Family) -> Result<Vec<Source>> {
    let kind = std::fs::metadata(path).map_err(unreadable(path))?;
    if kind.is_dir() {
        let found = below(path, family)?;
        return if found.is_empty() {
            Err(nothing(path, family))
        } else {
            Ok(found)
        };
    }

    let source = of_file(path).filter(|source| fits(source, family));
    source
        .map(|source| vec![source])
        .ok_or_else(|| nothing(path, family))
}

/// Everything below a folder, in the order of the names.
pub(super) fn below(folder: &Path, family: Family) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut left = MOST_ENTRIES;
    search(folder, 0, &mut left, &mut found)?;
    found.retain(|source| fits(source, family));
    // Beside repository metadata a YAML file is something else, such as the settings of a mirror.
    if found
        .iter()
        .any(|source| !matches!(source, Source::Yaml(_)))
    {
        found.retain(|source| !matches!(source, Source::Yaml(_)));
    }
    Ok(one_of_each(found))
}

fn search(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<Source>) -> Result<()> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let entry = entry.map_err(unreadable(folder))?;
        *left = left.checked_sub(1).ok_or_else(|| {
            Error::usage(format!(
                "more than {MOST_ENTRIES} files lie below the folder"
            ))
            .hint("name the folders of the repositories")
        })?;
        let kind = entry.file_type().map_err(unreadable(folder))?;
        entries.push((entry.path(), kind));
    }

    // Sorted, so that the same folders are read in the same order everywhere.
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in entries {
        // Folders behind links could lead around in a circle; `by-hash` holds every file a second
        // time, `partial` what is not whole.
        let skipped = path
            .file_name()
            .is_some_and(|name| name == "by-hash" || name == "partial");
        if kind.is_dir() && !skipped && depth < DEEPEST {
            search(&path, depth + 1, left, found)?;
        } else if !kind.is_dir() && path.is_file() {
            found.extend(of_file(&path));
        }
    }
    Ok(())
}

fn of_file(path: &Path) -> Option<Source> {
    let name = path.file_name()?.to_str()?;
    if name == "repomd.xml" {
        return Some(Source::Repomd(path.to_owned()));
    }
    let ending = Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str());
    if matches!(ending, Some("yaml" | "yml")) {
        return Some(Source::Yaml(path.to_owned()));
    }

    // apt's long names have dots of their own in front of the last word.
    let last = name.rsplit('_').next().unwrap_or(name);
    (is_packages(name) || is_packages(last)).then(|| Source::Packages(path.to_owned()))
}

fn is_packages(name: &str) -> bool {
    matches!(
        name,
        "Packages" | "Packages.gz" | "Packages.xz" | "Packages.zst" | "Packages.lz4"
    )
}

fn fits(source: &Source, family: Family) -> bool {
    match source {
        Source::Repomd(_) => family == Family::Rpm,
        Source::Packages(_) => family == Family::Apt,
        Source::Yaml(_) => true,
    }
}

/// Of `Packages`, `Packages.gz` and `Packages.xz` in one folder only the first is read.
fn one_of_each(found: Vec<Source>) -> Vec<Source> {
    // In the order of names the plain file comes first, and needs no unpacking.
    let mut chosen: BTreeMap<PathBuf, Source> = BTreeMap::new();
    for source in found {
        let key = match &source {
            Source::Packages(path)
                if path.extension().is_some_and(|ending| {
                    ["gz", "xz", "zst", "lz4"]
                        .iter()
                        .any(|known| ending == *known)
                }) =>
            {
                path.with_extension("")
            }
            Source::Packages(path) | Source::Repomd(path) | Source::Yaml(path) => path.clone(),
        };
        chosen.entry(key).or_insert(source);
    }

    chosen.into_values().collect()
}

fn nothing(path: &Path, family: Family) -> Error {
    let wanted = match family {
        Family::Rpm => "an rpm repository is found by its repodata/repomd.xml",
        Family::Apt => {
            "an apt repository is found by its Packages, Packages.gz, Packages.xz, Packages.zst or Packages.lz4"
        }
        Family::Windows | Family::MacOs => {
            "updates of this operating system are read from a .yaml file"
        }
    };
    Error::usage(format!(
        "{} holds nothing that can be imported",
        path.display()
    ))
    .hint(wanted)
    .hint("examples/catalogue.yaml documents our own format")
}
