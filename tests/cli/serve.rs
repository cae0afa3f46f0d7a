//! The real SDK against the sandbox over loopback: the same answers as in process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

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

/// What a server answers to a request that is written by hand.
fn answer_to(server: &Server, request: &str) -> String {
    let address = server.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    let patience = Some(Duration::from_secs(10));
    stream.set_read_timeout(patience).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[test]
fn a_page_of_another_site_gets_nothing() {
    let env = TestEnv::example();
    let server = Server::start(&env);
    for (host, origin) in [
        ("localhost", ""),
        ("evil.example", ""),
        ("evil.example:4567", ""),
        ("localhost", "Origin: https://evil.example\r\n"),
        ("localhost", "Origin: null\r\n"),
    ] {
        let answer = answer_to(
            &server,
            &format!("GET /b/k HTTP/1.1\r\nHost: {host}\r\n{origin}\r\n"),
        );
        assert!(answer.starts_with("HTTP/1.1 403"), "{host} {answer}");
        let stranger = answer.contains("localhost and loopback addresses only");
        assert_eq!(
            stranger,
            host != "localhost" || !origin.is_empty(),
            "{host} {origin} {answer}"
        );
    }
}

#[test]
fn each_sandbox_has_keys_of_its_own() {
    let [one, other] = [TestEnv::example(), TestEnv::empty()];
    let _seeded = other.run(&["sandbox", "seed"]).exits(0);
    let server = Server::start(&one);
    let mut own = remote(&one, &server, &["node", "list"]);
    let _listed = run(&mut own).exits(0);
    let mut strange = remote(&one, &server, &["node", "list"]);
    strange.env(
        "AWS_SHARED_CREDENTIALS_FILE",
        other.sandbox().join("aws/credentials"),
    );
    let refused = run(&mut strange);
    assert!(refused.code != 0, "{refused:?}");
    assert!(refused.stderr.contains("signature"), "{refused:?}");
}

#[test]
#[cfg(unix)]
fn running_out_of_descriptors_pauses_and_goes_on() {
    let env = TestEnv::example();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "ulimit -n 40; exec \"$0\" \"$@\""]);
    let command = env.command(&["sandbox", "serve", "--listen", "127.0.0.1:0", "-q"]);
    shell.arg(command.get_program()).args(command.get_args());
    let variables = command.get_envs();
    shell
        .env_clear()
        .envs(variables.filter_map(|(name, value)| Some((name, value?))));
    let mut child = shell.stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    let mut line = BufReader::new(child.stdout.take().unwrap());
    line.read_line(&mut url).unwrap();
    let url = url.trim().to_owned();
    let mut server = Server { child, url };

    let address = server.url.trim_start_matches("http://").to_owned();
    let many: Vec<TcpStream> = (0..60)
        .map(|_| TcpStream::connect(&address).unwrap())
        .collect();
    std::thread::sleep(Duration::from_secs(1));
    assert!(server.child.try_wait().unwrap().is_none(), "it goes on");
    // Hundredths of a second that it worked so far (proc(5), `utime` and `stime`).
    #[cfg(target_os = "linux")]
    {
        let work = || -> u64 {
            let stat =
                std::fs::read_to_string(format!("/proc/{}/stat", server.child.id())).unwrap();
            let fields = stat.rsplit(") ").next().unwrap().split(' ');
            fields
                .skip(11)
                .take(2)
                .map(|field| field.parse::<u64>().unwrap())
                .sum()
        };
        let before = work();
        std::thread::sleep(Duration::from_secs(1));
        assert!(work() - before < 50, "it spins");
    }
    drop(many);
    let answer = answer_to(&server, "GET /b/k HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}
