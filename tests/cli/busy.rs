//! An AWS that is busy, slow, or not there.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::time::{Duration, Instant};

use super::serve::{Server, remote};
use super::support::{Ran, TestEnv, run};

/// A command with keys, for an endpoint that asks for none.
fn towards(env: &TestEnv, address: SocketAddr, args: &[&str]) -> Command {
    let mut command = env.bare(args);
    command
        .env("AWS_ENDPOINT_URL", format!("http://{address}"))
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEEXAMPLE00")
        .env("AWS_SECRET_ACCESS_KEY", "x");
    command
}

fn timed(command: &mut Command) -> (Ran, Duration) {
    let began = Instant::now();
    (run(command), began.elapsed())
}

/// How often an operation was answered, according to `-v`.
fn calls(ran: &Ran, operation: &str) -> usize {
    let wanted = format!("SSM:{operation} ");
    let lines = ran.stderr.lines();
    lines.filter(|line| line.contains(&wanted)).count()
}

#[test]
fn a_refused_connection_is_said_after_two_seconds() {
    let env = TestEnv::empty();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);

    let (ran, took) = timed(&mut towards(&env, address, &["node", "list"]));
    let _said = ran
        .exits(1)
        .says("could not be reached")
        .says("--endpoint-url");
    assert!(took > Duration::from_secs(1), "{took:?}");
    assert!(took < Duration::from_secs(5), "{took:?}");

    let mut once = towards(&env, address, &["node", "list"]);
    let (ran, at_once) = timed(once.env("AWS_MAX_ATTEMPTS", "1"));
    let _said = ran.exits(1).says("could not be reached");
    assert!(at_once < took, "{at_once:?} of {took:?}");
}

/// An endpoint that begins to answer, and then sends a byte now and then.
fn dripping() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(4) {
            let mut stream = stream.unwrap();
            let _request = stream.read(&mut [0; 4096]);
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 9000\r\n\r\n";
            let _sent = stream.write_all(head.as_bytes());
            for _ in 0..300 {
                std::thread::sleep(Duration::from_millis(100));
                if stream.write_all(b"<").is_err() {
                    break;
                }
            }
        }
    });
    address
}

#[test]
fn an_answer_that_drips_has_an_end_and_a_hint_that_fits() {
    let env = TestEnv::empty();
    let args = ["node", "list", "--read-timeout", "1"];
    let mut command = towards(&env, dripping(), &args);
    let (ran, took) = timed(command.env("AWS_MAX_ATTEMPTS", "1"));
    let ran = ran
        .exits(1)
        .says("did not come to an end within 1 s")
        .says("raise --read-timeout");
    assert!(!ran.stderr.contains("--connect-timeout"), "{ran:?}");
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn an_endpoint_that_says_nothing_is_no_matter_of_connecting() {
    let env = TestEnv::empty();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut command = towards(&env, address, &["node", "list", "--read-timeout", "1"]);
    let ran = run(command.env("AWS_MAX_ATTEMPTS", "1"));
    let ran = ran
        .exits(1)
        .says("did not answer in time")
        .says("raise --read-timeout");
    assert!(!ran.stderr.contains("--connect-timeout"), "{ran:?}");
}

#[test]
fn an_outage_is_endured_and_named_once_and_not_node_by_node() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let scope = ["--region", "us-east-1", "-v"];
    let detail = ["report", "csv", "--detail", "--to", "-"];
    let missing = ["compliance", "missing", "openssl"];
    for (args, operation) in [
        (&detail[..], "ListComplianceItems"),
        (&missing[..], "DescribeInstancePatches"),
    ] {
        env.play(&format!("- {{kind: http_500, operation: {operation}}}\n"));
        let args = [args, &scope].concat();
        let mut command = remote(&env, &server, &args);
        let ran = run(command.env("AWS_MAX_ATTEMPTS", "3")).exits(5);

        // Those that were asked side by side each had their attempts, and nobody after them.
        let asked = calls(&ran, operation);
        assert!((3..=24).contains(&asked), "{asked} calls: {ran:#?}");
        let named = ran.stderr.matches("could not read").count();
        assert_eq!(named, 1, "{ran:#?}");
        let _counted = ran.says("more node");
    }
}

#[test]
fn rows_of_an_outage_stay_in_the_report() {
    let env = TestEnv::example();
    env.play("- {kind: http_500, operation: ListComplianceItems}\n");
    let args = [
        "report",
        "csv",
        "--detail",
        "--to",
        "-",
        "--region",
        "us-east-1",
    ];
    let rows = env.run(&args).exits(5).stdout;
    let nodes = env.run(&["node", "list", "--region", "us-east-1", "-o", "ids"]);
    for node in nodes.exits(0).stdout.lines() {
        assert!(rows.contains(node), "{node} is not in {rows}");
    }
}

#[test]
fn the_attempts_of_environment_and_profile_are_kept() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    env.play("- {kind: http_500, operation: DescribeInstanceInformation}\n");
    let config = env.sandbox().join("aws/config");
    let text = std::fs::read_to_string(&config).unwrap();
    let own = |line: &str| text.replacen("[default]\n", &format!("[default]\n{line}\n"), 1);
    assert_ne!(own("x = y"), text, "there is a default profile");

    let args = ["node", "list", "--region", "us-east-1", "-v"];
    for (variable, line, expected) in [
        (Some("2"), "max_attempts = 5", 2),
        (Some(" 2"), "", 2),
        (Some("0"), "", 1),
        (None, "max_attempts = 3", 3),
        (None, "retry_mode = legacy\nmax_attempts = 1", 1),
    ] {
        std::fs::write(&config, own(line)).unwrap();
        let mut command = remote(&env, &server, &args);
        if let Some(variable) = variable {
            command.env("AWS_MAX_ATTEMPTS", variable);
        }
        let ran = run(&mut command).exits(5);
        let asked = calls(&ran, "DescribeInstanceInformation");
        assert_eq!(asked, expected, "{variable:?} {line:?}: {ran:#?}");
    }

    std::fs::write(&config, own("max_attempts = many")).unwrap();
    let ran = run(&mut remote(&env, &server, &args)).exits(2);
    let _said = ran.says("max_attempts of profile default").says("`many`");
}

#[test]
fn no_setting_of_attempts_ends_in_a_panic() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    let args = ["node", "list", "--region", "us-east-1"];
    for (name, value, code) in [
        ("AWS_RETRY_MODE", "legacy", 0),
        ("AWS_RETRY_MODE", "adaptive", 0),
        ("AWS_RETRY_MODE", "eager", 2),
        ("AWS_MAX_ATTEMPTS", "0", 0),
        ("AWS_MAX_ATTEMPTS", " 5", 0),
        ("AWS_MAX_ATTEMPTS", "many", 2),
    ] {
        let mut command = remote(&env, &server, &args);
        let ran = run(command.env(name, value)).exits(code);
        if code == 2 {
            let _named = ran.says(name).says(value);
        }
    }
}

#[test]
fn one_node_of_many_costs_a_few_calls() {
    let env = TestEnv::empty();
    let _seeded = env.run(&["sandbox", "seed", "--nodes", "600"]).exits(0);
    let region = ["--region", "us-east-1"];
    let listed = env.run(&[&["node", "list", "-o", "ids"], &region[..]].concat());
    let ids = listed.exits(0).stdout;
    let ends = [ids.lines().next(), ids.lines().last()];
    for node in ends.map(Option::unwrap) {
        let judged = [&["compliance", "nodes", "-o", "json"], &region[..]].concat();
        let of_all = env.run(&judged).exits(0).json();
        let items = of_all["items"].as_array().unwrap();
        let expected = items.iter().find(|item| item["node"] == node).unwrap();

        for args in [
            ["compliance", "nodes", "--node", node],
            ["compliance", "check", "--node", node],
        ] {
            let args = [&args, &region[..], &["-v", "-o", "json"]].concat();
            let ran = env.run(&args);
            let asked = ran
                .stderr
                .lines()
                .filter(|line| line.contains(" 200 "))
                .count();
            assert!(asked <= 16, "{asked} calls: {ran:#?}");
            let json = ran.json();
            if let Some(found) = json["items"].get(0) {
                assert_eq!(found, expected, "{ran:#?}");
            }
        }
        for verb in [["node", "show"], ["compliance", "patches"]] {
            let ran = env.run(&[&verb[..], &[node], &region, &["-v"]].concat());
            let ran = ran.exits(0);
            let asked = calls(&ran, "ListResourceComplianceSummaries");
            assert!(asked <= 2, "{asked} pages: {ran:#?}");
        }
    }
}

#[test]
fn identities_and_scopes_are_asked_side_by_side() {
    let env = TestEnv::example();
    let regions = "us-east-1,us-east-2,us-west-1,us-west-2,ca-central-1,sa-east-1,eu-central-1,\
                   eu-west-1,eu-west-2,eu-west-3,eu-north-1,ap-south-1";
    let scopes = ["node", "list", "-o", "ids", "--region", regions];
    let calm = env.run(&scopes).exits(0).stdout;

    // One after the other, or eight at once, they would take three seconds.
    env.play("- {kind: latency, operation: DescribeInstanceInformation, milliseconds: 1500}\n");
    let (ran, took) = timed(&mut env.command(&scopes));
    assert_eq!(ran.exits(0).stdout, calm, "in the same order");
    assert!(took < Duration::from_millis(2900), "{took:?}");

    env.play("- {kind: latency, operation: GetCallerIdentity, milliseconds: 1500}\n");
    let both = ["--profile", "management,workloads", "--region", "us-east-1"];
    let args = [&["node", "list"], &both[..]].concat();
    let (ran, took) = timed(env.command(&args).env_remove("PATCHCTL_PROFILE"));
    let _both = ran.exits(0);
    assert!(took < Duration::from_millis(2900), "{took:?}");
}
