//! Follows a run without sending anything. While another process has the run, that one writes the
//! receipt, and this one reads it.

use super::again::again;
use super::drive::{Drive, Means};
use super::find;
use super::observer::Observer;
use super::receipts::Receipts;
use super::receipts::locks::Lock;
use super::watch::Watch;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::run::name::RunName;
use crate::domain::run::record::Record;
use crate::error::Result;
use crate::process::interrupt::interrupted;

/// How many seconds pass between looks at the receipt of another process.
const LOOK_SECONDS: u64 = 2;

/// What became of a run that another process had.
pub enum Taken<'a> {
    /// This process has it now, and can follow it.
    Over(Box<Drive<'a>>),
    /// It is judged already.
    Judged(Record),
    /// The other process still has it at the deadline.
    Elsewhere(Record),
}

/// Takes a run over as soon as no other process has it.
///
/// # Errors
/// When the receipt cannot be read; interrupted (130, 143) after a signal.
pub async fn take<'a>(
    context: &'a Context,
    reach: &'a Reach,
    receipts: &'a Receipts,
    observer: &'a dyn Observer,
    record: Record,
    timeout: jiff::SignedDuration,
) -> Result<Taken<'a>> {
    let began = context.clock.now();
    let Some(lock) = look_on(context, reach, receipts, &record.run, timeout).await? else {
        let known = receipts.load(&record.run)?.unwrap_or(record);
        return Ok(Taken::Elsewhere(known));
    };

    // Whoever had the run may have gone on meanwhile.
    let mut record = find::latest(receipts, record)?;
    let judged = record.is_judged();
    if !record.reopens_unverified() && judged {
        return Ok(Taken::Judged(record));
    }

    let means = Means {
        receipts,
        observer,
        lock: Some(lock),
        consented: None,
        // What was waited for the other process is part of the time that was asked for.
        timeout: timeout - context.clock.now().duration_since(began),
    };

    let drive = Drive::new(context, reach, record, means);
    let drive = if judged {
        drive.keeping_verdict()
    } else {
        drive
    };
    Ok(Taken::Over(Box::new(drive)))
}

/// Waits until no other process has the run; `None` at the deadline.
async fn look_on(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    run: &RunName,
    timeout: jiff::SignedDuration,
) -> Result<Option<Lock>> {
    if let Some(lock) = receipts.lock(run)? {
        return Ok(Some(lock));
    }
    // Before it is said: whoever reads that may answer with a signal at once.
    let mut watch = Watch::new(context, timeout);
    let what = "another patchctl follows this run and writes its receipt; this one looks on";
    context.tell(Remark::Note(what.to_owned()));

    // The receipt of the other process tells nothing while it waits; its lock does.
    while !watch.is_over() {
        if let Some(number) = watch.pause(LOOK_SECONDS).await? {
            let wait = again(context, reach, "wait", run);
            return Err(
                interrupted(number).hint(format!("the run {run} goes on; follow it again: {wait}"))
            );
        }
        if let Some(lock) = receipts.lock(run)? {
            return Ok(Some(lock));
        }
    }
    Ok(None)
}
