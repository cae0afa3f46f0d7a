//! How AWS is asked, so that a busy one is not taken for an unreadable one.
//!
//! One limiter for each action of each scope owns the turns and the retries. On its way a request
//! passes, attempt for attempt:
//!
//! ```text
//! client ─▶ Tickets          which action of which scope, which attempt, since when
//!        ─▶ Traffic          an outage is told at once; a turn of the limiter; a place among all
//!                            that is under way; the connection; the body to its end
//!        ─▶ the SDK's classifiers, then Listener: what the answer means for the limiter, and when
//!                            the next attempt is due
//! ```
//!
//! The SDK repeats the request, because it signs anew and corrects the clock; when and how often is
//! said here.

mod body;
mod doubt;
mod guarded;
mod kept;
mod lost;
mod patience;
mod rate;
mod ticket;
mod traffic;
mod turns;
mod verdict;

pub(super) use body::{Incoming, collect};
pub(super) use doubt::Doubt;
pub(super) use guarded::Guarded;
pub(super) use lost::{How, Lost, is_refused};
pub(super) use patience::{ATTEMPTS, Patience};
pub(super) use ticket::Tickets;
pub(super) use traffic::Traffic;
pub(super) use verdict::Listener;
