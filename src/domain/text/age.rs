//! Ages and lengths of time as users write them.

use jiff::{SignedDuration, Span, SpanRelativeTo};

/// Reads `7d`, `36h`, `90m`, `1w`, `1d12h`; a day has 24 hours and a week 7 days.
pub fn parse(text: &str) -> Result<SignedDuration, String> {
    let bad = || format!("`{text}` is not a length of time such as 7d, 36h or 90m");

    // Other forms of ISO 8601 are read too, such as P7D.
    let span: Span = text.trim().parse().map_err(|_| bad())?;
    if span.get_years() != 0 || span.get_months() != 0 {
        return Err(format!(
            "`{text}` uses months or years, whose length varies; write days, such as 30d"
        ));
    }

    let length = span
        .to_duration(SpanRelativeTo::days_are_24_hours())
        .map_err(|_| bad())?;
    if length.is_positive() {
        Ok(length)
    } else {
        Err(format!("`{text}` is not above zero"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_nonsense_is_not() {
        assert_eq!(parse("7d"), Ok(SignedDuration::from_hours(168)));
        assert_eq!(parse("1w"), Ok(SignedDuration::from_hours(168)));
        assert_eq!(parse("1d12h"), Ok(SignedDuration::from_hours(36)));
        assert_eq!(parse("90m"), Ok(SignedDuration::from_mins(90)));
        for bad in ["", "7", "soon", "1mo", "1y", "0d", "-1d", "7 dogs"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
