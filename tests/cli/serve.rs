//! The real SDK against the sandbox over loopback: the same answers as in process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use super::support::{REGIONS, TestEnv, run};

/// A server that ends with the test.
pub struct Server {
    child: Child,
    url: String,
}

impl Server {
    pub fn start(env: &TestEnv) -> Self {
        let mut child = env
            .command(&["sandbox", "serve", "--listen", "127.0.0.1:0", "-q"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        Self {
            child,
            url: url.trim().to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// A command against the server, as any other client would be set up.
pub fn remote(env: &TestEnv, server: &Server, args: &[&str]) -> std::process::Command {
    let mut command = env.bare(args);
    command
        .env("AWS_ENDPOINT_URL", &server.url)
        .env("AWS_CONFIG_FILE", env.sandbox().join("aws/config"))
        .env(
            "AWS_SHARED_CREDENTIALS_FILE",
            env.sandbox().join("aws/credentials"),
        );
    command
}

#[test]
fn loopback_and_in_process_give_the_same_nodes() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let args = ["node", "list", "--region", REGIONS, "-o", "json"];
    let near = env.run_alone(&args).exits(0).json();
    let mut far = run(&mut remote(&env, &server, &args)).exits(0).json();
    assert_eq!(far["endpoint"], server.url);
    far["endpoint"] = near["endpoint"].clone();
    assert_eq!(far, near);
    let args = [
        "node",
        "list",
        "--role-name",
        "PatchctlReader",
        "--organization",
        "--region",
        REGIONS,
        "-o",
        "ids",
    ];
    assert_eq!(
        run(&mut remote(&env, &server, &args)).exits(0).stdout,
        env.run_alone(&args).exits(0).stdout
    );
    let flag = [
        "node",
        "list",
        "--endpoint-url",
        &server.url,
        "--profile",
        "workloads",
        "-o",
        "ids",
    ];
    let mut by_flag = remote(&env, &server, &flag);
    by_flag.env_remove("AWS_ENDPOINT_URL");
    assert!(run(&mut by_flag).exits(0).stdout.lines().count() > 0);
}

#[test]
fn a_report_goes_through_the_network_into_a_bucket() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let bucket = env.json(&["sandbox", "status"])["item"]["buckets"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let to = format!("s3://{bucket}/over-the-network.csv");
    let _written = run(&mut remote(&env, &server, &["report", "csv", "--to", &to]))
        .exits(0)
        .says("wrote");
    assert!(
        env.sandbox()
            .join("s3")
            .join(&bucket)
            .join("over-the-network.csv")
            .exists()
    );
}

#[test]
fn a_receipt_names_the_endpoint_that_a_variable_chose() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let args = [
        "patch-now",
        "scan",
        "--group",
        "web",
        "--yes",
        "--no-wait",
        "--run-name",
        "over-there",
    ];
    let ran = run(&mut remote(&env, &server, &args));
    assert!(ran.stderr.contains("the run is over-there"), "{ran:?}");
    let receipt =
        std::fs::read_to_string(env.path(".local/state/patchctl/runs/over-there.json")).unwrap();
    let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
    assert_eq!(
        (&receipt["endpoint"], &receipt["plan"]["endpoint"]),
        (&server.url.as_str().into(), &server.url.as_str().into())
    );
}

#[test]
fn a_rehearsal_is_no_plan_for_another_endpoint() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let _written = env
        .run_alone(&[
            "patch-now",
            "plan",
            "--group",
            "web",
            "--reboot",
            "never",
            "--to",
            "plan.json",
        ])
        .exits(0);
    let apply = ["patch-now", "apply", "plan.json", "--yes"];
    let _refused = run(&mut remote(&env, &server, &apply))
        .exits(8)
        .says("the plan was made for sandbox")
        .says(&server.url);
}

#[test]
fn wrong_keys_are_a_matter_of_credentials() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let mut command = env.bare(&[
        "node",
        "list",
        "--region",
        "us-east-1",
        "--endpoint-url",
        &server.url,
    ]);
    command
        .env("AWS_ACCESS_KEY_ID", "AKIANOBODYKNOWSTHIS0")
        .env("AWS_SECRET_ACCESS_KEY", "secret-that-must-not-appear");
    let ran = run(&mut command).exits(4);
    assert!(!ran.stderr.contains("secret-that-must-not-appear"));
    let mut command = remote(&env, &server, &["node", "list", "--debug", "-vv"]);
    command
        .env("AWS_ACCESS_KEY_ID", "AKIANOBODYKNOWSTHIS0")
        .env("AWS_SECRET_ACCESS_KEY", "secret-that-must-not-appear");
    assert!(
        !run(&mut command)
            .stderr
            .contains("secret-that-must-not-appear"),
        "not even with --debug"
    );
}

#[test]
fn an_explicit_profile_is_stronger_than_keys_in_the_environment() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let mut command = remote(
        &env,
        &server,
        &["node", "list", "--profile", "workloads", "-o", "ids"],
    );
    command
        .env("AWS_ACCESS_KEY_ID", "AKIANOBODYKNOWSTHIS0")
        .env("AWS_SECRET_ACCESS_KEY", "wrong");
    let _found = run(&mut command).exits(0);
}

#[test]
fn only_loopback_is_offered_and_an_absent_server_is_said() {
    let env = TestEnv::example();
    for address in ["0.0.0.0:0", "192.168.1.1:80", "[::]:0", "nonsense"] {
        let _refused = env.run(&["sandbox", "serve", "--listen", address]).exits(2);
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = listener.local_addr().unwrap().to_string();
    let _taken = env
        .run(&["sandbox", "serve", "--listen", &taken])
        .exits(1)
        .says("--listen");
    drop(listener);
    let mut command = env.bare(&[
        "node",
        "list",
        "--region",
        "us-east-1",
        "--endpoint-url",
        &format!("http://{taken}"),
        "--connect-timeout",
        "1",
    ]);
    command
        .env("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEEXAMPLE00")
        .env("AWS_SECRET_ACCESS_KEY", "x")
        .env("AWS_MAX_ATTEMPTS", "1");
    let _absent = run(&mut command)
        .exits(1)
        .says("could not be reached")
        .says("--endpoint-url");
}
