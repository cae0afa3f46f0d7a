//! Doubts about the lists of approved and of rejected patches.

use crate::domain::baseline::named_patches::List;
use crate::domain::baseline::{Baseline, RejectedAction};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::is_digits;

/// What may not be meant in the two lists; `at` is the place of the baseline.
pub(super) fn doubts(rules: &Baseline, at: &Path) -> Vec<Violation> {
    let mut found = Vec::new();

    // An entry that names nothing is no error for AWS: the list is compared with what nodes find.
    for (key, entries, list) in [
        ("approved_patches", &rules.approved, List::Approved),
        ("rejected_patches", &rules.rejected, List::Rejected),
    ] {
        for (index, entry) in entries.iter().enumerate() {
            if let Some(message) = never_names(rules.os, entry, list) {
                found.push(Violation::new(at.key(key).index(index), message));
            }
        }
    }

    found.extend(red_for_ever(rules, at));
    found
}

/// Patch Manager updates packages that are installed already. Whoever blocks one by its bare name
/// also blocks the installed version, which is then `INSTALLED_REJECTED` and never compliant (AWS
/// User Guide, "About rejected patches").
fn red_for_ever(rules: &Baseline, at: &Path) -> Option<Violation> {
    let is_of_packages = matches!(rules.os.family(), Family::Rpm | Family::Apt);
    if rules.rejected_action != RejectedAction::Block || !is_of_packages {
        return None;
    }
    let named: Vec<&str> = rules
        .rejected
        .iter()
        .map(String::as_str)
        .filter(|entry| is_bare_name(entry))
        .collect();
    if named.is_empty() {
        return None;
    }

    let message = format!(
        "BLOCK also means what is installed: a node that has {} in any version is INSTALLED_REJECTED, and not compliant until it is removed",
        named.join(", ")
    );
    Some(Violation::new(at.key("rejected_patches"), message).help(
        "ALLOW_AS_DEPENDENCY keeps what is installed compliant; or name the versions that nobody may have",
    ))
}

/// Whether an entry names a package whatever its version.
fn is_bare_name(entry: &str) -> bool {
    let versioned = entry
        .split(['-', ':'])
        .skip(1)
        .any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let is_id = entry.starts_with("CVE-") || is_advisory(entry) || is_digits(entry);
    !versioned && !is_id
}

/// Why an entry of a list of patches can never name one (user guide, approved and rejected package
/// name formats).
fn never_names(os: OperatingSystem, entry: &str, list: List) -> Option<String> {
    let stars = entry.matches('*').count();

    match os.family() {
        Family::Windows => (!is_update(entry)).then(|| {
            format!(
                "`{entry}` is neither like KB2032276 nor like MS10-048, so that it names no update"
            )
        }),
        // AWS documents no wildcard for apt; that the payload (1.80) compares with patterns all the
        // same is no promise.
        Family::Apt if entry == "*" => Some(
            "`*` alone: AWS documents no wildcards for apt, and what names every package is no list"
                .to_owned(),
        ),
        Family::Apt => {
            let bare = entry
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.*".contains(&byte));
            (!bare).then(|| {
                format!("`{entry}` is not a bare package name; versions and architectures are not compared here")
            })
        }
        Family::MacOs => (stars > 0).then(|| format!("`{entry}`: wildcards do nothing on macOS")),
        Family::Rpm if stars > 1 => Some(format!("`{entry}` has {stars} wildcards; AWS takes one")),
        // SUSE names patches by their advisory in both lists.
        Family::Rpm => {
            let refused = list == List::Rejected && os != OperatingSystem::Suse;
            (refused && is_advisory(entry))
                .then(|| format!("`{entry}`: advisory ids name nothing among rejected patches"))
        }
    }
}

/// Whether a text is like `KB2032276` or `MS10-048`; of how many digits AWS does not say.
fn is_update(text: &str) -> bool {
    let Some((head, rest)) = text.split_at_checked(2) else {
        return false;
    };

    if head.eq_ignore_ascii_case("KB") {
        is_digits(rest)
    } else {
        head.eq_ignore_ascii_case("MS")
            && rest
                .split_once('-')
                .is_some_and(|(year, number)| is_digits(year) && is_digits(number))
    }
}

fn is_advisory(text: &str) -> bool {
    ["RHSA-", "RHBA-", "RHEA-", "ALAS", "ELSA-", "ELBA-"]
        .iter()
        .any(|prefix| text.starts_with(prefix))
}
