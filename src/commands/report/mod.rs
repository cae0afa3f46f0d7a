//! `patchctl report`.

pub mod csv;
pub mod quicksight_manifest;
pub mod rows;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `report`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Write the fleet's patch compliance as CSV to a file, standard output or S3
    Csv(csv::CsvArgs),
    /// Write the manifest with which Amazon QuickSight reads CSV reports in S3
    QuicksightManifest(quicksight_manifest::QuicksightManifestArgs),
}

#[async_trait(?Send)]
impl Noun for ReportCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Csv(args) => csv::run(context, args).await,
            Self::QuicksightManifest(args) => quicksight_manifest::run(context, args).await,
        }
    }
}
