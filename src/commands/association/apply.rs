//! `patchctl association apply`.

use std::path::PathBuf;

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::change::associations::Associations;
use crate::commands::described::{self, Documents};
use crate::context::Context;
use crate::document::association::AssociationFile;
use crate::error::Result;
use crate::exit::ExitCode;

/// Arguments of `association apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
A document describes one association; the file may hold many, in YAML or JSON, and a folder stands for its files. An association is found by
its name. What a document does not name is as AWS has it without a word, except tags, which then stay as they are; what no document can say,
such as other accounts and alarms, always stays. Applying the same files again does nothing. The format: patchctl help association-file

Examples:
  patchctl association apply -f examples/associations.yaml --region us-east-1,eu-central-1 --dry-run
  patchctl association export --all | patchctl association apply -f - --region eu-west-1")]
pub struct ApplyArgs {
    /// The documents: a file, a folder with those below it, or - for standard input (can be
    /// repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Delete associations that patch, are not AWS's own, and that no document names, in the
    /// accounts and Regions that a document is meant for
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes associations as the documents describe them.
///
/// # Errors
/// Mistakes in the files; a plan that was not agreed to; what AWS answered.
pub async fn run(context: &Context, args: &ApplyArgs) -> Result<ExitCode> {
    let given = Documents {
        files: &args.file,
        prune: args.prune,
    };
    let kind = "association.apply";
    described::apply::<Associations, AssociationFile>(context, kind, given, args.write).await
}
