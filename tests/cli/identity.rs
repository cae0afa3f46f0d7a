//! Who signs, which way a request goes, and what is said when that does not work.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::support::{REGIONS, Ran, TestEnv, run};

const MANAGEMENT: &str = "111122223333";
const MEMBER: &str = "444455556666";

/// A proxy that refuses everything, and the first lines of what it is asked.
struct Proxy {
    url: String,
    asked: Receiver<String>,
}

impl Proxy {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://me:secret@{}", listener.local_addr().unwrap());
        let (tell, asked) = channel();
        thread::spawn(move || {
            // As many as a command with all its tries can make; the thread ends with the test.
            for stream in listener.incoming().take(100).flatten() {
                let mut lines = BufReader::new(&stream).lines();
                let first = lines.next().and_then(Result::ok).unwrap_or_default();
                while lines
                    .next()
                    .and_then(Result::ok)
                    .is_some_and(|line| !line.is_empty())
                {}
                let refusal =
                    b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                let _gone = (&stream).write_all(refusal);
                if tell.send(first).is_err() {
                    return;
                }
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        let mut asked: Vec<String> = self.asked.try_iter().collect();
        asked.sort();
        asked.dedup();
        asked
    }
}

/// A command against AWS, with keys and one try for each call.
fn aws(env: &TestEnv, args: &[&str]) -> Command {
    let mut command = env.bare(args);
    command
        .env("AWS_ACCESS_KEY_ID", "AKIA")
        .env("AWS_SECRET_ACCESS_KEY", "s")
        .env("AWS_REGION", "eu-west-1")
        .env("AWS_MAX_ATTEMPTS", "1");
    command
}

/// A command with a profile of AWS's configuration, without keys in the environment.
fn with_profile(env: &TestEnv, profile: &str) -> Ran {
    let file = env.file(
        "aws-config",
        &format!("[profile it]\nregion = eu-west-1\n{profile}"),
    );
    run(env
        .bare(&["node", "list", "--profile", "it"])
        .env("AWS_CONFIG_FILE", file)
        .env("AWS_MAX_ATTEMPTS", "1"))
}

#[test]
fn requests_go_through_the_proxy_and_the_hint_names_it_without_its_password() {
    let (env, proxy) = (TestEnv::empty(), Proxy::start());
    let ran = run(aws(&env, &["node", "list"]).env("HTTPS_PROXY", &proxy.url))
        .exits(1)
        .says("through the proxy http://me:***@127.0.0.1:")
        .says("NO_PROXY=");
    assert!(!ran.stderr.contains("secret"), "{ran:?}");
    let asked = proxy.asked();
    assert!(
        asked.contains(&"CONNECT sts.eu-west-1.amazonaws.com:443 HTTP/1.1".to_owned()),
        "{asked:?}"
    );

    // Plain requests have a variable of their own.
    let url = ["node", "list", "--endpoint-url", "http://aws.invalid"];
    let _ran = run(aws(&env, &url).env("http_proxy", &proxy.url))
        .exits(1)
        .says("the proxy answered HTTP 502");
    assert_eq!(proxy.asked(), ["POST http://aws.invalid/ HTTP/1.1"]);
    let past = aws(&env, &url)
        .env("http_proxy", &proxy.url)
        .env("NO_PROXY", ".invalid")
        .output()
        .unwrap();
    assert_eq!((past.status.code(), proxy.asked().len()), (Some(1), 0));
}

#[test]
fn the_settings_of_a_profile_decide_the_hosts() {
    let (env, proxy) = (TestEnv::empty(), Proxy::start());
    let asked = |profile: &str, variables: &[(&str, &str)]| {
        let keys = "aws_access_key_id = A\naws_secret_access_key = s\n";
        let file = env.file("aws-config", &format!("[profile it]\n{keys}{profile}"));
        let mut command = env.bare(&["node", "list"]);
        command
            .env("AWS_CONFIG_FILE", file)
            .env("AWS_DEFAULT_PROFILE", "it")
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("HTTPS_PROXY", &proxy.url)
            .envs(variables.iter().copied());
        let _failed = run(&mut command).exits(1);
        proxy.asked().join("\n")
    };
    let fips = asked("region = us-east-1\nuse_fips_endpoint = true\n", &[]);
    assert!(fips.contains("sts-fips.us-east-1.amazonaws.com"), "{fips}");
    let both = asked("region = us-east-1\nuse_dualstack_endpoint = true\n", &[]);
    assert!(both.contains("sts.us-east-1.api.aws"), "{both}");
    let europe = asked("region = eusc-de-east-1\n", &[]);
    assert!(
        europe.contains("sts.eusc-de-east-1.amazonaws.eu"),
        "{europe}"
    );
    let china = asked("region = us-east-1\n", &[("AWS_REGION", "cn-north-1")]);
    assert!(china.contains("sts.cn-north-1.amazonaws.com.cn"), "{china}");
    let url = asked(
        "region = us-east-1\nendpoint_url = https://own.invalid\n",
        &[],
    );
    assert!(url.contains("CONNECT own.invalid:443"), "{url}");
}

#[test]
fn roles_are_assumed_in_the_region_of_the_profile_and_not_in_the_first_of_a_list() {
    let (env, proxy) = (TestEnv::empty(), Proxy::start());
    let list = ["node", "list", "--region", "af-south-1,us-east-1"];
    let _failed = run(aws(&env, &list).env("HTTPS_PROXY", &proxy.url)).exits(1);
    let asked = proxy.asked().join("\n");
    assert!(asked.contains("sts.eu-west-1."), "{asked}");
    assert!(!asked.contains("sts.af-south-1."), "{asked}");
}

#[test]
fn a_profile_that_cannot_sign_in_says_what_to_do_instead() {
    let env = TestEnv::empty();
    let _mfa = with_profile(
        &env,
        "role_arn = arn:aws:iam::444455556666:role/r\nsource_profile = it\n\
         aws_access_key_id = A\naws_secret_access_key = s\n\
         mfa_serial = arn:aws:iam::111122223333:mfa/ops\n",
    )
    .exits(4)
    .says("the MFA device arn:aws:iam::111122223333:mfa/ops")
    .says("aws configure export-credentials --profile it");

    let login = with_profile(&env, "login_session = arn:aws:iam::111122223333:user/ops\n")
        .exits(4)
        .says("aws login --profile it");
    assert!(!login.stderr.contains("feature"), "{login:?}");
    let _circle = with_profile(
        &env,
        "role_arn = arn:aws:iam::444455556666:role/r\nsource_profile = it\n",
    )
    .exits(4)
    .says("circle");
    let _bundle = with_profile(&env, "ca_bundle = /nowhere.pem\naws_access_key_id = A\n")
        .exits(2)
        .says("AWS profile it");
}

#[test]
fn a_network_that_fails_while_signing_in_is_no_matter_of_credentials() {
    let env = TestEnv::empty();
    let role = "role_arn = arn:aws:iam::444455556666:role/r\n";
    for (profile, variable) in [
        (
            "credential_source = EcsContainer\n",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        ),
        (
            "credential_source = Ec2InstanceMetadata\n",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
        ),
        (
            "source_profile = it\naws_access_key_id = A\naws_secret_access_key = s\n",
            "AWS_ENDPOINT_URL_STS",
        ),
    ] {
        let text = format!("[profile it]\nregion = eu-west-1\n{role}{profile}");
        let file = env.file("aws-config", &text);
        // Nobody listens on the port of "discard" here.
        let _failed = run(env
            .bare(&["node", "list", "--profile", "it", "--debug"])
            .env("AWS_CONFIG_FILE", file)
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("AWS_EC2_METADATA_DISABLED", "false")
            .env(variable, "http://127.0.0.1:9/x"))
        .exits(1)
        .says("✗ 127.0.0.1:9")
        .says("error: the role");
    }
}

#[test]
fn no_variable_of_aws_stops_the_program_or_shows_its_source_code() {
    let env = TestEnv::empty();
    let odd = [
        "0",
        "maybe",
        "127.0.0.1:1",
        "http://",
        "/x y",
        "http://[::1",
        "é",
    ];
    for name in [
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_STS",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_ACCOUNT_ID_ENDPOINT_MODE",
        "AWS_SDK_UA_APP_ID",
        "AWS_CA_BUNDLE",
        "HTTPS_PROXY",
    ] {
        for value in odd {
            let mut command = env.bare(&["node", "list"]);
            command
                .env("AWS_REGION", "eu-west-1")
                .env("AWS_MAX_ATTEMPTS", "1")
                .env("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
                .env(name, value);
            let ran = run(&mut command);
            assert!([1, 2, 4].contains(&ran.code), "{name}={value}: {ran:?}");
            let told = ["panicked", "feature", " { ", "Some("];
            let told = told.iter().find(|word| ran.stderr.contains(**word));
            assert_eq!(told, None, "{name}={value}: {ran:?}");
        }
    }
}

#[test]
fn everything_of_a_cron_line_stands_in_the_config_file_and_a_flag_takes_it_back() {
    let env = TestEnv::example();
    let file = env.file(
        "config.yaml",
        "role_name: PatchctlReader\norganization: true\nall_regions: true\n\
         exclude_region: [us-west-2, ap-northeast-1]\n",
    );
    let list = |args: &[&str]| {
        let mut command = env.command(&[&["node", "list", "-o", "json"], args].concat());
        command
            .env_remove("PATCHCTL_PROFILE")
            .env("PATCHCTL_CONFIG", &file);
        run(&mut command)
    };
    let flags = env.run_alone(&[
        "node",
        "list",
        "-o",
        "json",
        "--role-name",
        "PatchctlReader",
        "--organization",
        "--region",
        "eu-central-1,us-east-1",
    ]);
    assert_eq!(list(&[]).exits(0).json()["items"], flags.json()["items"]);
    let own = list(&["--accounts", MEMBER, "--region", "us-east-1"])
        .exits(0)
        .json();
    assert_eq!(
        (&own["account"], &own["region"]),
        (&MEMBER.into(), &"us-east-1".into())
    );

    let mut shown = env.command(&["config", "show", "--origin"]);
    let shown = run(shown
        .env("PATCHCTL_CONFIG", &file)
        .env("PATCHCTL_OU", "Workloads"));
    for row in ["role_name", "organization", "all_regions", "exclude_region"] {
        let line = shown
            .stdout
            .lines()
            .find(|line| line.starts_with(row))
            .unwrap();
        assert!(line.contains("config file"), "{line}");
    }
    assert!(
        shown.stdout.contains("environment variable PATCHCTL_OU"),
        "{shown:?}"
    );

    let both = env.file("both.yaml", "accounts: 111122223333\norganization: true\n");
    let _both = run(env.command(&["node", "list"]).env("PATCHCTL_CONFIG", both))
        .exits(2)
        .says("organization and accounts exclude each other");
}

#[test]
fn the_example_of_a_config_file_has_every_setting_and_each_of_them_can_be_used() {
    let env = TestEnv::example();
    let example = include_str!("../../examples/config.yaml");
    let settings = env.json_alone(&["config", "show"]);
    for row in settings["items"].as_array().unwrap() {
        let key = format!("{}: ", row["setting"].as_str().unwrap());
        let mut lines = example.lines().map(|line| line.trim_start_matches("# "));
        let line = lines.find(|line| line.starts_with(&key));
        let line = line.unwrap_or_else(|| panic!("{key} is not in the example"));

        // Each alone: some of them exclude each other.
        let file = env.file("one.yaml", line);
        let mut show = env.command(&["config", "show", "--origin"]);
        show.env_remove("PATCHCTL_PROFILE")
            .env_remove("PATCHCTL_SANDBOX");
        let shown = run(show.env_remove("PATCHCTL_NOW").env("PATCHCTL_CONFIG", file)).exits(0);
        assert!(shown.stdout.contains("one.yaml"), "{line}: {shown:?}");
    }
}

#[test]
fn a_region_that_is_left_out_must_be_there_and_something_must_be_left() {
    let env = TestEnv::example();
    let excluding = |regions: &str, excluded: &str| {
        env.run_alone(&[
            "node",
            "list",
            "--region",
            regions,
            "--exclude-region",
            excluded,
        ])
    };
    let left = excluding(REGIONS, "eu-central-1,ap-northeast-1").exits(0);
    assert_eq!(
        left.stdout,
        env.run_alone(&["node", "list", "--region", "us-east-1"])
            .stdout
    );
    let _slip = excluding(REGIONS, "eu-central-2")
        .exits(2)
        .says("did you mean --exclude-region eu-central-1?");
    let _nothing = excluding("us-east-1", "us-east-1").exits(2).says("leaves");
    let mut all = vec![
        "node",
        "list",
        "--all-regions",
        "--exclude-region",
        "eu-central-1",
    ];
    let all = env.run_alone(&std::mem::take(&mut all)).exits(0);
    assert!(!all.stdout.contains("eu-central-1") && all.stdout.contains("us-east-1"));
}

#[test]
fn a_write_to_an_account_that_is_not_known_needs_to_be_told_which_it_is() {
    let env = TestEnv::example();
    env.play("[{kind: access_denied, operation: GetCallerIdentity}]");
    let nodes = env.json_alone(&["node", "list"]);
    assert!(nodes["items"][0]["account"].is_null() && nodes["account"].is_null());
    let reason = nodes["account_reason"].as_str().unwrap();
    assert!(
        reason.contains("sts:GetCallerIdentity answered AccessDenied"),
        "{reason}"
    );

    let all = env.file("all.yaml", "name: some\noperating_system: AMAZON_LINUX_2\n");
    let apply = ["baseline", "apply", "-f", all.to_str().unwrap()];
    let yes = [&apply[..], &["--yes"]].concat();
    let _refused = env.run_alone(&yes).exits(8).says("--accounts ID");
    let _unasked = env.run_alone(&apply).exits(8);
    let told = [&yes[..], &["--accounts", MANAGEMENT]].concat();
    let _done = env.run_alone(&told).exits(0).says("is not confirmed");

    // What is written by ARN, or only for some accounts, cannot be meant for an unknown one.
    let node = nodes["items"][0]["node"].as_str().unwrap();
    let _tags = env
        .run_alone(&["group", "add", "night", node, "--dry-run"])
        .exits(5)
        .says("--accounts ID");
    let some = env.file(
        "some.yaml",
        "name: some\noperating_system: AMAZON_LINUX_2\naccounts: ['111122223333']\n",
    );
    let plan = [
        "baseline",
        "apply",
        "-f",
        some.to_str().unwrap(),
        "--dry-run",
    ];
    let _unknown = env.run_alone(&plan).exits(5).says("--accounts ID");

    env.play("[]");
    let _own = env
        .run_alone(&["node", "list", "--accounts", MANAGEMENT])
        .exits(0);
    let _other = env
        .run_alone(&["node", "list", "--accounts", MEMBER])
        .exits(2)
        .says("add --role-name");
}

const CHINA: &str = "
fleet: china
regions: [cn-north-1, cn-northwest-1]
organization: {id: o-ab12cd34ef, root: r-ab12}
accounts:
  - {id: '111122223333', name: beijing, email: a@example.com, management: true}
  - {id: '444455556666', name: ningxia, email: b@example.com, roles: [{name: Reader, trusts: [beijing]}]}
catalogues:
  al2023:
    os: AMAZON_LINUX_2023
    platform_name: Amazon Linux
    platform_version: '2023'
    product: AmazonLinux2023
    image: 2024-01-17
    base: [bash-5.2.15-1.amzn2023.0.2.x86_64]
nodes:
  - {id: i-0c0000000000000c1, account: beijing, region: cn-north-1, catalogue: al2023}
  - {id: i-0c0000000000000c2, account: ningxia, region: cn-northwest-1, catalogue: al2023}
";

#[test]
fn the_sandbox_plays_another_partition() {
    let env = TestEnv::fleet(CHINA);
    let reach = ["--role-name", "Reader", "--organization", "--all-regions"];
    let nodes = env.json_alone(&[&["node", "list"][..], &reach].concat());
    let found: Vec<_> = nodes["items"].as_array().unwrap().iter().collect();
    assert_eq!(found.len(), 2, "{nodes:#}");
    assert_eq!(nodes["unreadable"].as_array().unwrap().len(), 0);
    let baselines = env.run_alone(&[
        "baseline",
        "list",
        "--owner",
        "all",
        "--all-regions",
        "-o",
        "json",
    ]);
    assert!(
        baselines.stdout.contains("arn:aws-cn:ssm:cn-north-1:"),
        "{baselines:?}"
    );

    let _elsewhere = env
        .run_alone(&["node", "list", "--region", "us-east-1"])
        .exits(4);
    let mixed = CHINA.replace("cn-northwest-1]", "us-east-1]");
    let file = env.file("mixed.yaml", &mixed);
    let _mixed = env
        .run(&[
            "sandbox",
            "seed",
            "--fleet",
            file.to_str().unwrap(),
            "--sandbox=other",
        ])
        .says("of the partition aws");
}

#[test]
fn a_key_that_no_header_can_hold_is_said_and_ends_nothing() {
    let env = TestEnv::empty();
    let nowhere = ["node", "list", "--endpoint-url", "http://127.0.0.1:9"];
    for (name, value, what) in [
        ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE\n", "the access key id"),
        ("AWS_SESSION_TOKEN", "token\u{1}", "the session token"),
        (
            "AWS_SECRET_ACCESS_KEY",
            "wJalrX\r\n",
            "the secret access key",
        ),
    ] {
        let ran = run(aws(&env, &nowhere).env(name, value))
            .exits(4)
            .says(what);
        assert!(!ran.stderr.contains(value.trim()), "{ran:?}");
    }
    let file = "aws_access_key_id = AKIA\u{1}EXAMPLE\naws_secret_access_key = s\n";
    let _profile = with_profile(&env, file).exits(4).says("the access key id");
}

#[test]
fn a_machine_without_certificates_is_no_panic() {
    for (name, value) in [
        ("SSL_CERT_FILE", "/nowhere.pem"),
        ("SSL_CERT_FILE", ""),
        ("SSL_CERT_DIR", "/nowhere"),
    ] {
        let env = TestEnv::empty();
        let mut command = env.bare(&["node", "list", "--region", "us-east-1"]);
        let _ran = run(command
            .env(name, value)
            .env("AWS_ACCESS_KEY_ID", "A")
            .env("AWS_SECRET_ACCESS_KEY", "s")
            .env("AWS_ENDPOINT_URL", "https://127.0.0.1:9"))
        .exits(1);
    }
}

#[test]
fn half_of_what_signs_is_named() {
    for (name, says) in [
        ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY is not"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN is not"),
    ] {
        let env = TestEnv::empty();
        let mut command = env.bare(&["node", "list", "--region", "us-east-1"]);
        let _ran = run(command.env(name, "x")).exits(4).says(says);
    }
}
