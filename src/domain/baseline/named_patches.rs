//! How the lists of approved and rejected patches name a patch, per operating system.

use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::override_list;
use crate::domain::patch::{Package, Patch};
use crate::domain::text::words::is_digits;

/// One of the two lists of patches by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// What is approved whatever the rules say.
    Approved,
    /// What is rejected whatever the rules say.
    Rejected,
}

/// Whether an entry of the list of approved patches names this patch.
pub fn approves(os: OperatingSystem, entry: &str, patch: &Patch) -> bool {
    names(os, entry, patch, List::Approved)
}

/// Whether an entry of the list of rejected patches names this patch. Advisory ids name nothing
/// there on yum and dnf.
pub fn rejects(os: OperatingSystem, entry: &str, patch: &Patch) -> bool {
    names(os, entry, patch, List::Rejected)
}

fn names(os: OperatingSystem, entry: &str, patch: &Patch, list: List) -> bool {
    // The forms of a name are the family's own (AWS User Guide, "About package name formats for
    // approved and rejected patch lists"); a wildcard means something on Linux alone.
    match os.family() {
        Family::Windows => {
            patch.id.eq_ignore_ascii_case(entry)
                || patch
                    .bulletin
                    .as_deref()
                    .is_some_and(|id| id.eq_ignore_ascii_case(entry))
        }
        Family::MacOs => {
            patch
                .package
                .as_ref()
                .is_some_and(|package| package.name == entry)
                || patch.title == entry
        }
        Family::Apt => patch
            .package
            .as_ref()
            .is_some_and(|package| wildcard(entry, &package.name)),
        Family::Rpm => names_rpm(os, entry, patch, list),
    }
}

fn names_rpm(os: OperatingSystem, entry: &str, patch: &Patch, list: List) -> bool {
    if os != OperatingSystem::Suse {
        let is_bug = is_digits(entry) && patch.bugzilla.iter().any(|id| id == entry);
        if is_bug || patch.cves.iter().any(|id| id.eq_ignore_ascii_case(entry)) {
            return true;
        }
    }

    // SUSE names patches by their advisory in both lists; yum and dnf only in the list of approved
    // ones.
    if (list == List::Approved || os == OperatingSystem::Suse)
        && patch
            .advisory
            .as_deref()
            .is_some_and(|id| id.eq_ignore_ascii_case(entry))
    {
        return true;
    }

    let Some(package) = patch.package.as_ref() else {
        return false;
    };
    rpm_forms(package).any(|form| wildcard(entry, &form))
}

/// Every way in which AWS lets an rpm package be written (user guide, approved and rejected package
/// name formats).
fn rpm_forms(package: &Package) -> impl Iterator<Item = String> {
    let Package { name, arch, evr } = package;
    let file = format!("{name}-{}-{}.{arch}.rpm", evr.version, evr.release);
    override_list::forms::rpm(name, arch, evr)
        .into_iter()
        .chain(std::iter::once(file))
}

/// Matches with at most one `*`, as AWS documents it; a second one is taken literally.
fn wildcard(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => {
            text.len() >= head.len() + tail.len() && text.starts_with(head) && text.ends_with(tail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patch::PatchSet;

    fn patch(package: Option<Package>) -> Patch {
        Patch {
            id: "KB5040437".to_owned(),
            title: "Safari.17.6".to_owned(),
            package,
            classification: Some("Security".to_owned()),
            severity: None,
            product: String::new(),
            product_family: None,
            patch_set: PatchSet::Os,
            advisory: Some("RHSA-2024:4312".to_owned()),
            bugzilla: vec!["2293942".to_owned()],
            cves: vec!["CVE-2024-6387".to_owned()],
            bulletin: Some("MS10-048".to_owned()),
            priority: None,
            section: None,
            repository: None,
            released: None,
            supersedes: vec![],
        }
    }

    #[test]
    fn every_form_of_an_rpm_package_is_understood_and_only_one_star() {
        let patch = patch(Package::parse_rpm("bind-libs-32:9.11.36-14.el8_10.x86_64"));
        for entry in [
            "bind-libs",
            "bind-libs.x86_64",
            "bind-libs-9.11.36",
            "bind-libs-9.11.36-14.el8_10",
            "bind-libs-9.11.36-14.el8_10.x86_64",
            "9.11.36",
            "9.11.36-14.el8_10",
            "32:9.11.36-14.el8_10",
            "bind-libs-32:9.11.36-14.el8_10",
            "bind-libs-32:9.11.36-14.el8_10.x86_64",
            "32:bind-libs-9.11.36-14.el8_10.x86_64",
            "bind-libs.x86_64:32:9.11.36-14.el8_10",
            "bind-*",
            "bind-*.x86_64",
            "CVE-2024-6387",
            "2293942",
            "RHSA-2024:4312",
        ] {
            assert!(approves(OperatingSystem::RedHat, entry, &patch), "{entry}");
        }
        for entry in [
            "bind",
            "bind-libs.i686",
            "b*d-l*",
            "",
            "229394",
            "CVE-2024-638",
            "KB5040437",
        ] {
            assert!(!approves(OperatingSystem::RedHat, entry, &patch), "{entry}");
        }
        assert!(
            !rejects(OperatingSystem::RedHat, "RHSA-2024:4312", &patch),
            "advisory ids name nothing in the rejected list"
        );
        assert!(rejects(OperatingSystem::Suse, "RHSA-2024:4312", &patch));
        assert!(rejects(OperatingSystem::RedHat, "CVE-2024-6387", &patch));
    }

    #[test]
    fn the_other_families_have_their_own_forms() {
        let apt = patch(Package::parse_apt("openssl amd64 3.0.2-0ubuntu1.18"));
        assert!(approves(OperatingSystem::Ubuntu, "openssl", &apt));
        assert!(!approves(OperatingSystem::Ubuntu, "openssl.amd64", &apt));
        assert!(!approves(OperatingSystem::Ubuntu, "CVE-2024-6387", &apt));
        let windows = patch(None);
        assert!(rejects(OperatingSystem::Windows, "kb5040437", &windows));
        assert!(approves(OperatingSystem::Windows, "MS10-048", &windows));
        assert!(!approves(OperatingSystem::Windows, "KB50404*", &windows));
        let macos = patch(Package::parse_macos("Safari 17.6"));
        assert!(approves(OperatingSystem::MacOs, "Safari", &macos));
        assert!(!approves(OperatingSystem::MacOs, "Saf*", &macos));
    }
}
