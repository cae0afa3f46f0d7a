//! How a run stands when following it ended, and the exit code that says so.

use super::drive::Drive;
use super::end::End;
use crate::domain::run::record::{Record, State};
use crate::domain::run::verdict::Outcome;
use crate::domain::run::wave::Passage;
use crate::error::Result;
use crate::exit::ExitCode;

/// The exit code that a run stands for.
pub fn exit_code(record: &Record) -> ExitCode {
    let mut code = ExitCode::Done;
    let accepts = record.plan.as_ref().is_some_and(|plan| plan.skip_unable);
    for node in record.nodes.iter() {
        // The gravest outcome of any node decides; how many there are is never the code.
        code = code.and(match node.outcome {
            outcome if outcome.is_failure() => ExitCode::NodesFailed,
            Outcome::Unverified => ExitCode::Incomplete,
            Outcome::LeftOut if !accepts => ExitCode::Incomplete,
            Outcome::Running | Outcome::Waiting => ExitCode::StillRunning,
            _ => ExitCode::Done,
        });
    }

    if record
        .plan
        .iter()
        .any(|plan| plan.left_out().next().is_some() || !plan.unreadable.is_empty())
    {
        code = code.and(ExitCode::Incomplete);
    }

    if record.unseen().any() {
        code = code.and(ExitCode::StillRunning);
    }

    // A gate that counted non-compliant nodes stopped the run: that is a check that said no.
    let last = record
        .next_wave()
        .filter(|_| record.state == State::Stopped)
        .map(|next| next - 1)
        .filter(|last| *last > 0);
    if last.is_some_and(|last| matches!(record.passage(last), Passage::TooManyNonCompliant(_))) {
        code = code.and(ExitCode::CheckFailed);
    }
    code
}

/// Settles how a run stands that was followed to this end, writes that down, and gives the exit
/// code.
pub fn close(drive: &mut Drive<'_>, end: End) -> Result<ExitCode> {
    let unseen = drive.record.unseen();
    if end == End::Finished && unseen.any() && drive.record.state == State::Cancelled {
        drive.record.ended_at = None;
    } else if end == End::Finished && unseen.any() {
        drive.record.stops(&format!(
            "not known here: {unseen} of it, never sent or sent where this command does not look"
        ));
    } else if end == End::Finished {
        if drive.record.state != State::Cancelled {
            drive.record.state = State::Finished;
        }
        // What is judged again was judged first then.
        drive
            .record
            .ended_at
            .get_or_insert(drive.context.clock.now());
    }

    let mut code = exit_code(&drive.record);
    // A run that stopped without a failure is not done either.
    if matches!(end, End::Deadline | End::Unfollowed)
        || (end == End::Stopped && code == ExitCode::Done)
    {
        code = code.and(ExitCode::StillRunning);
    }
    drive.record.exit_code = Some(code.number());
    drive.keeps_verdict = false;
    drive.save()?;
    Ok(code)
}
