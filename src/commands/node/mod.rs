//! `patchctl node`.

pub mod list;
pub mod show;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `node`.
#[derive(Debug, Subcommand)]
pub enum NodeCommand {
    /// List managed nodes
    List(list::ListArgs),
    /// Show one node: inventory, tags, patches and verdict
    #[command(visible_aliases = ["get", "describe"])]
    Show(show::ShowArgs),
}

/// Runs a verb.
///
/// # Errors
/// Whatever the verb reports.
pub async fn run(context: &Context, command: &NodeCommand) -> Result<ExitCode> {
    match command {
        NodeCommand::List(args) => list::run(context, args).await,
        NodeCommand::Show(args) => show::run(context, args).await,
    }
}
