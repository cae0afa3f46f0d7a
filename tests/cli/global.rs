//! What holds for every command: help, errors, formats, settings, streams.

use super::support::{REGIONS, TestEnv, run};

#[test]
fn every_exit_code_is_in_the_topic_and_the_readme() {
    let topic = TestEnv::empty()
        .run(&["help", "exit-codes"])
        .exits(0)
        .stdout;
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    for code in patchctl::exit::ExitCode::ALL {
        let number = code.number();
        assert!(
            topic.contains(&format!("{number:>5}  {}", code.meaning())),
            "{number} is not in the topic"
        );
        assert!(
            readme.contains(&format!("| {number} | ")),
            "{number} is not in the README"
        );
    }
}

#[test]
fn topics_and_commands_have_help_and_misspellings_a_hint() {
    let env = TestEnv::empty();
    let states = env.run(&["help", "states"]).exits(0).stdout;
    for word in [
        "NON_COMPLIANT",
        "NOT_REPORTED",
        "UNREACHABLE",
        "STALE",
        "InstalledPendingReboot",
        "AvailableSecurityUpdate",
    ] {
        assert!(states.contains(word), "{word}");
    }
    assert!(
        env.run(&["help", "environment"])
            .exits(0)
            .stdout
            .contains("PATCHCTL_SANDBOX")
    );
    assert!(
        env.run(&["help", "compliance", "check"])
            .exits(0)
            .stdout
            .contains("--fail-on")
    );
    let _hinted = env
        .run(&["help", "exit-code"])
        .exits(2)
        .says("did you mean `exit-codes`?");
    let _hinted = env
        .run(&["complaince", "check"])
        .exits(2)
        .says("compliance");
    let _hinted = env
        .run(&["node", "list", "--regoin", "x"])
        .exits(2)
        .says("--region");
}

#[test]
fn every_command_has_examples_that_parse() {
    let env = TestEnv::example();
    let mut seen = 0;
    for command in [
        "node list",
        "node show",
        "compliance summary",
        "compliance nodes",
        "compliance patches",
        "compliance missing",
        "compliance top",
        "compliance exceptions",
        "compliance diff",
        "compliance check",
        "report asff",
        "report csv",
        "report html",
        "report diff",
        "sandbox serve",
        "sandbox seed",
        "sandbox reset",
        "sandbox advance",
        "sandbox status",
        "schedule explain",
        "explain",
        "iam-policy",
        "config show",
        "completion",
        "man",
    ] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = env.run(&words).exits(0).stdout;
        let examples = help
            .split("Examples:\n")
            .nth(1)
            .unwrap_or_else(|| panic!("{command} has no examples"));
        for line in examples
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("patchctl "))
        {
            let command = line.split(['>', '|']).next().unwrap();
            let words = shlex::split(command).unwrap();
            let mut args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            // What is asked for is only whether the words are understood, so that `--help` ends it
            // there.
            args.push("--help");
            let _understood = env.run(&args).exits(0);
            seen += 1;
        }
    }
    assert!(seen > 25, "{seen} examples");
}

#[test]
fn errors_are_json_when_the_result_would_be() {
    let env = TestEnv::example();
    let ran = env
        .run(&["node", "show", "i-0000000000000dead", "-o", "json"])
        .exits(2);
    assert_eq!(ran.stdout, "");
    let error: serde_json::Value =
        serde_json::from_str(ran.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(
        (
            error["schema_version"].as_u64(),
            error["kind"].as_str(),
            error["exit_code"].as_u64()
        ),
        (Some(1), Some("error"), Some(2))
    );
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("i-0000000000000dead")
    );
}

#[test]
fn usage_errors_and_notes_are_json_too() {
    let env = TestEnv::example();
    for args in [
        &["compliance", "nodez", "-o", "json"][..],
        &["node", "list", "--nope", "--output=json"],
        &["node", "list", "-o", "json", "--os", "x"],
        &["node", "list", "-o", "json", "--name", "no-such-*"],
    ] {
        let ran = env.run(args);
        for line in ran.stderr.lines() {
            let _parsed: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
        }
        assert!(!ran.stderr.is_empty(), "{ran:?}");
    }
}

#[test]
fn the_first_line_says_that_a_sandbox_answers() {
    let env = TestEnv::example();
    let told = format!("note: sandbox {}, not AWS", env.sandbox().display());
    for args in [
        &["compliance", "check", "--group", "web", "-q"][..],
        &["node", "list"],
        &["group", "show", "nosuch"],
    ] {
        let ran = env.run(args);
        assert_eq!(ran.stderr.lines().next(), Some(told.as_str()), "{ran:?}");
    }
    let ran = env.run(&["node", "list", "-q", "-o", "json"]).exits(0);
    let first: serde_json::Value =
        serde_json::from_str(ran.stderr.lines().next().unwrap()).unwrap();
    assert_eq!(first["kind"], "note");
    assert_eq!(first["message"], told["note: ".len()..]);
    // What calls nothing does not say it.
    for args in [
        &["explain", "195"][..],
        &["explain", "AWS-RunPatchBaseline"],
        &["iam-policy", "compliance"],
        &["help", "states"],
        &["config", "show"],
        &["schedule", "explain", "rate(1 day)", "--service", "rule"],
        &["override", "validate", "nothing.yaml"],
    ] {
        let ran = env.run(args);
        assert!(!ran.stderr.contains("not AWS"), "{ran:?}");
    }
    let ran = run(env.command(&["node", "list"]).env("AWS_PROFILE", "prod"));
    assert_eq!(
        ran.stderr.lines().next(),
        Some(format!("{told}; AWS_PROFILE=prod is ignored").as_str())
    );
}

#[test]
fn every_result_names_where_it_is_from() {
    let env = TestEnv::example();
    let one = env.json_alone(&["node", "list"]);
    assert_eq!(
        (&one["endpoint"], &one["account"], &one["region"]),
        (
            &"sandbox".into(),
            &"111122223333".into(),
            &"us-east-1".into()
        )
    );
    let several = env.json(&[
        "compliance",
        "summary",
        "--region",
        "us-east-1,eu-central-1",
    ]);
    assert!(several["account"].is_null() && several["region"].is_null());
    assert_eq!(
        several["account_reason"],
        "2 accounts: 111122223333, 444455556666"
    );
    assert_eq!(
        several["region_reason"],
        "2 Regions: eu-central-1, us-east-1"
    );
    let plan = env.json_alone(&[
        "group",
        "register",
        "new-group",
        "--baseline",
        "production-windows",
        "--dry-run",
    ]);
    assert_eq!(
        (&plan["endpoint"], &plan["region"]),
        (&"sandbox".into(), &"us-east-1".into()),
        "{plan}"
    );
}

#[test]
fn a_sandbox_that_nobody_named_does_not_answer_in_the_place_of_aws() {
    let env = TestEnv::example();
    let bare = |args: &[&str]| {
        let mut command = env.bare(args);
        command.env("PATCHCTL_SANDBOX", env.sandbox());
        command
    };
    let refused = run(&mut bare(&["node", "list", "--profile", "prod"]))
        .exits(2)
        .says("--no-sandbox")
        .says("unset PATCHCTL_SANDBOX");
    assert!(refused.stderr.contains("`prod`"), "{refused:?}");
    let _known = run(&mut bare(&["node", "list", "--profile", "workloads"])).exits(0);
    let _refused = run(&mut bare(&[
        "node",
        "list",
        "--endpoint-url",
        "http://127.0.0.1:1",
    ]))
    .exits(2)
    .says("--no-sandbox");
    let _refused = run(&mut env.bare(&["node", "list", "--sandbox", "--no-sandbox"])).exits(2);
    let left = run(&mut bare(&[
        "node",
        "list",
        "--no-sandbox",
        "--region",
        "us-east-1",
        "--profile",
        "prod",
    ]))
    .exits(2);
    assert!(!left.stderr.contains("sandbox"), "{left:?}");
    // From the config file the way out is another.
    std::fs::create_dir_all(env.path(".config/patchctl")).unwrap();
    env.file(
        ".config/patchctl/config.yaml",
        &format!("sandbox: {}\n", env.sandbox().display()),
    );
    let _refused = run(&mut env.bare(&["node", "list", "--profile", "prod"]))
        .exits(2)
        .says("config.yaml")
        .says("--no-sandbox");
}

#[test]
fn the_first_line_names_another_endpoint() {
    let env = TestEnv::empty();
    let mut command = env.bare(&["node", "list", "--connect-timeout", "1"]);
    // Nothing listens on the port of discard; whether the call fails is not the point.
    command
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret");
    command.env("AWS_MAX_ATTEMPTS", "1");
    let ran = run(command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9"));
    assert_eq!(
        ran.stderr.lines().next(),
        Some("note: endpoint http://127.0.0.1:9"),
        "{ran:?}"
    );
    let ran = run(command
        .env_remove("AWS_ENDPOINT_URL")
        .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9"));
    assert_eq!(
        ran.stderr.lines().next(),
        Some("note: endpoint http://127.0.0.1:9 (for STS)"),
        "{ran:?}"
    );
}

#[test]
fn a_file_is_no_format_and_the_way_out_is_named() {
    let env = TestEnv::example();
    for spelling in [
        &["-o", "x.json"][..],
        &["-ox.json"],
        &["-o=x.json"],
        &["--output", "x.json"],
        &["--output=x.json"],
    ] {
        let mut args = vec!["patch-now", "plan", "--group", "web", "--reboot", "never"];
        args.extend(spelling);
        let ran = env.run(&args).exits(2).says("--to x.json");
        assert!(!env.path("x.json").exists(), "{ran:?}");
    }
    let ran = env
        .run(&["node", "list", "-o", "x.json", "-o", "json"])
        .exits(2);
    let error: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert!(
        error["hints"].to_string().contains("--to x.json"),
        "{error}"
    );
}

#[test]
fn a_broken_config_file_keeps_nobody_from_help() {
    let env = TestEnv::empty();
    std::fs::create_dir_all(env.path(".config/patchctl")).unwrap();
    env.file(".config/patchctl/config.yaml", "region: [\n");
    let _broken = env.run(&["node", "list"]).exits(2).says("config.yaml");
    for args in [
        &["help", "environment"][..],
        &["completion", "bash"],
        &["man"],
    ] {
        let _works = env.run(args).exits(0);
    }
}

#[test]
fn the_readme_has_no_place_left_to_fill_in() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let empty = readme.split('@').skip(1).any(|rest| {
        rest.split('@').next().is_some_and(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
        })
    });
    assert!(!empty);
}

#[test]
fn formats_agree_with_each_other() {
    let env = TestEnv::example();
    let json = env.json(&["compliance", "nodes", "--region", REGIONS]);
    let items = json["items"].as_array().unwrap();
    let lines = env
        .run(&["compliance", "nodes", "--region", REGIONS, "-o", "jsonl"])
        .exits(0)
        .stdout;
    let parsed: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(&parsed, items);
    let yaml = env
        .run(&["compliance", "nodes", "--region", REGIONS, "-o", "yaml"])
        .exits(0)
        .stdout;
    assert_eq!(
        serde_yaml::from_str::<serde_json::Value>(&yaml).unwrap(),
        json
    );
    let ids = env
        .run(&["compliance", "nodes", "--region", REGIONS, "-o", "ids"])
        .exits(0)
        .stdout;
    assert!(
        ids.lines()
            .eq(items.iter().map(|item| item["node"].as_str().unwrap()))
    );
    let csv = env
        .run(&[
            "compliance",
            "nodes",
            "--region",
            REGIONS,
            "-o",
            "csv",
            "--columns",
            "all",
        ])
        .exits(0)
        .stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 25);
    assert_eq!(reader.records().map(Result::unwrap).count(), items.len());
    let table = env
        .run(&["compliance", "nodes", "--region", REGIONS])
        .exits(0)
        .stdout;
    assert_eq!(table.lines().count(), items.len() + 1);
    assert!(
        !table.contains('\u{1b}'),
        "no colour and no foreign escape in a pipe"
    );
}

#[test]
fn queries_sorting_and_columns() {
    let env = TestEnv::example();
    let names = env
        .run(&["node", "list", "--query", "items[0].node", "-o", "ids"])
        .exits(0)
        .stdout;
    assert_eq!(names.lines().count(), 1);
    let _bad = env
        .run(&["node", "list", "--query", "items["])
        .exits(2)
        .says("--query is not a JMESPath expression");
    let _bad = env
        .run(&["node", "list", "--columns", "nam"])
        .exits(2)
        .says("did you mean `name`?");
    let _bad = env
        .run(&["node", "list", "--sort", "nope"])
        .exits(2)
        .says("columns: ");
    let _bad = env
        .run(&["node", "list", "--columns", "name", "-o", "json"])
        .exits(2)
        .says("--query");
    let _bad = env
        .run(&["node", "list", "-o", "junit"])
        .exits(2)
        .says("does not write junit");
    let sorted = env.json(&["compliance", "nodes", "--sort", "-missing"]);
    let counts: Vec<i64> = sorted["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["report"]["missing"].as_i64())
        .collect();
    assert!(
        counts.is_sorted_by(|a, b| a >= b) && counts[0] > 0,
        "{counts:?}"
    );
}

#[test]
fn colour_obeys_flags_and_variables() {
    let env = TestEnv::example();
    let colored = |args: &[&str], vars: &[(&str, &str)]| {
        let mut all = vec!["compliance", "nodes"];
        all.extend(args);
        run(env.command(&all).envs(vars.iter().copied()))
            .exits(0)
            .stdout
            .contains("\u{1b}[")
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn settings_remember_where_they_came_from() {
    let env = TestEnv::example();
    std::fs::create_dir_all(env.path(".config/patchctl")).unwrap();
    env.file(
        ".config/patchctl/config.yaml",
        "region: [eu-central-1, us-east-1]\nmax_age: 3d\n",
    );
    let shown = env.json(&["config", "show", "--origin", "--max-age", "9d"]);
    let row = |name: &str| {
        shown["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["setting"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(row("region")["value"], "eu-central-1,us-east-1");
    assert!(
        row("region")["origin"]
            .as_str()
            .unwrap()
            .starts_with("config file ")
    );
    assert_eq!(
        (
            row("max_age")["value"].as_str(),
            row("max_age")["origin"].as_str()
        ),
        (Some("9d"), Some("flag --max-age"))
    );
    assert_eq!(
        row("sandbox")["origin"],
        "environment variable PATCHCTL_SANDBOX"
    );
    assert_eq!(row("read_timeout")["origin"], "default");
    let _bad = run(env
        .command(&["config", "show"])
        .env("PATCHCTL_MAX_AGE", "soon"))
    .exits(2)
    .says("environment variable PATCHCTL_MAX_AGE");
    env.file(".config/patchctl/config.yaml", "regoin: x\n");
    let _bad = env
        .run(&["config", "show"])
        .exits(2)
        .says("config.yaml has a mistake")
        .says("regoin");
}

#[test]
fn aws_variables_and_profiles_are_used_without_a_sandbox() {
    let env = TestEnv::empty();
    let config = env.file("aws-config", "[profile prod]\nregion = eu-west-1\n");
    let shown = run(env
        .bare(&[
            "config",
            "show",
            "--origin",
            "--profile",
            "prod",
            "-o",
            "json",
        ])
        .env("AWS_CONFIG_FILE", &config))
    .exits(0)
    .json();
    let region = shown["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["setting"] == "region")
        .unwrap()
        .clone();
    assert_eq!(
        (region["value"].as_str(), region["origin"].as_str()),
        (Some("eu-west-1"), Some("AWS profile prod"))
    );
    let _near = run(env
        .bare(&["node", "list", "--profile", "prd"])
        .env("AWS_CONFIG_FILE", &config))
    .exits(2)
    .says("did you mean --profile prod?");
}

#[test]
fn without_credentials_the_exit_code_is_4() {
    let env = TestEnv::empty();
    let ran = run(&mut env.bare(&["node", "list", "--region", "us-east-1"]))
        .exits(4)
        .says("credentials")
        .says("--profile");
    assert_eq!(ran.stdout, "");
    let _nowhere = run(&mut env.bare(&["node", "list"]))
        .exits(2)
        .says("no Region is set");
}

#[test]
fn time_stands_still_only_in_the_sandbox() {
    let env = TestEnv::empty();
    let _refused = run(env
        .bare(&["node", "list", "--region", "us-east-1"])
        .env("PATCHCTL_NOW", "2026-01-01T00:00:00Z"))
    .exits(2)
    .says("sandbox");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is() {
    use std::process::Stdio;
    let env = TestEnv::example();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = env
        .command(&["compliance", "nodes"])
        .stdout(Stdio::from(full))
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = env
        .command(&["compliance", "nodes"])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!String::from_utf8_lossy(&output.stderr).contains("error"));
}

#[test]
fn errors_and_json_hold_nothing_that_steers_a_terminal() {
    let env = TestEnv::example();
    let steering = |text: &str| {
        text.chars()
            .any(|c| c != '\n' && (c.is_control() || c == '\u{202e}'))
    };
    let name = "a\u{1b}[31m\u{9b}2J\u{202e}b";
    for args in [
        &["patch-now", "show", name][..],
        &["group", "show", name, "--nope"],
        &[name],
        &["node", "list", "-o", name],
        &["node", "show", name, "-o", "json"],
    ] {
        let ran = env.run(args);
        assert!(!steering(&ran.stderr), "{args:?}: {:?}", ran.stderr);
        assert!(!steering(&ran.stdout), "{args:?}: {:?}", ran.stdout);
    }

    // The example fleet has a node whose name would steer; JSON keeps the name all the same.
    for format in ["json", "jsonl"] {
        let ran = env.run(&["node", "list", "-o", format]).exits(0);
        assert!(!steering(&ran.stdout), "{format}");
        assert!(ran.stdout.contains("\\u202e"), "{format}");
    }
}

#[test]
fn a_password_in_the_url_of_an_endpoint_is_not_shown() {
    let env = TestEnv::empty();
    let url = "http://somebody:secret@127.0.0.1:9";
    let ran = env.run_alone(&[
        "node",
        "list",
        "--endpoint-url",
        url,
        "--region",
        "us-east-1",
    ]);
    assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
}

#[test]
fn no_sandbox_and_the_verbs_of_the_sandbox_contradict_each_other() {
    let env = TestEnv::example();
    env.run_alone(&["--no-sandbox", "sandbox", "reset", "--dry-run"])
        .exits(2)
        .says("contradict");
}

#[test]
fn an_account_that_is_not_known_leaves_no_other_in_its_place() {
    let env = TestEnv::example();
    env.play("[{kind: access_denied, operation: GetCallerIdentity, account: '444455556666'}]");
    let found = env.run(&[
        "--profile",
        "default,workloads",
        "node",
        "list",
        "-o",
        "json",
    ]);
    let found = found.exits(0).json();
    assert_eq!(found["account"], serde_json::Value::Null, "{found:#}");
    let reason = found["account_reason"].as_str().unwrap();
    assert!(reason.contains("workloads"), "{reason}");
    let rows = found["items"].as_array().unwrap();
    let nameless = rows.iter().filter(|row| row["account"].is_null()).count();
    assert!(nameless > 0 && nameless < rows.len(), "{found:#}");
}
