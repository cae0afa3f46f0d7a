//! Policies that are followed while AWS is late, while somebody else deletes them, and while who
//! follows them is killed; deployments that fail in one place.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::serve::{Server, remote};
use super::support::{Ran, TestEnv, run};

const FLEET: &str = r#"
fleet: policies
regions: [us-east-1, eu-central-1]
accounts:
  - {id: "111122223333", name: solo, email: a@example.com, management: true}
catalogues:
  al:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64]
nodes:
  - {id: i-00000000000000001, account: solo, region: us-east-1, catalogue: al}
"#;

const CREATE: [&str; 10] = [
    "policy",
    "create",
    "daily",
    "--operation",
    "scan",
    "--default-baselines",
    "--target-regions",
    "us-east-1,eu-central-1",
    "--yes",
    "--region=us-east-1",
];

fn create(env: &TestEnv, more: &[&str]) -> Ran {
    env.run_alone(&[&CREATE, more].concat())
}

fn in_region<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [args, &["--region", "us-east-1"]].concat()
}

fn statuses(env: &TestEnv) -> Vec<Value> {
    let ran = env.run_alone(&in_region(&["policy", "status", "-o", "json"]));
    let document = ran.json();
    document["items"].as_array().unwrap().clone()
}

/// What AWS shows late is the deployment of before: neither its end nor its failure is the new one's.
#[test]
fn an_answer_that_is_late_ends_nothing() {
    let failing = "management: true, failing_stacks: {eu-central-1: \"Access denied\"}";
    let fleet = FLEET.replace("management: true", failing);
    for (fleet, first) in [(FLEET, 0), (fleet.as_str(), 1)] {
        let env = TestEnv::fleet(fleet);
        env.play("[{kind: late, operation: GetConfigurationManager, seconds: 30}, {kind: late, operation: ListConfigurationManagers, seconds: 30}]");
        let made = create(&env, &[]).exits(first);
        assert!(
            !made.stderr.contains("deleted by somebody"),
            "{}",
            made.stderr
        );

        let update = ["policy", "update", "daily", "--max-errors", "7", "--yes"];
        let ran = env.run_alone(&in_region(&update)).exits(first);
        let said = &ran.stderr;
        // It was followed: the new deployment was seen at work before it ended.
        assert!(
            said.contains("INITIALIZING") || said.contains("DEPLOYING"),
            "{said}"
        );
        let end = if first == 0 {
            "daily is deployed"
        } else {
            "the deployment of daily failed"
        };
        assert!(said.contains(end), "{said}");
    }
}

#[test]
fn one_place_that_fails_is_named_and_the_gate_is_a_no() {
    let failing = "management: true, failing_stacks: {eu-central-1: \"Access denied\"}";
    let env = TestEnv::fleet(&FLEET.replace("management: true", failing));
    create(&env, &[])
        .exits(1)
        .says("111122223333 eu-central-1: Access denied");
    let gate = env.run_alone(&in_region(&["policy", "status"])).exits(3);
    gate.says("1 of 2 failed");
    let done: Vec<Value> = statuses(&env)
        .into_iter()
        .filter(|row| row["status"] == "SUCCEEDED")
        .collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert_eq!(done[0]["target_region"], "us-east-1");
}

#[test]
fn who_may_not_read_quick_setup_is_told_so() {
    let denied = "management: true, deny: [\"ssm-quicksetup:*\"]";
    let env = TestEnv::fleet(&FLEET.replace("management: true", denied));
    for args in [
        &["policy", "list"][..],
        &["policy", "status"],
        &["policy", "show", "daily"],
    ] {
        let ran = env.run_alone(&in_region(args)).exits(5);
        ran.says("ssm-quicksetup:ListConfigurationManagers");
    }
    create(&env, &[]).exits(1).says("ssm-quicksetup:");
}

/// Who follows a deployment against a server, in real time.
struct Follower {
    child: Child,
    said: BufReader<ChildStderr>,
}

impl Drop for Follower {
    fn drop(&mut self) {
        let _over = self.child.kill();
        let _over = self.child.wait();
    }
}

impl Follower {
    /// Begins to create the policy, and returns when the deployment is being followed.
    fn of(env: &TestEnv, server: &Server) -> Self {
        let mut command = remote(env, server, &CREATE);
        let command = command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("INITIALIZING") {
            line.clear();
            assert_ne!(said.read_line(&mut line).unwrap(), 0, "it does not follow");
        }
        Self { child, said }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Its exit code, within a bound, and what it said since.
    fn end(mut self) -> (i32, String) {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "it goes on");
            sleep(Duration::from_millis(50));
        };
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        (status.code().unwrap_or(-1), said)
    }
}

#[test]
fn a_policy_that_somebody_deletes_while_it_is_followed_is_not_deployed() {
    let env = TestEnv::fleet(FLEET);
    let server = Server::start(&env);
    let follower = Follower::of(&env, &server);
    // It looks at nothing while the other is at work.
    follower.signal("STOP");
    env.run_alone(&["sandbox", "advance", "3m"]).exits(0);
    env.run_alone(&in_region(&["policy", "delete", "daily", "--yes"]))
        .exits(0);
    follower.signal("CONT");
    let (code, said) = follower.end();
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("daily was deleted by somebody else while it was deployed"),
        "{said}"
    );
    env.run_alone(&in_region(&["policy", "status"])).exits(3);
}

#[test]
fn who_follows_may_be_killed_and_nothing_is_lost_or_doubled() {
    let env = TestEnv::fleet(FLEET);
    let server = Server::start(&env);
    let follower = Follower::of(&env, &server);
    follower.signal("KILL");
    assert_ne!(follower.end().0, 0);

    // The deployment is AWS's and goes on; it can be followed again, and is not made twice.
    let rows = statuses(&env);
    assert_eq!(rows[0]["status"], "INITIALIZING", "{rows:?}");
    let again = run(&mut remote(&env, &server, &CREATE)).exits(8);
    assert!(again.stderr.contains("daily"), "{}", again.stderr);
    let wait = ["policy", "status", "daily", "--wait"];
    env.run_alone(&in_region(&wait))
        .exits(0)
        .says("deployed everywhere");
    let list = ["policy", "list", "-o", "json"];
    let document = env.run_alone(&in_region(&list)).exits(0).json();
    assert_eq!(document["items"].as_array().unwrap().len(), 1);
}

/// What failed is not as it should be, however equal its parameters are.
#[test]
fn a_deployment_that_failed_is_made_again_and_never_called_nothing_to_do() {
    let failing = "management: true, failing_stacks: {eu-central-1: \"Access denied\"}";
    let env = TestEnv::fleet(&FLEET.replace("management: true", failing));
    let document = "name: daily\noperation: scan\nbaselines: defaults\nbaseline_region: us-east-1\naccounts: [\"111122223333\"]\nregions: [us-east-1, eu-central-1]\n";
    let file = env.file("daily.yaml", document);
    let file = file.to_str().unwrap();
    let apply = ["policy", "apply", "-f", file, "--yes"];
    env.run_alone(&in_region(&apply)).exits(1);
    env.run_alone(&in_region(&apply))
        .exits(1)
        .says("deploy the policy daily again, because its last deployment failed");
    let diff = ["policy", "diff", "-f", file];
    let ran = env.run_alone(&in_region(&diff)).exits(3);
    assert!(ran.stdout.contains("FAILED"), "{}", ran.stdout);
}

/// Nothing in a document says where a policy is kept: the wrong Region would make a second one.
#[test]
fn a_policy_of_another_region_is_not_made_twice() {
    let env = TestEnv::fleet(FLEET);
    create(&env, &[]).exits(0);
    let again = [
        "policy",
        "create",
        "daily",
        "--operation",
        "scan",
        "--default-baselines",
        "--target-regions",
        "us-east-1,eu-central-1",
        "--yes",
        "--region=eu-central-1",
    ];
    let ran = env.run_alone(&again).exits(8);
    ran.says("there is a policy daily in us-east-1 already");
}

#[test]
fn a_rate_that_would_wait_is_refused_also_where_nothing_is_said_of_waiting() {
    let env = TestEnv::fleet(FLEET);
    let rate = ["--install-schedule", "rate(7 days)", "--reboot", "never"];
    let install = CREATE.map(|word| {
        if word == "scan" {
            "scan-and-install"
        } else {
            word
        }
    });
    env.run_alone(&[&install[..], &rate].concat()).exits(2);
    env.run_alone(&in_region(&["policy", "status"])).exits(3);
}

/// A Region takes one host management, in whatever Region that is kept and however it comes there.
#[test]
fn a_second_host_management_of_a_region_is_refused_wherever_the_first_is_kept() {
    let env = TestEnv::fleet(FLEET);
    let host = |name: &str, regions: &str, home: &str| {
        let args = ["policy", "create", name, "--type", "host-management"];
        let more = ["--target-regions", regions, "--yes", "--region", home];
        env.run_alone(&[&args[..], &more].concat())
    };
    host("first", "us-east-1", "us-east-1").exits(0);
    let ran = host("second", "us-east-1,eu-central-1", "eu-central-1").exits(8);
    ran.says("is the host management of us-east-1 already");

    // Beside it is room, until it is made wider.
    host("second", "eu-central-1", "eu-central-1").exits(0);
    let wider = ["policy", "update", "second", "--yes"];
    let to = ["--target-regions", "us-east-1,eu-central-1"];
    let home = ["--region", "eu-central-1"];
    let ran = env.run_alone(&[&wider[..], &to, &home].concat()).exits(8);
    ran.says("first (arn:");
    // What it has itself speaks against nothing.
    let same = ["--update-agent", "true"];
    env.run_alone(&[&wider[..], &same, &home].concat()).exits(0);
}

#[test]
fn a_policy_for_nobody_is_warned_of() {
    let env = TestEnv::fleet(FLEET);
    let ran = create(&env, &["--tag", "Team=none", "--dry-run"]).exits(0);
    ran.says("its targets mean no managed node now");
    let ran = create(&env, &["--dry-run"]).exits(0);
    assert!(!ran.stderr.contains("no managed node"), "{}", ran.stderr);
}
