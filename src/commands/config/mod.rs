//! `patchctl config`.

pub mod show;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show every setting and its value
    Show(show::ShowArgs),
}

#[async_trait(?Send)]
impl Noun for ConfigCommand {
    fn needs(&self) -> Needs {
        Needs::SandboxIfThere
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Show(args) => show::run(context, args).await,
        }
    }
}
