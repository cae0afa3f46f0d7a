//! `patchctl window delete`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::window::WindowStep;
use crate::domain::window::plan;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::read::windows::{everything, one_of, whole};

/// Arguments of `window delete`.
#[derive(Debug, Args)]
#[command(after_help = "\
Its targets and tasks go with it, also those of others; what it runs right now goes on.

Examples:
  patchctl window delete nightly-web --dry-run
  patchctl window delete mw-0123456789abcdef0 --yes")]
pub struct DeleteArgs {
    /// The window, by name or id
    #[arg(value_name = "WINDOW")]
    window: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Deletes a window.
///
/// # Errors
/// A usage error when there is no such window, or several; a plan that was not agreed to.
pub async fn run(context: &Context, args: &DeleteArgs) -> Result<ExitCode> {
    let shown = Shown::<WindowStep>::steps("window.delete");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.window)?;
    let window = whole(found, false).await?;

    // Whoever made them may not know of this window's end.
    for task in &window.others {
        context.ui.warn(&format!(
            "with it goes a task that no document describes: {} {} ({})",
            task.kind, task.runs, task.id
        ));
    }
    let place = Planned {
        site: found.site,
        steps: plan::deletion(&window),
    };
    let change = Change::new(vec![place], 0);
    write::write(context, change, args.write, &[], shown).await
}
