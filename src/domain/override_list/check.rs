//! What entries say and will not do: forms that no package has, patterns that nodes read otherwise,
//! entries that cancel each other.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Entry;
use super::family;
use super::glob::{self, Pattern};
use super::never::{self, Never};
use super::pins;
pub use super::placed::Placed;
use super::rule;
use crate::domain::finding::{Finding, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::text::violation::Path;

/// The family that a list is for: what `--os` says, or the one that all entries whose shape tells
/// agree on.
fn agreed(families: &[(Family, Vec<usize>)], os: Option<OperatingSystem>) -> Option<Family> {
    os.map(OperatingSystem::family).or(match families {
        [(family, _)] => Some(*family),
        _ => None,
    })
}

/// The families that entries are surely for, with their places in the list, the most frequent
/// first.
fn families(entries: &[Placed]) -> Vec<(Family, Vec<usize>)> {
    // A list and not a map: there are four families, and they have no order of their own.
    let mut found: Vec<(Family, Vec<usize>)> = Vec::new();
    for (index, placed) in entries.iter().enumerate() {
        let Some(family) = family::of_entry(&placed.entry) else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| *known == family) {
            Some((_, places)) => places.push(index),
            None => found.push((family, vec![index])),
        }
    }

    found.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    found
}

/// The family that a list is for, as far as that is known, and everything that is wrong or doubtful
/// about its well-formed entries; `os` is the operating system that the user named.
pub fn check(entries: &[Placed], os: Option<OperatingSystem>) -> (Option<Family>, Vec<Finding>) {
    let families = families(entries);
    let mut check = Check {
        family: agreed(&families, os),
        found: Vec::new(),
    };
    match os {
        Some(os) => check.other_os(entries, os),
        None => check.mixed(entries, &families),
    }

    let mut own = vec![None; entries.len()];
    for (family, places) in &families {
        for place in places {
            own[*place] = Some(*family);
        }
    }
    for (placed, own) in entries.iter().zip(own) {
        // A foreign entry is told that it is foreign, and nothing else.
        if check.family.is_none() || own.is_none() || own == check.family {
            check.id(placed, check.family.or(own));
            check.title(placed, check.family.or(own));
        }
    }

    check.names_nothing(entries);
    check.repeated(entries);
    if matches!(check.family, Some(Family::Apt)) {
        check.found.extend(pins::doubts(entries));
    }
    (check.family, check.found)
}

struct Check {
    family: Option<Family>,
    found: Vec<Finding>,
}

impl Check {
    fn add(&mut self, rule: &'static Rule, path: Path, value: &str, message: String, hint: &str) {
        let finding = Finding::new(rule, path, message).value(value);
        self.found.push(if hint.is_empty() {
            finding
        } else {
            finding.hint(hint)
        });
    }

    fn other_os(&mut self, entries: &[Placed], os: OperatingSystem) {
        // An entry whose shape tells nothing may be for the system that was named.
        for placed in entries {
            let Some(family) =
                family::of_entry(&placed.entry).filter(|family| *family != os.family())
            else {
                continue;
            };

            let id = &placed.entry.id;
            let message = format!(
                "`{}` is written for {}, and hits nothing on {os}",
                shown(id),
                family::name(family)
            );
            let at = placed.path().key("id");
            let hint = "move it to a list of its own";
            self.add(rule::ENTRY_OTHER_OS, at, id, message, hint);
        }
    }

    fn mixed(&mut self, entries: &[Placed], families: &[(Family, Vec<usize>)]) {
        let [(main, _), others @ ..] = families else {
            return;
        };

        // Each family once: a list of a thousand foreign entries has one mistake.
        for (family, places) in others {
            let placed = &entries[places[0]];
            let more = if places.len() == 1 {
                String::new()
            } else {
                format!(", as {} in all", places.len())
            };
            let message = format!(
                "`{}` is written for {}{more}, while most of this list is for {}",
                shown(&placed.entry.id),
                family::name(*family),
                family::name(*main)
            );

            let at = placed.path().key("id");
            let hint = "keep one list per family, or say with --os for which one this is";
            self.add(rule::ENTRY_MIXED_OS, at, &placed.entry.id, message, hint);
        }
    }

    fn id(&mut self, placed: &Placed, family: Option<Family>) {
        let id = placed.entry.id.as_str();
        let at = placed.path().key("id");

        // With a title the star is harmless: both must fit.
        if glob::fits_everything(id) && placed.entry.title.is_none() {
            let message =
                format!("`{id}` takes every package that is installed, rejected ones too");
            let hint = "leave the list out when everything that is approved is meant";
            self.add(rule::ID_EVERYTHING, at, id, message, hint);
            return;
        }

        // `match` and the run read ids by the same rules, so that none of these ever hits anything.
        if let Some(Never { message, hint }) = never::reason(family, id) {
            let rule = if family == Some(Family::Windows) && glob::is_pattern(id) {
                rule::ID_PATTERN
            } else {
                rule::ID_NO_MATCH
            };
            self.add(rule, at, id, message, &hint);
            return;
        }
        if let Some(problem) = pattern_problem(id) {
            self.add(rule::ID_PATTERN, at.clone(), id, problem, "");
        }
        if let Some((rule, message, hint)) = doubt(family, id) {
            self.add(rule, at, id, message, hint);
        }
    }

    /// A list of which no entry can name anything installs nothing, and the run reports success.
    fn names_nothing(&mut self, entries: &[Placed]) {
        let is_idle = |placed: &Placed| is_idle(&placed.entry, self.family);
        if entries.is_empty() || !entries.iter().all(is_idle) {
            return;
        }

        let message =
            "no entry can name anything: nothing would be installed, and the run would succeed";
        let at = Path::default().key("patches");
        self.found
            .push(Finding::new(rule::LIST_NAMES_NOTHING, at, message));
    }

    fn title(&mut self, placed: &Placed, family: Option<Family>) {
        let Some(title) = placed.entry.title.as_deref() else {
            return;
        };
        let at = placed.path().key("title");

        // On Windows a title informs people only, on macOS it is not used (AWS User Guide, "About
        // the AWS-RunPatchBaseline SSM document").
        if let Some(family @ (Family::Windows | Family::MacOs)) = family {
            let name = if family == Family::Windows {
                "Windows"
            } else {
                "macOS"
            };
            let message = format!("a title has no effect on {name}");
            self.add(rule::TITLE_IGNORED, at, title, message, "");
            return;
        }

        if let Some(problem) = pattern_problem(title) {
            self.add(rule::TITLE_PATTERN, at.clone(), title, problem, "");
        }
        if title.contains('/') || title.contains(char::is_whitespace) {
            let message = format!(
                "`{}` holds a slash or white space, which no name or version has",
                shown(title)
            );
            self.add(rule::TITLE_NO_MATCH, at, title, message, "");
        } else if names_another(&placed.entry.id, title) {
            let message = format!(
                "`{title}` names another package than the id `{}`: nothing fits both",
                shown(&placed.entry.id)
            );
            let hint = "id and title must fit the same package version";
            self.add(rule::TITLE_NO_MATCH, at, title, message, hint);
        }
    }

    fn repeated(&mut self, entries: &[Placed]) {
        let ids: Vec<Cow<'_, str>> = entries
            .iter()
            .map(|placed| lower(&placed.entry.id))
            .collect();
        let first = first_of_each(ids.iter().map(AsRef::as_ref).enumerate());
        // The usual list, of many thousand entries perhaps, names each package once.
        if first.len() == ids.len() {
            return;
        }

        let titles: Vec<_> = entries
            .iter()
            .map(|placed| placed.entry.title.as_deref().map(lower))
            .collect();
        let without_title = (0..ids.len()).filter(|index| titles[*index].is_none());
        let open = first_of_each(without_title.map(|index| (index, ids[index].as_ref())));
        let mut whole = HashMap::new();
        for (index, placed) in entries.iter().enumerate() {
            let (id, title) = (ids[index].as_ref(), titles[index].as_deref());
            let twin = *whole.entry((id, title)).or_insert(index);
            let earlier = first[id];

            // At most one is said of an entry, the surest first.
            let doubt = if twin != index {
                Some(same_again(placed, &entries[twin]))
            } else if let (Some(open), Some(_)) = (open.get(id), title) {
                Some(shadowed(placed, &entries[*open]))
            } else if earlier != index && title.is_some() {
                alternative(placed, &entries[earlier])
            } else {
                None
            };
            if let Some((rule, message, hint)) = doubt {
                self.add(rule, placed.path(), &placed.entry.id, message, hint);
            }
        }
    }
}

/// Whether an entry can name nothing on nodes of this family, or is written for another one.
fn is_idle(entry: &Entry, family: Option<Family>) -> bool {
    let of_other = match (family, family::of_entry(entry)) {
        (Some(family), Some(own)) => own != family,
        _ => false,
    };
    of_other || never::reason(family, &entry.id).is_some()
}

/// What is doubtful: the rule, what is wrong, and what helps.
type Doubt = (&'static Rule, String, &'static str);

/// What is doubtful about an id on systems of a family.
fn doubt(family: Option<Family>, id: &str) -> Option<Doubt> {
    match family {
        Some(Family::Windows) => doubt_of_update(id),
        Some(Family::Rpm | Family::Apt) => doubt_of_package(id),
        Some(Family::MacOs) if glob::is_pattern(id) => Some((
            rule::ID_PATTERN,
            format!("`{id}` is a pattern, and AWS documents full names for macOS"),
            "write the name, or the name, a dot and the version",
        )),
        Some(Family::MacOs) | None => doubt_of_any_name(id),
    }
}

/// What is doubtful about the id of an update of Windows. Whether the module for Windows compares
/// with regard to case is unverified; capitals are what AWS documents.
fn doubt_of_update(id: &str) -> Option<Doubt> {
    let message = format!(
        "`{}` is not in capitals; whether Windows takes it so is not documented",
        shown(id)
    );
    let is_lower = id.contains(|c: char| c.is_ascii_lowercase());
    is_lower.then_some((rule::ID_NO_MATCH, message, "write KB and MS in capitals"))
}

/// What is doubtful about the id of a package for rpm or apt.
fn doubt_of_package(id: &str) -> Option<Doubt> {
    if id.contains('/') || id.contains(char::is_whitespace) {
        let message = format!(
            "`{}` holds a slash or white space, which no name of a package has",
            shown(id)
        );
        let hint = "write name.architecture, such as openssl.x86_64";
        return Some((rule::ID_NO_MATCH, message, hint));
    }
    // Legal: the name alone is one of the forms that the node makes of a package.
    if glob::is_pattern(id) || !is_bare_name(id) {
        return None;
    }

    let message = format!(
        "`{id}` names no architecture: it takes the package for each one that is installed"
    );
    let hint = "write name.architecture, or name.* when all are meant";
    Some((rule::ID_NO_ARCH, message, hint))
}

/// What is doubtful about an id of which only is known that it names something. Names of macOS may
/// hold spaces within.
fn doubt_of_any_name(id: &str) -> Option<Doubt> {
    let is_odd = id.contains(['/', '\n', '\t']) || id.trim() != id;

    is_odd.then(|| {
        let message = format!("`{}` cannot be the name of a package", shown(id));
        (rule::ID_NO_MATCH, message, "")
    })
}

/// The first place of each id.
fn first_of_each<'i>(ids: impl Iterator<Item = (usize, &'i str)>) -> HashMap<&'i str, usize> {
    let mut first = HashMap::with_capacity(ids.size_hint().0);
    for (index, id) in ids {
        first.entry(id).or_insert(index);
    }
    first
}

fn same_again(placed: &Placed, twin: &Placed) -> Doubt {
    let message = format!(
        "`{}` is listed twice; {} says the same",
        shown(&placed.entry.id),
        twin.path()
    );
    (rule::ENTRY_REPEATED, message, "remove one of them")
}

fn shadowed(placed: &Placed, open: &Placed) -> Doubt {
    let message = format!(
        "the title narrows nothing: {} takes `{}` in every version",
        open.path(),
        shown(&placed.entry.id)
    );
    (rule::ENTRY_SHADOWED, message, "remove one of the two")
}

/// Two titles for one id are alternatives, and not conditions. `None` when that is surely meant.
fn alternative(placed: &Placed, earlier: &Placed) -> Option<Doubt> {
    if names_exactly(earlier) && names_exactly(placed) {
        return None;
    }

    let message = format!(
        "`{}` is listed with another title in {}: either version is taken",
        shown(&placed.entry.id),
        earlier.path()
    );
    Some((
        rule::ENTRY_SAME_ID,
        message,
        "keep one when one version is meant",
    ))
}

/// Whether the title names one exact version of the id in full.
fn names_exactly(placed: &Placed) -> bool {
    let Entry { id, title } = &placed.entry;
    let rest = title
        .as_deref()
        .and_then(|title| title.strip_prefix(id.as_str())?.strip_prefix(':'));

    rest.is_some_and(|version| !version.is_empty() && !version.contains(['*', '?', '[']))
}

/// What is wrong with the brackets of a pattern.
fn pattern_problem(text: &str) -> Option<String> {
    let bracket = text.rfind('[')?;
    // Python raises on such a range ("bad character range"), which newer ones drop.
    if Pattern::new(text).has_backward_range() {
        return Some(format!(
            "`{text}` has a range that runs backwards; the node cannot read it"
        ));
    }

    (!text[bracket..].contains(']')).then(|| {
        format!(
            "the bracket of `{}` is not closed, so that it stands for itself",
            shown(text)
        )
    })
}

/// Whether a literal id is a name alone: no architecture, no version.
fn is_bare_name(id: &str) -> bool {
    let has_version = id
        .split('-')
        .skip(1)
        .any(|part| part.starts_with(|c: char| c.is_ascii_digit()) && part.contains(['.', ':']));

    // What begins with a digit is a version, and with a colon there is an epoch or a version. The
    // three architectures are not of one family alone, so that `architecture` knows them not.
    family::architecture(id).is_none()
        && !id.contains(':')
        && !has_version
        && id.starts_with(|c: char| c.is_ascii_alphabetic())
        && !id
            .rsplit('.')
            .next()
            .is_some_and(|last| last != id && matches!(last, "i386" | "i486" | "arm"))
}

/// Whether a literal title begins with `name.architecture:` of another package than the literal id.
fn names_another(id: &str, title: &str) -> bool {
    let Some((package, _)) = title
        .split_once(':')
        .filter(|(package, _)| family::architecture(package).is_some())
    else {
        return false;
    };

    // A pattern may mean several packages, of which the title names one.
    if package.eq_ignore_ascii_case(id) || glob::is_pattern(id) || glob::is_pattern(package) {
        return false;
    }

    let package = package.to_lowercase();
    let id = id.to_lowercase();
    family::architecture(&id).is_some()
        && !id.contains(':')
        && id != package
        && !id.starts_with(&format!("{}-", family::architecture_less(&package)))
}

/// A text in lower case.
fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// A text as it can stand in a message.
fn shown(text: &str) -> String {
    text.escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(entries: &[(&str, Option<&str>)]) -> Vec<Placed> {
        let entry = |(index, (id, title)): (usize, &(&str, Option<&str>))| Placed {
            entry: Entry {
                id: (*id).to_owned(),
                title: title.map(str::to_owned),
            },
            index,
        };
        entries.iter().enumerate().map(entry).collect()
    }

    fn found(
        entries: &[(&str, Option<&str>)],
        os: Option<OperatingSystem>,
    ) -> Vec<(&'static str, String)> {
        check(&placed(entries), os)
            .1
            .iter()
            .map(|finding| (finding.rule.name, finding.path.to_string()))
            .collect()
    }

    #[test]
    fn good_lists_of_every_family_have_no_findings() {
        for (entries, os) in [
            (
                vec![
                    ("dhclient.x86_64", None),
                    ("dhcp*", Some("*12:4.1.1-53.P1.28.amzn1")),
                    ("cryptsetup-bin.*", None),
                ],
                None,
            ),
            (
                vec![
                    ("openssl.x86_64", Some("openssl.x86_64:1:3.0.8-1.amzn2023")),
                    ("bash-5.1-1.el9.x86_64", None),
                ],
                None,
            ),
            (
                vec![
                    ("apt.amd64", Some("*1.2.27")),
                    ("apt-utils.amd64", Some("1.2.27")),
                ],
                None,
            ),
            (vec![("libc6.i386", None), ("bash.amd64", None)], None),
            (vec![("KB4284819", None), ("MS17-023", None)], None),
            (
                vec![
                    ("MRTConfigData.1.61", None),
                    ("Command Line Tools for Xcode.11.5", None),
                ],
                Some(OperatingSystem::MacOs),
            ),
        ] {
            assert_eq!(found(&entries, os), [], "{entries:?}");
        }
    }

    /// Entries, the operating system, and the rule and path of what is found.
    type Case<'a> = (
        &'a [(&'a str, Option<&'a str>)],
        Option<OperatingSystem>,
        &'a str,
        &'a str,
    );

    #[test]
    fn doubtful_entries_are_named() {
        let table: [Case; 22] = [
            (&[("*", None)], None, "id/everything", "patches[0].id"),
            (
                &[("bash.x86_64", None), ("BASH.x86_64", None)],
                None,
                "entry/repeated",
                "patches[1]",
            ),
            (
                &[("bash.x86_64", Some("5.1")), ("bash.x86_64", None)],
                None,
                "entry/shadowed",
                "patches[0]",
            ),
            (
                &[("bash.x86_64", Some("5.1")), ("bash.x86_64", Some("5.2"))],
                None,
                "entry/same-id",
                "patches[1]",
            ),
            (
                &[
                    ("bash.x86_64", None),
                    ("apt.amd64", None),
                    ("zsh.x86_64", None),
                ],
                None,
                "entry/mixed-os",
                "patches[1].id",
            ),
            (
                &[("KB4284819", None), ("bash.amd64", None)],
                Some(OperatingSystem::Ubuntu),
                "entry/other-os",
                "patches[0].id",
            ),
            (
                &[("KB4284819", Some("June"))],
                None,
                "title/ignored",
                "patches[0].title",
            ),
            (
                &[("KB42848*", None), ("KB4284820", None)],
                Some(OperatingSystem::Windows),
                "id/pattern",
                "patches[0].id",
            ),
            (&[("kb4284819", None)], None, "id/no-match", "patches[0].id"),
            (
                &[("4284819", None), ("KB4284820", None)],
                Some(OperatingSystem::Windows),
                "id/no-match",
                "patches[0].id",
            ),
            (
                &[("CVE-2024-1086", None), ("bash.x86_64", None)],
                None,
                "id/no-match",
                "patches[0].id",
            ),
            (
                &[
                    ("openssh-server.amd64", Some("*1:8.9p1-3ubuntu0.10")),
                    ("openssh-client.amd64", Some("*1:8.9p1-3ubuntu0.6")),
                    ("libssl3.amd64", Some("*3.0.2-0ubuntu1.17")),
                ],
                None,
                "entry/dependency-versions",
                "patches[0].title",
            ),
            (
                &[("Safari*", None)],
                Some(OperatingSystem::MacOs),
                "id/pattern",
                "patches[0].id",
            ),
            (
                &[("bash", None)],
                Some(OperatingSystem::AmazonLinux2),
                "id/no-architecture",
                "patches[0].id",
            ),
            (
                &[("usr/bin/bash.x86_64", None)],
                None,
                "id/no-match",
                "patches[0].id",
            ),
            (
                &[("bash .x86_64", None)],
                Some(OperatingSystem::RedHat),
                "id/no-match",
                "patches[0].id",
            ),
            (&[("bash\n", None)], None, "id/no-match", "patches[0].id"),
            (
                &[("bash.x86_64", Some("5.1 "))],
                None,
                "title/no-match",
                "patches[0].title",
            ),
            (
                &[("bash.x86_64", Some("zsh.x86_64:0:5.1-1"))],
                None,
                "title/no-match",
                "patches[0].title",
            ),
            (
                &[("ba[z-a]*.x86_64", None)],
                None,
                "id/pattern",
                "patches[0].id",
            ),
            (
                &[("bash.x86_64", Some("5.[1"))],
                None,
                "title/pattern",
                "patches[0].title",
            ),
            (
                &[
                    ("apt.amd64", Some("1.2.27")),
                    ("apt-utils.amd64", Some("1.2.25")),
                ],
                None,
                "entry/dependency-versions",
                "patches[1].title",
            ),
        ];
        for (entries, os, rule, path) in table {
            assert_eq!(found(entries, os), [(rule, path.to_owned())], "{entries:?}");
        }
    }

    #[test]
    fn a_list_that_can_name_nothing_is_an_error() {
        for (ids, os) in [
            (&["CVE-2024-1086", "RHSA-2024:4312"][..], None),
            (&["5040430"], Some(OperatingSystem::Windows)),
            (&["KB 5040430"], None),
            (&["KB5040*"], Some(OperatingSystem::Windows)),
            (&["KB5040430"], Some(OperatingSystem::RedHat)),
        ] {
            let entries: Vec<_> = ids.iter().map(|id| (*id, None)).collect();
            let found = found(&entries, os);
            assert!(
                found.contains(&("list/names-nothing", "patches".to_owned())),
                "{ids:?}: {found:?}"
            );
        }
    }
}
