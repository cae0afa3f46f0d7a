//! What does not end, or goes down for ever, ends soon: every file that the program opens is read
//! within a bound, whatever the system says of its size.

#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

use super::support::{Ran, TestEnv, run};

/// Runs with a bound on memory too: what reads on and on fails there, and not on the machine.
fn within(command: &Command, what: &str) -> Ran {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -v 3000000; exec \"$0\" \"$@\""]);
    shell.arg(command.get_program()).args(command.get_args());
    shell
        .env_clear()
        .current_dir(command.get_current_dir().unwrap());
    let variables = command.get_envs();
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    let started = Instant::now();
    let ran = run(shell.stdin(std::process::Stdio::null()));
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{what} took {:?}",
        started.elapsed()
    );
    ran
}

/// The commands that read a file, with `FILE` in the place of its name.
const READERS: [&[&str]; 11] = [
    &["baseline", "lint", "-f", "FILE"],
    &["baseline", "diff", "-f", "FILE"],
    &["baseline", "apply", "-f", "FILE", "--yes"],
    &["override", "validate", "FILE"],
    &["override", "upload", "FILE", "--to", "s3://b/k"],
    &["override", "match", "FILE"],
    &["sandbox", "seed", "--fleet", "FILE", "--yes"],
    &["sandbox", "catalog", "import", "--os", "rocky", "FILE"],
    &["patch-now", "apply", "FILE"],
    &["node", "list", "--nodes", "@FILE"],
    &[
        "baseline",
        "update",
        "x",
        "--source",
        "name=a,products=*,configuration=@FILE",
    ],
];

fn reader(args: &[&str], file: &str) -> Vec<String> {
    args.iter().map(|word| word.replace("FILE", file)).collect()
}

#[test]
fn devices_that_do_not_end_are_cut_at_a_bound() {
    let env = TestEnv::example();
    symlink("/dev/zero", env.path("zero.yaml")).unwrap();
    for args in READERS {
        let args = reader(args, "zero.yaml");
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = within(&env.command(&args), &args.join(" "));
        assert!((1..=3).contains(&ran.code), "{args:?} {ran:?}");
    }

    for variable in [
        "PATCHCTL_CONFIG",
        "AWS_CONFIG_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
    ] {
        let mut command = env.bare(&["node", "list", "--region", "us-east-1"]);
        command
            .env(variable, "/dev/zero")
            .env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        let _told = within(&command, variable).exits(2).says("larger than");
    }
    let mut bundle = env.bare(&[
        "node",
        "list",
        "--region",
        "us-east-1",
        "--ca-bundle",
        "/dev/zero",
    ]);
    bundle
        .env("AWS_ACCESS_KEY_ID", "a")
        .env("AWS_SECRET_ACCESS_KEY", "b");
    let _told = within(&bundle, "--ca-bundle").exits(2).says("larger than");

    symlink("/dev/zero", env.sandbox().join("faults.yaml")).unwrap();
    let _told = within(&env.command(&["node", "list"]), "faults.yaml").says("larger than");
}

#[test]
fn a_system_below_a_folder_is_read_within_bounds() {
    let env = TestEnv::example();
    for folder in ["etc", "var/lib/dpkg"] {
        std::fs::create_dir_all(env.path("root").join(folder)).unwrap();
    }
    let seed = ["sandbox", "seed", "--this-host", "--root", "root", "--yes"];
    symlink("/dev/zero", env.path("root/etc/os-release")).unwrap();
    let _told = within(&env.command(&seed), "os-release")
        .exits(2)
        .says("larger than");
    std::fs::remove_file(env.path("root/etc/os-release")).unwrap();
    let _release = env.file("root/etc/os-release", "ID=debian\nVERSION_ID=12\n");
    symlink("/dev/zero", env.path("root/etc/hostname")).unwrap();
    symlink("/dev/zero", env.path("root/etc/machine-id")).unwrap();
    symlink("/dev/zero", env.path("root/var/lib/dpkg/status")).unwrap();
    let ran = within(&env.command(&seed), "dpkg");
    assert!(ran.code == 1 || ran.code == 2, "{ran:?}");
}

#[test]
fn a_pipe_without_an_end_is_cut_as_well() {
    let env = TestEnv::example();
    let mut yes = Command::new("yes");
    let mut yes = yes
        .args(["--", "- id: a"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lint = env.command(&["baseline", "lint", "-f", "-"]);
    let ran = run(lint.stdin(yes.stdout.take().unwrap()));
    // It would wait for a reader as long as the command above could be run again.
    drop(lint);
    let _ended = yes.kill().and_then(|()| yes.wait());
    let _told = ran.exits(2).says("standard input is larger than 1 MiB");
}

#[test]
fn what_is_nested_deep_is_refused_at_once_by_every_reader_of_yaml() {
    let env = TestEnv::example();
    let deep = "[".repeat(390_000);
    for (name, text) in [
        ("known.yaml", format!("name: {deep}")),
        ("unknown.yaml", format!("patches: {deep}")),
        ("maps.yaml", format!("name: {}", "{a: ".repeat(97_000))),
        ("blocks.yaml", format!("name:\n  {}x", "- ".repeat(190_000))),
        ("document.yaml", format!("---\n- name: a\n---\n{deep}")),
    ] {
        let _file = env.file(name, &text);
        for args in &READERS[..9] {
            let args = reader(args, name);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let ran = within(&env.command(&args), &format!("{name} {args:?}"));
            assert!((1..=3).contains(&ran.code), "{args:?} {ran:?}");
        }
        let mut shown = env.command(&["config", "show"]);
        let ran = within(shown.env("PATCHCTL_CONFIG", name), name).exits(2);
        let _told = ran.says("nests values more than 64 deep");
    }
    let _faults = std::fs::write(env.sandbox().join("faults.yaml"), format!("- {deep}"));
    let _told = within(&env.command(&["node", "list"]), "faults.yaml").says("64 deep");
}
