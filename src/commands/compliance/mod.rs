//! `patchctl compliance`.

pub mod associations;
pub mod check;
mod check_view;
pub mod diff;
pub mod exceptions;
pub mod missing;
pub mod nodes;
pub mod patches;
mod severities;
pub mod summary;
pub mod top;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `compliance`.
#[derive(Debug, Subcommand)]
pub enum ComplianceCommand {
    /// Count verdicts by account and Region, operating system or group
    Summary(summary::SummaryArgs),
    /// List nodes with their verdict and why
    Nodes(nodes::NodesArgs),
    /// List the patches of one node
    Patches(patches::PatchesArgs),
    /// Find the nodes on which a patch, or a fix of a CVE, is not in effect
    Missing(missing::MissingArgs),
    /// List the patches that are missing on most nodes
    Top(top::TopArgs),
    /// List what AWS says of State Manager associations; never part of a verdict
    Associations(associations::AssociationsArgs),
    /// Say what changed since a saved report: newly failing, mended, gone, new patches
    Diff(Box<diff::DiffArgs>),
    /// Check a file of exceptions and list them, without asking AWS
    Exceptions(exceptions::ExceptionsArgs),
    /// Gate: exit 3 unless every node is COMPLIANT
    Check(check::CheckArgs),
}

#[async_trait(?Send)]
impl Noun for ComplianceCommand {
    fn needs(&self) -> Needs {
        match self {
            // The clock of a sandbox counts, where one is chosen and there.
            Self::Exceptions(_) => Needs::SandboxIfThere,
            Self::Diff(args) if !args.is_live() => Needs::Settings,
            _ => Needs::Aws,
        }
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Summary(args) => summary::run(context, args).await,
            Self::Nodes(args) => nodes::run(context, args).await,
            Self::Patches(args) => patches::run(context, args).await,
            Self::Missing(args) => missing::run(context, args).await,
            Self::Top(args) => top::run(context, args).await,
            Self::Associations(args) => associations::run(context, args).await,
            Self::Diff(args) => diff::run(context, args).await,
            Self::Exceptions(args) => exceptions::run(context, args),
            Self::Check(args) => check::run(context, args).await,
        }
    }
}
