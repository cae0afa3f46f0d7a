//! Refuses what is nested too deep before a reader goes down all the way: `serde_yaml` takes minutes
//! for a few hundred kilobytes of opening brackets, and its bound on depth comes after that.

use saphyr_parser::{Event, Parser};

use super::locate::byte_of;

/// How deep values may be nested. No document that is read here needs a quarter of it.
pub const DEEPEST: usize = 64;

/// Where a text is nested too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep {
    /// The line, from 1.
    pub line: usize,
    /// The byte, from 0.
    pub(super) byte: usize,
}

impl std::fmt::Display for TooDeep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.line;
        write!(f, "line {line} nests values more than {DEEPEST} deep")
    }
}

impl std::error::Error for TooDeep {}

/// Looks where a YAML text is nested too deep, in a time that grows with the text alone.
///
/// # Errors
/// The first place that is.
pub fn check(text: &str) -> Result<(), TooDeep> {
    let open = open_brackets(text);
    if open.deepest + 2 * widest_beginning(text) <= DEEPEST {
        return Ok(());
    }

    let mut depth = 0;
    for event in Parser::new_from_str(text) {
        // What this reader does not know the other one may: then brackets count wherever they are.
        let Ok((event, span)) = event else {
            return open.too_deep.map_or(Ok(()), Err);
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            let (line, byte) = (span.start.line(), byte_of(text, span.start.index()));
            return Err(TooDeep { line, byte });
        }
    }
    Ok(())
}

/// How many brackets are open at once at most, also those in quotes and comments.
struct Open {
    deepest: usize,
    too_deep: Option<TooDeep>,
}

fn open_brackets(text: &str) -> Open {
    let (mut depth, mut line) = (0_usize, 1);
    let mut open = Open {
        deepest: 0,
        too_deep: None,
    };

    // Bytes are enough: no part of a longer character in UTF-8 looks like a bracket.
    for (byte, sign) in text.bytes().enumerate() {
        match sign {
            b'\n' => line += 1,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        open.deepest = open.deepest.max(depth);
        if depth > DEEPEST && open.too_deep.is_none() {
            open.too_deep = Some(TooDeep { line, byte });
        }
    }
    open
}

/// How many signs stand before the first word of a line at most. Without brackets each value begins
/// further in than the one around it, but for a list below its key.
fn widest_beginning(text: &str) -> usize {
    let beginnings = text.lines().map(|line| {
        line.bytes()
            .take_while(|sign| matches!(sign, b' ' | b'\t' | b'-' | b'?' | b':'))
            .count()
    });
    beginnings.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_found_in_every_form_and_width_is_none() {
        let steps = |deepest: usize| {
            (0..deepest).fold(String::new(), |text, depth| {
                text + &" ".repeat(depth) + "a:\n"
            })
        };
        for deep in [
            "[".repeat(400_000),
            format!("a: {}", "[".repeat(400_000)),
            format!("# {{\na: {}", "{a: ".repeat(100_000)),
            format!("{}x", "- ".repeat(70)),
            format!("{}x", "? ".repeat(70)),
            // The reader of places stops at the first line.
            format!("%\t\n---\n{}", "[".repeat(100_000)),
            steps(70),
        ] {
            let started = std::time::Instant::now();
            assert!(check(&deep).is_err(), "{}", &deep[..40]);
            assert!(started.elapsed().as_secs() < 5, "{}", &deep[..40]);
        }
        for flat in [
            "a: [[b], {c: d}]\n".repeat(10_000),
            format!("a: >\n  {}\n", "[".repeat(100)),
            format!("a: |\n  b\n{}c\n", " ".repeat(200)),
            format!("# {}\na: b\n", "[".repeat(100)),
            steps(60),
            String::new(),
        ] {
            assert_eq!(check(&flat), Ok(()), "{flat:.40}");
        }
        assert_eq!(
            check(&format!("a:\n  {}", "[".repeat(70)))
                .unwrap_err()
                .line,
            2
        );
    }
}
