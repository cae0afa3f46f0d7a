//! `patchctl association create`.

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
use crate::domain::association::doubts::{doubts, notes};
use crate::domain::association::step::AssociationStep;
use crate::domain::association::{Definition, plan};
use crate::domain::meant::Asked;
use crate::domain::text::violation::Path;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::associations::{Found, everything};

/// Arguments of `association create`.
#[derive(Debug, Args)]
#[command(after_help = "\
An installation with a cron or an at schedule waits for it, so that nothing is installed now or on nodes to come; --at-once asks for that. A
scan runs at once too. Concurrency and errors are 10% and 2% where they are not named.

Examples:
  patchctl association create scan-daily --operation scan --schedule 'cron(0 2 * * ? *)' --tag 'env=prod'
  patchctl association create install-sunday --operation install --reboot if-needed --document AWS-RunPatchBaseline \\
    --schedule 'cron(0 3 ? * SUN *)' --tag 'Patch Group=web' --dry-run
  patchctl association create scan-tagged --operation scan --baseline-tags Key=Env,Values=prod --after-patch-tuesday 3 --at 04:00 --all")]
pub struct CreateArgs {
    /// The name: 3 to 128 letters, digits, dots, underscores and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    definition: DefinitionArgs,
    #[command(flatten)]
    targets: TargetArgs,
    /// Tag the association itself (can be repeated)
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Association")]
    association_tag: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Creates an association in every account and Region of the command.
///
/// # Errors
/// Usage errors; refused when an association of that name exists; what AWS answered.
pub async fn run(context: &Context, args: &CreateArgs) -> Result<ExitCode> {
    let shown = Shown::<AssociationStep>::steps("association.create");
    write::check(context, &shown)?;

    // What the file alone tells comes before anything is read.
    let asked = asked(args)?;
    for doubt in doubts(&asked.definition, &Path::default()) {
        context.ui.warn(&in_options(&doubt, WORDS));
    }
    for note in notes(&asked.definition) {
        context.ui.note(&note);
    }

    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    check_free(&asked.name, &all)?;

    // The same in every place, where each has its own doubts.
    let mut places = Vec::new();
    for site in &reach.sites {
        let place = Planned {
            site,
            steps: plan::creation(&asked),
        };
        tell_known_of::<Associations>(context, &place, &asked).await;
        places.push(place);
    }
    write::write(context, Change::new(places, 0), args.write, &[], shown).await
}

/// What the flags describe; what AWS would refuse is refused before anything is read.
fn asked(args: &CreateArgs) -> Result<Asked<Definition>> {
    let targets = args.targets.targets()?;
    let definition = args.definition.new_association(&args.name, targets)?;
    let tags = tags("--association-tag", &args.association_tag)?;
    refuse(&definition, &tags)?;

    // Where it is made the command says, and not the definition.
    Ok(Asked {
        name: args.name.clone(),
        definition,
        tags: Some(tags),
        regions: Vec::new(),
        accounts: Vec::new(),
    })
}

/// AWS keeps names not unique; documents then could not tell the two apart, and a command that is
/// run twice would make two.
fn check_free(name: &str, all: &[Found<'_>]) -> Result<()> {
    let same = |found: &&Found<'_>| found.association.name.as_deref() == Some(name);
    let Some(other) = all.iter().find(same) else {
        return Ok(());
    };
    // In the first place that has one nothing is created anywhere: half of the places would be
    // worse.
    let (scope, id) = (&other.site.scope, &other.association.id);
    let message = format!("{scope} already has an association {name}: {id}");
    Err(Error::new(Kind::Refused, message).hint(format!("patchctl association update {id}")))
}
