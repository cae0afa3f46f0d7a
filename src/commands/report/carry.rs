//! A report on its last steps to its destination: whole, or nothing of it.

use crate::context::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::files::destination::{Ready, Sink};
use crate::output::plan::Consented;
use crate::read::fleet::Fleet;

/// Writes a whole text; whatever stops it, a signal too, takes everything back first.
pub async fn whole(
    context: &Context,
    ready: Ready,
    text: &str,
    consented: &Consented,
) -> Result<()> {
    let mut sink = ready.begin(consented)?;
    let _held = context.interrupt.hold();
    let written = tokio::select! {
        result = sink.write(text.as_bytes()) => result,
        stopped = context.interrupt.error() => Err(stopped),
    };
    settle(context, sink, written).await
}

/// Makes what was written visible, or takes it back.
///
/// # Errors
/// The error that was first. Whoever closes the pipe has seen enough, which is none.
pub async fn settle<T: Default>(
    context: &Context,
    mut sink: Sink,
    produced: Result<T>,
) -> Result<T> {
    // From here on the report is there or it is not: a signal no longer stops it half-way.
    let result = match produced {
        Ok(found) => sink.finish().await.map(|()| found),
        Err(error) => Err(error),
    };
    if let Some(others) = sink.left_over() {
        context.ui.warn(&others);
    }

    // What was begun is taken back; that it could not be, is said beside the error that was first.
    let Err(error) = result else { return result };
    let discarded = sink.discard().await;
    let error = match (&error.kind(), &sink, &discarded) {
        (Kind::Interrupted(_), Sink::File { .. } | Sink::S3(_), Ok(())) => {
            error.hint("the report is not complete, and nothing of it was left")
        }
        (Kind::Interrupted(_), ..) => error.hint("the report is not complete"),
        _ => error,
    };
    if let Err(leftover) = discarded {
        context.ui.error(&leftover);
    }

    // As with every other output.
    if error.kind() == Kind::BrokenPipe {
        Ok(T::default())
    } else {
        Err(error)
    }
}

/// An empty report would read like an empty fleet.
pub fn nothing_read(fleet: &Fleet) -> Error {
    let kind = if fleet.completeness() == ExitCode::NoCredentials {
        Kind::Credentials
    } else {
        Kind::Incomplete
    };
    Error::new(kind, "nothing could be read, so that no report was written")
}
