//! What `compliance missing` looks for: patches by any of their names.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use super::Package;
use super::state::ReportedPatch;
use crate::domain::text::words::is_digits;

/// What is looked for: any of several things.
#[derive(Clone, Debug)]
pub struct PatchQuery {
    /// Each with the word that it was typed as.
    wants: Vec<(String, Want)>,
}

/// One thing that is looked for.
#[derive(Clone, Debug)]
enum Want {
    /// A CVE id, in upper case.
    Cve(String),
    /// A knowledge-base article, `KB` and digits.
    Kb(String),
    /// An advisory, whose patches are looked up apart: nodes report none.
    Advisory(String),
    /// A title, an id or a package name, in small letters.
    Name(String),
    /// The same as a pattern.
    Pattern(GlobMatcher),
    /// A version of a package: its name, architecture, version and release.
    Version(Package),
}

/// The beginnings of advisory ids (Amazon Linux, Red Hat, Rocky, Alma, Oracle, SUSE, Ubuntu, Debian,
/// and the bulletins of Microsoft).
const ADVISORIES: [&str; 16] = [
    "alas", "rhsa-", "rhba-", "rhea-", "rlsa-", "rlba-", "alsa-", "alba-", "elsa-", "elba-",
    "suse-su-", "suse-ru-", "usn-", "dsa-", "dla-", "ms",
];

impl PatchQuery {
    /// Reads words, and lists of them with commas.
    ///
    /// # Errors
    /// When there is no word, or a pattern that cannot be one.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let parts = words.into_iter().flat_map(|word| word.split(','));
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        let wants = parts.map(|part| Ok((part.to_owned(), want(part)?)));
        let wants: Vec<(String, Want)> = wants.collect::<Result<_, String>>()?;
        if wants.is_empty() {
            Err("name a patch, a package, a CVE or an advisory".to_owned())
        } else {
            Ok(Self { wants })
        }
    }

    /// Whether only CVEs are looked for.
    pub fn is_about_cves(&self) -> bool {
        let mut wants = self.wants.iter();
        wants.all(|(_, want)| matches!(want, Want::Cve(_)))
    }

    /// The advisories that are looked for.
    pub fn advisories(&self) -> impl Iterator<Item = &str> {
        self.wants.iter().filter_map(|(_, want)| match want {
            Want::Advisory(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// Also looks for the patches of an advisory, by title.
    pub fn add_titles(&mut self, advisory: &str, titles: impl IntoIterator<Item = String>) {
        let titles = titles.into_iter();
        let wants = titles.map(|title| (advisory.to_owned(), Want::Name(title.to_lowercase())));
        self.wants.extend(wants);
    }

    /// The words that fit none of some patches, as they were typed.
    pub fn unknown_among<'a>(
        &'a self,
        patches: impl Iterator<Item = &'a ReportedPatch>,
    ) -> Vec<&'a str> {
        let mut known = BTreeSet::new();
        for patch in patches {
            let fitting = self.wants.iter().filter(|(_, want)| fits(want, patch));
            known.extend(fitting.map(|(word, _)| word.to_lowercase()));
        }
        let mut unknown: Vec<&str> = self.wants.iter().map(|(word, _)| word.as_str()).collect();
        unknown.retain(|word| !known.contains(&word.to_lowercase()));
        unknown.sort_unstable();
        unknown.dedup();
        unknown
    }

    /// Whether a patch is what is looked for.
    pub fn fits(&self, patch: &ReportedPatch) -> bool {
        self.wants.iter().any(|(_, want)| fits(want, patch))
    }
}

fn want(word: &str) -> Result<Want, String> {
    let small = word.to_lowercase();
    if small.starts_with("cve-") {
        return Ok(Want::Cve(word.to_uppercase()));
    }
    // A number alone is a KB too: nothing else is named by one.
    let number = small.strip_prefix("kb").unwrap_or(&small);
    if is_digits(number) {
        return Ok(Want::Kb(format!("KB{number}")));
    }
    if word.contains(['*', '?']) {
        let glob = GlobBuilder::new(&small).build();
        let glob = glob.map_err(|error| format!("`{word}`: {error}"))?;
        return Ok(Want::Pattern(glob.compile_matcher()));
    }

    // A package may begin with the same letters: an advisory has a number and a hyphen as well.
    let advisory = ADVISORIES.iter().any(|start| small.starts_with(start));
    if advisory && word.contains(|c: char| c.is_ascii_digit()) && word.contains('-') {
        return Ok(Want::Advisory(word.to_uppercase()));
    }
    Ok(match version(word) {
        Some(package) => Want::Version(package),
        None => Want::Name(small),
    })
}

/// A version of a package as rpm writes it, with an architecture that there is: other names have
/// dots and hyphens too.
fn version(word: &str) -> Option<Package> {
    const ARCHITECTURES: [&str; 7] = [
        "x86_64", "aarch64", "noarch", "i686", "i386", "src", "ppc64le",
    ];
    Package::parse_rpm(word).filter(|package| ARCHITECTURES.contains(&package.arch.as_str()))
}

fn fits(want: &Want, patch: &ReportedPatch) -> bool {
    let (id, title) = (patch.kb_id.to_lowercase(), patch.title.to_lowercase());
    let package = package_of(&id);
    match want {
        Want::Cve(wanted) => patch
            .cve_ids
            .iter()
            .any(|cve| cve.eq_ignore_ascii_case(wanted)),
        // Titles of Windows are sentences that end with the number in brackets.
        Want::Kb(wanted) => {
            let small = wanted.to_lowercase();
            id == small || title.contains(&format!("({small})"))
        }
        Want::Advisory(wanted) => {
            let small = wanted.to_lowercase();
            id == small || title.contains(&small)
        }
        Want::Name(wanted) => [id.as_str(), &title, package].contains(&wanted.as_str()),
        Want::Pattern(glob) => [id.as_str(), &title, package]
            .iter()
            .any(|name| glob.is_match(name)),
        Want::Version(wanted) => is_version(wanted, &id, &title),
    }
}

/// The name of a package without its architecture.
pub fn package_of(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(name, _)| name)
}

/// A title is `name.arch:epoch:version-release`, in which the epoch may be left out.
fn is_version(wanted: &Package, id: &str, title: &str) -> bool {
    let name = format!("{}.{}", wanted.name, wanted.arch).to_lowercase();
    let reported = title.strip_prefix(&format!("{name}:"));
    let bare = wanted.evr.to_string().to_lowercase();
    id == name
        && reported.is_some_and(|reported| {
            reported == wanted.evr.with_epoch().to_lowercase()
                || reported == bare
                || (wanted.evr.epoch == 0
                    && reported
                        .split_once(':')
                        .is_some_and(|(_, rest)| rest == bare))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patch::state::PatchState;

    fn patch(title: &str, kb_id: &str, cves: &[&str]) -> ReportedPatch {
        ReportedPatch {
            title: title.to_owned(),
            kb_id: kb_id.to_owned(),
            classification: String::new(),
            severity: String::new(),
            state: PatchState::Missing,
            installed_at: None,
            cve_ids: cves.iter().map(|cve| (*cve).to_owned()).collect(),
        }
    }

    fn finds(word: &str, patch: &ReportedPatch) -> bool {
        PatchQuery::parse([word]).expect("a query").fits(patch)
    }

    #[test]
    fn a_patch_is_found_by_any_of_its_names() {
        let linux = patch(
            "openssl-libs.x86_64:1:3.0.8-1.amzn2023.0.11",
            "openssl-libs.x86_64",
            &["CVE-2024-0727"],
        );
        for name in [
            "openssl-libs",
            "OpenSSL-libs.x86_64",
            "openssl-libs*",
            "*ssl*",
            "openssl-libs.x86_64:1:3.0.8-1.amzn2023.0.11",
            "openssl-libs-1:3.0.8-1.amzn2023.0.11.x86_64",
            "openssl-libs-3.0.8-1.amzn2023.0.11.x86_64",
            "cve-2024-0727",
            "CVE-2000-0001,CVE-2024-0727",
            "nothing, openssl-libs",
        ] {
            assert!(finds(name, &linux), "{name}");
        }
        for name in [
            "openssl",
            "libs",
            "CVE-2024-072",
            "3.0.8",
            "openssl-libs-3.0.8-2.amzn2023.0.11.x86_64",
            "openssl-libs-2:3.0.8-1.amzn2023.0.11.x86_64",
            "ALAS2023-2024-583",
        ] {
            assert!(!finds(name, &linux), "{name}");
        }
        let windows = patch("2024-01 Cumulative Update (KB5034129)", "KB5034129", &[]);
        for name in ["kb5034129", "5034129", "KB5034129"] {
            assert!(finds(name, &windows), "{name}");
        }
        assert!(!finds("KB503412", &windows) && !finds("503412", &windows));
    }

    #[test]
    fn a_word_that_nobody_reported_is_not_covered_by_another() {
        let patches = [
            patch(
                "openssl.x86_64:1:3.0.8-1",
                "openssl.x86_64",
                &["CVE-2024-0727"],
            ),
            patch("bash.x86_64:0:5.2-1", "bash.x86_64", &[]),
        ];
        let unknown = |words: &str| -> Vec<String> {
            let query = PatchQuery::parse([words]).expect("a query");
            let unknown = query.unknown_among(patches.iter());
            unknown.into_iter().map(str::to_owned).collect()
        };
        assert!(unknown("CVE-2024-0727,bash").is_empty());
        assert_eq!(
            unknown("CVE-2024-9999,bash,opensl"),
            ["CVE-2024-9999", "opensl"]
        );

        // The patches of an advisory stand for it.
        let mut query = PatchQuery::parse(["ALAS2-2024-1,bash"]).expect("a query");
        assert_eq!(query.unknown_among(patches.iter()), ["ALAS2-2024-1"]);
        let id: Vec<String> = query.advisories().map(str::to_owned).collect();
        query.add_titles(&id[0], ["openssl.x86_64:1:3.0.8-1".to_owned()]);
        assert!(query.unknown_among(patches.iter()).is_empty());
    }

    #[test]
    fn advisories_are_told_from_packages() {
        let advisories = |word: &str| {
            PatchQuery::parse([word])
                .expect("a query")
                .advisories()
                .count()
        };
        for word in [
            "ALAS2-2024-2500",
            "alas-2018-1",
            "RHSA-2024:4312",
            "USN-6663-1",
            "MS17-010",
        ] {
            assert_eq!(advisories(word), 1, "{word}");
        }
        for word in ["msodbcsql18", "openssl", "mstflint", "KB5034129", "usn"] {
            assert_eq!(advisories(word), 0, "{word}");
        }
        assert!(PatchQuery::parse([" ", ","]).is_err());
    }
}
