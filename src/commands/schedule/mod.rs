//! `patchctl schedule`.

pub mod explain;

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
}

#[async_trait(?Send)]
impl Noun for ScheduleCommand {
    fn needs(&self) -> Needs {
        match self {
            // The clock of a sandbox counts, where one is chosen and there.
            Self::Explain(_) => Needs::SandboxIfThere,
        }
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Explain(args) => explain::run(context, args),
        }
    }
}
