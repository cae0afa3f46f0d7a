//! Text that becomes HTML.

use super::super::sanitize;

/// Text as HTML shows it, in an element or in an attribute: nothing in it is a tag, and nothing turns
/// the direction of writing.
pub(super) fn escape(text: &str) -> String {
    quick_xml::escape::escape(sanitize::for_xml(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_tag_and_nothing_turns_the_writing() {
        assert_eq!(escape("\u{1b}[31ma\u{0}\u{2067}b\nc"), "ab c");
        assert_eq!(escape("<a b='\">&"), "&lt;a b=&apos;&quot;&gt;&amp;");
    }
}
