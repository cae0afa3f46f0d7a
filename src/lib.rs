//! patchctl operates AWS Systems Manager Patch Manager from a terminal, a cron job or a CI step.
//!
//! Data flows one way:
//!
//! ```text
//! argv ─▶ cli ─▶ commands/<noun>/<verb>      arguments → request (domain types, validated)
//!                  │
//!                  ├─ read/      what several commands read, through aws
//!                  ├─ change/    steps that are shown, approved and carried out
//!                  ├─ run/       a patch run: plan, send, look, judge, recover
//!                  │             domain/ decides in all of them, and is pure
//!                  ▼
//!                output (table | json | jsonl | yaml | csv | ids) + exit code
//!                  aws ──HTTP──▶ AWS, or the sandbox (in process, or `sandbox serve` on loopback)
//! ```
//!
//! Every room, from the top down, and what it may import. `tests/cli/layers.rs` reads the imports and
//! compares; it also knows the few exceptions, with their reasons.
//!
//! ```text
//! commands → run change read files aws context settings args sandbox output document
//!            process domain error exit
//! run      → read files aws context settings output::plan document process domain
//!            error exit
//! change   → read files aws context settings output::plan document process domain
//!            error exit
//! read     → files aws context settings document process domain error exit
//! files    → aws context output::plan output::terminal document process domain error
//! aws      → context settings output::plan process domain error
//! context  → settings args::global sandbox output process domain error
//! settings → args::global output::format output::terminal document process domain
//!            error
//! args     → output::format output::terminal process domain error
//! sandbox  → document process::clock process::input process::private process::whole
//!            domain error
//! output   → process domain error
//! document → domain error
//! process  → domain error
//! domain   → nothing
//! error    → exit
//! exit     → nothing
//! ```
//!
//! Beyond the table: `aws` is the only importer of the AWS SDK, besides the connector of the sandbox;
//! only `output` prints; only `process` reads the clock and the environment; `run`, `change`, `read`
//! and `files` know no command line and show nothing, the verb does.

#![cfg_attr(
    test,
    allow(clippy::too_many_lines, reason = "a test that is a table is long")
)]

mod args;
mod aws;
mod change;
pub mod cli;
mod commands;
mod context;
mod document;
mod domain;
mod error;
pub mod exit;
mod files;
mod output;
mod process;
mod read;
mod run;
#[cfg(feature = "sandbox")]
mod sandbox;
#[cfg(not(feature = "sandbox"))]
#[path = "sandbox/absent.rs"]
mod sandbox;
mod settings;

pub use aws::actions::Action;
pub use commands::permissions;

use std::ffi::OsString;

use clap::Parser;

use args::global::OutputArgs;
use cli::Cli;
use context::Context;
use exit::ExitCode;
use output::Ui;
use output::format::Format;
use output::sanitize::for_terminal;
use process::env::Env;

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return parser_says(&error),
    };
    if let Err(error) = process::descriptors::check() {
        bare(wants_json(std::env::args_os())).error(&error);
        return error.exit_code();
    }
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
    context.interrupt.say_with(if context.ui.speaks_json() {
        |error| Ui::bare_json().error(error)
    } else {
        |error| Ui::bare().error(error)
    });
    // A command that must clean up listens to the signal itself and gets a moment for it; the
    // others just stop. What the command says of a signal that it heard too is said first.
    let result = tokio::select! {
        biased;
        result = noun.run(&context) => result,
        stopped = context.interrupt.error_after_grace() => Err(stopped),
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
        let ui = Ui::bare();
        let page = error.render();
        let page = if ui.colors_data() {
            page.ansi().to_string()
        } else {
            page.to_string()
        };
        return match ui.write_raw(&page) {
            Ok(()) => ExitCode::Done,
            Err(error) => {
                ui.error(&error);
                error.exit_code()
            }
        };
    }
    let text = error.to_string();
    if !wants_json(std::env::args_os()) {
        // It repeats what was typed, which may come from elsewhere.
        if text.lines().any(|line| for_terminal(line) != line) {
            let lines = text.lines().map(|line| format!("{}\n", for_terminal(line)));
            Ui::bare().drawn(&lines.collect::<String>());
        } else {
            let _closed_pipe = error.print();
        }
        return ExitCode::Usage;
    }
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
