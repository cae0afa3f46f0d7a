//! Mistakes of a definition that came from options, in the words of the options.

use crate::domain::text::violation::{PathStep, Violation};
use crate::error::{Error, Result};

/// A word of documents, and the option that stands for it. Documents and options mostly agree
/// (`max_errors`, `--max-errors`), so that only the others need one. A word with a point at its end
/// stands for everything below it. The first that fits holds.
pub type Word = (&'static str, &'static str);

/// Refuses a definition that cannot be, naming everything that is wrong at once: whoever mends one
/// mistake should not meet the next one by another run.
///
/// # Errors
/// A usage error with every mistake.
pub fn refuse(violations: &[Violation], words: &[Word]) -> Result<()> {
    if violations.is_empty() {
        return Ok(());
    }
    let told = violations.iter().map(|it| in_options(it, words));
    let error = Error::usage(told.collect::<Vec<_>>().join("; "));
    let helps = violations.iter().filter_map(|it| it.help.as_deref());
    Err(helps.fold(error, |error, help| error.hint(translated(help, words))))
}

/// The option and what is wrong with it, such as `--max-errors: it is at least 0`.
pub fn in_options(violation: &Violation, words: &[Word]) -> String {
    let keys = violation.path.steps().iter().filter_map(|step| match step {
        PathStep::Key(key) => Some(key.as_str()),
        PathStep::Document(_) | PathStep::Index(_) => None,
    });
    let way = keys.collect::<Vec<_>>().join(".");
    let message = translated(violation.message(), words);
    if way.is_empty() {
        return message;
    }

    let named = words.iter().find(|(word, _)| fits(word, &way));
    let option = named.map_or_else(|| usual(&way), |(_, option)| (*option).to_owned());
    format!("{option}: {message}")
}

fn fits(word: &str, way: &str) -> bool {
    way == word.trim_end_matches('.')
        || way.ends_with(&format!(".{word}"))
        || (word.ends_with('.') && way.starts_with(word))
}

/// The option of a field that is called alike.
fn usual(way: &str) -> String {
    let name = way.rsplit('.').next().unwrap_or(way);
    format!("--{}", name.replace('_', "-"))
}

/// A text with options in the place of what stands between backticks.
fn translated(text: &str, words: &[Word]) -> String {
    let mut text = text.to_owned();
    for (word, option) in words {
        text = text.replace(&format!("`{word}`"), option);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::violation::Path;

    const WORDS: [Word; 4] = [
        ("targets.tags", "--tag"),
        ("tags.", "--window-tag"),
        ("at_once: false", "--wait"),
        ("logs.", "--output-s3"),
    ];

    #[test]
    fn a_mistake_names_the_option() {
        let at = Path::default();
        for (path, told) in [
            (at.key("tags").key("Env"), "--window-tag: needs --wait"),
            (
                at.key("targets").index(0).key("tags"),
                "--tag: needs --wait",
            ),
            (
                at.key("task").key("max_errors"),
                "--max-errors: needs --wait",
            ),
            (at.key("logs").key("region"), "--output-s3: needs --wait"),
            (at, "needs --wait"),
        ] {
            let violation = Violation::new(path, "needs `at_once: false`");
            assert_eq!(in_options(&violation, &WORDS), told);
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let at = Path::default();
        let both = [
            Violation::new(at.key("tags"), "one"),
            Violation::new(at.key("logs"), "two").help("write `at_once: false`"),
        ];
        let error = refuse(&both, &WORDS).expect_err("two mistakes");
        let text = format!("{error:?}");
        for part in ["--window-tag: one; --output-s3: two", "write --wait"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(refuse(&[], &WORDS).is_ok(), "nothing is wrong");
    }
}
