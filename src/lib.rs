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
//! Who may import whom: [`domain`] nobody; [`document`] and [`sandbox`] only `domain`, `error` and the clock; [`aws`] is the only importer
//! of the AWS SDK, besides the sandbox's connector; only [`output`] prints; only [`context`] reads the clock and the environment;
//! [`commands`] is the only place where the layers meet. `tests/cli/layers.rs` enforces it.

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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return parser_says(&error),
    };
    context::logging::start(cli.global.output.verbose, cli.global.output.debug);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
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
    let world = match cli.command {
        Command::Node(_) | Command::Compliance(_) | Command::Report(_) => World::Needed,
        Command::Config(_) => World::IfThere,
        _ => World::NotNeeded,
    };
    let json = matches!(cli.global.output.output, Some(output::format::Format::Json | output::format::Format::Jsonl));
    let context = match Context::new(cli.global, Env::of_process(), world) {
        Ok(context) => context,
        Err(error) => {
            let ui = if json { Ui::bare_json() } else { Ui::bare() };
            ui.error(&error);
            return error.exit_code();
        }
    };
    let cleans_up = matches!(cli.command, Command::Report(_) | Command::Sandbox(_));
    let grace = if cleans_up { CLEAN_UP } else { Duration::ZERO };
    // A command that must clean up listens to the signal itself and gets a moment for it; the others just stop.
    let result = tokio::select! {
        result = cli::dispatch(&context, &cli.command) => result,
        stopped = context.interrupt.error_after_grace(grace) => Err(stopped),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            context.ui.error(&error);
            error.exit_code()
        }
    }
}

/// Help and version go to standard output, usage errors to standard error; a closed pipe is no error.
fn parser_says(error: &clap::Error) -> ExitCode {
    let _closed_pipe = error.print();
    if error.use_stderr() { ExitCode::Usage } else { ExitCode::Done }
}
