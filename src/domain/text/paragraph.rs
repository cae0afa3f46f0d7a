//! Prose in lines that a terminal shows whole.

/// How wide a page is: the width of a terminal that nobody made wider.
const WIDTH: usize = 80;

/// A text in lines, the first of which begins with one text and all others with another.
pub fn wrapped(text: &str, first: &str, others: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut is_new) = (first.to_owned(), true);

    for word in text.split_whitespace() {
        let long = line.chars().count() + 1 + word.chars().count() > WIDTH;
        if long && !is_new {
            lines.push(std::mem::replace(&mut line, others.to_owned()));
            is_new = true;
        }
        if !is_new {
            line.push(' ');
        }
        line.push_str(word);
        is_new = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_a_page_and_lose_no_word() {
        let text = "one two three ".repeat(40);
        let lines = wrapped(&text, "- ", "  ");
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        assert!(lines[0].starts_with("- one") && lines[1].starts_with("  "));
        let again: Vec<&str> = lines
            .iter()
            .flat_map(|line| line.trim_start_matches("- ").split_whitespace())
            .collect();
        assert_eq!(again, text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn a_word_that_is_wider_stands_alone() {
        let word = "x".repeat(100);
        assert_eq!(
            wrapped(&format!("a {word} b"), "", " "),
            ["a".to_owned(), format!(" {word}"), " b".to_owned()]
        );
    }
}
