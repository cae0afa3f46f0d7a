//! Finds the place of a value in a YAML text by its path.

use saphyr::{LoadableYamlNode, MarkedYaml, SafelyIndex};

use crate::domain::text::violation::{Path, PathStep};

/// A text parsed once, in which many paths can be looked up.
pub(super) struct Located<'a> {
    text: &'a str,
    documents: Vec<MarkedYaml<'a>>,
}

impl<'a> Located<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        Self {
            text,
            documents: MarkedYaml::load_from_str(text).unwrap_or_default(),
        }
    }

    /// Byte offset and length of the value at the path, or of the deepest value on the way to it
    /// that exists.
    pub(super) fn find(&self, path: &Path) -> Option<(usize, usize)> {
        let mut node = self.documents.first()?;
        // What is missing is shown where it would stand: at the deepest value that is there.
        for step in path.steps() {
            let next = match step {
                PathStep::Document(index) => self.documents.get(*index),
                PathStep::Key(key) => node.get(key.as_str()),
                PathStep::Index(index) => node.get(*index),
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }

        // A value of several lines is marked on its first one alone.
        let start = self.byte_of(node.span.start.index());
        let end = self.byte_of(node.span.end.index()).max(start);
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |length| start + length);
        Some((start, end.min(line_end) - start))
    }

    /// The parser counts characters; a source snippet wants bytes.
    fn byte_of(&self, character: usize) -> usize {
        byte_of(self.text, character)
    }
}

/// The byte at which a character begins, counted from 0; the end of the text for one behind it.
pub(super) fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_behind_characters_of_several_bytes() {
        let text = "name: 東京\nnodes:\n  - id: i-1\n  - {id: bad, x: 1}\n";
        let path = Path::default().key("nodes").index(1).key("id");
        let (start, length) = Located::parse(text).find(&path).unwrap();
        assert_eq!(&text[start..start + length], "bad");
        assert_eq!(path.to_string(), "nodes[1].id");
    }

    #[test]
    fn what_is_not_there_is_shown_at_its_parent() {
        let text = "nodes:\n  - a: 1\n";
        let (start, _) = Located::parse(text)
            .find(&Path::default().key("nodes").index(0).key("id"))
            .unwrap();
        assert_eq!(&text[start..=start], "a");
    }
}
