//! From the tree to entries: keys, types for YAML 1.1, and what a reader of the file may take for
//! something else.

use std::collections::HashMap;

use super::found::{Found, quoted};
use super::text::Text;
use super::tree::{Kind, MOST_ENTRIES, Node};
use super::way::Way;
use super::yaml11::{Seen, seen};
use crate::document::nearest;
use crate::domain::finding::{Finding, Rule};
use crate::domain::override_list::Entry;
use crate::domain::override_list::check::Placed;
use crate::domain::override_list::rule;
use crate::domain::text::words::is_digits;

/// What helps with an entry that has no id.
const ID_EXAMPLE: &str = "write - id: \"openssl.x86_64\"";

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

    match root {
        Some(Node {
            kind: Kind::Map(pairs),
            start,
            ..
        }) => shape.root(pairs, *start),
        // The node refuses it too: the payload wants a mapping at the top (payload 1.80,
        // install_override_list.py).
        Some(node) if !is_nothing(node) => {
            let message = "the top of the file is not a mapping".to_owned();
            shape.add(rule::LIST_MAPPING, node, &Way::Top, message, EXAMPLE);
        }
        // Of a file that was not read to its end nobody knows whether it is empty.
        _ if whole => shape.found.push(empty_file()),
        _ => {}
    }

    shape
}

fn empty_file() -> Found {
    let path = Way::Top.path();

    Found {
        finding: Finding::new(rule::LIST_MAPPING, path, "the file is empty").hint(EXAMPLE),
        start: 0,
        end: 0,
    }
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
        let mut finding = Finding::new(rule, path.path(), message);
        if !hint.is_empty() {
            finding = finding.hint(hint);
        }
        if let Kind::Scalar { text, .. } = &node.kind {
            finding = finding.value(text.clone());
        }

        // Of what may span many lines only the beginning is marked.
        let end = match node.kind {
            Kind::Scalar { block: false, .. } => node.end,
            _ => node.start,
        };
        self.found.push(Found {
            finding,
            start: node.start,
            end,
        });
    }

    fn root(&mut self, pairs: &[(Node<'_>, Node<'_>)], start: usize) {
        let top = Way::Top;
        // Keys that stand twice are told first: what follows looks at values only.
        self.keys(pairs, &top);

        let mut near = None;
        for (key, value) in pairs {
            match name(key) {
                Some("patches") => self.patches(value, &Way::Key(&top, "patches")),
                Some(other) => near = near.or(self.unknown_at_top(key, value, other)),
                None => self.ignored(value, &top),
            }
        }

        // A part of a file may begin anywhere, and so lacks nothing.
        let has_patches = pairs.iter().any(|(key, _)| name(key) == Some("patches"));
        if self.whole && !has_patches {
            self.found.push(no_patches(start, near.unwrap_or(EXAMPLE)));
        }
    }

    /// Reports a key beside `patches`; what was meant by it, when that is near.
    fn unknown_at_top(
        &mut self,
        key: &Node<'_>,
        value: &Node<'_>,
        name: &str,
    ) -> Option<&'static str> {
        let path = Way::Key(&Way::Top, name);
        let message = format!("the node ignores `{}`", name.escape_debug());
        // `patch` is no key at all, but what people write in its place.
        let meant =
            nearest(&name.to_lowercase(), ["patches", "patch"]).map(|_| "did you mean `patches`?");

        self.add(
            rule::LIST_UNKNOWN_KEY,
            key,
            &path,
            message,
            meant.unwrap_or_default(),
        );
        self.ignored(value, &path);
        meant
    }

    fn patches(&mut self, value: &Node<'_>, path: &Way<'_>) {
        match &value.kind {
            Kind::List(items) if items.is_empty() && self.whole => self.empty(value, path),
            Kind::List(items) => self.items(items, value, path),
            Kind::Scalar { .. } if is_nothing(value) => {
                // What was to follow may lie behind the place where reading stopped.
                if self.whole {
                    self.empty(value, path);
                }
            }
            // The tree has reported the alias.
            Kind::Alias => {}
            _ => {
                let message = "`patches` is not a list".to_owned();
                let hint = "write a hyphen and a space before each entry: - id: \"openssl.x86_64\"";
                self.add(rule::LIST_NOT_A_LIST, value, path, message, hint);
                self.ignored(value, path);
            }
        }
    }

    fn items(&mut self, items: &[Node<'_>], list: &Node<'_>, path: &Way<'_>) {
        if items.len() > MOST_ENTRIES {
            let message = format!(
                "{} entries; at most {MOST_ENTRIES} are allowed",
                items.len()
            );
            self.add(rule::LIST_TOO_LONG, list, path, message, "split the list");
        }

        for (index, item) in items.iter().enumerate() {
            self.entry(item, index, &Way::Index(path, index));
        }
    }

    /// An error, although the payload only warns (payload 1.80, install_override_list.py): a run
    /// that succeeds and patches nothing looks like one that has patched.
    fn empty(&mut self, value: &Node<'_>, path: &Way<'_>) {
        let message =
            "the list is empty: nothing would be installed, and the run would still succeed";
        let hint = "list at least one patch, or leave the override list out";

        self.add(rule::LIST_EMPTY, value, path, message.to_owned(), hint);
    }

    fn entry(&mut self, item: &Node<'_>, index: usize, path: &Way<'_>) {
        let Kind::Map(pairs) = &item.kind else {
            self.not_an_entry(item, path);
            return;
        };
        self.keys(pairs, path);
        let fields = self.fields(pairs, path);

        // The payload fails the whole run: "Must provide an id for each patch" (payload 1.80). The
        // last entry of a file that was not read to its end may have its id further down.
        if !fields.has_id && (self.whole || !self.is_last(item)) {
            let message = "the entry has no `id`; the run on the node would fail".to_owned();
            let hint = fields.near.as_deref().unwrap_or(ID_EXAMPLE);
            self.add(rule::ID_MISSING, item, path, message, hint);
        }

        if let (Some(id), true) = (fields.id, fields.sound) {
            let entry = Entry {
                id,
                title: fields.title,
            };
            self.entries.push(Placed { entry, index });
        }
    }

    fn not_an_entry(&mut self, item: &Node<'_>, path: &Way<'_>) {
        let hint = match &item.kind {
            // The tree has reported the alias.
            Kind::Alias => return,
            Kind::Scalar { text, .. } if !text.is_empty() => {
                format!("write - id: \"{}\"", text.escape_debug())
            }
            _ => ID_EXAMPLE.to_owned(),
        };
        let message = "the entry is not a mapping with the key `id`".to_owned();

        self.add(rule::ENTRY_MAPPING, item, path, message, &hint);
        self.ignored(item, path);
    }

    /// Reads the keys of an entry. Of a key that is there twice the node has the last value.
    fn fields(&mut self, pairs: &[(Node<'_>, Node<'_>)], path: &Way<'_>) -> Fields {
        let mut fields = Fields {
            id: None,
            title: None,
            sound: true,
            has_id: false,
            near: None,
        };

        for (key, value) in pairs {
            match name(key) {
                Some("id") => {
                    let at = Way::Key(path, "id");
                    fields.id = self.text_of(value, &at, rule::ID_TYPE, rule::ID_EMPTY);
                    fields.has_id = true;
                    fields.sound &= fields.id.is_some();
                }
                Some("title") => {
                    let at = Way::Key(path, "title");
                    fields.title = self.text_of(value, &at, rule::TITLE_TYPE, rule::TITLE_EMPTY);
                    // Without its title the entry would take every version.
                    fields.sound &= fields.title.is_some();
                }
                Some(other) => {
                    let near = self.unknown_in_entry(key, value, other, path);
                    fields.near = fields.near.or(near);
                }
                None => self.ignored(value, path),
            }
        }

        fields
    }

    /// Reports a key beside `id` and `title`, which are all that the payload reads; what was meant
    /// by it, when that is near.
    fn unknown_in_entry(
        &mut self,
        key: &Node<'_>,
        value: &Node<'_>,
        name: &str,
        entry: &Way<'_>,
    ) -> Option<String> {
        let path = Way::Key(entry, name);
        let message = format!("the node ignores `{}`", name.escape_debug());
        let meant = nearest(&name.to_lowercase(), ["id", "title"])
            .map(|meant| format!("did you mean `{meant}`?"));

        // AWS's own samples have more keys, such as a severity; only a misspelt one is a doubt.
        let rule = if meant.is_some() {
            rule::ENTRY_UNKNOWN_KEY
        } else {
            rule::ENTRY_EXTRA_KEY
        };
        self.add(
            rule,
            key,
            &path,
            message,
            meant.as_deref().unwrap_or_default(),
        );
        // A key without effect can still hold what stops the node from reading the file.
        self.ignored(value, &path);
        meant
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
            self.not_a_text(node, path, wrong_type);
            return None;
        };

        // A text that was changed so that reading could go on is reported already, and is not what
        // the user wrote.
        if self.is_masked(node) {
            return None;
        }
        if *plain && !tagged && !self.check_text(node, path, text, wrong_type) {
            return None;
        }
        if text.is_empty() {
            let message = "the text is empty".to_owned();
            self.add(empty, node, path, message, "write the name of a package");
            return None;
        }

        self.several_lines(node, path, text, *block);
        if *plain {
            self.cut_by_comment(node, path, text);
        }
        Some(text.clone().into_owned())
    }

    fn not_a_text(&mut self, node: &Node<'_>, path: &Way<'_>, wrong_type: &'static Rule) {
        let kind = match node.kind {
            // The tree has reported the alias.
            Kind::Alias => return,
            Kind::List(_) => "a list",
            _ => "a mapping",
        };
        let message = format!("the value is {kind}, not a text");

        self.add(wrong_type, node, path, message, "write one text in quotes");
        self.ignored(node, path);
    }

    fn is_masked(&self, node: &Node<'_>) -> bool {
        self.masked.iter().any(|masked| {
            masked.start <= node.start && node.start < masked.end.max(masked.start + 1)
        })
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
                let hint = "write the name of a package";
                self.add(rule::ID_MISSING, node, path, message, hint);
            }
            Seen::Nothing => {
                let message = "the title has no value: the node takes the id alone".to_owned();
                let hint = "leave the key out, or write a text";
                self.add(wrong_type, node, path, message, hint);
            }
            Seen::Unreadable | Seen::Merge => self.unreadable(node, path, text),
            // The payload calls `.lower()` on what it has, without a look at its type: a number
            // ends the run (payload 1.80, package_matcher.py).
            kind => {
                let message = format!(
                    "the node reads `{text}` as {} (YAML 1.1), not as a text",
                    kind.described()
                );
                self.add(wrong_type, node, path, message, &as_text(text, wrong_type));
            }
        }

        false
    }

    fn unreadable(&mut self, node: &Node<'_>, path: &Way<'_>, text: &str) {
        let message =
            format!("the node cannot read `{text}` (YAML 1.1), and with it the whole file");

        self.add(rule::YAML_VALUE, node, path, message, &quoted(text));
    }

    /// What a person may read differently: a value of several lines.
    fn several_lines(&mut self, node: &Node<'_>, path: &Way<'_>, text: &str, block: bool) {
        let message = if block {
            // No package has a name or a version with a line end (YAML 1.2, 8.1.1.2: a block keeps
            // one unless it is stripped).
            "the value is a block of lines and ends with a line end, unless it says otherwise (`|-`)"
                .to_owned()
        } else if self.text.whole[node.start..node.end].contains('\n') {
            let shown: String = text.escape_debug().take(80).collect();
            format!("the value goes over several lines, which are joined to `{shown}`")
        } else {
            return;
        };

        let hint = "write it in quotes on one line";
        self.add(rule::YAML_FOLDED, node, path, message, hint);
    }

    /// What a person may read differently: a comment that looks like part of the value.
    fn cut_by_comment(&mut self, node: &Node<'_>, path: &Way<'_>, text: &str) {
        let behind = &self.text.whole[node.end..self.text.line_end(node.end)];
        let Some(comment) = behind.trim_start().strip_prefix('#') else {
            return;
        };

        // People write a space, or more signs, behind the sign of a comment; `name #2` is a value
        // to them. Right behind the value the sign is a part of it.
        let looks_like_value = comment.starts_with(|c: char| !c.is_whitespace() && c != '#');
        if !looks_like_value || behind.starts_with('#') {
            return;
        }

        let message = format!(
            "the value ends before the comment `{}`",
            behind.trim().escape_debug()
        );
        let whole = format!("{text}{behind}");
        let hint = format!(
            "{} if it belongs to the value; a comment has a space after #",
            quoted(whole.trim_end())
        );
        self.add(rule::YAML_COMMENT, node, path, message, &hint);
    }

    /// Keys of a mapping: each once, and each a text or at least something that can be a key.
    fn keys(&mut self, pairs: &[(Node<'_>, Node<'_>)], at: &Way<'_>) {
        if is_usual_mapping(pairs) {
            return;
        }

        let mut known: HashMap<String, &Node<'_>> = HashMap::with_capacity(pairs.len());
        for (key, value) in pairs {
            let Some((text, same)) = self.identity(key, at) else {
                continue;
            };
            if let Some(earlier) = known.insert(same, value) {
                self.twice(key, text, earlier, at);
            }
        }
    }

    /// The text of a key, and what it is for the node, which tells whether two keys are the same.
    /// `None` for a key that the node cannot use, which is reported.
    fn identity<'k>(&mut self, key: &'k Node<'_>, at: &Way<'_>) -> Option<(&'k str, String)> {
        let Kind::Scalar {
            text,
            plain,
            tagged,
            ..
        } = &key.kind
        else {
            // The tree has reported the alias. A Python dict cannot have a list or a dict for a
            // key.
            if !matches!(key.kind, Kind::Alias) {
                let message = "a key is a list or a mapping; the node refuses the file".to_owned();
                self.add(rule::YAML_KEY, key, at, message, "write a text");
            }
            return None;
        };

        // Quotes and tags make a text of everything.
        let kind = if *plain && !tagged {
            seen(text)
        } else {
            Seen::Text
        };
        let same = match &kind {
            Seen::Merge => {
                let message = "`<<` merges another mapping into this one".to_owned();
                self.add(rule::YAML_MERGE, key, at, message, "write the keys out");
                return None;
            }
            Seen::Unreadable => {
                self.unreadable_key(key, at, text);
                return None;
            }
            // For Python 1 and 1.0 are one key.
            Seen::Int(number) | Seen::Float(number) => {
                format!("number {}", number.trim_end_matches(".0"))
            }
            Seen::Text => format!("text {text}"),
            other => format!("{other:?}"),
        };
        Some((text, same))
    }

    fn unreadable_key(&mut self, key: &Node<'_>, at: &Way<'_>, text: &str) {
        let message =
            format!("the node cannot read the key `{text}` (YAML 1.1), and with it the whole file");

        self.add(rule::YAML_VALUE, key, at, message, &quoted(text));
    }

    /// Reports a key that was there before: the payload's loader keeps the last one and says
    /// nothing (ruamel.yaml 0.11.6). A sample of AWS's own user guide lacks the hyphen between two
    /// entries, and loses the first.
    fn twice(&mut self, key: &Node<'_>, text: &str, earlier: &Node<'_>, at: &Way<'_>) {
        let lost = match &earlier.kind {
            Kind::Scalar { text, .. } => format!("`{}`", text.escape_debug()),
            _ => "the earlier value".to_owned(),
        };
        let line = self.text.position(earlier.start).0;
        let message = format!(
            "the key `{}` is there twice: {lost} of line {line} is lost without a word",
            text.escape_debug()
        );

        // Two ids in one mapping are most likely two entries.
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

    /// Values that the node does not use, but must be able to read.
    fn ignored(&mut self, node: &Node<'_>, at: &Way<'_>) {
        match &node.kind {
            // The loader makes values of the whole file before the payload takes `patches` out.
            Kind::Scalar {
                text,
                plain: true,
                tagged: false,
                ..
            } if matches!(seen(text), Seen::Unreadable | Seen::Merge) => {
                self.unreadable(node, at, text);
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

/// How a value is written so that the node reads a text.
fn as_text(text: &str, wrong_type: &'static Rule) -> String {
    // Digits alone name nothing on Windows, in quotes or without.
    if wrong_type == rule::ID_TYPE && text.len() == 7 && is_digits(text) {
        format!("write KB{text} for an update of Windows")
    } else {
        quoted(text)
    }
}

/// What the keys of an entry say.
struct Fields {
    id: Option<String>,
    title: Option<String>,
    /// Whether every id and title is a text for the node.
    sound: bool,
    /// Whether there is an id, of whatever kind.
    has_id: bool,
    /// What an unknown key was meant to be.
    near: Option<String>,
}

fn no_patches(start: usize, hint: &str) -> Found {
    let message = "there is no key `patches`: nothing would be installed";

    Found {
        finding: Finding::new(rule::LIST_NO_PATCHES, Way::Top.path(), message).hint(hint),
        start,
        end: start,
    }
}

/// Whether a mapping is the usual entry, of which a long list has very many: one or two keys that
/// are known and differ. Nothing can be wrong with its keys.
fn is_usual_mapping(pairs: &[(Node<'_>, Node<'_>)]) -> bool {
    let [(first, _), rest @ ..] = pairs else {
        return false;
    };

    rest.len() <= 1
        && pairs
            .iter()
            .all(|(key, _)| matches!(name(key), Some("id" | "title" | "patches")))
        && rest.iter().all(|(key, _)| name(key) != name(first))
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
