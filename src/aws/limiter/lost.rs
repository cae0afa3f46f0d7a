//! An attempt without an answer.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::result::ConnectorError;

/// How an attempt ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum How {
    /// The host refused the connection or is not known: nothing was sent.
    Refused,
    /// The connection did not open in time: nothing was sent.
    NoConnection,
    /// No answer began in time.
    NoAnswer,
    /// An answer began and did not come to its end in this time.
    HalfAnswer(Duration),
    /// An answer of which there was no end in sight, after so many bytes.
    Endless(usize),
    /// The connection broke.
    Broken,
    /// An answer came, and it holds nothing that an answer must hold.
    NoProof,
    /// What the SDK alone knows, and sees no reason to try again for.
    Other,
}

/// An attempt without an answer: it can be told again to those who ask the same, which the error of
/// the SDK cannot.
#[derive(Clone, Debug)]
pub(in super::super) struct Lost {
    /// How.
    pub how: How,
    /// Whether nobody shall try again.
    pub is_last: bool,
    cause: Arc<dyn StdError + Send + Sync>,
}

impl Lost {
    /// A loss with its cause.
    pub(super) fn new(how: How, cause: impl Into<BoxError>) -> Self {
        Self {
            how,
            is_last: false,
            cause: Arc::from(cause.into()),
        }
    }

    /// What the connection of the SDK says of it.
    pub(super) fn of(error: ConnectorError) -> Self {
        let how = if error.is_timeout() {
            // The type is the SDK's own secret; its words are all there is.
            if chain(&error).any(|cause| cause.to_string().contains("connect timeout")) {
                How::NoConnection
            } else {
                How::NoAnswer
            }
        } else if chain(&error).any(never_connected) {
            How::Refused
        } else if error.is_io() || error.as_other().is_some() {
            How::Broken
        } else {
            How::Other
        };
        Self::new(how, error.into_source())
    }

    /// What the way there said; as a cause it stands in for this one, whose words are the same.
    pub(in super::super) fn cause(&self) -> &(dyn StdError + 'static) {
        &*self.cause
    }

    /// The loss among the causes of an error.
    pub(in super::super) fn find(error: Cause<'_>) -> Option<&Self> {
        chain(error).find_map(|cause| cause.downcast_ref::<Self>())
    }

    /// Whether the place is out, rather than this one request wrong.
    pub(super) fn is_outage(&self) -> bool {
        !matches!(self.how, How::Endless(_) | How::NoProof | How::Other)
    }
}

/// Whether nobody is there to connect to.
pub(in super::super) fn is_refused(error: &ConnectorError) -> bool {
    chain(error).any(never_connected)
}

/// Whether a connection never came to be, because nobody is there. A slow one may still come.
fn never_connected(cause: Cause<'_>) -> bool {
    use std::io::ErrorKind as Io;

    let io = cause.downcast_ref::<std::io::Error>();
    let nobody = io.is_some_and(|io| {
        matches!(
            io.kind(),
            Io::ConnectionRefused | Io::HostUnreachable | Io::NetworkUnreachable
        )
    });
    // The resolver has no kind of its own.
    nobody || cause.to_string().starts_with("dns error")
}

type Cause<'a> = &'a (dyn StdError + 'static);

fn chain(error: Cause<'_>) -> impl Iterator<Item = Cause<'_>> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}

impl From<Lost> for ConnectorError {
    fn from(lost: Lost) -> Self {
        let how = lost.how;
        let cause = Box::new(lost);
        match how {
            How::NoConnection | How::NoAnswer | How::HalfAnswer(_) => Self::timeout(cause),
            How::Broken => Self::io(cause),
            How::Refused | How::Endless(_) | How::NoProof | How::Other => Self::other(cause, None),
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(out)
    }
}

impl StdError for Lost {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.source()
    }
}
