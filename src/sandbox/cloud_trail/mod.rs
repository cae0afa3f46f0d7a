//! CloudTrail: what was called that changes something, by whom and when, as far as it can be looked
//! up. The sandbox records its own calls; a fleet file may hold those of others.
//!
//! What only reads is not recorded, and neither is what the clock brings about: what associations
//! and windows do by themselves CloudTrail does not show either.

pub(super) mod identity;
mod lookup;
pub(super) mod record;
pub(super) mod seeded;
pub(super) mod sources;

use super::call::{Call, unknown};
use super::wire::Answer;

/// Answers a call to CloudTrail.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    match call.operation {
        "LookupEvents" => {
            call.allowed("cloudtrail")?;
            lookup::lookup_events(call)
        }
        operation => Err(unknown("cloudtrail", operation)),
    }
}
