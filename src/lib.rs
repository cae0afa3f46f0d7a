//! patchctl operates AWS Systems Manager Patch Manager from a terminal, a cron job or a CI step.
//!
//! Data flows one way:
//!
//! ```text
//! argv ─▶ cli ─▶ commands/<noun>/<verb>
//!                  1  arguments → request                (domain types, validated)
//!                  2  aws::…    → snapshot of the world  (domain types)
//!                  3  domain::… → view or plan           (pure)
//!                  4  output::Ui::approve(&plan) → Approved     (writes only)
//!                  5  aws::…apply(plan, &Approved)
//!                  ▼
//!                output (table | json | jsonl | yaml | csv | ids) + exit code
//!                  aws ──HTTP──▶ AWS, or the sandbox (in process, or `sandbox serve` on loopback)
//! ```
//!
//! Who may import whom: [`domain`] nobody; [`document`] and [`sandbox`] only `domain`, `error` and
//! the clock; [`aws`] is the only importer of the AWS SDK, besides the sandbox's connector; only
//! [`output`] prints; only [`context`] reads the clock and the environment; [`commands`] is the
//! only place where the layers meet. `tests/cli/layers.rs` enforces it.

pub mod aws;
pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod document;
pub mod domain;
pub mod error;
pub mod exit;
pub mod output;
pub mod sandbox;

use std::time::Duration;

use clap::Parser;

use cli::{Cli, Command};
use context::env::Env;
use context::{Context, World};
use exit::ExitCode;
use output::Ui;

/// How long a command may take to clean up after a signal.
const CLEAN_UP: Duration = Duration::from_secs(20);

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse_from(plan_files(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => return parser_says(&error),
    };
    context::logging::start(cli.global.output.verbose, cli.global.output.debug);
    // One thread is enough to wait on many answers, and costs no wake-ups between threads; only a
    // server has work for several.
    let mut builder = match cli.command {
        Command::Sandbox(_) => tokio::runtime::Builder::new_multi_thread(),
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            Ui::bare().error(&error::Error::io("cannot start the runtime", error));
            return ExitCode::Failed;
        }
    };
    let code = runtime.block_on(start(cli));
    runtime.shutdown_background();
    code
}

async fn start(cli: Cli) -> ExitCode {
    let world = match &cli.command {
        Command::Override(command) if !command.needs_a_world() => World::NotNeeded,
        Command::Baseline(_)
        | Command::Group(_)
        | Command::Node(_)
        | Command::Override(_)
        | Command::PatchNow(_)
        | Command::Compliance(_)
        | Command::Report(_) => World::Needed,
        Command::Config(_) => World::IfThere,
        Command::Sandbox(_) | Command::Explain(_) => World::NotNeeded,
        Command::Help(_) | Command::Completion(_) | Command::Man(_) => World::NoSettings,
    };
    let json = wants_json(std::env::args_os());
    let context = match Context::new(cli.global, Env::of_process(), world) {
        Ok(context) => context,
        Err(error) => {
            let ui = if json { Ui::bare_json() } else { Ui::bare() };
            ui.error(&error);
            return error.exit_code();
        }
    };
    // A command that must clean up listens to the signal itself and gets a moment for it; the
    // others just stop.
    let result = tokio::select! {
        result = cli::dispatch(&context, &cli.command) => result,
        stopped = context.interrupt.error_after_grace(CLEAN_UP) => Err(stopped),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            context.ui.error(&error);
            error.exit_code()
        }
    }
}

/// Help and version go to standard output, usage errors to standard error; a closed pipe is no
/// error.
fn parser_says(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _closed_pipe = error.print();
        return ExitCode::Done;
    }
    if wants_json(std::env::args_os()) {
        let text = error.to_string();
        let mut paragraphs = text
            .trim_start_matches("error: ")
            .split("\n\n")
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
        let message = paragraphs.next().unwrap_or_default();
        let hints = paragraphs.filter(|part| !part.is_empty());
        Ui::bare_json().error(&hints.fold(error::Error::usage(message), error::Error::hint));
    } else {
        let _closed_pipe = error.print();
    }
    ExitCode::Usage
}

/// `patch-now plan -o plan.json` writes the plan to a file: there -o with a file name stands for
/// --to.
fn plan_files(args: impl Iterator<Item = std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let mut args: Vec<std::ffi::OsString> = args.collect();
    let plans = args
        .windows(2)
        .any(|pair| pair[0] == "patch-now" && pair[1] == "plan");
    if !plans {
        return args;
    }
    let is_file = |value: &str| {
        std::path::Path::new(value)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
    };
    let mut index = 0;
    while index < args.len() {
        let next = args
            .get(index + 1)
            .and_then(|value| value.to_str())
            .is_some_and(is_file);
        let word = args[index].to_str().unwrap_or_default().to_owned();
        if matches!(word.as_str(), "-o" | "--output") && next {
            args[index] = "--to".into();
        } else if let Some(file) = ["--output=", "-o=", "-o"]
            .iter()
            .find_map(|flag| word.strip_prefix(flag))
            .filter(|file| is_file(file))
        {
            args[index] = format!("--to={file}").into();
        }
        index += 1;
    }
    args
}

/// Whether the arguments ask for JSON, as far as that can be told of arguments that make no sense.
fn wants_json(args: impl Iterator<Item = std::ffi::OsString>) -> bool {
    let args: Vec<String> = args.filter_map(|arg| arg.into_string().ok()).collect();
    let json = |format: &str| matches!(format, "json" | "jsonl");
    let joined = |arg: &String| {
        ["-o", "-o=", "--output="]
            .iter()
            .any(|flag| arg.strip_prefix(flag).is_some_and(json))
    };
    let apart = args
        .windows(2)
        .any(|pair| matches!(pair[0].as_str(), "-o" | "--output") && json(&pair[1]));
    apart || args.iter().any(joined) || Env::of_process().get("PATCHCTL_OUTPUT").is_some_and(json)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_plan_goes_to_a_file_with_o() {
        let changed = |line: &str| {
            let args = super::plan_files(line.split(' ').map(Into::into));
            args.into_iter()
                .map(|arg| arg.into_string().unwrap())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for line in [
            "x patch-now plan -o plan.json",
            "x patch-now plan --output plan.json",
        ] {
            assert_eq!(changed(line), "x patch-now plan --to plan.json", "{line}");
        }
        assert_eq!(
            changed("x patch-now plan -oplan.json"),
            "x patch-now plan --to=plan.json"
        );
        for line in [
            "x patch-now plan -o json",
            "x node list -o plan.json",
            "x patch-now plan --reboot never",
        ] {
            assert_eq!(changed(line), line);
        }
    }

    #[test]
    fn json_is_recognised_in_every_spelling() {
        let wants = |line: &str| super::wants_json(line.split(' ').map(Into::into));
        for line in [
            "x -o json",
            "x -ojson --nope",
            "x --output=jsonl",
            "x --output json y",
        ] {
            assert!(wants(line), "{line}");
        }
        for line in ["x", "x -o table", "x json", "x --output"] {
            assert!(!wants(line), "{line}");
        }
    }
}
