//! The patterns of override lists: what Python's `fnmatch` makes of `*`, `?`, `[…]` and `[!…]`, in
//! lower case.

/// A text to compare with, taken apart when it is a pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    tokens: Option<Vec<Token>>,
}

#[derive(Clone, Debug)]
enum Token {
    One(char),
    Any,
    Run,
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Pattern {
    /// Reads a pattern. Without `*`, `?` and a bracket with something in it, the text stands for
    /// itself only.
    pub fn new(text: &str) -> Self {
        let text = text.to_lowercase();
        let tokens = is_pattern(&text).then(|| tokens(&text));
        Self { text, tokens }
    }

    /// A text that stands for itself, whatever it holds.
    pub fn literal(text: &str) -> Self {
        Self {
            text: text.to_lowercase(),
            tokens: None,
        }
    }

    /// The text in lower case.
    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a bracket has a range from a later to an earlier character, which fits nothing and
    /// which older nodes cannot read.
    pub fn has_backward_range(&self) -> bool {
        let classes = self
            .tokens
            .iter()
            .flatten()
            .filter_map(|token| match token {
                Token::Class { ranges, .. } => Some(ranges),
                _ => None,
            });
        classes.flatten().any(|(first, last)| first > last)
    }

    /// What every text that fits begins with, as far as the pattern tells.
    pub fn prefix(&self) -> String {
        match &self.tokens {
            None => self.text.clone(),
            // Up to the first token that more than one character fits.
            Some(tokens) => tokens
                .iter()
                .map_while(|token| match token {
                    Token::One(c) => Some(*c),
                    _ => None,
                })
                .collect(),
        }
    }

    /// Whether a text in lower case fits: it is the same, or the pattern covers all of it.
    pub fn fits(&self, text: &str) -> bool {
        self.text == text
            || self
                .tokens
                .as_deref()
                .is_some_and(|tokens| covers(tokens, text))
    }
}

/// Whether the node tries a text as a pattern at all: a `*`, a `?`, or a bracket that is closed and
/// not empty.
pub fn is_pattern(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'*' | b'?')) || has_bracket(text)
}

fn has_bracket(text: &str) -> bool {
    match (text.find('['), text.rfind(']')) {
        (Some(open), Some(close)) => close > open + 1,
        _ => false,
    }
}

/// Whether a text is nothing but stars, so that as a pattern every name fits.
pub fn fits_everything(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;

    while let Some(&c) = chars.get(at) {
        at += 1;
        match c {
            // Stars in a row are one star.
            '*' if matches!(tokens.last(), Some(Token::Run)) => {}
            '*' => tokens.push(Token::Run),
            '?' => tokens.push(Token::Any),
            '[' => match class_end(&chars, at) {
                Some(end) => {
                    tokens.push(class(&chars[at..end]));
                    at = end + 1;
                }
                None => tokens.push(Token::One('[')),
            },
            c => tokens.push(Token::One(c)),
        }
    }

    tokens
}

/// Where the bracket that opened before `start` closes; a `]` at its very beginning belongs to it.
fn class_end(chars: &[char], start: usize) -> Option<usize> {
    let mut from = start;
    if chars.get(from) == Some(&'!') {
        from += 1;
    }
    if chars.get(from) == Some(&']') {
        from += 1;
    }
    (from..chars.len()).find(|index| chars[*index] == ']')
}

fn class(content: &[char]) -> Token {
    let (negated, mut rest) = match content {
        ['!', rest @ ..] => (true, rest),
        all => (false, all),
    };

    // A hyphen at the beginning or the end stands for itself, as in Python's `re`.
    let mut ranges = Vec::new();
    while let [first, after @ ..] = rest {
        if let ['-', last, after @ ..] = after {
            ranges.push((*first, *last));
            rest = after;
        } else {
            ranges.push((*first, *first));
            rest = after;
        }
    }

    Token::Class { negated, ranges }
}

/// Whether the tokens cover the whole text. One star is remembered at a time, so that the time is
/// at most length times length.
fn covers(tokens: &[Token], text: &str) -> bool {
    let (mut at, mut token) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        let next = text[at..].chars().next();
        match (tokens.get(token), next) {
            (None, None) => return true,
            (Some(Token::Run), _) => {
                token += 1;
                star = Some((token, at));
                continue;
            }
            (Some(one), Some(c)) if covers_one(one, c) => {
                token += 1;
                at += c.len_utf8();
                continue;
            }
            _ => {}
        }

        // The last star takes one character more.
        let Some((after, from)) = star else {
            return false;
        };
        let Some(c) = text[from..].chars().next() else {
            return false;
        };
        at = from + c.len_utf8();
        token = after;
        star = Some((after, at));
    }
}

fn covers_one(token: &Token, c: char) -> bool {
    match token {
        Token::One(wanted) => *wanted == c,
        Token::Any => true,
        // A run is taken apart by [`covers`], and never one character.
        Token::Run => false,
        Token::Class { negated, ranges } => {
            ranges
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&c))
                != *negated
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_python() {
        let table: [(&str, &str, bool); 32] = [
            ("bash", "bash", true),
            ("BASH", "bash", true),
            ("bash", "bash.x86_64", false),
            ("bash*", "bash", true),
            ("bash*", "bash.x86_64", true),
            ("*", "", true),
            ("?", "", false),
            ("b?sh", "bash", true),
            ("b?sh", "bsh", false),
            ("*.x86_64", "bash.x86_64", true),
            ("*12:4.1.1-53*", "dhclient.x86_64:12:4.1.1-53.p1", true),
            ("a*b*c", "axxbxxc", true),
            ("a*b*c", "axxbxx", false),
            ("[ab]ash", "bash", true),
            ("[!ab]ash", "bash", false),
            ("[!ab]ash", "cash", true),
            ("[^b]ash", "bash", true),
            ("[^b]ash", "^ash", true),
            ("[^b]ash", "cash", false),
            ("[a-c]ash", "bash", true),
            ("[a-c]ash", "dash", false),
            ("[c-a]ash", "bash", false),
            ("[!c-a]ash", "bash", true),
            ("[]a]x", "]x", true),
            ("[!]a]x", "bx", true),
            ("[a-]x", "-x", true),
            ("[--a]x", ".x", true),
            ("[a-b-c]x", "-x", true),
            ("[x", "[x", true),
            ("[]", "[]", true),
            ("x[*", "x[y", true),
            ("libstdc++*", "libstdc++6", true),
        ];
        for (pattern, text, fits) in table {
            assert_eq!(Pattern::new(pattern).fits(text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn what_a_pattern_begins_with_is_known() {
        for (pattern, prefix) in [
            ("bash", "bash"),
            ("Bash*", "bash"),
            ("*x", ""),
            ("a[bc]", "a"),
            ("a[bc", "a[bc"),
            ("", ""),
        ] {
            assert_eq!(Pattern::new(pattern).prefix(), prefix, "{pattern}");
        }
        assert!(fits_everything("**") && !fits_everything("*a") && !fits_everything(""));
        assert!(
            Pattern::new("[z-a]*").has_backward_range()
                && !Pattern::new("[a-z]*").has_backward_range()
        );
        assert!(
            !Pattern::literal("KB50*").fits("kb50123") && Pattern::literal("KB50*").fits("kb50*")
        );
    }

    #[test]
    fn many_stars_do_not_take_forever() {
        let pattern = Pattern::new(&"*a".repeat(200));
        assert!(!pattern.fits(&"ab".repeat(150)));
        assert!(pattern.fits(&"a".repeat(5000)));
    }

    #[test]
    fn no_pattern_panics_and_every_text_fits_itself() {
        arbtest::arbtest(|u| {
            let (pattern, text): (String, String) = (u.arbitrary()?, u.arbitrary()?);
            let read = Pattern::new(&pattern);
            let _ = read.fits(&text);
            assert!(read.fits(&pattern.to_lowercase()), "{pattern:?}");
            if read.fits(&text) && read.text() != text {
                assert!(text.starts_with(&read.prefix()), "{pattern:?} {text:?}");
            }
            Ok(())
        });
    }
}
