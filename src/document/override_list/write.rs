//! Writes an override list: quoted texts, one a line, under a header of comments.

use crate::domain::override_list::OverrideList;

/// The list as YAML that every reader reads alike.
pub fn write(header: &[String], list: &OverrideList) -> String {
    let mut text = String::new();
    for line in header {
        // A line break would end the comment, and what follows would be read.
        let line: String = line.chars().map(in_comment).collect();
        text.push_str(format!("# {line}").trim_end());
        text.push('\n');
    }

    text.push_str("patches:\n");
    for entry in &list.entries {
        text.push_str(&format!("  - id: {}\n", quoted(&entry.id)));
        if let Some(title) = &entry.title {
            text.push_str(&format!("    title: {}\n", quoted(title)));
        }
    }

    text
}

/// A character as a comment may hold it. The node's loader refuses some in comments too: control
/// characters, and those beyond U+FFFF.
fn in_comment(c: char) -> char {
    if c.is_control() || c > '\u{ffff}' {
        ' '
    } else {
        c
    }
}

/// In single quotes YAML has no escapes but a doubled quote.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::override_list::read;
    use crate::domain::fleet::platform::Family;
    use crate::domain::override_list::generate;
    use crate::domain::patch::state::{PatchState, ReportedPatch};

    #[test]
    fn what_is_generated_is_read_back_without_a_word() {
        let words = [
            "bash",
            "libstdc++",
            "java-1.8.0",
            "kernel",
            "é",
            "'",
            "\"",
            "#",
            ":",
            "1.10",
            "yes",
            "amd64",
            "-",
            "x",
            "0",
            "$",
            " ",
        ];
        arbtest::arbtest(|u| {
            let family = *u.choose(&[Family::Rpm, Family::Apt, Family::Windows, Family::MacOs])?;
            let mut entries = Vec::new();
            for number in 0..u.int_in_range(0..=6)? {
                let mut name = String::new();
                for _ in 0..u.int_in_range(1..=3)? {
                    name.push_str(u.choose(&words)?);
                }
                let arch = if family == Family::Rpm {
                    "x86_64"
                } else {
                    "amd64"
                };
                let (kb_id, title) = match family {
                    Family::Windows => (format!("KB{}", 5_000_000 + number), name),
                    Family::MacOs => (name.clone(), format!("{name}.{number}")),
                    _ => (
                        format!("p{number}{name}.{arch}"),
                        format!("p{number}{name}.{arch}:{number}:1.{number}-1"),
                    ),
                };
                let state = PatchState::Missing;
                let row = ReportedPatch {
                    title,
                    kb_id,
                    classification: String::new(),
                    severity: String::new(),
                    state,
                    installed_at: None,
                    cve_ids: vec![],
                };
                entries.extend(generate::entry(family, &row));
            }
            let list = generate::list(entries);
            if list.entries.is_empty() || family == Family::MacOs {
                return Ok(());
            }
            let text = write(&["made by a test".to_owned()], &list);
            let reading = read(text.as_bytes(), None);
            assert!(reading.remarks.is_empty(), "{text}\n{:?}", reading.remarks);
            assert_eq!(reading.list, Some(list), "{text}");
            Ok(())
        });
    }
}
