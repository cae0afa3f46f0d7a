use sha2::{Digest, Sha256};

use super::{Files, gzip, import, options, refused, zstd};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::platform::OperatingSystem::{AmazonLinux2023, CentOs, Debian, RedHat};

fn package(name: &str, epoch: &str, version: &str, arch: &str) -> String {
    let (version, release) = version.split_once('-').unwrap();
    format!(
        "<package type=\"rpm\"><name>{name}</name><arch>{arch}</arch><version epoch=\"{epoch}\" ver=\"{version}\" rel=\"{release}\"/>\
         <checksum type=\"sha256\" pkgid=\"YES\">00</checksum><time file=\"1\" build=\"1714521600\"/><format><rpm:provides>\
         <rpm:entry name=\"other\" ver=\"9\"/></rpm:provides></format></package>"
    )
}

fn primary(packages: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<metadata xmlns:rpm=\"x\" packages=\"1\">\n{}\n</metadata>\n",
        packages.join("\n")
    )
}

fn notice(kind: &str, id: &str, rest: &str, packages: &[(&str, &str, &str)]) -> String {
    let package = |(name, epoch, version): &(&str, &str, &str)| {
        let (version, release) = version.split_once('-').unwrap();
        format!(
            "<package name=\"{name}\" epoch=\"{epoch}\" version=\"{version}\" release=\"{release}\" arch=\"x86_64\"><filename>f</filename></package>"
        )
    };
    let packages: String = packages.iter().map(package).collect();
    format!(
        "<update type=\"{kind}\"><id>{id}</id>{rest}<pkglist><collection><name>c</name>{packages}</collection></pkglist></update>\n"
    )
}

/// A repository of these files; each is named with its right checksum.
fn repository(files: &[(&str, &str, &[u8])]) -> Files {
    let made = Files::new(&[]);
    let mut data = String::new();
    for (kind, name, bytes) in files {
        made.put(&format!("repodata/{name}"), bytes);
        let sum = hex::encode(Sha256::digest(bytes));
        data.push_str(&format!(
            "<data type=\"{kind}\"><checksum type=\"sha256\">{sum}</checksum><location href=\"repodata/{name}\"/></data>"
        ));
    }
    made.put(
        "repodata/repomd.xml",
        format!("<repomd>{data}</repomd>").as_bytes(),
    );
    made
}

/// `classification severity released advisory packages` of each update.
fn rows(os: OperatingSystem, files: &Files) -> Vec<String> {
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let row = |update: &crate::sandbox::fleet::file::UpdateFile| {
        let words = [
            &update.classification,
            &update.severity,
            &update.released,
            &update.advisory,
        ]
        .map(word)
        .join(" ");
        format!("{words} {}", update.packages.join(","))
    };
    import(os, files).updates.iter().map(row).collect()
}

#[test]
fn a_notice_says_what_a_package_is_and_the_build_time_stands_in_for_a_date() {
    let packages = [
        package("bash", "0", "1-1", "x86_64"),
        package("bind", "32", "9.1~rc1-2", "x86_64"),
        package("curl", "0", "8-1", "x86_64"),
        package("zsh", "0", "5-1", "x86_64"),
        package("bash", "0", "1-1", "src"),
    ];
    let severity = |text: &str| format!("<severity>{text}</severity>");
    let dated = "<issued date=\"2024-01-01 00:00:00\"/><updated date=\"2024-05-09T21:23:00Z\"/>";
    let references = "<references><reference type=\"cve\" id=\"CVE-2024-1\" href=\"h\"/><reference type=\"bugzilla\" id=\"77\"/>\
        <reference type=\"self\" id=\"x\"/></references>";
    let updateinfo = [
        notice(
            "security",
            "A&amp;1",
            &format!("{dated}{}{references}", severity("Critical")),
            &[("bash", "0", "1-1"), ("gone", "0", "1-1")],
        ),
        notice(
            "bugfix",
            "B-1",
            &format!(
                "<issued date=\"1714608000\"/><updated date=\"\"/>{}",
                severity("None")
            ),
            &[("bind", "32", "9.1~rc1-2")],
        ),
        notice("newpackage", "C-1", &severity(""), &[("curl", "", "8-1")]),
        notice("security", "D-1", &severity("Low"), &[("gone", "0", "1-1")]),
    ];
    let updateinfo = format!("<updates>{}</updates>", updateinfo.concat());
    let files = repository(&[
        (
            "primary",
            "1-primary.xml.gz",
            &gzip(primary(&packages).as_bytes()),
        ),
        (
            "updateinfo",
            "2-updateinfo.xml.zst",
            &zstd(updateinfo.as_bytes()),
        ),
    ]);
    let expected = [
        "Security Critical 2024-05-09 A&1 bash-1-1.x86_64",
        "Bugfix - 2024-05-02 B-1 bind-32:9.1~rc1-2.x86_64",
        "Newpackage - 2024-05-01 C-1 curl-8-1.x86_64",
        "- - 2024-05-01 - zsh-5-1.x86_64",
    ];
    assert_eq!(rows(RedHat, &files), expected);
    let elsewhere: Vec<String> = rows(CentOs, &files).split_off(2);
    assert_eq!(
        elsewhere,
        [
            "Newpackage - - C-1 curl-8-1.x86_64",
            "- - - - zsh-5-1.x86_64"
        ],
        "AWS takes the build time on few systems only"
    );
    let first = &import(RedHat, &files).updates[0];
    assert_eq!(
        (first.cves.join(" "), first.bugzilla.join(" ")),
        ("CVE-2024-1".to_owned(), "77".to_owned())
    );
}

#[test]
fn a_repository_without_notices_is_said() {
    let files = repository(&[(
        "primary",
        "primary.xml",
        primary(&[package("a", "0", "1-1", "noarch")]).as_bytes(),
    )]);
    let imported = import(AmazonLinux2023, &files);
    assert_eq!(imported.updates[0].packages, ["a-1-1.noarch"]);
    assert!(
        imported.notes[0].contains("EnableNonSecurity"),
        "{:?}",
        imported.notes
    );
}

#[test]
fn a_file_that_is_not_the_one_that_is_named_is_refused() {
    let good = primary(&[package("a", "0", "1-1", "noarch")]);
    let files = repository(&[("primary", "primary.xml", good.as_bytes())]);
    files.put(
        "repodata/primary.xml",
        good.replace("noarch", "x86_64").as_bytes(),
    );
    let said = refused(RedHat, &files);
    assert!(
        said.contains("primary.xml is damaged") && said.contains("sha256"),
        "{said}"
    );
    std::fs::remove_file(files.path().join("repodata/primary.xml")).unwrap();
    assert!(refused(RedHat, &files).contains("which is not there"));
    for href in ["../../../etc/passwd", "/etc/passwd", ""] {
        let repomd =
            format!("<repomd><data type=\"primary\"><location href=\"{href}\"/></data></repomd>");
        let said = refused(
            RedHat,
            &Files::new(&[("repodata/repomd.xml", repomd.as_bytes())]),
        );
        assert!(
            said.contains("is not a file of the repository"),
            "{href}: {said}"
        );
    }
    let repomd = "<repomd><data type=\"primary\"><checksum type=\"sha\">0</checksum><location href=\"primary.xml\"/></data></repomd>";
    let weak = Files::new(&[
        ("repodata/repomd.xml", repomd.as_bytes()),
        ("repodata/primary.xml", good.as_bytes()),
    ]);
    assert!(import(RedHat, &weak).notes[0].contains("was not checked"));
}

#[test]
fn xml_that_tricks_or_ends_early_is_refused_with_its_line() {
    let entities =
        "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<metadata>&b;</metadata>";
    let deep = "<a>".repeat(100);
    let long = format!(
        "<metadata>\n<a>{}</a></metadata>",
        format!("{}&amp;", "y".repeat(1024 * 1024)).repeat(5)
    );
    let huge = format!("<metadata x=\"{}\"/>", "y".repeat(9 * 1024 * 1024));
    let good = primary(&[package("a", "0", "1-1", "noarch")]);
    for (xml, says) in [
        (entities, "document type"),
        (
            "<metadata>\n\n&secret;</metadata>",
            "line 3: the entity `secret` is not known",
        ),
        (
            "<metadata><package><name>&#xD800;</name></package></metadata>",
            "line 1",
        ),
        (&good[..good.len() / 2], "line 3"),
        ("<metadata>\n<package>\n</metadata>", "line 3"),
        (
            "<metadata>\n<package type=\"rpm\"><name>a</name></package></metadata>",
            "line 2: `a-.` is not a package",
        ),
        (deep.as_str(), "64 deep"),
        (long.as_str(), "larger than 4 MiB"),
        (huge.as_str(), "larger than 8 MiB"),
        ("not XML at all", "it is not XML"),
        ("", "it is empty"),
        ("\u{7f}ELF\u{1}", "it is not XML"),
    ] {
        let said = refused(
            RedHat,
            &repository(&[("primary", "primary.xml", xml.as_bytes())]),
        );
        assert!(
            said.contains(says) && said.contains("primary.xml cannot be read"),
            "{}: {said}",
            &xml[..xml.len().min(60)]
        );
    }
    let files = Files::new(&[("repodata/repomd.xml", b"<repomd></repomd>")]);
    assert!(refused(RedHat, &files).contains("it names no files"));
    assert!(
        refused(Debian, &files).contains("nothing that can be imported"),
        "the metadata of another family is none"
    );
}

#[test]
fn damaged_xml_is_read_or_refused_and_never_more() {
    let updateinfo = format!(
        "<updates>{}</updates>",
        notice(
            "security",
            "A&#49;",
            "<severity>Low</severity>",
            &[("a", "1", "2-3")]
        )
    );
    let whole = [primary(&[package("a", "1", "2-3", "x86_64")]), updateinfo];
    let part = |kind: &str| {
        format!(
            "<data type=\"{kind}\"><checksum type=\"md5\"/><location href=\"{kind}.xml\"/></data>"
        )
    };
    let repomd = format!("<repomd>{}{}</repomd>", part("primary"), part("updateinfo"));
    let files = Files::new(&[("repomd.xml", repomd.as_bytes())]);
    arbtest::arbtest(|u| {
        let mut parts = whole.clone().map(String::into_bytes);
        let bytes = &mut parts[u.choose_index(2)?];
        for _ in 0..u.int_in_range(1..=4)? {
            let at = u.choose_index(bytes.len())?;
            match u.int_in_range(0..=3)? {
                0 => bytes.truncate(at.max(1)),
                1 => bytes.insert(at, *u.choose(b"<>&;/!?\"'-[]")?),
                _ => bytes[at] = u.arbitrary()?,
            }
        }
        files.put("primary.xml", &parts[0]);
        files.put("updateinfo.xml", &parts[1]);
        if let Err(error) = crate::sandbox::catalog::read(&options(RedHat, files.path())) {
            assert_eq!(error.exit_code().number(), 2, "{error}");
        }
        Ok(())
    })
    .budget_ms(1500);
}
