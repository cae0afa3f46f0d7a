//! `patchctl group register`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::check::MOST_GROUPS;
use crate::domain::baseline::plan::{BaselineStep, Target};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::group::Mapping;
use crate::domain::id::PatchGroup;
use crate::domain::text::shell::quoted;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::baseline;
use crate::read::baseline::Found;
use crate::read::baseline::Reference;
use crate::read::propose;

/// Arguments of `group register`.
#[derive(Debug, Args)]
#[command(after_help = "\
A group has one baseline for each operating system. Registering the same one again does nothing.

Examples:
  patchctl group register web --baseline prod-al2023
  patchctl group register web --baseline pb-0123456789abcdef0 --replace --dry-run")]
pub struct RegisterArgs {
    /// The group
    #[arg(value_name = "GROUP")]
    group: PatchGroup,
    /// The baseline, by id, ARN or name
    #[arg(long, value_name = "BASELINE")]
    baseline: Reference,
    /// The operating system, where several baselines have the name
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    /// Take the group from the baseline that it uses now; for a moment the default applies
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Gives a group a baseline.
///
/// # Errors
/// Refused (exit 8) when the group has another baseline for that operating system, or the baseline
/// 25 groups.
pub async fn run(context: &Context, args: &RegisterArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("group.register");
    write::check(context, &shown)?;

    let reach = Reach::open(context).await?;
    let found = baseline::find(context, &reach, &args.baseline, args.os).await?;
    let (site, identity) = (found.site, &found.identity);
    let mappings = known_mappings(context, site, args).await?;
    let held = mappings.iter().find(|mapping| {
        mapping.group == args.group
            && mapping.baseline.operating_system == identity.operating_system
    });

    // To register the same pair again is no mistake, and changes nothing: scripts run twice.
    let steps = match held {
        Some(mapping) if mapping.baseline.id.is_same(&identity.id) => Vec::new(),
        Some(mapping) if !args.replace => return Err(taken(context, args, &found, mapping)),
        held => {
            check_room(identity, &mappings)?;
            steps(args, identity, held)
        }
    };
    let plan = Planned { site, steps };
    write::write(context, Change::new(vec![plan], 0), args.write, &[], shown).await
}

/// The groups that are registered. Without them AWS decides whether the group is free; a move
/// cannot go without, because it has to name the baseline that loses the group.
async fn known_mappings(
    context: &Context,
    site: &Site,
    args: &RegisterArgs,
) -> Result<Vec<Mapping>> {
    match site.mappings().await {
        Ok(mappings) => Ok(mappings),
        // A move takes the group from a baseline: without the list nobody knows from which.
        Err(error) if args.replace => Err(error),
        Err(error) => {
            context.ui.warn(&format!(
                "the groups could not be read, so that AWS decides whether this fits: {}",
                error.one_line()
            ));
            Ok(Vec::new())
        }
    }
}

/// A group has one baseline for each operating system (AWS User Guide, "Patch groups"); AWS has no
/// move, so that between leaving and coming the default applies, which somebody must want.
fn taken(context: &Context, args: &RegisterArgs, found: &Found<'_>, mapping: &Mapping) -> Error {
    let identity = &found.identity;
    let os = identity
        .operating_system
        .map_or("", OperatingSystem::as_str);
    let other = &mapping.baseline;
    let message = format!(
        "the group `{}` already uses {} ({}) for {os}",
        args.group, other.name, other.id
    );

    // The command names the id, because the name may stand for another baseline by then.
    let command = format!(
        "group register {} --baseline {} --replace",
        quoted(args.group.as_str()),
        identity.id
    );
    Error::new(Kind::Refused, message).hint(format!(
        "move it (for a moment the default applies): {}",
        propose::propose(context, &command, &found.site.scope)
    ))
}

/// One baseline has at most 25 groups (AWS General Reference, quotas of Systems Manager). That is
/// found out here, because after the group has left its old baseline it would be too late.
fn check_room(identity: &Identity, mappings: &[Mapping]) -> Result<()> {
    let used = mappings
        .iter()
        .filter(|mapping| mapping.baseline.id.is_same(&identity.id))
        .count();
    if used < MOST_GROUPS {
        return Ok(());
    }
    // Refused here, while the group still has its old baseline.
    Err(Error::new(
        Kind::Refused,
        format!(
            "{} already has {used} groups, the most that AWS allows",
            identity.name
        ),
    ))
}

fn steps(args: &RegisterArgs, identity: &Identity, held: Option<&Mapping>) -> Vec<BaselineStep> {
    let leaving = held.map(|mapping| BaselineStep::Deregister {
        group: args.group.clone(),
        from: Target::of(&mapping.baseline),
    });
    let coming = BaselineStep::Register {
        group: args.group.clone(),
        to: Target::of(identity),
        moved: held.is_some(),
    };
    leaving.into_iter().chain([coming]).collect()
}
