//! `patchctl patch-now wait`.

use clap::Args;

use super::drive::Drive;
use super::flags::WaitArgs;
use super::receipts::Receipts;
use super::{automation, finishing, lookup};
use crate::aws::scopes::World;
use crate::context::Context;
use crate::domain::patch_run::name::RunName;
use crate::domain::patch_run::record::{Record, State};
use crate::error::Result;
use crate::exit::ExitCode;

/// Arguments of `patch-now wait`.
#[derive(Debug, Args)]
#[command(after_help = "\
wait sends nothing: what was not sent yet stays so, and patch-now resume goes on with it. It may be used from any machine.
Exit codes: as patch-now install; 7 when the run is not done at the deadline, or waves were never sent.

Examples:
  patchctl patch-now wait 20261122-0108-k3x9q
  patchctl patch-now wait 20261122-0108-k3x9q --timeout 30m -o json")]
pub struct WaitRunArgs {
    /// The run, or the id of an automation execution
    #[arg(value_name = "RUN")]
    run: RunName,
    #[command(flatten)]
    wait: WaitArgs,
}

/// Follows a run to its end.
///
/// # Errors
/// When nobody knows the run; what AWS answered.
pub async fn run(context: &Context, args: &WaitRunArgs) -> Result<ExitCode> {
    context.ui.check_listing(&finishing::COLUMNS)?;
    let world = World::open(context).await?;
    if automation::is_execution(&args.run) {
        return automation::wait(context, &world, args.run.as_str(), args.wait.timeout).await;
    }
    let receipts = Receipts::of(context)?;
    let record = lookup::find(context, &world, &receipts, &args.run).await?;
    if is_judged(&record) {
        finishing::listing(context, &record)?;
        context.ui.note(&format!("{} is over since {}", record.run, record.ended_at.map(crate::output::time::rfc3339).unwrap_or_default()));
        return Ok(finishing::exit_code(&record));
    }
    let lock = receipts.lock(&args.run)?;
    if lock.is_none() {
        context.ui.note("another patchctl follows this run; this one only looks on");
    }
    let mut drive = Drive::new(context, &world, &receipts, record, lock, None, args.wait.timeout);
    let end = drive.follow().await?;
    finishing::finish(drive, end)
}

/// Whether nothing more is to be learned.
pub fn is_judged(record: &Record) -> bool {
    matches!(record.state, State::Finished | State::Cancelled)
        && record.ended_at.is_some()
        && record.nodes.iter().all(|node| !node.outcome.is_open())
}
