use super::{Files, gzip, import, lz4, options, refused, zstd};
use crate::domain::fleet::platform::OperatingSystem::{Debian, Ubuntu};

const PACKAGES: &str = "Package: a\nVersion: 1:2-3\nArchitecture: amd64\nPriority: optional\nSection: libs\n\n\
    Package: b\nVersion: 1\nArchitecture: all\nDescription: two\n lines\n";

/// Packed by `xz`, and by `zstd -19 --check`.
const XZ: &[u8] = include_bytes!("Packages.xz");
const ZSTD: &[u8] = include_bytes!("Packages.zst");

#[test]
fn every_packing_gives_the_same_packages() {
    let plain = import(Debian, &Files::new(&[("Packages", PACKAGES.as_bytes())]));
    let found: Vec<_> = plain
        .updates
        .iter()
        .map(|update| {
            (
                update.packages.join(","),
                update.priority.clone(),
                update.section.clone(),
            )
        })
        .collect();
    let known = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("b all 1".to_owned(), None, None),
            ("a amd64 1:2-3".to_owned(), known("optional"), known("libs"))
        ]
    );
    let two_frames = [
        zstd(&PACKAGES.as_bytes()[..40]),
        zstd(&PACKAGES.as_bytes()[40..]),
    ]
    .concat();
    for (name, bytes) in [
        ("Packages.gz", gzip(PACKAGES.as_bytes())),
        ("Packages.zst", zstd(PACKAGES.as_bytes())),
        ("Packages.zst", two_frames),
        ("Packages.zst", ZSTD.to_vec()),
        ("Packages.lz4", lz4(PACKAGES.as_bytes())),
        ("Packages.xz", XZ.to_vec()),
        (
            "deb.example.com_debian_dists_x_main_binary-amd64_Packages.lz4",
            lz4(PACKAGES.as_bytes()),
        ),
    ] {
        let packed = import(Debian, &Files::new(&[(name, &bytes)]));
        assert_eq!(packed.updates, plain.updates, "{name}");
    }
    let both = import(
        Debian,
        &Files::new(&[
            ("Packages", PACKAGES.as_bytes()),
            ("Packages.gz", b"not looked at"),
        ]),
    );
    assert_eq!(both.updates, plain.updates);
}

#[test]
fn the_release_decides_which_repository_is_that_of_security() {
    let table = [
        (
            "Origin: Debian\nLabel: Debian-Security\nSuite: oldstable-security\nCodename: bookworm-security\nVersion: 12\n",
            "bookworm-security",
            Some("Debian12"),
        ),
        (
            "Origin: Debian\nLabel: Debian-Security\nSuite: oldstable\nCodename: buster/updates\nVersion: 10\n",
            "buster-security",
            Some("Debian10"),
        ),
        (
            "Origin: Debian\nLabel: Debian\nSuite: oldstable\nCodename: bookworm\nVersion: 12.11\n",
            "oldstable",
            Some("Debian12"),
        ),
        (
            "Origin: Ubuntu\nLabel: Ubuntu\nSuite: jammy-security\nCodename: jammy\nVersion: 22.04\n",
            "jammy-security",
            Some("Ubuntu22.04"),
        ),
        (
            "Origin: Ubuntu\nLabel: Ubuntu\nSuite: jammy-updates\nCodename: jammy\nVersion: 22.04\n",
            "jammy-updates",
            Some("Ubuntu22.04"),
        ),
        (
            "Origin: Acme\nLabel: Acme Security\nSuite: stable\nCodename: stable\n",
            "stable",
            None,
        ),
    ];
    for (release, repository, product) in table {
        let files = Files::new(&[
            ("dists/x/Release", release.as_bytes()),
            ("dists/x/main/binary-amd64/Packages", PACKAGES.as_bytes()),
        ]);
        let imported = import(Ubuntu, &files);
        assert_eq!(
            imported.updates[0].repository.as_deref(),
            Some(repository),
            "{release}"
        );
        let security = repository.ends_with("-security").then_some("Security");
        assert_eq!(
            imported.updates[0].classification.as_deref(),
            security,
            "{release}"
        );
        assert_eq!(
            imported.told.first().map(String::as_str),
            product,
            "{release}"
        );
        assert_eq!(imported.updates[0].released, None);
    }
}

#[test]
fn a_signed_release_and_that_of_apts_own_lists_are_found() {
    let signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nOrigin: Ubuntu\nSuite: jammy-security\nCodename: jammy\nVersion: 22.04\n\
        -----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCgAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n";
    let files = Files::new(&[
        (
            "archive.example.com_ubuntu_dists_jammy-security_InRelease",
            signed.as_bytes(),
        ),
        (
            "archive.example.com_ubuntu_dists_jammy-security_universe_binary-amd64_Packages",
            PACKAGES.as_bytes(),
        ),
    ]);
    assert_eq!(
        import(Ubuntu, &files).updates[0].repository.as_deref(),
        Some("jammy-security")
    );
    let alone = import(Ubuntu, &Files::new(&[("Packages", PACKAGES.as_bytes())]));
    assert_eq!(alone.updates[0].repository, None);
    assert!(alone.notes[0].contains("no Release"), "{:?}", alone.notes);
}

#[test]
fn what_apt_takes_on_request_only_is_left_out() {
    let release = "Suite: experimental\nCodename: rc-buggy\nNotAutomatic: yes\n";
    let files = Files::new(&[
        ("a/Packages", PACKAGES.as_bytes()),
        ("b/Release", release.as_bytes()),
        ("b/Packages", PACKAGES.as_bytes()),
    ]);
    let imported = import(Debian, &files);
    assert_eq!(imported.updates.len(), 2);
    assert!(
        imported
            .notes
            .iter()
            .any(|note| note.contains("NotAutomatic")),
        "{:?}",
        imported.notes
    );
}

#[test]
fn a_list_that_its_release_does_not_know_like_this_is_refused() {
    let sum = "0".repeat(64);
    let release =
        format!("Suite: x\nSHA256:\n {sum} 12 main/binary-amd64/Packages\n {sum} 9 main/other\n");
    let files = Files::new(&[
        ("Release", release.as_bytes()),
        ("main/binary-amd64/Packages", PACKAGES.as_bytes()),
    ]);
    let said = refused(Debian, &files);
    assert!(
        said.contains("binary-amd64/Packages is damaged") && said.contains(&sum),
        "{said}"
    );
}

#[test]
fn damage_names_the_file_and_the_line() {
    let truncated = |bytes: Vec<u8>| bytes[..bytes.len() - 9].to_vec();
    let mut wrong_sum = gzip(PACKAGES.as_bytes());
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 1;
    let mut wrong_zstd = ZSTD.to_vec();
    *wrong_zstd.last_mut().unwrap() ^= 1;
    for (name, bytes, says) in [
        (
            "Packages",
            b"Package: a\nArchitecture: all\nVersion: 1\n\nPackage: b\nArchitecture: all\n"
                .to_vec(),
            "line 5",
        ),
        (
            "Packages",
            b"Package: a\nVersion: x:1\nArchitecture: all\n".to_vec(),
            "line 1",
        ),
        (
            "Packages",
            b"\x7fELF\x00\x01\x02 this is no list of packages".to_vec(),
            "line 1",
        ),
        (
            "Packages",
            b"Package: a\n continued\nVersion: 1\nArchitecture: all\n".to_vec(),
            "line 1",
        ),
        ("Packages.gz", truncated(gzip(PACKAGES.as_bytes())), "line "),
        ("Packages.gz", wrong_sum, "line "),
        (
            "Packages.zst",
            truncated(zstd(PACKAGES.as_bytes())),
            "line ",
        ),
        ("Packages.zst", wrong_zstd, "checksum"),
        ("Packages.lz4", truncated(lz4(PACKAGES.as_bytes())), "line "),
        ("Packages.xz", truncated(XZ.to_vec()), "line "),
        ("Packages", b"BZh91AY&SY".to_vec(), "bzip2"),
        ("Packages", Vec::new(), "no update"),
    ] {
        let said = refused(Debian, &Files::new(&[(name, &bytes)]));
        assert!(
            said.contains(says) && (said.contains(name) || says == "no update"),
            "{name}: {said}"
        );
    }
}

#[test]
fn a_small_file_that_unpacks_to_much_is_given_up_early() {
    let bomb = gzip(&vec![b'a'; 64 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    for name in ["Packages.gz", "dists/x/Release"] {
        let files = Files::new(&[
            (name, &bomb),
            ("dists/x/main/Packages", PACKAGES.as_bytes()),
        ]);
        let said = refused(Debian, &files);
        assert!(
            said.contains("one piece of it is larger than 4 MiB"),
            "{name}: {said}"
        );
    }
}

#[test]
fn a_folder_without_metadata_says_what_was_looked_for() {
    let said = refused(
        Debian,
        &Files::new(&[
            ("repodata/repomd.xml", b"<repomd/>"),
            ("by-hash/Packages", PACKAGES.as_bytes()),
        ]),
    );
    assert!(
        said.contains("holds nothing that can be imported"),
        "{said}"
    );
}

#[test]
fn a_damaged_file_is_read_or_refused_and_never_more() {
    let packed = [
        gzip(PACKAGES.as_bytes()),
        ZSTD.to_vec(),
        zstd(PACKAGES.as_bytes()),
        lz4(PACKAGES.as_bytes()),
        XZ.to_vec(),
        PACKAGES.into(),
    ];
    let files = Files::new(&[]);
    arbtest::arbtest(|u| {
        let mut bytes = u.choose(&packed)?.clone();
        for _ in 0..u.int_in_range(1..=4)? {
            let at = u.choose_index(bytes.len())?;
            match u.int_in_range(0..=3)? {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.remove(at)),
                _ => bytes[at] = u.arbitrary()?,
            }
            if bytes.is_empty() {
                return Ok(());
            }
        }
        files.put("Packages", &bytes);
        if let Err(error) = crate::sandbox::catalog::read(&options(Debian, files.path())) {
            assert_eq!(error.exit_code().number(), 2, "{error}");
        }
        Ok(())
    })
    .budget_ms(1500);
}
