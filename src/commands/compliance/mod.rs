//! `patchctl compliance`.

pub mod check;
pub mod missing;
pub mod nodes;
pub mod patches;
pub mod summary;

use clap::Subcommand;

use crate::context::Context;
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
    /// Gate: exit 3 unless every node is COMPLIANT
    Check(check::CheckArgs),
}

/// Runs a verb.
///
/// # Errors
/// Whatever the verb reports.
pub async fn run(context: &Context, command: &ComplianceCommand) -> Result<ExitCode> {
    match command {
        ComplianceCommand::Summary(args) => summary::run(context, args).await,
        ComplianceCommand::Nodes(args) => nodes::run(context, args).await,
        ComplianceCommand::Patches(args) => patches::run(context, args).await,
        ComplianceCommand::Missing(args) => missing::run(context, args).await,
        ComplianceCommand::Check(args) => check::run(context, args).await,
    }
}
