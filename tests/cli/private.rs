//! State is its owner's alone, whatever the umask; results are what the umask makes of them; and a
//! program that is killed leaves nothing, or what the next one clears.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::support::{Ran, TestEnv, run};

/// Runs a command under a umask.
fn under(umask: &str, command: &Command) -> Ran {
    let mut shell = Command::new("sh");
    let script = format!("umask {umask}; exec \"$0\" \"$@\"");
    shell.args(["-c", &script]);
    shell.arg(command.get_program()).args(command.get_args());
    shell
        .env_clear()
        .current_dir(command.get_current_dir().unwrap());
    let variables = command.get_envs();
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    run(shell.stdin(Stdio::null()))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Everything below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(below(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn state_is_its_owners_alone_and_results_follow_the_umask() {
    let env = TestEnv::empty();
    for args in [
        &["sandbox", "seed"][..],
        &["patch-now", "scan", "--group", "web", "--yes"],
        &[
            "report",
            "csv",
            "--to",
            "s3://example-patch-reports/a/b.csv",
        ],
        &["report", "csv", "--to", "out.csv"],
        &[
            "override",
            "generate",
            "--from-missing",
            "--group",
            "web",
            "--to",
            "list.yaml",
        ],
    ] {
        let ran = under("000", &env.command(args));
        assert!(ran.code != 1 && ran.code != 2, "{args:?} {ran:?}");
    }
    for path in below(&env.sandbox()) {
        assert_eq!(
            mode(&path) & 0o077,
            0,
            "{} {:o}",
            path.display(),
            mode(&path)
        );
    }
    let runs = fs::read_dir(env.sandbox().join("runs")).unwrap().count();
    assert!(runs > 1, "{runs} files of runs");
    let objects = below(&env.sandbox().join("s3"));
    assert!(
        objects.iter().any(|path| path.ends_with("a/b.csv")),
        "{objects:?}"
    );
    assert_eq!(mode(&env.path("out.csv")), 0o666);
}

#[test]
fn what_was_open_to_others_is_closed() {
    let env = TestEnv::example();
    let runs = env.sandbox().join("runs");
    fs::create_dir_all(&runs).unwrap();
    fs::set_permissions(&runs, Permissions::from_mode(0o777)).unwrap();
    fs::write(runs.join(".turn.lock"), "").unwrap();
    fs::set_permissions(runs.join(".turn.lock"), Permissions::from_mode(0o666)).unwrap();
    let _ran = env.run(&["patch-now", "scan", "--group", "web", "--yes"]);
    assert_eq!(
        (mode(&runs), mode(&runs.join(".turn.lock"))),
        (0o700, 0o600)
    );
}

/// The names beside a result that begin with a dot.
fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn what_a_killed_program_left_beside_a_target_goes_with_the_next_run() {
    let env = TestEnv::example();
    let left = env.file(".patchctl-out.csv-01234567", "half a report");
    let other = env.file(".patchctl-other.csv-01234567", "half of another");
    let _written = env
        .run(&["report", "csv", "--group", "web", "--to", "out.csv"])
        .exits(0);
    assert!(!left.exists() && other.exists());
    fs::remove_file(other).unwrap();

    // Killed while it waits for the first answer, which is late.
    env.play("- {kind: latency, operation: '*', milliseconds: 3000}\n");
    let mut command = env.command(&["report", "csv", "--group", "web", "--to", "late.csv"]);
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    child.kill().unwrap();
    let _killed = child.wait().unwrap();
    fs::remove_file(env.sandbox().join("faults.yaml")).unwrap();
    assert!(!env.path("late.csv").exists());
    let _written = env
        .run(&["report", "csv", "--group", "web", "--to", "late.csv"])
        .exits(0);
    assert_eq!(hidden(env.dir.path()), [""; 0]);
}

/// A command of each way to print.
const PRINTERS: &[&[&str]] = &[
    &["--version"],
    &["--help"],
    &["help", "states"],
    &["node", "list"],
    &["node", "list", "-o", "json"],
    &["node", "list", "-o", "yaml"],
    &["node", "list", "-o", "csv"],
    &["node", "list", "--query", "items"],
    &["compliance", "check", "-o", "junit"],
    &["compliance", "check"],
    &["baseline", "list"],
    &["baseline", "export", "--all"],
    &["report", "csv", "--to", "-"],
    &["explain", "195"],
    &["explain", "AWS-RunPatchBaseline"],
    &["iam-policy", "--all"],
    &["schedule", "explain", "rate(1 day)", "--service", "window"],
    &["config", "show"],
    &["completion", "bash"],
    &["man"],
    &["sandbox", "status"],
    &["sandbox", "serve", "--listen", "127.0.0.1:0"],
    &["patch-now", "plan", "--group", "web", "--reboot", "never"],
    &["group", "list"],
];

#[test]
fn a_full_disk_is_an_error_of_every_command() {
    let env = TestEnv::example();
    for args in PRINTERS {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let mut command = env.command(args);
        let output = command
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?} {said}");
        assert!(
            said.contains("cannot write to standard output"),
            "{args:?} {said}"
        );
    }
}

/// A command whose streams a shell opens or closes.
#[cfg(unix)]
fn closed(env: &TestEnv, args: &[&str], streams: &str) -> Ran {
    let command = env.command(args);
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec \"$0\" \"$@\" {streams}")]);
    shell.arg(command.get_program()).args(command.get_args());
    shell.env_clear().current_dir(env.dir.path());
    let variables = command.get_envs();
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    run(&mut shell)
}

#[test]
#[cfg(unix)]
fn a_closed_standard_output_is_an_error_and_dev_null_is_none() {
    let env = TestEnv::example();
    let shell = |args: &[&str], streams: &str| closed(&env, args, streams);
    for args in PRINTERS {
        let ran = shell(args, ">&-").exits(1);
        assert!(
            ran.stderr
                .contains("cannot write to standard output: it is closed"),
            "{args:?} {ran:?}"
        );
    }
    // Also where there is nothing to list.
    for args in [
        &["patch-now", "list"][..],
        &["group", "list", "--os", "macos"],
    ] {
        assert_eq!(env.run(args).exits(0).stdout, "", "{args:?}");
        let _refused = shell(args, ">&-").exits(1);
    }
    for (streams, code) in [
        (">/dev/null", 0),
        // As Python's DEVNULL is.
        ("1<>/dev/null", 0),
        ("<&-", 0),
        ("2>&-", 0),
        ("<&- >&- 2>&-", 1),
    ] {
        let _ran = shell(&["node", "list"], streams).exits(code);
    }
    // What prints nothing there needs no standard output.
    let to = env.path("report.csv");
    let _written = shell(&["report", "csv", "--to", to.to_str().unwrap()], ">&-").exits(0);
    let report = fs::read_to_string(&to).unwrap();
    assert!(report.starts_with("Index,"), "{report}");
    let empty = shell(&["override", "validate", "-"], "<&-");
    assert!(
        empty.code != 0 && !empty.stderr.contains("panicked"),
        "{empty:?}"
    );
}

#[test]
#[cfg(unix)]
fn a_closed_standard_output_is_refused_before_anything_is_changed() {
    let env = TestEnv::example();
    let changes: [&[&str]; 3] = [
        &["patch-now", "scan", "--group", "web", "--no-wait", "--yes"],
        &[
            "baseline",
            "create",
            "lost",
            "--os",
            "AMAZON_LINUX_2023",
            "--rule",
            "CLASSIFICATION=Security;after=7",
            "--yes",
        ],
        &[
            "override",
            "upload",
            "list.yaml",
            "s3://example-patch-reports/lost.yaml",
            "--yes",
        ],
    ];
    let _list = env.file("list.yaml", "patches:\n  - id: bash.x86_64\n");
    for args in changes {
        let _refused = closed(&env, args, ">&-")
            .exits(1)
            .says("nothing was changed: cannot write to standard output: it is closed");
    }
    assert_eq!(env.run(&["patch-now", "list"]).exits(0).stdout, "");
    let baselines = env.run(&["baseline", "list", "-o", "json"]).exits(0);
    assert!(!baselines.stdout.contains("\"lost\""), "{baselines:?}");
    // A rehearsal is the result itself.
    let _shown = closed(
        &env,
        &[
            "baseline",
            "create",
            "lost",
            "--os",
            "AMAZON_LINUX_2023",
            "--rule",
            "CLASSIFICATION=Security;after=7",
            "--dry-run",
        ],
        ">&-",
    )
    .exits(1);
}

#[test]
fn a_password_in_an_endpoint_is_never_shown() {
    let env = TestEnv::empty();
    let keys = "[default]\nregion=us-east-1\naws_access_key_id=a\naws_secret_access_key=b\n";
    for url in [
        "http://user:s3cret@127.0.0.1:9",
        "http://user:s3cret@[bad",
        "user:s3cret@host",
        "ftp://u:s3cret@h",
    ] {
        let config = env.file("aws", &format!("{keys}endpoint_url={url}\n"));
        let settings = env.file("config.yaml", &format!("endpoint_url: '{url}'\n"));
        for args in [
            &["config", "show", "--origin"][..],
            &["node", "list", "--debug"],
            &["node", "list", "-o", "json"],
        ] {
            let mut plain = env.bare(args);
            plain.env("AWS_CONFIG_FILE", &config);
            let mut flag = env.bare(args);
            flag.env("AWS_CONFIG_FILE", &config)
                .args(["--endpoint-url", url]);
            let mut variable = env.bare(args);
            variable
                .env("AWS_CONFIG_FILE", &config)
                .env("AWS_ENDPOINT_URL", url);
            let mut file = env.bare(args);
            file.env("AWS_CONFIG_FILE", &config)
                .env("PATCHCTL_CONFIG", &settings);
            for mut command in [plain, flag, variable, file] {
                let ran = run(command.env("AWS_MAX_ATTEMPTS", "1"));
                let all = format!("{}{}", ran.stdout, ran.stderr);
                assert!(!all.contains("s3cret"), "{command:?} {all}");
            }
        }
    }
}
