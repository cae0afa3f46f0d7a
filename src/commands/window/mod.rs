//! `patchctl window`: maintenance windows with a patch task.

pub mod apply;
pub mod create;
pub mod delete;
pub mod diff;
pub mod executions;
pub mod export;
pub mod flags;
pub mod list;
pub mod logs;
pub mod next;
pub mod run;
pub mod show;
pub mod update;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `window`.
#[derive(Debug, Subcommand)]
pub enum WindowCommand {
    /// List maintenance windows
    List(list::ListArgs),
    /// Show a window: when it opens, for which nodes, and what it does
    Show(show::ShowArgs),
    /// Create a window with its targets and its patch task from flags
    Create(Box<create::CreateArgs>),
    /// Change a window; what is not named stays
    Update(Box<update::UpdateArgs>),
    /// Delete a window with its targets and tasks
    Delete(delete::DeleteArgs),
    /// Make windows as documents describe them
    Apply(apply::ApplyArgs),
    /// Compare documents with what is there; exit 3 when something differs
    Diff(diff::DiffArgs),
    /// Write windows as YAML, JSON, Terraform or CloudFormation
    Export(export::ExportArgs),
    /// Do now what the task of a window does, as a patch run: with a plan, a yes and a verdict
    Run(Box<run::RunArgs>),
    /// List the times that a window was open, or what was done in one
    Executions(executions::ExecutionsArgs),
    /// Show what nodes printed when a window was open
    Logs(logs::LogsArgs),
    /// Say when windows open next
    Next(next::NextArgs),
}

#[async_trait(?Send)]
impl Noun for WindowCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
            Self::Create(args) => create::run(context, args).await,
            Self::Update(args) => update::run(context, args).await,
            Self::Delete(args) => delete::run(context, args).await,
            Self::Apply(args) => apply::run(context, args).await,
            Self::Diff(args) => diff::run(context, args).await,
            Self::Export(args) => export::run(context, args).await,
            Self::Run(args) => Box::pin(run::run(context, args)).await,
            Self::Executions(args) => executions::run(context, args).await,
            Self::Logs(args) => logs::run(context, args).await,
            Self::Next(args) => next::run(context, args).await,
        }
    }
}
