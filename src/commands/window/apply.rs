//! `patchctl window apply`.

use std::path::PathBuf;

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::change::windows::Windows;
use crate::commands::described::{self, Documents};
use crate::context::Context;
use crate::document::window::WindowFile;
use crate::error::Result;
use crate::exit::ExitCode;

/// Arguments of `window apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
A document describes one window with its targets and its patch task; the file may hold many, in YAML or JSON, and a folder stands for its
files. A window is found by its name. `targets`, `task` and `tags` stay as they are where a document does not name them; tasks that no document
can describe are never touched. Applying the same files again does nothing. The format: patchctl help window-file

Examples:
  patchctl window apply -f examples/windows.yaml --region us-east-1,eu-central-1 --dry-run
  patchctl window export --all | patchctl window apply -f - --region eu-west-1")]
pub struct ApplyArgs {
    /// The documents: a file, a folder with those below it, or - for standard input (can be
    /// repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Delete windows with a patch task, and nothing else, that no document names, in the accounts
    /// and Regions that a document is meant for
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes windows as the documents describe them.
pub async fn run(context: &Context, args: &ApplyArgs) -> Result<ExitCode> {
    let given = Documents {
        files: &args.file,
        prune: args.prune,
    };
    described::apply::<Windows, WindowFile>(context, "window.apply", given, args.write).await
}
