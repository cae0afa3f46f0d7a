//! The YAML of a list as a tree with places, and what is wrong with it as YAML.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::found::{Found, GLUED_COMMENT, quoted};
use super::text::Text;
use crate::domain::finding::{Finding, Rule};
use crate::domain::override_list::rule;
use crate::domain::text::violation::Path;

/// How deep values may lie in each other.
const DEEPEST: usize = 16;
/// The most entries of a list.
pub(super) const MOST_ENTRIES: usize = 50_000;
/// The most values of a file, all counted.
const MOST_VALUES: usize = 6 * MOST_ENTRIES;

/// A value with its place in bytes.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind<'a>,
}

impl Node<'_> {
    /// Whether a byte lies in the value, or right behind it.
    pub(super) fn holds(&self, byte: usize) -> bool {
        self.start <= byte && byte <= self.end
    }
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Scalar {
        text: Cow<'a, str>,
        plain: bool,
        block: bool,
        tagged: bool,
    },
    List(Vec<Node<'a>>),
    Map(Vec<(Node<'a>, Node<'a>)>),
    Alias,
}

/// What came of reading a text.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The first document; as far as it could be read.
    pub(super) root: Option<Node<'a>>,
    /// Whether all of it could be read.
    pub(super) whole: bool,
    /// What is wrong with it as YAML.
    pub(super) found: Vec<Found>,
    /// Quoted and block scalars, in which everything may stand.
    quoted: Vec<(usize, usize)>,
}

struct Frame<'a> {
    start: usize,
    items: Vec<Node<'a>>,
    pairs: Vec<(Node<'a>, Node<'a>)>,
    key: Option<Node<'a>>,
    collection: Collection,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Collection {
    List,
    Map,
}

impl<'a> Frame<'a> {
    fn take(&mut self, node: Node<'a>) {
        if self.collection == Collection::List {
            self.items.push(node);
        } else if let Some(key) = self.key.take() {
            self.pairs.push((key, node));
        } else {
            self.key = Some(node);
        }
    }

    fn close(self, end: usize) -> Node<'a> {
        let kind = match self.collection {
            Collection::List => Kind::List(self.items),
            Collection::Map => Kind::Map(self.pairs),
        };
        Node {
            start: self.start,
            end,
            kind,
        }
    }
}

struct Builder<'t, 'a> {
    text: &'t Text<'t>,
    frames: Vec<Frame<'a>>,
    tree: Tree<'a>,
    documents: usize,
    values: usize,
}

/// Reads `source`, whose characters stand at the same places as those of `text`.
pub(super) fn build<'a>(text: &Text<'_>, source: &'a str) -> Tree<'a> {
    let mut builder = Builder {
        text,
        frames: Vec::new(),
        tree: Tree {
            root: None,
            whole: false,
            found: Vec::new(),
            quoted: Vec::new(),
        },
        documents: 0,
        values: 0,
    };

    for event in Parser::new_from_str(source) {
        match event {
            Ok((event, span)) => {
                if !builder.event(event, span) {
                    return builder.finish(false);
                }
            }
            // The parser cannot go on behind an error. What came before it is kept.
            Err(error) => {
                builder.refused(&error);
                return builder.finish(false);
            }
        }
    }

    builder.finish(true)
}

impl<'a> Builder<'_, 'a> {
    fn finish(mut self, whole: bool) -> Tree<'a> {
        // What was open when reading stopped is kept as far as it came.
        while let Some(frame) = self.frames.pop() {
            let node = frame.close(self.text.whole.len());
            self.place(node);
        }
        self.tree.whole = whole;
        self.tree
    }

    fn add(
        &mut self,
        rule: &'static Rule,
        (start, end): (usize, usize),
        message: &str,
        hint: &str,
    ) {
        // The path is that of the value being read: no value stands at a place of wrong syntax.
        let mut finding = Finding::new(rule, self.path(), message);
        if !hint.is_empty() {
            finding = finding.hint(hint);
        }

        self.tree.found.push(Found {
            finding,
            start,
            end,
        });
    }

    /// Reports why the parser stopped. It tells its errors apart by their words alone.
    fn refused(&mut self, error: &ScanError) {
        let byte = self.text.byte(error.marker().index());
        let at = (byte, byte);

        match error.info() {
            // The parser has a bound of its own, which means the same to a reader.
            "recursion limit exceeded" => self.too_deep(at),
            "comments must be separated from other tokens by whitespace" => {
                let (message, hint) = GLUED_COMMENT;
                self.add(rule::YAML_SYNTAX, at, message, hint);
            }
            info => self.add(rule::YAML_SYNTAX, at, info, ""),
        }
    }

    fn too_deep(&mut self, at: (usize, usize)) {
        let message = format!("values are nested more than {DEEPEST} deep here");
        self.add(
            rule::YAML_DEPTH,
            at,
            &message,
            "a list has patches, entries, ids and titles",
        );
    }

    /// The place of the value that is being read.
    fn path(&self) -> Path {
        // A frame that waits for a key, or whose key is no text, adds nothing to the way.
        self.frames.iter().fold(Path::default(), |path, frame| {
            match (&frame.key, frame.collection) {
                (_, Collection::List) => path.index(frame.items.len()),
                (
                    Some(Node {
                        kind: Kind::Scalar { text, .. },
                        ..
                    }),
                    Collection::Map,
                ) => path.key(text),
                _ => path,
            }
        })
    }

    fn place(&mut self, node: Node<'a>) {
        match self.frames.last_mut() {
            Some(frame) => frame.take(node),
            None => self.tree.root = self.tree.root.take().or(Some(node)),
        }
    }

    /// Takes one event; whether reading goes on.
    fn event(&mut self, event: Event<'a>, span: Span) -> bool {
        let at = (
            self.text.byte(span.start.index()),
            self.text.byte(span.end.index()),
        );
        if let Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(anchor, tag)
        | Event::MappingStart(anchor, tag) = &event
        {
            // The number 0 stands for no anchor.
            self.decorated(*anchor > 0, tag.is_some(), at);
            if !self.counted(at) {
                return false;
            }
        }

        match event {
            Event::DocumentStart(_) => return self.document(at),
            Event::Alias(_) => self.alias(at),
            Event::Scalar(text, style, _, tag) => self.scalar(text, style, tag.is_some(), at),
            Event::SequenceStart(..) => return self.open(Collection::List, at),
            Event::MappingStart(..) => return self.open(Collection::Map, at),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(frame) = self.frames.pop() {
                    let node = frame.close(at.0);
                    self.place(node);
                }
            }
            _ => {}
        }
        true
    }

    /// Counts a value; whether there may be more.
    fn counted(&mut self, at: (usize, usize)) -> bool {
        self.values += 1;
        if self.values <= MOST_VALUES {
            return true;
        }

        let message = format!("the file holds more than {MOST_VALUES} values");
        self.add(rule::LIST_TOO_LONG, at, &message, "split the list");
        false
    }

    /// Takes an alias. It is never followed: what it stands for is not what a reviewer reads, and
    /// aliases in aliases grow without bound.
    fn alias(&mut self, (start, end): (usize, usize)) {
        let message = "an alias stands here for another value";
        let hint = "write the value out; a * that belongs to the text needs quotes";

        self.add(rule::YAML_ALIAS, (start, end), message, hint);
        self.place(Node {
            start,
            end,
            kind: Kind::Alias,
        });
    }

    /// What stands before a value and is no part of it.
    fn decorated(&mut self, anchor: bool, tag: bool, at: (usize, usize)) {
        // Both are what a text that begins with `&` or `!` becomes without quotes.
        if anchor {
            let message = "the value has an anchor: what follows `&` is not part of it";
            let hint = "a & that belongs to the text needs quotes";
            self.add(rule::YAML_ANCHOR, at, message, hint);
        }
        if tag {
            let message = "the value has a tag: what follows `!` is not part of it";
            let hint = "a ! that belongs to the text needs quotes";
            self.add(rule::YAML_TAG, at, message, hint);
        }
    }

    /// Begins a document; there may be one.
    fn document(&mut self, at: (usize, usize)) -> bool {
        self.documents += 1;
        // The payload's `yaml.load` raises on a second document (PyYAML, get_single_node).
        if self.documents > 1 {
            let message = "a second document begins here; the node refuses the file";
            let hint = "remove the line ---, or split the file";
            self.add(rule::YAML_DOCUMENTS, at, message, hint);
        }

        self.documents == 1
    }

    /// Begins a list or a mapping, as far as they may be nested.
    fn open(&mut self, collection: Collection, at: (usize, usize)) -> bool {
        if self.frames.len() >= DEEPEST {
            self.too_deep(at);
            return false;
        }

        // An entry has an id and a title.
        let pairs = match collection {
            Collection::List => Vec::new(),
            Collection::Map => Vec::with_capacity(2),
        };
        self.frames.push(Frame {
            start: at.0,
            items: Vec::new(),
            pairs,
            key: None,
            collection,
        });
        true
    }

    fn scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        tagged: bool,
        (start, end): (usize, usize),
    ) {
        let plain = style == ScalarStyle::Plain;
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let mut end = end.max(start);
        if !block {
            // The place of a scalar may reach into the space behind it, and over a comment.
            let written = &self.text.whole[start..end];
            end = start
                + quoted_length(written)
                    .filter(|_| !plain)
                    .unwrap_or_else(|| written.trim_end().len());
        }

        // The node's loader stems from PyYAML 3, which says "found unexpected ':'" here; YAML 1.2
        // takes a colon that no space follows (7.3.3).
        if plain && text.contains(':') && self.is_in_flow() {
            let message =
                "the node's loader refuses an unquoted text with a colon within [ ] or { }";
            let hint = quoted(&text);
            self.add(rule::YAML_FLOW_COLON, (start, end), message, &hint);
        }

        // The place of a block without a text is that of its sign, behind which nothing else may
        // stand.
        let free = if block {
            !text.trim_matches('\n').is_empty()
        } else {
            !plain
        };
        if free {
            self.tree.quoted.push((start, end));
        }

        self.place(Node {
            start,
            end,
            kind: Kind::Scalar {
                text,
                plain,
                block,
                tagged,
            },
        });
    }

    /// Whether the value that is being read lies within `[ ]` or `{ }`.
    fn is_in_flow(&self) -> bool {
        let bytes = self.text.whole.as_bytes();

        self.frames
            .iter()
            .any(|frame| matches!(bytes.get(frame.start), Some(b'[' | b'{')))
    }
}

/// The length of a text in quotes with both of them; `None` when it has no end here, or no quotes.
fn quoted_length(written: &str) -> Option<usize> {
    let mut bytes = written.bytes().enumerate();
    let (_, quote @ (b'"' | b'\'')) = bytes.next()? else {
        return None;
    };

    // In double quotes a backslash escapes what follows, in single ones the quote is doubled.
    while let Some((at, byte)) = bytes.next() {
        if quote == b'"' && byte == b'\\' {
            bytes.next();
        } else if byte == quote {
            if quote == b'"' || written.as_bytes().get(at + 1) != Some(&quote) {
                return Some(at + 1);
            }
            bytes.next();
        }
    }
    None
}

impl Tree<'_> {
    /// Tabs outside of quotes, blocks and comments: libyaml takes some, the node's loader takes
    /// none.
    pub(super) fn tabs(&self, text: &Text<'_>) -> Vec<Found> {
        if !text.whole.contains('\t') {
            return Vec::new();
        }

        let (mut found, mut quoted) = (Vec::new(), self.quoted.iter().copied().peekable());
        // A sign of a comment counts only behind a space or at the beginning of a line.
        let (mut at, mut comment, mut space) = (0, false, true);
        let bytes = text.whole.as_bytes();
        while at < bytes.len() {
            if let Some((start, end)) = quoted.peek().copied().filter(|(start, _)| *start <= at) {
                let _ = quoted.next();
                if end > at && start <= at {
                    at = end;
                    space = false;
                    continue;
                }
            }

            match bytes[at] {
                b'\n' => (comment, space) = (false, true),
                b'#' if space => comment = true,
                b'\t' if !comment => found.push(tab(at)),
                byte => space = byte == b' ',
            }
            at += 1;
        }

        found
    }
}

fn tab(at: usize) -> Found {
    let message = "a tab stands here; the node's loader refuses it outside of quotes";

    Found {
        finding: Finding::new(rule::YAML_TAB, Path::default(), message).hint("write spaces"),
        start: at,
        end: at + 1,
    }
}
