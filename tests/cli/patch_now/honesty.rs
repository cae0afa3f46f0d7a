//! What a run must never claim, forget or do twice.

use super::*;

const F: &str = "i-0000000000000000f";

/// The drill with a node in a second Region.
fn two_regions() -> String {
    let drill = include_str!("../fleets/drill.yaml");
    let node = drill
        .lines()
        .find(|line| line.contains(&format!("id: {A}")))
        .unwrap()
        .replace(A, F)
        .replace("us-east-1", "eu-central-1");
    let everywhere = drill.replacen(
        "regions: [us-east-1]",
        "regions: [us-east-1, eu-central-1]",
        1,
    );
    everywhere.replacen("\nnodes:\n", &format!("\nnodes:\n{node}\n"), 1)
}

/// A run of two waves that was left after the first.
fn left(env: &TestEnv, name: &str) {
    let line = format!(
        "install --node {A},{E} --reboot never --yes --wave 1,rest --pause 2h --timeout 1h --run-name {name}"
    );
    let _left = env
        .patch(&line)
        .exits(7)
        .says("1 node was not begun")
        .says(&format!("patchctl patch-now resume {name}"));
}

#[test]
fn what_was_not_sent_is_not_said_to_go_on() {
    let env = drill();
    left(&env, "dead");
    let _shown = env
        .patch("show dead")
        .exits(0)
        .says("1 node was not begun; unless somebody follows it: patchctl patch-now resume dead");
    let _resumed = env.patch("resume dead --yes").exits(0);
    assert_eq!(
        env.outcomes("dead"),
        pairs(&[(A, "PENDING_REBOOT"), (E, "PENDING_REBOOT")])
    );
}

#[test]
fn a_cancellation_from_elsewhere_does_not_speak_for_what_it_does_not_see() {
    let env = drill();
    left(&env, "canc");
    env.forget_receipts();
    let cancelled = env
        .patch("cancel canc --yes")
        .exits(7)
        .says("not known here: 1 wave")
        .says("cancel the run there too");
    assert!(
        !cancelled.stderr.contains("asked command"),
        "it is over: {cancelled:?}"
    );
    assert!(env.patch("list").exits(0).stdout.contains("PARTIAL"));
}

#[test]
fn a_patch_state_that_could_not_be_read_is_read_again() {
    let env = drill();
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1}\n");
    let line =
        format!("install --node {A},{E} --reboot never --yes --wave 1,rest --run-name unread");
    let _closed = env
        .patch(&line)
        .exits(5)
        .says("1 of them may be well, but their patch state could not be read");
    env.play("[]\n");
    let _waited = env
        .patch("wait unread")
        .exits(7)
        .says("it was left before wave 2 was sent");
    assert_eq!(
        env.outcomes("unread"),
        pairs(&[(A, "PENDING_REBOOT"), (E, "WAITING")])
    );
    let _resumed = env.patch("resume unread --yes").exits(0);
    let _again = env.patch("wait unread").exits(0).says("is over since");
}

#[test]
fn a_reboot_is_not_forgotten_because_a_state_could_not_be_read() {
    let env = drill();
    let at = "2026-11-21T15:00:00Z";
    env.play(
        "- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1, first: 2}\n",
    );
    let line = format!("install --node {A} --reboot at {at} --yes --timeout 9h --run-name");
    let _read_then = env
        .patch(&format!("{line} late"))
        .exits(0)
        .says("get it at");
    assert_eq!(env.outcomes("late"), pairs(&[(A, "SUCCEEDED")]));

    let env = drill();
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1}\n");
    let _never = env
        .patch(&format!("{line} never"))
        .exits(5)
        .says("whether 1 node must be rebooted is not known");
    env.play("[]\n");
    let _resumed = env.patch("resume never --yes").exits(0);
    assert_eq!(env.outcomes("never"), pairs(&[(A, "SUCCEEDED")]));
}

/// One Region could be read and is rebooted; the other is when it can be read, and by nobody who
/// did not agree to it.
#[test]
fn a_reboot_comes_in_a_second_round_when_the_state_could_not_be_read_before() {
    let env = TestEnv::fleet(&two_regions());
    let flags = "--region us-east-1,eu-central-1";
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1, first: 100, region: eu-central-1}\n");
    let line = format!(
        "install {flags} --node {A},{F} --reboot at 2026-11-21T15:00:00Z --yes --run-name rounds"
    );
    let _unknown = env
        .patch(&line)
        .exits(5)
        .says("whether 1 node must be rebooted is not known");
    env.play("[]\n");
    let _looked = env
        .patch(&format!("wait rounds {flags}"))
        .exits(7)
        .says("it was left before the reboots were sent");
    let _resumed = env.patch(&format!("resume rounds --yes {flags}")).exits(0);
    let outcomes = |run: &str| env.json_alone(&["patch-now", "show", run])["outcomes"].clone();
    assert_eq!(outcomes("rounds"), serde_json::json!({"SUCCEEDED": 2}));
    env.forget_receipts();
    let _judged = env.patch(&format!("wait rounds {flags}")).exits(0);
    assert_eq!(outcomes("rounds"), serde_json::json!({"SUCCEEDED": 2}));
}

/// Waits for a line on standard error, and reads the rest away so that the process goes on.
fn says(child: &mut std::process::Child, words: &'static str) -> std::thread::JoinHandle<()> {
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains(words)), "{words}");
    std::thread::spawn(move || lines.for_each(drop))
}

#[test]
fn who_waits_for_the_time_of_a_reboot_lets_others_begin() {
    let env = drill();
    let begin =
        format!("install --node {A} --reboot at 2040-12-25T15:00:00Z --yes --run-name later");
    for line in [begin.as_str(), "resume later --yes"] {
        let mut child = env.spawned(line).stderr(Stdio::piped()).spawn().unwrap();
        let _reader = says(&mut child, "get it at");
        let other = env
            .spawned(&format!("scan --node {E} --yes --no-wait"))
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let waits = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        let _ended = child.wait().unwrap();
        assert!(waits, "the other did not begin while `{line}` waited");
        assert_eq!(other.code(), Some(0), "{line}");
        let _later = env.run_alone(&["sandbox", "advance", "2h"]).exits(0);
    }
}

#[test]
fn who_must_wait_to_begin_is_told_so() {
    let env = drill();
    let _first = env.patch(&format!("scan --node {A} --yes")).exits(0);
    let held = std::fs::File::open(env.sandbox().join("runs/.turn.lock")).unwrap();
    held.lock().unwrap();
    let mut child = env
        .spawned(&format!("scan --node {E} --yes --run-name other"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _reader = says(
        &mut child,
        "another patchctl on this machine is just beginning a run",
    );
    drop(held);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_verdict_stands_until_there_is_a_new_one() {
    let env = drill();
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1}\n");
    let _unread = env
        .patch(&format!(
            "install --node {A} --reboot never --yes --run-name unv"
        ))
        .exits(5);
    let path = env.sandbox().join("runs/unv.json");
    let before = std::fs::read(&path).unwrap();
    env.play("- {kind: latency, operation: DescribeInstancePatchStates, milliseconds: 60000}\n");
    let mut child = env
        .spawned("wait unv")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "it reads");
    child.kill().unwrap();
    let _ended = child.wait().unwrap();
    assert!(
        std::fs::read(&path).unwrap() == before,
        "nothing new is known"
    );
    env.play("[]\n");
    let _cancel = env
        .patch("cancel unv --yes")
        .exits(8)
        .says("is over already");
    let _judged = env.patch("wait unv").exits(0);
    assert_eq!(env.outcomes("unv"), pairs(&[(A, "PENDING_REBOOT")]));
    let judged: Value = serde_json::from_slice(&before).unwrap();
    assert_eq!(env.receipt("unv")["ended_at"], judged["ended_at"]);
}

#[test]
fn what_cannot_be_looked_at_stops_the_run_between_waves() {
    let env = drill();
    env.play("- {kind: access_denied, operation: DescribeAutomationExecutions, after: 2}\n");
    let line =
        format!("install --node {A},{E} --reboot never --wave 1,rest --yes --run-name blind");
    let _stopped = env
        .patch(&line)
        .exits(7)
        .says("whether nodes of wave 2 are free cannot be read")
        .says("resume blind");
    env.play("- {kind: access_denied, operation: ListCommands}\n");
    let _asked = env.patch("resume blind --yes").exits(1);
    env.play("[]\n");
    let _resumed = env.patch("resume blind --yes").exits(0);
}

#[test]
fn a_name_is_that_of_one_run_whatever_it_does() {
    let env = drill();
    let _first = env
        .patch(&format!(
            "install --node {A} --reboot never --yes --run-name same"
        ))
        .exits(0);
    env.forget_receipts();
    let hooks =
        format!("install --node {B} --reboot never --hook-pre drain-web --yes --run-name same");
    let _second = env.patch(&hooks).exits(8).says("was begun already");
    for bad in [
        "foo.automation",
        "bar.json",
        "00000000-0000-4000-8000-000000000000",
    ] {
        let _bad = env
            .patch(&format!("scan --node {A} --yes --run-name {bad}"))
            .exits(2)
            .says("cannot be the name of a run");
    }
}

#[test]
fn of_processes_that_begin_at_once_one_patches_a_node() {
    let env = drill();
    let line = |number: usize| {
        format!("install --node {A} --reboot never --yes -q --run-name two{number}")
    };
    let children: Vec<_> = (0..4)
        .map(|number| {
            env.spawned(&line(number))
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    let codes: Vec<i32> = children
        .into_iter()
        .map(|mut child| child.wait().unwrap().code().unwrap())
        .collect();
    let starts = |code: i32| codes.iter().filter(|found| **found == code).count();
    assert!(starts(0) >= 1 && starts(0) + starts(8) == 4, "{codes:?}");
    env.forget_receipts();
    let listed = env.json_alone(&["patch-now", "list"]);
    let times: std::collections::BTreeSet<String> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["started_at"].to_string())
        .collect();
    assert_eq!(
        times.len(),
        starts(0),
        "no two of them at the same time: {listed}"
    );
}

#[test]
fn what_was_installed_is_read_and_another_machine_reads_the_same() {
    let env = drill();
    let installed = |env: &TestEnv| {
        let receipt = env.receipt("known");
        let titles = receipt["items"][0]["patches"]["installed"].as_array();
        titles.expect("what was installed").clone()
    };
    let install = format!("install --node {A} --reboot never --yes --run-name known");
    let _ran = env.patch(&install).exits(0);
    let known = installed(&env);
    assert_eq!(known.len(), 2);
    env.forget_receipts();
    let _waited = env.patch("wait known").exits(0);
    assert_eq!(installed(&env), known);
}

#[test]
fn a_report_from_before_the_installation_is_no_evidence() {
    let env = drill();
    let late = |env: &TestEnv, seconds: u32| {
        env.play(&format!(
            "- {{kind: late, operation: DescribeInstancePatchStates, seconds: {seconds}}}\n"
        ));
    };
    // Late, and within what is waited for.
    late(&env, 45);
    let soon = format!("install --node {A} --reboot if-needed --yes --run-name soon");
    let _patient = env.patch(&soon).exits(0);
    assert_eq!(env.outcomes("soon"), pairs(&[(A, "SUCCEEDED")]));

    // Later than anybody waits: no verdict from before, and one as soon as there is a report.
    let env = drill();
    late(&env, 3600);
    let never = format!("install --node {A} --reboot if-needed --yes --run-name later");
    let _unknown = env.patch(&never).exits(5).says("1 UNVERIFIED");
    let reason = env.receipt("later")["items"][0]["reason"].clone();
    let reason = reason.as_str().unwrap_or_default();
    assert!(reason.contains("from before that ended"), "{reason}");
    env.play("[]\n");
    let _known = env.patch("wait later").exits(0);
    assert_eq!(env.outcomes("later"), pairs(&[(A, "SUCCEEDED")]));
}

#[test]
fn what_could_not_be_read_is_still_told_at_the_end() {
    let env = TestEnv::example();
    env.play(
        "- {kind: access_denied, operation: DescribeInstanceInformation, region: eu-central-1}\n",
    );
    let line = "scan --region us-east-1,eu-central-1 --profile management --all --skip-unable --yes --run-name part";
    let _part = env.patch(line).exits(5);
    let _told = env
        .patch("wait part --region us-east-1,eu-central-1 --profile management")
        .exits(5)
        .says("not read when it was planned");
}

#[test]
fn a_damaged_receipt_is_refused_with_a_way_out() {
    let env = drill();
    let _ran = env
        .patch(&format!(
            "install --node {A} --reboot never --yes --run-name torn"
        ))
        .exits(0);
    let runs = env.sandbox().join("runs");
    let whole = std::fs::read_to_string(runs.join("torn.json")).unwrap();
    let damaged = |text: &str, why: &str| {
        std::fs::write(runs.join("torn.json"), text).unwrap();
        for verb in ["show", "wait", "retry --failed", "resume", "cancel", "logs"] {
            let _refused = env
                .patch(&format!("{verb} torn"))
                .exits(1)
                .says(why)
                .says("move the file away");
        }
    };
    damaged(&whole[..whole.len() / 2], "EOF");
    damaged(
        &whole.replace("\"wave\": 1", "\"wave\": 0"),
        "in wave 0 of 1",
    );
    let mut strange: Value = serde_json::from_str(&whole).unwrap();
    strange["commands"][0]["nodes"] = vec![B].into();
    damaged(
        &strange.to_string(),
        "no command of wave 1 is for i-0000000000000000a",
    );
    strange["nodes"][0]["node"] = B.into();
    strange["commands"][0]["nodes"] = vec![B, C].into();
    damaged(
        &strange.to_string(),
        "a command is for i-0000000000000000c, which is not among the nodes",
    );
    damaged(
        &whole.replace("\"run\": \"torn\"", "\"run\": \"other\""),
        "it is that of the run other",
    );
    std::fs::write(runs.join("torn.json"), &whole).unwrap();
    std::fs::write(runs.join("torn.journal"), "junk\n").unwrap();
    let _refused = env
        .patch("show torn")
        .exits(1)
        .says("torn.journal, line 1")
        .says("move the journal and the receipt away");
    // What an earlier run of a name left beside its receipt does not count for a new one.
    std::fs::write(runs.join("fresh.journal"), "junk\n").unwrap();
    std::fs::write(runs.join("fresh.cancel"), "").unwrap();
    let _fresh = env
        .patch(&format!("scan --node {A} --yes --run-name fresh"))
        .exits(0);
}

#[test]
fn a_rehearsal_of_a_retry_writes_nothing() {
    let env = drill();
    let line = format!(
        "install --node {C},{E} --reboot if-needed --yes --wave 1,rest --pause 1h --timeout 1s --run-name rdry"
    );
    let _left = env.patch(&line).exits(7);
    let _later = env.run_alone(&["sandbox", "advance", "1h"]).exits(0);
    let path = env.sandbox().join("runs/rdry.json");
    let before = std::fs::read(&path).unwrap();
    let _dry = env.patch("retry rdry --failed --dry-run").exits(0);
    assert!(std::fs::read(&path).unwrap() == before, "a dry run wrote");
    let _retried = env
        .patch("retry rdry --failed --yes --run-name again")
        .exits(0);
    let _told = env
        .patch("retry rdry --failed --dry-run")
        .says("again tried the failed nodes of rdry already");
    let _fine = env
        .patch(&format!("logs again {C} --failed"))
        .exits(0)
        .says("none of these nodes failed in again");
}

#[test]
fn every_hook_that_failed_is_named() {
    let env = drill();
    let _failed =
        env.patch(&format!("install --node {E} --reboot if-needed --hook-post drain-web --hook-exit drain-web --yes --run-name hooks"));
    let reason = env.receipt("hooks")["items"][0]["reason"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        reason.contains("CustomerProvidedPostInstallHook failed")
            && reason.contains("CustomerProvidedOnExitHook failed"),
        "{reason}"
    );
}

/// Steps and keys are named by others: what could steer a terminal is taken out of every line, and a
/// key that XML cannot hold hides no other.
#[test]
fn what_steers_a_terminal_is_in_no_line_of_logs() {
    let env = drill();
    let _done = env
        .patch(&format!(
            "install --node {A} --reboot never --output-s3 s3://logs-bucket/out --run-name evil --yes"
        ))
        .exits(0);
    let ids = env.json_alone(&["patch-now", "show", "evil"]);
    let command = ids["commands"][0]["command_id"].as_str().unwrap();
    let step = env
        .sandbox()
        .join(format!("s3/logs-bucket/out/{command}/{A}"))
        .join("\u{1b}[31mred\u{9b}2J\u{202e}txt\u{1}");
    std::fs::create_dir_all(&step).unwrap();
    std::fs::write(step.join("stdout"), "hello\u{202e}\u{9b}31m\n").unwrap();

    let logs = env.patch("logs evil").exits(0);
    assert!(logs.stdout.contains("redtxt"), "{logs:?}");
    assert!(logs.stdout.contains("hello"), "{logs:?}");
    let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!logs.stdout.contains(steers), "{logs:?}");
    assert!(!logs.stderr.contains(steers), "{logs:?}");
    // Programs get the names as they are.
    let pieces = env.json_alone(&["patch-now", "logs", "evil"]);
    let steps = pieces["items"].as_array().unwrap().iter();
    assert!(
        steps
            .into_iter()
            .any(|piece| piece["step"].as_str().unwrap().contains('\u{202e}'))
    );
}

/// Lets the first wave pass, changes something, and goes on: a pause of two days lies between.
fn between_waves(env: &TestEnv, more: &str, change: impl FnOnce()) -> String {
    let line = format!(
        "install --node {A},{E} --reboot never --wave 1,rest --timeout 2m --pause 1h --run-name waves --yes{more}"
    );
    let left = env.patch(&line);
    assert_eq!(left.code, 7, "{left:?}");
    change();
    let resumed = env.patch("resume waves --yes");
    format!("{}\n{}", resumed.code, resumed.stderr)
}

#[test]
fn what_was_approved_is_what_is_sent() {
    let env = drill();
    let first = "patches:\n  - id: \"glibc.x86_64\"\n";
    let url = uploaded(&env, "approved.yaml", first);
    let other = || {
        let more = format!("{first}  - id: \"less.x86_64\"\n");
        let _url = uploaded(&env, "approved.yaml", &more);
    };
    let list = format!(" --override-list {url}");
    let said = between_waves(&env, &list, other);
    assert!(said.starts_with("7\n"), "{said}");
    assert!(
        said.contains("the override list s3://logs-bucket/approved.yaml has other content now"),
        "{said}"
    );
    let sent = env.receipt("waves")["commands"].clone();
    let sent = sent.as_array().unwrap().iter();
    let sent = sent
        .filter(|command| command["command_id"].is_string())
        .count();
    assert_eq!(sent, 1, "the second wave was not sent");
}

#[test]
fn a_node_that_is_gone_when_its_turn_comes_is_left_out_and_is_no_failure() {
    let drill = include_str!("../fleets/drill.yaml");
    // The hooks are those of E.
    let fleet = drill.replace("patching: {hooks", "patching: {terminated: +30m, hooks");
    for (more, code) in [("", 5), (" --skip-unable", 0)] {
        let env = TestEnv::fleet(&fleet);
        let line = format!(
            "install --node {A},{E} --reboot never --wave 1,rest --timeout 9h --pause 1h --run-name waves --yes{more}"
        );
        let _ran = env.patch(&line).exits(code).says(&format!(
            "{E} is left out: AWS takes no command for it: it is gone"
        ));
        assert_eq!(
            env.outcomes("waves"),
            pairs(&[(A, "PENDING_REBOOT"), (E, "LEFT_OUT")])
        );
        assert_eq!(commands_of(&env, "waves"), 1);
    }
}

#[test]
fn a_baseline_that_changed_between_waves_stops_the_run() {
    let env = drill();
    let said = between_waves(&env, "", || {
        let own = "name: own\noperating_system: amazon-linux-2023\ndefault: true\napproval_rules:\n  - {filters: {classification: Security}, approve_after_days: 0}\n";
        let file = env.file("own.yaml", own);
        let _made = env
            .run_alone(&["baseline", "apply", "-f", file.to_str().unwrap(), "--yes"])
            .exits(0);
    });
    assert!(said.starts_with("7\n"), "{said}");
    assert!(
        said.contains("its baseline was AWS-AmazonLinux2023DefaultPatchBaseline and is own now"),
        "{said}"
    );
}

#[test]
fn a_late_reboot_is_a_new_question() {
    let slow = include_str!("../fleets/drill.yaml");
    let slow = slow.replace("fleet: drill", "fleet: slow\npatching: {install: 3600s}");
    let env = TestEnv::fleet(&slow);
    // Each wave takes an hour, and the reboots were asked for in thirty minutes.
    let at = "2026-11-21T12:30:00Z";
    let line = format!("install --node {A},{E} --reboot at {at} --wave 1,rest --yes");
    let _late = env
        .patch(&format!("{line} --run-name late"))
        .exits(7)
        .says("nothing reboots unasked later than 30 minutes after that");
    let rebooted = env.receipt("late")["commands"].clone();
    let rebooted = rebooted.as_array().unwrap().iter();
    assert_eq!(rebooted.filter(|one| one["phase"] == "reboot").count(), 0);
    let _asked = env
        .patch("resume late --yes")
        .exits(0)
        .says("or at once when that is over");
    let _impossible = env
        .patch(&format!(
            "install --node {A},{E} --reboot at 2026-11-22T12:00:00Z --wave 1,rest --pause 2d --yes"
        ))
        .exits(8)
        .says("the pauses between the waves are longer");
}

#[test]
fn a_plan_says_when_what_it_rests_on_is_old_or_another_baselines() {
    let env = drill();
    let plan = format!("plan --node {A},{E} --reboot never");
    let fresh = env.patch(&plan).exits(0);
    assert!(!fresh.stdout.contains("its last report"), "{fresh:?}");
    let own = env.file(
        "own.yaml",
        "name: own\noperating_system: amazon-linux-2023\ndefault: true\napproval_rules:\n  - {filters: {classification: Security}, approve_after_days: 0}\n",
    );
    let apply = ["baseline", "apply", "-f", own.to_str().unwrap(), "--yes"];
    let _made = env.run_alone(&apply).exits(0);
    let other = env.patch(&plan).exits(0);
    assert!(other.stdout.contains("2 nodes, such as"), "{other:?}");
    assert!(
        other.stdout.contains("made by another baseline"),
        "{other:?}"
    );
    let _later = env.run_alone(&["sandbox", "advance", "8d"]).exits(0);
    let old = env.patch(&plan);
    assert!(old.stdout.contains("older than a week"), "{old:?}");
}

#[test]
fn who_is_left_out_by_what_was_asked_is_said() {
    let env = TestEnv::example();
    let plan = "plan --all --skip-unable --only-noncompliant --reboot never";
    let shown = env.patch(plan).exits(0);
    assert!(
        shown
            .stdout
            .contains("--only-noncompliant leaves out 1 node that never reported"),
        "{shown:?}"
    );
    let later = "plan --all --reboot at 2026-11-22T02:00:00Z";
    let shown = env.patch(later);
    assert!(
        shown
            .stdout
            .contains("a reboot at a time does not work on macOS"),
        "{shown:?}"
    );
}
