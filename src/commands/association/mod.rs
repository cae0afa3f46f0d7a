//! `patchctl association`: associations of State Manager that patch.

pub mod apply;
mod cells;
pub mod create;
pub mod delete;
pub mod diff;
pub mod executions;
pub mod export;
mod flags;
pub mod list;
pub mod logs;
pub mod run;
pub mod show;
pub mod update;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `association`.
#[derive(Debug, Subcommand)]
pub enum AssociationCommand {
    /// List associations that patch, with their last status and their next run
    List(list::ListArgs),
    /// Show an association: what it does, when, for which nodes, and what surprises
    Show(show::ShowArgs),
    /// Create an association from flags
    Create(create::CreateArgs),
    /// Change an association; what is not named stays
    Update(update::UpdateArgs),
    /// Delete an association; what it runs right now goes on
    Delete(delete::DeleteArgs),
    /// Make associations as documents describe them
    Apply(apply::ApplyArgs),
    /// Compare documents with what is there; exit 3 when something differs
    Diff(diff::DiffArgs),
    /// Write associations as YAML, JSON, Terraform or CloudFormation
    Export(export::ExportArgs),
    /// Let an association run now, follow it, and judge its nodes by what they report
    Run(run::RunArgs),
    /// List executions of an association, or the nodes of one
    Executions(executions::ExecutionsArgs),
    /// Show what nodes printed in an execution
    Logs(logs::LogsArgs),
}

#[async_trait(?Send)]
impl Noun for AssociationCommand {
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
        }
    }
}
