//! `patchctl window run`.

use std::collections::BTreeSet;

use clap::Args;

use crate::args::wait::{StartArgs, WaitArgs};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::commands::patch_now::order::new_name;
use crate::commands::patch_now::start::{Counted, check_count, check_output, run_within};
use crate::context::Context;
use crate::domain::id::{NodeId, uuid};
use crate::domain::run::command::CommandTarget;
use crate::domain::run::name::RunName;
use crate::domain::run::operation::Operation;
use crate::domain::window::order::{Now, order};
use crate::domain::window::{Task, Window};
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::windows::{everything, one_of, whole};
use crate::run::begin::{Following, Rivals};

/// Arguments of `window run`.
#[derive(Debug, Args)]
#[command(after_help = "\
The window stays as it is, and stays closed: its task's document, parameters and limits are sent now, to the nodes that its targets mean now, as a
run of patch-now, which is followed and judged by what the nodes report. patch-now show, wait, cancel and logs know it by its name.

Exit codes: 0 done as asked, 5 something could not be read, 6 a node failed, 7 still running, 8 refused.

Examples:
  patchctl --sandbox window run nightly-web --dry-run
  patchctl window run nightly-web --reason CHG-1234 --yes
  patchctl window run mw-0123456789abcdef0 --expect-nodes 120 --no-wait --yes")]
pub struct RunArgs {
    /// The window, by name or id
    #[arg(value_name = "WINDOW")]
    window: String,
    /// Refuse (exit 8) when more nodes than this are meant
    #[arg(long, value_name = "N", help_heading = "Run")]
    expect_nodes: Option<usize>,
    /// Why; it is kept in the receipt
    #[arg(long, value_name = "TEXT", help_heading = "Run")]
    reason: Option<String>,
    /// Call the run by this name, which must be new, rather than by the time
    #[arg(long, value_name = "NAME", value_parser = RunName::chosen, help_heading = "Run")]
    run_name: Option<RunName>,
    /// Leave out nodes on which another patching command runs, which else refuses the whole run
    #[arg(long, help_heading = "Run")]
    skip_busy: bool,
    /// Accept that nodes are left out that cannot be patched, which else ends in exit 5
    #[arg(long, help_heading = "Run")]
    skip_unable: bool,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    start: StartArgs,
}

/// Does now what the task of a window does.
///
/// # Errors
/// A usage error when there is no such window, or several; refused when its task is none that a
/// patch run can do, when it is for no node, and without a yes; what AWS answered.
pub async fn run(context: &Context, args: &RunArgs) -> Result<ExitCode> {
    check_output(context)?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.window)?;
    let window = whole(found, false).await?;
    let task = task(&window)?;
    let nodes = nodes(found.site, &window, task).await?;

    // The nodes of now, which may be others than when the window opened last.
    let counted = Counted {
        nodes: nodes.len(),
        expected: args.expect_nodes,
        installs: task.operation == Operation::Install,
        named: false,
    };
    check_count(context, counted, args.start.consent)?;
    let name = &window.definition.name;
    if !window.definition.enabled {
        context.ui.note(&format!(
            "{name} is disabled; its task runs now all the same"
        ));
    }
    let now = Now {
        run: args.run_name.clone().unwrap_or_else(|| new_name(context)),
        nodes,
        reason: args.reason.clone(),
        records: context.settings.run_records.value.clone(),
        snapshot_id: uuid::v4(fastrand::u128(..)),
        skip_busy: args.skip_busy,
        skip_unable: args.skip_unable,
    };
    let order = order(&window, task, now).map_err(|why| refused(&window, &why))?;
    let following = Following {
        timeout: args.wait.timeout,
        no_wait: args.start.no_wait,
        twins: Rivals::of_name(args.run_name.is_some()),
    };
    run_within(context, &reach, &order, args.start.consent, following).await
}

fn refused(window: &Window, why: &str) -> Error {
    let name = &window.definition.name;
    Error::new(Kind::Refused, format!("{name} cannot be run now: {why}"))
        .hint("patch-now scan and patch-now install patch nodes now, with options of their own")
}

/// The one task that patches.
fn task(window: &Window) -> Result<&Task> {
    if let Some(why) = window.undescribed() {
        return Err(refused(window, why));
    }
    let others = window.others.len();
    let task = window.definition.task.as_ref();
    task.ok_or_else(|| {
        let why = match others {
            0 => "it has no task",
            _ => "none of its tasks patches",
        };
        refused(window, why)
    })
}

/// The nodes that its targets mean now, and those that its task names.
async fn nodes(site: &Site, window: &Window, task: &Task) -> Result<Vec<NodeId>> {
    if let Some(why) = &window.odd_targets {
        return Err(refused(window, why));
    }
    let mut nodes: BTreeSet<NodeId> = task.nodes.iter().filter_map(|id| id.parse().ok()).collect();
    for set in window.targets().iter().filter(|set| set.task) {
        let conditions = set.conditions().into_iter();
        let conditions: Vec<CommandTarget> = conditions
            .map(|(key, values)| CommandTarget { key, values })
            .collect();
        let meant = site.nodes_meant(&conditions).await?;
        nodes.extend(
            meant.ok_or_else(|| {
                refused(window, &format!("nobody can tell whom it is for ({set})"))
            })?,
        );
    }
    // To patch nobody and say done would be a lie.
    if nodes.is_empty() {
        return Err(refused(window, "it is for no managed node now"));
    }
    Ok(nodes.into_iter().collect())
}
