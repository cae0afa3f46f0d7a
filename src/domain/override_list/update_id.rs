//! The ids of updates of Windows.

use crate::domain::text::words::is_digits;

/// Whether a text has the form `KB4284819` or `MS17-023`; case does not count.
pub fn is_update_id(text: &str) -> bool {
    let Some((head, rest)) = text.split_at_checked(2) else {
        return false;
    };

    // A bulletin has two digits of its year and three of its number.
    match rest.split_once('-') {
        Some((year, number)) if head.eq_ignore_ascii_case("MS") => {
            is_digits(year) && year.len() == 2 && is_digits(number) && number.len() == 3
        }
        _ => head.eq_ignore_ascii_case("KB") && is_digits(rest),
    }
}
