//! `compliance check --summary-line` where notifications are made: in cron, in CI, in a shell.

use std::process::{Command, Stdio};

use super::support::{Ran, TestEnv, binary, run};

/// The sandbox with no more around it than cron gives: no terminal, no home, hardly a PATH.
fn cron(env: &TestEnv, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("PATCHCTL_SANDBOX", env.sandbox())
        .env("PATCHCTL_NOW", "2026-11-21T12:00:00Z")
        .current_dir("/")
        .stdin(Stdio::null());
    command
}

fn fleet() -> TestEnv {
    TestEnv::fleet(include_str!("fleets/lacking.yaml"))
}

/// The one line.
fn line(ran: &Ran) -> &str {
    assert_eq!(ran.stdout.lines().count(), 1, "{ran:#?}");
    assert!(!ran.stdout.contains('\u{1b}'), "{ran:#?}");
    ran.stdout.trim_end()
}

const CHECK: [&str; 3] = ["compliance", "check", "--summary-line"];

#[test]
fn cron_gets_one_line_and_the_code() {
    let env = fleet();
    let program = binary().to_str().unwrap();
    let ran = run(cron(&env, program).args(CHECK)).exits(3);
    assert_eq!(
        line(&ran),
        "FAILED patch compliance: 7 nodes, 6 failing (5 NON_COMPLIANT, 1 NOT_REPORTED) \
         (sandbox, account 111122223333, Region us-east-1)"
    );
    let ran = run(cron(&env, program).args(CHECK).args(["--name", "fine-1"])).exits(0);
    assert!(line(&ran).starts_with("PASSED patch compliance: 1 node, none failing ("));
    let ran = run(cron(&env, program).args(CHECK).args(["--group", "wbe"])).exits(3);
    assert!(line(&ran).starts_with("FAILED patch compliance: 0 nodes, none failing, --group wbe"));

    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates}\n");
    let ran = run(cron(&env, program).args(CHECK)).exits(5);
    assert!(
        line(&ran).starts_with("INCOMPLETE patch compliance: 0 nodes, none failing"),
        "{ran:#?}"
    );
    assert!(line(&ran).contains("1 place could not be read"), "{ran:#?}");
}

#[test]
fn a_shell_sends_it_when_the_check_does_not_pass() {
    let env = fleet();
    let script =
        "line=$(\"$1\" compliance check --summary-line $2 $3 2>/dev/null) || echo \"sent: $line\"";
    let shell = |more: [&str; 2]| {
        let mut command = cron(&env, "/bin/sh");
        command.args(["-c", script, "sh"]).arg(binary()).args(more);
        run(&mut command).exits(0).stdout
    };
    assert!(
        shell(["--name", "web-1"]).starts_with("sent: FAILED patch compliance: 1 node, 1 failing")
    );
    assert_eq!(shell(["--name", "fine-1"]), "");
}

#[test]
fn ci_gets_the_same_line() {
    let env = fleet();
    let ran = run(env
        .command(&CHECK)
        .env("CI", "true")
        .env("GITHUB_ACTIONS", "true"))
    .exits(3);
    assert!(
        line(&ran).contains("8 nodes in 2 scopes, 7 failing"),
        "{ran:#?}"
    );
    let mut args = CHECK.to_vec();
    args.extend(["-o", "json"]);
    let _refused = env
        .run(&args)
        .exits(2)
        .says("--summary-line is one line of text");
}
