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

#![cfg_attr(
    test,
    allow(clippy::too_many_lines, reason = "a test that is a table is long")
)]

pub mod args;
pub mod aws;
pub mod change;
pub mod cli;
pub mod commands;
pub mod context;
pub mod document;
pub mod domain;
pub mod error;
pub mod exit;
pub mod files;
pub mod output;
pub mod process;
pub mod read;
pub mod run;
#[cfg(feature = "sandbox")]
pub mod sandbox;
#[cfg(not(feature = "sandbox"))]
#[path = "sandbox/absent.rs"]
pub mod sandbox;
pub mod settings;

use std::ffi::OsString;
use std::time::Duration;

use clap::Parser;

use args::global::OutputArgs;
use cli::Cli;
use context::Context;
use exit::ExitCode;
use output::Ui;
use output::format::Format;
use process::env::Env;

/// How long a command may take to clean up after a signal.
const CLEAN_UP: Duration = Duration::from_secs(20);

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return parser_says(&error),
    };
    process::logging::start(cli.global.output.verbose, cli.global.output.debug);
    // One thread is enough to wait on many answers, and costs no wake-ups between threads; only a
    // server has work for several.
    let mut builder = if cli.command.noun().is_server() {
        tokio::runtime::Builder::new_multi_thread()
    } else {
        tokio::runtime::Builder::new_current_thread()
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
    let noun = cli.command.noun();
    let context = match Context::new(cli.global, Env::of_process(), noun.needs()) {
        Ok(context) => context,
        Err(error) => {
            bare(wants_json(std::env::args_os())).error(&error);
            return error.exit_code();
        }
    };
    // A command that must clean up listens to the signal itself and gets a moment for it; the
    // others just stop.
    let result = tokio::select! {
        result = noun.run(&context) => result,
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
    if !wants_json(std::env::args_os()) {
        let _closed_pipe = error.print();
        return ExitCode::Usage;
    }
    let text = error.to_string();
    let mut paragraphs = text
        .trim_start_matches("error: ")
        .split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let message = paragraphs.next().unwrap_or_default();
    let hints = paragraphs.filter(|part| !part.is_empty());
    bare(true).error(&hints.fold(error::Error::usage(message), error::Error::hint));
    ExitCode::Usage
}

/// The output before the settings are known.
fn bare(json: bool) -> Ui {
    if json { Ui::bare_json() } else { Ui::bare() }
}

/// Whether the arguments ask for JSON, as far as clap can tell of arguments that make no sense.
fn wants_json(args: impl Iterator<Item = OsString>) -> bool {
    let args: Vec<OsString> = args.collect();
    let chosen = OutputArgs::format_of(&args);
    let format = chosen.or_else(|| Env::of_process().get("PATCHCTL_OUTPUT")?.parse().ok());
    matches!(format, Some(Format::Json | Format::Jsonl))
}

#[cfg(test)]
mod tests {
    #[test]
    fn json_is_recognised_in_every_spelling() {
        let wants = |line: &str| super::wants_json(line.split(' ').map(Into::into));
        for line in [
            "x node list -o json --nope",
            "x node list -ojson --nope",
            "x node list --nope -o json",
            "x --output=jsonl node nope",
            "x --output json nope",
            "x nope --output json",
            "x node show -o json",
            "x patch-now plan -o json --reboot",
        ] {
            assert!(wants(line), "{line}");
        }
        for line in [
            "x",
            "x -o table nope",
            "x json",
            "x --output",
            "x node list -o x.json",
        ] {
            assert!(!wants(line), "{line}");
        }
    }
}
