//! What is left after a crash, a signal or a deadline, and how a run is gone on with, cancelled and
//! found again.

use super::*;
use crate::serve::{Server, remote};

#[test]
fn the_run_goes_on_after_the_deadline_and_is_judged_later_from_anywhere() {
    let env = drill();
    let _late = env
        .patch(&format!(
            "install --node {A} --reboot if-needed --run-name slow --timeout 10s --yes"
        ))
        .exits(7)
        .says("the run goes on");
    env.forget_receipts();
    let listed = env.json_alone(&["patch-now", "list"]);
    assert_eq!(
        (
            listed["items"][0]["run"].as_str(),
            listed["items"][0]["source"].as_str()
        ),
        (Some("slow"), Some("comments"))
    );
    let waited = env
        .patch("wait slow")
        .exits(0)
        .says("what is known comes from the Comments");
    assert!(waited.stdout.contains("SUCCEEDED"), "{waited:?}");
    assert_eq!(env.receipt("slow")["source"], "comments");
    assert_eq!(env.outcomes("slow"), pairs(&[(A, "SUCCEEDED")]));
    let _unknown = env
        .patch("wait nobody")
        .exits(1)
        .says("there is no run nobody");
}

#[test]
fn failed_nodes_are_retried_from_another_machine() {
    let env = drill();
    let _failed = env
        .patch(&format!(
            "install --node {C} --reboot if-needed --run-name first --yes"
        ))
        .exits(6);
    env.forget_receipts();
    let _retried = env
        .patch("retry first --failed --run-name second --yes")
        .exits(0);
    assert_eq!(env.outcomes("second"), pairs(&[(C, "SUCCEEDED")]));
}

#[test]
fn resume_overrules_the_gate_that_was_seen_and_no_later_one() {
    let env = drill();
    let _first = env
        .patch(&format!(
            "install --node {B},{C},{E} --reboot never --wave 1,1,rest --run-name gates --yes"
        ))
        .exits(6);
    let resumed = env
        .patch("resume gates --yes")
        .exits(6)
        .says("the gate after wave 1 is overruled");
    let _second = resumed.says("the run stopped: the gate after wave 2 is closed");
    assert_eq!(
        env.outcomes("gates"),
        pairs(&[(B, "FAILED"), (C, "FAILED"), (E, "WAITING")])
    );
    let _third = env.patch("resume gates --yes").exits(6);
    assert_eq!(
        env.outcomes("gates"),
        pairs(&[(B, "FAILED"), (C, "FAILED"), (E, "PENDING_REBOOT")])
    );
}

#[test]
fn a_cancelled_run_begins_no_further_node() {
    let env = drill();
    let _sent = env
        .patch("install --tag Role=web --reboot if-needed --run-name halt --timeout 10s --yes")
        .exits(7);
    // It was stopped, as asked; what became of the nodes is another question.
    let _cancelled = env.patch("cancel halt --yes").exits(0);
    let _failed = env.patch("wait halt").exits(6);
    let receipt = env.receipt("halt");
    assert_eq!(receipt["state"], "CANCELLED");
    let outcomes = env.outcomes("halt");
    assert_eq!(
        outcomes
            .iter()
            .filter(|(_, outcome)| outcome == "NOT_STARTED")
            .count(),
        2,
        "{outcomes:?}"
    );
    let _over = env
        .patch("cancel halt --yes")
        .exits(8)
        .says("is over already");
}

/// One process sends and writes; another that waits for the same run, or cancels it, leaves the
/// receipt to the first.
#[test]
fn two_processes_may_follow_one_run() {
    let env = drill();
    let line =
        format!("install --node {A},{E} --reboot if-needed --wave 1,rest --run-name both --yes");
    let mut child = env.spawned(&line).stderr(Stdio::null()).spawn().unwrap();
    while env.run_alone(&["patch-now", "show", "both"]).code != 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _waited = env.patch("wait both").exits(0);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(
        env.outcomes("both"),
        pairs(&[(A, "SUCCEEDED"), (E, "SUCCEEDED")])
    );
}

#[test]
fn a_cancellation_reaches_the_process_that_rests_between_waves() {
    let env = drill();
    let line = format!(
        "install --node {A},{E} --reboot never --wave 1,rest --pause 2d --timeout 9d --run-name rest --yes"
    );
    let mut child = env.spawned(&line).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("wave 1 passed")));
    let drained = std::thread::spawn(move || lines.count());
    let _cancelled = env.patch("cancel rest --yes").exits(0);
    assert_eq!(child.wait().unwrap().code(), Some(6));
    let _lines = drained.join().unwrap();
    assert_eq!(
        env.outcomes("rest"),
        pairs(&[(A, "PENDING_REBOOT"), (E, "NOT_STARTED")])
    );
    env.forget_receipts();
    assert_eq!(
        env.receipt("rest")["commands"].as_array().unwrap().len(),
        1,
        "the second wave was never sent"
    );
}

#[test]
fn waves_that_were_never_sent_are_known_without_the_receipt() {
    let env = drill();
    let _stopped = env
        .patch(&format!("install --node {B},{A} --reboot never --wave 1,rest --gate noncompliant=0,failed=100% --run-name gate --yes"))
        .exits(3);
    let _same_code = env
        .patch("wait gate")
        .exits(3)
        .says("the gate after wave 1 is closed");
    let _dry = env.patch("resume gate --dry-run").exits(0);
    env.forget_receipts();
    let _unsent = env
        .patch("wait gate")
        .exits(7)
        .says("not known here: 1 wave of it, never sent or sent where");
}

/// Kills the run at a moment, and then does what an operator would: look, wait, go on. Whatever the
/// moment, each node is sent at most one command for each wave, and in the end every node is
/// patched.
#[test]
fn a_kill_at_any_moment_loses_nothing() {
    for milliseconds in [15, 45, 80, 120, 170, 230, 300, 400, 520] {
        let env = drill();
        let line = format!(
            "install --node {A},{E} --reboot if-needed --wave 1,rest --run-name killed --yes"
        );
        let mut child = env.spawned(&line).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        let _ended = child.wait().unwrap();
        let known = env.json_alone(&["patch-now", "list"]);
        if known["items"].as_array().unwrap().is_empty() {
            continue;
        }
        let waited = env.patch("wait killed");
        if waited.code == 7 {
            let _resumed = env.patch("resume killed --yes").exits(0);
        } else {
            let _done = waited.exits(0);
        }
        assert_eq!(
            env.outcomes("killed"),
            pairs(&[(A, "SUCCEEDED"), (E, "SUCCEEDED")]),
            "killed after {milliseconds} ms"
        );
        env.forget_receipts();
        let commands = env.receipt("killed")["commands"].as_array().unwrap().len();
        assert_eq!(
            commands, 2,
            "killed after {milliseconds} ms: one command for each wave"
        );
    }
}

/// The worst moment for a kill lies between AWS taking a command and the receipt having its id.
/// Here the receipt is put back to it.
#[test]
fn a_command_whose_id_was_never_written_down_is_found_and_one_that_was_never_sent_is_sent_once() {
    let env = drill();
    let _ran = env
        .patch(&format!(
            "install --node {A} --reboot if-needed --run-name torn --yes"
        ))
        .exits(0);
    let path = env.sandbox().join("runs/torn.json");
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let tear = |run: &str| {
        let text = whole
            .to_string()
            .replace("run=torn ", &format!("run={run} "))
            .replace(r#""run":"torn""#, &format!(r#""run":"{run}""#));
        let mut torn: Value = serde_json::from_str(&text).unwrap();
        let command = torn["commands"][0].as_object_mut().unwrap();
        let id = command.remove("command_id").unwrap();
        command.insert("state".to_owned(), "begun".into());
        let node = torn["nodes"][0].as_object_mut().unwrap();
        node.insert("progress".to_owned(), "WAITING".into());
        node.insert("outcome".to_owned(), "RUNNING".into());
        torn["state"] = "RUNNING".into();
        torn.as_object_mut().unwrap().remove("ended_at");
        std::fs::write(
            env.sandbox().join(format!("runs/{run}.json")),
            torn.to_string(),
        )
        .unwrap();
        id
    };
    let id = tear("torn");
    let _found = env
        .patch("wait torn")
        .exits(0)
        .says("was sent all the same");
    assert_eq!(env.receipt("torn")["commands"][0]["command_id"], id);

    let _never = tear("never");
    let _unsent = env
        .patch("wait never")
        .exits(7)
        .says("not known whether a command of wave 1");
    let _resumed = env.patch("resume never --yes").exits(0);
    env.forget_receipts();
    assert_eq!(
        env.receipt("never")["commands"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn what_is_over_and_was_judged_by_nobody_is_called_so() {
    let env = drill();
    let started = env.json_alone(&["patch-now", "asg", A, "--no-wait", "--yes"]);
    let execution = started["execution"]["id"].as_str().unwrap().to_owned();
    let _ran = env
        .patch(&format!("scan --node {C} --run-name lone --yes"))
        .exits(0);
    let listed = || {
        let rows = env.json_alone(&["patch-now", "list"])["items"]
            .as_array()
            .unwrap()
            .clone();
        let row = |row: &Value| {
            format!(
                "{} {} {}",
                row["run"].as_str().unwrap(),
                row["state"].as_str().unwrap(),
                row["failed"]
            )
        };
        rows.iter()
            .map(row)
            .collect::<std::collections::BTreeSet<String>>()
    };
    let expected = |execution_state: &str, run_state: &str| {
        [
            format!("{execution} {execution_state}"),
            format!("lone {run_state}"),
        ]
        .into()
    };
    assert_eq!(
        listed(),
        expected("RUNNING null", "FINISHED 0"),
        "an automation is listed by its execution"
    );
    env.forget_receipts();
    let _later = env.run_alone(&["sandbox", "advance", "2h"]).exits(0);
    assert_eq!(
        listed(),
        expected("ENDED null", "ENDED null"),
        "AWS tells that they are over, and not how"
    );
    let _judged = env.patch(&format!("wait {execution}")).exits(0);
    assert_eq!(listed(), expected("FINISHED 0", "ENDED null"));
}

#[test]
fn a_seeded_sandbox_has_no_runs_of_the_fleet_before() {
    let env = drill();
    let _ran = env
        .patch(&format!("scan --node {A} --run-name twice --yes"))
        .exits(0);
    let _seeded = env
        .run_alone(&[
            "sandbox",
            "seed",
            "--fleet",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/fleets/drill.yaml"),
            "--yes",
        ])
        .exits(0);
    let _again = env
        .patch(&format!("scan --node {A} --run-name twice --yes"))
        .exits(0);
}

#[test]
fn who_looks_on_is_told_how_to_come_back() {
    let env = drill();
    let _left = env
        .patch(&format!("scan --node {A} --run-name held --yes --no-wait"))
        .exits(0);
    let lock = std::fs::File::options()
        .write(true)
        .open(env.sandbox().join("runs/held.lock"))
        .unwrap();
    lock.lock().unwrap();
    let mut child = env
        .spawned("wait held --timeout 9999h")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("looks on")));
    let _sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(
        said.iter()
            .any(|line| line.contains("the run held goes on")
                && line.contains("patch-now wait held")),
        "{said:?}"
    );
}

/// Killed after a node of the first wave had failed and before that was judged: whoever goes on
/// judges it, and the gate stays closed.
#[test]
fn a_wave_that_was_not_judged_yet_is_judged_before_its_gate() {
    let env = drill();
    let _stopped = env
        .patch(&format!(
            "install --node {B},{E} --reboot never --wave 1,rest --run-name gap --yes"
        ))
        .exits(6);
    let path = env.sandbox().join("runs/gap.json");
    let mut torn: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(
        (&torn["nodes"][0]["outcome"], &torn["nodes"][1]["outcome"]),
        (&"FAILED".into(), &"WAITING".into())
    );
    torn["nodes"][0]["outcome"] = "RUNNING".into();
    torn["state"] = "RUNNING".into();
    for judged in ["stopped_because", "exit_code"] {
        torn.as_object_mut().unwrap().remove(judged);
    }
    std::fs::write(&path, torn.to_string()).unwrap();
    let _stopped_again = env
        .patch("resume gap --yes")
        .exits(6)
        .says("the gate after wave 1 is closed");
    assert_eq!(env.outcomes("gap"), pairs(&[(B, "FAILED"), (E, "WAITING")]));
}

/// Nodes of the example fleet, one in each of four scopes.
const FOUR: &str =
    "i-0b1b2c3d4e5f60001,i-0a1b2c3d4e5f60001,i-0e1b2c3d4e5f60001,i-0d1b2c3d4e5f60001";
const EVERYWHERE: &str = "--profile management,workloads --region us-east-1,eu-central-1";

/// A run over four scopes whose receipt is lost.
fn scattered() -> TestEnv {
    let env = TestEnv::example();
    let line = format!(
        "install {EVERYWHERE} --node {FOUR} --reboot never --yes --no-wait --max-concurrency 100% --max-errors 100% --run-name multi"
    );
    let _sent = env.patch(&line).exits(0);
    let _later = env.run_alone(&["sandbox", "advance", "1h"]).exits(0);
    env.forget_receipts();
    env
}

/// The receipt is not written for every command; the journal beside it has what was sent since.
#[test]
fn what_was_sent_since_the_receipt_was_written_is_known_after_a_kill() {
    let env = TestEnv::example();
    env.play("- {kind: latency, operation: SendCommand, after: 2, milliseconds: 60000}\n");
    let line = format!(
        "install {EVERYWHERE} --node {FOUR} --reboot never --yes --max-concurrency 100% --run-name noted"
    );
    let mut child = env.spawned(&line).stderr(Stdio::null()).spawn().unwrap();
    let file = |name: &str| {
        std::fs::read_to_string(env.sandbox().join("runs").join(name)).unwrap_or_default()
    };
    let noted = || file("noted.journal").lines().count();
    let began = std::time::Instant::now();
    while noted() < 5 {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "{}",
            file("noted.journal")
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    let _ended = child.wait().unwrap();
    let states = |receipt: &Value| {
        receipt["commands"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["state"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        states(&serde_json::from_str(&file("noted.json")).unwrap()),
        ["planned"; 4],
        "written once, before anything was sent"
    );
    assert_eq!(
        states(&env.receipt("noted")),
        ["sent", "sent", "begun", "planned"]
    );
    env.play("[]\n");
    let _resumed = env.patch(&format!("resume noted {EVERYWHERE} --yes"));
    assert_eq!(
        (states(&env.receipt("noted")), noted()),
        (vec!["sent".into(); 4], 0)
    );
    env.forget_receipts();
    let _all = env.patch(&format!("wait noted {EVERYWHERE}"));
    assert_eq!(
        env.receipt("noted")["commands"].as_array().unwrap().len(),
        4,
        "each was sent once"
    );
}

#[test]
fn a_run_that_is_seen_in_part_is_never_finished() {
    let env = scattered();
    let part = env
        .patch("wait multi")
        .exits(7)
        .says("not known here: 3 commands of it");
    assert_eq!(part.stdout.lines().count(), 2, "{part:?}");
    env.play("- {kind: access_denied, operation: ListCommands, region: eu-central-1}\n");
    let _more = env
        .patch(&format!("wait multi {EVERYWHERE}"))
        .exits(7)
        .says("not known here: 2 commands of it");
    env.play("[]\n");
    let whole = env.patch(&format!("wait multi {EVERYWHERE}"));
    assert!(
        whole.code != 7 && whole.stdout.lines().count() == 5,
        "{whole:?}"
    );
    assert!(
        env.patch(&format!("list {EVERYWHERE}"))
            .stdout
            .contains("FINISHED")
    );
}

#[test]
fn a_cancellation_asks_every_command_or_none() {
    let env = TestEnv::example();
    let line = format!(
        "install {EVERYWHERE} --node {FOUR} --reboot never --yes --no-wait --max-concurrency 100% --max-errors 100% --run-name multi"
    );
    let _sent = env.patch(&line).exits(0);
    let _narrow = env
        .patch("cancel multi --yes")
        .exits(1)
        .says("where this command does not look");
    assert_eq!(
        env.json_alone(&["patch-now", "show", "multi"])["state"],
        "RUNNING",
        "nothing was cancelled"
    );
    env.play("- {kind: access_denied, operation: CancelCommand, account: '111122223333', region: eu-central-1}\n");
    let cancelled = env
        .patch(&format!("cancel multi {EVERYWHERE} --yes"))
        .exits(1)
        .says("was not asked to stop, and goes on");
    assert_eq!(
        cancelled
            .stderr
            .matches("what already installs on a node goes on")
            .count(),
        3,
        "{cancelled:?}"
    );
}

#[test]
fn regions_that_are_not_enabled_do_not_stand_in_the_way() {
    let env = TestEnv::example();
    let _patched = env
        .patch("install --all-regions --node i-0b1b2c3d4e5f60001 --reboot never --yes")
        .exits(0);
    let _unknown = env
        .patch("wait --all-regions 11111111-2222-4333-8444-555555555555")
        .exits(1)
        .says("there is no automation execution");
}

#[test]
fn a_cancellation_outlives_the_process_that_had_the_run() {
    let env = drill();
    let line = format!(
        "install --node {A},{E} --reboot never --yes --wave 1,rest --pause 300h --timeout 900h --run-name canc"
    );
    let mut child = env.spawned(&line).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("wave 1 passed")));
    child.kill().unwrap();
    let _ended = child.wait().unwrap();
    // What `cancel` leaves for a process that lives.
    std::fs::write(env.sandbox().join("runs/canc.cancel"), b"").unwrap();
    let _waited = env.patch("wait canc").exits(6);
    assert_eq!(env.receipt("canc")["state"], "CANCELLED");
    let _refused = env.patch("resume canc --yes").exits(8).says("is CANCELLED");
}

#[test]
fn a_signal_is_heard_while_a_command_is_sent_again_and_again() {
    let env = drill();
    env.play("- {kind: throttle, operation: SendCommand}\n- {kind: latency, operation: SendCommand, milliseconds: 300}\n");
    let mut child = env
        .spawned(&format!(
            "install --node {A} --reboot never --yes --run-name deaf"
        ))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("the run is deaf")));
    std::thread::sleep(Duration::from_millis(500));
    let _sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said:?}");
    env.play("[]\n");
    assert!(
        env.json_alone(&["patch-now", "show", "deaf"])["commands"][0]["state"] == "planned",
        "nothing was sent"
    );
    let _resumed = env.patch("resume deaf --yes").exits(0);
}

/// What a command says that SIGTERM reaches after some seconds, while it looks something up; it ends at
/// once, with 143.
#[cfg(unix)]
fn terminated(mut command: Command) -> String {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(3));
    let sent = std::time::Instant::now();
    let _sent = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    let code = child.wait().unwrap().code();
    let mut said = String::new();
    let mut stderr = child.stderr.take().unwrap();
    let _read = std::io::Read::read_to_string(&mut stderr, &mut said).unwrap();
    assert!(sent.elapsed() < Duration::from_secs(5), "{said}");
    assert_eq!(code, Some(143), "{said}");
    said
}

#[test]
#[cfg(unix)]
fn a_signal_is_heard_while_the_end_of_a_write_is_looked_up() {
    let env = drill();
    let server = Server::start(&env);
    let on_server = |line: &str| {
        let mut args = vec!["--region", "us-east-1", "patch-now"];
        args.extend(line.split(' '));
        let mut command = remote(&env, &server, &args);
        command.env("AWS_MAX_ATTEMPTS", "1");
        command
    };
    let line = format!("install --node {A} --reboot never --yes --no-wait --run-name deaf");
    let _sent = run(&mut on_server(&line)).exits(0);

    // Within a run that is followed: the command is not shown for a minute, and so not that it stops.
    env.play("- {kind: late, operation: ListCommands, seconds: 60}\n");
    let said = terminated(on_server("cancel deaf --yes"));
    assert!(
        said.contains("stopped by SIGTERM; not known whether command "),
        "{said}"
    );
    assert!(!said.contains("was not asked to stop"), "{said}");

    // And before anything is followed.
    env.play("- {kind: late, operation: DescribeAutomationExecutions, seconds: 60}\n- {kind: lost_answer, operation: StartAutomationExecution}\n");
    let said = terminated(on_server(&format!("asg {C} --yes")));
    assert!(
        said.contains("stopped by SIGTERM; not known whether an automation of AWS-PatchAsgInstance was started"),
        "{said}"
    );
}

#[test]
fn nothing_is_left_to_resume_of_a_run_that_was_refused() {
    let env = drill();
    env.play("- {kind: access_denied, operation: SendCommand}\n");
    let _refused = env
        .patch(&format!(
            "install --node {A} --reboot never --yes --run-name thro"
        ))
        .exits(1)
        .says("retry --failed thro");
    env.play("[]\n");
    let _nothing = env
        .patch("resume thro --yes")
        .exits(8)
        .says("nothing is left to be sent");
    let _again = env.patch("retry thro --failed --yes").exits(0);
}

#[test]
fn a_run_that_was_left_is_listed_as_what_it_is() {
    let env = drill();
    let state = |options: &str| {
        env.json_alone(
            &format!("patch-now list {options}")
                .trim()
                .split(' ')
                .collect::<Vec<_>>(),
        )["items"][0]
            .clone()
    };
    let _left = env
        .patch(&format!(
            "install --node {A} --reboot never --yes --no-wait --run-name left"
        ))
        .exits(0);
    assert_eq!(
        (&state("")["state"], &state("")["failed"]),
        (&"RUNNING".into(), &Value::Null)
    );
    let _later = env.run_alone(&["sandbox", "advance", "1h"]).exits(0);
    assert_eq!(
        (&state("")["state"], &state("")["failed"]),
        (&"ENDED".into(), &Value::Null)
    );
    let _judged = env.patch("wait left").exits(0);
    let _waves = env
        .patch(&format!(
            "install --node {B},{E} --reboot never --yes --wave 1,rest --run-name waves"
        ))
        .exits(6);
    env.forget_receipts();
    assert_eq!(state("")["state"], "PARTIAL", "a wave was never sent");
}
