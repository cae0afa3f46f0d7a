//! `patchctl policy create`.

use clap::{Args, ValueEnum};

use super::deploying::{carry_out, only_site};
use super::described::{check_elsewhere, tell};
use super::flags::{DefinitionArgs, HostArgs, WORDS};
use crate::args::consent::WriteArgs;
use crate::args::deployment::FollowArgs;
use crate::args::tags::tags;
use crate::args::words;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::policy_planning;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::policy::check::check;
use crate::domain::policy::plan::{PolicyStep, plan};
use crate::domain::policy::{Definition, Kind};
use crate::domain::text::violation::Path;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::exit::ExitCode;

/// Arguments of `policy create`.
#[derive(Debug, Args)]
#[command(after_help = "\
The policy is kept in the account and Region of this command, and deployed to --target-regions of this account, or of the accounts of
--organizational-units (from the management account only). What is sent to AWS is shown before, word by word. The deployment is followed to its
end: exit 1 when it failed somewhere.

Examples:
  patchctl policy create nightly --operation scan --baseline AMAZON_LINUX_2023=prod-al2023 --target-regions us-east-1 --attach-policies
  patchctl policy create sundays --operation scan-and-install --install-schedule 'cron(0 2 ? * SUN *)' --reboot if-needed --default-baselines \\
    --tag 'Patch Group=web' --target-regions us-east-1,eu-central-1 --dry-run
  patchctl policy create hosts --type host-management --target-regions us-east-1 --yes")]
pub struct CreateArgs {
    /// The name
    #[arg(value_name = "NAME")]
    name: String,
    /// What it is: patch-policy or host-management
    #[arg(long = "type", value_name = "TYPE", value_enum, default_value_t = KindWord::PatchPolicy, hide_possible_values = true)]
    kind: KindWord,
    /// A tag of the policy itself (can be repeated)
    #[arg(long, value_name = "KEY=VALUE")]
    policy_tag: Vec<String>,
    #[command(flatten)]
    definition: DefinitionArgs,
    #[command(flatten)]
    host: HostArgs,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    follow: FollowArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindWord {
    PatchPolicy,
    HostManagement,
}

/// Makes a policy.
///
/// # Errors
/// A usage error for what AWS would refuse; refused when a policy of this name is there.
pub async fn run(context: &Context, args: &CreateArgs) -> Result<ExitCode> {
    write::check(context, &Shown::<PolicyStep>::steps("policy.create"))?;
    let mut definition = described(args)?;
    let reach = Reach::open(context).await?;
    let site = only_site(&reach)?;
    settle(site, &mut definition)?;

    // AWS takes a second policy of one name without a word.
    let present = policy_planning::present(site, &[&args.name], false).await?;
    if let Some(other) = present.iter().find(|other| other.name == args.name) {
        return Err(Error::new(
            ErrorKind::Refused,
            format!("there is a policy {} already: {}", args.name, other.arn),
        )
        .hint(format!("patchctl policy update '{}'", args.name)));
    }
    let wanted = policy_planning::wanted(site, &definition).await?;
    let steps =
        plan(&[wanted], &present, false).map_err(|why| Error::new(ErrorKind::Refused, why))?;

    check_elsewhere(context, site, &steps).await?;

    // Said before somebody is asked.
    tell(context, site, &definition).await?;
    carry_out(
        context,
        site,
        steps,
        args.write,
        args.follow,
        "policy.create",
    )
    .await
}

/// What the flags say.
fn described(args: &CreateArgs) -> Result<Definition> {
    let mut definition = Definition {
        name: args.name.clone(),
        kind: match args.kind {
            KindWord::PatchPolicy => Kind::PatchPolicy,
            KindWord::HostManagement => Kind::HostManagement,
        },
        tags: Some(tags("--policy-tag", &args.policy_tag)?).filter(|tags| !tags.is_empty()),
        ..Definition::default()
    };

    // The flags that do not fit the type are refused there.
    args.definition.put_into(&mut definition)?;
    args.host.put_into(&mut definition)?;
    Ok(definition)
}

/// What flags may leave to the place: its account, and its Region for the baselines.
fn settle(site: &Site, definition: &mut Definition) -> Result<()> {
    if definition.organizational_units.is_empty() {
        definition.accounts = vec![site.account()?.to_string()];
    }
    // Host management has no baselines.
    if definition.kind == Kind::PatchPolicy && definition.baseline_region.is_none() {
        definition.baseline_region = Some(site.scope.region.to_string());
    }

    words::refuse(&check(definition, &Path::default()), WORDS)
}
