//! `patchctl association diff`.

use std::path::PathBuf;

use clap::Args;

use crate::change::associations::Associations;
use crate::commands::described::{self, Documents};
use crate::context::Context;
use crate::document::association::AssociationFile;
use crate::error::Result;
use crate::exit::ExitCode;

/// Arguments of `association diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 nothing differs, 3 something differs, 5 something could not be read.

Examples:
  patchctl association diff -f examples/associations.yaml --region us-east-1,eu-central-1
  patchctl association diff -f associations/ --prune -o json")]
pub struct DiffArgs {
    /// The documents: a file, a folder with those below it, or - for standard input (can be
    /// repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Show also what `apply --prune` would delete
    #[arg(long)]
    prune: bool,
}

/// Compares documents with what is there; exit 3 when something differs.
///
/// # Errors
/// Mistakes in the files; what AWS answered.
pub async fn run(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    let given = Documents {
        files: &args.file,
        prune: args.prune,
    };
    described::diff::<Associations, AssociationFile>(context, "association.diff", given).await
}
