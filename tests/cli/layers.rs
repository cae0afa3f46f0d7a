//! Who may import whom. A rule that is broken names the file, the line and the import.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::source::{File, Import, Sources, room_of, texts};

/// The rooms from the top down, and what each may import: a room, or one module of it.
/// A room imports only what stands below it.
const ROOMS: [(&str, &[&str]); 19] = [
    ("main", EVERYTHING),
    ("lib", EVERYTHING),
    ("cli", EVERYTHING),
    (
        "commands",
        &[
            "run", "change", "read", "files", "aws", "context", "settings", "args", "sandbox",
            "output", "document", "process", "domain", "error", "exit",
        ],
    ),
    // The engines print nothing: of the output they know only the proof that a plan was shown and
    // agreed to.
    (
        "run",
        &[
            "read",
            "files",
            "aws",
            "context",
            "settings",
            "output::plan",
            "document",
            "process",
            "domain",
            "error",
            "exit",
        ],
    ),
    (
        "change",
        &[
            "read",
            "files",
            "aws",
            "context",
            "settings",
            "output::plan",
            "document",
            "process",
            "domain",
            "error",
            "exit",
        ],
    ),
    (
        "read",
        &[
            "files", "aws", "context", "settings", "document", "process", "domain", "error", "exit",
        ],
    ),
    // A result goes to standard output through the one place that writes there.
    (
        "files",
        &[
            "aws",
            "context",
            "output::plan",
            "output::terminal",
            "document",
            "process",
            "domain",
            "error",
        ],
    ),
    // What writes takes the proof as well.
    (
        "aws",
        &[
            "context",
            "settings",
            "output::plan",
            "process",
            "domain",
            "error",
        ],
    ),
    (
        "context",
        &[
            "settings",
            "args::global",
            "sandbox",
            "output",
            "process",
            "domain",
            "error",
        ],
    ),
    (
        "settings",
        &[
            "args::global",
            "output::format",
            "output::terminal",
            "document",
            "process",
            "domain",
            "error",
        ],
    ),
    (
        "args",
        &[
            "output::format",
            "output::terminal",
            "process",
            "domain",
            "error",
        ],
    ),
    (
        "sandbox",
        &[
            "document",
            "process::clock",
            "process::input",
            "process::private",
            "process::whole",
            "domain",
            "error",
        ],
    ),
    ("output", &["process", "domain", "error"]),
    ("document", &["domain", "error"]),
    ("process", &["domain", "error"]),
    ("domain", &[]),
    ("error", &["exit"]),
    ("exit", &[]),
];

/// What the door of the house may import.
const EVERYTHING: &[&str] = &["*"];

/// Files that may import one module more than their room, with the reason.
const EXCEPTIONS: [(&str, &str, &str); 1] = [(
    "aws/client.rs",
    "sandbox",
    "the requests of --sandbox go to the sandbox in this process",
)];

/// Nouns of `commands/` that import another noun, with the reason.
const ARROWS: [(&str, &str, &str); 4] = [
    (
        "compliance",
        "node",
        "the column with the ping is the same in both tables",
    ),
    (
        "group",
        "node",
        "the nodes of a group are listed as nodes are",
    ),
    (
        "override_list",
        "compliance",
        "the state of a patch looks the same in both tables",
    ),
    (
        "window",
        "patch_now",
        "the task of a window is sent now as a patch run",
    ),
];

/// How many arrows there may be between nouns.
const ARROWS_AT_MOST: usize = 4;

/// Modules of `commands/` that are no noun: what the verbs of several nouns do alike, and what all
/// commands need of IAM.
const SHARED: [&str; 6] = [
    "write",
    "described",
    "printed",
    "permissions",
    "verdicts",
    "changes",
];

/// Where clap may be named: where arguments are declared, and the two lists of values that
/// arguments choose from.
const KNOWS_CLAP: [&str; 6] = [
    "cli.rs",
    "lib.rs",
    "commands/",
    "args/",
    "output/format.rs",
    "output/terminal.rs",
];

/// Rooms that speak in events and values; the verb shows them.
const SHOWS_NOTHING: [&str; 4] = ["run/", "change/", "read/", "files/"];

/// How many lines a file may have.
const LINES_OF_A_FILE: usize = 750;

/// How wide a line of the page for the documentation of the crate is.
const PAGE: usize = 84;

fn allowed(room: &str) -> &'static [&'static str] {
    ROOMS
        .iter()
        .find(|(name, _)| *name == room)
        .map_or(&[], |(_, allowed)| allowed)
}

/// Whether a module is another or is below it.
fn is_in(module: &str, other: &str) -> bool {
    module
        .strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn may_import(file: &File, target: &str) -> bool {
    let fits = |module: &str| module == "*" || is_in(target, module);
    room_of(target) == file.room()
        || allowed(file.room()).iter().any(|module| fits(module))
        || EXCEPTIONS
            .iter()
            .any(|(path, module, _)| *path == file.path && fits(module))
}

/// The noun that a module of `commands/` belongs to.
fn noun(module: &str) -> Option<&str> {
    let noun = module.strip_prefix("commands::")?.split("::").next()?;
    (!SHARED.contains(&noun)).then_some(noun)
}

fn place(file: &File, import: &Import) -> String {
    format!("src/{}:{}: {}", file.path, import.line, import.path)
}

/// The imports between nouns: of which, to which, and where.
fn arrows(sources: &Sources) -> Vec<(&str, &str, String)> {
    let mut found = Vec::new();
    for file in &sources.files {
        let Some(from) = noun(&file.module) else {
            continue;
        };
        for import in &file.imports {
            if let Some(to) = noun(&import.target).filter(|to| *to != from) {
                found.push((from, to, place(file, import)));
            }
        }
    }
    found
}

/// The table as lines of text, as they stand in the documentation of the crate.
fn page() -> Vec<String> {
    let mut lines = Vec::new();
    for (room, allowed) in ROOMS.iter().filter(|(_, allowed)| *allowed != EVERYTHING) {
        let mut line = format!("{room:<9}→");
        for module in *allowed {
            if line.chars().count() + 1 + module.len() > PAGE {
                lines.push(line);
                line = " ".repeat(10);
            }
            line = format!("{line} {module}");
        }
        lines.push(if allowed.is_empty() {
            format!("{line} nothing")
        } else {
            line
        });
    }
    lines
}

/// Lines outside of comments that hold one of some words, in files that `applies` to; tests too.
fn offences(words: &[&str], applies: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in texts() {
        if !applies(&name) {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("src/{name}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    found
}

#[track_caller]
fn forbid(words: &[&str], applies: impl Fn(&str) -> bool) {
    let found = offences(words, applies);
    assert!(found.is_empty(), "{found:#?}");
}

/// Files that import each other, over however many others: every group of more than one.
fn circles(sources: &Sources) -> Vec<Vec<&str>> {
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in &sources.files {
        let targets = file.imports.iter().map(|import| import.target.as_str());
        imports.insert(&file.module, targets.collect());
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|module| (*module, reach(module, &imports)))
        .collect();

    let mut found: Vec<Vec<&str>> = Vec::new();
    for (module, others) in &reached {
        // Whoever comes back to itself is in a circle with all that lead back to it.
        let is_known = found.iter().any(|circle| circle.contains(module));
        if others.contains(module) && !is_known {
            let leads_back =
                |other: &&str| reached.get(other).is_some_and(|all| all.contains(module));
            found.push(others.iter().copied().filter(leads_back).collect());
        }
    }
    found
}

/// Every module that is imported from one, directly or not.
fn reach<'a>(start: &str, imports: &BTreeMap<&str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(module) = open.pop() {
        for target in imports.get(module).into_iter().flatten() {
            if reached.insert(*target) {
                open.push(target);
            }
        }
    }
    reached
}

#[test]
fn the_rules_are_looked_for_where_they_could_be_broken() {
    assert!(!offences(&["aws_sdk_"], |file| file.starts_with("aws/")).is_empty());
    assert!(!offences(&["Timestamp::now"], |file| file == "process/clock.rs").is_empty());

    let imports = Sources::of_this_crate()
        .files
        .iter()
        .map(|file| file.imports.len());
    assert!(imports.sum::<usize>() > 500);
}

#[test]
fn every_room_stands_in_the_table_once() {
    let rooms: BTreeSet<&str> = Sources::of_this_crate()
        .files
        .iter()
        .map(File::room)
        .collect();
    let listed: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    assert_eq!(rooms, listed);
    assert_eq!(listed.len(), ROOMS.len());
}

#[test]
fn a_room_imports_only_what_stands_below_it() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        for module in allowed.iter().filter(|module| **module != "*") {
            let target = ROOMS.iter().position(|(name, _)| *name == room_of(module));
            assert!(
                target.is_some_and(|target| target > index),
                "{room} → {module}"
            );
        }
    }
}

#[test]
fn rooms_import_only_what_they_may() {
    let mut found = Vec::new();
    for file in &Sources::of_this_crate().files {
        for import in file
            .imports
            .iter()
            .filter(|import| !may_import(file, &import.target))
        {
            let (from, to) = (file.room(), room_of(&import.target));
            found.push(format!("{} ({from} → {to})", place(file, import)));
        }
    }
    assert!(found.is_empty(), "{} imports: {found:#?}", found.len());
}

#[test]
fn every_exception_is_needed() {
    let sources = Sources::of_this_crate();
    for (path, module, reason) in EXCEPTIONS {
        let imports = sources.find(path).map_or(&[][..], |file| &file.imports);
        let is_used = imports.iter().any(|import| is_in(&import.target, module));
        assert!(is_used, "{path} → {module} is gone: {reason}");
    }
}

#[test]
fn nouns_import_no_nouns() {
    let found = arrows(Sources::of_this_crate());
    let is_listed = |one: &str, other: &str| {
        ARROWS
            .iter()
            .any(|(from, to, _)| (*from, *to) == (one, other))
    };
    let unlisted: Vec<_> = found
        .iter()
        .filter(|(from, to, _)| !is_listed(from, to))
        .collect();
    assert!(
        unlisted.is_empty(),
        "{} imports: {unlisted:#?}",
        unlisted.len()
    );

    assert!(ARROWS.len() <= ARROWS_AT_MOST, "{ARROWS:#?}");
    for (from, to, reason) in ARROWS {
        let is_used = found
            .iter()
            .any(|(one, other, _)| (*one, *other) == (from, to));
        assert!(is_used, "{from} → {to} is gone: {reason}");
    }
}

#[test]
fn no_files_import_each_other() {
    let sources = Sources::of_this_crate();
    let mut found = Vec::new();
    for circle in circles(sources) {
        let is_inside = |module: &str| circle.contains(&module);
        let mut imports = Vec::new();
        for file in sources.files.iter().filter(|file| is_inside(&file.module)) {
            for import in file
                .imports
                .iter()
                .filter(|import| is_inside(&import.target))
            {
                imports.push(format!("{} → {}", place(file, import), import.target));
            }
        }
        found.push(format!(
            "{} files: {circle:#?}\nby {imports:#?}",
            circle.len()
        ));
    }
    assert!(
        found.is_empty(),
        "{} circles:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn the_table_is_a_page_of_the_documentation_of_the_crate() {
    let (_, root) = texts()
        .into_iter()
        .find(|(name, _)| name == "lib.rs")
        .unwrap();
    let docs = root.lines().filter_map(|line| line.strip_prefix("//!"));
    let docs: Vec<&str> = docs
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect();
    let page = page().join("\n");
    assert!(
        docs.join("\n").contains(&page),
        "src/lib.rs has to hold, each line after `//! `:\n{page}"
    );
}

#[test]
fn domain_is_pure() {
    let words = [
        "aws_sdk_",
        "aws_config::",
        "aws_smithy",
        "aws_types::",
        "tokio",
        "clap",
        "std::fs",
        "std::env",
        "std::io",
        "std::process",
        "println!",
        "Timestamp::now",
        "Zoned::now",
        "SystemTime",
    ];
    forbid(&words, |file| file.starts_with("domain/"));

    // The table speaks of what is not a test; tests of the domain need nobody else either.
    let others = ROOMS
        .iter()
        .map(|(room, _)| *room)
        .filter(|room| *room != "domain");
    for room in others {
        forbid(
            &[&format!("crate::{room}::"), &format!("use crate::{room}")],
            |file| file.starts_with("domain/"),
        );
    }
}

#[test]
fn only_the_gateway_and_the_connector_of_the_sandbox_know_the_sdk() {
    let words = [
        "aws_sdk_",
        "aws_config::",
        "aws_smithy",
        "aws_types::",
        "aws_credential_types",
        "aws_runtime",
    ];
    forbid(&words, |file| {
        !file.starts_with("aws/")
            && file != "sandbox/connector.rs"
            // Stands for the connector in a build without the sandbox.
            && file != "sandbox/absent.rs"
    });
}

#[test]
fn the_sandbox_knows_nothing_of_its_clients() {
    let above = [
        "crate::cli",
        "crate::commands",
        "crate::run::",
        "crate::change",
        "crate::read::",
        "crate::files",
        "crate::aws",
        "crate::context",
        "crate::settings",
        "crate::args",
        "crate::output",
    ];
    forbid(&above, |file| {
        file.starts_with("sandbox/") || file.starts_with("document/")
    });
    forbid(&["crate::sandbox"], |file| {
        file.starts_with("aws/") && file != "aws/client.rs"
    });
}

#[test]
fn only_those_who_declare_arguments_know_clap() {
    forbid(&["clap"], |file| {
        !KNOWS_CLAP.iter().any(|known| file.starts_with(known))
    });
}

#[test]
fn only_output_prints() {
    let words = [
        "println!",
        "print!(",
        "eprintln!",
        "eprint!(",
        "io::stdout()",
        "io::stderr()",
    ];
    forbid(&words, |file| {
        !file.starts_with("output/") && file != "process/logging.rs"
    });
}

#[test]
fn engines_and_readers_show_nothing() {
    let shows = |file: &str| SHOWS_NOTHING.iter().any(|room| file.starts_with(room));
    forbid(&[".ui.", "&Ui"], shows);
}

#[test]
fn only_process_reads_the_clock_and_the_environment() {
    let words = ["Timestamp::now", "Zoned::now", "env::var", "env::vars"];
    forbid(&words, |file| !file.starts_with("process/"));
}

#[test]
fn no_file_is_too_long_to_read_at_once() {
    for (name, text) in texts() {
        let lines = text.lines().count();
        assert!(lines <= LINES_OF_A_FILE, "{name} has {lines} lines");
    }
}
