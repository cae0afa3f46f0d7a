//! `patchctl window create`.

use clap::Args;

use super::flags::{TargetArgs, TaskArgs, WORDS, WindowArgs, refuse};
use crate::args::consent::WriteArgs;
use crate::args::tags::tags;
use crate::args::words::in_options;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::change::windows::Windows;
use crate::commands::described::tell_known_of;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::meant::Asked;
use crate::domain::text::violation::Path;
use crate::domain::window::doubts::doubts;
use crate::domain::window::plan::{self, MOST_WINDOWS};
use crate::domain::window::{Definition, WindowStep};
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::windows::{Found, everything};

/// Arguments of `window create`.
#[derive(Debug, Args)]
#[command(after_help = "\
A window is made by several calls: it first, then its targets, then its task, without which it does nothing. When one of them fails, the rest
is told, and `window update` or `window apply` does what is left.

Examples:
  patchctl window create web-sunday --schedule 'cron(0 2 ? * SUN *)' --timezone Europe/Berlin --duration 4 --cutoff 1 \\
    --tag 'Patch Group=web' --operation install --reboot if-needed --max-concurrency 10% --max-errors 1
  patchctl window create scan-weekly --after-patch-tuesday 3 --at 04:00 --duration 2 --cutoff 0 --tag Env --operation scan \\
    --max-concurrency 50 --max-errors 10% --dry-run")]
pub struct CreateArgs {
    /// The name: 3 to 128 letters, digits, dots, underscores and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    window: WindowArgs,
    /// Tag the window itself (can be repeated)
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Window")]
    window_tag: Vec<String>,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    task: TaskArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Creates a window in every account and Region of the command.
///
/// # Errors
/// Usage errors; refused when a window of that name exists; what AWS answered.
pub async fn run(context: &Context, args: &CreateArgs) -> Result<ExitCode> {
    let shown = Shown::<WindowStep>::steps("window.create");
    write::check(context, &shown)?;
    let asked = asked(args)?;
    for doubt in doubts(&asked.definition, &Path::default()) {
        context.ui.warn(&in_options(&doubt, WORDS));
    }
    if asked.definition.task.is_none() {
        context
            .ui
            .warn("without --operation the window has no task, and does nothing");
    }

    // The name is looked for everywhere before anything is made anywhere.
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    check_free(&asked.name, &all)?;
    let mut places = Vec::new();
    for site in &reach.sites {
        let number = all.iter().filter(|found| found.site.scope == site.scope);
        check_room(site.scope.to_string(), number.count())?;
        let place = Planned {
            site,
            steps: plan::creation(&asked),
        };
        tell_known_of::<Windows>(context, &place, &asked).await;
        places.push(place);
    }
    write::write(context, Change::new(places, 0), args.write, &[], shown).await
}

/// What the flags describe; what AWS would refuse is refused before anything is read.
fn asked(args: &CreateArgs) -> Result<Asked<Definition>> {
    let mut definition = args.window.new_window(&args.name)?;
    definition.targets = args.targets.sets(&[])?;
    definition.task = args.task.task(None)?;

    // A new window has what it is told and nothing else, so that a task without targets shows.
    if definition.task.is_some() {
        definition.targets.get_or_insert_default();
    }
    let tags = tags("--window-tag", &args.window_tag)?;
    refuse(&definition, &tags)?;
    Ok(Asked {
        name: args.name.clone(),
        definition,
        tags: Some(tags),
        regions: Vec::new(),
        accounts: Vec::new(),
    })
}

/// AWS takes a second window of one name without a word; documents then could not tell the two
/// apart, and a command that is run twice would make two.
fn check_free(name: &str, all: &[Found<'_>]) -> Result<()> {
    let Some(other) = all.iter().find(|found| found.window.name == name) else {
        return Ok(());
    };
    // In the first place that has one nothing is created anywhere: half of the places would be
    // worse.
    let (scope, id) = (&other.site.scope, &other.window.id);
    let message = format!("{scope} already has a window {name}: {id}");
    Err(Error::new(Kind::Refused, message).hint(format!("patchctl window update {id}")))
}

fn check_room(scope: String, number: usize) -> Result<()> {
    if number < MOST_WINDOWS {
        return Ok(());
    }
    let message = format!("{scope} has {number} windows already, and AWS allows {MOST_WINDOWS}");
    Err(Error::new(Kind::Refused, message))
}
