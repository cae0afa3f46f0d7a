//! The YAML of a list as a tree with places, and what is wrong with it as YAML.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::text::Text;
use super::{Found, mask};
use crate::domain::override_list::rule::{self, Finding, Rule};
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
    list: bool,
}

impl<'a> Frame<'a> {
    fn take(&mut self, node: Node<'a>) {
        if self.list {
            self.items.push(node);
        } else if let Some(key) = self.key.take() {
            self.pairs.push((key, node));
        } else {
            self.key = Some(node);
        }
    }

    fn close(self, end: usize) -> Node<'a> {
        let kind = if self.list {
            Kind::List(self.items)
        } else {
            Kind::Map(self.pairs)
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
    let tree = Tree {
        root: None,
        whole: false,
        found: Vec::new(),
        quoted: Vec::new(),
    };
    let mut builder = Builder {
        text,
        frames: Vec::new(),
        tree,
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
            Err(error) => {
                let at = builder.text.byte(error.marker().index());
                match error.info() {
                    "recursion limit exceeded" => builder.too_deep((at, at)),
                    "comments must be separated from other tokens by whitespace" => {
                        builder.add(
                            rule::YAML_SYNTAX,
                            (at, at),
                            mask::GLUED_COMMENT.0,
                            mask::GLUED_COMMENT.1,
                        );
                    }
                    info => builder.add(rule::YAML_SYNTAX, (at, at), info, ""),
                }
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
        let finding = Finding::new(rule, self.path(), message);
        let finding = if hint.is_empty() {
            finding
        } else {
            finding.hint(hint)
        };
        self.tree.found.push(Found {
            finding,
            start,
            end,
        });
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
        self.frames.iter().fold(Path::default(), |path, frame| {
            match (&frame.key, frame.list) {
                (_, true) => path.index(frame.items.len()),
                (
                    Some(Node {
                        kind: Kind::Scalar { text, .. },
                        ..
                    }),
                    false,
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
            self.decorated(*anchor > 0, tag.is_some(), at);
            self.values += 1;
            if self.values > MOST_VALUES {
                self.add(
                    rule::LIST_TOO_LONG,
                    at,
                    &format!("the file holds more than {MOST_VALUES} values"),
                    "split the list",
                );
                return false;
            }
        }
        match event {
            Event::DocumentStart(_) => return self.document(at),
            Event::Alias(_) => {
                let hint = "write the value out; a * that belongs to the text needs quotes";
                self.add(
                    rule::YAML_ALIAS,
                    at,
                    "an alias stands here for another value",
                    hint,
                );
                self.place(Node {
                    start: at.0,
                    end: at.1,
                    kind: Kind::Alias,
                });
            }
            Event::Scalar(text, style, _, tag) => self.scalar(text, style, tag.is_some(), at),
            Event::SequenceStart(..) => return self.open(true, at),
            Event::MappingStart(..) => return self.open(false, at),
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

    /// What stands before a value and is no part of it.
    fn decorated(&mut self, anchor: bool, tag: bool, at: (usize, usize)) {
        if anchor {
            let message = "the value has an anchor: what follows `&` is not part of it";
            self.add(
                rule::YAML_ANCHOR,
                at,
                message,
                "a & that belongs to the text needs quotes",
            );
        }
        if tag {
            let message = "the value has a tag: what follows `!` is not part of it";
            self.add(
                rule::YAML_TAG,
                at,
                message,
                "a ! that belongs to the text needs quotes",
            );
        }
    }

    /// Begins a document; there may be one.
    fn document(&mut self, at: (usize, usize)) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            let message = "a second document begins here; the node refuses the file";
            self.add(
                rule::YAML_DOCUMENTS,
                at,
                message,
                "remove the line ---, or split the file",
            );
        }
        self.documents == 1
    }

    /// Begins a list or a mapping, as far as they may be nested.
    fn open(&mut self, list: bool, at: (usize, usize)) -> bool {
        if self.frames.len() >= DEEPEST {
            self.too_deep(at);
            return false;
        }
        let pairs = Vec::with_capacity(if list { 0 } else { 2 });
        self.frames.push(Frame {
            start: at.0,
            items: Vec::new(),
            pairs,
            key: None,
            list,
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
        let in_flow = || {
            self.frames.iter().any(|frame| {
                matches!(
                    self.text.whole.as_bytes().get(frame.start),
                    Some(b'[' | b'{')
                )
            })
        };
        if plain && text.contains(':') && in_flow() {
            let message =
                "the node's loader refuses an unquoted text with a colon within [ ] or { }";
            self.add(
                rule::YAML_FLOW_COLON,
                (start, end),
                message,
                &mask::quoted(&text),
            );
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
}

/// The length of a text in quotes with both of them; `None` when it has no end here, or no quotes.
fn quoted_length(written: &str) -> Option<usize> {
    let mut bytes = written.bytes().enumerate();
    let (_, quote @ (b'"' | b'\'')) = bytes.next()? else {
        return None;
    };
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
                b'\t' if !comment => {
                    let message =
                        "a tab stands here; the node's loader refuses it outside of quotes";
                    let finding =
                        Finding::new(rule::YAML_TAB, Path::default(), message).hint("write spaces");
                    found.push(Found {
                        finding,
                        start: at,
                        end: at + 1,
                    });
                }
                byte => space = byte == b' ',
            }
            at += 1;
        }
        found
    }
}
