//! `patchctl report`.

pub mod csv;
pub mod destination;
pub mod rows;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `report`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Write the fleet's patch compliance as CSV to a file, standard output or S3
    Csv(csv::CsvArgs),
}

/// Runs a verb.
///
/// # Errors
/// Whatever the verb reports.
pub async fn run(context: &Context, command: &ReportCommand) -> Result<ExitCode> {
    match command {
        ReportCommand::Csv(args) => csv::run(context, args).await,
    }
}
