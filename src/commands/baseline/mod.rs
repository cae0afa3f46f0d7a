//! `patchctl baseline`.

pub mod apply;
pub mod create;
pub mod delete;
pub mod describe;
pub mod diff;
pub mod export;
pub mod flags;
pub mod import;
pub mod lint;
pub mod list;
pub mod preview;
pub mod preview_rows;
pub mod resolve;
pub mod set_default;
pub mod show;
pub mod update;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `baseline`.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// List patch baselines
    List(list::ListArgs),
    /// Show a baseline: its rules as sentences, its groups, its place
    Show(show::ShowArgs),
    /// Create a baseline from flags
    Create(Box<create::CreateArgs>),
    /// Make baselines, groups and defaults as documents describe them
    Apply(apply::ApplyArgs),
    /// Change a baseline; what is not named stays
    Update(Box<update::UpdateArgs>),
    /// Compare documents with what is there, or two baselines; exit 3 when they differ
    Diff(diff::DiffArgs),
    /// Write baselines as YAML, JSON, Terraform, CloudFormation or in the shapes of AWS's API
    Export(export::ExportArgs),
    /// Make documents of AWS's own shapes: API JSON, overrides of a policy, CloudFormation
    Import(import::ImportArgs),
    /// Delete a baseline
    Delete(delete::DeleteArgs),
    /// Make a baseline the default for its operating system
    SetDefault(set_default::SetDefaultArgs),
    /// Show which patches a baseline approves on a day, and which rule decided
    Preview(preview::PreviewArgs),
    /// Say which baseline applies to nodes, and why
    Resolve(resolve::ResolveArgs),
    /// Find mistakes and doubts in baselines or in documents
    Lint(lint::LintArgs),
}

#[async_trait(?Send)]
impl Noun for BaselineCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
            Self::Create(args) => create::run(context, args).await,
            Self::Apply(args) => apply::run(context, args).await,
            Self::Update(args) => update::run(context, args).await,
            Self::Diff(args) => diff::run(context, args).await,
            Self::Export(args) => export::run(context, args).await,
            Self::Import(args) => import::run(context, args),
            Self::Delete(args) => delete::run(context, args).await,
            Self::SetDefault(args) => set_default::run(context, args).await,
            Self::Preview(args) => preview::run(context, args).await,
            Self::Resolve(args) => resolve::run(context, args).await,
            Self::Lint(args) => lint::run(context, args).await,
        }
    }
}
