//! The only reader of the time zone of this machine.

use jiff::tz::TimeZone;

/// The local time zone: `TZ`, else that of the system; zones come from the system's database, and
/// where there is none from the one in this program.
///
/// # Errors
/// Why it is not known, in words.
pub fn local() -> Result<TimeZone, String> {
    let zone = TimeZone::try_system().map_err(|error| error.to_string())?;
    if zone.is_unknown() {
        return Err("nothing says which it is".to_owned());
    }
    Ok(zone)
}
