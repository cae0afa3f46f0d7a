//! `patchctl policy update`.

use clap::Args;

use super::deploying::{carry_out, settle};
use super::described::{check_elsewhere, tell};
use super::flags::{DefinitionArgs, HostArgs, WORDS};
use crate::args::consent::WriteArgs;
use crate::args::deployment::FollowArgs;
use crate::args::words;
use crate::aws::reach::Reach;
use crate::change::policy_planning;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::policy::Definition;
use crate::domain::policy::check::check;
use crate::domain::policy::manager::Manager;
use crate::domain::policy::parameters::{Parameters, to_parameters};
use crate::domain::policy::plan::{PolicyStep, update};
use crate::domain::policy::selected::Entries;
use crate::domain::text::violation::Path;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::policies;

/// Arguments of `policy update`.
#[derive(Debug, Args)]
#[command(after_help = "\
Only what is named changes; parameters that this version does not know stay as they are. AWS is sent the whole map of parameters, because
whether it would merge a part of it is not documented. A policy that is being deployed is waited for.

Examples:
  patchctl policy update nightly --install-schedule 'cron(0 3 ? * SAT *)' --dry-run
  patchctl policy update nightly --target-regions us-east-1,eu-west-1 --yes")]
pub struct UpdateArgs {
    /// The policy: its name, its ARN or an id
    #[arg(value_name = "POLICY")]
    policy: String,
    #[command(flatten)]
    definition: DefinitionArgs,
    #[command(flatten)]
    host: HostArgs,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    follow: FollowArgs,
}

/// Changes a policy.
///
/// # Errors
/// A usage error for what AWS would refuse, and for a policy that is not there.
pub async fn run(context: &Context, args: &UpdateArgs) -> Result<ExitCode> {
    write::check(context, &Shown::<PolicyStep>::steps("policy.update"))?;
    let reach = Reach::open(context).await?;
    let names = std::slice::from_ref(&args.policy);
    let found = policies::find(context, &reach, names).await?;
    let found = found.first().expect("one name means one policy");
    let site = found.site;
    // What is wrong with the command line is said before anything is waited for.
    changed(args, &found.manager)?;
    settle(
        context,
        site,
        &[&found.manager],
        args.follow,
        args.write.dry_run,
    )
    .await?;

    // Read again: it may have been changed while it was waited for.
    let manager = site.manager(&found.manager.arn).await?;
    let manager = manager.ok_or_else(|| {
        Error::failed(format!("the policy {} was deleted meanwhile", args.policy))
    })?;
    let definition = changed(args, &manager)?;
    let wanted = policy_planning::wanted(site, &definition).await?;
    let steps = update(&wanted, &manager).map_err(|why| Error::new(Kind::Refused, why))?;
    check_elsewhere(context, site, &steps).await?;
    tell(context, site, &definition).await?;
    carry_out(
        context,
        site,
        steps,
        args.write,
        args.follow,
        "policy.update",
    )
    .await
}

fn unknown(manager: &Manager) -> Error {
    let types = manager.deployed.iter().map(|one| one.type_name.as_str());

    // By AWS's names: we have none for them.
    let types: Vec<&str> = types.collect();
    Error::new(
        Kind::Refused,
        format!(
            "{} deploys what this version cannot describe: {}",
            manager.name,
            types.join(", ")
        ),
    )
}

/// The definition of a policy with what the command line changes.
fn changed(args: &UpdateArgs, manager: &Manager) -> Result<Definition> {
    let mut definition = manager.definition().ok_or_else(|| unknown(manager))?;
    // What is not named stays: the tags, and parameters that stand beside our words.
    definition.tags = None;
    let before = definition.clone();
    args.definition.put_into(&mut definition)?;
    args.host.put_into(&mut definition)?;
    released(&before, &mut definition);
    words::refuse(&check(&definition, &Path::default()), WORDS)?;
    Ok(definition)
}

/// What somebody names now is said by our words, and by nothing that stood beside them.
fn released(before: &Definition, after: &mut Definition) {
    let (old, new) = (plain(before), plain(after));
    let changes = |name: &String| old.get(name) != new.get(name);
    after.parameters.retain(|name, _| !changes(name));
    after.without_parameters.retain(|name| !changes(name));
}

/// The parameters that our words alone become.
fn plain(definition: &Definition) -> Parameters {
    let mut plain = definition.clone();
    plain.parameters.clear();
    plain.without_parameters.clear();
    to_parameters(&plain, &Entries::new())
}
