//! Which entries of a list name which package versions.

use std::collections::BTreeSet;

use super::Entry;
use super::forms::Forms;
use super::glob::{Pattern, is_pattern};
use crate::domain::fleet::platform::Family;

/// An entry, read as the nodes of a family read it.
#[derive(Clone, Debug)]
pub struct Matcher {
    id: Pattern,
    title: Option<Pattern>,
}

impl Matcher {
    /// Reads an entry. On Windows ids are exact; there and on macOS a title has no effect.
    pub fn new(family: Family, entry: &Entry) -> Self {
        let id = if family == Family::Windows {
            Pattern::literal(&entry.id)
        } else {
            Pattern::new(&entry.id)
        };

        // As AWS documents the forms of each system ("About the AWS-RunPatchBaseline SSM
        // document"); how the module for Windows compares is unverified.
        let has_titles = matches!(family, Family::Rpm | Family::Apt);
        Self {
            id,
            title: entry
                .title
                .as_deref()
                .filter(|_| has_titles)
                .map(Pattern::new),
        }
    }
}

/// For each entry the places of the rows that it names, in ascending order.
///
/// Names are looked up in one sorted list, so that long lists over long reports stay fast.
pub fn hits(family: Family, entries: &[Entry], rows: &[Forms]) -> Vec<Vec<usize>> {
    let mut names: Vec<(&str, usize)> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, forms)| forms.names().iter().map(move |name| (name.as_str(), row)))
        .collect();
    names.sort_unstable();
    entries
        .iter()
        .map(|entry| hits_of(&Matcher::new(family, entry), &names))
        .collect()
}

/// The same by ids alone, for entries whose title narrows them down; empty for the others.
pub fn hits_by_id(family: Family, entries: &[Entry], rows: &[Forms]) -> Vec<Vec<usize>> {
    let has_titles = matches!(family, Family::Rpm | Family::Apt);
    let untitled: Vec<Entry> = entries
        .iter()
        .map(|entry| Entry {
            id: entry.id.clone(),
            title: None,
        })
        .collect();

    hits(family, &untitled, rows)
        .into_iter()
        .zip(entries)
        .map(|(hits, entry)| {
            // An id that is a pattern names many packages, of which the title chooses.
            let is_narrowed = has_titles && entry.title.is_some() && !is_pattern(&entry.id);
            if is_narrowed { hits } else { Vec::new() }
        })
        .collect()
}

fn hits_of(matcher: &Matcher, names: &[(&str, usize)]) -> Vec<usize> {
    let of_id = rows_of(&matcher.id, names);
    // A title is looked up only for an id that hits something, which few of a long list do.
    let rows = match &matcher.title {
        Some(title) if !of_id.is_empty() => of_id
            .intersection(&rows_of(title, names))
            .copied()
            .collect(),
        _ => of_id,
    };
    rows.into_iter().collect()
}

fn rows_of(pattern: &Pattern, names: &[(&str, usize)]) -> BTreeSet<usize> {
    let prefix = pattern.prefix();
    let start = names.partition_point(|(name, _)| *name < prefix.as_str());
    let near = names[start..]
        .iter()
        .take_while(|(name, _)| name.starts_with(&prefix));
    near.filter(|(name, _)| pattern.fits(name))
        .map(|(_, row)| *row)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Matcher {
        /// One entry against one row, without the sorted list of names.
        fn hits(&self, forms: &Forms) -> bool {
            let fits = |pattern: &Pattern| forms.names().iter().any(|name| pattern.fits(name));
            fits(&self.id) && self.title.as_ref().is_none_or(fits)
        }
    }

    fn entry(id: &str, title: Option<&str>) -> Entry {
        Entry {
            id: id.to_owned(),
            title: title.map(str::to_owned),
        }
    }

    fn rows(family: Family, rows: &[(&str, &str)]) -> Vec<Forms> {
        rows.iter()
            .map(|(id, title)| Forms::of_report(family, id, title))
            .collect()
    }

    const RPM: [(&str, &str); 4] = [
        ("dhclient.x86_64", "dhclient.x86_64:12:4.1.1-53.P1.28.amzn1"),
        (
            "dhcp-common.x86_64",
            "dhcp-common.x86_64:12:4.1.1-53.P1.28.amzn1",
        ),
        (
            "bind-libs.x86_64",
            "bind-libs.x86_64:32:9.8.2-0.62.rc1.57.amzn1",
        ),
        (
            "bind-libs.i686",
            "bind-libs.i686:32:9.8.2-0.62.rc1.57.amzn1",
        ),
    ];

    #[test]
    fn the_samples_of_the_user_guide_hit_what_they_should() {
        let rows = rows(Family::Rpm, &RPM);
        let table: [(&str, Option<&str>, &[usize]); 13] = [
            ("dhclient.x86_64", None, &[0]),
            (
                "DHClient.x86_64",
                Some("dhclient.x86_64:12:4.1.1-53.p1.28.amzn1"),
                &[0],
            ),
            ("dhclient.x86_64", Some("*12:4.1.1-53.P1.28.amzn1"), &[0]),
            ("dhc*", None, &[0, 1]),
            ("dhc*", Some("dhcp*"), &[1]),
            ("bind-libs", None, &[2, 3]),
            ("bind-libs*", Some("32:9.8.2-0.62.rc1.57.amzn1"), &[2, 3]),
            ("bind-libs.[!i]*", None, &[2]),
            ("*.i686", None, &[3]),
            ("dhclient.x86_64", Some("32:9.8.2-0.62.rc1.57.amzn1"), &[]),
            ("openssl", None, &[]),
            ("4.1.1", None, &[0, 1]),
            ("bind-libs.x86_64.rpm", None, &[]),
        ];
        for (id, title, expected) in table {
            let entry = entry(id, title);
            assert_eq!(
                hits(Family::Rpm, std::slice::from_ref(&entry), &rows),
                [expected],
                "{id} {title:?}"
            );
            let matcher = Matcher::new(Family::Rpm, &entry);
            let one_by_one: Vec<usize> = (0..rows.len())
                .filter(|row| matcher.hits(&rows[*row]))
                .collect();
            assert_eq!(one_by_one, expected, "{id} {title:?}, one by one");
        }
    }

    #[test]
    fn the_other_families_match_by_their_own_forms() {
        let apt = rows(
            Family::Apt,
            &[
                ("apparmor.amd64", "apparmor.amd64:2.10.95-0ubuntu2.9"),
                ("apt.amd64", "apt.amd64:1.2.27"),
            ],
        );
        for (id, title, expected) in [
            ("apparmor.amd64", Some("2.10.95-0ubuntu2.9"), vec![0]),
            ("a*.amd64", None, vec![0, 1]),
            ("apt.amd64", Some("*1.2.27"), vec![1]),
            ("apt.amd64", Some("1.2.25"), vec![]),
        ] {
            assert_eq!(
                hits(Family::Apt, &[entry(id, title)], &apt),
                [expected],
                "{id} {title:?}"
            );
        }
        let windows = rows(
            Family::Windows,
            &[
                ("KB4284819", "2018-06 Cumulative Update (KB4284819)"),
                ("KB4284833", ""),
            ],
        );
        for (id, title, expected) in [
            ("kb4284819", Some("anything"), vec![0]),
            ("KB42848*", None, vec![]),
            ("KB428481", None, vec![]),
            ("MS17-010", None, vec![]),
        ] {
            assert_eq!(
                hits(Family::Windows, &[entry(id, title)], &windows),
                [expected],
                "{id}"
            );
        }
        let macos = rows(
            Family::MacOs,
            &[(
                "Command Line Tools for Xcode",
                "Command Line Tools for Xcode.11.5",
            )],
        );
        for id in [
            "Command Line Tools for Xcode",
            "command line tools for xcode.11.5",
            "Command*",
        ] {
            assert_eq!(
                hits(Family::MacOs, &[entry(id, Some("ignored"))], &macos),
                [vec![0]],
                "{id}"
            );
        }
    }

    #[test]
    fn looking_up_names_says_the_same_as_comparing_each() {
        let rows = rows(Family::Rpm, &RPM);
        let words = [
            "dhc",
            "bind-libs",
            "*",
            "?",
            "[a-d]",
            "[!x]",
            ".",
            "x86_64",
            "i686",
            ":",
            "32",
            "12",
            "4.1.1",
            "-",
            "amzn1",
            "[",
        ];
        arbtest::arbtest(|u| {
            let mut text = || -> arbtest::arbitrary::Result<String> {
                let count = u.int_in_range(0..=4)?;
                (0..count).map(|_| u.choose(&words).copied()).collect()
            };
            let entry = Entry {
                id: text()?,
                title: Some(text()?).filter(|title| !title.is_empty()),
            };
            let matcher = Matcher::new(Family::Rpm, &entry);
            let one_by_one: Vec<usize> = (0..rows.len())
                .filter(|row| matcher.hits(&rows[*row]))
                .collect();
            assert_eq!(
                hits(Family::Rpm, std::slice::from_ref(&entry), &rows),
                [one_by_one],
                "{entry:?}"
            );
            Ok(())
        });
    }
}
