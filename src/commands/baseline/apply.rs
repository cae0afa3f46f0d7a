//! `patchctl baseline apply`.

use std::path::PathBuf;

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::Change;
use crate::change::{planning, review};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::plan::{BaselineStep, Desired};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::files::documents;
use crate::read::fleet;

/// Arguments of `baseline apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
A document describes one baseline; the file may hold many, in YAML or JSON, and a folder stands for its files. A baseline is found by its
name and operating system. What a document does not name is empty, except patch_groups, default and tags, which then stay as they are.
Applying the same files again does nothing, and applying the files of an earlier commit takes back what they name; --prune removes what they
do not name. The format: patchctl help baseline-file

Examples:
  patchctl baseline apply -f baselines/ --region us-east-1,eu-central-1 --dry-run
  patchctl baseline apply -f baselines/ --region us-east-1,eu-central-1 --yes
  patchctl baseline export prod-al2023 | patchctl baseline apply -f - --region eu-west-1")]
pub struct ApplyArgs {
    /// The documents: a file, a folder with those below it, or - for standard input (can be
    /// repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Delete own baselines that no document names, in the accounts and Regions that a document is
    /// meant for
    #[arg(long)]
    prune: bool,
    /// Check filter values against the built-in lists only, and do not ask AWS
    #[arg(long)]
    offline_values: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes baselines, groups and defaults as the documents describe them.
///
/// # Errors
/// Mistakes in the files, drawn at their lines; a plan that was not agreed to; what AWS answered.
pub async fn run(context: &Context, args: &ApplyArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("baseline.apply");
    write::check(context, &shown)?;

    let texts = documents::texts(&args.file)?;
    let documents = documents::documents(&texts, context.ui.draws_color())?;
    let wanted: Vec<Desired> = documents
        .iter()
        .map(|described| described.document.desired.clone())
        .collect();

    let reach = Reach::open(context).await?;
    let (plans, unreadable) = planning::plan(context, &reach, &wanted, args.prune).await?;
    // Over places that could not be planned nothing is said, so that they do not count as read.
    let read =
        !reach.sites.is_empty() && unreadable.len() < reach.sites.len() + reach.unreadable.len();
    // One place answers for all: the values are those of the operating system.
    let site = plans.first().map(|plan| plan.site);
    let asked = site.filter(|_| !args.offline_values);
    review::tell(context, asked, &texts, &documents).await;

    let code = write::write(
        context,
        Change::new(plans, unreadable.len()),
        args.write,
        &unreadable,
        shown,
    )
    .await?;
    Ok(code.and(fleet::completeness(&unreadable, read)))
}
