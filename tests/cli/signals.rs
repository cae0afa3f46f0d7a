//! Signals are heard whatever the program waits for: a pipe that nobody writes to, a pipe that nobody
//! reads, or an answer.

#![cfg(unix)]

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::support::TestEnv;

/// A child that is ended when a test fails.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _over = self.0.kill();
        let _over = self.0.wait();
    }
}

impl Ended {
    fn of(command: &mut Command) -> Self {
        Self(command.stderr(Stdio::piped()).spawn().unwrap())
    }

    fn signal(&self, name: &str) {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// The exit code, which comes within a bound, and standard error.
    #[track_caller]
    fn end(mut self, what: &str) -> (i32, String) {
        let started = Instant::now();
        let status = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status;
            }
            assert!(started.elapsed() < Duration::from_secs(8), "{what} goes on");
            sleep(Duration::from_millis(20));
        };
        let mut said = String::new();
        self.0
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        (status.code().unwrap_or(-1), said)
    }
}

const SIGNALS: [(&str, i32); 3] = [("INT", 130), ("TERM", 143), ("HUP", 129)];

/// Waits until the child has registered its signals: it catches SIGTERM then (proc(5), `SigCgt`).
fn wait_until_it_listens(child: &Ended) {
    let path = format!("/proc/{}/status", child.0.id());
    for _ in 0..400 {
        let status = std::fs::read_to_string(&path).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let mask = caught.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
        if mask & (1 << 14) != 0 {
            // What it waits for comes a moment later.
            return sleep(Duration::from_millis(300));
        }
        sleep(Duration::from_millis(20));
    }
    panic!("it does not listen");
}

#[test]
#[cfg(target_os = "linux")]
fn signals_are_heard_while_standard_input_or_a_fifo_blocks() {
    let env = TestEnv::example();
    let made = Command::new("mkfifo").arg(env.path("fifo.yaml")).status();
    assert!(made.unwrap().success());
    for args in [
        &["baseline", "lint", "-f", "-"][..],
        &["override", "validate", "-"],
        &["patch-now", "apply", "-"],
        &["baseline", "apply", "-f", "fifo.yaml", "--yes"],
        &["override", "validate", "fifo.yaml"],
        &["sandbox", "seed", "--fleet", "fifo.yaml", "--yes"],
        &["sandbox", "catalog", "import", "--os", "rocky", "fifo.yaml"],
        &["report", "csv", "--to", "fifo.yaml"],
    ] {
        for (signal, code) in SIGNALS {
            let mut command = env.command(args);
            let child = Ended::of(command.stdin(Stdio::piped()).stdout(Stdio::piped()));
            wait_until_it_listens(&child);
            child.signal(signal);
            let (found, said) = child.end(&format!("{args:?} {signal}"));
            assert_eq!(found, code, "{args:?} {signal}: {said}");
            assert!(
                said.contains(&format!("stopped by SIG{signal}")),
                "{args:?}: {said}"
            );
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn signals_are_heard_while_nobody_reads_what_is_written() {
    let env = TestEnv::example();
    for (signal, code) in SIGNALS {
        // More than a pipe holds, and nobody reads.
        let args = ["node", "list", "-o", "json", "--query"];
        let query = "[items, items, items, items, items, items, items, items][] | [@, @, @, @, @, @, @, @, @, @]";
        let mut command = env.command(&args);
        command.args([query, "--region", super::support::REGIONS]);
        let child = Ended::of(command.stdout(Stdio::piped()));
        wait_until_it_listens(&child);
        sleep(Duration::from_secs(2));
        child.signal(signal);
        let (found, said) = child.end(&format!("standard output, {signal}"));
        assert_eq!(found, code, "{said}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn who_started_it_with_nohup_wants_it_to_go_on() {
    let env = TestEnv::example();
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' HUP; exec \"$0\" \"$@\""]);
    let command = env.command(&["override", "validate", "-"]);
    shell.arg(command.get_program()).args(command.get_args());
    shell.env_clear().current_dir(env.dir.path());
    let variables = command.get_envs();
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    let mut child = Ended::of(shell.stdin(Stdio::piped()).stdout(Stdio::null()));
    wait_until_it_listens(&child);
    child.signal("HUP");
    sleep(Duration::from_millis(1500));
    assert!(child.0.try_wait().unwrap().is_none(), "it goes on");
    drop(child.0.stdin.take());
    let (code, said) = child.end("nohup");
    assert_eq!(code, 3, "{said}");
}

#[test]
fn too_few_descriptors_are_an_error_and_no_panic() {
    let env = TestEnv::example();
    for (limit, code) in [(4, 1), (6, 1), (10, 1), (16, 1)] {
        for args in [
            "--version",
            "node list",
            "config show",
            "sandbox status",
            "baseline lint -f x",
        ] {
            let mut shell = Command::new("sh");
            let script = format!("ulimit -n {limit}; exec \"$0\" {args}");
            shell.args(["-c", &script]).arg(super::support::binary());
            shell.env_clear().env("PATCHCTL_SANDBOX", env.sandbox());
            let ran = super::support::run(shell.env("HOME", env.dir.path()));
            assert!(!ran.stderr.contains("panicked"), "{limit} {args} {ran:?}");
            let wanted = if args == "--version" { 0 } else { code };
            assert_eq!(ran.code, wanted, "{limit} {args} {ran:?}");
        }
    }
}
