//! `patchctl baseline set-default`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::plan::{BaselineStep, Target};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::id::Scope;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::baseline;
use crate::read::baseline::{Found, Reference};
use crate::read::propose;

/// Arguments of `baseline set-default`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl baseline set-default prod-al2023
  patchctl baseline set-default --predefined --os AMAZON_LINUX_2023 --region us-east-1,eu-central-1")]
pub struct SetDefaultArgs {
    /// The baseline, by id, ARN or name
    #[arg(
        value_name = "BASELINE",
        required_unless_present = "predefined",
        conflicts_with = "predefined"
    )]
    baseline: Option<Reference>,
    /// Give AWS's own default for --os back, in every account and Region of the command
    #[arg(long, requires = "os")]
    predefined: bool,
    /// The operating system
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes a baseline the default for its operating system, and says how to undo it.
///
/// # Errors
/// Usage errors; a baseline that is not there; what AWS answered.
pub async fn run(context: &Context, args: &SetDefaultArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("baseline.set-default");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;

    let all = baseline::everything(context, &reach).await?;
    let chosen: Vec<Found<'_>> = match (&args.baseline, args.os) {
        (Some(baseline), os) => vec![baseline::one_of(context, &all, baseline, os)?],
        (None, Some(os)) => all
            .iter()
            .map(|(site, identities)| predefined(site, identities, os))
            .collect::<Result<_>>()?,
        (None, None) => return Err(Error::usage("--predefined needs --os")),
    };

    let (mut plans, mut undo) = (Vec::new(), Vec::new());
    for found in &chosen {
        let step = step(found, &all)?;
        let previous = step.as_ref().and_then(|(_, previous)| *previous);
        undo.extend(previous.map(|previous| undoing(context, previous, &found.site.scope)));
        plans.push(Planned {
            site: found.site,
            steps: step.into_iter().map(|(step, _)| step).collect(),
        });
    }

    let code = write::write(context, Change::new(plans, 0), args.write, &[], shown).await?;
    // A way back is worth something only once the way was gone.
    if code == ExitCode::Done && !args.write.dry_run {
        for line in undo {
            context.ui.note(&line);
        }
    }
    Ok(code)
}

/// The step that makes a baseline the default, and the default until then; `None` when it is that
/// already.
fn step<'a>(
    found: &Found<'_>,
    all: &'a [(&Site, Vec<Identity>)],
) -> Result<Option<(BaselineStep, Option<&'a Identity>)>> {
    let identity = &found.identity;
    let Some(os) = identity.operating_system else {
        return Err(Error::failed(format!(
            "{} is for an operating system that this version does not know",
            identity.name
        )));
    };
    if identity.default {
        return Ok(None);
    }

    // The default of the place, which may be AWS's own: it is the way back.
    let previous = all
        .iter()
        .filter(|(site, _)| site.scope == found.site.scope)
        .flat_map(|(_, identities)| identities)
        .find(|other| other.default && other.operating_system == Some(os));
    let step = BaselineStep::SetDefault {
        to: Target::of(identity),
        os,
        previous: previous.map(Target::of),
    };
    Ok(Some((step, previous)))
}

fn undoing(context: &Context, previous: &Identity, scope: &Scope) -> String {
    let command = propose::propose(
        context,
        &format!("baseline set-default {}", previous.id),
        scope,
    );
    format!("the default was {}; to undo this: {command}", previous.name)
}

fn predefined<'a>(
    site: &'a Site,
    identities: &[Identity],
    os: OperatingSystem,
) -> Result<Found<'a>> {
    // AWS owns several baselines for Windows, of which one is the default; its name tells which.
    let found = identities
        .iter()
        .find(|identity| identity.is_predefined_default() && identity.operating_system == Some(os));
    let identity = found
        .cloned()
        .ok_or_else(|| Error::failed(format!("AWS lists no default for {os} in {}", site.scope)))?;
    Ok(Found { site, identity })
}
