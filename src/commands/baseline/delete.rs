//! `patchctl baseline delete`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::plan;
use crate::domain::baseline::plan::{BaselineStep, Present};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::baseline;
use crate::read::baseline::{Found, Reference};
use crate::read::propose;

/// Arguments of `baseline delete`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl baseline delete pb-0123456789abcdef0
  patchctl baseline delete prod-al2023 --force --dry-run")]
pub struct DeleteArgs {
    /// The baseline, by id, ARN or name
    #[arg(value_name = "BASELINE")]
    baseline: Reference,
    /// The operating system, where several baselines have the name
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    /// Also when groups use it or it is the default: give AWS's default back, take the groups from
    /// it, then delete it
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Deletes a baseline.
///
/// # Errors
/// Refused (exit 8) for a baseline of AWS, and, without `--force`, while groups or the default hold
/// it.
pub async fn run(context: &Context, args: &DeleteArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("baseline.delete");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;
    let all = baseline::everything(context, &reach).await?;
    let found = baseline::one_of(context, &all, &args.baseline, args.os)?;
    baseline::own(context, &found)?;

    let baselines: Vec<Identity> = all
        .iter()
        .filter(|(site, _)| site.scope == found.site.scope)
        .flat_map(|(_, identities)| identities.clone())
        .collect();
    let mappings = found.site.mappings().await?;

    let present = Present {
        baselines,
        mappings,
        ..Present::default()
    };
    let steps = plan::deletion(&found.identity, &present);
    // AWS refuses to delete a baseline that is in use (ResourceInUseException, SSM API reference);
    // what it takes to free it changes what other nodes install, so that it has to be asked for.
    if steps.len() > 1 && !args.force {
        return Err(held(context, &found, &steps));
    }

    let plan = Planned {
        site: found.site,
        steps,
    };
    write::write(context, Change::new(vec![plan], 0), args.write, &[], shown).await
}

/// Names everything that holds the baseline.
fn held(context: &Context, found: &Found<'_>, steps: &[BaselineStep]) -> Error {
    let groups: Vec<String> = steps
        .iter()
        .filter_map(|step| match step {
            BaselineStep::Deregister { group, .. } => Some(format!("`{group}`")),
            _ => None,
        })
        .collect();

    // Everything that holds it at once, so that nobody frees it twice.
    let mut holders = Vec::new();
    if found.identity.default {
        holders.push(format!(
            "it is the default for {}",
            found
                .identity
                .operating_system
                .map_or("", OperatingSystem::as_str)
        ));
    }
    if !groups.is_empty() {
        let (noun, verb) = match groups.len() {
            1 => ("group", "uses"),
            _ => ("groups", "use"),
        };
        holders.push(format!("the {noun} {} {verb} it", groups.join(", ")));
    }

    let identity = &found.identity;
    let holders = holders.join(", and ");
    let command = format!("baseline delete {} --force --dry-run", identity.id);
    Error::new(
        Kind::Refused,
        format!("{} ({}) is in use: {holders}", identity.name, identity.id),
    )
    .hint(format!(
        "see what --force would do: {}",
        propose::propose(context, &command, &found.site.scope)
    ))
}
