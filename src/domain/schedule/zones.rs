//! Time zones by their IANA names.

use jiff::tz::{self, TimeZone};

use super::quote::quoted;
use crate::domain::text::words::near_miss;

/// The zone of an IANA name such as `Europe/Berlin`, written as in the database of zones.
///
/// # Errors
/// A sentence for any other name, with the one that was probably meant.
pub fn zone(name: &str) -> Result<TimeZone, String> {
    let found = TimeZone::get(name).ok();
    // The library takes any case; what AWS does with `europe/berlin` it does not say.
    let proper = found.filter(|zone| zone.iana_name() == Some(name));
    if let Some(zone) = proper {
        return Ok(zone);
    }

    let hint = near(name).map(|name| format!("; did you mean `{name}`?"));
    Err(format!(
        "{} is no time zone of the IANA database, such as Europe/Berlin{}",
        quoted(name),
        hint.unwrap_or_default()
    ))
}

fn near(name: &str) -> Option<String> {
    let known: Vec<String> = tz::db().available().map(|name| name.to_string()).collect();
    let same = known.iter().find(|known| known.eq_ignore_ascii_case(name));
    // Many know the city and not the continent.
    let city = known.iter().find(|known| {
        let last = known.rsplit('/').next().unwrap_or(known);
        last.eq_ignore_ascii_case(name)
    });
    same.or(city)
        .cloned()
        .or_else(|| near_miss(name, known.iter().map(String::as_str)))
}
