//! What entries say and will not do: forms that no package has, patterns that nodes read otherwise, entries that cancel each other.

use std::collections::{BTreeMap, HashMap};

use super::Entry;
use super::family;
use super::glob::{self, Pattern};
use super::rule::{self, Finding, Rule};
use crate::domain::platform::{Family, OperatingSystem};
use crate::domain::violation::Path;

/// An entry with its place in the document.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The entry.
    pub entry: Entry,
    /// The place of the entry, such as `patches[3]`.
    pub path: Path,
}

/// The family that a list is for: what `--os` says, or the one that all entries whose shape tells agree on.
pub fn family_of(entries: &[Placed], os: Option<OperatingSystem>) -> Option<Family> {
    agreed(&families(entries), os)
}

fn agreed(families: &[(Family, Vec<usize>)], os: Option<OperatingSystem>) -> Option<Family> {
    os.map(OperatingSystem::family).or(match families {
        [(family, _)] => Some(*family),
        _ => None,
    })
}

/// The families that entries are surely for, with their places in the list, the most frequent first.
fn families(entries: &[Placed]) -> Vec<(Family, Vec<usize>)> {
    let mut found: Vec<(Family, Vec<usize>)> = Vec::new();
    for (index, placed) in entries.iter().enumerate() {
        let Some(family) = family::of_entry(&placed.entry) else { continue };
        match found.iter_mut().find(|(known, _)| *known == family) {
            Some((_, places)) => places.push(index),
            None => found.push((family, vec![index])),
        }
    }
    found.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    found
}

/// Everything that is wrong or doubtful about well-formed entries; `os` is the operating system that the user named.
pub fn check(entries: &[Placed], os: Option<OperatingSystem>) -> Vec<Finding> {
    let families = families(entries);
    let mut check = Check { family: agreed(&families, os), found: Vec::new() };
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
    check.repeated(entries);
    if matches!(check.family, Some(Family::Apt)) {
        check.dependencies(entries);
    }
    check.found
}

struct Check {
    family: Option<Family>,
    found: Vec<Finding>,
}

impl Check {
    fn add(&mut self, rule: &'static Rule, path: Path, value: &str, message: String, hint: &str) {
        let finding = Finding::new(rule, path, message).value(value);
        self.found.push(if hint.is_empty() { finding } else { finding.hint(hint) });
    }

    fn other_os(&mut self, entries: &[Placed], os: OperatingSystem) {
        for placed in entries {
            let Some(family) = family::of_entry(&placed.entry).filter(|family| *family != os.family()) else { continue };
            let id = &placed.entry.id;
            let message = format!("`{}` is written for {}, and hits nothing on {os}", shown(id), family::name(family));
            self.add(rule::ENTRY_OTHER_OS, placed.path.key("id"), id, message, "move it to a list of its own");
        }
    }

    fn mixed(&mut self, entries: &[Placed], families: &[(Family, Vec<usize>)]) {
        let [(main, _), others @ ..] = families else { return };
        for (family, places) in others {
            let placed = &entries[places[0]];
            let more = if places.len() == 1 { String::new() } else { format!(", as {} in all", places.len()) };
            let message = format!(
                "`{}` is written for {}{more}, while most of this list is for {}",
                shown(&placed.entry.id),
                family::name(*family),
                family::name(*main)
            );
            let hint = "keep one list per family, or say with --os for which one this is";
            self.add(rule::ENTRY_MIXED_OS, placed.path.key("id"), &placed.entry.id, message, hint);
        }
    }

    fn id(&mut self, placed: &Placed, family: Option<Family>) {
        let (id, at) = (placed.entry.id.as_str(), placed.path.key("id"));
        let pattern = Pattern::new(id);
        if pattern.fits_everything() && placed.entry.title.is_none() {
            let message = format!("`{id}` takes every package that is installed, rejected ones too");
            self.add(rule::ID_EVERYTHING, at, id, message, "leave the list out when everything that is approved is meant");
            return;
        }
        if let Some(problem) = pattern_problem(id, &pattern) {
            self.add(rule::ID_PATTERN, at.clone(), id, problem, "");
        }
        match family {
            Some(Family::Windows) => self.windows_id(id, at, &pattern),
            Some(Family::MacOs) if pattern.is_wild() => {
                let message = format!("`{id}` is a pattern, and AWS documents full names for macOS");
                self.add(rule::ID_PATTERN, at, id, message, "write the name, or the name, a dot and the version");
            }
            Some(Family::Rpm | Family::Apt) => self.linux_id(placed, at, &pattern),
            _ if id.contains(['/', '\n', '\t']) || id.trim() != id => {
                self.add(rule::ID_NO_MATCH, at, id, format!("`{}` cannot be the name of a package", shown(id)), "");
            }
            _ => {}
        }
    }

    fn windows_id(&mut self, id: &str, at: Path, pattern: &Pattern) {
        if pattern.is_wild() {
            self.add(rule::ID_PATTERN, at, id, format!("`{id}` is a pattern, and Windows takes ids as they are"), "list each KB number");
        } else if !family::is_update_id(id) || id.to_ascii_uppercase() != id {
            let message = format!("`{}` is neither a KB number such as KB4284819 nor a bulletin such as MS17-023", shown(id));
            self.add(rule::ID_NO_MATCH, at, id, message, "");
        }
    }

    fn linux_id(&mut self, placed: &Placed, at: Path, pattern: &Pattern) {
        let id = placed.entry.id.as_str();
        if id.contains('/') || id.contains(char::is_whitespace) {
            let message = format!("`{}` holds a slash or white space, which no name of a package has", shown(id));
            self.add(rule::ID_NO_MATCH, at, id, message, "write name.architecture, such as openssl.x86_64");
        } else if !pattern.is_wild() && is_bare_name(id) {
            let message = format!("`{id}` names no architecture: it takes the package for each one that is installed");
            self.add(rule::ID_NO_ARCH, at, id, message, "write name.architecture, or name.* when all are meant");
        }
    }

    fn title(&mut self, placed: &Placed, family: Option<Family>) {
        let Some(title) = placed.entry.title.as_deref() else { return };
        let at = placed.path.key("title");
        if let Some(family @ (Family::Windows | Family::MacOs)) = family {
            let name = if family == Family::Windows { "Windows" } else { "macOS" };
            self.add(rule::TITLE_IGNORED, at, title, format!("a title has no effect on {name}"), "leave it out");
            return;
        }
        let pattern = Pattern::new(title);
        if let Some(problem) = pattern_problem(title, &pattern) {
            self.add(rule::TITLE_PATTERN, at.clone(), title, problem, "");
        }
        if title.contains('/') || title.contains(char::is_whitespace) {
            let message = format!("`{}` holds a slash or white space, which no name or version has", shown(title));
            self.add(rule::TITLE_NO_MATCH, at, title, message, "");
        } else if names_another(&placed.entry.id, title) {
            let message = format!("`{title}` names another package than the id `{}`: nothing fits both", shown(&placed.entry.id));
            self.add(rule::TITLE_NO_MATCH, at, title, message, "id and title must fit the same package version");
        }
    }

    fn repeated(&mut self, entries: &[Placed]) {
        let ids: Vec<String> = entries.iter().map(|placed| placed.entry.id.to_lowercase()).collect();
        let titles: Vec<Option<String>> =
            entries.iter().map(|placed| placed.entry.title.as_ref().map(|title| title.to_lowercase())).collect();
        let (mut first, mut open, mut whole) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (index, id) in ids.iter().enumerate().filter(|(index, _)| titles[*index].is_none()) {
            open.entry(id.as_str()).or_insert(index);
        }
        for (index, placed) in entries.iter().enumerate() {
            let (id, title) = (ids[index].as_str(), titles[index].as_deref());
            let name = || shown(&placed.entry.id);
            let at = |index: usize| entries[index].path.to_string();
            let twin = *whole.entry((id, title)).or_insert(index);
            let earlier = *first.entry(id).or_insert(index);
            if twin != index {
                let message = format!("`{}` is listed twice; {} says the same", name(), at(twin));
                self.add(rule::ENTRY_REPEATED, placed.path.clone(), &placed.entry.id, message, "remove one of them");
            } else if let (Some(open), Some(_)) = (open.get(id), title) {
                let message = format!("the title narrows nothing: {} takes `{}` in every version", at(*open), name());
                self.add(rule::ENTRY_SHADOWED, placed.path.clone(), &placed.entry.id, message, "remove one of the two");
            } else if earlier != index && title.is_some() && !both_exact(&entries[earlier], placed) {
                let message = format!("`{}` is listed with another title in {}: either version is taken", name(), at(earlier));
                self.add(rule::ENTRY_SAME_ID, placed.path.clone(), &placed.entry.id, message, "keep one when one version is meant");
            }
        }
    }

    /// apt takes neither of two packages that need each other in the same version (user guide: apt 1.2.27, apt-utils 1.2.25).
    ///
    /// Which packages need each other a list does not tell: those are compared whose name continues the other's, and whose versions
    /// are near.
    fn dependencies(&mut self, entries: &[Placed]) {
        let mut pinned: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
        for (index, placed) in entries.iter().enumerate() {
            let Some(title) = placed.entry.title.as_deref() else { continue };
            if !glob::is_pattern(&placed.entry.id) {
                let version = title.strip_prefix(&format!("{}:", placed.entry.id)).unwrap_or(title).trim_start_matches('*');
                pinned.entry(architecture_less(&placed.entry.id).to_lowercase()).or_default().push((index, version));
            }
        }
        for (name, versions) in &pinned {
            for (at, _) in name.match_indices('-') {
                let Some(others) = pinned.get(&name[..at]) else { continue };
                let agree = versions.iter().any(|(_, version)| others.iter().any(|(_, other)| version == other));
                let near = versions
                    .iter()
                    .find_map(|version| others.iter().find(|other| are_near(version.1, other.1)).map(|other| (version, other)));
                let Some(((index, version), (other, other_version))) = near.filter(|_| !agree) else { continue };
                let placed = &entries[*index];
                let message = format!(
                    "`{name}` is pinned to {version}, and `{}` in {} to {other_version}; if one needs the other in the same version, apt installs neither",
                    &name[..at],
                    entries[*other].path
                );
                self.add(rule::ENTRY_DEPENDENCY, placed.path.key("title"), version, message, "pin both to versions that belong together");
            }
        }
    }
}

/// Whether two versions have the same two first numbers.
fn are_near(left: &str, right: &str) -> bool {
    let head = |text: &str| -> Vec<String> { text.split(['.', '-', '+', '~']).take(2).map(str::to_owned).collect() };
    left != right && head(left) == head(right)
}

/// Whether both titles name one exact version of the id in full, so that both are surely meant.
fn both_exact(one: &Placed, other: &Placed) -> bool {
    let exact = |placed: &Placed| {
        let Entry { id, title } = &placed.entry;
        let rest = title.as_deref().and_then(|title| title.strip_prefix(id.as_str())?.strip_prefix(':'));
        rest.is_some_and(|version| !version.is_empty() && !version.contains(['*', '?', '[']))
    };
    exact(one) && exact(other)
}

/// What is wrong with the brackets of a pattern.
fn pattern_problem(text: &str, pattern: &Pattern) -> Option<String> {
    if pattern.has_backward_range() {
        return Some(format!("`{text}` has a range that runs backwards; the node cannot read it"));
    }
    let opened = text.rfind('[').is_some_and(|at| !text[at..].contains(']'));
    opened.then(|| format!("the bracket of `{}` is not closed, so that it stands for itself", shown(text)))
}

/// Whether a literal id is a name alone: no architecture, no version.
fn is_bare_name(id: &str) -> bool {
    let has_version = id.split('-').skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_digit()) && part.contains(['.', ':']));
    family::architecture(id).is_none()
        && !id.contains(':')
        && !has_version
        && id.starts_with(|c: char| c.is_ascii_alphabetic())
        && !id.rsplit('.').next().is_some_and(|last| last != id && matches!(last, "i386" | "i486" | "arm"))
}

fn architecture_less(id: &str) -> &str {
    let known = family::architecture(id).is_some() || id.rsplit_once('.').is_some_and(|(_, arch)| arch.eq_ignore_ascii_case("i386"));
    if known { id.rsplit_once('.').map_or(id, |(name, _)| name) } else { id }
}

/// Whether a literal title begins with `name.architecture:` of another package than the literal id.
fn names_another(id: &str, title: &str) -> bool {
    let literal = |text: &str| !glob::is_pattern(text);
    let Some((package, _)) = title.split_once(':').filter(|(package, _)| family::architecture(package).is_some()) else { return false };
    if package.eq_ignore_ascii_case(id) || !literal(id) || !literal(package) {
        return false;
    }
    let package = package.to_lowercase();
    let id = id.to_lowercase();
    family::architecture(&id).is_some()
        && !id.contains(':')
        && id != package
        && !id.starts_with(&format!("{}-", architecture_less(&package)))
}

/// A text as it can stand in a message.
fn shown(text: &str) -> String {
    text.escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(entries: &[(&str, Option<&str>)]) -> Vec<Placed> {
        let root = Path::default().key("patches");
        let entry = |(index, (id, title)): (usize, &(&str, Option<&str>))| Placed {
            entry: Entry { id: (*id).to_owned(), title: title.map(str::to_owned) },
            path: root.index(index),
        };
        entries.iter().enumerate().map(entry).collect()
    }

    fn found(entries: &[(&str, Option<&str>)], os: Option<OperatingSystem>) -> Vec<(&'static str, String)> {
        check(&placed(entries), os).iter().map(|finding| (finding.rule.name, finding.path.to_string())).collect()
    }

    #[test]
    fn good_lists_of_every_family_have_no_findings() {
        for (entries, os) in [
            (vec![("dhclient.x86_64", None), ("dhcp*", Some("*12:4.1.1-53.P1.28.amzn1")), ("cryptsetup-bin.*", None)], None),
            (vec![("openssl.x86_64", Some("openssl.x86_64:1:3.0.8-1.amzn2023")), ("bash-5.1-1.el9.x86_64", None)], None),
            (vec![("apt.amd64", Some("*1.2.27")), ("apt-utils.amd64", Some("1.2.27"))], None),
            (vec![("libc6.i386", None), ("bash.amd64", None)], None),
            (vec![("KB4284819", None), ("MS17-023", None)], None),
            (vec![("MRTConfigData.1.61", None), ("Command Line Tools for Xcode.11.5", None)], Some(OperatingSystem::MacOs)),
        ] {
            assert_eq!(found(&entries, os), [], "{entries:?}");
        }
    }

    /// Entries, the operating system, and the rule and path of what is found.
    type Case<'a> = (&'a [(&'a str, Option<&'a str>)], Option<OperatingSystem>, &'a str, &'a str);

    #[test]
    fn doubtful_entries_are_named() {
        let table: [Case; 20] = [
            (&[("*", None)], None, "id/everything", "patches[0].id"),
            (&[("bash.x86_64", None), ("BASH.x86_64", None)], None, "entry/repeated", "patches[1]"),
            (&[("bash.x86_64", Some("5.1")), ("bash.x86_64", None)], None, "entry/shadowed", "patches[0]"),
            (&[("bash.x86_64", Some("5.1")), ("bash.x86_64", Some("5.2"))], None, "entry/same-id", "patches[1]"),
            (&[("bash.x86_64", None), ("apt.amd64", None), ("zsh.x86_64", None)], None, "entry/mixed-os", "patches[1].id"),
            (&[("KB4284819", None)], Some(OperatingSystem::Ubuntu), "entry/other-os", "patches[0].id"),
            (&[("KB4284819", Some("June"))], None, "title/ignored", "patches[0].title"),
            (&[("KB42848*", None)], Some(OperatingSystem::Windows), "id/pattern", "patches[0].id"),
            (&[("kb4284819", None)], None, "id/no-match", "patches[0].id"),
            (&[("4284819", None)], Some(OperatingSystem::Windows), "id/no-match", "patches[0].id"),
            (&[("Safari*", None)], Some(OperatingSystem::MacOs), "id/pattern", "patches[0].id"),
            (&[("bash", None)], Some(OperatingSystem::AmazonLinux2), "id/no-architecture", "patches[0].id"),
            (&[("usr/bin/bash.x86_64", None)], None, "id/no-match", "patches[0].id"),
            (&[("bash .x86_64", None)], Some(OperatingSystem::RedHat), "id/no-match", "patches[0].id"),
            (&[("bash\n", None)], None, "id/no-match", "patches[0].id"),
            (&[("bash.x86_64", Some("5.1 "))], None, "title/no-match", "patches[0].title"),
            (&[("bash.x86_64", Some("zsh.x86_64:0:5.1-1"))], None, "title/no-match", "patches[0].title"),
            (&[("ba[z-a]*.x86_64", None)], None, "id/pattern", "patches[0].id"),
            (&[("bash.x86_64", Some("5.[1"))], None, "title/pattern", "patches[0].title"),
            (&[("apt.amd64", Some("1.2.27")), ("apt-utils.amd64", Some("1.2.25"))], None, "entry/dependency-versions", "patches[1].title"),
        ];
        for (entries, os, rule, path) in table {
            assert_eq!(found(entries, os), [(rule, path.to_owned())], "{entries:?}");
        }
    }
}
