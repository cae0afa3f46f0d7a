//! What nodes tell of themselves, asked by a script that is shown first.

use std::process::Command;

use serde_json::Value;

use super::support::{Ran, TestEnv};

const FLEET: &str = r#"
fleet: deep
regions: [us-east-1]
accounts:
  - {id: "111122223333", name: solo, email: a@example.com, management: true}
patching:
  script: 2s
vpc_endpoints:
  - {account: solo, region: us-east-1, services: [ssm, ssmmessages]}
  - {account: solo, region: us-east-1, services: [s3], state: pending}
catalogues:
  al2:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64]
  windows:
    os: WINDOWS
    platform_name: Microsoft Windows Server 2022 Datacenter
    platform_version: "10.0.20348"
    product: WindowsServer2022
    image: 2025-01-01
nodes:
  - {id: i-00000000000000001, account: solo, region: us-east-1, catalogue: al2, scans: [{at: -1h}]}
  - {id: i-00000000000000002, account: solo, region: us-east-1, catalogue: al2, probe: {python2: ""}, scans: [{at: -1h}]}
  - {id: i-00000000000000003, account: solo, region: us-east-1, catalogue: al2, probe: {"free-mib:/var": "41", sources: "0"}, scans: [{at: -1h}]}
  - {id: i-00000000000000004, account: solo, region: us-east-1, catalogue: al2, probe: {"reach:aws-ssm-us-east-1": "000"}, scans: [{at: -1h}]}
  - {id: i-00000000000000005, account: solo, region: us-east-1, catalogue: windows, scans: [{at: -1h}]}
  - {id: i-00000000000000006, account: solo, region: us-east-1, catalogue: al2, ping: ConnectionLost, scans: [{at: -1h}]}
  - id: i-00000000000000007
    account: solo
    region: us-east-1
    catalogue: al2
    scans: [{at: -1h}]
    patching: {hooks: [{document: AWS-RunShellScript, exit: 1, stdout: "bash: no"}]}
"#;

fn told(ran: &Ran) -> Vec<(String, String)> {
    let items = ran.json()["items"].as_array().expect("items").clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    items
        .iter()
        .map(|item| (text(&item["rule"]), text(&item["subject"])))
        .collect()
}

#[test]
fn nodes_tell_what_they_lack_and_who_does_not_answer_is_named() {
    let env = TestEnv::fleet(FLEET);
    let shallow = told(&env.run_alone(&["doctor", "-o", "json"]).exits(3));
    let ran = env
        .run_alone(&["doctor", "--deep", "--yes", "-o", "json"])
        .exits(3);
    let ran = ran.says("not asked themselves: 2 nodes");
    let mut new = told(&ran);
    new.retain(|one| !shallow.contains(one));
    // One VPC, which has no endpoint for S3 that is available.
    let (of_vpc, mut new): (Vec<_>, Vec<_>) = new
        .into_iter()
        .partition(|one| one.0 == "account/vpc-endpoints");
    assert!(
        of_vpc.len() == 1 && of_vpc[0].1.starts_with("vpc-"),
        "{of_vpc:?}"
    );
    new.retain(|one| one.0.starts_with("node/"));
    let at = |rule: &str, number: u8| (rule.to_owned(), format!("i-0000000000000000{number}"));
    assert_eq!(
        new,
        [
            at("node/no-python", 2),
            at("node/buckets-unreached", 4),
            at("node/little-space", 3),
            at("node/no-sources", 3),
        ]
    );
    let unreadable = ran.json()["unreadable"].clone();
    assert!(
        unreadable.to_string().contains("i-00000000000000007"),
        "{unreadable}"
    );
    assert!(
        unreadable.to_string().contains("told nothing"),
        "{unreadable}"
    );

    // A node that has nothing of it and could not be asked is no healthy one.
    env.run_alone(&["doctor", "i-00000000000000001", "--deep", "--yes"])
        .exits(0);
    env.run_alone(&["doctor", "i-00000000000000007", "--deep", "--yes"])
        .exits(5);
    // Nor is one with Windows that was named, and is not asked.
    env.run_alone(&["doctor", "i-00000000000000005", "--deep", "--yes"])
        .exits(5)
        .says("what i-00000000000000005 tells of itself: it was not asked");
}

#[test]
fn the_script_is_shown_and_nothing_is_sent_without_a_yes() {
    let env = TestEnv::fleet(FLEET);
    let node = "i-00000000000000001";
    let ran = env.run_alone(&["doctor", node, "--deep"]).exits(8);
    assert!(
        ran.stderr
            .contains("would run AWS-RunShellScript on 1 node in 111122223333 us-east-1"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("reads, and changes nothing"),
        "{}",
        ran.stderr
    );
    env.run_alone(&["doctor", node, "--deep", "--dry-run"])
        .exits(0);
    let history = env.run_alone(&["patch-now", "list", "--everyone", "-o", "json"]);
    assert!(
        !history.stdout.contains("AWS-RunShellScript"),
        "{}",
        history.stdout
    );
    env.run_alone(&["doctor", node, "--dry-run"])
        .exits(2)
        .says("--deep");

    env.play("[{kind: access_denied, operation: SendCommand}]");
    env.run_alone(&["doctor", node, "--deep", "--yes"])
        .exits(5)
        .says("ssm:SendCommand");
}

/// The script as it is shown.
fn script(env: &TestEnv) -> String {
    let ran = env
        .run_alone(&["doctor", "i-00000000000000001", "--deep", "--dry-run"])
        .exits(0);
    let lines = ran
        .stdout
        .lines()
        .skip_while(|line| !line.starts_with("  #"));
    let script: String = lines
        .take_while(|line| line.starts_with("  "))
        .map(|line| format!("{}\n", &line[2..]))
        // No test asks a network.
        .filter(|line| !line.starts_with("reach "))
        .collect();
    assert!(
        script.starts_with("# patchctl doctor --deep"),
        "{}",
        ran.stdout
    );
    script
}

/// The script itself, in shells that we did not write: what it says of this machine is compared with
/// what this machine says.
#[test]
fn the_script_runs_in_real_shells_and_tells_the_truth() {
    let env = TestEnv::fleet(FLEET);
    let script = script(&env);
    let path = env.file("probe.sh", &script);

    let truth = Command::new("python3")
        .args([
            "-c",
            "import sys; print('python3=%d.%d' % sys.version_info[:2])",
        ])
        .output();
    let truth = truth.expect("Python runs").stdout;
    let truth = String::from_utf8(truth).expect("text");
    for shell in ["sh", "bash"] {
        let done = Command::new(shell)
            .arg(&path)
            .output()
            .expect("a shell runs");
        let text = String::from_utf8(done.stdout).expect("text");
        assert!(
            done.status.success() && done.stderr.is_empty(),
            "{shell}: {text}"
        );
        assert!(text.starts_with("patchctl-probe=1\n"), "{shell}: {text}");
        assert!(text.contains(&truth), "{shell}: {text} is without {truth}");
        assert!(text.contains("\nfree-mib:/var="), "{shell}: {text}");
        assert!(
            text.len() < 2500,
            "the list of Run Command keeps no more: {}",
            text.len()
        );
    }
}

/// Lists of repositories as yum, zypper and apt read them, with how many of them are enabled.
#[test]
fn the_script_counts_the_sources_that_are_enabled() {
    const REPOS: [(&str, u32); 5] = [
        ("[main]\nenabled=1\n", 0),
        (
            "[one]\nname=One\n[two]\nenabled = 0\n[three]\nEnabled=True\r\n",
            2,
        ),
        ("[one]\nenabled=no\nname=x\n\n[two]\nenabled=yes\n", 1),
        ("# [none]\n", 0),
        ("", 0),
    ];
    const SOURCES: [(&str, &str, u32); 4] = [
        (
            "a.list",
            "# deb http://x y\ndeb http://x y main\ndeb-src http://x y main\n",
            1,
        ),
        ("a.sources", "Types: deb\nURIs: http://x\nSuites: y\n", 1),
        (
            "b.sources",
            "Enabled: no\nTypes: deb\nURIs: http://x\n\n# two\nTypes: deb deb-src\nURIs: http://x\nEnabled: yes\n",
            1,
        ),
        ("c.sources", "Types: deb-src\nURIs: http://x\n", 0),
    ];

    let env = TestEnv::fleet(FLEET);
    let script = script(&env);
    let count = |root: &std::path::Path, script: &str, shell: &str| {
        let script = script.replace("/etc/", &format!("{}/etc/", root.display()));
        let path = env.file("sources.sh", &script);
        let done = Command::new(shell).arg(&path).output().expect("a shell");
        let text = String::from_utf8(done.stdout).expect("text");
        let line = text.lines().find_map(|line| line.strip_prefix("sources="));
        line.map(|number| number.parse::<u32>().expect("a number"))
    };
    // Machines with yum have no apt.
    let with_yum = script.replace("command -v apt-get", "command -v no-apt-get-here");
    assert_ne!(with_yum, script);

    for shell in ["sh", "bash"] {
        for folder in ["etc/yum.repos.d", "etc/zypp/repos.d"] {
            let root = tempfile::tempdir().expect("a folder");
            let repos = root.path().join(folder);
            std::fs::create_dir_all(&repos).expect("a folder");
            let mut all = 0;
            for (index, (text, enabled)) in REPOS.iter().enumerate() {
                std::fs::write(repos.join(format!("{index}.repo")), text).expect("a file");
                all += enabled;
                let counted = count(root.path(), &with_yum, shell);
                assert_eq!(counted, Some(all), "{shell} {folder} {text}");
            }
        }

        let root = tempfile::tempdir().expect("a folder");
        let apt = root.path().join("etc/apt/sources.list.d");
        std::fs::create_dir_all(&apt).expect("a folder");
        let mut all = 0;
        for (name, text, enabled) in SOURCES {
            std::fs::write(apt.join(name), text).expect("a file");
            all += enabled;
            // Where there is no apt-get the script must not look at its lists.
            let counted = count(root.path(), &script.replace("apt-get", "sh"), shell);
            assert_eq!(counted, Some(all), "{shell} {name} {text}");
        }
    }
}
