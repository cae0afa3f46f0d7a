//! From the tree to entries: keys, types for YAML 1.1, and what a reader of the file may take for
//! something else.

use std::collections::HashMap;

use super::Found;
use super::mask::quoted;
use super::text::Text;
use super::tree::{Kind, MOST_ENTRIES, Node};
use super::way::Way;
use super::yaml11::{Seen, seen};
use crate::document::nearest;
use crate::domain::override_list::Entry;
use crate::domain::override_list::check::Placed;
use crate::domain::override_list::rule::{self, Finding, Rule};

/// How the top of a list looks.
const EXAMPLE: &str = "a list looks like this: patches: [{id: \"openssl.x86_64\"}]";

/// What is in a list, as far as it is well-formed.
#[derive(Debug)]
pub(super) struct Shape<'t> {
    text: &'t Text<'t>,
    /// Whether the whole file was read, so that what is not there is missing.
    whole: bool,
    /// Where texts were changed so that the file could be read on.
    masked: &'t [Found],
    /// What is wrong or doubtful.
    pub(super) found: Vec<Found>,
    /// The entries.
    pub(super) entries: Vec<Placed>,
}

/// Reads the root of a document.
pub(super) fn read<'t>(
    text: &'t Text<'t>,
    root: Option<&Node<'_>>,
    whole: bool,
    masked: &'t [Found],
) -> Shape<'t> {
    let mut shape = Shape {
        text,
        whole,
        masked,
        found: Vec::new(),
        entries: Vec::new(),
    };
    let top = Way::Top;
    match root {
        Some(Node {
            kind: Kind::Map(pairs),
            start,
            ..
        }) => shape.root(pairs, *start),
        Some(node) if !is_nothing(node) => {
            shape.add(
                rule::LIST_MAPPING,
                node,
                &top,
                "the top of the file is not a mapping".to_owned(),
                EXAMPLE,
            );
        }
        _ if whole => {
            let finding =
                Finding::new(rule::LIST_MAPPING, top.path(), "the file is empty").hint(EXAMPLE);
            shape.found.push(Found {
                finding,
                start: 0,
                end: 0,
            });
        }
        _ => {}
    }
    shape
}

fn is_nothing(node: &Node<'_>) -> bool {
    matches!(&node.kind, Kind::Scalar { text, plain: true, tagged: false, .. } if seen(text) == Seen::Nothing)
}

impl Shape<'_> {
    fn add(
        &mut self,
        rule: &'static Rule,
        node: &Node<'_>,
        path: &Way<'_>,
        message: String,
        hint: &str,
    ) {
        let finding = Finding::new(rule, path.path(), message);
        let finding = if hint.is_empty() {
            finding
        } else {
            finding.hint(hint)
        };
        let finding = match &node.kind {
            Kind::Scalar { text, .. } => finding.value(text.clone()),
            _ => finding,
        };
        let end = if matches!(node.kind, Kind::Scalar { block: false, .. }) {
            node.end
        } else {
            node.start
        };
        self.found.push(Found {
            finding,
            start: node.start,
            end,
        });
    }

    fn root(&mut self, pairs: &[(Node<'_>, Node<'_>)], start: usize) {
        let top = Way::Top;
        self.keys(pairs, &top);
        let mut near = None;
        for (key, value) in pairs {
            let Some(name) = name(key) else {
                self.ignored(value, &top);
                continue;
            };
            let path = Way::Key(&top, name);
            if name == "patches" {
                self.patches(value, &path);
                continue;
            }
            let meant = nearest(&name.to_lowercase(), ["patches", "patch"])
                .map(|_| "did you mean `patches`?");
            near = near.or(meant);
            self.add(
                rule::LIST_UNKNOWN_KEY,
                key,
                &path,
                format!("the node ignores `{}`", name.escape_debug()),
                meant.unwrap_or_default(),
            );
            self.ignored(value, &path);
        }
        if self.whole && !pairs.iter().any(|(key, _)| name(key) == Some("patches")) {
            let hint = near.unwrap_or(EXAMPLE);
            let finding = Finding::new(
                rule::LIST_NO_PATCHES,
                top.path(),
                "there is no key `patches`: nothing would be installed",
            )
            .hint(hint);
            self.found.push(Found {
                finding,
                start,
                end: start,
            });
        }
    }

    fn patches(&mut self, value: &Node<'_>, path: &Way<'_>) {
        match &value.kind {
            Kind::List(items) if items.is_empty() && self.whole => self.empty(value, path),
            Kind::List(items) => {
                if items.len() > MOST_ENTRIES {
                    let message = format!(
                        "{} entries; at most {MOST_ENTRIES} are allowed",
                        items.len()
                    );
                    self.add(rule::LIST_TOO_LONG, value, path, message, "split the list");
                }
                for (index, item) in items.iter().enumerate() {
                    self.entry(item, index, &Way::Index(path, index));
                }
            }
            Kind::Scalar { .. } if is_nothing(value) => {
                if self.whole {
                    self.empty(value, path);
                }
            }
            Kind::Alias => {}
            _ => {
                let hint = "write a hyphen and a space before each entry: - id: \"openssl.x86_64\"";
                self.add(
                    rule::LIST_NOT_A_LIST,
                    value,
                    path,
                    "`patches` is not a list".to_owned(),
                    hint,
                );
                self.ignored(value, path);
            }
        }
    }

    fn empty(&mut self, value: &Node<'_>, path: &Way<'_>) {
        let message =
            "the list is empty: nothing would be installed, and the run would still succeed"
                .to_owned();
        self.add(
            rule::LIST_EMPTY,
            value,
            path,
            message,
            "list at least one patch, or leave the override list out",
        );
    }

    fn entry(&mut self, item: &Node<'_>, index: usize, path: &Way<'_>) {
        let Kind::Map(pairs) = &item.kind else {
            if !matches!(item.kind, Kind::Alias) {
                let hint = match &item.kind {
                    Kind::Scalar { text, .. } if !text.is_empty() => {
                        format!("write - id: \"{}\"", text.escape_debug())
                    }
                    _ => "write - id: \"openssl.x86_64\"".to_owned(),
                };
                self.add(
                    rule::ENTRY_MAPPING,
                    item,
                    path,
                    "the entry is not a mapping with the key `id`".to_owned(),
                    &hint,
                );
                self.ignored(item, path);
            }
            return;
        };
        self.keys(pairs, path);
        let (mut id, mut title) = (None, None);
        let (mut sound, mut has_id) = (true, false);
        let mut near = None;
        for (key, value) in pairs {
            match name(key) {
                Some("id") => {
                    has_id = true;
                    id = self.text_of(value, &Way::Key(path, "id"), rule::ID_TYPE, rule::ID_EMPTY);
                    sound &= id.is_some();
                }
                Some("title") => {
                    title = self.text_of(
                        value,
                        &Way::Key(path, "title"),
                        rule::TITLE_TYPE,
                        rule::TITLE_EMPTY,
                    );
                    sound &= title.is_some();
                }
                Some(other) => {
                    let meant = nearest(&other.to_lowercase(), ["id", "title"])
                        .map(|meant| format!("did you mean `{meant}`?"));
                    let message = format!("the node ignores `{}`", other.escape_debug());
                    self.add(
                        rule::ENTRY_UNKNOWN_KEY,
                        key,
                        &Way::Key(path, other),
                        message,
                        meant.as_deref().unwrap_or_default(),
                    );
                    near = near.or(meant);
                    self.ignored(value, &Way::Key(path, other));
                }
                None => self.ignored(value, path),
            }
        }
        if !has_id && (self.whole || !self.is_last(item)) {
            let hint = near.unwrap_or_else(|| "write - id: \"openssl.x86_64\"".to_owned());
            self.add(
                rule::ID_MISSING,
                item,
                path,
                "the entry has no `id`; the run on the node would fail".to_owned(),
                &hint,
            );
        }
        if let (Some(id), true) = (id, sound) {
            self.entries.push(Placed {
                entry: Entry { id, title },
                index,
            });
        }
    }

    /// Whether reading stopped within a value, which then may lack what would have followed.
    fn is_last(&self, node: &Node<'_>) -> bool {
        node.end >= self.text.whole.len()
    }

    /// The text of an id or a title, when it is one for the node and was not changed to read on.
    fn text_of(
        &mut self,
        node: &Node<'_>,
        path: &Way<'_>,
        wrong_type: &'static Rule,
        empty: &'static Rule,
    ) -> Option<String> {
        let Kind::Scalar {
            text,
            plain,
            block,
            tagged,
        } = &node.kind
        else {
            if !matches!(node.kind, Kind::Alias) {
                let kind = if matches!(node.kind, Kind::List(_)) {
                    "a list"
                } else {
                    "a mapping"
                };
                self.add(
                    wrong_type,
                    node,
                    path,
                    format!("the value is {kind}, not a text"),
                    "write one text in quotes",
                );
                self.ignored(node, path);
            }
            return None;
        };
        if self.masked.iter().any(|masked| {
            masked.start <= node.start && node.start < masked.end.max(masked.start + 1)
        }) {
            return None;
        }
        if *plain && !tagged && !self.check_text(node, path, text, wrong_type) {
            return None;
        }
        if text.is_empty() {
            self.add(
                empty,
                node,
                path,
                "the text is empty".to_owned(),
                "write the name of a package",
            );
            return None;
        }
        self.written_otherwise(node, path, text, *plain, *block);
        Some(text.clone().into_owned())
    }

    /// Whether the node takes a text without quotes for a text; else that is said.
    fn check_text(
        &mut self,
        node: &Node<'_>,
        path: &Way<'_>,
        text: &str,
        wrong_type: &'static Rule,
    ) -> bool {
        let kind = seen(text);
        match &kind {
            Seen::Text => return true,
            Seen::Nothing if wrong_type == rule::ID_TYPE => {
                let message = "the id has no value; the run on the node would fail".to_owned();
                self.add(
                    rule::ID_MISSING,
                    node,
                    path,
                    message,
                    "write the name of a package",
                );
            }
            Seen::Nothing => {
                let message = "the title has no value: the node takes the id alone".to_owned();
                self.add(
                    wrong_type,
                    node,
                    path,
                    message,
                    "leave the key out, or write a text",
                );
            }
            Seen::Unreadable | Seen::Merge => {
                let message =
                    format!("the node cannot read `{text}` (YAML 1.1), and with it the whole file");
                self.add(rule::YAML_VALUE, node, path, message, &quoted(text));
            }
            kind => {
                let message = format!(
                    "the node reads `{text}` as {} (YAML 1.1), not as a text",
                    kind.described()
                );
                self.add(wrong_type, node, path, message, &quoted(text));
            }
        }
        false
    }

    /// What a person may read differently: several lines, and a comment that looks like part of the
    /// value.
    fn written_otherwise(
        &mut self,
        node: &Node<'_>,
        path: &Way<'_>,
        text: &str,
        plain: bool,
        block: bool,
    ) {
        if block {
            let message = "the value is a block of lines and ends with a line end, unless it says otherwise (`|-`)".to_owned();
            self.add(
                rule::YAML_FOLDED,
                node,
                path,
                message,
                "write it in quotes on one line",
            );
        } else if self.text.whole[node.start..node.end].contains('\n') {
            let shown: String = text.escape_debug().take(80).collect();
            let message =
                format!("the value goes over several lines, which are joined to `{shown}`");
            self.add(
                rule::YAML_FOLDED,
                node,
                path,
                message,
                "write it in quotes on one line",
            );
        }
        let behind = &self.text.whole[node.end..self.text.line_end(node.end)];
        let comment = behind
            .trim_start()
            .strip_prefix('#')
            .filter(|rest| plain && rest.starts_with(|c: char| !c.is_whitespace() && c != '#'));
        if comment.is_some() && !behind.starts_with('#') {
            let whole = format!("{text}{behind}");
            let message = format!(
                "the value ends before the comment `{}`",
                behind.trim().escape_debug()
            );
            self.add(
                rule::YAML_COMMENT,
                node,
                path,
                message,
                &format!(
                    "{} if it belongs to the value; a comment has a space after #",
                    quoted(whole.trim_end())
                ),
            );
        }
    }

    /// Keys of a mapping: each once, and each a text or at least something that can be a key.
    fn keys(&mut self, pairs: &[(Node<'_>, Node<'_>)], at: &Way<'_>) {
        if let [(first, _), rest @ ..] = pairs
            && rest.len() <= 1
            && pairs
                .iter()
                .all(|(key, _)| matches!(name(key), Some("id" | "title" | "patches")))
            && rest.iter().all(|(key, _)| name(key) != name(first))
        {
            // The usual entry, of which a long list has very many.
            return;
        }
        let mut known: HashMap<String, &Node<'_>> = HashMap::with_capacity(pairs.len());
        for (key, value) in pairs {
            let Kind::Scalar {
                text,
                plain,
                tagged,
                ..
            } = &key.kind
            else {
                if !matches!(key.kind, Kind::Alias) {
                    self.add(
                        rule::YAML_KEY,
                        key,
                        at,
                        "a key is a list or a mapping; the node refuses the file".to_owned(),
                        "write a text",
                    );
                }
                continue;
            };
            let kind = if *plain && !tagged {
                seen(text)
            } else {
                Seen::Text
            };
            match kind {
                Seen::Merge => {
                    self.add(
                        rule::YAML_MERGE,
                        key,
                        at,
                        "`<<` merges another mapping into this one".to_owned(),
                        "write the keys out",
                    );
                    continue;
                }
                Seen::Unreadable => {
                    let message = format!(
                        "the node cannot read the key `{text}` (YAML 1.1), and with it the whole file"
                    );
                    self.add(rule::YAML_VALUE, key, at, message, &quoted(text));
                    continue;
                }
                _ => {}
            }
            let same = match &kind {
                Seen::Int(number) | Seen::Float(number) => {
                    format!("number {}", number.trim_end_matches(".0"))
                }
                Seen::Text => format!("text {text}"),
                other => format!("{other:?}"),
            };
            if let Some(earlier) = known.insert(same, value) {
                let lost = match &earlier.kind {
                    Kind::Scalar { text, .. } => format!("`{}`", text.escape_debug()),
                    _ => "the earlier value".to_owned(),
                };
                let line = self.text.position(earlier.start).0;
                let message = format!(
                    "the key `{}` is there twice: {lost} of line {line} is lost without a word",
                    text.escape_debug()
                );
                let hint = if text == "id" || text == "title" {
                    "begin each entry with a hyphen"
                } else {
                    "remove one of them"
                };
                self.add(
                    rule::YAML_DUPLICATE,
                    key,
                    &Way::Key(at, text),
                    message,
                    hint,
                );
            }
        }
    }

    /// Values that the node does not use, but must be able to read.
    fn ignored(&mut self, node: &Node<'_>, at: &Way<'_>) {
        match &node.kind {
            Kind::Scalar {
                text,
                plain: true,
                tagged: false,
                ..
            } if matches!(seen(text), Seen::Unreadable | Seen::Merge) => {
                let message =
                    format!("the node cannot read `{text}` (YAML 1.1), and with it the whole file");
                self.add(rule::YAML_VALUE, node, at, message, &quoted(text));
            }
            Kind::List(items) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| self.ignored(item, &Way::Index(at, index))),
            Kind::Map(pairs) => {
                self.keys(pairs, at);
                for (key, value) in pairs {
                    self.ignored(value, &name(key).map_or(*at, |name| Way::Key(at, name)));
                }
            }
            _ => {}
        }
    }
}

/// The text of a key that is a text for the node.
fn name<'n>(key: &'n Node<'_>) -> Option<&'n str> {
    match &key.kind {
        Kind::Scalar {
            text,
            plain,
            tagged,
            ..
        } if !*plain || *tagged || seen(text) == Seen::Text => Some(text),
        _ => None,
    }
}
