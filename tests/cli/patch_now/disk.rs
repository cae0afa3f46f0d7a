//! What is said of a run when this machine cannot write it down.

use std::process::Command;

use super::{A, drill};
use crate::serve::{Server, remote};
use crate::support::{Ran, TestEnv, run};

/// A command on a machine on which no file may grow, as where the disk is full.
fn on_a_full_disk(env: &TestEnv, server: &Server, line: &str) -> Ran {
    let command = remote(env, server, &args(line));
    let mut shell = Command::new("sh");
    // The signal would end the program; without it a write fails.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    shell.args(["-c", script]).arg(command.get_program());
    shell.args(command.get_args());
    shell.env_clear().current_dir(env.dir.path());
    let variables = command.get_envs();
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    run(&mut shell)
}

fn args(line: &str) -> Vec<&str> {
    let mut args = vec!["--region", "us-east-1", "patch-now"];
    args.extend(line.split(' '));
    args
}

#[test]
fn a_full_disk_is_told_by_what_was_sent() {
    let env = drill();
    let server = Server::start(&env);
    let scan = format!("scan --node {A} --yes --run-name full --no-wait");
    let before = on_a_full_disk(&env, &server, &scan)
        .exits(1)
        .says("cannot write the receipt")
        .says("nothing of full was sent");
    assert!(!before.stderr.contains("goes on"), "{before:?}");
    let sent = run(&mut remote(&env, &server, &args("list"))).exits(0);
    assert!(!sent.stdout.contains("full"), "{sent:?}");

    // The name is free, because nothing was.
    let _begun = run(&mut remote(&env, &server, &args(&scan))).exits(0);
    let after = on_a_full_disk(&env, &server, "wait full --timeout 1s").exits(1);
    assert!(
        after
            .stderr
            .contains("what was sent of the run goes on in AWS all the same; its name is full"),
        "{after:?}"
    );
}

#[test]
fn a_journal_that_cannot_be_written_sends_nothing() {
    let env = drill();
    std::fs::create_dir_all(env.sandbox().join("runs/noted.journal")).unwrap();
    let ran = env
        .patch(&format!("scan --node {A} --yes --run-name noted"))
        .exits(1)
        .says("nothing of noted was sent; go on with: patchctl patch-now resume noted");
    assert!(!ran.stderr.contains("all the same"), "{ran:?}");

    std::fs::remove_dir(env.sandbox().join("runs/noted.journal")).unwrap();
    let _resumed = env.patch("resume noted --yes").exits(0);
}
