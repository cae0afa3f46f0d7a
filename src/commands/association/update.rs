//! `patchctl association update`.

use std::collections::BTreeMap;

use clap::Args;

use super::flags::{DefinitionArgs, TargetArgs, WORDS, refuse};
use crate::args::consent::WriteArgs;
use crate::args::tags::tags;
use crate::args::words::in_options;
use crate::aws::reach::Reach;
use crate::change::associations::Associations;
use crate::change::step::{Change, Planned};
use crate::commands::described::tell_known_of;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::association::doubts::doubts;
use crate::domain::association::step::AssociationStep;
use crate::domain::association::{Association, Definition, plan};
use crate::domain::meant::Asked;
use crate::domain::text::violation::Path;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::associations::{Found, everything, not_ours, one_of, whole};

/// Arguments of `association update`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is not named stays, also what no document can say, such as other accounts and alarms. Targets that are named take the place of all targets.
A change is a new version, which runs at once unless the association waits for its schedule. To take something away, such as a baseline's tags,
write a document: association export, association apply. Those that Quick Setup and Patch now made are refused (exit 8).

Examples:
  patchctl association update scan-daily --schedule 'cron(0 4 * * ? *)' --dry-run
  patchctl association update 7e49d8a5-1c3d-4f6e-8a7b-0123456789ab --max-errors 5% --yes")]
pub struct UpdateArgs {
    /// The association, by name or id
    #[arg(value_name = "ASSOCIATION")]
    association: String,
    /// Rename it
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    #[command(flatten)]
    definition: DefinitionArgs,
    #[command(flatten)]
    targets: TargetArgs,
    /// Tag the association itself (can be repeated); its other tags stay
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Association")]
    association_tag: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Changes an association.
///
/// # Errors
/// Usage errors; refused (exit 8) for what is not ours or cannot be described, and when it was
/// changed in between; what AWS answered.
pub async fn run(context: &Context, args: &UpdateArgs) -> Result<ExitCode> {
    let shown = Shown::<AssociationStep>::steps("association.update");
    write::check(context, &shown)?;
    let added = tags("--association-tag", &args.association_tag)?;

    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.association)?;
    let present = whole(found, !added.is_empty()).await?.association;
    if let Some(maker) = present.maker() {
        return Err(not_ours(present.label(), maker));
    }

    let asked = asked(args, &present, added)?;
    if let Some(name) = &args.rename {
        check_name(&all, found, name)?;
    }
    let none = BTreeMap::new();
    refuse(&asked.definition, asked.tags.as_ref().unwrap_or(&none))?;

    // What is as wanted already is not written: the same command twice changes something once.
    let steps = plan::changes(&asked, &present).map_err(|why| Error::new(Kind::Refused, why))?;
    let place = Planned {
        site: found.site,
        steps,
    };

    // Of what stays as it is nothing has to be doubted any more.
    if !place.steps.is_empty() {
        for doubt in doubts(&asked.definition, &Path::default()) {
            context.ui.warn(&in_options(&doubt, WORDS));
        }
        tell_known_of::<Associations>(context, &place, &asked).await;
    }
    write::write(context, Change::new(vec![place], 0), args.write, &[], shown).await
}

/// What the flags make of the association.
fn asked(
    args: &UpdateArgs,
    present: &Association,
    added: BTreeMap<String, String>,
) -> Result<Asked<Definition>> {
    let label = present.label();
    let mut definition = present.definition.clone().map_err(|why| {
        Error::new(
            Kind::Refused,
            format!(
                "association {label} ({}) cannot be described: {why}",
                present.id
            ),
        )
    })?;

    // What is not named stays as it is there.
    args.definition.put_into(&mut definition)?;
    definition.name = args.rename.clone().unwrap_or(definition.name);
    definition.targets = args.targets.targets()?.unwrap_or(definition.targets);

    let mut tags = present.tags.clone();
    if let Some(tags) = &mut tags {
        tags.extend(added);
    }
    // It is changed where it was found.
    Ok(Asked {
        name: definition.name.clone(),
        definition,
        tags,
        regions: Vec::new(),
        accounts: Vec::new(),
    })
}

/// AWS lets two associations have one name, but a document finds its association by the name: a
/// rename must not make two of them.
fn check_name(all: &[Found<'_>], found: &Found<'_>, name: &str) -> Result<()> {
    let mut here = all.iter().filter(|it| it.site.scope == found.site.scope);
    let other = here.find(|it| {
        it.association.name.as_deref() == Some(name) && it.association.id != found.association.id
    });
    // The id is its own: renaming it to the name that it has is no conflict.
    let Some(other) = other else { return Ok(()) };
    let message = format!("{name} ({}) has this name already", other.association.id);
    Err(Error::new(Kind::Refused, message)
        .hint("names are how files find their associations; choose another one"))
}
