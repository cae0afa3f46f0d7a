//! Patch Tuesday, the second Tuesday of a month, and days after it.

use super::dialect::Service;

/// How many days after it can be written: the second, third and fourth Tuesday, which every month
/// has, and up to six days behind each of them.
const MOST: u8 = 20;

/// The expression that runs so many days after each Patch Tuesday, and its offset where one is
/// needed.
///
/// # Errors
/// A sentence where the service cannot express it.
pub fn after_patch_tuesday(
    days: u8,
    hour: i8,
    minute: i8,
    service: Service,
) -> Result<(String, Option<u8>), String> {
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return Err(format!("{hour}:{minute} is no time of day"));
    }
    if days > MOST {
        return Err(format!(
            "{days} days after Patch Tuesday may be in the next month, which no expression says: \
             0 to {MOST} can be written"
        ));
    }

    // Seven days after the second Tuesday is always the third one.
    let (weeks, offset) = (days / 7, days % 7);
    if offset > 0 && !service.takes_offset() {
        return Err(format!(
            "{service} cannot run {days} days after Patch Tuesday, because it has no offset: 0, 7 \
             and 14 can be written, and a day such as SAT#2 comes before Patch Tuesday in some \
             months"
        ));
    }
    let expression = format!("cron({minute} {hour} ? * TUE#{} *)", 2 + weeks);
    Ok((expression, (offset > 0).then_some(offset)))
}
