//! Files of exceptions: which patches somebody agreed to do without, where and until when.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Path, Source, invalid, read_many};
use crate::domain::compliance::exception::{Exception, Excusable, Mask, Subject};
use crate::domain::text::violation::Violation;
use crate::error::Result;

/// The largest file of exceptions, in bytes.
const LIMIT: usize = 1024 * 1024;

/// Where the format is told.
const HINT: &str =
    "the format is documented in `patchctl help exceptions-file` and examples/exceptions.yaml";

/// One entry of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    node: Option<String>,
    tag: Option<String>,
    group: Option<String>,
    patch: Option<String>,
    cve: Option<String>,
    reason: String,
    ticket: String,
    until: String,
}

/// Reads and checks a file of exceptions; every mistake is reported with its place.
///
/// # Errors
/// A usage error that draws each mistake at its line.
pub fn read(source: Source<'_>) -> Result<Vec<Exception>> {
    let entries: Vec<(Path, Entry)> = read_many(source, LIMIT, HINT)?;
    let (mut exceptions, mut violations) = (Vec::<Exception>::new(), Vec::new());
    for (path, entry) in &entries {
        let Some(exception) = exception(path, entry, &mut violations) else {
            continue;
        };
        // Of two that say the same, nobody knows which day is meant.
        if exceptions.iter().any(|earlier| earlier.is_twin(&exception)) {
            let (patches, subject) = (&exception.patches, &exception.subject);
            let message = format!("{patches} is excused twice for {subject}");
            violations.push(Violation::new(path.clone(), message));
        }
        exceptions.push(exception);
    }
    if violations.is_empty() {
        Ok(exceptions)
    } else {
        Err(invalid(source, &violations, HINT))
    }
}

/// An entry as what it stands for; nothing when it has mistakes.
fn exception(path: &Path, entry: &Entry, found: &mut Vec<Violation>) -> Option<Exception> {
    for (key, text) in [("reason", &entry.reason), ("ticket", &entry.ticket)] {
        if text.trim().is_empty() {
            found.push(Violation::new(path.key(key), "it is empty"));
        }
    }
    let subject = subject(path, entry, found);
    let patches = patches(path, entry, found);
    let until = day(path, &entry.until, found);

    Some(Exception {
        subject: subject?,
        patches: patches?,
        reason: entry.reason.trim().to_owned(),
        ticket: entry.ticket.trim().to_owned(),
        until: until?,
    })
}

fn subject(path: &Path, entry: &Entry, found: &mut Vec<Violation>) -> Option<Subject> {
    match (&entry.node, &entry.tag, &entry.group) {
        (Some(node), None, None) => parsed(node, &path.key("node"), found).map(Subject::Node),
        (None, Some(tag), None) => parsed(tag, &path.key("tag"), found).map(Subject::Tag),
        (None, None, Some(group)) => parsed(group, &path.key("group"), found).map(Subject::Group),
        _ => {
            let message = "it is for exactly one of node, tag and group";
            found.push(Violation::new(path.clone(), message));
            None
        }
    }
}

fn patches(path: &Path, entry: &Entry, found: &mut Vec<Violation>) -> Option<Excusable> {
    match (&entry.patch, &entry.cve) {
        (Some(text), None) => match Mask::new(text.trim()) {
            Ok(mask) => Some(Excusable::Patch(mask)),
            Err(message) => {
                found.push(Violation::new(path.key("patch"), message));
                None
            }
        },
        (None, Some(cve)) if is_cve(cve) => Some(Excusable::Cve(cve.to_uppercase())),
        (None, Some(cve)) => {
            let message = format!("`{cve}` is no CVE id such as CVE-2024-6387");
            found.push(Violation::new(path.key("cve"), message));
            None
        }
        _ => {
            let message = "it names exactly one of patch and cve";
            found.push(Violation::new(path.clone(), message));
            None
        }
    }
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    text: &str,
    path: &Path,
    found: &mut Vec<Violation>,
) -> Option<T> {
    match text.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            found.push(Violation::new(path.clone(), error.to_string()));
            None
        }
    }
}

/// `CVE-`, a year of four digits, and a number of four or more (CVE Numbering Authority rules).
fn is_cve(text: &str) -> bool {
    let upper = text.to_uppercase();
    let parts: Vec<&str> = upper.split('-').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), ["CVE", year, number]
        if year.len() == 4 && number.len() >= 4 && digits(year) && digits(number))
}

fn day(path: &Path, text: &str, found: &mut Vec<Violation>) -> Option<Date> {
    // Shorter forms of ISO 8601 are read too, and look like numbers.
    let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    if day.is_none() {
        let message = format!("`{text}` is not a day such as 2026-12-31");
        found.push(Violation::new(path.key("until"), message));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
- {group: web, patch: 'curl*', reason: late, ticket: OPS-1, until: 2026-12-31}
- {node: i-0123456789abcdef0, cve: cve-2024-6387, reason: r, ticket: '2', until: 2026-12-31}
- {tag: Env=prod, patch: kernel, reason: r, ticket: t, until: '2026-12-31'}
";

    fn source(text: &str) -> Source<'_> {
        Source {
            name: "exceptions.yaml",
            text,
            color: false,
        }
    }

    #[test]
    fn a_good_file_is_read() {
        let read = read(source(GOOD)).unwrap();
        let told: Vec<String> = read.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "curl* for group web (OPS-1)",
                "CVE-2024-6387 for node i-0123456789abcdef0 (2)",
                "kernel for tag Env=prod (t)",
            ]
        );
        // A file that holds nothing is more likely a mistake of what wrote it than a wish.
        assert!(super::read(source("[]")).is_err());
    }

    #[test]
    fn every_mistake_is_shown_at_its_place() {
        let whole = "{group: web, patch: curl, reason: late, ticket: OPS-1, until: 2026-12-31}";
        for (from, to, message) in [
            ("group: web", "grup: web", "unknown field `grup`"),
            (
                "group: web",
                "group: web, group: db",
                "duplicate field `group`",
            ),
            (
                "group: web",
                "group: web, tag: a=b",
                "exactly one of node, tag and group",
            ),
            ("group: web, ", "", "exactly one of node, tag and group"),
            ("group: web", "node: web", "`web` is not a node id"),
            ("group: web", "tag: '=x'", "is not a tag"),
            ("patch: curl", "patch: '*'", "`*` names no patch"),
            (
                "patch: curl",
                "patch: curl, cve: CVE-2024-1000",
                "exactly one of patch and cve",
            ),
            ("patch: curl", "cve: CVE-2024-1", "is no CVE id"),
            ("reason: late", "reason: ' '", "[0].reason: it is empty"),
            ("reason: late, ", "", "`reason` is missing"),
            ("ticket: OPS-1", "ticket: [1]", "ticket: a list"),
            ("until: 2026-12-31", "until: 20261231", "is not a day"),
            ("until: 2026-12-31", "until: '20261231'", "is not a day"),
            ("until: 2026-12-31", "until: 2026-02-30", "is not a day"),
            (", until: 2026-12-31", "", "`until` is missing"),
        ] {
            let text = format!("- {}\n", whole.replace(from, to));
            let error = read(source(&text)).unwrap_err();
            let shown = format!("{error}\n{}", error.report().unwrap_or_default());
            assert!(shown.contains(message), "{message}: {shown}");
            assert!(shown.contains("exceptions.yaml:1:"), "{shown}");
        }

        let twice = format!("- {whole}\n- {}\n", whole.replace("2026", "2027"));
        let error = read(source(&twice)).unwrap_err();
        assert!(
            error
                .report()
                .unwrap()
                .contains("curl is excused twice for group web")
        );
    }
}
