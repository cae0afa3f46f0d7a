//! Ids that can name nothing on any node: what a list compares with are packages and KB numbers.

use super::glob;
use super::update_id::is_update_id;
use crate::domain::fleet::platform::Family;
use crate::domain::text::words::is_digits;

/// Why an id names nothing, and what to write in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Never {
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What helps on the system.
    pub hint: String,
}

/// Why an id can name nothing on nodes of this family; without a family what can name nothing
/// anywhere.
pub fn reason(family: Option<Family>, id: &str) -> Option<Never> {
    let shown = id.escape_debug();
    if is_cve(id) {
        return Some(Never {
            message: format!("`{shown}` is a CVE id, which names nothing in a list"),
            hint: instead(family, "what fixes it"),
        });
    }
    if is_advisory(id) {
        return Some(Never {
            message: format!("`{shown}` is an advisory id, which names nothing in a list"),
            hint: instead(family, "what it fixes"),
        });
    }
    if let Some(number) = misspelt_update(id) {
        return Some(Never {
            message: format!("`{shown}` is no KB number as Windows compares it"),
            hint: format!("write KB{number}"),
        });
    }

    match family {
        Some(Family::Windows) => on_windows(id),
        // A number of seven digits is a KB number, and no version of a package.
        None if is_digits(id) && id.len() == 7 => on_windows(id),
        _ => None,
    }
}

fn on_windows(id: &str) -> Option<Never> {
    let shown = id.escape_debug();
    if glob::is_pattern(id) {
        return Some(Never {
            message: format!("`{shown}` is a pattern, and Windows takes ids as they are"),
            hint: "list each KB number".to_owned(),
        });
    }
    if is_digits(id) {
        return Some(Never {
            message: format!("`{shown}` is a number alone, which names nothing on Windows"),
            hint: format!("write KB{id}"),
        });
    }

    // The two forms that AWS documents for Windows.
    (!is_update_id(id)).then(|| Never {
        message: format!(
            "`{shown}` is neither a KB number such as KB4284819 nor a bulletin such as MS17-023"
        ),
        hint: "write the KB number".to_owned(),
    })
}

fn instead(family: Option<Family>, what: &str) -> String {
    match family {
        Some(Family::Windows) => format!("write the KB number of {what}, such as KB4284819"),
        Some(Family::Rpm) => format!("write the package of {what}, such as openssl.x86_64"),
        Some(Family::Apt) => format!("write the package of {what}, such as openssl.amd64"),
        Some(Family::MacOs) => format!("write the name of {what}, as a report has it"),
        None => format!(
            "write the package of {what}, such as openssl.x86_64, or on Windows its KB number"
        ),
    }
}

fn is_cve(id: &str) -> bool {
    let mut parts = id.split('-');
    let is_word = parts
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("CVE"));
    is_word && parts.clone().count() >= 2 && parts.all(|part| is_digits(part) || part == "*")
}

/// The beginnings of advisories of the systems of Patch Manager; a number follows.
const ADVISORIES: [&str; 21] = [
    "RHSA-", "RHBA-", "RHEA-", "ELSA-", "ELBA-", "ELEA-", "RLSA-", "RLBA-", "RLEA-", "ALSA-",
    "ALBA-", "ALEA-", "CESA-", "CEBA-", "CEEA-", "USN-", "LSN-", "DSA-", "DLA-", "SUSE-SU-",
    "SUSE-RU-",
];

fn is_advisory(id: &str) -> bool {
    let id = id.to_ascii_uppercase();
    // ALAS-2024-1, ALAS2-2024-1, ALAS2023-2024-1, and with the name of a topic in between.
    let of_amazon = id
        .strip_prefix("ALAS")
        .is_some_and(|rest| rest.contains('-') && rest.ends_with(|c: char| c.is_ascii_digit()));
    of_amazon || ADVISORIES.iter().any(|prefix| is_numbered(&id, prefix))
}

fn is_numbered(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text is meant for an update of Windows, and not written as one.
pub fn is_misspelt_update(id: &str) -> bool {
    misspelt_update(id).is_some()
}

/// The digits of what people write for a KB number, such as `KB 5040430`, `KB-5040430` and
/// `KB5040430 (Office)`.
fn misspelt_update(id: &str) -> Option<&str> {
    let start = id.to_ascii_uppercase().find("KB")?;
    let is_word = !id[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
    let rest = id[start + 2..].trim_start_matches([' ', '-', '_', ':', '#']);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());

    // Fewer digits are a part of some other name.
    (is_word && (6..=8).contains(&end) && !is_update_id(id)).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_node_compares_with_names_nothing_and_the_hint_fits_the_system() {
        let table: [(Option<Family>, &str, &str); 17] = [
            (Some(Family::Rpm), "CVE-2024-1086", "openssl.x86_64"),
            (Some(Family::Apt), "cve-2024-1086", "openssl.amd64"),
            (Some(Family::Windows), "CVE-2024-1086", "KB4284819"),
            (None, "CVE-2024-1086", "on Windows its KB number"),
            (Some(Family::Rpm), "ELSA-2024-1601", "openssl.x86_64"),
            (Some(Family::Rpm), "RHSA-2024:4312", "openssl.x86_64"),
            (Some(Family::Rpm), "ALAS2023-2024-565", "openssl.x86_64"),
            (Some(Family::Apt), "USN-6859-1", "openssl.amd64"),
            (Some(Family::Windows), "5040430", "write KB5040430"),
            (None, "5040430", "write KB5040430"),
            (None, "KB 5040430", "write KB5040430"),
            (Some(Family::Windows), "KB-5040430", "write KB5040430"),
            (
                Some(Family::Windows),
                "Update (KB5040430)",
                "write KB5040430",
            ),
            (Some(Family::Windows), "KB5040*", "list each KB number"),
            (
                Some(Family::Windows),
                "openssl.x86_64",
                "write the KB number",
            ),
            (Some(Family::MacOs), "CVE-2024-1086", "as a report has it"),
            (Some(Family::Windows), "KB5040430 ", "write KB5040430"),
        ];
        for (family, id, hint) in table {
            let never = reason(family, id).unwrap_or_else(|| panic!("{id}"));
            assert!(never.hint.contains(hint), "{id}: {}", never.hint);
        }
    }

    #[test]
    fn names_versions_and_updates_are_left_alone() {
        for (family, id) in [
            (Some(Family::Windows), "KB5040430"),
            (Some(Family::Windows), "kb5040430"),
            (Some(Family::Windows), "MS17-023"),
            (Some(Family::Rpm), "20240101"),
            (Some(Family::Rpm), "4.18.0"),
            (Some(Family::Rpm), "kbd.x86_64"),
            (Some(Family::Rpm), "alas-tools.noarch"),
            (Some(Family::Apt), "usn-tool.all"),
            (None, "java-1.8.0-openjdk"),
            (None, "*"),
        ] {
            assert_eq!(reason(family, id), None, "{id}");
        }
    }
}
