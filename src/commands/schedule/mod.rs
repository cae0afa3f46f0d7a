//! `patchctl schedule`.

pub mod explain;
pub mod show;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `schedule`.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Say in words when a schedule runs, its next runs, and what surprises, without asking AWS
    Explain(Box<explain::ExplainArgs>),
    /// Show everything that will scan or patch nodes by itself, when next, by whom, and which of it
    /// overwrites the same data
    Show(show::ShowArgs),
}

#[async_trait(?Send)]
impl Noun for ScheduleCommand {
    fn needs(&self) -> Needs {
        match self {
            // The clock of a sandbox counts, where one is chosen and there.
            Self::Explain(_) => Needs::SandboxIfThere,
            Self::Show(_) => Needs::Aws,
        }
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Explain(args) => explain::run(context, args),
            Self::Show(args) => Box::pin(show::run(context, args)).await,
        }
    }
}
