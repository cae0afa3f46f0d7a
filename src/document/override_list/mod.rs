//! Reads an override list as a person, as YAML 1.2 and as the node see it, and names every
//! difference.

mod found;
mod mask;
mod shape;
mod text;
mod tree;
mod usual;
mod way;
mod write;
mod yaml11;

#[cfg(test)]
mod tests;

pub use text::LIMIT;
pub use write::write;

use serde::Deserialize;

use super::diagnostic;
use super::refusal::without_place;
use crate::domain::finding::{Finding, Severity};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::override_list::check::{self, Placed};
use crate::domain::override_list::rule;
use crate::domain::override_list::{Entry, OverrideList};
use crate::domain::text::violation::{Path, PathStep};
use found::{Found, GLUED_COMMENT};
use text::Text;
use tree::{Kind, Node};

/// A finding with its place for people.
#[derive(Clone, Debug)]
pub struct Remark {
    /// What was found.
    pub finding: Finding,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in code points.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column behind the end.
    pub end_column: usize,
    /// The place in bytes.
    start: usize,
    /// The number of bytes.
    length: usize,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Everything that is wrong or doubtful, in the order of the file.
    pub remarks: Vec<Remark>,
    /// The entries that are well-formed.
    pub entries: usize,
    /// The list; only of a file without errors.
    pub list: Option<OverrideList>,
    /// The family that the list is for, as far as it is known.
    pub family: Option<Family>,
}

impl Reading {
    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.remarks
            .iter()
            .filter(|remark| remark.finding.is_error())
            .count()
    }

    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.remarks
            .iter()
            .filter(|remark| remark.finding.is_warning())
            .count()
    }

    /// How many findings are neither: they are for people to know.
    pub fn notes(&self) -> usize {
        self.remarks.len() - self.errors() - self.warnings()
    }
}

/// From how many bytes on both readers work at once.
const LONG: usize = 64 * 1024;

/// Reads the bytes of a list for an operating system; without one, the family comes from the
/// entries.
///
/// Never fails: what is wrong is in the result. Of a file above [`LIMIT`] bytes nothing is looked
/// at.
pub fn read(bytes: &[u8], os: Option<OperatingSystem>) -> Reading {
    let (text, mut found) = text::decode(bytes);
    let Some(text) = text else {
        return unread(bytes, found);
    };

    // A byte order mark is one character that the reader of YAML does not count.
    let body = Text::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let shift = text.len() - body.whole.len();
    let usual = usual::is_usual(body.whole);
    let (inner, entries, family) = std::thread::scope(|scope| analyse(scope, &body, os, usual));
    found.extend(inner.into_iter().map(|one| Found {
        start: one.start + shift,
        end: one.end + shift,
        ..one
    }));

    // A list with errors is not passed on: what was read of it may not be what was meant.
    let count = entries.len();
    let list = is_sound(&found).then(|| OverrideList {
        entries: entries.into_iter().map(|placed| placed.entry).collect(),
    });

    Reading {
        remarks: placed(text, found),
        entries: count,
        list,
        family,
    }
}

/// What is said of bytes that are no text.
fn unread(bytes: &[u8], found: Vec<Found>) -> Reading {
    // Of a file that is too large not even the lines are counted.
    let valid = if bytes.len() > LIMIT {
        ""
    } else {
        valid_part(bytes)
    };

    Reading {
        remarks: placed(valid, found),
        entries: 0,
        list: None,
        family: None,
    }
}

fn is_sound(found: &[Found]) -> bool {
    !found.iter().any(|found| found.finding.is_error())
}

/// The part of a file that is text, for places in it.
fn valid_part(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// What libyaml makes of a file, while it is still read.
type Early<'s> = Option<std::thread::ScopedJoinHandle<'s, serde_yaml::Result<File>>>;

fn analyse<'s, 't: 's>(
    scope: &'s std::thread::Scope<'s, '_>,
    text: &Text<'t>,
    os: Option<OperatingSystem>,
    usual: bool,
) -> (Vec<Found>, Vec<Placed>, Option<Family>) {
    let first = tree::build(text, text.whole);
    // Only wrong syntax can be read over; a file that is too deep or too long stays unread.
    let masked = if first.whole || !is_syntax(&first.found) {
        None
    } else {
        mask::mask(text, is_glued(&first.found))
    };

    let mut found = Vec::new();
    let (tree, masked_places) = match &masked {
        Some(masked) => {
            found.extend(masked.found.iter().cloned());
            (tree::build(text, &masked.source), masked.found.as_slice())
        }
        None => (first, &[][..]),
    };
    found.extend(tree.found.iter().cloned());
    if tree.whole && masked.is_none() {
        found.extend(tree.tabs(text));
    }

    let early = if !usual && is_sound(&found) {
        early(scope, text.whole)
    } else {
        None
    };
    let shape = shape::read(text, tree.root.as_ref(), tree.whole, masked_places);
    found.extend(shape.found.iter().cloned());
    // What the checks below find is no matter of how YAML is read.
    let sound = is_sound(&found);
    let (family, doubts) = check::check(&shape.entries, os);
    if matches!(family, Some(Family::Windows | Family::MacOs)) {
        found.retain(|found| !is_of_title(&found.finding));
    }
    found.extend(
        doubts
            .into_iter()
            .map(|finding| at_value(tree.root.as_ref(), finding)),
    );
    if !usual && sound {
        found.extend(second_reader(text, &shape.entries, early));
    }

    let entries = shape.entries;
    name_places(&mut found, tree.root.as_ref());
    (found, entries, family)
}

/// Reads a long list with libyaml while the rest is checked. The list has been found flat and
/// short, so that libyaml does not take forever; without an anchor no alias can blow it up.
fn early<'s, 't: 's>(scope: &'s std::thread::Scope<'s, '_>, whole: &'t str) -> Early<'s> {
    let parallel = whole.len() >= LONG && !whole.contains('&');

    parallel.then(|| scope.spawn(move || serde_yaml::from_str::<File>(whole)))
}

/// A finding at the place of the value that it is about.
fn at_value(root: Option<&Node<'_>>, finding: Finding) -> Found {
    let (start, end) = root.map_or((0, 0), |root| place(root, &finding.path));

    Found {
        finding,
        start,
        end,
    }
}

/// Whether a doubt is about how a title is written, which matters only where titles are compared.
fn is_of_title(finding: &Finding) -> bool {
    let at_title =
        matches!(finding.path.steps().last(), Some(PathStep::Key(key)) if key == "title");
    at_title && finding.rule == rule::YAML_FOLDED
}

fn is_syntax(found: &[Found]) -> bool {
    found
        .iter()
        .any(|found| found.finding.rule == rule::YAML_SYNTAX)
}

fn is_glued(found: &[Found]) -> bool {
    found
        .iter()
        .any(|found| found.finding.message == GLUED_COMMENT.0)
}

/// What was found in the text alone gets the path of the value that stands there.
fn name_places(found: &mut [Found], root: Option<&Node<'_>>) {
    let Some(root) = root else { return };
    for one in found
        .iter_mut()
        .filter(|one| one.finding.path.steps().is_empty() && one.finding.value.is_some())
    {
        one.finding.path = path_at(root, one.start);
    }
}

fn path_at(root: &Node<'_>, at: usize) -> Path {
    let (mut node, mut path) = (root, Path::default());
    loop {
        let next = match &node.kind {
            Kind::List(items) => items
                .iter()
                .enumerate()
                .find(|(_, item)| item.holds(at))
                .map(|(index, item)| (path.index(index), item)),
            // A key that is no text has no place in a path, and neither has what lies below it.
            Kind::Map(pairs) => pairs.iter().find_map(|(key, value)| match &key.kind {
                Kind::Scalar { text, .. } if value.holds(at) => Some((path.key(text), value)),
                _ => None,
            }),
            _ => None,
        };

        let Some((longer, inner)) = next else {
            return path;
        };
        (path, node) = (longer, inner);
    }
}

/// The place of the value at a path, or of the deepest value on the way to it.
fn place(root: &Node<'_>, path: &Path) -> (usize, usize) {
    let mut node = root;
    for step in path.steps() {
        let next = match (step, &node.kind) {
            (PathStep::Index(index), Kind::List(items)) => items.get(*index),
            // Of a key that is there twice the last counts, as it does on the node.
            (PathStep::Key(wanted), Kind::Map(pairs)) => {
                pairs.iter().rev().find_map(|(key, value)| match &key.kind {
                    Kind::Scalar { text, .. } if text == wanted => Some(value),
                    _ => None,
                })
            }
            _ => None,
        };
        let Some(next) = next else { break };
        node = next;
    }

    match node.kind {
        Kind::Scalar { block: false, .. } => (node.start, node.end),
        _ => (node.start, node.start),
    }
}

#[derive(Deserialize)]
struct File {
    patches: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    title: Option<String>,
}

/// Reads the file once more with libyaml, whose syntax is that of YAML 1.1, and compares. Lists in
/// the usual form have no need of it.
fn second_reader(text: &Text<'_>, entries: &[Placed], early: Early<'_>) -> Option<Found> {
    // A reader that panicked is asked again here.
    let early = early.and_then(|thread| thread.join().ok());
    let read = match early.unwrap_or_else(|| serde_yaml::from_str(text.whole)) {
        Ok(read) => read,
        Err(error) => return Some(refused(text, &error)),
    };

    let index = disagreement(&read, entries)?;
    let path = entries.get(index).map(Placed::path).unwrap_or_default();
    let message = "YAML readers disagree on this entry";
    Some(Found {
        finding: Finding::new(rule::YAML_READERS, path, message)
            .hint("write ids and titles in quotes, each on one line"),
        start: 0,
        end: 0,
    })
}

/// What libyaml does not read although the other reader does.
fn refused(text: &Text<'_>, error: &serde_yaml::Error) -> Found {
    let at = error.location().map_or(0, |location| location.index());
    let at = text.whole.floor_char_boundary(at);
    let message = error.to_string();

    Found {
        finding: Finding::new(rule::YAML_SYNTAX, Path::default(), without_place(&message)),
        start: at,
        end: at,
    }
}

/// The first entry that the two readers see differently; the first of all when one sees more
/// entries than the other.
fn disagreement(read: &File, entries: &[Placed]) -> Option<usize> {
    let differs = read
        .patches
        .iter()
        .zip(entries)
        .position(|(item, placed)| !item.is(&placed.entry));

    differs.or_else(|| (read.patches.len() != entries.len()).then_some(0))
}

impl Item {
    fn is(&self, entry: &Entry) -> bool {
        self.id == entry.id && self.title == entry.title
    }
}

/// Gives findings their lines and columns, and the order of the file.
fn placed(text: &str, mut found: Vec<Found>) -> Vec<Remark> {
    let text = Text::new(text);
    // At one place errors come before warnings, and the rest by name, so that the order is always
    // the same.
    found.sort_by_key(|one| {
        let rule = one.finding.rule;
        (one.start, rule.severity, rule.name)
    });

    found
        .into_iter()
        .map(|found| remark(&text, found))
        .collect()
}

fn remark(text: &Text<'_>, found: Found) -> Remark {
    let start = text.whole.floor_char_boundary(found.start);
    let end = text.whole.floor_char_boundary(found.end.max(start));
    let ((line, column), (end_line, end_column)) = (text.position(start), text.position(end));

    Remark {
        finding: found.finding,
        line,
        column,
        end_line,
        end_column,
        start,
        length: end - start,
    }
}

/// Draws one remark with the text around it.
pub fn draw(source: super::Source<'_>, remark: &Remark) -> String {
    let finding = &remark.finding;
    let severity = match finding.rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    // A finding on the whole file has no path to be shown.
    let place = match finding.path.to_string() {
        top if top.is_empty() => top,
        place => format!("{place}: "),
    };
    let message = format!(
        "{severity}[{}]: {place}{}",
        finding.rule.name, finding.message
    );

    diagnostic::draw(
        source,
        message,
        finding.hint.clone(),
        remark.start,
        remark.length,
    )
}
