//! `patchctl patch-now wait`.

use clap::Args;
use jiff::SignedDuration;

use super::live::Live;
use super::view::end;
use crate::args::wait::WaitArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::automation;
use crate::domain::run::name::RunName;
use crate::domain::run::record::Record;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::run::again::again;
use crate::run::follow::{self, Taken};
use crate::run::receipts::Receipts;
use crate::run::{close, find};

/// Arguments of `patch-now wait`.
#[derive(Debug, Args)]
#[command(after_help = "\
wait sends nothing: what was not sent yet stays so, and patch-now resume goes on with it. It may be used from any machine: there it also
waits for what the machine that began the run is still to send.
Nodes whose patch state could not be read before are read again.
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
    context.ui.check_listing(&super::view::nodes::COLUMNS)?;
    let reach = Reach::open(context).await?;
    if automation::is_execution(&args.run) {
        return super::automation::wait(context, &reach, args.run.as_str(), args.wait.timeout)
            .await;
    }

    let receipts = Receipts::of(context, &reach)?;
    let record = find::find(context, &reach, &receipts, &args.run).await?;
    let unread = crate::run::sites::check_reach(&reach, &record)
        .err()
        .filter(|_| record.unverified().next().is_some());

    // What is judged stays so, but for nodes of which nothing could be read then.
    if record.is_judged() && (unread.is_some() || record.unverified().next().is_none()) {
        end::listing(context, &record)?;
        end::warn_incomplete(&context.ui, &record);
        if let Some(error) = unread {
            context.ui.warn(&format!(
                "its unverified nodes are not read again: {}",
                error.one_line()
            ));
        }
        context.ui.note(&format!(
            "{} is over since {}",
            record.run,
            record
                .ended_at
                .map(crate::output::time::rfc3339)
                .unwrap_or_default()
        ));
        return Ok(close::exit_code(&record));
    }

    follow(context, &reach, &receipts, record, args.wait.timeout).await
}

/// Follows a run that this process did not begin, and shows how it ended.
///
/// # Errors
/// What AWS answered; when the receipt cannot be read.
pub async fn follow(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    record: Record,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    let live = Live::new(&context.ui, record.nodes.len());

    let taken = follow::take(context, reach, receipts, &live, record, timeout);
    match Box::pin(taken).await? {
        Taken::Over(drive) => Box::pin(end::follow(*drive, &live)).await,
        Taken::Judged(record) => {
            end::listing(context, &record)?;
            Ok(close::exit_code(&record))
        }
        Taken::Elsewhere(record) => {
            // The deadline is ours, and not that of the run: it goes on elsewhere.
            end::listing(context, &record)?;
            let wait = again(context, reach, "wait", &record.run);
            context.ui.warn(&format!(
                "not done at the deadline; the run goes on: {wait}"
            ));
            Ok(close::exit_code(&record).and(ExitCode::StillRunning))
        }
    }
}
