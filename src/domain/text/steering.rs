//! What in a text steers whoever shows it: a terminal, or the log of a CI system.

use std::borrow::Cow;

/// Whether a character could steer a terminal: a control, or one that turns the direction of
/// writing or begins a line.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text of a document as it may be shown: a stand-in for each character that steers, so that a
/// reviewer sees that it is there, and columns stay what they are. Line ends and tabs stay.
///
/// A place in the text is, in what is shown, as far in as the text before it is long when shown: at
/// most a few columns beside it where it lies within a line end or a command of a CI system.
pub fn visible(text: &str) -> Cow<'_, str> {
    let needs_care = |c: char| steers(c) && !matches!(c, '\n' | '\t');
    if !text.chars().any(needs_care) {
        return broken(text, &commands_of_azure(text));
    }

    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => shown.push(c),
            // The block "Control Pictures" has a sign for each of these.
            '\0'..='\u{1f}' if needs_care(c) => {
                shown.extend(char::from_u32(0x2400 + u32::from(c)));
            }
            '\u{7f}' => shown.push('\u{2421}'),
            c if needs_care(c) => shown.push(char::REPLACEMENT_CHARACTER),
            c => shown.push(c),
        }
    }
    let breaks = commands_of_azure(&shown);
    Cow::Owned(broken(&shown, &breaks).into_owned())
}

/// A line that no CI system takes for a command: `##vso[task.complete]`, `##[error]`,
/// `##teamcity[…]` anywhere, `::error::` at its beginning. A blank breaks them.
pub fn without_commands(line: Cow<'_, str>) -> Cow<'_, str> {
    let mut breaks: Vec<usize> = command_of_github(&line).into_iter().collect();
    breaks.extend(commands_of_azure(&line));
    if breaks.is_empty() {
        return line;
    }
    Cow::Owned(broken(&line, &breaks).into_owned())
}

/// Between which signs a command that counts anywhere in a line is to be broken: `##`, a word or
/// none, `[` (Azure Pipelines, "Logging commands"; TeamCity, "Service Messages"; GitHub's runner
/// still reads `##[`).
pub fn commands_of_azure(text: &str) -> Vec<usize> {
    if !text.contains("##") {
        return Vec::new();
    }
    let pairs = text.as_bytes().windows(2).enumerate();
    pairs
        .filter(|(start, pair)| *pair == b"##" && is_named(&text[start + 2..]))
        .map(|(start, _)| start + 1)
        .collect()
}

/// Whether what stands behind `##` makes it a command.
fn is_named(rest: &str) -> bool {
    rest.trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .starts_with('[')
}

/// The same for one that counts at the beginning of a line, behind blanks (GitHub Actions,
/// "Workflow commands").
pub fn command_of_github(line: &str) -> Option<usize> {
    let command = line.trim_start().strip_prefix("::")?;
    let named = command.starts_with(|c: char| c.is_ascii_alphabetic());
    named.then(|| line.len() - command.len() - 1)
}

/// A text with a blank at each of the places.
fn broken<'a>(text: &'a str, breaks: &[usize]) -> Cow<'a, str> {
    if breaks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len() + breaks.len());
    let mut from = 0;
    for to in breaks {
        whole.push_str(&text[from..*to]);
        whole.push(' ');
        from = *to;
    }
    whole.push_str(&text[from..]);
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ci_system_finds_a_command() {
        let cases = [
            (
                "web ##vso[task.complete result=Failed]",
                "web # #vso[task.complete result=Failed]",
            ),
            ("##VSO[x]", "# #VSO[x]"),
            ("##[error]x", "# #[error]x"),
            ("###[x] ##teamcity[y]", "## #[x] # #teamcity[y]"),
            ("::error::x", ": :error::x"),
            (" \u{a0}::add-mask::a", " \u{a0}: :add-mask::a"),
            ("## heading [x]", "## heading [x]"),
            ("a ::error::x", "a ::error::x"),
            ("::1 and ##", "::1 and ##"),
        ];
        for (text, harmless) in cases {
            assert_eq!(without_commands(text.into()), harmless, "{text:?}");
        }
    }

    #[test]
    fn a_document_is_shown_with_a_stand_in_for_each_character_that_steers() {
        let text = "a: \u{1b}[2J\u{9b}x\u{202e}\r\n\tb\u{7f}\r##[c]\n";
        assert_eq!(
            visible(text),
            "a: \u{241b}[2J\u{fffd}x\u{fffd}\r\n\tb\u{2421}\u{240d}# #[c]\n"
        );
        assert!(matches!(visible("a: é\r\n"), Cow::Owned(_)));
        assert!(matches!(visible("a: é\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn places_in_what_is_shown_are_found_by_its_beginnings() {
        arbtest::arbtest(|u| {
            let text: String = u.arbitrary()?;
            let shown = visible(&text);
            for (place, _) in text.char_indices() {
                let before = visible(&text[..place]);
                assert!(
                    shown.starts_with(before.trim_end_matches(['\u{240d}', '#', ' '])),
                    "{text:?}"
                );
            }
            assert!(
                !shown
                    .chars()
                    .any(|c| steers(c) && !matches!(c, '\n' | '\t' | '\r'))
            );
            Ok(())
        });
    }
}
