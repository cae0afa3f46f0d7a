//! `patchctl policy apply`.

use std::path::PathBuf;

use clap::Args;

use super::deploying::{carry_out, only_site, settle};
use super::described::{check_elsewhere, definitions, tell};
use crate::args::consent::WriteArgs;
use crate::args::deployment::FollowArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::policy_planning;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::policy::Definition;
use crate::domain::policy::manager::{Manager, Standing};
use crate::domain::policy::plan::{PolicyStep, plan, unnamed};
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::files::documents;

/// Arguments of `policy apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
A document describes one policy; the file may hold many, in YAML or JSON, and a folder stands for its files. A policy is found by its name in
the account and Region of this command. Applying the same files again does nothing; --prune deletes the policies that they do not name. The
format: patchctl help policy-file

Examples:
  patchctl policy apply -f policies.yaml --dry-run
  patchctl policy apply -f policies/ --yes --no-wait")]
pub struct ApplyArgs {
    /// The documents: a file, a folder with those below it, or - for standard input (can be
    /// repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Delete the policies that no document names
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    follow: FollowArgs,
}

/// Makes policies as the documents describe them.
///
/// # Errors
/// Mistakes in the files, drawn at their lines; a plan that was not agreed to; what AWS answered.
pub async fn run(context: &Context, args: &ApplyArgs) -> Result<ExitCode> {
    write::check(context, &Shown::<PolicyStep>::steps("policy.apply"))?;
    let texts = documents::texts(&args.file)?;
    let definitions = definitions(&texts, context.ui.draws_color())?;
    let reach = Reach::open(context).await?;
    let site = only_site(&reach)?;

    let steps = steps(context, site, &definitions, args.prune).await?;
    let present = present(site, &definitions, args.prune).await?;
    // What is as it should be and still deployed is waited for too: its end is what counts.
    let touched: Vec<&Manager> = present
        .iter()
        .filter(|manager| {
            let is_working = manager.status.standing() == Standing::Working;
            let waits = is_working && !args.follow.no_wait && !args.write.dry_run;
            steps.iter().any(|step| step.arn() == Some(&*manager.arn))
                || (waits && definitions.iter().any(|one| one.name == manager.name))
        })
        .collect();
    let busy = touched
        .iter()
        .any(|manager| manager.status.standing() == Standing::Working);
    settle(context, site, &touched, args.follow, args.write.dry_run).await?;
    // What was deployed meanwhile may have changed what there is to do.
    let steps = if busy && !args.write.dry_run {
        self::steps(context, site, &definitions, args.prune).await?
    } else {
        steps
    };
    check_elsewhere(context, site, &steps).await?;
    for definition in &definitions {
        if steps.iter().any(|step| step.name() == definition.name) {
            tell(context, site, definition).await?;
        }
    }
    carry_out(
        context,
        site,
        steps,
        args.write,
        args.follow,
        "policy.apply",
    )
    .await
}

async fn present(site: &Site, definitions: &[Definition], every: bool) -> Result<Vec<Manager>> {
    let names: Vec<&str> = definitions.iter().map(|one| one.name.as_str()).collect();
    policy_planning::present(site, &names, every).await
}

/// The steps that make policies as the documents say.
///
/// # Errors
/// Refused when a name means two policies; a baseline that is not there.
pub async fn steps(
    context: &Context,
    site: &Site,
    definitions: &[Definition],
    prune: bool,
) -> Result<Vec<PolicyStep>> {
    let mut wanted = Vec::new();
    for definition in definitions {
        wanted.push(policy_planning::wanted(site, definition).await?);
    }

    // By name: a policy is made in one place, and not known by anything else there.
    let present = present(site, definitions, true).await?;
    let steps = plan(&wanted, &present, prune).map_err(|why| Error::new(Kind::Refused, why))?;
    let stray: Vec<&str> = unnamed(&wanted, &present)
        .iter()
        .map(|manager| manager.name.as_str())
        .collect();

    // With --prune they are in the plan, and need no note.
    if !stray.is_empty() && !prune {
        context.ui.note(&format!(
            "in no document, and left as they are (--prune deletes them): {}",
            stray.join(", ")
        ));
    }
    Ok(steps)
}
