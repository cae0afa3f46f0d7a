//! `patchctl override`.

pub mod files;
pub mod generate;
pub mod matching;
pub mod rows;
pub mod upload;
pub mod validate;

use clap::Subcommand;

use crate::context::Context;
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

impl OverrideCommand {
    /// Whether the verb talks to AWS or to the sandbox; checking files does not.
    pub const fn needs_a_world(&self) -> bool {
        !matches!(self, Self::Validate(_))
    }
}

/// Runs a verb.
///
/// # Errors
/// Whatever the verb reports.
pub async fn run(context: &Context, command: &OverrideCommand) -> Result<ExitCode> {
    match command {
        OverrideCommand::Validate(args) => validate::run(context, args),
        OverrideCommand::Match(args) => matching::run(context, args).await,
        OverrideCommand::Generate(args) => generate::run(context, args).await,
        OverrideCommand::Upload(args) => upload::run(context, args).await,
    }
}
