//! Whether a list is written in the usual way, so plainly that no two readers of YAML can read it
//! differently.

/// The longest text of an entry that counts as usual. Readers bound what they look back on to 1,024
/// characters.
const LONGEST: usize = 512;

/// Whether every line of a list is empty, a comment, `patches:`, an entry's `- id: …` or the
/// `title: …` below it, all entries equally indented, with texts of printable ASCII that need no
/// escape.
///
/// Of such a list libyaml and a reader of YAML 1.2 see the same (tested against each other), so
/// that one of them is enough. Whether a text that is not quoted is a number for the node is
/// another question, which the types of YAML 1.1 answer.
pub(super) fn is_usual(text: &str) -> bool {
    let mut lines = text
        .lines()
        .filter(|line| !line.is_empty() && !is_comment(line));
    if lines.next() != Some("patches:") {
        return false;
    }

    let mut indent = None;
    let mut after_id = false;
    for line in lines {
        let rest = line.trim_start_matches(' ');
        let depth = line.len() - rest.len();

        if let Some(id) = rest.strip_prefix("- id: ") {
            if *indent.get_or_insert(depth) != depth || !is_plain_text(id) {
                return false;
            }
            after_id = true;
            continue;
        }

        // A second title, or one in another column, is where readers begin to differ.
        let in_place = after_id && indent.is_some_and(|indent| depth == indent + 2);
        match rest.strip_prefix("title: ") {
            Some(title) if in_place && is_plain_text(title) => after_id = false,
            _ => return false,
        }
    }

    // A list without entries is for the slow readers to explain.
    indent.is_some()
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('#')
        && line.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether a scalar is in quotes that hold neither quotes nor backslashes, or is written without
/// quotes from harmless characters.
fn is_plain_text(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }

    match text.as_bytes() {
        [quote @ (b'\'' | b'"'), inner @ .., end] => {
            end == quote && inner.iter().all(|byte| needs_no_escape(*byte))
        }
        // One character alone may be a sign of YAML, and is no name of a package.
        [first, .., last] => {
            first.is_ascii_alphanumeric()
                && *last != b':'
                && text.bytes().all(is_harmless_without_quotes)
        }
        _ => false,
    }
}

fn needs_no_escape(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'"' | b'\\')
}

fn is_harmless_without_quotes(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'~' | b'*' | b'-' | b':')
}
