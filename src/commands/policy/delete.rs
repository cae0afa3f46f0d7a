//! `patchctl policy delete`.

use clap::Args;

use super::deploying::{carry_out, settle};
use crate::args::consent::WriteArgs;
use crate::args::deployment::FollowArgs;
use crate::aws::reach::Reach;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::policy::plan::{PolicyStep, deletion};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::read::policies;

/// Arguments of `policy delete`.
#[derive(Debug, Args)]
#[command(after_help = "\
What the policy deployed goes with it, in every account and Region: its associations, the tags that it put on nodes, and the bucket with its
baselines. Roles and policies that Quick Setup attached to nodes may stay.

Examples:
  patchctl policy delete nightly --dry-run
  patchctl policy delete nightly --yes")]
pub struct DeleteArgs {
    /// The policy: its name, its ARN or an id
    #[arg(value_name = "POLICY")]
    policy: String,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    follow: FollowArgs,
}

/// Deletes a policy.
///
/// # Errors
/// A usage error for a policy that is not there.
pub async fn run(context: &Context, args: &DeleteArgs) -> Result<ExitCode> {
    write::check(context, &Shown::<PolicyStep>::steps("policy.delete"))?;
    let reach = Reach::open(context).await?;
    let names = std::slice::from_ref(&args.policy);
    let found = policies::find(context, &reach, names).await?;
    let found = found.first().expect("one name means one policy");

    // Quick Setup refuses every change while something is deployed.
    settle(
        context,
        found.site,
        &[&found.manager],
        args.follow,
        args.write.dry_run,
    )
    .await?;
    let steps = vec![deletion(&found.manager)];
    carry_out(
        context,
        found.site,
        steps,
        args.write,
        args.follow,
        "policy.delete",
    )
    .await
}
