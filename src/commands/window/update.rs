//! `patchctl window update`.

use std::collections::BTreeMap;

use clap::Args;

use super::flags::{TargetArgs, TaskArgs, WindowArgs, refuse};
use crate::args::consent::WriteArgs;
use crate::args::tags::tags;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::change::windows::Windows;
use crate::commands::described::tell_known_of;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::meant::Asked;
use crate::domain::window::{Definition, Window, WindowStep, plan};
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::windows::{Found, everything, one_of, whole};

/// Arguments of `window update`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is not named stays. Targets that are named take the place of all targets of the window, one in the
place of another keeps its name, description and owner; tasks of other kinds are never touched. To take
something away, such as a description, write a document: window export, window apply.

Examples:
  patchctl window update web-sunday --max-concurrency 20% --dry-run
  patchctl window update mw-0123456789abcdef0 --disabled --yes")]
pub struct UpdateArgs {
    /// The window, by name or id
    #[arg(value_name = "WINDOW")]
    window: String,
    /// Rename it
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    /// It opens again
    #[arg(long, conflicts_with = "disabled", help_heading = "Window")]
    enabled: bool,
    #[command(flatten)]
    change: WindowArgs,
    /// Tag the window itself (can be repeated); its other tags stay
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Window")]
    window_tag: Vec<String>,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    task: TaskArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Changes a window.
///
/// # Errors
/// Usage errors; refused (exit 8) when what it has cannot be described, and when it was changed in
/// between; what AWS answered.
pub async fn run(context: &Context, args: &UpdateArgs) -> Result<ExitCode> {
    let shown = Shown::<WindowStep>::steps("window.update");
    write::check(context, &shown)?;
    let added = tags("--window-tag", &args.window_tag)?;

    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.window)?;

    // Tags are read only where some are added: that is one more call, and one more permission.
    let present = whole(found, !added.is_empty()).await?;
    let asked = asked(args, &present, added)?;
    if let Some(name) = &args.rename {
        check_name(&all, found, name)?;
    }
    refuse(
        &asked.definition,
        asked.tags.as_ref().unwrap_or(&BTreeMap::new()),
    )?;

    // What is as wanted already is not written: the same command twice changes something once.
    let steps = plan::changes(&asked, &present).map_err(|why| Error::new(Kind::Refused, why))?;
    let place = Planned {
        site: found.site,
        steps,
    };
    if !place.steps.is_empty() {
        tell_known_of::<Windows>(context, &place, &asked).await;
    }
    write::write(context, Change::new(vec![place], 0), args.write, &[], shown).await
}

/// What the flags make of the window. Of what cannot be described nothing is said, so that it stays.
fn asked(
    args: &UpdateArgs,
    present: &Window,
    added: BTreeMap<String, String>,
) -> Result<Asked<Definition>> {
    // From what is there on: what is not named has to come out as it is.
    let mut definition = present.definition.clone();
    args.change.put_into(&mut definition)?;
    definition.enabled |= args.enabled;
    definition.name = args.rename.clone().unwrap_or(definition.name);
    let registered = definition.targets.as_deref().unwrap_or_default();
    definition.targets = args.targets.sets(registered)?.or(definition.targets);
    definition.task = args.task.task(present.definition.task.as_ref())?;

    let mut tags = present.tags.clone();
    if let Some(tags) = &mut tags {
        tags.extend(added);
    }
    Ok(Asked {
        name: definition.name.clone(),
        definition,
        tags,
        regions: Vec::new(),
        accounts: Vec::new(),
    })
}

/// AWS lets two windows have one name, but a document finds its window by the name: a rename must
/// not make two of them.
fn check_name(all: &[Found<'_>], found: &Found<'_>, name: &str) -> Result<()> {
    let mut here = all.iter().filter(|it| it.site.scope == found.site.scope);
    let other = here.find(|it| it.window.name == name && it.window.id != found.window.id);
    // The id is its own: renaming it to the name that it has is no conflict.
    let Some(other) = other else { return Ok(()) };
    let message = format!("{name} ({}) has this name already", other.window.id);
    Err(Error::new(Kind::Refused, message)
        .hint("names are how files find their windows; choose another one"))
}
