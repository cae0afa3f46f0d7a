//! `patchctl group deregister`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::plan::{BaselineStep, Target};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Mapping;
use crate::domain::id::PatchGroup;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::read::baseline;
use crate::read::baseline::Reference;
use crate::read::fleet;

/// Arguments of `group deregister`.
#[derive(Debug, Args)]
#[command(after_help = "\
Afterwards the nodes of the group use the default of their operating system. A group that is not registered is no error.

Examples:
  patchctl group deregister web --os al2023
  patchctl group deregister web --baseline prod-al2023
  patchctl group deregister web --yes")]
pub struct DeregisterArgs {
    /// The group
    #[arg(value_name = "GROUP")]
    group: PatchGroup,
    /// Only from this baseline, by id, ARN or name
    #[arg(long, value_name = "BASELINE")]
    baseline: Option<Reference>,
    /// Only for this operating system
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Takes a group from its baselines, in every account and Region of the command.
///
/// # Errors
/// A baseline that is not there; a plan that was not agreed to; what AWS answered.
pub async fn run(context: &Context, args: &DeregisterArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("group.deregister");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;
    match &args.baseline {
        Some(baseline) => from_one(context, args, &reach, baseline, shown).await,
        None => from_all(context, args, &reach, shown).await,
    }
}

/// Takes the group from the baseline that was named.
async fn from_one(
    context: &Context,
    args: &DeregisterArgs,
    reach: &Reach,
    baseline: &Reference,
    shown: Shown<BaselineStep>,
) -> Result<ExitCode> {
    let found = baseline::find(context, reach, baseline, args.os).await?;
    let step = BaselineStep::Deregister {
        group: args.group.clone(),
        from: Target::of(&found.identity),
    };

    let steps = match found.site.mappings().await {
        Ok(mappings) => mappings
            .iter()
            .any(|mapping| {
                mapping.group == args.group && mapping.baseline.id.is_same(&found.identity.id)
            })
            .then_some(step)
            .into_iter()
            .collect(),
        // Both are named, so that the call can be made without knowing: that the group is not there
        // is then for AWS to say.
        Err(error) => {
            context.ui.warn(&format!(
                "the groups could not be read, so that AWS decides whether this fits: {}",
                error.one_line()
            ));
            vec![step]
        }
    };

    let plan = Planned {
        site: found.site,
        steps,
    };
    write::write(context, Change::new(vec![plan], 0), args.write, &[], shown).await
}

/// Takes the group from every baseline that it uses: one for each operating system, in each place.
async fn from_all(
    context: &Context,
    args: &DeregisterArgs,
    reach: &Reach,
    shown: Shown<BaselineStep>,
) -> Result<ExitCode> {
    let gathered = reach.gather(|site| site.mappings()).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let read = !answers.is_empty();
    let places = answers
        .iter()
        .filter_map(|(scope, mappings)| {
            Some(Planned {
                site: reach.site(scope)?,
                steps: steps(args, mappings),
            })
        })
        .collect();

    let change = Change::new(places, unreadable.len());
    let code = write::write(context, change, args.write, &unreadable, shown).await?;
    // A place that could not be read may hold the group still: that is never exit 0.
    Ok(code.and(fleet::completeness(&unreadable, read)))
}

fn steps(args: &DeregisterArgs, mappings: &[Mapping]) -> Vec<BaselineStep> {
    mappings
        .iter()
        .filter(|mapping| {
            let os = mapping.baseline.operating_system;
            mapping.group == args.group && args.os.is_none_or(|wanted| os == Some(wanted))
        })
        .map(|mapping| BaselineStep::Deregister {
            group: mapping.group.clone(),
            from: Target::of(&mapping.baseline),
        })
        .collect()
}
