//! `sandbox catalog` and `sandbox seed --this-host`: package data of others, and this machine.

use super::support::{Ran, TestEnv};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/catalogue.yaml");

/// Imports, and reads the changes.
#[track_caller]
fn import(env: &TestEnv, args: &[&str]) -> Vec<(String, [i64; 4])> {
    let mut all = vec!["sandbox", "catalog", "import", "--yes"];
    all.extend(args);
    let json = env.json(&all);
    let numbers = |row: &serde_json::Value| {
        ["added", "changed", "kept", "removed"].map(|key| row[key].as_i64().unwrap())
    };
    let rows = json["items"].as_array().unwrap_or_else(|| panic!("{json}"));
    rows.iter()
        .map(|row| (row["catalogue"].as_str().unwrap().to_owned(), numbers(row)))
        .collect()
}

#[track_caller]
fn catalogues(env: &TestEnv) -> String {
    env.run(&["sandbox", "catalog", "list"]).exits(0).stdout
}

#[track_caller]
fn missing(env: &TestEnv, node: &str) -> Vec<String> {
    let json = env.json_alone(&["compliance", "patches", node, "--state", "missing"]);
    json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_example_is_imported_once_and_changes_what_the_next_scan_finds() {
    let env = TestEnv::example();
    let before = catalogues(&env);
    let plan = env
        .run(&[
            "sandbox",
            "catalog",
            "import",
            "--os",
            "windows",
            "--dry-run",
            EXAMPLE,
        ])
        .exits(0)
        .says("nothing was written");
    assert!(
        plan.stdout
            .contains("change catalogue win2022 (WindowsServer2022): add 4 patches"),
        "{}",
        plan.stdout
    );
    assert_eq!(catalogues(&env), before);
    let changed = import(&env, &["--os", "windows", EXAMPLE]);
    assert_eq!(
        changed,
        [("win2022".to_owned(), [4, 1, 0, 0])],
        "the removal tool was there with another date"
    );
    assert_eq!(
        import(&env, &["--os", "windows", EXAMPLE]),
        [("win2022".to_owned(), [0, 0, 5, 0])]
    );
    assert_ne!(catalogues(&env), before);
}

#[test]
fn nothing_is_taken_away_without_a_yes_or_under_the_hands_of_a_node() {
    let env = TestEnv::fleet(
        &FLEET.replace("UPDATES", "[{classification: Security, released: 2024-05-01, packages: ['openssl-1:3.0.8-1.x86_64']}]"),
    );
    let file = env.file(
        "new.yaml",
        "os: ROCKY_LINUX\nupdates: [{classification: Security, released: 2024-06-01, packages: ['bash-5.2-1.x86_64']}]\n",
    );
    let file = file.to_str().unwrap();
    let before = catalogues(&env);
    let command = [
        "sandbox",
        "catalog",
        "import",
        "--os",
        "rocky",
        "--replace",
        file,
    ];
    let _refused = env.run(&command).exits(8).says("remove 1 patch");
    assert_eq!(catalogues(&env), before);
    assert_eq!(missing(&env, NODE), ["openssl.x86_64:1:3.0.8-1"]);
    assert_eq!(
        import(&env, &["--os", "rocky", "--replace", file]),
        [("rocky9".to_owned(), [1, 0, 0, 1])]
    );
    assert_eq!(missing(&env, NODE), ["bash.x86_64:0:5.2-1"]);
    let example = TestEnv::example();
    let ran = example
        .run(&[
            "sandbox",
            "catalog",
            "import",
            "--os",
            "windows",
            "--replace",
            "--yes",
            EXAMPLE,
        ])
        .exits(2);
    assert!(ran.stderr.contains("installed.except"), "{}", ran.stderr);
}

const NODE: &str = "i-0a1b2c3d4e5f60001";

const FLEET: &str = "
fleet: small
regions: [eu-west-1]
accounts:
  - {id: '999988887777', name: only, email: only@example.com, management: true}
catalogues:
  rocky9:
    os: ROCKY_LINUX
    platform_name: Rocky Linux
    platform_version: '9.4'
    product: RockyLinux9.4
    image: 2024-01-10
    base: ['bash-5.1-1.x86_64', 'openssl-1:3.0.7-1.x86_64', 'zsh-5-1.noarch']
    updates: UPDATES
nodes:
  - {id: i-0a1b2c3d4e5f60001, account: only, region: eu-west-1, catalogue: rocky9, scans: [{at: -3h}]}
";

#[test]
fn a_repository_becomes_what_nodes_lack() {
    let env = TestEnv::fleet(&FLEET.replace("UPDATES", "[]"));
    let package = |name: &str, version: &str| {
        format!(
            "<package><name>{name}</name><arch>x86_64</arch><version epoch='0' ver='{version}' rel='1'/></package>"
        )
    };
    let primary = format!(
        "<metadata>{}{}</metadata>",
        package("bash", "5.2"),
        package("zsh", "6")
    );
    let updateinfo = "<updates><update type='security'><id>RLSA-1</id><updated date='2024-06-01'/><severity>Important</severity><pkglist>\
        <collection><package name='bash' epoch='0' version='5.2' release='1' arch='x86_64'/></collection></pkglist></update></updates>";
    std::fs::create_dir_all(env.path("repo/repodata")).unwrap();
    env.file("repo/repodata/primary.xml", &primary);
    env.file("repo/repodata/updateinfo.xml", updateinfo);
    let part =
        |kind: &str| format!("<data type='{kind}'><location href='repodata/{kind}.xml'/></data>");
    let repomd = format!("<repomd>{}{}</repomd>", part("primary"), part("updateinfo"));
    env.file("repo/repodata/repomd.xml", &repomd);
    let ran = env
        .run(&["sandbox", "catalog", "import", "--os", "rocky", "repo"])
        .exits(0);
    assert!(ran.stdout.contains("rocky9"), "{ran:?}");
    assert_eq!(
        missing(&env, NODE),
        ["bash.x86_64:0:5.2-1"],
        "zsh has no notice"
    );
    let before = catalogues(&env);
    for (name, text, says) in [
        (
            "repo/repodata/primary.xml",
            "<metadata>\n<package>",
            "line 2: it ends inside of <package>",
        ),
        (
            "repo/repodata/primary.xml",
            "<!DOCTYPE x [<!ENTITY a 'b'>]><metadata>&a;</metadata>",
            "document type",
        ),
        (
            "repo/repodata/repomd.xml",
            &repomd.replace("repodata/", "../../"),
            "is not a file of the repository",
        ),
    ] {
        env.file(name, text);
        let ran = env
            .run(&["sandbox", "catalog", "import", "--os", "rocky", "repo"])
            .exits(2)
            .says(says);
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
        assert_eq!(catalogues(&env), before);
    }
}

#[test]
fn mistakes_of_a_file_or_a_command_line_have_their_place() {
    let env = TestEnv::example();
    let before = catalogues(&env);
    let bad = |text: &str, args: &[&str]| -> Ran {
        let file = env.file("bad.yaml", text);
        let mut all = vec!["sandbox", "catalog", "import", file.to_str().unwrap()];
        all.extend(args);
        env.run(&all).exits(2)
    };
    let _typo = bad(
        "os: WINDOWS\nupdates:\n  - {kb: KB1, sevrity: Low}\n",
        &["--os", "windows"],
    )
    .says("line 3")
    .says("did you mean `severity`");
    let _other = bad("os: MACOS\nupdates: []\n", &["--os", "windows"]).says("--os says WINDOWS");
    let _no_kb = bad(
        "os: WINDOWS\nupdates:\n  - {title: x}\n",
        &["--os", "windows"],
    )
    .says("updates[0].kb")
    .says("3");
    let _time = bad(
        "os: WINDOWS\nupdates:\n  - {kb: KB1, released: soon}\n",
        &["--os", "windows"],
    )
    .says("is not a time");
    let _empty = bad("os: WINDOWS\nupdates: []\n", &["--os", "windows"]).says("no update");
    let _twice = bad(
        "os: WINDOWS\nos: WINDOWS\nupdates: []\n",
        &["--os", "windows"],
    )
    .says("duplicate field");
    let _unknown = bad("os: WINDOWS\nupdates: []\n", &["--os", "beos"]).says("beos");
    let _no_os = bad("os: WINDOWS\nupdates: []\n", &[]).says("--os");
    let _absent = env
        .run(&["sandbox", "catalog", "import", "--os", "windows", "absent"])
        .exits(2)
        .says("cannot read absent");
    let _binary = bad("\u{0}\u{1}", &["--os", "rhel"]).says("bad.yaml");
    let product = "os: ROCKY_LINUX\nupdates: [{packages: [a-1-1.noarch]}]\n";
    let _no_product = bad(product, &["--os", "rocky"]).says("--product");
    assert_eq!(catalogues(&env), before);
    let file = env.file("bad.yaml", product);
    let args = [
        "--os",
        "rocky",
        "--product",
        "RockyLinux9.4",
        file.to_str().unwrap(),
    ];
    assert_eq!(
        import(&env, &args),
        [("rockylinux9.4".to_owned(), [1, 0, 0, 0])]
    );
}

const STATUS: &str = "Package: openssl\nStatus: install ok installed\nPriority: optional\nSection: utils\nArchitecture: amd64\nVersion: 3.0.16-1\n\n\
    Package: tzdata\nStatus: install ok installed\nPriority: required\nSection: localization\nArchitecture: all\nVersion: 2025a-0\n\n\
    Package: gone\nStatus: deinstall ok config-files\nArchitecture: amd64\nVersion: 1\n";

/// A Debian below `root`.
fn debian(env: &TestEnv) {
    for folder in ["root/etc", "root/var/lib/dpkg", "root/var/lib/apt/lists"] {
        std::fs::create_dir_all(env.path(folder)).unwrap();
    }
    env.file(
        "root/etc/os-release",
        "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n",
    );
    env.file("root/etc/hostname", "web-1\n");
    env.file("root/var/lib/dpkg/status", STATUS);
}

#[test]
fn the_system_below_a_folder_becomes_a_node() {
    let env = TestEnv::empty();
    debian(&env);
    let lists = "root/var/lib/apt/lists/deb.example.com_debian";
    env.file(
        &format!("{lists}-security_dists_x_InRelease"),
        "Origin: Debian\nLabel: Debian-Security\nCodename: bookworm-security\nVersion: 12\n",
    );
    env.file(
        &format!("{lists}-security_dists_x_main_binary-amd64_Packages"),
        "Package: openssl\nArchitecture: amd64\nVersion: 3.0.17-1~deb12u2\nPriority: optional\nSection: utils\n",
    );
    env.file(
        &format!("{lists}_dists_x_InRelease"),
        "Origin: Debian\nLabel: Debian\nCodename: bookworm\nVersion: 12.11\n",
    );
    env.file(
        &format!("{lists}_dists_x_main_binary-amd64_Packages"),
        "Package: openssl\nArchitecture: amd64\nVersion: 3.0.17-1~deb12u3\n\nPackage: tzdata\nArchitecture: all\nVersion: 2025b-0\n",
    );
    let seed = ["sandbox", "seed", "--this-host", "--root", "root"];
    let dry = env.run(&[&seed[..], &["--dry-run"]].concat()).exits(0);
    assert!(
        dry.stdout
            .contains("Debian GNU/Linux 12, 2 packages, 3 published versions"),
        "{}",
        dry.stdout
    );
    assert!(!env.sandbox().join("state.sqlite").exists());
    let _seeded = env.run_alone(&seed).exits(0);
    let nodes = env.json_alone(&["node", "list"]);
    let node = &nodes["items"][0];
    assert_eq!(
        (node["name"].as_str(), node["platform_name"].as_str()),
        (Some("web-1"), Some("Debian GNU/Linux")),
        "{node}"
    );
    let id = node["node"].as_str().unwrap();
    assert!(id.starts_with("mi-"), "{id}");
    assert_eq!(
        missing(&env, id),
        ["openssl.amd64:3.0.17-1~deb12u2"],
        "the rules of AWS look at the security repository only"
    );
    let _checked = env.run_alone(&["compliance", "check"]).exits(3);
    let _refused = env.run_alone(&seed).exits(8).says("--yes");
}

#[test]
fn a_host_joins_a_fleet_and_a_host_without_lists_is_warned_of() {
    let env = TestEnv::fleet(&FLEET.replace("UPDATES", "[]"));
    debian(&env);
    let fleet = env.path("fleet.yaml");
    let seed = [
        "sandbox",
        "seed",
        "--yes",
        "--this-host",
        "--root",
        "root",
        "--fleet",
        fleet.to_str().unwrap(),
    ];
    let _seeded = env
        .run_alone(&seed)
        .exits(0)
        .says("warning: no package index names an installed package");
    assert_eq!(
        env.run_alone(&["node", "list", "-o", "ids"])
            .exits(0)
            .stdout
            .lines()
            .count(),
        2
    );
    for (args, says) in [
        (
            &[
                "sandbox",
                "seed",
                "--this-host",
                "--root",
                "root",
                "--nodes",
                "3",
            ][..],
            "--nodes",
        ),
        (&["sandbox", "seed", "--root", "root"], "--this-host"),
        (
            &[
                "sandbox",
                "seed",
                "--this-host",
                "--root",
                "absent",
                "--yes",
            ],
            "os-release",
        ),
    ] {
        let _refused = env.run_alone(args).exits(2).says(says);
    }
    assert_eq!(
        env.run_alone(&["node", "list", "-o", "ids"])
            .exits(0)
            .stdout
            .lines()
            .count(),
        2,
        "the old fleet stays"
    );
}
