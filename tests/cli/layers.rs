//! Who may import whom (see the crate documentation). A rule that is broken names the file and the line.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Lines of code outside of comments that hold one of some words, in files that `applies` to.
fn offences(words: &[&str], applies: impl Fn(&str) -> bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 50, "the sources were not found");
    let mut found = Vec::new();
    for file in files {
        let name = file
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        if !applies(&name) {
            continue;
        }
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
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

#[test]
fn the_rules_are_looked_for_where_they_could_be_broken() {
    assert!(!offences(&["aws_sdk_"], |file| file.starts_with("aws/")).is_empty());
    assert!(!offences(&["Timestamp::now"], |file| file == "process/clock.rs").is_empty());
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
        "crate::aws",
        "crate::sandbox",
        "crate::output",
        "crate::commands",
        "crate::context",
        "crate::process",
        "crate::args",
        "crate::settings",
        "crate::document",
    ];
    forbid(&words, |file| file.starts_with("domain/"));
}

#[test]
fn only_the_gateway_and_the_connector_of_the_sandbox_know_the_sdk() {
    forbid(
        &[
            "aws_sdk_",
            "aws_config::",
            "aws_smithy",
            "aws_types::",
            "aws_credential_types",
            "aws_runtime",
        ],
        |file| !file.starts_with("aws/") && file != "sandbox/connector.rs",
    );
}

#[test]
fn the_sandbox_knows_nothing_of_its_clients() {
    forbid(
        &[
            "crate::aws",
            "crate::output",
            "crate::commands",
            "crate::cli",
            "crate::settings",
        ],
        |file| file.starts_with("sandbox/") || file.starts_with("document/"),
    );
    forbid(&["crate::sandbox"], |file| {
        file.starts_with("aws/") && file != "aws/client.rs"
    });
}

#[test]
fn only_output_prints() {
    forbid(
        &[
            "println!",
            "print!(",
            "eprintln!",
            "eprint!(",
            "io::stdout()",
            "io::stderr()",
        ],
        |file| !file.starts_with("output/") && file != "process/logging.rs",
    );
}

#[test]
fn only_process_reads_the_clock_and_the_environment() {
    forbid(
        &["Timestamp::now", "Zoned::now", "env::var", "env::vars"],
        |file| !file.starts_with("process/"),
    );
}

#[test]
fn no_file_of_a_command_is_too_long_to_read_at_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&root) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 750, "{} has {lines} lines", file.display());
    }
}
