//! `patchctl report`.

pub mod asff;
pub mod carry;
pub mod csv;
pub mod diff;
pub mod export_args;
pub mod html;
pub mod quicksight_manifest;
pub mod rows;
pub mod run;
pub mod schedule;
pub mod to;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `report`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Write the fleet's patch compliance as CSV to a file, standard output or S3
    Csv(Box<csv::CsvArgs>),
    /// Write one page for people, with charts, to a file, standard output or S3
    Html(Box<html::HtmlArgs>),
    /// Write findings for AWS Security Hub, one for each node, or import them there
    Asff(Box<asff::AsffArgs>),
    /// Say what changed between two reports that `report csv` wrote
    Diff(diff::DiffArgs),
    /// Write the manifest with which Amazon QuickSight reads CSV reports in S3
    QuicksightManifest(quicksight_manifest::QuicksightManifestArgs),
    /// Have AWS's own runbook write a report to S3 once, and wait for it
    Run(run::RunArgs),
    /// Have AWS write reports to S3 by a schedule
    #[command(subcommand)]
    Schedule(schedule::ScheduleCommand),
}

#[async_trait(?Send)]
impl Noun for ReportCommand {
    fn needs(&self) -> Needs {
        match self {
            Self::Csv(_)
            | Self::Html(_)
            | Self::Asff(_)
            | Self::QuicksightManifest(_)
            | Self::Run(_)
            | Self::Schedule(_) => Needs::Aws,
            Self::Diff(_) => Needs::Settings,
        }
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Csv(args) => csv::run(context, args).await,
            Self::Html(args) => html::run(context, args).await,
            Self::Asff(args) => asff::run(context, args).await,
            Self::Diff(args) => diff::run(context, args),
            Self::QuicksightManifest(args) => quicksight_manifest::run(context, args).await,
            Self::Run(args) => run::run(context, args).await,
            Self::Schedule(verb) => verb.run(context).await,
        }
    }
}
