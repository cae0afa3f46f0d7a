//! Words that are counted, and words that are nearly others.

/// `1 node`, `2 nodes`: the one place where words are counted.
pub fn count(number: usize, noun: &str) -> String {
    match (number, noun) {
        (1, _) => format!("1 {noun}"),
        (_, noun) if noun.ends_with("ch") => format!("{number} {noun}es"),
        (_, noun) if noun.ends_with('y') && !noun.ends_with("ay") => {
            format!("{number} {}ies", &noun[..noun.len() - 1])
        }
        _ => format!("{number} {noun}s"),
    }
}

/// A word without spaces, underscores, hyphens and case: AWS spells many of its words in several
/// ways.
pub fn plain(word: &str) -> String {
    plain_chars(word).collect()
}

/// Whether two words are the same once they are [`plain`]. A report has one for each patch of each
/// node, so that nothing is copied.
pub fn is_plainly(word: &str, other: &str) -> bool {
    word == other || plain_chars(word).eq(plain_chars(other))
}

fn plain_chars(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .flat_map(char::to_lowercase)
}

/// Whether a text is digits alone, and at least one.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The candidate that `wanted` is most likely a misspelling of; `None` when none is near.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(wanted, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// [`nearest`], as a text of its own.
pub fn near_miss<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(wanted, candidates).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_and_misspellings_found() {
        assert_eq!(
            [
                count(1, "node"),
                count(0, "node"),
                count(2, "patch"),
                count(3, "policy"),
                count(4, "day")
            ],
            ["1 node", "0 nodes", "2 patches", "3 policies", "4 days"]
        );
        assert_eq!(
            near_miss("verdit", ["verdict", "node"]),
            Some("verdict".to_owned())
        );
        assert_eq!(near_miss("zzz", ["verdict", "node"]), None);
    }
}
