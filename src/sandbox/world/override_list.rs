//! An InstallOverrideList as a node reads it: YAML 1.1 with its habits, two keys per entry, and
//! names that match in many forms.
//!
//! This reading is the sandbox's own, apart from the one that checks lists for users, so that one
//! mistake cannot be in both unseen.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::domain::patch::{Package, Patch};
use crate::domain::platform::Family;

/// What the node says of a list of the wrong form (patch payload 1.80,
/// `install_override_list.py`).
const INVALID: &str = "The content of the provided InstallOverrideList is invalid.";

/// What it says of an entry without an id.
const NO_ID: &str = "Must provide an id for each patch.";

/// What a node has of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Reading {
    /// Its entries; none of them is not an error.
    List(OverrideList),
    /// What the node says before it fails.
    Failed(String),
}

/// The entries of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sandbox) struct OverrideList {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: String,
    title: Option<String>,
}

/// A value as the loader of the node makes it; what is neither text, nothing, list nor mapping
/// keeps only the name of its type.
#[derive(Clone, Debug)]
enum Loaded {
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

/// Reads a list.
pub(in crate::sandbox) fn read(text: &str) -> Reading {
    match load(text) {
        Err(why) => Reading::Failed(format!(
            "Unable to load yaml file, make sure the file is in YAML format: {why}"
        )),

        // A bucket that refuses answers with a text; the node tells it by these words.
        Ok(Loaded::Text(text))
            if text.contains("Error")
                && text.contains("AccessDenied")
                && text.contains("Access Denied") =>
        {
            Reading::Failed("Access denied to provided InstallOverrideList.".to_owned())
        }

        Ok(Loaded::Mapping(top)) => entries(&top),
        Ok(_) => Reading::Failed(INVALID.to_owned()),
    }
}

fn entries(top: &[(Rc<Loaded>, Rc<Loaded>)]) -> Reading {
    let items = match value(top, "patches") {
        // Only a warning, and nothing is installed: the run succeeds.
        None | Some(Loaded::Nothing) => return Reading::List(OverrideList::default()),
        Some(Loaded::Text(text)) if text.is_empty() => {
            return Reading::List(OverrideList::default());
        }

        Some(Loaded::List(items)) => items,
        Some(_) => return Reading::Failed(INVALID.to_owned()),
    };

    let entries: Result<Vec<Entry>, Reading> = items.iter().map(|item| entry(item)).collect();
    match entries {
        Ok(entries) => Reading::List(OverrideList { entries }),
        Err(failed) => failed,
    }
}

/// One entry; the first that is wrong fails the whole list.
fn entry(item: &Loaded) -> Result<Entry, Reading> {
    let Loaded::Mapping(pairs) = item else {
        return Err(Reading::Failed(INVALID.to_owned()));
    };

    let id = match value(pairs, "id") {
        None | Some(Loaded::Nothing) => return Err(Reading::Failed(NO_ID.to_owned())),
        Some(Loaded::Text(text)) if text.is_empty() => {
            return Err(Reading::Failed(NO_ID.to_owned()));
        }
        Some(Loaded::Text(text)) => text.clone(),
        // The node checks no types: it takes the number, and fails when it makes it small letters.
        Some(other) => return Err(crash(other)),
    };

    let title = match value(pairs, "title") {
        None | Some(Loaded::Nothing) => None,
        Some(Loaded::Text(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
        Some(other) => return Err(crash(other)),
    };
    Ok(Entry { id, title })
}

/// What happens to a number where the node expects text.
fn crash(found: &Loaded) -> Reading {
    let kind = match found {
        Loaded::Typed(kind) => kind,
        Loaded::List(_) => "list",
        Loaded::Mapping(_) => "dict",
        Loaded::Text(_) => "str",
        Loaded::Nothing => "NoneType",
    };
    Reading::Failed(format!(
        "AttributeError: '{kind}' object has no attribute 'lower'"
    ))
}

/// Of keys that are there twice the last one counts.
fn value<'l>(pairs: &'l [(Rc<Loaded>, Rc<Loaded>)], key: &str) -> Option<&'l Loaded> {
    let named =
        |pair: &&(Rc<Loaded>, Rc<Loaded>)| matches!(&*pair.0, Loaded::Text(text) if text == key);
    pairs.iter().rev().find(named).map(|(_, value)| &**value)
}

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

fn load(text: &str) -> Result<Loaded, String> {
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

impl OverrideList {
    /// Whether nothing is listed.
    pub(in crate::sandbox) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether an entry means this patch.
    pub(in crate::sandbox) fn names(&self, patch: &Patch, family: Family) -> bool {
        let forms = forms(patch, family);
        let fits = |wanted: &str| forms.iter().any(|form| matches(wanted, form));

        self.entries.iter().any(|entry| match family {
            // The title says nothing on Windows and macOS.
            Family::Windows | Family::MacOs => fits(&entry.id),
            Family::Rpm | Family::Apt => fits(&entry.id) && entry.title.as_deref().is_none_or(fits),
        })
    }
}

/// The forms of a package, each a word of its parts: name, architecture, epoch, version, release
/// (patch payload 1.80, `package_matcher.py`).
const RPM_FORMS: [&str; 12] = [
    "n", "na", "nvra", "nv", "nvr", "envra", "nevra", "nevr", "v", "vr", "evr", "naevr",
];
const APT_FORMS: [&str; 6] = ["n", "v", "na", "nv", "av", "nav"];
/// `m` is the version of macOS, behind a point.
const MACOS_FORMS: [&str; 2] = ["n", "nm"];

/// Every way in which a patch can be written, in small letters.
fn forms(patch: &Patch, family: Family) -> Vec<String> {
    // A patch of Windows: its KB, and the bulletin (`MS17-023`).
    let Some(package) = &patch.package else {
        return std::iter::once(&patch.id)
            .chain(&patch.bulletin)
            .map(|name| name.to_lowercase())
            .collect();
    };

    let shapes: &[&str] = match family {
        Family::Apt => &APT_FORMS,
        Family::MacOs => &MACOS_FORMS,
        _ => &RPM_FORMS,
    };
    shapes
        .iter()
        .map(|shape| written(shape, package, family))
        .collect()
}

fn written(shape: &str, package: &Package, family: Family) -> String {
    let mut text = String::new();
    let mut before = None;
    for letter in shape.chars() {
        // The separators of `package_matcher.py`: a point before the architecture, a colon behind
        // epoch and architecture, else a hyphen.
        match (before, letter) {
            (None, _) => {}
            (_, 'a' | 'm') => text.push('.'),
            (Some('e' | 'a'), _) => text.push(':'),
            _ => text.push('-'),
        }
        text.push_str(&part(letter, package, family));
        before = Some(letter);
    }
    text.to_lowercase()
}

fn part(letter: char, package: &Package, family: Family) -> String {
    let evr = &package.evr;
    match letter {
        'n' => package.name.clone(),
        'a' => package.arch.clone(),
        'e' => evr.epoch.to_string(),
        'r' => evr.release.clone(),
        'v' if family == Family::Rpm => evr.version.clone(),
        // Elsewhere epoch and release are parts of the version.
        _ => evr.to_string(),
    }
}

/// Exactly, or as a pattern when there is one in it; case does not count.
fn matches(wanted: &str, form: &str) -> bool {
    let wanted = wanted.to_lowercase();
    wanted == form
        || (wanted.contains(['*', '?', '['])
            && glob(
                &wanted.chars().collect::<Vec<_>>(),
                &form.chars().collect::<Vec<_>>(),
            ))
}

/// Python's fnmatch: `*`, `?`, `[abc]`, `[a-z]`, `[!x]`; a bracket that does not end stands for
/// itself.
fn glob(pattern: &[char], text: &[char]) -> bool {
    // Where the last star stands, and how far it was tried: only that one has to be taken back,
    // which keeps the time short for any pattern.
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;

    while from < text.len() {
        match (
            pattern.get(at),
            one(&pattern[at.min(pattern.len())..], text[from]),
        ) {
            (Some('*'), _) => {
                star = Some((at, from));
                at += 1;
            }
            (Some(_), Some(length)) => {
                at += length;
                from += 1;
            }
            // The star takes one letter more, and the rest is tried again.
            _ => match &mut star {
                Some((place, tried)) => {
                    *tried += 1;
                    (at, from) = (*place + 1, *tried);
                }
                None => return false,
            },
        }
    }

    pattern[at.min(pattern.len())..].iter().all(|c| *c == '*')
}

/// How much of the pattern takes this letter; `None` when it does not fit.
fn one(pattern: &[char], letter: char) -> Option<usize> {
    match pattern.first()? {
        '?' => Some(1),
        '[' => {
            let negated = pattern.get(1) == Some(&'!');
            let first = if negated { 2 } else { 1 };
            // A bracket that comes first belongs to the set.
            let end = pattern
                .iter()
                .skip(first + 1)
                .position(|c| *c == ']')
                .map(|place| place + first + 1);
            let Some(end) = end else {
                return (letter == '[').then_some(1);
            };
            let inside = is_in_set(letter, &pattern[first..end]);
            (inside != negated).then_some(end + 1)
        }
        c => (*c == letter).then_some(1),
    }
}

/// Whether a bracket has a letter, by itself or in a range.
fn is_in_set(letter: char, set: &[char]) -> bool {
    let mut inside = false;
    let mut place = 0;
    while place < set.len() {
        // A hyphen at the end of the set stands for itself.
        if place + 2 < set.len() && set[place + 1] == '-' {
            inside |= set[place] <= letter && letter <= set[place + 2];
            place += 3;
        } else {
            inside |= set[place] == letter;
            place += 1;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> OverrideList {
        match read(text) {
            Reading::List(list) => list,
            Reading::Failed(why) => panic!("{why}"),
        }
    }

    fn failed(text: &str) -> String {
        match read(text) {
            Reading::Failed(why) => why,
            Reading::List(list) => panic!("{list:?}"),
        }
    }

    #[test]
    fn the_habits_of_the_loader_of_the_node() {
        assert!(
            list("patches: []").is_empty()
                && list("other: 1").is_empty()
                && list("patches:\n").is_empty()
        );
        let twice = list("patches:\n- id: a\n  title: b\n  id: c\n");
        assert_eq!(
            twice.entries,
            [Entry {
                id: "c".to_owned(),
                title: Some("b".to_owned())
            }],
            "the last one counts"
        );
        assert_eq!(
            list("patches: [{id: x}]\npatches: [{id: y}]").entries[0].id,
            "y"
        );
        assert_eq!(list("a: &one {id: q}\npatches: [*one]").entries[0].id, "q");
        for number in [
            "1.10",
            "12:30",
            "0x1f",
            "1_000",
            "2024-01-01",
            "on",
            "No",
            "017",
            "0o17",
            "1e3",
            ".inf",
            "!!int 7",
        ] {
            assert!(
                failed(&format!("patches:\n- id: {number}")).starts_with("AttributeError"),
                "{number}"
            );
        }
        for text in ["'1.10'", "1.10-2", "kernel", "09:99:99x", "0x", "y", "1e"] {
            assert_eq!(
                list(&format!("patches:\n- id: {text}")).entries.len(),
                1,
                "{text}"
            );
        }
        assert_eq!(
            failed("patches: [{title: x}]"),
            "Must provide an id for each patch."
        );
        assert_eq!(
            failed("patches: [x]"),
            "The content of the provided InstallOverrideList is invalid."
        );
        assert_eq!(
            failed("- id: x"),
            "The content of the provided InstallOverrideList is invalid."
        );
        assert_eq!(
            failed("Error AccessDenied Access Denied"),
            "Access denied to provided InstallOverrideList."
        );
        for spaced in [
            "'a\tb'",
            "\"a\tb\"  # c\td",
            "'a''\tb'",
            "\"\\\"\tb\"",
            "|\n   a\tb",
        ] {
            assert_eq!(
                list(&format!("patches:\n- id: {spaced}\n")).entries.len(),
                1,
                "{spaced}"
            );
        }
        for broken in [
            "patches: [{id: a:b}]",
            "patches:\n- id: 'a'\t# b",
            "patches:\n- id: a\t",
            "patches:\n- id: a\tb",
            "patches:\n- id: |\t\n   a",
        ] {
            assert!(failed(broken).contains("while scanning"), "{broken}");
        }
        for broken in [
            "patches: [",
            "patches: [{id: *}]",
            "a: 1\n---\nb: 2",
            "patches: [{id: *x}]",
        ] {
            assert!(
                failed(broken).starts_with("Unable to load yaml file"),
                "{broken}"
            );
        }
        assert!(
            failed(&"[".repeat(10_000)).contains("recursion")
                || failed(&"[".repeat(10_000)).contains("Unable")
        );
    }

    #[test]
    fn patterns_are_those_of_fnmatch() {
        let table = [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abb", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[!a-c]x", "zx", true),
            ("[]x]y", "]y", true),
            ("[x", "[x", true),
            ("??", "ab", true),
            ("??", "a", false),
            ("*12:4.1.1-53*", "a.x86_64:12:4.1.1-53.p1", true),
        ];
        for (pattern, text, expected) in table {
            let fits = glob(
                &pattern.chars().collect::<Vec<_>>(),
                &text.chars().collect::<Vec<_>>(),
            );
            assert_eq!(fits, expected, "{pattern} {text}");
        }
    }
}
