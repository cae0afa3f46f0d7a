//! `patchctl sandbox catalog`.

pub mod import;
pub mod list;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `sandbox catalog`.
#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// Put repository metadata, or a list of updates, into the catalogues of an operating system
    Import(import::ImportArgs),
    /// List the catalogues
    List(list::ListArgs),
}

/// Runs a verb.
pub async fn run(context: &Context, command: &CatalogCommand) -> Result<ExitCode> {
    match command {
        CatalogCommand::Import(args) => import::run(context, args).await,
        CatalogCommand::List(args) => list::run(context, args),
    }
}
