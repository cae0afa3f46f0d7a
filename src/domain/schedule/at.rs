//! One-time expressions: `at(2026-11-23T02:00:00)`.

use jiff::civil::DateTime;

use super::dialect::Dialect;

/// How it is written, for a message.
const FORM: &str = "it is written `at(yyyy-mm-ddThh:mm:ss)`, without a zone or an offset";

/// Reads what stands between the parentheses.
pub(super) fn read(text: &str, dialect: &Dialect) -> Result<DateTime, String> {
    if let Some(why) = dialect.no_at {
        return Err(format!("{} takes no at(): {why}", dialect.what));
    }

    // Digit by digit: the parser of the library also takes shorter forms and fractions.
    let fits = text.len() == 19
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
    if !fits {
        return Err(FORM.to_owned());
    }
    // 60 is a leap second, which the library would take as 59.
    let moment = text.parse().ok().filter(|_| !text.ends_with(":60"));
    moment.ok_or_else(|| "there is no such day or time".to_owned())
}
