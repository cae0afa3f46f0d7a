//! `patchctl baseline import`.

use std::path::PathBuf;

use clap::Args;

use crate::context::Context;
use crate::document::{Source, baseline};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::documents;

/// Arguments of `baseline import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Takes what AWS's own tools write: an answer of get-patch-baseline, a request of create-patch-baseline (one, or a list), the
baseline_overrides.json of a patch policy, and the AWS::SSM::PatchBaseline of CloudFormation templates, each in JSON or YAML. The documents go to
standard output, for `baseline lint`, `diff` and `apply`; `baseline export --format api|overrides` writes them back. AWS is not asked.

Examples:
  patchctl baseline import baseline_overrides.json > baselines.yaml
  aws ssm get-patch-baseline --baseline-id pb-0123456789abcdef0 | patchctl baseline import -")]
pub struct ImportArgs {
    /// The files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    file: Vec<PathBuf>,
}

/// Makes documents of AWS's own shapes.
///
/// # Errors
/// A usage error for a file that cannot be read or has none of the shapes.
pub fn run(context: &Context, args: &ImportArgs) -> Result<ExitCode> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "import writes YAML documents, and takes no -o, --query, --columns or --sort",
        ));
    }

    let mut all = Vec::new();
    for text in documents::texts(&args.file)? {
        let imported = baseline::import(text.source(context.ui.draws_color()))?;
        for note in imported.notes {
            context.ui.note(&format!("{}: {note}", text.name));
        }
        all.extend(imported.documents);
    }
    let number = all.len();
    let text = baseline::yaml(&all)?;

    context.ui.write_raw(&text)?;
    context.ui.note(&count(number, "baseline"));
    // They say what the files say, also where that is wrong; who applies them should know.
    let made = Source {
        name: "the documents",
        text: &text,
        color: context.ui.draws_color(),
    };
    if let Err(error) = baseline::read(made) {
        context.ui.warn(&format!(
            "`baseline apply` would refuse the documents as they are: {}",
            error.one_line()
        ));
        context.ui.drawn(error.report().unwrap_or_default());
    }
    Ok(ExitCode::Done)
}
