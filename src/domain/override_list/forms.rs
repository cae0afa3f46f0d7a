//! Every name by which a list can call one package version, per family.

use crate::domain::fleet::platform::Family;
#[cfg(test)]
use crate::domain::patch::Package;
use crate::domain::patch::version::Evr;

/// The names of one package version or update, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    names: Vec<String>,
}

impl Forms {
    /// The names of a package version.
    #[cfg(test)]
    pub fn of_package(family: Family, package: &Package) -> Self {
        let names = match family {
            Family::Rpm => rpm(&package.name, &package.arch, &package.evr).to_vec(),
            Family::Apt => apt(&package.name, &package.arch, &package.evr.to_string()).to_vec(),
            Family::MacOs | Family::Windows => vec![
                package.name.clone(),
                format!("{}.{}", package.name, package.evr.without_epoch()),
            ],
        };
        Self::new(names)
    }

    /// The names of a row that a node reported (`DescribeInstancePatches`). A title that does not
    /// tell the version leaves the names without one; a report never tells MS numbers.
    pub fn of_report(family: Family, kb_id: &str, title: &str) -> Self {
        let rest = title.strip_prefix(kb_id);
        let version = rest
            .and_then(|rest| rest.strip_prefix(if family == Family::MacOs { '.' } else { ':' }))
            .filter(|text| !text.is_empty());
        let (name, arch) = kb_id.rsplit_once('.').unwrap_or((kb_id, ""));

        // Titles of Windows are sentences, in which no version is looked for.
        match (family, version) {
            (Family::Windows, _) => Self::new(vec![kb_id.to_owned()]),
            (Family::MacOs, Some(_)) => Self::new(vec![kb_id.to_owned(), title.to_owned()]),
            (Family::Apt, Some(version)) => Self::new(apt(name, arch, version).to_vec()),
            (Family::Rpm, Some(version)) => match Evr::parse(version) {
                Some(evr) => Self::new(rpm(name, arch, &evr).to_vec()),
                None => Self::without_version(name, kb_id),
            },
            (Family::MacOs, None) => Self::without_version(kb_id, kb_id),
            (Family::Apt | Family::Rpm, None) => Self::without_version(name, kb_id),
        }
    }

    fn without_version(name: &str, kb_id: &str) -> Self {
        Self::new(vec![name.to_owned(), kb_id.to_owned()])
    }

    fn new(names: Vec<String>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(|name| name.to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        Self { names }
    }

    /// The names, sorted, in lower case.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// The forms of an rpm package that the node makes: n, na, nv, nvr, nvra, v, vr, evr, nevr, nevra,
/// envra and naevr.
pub(in crate::domain) fn rpm(name: &str, arch: &str, evr: &Evr) -> [String; 12] {
    let (epoch, version, release) = (evr.epoch, &evr.version, &evr.release);

    // The separators are the payload's (1.80, package_matcher.py): an architecture stands behind a
    // dot, what follows an epoch or an architecture behind a colon, the rest behind a hyphen.
    [
        name.to_owned(),
        format!("{name}.{arch}"),
        format!("{name}-{version}"),
        format!("{name}-{version}-{release}"),
        format!("{name}-{version}-{release}.{arch}"),
        version.clone(),
        format!("{version}-{release}"),
        format!("{epoch}:{version}-{release}"),
        format!("{name}-{epoch}:{version}-{release}"),
        format!("{name}-{epoch}:{version}-{release}.{arch}"),
        format!("{epoch}:{name}-{version}-{release}.{arch}"),
        format!("{name}.{arch}:{epoch}:{version}-{release}"),
    ]
}

/// The forms of a dpkg package: n, v, na, nv, av and nav. The version is the whole of dpkg's, with
/// its epoch and revision.
fn apt(name: &str, arch: &str, version: &str) -> [String; 6] {
    [
        name.to_owned(),
        version.to_owned(),
        format!("{name}.{arch}"),
        format!("{name}-{version}"),
        format!("{arch}:{version}"),
        format!("{name}.{arch}:{version}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_reported_row_has_the_names_of_its_package() {
        let reported = Forms::of_report(
            Family::Rpm,
            "dhclient.x86_64",
            "dhclient.x86_64:12:4.1.1-53.P1.28.amzn1",
        );
        let package = Package::parse_rpm("dhclient-12:4.1.1-53.P1.28.amzn1.x86_64").unwrap();
        assert_eq!(reported, Forms::of_package(Family::Rpm, &package));
        assert_eq!(
            reported.names(),
            sorted(&[
                "dhclient",
                "dhclient.x86_64",
                "dhclient-4.1.1",
                "dhclient-4.1.1-53.p1.28.amzn1",
                "dhclient-4.1.1-53.p1.28.amzn1.x86_64",
                "4.1.1",
                "4.1.1-53.p1.28.amzn1",
                "12:4.1.1-53.p1.28.amzn1",
                "dhclient-12:4.1.1-53.p1.28.amzn1",
                "dhclient-12:4.1.1-53.p1.28.amzn1.x86_64",
                "12:dhclient-4.1.1-53.p1.28.amzn1.x86_64",
                "dhclient.x86_64:12:4.1.1-53.p1.28.amzn1",
            ])
        );
        let reported =
            Forms::of_report(Family::Apt, "libc6.amd64", "libc6.amd64:1:2.31-0ubuntu9.7");
        assert_eq!(
            reported.names(),
            sorted(&[
                "libc6",
                "1:2.31-0ubuntu9.7",
                "libc6.amd64",
                "libc6-1:2.31-0ubuntu9.7",
                "amd64:1:2.31-0ubuntu9.7",
                "libc6.amd64:1:2.31-0ubuntu9.7",
            ])
        );
        assert_eq!(
            reported,
            Forms::of_package(
                Family::Apt,
                &Package::parse_apt("libc6 amd64 1:2.31-0ubuntu9.7").unwrap()
            )
        );
        let reported = Forms::of_report(Family::MacOs, "MRTConfigData", "MRTConfigData.1.61");
        assert_eq!(reported.names(), ["mrtconfigdata", "mrtconfigdata.1.61"]);
        assert_eq!(
            reported,
            Forms::of_package(
                Family::MacOs,
                &Package::parse_macos("MRTConfigData 1.61").unwrap()
            )
        );
        assert_eq!(
            Forms::of_report(Family::Windows, "KB5034439", "2024-01 (KB5034439)").names(),
            ["kb5034439"]
        );
    }

    #[test]
    fn a_row_without_a_usable_title_has_no_version() {
        for (family, id, title) in [
            (Family::Rpm, "bash.x86_64", ""),
            (Family::Rpm, "bash.x86_64", "bash.x86_64:x:1"),
            (Family::Rpm, "bash.x86_64", "zsh.x86_64:0:1-1"),
            (Family::Apt, "bash.x86_64", "bash"),
        ] {
            let forms = Forms::of_report(family, id, title);
            assert_eq!(forms.names(), ["bash", "bash.x86_64"], "{title}");
        }
        assert_eq!(
            Forms::of_report(Family::MacOs, "Safari", "").names(),
            ["safari"]
        );
    }
}
