//! `patchctl override`.

pub mod files;
pub mod generate;
pub mod matching;
pub mod upload;
pub mod validate;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `override`.
#[derive(Debug, Subcommand)]
pub enum OverrideCommand {
    /// Check override lists: every mistake at once, as a reader and as the node see it
    Validate(validate::ValidateArgs),
    /// Show which patches of nodes each entry of a list hits, and which entries hit nothing
    Match(matching::MatchArgs),
    /// Write an override list from what nodes lack
    Generate(generate::GenerateArgs),
    /// Check a list, put it in S3, and print the URL to use
    Upload(upload::UploadArgs),
}

#[async_trait(?Send)]
impl Noun for OverrideCommand {
    fn needs(&self) -> Needs {
        match self {
            // Files are checked where they lie.
            Self::Validate(_) => Needs::Settings,
            _ => Needs::Aws,
        }
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Validate(args) => validate::run(context, args),
            Self::Match(args) => matching::run(context, args).await,
            Self::Generate(args) => generate::run(context, args).await,
            Self::Upload(args) => upload::run(context, args).await,
        }
    }
}
