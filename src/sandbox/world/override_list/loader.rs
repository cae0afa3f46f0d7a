//! The YAML of a list as the loader of the node makes it: YAML 1.1, with what that loader refuses.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// A value as the loader of the node makes it; what is neither text, nothing, list nor mapping
/// keeps only the name of its type.
#[derive(Clone, Debug)]
pub(super) enum Loaded {
    Text(String),
    Nothing,
    Typed(&'static str),
    List(Vec<Rc<Self>>),
    Mapping(Vec<(Rc<Self>, Rc<Self>)>),
}

/// The deepest nesting that is read; the loader of the node gives up at some depth too.
const DEEPEST: usize = 200;

/// Plain words and numbers that YAML 1.1 takes for something else than text.
static RESOLVERS: LazyLock<[(&str, Regex); 4]> = LazyLock::new(|| {
    let whole =
        |pattern: &str| Regex::new(&format!("^(?:{pattern})$")).expect("the pattern is valid");
    [
        (
            "bool",
            whole("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"),
        ),
        (
            "int",
            whole(
                r"[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+",
            ),
        ),
        (
            "float",
            whole(
                r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
            ),
        ),
        (
            "datetime",
            whole(
                r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?",
            ),
        ),
    ]
});

/// One value that is being read.
enum Open {
    List(usize, Vec<Rc<Loaded>>),
    Mapping(usize, Vec<(Rc<Loaded>, Rc<Loaded>)>, Option<Rc<Loaded>>),
}

/// The values that are open, and what was read so far.
#[derive(Default)]
struct Loader {
    open: Vec<Open>,
    anchors: HashMap<usize, Rc<Loaded>>,
    root: Option<Rc<Loaded>>,
    documents: usize,
    /// For each value that is open, whether it is written with brackets.
    flow: Vec<bool>,
}

/// Reads a text; what the loader says when it refuses it.
pub(super) fn load(text: &str) -> Result<Loaded, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut loader = Loader::default();
    // Where everything may stand: in quotes and blocks.
    let mut free = Vec::new();

    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        let (start, end) = (span.start.index(), span.end.index());
        loader.note_brackets(&event, chars.get(start))?;
        free.extend(free_text(&event, &chars, start, end));
        if let Some((anchor, done)) = loader.take(event)? {
            loader.place(anchor, done);
        }
    }

    // Last, because our parser takes tabs where the one of the node does not; what both refuse is
    // told in the words of ours.
    if has_tab(&chars, &free) {
        return Err(TAB.to_owned());
    }
    Ok(loader.root.map_or(Loaded::Nothing, |root| (*root).clone()))
}

const TAB: &str =
    "while scanning for the next token: found character '\\t' that cannot start any token";

/// The place of a text in which tabs may stand.
fn free_text(
    event: &Event<'_>,
    chars: &[char],
    start: usize,
    end: usize,
) -> Option<(usize, usize)> {
    match event {
        Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..) => {
            Some((start, closing_quote(chars, start)))
        }

        // An empty block has the place of its sign.
        Event::Scalar(text, ScalarStyle::Literal | ScalarStyle::Folded, ..)
            if text.chars().any(|c| c != '\n') =>
        {
            Some((start, end))
        }
        _ => None,
    }
}

/// The place of the quote that ends a text.
fn closing_quote(chars: &[char], start: usize) -> usize {
    let quote = chars.get(start).copied().unwrap_or('"');
    let mut at = start + 1;

    // In single quotes a quote is doubled, in double quotes it has a backslash before it.
    while let Some(c) = chars.get(at) {
        match *c {
            '\\' if quote == '"' => at += 1,
            c if c == quote && quote == '\'' && chars.get(at + 1) == Some(&quote) => at += 1,
            c if c == quote => break,
            _ => {}
        }
        at += 1;
    }

    at
}

/// Whether a tab stands where it is neither text nor comment.
fn has_tab(chars: &[char], free: &[(usize, usize)]) -> bool {
    // `before` is what stands left: a comment begins only behind white space.
    let (mut comment, mut before, mut free) = (false, '\n', free.iter().peekable());
    let mut at = 0;

    while let Some(c) = chars.get(at).copied() {
        while free.next_if(|(start, _)| *start < at).is_some() {}
        if let Some((_, end)) = free.next_if(|(start, _)| *start == at) {
            (at, before) = (end + 1, '"');
            continue;
        }
        match c {
            '\n' => comment = false,
            '#' if matches!(before, ' ' | '\n') => comment = true,
            '\t' if !comment => return true,
            _ => {}
        }
        before = c;
        at += 1;
    }
    false
}

impl Loader {
    /// Keeps which brackets are open. Within them the loader of the node refuses a plain text with
    /// a colon, which our parser takes.
    fn note_brackets(&mut self, event: &Event<'_>, first: Option<&char>) -> Result<(), String> {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                self.flow.push(matches!(first, Some('[' | '{')));
            }
            Event::SequenceEnd | Event::MappingEnd => drop(self.flow.pop()),
            Event::Scalar(text, ScalarStyle::Plain, ..)
                if text.contains(':') && self.flow.contains(&true) =>
            {
                return Err("while scanning a plain scalar: found unexpected ':'".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes one event; gives a value that is complete, with its anchor.
    fn take(&mut self, event: Event<'_>) -> Result<Option<(usize, Rc<Loaded>)>, String> {
        Ok(match event {
            Event::DocumentStart(_) => {
                // The node reads with `yaml.load`, which takes one document.
                self.documents += 1;
                if self.documents > 1 {
                    return Err("expected a single document in the stream".to_owned());
                }
                None
            }

            Event::SequenceStart(anchor, _) => self.begin(Open::List(anchor, Vec::new()))?,
            Event::MappingStart(anchor, _) => {
                self.begin(Open::Mapping(anchor, Vec::new(), None))?
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.map(|tag| tag.suffix.clone());
                Some((anchor, Rc::new(scalar(&text, style, tag.as_deref())?)))
            }
            Event::Alias(anchor) => Some((
                0,
                self.anchors
                    .get(&anchor)
                    .cloned()
                    .ok_or("found undefined alias")?,
            )),

            Event::SequenceEnd | Event::MappingEnd => self.open.pop().map(|open| match open {
                Open::List(anchor, items) => (anchor, Rc::new(Loaded::List(items))),
                Open::Mapping(anchor, pairs, _) => (anchor, Rc::new(Loaded::Mapping(pairs))),
            }),
            _ => None,
        })
    }

    fn begin(&mut self, open: Open) -> Result<Option<(usize, Rc<Loaded>)>, String> {
        self.open.push(open);
        if self.open.len() > DEEPEST {
            Err("maximum recursion depth exceeded".to_owned())
        } else {
            Ok(None)
        }
    }

    fn place(&mut self, anchor: usize, done: Rc<Loaded>) {
        // A collection is known under its anchor when it is complete: an alias inside of it names
        // nothing.
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&done));
        }

        match self.open.last_mut() {
            None => self.root = Some(done),
            Some(Open::List(_, items)) => items.push(done),
            Some(Open::Mapping(_, pairs, key)) => match key.take() {
                None => *key = Some(done),
                Some(name) => add(pairs, name, done),
            },
        }
    }
}

/// Adds a pair; `<<` brings the pairs of another mapping, behind the mapping's own.
fn add(pairs: &mut Vec<(Rc<Loaded>, Rc<Loaded>)>, key: Rc<Loaded>, value: Rc<Loaded>) {
    if let (Loaded::Typed("merge"), Loaded::Mapping(merged)) = (&*key, &*value) {
        pairs.splice(0..0, merged.iter().cloned());
    } else {
        pairs.push((key, value));
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&str>) -> Result<Loaded, String> {
    match tag {
        Some("str" | "" | "!") => return Ok(Loaded::Text(text.to_owned())),
        Some(tag @ ("int" | "float" | "bool" | "null" | "timestamp" | "binary")) => {
            let kinds = ["int", "float", "bool", "null", "timestamp", "binary"];
            return Ok(Loaded::Typed(
                kinds.into_iter().find(|kind| *kind == tag).unwrap_or("int"),
            ));
        }
        Some(tag) => {
            return Err(format!(
                "could not determine a constructor for the tag '{tag}'"
            ));
        }
        None => {}
    }

    // Quotes keep text what it is: `"1.10"` is not a number.
    if style != ScalarStyle::Plain {
        return Ok(Loaded::Text(text.to_owned()));
    }

    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Loaded::Nothing,
        "<<" => Loaded::Typed("merge"),
        "=" => Loaded::Typed("value"),
        _ => match RESOLVERS.iter().find(|(_, pattern)| pattern.is_match(text)) {
            Some((kind, _)) => Loaded::Typed(kind),
            None => Loaded::Text(text.to_owned()),
        },
    })
}
