//! `patchctl policy`: patch policies and host management of Quick Setup.

pub mod apply;
mod cells;
pub mod create;
pub mod delete;
mod deploying;
mod described;
pub mod diff;
pub mod export;
mod flags;
pub mod list;
pub mod logs;
pub mod nodes;
pub mod show;
pub mod status;
pub mod update;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// List policies with what they do, where, and how they are deployed
    List(list::ListArgs),
    /// Show a policy: in words, its exact parameters, and what surprises
    Show(show::ShowArgs),
    /// Check that policies are deployed in every account and Region
    Status(status::StatusArgs),
    /// List the nodes that a policy is for, and which of them it cannot patch
    Nodes(nodes::NodesArgs),
    /// Show what nodes printed when a policy scanned or installed last
    Logs(logs::LogsArgs),
    /// Make a policy, and follow its deployment
    Create(Box<create::CreateArgs>),
    /// Change a policy, and follow its deployment
    Update(Box<update::UpdateArgs>),
    /// Delete a policy and what it deployed
    Delete(delete::DeleteArgs),
    /// Make policies as documents describe them
    Apply(apply::ApplyArgs),
    /// Compare documents with what is there
    Diff(diff::DiffArgs),
    /// Write policies as documents, for Terraform or for CloudFormation
    Export(export::ExportArgs),
}

#[async_trait(?Send)]
impl Noun for PolicyCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
            Self::Status(args) => status::run(context, args).await,
            Self::Nodes(args) => nodes::run(context, args).await,
            Self::Logs(args) => Box::pin(logs::run(context, args)).await,
            Self::Create(args) => create::run(context, args).await,
            Self::Update(args) => Box::pin(update::run(context, args)).await,
            Self::Delete(args) => delete::run(context, args).await,
            Self::Apply(args) => apply::run(context, args).await,
            Self::Diff(args) => diff::run(context, args).await,
            Self::Export(args) => export::run(context, args).await,
        }
    }
}
