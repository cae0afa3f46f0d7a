use super::super::host::{Host, empty_fleet};
use super::{Files, text};
use crate::sandbox::fleet::file::FleetFile;

const DEBIAN: &str = "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n";

fn status(rows: &[(&str, &str, &str, &str)]) -> String {
    let row = |(name, arch, version, status): &(&str, &str, &str, &str)| {
        format!(
            "Package: {name}\nStatus: {status}\nPriority: optional\nSection: contrib/net\nArchitecture: {arch}\nVersion: {version}\n\n"
        )
    };
    rows.iter().map(row).collect()
}

fn list(rows: &[(&str, &str, &str)]) -> String {
    let row = |(name, arch, version): &(&str, &str, &str)| {
        format!("Package: {name}\nArchitecture: {arch}\nVersion: {version}\nPriority: optional\n\n")
    };
    rows.iter().map(row).collect()
}

const LISTS: &str = "var/lib/apt/lists/deb.example.com_debian_dists";

fn enrolled(files: &Files) -> (FleetFile, Vec<String>) {
    let host = Host::read(files.path()).unwrap();
    let mut fleet = empty_fleet().unwrap();
    host.join(&mut fleet).unwrap();
    (fleet, host.notes().to_vec())
}

#[test]
fn what_dpkg_calls_installed_is_installed_and_the_rest_is_not() {
    let status = status(&[
        ("plain", "amd64", "1", "install ok installed"),
        ("held", "amd64", "1", "hold ok installed"),
        ("removed", "amd64", "1", "deinstall ok config-files"),
        ("purged", "amd64", "1", "purge ok not-installed"),
        ("half", "amd64", "1", "install reinstreq half-installed"),
        ("foreign", "i386", "1", "install ok installed"),
        ("foreign", "amd64", "1", "install ok installed"),
    ]);
    let files = Files::new(&[
        ("etc/os-release", DEBIAN.as_bytes()),
        ("var/lib/dpkg/status", status.as_bytes()),
        ("etc/hostname", b"web-1\n"),
    ]);
    let (fleet, notes) = enrolled(&files);
    let base: Vec<&str> = fleet.catalogues["this-host"]
        .base
        .iter()
        .map(|line| line.split(" optional").next().unwrap())
        .collect();
    assert_eq!(
        base,
        [
            "plain amd64 1",
            "held amd64 1",
            "half amd64 1",
            "foreign i386 1",
            "foreign amd64 1"
        ]
    );
    assert!(fleet.catalogues["this-host"].base[0].ends_with("optional/contrib/net"));
    assert_eq!(fleet.nodes[0].computer_name.as_deref(), Some("web-1"));
    assert!(fleet.nodes[0].id.starts_with("mi-") && fleet.nodes[0].id.len() == 20);
    for (note, says) in notes.iter().zip(["held", "half", "apt-get update"]) {
        assert!(note.contains(says), "{notes:?}");
    }
    assert_eq!(notes.len(), 3);
    assert_eq!(
        Host::read(files.path()).unwrap().summary(),
        Host::read(files.path()).unwrap().summary(),
        "the id stays the same"
    );
}

#[test]
fn only_what_could_take_the_place_of_an_installed_package_is_kept() {
    let status = status(&[
        ("a", "amd64", "2", "install ok installed"),
        ("was-all", "all", "1", "install ok installed"),
        ("alien", "i386", "1", "install ok installed"),
    ]);
    let main = list(&[
        ("a", "amd64", "1"),
        ("a", "amd64", "3"),
        ("a", "i386", "4"),
        ("other", "amd64", "9"),
        ("was-all", "amd64", "2"),
        ("was-all", "i386", "3"),
        ("alien", "all", "2"),
        ("alien", "i386", "3"),
    ]);
    let files = Files::new(&[
        ("etc/os-release", DEBIAN.as_bytes()),
        ("var/lib/dpkg/status", status.as_bytes()),
        (
            &format!("{LISTS}_bookworm_InRelease"),
            b"Suite: stable\nCodename: bookworm\n",
        ),
        (
            &format!("{LISTS}_bookworm_main_binary-amd64_Packages"),
            main.as_bytes(),
        ),
        (
            &format!("{LISTS}_bookworm_partial/Packages"),
            b"garbage that is not looked at",
        ),
    ]);
    std::fs::rename(
        files.path().join(format!("{LISTS}_bookworm_partial")),
        files.path().join("var/lib/apt/lists/partial"),
    )
    .unwrap();
    let (fleet, notes) = enrolled(&files);
    let kept: Vec<&str> = fleet.catalogues["this-host"]
        .updates
        .iter()
        .flat_map(|update| update.packages.iter().map(String::as_str))
        .collect();
    assert_eq!(kept, ["a amd64 3", "alien i386 3", "was-all amd64 2"]);
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn backports_count_for_what_came_from_there_only() {
    let status = status(&[
        ("from-main", "amd64", "1", "install ok installed"),
        ("from-backports", "amd64", "5~bpo1", "install ok installed"),
    ]);
    let main = list(&[
        ("from-main", "amd64", "2"),
        ("from-backports", "amd64", "3"),
    ]);
    let backports = list(&[
        ("from-main", "amd64", "6~bpo1"),
        ("from-backports", "amd64", "6~bpo1"),
    ]);
    let files = Files::new(&[
        ("etc/os-release", DEBIAN.as_bytes()),
        ("var/lib/dpkg/status", status.as_bytes()),
        (&format!("{LISTS}_bookworm_InRelease"), b"Suite: stable\nCodename: bookworm\n"),
        (&format!("{LISTS}_bookworm_main_binary-amd64_Packages"), main.as_bytes()),
        (
            &format!("{LISTS}_bookworm-backports_InRelease"),
            b"Suite: stable-backports\nCodename: bookworm-backports\nNotAutomatic: yes\nButAutomaticUpgrades: yes\n",
        ),
        (&format!("{LISTS}_bookworm-backports_main_binary-amd64_Packages"), backports.as_bytes()),
    ]);
    let (fleet, _) = enrolled(&files);
    let kept: Vec<&str> = fleet.catalogues["this-host"]
        .updates
        .iter()
        .flat_map(|update| update.packages.iter().map(String::as_str))
        .collect();
    assert_eq!(kept, ["from-main amd64 2", "from-backports amd64 6~bpo1"]);
}

#[test]
fn what_cannot_be_enrolled_says_why() {
    let good = status(&[("a", "amd64", "1", "install ok installed")]);
    for (files, says) in [
        (vec![], "os-release"),
        (
            vec![("etc/os-release", "NAME=Gentoo\n")],
            "does not know `Gentoo`",
        ),
        (vec![("etc/os-release", DEBIAN)], "no package database"),
        (
            vec![("etc/os-release", "NAME=\"Rocky Linux\"\nVERSION_ID=9.4\n")],
            "no package database",
        ),
        (
            vec![("etc/os-release", DEBIAN), ("var/lib/dpkg/status", "")],
            "no installed package",
        ),
        (
            vec![
                ("etc/os-release", DEBIAN),
                ("var/lib/dpkg/status", "Package: a\nStatus: what\n"),
            ],
            "line 1",
        ),
        (
            vec![
                ("etc/os-release", DEBIAN),
                ("var/lib/dpkg/status", &good),
                ("var/lib/apt/lists/x_Packages", "Package: a\n"),
            ],
            "x_Packages",
        ),
    ] {
        let made = Files::new(
            &files
                .iter()
                .map(|(name, text)| (*name, text.as_bytes()))
                .collect::<Vec<_>>(),
        );
        let said = text(&Host::read(made.path()).unwrap_err());
        assert!(said.contains(says), "{says}: {said}");
    }
}
