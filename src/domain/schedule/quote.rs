//! Texts of somebody else in messages.

use crate::domain::text::steering::steers;

/// How long an expression may be (SSM API, shape `ScheduleExpression`).
pub(super) const LONGEST: usize = 256;

/// A text of somebody else in a message: no longer than an expression, and nothing that could steer
/// a terminal.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars().take(LONGEST) {
        if steers(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    let more = if text.chars().nth(LONGEST).is_some() {
        "…"
    } else {
        ""
    };
    format!("`{shown}{more}`")
}
