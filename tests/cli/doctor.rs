//! What `doctor` finds at a fleet that has one of each fault.

use serde_json::Value;

use super::support::{Ran, TestEnv};

const FLEET: &str = r#"
fleet: broken
regions: [us-east-1]
accounts:
  - {id: "111122223333", name: solo, email: a@example.com, management: true}
catalogues:
  al2:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64]
  rhel:
    os: REDHAT_ENTERPRISE_LINUX
    platform_name: Red Hat Enterprise Linux
    platform_version: "6.10"
    product: RedhatEnterpriseLinux6.10
    image: 2025-01-01
    base: [bash-1-1.x86_64]
nodes:
  - {id: i-00000000000000001, account: solo, region: us-east-1, catalogue: al2, instance_profile: true, scans: [{at: -1h}]}
  - {id: i-00000000000000002, account: solo, region: us-east-1, catalogue: al2, managed: false, instance_profile: false}
  - {id: i-00000000000000003, account: solo, region: us-east-1, catalogue: al2, managed: false, instance_profile: true}
  - {id: i-00000000000000004, account: solo, region: us-east-1, catalogue: al2, ping: ConnectionLost, scans: [{at: -1h}]}
  - {id: i-00000000000000005, account: solo, region: us-east-1, catalogue: al2, agent_version: 2.0.833.9, scans: [{at: -1h}]}
  - {id: i-00000000000000006, account: solo, region: us-east-1, catalogue: al2, agent_version: 3.0.501.0, scans: [{at: -1h}]}
  - {id: i-00000000000000007, account: solo, region: us-east-1, catalogue: rhel, scans: [{at: -1h}]}
  - {id: i-00000000000000008, account: solo, region: us-east-1, catalogue: al2, platform_name: Plan 9, platform_version: "4"}
  - {id: i-00000000000000009, account: solo, region: us-east-1, catalogue: al2, tags: {Patch Group: a, PatchGroup: b}, scans: [{at: -1h}]}
  - {id: i-0000000000000000a, account: solo, region: us-east-1, catalogue: al2}
  - {id: i-0000000000000000b, account: solo, region: us-east-1, catalogue: al2, scans: [{at: -30d}]}
  - {id: i-0000000000000000c, account: solo, region: us-east-1, catalogue: al2, ec2: stopped, scans: [{at: -1h}]}
"#;

fn found(ran: &Ran) -> Vec<(String, String, String)> {
    let document = ran.json();
    let items = document["items"].as_array().expect("items").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    items
        .map(|item| {
            let node = text(&item["subject"]);
            let node = node.rsplit('-').next().unwrap_or_default();
            let node = node.trim_start_matches('0').to_owned();
            (text(&item["severity"]), text(&item["rule"]), node)
        })
        .collect()
}

fn has(found: &[(String, String, String)], severity: &str, rule: &str, node: &str) -> bool {
    let wanted = (severity.to_owned(), rule.to_owned(), node.to_owned());
    found.contains(&wanted)
}

#[test]
fn each_fault_is_found_where_it_is_and_nowhere_else() {
    let env = TestEnv::fleet(FLEET);
    let ran = env.run_alone(&["doctor", "-o", "json"]).exits(3);
    let all = found(&ran);
    let expected = [
        ("error", "node/not-managed", "2"),
        ("error", "node/not-managed", "3"),
        ("error", "node/offline", "4"),
        ("error", "node/unknown-system", "8"),
        ("error", "node/old-agent", "5"),
        ("warning", "node/no-hooks", "6"),
        ("warning", "node/unlisted-system", "7"),
        ("warning", "node/both-tags", "9"),
        ("warning", "node/never-reported", "8"),
        ("warning", "node/never-reported", "a"),
        ("warning", "node/stale", "b"),
        ("note", "node/stopped", "c"),
    ];
    let nodes: Vec<_> = all
        .iter()
        .filter(|one| one.1.starts_with("node/"))
        .collect();
    assert_eq!(nodes.len(), expected.len(), "{nodes:#?}");
    for (severity, rule, node) in expected {
        assert!(has(&all, severity, rule, node), "{rule} {node}: {all:#?}");
    }
    assert!(all.iter().any(|one| one.1 == "account/nothing-scans"));
    assert!(all.iter().any(|one| one.1 == "group/odd"));
    // The worst comes first.
    let order: Vec<&str> = all.iter().map(|one| one.0.as_str()).collect();
    let mut sorted = order.clone();
    sorted.sort_by_key(|word| {
        ["error", "warning", "note"]
            .iter()
            .position(|it| it == word)
    });
    assert_eq!(order, sorted);
}

#[test]
fn why_an_instance_is_not_managed_depends_on_its_profile_and_on_the_default_role() {
    let env = TestEnv::fleet(FLEET);
    let told = |env: &TestEnv, node: &str| {
        let ran = env.run_alone(&["doctor", node]).exits(3);
        ran.stdout
    };
    let without = "i-00000000000000002";
    let text = told(&env, without);
    assert!(text.contains("default host management is off"), "{text}");
    assert!(text.contains("AmazonSSMManagedInstanceCore"), "{text}");
    let text = told(&env, "i-00000000000000003");
    assert!(
        text.contains("its agent does not run, its role lacks"),
        "{text}"
    );

    let with_role = FLEET.replace(
        "management: true}",
        "management: true, default_host_role: service-role/Hosts}",
    );
    let env = TestEnv::fleet(&with_role);
    let text = told(&env, without);
    assert!(text.contains("role service-role/Hosts"), "{text}");
}

#[test]
fn an_old_agent_gets_the_line_that_updates_it() {
    let env = TestEnv::fleet(FLEET);
    let ran = env.run_alone(&["doctor", "i-00000000000000005"]).exits(3);
    let line = "aws ssm send-command --document-name AWS-UpdateSSMAgent --targets Key=InstanceIds,Values=i-00000000000000005 --region us-east-1";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
}

#[test]
fn a_node_that_cannot_read_the_baselines_of_its_policy_is_found() {
    let env = TestEnv::fleet(FLEET);
    let create = ["policy", "create", "daily", "--operation", "scan"];
    let more = [
        "--default-baselines",
        "--target-regions",
        "us-east-1",
        "--yes",
    ];
    env.run_alone(&[&create[..], &more].concat()).exits(0);
    let node = "i-00000000000000001";
    let ran = env.run_alone(&["doctor", node, "-o", "json"]).exits(3);
    assert!(
        has(&found(&ran), "error", "node/policy-baselines", "1"),
        "{}",
        ran.stdout
    );

    let update = [
        "policy",
        "update",
        "daily",
        "--attach-policies",
        "true",
        "--yes",
    ];
    env.run_alone(&update).exits(0);
    let ran = env.run_alone(&["doctor", node, "-o", "json"]).exits(0);
    assert_eq!(found(&ran), []);
    env.run_alone(&["doctor", node])
        .exits(0)
        .says("nothing keeps 1 node from being patched");
}

/// A policy has its own associations in each Region, and every one of them counts.
#[test]
fn a_policy_of_two_regions_is_looked_at_in_both() {
    let second = "\n  - {id: i-000000000000000aa, account: solo, region: eu-central-1, catalogue: al2, instance_profile: true, scans: [{at: -1h}]}\n";
    let fleet = FLEET.replace("regions: [us-east-1]", "regions: [us-east-1, eu-central-1]");
    let env = TestEnv::fleet(&format!("{}{second}", fleet.trim_end()));
    let regions = "us-east-1,eu-central-1";
    let create = ["policy", "create", "daily", "--operation", "scan"];
    let more = ["--default-baselines", "--target-regions", regions, "--yes"];
    let home = ["--region", "us-east-1"];
    env.run_alone(&[&create[..], &more, &home].concat())
        .exits(0);
    let ran = env
        .run_alone(&["doctor", "--region", regions, "-o", "json"])
        .exits(3);
    let all = found(&ran);
    for node in ["1", "aa"] {
        assert!(
            has(&all, "error", "node/policy-baselines", node),
            "{all:#?}"
        );
    }
}

/// What could not be asked is never taken for nothing found.
#[test]
fn what_may_not_be_asked_is_said_and_makes_the_answer_incomplete() {
    let env = TestEnv::fleet(FLEET);
    let node = "i-00000000000000001";
    for (denied, place) in [
        ("DescribeInstances", "the EC2 instances"),
        ("DescribePatchGroups", "the patch groups of"),
        ("ListAssociations", "account 111122223333, Region us-east-1"),
    ] {
        env.play(&format!("[{{kind: access_denied, operation: {denied}}}]"));
        let ran = env.run_alone(&["doctor"]).exits(3).says(place);
        ran.says(denied);
    }
    env.play("[{kind: access_denied, operation: DescribePatchGroups}]");
    let ran = env.run_alone(&["doctor", node]).exits(5);
    assert!(!ran.stderr.contains("nothing keeps"), "{}", ran.stderr);
}

#[test]
fn nothing_to_look_at_is_no_good_news() {
    let none = FLEET.split("nodes:").next().expect("a head");
    let env = TestEnv::fleet(&format!("{none}nodes: []\n"));
    let ran = env.run_alone(&["doctor"]).exits(3);
    assert!(
        ran.stdout.contains("no managed node here"),
        "{}",
        ran.stdout
    );
    env.run_alone(&["doctor", "i-00000000000000001"]).exits(2);
}
